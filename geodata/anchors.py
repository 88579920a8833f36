"""A place that survives OSM edits: crossings, bearing, length and plain coordinates, found again on another network."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import Literal

import numpy as np
import shapely

from gazetteer.records import RoadVersion
from gazetteer.text import Sentence
from geodata.alignments import Ends, alignment, points_of
from geodata.candidates import Candidate, Stop
from geodata.crs import Floats
from geodata.graph import Graph, graph_of
from geodata.linear import bearing_deg, located, measures, projected
from geodata.network import RoadNetwork
from geodata.outcomes import Alignment, Coordinate, Resolved
from geodata.walks import Walk

EVERY_M = 50.0  # between two of an anchor's coordinates
NEAR_M = 25.0  # a road drawn anew lies no farther from where it was
SAME_LENGTH = 0.06
SNAP_M = 30.0
MOVED_M = 5.0
FAR_M = 1_000.0  # where no road at all is so near the extract does not reach
EDGE_DEG = 0.0005  # some 50 m
ABREAST_M = 60.0  # between two carriageways of one road at most

Change = Literal["same", "moved", "vanished"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is kept of a line besides way ids: the streets met at its ends, its bearing and length, and where it ran."""

    start_streets: tuple[str, ...]
    end_streets: tuple[str, ...]
    bearing_deg: float
    length_m: float  # 0: not known
    points: tuple[Coordinate, ...]  # lon, lat along the first carriageway, in the described direction


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What became of an anchored line on another network; `alignment` is None where it vanished."""

    change: Change
    alignment: Alignment | None
    off_m: float  # how far it lies beside where it was, at the worst; what happens inside its last junctions is none
    names: tuple[str, ...]  # what the map calls most of it there


def anchor_of(line: Alignment, network: RoadNetwork) -> Anchor:
    """The anchor of a line on the network it was found on."""
    graph = graph_of(network)
    lonlat = np.array(line.courses[0].coordinates)
    flat = network.plane.to_metres(lonlat)
    total_m = float(measures(flat)[-1])
    stops = np.linspace(0.0, total_m, max(2, round(total_m / EVERY_M) + 1))
    points = network.plane.to_degrees(np.array([located(flat, stop) for stop in stops]))
    return Anchor(
        _streets(graph, flat[0]),
        _streets(graph, flat[-1]),
        round(bearing_deg(flat[0], flat[-1]), 1),
        round(line.measured_length_m, 1),
        tuple((round(lon, 7), round(lat, 7)) for lon, lat in points.tolist()),
    )


def reanchor(anchor: Anchor, network: RoadNetwork, now: Alignment | None = None) -> Reanchored:
    """The anchored line on another network: the run of roads that lies where it lay, if there is one.

    `now`: the line found there for the same road, taken where it lies so.
    """
    flat = network.plane.to_metres(np.array(anchor.points))
    found = now if now is not None and _away_m(now, anchor, network) is not None else _lying(anchor, network)
    if found is None:
        return Reanchored("vanished", None, 0.0, ())
    off_m = min(_sideways(course, flat) for course in points_of(graph_of(network), found))
    return Reanchored("moved" if off_m > MOVED_M else "same", found, round(off_m, 1), names_under(network, found))


def farthest_m(anchor: Anchor, line: Alignment, network: RoadNetwork) -> float:
    """How far a line and an anchored one lie apart at the worst."""
    flat = network.plane.to_metres(np.array(anchor.points))
    return min(_farthest(course, flat) for course in points_of(graph_of(network), line))


def reaches_beyond(anchor: Anchor, network: RoadNetwork) -> bool:
    """Whether an anchored line ran, or a part of it, where the extract has nothing: it is not known to be gone."""
    points = np.array(anchor.points)
    west, south, east, north = network.bounds
    if np.any((points < (west - EDGE_DEG, south - EDGE_DEG)) | (points > (east + EDGE_DEG, north + EDGE_DEG))):
        return True
    spots = shapely.points(network.plane.to_metres(points))
    near = graph_of(network).tree.query(spots, predicate="dwithin", distance=FAR_M)[0]
    return len(np.unique(near)) < len(points)


def decided(version: RoadVersion, points: Sequence[Coordinate], network: RoadNetwork) -> Resolved | None:
    """The line a person decided on by plain coordinates along it; None where no road runs there on this network."""
    found = _lying(Anchor((), (), 0.0, 0.0, tuple(points)), network)
    steps = np.hypot(*np.diff(network.plane.to_metres(np.array(points)), axis=0).T)
    # No line along all of them is shorter than from each to the next: these would lead there and back.
    if found is None or found.measured_length_m < (1.0 - SAME_LENGTH) * steps.sum() - 2 * NEAR_M:
        return None
    said = Sentence("位置由人工确定。", "its place was decided by a person.")
    return Resolved(version.road_id, version.description, "decided", found, 1.0, True, (said,))


def _lying(anchor: Anchor, network: RoadNetwork) -> Alignment | None:
    """The run of roads that lies along an anchor's points: of several the nearest to them."""
    flat = network.plane.to_metres(np.array(anchor.points))
    best: tuple[float, Alignment] | None = None
    for run in _runs(graph_of(network), anchor, flat):
        away_m = _away_m(run, anchor, network)
        if away_m is not None and (best is None or away_m < best[0]):
            best = away_m, run
    return best[1] if best else None


