"""Lines of a vector file that touch without a shared point, joined where that leaves no doubt.

Where lines were simplified or drawn by hand, a road that ends on another has no point in common with it: it would meet
nothing. Its end is given to the other line as a point; a crossing gets a point only in a file that tells bridges,
tunnels or layers, since elsewhere one road may pass over the other, and never on a motorway.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from gazetteer.text import Sentence
from geodata.crs import Floats, Plane
from geodata.extracts import ROAD_COLUMNS

Row = tuple[Any, ...]

TOUCHES_M = 1.0  # an end that lies no farther from a line lies on it
JOINED_NEAR_M = 5.0  # where two lines have a point in common so near, they are joined there already

NEVER_CROSSED = frozenset({"motorway", "motorway_link"})  # on their own level

_HIGHWAY, _NODES, _GEOMETRY = (ROAD_COLUMNS.index(column) for column in ("highway", "nodes", "geometry"))
_LEVEL = [ROAD_COLUMNS.index(column) for column in ("bridge", "tunnel", "layer")]


@dataclass(slots=True)
class _Tally:
    ends: int = 0
    unsure_ends: int = 0
    crossings: int = 0
    unsure_crossings: int = 0

    def said(self) -> Iterator[Sentence]:
        """What was joined, and what was not and how to mend it."""
        if count := self.ends:
            yield Sentence(
                f"{count} 处线端落在另一条线上而无公共点（1 米以内、同一层），已在该处接上。",
                f"{count} line ends lie on another line (within 1 m, on one level) without a shared point; "
                "joined there.",
            )
        if count := self.unsure_ends:
            yield Sentence(
                f"{count} 处线端碰着不止一条线，没有接上。请在该处打断各线，使端点坐标相同。",
                f"{count} line ends touch several lines and were not joined. Split the lines there, at one point.",
            )
        if count := self.crossings:
            yield Sentence(
                f"{count} 处两线同层相交而无公共点，已作路口接上。",
                f"{count} crossings of lines on one level have no shared point; joined there.",
            )
        if count := self.unsure_crossings:
            yield Sentence(
                f"{count} 处两线相交而无公共点，文件也没有 bridge、tunnel、layer 列，按立交读，不成路口。"
                "如是平交，请先在交点打断各线。",
                f"{count} crossings have no shared point and the file has no column bridge, tunnel or layer: "
                "read as one road over the other. Where they meet, split the lines at the crossing first.",
            )


class _Lines:
    """The lines of a file in a plane, and the points they are to be given."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.lonlat = [shapely.get_coordinates(row[_GEOMETRY]) for row in rows]
        every = np.vstack(self.lonlat)
        self.plane = Plane(*((every.min(axis=0) + every.max(axis=0)) / 2).tolist())
        flat = self.plane.to_metres(every)
        owners = np.repeat(np.arange(len(rows)), [len(line) for line in self.lonlat])
        self.lines = shapely.linestrings(flat, indices=owners)
        self.tree = shapely.STRtree(self.lines)
        self.places = dict(zip((node for row in rows for node in row[_NODES]), flat, strict=True))
        self._last: int = max(self.places)
        self.nodes: list[frozenset[int]] = [frozenset(row[_NODES]) for row in rows]
        self.levels = [tuple(row[column] for column in _LEVEL) for row in rows]
        self.tells_levels = any(any(level) for level in self.levels)
        self.new: dict[int, list[tuple[float, int]]] = defaultdict(list)  # row → metres along it, node

    def common_near(self, rows: Sequence[int], spot: Floats, within_m: float) -> bool:
        """Whether lines have a point in common near a spot."""
        common = frozenset.intersection(*(self.nodes[row] for row in rows))
        return any(self._away_m(node, spot) <= within_m for node in common)

    def point_near(self, rows: Sequence[int], spot: Floats) -> int:
        """The point that one of the lines has at a spot, or a new one."""
        for row in rows:
            away = [(self._away_m(node, spot), node) for node in self.nodes[row]]
            if min(away)[0] <= TOUCHES_M:
                return min(away)[1]
        self._last += 1
        node = self._last
        self.places[node] = spot
        return node

    def give(self, row: int, node: int) -> None:
        """Gives a line a point where it lies nearest to it."""
        if node not in self.nodes[row]:
            self.nodes[row] |= {node}
            self.new[row].append((shapely.line_locate_point(self.lines[row], shapely.Point(self.places[node])), node))

    def _away_m(self, node: int, spot: Floats) -> float:
        return float(np.hypot(*(self.places[node] - spot)))

    def whole(self, row: int) -> Row:
        """The row with the points it was given."""
        if row not in self.new:
            return self.rows[row]
        flat = shapely.get_coordinates(self.lines[row])
        along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(flat, axis=0).T)))).tolist()
        own = zip(along, self.rows[row][_NODES], map(tuple, self.lonlat[row].tolist()), strict=True)
        new = [(place or -1.0, node, self._lonlat(node)) for place, node in self.new[row]]  # before the first point: -1
        points = sorted([*own, *new], key=lambda point: point[0])
        made = list(self.rows[row])
        made[_NODES] = tuple(node for _, node, _ in points)
        made[_GEOMETRY] = shapely.LineString([lonlat for _, _, lonlat in points])
        return tuple(made)

    def _lonlat(self, node: int) -> tuple[float, float]:
        (found,) = np.round(self.plane.to_degrees(self.places[node][None]), 9).tolist()
        return found[0], found[1]


