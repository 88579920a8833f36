"""An extract read from a file: OpenStreetMap's own formats here, all others by `vectors`."""

import bz2
import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import osmium
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import ExtractError
from gazetteer.text import Sentence
from geodata.extracts import (
    DIVISION_COLUMNS,
    ODBL,
    PLACE_COLUMNS,
    ROAD_COLUMNS,
    Extract,
    file_digest,
    frame,
    is_road,
    name_tags,
    place_kind,
    road_row,
)
from geodata.vectors import Datum, read_vectors

__all__ = [
    "DIVISION_COLUMNS",
    "ENDINGS",
    "PLACE_COLUMNS",
    "ROAD_COLUMNS",
    "Extract",
    "attribution_of",
    "is_osm",
    "osm_file",
    "read_extract",
    "road_row",
]

ENDINGS = (".osm", ".osm.gz", ".osm.bz2", ".osm.pbf")
# Of what a name may end with, what osmium calls the format.
_FORMATS = {".osm": "osm", ".osm.gz": "osm.gz", ".osm.bz2": "osm.bz2", ".pbf": "pbf"}


def is_osm(path: Path) -> bool:
    """Whether a file is in one of OpenStreetMap's own formats, by the end of its name, small or not."""
    return path.name.lower().endswith(tuple(_FORMATS))


def osm_file(path: Path) -> osmium.io.File:
    """A file in one of OpenStreetMap's own formats, to be read."""
    kind = next(kind for ending, kind in _FORMATS.items() if path.name.lower().endswith(ending))
    return osmium.io.File(str(path), kind)


