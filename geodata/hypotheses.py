"""What each version may be: its lines with their figures, looked for and weighed together with its neighbours'."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gazetteer.records import RoadVersion
from geodata.alignments import alignment
from geodata.candidate_search import find_candidates
from geodata.candidates import Candidate
from geodata.crs import Floats
from geodata.evidence import Weights, softmax, utilities
from geodata.figures import absence_figures, crowd_of, figures, first_glance, line_figures
from geodata.gazing import Gazing
from geodata.graph import Graph, graph_of
from geodata.joint import LARGEST_TABLE, Pull, components, marginals, width
from geodata.names import name_key
from geodata.neighbours import pulls_between
from geodata.network import RoadNetwork
from geodata.wanted import Wanted

ROUNDS = 3  # of passing on where the roads of other versions may run
PASSED_ON = 12  # lines of a version that others look for their ends on
LOOKED_AT = 150  # lines of a version that are weighed at all; with more, those far off in length and direction go
DRAWN = 16  # lines of a version that are drawn and measured; those that cannot be drawn do not count
LEFT_OUT = 0.002  # with more of its chances left out of the joint weighing no line is certain
WEIGHED = (24, 10, 5)  # lines a version brings to the joint weighing; fewer where many versions are entangled


@dataclass(frozen=True, eq=False)
class Found:
    """The lines of a version worth weighing, with their figures (a row each) and those of absence."""

    lines: tuple[Candidate, ...]
    complete: bool
    figures: Floats
    absence: Floats

    def utility(self, fitted: Weights) -> Floats:
        """Of each line, and last of absence."""
        return utilities(self.figures, self.absence, fitted)


def search(network: RoadNetwork, versions: Sequence[RoadVersion], fitted: Weights) -> tuple[list[Wanted], list[Found]]:
    """What each version asks, and its lines; ends on other versions' roads are looked for on all those may be."""
    graph = graph_of(network)
    gazing = Gazing(graph, _numbers(versions))
    names: dict[str, set[str]] = defaultdict(set)
    for version in versions:
        names[version.road_id].add(name_key(version.name))
    wanted = [_wanted(gazing, version, frozenset(names[version.road_id])) for version in versions]
    found = [_found(graph, each, fitted) for each in wanted]
    waiting = [number for number, each in enumerate(wanted) if _leans(each)]
    for _ in range(ROUNDS):
        if not waiting:
            break
        passed = [_junctions(lines, fitted) for lines in found]
        moved = {number: _with_ends(wanted[number], passed) for number in waiting}
        moved = {number: each for number, each in moved.items() if each.ends != wanted[number].ends}
        if not moved:
            break
        for number, each in moved.items():
            wanted[number], found[number] = each, _found(graph, each, fitted)
    return wanted, found


def _found(graph: Graph, wanted: Wanted, fitted: Weights) -> Found:
    """The lines of a version, the likelier ones drawn: their length is then exact; what cannot be drawn is dropped."""
    all_found = find_candidates(graph, wanted)
    lines = list(all_found.lines)
    if len(lines) > LOOKED_AT:
        lines.sort(key=lambda line: (first_glance(wanted, line) + 0.1 * len(line.walk.segments), line.key))
        named = [line for line in lines if any(not wanted.keys.isdisjoint(graph.keys[s]) for s in line.walk.segments)]
        lines = list(dict.fromkeys((*lines[:LOOKED_AT], *named[:LOOKED_AT])))
    rows, absence = figures(wanted, lines)
    fitting = crowd_of(wanted, lines)
    rough = utilities(rows, absence, fitted)[:-1]
    kept, kept_rows, left = [], [], DRAWN
    for row in np.argsort(-rough, kind="stable").tolist():
        line = lines[row]
        if left:
            drawn = alignment(line, (wanted.start.segments, wanted.end.segments))
            if drawn is None:
                continue
            line, left = replace(line, drawn=drawn), left - 1
            kept_rows.append(np.array(line_figures(wanted, line, fitting)))
        else:
            kept_rows.append(rows[row])
        kept.append(line)
    table = np.array(kept_rows).reshape(-1, rows.shape[1])
    return Found(tuple(kept), all_found.complete, table, np.array(absence_figures(wanted, table)))


