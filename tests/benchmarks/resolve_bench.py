"""Measures `geodata.resolve` on towns whose truth is known: `python tests/benchmarks/resolve_bench.py --help`.

Nothing in it knows how the resolver works: it hands over road versions and a network, and judges what comes back.

The weights are fitted on worlds of this very generator: on towns they were fitted on, its figures show fit, not skill.
To judge, take a town left out of the fit and a seed nobody has looked at (1 is what everybody looks at). The noise of
stated lengths is known to the resolver too, so that calibration here is the best case.
"""

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path

from geodata.network import build_network
from geodata.osm import read_extract
from geodata.resolve import resolve
from tests.benchmarks.cases import Case
from tests.benchmarks.generator import World, make_world, survey
from tests.benchmarks.ground import Ground, read_ground
from tests.benchmarks.invented import is_nameless, name_streets
from tests.benchmarks.report import as_json, calibration, calibration_error, rates, risk_coverage
from tests.benchmarks.scoring import Score, score

SHARED = Path(__file__).parents[3] / "shared/osm"  # optional; any other extract can be named
TOWNS = {"jining": "jining-west.osm.pbf", "nanjing": "nanjing.osm.gz", "jinan": "jinan-unnamed.osm.pbf"}
NOTICES_EVERY = 3  # every third world is one of whole notices, the second first
BARREN_WORLDS = 20  # a town that gives no case so many times running gives none


@dataclass(frozen=True, eq=False)
class Measured:
    """One case with its score; `seconds` is its share of the time of its call."""

    case: Case
    score: Score
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when something was measured, 2 when a town is not there or gives no case."""
    said = _parser().parse_args(arguments)
    measured: list[Measured] = []
    for town in said.town or ["jining", "nanjing"]:
        path = SHARED / TOWNS[town] if town in TOWNS else Path(town)
        if not path.is_file():
            print(f"{town}: no such extract ({path}); name another with --town FILE", file=sys.stderr)
            return 2
        measured += measure_town(path, said.limit, said.seed, said.rings)
    if not measured:
        print("nothing could be measured: no road of these towns is beyond doubt", file=sys.stderr)
        return 2
    print_report(measured)
    print_errors(measured, said.errors)
    if said.json is not None:
        scores = [each.score for each in measured]
        lines = [asdict(each.score) | {"clause": each.case.clause, "seconds": each.seconds} for each in measured]
        said.json.write_text(json.dumps(as_json(scores) | {"scores": lines}, ensure_ascii=False, indent=1), "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure geodata.resolve on towns whose truth is known.")
    parser.add_argument("--town", action="append", help="jining, nanjing, jinan or an extract; may be repeated")
    parser.add_argument("--limit", type=int, default=600, help="clauses a town (default 600)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rings", action="store_true", help="only roads that come back to the street they left")
    parser.add_argument("--errors", type=int, default=20, help="wrong lines to print (default 20)")
    parser.add_argument("--json", type=Path, help="write the figures and every score to this file")
    return parser


def measure_town(path: Path, limit: int, seed: int, rings: bool = False) -> list[Measured]:
    """At least `limit` cases of one town, fewer only where the town gives none; whole worlds, so a few more."""
    ground = read_ground(read_extract(path))
    if is_nameless(ground):
        ground = name_streets(ground, seed)
    measured: list[Measured] = []
    barren = 0
    for world in worlds(ground, seed, rings):
        barren = 0 if world.cases else barren + 1
        measured += measure_world(world, path.name)
        if len(measured) >= limit or barren >= BARREN_WORLDS:
            break
    return measured


def worlds(ground: Ground, seed: int, rings: bool = False) -> Iterator[World]:
    """Worlds of a town without end, every third one of whole notices; of rings none."""
    stretches = survey(ground, returning=rings)
    for number in count(1):
        notices = not rings and number % NOTICES_EVERY == 2
        yield make_world(ground, stretches, 1000 * seed + number, notices=notices)


def measure_world(world: World, town: str) -> Iterator[Measured]:
    """Every case of a world resolved, notice by notice; those that rest on the map alone by themselves, too."""
    if not world.cases:
        return
    network = build_network(world.extract)
    for notice in world.notices:
        started = time.perf_counter()
        resolutions = resolve([case.version for case in notice], network)
        seconds = (time.perf_counter() - started) / len(notice)
        for case, resolution in zip(notice, resolutions, strict=True):
            found = score(world.ground, case, resolution, town)
            if case.kind == "notice" and case.rests_on == "map" and not case.deleted:
                (by_itself,) = resolve([case.version], network) if len(notice) > 1 else (resolution,)
                found = replace(found, alone=score(world.ground, case, by_itself, town).rank)
            yield Measured(case, found, seconds)


def print_report(measured: Sequence[Measured]) -> None:
    """Rates, curve, calibration and speed."""
    scores = [each.score for each in measured]
    kinds = Counter(f"{'deleted ' if each.deleted else ''}{each.kind}" for each in scores)
    print(f"{len(scores)} clauses:", ", ".join(f"{kind} {number}" for kind, number in kinds.most_common()))
    for each in rates(scores):
        print(each)
    curve = " ".join(f"{coverage:.0%}:{risk:.1%}" for coverage, risk in risk_coverage(scores))
    print(f"risk by coverage of the roads that are there: {curve or '–'}")
    error = calibration_error(scores)
    print(f"calibration error, town by town: {'too few lines (1,000 wanted)' if error is None else f'{error:.3f}'}")
    for town, said, true, number in calibration(scores):
        print(f"  {town:<24} said {said:.2f}  right {true:.2f}  n={number}")
    took = sorted(each.seconds for each in measured)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    mean_ms, median_ms = 1000 * sum(took) / len(took), 1000 * took[len(took) // 2]
    print(f"speed: mean {mean_ms:.1f} ms a clause, median {median_ms:.1f} ms; peak memory {peak_mb:.0f} MB")


def print_errors(measured: Sequence[Measured], most: int) -> None:
    """The wrong lines, those sure of themselves first."""
    wrong = [each for each in measured if each.score.verdict == "wrong"]
    wrong.sort(key=lambda each: (not each.score.confident, -each.score.probability))
    print(f"wrong lines: {len(wrong)}" + (f", the first {most}:" if len(wrong) > most else ""))
    for each in wrong[:most]:
        sure = "confident" if each.score.confident else "unsure"
        print(f"  {each.score.case_id} {each.score.kind} {sure} p={each.score.probability:.2f}: {each.score.why}")
        print(f"    {each.case.clause} (truly {each.case.true_length_m:.0f} m, {each.score.within_10m:.0%} covered)")


if __name__ == "__main__":
    sys.exit(main())
