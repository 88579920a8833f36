"""What a fit is made of: worlds of towns whose truth is known, searched and weighed by given weights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geodata.candidates import Candidate
from geodata.confidence import agreement
from geodata.evidence import Weights
from geodata.hypotheses import Found, search, weigh
from geodata.network import RoadNetwork, build_network
from geodata.osm import read_extract
from geodata.resolve import weighed
from geodata.wanted import Wanted
from tests.benchmarks.cases import Case
from tests.benchmarks.generator import make_world, survey
from tests.benchmarks.ground import Ground, read_ground
from tests.benchmarks.invented import is_nameless, name_streets
from tests.benchmarks.scoring import judge

Floats = NDArray[np.float64]
FIRST_SEED = 900_000  # the benchmark's own seeds are far below
MOST_WORLDS = 120  # a town that gives no more cases in so many worlds gives no more


@dataclass(frozen=True, slots=True)
class Part:
    """The odd or the even worlds (`half`) of a town, as many as give at least `limit` cases."""

    path: Path
    town: int
    half: int
    limit: int


@dataclass(frozen=True, eq=False)
class Told:
    """One notice told of a world, and the network to find its roads on."""

    ground: Ground
    network: RoadNetwork
    cases: tuple[Case, ...]


@dataclass(frozen=True, eq=False)
class Sample:
    """One case as the fit of the weights sees it: the figures of each line and of absence; which lines are right."""

    town: str
    deleted: bool
    lines: Floats
    absence: Floats
    right: NDArray[np.bool_]

    @property
    def answer(self) -> NDArray[np.bool_]:
        """Which choices are right: lines, or absence where no line is."""
        return np.append(self.right, not self.right.any())


@dataclass(frozen=True, slots=True)
class Drawn:
    """One case as the fit of the thresholds sees it: its first line, and how it agrees (None: not well enough)."""

    town: str
    kind: str
    deleted: bool
    agrees: str | None
    probability: float
    absent: float
    right: bool


@cache
def told(part: Part) -> tuple[Told, ...]:
    """The notices of a part; every third world has whole notices."""
    ground = read_ground(read_extract(part.path))
    if is_nameless(ground):
        ground = name_streets(ground, FIRST_SEED + part.town)
    stretches = survey(ground)
    found: list[Told] = []
    for number in range(part.half, MOST_WORLDS, 2):
        if sum(len(notice.cases) for notice in found) >= part.limit:
            break
        world = make_world(ground, stretches, FIRST_SEED + 1000 * part.town + number, notices=number // 2 % 3 == 2)
        if world.cases:
            network = build_network(world.extract)
            found += [Told(ground, network, notice) for notice in world.notices]
    return tuple(found)


_searched: dict[tuple[Part, bytes], list[tuple[list[Wanted], list[Found]]]] = {}


def searched(part: Part, fitted: Weights) -> list[tuple[list[Wanted], list[Found]]]:
    """What the search finds for each notice of a part; kept, since the pulls do not change it."""
    key = part, fitted.line.tobytes() + fitted.absence.tobytes()
    if key not in _searched:
        _searched[key] = [
            search(notice.network, [case.version for case in notice.cases], fitted) for notice in told(part)
        ]
    return _searched[key]


def samples(part: Part, fitted: Weights) -> list[Sample]:
    """The samples of a part; `fitted` tells which lines are worth drawing."""
    return [
        sample
        for notice, (_, lines) in zip(told(part), searched(part, fitted), strict=True)
        for case, found in zip(notice.cases, lines, strict=True)
        for sample in _samples(part.path.name, notice.ground, case, found)
    ]


def _samples(town: str, ground: Ground, case: Case, found: Found) -> Iterator[Sample]:
    if found.lines:
        yield Sample(town, case.deleted, found.figures, found.absence, _rights(ground, case, found.lines))


def _rights(ground: Ground, case: Case, lines: Sequence[Candidate]) -> NDArray[np.bool_]:
    return np.array([_is_right(ground, case, each) for each in lines], dtype=bool)


def _is_right(ground: Ground, case: Case, candidate: Candidate) -> bool:
    if case.deleted or not 0.7 < candidate.length_m / case.true_length_m < 1.4:
        return False
    return candidate.drawn is not None and not judge(ground, case, candidate.drawn)


def pull_loss(part: Part, fitted: Weights, pulls: Sequence[dict[str, float]]) -> list[float]:
    """Minus the log likelihood of what is right in the whole notices of a part, for each setting of the pulls."""
    losses = [0.0] * len(pulls)
    for notice, (wanted, found) in zip(told(part), searched(part, fitted), strict=True):
        if len(notice.cases) < 2:
            continue
        rights = [_rights(notice.ground, case, each.lines) for case, each in zip(notice.cases, found, strict=True)]
        for number, pull in enumerate(pulls):
            chances, _ = weigh(wanted, found, fitted.pulled(pull))
            for chance, right in zip(chances, rights, strict=True):
                if len(right):
                    answer = np.append(right, not right.any())
                    losses[number] -= float(np.log(max(float(chance[answer].sum()), 1e-6)))
    return losses


def drawn(part: Part, fitted: Weights) -> list[Drawn]:
    """The first line of every case of a part, as weighed with its whole notice; without any the road is said absent."""
    found: list[Drawn] = []
    for notice, (wanted, lines) in zip(told(part), searched(part, fitted), strict=True):
        for case, each in zip(notice.cases, weighed(notice.network, wanted, lines, fitted), strict=True):
            town, kind, gone = part.path.name, case.kind, case.deleted
            if not each.answers:
                found.append(Drawn(town, kind, gone, None, 0.0, 1.0, False))
                continue
            first = each.answers[0]
            right = not gone and not judge(notice.ground, case, first.alignment)
            chance = float(first.probability)
            found.append(Drawn(town, kind, gone, agreement(each, 0), chance, each.absent, right))
    return found
