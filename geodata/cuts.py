"""A city cut out of a province's file: what lies within its bounds, whole ways, its divisions with all their bounds.

The file is gone through as it lies on disk, several times; only the places of its nodes are held in memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import osmium

from gazetteer.errors import ExtractError
from geodata.extracts import ODBL, name_tags, place_kind
from geodata.osm import ENDINGS, attribution_of, is_osm, osm_file

Box = tuple[float, float, float, float]  # west, south, east, north in degrees

# Not flex_mem: it doubles what it holds whenever it grows.
LOCATIONS = "sparse_mmap_array"
WHOLE_FROM_LEVEL = 5  # divisions from a city down are kept with their whole bounds; a province's would add nothing
BESIDE_DEG = 0.01  # roads that mark a boundary run beside it


@dataclass(frozen=True, slots=True)
class Cut:
    """What was written: within which bounds, and how much."""

    bounds: Box
    nodes: int
    ways: int
    relations: int


def cut(path: Path, where: Box | str, out: Path) -> Cut:
    """Writes to `out` what a file holds within bounds, or within those of an administrative area it knows by name.

    Raises `ExtractError`.
    """
    _demand(path, out)
    try:
        bounds = where if not isinstance(where, str) else _bounds_of(path, where)
        tracker = osmium.IdTracker()
        ways = _take_inside(path, bounds, tracker)
        if not ways:
            raise ExtractError(path, "范围内没有线。", "there are no ways within the bounds.")
        _take_relations(path, ways, where if isinstance(where, str) else None, tracker)
        return _write(path, bounds, tracker, out)
    except (RuntimeError, ValueError, OSError) as error:
        raise ExtractError(path, f"无法裁剪（{error}）。", f"cannot be cut ({error}).") from error


def _demand(path: Path, out: Path) -> None:
    """Raises `ExtractError` where the one file is not there or not OSM's, or the other cannot be written."""
    if not path.is_file():
        raise ExtractError(path, "没有这个文件。", "there is no such file.")
    if not is_osm(path) or attribution_of(path) != ODBL:
        raise ExtractError(path, "只裁剪 OSM 的路网文件。", "only OSM's own extracts are cut.")
    if not out.name.endswith(ENDINGS) or not out.parent.is_dir() or out.resolve() == path.resolve():
        endings = " ".join(ENDINGS)
        raise ExtractError(out, f"不能写成这个文件。可写 {endings}。", f"cannot be written; endings: {endings}.")


def _passing(path: Path, *kinds: Any) -> Any:
    """The things of a file of some kinds, one after the other; pyosmium carries no types."""
    return osmium.FileProcessor(osm_file(path), *kinds)


def _bounds_of(path: Path, name: str) -> Box:
    """The bounds of the one administrative area a file knows by a name."""
    found = [
        (relation.id, [member.ref for member in relation.members if member.type == "w"])
        for relation in _passing(path, osmium.osm.RELATION)
        if relation.tags.get("boundary") == "administrative" and name in name_tags(dict(relation.tags))
    ]
    if len(found) != 1:
        listed = "、".join(str(relation_id) for relation_id, _ in found) or "0"
        raise ExtractError(
            path,
            f"文件中叫“{name}”的行政区不止一个或没有（{listed}）。请用 --bbox。",
            f"not exactly one administrative area of this file is called {name!r} ({listed}). Use --bbox.",
        )
    ways = _passing(path, osmium.osm.WAY).with_filter(osmium.filter.IdFilter(found[0][1]))
    refs = {node.ref for way in ways for node in way.nodes}
    nodes = _passing(path, osmium.osm.NODE).with_filter(osmium.filter.IdFilter(refs))
    places = np.array([(node.location.lon, node.location.lat) for node in nodes if node.location.valid()])
    if not len(places):
        raise ExtractError(path, f"文件中没有“{name}”的界线。", f"this file lacks the boundary of {name!r}.")
    (west, south), (east, north) = places.min(axis=0) - BESIDE_DEG, places.max(axis=0) + BESIDE_DEG
    return float(west), float(south), float(east), float(north)


def _take_inside(path: Path, bounds: Box, tracker: Any) -> set[int]:
    """Marks the ways with a node within bounds, with all their nodes, and tagged nodes; the ids of the ways."""
    west, south, east, north = bounds
    wkb = osmium.geom.WKBFactory()
    untagged: Any = osmium.filter.EmptyTagFilter()
    untagged.enable_for(osmium.osm.NODE)
    ways: set[int] = set()
    for thing in _passing(path, osmium.osm.NODE | osmium.osm.WAY).with_locations(LOCATIONS).with_filter(untagged):
        if isinstance(thing, osmium.osm.Way):
            places = _places(thing, wkb)
            inside = (places >= (west, south)) & (places <= (east, north))
            if inside.all(axis=1).any():
                ways.add(thing.id)
                tracker.add_way(thing.id)
                tracker.add_references(thing)
        elif west <= thing.location.lon <= east and south <= thing.location.lat <= north:
            tracker.add_node(thing.id)
    return ways


def _places(way: Any, wkb: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """(n, 2) lon, lat of a way's nodes, without those that the file lacks."""
    try:
        return np.frombuffer(bytes.fromhex(wkb.create_linestring(way)), offset=9).reshape(-1, 2)
    except (RuntimeError, ValueError):  # a node is missing, or all lie at one place
        known = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
        return np.array(known, dtype=np.float64).reshape(-1, 2)


def _take_relations(path: Path, ways: set[int], area: str | None, tracker: Any) -> None:
    """Marks divisions and places that have a way within bounds; of divisions all the ways."""
    more: set[int] = set()
    for relation in _passing(path, osmium.osm.RELATION):
        members = {member.ref for member in relation.members if member.type == "w"}
        tags = dict(relation.tags)
        if members.isdisjoint(ways) and area not in name_tags(tags):
            continue
        level = tags.get("admin_level", "")
        if tags.get("boundary") == "administrative" and level.isdigit():
            tracker.add_relation(relation.id)
            if int(level) >= WHOLE_FROM_LEVEL or area in name_tags(tags):
                more |= members - ways
        elif place_kind(tags):
            tracker.add_relation(relation.id)
    if more:
        for way in _passing(path, osmium.osm.WAY).with_filter(osmium.filter.IdFilter(more)):
            tracker.add_way(way.id)
            tracker.add_references(way)


def _write(path: Path, bounds: Box, tracker: Any, out: Path) -> Cut:
    """Writes what is marked, in the order of the file; whole or not at all."""
    draft = out.with_name(f".part.{out.name}")
    counts = dict.fromkeys("nwr", 0)
    try:
        with osmium.SimpleWriter(str(draft), overwrite=True) as writer:
            for thing in _marked(path, tracker):
                counts[thing.type_str()] += 1
                writer.add(thing)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    return Cut(bounds, counts["n"], counts["w"], counts["r"])


def _marked(path: Path, tracker: Any) -> Iterator[Any]:
    yield from _passing(path).with_filter(tracker.id_filter())
