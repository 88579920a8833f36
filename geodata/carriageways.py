"""Draft links, cut where roads join, and the twin carriageways among them laddered together.

A road with two carriageways is drawn in OSM as two one-way lines. Where a street joins only one of them, the
other is cut abreast of it, so that both have the same junctions and make one segment between each two.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.crs import Floats
from geodata.linear import cut, measures, projected

TWIN_REACH_M = 55.0  # carriageways lie no farther apart
NEAR_END_M = 12.0  # a cut nearer than this to an end is that end
OPPOSITE_DEG = 30.0
GAP_M = 8.0  # a dead end this near to another road is a drawing slip

Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
Lines = NDArray[np.object_]
Pair = tuple[int, int, float]  # two node ids that are one junction, and the metres between them


@dataclass(frozen=True, eq=False, slots=True)
class DraftLink:
    """Part of a way between two nodes where something joins; `row` is the way's row in the extract's roads."""

    row: int
    start: int
    end: int
    line: Floats  # metres in the network's plane, drawn as in OSM


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells whether two links can be carriageways of one road."""

    names: frozenset[str]
    highway: str
    oneway: int
    roundabout: bool
    layer: int

    def twins(self, other: "Traits") -> bool:
        """Whether the two can be carriageways of one road, leaving direction aside."""
        if not (self.oneway and other.oneway) or self.roundabout or other.roundabout:
            return False
        # The name often stands on one carriageway only.
        same_name = bool(self.names & other.names) or not self.names or not other.names
        return same_name and self.highway == other.highway and self.layer == other.layer


def split_ways(nodes: Sequence[Sequence[int]], lines: Sequence[Floats]) -> list[DraftLink]:
    """The ways cut at every node that several of them (or one of them twice) pass, in order."""
    uses = Counter(node for way in nodes for node in way)
    links = []
    for row, (way, line) in enumerate(zip(nodes, lines, strict=True)):
        ends = [i for i, node in enumerate(way) if uses[node] > 1 or i in (0, len(way) - 1)]
        for first, last in pairwise(ends):
            links.append(DraftLink(row, way[first], way[last], line[first : last + 1]))
    return links


