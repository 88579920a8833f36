"""`RoadNetwork`: junctions, links and segments of one extract, immutable, with its digest; no files are touched here.

A *link* is part of an OSM way between two nodes where something joins. A *segment* is the road between two
junctions whatever its carriageways: one link, or two one-way links that run abreast. Paths are made of segments.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from geodata.areas import Division
from geodata.carriageways import DraftLink, Traits, close_gaps, ladder, split_ways
from geodata.crs import Floats, Plane, step_lengths_m
from geodata.extracts import Extract
from geodata.junctions import joined_nodes
from geodata.linear import measures, outward_deg

FORMAT = 1
DIVISION = "division"  # the kind of a landmark that is an administrative area
LINK_NUMBERS = ("way_id", "names", "highway", "oneway", "layer", "bridge", "tunnel", "roundabout", "start", "end")


class Link(NamedTuple):
    """One link for those who draw: OSM way, its names (main name first), class and line in lon, lat."""

    way_id: int
    names: tuple[str, ...]
    highway: str
    geometry: LineString


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that an end of a road may refer to; geometry in lon, lat."""

    kind: str
    names: tuple[str, ...]
    geometry: BaseGeometry


@dataclass(frozen=True, eq=False)
class RoadNetwork:
    """The roads of an extract as a graph.

    `arrays` holds, per link, `LINK_NUMBERS` (names and highway as rows of `name_lists` and `highways`), `length_m`,
    `lanes`, `width_m` (NaN: not tagged) and its points in `points[offsets[i]:offsets[i+1]]` (lon, lat); per node
    `junction` (its junction); per segment `segment` (from junction, to junction, first link, second link or -1;
    the first is the one drawn, or driven, from the first junction) and `bearing` (leaving the first and leaving
    the second junction, degrees).
    """

    digest: str
    attribution: str
    source: str
    name_lists: tuple[tuple[str, ...], ...]
    highways: tuple[str, ...]
    places: tuple[Landmark, ...]
    arrays: Mapping[str, NDArray[Any]]

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        points = self.arrays["points"]
        west, south = points.min(axis=0)
        east, north = points.max(axis=0)
        return float(west), float(south), float(east), float(north)

    @cached_property
    def plane(self) -> Plane:
        """The metric plane its geometry work is done in, around the middle of `bounds`."""
        west, south, east, north = self.bounds
        return Plane((west + east) / 2, (south + north) / 2)

    @cached_property
    def divisions(self) -> tuple[Division, ...]:
        """The administrative areas of the extract whose bounds are whole, in their order there."""
        return tuple(Division(place.names, place.geometry) for place in self.places if place.kind == DIVISION)

    @cached_property
    def metres(self) -> Floats:
        """The points of all links in the plane."""
        return self.plane.to_metres(self.arrays["points"])

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links, for drawing."""
        lines = shapely.linestrings(self.arrays["points"], indices=self._owners())
        ways, names, highways = (self.arrays[key].tolist() for key in ("way_id", "names", "highway"))
        return tuple(
            Link(way, self.name_lists[name], self.highways[highway], line)
            for way, name, highway, line in zip(ways, names, highways, lines, strict=True)
        )

    @cached_property
    def metric_lines(self) -> NDArray[np.object_]:
        """All links as lines in the plane."""
        return np.asarray(shapely.linestrings(self.metres, indices=self._owners()))

    def line(self, link: int) -> Floats:
        """A link's points in lon, lat, as drawn in OSM."""
        start, end = self.arrays["offsets"][link : link + 2]
        return np.asarray(self.arrays["points"][start:end])

    def metric_line(self, link: int) -> Floats:
        """A link's points in the plane, as drawn in OSM."""
        start, end = self.arrays["offsets"][link : link + 2]
        return np.asarray(self.metres[start:end])

    def _owners(self) -> NDArray[np.int64]:
        offsets = self.arrays["offsets"]
        return np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))

    def to_bytes(self) -> bytes:
        """The network packed, without pickle; `from_bytes` gives it back."""
        said = {
            "format": FORMAT,
            "digest": self.digest,
            "attribution": self.attribution,
            "source": self.source,
            "name_lists": self.name_lists,
            "highways": self.highways,
            "places": [(each.kind, each.names, shapely.to_wkb(each.geometry, hex=True)) for each in self.places],
        }
        header = np.frombuffer(json.dumps(said, ensure_ascii=False).encode(), dtype=np.uint8)
        stream = BytesIO()
        packed: dict[str, Any] = {"header": header, **self.arrays}
        np.savez_compressed(stream, **packed)
        return stream.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "RoadNetwork":
        """The network that `to_bytes` packed. Raises `ValueError` for anything else."""
        with np.load(BytesIO(data), allow_pickle=False) as packed:
            arrays = {key: packed[key] for key in packed.files}
        said = json.loads(arrays.pop("header").tobytes())
        if said["format"] != FORMAT:
            raise ValueError(f"network format {said['format']}, this program reads {FORMAT}")
        return cls(
            digest=said["digest"],
            attribution=said["attribution"],
            source=said["source"],
            name_lists=tuple(map(tuple, said["name_lists"])),
            highways=tuple(said["highways"]),
            places=tuple(Landmark(kind, tuple(names), shapely.from_wkb(wkb)) for kind, names, wkb in said["places"]),
            arrays=arrays,
        )


