"""How versions given together pull at each other: ends on one another's roads, and one ground for one road."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import shapely

from gazetteer.times import Period
from geodata.candidates import Candidate
from geodata.crs import Floats
from geodata.endpoints import Endpoint
from geodata.evidence import Weights
from geodata.joint import Pull
from geodata.names import is_stretch
from geodata.wanted import Wanted

BARE_PLANS = frozenset({"规划路", "规划道路", "规划的路", "规划", "规划街", "规划支路"})
PLAN_REACH_M = 3_000.0  # roads that end on one planned road lie no farther apart
LENGTHS_OFF = 0.15  # so much longer than stated, as a logarithm, a road may well be
BEYOND, MOST_BEYOND = 4.0, 6.0  # what speaks against one that would be e times as long, and at most
OVERLAP = 0.3  # of the shorter line: roads that share less only touch

Choices = Sequence[Sequence[Candidate]]  # of each version; absence is the choice after the last


def pulls_between(wanted: Sequence[Wanted], choices: Choices, fitted: Weights) -> list[Pull]:
    """All pulls among versions, in the order of their numbers."""
    return [
        *_references(wanted, choices, fitted),
        *_shared_plans(wanted, choices, fitted),
        *_overlaps(wanted, choices, fitted),
    ]


def _references(wanted: Sequence[Wanted], choices: Choices, fitted: Weights) -> list[Pull]:
    """A line that ends on another version's road draws that road under its end, and is drawn to it."""
    found = []
    for number, each in enumerate(wanted):
        for endpoint, at in ((each.start, 0), (each.end, -1)):
            for other in endpoint.refers_to if endpoint.kind == "reference" else ():
                sole = len(endpoint.refers_to) == 1
                table = _meeting(choices[number], choices[other], at, fitted, sole)
                if sole:
                    table[:-1, -1] -= _out_of_reach(choices[number], at, wanted[other])
                found.append(Pull(number, other, table))
    return found


def _meeting(lines: Sequence[Candidate], roads: Sequence[Candidate], at: int, fitted: Weights, sole: bool) -> Floats:
    table = np.zeros((len(lines) + 1, len(roads) + 1))
    for column, road in enumerate(roads):
        passed = set(road.walk.junctions)
        for row, line in enumerate(lines):
            stop = line.start if at == 0 else line.end
            meets = not stop.short_m and line.walk.junctions[at] in passed
            table[row, column] = fitted.pulls["meets"] if meets else (fitted.pulls["misses"] if sole else 0.0)
    return table


def _out_of_reach(lines: Sequence[Candidate], at: int, road: Wanted) -> Floats:
    """What speaks against lines that end on a road which is not on the map, since it cannot run where they end.

    From any place on it the ways to both its end streets are together no longer than it is.
    """
    if not lines or road.stated_m is None:
        return np.zeros(len(lines))
    graph, away_m = lines[0].graph, np.zeros(len(lines))
    spots = shapely.points([line.ends[at] for line in lines])
    for end in road.ends:
        if end.kind in {"street", "crossing"} and end.segments:
            away_m += shapely.distance(shapely.union_all(graph.lines[sorted(end.segments)]), spots)
    beyond = np.log(np.maximum(away_m, 1.0) / road.stated_m) - LENGTHS_OFF
    return np.asarray(np.clip(BEYOND * beyond, 0.0, MOST_BEYOND))


def _shared_plans(wanted: Sequence[Wanted], choices: Choices, fitted: Weights) -> list[Pull]:
    """Roads of one notice that end on one planned road are drawn to ends that one nameless road joins."""
    ends: dict[tuple[str, str, tuple[str, ...]], list[tuple[int, int]]] = defaultdict(list)
    for number, each in enumerate(wanted):
        for endpoint, at in ((each.start, 0), (each.end, -1)):
            # A bare 规划路 may be any road.
            if endpoint.kind == "planned" and endpoint.text not in BARE_PLANS:
                version = each.version
                ends[version.notice_id, endpoint.text, version.place.subdistricts].append((number, at))
    found = []
    for sharing in ends.values():
        for (first, at_first), (second, at_second) in combinations(sharing, 2):
            if first != second and choices[first] and choices[second]:
                table = _joined(choices[first], at_first, choices[second], at_second, fitted.pulls["shares"])
                found.append(Pull(first, second, table))
    return found


def _joined(lines: Sequence[Candidate], at: int, others: Sequence[Candidate], at_other: int, shares: float) -> Floats:
    table = np.zeros((len(lines) + 1, len(others) + 1))
    beside = [_along_nameless(line, at) for line in lines]
    for column, other in enumerate(others):
        stop = other.start if at_other == 0 else other.end
        for row, reached in enumerate(beside):
            if not stop.short_m and other.walk.junctions[at_other] in reached:
                table[row, column] = shares
    return table


def _along_nameless(line: Candidate, at: int) -> frozenset[int]:
    """Junctions on the nameless roads that go straight through a line's end, the end itself included."""
    graph, first = line.graph, line.walk.junctions[at]
    stop = line.start if at == 0 else line.end
    if stop.short_m:
        return frozenset()
    reached = {first}
    for way in graph.ways[first]:
        for each in graph.nameless_on(way, PLAN_REACH_M):
            if each.segment in line.walk.segments:
                break
            reached.add(each.other)
    return frozenset(reached)


def _overlaps(wanted: Sequence[Wanted], choices: Choices, fitted: Weights) -> list[Pull]:
    """Two roads in force together do not lie on the same ground."""
    users: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, lines in enumerate(choices):
        for row, line in enumerate(lines):
            for segment in line.walk.segments:
                users[segment][number].append(row)
    tables: dict[tuple[int, int], Floats] = {}
    for segment, by_version in users.items():
        for first, second in combinations(sorted(by_version), 2):
            one, two = wanted[first].version, wanted[second].version
            if one.road_id == two.road_id or not _together(one.valid, two.valid) or is_stretch(one.name, two.name):
                continue
            shape = (len(choices[first]) + 1, len(choices[second]) + 1)
            table = tables.setdefault((first, second), np.zeros(shape))
            length_m = choices[first][0].graph.length_m[segment]
            table[np.ix_(by_version[first], by_version[second])] += length_m
    found = []
    for (first, second), shared_m in tables.items():
        lengths = [np.array([line.length_m for line in choices[each]] + [np.inf]) for each in (first, second)]
        share = shared_m / np.minimum(lengths[0][:, None], lengths[1][None, :])
        if (share > OVERLAP).any():
            found.append(Pull(first, second, np.where(share > OVERLAP, fitted.pulls["overlaps"], 0.0)))
    return found


def _together(one: Period, two: Period) -> bool:
    """Whether two periods may share a day."""
    return all(
        first.end is None or first.end.latest > second.start.earliest for first, second in ((one, two), (two, one))
    )


def meets(endpoint: Endpoint, candidate: Candidate, at: int, roads: Sequence[Candidate]) -> bool:
    """Whether a line's end lies on one of the lines chosen for the versions it refers to."""
    stop = candidate.start if at == 0 else candidate.end
    junction = candidate.walk.junctions[at]
    return endpoint.kind == "reference" and not stop.short_m and any(junction in road.walk.junctions for road in roads)
