"""The part of a road that an extent change added or removed: the old line and the new, cut along what they share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from geodata.crs import Plane, length_m, plane_near
from geodata.outcomes import Alignment, Course, Resolution, Resolved

BESIDE_M = 25.0  # lines no farther apart run on one road
SHORTEST_M = 30.0  # less is the inside of a junction, where either line may stop
CARRIAGEWAY_M = 60.0  # pieces no farther apart are carriageways of one stretch


@dataclass(frozen=True, slots=True)
class Stretches:
    """What an extent change did on the ground, each part in the direction its line is described in.

    A road lengthened at both ends has two parts. Their carriageways name no ways: a way may reach beyond a cut.
    """

    added: tuple[Alignment, ...]
    removed: tuple[Alignment, ...]
    kept: tuple[Alignment, ...]  # of the new line, what runs where the old one ran

    @property
    def added_m(self) -> float:
        """Metres added, in all."""
        return sum(part.measured_length_m for part in self.added)

    @property
    def removed_m(self) -> float:
        """Metres removed, in all."""
        return sum(part.measured_length_m for part in self.removed)


def find_stretches(old: Resolution | None, new: Resolution | None) -> Stretches | None:
    """The parts that only the new, only the old and both lines have; None where either was not resolved.

    The lines are cut square across where the other one ends. Where they share nothing each is a part as a whole.
    """
    if not isinstance(old, Resolved) or not isinstance(new, Resolved):
        return None
    before, after = old.alignment, new.alignment
    plane = plane_near(*np.mean([point for course in before.courses for point in course.coordinates], axis=0).tolist())
    added, removed = _parts(plane, after, before), _parts(plane, before, after)
    return Stretches(added, removed, _parts(plane, after, before, shared=True))


def _parts(plane: Plane, line: Alignment, other: Alignment, *, shared: bool = False) -> tuple[Alignment, ...]:
    """The parts of a line that do not run beside the other one, or with `shared` those that do."""
    beside = shapely.union_all([_flat(plane, course) for course in other.courses]).buffer(BESIDE_M, cap_style="flat")
    groups: list[list[LineString]] = []
    for course in line.courses:
        whole = _flat(plane, course)
        for piece in _pieces(whole, whole.intersection(beside) if shared else whole.difference(beside)):
            middle = piece.interpolate(0.5, normalized=True)
            group = next((each for each in groups if each[0].distance(middle) <= CARRIAGEWAY_M), None)
            if group is None:
                groups.append([piece])
            else:
                group.append(piece)
    return tuple(Alignment(tuple(_course(plane, piece) for piece in group)) for group in groups)


def _pieces(course: LineString, cut: BaseGeometry) -> Sequence[LineString]:
    """What is long enough of a course's cut, in the direction and order of the course."""
    lines = [piece for piece in shapely.get_parts(cut) if piece.length >= SHORTEST_M]
    return sorted(lines, key=lambda piece: course.project(shapely.Point(piece.coords[0])))


def _flat(plane: Plane, course: Course) -> LineString:
    return LineString(plane.to_metres(np.array(course.coordinates)))


def _course(plane: Plane, piece: LineString) -> Course:
    lonlat = plane.to_degrees(shapely.get_coordinates(piece))
    points = tuple((round(lon, 7), round(lat, 7)) for lon, lat in lonlat.tolist())
    return Course(points, round(length_m(lonlat), 2))
