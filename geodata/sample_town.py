"""样例镇 (虚构) drawn from its plan: nodes shared where streets meet, and each street as a chain of pieces."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, hypot, pi, sin

from shapely import Point as ShapelyPoint
from shapely import get_parts
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geodata.sample_plan import RAILWAY, RIVER, ROUNDABOUT, ROUNDABOUT_RADIUS_M, STREETS, Point, Street

M_PER_DEGREE_LON, M_PER_DEGREE_LAT = 111_319.49, 110_574.28  # at 0°N 0°E
STEP_M = 60.0  # a node at least this often, so that bent paper bends the streets
TOUCH_M = 0.3
OVERSHOOT_M = 45.0  # a street drawn a little over the one it ends on is cut back to it
SPAN_M = 45.0  # half a bridge or a tunnel, along the street
SPLIT_M = 420.0  # mappers split a long street about this often, at a crossing


@dataclass(frozen=True, slots=True)
class Piece:
    """One OSM way to be: its nodes as plan points, in order, and what it is."""

    street: Street
    carriageway: int  # 0, or 0 and 1 of a dual street
    points: tuple[Point, ...]
    structure: str | None = None  # bridge, tunnel, roundabout


@dataclass(frozen=True, slots=True)
class _Track:
    """A carriageway before it is cut into pieces."""

    street: Street
    carriageway: int
    line: LineString


def place(point: Point) -> tuple[float, float]:
    """Longitude and latitude of a plan point, on paper gently bent so that nothing is quite straight."""
    x, y = point
    east = x + 22 * sin(y / 430 + 0.4) + 9 * sin(x / 190)
    north = y + 18 * sin(x / 510) + 8 * sin(y / 170 + 1)
    return round(east / M_PER_DEGREE_LON, 7), round(north / M_PER_DEGREE_LAT, 7)


def draw_streets(streets: Iterable[Street] = STREETS) -> tuple[Piece, ...]:
    """Every way of the town, in the order of the plan. Streets that meet share the very same point."""
    tracks = _joined(tuple(_tracks(streets)))
    crossings = _crossings(tracks)
    pieces = [piece for track, points in zip(tracks, crossings, strict=True) for piece in _pieces(track, points)]
    return (*pieces, _roundabout(pieces))


def _tracks(streets: Iterable[Street]) -> Iterator[_Track]:
    hole = ShapelyPoint(ROUNDABOUT).buffer(ROUNDABOUT_RADIUS_M, quad_segs=4)
    for street in streets:
        centre = LineString(street.points)
        if street.half_gap is not None:
            # traffic keeps right: the carriageway on the right runs with the line, the other one against it
            yield _Track(street, 0, centre.offset_curve(-street.half_gap))
            yield _Track(street, 1, centre.offset_curve(street.half_gap).reverse())
        elif street.layer == 0 and centre.intersects(hole):
            for part in get_parts(centre.difference(hole)):
                yield _Track(street, 0, part)
        else:
            yield _Track(street, 0, centre)


def _joined(tracks: tuple[_Track, ...]) -> tuple[_Track, ...]:
    """The tracks without the ends that stick out over the street they end on."""
    return tuple(_Track(t.street, t.carriageway, _cut_back(t, tracks)) for t in tracks)


def _cut_back(track: _Track, tracks: tuple[_Track, ...]) -> LineString:
    line = track.line
    measures = sorted(line.project(ShapelyPoint(p)) for other in tracks for p in _meetings(track, other))
    start = next((m for m in measures if m < OVERSHOOT_M), 0.0)
    end = next((m for m in reversed(measures) if m > line.length - OVERSHOOT_M), line.length)
    return substring(line, start, end) if start or end < line.length else line


def _meetings(track: _Track, other: _Track) -> Iterator[Point]:
    """Where two tracks meet on one level; on different levels only where an end stands on an end."""
    if track is other or not track.line.dwithin(other.line, TOUCH_M):
        return
    ends = {each: _ends(each) for each in (track, other)}
    if track.street.layer != other.street.layer:
        yield from (point for point in ends[track] if point in ends[other])
        return
    # an end cut back to a line lies on it but for the last digit, so that nearness must do
    yield from (point for point in ends[track] if other.line.distance(ShapelyPoint(point)) < TOUCH_M)
    yield from (point for point in ends[other] if track.line.distance(ShapelyPoint(point)) < TOUCH_M)
    if track.line.intersects(other.line):
        yield from (_rounded(part.centroid) for part in get_parts(track.line.intersection(other.line)))


def _ends(track: _Track) -> tuple[Point, Point]:
    return _rounded(ShapelyPoint(track.line.coords[0])), _rounded(ShapelyPoint(track.line.coords[-1]))


def _rounded(point: BaseGeometry) -> Point:
    return round(point.x, 2), round(point.y, 2)


def _crossings(tracks: tuple[_Track, ...]) -> list[list[Point]]:
    """For each track the points it shares with others; meetings that all but coincide are one."""
    shared: list[Point] = []
    found: list[list[Point]] = []
    for track in tracks:
        own = []
        for other in tracks:
            for point in _meetings(track, other):
                near = next((p for p in shared if hypot(p[0] - point[0], p[1] - point[1]) < 2 * TOUCH_M), None)
                if near is None:
                    shared.append(point)
                own.append(near or point)
        found.append(own)
    return found


def _pieces(track: _Track, crossings: list[Point]) -> Iterator[Piece]:
    """The track cut where it changes structure and, when long, at crossings, as mappers do."""
    line = track.line
    structures = tuple(_structures(track))
    knots = {round(line.project(ShapelyPoint(point)), 2): point for point in crossings}
    for measure in (bound for start, end, _ in structures for bound in (start, end)):
        knots.setdefault(measure, _rounded(line.interpolate(measure)))
    for corner in (ShapelyPoint(xy) for xy in line.coords):
        measure = round(line.project(corner), 2)
        if all(abs(measure - taken) > 2 * TOUCH_M for taken in knots):  # else it stands on a crossing
            knots[measure] = _rounded(corner)
    stations = sorted(knots)
    cuts = {bound for start, end, _ in structures for bound in (start, end)}
    first = stations[0]
    points = [knots[first]]
    for before, here in pairwise(stations):
        steps = ceil((here - before) / STEP_M)
        points += [_rounded(line.interpolate(before + (here - before) * i / steps)) for i in range(1, steps)]
        points.append(knots[here])
        is_long = here - first > SPLIT_M and knots[here] in crossings
        if here in cuts or is_long or here == stations[-1]:
            middle = (first + here) / 2
            structure = next((kind for start, end, kind in structures if start < middle < end), None)
            yield Piece(track.street, track.carriageway, tuple(points), structure)
            first, points = here, [knots[here]]


def _structures(track: _Track) -> Iterator[tuple[float, float, str]]:
    """From and to measures of bridges and tunnels: over the river, over or under the railway."""
    if track.street.layer:
        yield 0.0, round(track.line.length, 2), "bridge"
        return
    over_rail = "tunnel" if track.street.is_under_rail else "bridge"
    for obstacle, kind in ((LineString(RIVER), "bridge"), (LineString(RAILWAY), over_rail)):
        if not track.line.intersects(obstacle):
            continue
        for point in get_parts(track.line.intersection(obstacle)):
            middle = track.line.project(point)
            yield round(middle - SPAN_M, 2), round(middle + SPAN_M, 2), kind


def _roundabout(pieces: Iterable[Piece]) -> Piece:
    """The circle, driven anticlockwise, with the ends of the streets that meet on it."""
    x0, y0 = ROUNDABOUT
    on_circle = {
        point
        for piece in pieces
        for point in (piece.points[0], piece.points[-1])
        if abs(hypot(point[0] - x0, point[1] - y0) - ROUNDABOUT_RADIUS_M) < 0.5
    }
    angles = [pi / 8 * (2 * i + 1) for i in range(8)]
    corners = {
        (round(x0 + ROUNDABOUT_RADIUS_M * cos(a), 2), round(y0 + ROUNDABOUT_RADIUS_M * sin(a), 2)) for a in angles
    }
    turns = sorted(on_circle | corners, key=lambda p: _turn(p[0] - x0, p[1] - y0))
    street = Street("环岛", None, "residential", ())
    return Piece(street, 0, (*turns, turns[0]), "roundabout")


def _turn(east: float, north: float) -> float:
    """Grows with the angle from east, anticlockwise; no arctangent, which rounds differently by machine."""
    share = north / (abs(east) + abs(north))
    return share if east >= 0 and north >= 0 else 4 + share if east >= 0 else 2 - share
