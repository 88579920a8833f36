"""A place that survives OSM edits: crossings, bearing, length and plain coordinates, found again on another network."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import Literal

import numpy as np
import shapely

from gazetteer.records import RoadVersion
from gazetteer.text import Sentence
from geodata.alignments import alignment, points_of
from geodata.candidates import Candidate, Stop
from geodata.crs import Floats, length_m
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

Change = Literal["same", "moved", "vanished"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is kept of a line besides way ids: the streets met at its ends, its bearing and length, and where it ran."""

    start_streets: tuple[str, ...]
    end_streets: tuple[str, ...]
    bearing_deg: float
    length_m: float
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


def reanchor(anchor: Anchor, network: RoadNetwork) -> Reanchored:
    """The anchored line on another network: the run of roads that lies where it lay, if there is one."""
    graph = graph_of(network)
    flat = network.plane.to_metres(np.array(anchor.points))
    found = _matched(graph, flat)
    if found is None or abs(found.measured_length_m / max(length_m(np.array(anchor.points)), 1.0) - 1.0) > SAME_LENGTH:
        return Reanchored("vanished", None, 0.0, ())
    courses = points_of(graph, found)
    farthest_m = min(_farthest(course, flat) for course in courses)
    if farthest_m > NEAR_M:
        return Reanchored("vanished", None, farthest_m, ())
    off_m = min(_sideways(course, flat) for course in courses)
    return Reanchored("moved" if off_m > MOVED_M else "same", found, round(off_m, 1), names_under(network, found))


def decided(version: RoadVersion, points: Sequence[Coordinate], network: RoadNetwork) -> Resolved | None:
    """The line a person decided on by plain coordinates along it; None where no road runs there on this network."""
    flat = network.plane.to_metres(np.array(points))
    anchor = Anchor((), (), bearing_deg(flat[0], flat[-1]), length_m(np.array(points)), tuple(points))
    found = reanchor(anchor, network)
    if found.alignment is None:
        return None
    said = Sentence("位置由人工确定。", "its place was decided by a person.")
    return Resolved(version.road_id, version.description, "decided", found.alignment, 1.0, True, (said,))


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


def _matched(graph: Graph, flat: Floats) -> Alignment | None:
    """The walk along `flat` (plane metres), cut to its ends."""
    line = shapely.LineString(flat)
    near = graph.tree.query(line, predicate="dwithin", distance=NEAR_M)
    own = [int(each) for each in near if _beside(graph, int(each), line)]
    starts, ends = (_nearest(graph, own, point) for point in (flat[0], flat[-1]))
    if starts is None or ends is None:
        return None
    best: tuple[float, Candidate] | None = None
    for start in graph.ends[starts]:
        walks = _within(graph, start, set(own))
        for end in graph.ends[ends]:
            if end in walks and walks[end].segments:
                candidate = _trimmed(graph, walks[end], flat)
                off = abs(candidate.length_m - line.length)
                if best is None or off < best[0]:
                    best = (off, candidate)
    return alignment(best[1]) if best else None


def _beside(graph: Graph, segment: int, line: shapely.LineString) -> bool:
    """Whether a segment runs along the line and does not merely cross it or touch its end."""
    whole = graph.lines[segment]
    along = line.intersection(whole.buffer(NEAR_M)).length
    return bool(along > 0.6 * min(whole.length, line.length))


def _nearest(graph: Graph, segments: Sequence[int], point: Floats) -> int | None:
    """The segment nearest to a point, if any is near."""
    spot = shapely.Point(point)
    away = [(graph.lines[each].distance(spot), each) for each in segments]
    return min(away)[1] if away and min(away)[0] <= SNAP_M + 25.0 else None


def _within(graph: Graph, start: int, allowed: set[int]) -> dict[int, Walk]:
    """Shortest walks from a junction over allowed segments."""
    best: dict[int, Walk] = {}
    queue: list[tuple[float, tuple[int, ...], tuple[int, ...]]] = [(0.0, (start,), ())]
    while queue:
        metres, junctions, segments = heappop(queue)
        if junctions[-1] in best:
            continue
        best[junctions[-1]] = Walk(junctions, segments, metres)
        for way in graph.ways[junctions[-1]]:
            if way.segment in allowed and way.other not in best:
                heappush(queue, (metres + way.length_m, (*junctions, way.other), (*segments, way.segment)))
    return best


def _trimmed(graph: Graph, walk: Walk, flat: Floats) -> Candidate:
    """The walk without what lies beyond the ends of `flat`."""
    candidate = Candidate(graph, walk)
    drawn = alignment(candidate)
    if drawn is None:
        return candidate
    course = points_of(graph, drawn)[0]
    first_m, last_m = (projected(course, point)[0] for point in (flat[0], flat[-1]))
    total_m = float(measures(course)[-1])
    stops = [Stop("told", short) if short > MOVED_M else Stop("junction") for short in (first_m, total_m - last_m)]
    return replace(candidate, start=stops[0], end=stops[1])


def names_under(network: RoadNetwork, line: Alignment) -> tuple[str, ...]:
    """Names of the ways under a line, those of most ways first."""
    counts = Counter[str]()
    for row in np.flatnonzero(np.isin(network.arrays["way_id"], line.way_ids)).tolist():
        counts.update(network.name_lists[int(network.arrays["names"][row])][:1])
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))