def join_touching(rows: Sequence[Row]) -> tuple[list[Row], tuple[Sentence, ...]]:
    """Rows of `roads` whose lines have points in common where they touch, and what is to be said of that.

    No end is moved: the line that another ends on is bent to that end, by no more than a metre.
    """
    lines, tally = _Lines(rows), _Tally()
    _join_ends(lines, tally)
    _join_crossings(lines, tally)
    return [lines.whole(row) for row in range(len(rows))], tuple(tally.said())


def _join_ends(lines: _Lines, tally: _Tally) -> None:
    """Ends that lie on another line of their level."""
    ends: dict[int, list[int]] = defaultdict(list)  # node → the lines that end there
    for row, each in enumerate(lines.rows):
        for node in {each[_NODES][0], each[_NODES][-1]}:
            ends[node].append(row)
    nodes = list(ends)
    spots = shapely.points([lines.places[node] for node in nodes])
    touched: dict[int, list[int]] = defaultdict(list)
    for at, row in lines.tree.query(spots, predicate="dwithin", distance=TOUCHES_M).T.tolist():
        touched[nodes[at]].append(row)
    for node, near in touched.items():
        spot, own = lines.places[node], ends[node]
        levels = {lines.levels[row] for row in own}
        met = [
            row
            for row in near
            if lines.levels[row] in levels
            and not any(lines.common_near((row, one), spot, JOINED_NEAR_M) for one in own)
        ]
        if met and (len(met) == 1 or lines.common_near(met, spot, 2 * TOUCHES_M)):
            tally.ends += 1
            lines.give(met[0], node)
        elif met:
            tally.unsure_ends += 1


def _join_crossings(lines: _Lines, tally: _Tally) -> None:
    """Lines of one level that cross where they have no point in common."""
    for one, other in lines.tree.query(lines.lines, predicate="crosses").T.tolist():
        highways = {lines.rows[one][_HIGHWAY], lines.rows[other][_HIGHWAY]}
        if one >= other or lines.levels[one] != lines.levels[other] or highways & NEVER_CROSSED:
            continue
        for spot in shapely.get_coordinates(shapely.intersection(lines.lines[one], lines.lines[other])):
            if lines.common_near((one, other), spot, JOINED_NEAR_M):
                continue
            if lines.tells_levels:
                tally.crossings += 1
                node = lines.point_near((one, other), spot)
                lines.give(one, node)
                lines.give(other, node)
            else:
                tally.unsure_crossings += 1
