"""How fast the API answers one question after another: `python -m tests.benchmarks.api_bench --database FILE-or-URL`.

Of a register made by `bulk_register`. Each question is asked of the application without a network between, never the
same twice; percentiles in milliseconds, beside the bar for 20,000 roads (or, with --million, for 1,000,000).
"""

import argparse
import gc
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient
from sqlalchemy import func, select

from gazetteer.ground_schema import resolutions
from gazetteer.registry import Register
from gazetteer.schema import versions
from web.app import create_app
from web.settings import Settings

ITEMS = "/api/collections/roads/items"
KILOMETRE = 0.009  # degrees, near the equator


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--million", action="store_true", help="hold it to the bars for a million roads")
    parser.add_argument("--cpu", action="store_true", help="the processor's time, on a machine that others use too")
    options = parser.parse_args()
    rng = random.Random(7)
    with _sample(options.database, rng) as (ids, boxes, roads):
        app = create_app(Settings(database_url=options.database, answers_mb=0))
        client = app.test_client()
        gc.collect()
        gc.freeze()  # as `gazetteer serve` does
        gc.set_threshold(50_000, 20, 50)
        print(f"{roads:,} roads on {app.extensions['house'].register.store.engine.name}")
        bbox, items, one = (50.0, None, None) if options.million else (30.0, 25.0, 5.0)
        ask = _asking(client)
        clock = time.process_time if options.cpu else time.perf_counter
        states, changes = (f"/api/collections/{one}/items" for one in ("versions", "changes"))
        middle, last = ids[len(ids) // 2], ids[-150]
        questions: list[tuple[str, float | None, Callable[[], str]]] = [
            ("one road", one, lambda: f"{ITEMS}/{rng.choice(ids)}"),
            ("100 roads, the first page", items, lambda: f"{ITEMS}?limit=100&datetime={_day(rng)}"),
            (
                "100 roads, a page in the middle",
                items,
                lambda: f"{ITEMS}?limit=100&after={middle}",
            ),
            ("100 roads, the last page", items, lambda: f"{ITEMS}?limit=100&after={last}"),
            ("100 roads, anywhere", items, lambda: f"{ITEMS}?limit=100&after={rng.choice(ids)}"),
            (
                "100 states, anywhere",
                items,
                lambda: f"{states}?limit=100&after={rng.choice(ids)}",
            ),
            (
                "100 changes, anywhere",
                items,
                lambda: f"{changes}?limit=100&after={rng.choice(ids)}",
            ),
            ("box of 1 km", bbox, lambda: f"{ITEMS}?limit=100&bbox={_box(rng, boxes, 1)}"),
            ("box of 5 km", bbox, lambda: f"{ITEMS}?limit=100&bbox={_box(rng, boxes, 5)}"),
            ("box of 20 km", bbox, lambda: f"{ITEMS}?limit=100&bbox={_box(rng, boxes, 20)}"),
            ("box of 200 km", None, lambda: f"{ITEMS}?limit=100&bbox={_box(rng, boxes, 200)}"),
            ("history of a road", one, lambda: f"{ITEMS}/{rng.choice(ids)}/versions"),
            ("sorted by name, the first page", None, lambda: f"{ITEMS}?limit=100&sortby=name&datetime={_day(rng)}"),
        ]
        for words, bar, question in questions:
            p50, p95, p99 = _percentiles(ask, question, options.times, clock)
            held = "" if bar is None else f"   (p95 ≤ {bar:g})" + ("" if p95 <= bar else "   MISSED")
            print(f"{words:32} p50 {p50:8.2f}  p95 {p95:8.2f}  p99 {p99:8.2f} ms{held}", flush=True)


@contextmanager
def _sample(url: str, rng: random.Random) -> Iterator[tuple[list[str], list[tuple[float, float]], int]]:
    """Ids in their order, places where lines are, and how many roads there are."""
    with Register.open(url, create=False) as register, register.store.reading() as connection:
        ids = sorted(connection.execute(select(versions.c.road_id).distinct()).scalars())
        placed = select(resolutions.c.west, resolutions.c.south).where(resolutions.c.west.is_not(None))
        many = connection.execute(select(func.count()).select_from(resolutions)).scalar_one()
        boxes = [(row.west, row.south) for row in connection.execute(placed.limit(min(many, 200_000)))]
    rng.shuffle(boxes)
    yield ids, boxes, len(ids)


def _day(rng: random.Random) -> str:
    return f"{rng.randrange(2020, 2025)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 28):02d}"


def _box(rng: random.Random, boxes: list[tuple[float, float]], side_km: float) -> str:
    west, south = rng.choice(boxes)
    half = side_km * KILOMETRE / 2
    return ",".join(f"{one:.6f}" for one in (west - half, south - half, west + half, south + half))


def _asking(client: FlaskClient) -> Callable[[str], None]:
    def ask(url: str) -> None:
        answer = client.get(url)
        assert answer.status_code in (200, 410), answer.text

    return ask


def _percentiles(
    ask: Callable[[str], None], question: Callable[[], str], times: int, clock: Callable[[], float]
) -> tuple[float, float, float]:
    spent = []
    for _ in range(times + 5):
        url = question()
        begun = clock()
        ask(url)
        spent.append((clock() - begun) * 1000)
    spent = sorted(spent[5:])
    return spent[times // 2], spent[times * 95 // 100], spent[times * 99 // 100]


if __name__ == "__main__":
    main()
