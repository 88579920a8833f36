"""A candidate → its `Alignment`: the carriageways as lines of lon, lat in the described direction."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from heapq import heappop, heappush

import numpy as np

from geodata.candidates import Candidate, Stop
from geodata.crs import Floats, Plane, length_m, step_lengths_m
from geodata.graph import Graph
from geodata.linear import cut, measures, projected
from geodata.network import RoadNetwork
from geodata.opposite import opposite
from geodata.outcomes import Alignment, Course

Ends = tuple[frozenset[int], frozenset[int]]

DUAL_SHARE, DUAL_M = 0.2, 100.0  # with less of it in two carriageways, and fewer metres, a road is drawn as one line
JOIN_M = 15.0  # two links of one junction this near are drawn joined; farther apart nothing is invented


def alignment(candidate: Candidate, ends: Ends = (frozenset(), frozenset())) -> Alignment | None:
    """The lines of a candidate; None where its pieces do not hang together on the ground.

    `ends` are the segments of the streets it ends on: inside the last junctions it is drawn up to them.
    """
    graph = candidate.graph
    segment = graph.network.arrays["segment"]
    if (both := _both(candidate, ends)) is not None:
        return both
    twins = sum(graph.length_m[each] for each in candidate.walk.segments if segment[each, 3] >= 0)
    dual = twins >= min(DUAL_M, DUAL_SHARE * candidate.walk.length_m)
    courses = [_course(candidate, list(_links(candidate, side)), ends) for side in ((1, -1) if dual else (1,))]
    kept = tuple(course for course in courses if course is not None)
    return Alignment(kept) if kept else None


def _both(candidate: Candidate, ends: Ends) -> Alignment | None:
    """Both carriageways of a road on which some one-way segments have no twin though the other carriageway is there."""
    network = candidate.graph.network
    arrays = network.arrays
    lone = {
        int(arrays["oneway"][link]) * (-1 if backwards else 1)
        for segment, (link, backwards) in zip(candidate.walk.segments, _links(candidate, 1), strict=True)
        if arrays["segment"][segment, 3] < 0
    }
    if len(lone) != 1 or 0 in lone:
        return None
    forwards = lone == {1}
    known = list(_links(candidate, 1 if forwards else -1))
    whole = Candidate(candidate.graph, candidate.walk)
    first = _course(whole, known, ends)
    if first is None:
        return None
    walk = candidate.walk
    places = [
        _nodes_on(network, end) | frozenset(np.flatnonzero(arrays["junction"] == walk.junctions[at]).tolist())
        for end, at in zip(ends, (0, -1), strict=True)
    ]
    line = network.plane.to_metres(np.array(first.coordinates))
    other = opposite(network, line, {link for link, _ in known}, forwards, (places[0], places[1]))
    if other is None:
        return None
    told, unbounded = _course(candidate, known, ends), _course(whole, other, ends)
    if told is None or unbounded is None:
        return None
    # The other carriageway may reach farther or less far than the one measured: it stops abreast of it.
    abreast = stopped_abreast(network.plane, unbounded, told, (candidate.start, candidate.end))
    return Alignment((told, abreast) if forwards else (abreast, told))


def stopped_abreast(plane: Plane, course: Course, told: Course, stops: tuple[Stop, Stop]) -> Course:
    """A carriageway cut beside the ends of another, at those ends where that one stops short of its junction."""
    line = plane.to_metres(np.array(course.coordinates))
    ends = plane.to_metres(np.array([told.coordinates[0], told.coordinates[-1]]))
    whole_m = float(measures(line)[-1])
    start_m = projected(line, ends[0])[0] if stops[0].short_m > 0.0 else 0.0
    end_m = projected(line, ends[1])[0] if stops[1].short_m > 0.0 else whole_m
    if (start_m, end_m) == (0.0, whole_m) or end_m <= start_m:
        return course
    lonlat = plane.to_degrees(cut(line, start_m, end_m))
    points = tuple((round(lon, 7), round(lat, 7)) for lon, lat in lonlat.tolist())
    return Course(points, round(length_m(lonlat), 2), course.way_ids)


def _course(candidate: Candidate, links: Sequence[tuple[int, bool]], ends: Ends) -> Course | None:
    """One carriageway, made of links in order, each with whether it is drawn against the described direction."""
    network = candidate.graph.network
    pieces: list[Floats] = []
    ways: list[int] = []
    last_node = -1
    for number, (link, backwards) in enumerate(links):
        line = network.line(link)[:: -1 if backwards else 1]
        first, final = _nodes(network, link, backwards)
        if number and first != last_node:
            join = _inside(network, last_node, frozenset((first,)))
            if join is None:
                if length_m(np.array([pieces[-1][-1], line[0]])) > JOIN_M:
                    return None
            else:
                pieces.extend(network.line(each)[:: -1 if back else 1] for each, back in join)
                ways.extend(int(network.arrays["way_id"][each]) for each, _ in join)
        pieces.append(line)
        ways.append(int(network.arrays["way_id"][link]))
        last_node = final
    first, last = _nodes(network, *links[0])[0], last_node
    before = _inside(network, first, _nodes_on(network, ends[0])) or []
    after = _inside(network, last, _nodes_on(network, ends[1])) or []
    pieces = [
        *(network.line(each)[:: 1 if back else -1] for each, back in reversed(before)),
        *pieces,
        *(network.line(each)[:: -1 if back else 1] for each, back in after),
    ]
    lonlat = _without_repeats(np.vstack(pieces))
    lonlat = _trimmed(_trimmed(lonlat, candidate.start)[::-1], candidate.end)[::-1]
    points = tuple((round(lon, 7), round(lat, 7)) for lon, lat in lonlat.tolist())
    return Course(points, round(length_m(lonlat), 2), tuple(dict.fromkeys(ways)))


def _links(candidate: Candidate, side: int) -> Iterator[tuple[int, bool]]:
    """Each link of one carriageway in order, and whether it is drawn against the described direction.

    `side` 1 is the carriageway driven from start to end, -1 the one driven back.
    """
    network = candidate.graph.network
    arrays = network.arrays
    for junction, segment in zip(candidate.walk.junctions, candidate.walk.segments, strict=False):
        first, _, link, twin = arrays["segment"][segment].tolist()
        # Of two, the first link is the one driven from the segment's first junction.
        chosen = link if twin < 0 or (junction == first) == (side > 0) else twin
        yield chosen, int(arrays["junction"][arrays["start"][chosen]]) != junction


def _nodes(network: RoadNetwork, link: int, backwards: bool) -> tuple[int, int]:
    start, end = int(network.arrays["start"][link]), int(network.arrays["end"][link])
    return (end, start) if backwards else (start, end)


@lru_cache(maxsize=8)
def _inner_links(network: RoadNetwork) -> dict[int, list[int]]:
    """Links whose two nodes are of one junction, by node."""
    arrays = network.arrays
    within = np.flatnonzero(arrays["junction"][arrays["start"]] == arrays["junction"][arrays["end"]])
    found: dict[int, list[int]] = {}
    for link in within.tolist():
        for node in {int(arrays["start"][link]), int(arrays["end"][link])}:
            found.setdefault(node, []).append(link)
    return found


def _nodes_on(network: RoadNetwork, segments: Collection[int]) -> frozenset[int]:
    """The nodes of the links of segments, and of the links inside junctions that bear their names."""
    if not segments:
        return frozenset()
    rows = network.arrays["segment"][sorted(segments), 2:].ravel()
    links = rows[rows >= 0]
    names = {name for row in set(network.arrays["names"][links].tolist()) for name in network.name_lists[row][:1]}
    outer = (*network.arrays["start"][links].tolist(), *network.arrays["end"][links].tolist())
    return frozenset(outer).union(*(_inner_nodes(network).get(name, frozenset()) for name in names))


@lru_cache(maxsize=8)
def _inner_nodes(network: RoadNetwork) -> dict[str, frozenset[int]]:
    """Nodes of links inside junctions, by their main name."""
    arrays = network.arrays
    found: dict[str, set[int]] = {}
    for link in {link for links in _inner_links(network).values() for link in links}:
        for name in network.name_lists[int(arrays["names"][link])][:1]:
            found.setdefault(name, set()).update((int(arrays["start"][link]), int(arrays["end"][link])))
    return {name: frozenset(nodes) for name, nodes in found.items()}


def _inside(network: RoadNetwork, start: int, goals: Collection[int]) -> list[tuple[int, bool]] | None:
    """The shortest way inside a junction from a node to one of `goals`: links, each with whether it runs backwards.

    By metres, not by links: a turning lane is one link and goes aside, the road's own way on is often several.
    """
    inner, lengths_m = _inner_links(network), network.arrays["length_m"]
    waiting: list[tuple[float, int, list[tuple[int, bool]]]] = [(0.0, start, [])]
    done: set[int] = set()
    while waiting:
        gone_m, node, links = heappop(waiting)
        if node in goals:
            return links
        if node in done:
            continue
        done.add(node)
        for link in inner.get(node, ()):
            backwards = int(network.arrays["start"][link]) != node
            other = _nodes(network, link, backwards)[1]
            if other not in done:
                heappush(waiting, (gone_m + float(lengths_m[link]), other, [*links, (link, backwards)]))
    return None


def _without_repeats(lonlat: Floats) -> Floats:
    moved = np.any(np.diff(lonlat, axis=0) != 0.0, axis=1)
    return lonlat[np.concatenate(([True], moved))]


def _trimmed(lonlat: Floats, stop: Stop) -> Floats:
    """The line without its first `short_m` metres."""
    if stop.short_m <= 0.0 or len(lonlat) < 2:
        return lonlat
    along = np.concatenate(([0.0], np.cumsum(step_lengths_m(lonlat))))
    if along[-1] <= stop.short_m + 1.0:
        return lonlat
    head = np.array([[np.interp(stop.short_m, along, lonlat[:, axis]) for axis in (0, 1)]])
    return np.vstack((head, lonlat[along > stop.short_m]))


def points_of(graph: Graph, found: Alignment) -> list[Floats]:
    """The carriageways of an alignment in plane metres."""
    return [graph.network.plane.to_metres(np.array(course.coordinates)) for course in found.courses]
