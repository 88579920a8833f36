"""The server under load: `python -m tests.benchmarks.serve_bench [--database FILE-or-URL] [--seconds N]`.

`gazetteer serve` with two workers, wrk with 16 connections on the same machine: roads drawn from all ids, no answers
kept ready; then the same few again and again. Prints answers a second, errors, and the memory of the workers.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from sqlalchemy import select

from gazetteer.registry import Register
from gazetteer.schema import versions
from tests.benchmarks.bulk_register import fill

SCRIPT = """\
local ids = {%s}
math.randomseed(os.time())
request = function() return wrk.format("GET", "/api/collections/roads/items/" .. ids[math.random(#ids)]) end
"""
CONNECTIONS, WORKERS = 16, 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="a register with many roads (default: 20,000 invented ones)")
    parser.add_argument("--seconds", type=int, default=60, help="of each load (600: the ten minutes)")
    parser.add_argument("--port", type=int, default=7490)
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed (Debian: apt-get install wrk)")
    with TemporaryDirectory() as folder:
        database = options.database or str(Path(folder, "bench.db"))
        if options.database is None:
            with Register.open(database) as register:
                fill(register, 20_000, networks=0)
        with Register.open(database, create=False) as register, register.store.reading() as connection:
            ids = list(
                connection.execute(
                    select(versions.c.road_id).where(versions.c.to_latest.is_(None)).distinct()
                ).scalars()
            )
        for words, some, kept_mb, bar in (("all different", ids, 0, 1500), ("kept ready", ids[:500], 64, 3000)):
            with _serving(database, options.port, kept_mb) as server:
                script = Path(folder, "ask.lua")
                script.write_text(SCRIPT % ",".join(f'"{one}"' for one in some[:20_000]), "utf-8")
                subprocess.run(_typed(options.port, script, 5), capture_output=True, check=True)  # warm
                before, spent, own = _memory_mb(server.pid), _spent_s(server.pid), os.times().children_user
                said, highest = _watched(options.port, script, options.seconds, server.pid)
                rate = float(_found(r"Requests/sec:\s+([\d.]+)", said))
                wrong = re.findall(r"(?:Non-2xx.*|Socket errors.*)", said)
                after, spent = _memory_mb(server.pid), _spent_s(server.pid) - spent
                asked = int(_found(r"(\d+) requests in", said))
                each, wrk = spent / asked * 1000, (os.times().children_user - own) / asked * 1000
                mark = "" if rate >= bar else "   MISSED"
                print(f"{words:14} {rate:8,.0f} roads/s (≥ {bar:,}){mark}   {'; '.join(wrong) or 'no error'}")
                print(f"{'':14} memory {before:.0f} MB, at most {highest:.0f}, {after:.0f} after {options.seconds} s")
                print(f"{'':14} {_found(r'Latency.*', said)}")
                print(
                    f"{'':14} processor: {each:.2f} ms a road, wrk {wrk:.2f}; load {os.getloadavg()[0]:.1f}", flush=True
                )


@contextmanager
def _serving(database: str, port: int, kept_mb: int) -> Iterator[subprocess.Popen[bytes]]:
    program = str(Path(sys.executable).with_name("gazetteer"))
    settings = {"GAZETTEER_LOG_REQUESTS": "no", "GAZETTEER_ANSWERS_MB": str(kept_mb), "PATH": "/usr/bin:/bin"}
    typed = [program, "serve", "--database", database, "--port", str(port), "--workers", str(WORKERS)]
    server = subprocess.Popen(typed, env=settings, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
                break
            except (URLError, OSError):
                time.sleep(0.2)
        yield server
    finally:
        server.terminate()
        server.wait(60)


def _typed(port: int, script: Path, seconds: int) -> list[str]:
    address = f"http://127.0.0.1:{port}/"
    return ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(script), address]


def _watched(port: int, script: Path, seconds: int, pid: int) -> tuple[str, float]:
    """What wrk says, and the highest memory meanwhile; a line each minute."""
    highest, begun, minute = 0.0, time.monotonic(), 0
    with subprocess.Popen(_typed(port, script, seconds), stdout=subprocess.PIPE, text=True) as load:
        while load.poll() is None:
            time.sleep(1)
            highest = max(highest, _memory_mb(pid))
            if time.monotonic() - begun > (minute + 1) * 60:
                minute += 1
                print(f"{'':14} minute {minute}: {_memory_mb(pid):.0f} MB", flush=True)
        assert load.stdout is not None
        return load.stdout.read(), highest


def _spent_s(pid: int) -> float:
    """The processor's time that a server's workers have had."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    fields = (Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children)
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def _memory_mb(pid: int) -> float:
    """The resident memory of a server's workers together."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    pages = sum(int(Path(f"/proc/{child}/statm").read_text().split()[1]) for child in children)
    return pages * 4096 / 1e6


def _found(pattern: str, said: str) -> str:
    found = re.search(pattern, said)
    if found is None:
        raise SystemExit(said)
    return found.group(found.lastindex or 0)


if __name__ == "__main__":
    main()
