"""Walks through the network: the runs of segments a road may take, complete within stated bounds."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

from geodata.crs import Floats
from geodata.graph import MOTORWAY, Graph, Way

STRAIGHT_DEG = 50.0  # up to here a road goes on, beyond it turns
BACK_DEG = 140.0
STEPS = 20_000  # a search that takes more is given up, and says so


class Walk(NamedTuple):
    """A run of segments; `length_m` from the middle of the first junction to the middle of the last."""

    junctions: tuple[int, ...]
    segments: tuple[int, ...]
    length_m: float

    def reversed(self) -> "Walk":
        return Walk(self.junctions[::-1], self.segments[::-1], self.length_m)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a walk may be: metres from `shortest` to `longest`, so many turns, no farther than `longest` from a goal.

    One that `returns` may end where it began.
    """

    shortest_m: float
    longest_m: float
    turns: int = 1
    fast_roads: bool = False  # motorways too
    returns: bool = False


class Search:
    """Walks from junctions without regard to names. `complete` is False once the search was given up."""

    def __init__(self, graph: Graph, own: frozenset[str], bounds: Bounds, barred: Collection[int]) -> None:
        self.graph, self.own, self.bounds, self.barred = graph, own, bounds, barred
        self.steps = 0
        self.complete = True

    def between(self, starts: Collection[int], goals: Collection[int], reach_m: Floats) -> list[Walk]:
        """All walks from a start to a goal; `reach_m` is each junction's way to the nearest goal."""
        found: list[Walk] = []
        longest_m, shortest_m = self.bounds.longest_m, self.bounds.shortest_m
        reach = reach_m.tolist()
        for start in sorted(starts):
            if reach[start] <= longest_m:
                for walk in self._from(start, reach):
                    if walk.junctions[-1] in goals and shortest_m <= walk.length_m <= longest_m:
                        found.append(walk)
        return found

    def onward(self, starts: Collection[int]) -> list[Walk]:
        """All walks whose last segment lies at least partly within the bounds."""
        found = []
        for start in sorted(starts):
            for walk in self._from(start, None):
                if walk.length_m >= self.bounds.shortest_m:
                    found.append(walk)
        return found

    def _from(self, start: int, reach: list[float] | None) -> Iterator[Walk]:
        junctions, segments = [start], list[int]()
        yield from self._extend(junctions, segments, 0.0, None, 0, "", reach)

    def _extend(
        self,
        junctions: list[int],
        segments: list[int],
        length_m: float,
        heading: float | None,
        turns: int,
        other_name: str,
        reach: list[float] | None,
    ) -> Iterator[Walk]:
        graph, bounds, own = self.graph, self.bounds, self.own
        for segment, other, step_m, leaves, arrives in graph.ways[junctions[-1]]:
            on_m = length_m + step_m
            # Towards a goal the whole way must fit; without one the last segment may reach beyond the bounds.
            if (length_m if reach is None else on_m + reach[other]) > bounds.longest_m:
                continue
            closes = other in junctions
            if closes and not (bounds.returns and other == junctions[0] and segment not in segments):
                continue
            self.steps += 1
            if self.steps > STEPS:
                self.complete = False
                return
            named = not own.isdisjoint(graph.keys[segment])
            if not named and (segment in self.barred or graph.slip[segment]):
                continue
            if not named and graph.rank[segment] == MOTORWAY and not bounds.fast_roads:
                continue
            name, taken = other_name, turns
            if not named and (main := graph.main_keys[segment]):
                if name and main != name:
                    continue
                name = main
            if heading is not None:
                turn = abs((leaves - heading + 180.0) % 360.0 - 180.0)
                if turn > BACK_DEG:
                    continue
                if turn > STRAIGHT_DEG and not (named and not own.isdisjoint(graph.keys[segments[-1]])):
                    taken += 1
                    if taken > bounds.turns:
                        continue
            junctions.append(other)
            segments.append(segment)
            yield Walk(tuple(junctions), tuple(segments), on_m)
            if not closes:
                yield from self._extend(junctions, segments, on_m, arrives, taken, name, reach)
            junctions.pop()
            segments.pop()


OFF_NAME = 6.0  # a metre off the named road counts as so many on it
BESIDE = 0.05  # … and one on a side road of its name, by so much more for each class below it
OFF_NAME_M = 250.0  # and no gap in a name is bridged that is longer,
JOG_M = 100.0  # nor along another street, where a road goes on beside the place at which it met that


def rings_along_name(graph: Graph, own: frozenset[str], start: int, longest_m: float) -> Iterator[Walk]:
    """The walks along the road named `own` that end at `start`, where they began; each ring once, either way round."""
    seen = set()
    for way in graph.ways[start]:
        if not own.isdisjoint(graph.keys[way.segment]):
            back = Walk((way.other,), (), 0.0)
            if way.other != start:
                back = along_name(graph, own, way.other, longest_m - way.length_m, way.segment).get(start, back)
            ring = Walk((start, *back.junctions), (way.segment, *back.segments), way.length_m + back.length_m)
            if ring.junctions[-1] == start and frozenset(ring.segments) not in seen:
                seen.add(frozenset(ring.segments))
                yield ring


def along_name(graph: Graph, own: frozenset[str], start: int, longest_m: float, without: int = -1) -> dict[int, Walk]:
    """The best walk from `start` to every junction on the road named `own`, leaving the name for gaps only.

    It does not use the segment `without`.
    """
    best: dict[int, Walk] = {}
    named_segments = [segment for key in own for segment in graph.by_key.get(key, ())]
    main = max((graph.rank[segment] for segment in named_segments), default=0)
    queue: list[tuple[float, float, int, tuple[int, ...], tuple[int, ...], float]] = [
        (0.0, 0.0, start, (start,), (), 0.0)
    ]
    while queue:
        cost, length_m, here, junctions, segments, gap_m = heappop(queue)
        if here in best:
            continue
        best[here] = Walk(junctions, segments, length_m)
        for way in graph.ways[here]:
            named = not own.isdisjoint(graph.keys[way.segment])
            off_m = 0.0 if named else gap_m + way.length_m
            if way.segment == without or way.other in best or off_m > OFF_NAME_M or length_m + way.length_m > longest_m:
                continue
            if not named and not _bridges(graph, way, off_m):
                continue
            on_cost = cost + way.length_m * (1.0 + BESIDE * (main - graph.rank[way.segment]) if named else OFF_NAME)
            step = (on_cost, length_m + way.length_m, way.other, (*junctions, way.other), (*segments, way.segment))
            heappush(queue, (*step, off_m))
    named_junctions = graph.junctions(named_segments)
    return {junction: walk for junction, walk in best.items() if junction in named_junctions and walk.segments}


def _bridges(graph: Graph, way: Way, off_m: float) -> bool:
    """Whether a segment may stand for a piece where the name is missing, `off_m` long with it: no slip road.

    It bears no name, or is the few metres along another street between the halves of a staggered crossing.
    """
    return not graph.slip[way.segment] and (not graph.main_keys[way.segment] or off_m <= JOG_M)