def _numbers(versions: Sequence[RoadVersion]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, version in enumerate(versions):
        key = name_key(version.name)
        found[key] = (*found.get(key, ()), number)
    return found


def _wanted(gazing: Gazing, version: RoadVersion, keys: frozenset[str]) -> Wanted:
    own, extent = name_key(version.name), version.extent
    keys = keys.union(whole for key in keys if (whole := gazing.graph.whole_of(key)) is not None)
    via = tuple(gazing.street(name, name).junctions for name in extent.via)
    start, end = (gazing.endpoint(terminus, own, version.place) for terminus in (extent.start, extent.end))
    return Wanted(version, keys, start, end, via, gazing.places.ground(version.place))


def _leans(wanted: Wanted) -> bool:
    """Whether its search needs to know where other versions' roads may run."""
    ends = wanted.ends
    referring = [end for end in ends if end.kind == "reference"]
    return bool(referring) and (wanted.stated_m is None or not any(end.located for end in ends))


def _junctions(found: Found, fitted: Weights) -> frozenset[int]:
    """The junctions that the likelier lines of a version pass."""
    if not found.lines:
        return frozenset()
    order = np.argsort(-found.utility(fitted)[:-1], kind="stable")[:PASSED_ON]
    return frozenset(junction for row in order for junction in found.lines[row].walk.junctions)


def _with_ends(wanted: Wanted, passed: Sequence[frozenset[int]]) -> Wanted:
    ends = [
        replace(end, junctions=frozenset[int]().union(*(passed[number] for number in end.refers_to)))
        if end.kind == "reference"
        else end
        for end in wanted.ends
    ]
    return replace(wanted, start=ends[0], end=ends[1])


def weigh(wanted: Sequence[Wanted], found: Sequence[Found], fitted: Weights) -> tuple[list[Floats], list[bool]]:
    """For each version the chance of each line, last that of absence; and whether nothing likely was left out."""
    utility = [each.utility(fitted) for each in found]
    weighed = [WEIGHED[0]] * len(found)
    kept: list[NDArray[np.intp]] = []
    pulls: list[Pull] = []
    for fewer in (*WEIGHED[1:], 0):
        kept = [np.argsort(-each[:-1], kind="stable")[:most] for each, most in zip(utility, weighed, strict=True)]
        choices = [[lines.lines[row] for row in rows] for lines, rows in zip(found, kept, strict=True)]
        pulls = pulls_between(wanted, choices, fitted)
        entangled = [members for members in components(len(found), pulls) if not _solvable(members, pulls, weighed)]
        if not entangled:
            break
        for member in (member for members in entangled for member in members):
            weighed[member] = fewer
    unary = [np.append(each[rows], each[-1]) for each, rows in zip(utility, kept, strict=True)]
    # What stayed entangled to the last is weighed alone, and is never certain.
    pulls = [pull for pull in pulls if weighed[pull.first] and weighed[pull.second]]
    chances = []
    for chance, rows, each in zip(marginals(unary, pulls), kept, utility, strict=True):
        spread = np.zeros_like(each)
        spread[rows], spread[-1] = chance[:-1], chance[-1]
        chances.append(spread)
    left_out = [1.0 - softmax(each)[[*rows, -1]].sum() for each, rows in zip(utility, kept, strict=True)]
    return chances, [most > 0 and out < LEFT_OUT for most, out in zip(weighed, left_out, strict=True)]


def _solvable(members: Sequence[int], pulls: Sequence[Pull], weighed: Sequence[int]) -> bool:
    """Whether the largest table that solving these versions takes is within bounds."""
    place = {member: number for number, member in enumerate(members)}
    inside = [
        replace(pull, first=place[pull.first], second=place[pull.second]) for pull in pulls if pull.first in place
    ]
    entries: int = (max(weighed[member] for member in members) + 1) ** width(len(members), inside)
    return entries <= LARGEST_TABLE
