"""Fits `geodata/data/weights.json`: `python -m tests.benchmarks.fit_weights --help`.

Cases come from the benchmark's generator, with seeds the benchmark does not use. Each town is judged by weights
fitted on the others; the report is made of these judgements, the file of a fit on all.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from geodata.candidates import Candidate
from geodata.evidence import ABSENCE_FIGURES, LINE_FIGURES, softmax, weights
from geodata.hypotheses import Found, search
from geodata.network import build_network
from geodata.osm import read_extract
from tests.benchmarks.cases import Case
from tests.benchmarks.generator import make_world, survey
from tests.benchmarks.ground import Ground, read_ground
from tests.benchmarks.invented import is_nameless, name_streets
from tests.benchmarks.scoring import judge

Floats = NDArray[np.float64]
LINES = len(LINE_FIGURES)
FIRST_SEED = 900_000  # the benchmark's own seeds are far below
MOST_WORLDS = 120  # a town that gives no more cases in so many worlds gives no more
HELD = ("kind", "via", "part_named")  # the generator draws kinds of names by lot and names no streets on the way
FILE = Path(__file__).parents[2] / "geodata/data/weights.json"


@dataclass(frozen=True, eq=False)
class Sample:
    """One case as the fit sees it: the figures of each line and of absence, and which lines are right."""

    town: str
    kind: str
    deleted: bool
    lines: Floats
    absence: Floats
    right: NDArray[np.bool_]

    @property
    def answer(self) -> NDArray[np.bool_]:
        """Which choices are right: lines, or absence where no line is."""
        return np.append(self.right, not self.right.any())


def town_samples(path: Path, town_number: int, part: int, limit: int) -> list[Sample]:
    """At least `limit` samples of a town, from the odd or the even worlds (`part`); every third has whole notices."""
    ground = read_ground(read_extract(path))
    if is_nameless(ground):
        ground = name_streets(ground, FIRST_SEED + town_number)
    stretches = survey(ground)
    found: list[Sample] = []
    for number in range(part, MOST_WORLDS, 2):
        if len(found) >= limit:
            break
        world = make_world(ground, stretches, FIRST_SEED + 1000 * town_number + number, notices=number // 2 % 3 == 2)
        if world.cases:
            network = build_network(world.extract)
            for notice in world.notices:
                _, lines = search(network, [case.version for case in notice])
                for case, each in zip(notice, lines, strict=True):
                    found.extend(_samples(path.name, ground, case, each))
    return found


def _samples(town: str, ground: Ground, case: Case, found: Found) -> Iterator[Sample]:
    if found.lines:
        right = np.array([_is_right(ground, case, each) for each in found.lines], dtype=bool)
        yield Sample(town, case.kind, case.deleted, found.figures, found.absence, right)


def _is_right(ground: Ground, case: Case, candidate: Candidate) -> bool:
    if case.deleted or not 0.7 < candidate.length_m / case.true_length_m < 1.4:
        return False
    return candidate.drawn is not None and not judge(ground, case, candidate.drawn)


def loss(values: Floats, known: Sequence[Sample], prior: Floats, hold: float) -> tuple[float, Floats]:
    """Minus the log likelihood of what is right, held softly to `prior`; and its slope."""
    total, slope = hold * float(((values - prior) ** 2).sum()), 2 * hold * (values - prior)
    for sample in known:
        chance = chances(sample, values)
        share = np.where(sample.answer, chance, 0.0)
        right = max(float(share.sum()), 1e-12)
        total -= float(np.log(right))
        pull = chance - share / right
        slope[:LINES] += pull[:-1] @ sample.lines
        slope[LINES:] += pull[-1] * sample.absence
    slope[[LINE_FIGURES.index(name) for name in HELD]] = 0.0
    return total, slope


def chances(sample: Sample, values: Floats) -> Floats:
    """The probability of each line, last that of absence."""
    return softmax(np.append(sample.lines @ values[:LINES], sample.absence @ values[LINES:]))


def fitted(known: Sequence[Sample], prior: Floats, hold: float) -> Floats:
    """The weights that suit the samples best."""
    found: Any = minimize(loss, prior, (known, prior, hold), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return np.asarray(found.x)


def report(judged: Sequence[tuple[Sample, Floats]]) -> None:
    """Risk and coverage at several thresholds, named and inferred lines apart."""
    named = LINE_FIGURES.index("named")
    for title, wanted in (("named", True), ("inferred", False)):
        drawn = []
        for sample, chance in judged:
            best = int(chance[:-1].argmax())
            if (sample.lines[best, named] > 0.5) == wanted:
                drawn.append((float(chance[best]), bool(sample.right[best])))
        print(f"{title}: {len(drawn)} best lines")
        for least in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99):
            taken = [right for chance, right in drawn if chance >= least]
            print(f"  p >= {least:.2f}: {len(taken):5} taken, {taken.count(False):4} wrong")


def write(values: Floats) -> None:
    """Puts the weights into the file; pulls and thresholds stay."""
    said = json.loads(FILE.read_text("utf-8"))
    rounded = [round(float(value), 3) for value in values]
    said["line"] = dict(zip(LINE_FIGURES, rounded[:LINES], strict=True))
    said["absence"] = dict(zip(ABSENCE_FIGURES, rounded[LINES:], strict=True))
    FILE.write_text(json.dumps(said, indent=2) + "\n", "utf-8")


def gathered(paths: Sequence[Path], limit: int) -> list[Sample]:
    """The samples of all towns, worked out on both cores."""
    jobs = [(path, number, part, limit // 2) for number, path in enumerate(paths) for part in (0, 1)]
    with Pool(2) as pool:
        return [sample for found in pool.starmap(town_samples, jobs, chunksize=1) for sample in found]


def main() -> None:
    """Fit, report, and with `--write` put the weights into the file."""
    parser = argparse.ArgumentParser(description="Fit the weights of the evidence on towns whose truth is known.")
    parser.add_argument("towns", nargs="+", type=Path, help="extracts with named roads, or without")
    parser.add_argument("--cases", type=int, default=1000, help="cases of each town (default 1000)")
    parser.add_argument("--hold", type=float, default=0.5, help="how strongly the present weights hold (default 0.5)")
    parser.add_argument("--write", action="store_true", help="write the weights fitted on all towns")
    asked = parser.parse_args()
    known = gathered(asked.towns, asked.cases)
    prior = np.concatenate((weights().line, weights().absence))
    judged: list[tuple[Sample, Floats]] = []
    for town in sorted({sample.town for sample in known}):
        values = fitted([sample for sample in known if sample.town != town], prior, asked.hold)
        judged += [(sample, chances(sample, values)) for sample in known if sample.town == town]
        print(f"{town}: {sum(sample.town == town for sample in known)} cases")
    report(judged)
    values = fitted(known, prior, asked.hold)
    for name, value in zip([*LINE_FIGURES, *ABSENCE_FIGURES], values, strict=True):
        print(f"{name:24}{value:8.2f}")
    if asked.write:
        write(values)


if __name__ == "__main__":
    main()
