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

from geodata.alignments import alignment
from geodata.candidates import Candidate, Wanted
from geodata.evidence import ABSENCE_FIGURES, LINE_FIGURES, figures, softmax, weights
from geodata.network import build_network
from geodata.osm import read_extract
from geodata.resolve import search
from tests.benchmarks.cases import Case
from tests.benchmarks.generator import make_world, survey
from tests.benchmarks.ground import Ground, read_ground
from tests.benchmarks.invented import is_nameless, name_streets
from tests.benchmarks.scoring import judge

Floats = NDArray[np.float64]
LINES = len(LINE_FIGURES)
FIRST_SEED = 900_000  # the benchmark's own seeds are far below
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


def town_samples(path: Path, town_number: int, first: int, count: int) -> list[Sample]:
    """The samples of worlds `first` up to `first + count` of a town."""
    ground = read_ground(read_extract(path))
    if is_nameless(ground):
        ground = name_streets(ground, FIRST_SEED + town_number)
    stretches = survey(ground)
    found: list[Sample] = []
    for number in range(first, first + count):
        world = make_world(ground, stretches, FIRST_SEED + 1000 * town_number + number, notices=number % 6 == 5)
        if world.cases:
            network = build_network(world.extract)
            for notice in world.notices:
                asked, lines = search(network, [case.version for case in notice])
                for case, wanted, each in zip(notice, asked, lines, strict=True):
                    found.extend(_samples(path.name, ground, case, wanted, each.lines))
    return found


def _samples(
    town: str, ground: Ground, case: Case, wanted: Wanted, candidates: Sequence[Candidate]
) -> Iterator[Sample]:
    if candidates:
        lines, absence = figures(wanted, candidates)
        right = np.array([_is_right(ground, case, wanted, each) for each in candidates], dtype=bool)
        yield Sample(town, case.kind, case.deleted, lines, absence, right)


def _is_right(ground: Ground, case: Case, wanted: Wanted, candidate: Candidate) -> bool:
    if case.deleted or not 0.7 < candidate.length_m / case.true_length_m < 1.4:
        return False
    line = alignment(candidate, (wanted.start.segments, wanted.end.segments))
    return line is not None and not judge(ground, case, line)


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


def gathered(paths: Sequence[Path], count: int) -> list[Sample]:
    """The samples of all towns, worked out on both cores."""
    jobs = [(path, number, first, 2) for number, path in enumerate(paths) for first in range(0, count, 2)]
    with Pool(2) as pool:
        return [sample for found in pool.starmap(town_samples, jobs, chunksize=1) for sample in found]


def main() -> None:
    """Fit, report, and with `--write` put the weights into the file."""
    parser = argparse.ArgumentParser(description="Fit the weights of the evidence on towns whose truth is known.")
    parser.add_argument("towns", nargs="+", type=Path, help="extracts with named roads, or without")
    parser.add_argument("--worlds", type=int, default=12, help="altered copies of each town (default 12)")
    parser.add_argument("--hold", type=float, default=0.5, help="how strongly the present weights hold (default 0.5)")
    parser.add_argument("--write", action="store_true", help="write the weights fitted on all towns")
    asked = parser.parse_args()
    known = gathered(asked.towns, asked.worlds)
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
