"""How fast the pages are: `python -m tests.benchmarks.pages_bench [--roads N] [--database FILE-or-URL]`.

A database that holds a register is used as it is; else one of N invented roads is made first. Server times are those
of the application alone; the last lines are Chromium's, from the address to the first road drawn.
"""

import argparse
import gzip
import logging
import math
import os
import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient

from gazetteer.registry import Register
from tests.benchmarks.bulk_register import fill
from tests.benchmarks.register_bench import percentiles
from web.app import create_app
from web.atlas import Atlas
from web.atlases import atlas
from web.settings import Settings

TILES = 200
MOST_ZOOM = 16


def some_tiles(known: Atlas, rng: random.Random) -> list[str]:
    """Addresses of tiles with roads on them, of every zoom from the whole city to the street, each once."""
    found: dict[str, None] = {}
    while len(found) < TILES:
        west, south, east, north = known.boxes[rng.randrange(len(known.owners))].tolist()
        zoom = rng.randint(9, MOST_ZOOM)
        x = ((west + east) / 2 + 180) / 360
        y = (1 - math.asinh(math.tan(math.radians((south + north) / 2))) / math.pi) / 2
        found[f"/tiles/roads/{zoom}/{int(x * 2**zoom)}/{int(y * 2**zoom)}.pbf"] = None
    return list(found)


def say(what: str, times: tuple[float, float, float], bar: str) -> None:
    print(f"{what:32} p50 {times[0]:8.1f}  p95 {times[1]:8.1f}  p99 {times[2]:8.1f} ms   wanted: {bar}")


def each(client: FlaskClient, urls: Iterable[str]) -> Callable[[], None]:
    waiting = iter(urls)

    def ask() -> None:
        answer = client.get(next(waiting), headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200, answer.status

    return ask


def server_times(app: Flask, rng: random.Random) -> str:
    """Prints what the application needs; the area it asked for."""
    client = app.test_client()
    begun = time.perf_counter()
    known = atlas(app.extensions["house"])
    spent, load = time.perf_counter() - begun, os.getloadavg()[0]
    print(f"atlas of {len(known):,} states made in {spent:.1f} s (load of the machine {load:.1f})")
    area = quote(next(iter(known.areas)))
    each(client, [f"/?area={area}"])()
    say("map shell", percentiles(each(client, [f"/?area={area}"] * 100), 100), "p95 <= 20")
    urls = some_tiles(known, rng)
    say("road tile, cold", percentiles(each(client, urls), TILES), "p95 <= 50")
    say("road tile, cached", percentiles(each(client, urls), TILES), "p95 <= 5")
    names = [known.names[rng.randrange(len(known))] for _ in range(100)]
    typed = [f"/suggest?q={quote(name[: 1 + at % len(name)])}&area={area}" for at, name in enumerate(names)]
    say("suggestions", percentiles(each(client, typed), 100), "<= 50")
    roads = [f"/roads/{known.road_id(rng.randrange(len(known)))}" for _ in range(100)]
    roads_asked = [url for url in roads if client.get(url).status_code == 200][:50]
    say("road page", percentiles(each(client, roads_asked), len(roads_asked)), "(none)")
    for url in (f"/map/roads?area={area}", "/changes", "/notices", f"/browse?area={area}", "/worklist", "/about"):
        page = client.get(url, headers={"Accept-Encoding": "gzip"}).data
        size = len(page) if page[:2] == b"\x1f\x8b" else len(gzip.compress(page))
        times = percentiles(each(client, [url] * 5), 5)
        say(f"{url.partition('?')[0]} ({size / 1000:.0f} kB)", times, "<= 500 kB")
    return area


def browser_times(app: Flask, area: str) -> None:
    """Prints how long Chromium takes from the address to the first road drawn."""
    from tests.web.browsers import DESKTOP, chromium, serving

    with chromium() as browser, serving(app) as site:
        spent = []
        for _ in range(5):
            context = browser.new_context(viewport=DESKTOP)  # nothing kept from the time before
            page = context.new_page()
            begun = time.perf_counter()
            page.goto(f"{site}/?area={area}", wait_until="commit")
            page.wait_for_function("() => document.body?.dataset.painted || document.querySelector('.road-label')")
            spent.append((time.perf_counter() - begun) * 1000)
            page.wait_for_load_state("networkidle")
            context.close()
        spent.sort()
        print(f"first roads drawn in Chromium: median {spent[2]:.0f} ms, slowest {spent[-1]:.0f} ms   wanted: <= 1500")


def main() -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roads", type=int, default=20_000)
    parser.add_argument("--database", help="a register, or where to make one (default: a temporary folder)")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        database = options.database or str(Path(folder, "pages.db"))
        with Register.open(database) as register:
            if not register.areas():
                fill(register, options.roads)
        app = create_app(Settings(database_url=database))
        browser_times(app, server_times(app, random.Random(7)))


if __name__ == "__main__":
    main()
