"""Walks between crossings, ended where an offset or a midpoint says: short of the crossing, or past it."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from geodata.candidates import AT_JUNCTION, Candidate, Stop
from geodata.endpoints import Endpoint
from geodata.graph import STRAIGHT_ON_DEG, Graph, Way
from geodata.linear import turn_deg
from geodata.walks import BACK_DEG, Walk
from geodata.wanted import Wanted

SIDE_DEG = 80.0  # an end on the side that is told lies no farther off it
MOST_CUT = 0.95  # of a walk; what is left of it would be no road
NEARLY = 0.1  # of an offset, or `NEARLY_M`: a road that ends so little before it ends there
NEARLY_M = 10.0


class End(NamedTuple):
    """Where a walk ends, and how it goes on beyond its last junction to get there."""

    stop: Stop
    beyond: Walk


def as_told(graph: Graph, wanted: Wanted, walk: Walk) -> Iterator[Candidate]:
    """The lines that a walk between crossings stands for: none where an offset lies on neither side of its crossing."""
    for start in _ends(graph, wanted, wanted.start, walk.reversed()):
        for end in _ends(graph, wanted, wanted.end, walk):
            cut_m = sum(each.stop.short_m for each in (start, end) if not each.stop.past)
            whole = _joined(_joined(start.beyond.reversed(), walk), end.beyond)
            apart = set(start.beyond.segments).isdisjoint(end.beyond.segments)
            if cut_m <= MOST_CUT * walk.length_m and apart:
                yield Candidate(graph, whole, start.stop, end.stop)


def from_crossings(graph: Graph, wanted: Wanted) -> Iterator[Candidate]:
    """The lines of the wanted name from a crossing to an offset from the same one: 北起甲路，南至甲路以南200米."""
    both = wanted.start.junctions & wanted.end.junctions
    for known, endpoint, at in ((wanted.start, wanted.end, -1), (wanted.end, wanted.start, 0)):
        if endpoint.kind != "offset" or known.kind == "offset":
            continue
        for junction in sorted(both):
            for way in graph.ways[junction]:
                if not wanted.keys.isdisjoint(graph.keys[way.segment]):
                    first = Walk((junction, way.other), (way.segment,), way.length_m)
                    on = _carried_on(graph, wanted, endpoint, first, endpoint.off_m - way.length_m)
                    whole = _joined(first, on)
                    stop = _stop_of(endpoint, whole)
                    if _lies_aside(Candidate(graph, whole, end=stop), endpoint):
                        ends = (AT_JUNCTION, stop) if at else (stop, AT_JUNCTION)
                        yield Candidate(graph, whole if at else whole.reversed(), *ends)


def _joined(walk: Walk, beyond: Walk) -> Walk:
    return Walk(
        (*walk.junctions, *beyond.junctions[1:]),
        (*walk.segments, *beyond.segments),
        walk.length_m + beyond.length_m,
    )


def _ends(graph: Graph, wanted: Wanted, endpoint: Endpoint, walk: Walk) -> Iterator[End]:
    """Where a walk that comes to the crossing of an endpoint may end."""
    here = Walk(walk.junctions[-1:], (), 0.0)
    if endpoint.kind == "midpoint":
        if (apart_m := _apart_m(graph, endpoint, walk)) is not None:
            yield End(Stop("told", apart_m / 2), here)
    elif endpoint.kind != "offset" or not endpoint.off_m or endpoint.side_deg is None:
        yield End(AT_JUNCTION, here)
    else:
        short = Stop("told", endpoint.off_m)
        if endpoint.off_m <= MOST_CUT * walk.length_m and _lies_aside(Candidate(graph, walk, end=short), endpoint):
            yield End(short, here)
        beyond = _carried_on(graph, wanted, endpoint, walk, endpoint.off_m)
        stop = _stop_of(endpoint, beyond)
        if beyond.segments:
            fits = _lies_aside(Candidate(graph, beyond, end=stop), endpoint)
        else:  # the road ends there, on its way to that side
            fits = turn_deg(_heading_deg(graph, walk), endpoint.side_deg) <= SIDE_DEG
        if fits:
            yield End(stop, beyond)


def _apart_m(graph: Graph, endpoint: Endpoint, walk: Walk) -> float | None:
    """How far a walk that comes to one of two streets has come from the other; None where it does not meet that."""
    others = [each for each in endpoint.between if walk.junctions[-1] not in each]
    back_m = 0.0
    for segment, junction in zip(reversed(walk.segments), reversed(walk.junctions[:-1]), strict=True):
        back_m += graph.length_m[segment]
        if any(junction in each for each in others):
            return back_m
    return None


def _stop_of(endpoint: Endpoint, beyond: Walk) -> Stop:
    """How a road that was carried on beyond a crossing ends: where it is told, or short of it."""
    over_m, past = beyond.length_m - endpoint.off_m, len(beyond.segments)
    reached = past and over_m >= -max(NEARLY_M, NEARLY * endpoint.off_m)
    return Stop("told" if reached else "short", max(over_m, 0.0), past)


def _lies_aside(line: Candidate, endpoint: Endpoint) -> bool:
    """Whether the end of a line lies on the side of the crossing that its endpoint tells."""
    crossing = line.graph.places[line.walk.junctions[0 if line.end.past else -1]]
    east, north = line.ends[1] - crossing
    return turn_deg(float(np.degrees(np.arctan2(east, north))), endpoint.side_deg or 0.0) <= SIDE_DEG


def _heading_deg(graph: Graph, walk: Walk) -> float:
    """The bearing in which a walk comes to its last junction."""
    came = next(way for way in graph.ways[walk.junctions[-1]] if way.segment == walk.segments[-1])
    return (came.leaves_deg + 180.0) % 360.0


def _carried_on(graph: Graph, wanted: Wanted, endpoint: Endpoint, walk: Walk, far_m: float) -> Walk:
    """How the road of a walk goes on beyond its last junction, so far or as far as the road does."""
    junctions, segments, length_m = [walk.junctions[-1]], list[int](), 0.0
    last, heading = walk.segments[-1], _heading_deg(graph, walk)
    while length_m < far_m:
        ways = [
            way
            for way in graph.ways[junctions[-1]]
            if way.other not in junctions
            and way.other not in walk.junctions
            and (way.segment not in endpoint.segments or not wanted.keys.isdisjoint(graph.keys[way.segment]))
        ]
        way = _onward(graph, wanted, ways, last, heading)
        if way is None:
            break
        junctions.append(way.other)
        segments.append(way.segment)
        length_m, last, heading = length_m + way.length_m, way.segment, way.arrives_deg
    return Walk(tuple(junctions), tuple(segments), length_m)


def _onward(graph: Graph, wanted: Wanted, ways: list[Way], last: int, heading: float) -> Way | None:
    """The way by which a road goes on: along its name, else straight on along the like road; None where it ends."""
    turned = [(turn_deg(heading, way.leaves_deg), way) for way in ways]
    named = [each for each in turned if each[0] <= BACK_DEG and not wanted.keys.isdisjoint(graph.keys[each[1].segment])]
    if named:
        return min(named)[1]
    like = [
        (abs(graph.rank[way.segment] - graph.rank[last]), turn, way)
        for turn, way in turned
        if turn < STRAIGHT_ON_DEG
        and not graph.slip[way.segment]
        and graph.main_keys[way.segment] in {"", graph.main_keys[last]}
    ]
    return min(like)[2] if like and min(like)[0] <= 1 else None
