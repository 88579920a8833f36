"""How fast the register answers: `python -m tests.benchmarks.register_bench [--roads N] [--database URL]`.

Prints, for each question, the 50th, 95th and 99th percentile in milliseconds, beside the bar it is held to.
"""

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from gazetteer.registry import Register
from gazetteer.times import TimePoint, read_day, read_instant
from tests.gazetteer.towns import notice

CHARACTERS = "东西南北山水金木火土日月星河海天地人和平安康泰兴隆长春夏秋冬文武英雄光明前进龙凤华丽云霞锦绣"
GENERICS = ["路", "街", "大道", "巷", "大街"]
A_NOTICE = 200


def invented_name(rng: random.Random) -> str:
    return "".join(rng.choices(CHARACTERS, k=rng.choice([2, 2, 3]))) + rng.choice(GENERICS)


def fill(register: Register, roads: int, rng: random.Random) -> tuple[float, list[str]]:
    """Entries taken in per second, and the names of the roads; every tenth entry moves an end."""
    names: list[str] = []
    begun = time.perf_counter()
    for number in range(0, roads, A_NOTICE):
        lines = []
        for _ in range(A_NOTICE):
            name, a, b = (invented_name(rng) for _ in range(3))
            area = rng.randrange(40)
            lines.append(f"命名 {name}{area} 北{a}-南{b} {rng.randrange(100, 3000)} @区{area}")
            names.append(f"{name}{area}")
        day = f"{2000 + number * 20 // max(roads, 1):04d}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 28):02d}"
        document, reading = notice(day, *dict.fromkeys(lines), number=f"文〔{number}〕号", area=f"市{number // 20_000}")
        register.ingest(document, [reading])
    return roads / (time.perf_counter() - begun), names


def percentiles(ask: Callable[[], object], times: int) -> tuple[float, float, float]:
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        spent.append((time.perf_counter() - begun) * 1000)
    spent.sort()
    return spent[times // 2], spent[times * 95 // 100], spent[times * 99 // 100]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roads", type=int, default=20_000)
    parser.add_argument("--database", help="an empty database (default: SQLite in a temporary folder)")
    parser.add_argument("--times", type=int, default=300)
    options = parser.parse_args()
    rng = random.Random(7)
    with TemporaryDirectory() as folder, Register.open(options.database or str(Path(folder, "b.db"))) as register:
        rate, names = fill(register, options.roads, rng)
        print(f"ingest: {rate:,.0f} entries/s (bar 1,000)   {options.roads:,} roads on {register.store.engine.name}")
        ids = [one.road_id for one in register.roads(area="市0")[:2000]]
        point = TimePoint(read_day("2015-06-01").earliest)
        known = TimePoint(None, read_instant("2100-01-01"))
        questions: list[tuple[str, float, Callable[[], object]]] = [
            ("one road, in force", 5, lambda: register.record(rng.choice(ids)).version_on(point.valid_on)),  # type: ignore[arg-type]
            ("one road, in force × known", 5, lambda: register.version(rng.choice(ids), known)),
            ("its history", 5, lambda: register.record(rng.choice(ids))),
            ("search, 1 character", 20, lambda: register.search(rng.choice(CHARACTERS))),
            ("search, 2 characters", 20, lambda: register.search(rng.choice(names)[:2])),
            ("search, 3+ characters", 20, lambda: register.search(rng.choice(names))),
            ("search, pinyin", 20, lambda: register.search(rng.choice(["xiaoshan", "long", "dongxi", "jinmu"]))),
            ("search, one wrong character", 20, lambda: register.search("错" + rng.choice(names)[1:])),
        ]
        for words, bar, ask in questions:
            p50, p95, p99 = percentiles(ask, options.times)
            mark = "" if p95 <= bar else "   MISSED"
            print(f"{words:30} p50 {p50:8.2f}  p95 {p95:8.2f}  p99 {p99:8.2f} ms   (p95 ≤ {bar}){mark}")


if __name__ == "__main__":
    main()