def ladder(links: list[DraftLink], traits: Sequence[Traits]) -> tuple[list[DraftLink], list[Pair]]:
    """The links with twin carriageways cut abreast of each other's junctions, and the pairs that are one junction."""
    oneway = [i for i, link in enumerate(links) if traits[link.row].oneway and len(link.line) > 1]
    if not oneway:
        return links, []
    lines = np.array([shapely.LineString(links[i].line) for i in oneway])
    signs = np.array([traits[links[i].row].oneway for i in oneway])
    points = shapely.points(np.vstack([links[i].line[[0, -1]] for i in oneway]))
    ends, twins = shapely.STRtree(lines).query(points, predicate="dwithin", distance=TWIN_REACH_M)
    kept = _may_be_twins(links, traits, oneway, ends, twins)
    ends, twins = ends[kept], twins[kept]
    measures_m = shapely.line_locate_point(lines[twins], points[ends])
    abreast = _are_abreast(lines, signs, points, ends, twins, measures_m)
    away_m = shapely.distance(lines[twins], points[ends])
    cuts = _Cuts(links)
    pairs = []
    for row in np.flatnonzero(abreast).tolist():
        link, at = links[oneway[ends[row] // 2]], ends[row] % 2
        cut_node = cuts.node(oneway[twins[row]], float(measures_m[row]))
        pairs.append((link.end if at else link.start, cut_node, float(away_m[row])))
    return cuts.made(), pairs


def _may_be_twins(
    links: Sequence[DraftLink], traits: Sequence[Traits], oneway: Sequence[int], ends: Ints, twins: Ints
) -> Ints:
    """The rows at which the link of an end (`2 * link + 0 or 1`) and the other may be carriageways of one road."""
    chords = np.array([(links[i].line[-1] - links[i].line[0]) * traits[links[i].row].oneway for i in oneway])
    # Cheap first: links that run the same way on the whole are no twins, and most near ones do.
    against = (chords[ends // 2] * chords[twins]).sum(axis=1) <= 0.0
    found = []
    for row in np.flatnonzero(against).tolist():
        link, twin = links[oneway[ends[row] // 2]], links[oneway[twins[row]]]
        node = link.end if ends[row] % 2 else link.start
        if node not in (twin.start, twin.end) and traits[link.row].twins(traits[twin.row]):
            found.append(row)
    return np.array(found, dtype=np.intp)


def _are_abreast(lines: Lines, signs: Ints, points: Lines, ends: Ints, twins: Ints, measures_m: Floats) -> Bools:
    """Whether traffic on a twin beside an end of a link runs the other way, square across from it, row by row."""
    own = lines[ends // 2]
    here = _headings(own, np.where(ends % 2, shapely.length(own), 0.0), signs[ends // 2])
    there = _headings(lines[twins], measures_m, signs[twins])
    feet = shapely.line_interpolate_point(lines[twins], measures_m)
    across = shapely.get_coordinates(feet) - shapely.get_coordinates(points[ends])
    square = _turns(np.degrees(np.arctan2(across[:, 0], across[:, 1])), here)
    opposite = _turns(here, there) >= 180.0 - OPPOSITE_DEG
    return np.asarray(opposite & across.any(axis=1) & (square > 55.0) & (square < 125.0))


def _headings(lines: Lines, measures_m: Floats, signs: Ints) -> Floats:
    """The bearings of traffic at measures along lines, judged over 30 m; `signs`: -1 where driven against the line."""
    lengths_m = shapely.length(lines)
    back, ahead = (
        shapely.get_coordinates(shapely.line_interpolate_point(lines, np.clip(measures_m + off_m, 0.0, lengths_m)))
        for off_m in (-15.0, 15.0)
    )
    east, north = ((ahead - back) * signs[:, None]).T
    return np.asarray(np.degrees(np.arctan2(east, north)))


def _turns(first_deg: Floats, second_deg: Floats) -> Floats:
    return np.asarray(np.abs((second_deg - first_deg + 180.0) % 360.0 - 180.0))


def close_gaps(links: list[DraftLink], traits: Sequence[Traits]) -> tuple[list[DraftLink], list[Pair]]:
    """The links with dead ends joined that stop a few metres short of another road on the same level."""
    degree = Counter(node for link in links for node in (link.start, link.end))
    dead = [(i, at) for i, link in enumerate(links) for at in (0, -1) if degree[(link.start, link.end)[at]] == 1]
    if not dead:
        return links, []
    tree = shapely.STRtree([shapely.LineString(link.line) for link in links])
    points = shapely.points(np.array([links[i].line[at] for i, at in dead]))
    cuts = _Cuts(links)
    pairs = []
    for asked, other in tree.query(points, predicate="dwithin", distance=GAP_M).T:
        index, at = dead[asked]
        link, near = links[index], links[other]
        node = (link.start, link.end)[at]
        if other == index or traits[link.row].layer != traits[near.row].layer:
            continue
        measure_m, away_m = projected(near.line, link.line[at])
        pairs.append((node, cuts.node(int(other), measure_m), away_m))
    return cuts.made(), pairs


class _Cuts:
    """Where links are to be cut, with the ids of the nodes that come to be there."""

    def __init__(self, links: Sequence[DraftLink]) -> None:
        self.links = links
        self.at: dict[int, list[tuple[float, int]]] = defaultdict(list)
        self.ids = count(min(0, *(min(link.start, link.end) for link in links)) - 1, -1)  # below every id there is

    def node(self, index: int, measure_m: float) -> int:
        """The node of a link at a measure: an end or an earlier cut where one is near, else a new one."""
        link = self.links[index]
        if measure_m < NEAR_END_M:
            return link.start
        if measure_m > measures(link.line)[-1] - NEAR_END_M:
            return link.end
        for other_m, known in self.at[index]:
            if abs(other_m - measure_m) < NEAR_END_M:
                return known
        fresh = next(self.ids)
        self.at[index].append((measure_m, fresh))
        return fresh

    def made(self) -> list[DraftLink]:
        """Every link in order, those with cuts in pieces."""
        pieces: list[DraftLink] = []
        for index, link in enumerate(self.links):
            if not self.at.get(index):
                pieces.append(link)
                continue
            stops = [(0.0, link.start), *sorted(self.at[index]), (float(measures(link.line)[-1]), link.end)]
            for (from_m, start), (to_m, end) in pairwise(stops):
                pieces.append(replace(link, start=start, end=end, line=cut(link.line, from_m, to_m)))
        return pieces
