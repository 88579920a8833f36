"""The lines a road may be, complete within bounds, whatever their names."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from geodata.candidates import AT_JUNCTION, Candidate, Stop
from geodata.crs import Floats
from geodata.endpoints import Endpoint, Kernel
from geodata.graph import Graph
from geodata.linear import measures, projected
from geodata.names import is_fast
from geodata.told_ends import as_told, from_crossings
from geodata.walks import Bounds, Search, Walk, along_name, rings_along_name
from geodata.wanted import Wanted

WITHIN = (0.75, 1.30)  # of the stated length, for lines found without a name
WITHIN_NAMED = (0.40, 1.90)
SLACK_M = 60.0
AT_TIP_M = 15.0  # so near to a junction a road ends there
LONGEST_M = 60_000.0
UNSAID_LONGEST_M = 4_000.0
ENCLOSED = 0.01  # of the square of its length a ring encloses at least; a square has 0.06
TURNS_OF_RINGS = 4  # of a road that comes back to the street it began on; any other turns once at most


@dataclass(frozen=True, eq=False)
class Candidates:
    """All lines within bounds; `complete` is False where the search was given up."""

    lines: tuple[Candidate, ...]
    complete: bool


def find_candidates(graph: Graph, wanted: Wanted) -> Candidates:
    """All lines that the road may be, named or not."""
    found = list(_named(graph, wanted))
    blind, complete = _blind(graph, wanted)
    found.extend(blind)
    unique = {candidate.key: candidate for candidate in reversed(found)}
    return Candidates(tuple(unique.values()), complete)


# -- along a name ------------------------------------------------------------------------------------------------------


def _named(graph: Graph, wanted: Wanted) -> Iterable[Candidate]:
    """Runs of the road that bears the name in the extract."""
    segments = [segment for key in sorted(wanted.keys) for segment in graph.by_key.get(key, ())]
    if not segments:
        return
    on_road = graph.junctions(segments)
    tips = _tips(graph, segments)
    starts, ends = _crossings(wanted.start, on_road), _crossings(wanted.end, on_road)
    if wanted.returns or not tips:
        yield from _rings(graph, wanted, sorted(starts & ends if wanted.returns else starts | ends) or [min(on_road)])
    if starts and ends:
        yield from from_crossings(graph, wanted)
        for start in sorted(starts):
            walks = along_name(graph, wanted.keys, start, LONGEST_M)
            for end in sorted(ends):
                if end in walks:
                    yield from as_told(graph, wanted, walks[end])
    elif starts or ends:
        for junction in sorted(starts or ends):
            walks = along_name(graph, wanted.keys, junction, LONGEST_M)
            yield from _stops(graph, wanted, walks.values(), tips, backwards=not starts)
    else:
        for tip in sorted(tips):
            walks = along_name(graph, wanted.keys, tip, LONGEST_M)
            yield from _stops(graph, wanted, walks.values(), tips, backwards=False)
            yield from _stops(graph, wanted, walks.values(), tips, backwards=True)
            yield from _between_vague(graph, wanted, [walk for walk in walks.values() if walk.junctions[-1] in tips])


def _between_vague(graph: Graph, wanted: Wanted, walks: Iterable[Walk]) -> Iterable[Candidate]:
    """What of whole runs of a name lies between two places: where it passes over streets, or runs on beyond both."""
    kernels = [end.kernel for end in wanted.ends if end.kernel is not None]
    for walk in walks if len(kernels) == 2 else ():
        (start_m, start_off_m), (end_m, end_off_m) = (_nearest_m(graph, walk, each) for each in kernels)
        within = [3.0 * each.spread_m + each.away_m for each in kernels]
        if start_off_m <= within[0] and end_off_m <= within[1] and end_m - start_m > 2 * AT_TIP_M:
            yield _between(graph, walk, start_m, end_m)


def _nearest_m(graph: Graph, walk: Walk, kernel: Kernel) -> tuple[float, float]:
    """How far along a walk it comes nearest to a place, and how far off that is."""
    before_m, found = 0.0, list[tuple[float, float]]()
    for junction, segment in zip(walk.junctions, walk.segments, strict=False):
        points = shapely.get_coordinates(graph.lines[segment])
        here = graph.places[junction]
        if np.hypot(*(points[-1] - here)) < np.hypot(*(points[0] - here)):
            points = points[::-1]
        near = shapely.shortest_line(shapely.LineString(points), kernel.shape)
        along = projected(points, shapely.get_coordinates(near)[0])[0] / max(float(measures(points)[-1]), 1.0)
        found.append((near.length, before_m + along * graph.length_m[segment]))
        before_m += graph.length_m[segment]
    off_m, along_m = min(found)
    return along_m, off_m


def _between(graph: Graph, walk: Walk, start_m: float, end_m: float) -> Candidate:
    """The line along a walk from one measure to another."""
    ends = np.cumsum([graph.length_m[segment] for segment in walk.segments])
    first = int(np.searchsorted(ends, start_m + AT_TIP_M))
    last = min(int(np.searchsorted(ends, end_m - AT_TIP_M)), len(ends) - 1)
    before_m, after_m = float(ends[first - 1]) if first else 0.0, float(ends[last])
    run = Walk(walk.junctions[first : last + 2], walk.segments[first : last + 1], after_m - before_m)
    return Candidate(graph, run, _nearest(start_m - before_m), _nearest(after_m - end_m))


def _nearest(short_m: float) -> Stop:
    return Stop("nearest", short_m) if short_m > AT_TIP_M else AT_JUNCTION


def _rings(graph: Graph, wanted: Wanted, junctions: Sequence[int]) -> Iterable[Candidate]:
    """Closed runs of the name from each of these junctions; one run once, from the first of them that it passes."""
    drawn: set[frozenset[int]] = set()
    for junction in junctions:
        for ring in rings_along_name(graph, wanted.keys, junction, LONGEST_M):
            run = frozenset(ring.segments)
            if run not in drawn and _encloses(graph, ring):
                drawn.add(run)
                yield Candidate(graph, ring)


def _encloses(graph: Graph, ring: Walk) -> bool:
    """Whether a closed run goes round something: two carriageways that meet at both ends do not."""
    area_m2 = shapely.union_all(graph.lines[list(ring.segments)]).convex_hull.area
    return bool(area_m2 > ENCLOSED * ring.length_m**2)


def _crossings(endpoint: Endpoint, on_road: frozenset[int]) -> frozenset[int]:
    return endpoint.junctions & on_road


def _tips(graph: Graph, segments: Sequence[int]) -> frozenset[int]:
    """Junctions where the name ends: only one segment bears it there."""
    touched: dict[int, int] = {}
    for segment in segments:
        for junction in graph.ends[segment]:
            touched[junction] = touched.get(junction, 0) + 1
    return frozenset(junction for junction, times in touched.items() if times == 1)


def _stops(
    graph: Graph, wanted: Wanted, walks: Collection[Walk], tips: frozenset[int], backwards: bool
) -> Iterable[Candidate]:
    """Places on walks from a known end where the other end may be."""
    free = wanted.start if backwards else wanted.end
    low_m, high_m = _window(wanted, WITHIN_NAMED)
    for walk in walks:
        if walk.junctions[-1] in tips or (wanted.stated_m is not None and low_m <= walk.length_m <= high_m):
            yield _oriented(Candidate(graph, walk), backwards)
        yield from _mid_stops(graph, wanted, walk, free, low_m, high_m, backwards)


def _mid_stops(
    graph: Graph, wanted: Wanted, walk: Walk, free: Endpoint, low_m: float, high_m: float, backwards: bool
) -> Iterable[Candidate]:
    """Places within the last segment of a walk: where the stated length is used up, and nearest to vague words."""
    last_m = graph.length_m[walk.segments[-1]]
    before_m = walk.length_m - last_m
    if wanted.stated_m is not None and before_m + 25.0 < wanted.stated_m < walk.length_m - 25.0:
        yield _oriented(Candidate(graph, walk, end=Stop("cut", walk.length_m - wanted.stated_m)), backwards)
    if free.kernel is not None:
        line = graph.lines[walk.segments[-1]]
        near = shapely.shortest_line(free.kernel.shape, line)
        if near.length > 3.0 * free.kernel.spread_m + free.kernel.away_m:
            return
        whole = Candidate(graph, walk)
        oriented = shapely.get_coordinates(line)
        if np.hypot(*(oriented[-1] - np.array(whole.ends[1]))) > np.hypot(*(oriented[0] - np.array(whole.ends[1]))):
            oriented = oriented[::-1]
        measure_m, _ = projected(oriented, shapely.get_coordinates(near)[-1])
        short_m = float(measures(oriented)[-1]) - measure_m
        if AT_TIP_M < short_m < last_m - AT_TIP_M and low_m <= walk.length_m - short_m <= high_m:
            yield _oriented(Candidate(graph, walk, end=Stop("nearest", short_m)), backwards)


def _oriented(candidate: Candidate, backwards: bool) -> Candidate:
    if not backwards:
        return candidate
    return Candidate(candidate.graph, candidate.walk.reversed(), candidate.end, candidate.start)


def _to_crossings(wanted: Wanted, low_m: float, high_m: float) -> tuple[float, float]:
    """The window for a walk from crossing to crossing, where the road is told to stop short of one, or to pass it."""
    for endpoint in wanted.ends:
        if endpoint.kind == "midpoint":
            high_m = 2 * high_m
        low_m, high_m = low_m - endpoint.off_m, high_m + endpoint.off_m
    return low_m, high_m


def _window(wanted: Wanted, within: tuple[float, float]) -> tuple[float, float]:
    if wanted.stated_m is None:
        return 0.0, UNSAID_LONGEST_M
    return within[0] * wanted.stated_m - SLACK_M, within[1] * wanted.stated_m + SLACK_M


# -- without a name ----------------------------------------------------------------------------------------------------


def _blind(graph: Graph, wanted: Wanted) -> tuple[list[Candidate], bool]:
    """Runs between the ends, or onward from the one that is known, whatever they are called."""
    start, end = wanted.start, wanted.end
    window = _window(wanted, WITHIN)
    fast = is_fast(wanted.key)
    low_m, high_m = _to_crossings(wanted, *window)
    turns = TURNS_OF_RINGS if wanted.returns else 1
    bounds = Bounds(max(low_m, 20.0), high_m, turns, fast, wanted.returns)
    if start.located and end.located:
        search = Search(graph, wanted.keys, bounds, start.segments | end.segments)
        reach_m = graph.distances(end.junctions, high_m)
        walks = search.between(start.junctions, end.junctions, reach_m)
        told = (line for walk in walks for line in as_told(graph, wanted, walk))
        return [line for line in told if window[0] <= line.length_m <= window[1]], search.complete
    forwards = start.located or (bool(start.junctions) and not end.located)
    known, free = (start, end) if forwards else (end, start)
    if not known.junctions:
        return [], True
    search = Search(graph, wanted.keys, bounds, known.segments)
    if free.junctions and (wanted.stated_m is None or not known.located):
        reach_m = graph.distances(free.junctions, high_m)
        walks = search.between(known.junctions, free.junctions, reach_m)
        return [_oriented(Candidate(graph, walk), not forwards) for walk in walks], search.complete
    if wanted.stated_m is None and free.kernel is None:
        return [], True
    starts = known.junctions if free.kernel is None else _near(graph, known.junctions, free, high_m)
    found: list[Candidate] = []
    for walk in search.onward(starts):
        if walk.length_m <= high_m and (wanted.stated_m is not None or len(graph.ways[walk.junctions[-1]]) == 1):
            found.append(_oriented(Candidate(graph, walk), not forwards))
        found.extend(_mid_stops(graph, wanted, walk, free, low_m, high_m, not forwards))
    return found, search.complete


def _near(graph: Graph, junctions: Iterable[int], free: Endpoint, longest_m: float) -> frozenset[int]:
    """Those junctions from which the vague end can be reached at all."""
    if free.kernel is None:
        return frozenset(junctions)
    reach_m = longest_m + 3.0 * free.kernel.spread_m + free.kernel.away_m
    rows = sorted(junctions)
    away: Floats = shapely.distance(free.kernel.shape, shapely.points(graph.places[rows]))
    return frozenset(row for row, distance in zip(rows, away.tolist(), strict=True) if distance <= reach_m)
