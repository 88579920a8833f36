"""`gazetteer serve` as a process: it ends when it is told to, whenever that is, and leaves nothing on its port."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from web.commands import main
from web.commands_serving import KILLED_AFTER_S, ListenError, find_address, is_free

HOST = "127.0.0.1"
STARTED = "Spawning worker-2"  # the workers are there, and make ready: they serve some seconds later
READY = ("Started worker-1", "Started worker-2")


@contextmanager
def serving(database: Path, port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = ["serve", "--host", HOST, "--port", str(port), "--workers", "2", "--database", str(database)]
    with (
        log.open("wb") as lines,
        subprocess.Popen([sys.executable, "-m", "web.commands", *command], stderr=lines) as one,
    ):
        try:
            yield one
        finally:
            one.kill()


def wait_until(come: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not come():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def port() -> int:
    with socket.create_server((HOST, 0)) as free:
        return int(free.getsockname()[1])


def test_a_first_city_that_is_not_there_is_said(database: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    """It may be taken in later: the server starts (here it cannot, since its port is taken)."""
    monkeypatch.setenv("GAZETTEER_DEFAULT_AREA", "无此市")
    with socket.create_server((HOST, 0)) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1]), "--database", str(database)]) == 2
    assert "GAZETTEER_DEFAULT_AREA: 地名录中没有地区“无此市”。有：" in capsys.readouterr().err


def test_a_setting_nearly_named_is_said(database: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setenv("GAZETTEER_MAX_SECONDS", "5")
    with socket.create_server((HOST, 0)) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1]), "--database", str(database)]) == 2
    assert "GAZETTEER_MAX_SECONDS does nothing: is GAZETTEER_MOST_SECONDS meant?" in capsys.readouterr().err


def test_why_a_server_cannot_listen_somewhere_is_said(port: int):
    assert find_address("localhost", port) in ("127.0.0.1", "::1")  # Granian wants it in figures
    with socket.create_server((HOST, port)), pytest.raises(ListenError, match="已被占用"):
        find_address(HOST, port)
    with pytest.raises(ListenError, match="找不到这台主机"):
        find_address("no.such.host.invalid", port)
    with pytest.raises(ListenError, match="不是本机的地址"):
        find_address("192.0.2.1", port)
    with pytest.raises(SystemExit) as wrong_use:
        main(["serve", "--port", "70000"])
    assert wrong_use.value.code == 2


@pytest.mark.parametrize("said", [(STARTED,), READY], ids=["starting", "serving"])
def test_a_server_ends_on_sigterm_whenever_it_comes(said: tuple[str, ...], database: Path, port: int, tmp_path: Path):
    """A worker that never hears of it is killed in the end: nothing is under way here that would take so long."""
    log = tmp_path / "log"
    with serving(database, port, log) as server:
        wait_until(lambda: all(line in log.read_text() for line in said))
        server.send_signal(signal.SIGTERM)
        assert server.wait(KILLED_AFTER_S * 0.9) == 0
    assert "Killing" not in log.read_text()
    assert is_free(HOST, port)


UNHEARD = """
import signal, time
from web.commands_serving import hear_again
heard = []
signal.signal(signal.SIGTERM, lambda *_: heard.append(1))
hear_again()
signal.raise_signal(signal.SIGTERM)
while len(heard) < 3:
    time.sleep(0.1)
"""


def test_a_signal_comes_again_until_a_worker_ends():
    """One in the instant in which Granian began to wait was never heard: 22 of 118 sent within 0.2 ms after it listened
    to them."""
    assert subprocess.run([sys.executable, "-c", UNHEARD], timeout=60, check=False).returncode == 0


def test_who_sends_without_end_keeps_nobody_else_from_an_answer(database: Path, port: int, tmp_path: Path):
    """A dozen tables of which only the first line comes: they had held every thread of both workers for ever."""
    log = tmp_path / "log"
    head = "POST {} HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 100000\r\n\r\nname\n"
    with serving(database, port, log), ExitStack() as open_:
        wait_until(lambda: all(line in log.read_text() for line in READY))
        for number in range(12):
            sender = open_.enter_context(socket.create_connection((HOST, port)))
            sender.sendall(head.format("/try" if number % 2 else "/match").encode())
        time.sleep(3)  # those that find no place are told so
        for _ in range(6):
            with urlopen(f"http://{HOST}:{port}/healthz", timeout=10) as answer:
                assert answer.status == 200


@pytest.mark.parametrize("said", [(STARTED,), READY], ids=["starting", "serving"])
def test_a_server_that_is_killed_leaves_no_worker_on_the_port(
    said: tuple[str, ...], database: Path, port: int, tmp_path: Path
):
    log = tmp_path / "log"
    with serving(database, port, log) as server:
        wait_until(lambda: all(line in log.read_text() for line in said))
        server.kill()
    wait_until(lambda: is_free(HOST, port))
