"""Fits all of `geodata/data/weights.json`: `python -m tests.benchmarks.fit_weights --help`.

Cases come from the benchmark's generator, with seeds the benchmark does not use. The weights begin at zero. Each town
is judged by weights fitted on the others; the pulls and the thresholds are those that suit these judgements, and the
report is made of them. The file gets the weights of a fit on all towns.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from geodata.evidence import Weights, weights
from geodata.figures import ABSENCE_FIGURES, LINE_FIGURES
from tests.benchmarks.fit_samples import Drawn, Floats, Part, Sample, drawn, pull_loss, samples

Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
LINES = len(LINE_FIGURES)
# The generator invents names, and names no streets on the way and no districts: these weights are set. Of 23 streets of
# western Jining and Nanjing that bear the name of a part, 65 % meet another part at an end; of others near it 10 % do.
SET = {"kind": -0.3, "via": -1.5, "outside": -4.0, "blind_to_kin": 1.5, "blind_kin_elsewhere": -0.5}
HOLD = 0.05  # how strongly a weight is held to zero: as a squared error each
TRIED: dict[str, tuple[float, ...]] = {
    "meets": (0.0, 1.0, 2.0, 3.0, 4.0, 5.0),
    "misses": (0.0, -1.0, -2.0, -3.0, -4.0, -6.0),
    "shares": (0.0, 0.75, 1.5, 3.0),
    "overlaps": (0.0, -2.0, -4.0, -6.0, -9.0),
}
UNSEEN = ("shares",)  # the generator's planned roads are never two roads' end: this pull is set, not fitted
# Of agreement, each with its own threshold.
KINDS = ("named", "open", "inferred", "crowded", "unmeasured", "strained", "linked")
WRONG = 0.01  # of the lines shown as certain in any one town
WRONG_OF_KIND = 0.045  # of those that agree in one way, with one right and one wrong more than were seen
PRICES = tuple(5.0 * 1.1**step for step in range(100))  # right lines that one wrong line is worth
LEAST_SURE = 0.8  # nothing less likely is certain, whatever the figures
# Nameless lines of another length: on fresh draws (seeds 31 to 33) 5 of 91 were wrong from 0.8 on, 1 of 53 from 0.9.
FLOORS = {"strained": 0.9}
SAID_ABSENT = 0.855  # of the deleted, on the average of the towns: the bar is 85 %
LEAST_ABSENT = 0.5  # whatever that takes: nothing is said to be most likely absent that is not
DRAWN_WRONG = 0.06  # of all lines drawn, certain or not
FILE = Path(__file__).parents[2] / "geodata/data/weights.json"


@dataclass(frozen=True, eq=False)
class Stack:
    """Samples one under the other: the figures of all lines, whose they are, which are right; absence, by sample."""

    lines: Floats
    owner: Ints
    first: Ints  # the first line of each sample
    right: Bools
    absence: Floats
    nothing: Bools  # where absence is the answer

    @classmethod
    def of(cls, known: Sequence[Sample]) -> "Stack":
        """The samples, each of which has a line."""
        sizes = [len(sample.right) for sample in known]
        return cls(
            np.vstack([sample.lines for sample in known]),
            np.repeat(np.arange(len(known)), sizes),
            np.concatenate(([0], np.cumsum(sizes)[:-1])),
            np.concatenate([sample.right for sample in known]),
            np.array([sample.absence for sample in known]),
            np.array([sample.answer[-1] for sample in known]),
        )


def loss(values: Floats, known: Stack) -> tuple[float, Floats]:
    """Minus the log likelihood of what is right, weights held softly to zero; and its slope."""
    lines, absence = known.lines @ values[:LINES], known.absence @ values[LINES:]
    top = np.maximum(np.maximum.reduceat(lines, known.first), absence)
    lines, absence = np.exp(lines - top[known.owner]), np.exp(absence - top)
    whole = np.add.reduceat(lines, known.first) + absence
    share = np.maximum(np.add.reduceat(lines * known.right, known.first) + absence * known.nothing, 1e-300)
    total = HOLD * float((values**2).sum()) + float((np.log(whole) - np.log(share)).sum())
    pull = lines * (1.0 / whole[known.owner] - known.right / share[known.owner])
    pull_absence = absence * (1.0 / whole - known.nothing / share)
    slope = 2 * HOLD * values + np.concatenate((pull @ known.lines, pull_absence @ known.absence))
    slope[[LINE_FIGURES.index(name) for name in SET]] = 0.0
    return total, slope


def fitted(known: Sequence[Sample]) -> Weights:
    """The weights that suit the samples best, from zero; pulls and thresholds as they are."""
    start = np.zeros(LINES + len(ABSENCE_FIGURES))
    start[[LINE_FIGURES.index(name) for name in SET]] = list(SET.values())
    found: Any = minimize(loss, start, (Stack.of(known),), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    values = np.round(found.x, 3)
    return replace(weights(), line=values[:LINES], absence=values[LINES:])


def fitted_pulls(losses: "Losses") -> dict[str, float]:
    """The pulls that suit the whole notices best: one after the other, twice round."""
    best = dict(weights().pulls)
    for name in (*TRIED, *TRIED):
        if name not in UNSEEN:
            tried = [best | {name: value} for value in TRIED[name]]
            totals = losses(tried)
            best = tried[int(np.argmin(totals))]
            print(f"{name}: " + ", ".join(f"{v:g} {t:.1f}" for v, t in zip(TRIED[name], totals, strict=True)))
    return best


def sure_thresholds(known: Sequence[Drawn]) -> dict[str, float]:
    """By kind of agreement the probability from which a line is certain: as many lines as keep to `WRONG` in all towns.

    All kinds are set together, by one price of a wrong line in right ones: the smallest that no town complains of.
    """
    agreeing = {how: [each for each in known if each.agrees == how] for how in KINDS}
    for price in PRICES:
        found = {how: least_probability(agreeing[how], price, FLOORS.get(how, LEAST_SURE)) for how in KINDS}
        if worst_town(known, found) <= WRONG:
            return found
    return dict.fromkeys(KINDS, 1.0)


def least_probability(agreeing: Sequence[Drawn], price: float, floor: float = LEAST_SURE) -> float:
    """The probability from which these lines are worth most; 1.0 where too many are wrong, or too few were seen."""
    best, found = 0.0, 1.0
    for least in (step / 200 for step in range(199, round(200 * floor) - 1, -1)):
        taken = [each.right for each in agreeing if each.probability >= least]
        wrong = taken.count(False)
        worth = len(taken) - wrong - price * wrong
        if (wrong + 1) <= WRONG_OF_KIND * (len(taken) + 2) and worth >= best:
            best, found = worth, least
    return found


def worst_town(known: Sequence[Drawn], thresholds: Mapping[str, float]) -> float:
    """The share wrong of the lines that are certain by these thresholds, in the town where it is largest."""
    sure = [each for each in known if each.agrees and each.probability >= thresholds[each.agrees]]
    towns = {each.town for each in sure}
    return max((float(np.mean([not each.right for each in sure if each.town == town])) for town in towns), default=0.0)


def absence_threshold(known: Sequence[Drawn]) -> float:
    """The largest chance of absence at which a line may be answered, so that enough deleted roads are said absent."""
    towns = sorted({each.town for each in known})
    for least in (step / 100 for step in range(95, round(100 * LEAST_ABSENT), -1)):
        gone = {town: [is_said(each, least) for each in known if each.town == town and each.deleted] for town in towns}
        if np.mean([np.mean(said) for said in gone.values()]) >= SAID_ABSENT:
            return least
    return LEAST_ABSENT


def is_said(each: Drawn, least: float) -> bool:
    """Whether the road is said to be absent."""
    return each.absent >= least or each.absent >= each.probability


def show_threshold(known: Sequence[Drawn], absent: float) -> float:
    """The smallest probability above which the lines drawn are wrong no oftener than `DRAWN_WRONG`."""
    answered = [each for each in known if not is_said(each, absent)]
    for least in (step / 100 for step in range(30, 100)):
        taken = [each.right for each in answered if each.probability >= least]
        if taken.count(False) <= DRAWN_WRONG * len(taken):
            return least
    return 1.0


def report(known: Sequence[Drawn], thresholds: dict[str, float]) -> None:
    """Risk and coverage of the thresholds, town by town, on towns not fitted on."""
    for how in KINDS:
        agreeing = [each for each in known if each.agrees == how]
        for least in (0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99):
            taken = [each.right for each in agreeing if each.probability >= least]
            print(f"{how:9} p >= {least:.2f}: {len(taken):5} taken, {taken.count(False):4} wrong")
    for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        gone = [is_said(each, least) for each in known if each.deleted]
        blind = [each.right and not is_said(each, least) for each in known if each.kind == "blind" and not each.deleted]
        print(f"absence {least:.1f}: deleted said absent {np.mean(gone):.1%}, name-blind first {np.mean(blind):.1%}")
    for town in sorted({each.town for each in known}):
        here = [each for each in known if each.town == town]
        sure = [each.right for each in here if each.agrees and each.probability >= thresholds[each.agrees]]
        there = sum(not each.deleted for each in here)
        gone = [is_said(each, thresholds["absent"]) for each in here if each.deleted]
        print(
            f"{town}: {len(here)} cases; certain {len(sure) / there:.1%} of those there, {sure.count(False)} wrong; "
            f"deleted said absent {sum(gone) / len(gone):.1%}"
        )


def write(best: Weights) -> None:
    """Puts the whole fit into the file."""
    said = {
        "line": dict(zip(LINE_FIGURES, best.line.tolist(), strict=True)),
        "absence": dict(zip(ABSENCE_FIGURES, best.absence.tolist(), strict=True)),
        "pulls": dict(best.pulls),
        "thresholds": dict(best.thresholds),
    }
    FILE.write_text(json.dumps(said, indent=2) + "\n", "utf-8")


class Losses:
    """Asks the workers for the losses of settings of the pulls, each town by the weights that did not see it."""

    def __init__(self, workers: "Workers", left_out: dict[str, Weights]) -> None:
        self.workers, self.left_out = workers, left_out

    def __call__(self, pulls: Sequence[dict[str, float]]) -> Floats:
        jobs = [(part, self.left_out[part.path.name], pulls) for part in self.workers.parts]
        return np.sum(self.workers.ask(pull_loss, jobs), axis=0)


class Workers:
    """Two processes, each keeping the worlds of its half of every town."""

    def __init__(self, paths: Sequence[Path], limit: int) -> None:
        self.parts = [Part(path, number, half, limit // 2) for number, path in enumerate(paths) for half in (0, 1)]
        self.pools = [ProcessPoolExecutor(1) for _ in (0, 1)]

    def ask(self, function: Any, jobs: Sequence[tuple[Any, ...]]) -> list[Any]:
        """What the function says to each job; the first argument of a job is its part."""
        waiting = [self.pools[job[0].half].submit(function, *job) for job in jobs]
        return [each.result() for each in waiting]


def main() -> None:
    """Fit, report, and with `--write` put everything into the file."""
    parser = argparse.ArgumentParser(description="Fit weights, pulls and thresholds on towns whose truth is known.")
    parser.add_argument("towns", nargs="+", type=Path, help="two or more extracts with named roads, or without")
    parser.add_argument("--cases", type=int, default=1000, help="cases of each town (default 1000)")
    parser.add_argument("--write", action="store_true", help="write the file")
    asked = parser.parse_args()
    workers = Workers(asked.towns, asked.cases)
    known = [each for found in workers.ask(samples, [(part, weights()) for part in workers.parts]) for each in found]
    towns = sorted({sample.town for sample in known})
    left_out = {town: fitted([sample for sample in known if sample.town != town]) for town in towns}
    pulls = fitted_pulls(Losses(workers, left_out))
    jobs = [(part, left_out[part.path.name].pulled(pulls)) for part in workers.parts]
    judged = [each for found in workers.ask(drawn, jobs) for each in found]
    thresholds = sure_thresholds(judged)
    thresholds["absent"] = absence_threshold(judged)
    thresholds["show"] = show_threshold(judged, thresholds["absent"])
    report(judged, thresholds)
    best = replace(fitted(known).pulled(pulls), thresholds=thresholds)
    for name, value in zip([*LINE_FIGURES, *ABSENCE_FIGURES], [*best.line, *best.absence], strict=True):
        print(f"{name:24}{value:8.2f}")
    print(pulls, thresholds)
    if asked.write:
        write(best)


if __name__ == "__main__":
    main()