def read_extract(path: Path, datum: Datum = "wgs84") -> Extract:
    """The extract in a .osm, .osm.gz, .osm.bz2 or .osm.pbf file, or in any vector file geopandas reads.

    `datum`: what the coordinates of a vector file are in; OSM's own are always WGS84.
    Raises `ExtractError` for a missing, foreign or broken file and for one without roads.
    """
    if not path.is_file():
        raise ExtractError(path, "没有这个文件。", "there is no such file.")
    if not is_osm(path):
        return read_vectors(path, datum)
    if datum != "wgs84":
        raise ExtractError(
            path, "OSM 的坐标都是 WGS84。请去掉 --datum。", "OSM's coordinates are WGS84. Leave out --datum."
        )
    try:
        found = _Found.read(path)
        attribution = attribution_of(path)
    except (RuntimeError, ValueError, OSError, EOFError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ExtractError(path, f"文件损坏或不完整（{reason}）。请重新下载。", f"broken file ({reason}).") from error
    if not found.roads:
        raise ExtractError(path, "文件中没有道路。", "no roads in this file.")
    return Extract(
        roads=frame(found.roads, ROAD_COLUMNS),
        places=frame(found.places, PLACE_COLUMNS),
        divisions=frame(found.divisions, DIVISION_COLUMNS),
        attribution=attribution,
        source=path.name,
        digest=file_digest(path),
        problems=tuple(found.problems()),
    )


def attribution_of(path: Path) -> str:
    """What an XML file's first element says of its copyright; OpenStreetMap's line where it says nothing else."""
    if path.suffix.lower() == ".pbf":
        return ODBL
    unpacked: Mapping[str, Callable[..., Any]] = {".gz": gzip.open, ".bz2": bz2.open}
    with unpacked.get(path.suffix.lower(), Path.open)(path, "rb") as stream:
        root = stream.read(4096).decode("utf-8", "replace")
    said = re.search(r"<osm\b[^>]*?\bcopyright=[\"']([^\"']+)", root)
    if said is None or "OpenStreetMap" in said[1]:
        return ODBL
    return said[1]


class _Found:
    """Rows gathered while the file passes by, in the order of the column lists."""

    def __init__(self) -> None:
        self.roads: list[tuple[Any, ...]] = []
        self.places: list[tuple[Any, ...]] = []
        self.divisions: list[tuple[Any, ...]] = []
        self.nodeless_ways = 0
        self.broken_divisions: list[str] = []

    @classmethod
    def read(cls, path: Path) -> "_Found":
        found = cls()
        relations = [relation for relation in _relations(path) if relation.wanted]
        members: dict[int, list[tuple[float, float]]] = {way: [] for each in relations for way in each.ways}
        open_file: Any = osmium.FileProcessor  # its with_locations carries no types
        for thing in open_file(osm_file(path)).with_locations():
            if isinstance(thing, osmium.osm.Node):
                if len(thing.tags):
                    found.take_node(dict(thing.tags), thing.location)
            elif isinstance(thing, osmium.osm.Way) and (len(thing.tags) or thing.id in members):
                found.take_way(thing, members)
        for relation in relations:
            found.take_relation(relation, members)
        return found

    def take_node(self, tags: Mapping[str, str], location: osmium.osm.Location) -> None:
        kind = place_kind(tags)
        if kind and location.valid():
            names = name_tags(tags)
            if names or kind == "gate":
                self.places.append((kind, names, Point(location.lon, location.lat)))

    def take_way(self, way: osmium.osm.Way, members: dict[int, list[tuple[float, float]]]) -> None:
        nodes = [(node.ref, node.lon, node.lat) for node in way.nodes if node.location.valid()]
        if len(nodes) < len(way.nodes):
            self.nodeless_ways += 1
        # Consecutive twice the same node would be a link of no length.
        nodes = [node for index, node in enumerate(nodes) if not index or node[0] != nodes[index - 1][0]]
        if len(nodes) < 2:
            return
        points = [(lon, lat) for _, lon, lat in nodes]
        if way.id in members:
            members[way.id] = points
        tags = dict(way.tags)
        if is_road(tags):
            ids = tuple(ref for ref, _, _ in nodes)
            self.roads.append(road_row(way.id, ids, tags, LineString(points)))
        elif (kind := place_kind(tags)) and (names := name_tags(tags)):
            closed = len(points) > 3 and points[0] == points[-1] and kind not in {"river", "railway"}
            self.places.append((kind, names, shapely.Polygon(points) if closed else LineString(points)))

    def take_relation(self, relation: "_Relation", members: Mapping[int, list[tuple[float, float]]]) -> None:
        lines = [LineString(members[way]) for way in relation.ways if members[way]]
        if not lines:
            if relation.division:
                self.broken_divisions.append(relation.names[0])
            return
        rings = shapely.get_parts(shapely.polygonize(lines))
        complete = len(lines) == len(relation.ways) and len(rings) > 0
        shape: BaseGeometry = shapely.union_all(rings) if complete else shapely.union_all(lines)
        if relation.division:
            self.divisions.append((relation.names, relation.admin_level, complete, shape))
            if not complete:
                self.broken_divisions.append(relation.names[0])
        else:
            self.places.append((relation.kind, relation.names, shape))

    def problems(self) -> Iterator[Sentence]:
        if self.nodeless_ways:
            count = self.nodeless_ways
            yield Sentence(f"{count} 条线缺少部分节点，已按现有节点读入。", f"{count} ways lack some of their nodes.")
        if self.broken_divisions:
            some = self.broken_divisions[:5]
            yield Sentence(
                f"行政区界线不完整：{'、'.join(some)}。",
                f"administrative boundaries are incomplete: {', '.join(some)}.",
            )


@dataclass(frozen=True, slots=True)
class _Relation:
    """A relation worth keeping: a division, or a named place made of several ways."""

    names: tuple[str, ...]
    kind: str | None
    admin_level: int | None
    ways: tuple[int, ...]

    @property
    def division(self) -> bool:
        return self.admin_level is not None

    @property
    def wanted(self) -> bool:
        return bool(self.names and self.ways and (self.kind or self.division))


def _relations(path: Path) -> Iterator[_Relation]:
    for thing in osmium.FileProcessor(osm_file(path), osmium.osm.RELATION):
        if not isinstance(thing, osmium.osm.Relation):
            continue
        tags = dict(thing.tags)
        level = tags.get("admin_level", "")
        division = tags.get("boundary") == "administrative" and level.isdigit()
        if not division and tags.get("type") not in {"multipolygon", "waterway", "site"}:
            continue
        ways = tuple(member.ref for member in thing.members if member.type == "w" and member.role != "inner")
        yield _Relation(name_tags(tags), place_kind(tags), int(level) if division else None, ways)