def _away_m(line: Alignment, anchor: Anchor, network: RoadNetwork) -> float | None:
    """How far a line lies from an anchor's points at the worst; None where it is too far, or of another length."""
    # Its own length: from point to point a winding lane is shorter.
    if anchor.length_m and abs(line.measured_length_m / anchor.length_m - 1.0) > SAME_LENGTH:
        return None
    away_m = farthest_m(anchor, line, network)
    return away_m if away_m <= NEAR_M else None


def _runs(graph: Graph, anchor: Anchor, flat: Floats) -> Iterator[Alignment]:
    """The walks along `flat` as lines: drawn up to the streets met at their ends, or to the edge of those junctions."""
    for walk in _walks(graph, flat):
        met = _met(graph, anchor.start_streets, walk), _met(graph, anchor.end_streets, walk)
        for ends in dict.fromkeys((met, (frozenset[int](), frozenset[int]()))):
            found = alignment(_trimmed(graph, walk, flat, ends), ends)
            if found is not None:
                yield found


def _met(graph: Graph, streets: Sequence[str], walk: Walk) -> frozenset[int]:
    """The segments of the streets met at an end: inside a wide junction a line is drawn up to them."""
    own = {graph.main_keys[segment] for segment in walk.segments}
    return frozenset(segment for street in streets if street not in own for segment in graph.by_key.get(street, ()))


def why_undecided(version: RoadVersion, points: Sequence[Coordinate], network: RoadNetwork) -> Sentence | None:
    """Why a person's coordinates tell no line on this network: `decided` would give None. None where it gives one."""
    spots = shapely.points(network.plane.to_metres(np.array(points)))
    graph = graph_of(network)
    nearest = shapely.distance(spots, np.asarray(graph.lines)[graph.tree.nearest(spots)])
    far = [f"{lon:g},{lat:g}" for (lon, lat), away_m in zip(points, nearest, strict=True) if away_m > NEAR_M]
    if far:
        few, more = " ".join(far[:_MOST_SAID]), f" …（{len(far)}）" if len(far) > _MOST_SAID else ""
        return Sentence(
            f"路网上这些点 {NEAR_M:.0f} 米内没有道路：{few}{more}。请核对坐标（经度在前）和城市。",
            f"no road of the network lies within {NEAR_M:.0f} m of {few}{more}. Check them (longitude first) and "
            "the city.",
        )
    if decided(version, points, network) is None:
        return Sentence(
            "这些点附近有路，但没有一条相连的路沿着它们走。请沿路依次多写几点，转弯处都写上。",
            "roads lie near these points, but none that is connected runs along them. Give more points in order along "
            "the road, one at every bend.",
        )
    return None


_MOST_SAID = 3


def _farthest(course: Floats, flat: Floats) -> float:
    """Hausdorff distance of two lines in metres."""
    return float(shapely.hausdorff_distance(shapely.LineString(course), shapely.LineString(flat), densify=0.1))


def _sideways(course: Floats, flat: Floats) -> float:
    """How far in metres a course lies beside the points of `flat`, those near its ends left out."""
    along = measures(flat)
    inner = flat[(along > SNAP_M) & (along < along[-1] - SNAP_M)]
    points = inner if len(inner) else np.array([located(flat, float(along[-1]) / 2.0)])
    return float(shapely.distance(shapely.points(points), shapely.LineString(course)).max())


