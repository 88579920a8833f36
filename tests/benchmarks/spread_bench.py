"""One large area solved by one process, by threads and by processes: seconds, ratios, and whether the answers agree.

python -m tests.benchmarks.spread_bench [EXTRACT] [--clauses 600]
"""

import argparse
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from gazetteer.events import Place
from gazetteer.records import RoadVersion
from geodata.network import RoadNetwork, build_network
from geodata.osm import read_extract
from geodata.outcomes import Resolution
from geodata.parts import Many, find_parts, solve_in_parts
from geodata.spreading import on_processes, solve_here
from tests.benchmarks.generator import make_world, survey
from tests.benchmarks.ground import read_ground
from tests.benchmarks.invented import is_nameless, name_streets

JINAN = Path(__file__).parents[3] / "shared" / "osm" / "jinan-unnamed.osm.pbf"
DISTRICTS = 8


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("extract", nargs="?", type=Path, default=JINAN)
    parser.add_argument("--clauses", type=int, default=600)
    options = parser.parse_args(arguments)
    if not options.extract.is_file():
        print(f"skipped: {options.extract} is not here")
        return 0
    versions, network = draw(options.extract, options.clauses)
    cores = os.cpu_count() or 1
    print(f"{len(versions)} clauses, {len(find_parts(versions))} parts, {cores} cores, load {os.getloadavg()[0]:.1f}")
    solve_here([versions[:5]], network)  # the graph is made once
    alone, alone_s = timed(versions, network, solve_here)
    print(f"one process   {alone_s:6.1f} s")
    with ThreadPoolExecutor(cores) as pool:
        report("threads", *timed(versions, network, lambda lists, on: on_threads(pool, lists, on)), alone, alone_s)
    with on_processes(cores) as many:
        report("processes", *timed(versions, network, many), alone, alone_s)
    return 0


def on_threads(
    pool: ThreadPoolExecutor, lists: Sequence[Sequence[RoadVersion]], network: RoadNetwork
) -> list[list[Resolution]]:
    return [found for (found,) in pool.map(lambda versions: solve_here([versions], network), lists)]


def draw(path: Path, count: int) -> tuple[list[RoadVersion], RoadNetwork]:
    """So many clauses of one altered town, put into districts by where in the order of their names they stand."""
    ground = read_ground(read_extract(path))
    if is_nameless(ground):
        ground = name_streets(ground, 1)
    stretches = survey(ground)
    world = make_world(ground, stretches, 1)
    found = [case.version for case in world.cases]
    seed = 2
    while len(found) < count:
        found += [
            replace(case.version, road_id=f"{seed}-{case.version.road_id}")
            for case in make_world(ground, stretches, seed).cases
        ]
        seed += 1
    drawn = sorted(found[:count], key=lambda one: one.name)
    placed = [
        replace(one, place=Place("虚构市", f"{DISTRICTS * number // len(drawn)}区")) for number, one in enumerate(drawn)
    ]
    return placed, build_network(world.extract)


def timed(versions: Sequence[RoadVersion], network: RoadNetwork, many: Many) -> tuple[list[Resolution], float]:
    started = time.perf_counter()
    return solve_in_parts(versions, network, many), time.perf_counter() - started


def report(
    words: str, found: Sequence[Resolution], seconds: float, alone: Sequence[Resolution], alone_s: float
) -> None:
    same = "same answers" if list(found) == list(alone) else "OTHER ANSWERS"
    print(f"{words:12}  {seconds:6.1f} s  {alone_s / seconds:4.2f} times as fast  {same}")


if __name__ == "__main__":
    raise SystemExit(main())