def build_network(extract: Extract) -> RoadNetwork:
    """The network of an extract: ways cut at junctions, dead ends closed, twin carriageways made one."""
    roads = extract.roads
    lines = [shapely.get_coordinates(line) for line in roads.geometry]
    every = np.vstack(lines)
    plane = Plane(*((every.min(axis=0) + every.max(axis=0)) / 2).tolist())
    flat = np.split(plane.to_metres(every), np.cumsum([len(line) for line in lines])[:-1])
    traits = [
        Traits(frozenset(names), highway, oneway, roundabout, layer)
        for names, highway, oneway, roundabout, layer in zip(
            roads.names, roads.highway, roads.oneway, roads.roundabout, roads.layer, strict=True
        )
    ]
    drafts, gaps = close_gaps(split_ways(list(roads.nodes), flat), traits)
    drafts, twins = ladder(drafts, traits)
    junction_of = joined_nodes(drafts, traits, [*gaps, *twins])
    arrays, name_lists, highways = _link_arrays(extract, drafts, plane, junction_of)
    arrays |= _segment_arrays(drafts, traits, junction_of)
    places = (*_landmarks(extract), *_divisions(extract))
    return RoadNetwork(extract.digest, extract.attribution, extract.source, name_lists, highways, places, arrays)


def _landmarks(extract: Extract) -> Iterator[Landmark]:
    columns = (extract.places[name] for name in ("kind", "names", "geometry"))
    return (Landmark(kind, tuple(names), geometry) for kind, names, geometry in zip(*columns, strict=True))


def _divisions(extract: Extract) -> Iterator[Landmark]:
    """The administrative areas whose bounds are whole: roads lie in them and end at their bounds."""
    columns = (extract.divisions[name] for name in ("names", "geometry", "complete"))
    return (Landmark(DIVISION, tuple(names), shape) for names, shape, whole in zip(*columns, strict=True) if whole)


