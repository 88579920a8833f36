"""The network as plain lists for path search: what leaves a junction, how long, whither, under which name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.crs import Floats
from geodata.linear import turn_deg
from geodata.names import extended_key, is_number, kin_key, map_keys, name_key, whole_key
from geodata.network import RoadNetwork

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix  # loaded only where distances are asked for

MOTORWAY = 7
CLASS_RANK = {
    "motorway": MOTORWAY,
    "trunk": 6,
    "primary": 5,
    "secondary": 4,
    "tertiary": 3,
    "unclassified": 2,
    "residential": 2,
    "road": 2,
    "living_street": 1,
    "pedestrian": 1,
    "service": 0,
}
STRAIGHT_ON_DEG = 40.0
AROUND_M = 2_000.0  # how far around a place its roads are looked at
SQUARE_M = 500.0  # and how finely places are told apart for that


class Way(NamedTuple):
    """One segment as it leaves a junction; bearings in degrees."""

    segment: int
    other: int  # the junction it leads to
    length_m: float
    leaves_deg: float
    arrives_deg: float


@dataclass(frozen=True, eq=False)
class Graph:
    """A network's segments as lists. Lengths run from the middle of one junction to the middle of the next."""

    network: RoadNetwork
    places: Floats  # of junctions, metres in the plane
    ways: tuple[tuple[Way, ...], ...]  # leaving each junction
    ends: tuple[tuple[int, int], ...]  # junctions of each segment
    length_m: tuple[float, ...]
    keys: tuple[frozenset[str], ...]  # comparison keys of a segment's names
    main_keys: tuple[str, ...]  # the main name's key; "" without a name, a number is not a name
    rank: tuple[int, ...]
    slip: tuple[bool, ...]  # slip roads, *_link

    @cached_property
    def matrix(self) -> "csr_matrix":
        """Junction × junction, the shortest segment's metres between two."""
        from scipy.sparse import csr_matrix

        first, second = np.array(self.ends).T
        size = len(self.places)
        order = np.lexsort((self.length_m, second, first))
        kept = order[np.unique(np.column_stack((first, second))[order], axis=0, return_index=True)[1]]
        lengths = np.maximum(np.array(self.length_m), 0.1)
        return csr_matrix((lengths[kept], (first[kept], second[kept])), shape=(size, size))

    @cached_property
    def by_key(self) -> dict[str, tuple[int, ...]]:
        """Segments bearing a name, by comparison key."""
        found: dict[str, list[int]] = defaultdict(list)
        for segment, keys in enumerate(self.keys):
            for key in keys:
                found[key].append(segment)
        return {key: tuple(segments) for key, segments in found.items()}

    @cached_property
    def inside(self) -> dict[str, frozenset[int]]:
        """The junctions within which a name is borne, by comparison key: of a roundabout, of a short bridge."""
        arrays, found = self.network.arrays, defaultdict[str, set[int]](set)
        first, last = (arrays["junction"][arrays[end]] for end in ("start", "end"))
        for link in np.flatnonzero(first == last).tolist():
            for name in self.network.name_lists[int(arrays["names"][link])]:
                for key in map_keys(name):
                    found[key].add(int(first[link]))
        return {key: frozenset(junctions) for key, junctions in found.items()}

    def whole_of(self, key: str) -> str | None:
        """The key of the road that one of this key is told to be a stretch of: 人民路 of 人民路东段.

        None where the map has the stretch itself, or tells its road by stretches.
        """
        whole = whole_key(key)
        segments = self.by_key.get(whole, ())
        undivided = bool(segments) and all(self.main_keys[each] == whole for each in segments)
        return whole if whole != key and key not in self.by_key and undivided else None

    @cached_property
    def _by_kin(self) -> dict[tuple[str, str], dict[str, set[int]]]:
        """What kindred names share → which part each is → its segments."""
        found: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for segment, key in enumerate(self.main_keys):
            if key and (shared := kin_key(key)) is not None:
                found[shared[:2]][shared[2]].add(segment)
        return found

    @cached_property
    def _kin(self) -> dict[str, frozenset[int]]:
        return {}

    def kin(self, name: str) -> frozenset[int]:
        """Segments of the roads of which one of this name may be another part, 洸河路 of 洸河东路 or 洸河路东延."""
        if name not in self._kin:
            shared = kin_key(name)
            parts = self._by_kin.get(shared[:2], {}) if shared is not None else {}
            others = parts.keys() - {shared[2]} if shared is not None else set[str]()
            extended = self.by_key.get(extended_key(name) or "", ())
            self._kin[name] = frozenset((*extended, *(segment for part in others for segment in parts[part])))
        return self._kin[name]

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Segments by place; a segment is stood for by its first link, in plane metres."""
        return shapely.STRtree(self.lines)

    @cached_property
    def lines(self) -> NDArray[np.object_]:
        """The first link of each segment, in plane metres."""
        return np.asarray(self.network.metric_lines[self.network.arrays["segment"][:, 2]])

    @cached_property
    def middles(self) -> Floats:
        """The middle of each segment, in plane metres."""
        return np.asarray(shapely.get_coordinates(shapely.line_interpolate_point(self.lines, 0.5, normalized=True)))

    @cached_property
    def _road(self) -> tuple[Floats, NDArray[np.intp], NDArray[np.bool_]]:
        """Of each segment its length, class, and whether it bears no name: looked at together."""
        return np.array(self.length_m), np.array(self.rank), np.array([not key for key in self.main_keys])

    @cached_property
    def _nameless(self) -> dict[tuple[int, int, int], float]:
        return {}

    def nameless(self, place: Floats, rank: int) -> float:
        """The share of the roads of a class around a place that bear no name, by length; 0.5 where there are none.

        Judged over `AROUND_M`, and once for all places of a square of `SQUARE_M`.
        """
        square = tuple(np.floor(place / SQUARE_M).astype(int).tolist())
        asked = (square[0], square[1], rank)
        if asked not in self._nameless:
            away = self.middles - (np.array(square) + 0.5) * SQUARE_M
            lengths_m, ranks, bare = self._road
            near = (np.hypot(*away.T) <= AROUND_M) & (ranks == rank)
            whole_m = float(lengths_m[near].sum())
            self._nameless[asked] = float(lengths_m[near & bare].sum()) / whole_m if whole_m else 0.5
        return self._nameless[asked]

    @cached_property
    def _turnings(self) -> dict[tuple[int, int, int], tuple[float, bool]]:
        return {}

    def turning(self, junction: int, came_by: int, goes_by: int) -> tuple[float, bool]:
        """Degrees turned at a junction from one segment into another, and whether a straighter like road is left."""
        asked = (junction, came_by, goes_by)
        if asked not in self._turnings:
            self._turnings[asked] = self._turning(*asked)
        return self._turnings[asked]

    def _turning(self, junction: int, came_by: int, goes_by: int) -> tuple[float, bool]:
        here = self.ways[junction]
        heading = (next(way for way in here if way.segment == came_by).leaves_deg + 180.0) % 360.0
        turned = turn_deg(heading, next(way for way in here if way.segment == goes_by).leaves_deg)
        left = any(
            turn_deg(heading, way.leaves_deg) < turned - 20.0 and self.rank[way.segment] == self.rank[came_by]
            for way in here
            if way.segment not in (came_by, goes_by) and not self.slip[way.segment]
        )
        return turned, left

    def nameless_on(self, way: Way, longest_m: float) -> Iterator[Way]:
        """A way and those that go straight on from it, as long as they bear no name, up to a length."""
        left_m, seen = longest_m, set[int]()
        while not self.main_keys[way.segment] and left_m > 0.0 and way.segment not in seen:
            yield way
            seen.add(way.segment)
            left_m -= way.length_m
            heading = way.arrives_deg
            onward = [
                (turned, each)
                for each in self.ways[way.other]
                if each.segment != way.segment and (turned := turn_deg(heading, each.leaves_deg)) < STRAIGHT_ON_DEG
            ]
            if not onward:
                break
            way = min(onward)[1]

    def junctions(self, segments: Iterable[int]) -> frozenset[int]:
        """The junctions any of the segments touches."""
        return frozenset(junction for segment in segments for junction in self.ends[segment])

    def distances(self, junctions: Iterable[int], limit_m: float) -> Floats:
        """Metres along roads from each junction to the nearest of `junctions`; infinite beyond the limit."""
        from scipy.sparse.csgraph import dijkstra

        sources = sorted(junctions)
        found = dijkstra(self.matrix, directed=False, indices=sources, min_only=True, limit=limit_m)
        return np.asarray(found)


@lru_cache(maxsize=8)
def graph_of(network: RoadNetwork) -> Graph:
    """The graph of a network, made once."""
    arrays = network.arrays
    segment, offsets, metres = arrays["segment"], arrays["offsets"], network.metres
    junction = arrays["junction"]
    places = _middles(junction, arrays["start"], arrays["end"], metres[offsets[:-1]], metres[offsets[1:] - 1])
    first, second, link, twin = segment.T
    lengths = _lengths(network, places)
    tables = [frozenset().union(*map(map_keys, names)) for names in network.name_lists]
    mains = [next((name_key(name) for name in names if not is_number(name)), "") for names in network.name_lists]
    names = arrays["names"]
    keys = [
        tables[a] | tables[b] if b >= 0 else tables[a]
        for a, b in zip(names[link].tolist(), np.where(twin >= 0, names[twin], -1).tolist(), strict=True)
    ]
    ranks = [CLASS_RANK.get(highway.removesuffix("_link"), 0) for highway in network.highways]
    slips = [highway.endswith("_link") for highway in network.highways]
    highway_rows, rings = arrays["highway"][link].tolist(), arrays["roundabout"][link].tolist()
    return Graph(
        network=network,
        places=places,
        ways=_leaving(segment[:, :2], lengths, arrays["bearing"], len(places)),
        ends=tuple(zip(first.tolist(), second.tolist(), strict=True)),
        length_m=tuple(lengths.tolist()),
        keys=tuple(keys),
        main_keys=tuple(mains[row] for row in names[link].tolist()),
        rank=tuple(ranks[row] for row in highway_rows),
        slip=tuple(slips[row] and not ring for row, ring in zip(highway_rows, rings, strict=True)),
    )


def _leaving(ends: NDArray[np.int32], lengths: Floats, bearings: Floats, count: int) -> tuple[tuple[Way, ...], ...]:
    """The ways that leave each junction, in the order of their segments; made of columns, since it is done at start."""
    order = np.argsort(ends.ravel(), kind="stable")
    segments = order // 2  # each stands twice: as it leaves its first junction, and its second
    columns = (
        segments,
        ends[:, ::-1].ravel()[order],
        lengths[segments],
        bearings.ravel()[order],
        (bearings[:, ::-1].ravel()[order] + 180.0) % 360.0,
    )
    ways = list(map(partial(tuple.__new__, Way), zip(*(column.tolist() for column in columns), strict=True)))
    stops = np.concatenate(([0], np.cumsum(np.bincount(ends.ravel(), minlength=count)))).tolist()
    return tuple(tuple(ways[first:last]) for first, last in pairwise(stops))


def _middles(
    junction: NDArray[np.int32], start: NDArray[np.int32], end: NDArray[np.int32], firsts: Floats, lasts: Floats
) -> Floats:
    """The middle of each junction: the mean place of its nodes."""
    node_places = np.zeros((len(junction), 2))
    node_places[start], node_places[end] = firsts, lasts
    sums = np.zeros((int(junction.max()) + 1, 2))
    np.add.at(sums, junction, node_places)
    return np.asarray(sums / np.bincount(junction)[:, None])


def _lengths(network: RoadNetwork, places: Floats) -> Floats:
    """The length of each segment, the mean of its links, from the middle of one junction to the middle of the next."""
    arrays = network.arrays
    segment, bearing = arrays["segment"], np.radians(arrays["bearing"])
    node_places = np.zeros((len(arrays["junction"]), 2))
    node_places[arrays["start"]] = network.metres[arrays["offsets"][:-1]]
    node_places[arrays["end"]] = network.metres[arrays["offsets"][1:] - 1]
    wholes = []
    for link in (segment[:, 2], np.where(segment[:, 3] >= 0, segment[:, 3], segment[:, 2])):
        ahead = arrays["junction"][arrays["start"][link]] == segment[:, 0]
        first = np.where(ahead, arrays["start"][link], arrays["end"][link])
        last = np.where(ahead, arrays["end"][link], arrays["start"][link])
        whole = arrays["length_m"][link].copy()
        for side, node in enumerate((first, last)):
            # What a node lies off its junction's middle counts along the road only: across it carriageways lie apart.
            off = node_places[node] - places[segment[:, side]]
            whole += off[:, 0] * np.sin(bearing[:, side]) + off[:, 1] * np.cos(bearing[:, side])
        wholes.append(whole)
    return np.asarray(np.maximum((wholes[0] + wholes[1]) / 2, 1.0))
