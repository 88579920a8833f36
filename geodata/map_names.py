"""`MapNames`: what a network calls its ways, and where."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import inf

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from geodata.names import is_number, map_keys, name_key
from geodata.network import RoadNetwork
from geodata.outcomes import Alignment, Coordinate

UNDER_M = 15.0  # a way no farther from a line lies under it
NAMED_SHARE = 0.5  # of a line: with less the name differs, with more only where it ends


class MapNames:
    """What a network calls its ways, and where."""

    def __init__(self, network: RoadNetwork) -> None:
        self.network = network
        self.lists = defaultdict[str, list[int]](list)  # key of a name → the name lists that have it
        for number, names in enumerate(network.name_lists):
            for key in sorted(frozenset[str]().union(*map(map_keys, names))):
                self.lists[key].append(number)

    def rows(self, name: str) -> list[int]:
        """The links that bear a name."""
        lists = self.lists.get(name_key(name), [])
        found: list[int] = np.flatnonzero(np.isin(self.network.arrays["names"], lists)).tolist()
        return found

    def is_near(self, name: str, place: Coordinate, within_m: float) -> bool:
        """Whether a way that bears a name is no farther than so many metres from a place."""
        spot = shapely.Point(self.network.plane.to_metres(np.array([place]))[0])
        return any(
            shapely.LineString(self.network.metric_line(row)).distance(spot) <= within_m for row in self.rows(name)
        )

    def share(self, name: str, line: Alignment) -> float:
        """The share of a line under which the ways bear a name."""
        named = self._lines(self.rows(name)).buffer(UNDER_M)
        # Course by course: where one carriageway serves both, each runs on it.
        courses = shapely.get_parts(self._flat(line))
        bare_m = sum(course.difference(named).length for course in courses)
        return 1.0 - float(bare_m / max(sum(course.length for course in courses), 1.0))

    def under(self, line: Alignment, but: str = "") -> str | None:
        """The name most of a line has on the map `but` for one, if it has any at all; numbers are no names."""
        arrays, flat, metres = self.network.arrays, self._flat(line).buffer(UNDER_M), dict[str, float]()
        for row in np.flatnonzero(np.isin(arrays["way_id"], line.way_ids)).tolist():
            names = [each for each in self.network.name_lists[int(arrays["names"][row])] if not is_number(each)]
            if names and not any(name_key(but) in map_keys(each) for each in names):
                length_m = float(self._lines([row]).intersection(flat).length)
                metres[names[0]] = metres.get(names[0], 0.0) + length_m
        return max(metres, key=lambda each: (metres[each], each)) if metres else None

    def off_ends(self, name: str, line: Alignment) -> Iterator[tuple[float, Coordinate, bool]]:
        """At either end: metres by which the name stops short of it or goes on beyond (True), and the end."""
        named = self._lines(self.rows(name))
        flat, bare = self._flat(line), self._flat(line).difference(named.buffer(UNDER_M))
        outside = named.difference(flat.buffer(2 * UNDER_M))
        course = line.courses[0].coordinates
        spots = [shapely.Point(spot) for spot in self.network.plane.to_metres(np.array([course[0], course[-1]]))]
        for place, spot in zip((course[0], course[-1]), spots, strict=True):
            for shape, beyond, lost_m in ((bare, False, UNDER_M), (outside, True, 2 * UNDER_M)):
                far_m = reach_m(shapely.get_parts(shape).tolist(), spot, 3 * UNDER_M)
                yield far_m + lost_m if far_m else 0.0, place, beyond

    def _flat(self, line: Alignment) -> BaseGeometry:
        plane = self.network.plane
        return MultiLineString([plane.to_metres(np.array(course.coordinates)) for course in line.courses])

    def _lines(self, rows: Sequence[int]) -> BaseGeometry:
        return MultiLineString([self.network.metric_line(row) for row in rows])


def reach_m(lines: Sequence[LineString], spot: shapely.Point, within_m: float) -> float:
    """How far one comes along lines that hang together, begun with those no farther than so much from a spot."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    lines = [line for line in lines if not line.is_empty]
    begun = [row for row, line in enumerate(lines) if line.distance(spot) <= within_m]
    if not begun:
        return 0.0
    tips = np.array([[line.coords[0][:2], line.coords[-1][:2]] for line in lines]).round(2)
    spots, places = np.unique(tips.reshape(-1, 2), axis=0, return_inverse=True)
    ends = places.reshape(-1, 2)
    near = np.hypot(*(tips[begun] - (spot.x, spot.y)).T).argmin(axis=0)
    length_m: dict[tuple[int, int], float] = {}  # of two lines between the same spots the shorter
    for (first, last), line in zip(ends.tolist(), lines, strict=True):
        length_m[first, last] = min(line.length, length_m.get((first, last), inf))
    rows, columns = zip(*length_m, strict=True)
    ways = csr_matrix((list(length_m.values()), (rows, columns)), shape=(len(spots), len(spots)))
    far_m = dijkstra(ways, directed=False, indices=ends[begun, near], min_only=True)
    return float(far_m[np.isfinite(far_m)].max())


def middle(line: Alignment) -> Coordinate:
    """The middle of the first carriageway."""
    lonlat = LineString(line.courses[0].coordinates).interpolate(0.5, normalized=True)
    return round(lonlat.x, 7), round(lonlat.y, 7)