def _link_arrays(
    extract: Extract, drafts: Sequence[DraftLink], plane: Plane, junction_of: Mapping[int, int]
) -> tuple[dict[str, NDArray[Any]], tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Arrays of links and nodes, and the tables that `names` and `highway` point into."""
    roads, rows = extract.roads, [draft.row for draft in drafts]
    name_lists, highways = list(dict.fromkeys(roads.names)), list(dict.fromkeys(roads.highway))
    name_row = {names: row for row, names in enumerate(name_lists)}
    highway_row = {highway: row for row, highway in enumerate(highways)}
    nodes = {node: row for row, node in enumerate(junction_of)}
    points = plane.to_degrees(np.vstack([draft.line for draft in drafts]))
    sizes = [len(draft.line) for draft in drafts]
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    steps = np.append(step_lengths_m(points), 0.0)
    steps[offsets[1:] - 1] = 0.0  # from one link's last point to the next link's first
    arrays: dict[str, NDArray[Any]] = {
        "way_id": roads.way_id.to_numpy(np.int64)[rows],
        "names": np.array([name_row[names] for names in roads.names], dtype=np.int32)[rows],
        "highway": np.array([highway_row[highway] for highway in roads.highway], dtype=np.int16)[rows],
        "oneway": roads.oneway.to_numpy(np.int8)[rows],
        "layer": roads.layer.to_numpy(np.int8)[rows],
        "bridge": roads.bridge.to_numpy(bool)[rows],
        "tunnel": roads.tunnel.to_numpy(bool)[rows],
        "roundabout": roads.roundabout.to_numpy(bool)[rows],
        "lanes": roads.lanes.to_numpy(np.float64, na_value=np.nan)[rows],
        "width_m": roads.width_m.to_numpy(np.float64, na_value=np.nan)[rows],
        "start": np.array([nodes[draft.start] for draft in drafts], dtype=np.int32),
        "end": np.array([nodes[draft.end] for draft in drafts], dtype=np.int32),
        "length_m": np.add.reduceat(steps, offsets[:-1]),
        "points": np.round(points, 8),
        "offsets": offsets,
        "junction": np.array(list(junction_of.values()), dtype=np.int32),
    }
    return arrays, tuple(name_lists), tuple(highways)


def _segment_arrays(
    drafts: Sequence[DraftLink], traits: Sequence[Traits], junction_of: Mapping[int, int]
) -> dict[str, NDArray[Any]]:
    """Segments: links between the same two junctions that are twin carriageways go together, others stand alone."""
    between: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        first, second = junction_of[draft.start], junction_of[draft.end]
        if first != second or measures(draft.line)[-1] > 150.0:  # shorter loops are the inside of a junction
            between[min(first, second), max(first, second)].append(index)
    rows, bearings = [], []
    for (first, second), links in between.items():
        while links:
            link = links.pop(0)
            twin = next((other for other in links if _abreast(drafts, traits, junction_of, link, other)), -1)
            if twin >= 0:
                links.remove(twin)
                if _from(drafts[link], traits, junction_of) != first:
                    link, twin = twin, link
            rows.append((first, second, link, twin))
            lines = [_oriented(drafts[each].line, junction_of[drafts[each].start] != first) for each in (link, twin)]
            lines = lines[: 1 if twin < 0 else 2]
            bearings.append([_mean_deg([outward_deg(line[::step]) for line in lines]) for step in (1, -1)])
    return {
        "segment": np.array(rows, dtype=np.int32).reshape(-1, 4),
        "bearing": np.array(bearings, dtype=np.float64).reshape(-1, 2),
    }


def _oriented(line: Floats, backwards: bool) -> Floats:
    return line[::-1] if backwards else line


def _from(draft: DraftLink, traits: Sequence[Traits], junction_of: Mapping[int, int]) -> int:
    """The junction that traffic on a one-way link leaves."""
    return junction_of[draft.start if traits[draft.row].oneway > 0 else draft.end]


def _abreast(
    drafts: Sequence[DraftLink], traits: Sequence[Traits], junction_of: Mapping[int, int], link: int, other: int
) -> bool:
    """Whether two links between the same junctions are carriageways of one road."""
    a, b = drafts[link], drafts[other]
    if junction_of[a.start] == junction_of[a.end] or not traits[a.row].twins(traits[b.row]):
        return False
    if _from(a, traits, junction_of) == _from(b, traits, junction_of):
        return False
    here, there = LineString(a.line), LineString(b.line)
    return bool(here.interpolate(0.5, normalized=True).distance(there) < 60.0)


def _mean_deg(bearings: Sequence[float]) -> float:
    first = bearings[0]
    offsets = [(bearing - first + 180.0) % 360.0 - 180.0 for bearing in bearings]
    return (first + sum(offsets) / len(offsets)) % 360.0
