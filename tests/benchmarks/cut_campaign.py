"""A city cut out of a made-up province: seconds and peak memory of the program, for a grid of so many nodes a side.

    python -m tests.benchmarks.cut_campaign [--side 1500] [--keep FOLDER]

6,500 a side make 42 million nodes, as many as a province's 300 MB have; that takes a quarter of an hour to make.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from subprocess import run

import osmium
from osmium.osm.mutable import Node, Way

WEST, SOUTH, WIDE_DEG, HIGH_DEG = 114.8, 34.4, 7.6, 3.9  # about as large as Shandong
PIECE = 60  # links a way
CLASSES = ("residential", "tertiary", "secondary", "primary", "unclassified")
CITY = "117.0,36.5,117.4,36.8"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--side", type=int, default=1500)
    parser.add_argument("--keep", type=Path, help="keep the files here")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as passing:
        folder = options.keep or Path(passing)
        province, city = folder / f"province-{options.side}.osm.pbf", folder / "city.osm.pbf"
        if not province.exists():
            make_province(province, options.side)
        print(f"{options.side**2 / 1e6:.1f} million nodes, {province.stat().st_size / 1e6:.0f} MB", flush=True)
        started = time.perf_counter()
        command = ("osm", "cut", str(province), "--bbox", CITY, "--out", str(city))
        run([sys.executable, "-m", "web.commands", *command], check=True)
        peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"cut in {time.perf_counter() - started:.0f} s, peak {peak_mb:.0f} MB (bar: 2,000 MB at 42 million nodes)"
        )
    return 0


def make_province(path: Path, side: int) -> None:
    """A grid of streets, two of three with a name, its crossings a little off their places."""
    random = Random(1)
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for row in range(side):
            for column in range(side):
                lon = WEST + (column + 0.7 * random.random()) * WIDE_DEG / side
                lat = SOUTH + (row + 0.7 * random.random()) * HIGH_DEG / side
                writer.add_node(Node(id=row * side + column + 1, location=(lon, lat)))
        number = 0
        for street in range(2 * side):
            across, line = divmod(street, side)
            refs = [(at * side + line if across else line * side + at) + 1 for at in range(side)]
            tags = {"highway": CLASSES[line % 5]} | ({"name": f"{'纵横'[across]}{line}路"} if line % 3 else {})
            for first in range(0, side - 1, PIECE):
                number += 1
                writer.add_way(Way(id=number, nodes=refs[first : first + PIECE + 1], tags=tags))


if __name__ == "__main__":
    raise SystemExit(main())