def _streets(graph: Graph, point: Floats) -> tuple[str, ...]:
    """Keys of the streets at the junction nearest to a point, if one is near."""
    away = np.hypot(*(graph.places - point).T)
    nearest = int(away.argmin())
    if away[nearest] > SNAP_M:
        return ()
    return tuple(sorted({graph.main_keys[way.segment] for way in graph.ways[nearest]} - {""}))


def _walks(graph: Graph, flat: Floats) -> Iterator[Walk]:
    """The walks along `flat` (plane metres), not yet cut to its ends."""
    line = shapely.LineString(flat)
    near = graph.tree.query(line, predicate="dwithin", distance=NEAR_M + ABREAST_M)
    own = {each: _beside_m(graph, each, line) for each in map(int, near) if _beside(graph, each, line)}
    starts, ends = (_junctions(graph, own, point) for point in (flat[0], flat[-1]))
    for start in starts:
        walks = _within(graph, start, own)
        yield from (walks[end] for end in ends if end in walks and walks[end].segments)


def _carriageways(graph: Graph, segment: int) -> Iterator[shapely.LineString]:
    """Both carriageways of a segment, or the one it has: a line may run on either."""
    links = graph.network.arrays["segment"][segment, 2:].tolist()
    return (graph.network.metric_lines[link] for link in links if link >= 0)


def _beside(graph: Graph, segment: int, line: shapely.LineString) -> bool:
    """Whether a segment runs along the line and does not merely cross it or touch its end."""
    return any(
        line.intersection(whole.buffer(NEAR_M)).length > 0.6 * min(whole.length, line.length)
        for whole in _carriageways(graph, segment)
    )


def _beside_m(graph: Graph, segment: int, line: shapely.LineString) -> float:
    """How far beside the line a segment's nearer carriageway lies, on the mean of its points."""
    return min(
        float(shapely.distance(shapely.points(shapely.get_coordinates(whole)), line).mean())
        for whole in _carriageways(graph, segment)
    )


def _junctions(graph: Graph, segments: Iterable[int], point: Floats) -> list[int]:
    """The junctions that the segments near a point lead to: what is nearest of all may only cross there."""
    spot = shapely.Point(point)
    near = [one for one in segments if min(each.distance(spot) for each in _carriageways(graph, one)) <= SNAP_M + 25.0]
    return sorted({junction for one in near for junction in graph.ends[one]})


def _within(graph: Graph, start: int, allowed: Mapping[int, float]) -> dict[int, Walk]:
    """Walks from a junction over allowed segments; `allowed`: how far beside the line each lies, which a way costs."""
    best: dict[int, Walk] = {}
    queue: list[tuple[float, float, tuple[int, ...], tuple[int, ...]]] = [(0.0, 0.0, (start,), ())]
    while queue:
        cost, metres, junctions, segments = heappop(queue)
        if junctions[-1] in best:
            continue
        best[junctions[-1]] = Walk(junctions, segments, metres)
        for way in graph.ways[junctions[-1]]:
            if way.segment in allowed and way.other not in best:
                dearer = cost + way.length_m * (1.0 + allowed[way.segment] / MOVED_M)
                heappush(queue, (dearer, metres + way.length_m, (*junctions, way.other), (*segments, way.segment)))
    return best


def _trimmed(graph: Graph, walk: Walk, flat: Floats, ends: Ends) -> Candidate:
    """The walk without what lies beyond the ends of `flat`."""
    candidate = Candidate(graph, walk)
    drawn = alignment(candidate, ends)
    if drawn is None:
        return candidate
    course = points_of(graph, drawn)[0]
    first_m, last_m = (projected(course, point)[0] for point in (flat[0], flat[-1]))
    total_m = float(measures(course)[-1])
    stops = [Stop("told", short) if short > MOVED_M else Stop("junction") for short in (first_m, total_m - last_m)]
    return replace(candidate, start=stops[0], end=stops[1])


def names_under(network: RoadNetwork, line: Alignment) -> tuple[str, ...]:
    """Names of the ways under a line, every one they bear, those of most ways first."""
    counts = Counter[str]()
    for row in np.flatnonzero(np.isin(network.arrays["way_id"], line.way_ids)).tolist():
        counts.update(network.name_lists[int(network.arrays["names"][row])])
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))
