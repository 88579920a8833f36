"""How fast the register answers: `python -m tests.benchmarks.register_bench [--roads N] [--database URL | --postgres]`.

Fills an empty database with an invented register (one that is filled already is used as it is) and prints, for each
question, the 50th, 95th and 99th percentile in milliseconds beside the bar it is held to; how many entries a second
are taken in at that size; how long `gazetteer show` takes with start-up; and how high searches find what was meant.
"""

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from gazetteer.intake import Outcome
from gazetteer.registry import Register
from gazetteer.store import in_batches
from gazetteer.times import TimePoint, read_instant
from gazetteer.turns import Changes
from tests.benchmarks.bulk_cities import Act, build_city, cities
from tests.benchmarks.bulk_notices import write_notice
from tests.benchmarks.bulk_register import fill
from tests.benchmarks.searching import figures
from tests.clusters import cluster, new_database, programs

# cities beyond those of any register made here, so that their notices are new; how many roads, how many entries a
# notice, whether brought together
INGESTED = ((59, 2000, 30, True), (58, 400, 3, True), (57, 1000, 30, False), (56, 400, 3, False))
Question = tuple[str, float, Callable[[], object]]


def percentiles(ask: Callable[[], object], times: int) -> tuple[float, float, float]:
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        spent.append((time.perf_counter() - begun) * 1000)
    spent.sort()
    return spent[times // 2], spent[times * 95 // 100], spent[times * 99 // 100]


def questions(register: Register, area: str, rng: random.Random) -> list[Question]:
    """What is asked, and the bar in milliseconds at the 95th percentile."""
    versions = list(islice(register.walk_roads(area=area), 3000))
    ids, names = [one.road_id for one in versions], [one.name for one in versions]
    long_ago, known = date(2010, 6, 1), TimePoint(None, read_instant("2100-01-01"))
    sounds = ["dongxi", "long", "nan", "shanshui", "jinmu", "x", "yuehe", "tianrenlu"]

    def changes_of_a_month() -> Changes:
        first = date(rng.randrange(2001, 2023), rng.randrange(1, 12), 1)
        return register.changes_between(first, first.replace(day=28))

    return [
        ("one road, in force on a day", 5, lambda: register.record(rng.choice(ids)).version_on(long_ago)),
        ("one road, in force × known", 5, lambda: register.version(rng.choice(ids), known)),
        ("its history", 5, lambda: register.record(rng.choice(ids))),
        ("search, 1 character", 20, lambda: register.search(rng.choice(names)[0])),
        ("search, 2 characters", 20, lambda: register.search(rng.choice(names)[:2])),
        ("search, 3+ characters", 20, lambda: register.search(rng.choice(names))),
        ("search, pinyin", 20, lambda: register.search(rng.choice(sounds))),
        ("search, one wrong character", 20, lambda: register.search("错" + rng.choice(names)[1:])),
        ("search, 1 character, one city", 20, lambda: register.search(rng.choice(names)[0], area=area)),
        ("changes of a month, counted", 30, changes_of_a_month),
        ("the same, a page of it whole", 30, lambda: changes_of_a_month()[:50]),
        ("the same: all acts and days", 30, lambda: changes_of_a_month().turns()),
        ("the same, all of it whole", 30, lambda: tuple(changes_of_a_month())),
    ]


def ingest_rate(register: Register, number: int, roads: int, size: int, together: bool) -> tuple[float, float]:
    """Entries a second, of a new city's notices in the order of their days, beside all that is there already: brought
    `together`, as the files of one command are, or each by itself.

    No notice has more than `size` entries; a copy of the first lacks a clause of it, as copies do. By the clock, and by
    the time this process worked: on a busy machine they differ. Nothing: the register holds these notices already.
    """
    city = build_city(number, roads)
    pieces = [some for act in city.acts for some in in_batches(act.clauses, size)]
    days = [act.day for act in city.acts for _ in in_batches(act.clauses, size)]
    acts = [Act(day, at, tuple(some)) for at, (day, some) in enumerate(zip(days, pieces, strict=True), 1)]
    first, *others = acts
    copy = replace(first, clauses=first.clauses[:-1])
    written = [write_notice(city, act) for act in (first, copy, *others)]
    begun, worked = time.perf_counter(), time.process_time()
    brought = [(one.document, [one.reading]) for one in written]
    taken = register.ingest_many(brought) if together else (register.ingest(*one) for one in brought)
    steps = [step for some in taken for step in some]
    spent, at_work = time.perf_counter() - begun, time.process_time() - worked
    count = sum(step.entries for step in steps if step.outcome is not Outcome.KNOWN)
    return count / spent, count / at_work


def show_s(database: str, road_id: str) -> float:
    """Seconds that `gazetteer show` takes, the best of five."""
    command = [sys.executable, "-m", "web.commands", "show", road_id, "--database", database]
    spent = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        spent.append(time.perf_counter() - begun)
    return min(spent)


def loop_s() -> float:
    """Seconds of an idle loop: tells how busy the machine is while this measures."""
    begun = time.perf_counter()
    for _ in range(5_000_000):
        pass
    return time.perf_counter() - begun


@contextmanager
def _database(given: str | None, postgres: bool) -> Iterator[str]:
    """The database to measure on; one that was not given is empty, and gone afterwards."""
    if given is not None:
        yield given
    elif postgres:
        bin_ = programs()
        if bin_ is None:
            raise SystemExit("没有安装 PostgreSQL。| PostgreSQL is not installed: apt install postgresql")
        with cluster(bin_, durable=True) as prefix:
            yield new_database(prefix, "measured")
    else:
        with TemporaryDirectory() as folder:
            yield str(Path(folder, "b.db"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roads", type=int, default=20_000)
    parser.add_argument("--database", help="a database (default: SQLite in a temporary folder)")
    parser.add_argument("--postgres", action="store_true", help="a PostgreSQL cluster of its own, gone afterwards")
    parser.add_argument("--times", type=int, default=300)
    options = parser.parse_args()
    rng = random.Random(7)
    with _database(options.database, options.postgres) as database, Register.open(database) as register:
        print(f"{options.roads:,} roads on {register.store.engine.name}; an idle loop takes {loop_s():.2f} s")
        if not register.head().count:
            fill(register, options.roads, lines=False, say=print)
        area = next(cities(options.roads)).name
        for words, bar, ask in questions(register, area, rng):
            p50, p95, p99 = percentiles(ask, options.times)
            mark = "" if p95 <= bar else "   MISSED"
            print(f"{words:30} p50 {p50:8.2f}  p95 {p95:8.2f}  p99 {p99:8.2f} ms   (p95 ≤ {bar}){mark}")
        some = list(register.walk_roads(area=area))
        took = show_s(database, some[0].road_id)
        print(f"gazetteer show, with start-up: {took:.2f} s (≤ 0.7){'' if took <= 0.7 else '   MISSED'}")
        for kind, mean in figures(register, some, min(options.times, 200)):
            print(f"MRR {kind:26} {mean:.3f} (≥ 0.95){'' if mean >= 0.95 else '   MISSED'}")
        for number, roads, size, together in INGESTED:
            rate, at_work = ingest_rate(register, number, roads, size, together)
            how = "together" if together else "one by one"
            missed = "" if rate >= 1000 else "   MISSED" if rate else "   NOT MEASURED: they are in it already"
            print(
                f"ingest, {size} entries a notice, {how}: {rate:,.0f} entries/s (≥ 1,000){missed}; "
                f"{at_work:,.0f} in a second of work of this process"
            )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory {peak:,.0f} MB (≤ 1,024); an idle loop takes {loop_s():.2f} s")


if __name__ == "__main__":
    main()
