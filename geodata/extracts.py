"""`Extract`: roads, places and divisions with documented columns, and how map tags become them.

`roads`      way_id, nodes (node ids in drawing order; shared ids are where roads join), names (every name tag and
             ref, main name first), highway, oneway (1 along the drawing, -1 against, 0 both), bridge, tunnel,
             roundabout, layer, lanes, width_m (None: not tagged), geometry (LineString)
`places`     kind (river, water, railway, peak, park, compound, school, gate, bridge, village, station, landmark),
             names, geometry (point, line or polygon)
`divisions`  names, admin_level, complete (False: members are missing, the geometry is what is there), geometry
All geometry is WGS84 lon, lat.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import cos, pi, radians
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shapely import transform
from shapely.geometry import LineString, Polygon

from gazetteer.text import Sentence
from geodata.crs import WGS84

if TYPE_CHECKING:
    import geopandas as gpd  # takes half a second to load; networks that are kept do without

NAME_TAGS = (
    "name",
    "name:zh",
    "name:zh-Hans",
    "official_name",
    "alt_name",
    "loc_name",
    "old_name",
    "bridge:name",
    "int_name",
    "ref",
    "old_ref",
)
FOOT = frozenset({"footway", "path", "steps", "cycleway", "bridleway", "track"})
NO_ROAD = frozenset(
    {"bus_stop", "platform", "corridor", "elevator", "rest_area", "services", "escape", "raceway", "no"}
)
NAMED_ONLY = FOOT | {"proposed"}  # roads only where they are named
PLANNED = frozenset({"construction", "proposed"})  # the class such a road will have stands under that very key
NO = frozenset({"no", "false", "f", "0"})
RING_M = 600.0  # a roundabout is no longer
ROUND = 0.85  # of the area of a circle as long
ODBL = "© OpenStreetMap contributors, ODbL"

ROAD_COLUMNS = (
    "way_id",
    "nodes",
    "names",
    "highway",
    "oneway",
    "bridge",
    "tunnel",
    "roundabout",
    "layer",
    "lanes",
    "width_m",
    "geometry",
)
PLACE_COLUMNS = ("kind", "names", "geometry")
DIVISION_COLUMNS = ("names", "admin_level", "complete", "geometry")


@dataclass(frozen=True, eq=False)
class Extract:
    """What one file holds. `digest` is the SHA-256 of its bytes; `problems` say what was incomplete."""

    roads: "gpd.GeoDataFrame"
    places: "gpd.GeoDataFrame"
    divisions: "gpd.GeoDataFrame"
    attribution: str
    source: str
    digest: str
    problems: tuple[Sentence, ...] = ()


def frame(rows: list[tuple[Any, ...]], columns: tuple[str, ...]) -> "gpd.GeoDataFrame":
    """Rows, in the order of `columns`, as a frame in lon, lat."""
    import geopandas as gpd

    values = {column: [row[index] for row in rows] for index, column in enumerate(columns)}
    return gpd.GeoDataFrame(values, geometry="geometry", crs=WGS84)


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        running = sha256()
        while block := stream.read(1 << 20):
            running.update(block)
    return running.hexdigest()


def is_road(tags: Mapping[str, str]) -> bool:
    """Whether a way is a road that may bear a name: foot ways, and what is only proposed, where they are named."""
    highway = tags.get("highway")
    if highway is None or highway in NO_ROAD or tags.get("area") == "yes":
        return False
    return highway not in NAMED_ONLY or "name" in tags


def name_tags(tags: Mapping[str, str]) -> tuple[str, ...]:
    """All names and refs, main name first, each once; several in one tag are parted at `;`."""
    parts = (part.strip() for key in NAME_TAGS for part in tags.get(key, "").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def road_row(way_id: int, nodes: tuple[int, ...], tags: Mapping[str, str], line: LineString) -> tuple[Any, ...]:
    """One row of `roads`, in the order of `ROAD_COLUMNS`."""
    oneway = _oneway(tags)
    roundabout = tags.get("junction") in {"roundabout", "circular"} or (oneway == 1 and _is_round(nodes, line))
    highway = tags["highway"]
    if highway in PLANNED:
        highway = tags.get(highway, "road")
    return (
        way_id,
        nodes,
        name_tags(tags),
        highway,
        1 if roundabout and "oneway" not in tags else oneway,
        tags.get("bridge", "no").lower() not in NO,
        tags.get("tunnel", "no").lower() not in NO,
        roundabout,
        int(_number(tags.get("layer")) or 0),
        _number(tags.get("lanes")),
        _number(tags.get("width")),
        line,
    )


def _oneway(tags: Mapping[str, str]) -> int:
    said = tags.get("oneway", "").lower()
    if said in {"yes", "true", "1"}:
        return 1
    if said in {"-1", "reverse"}:
        return -1
    return 1 if not said and tags["highway"] == "motorway" else 0


def _is_round(nodes: tuple[int, ...], line: LineString) -> bool:
    """Whether a way is a small circle: a roundabout, though it be not tagged one."""
    if nodes[0] != nodes[-1] or len(nodes) < 5:
        return False
    lat = line.coords[0][1]
    ring = transform(line, lambda xy: (xy - line.coords[0]) * 111_320.0 * (cos(radians(lat)), 1.0))
    return bool(ring.length <= RING_M and 4.0 * pi * Polygon(ring).area > ROUND * ring.length**2)


def _number(text: str | None) -> float | None:
    found = re.match(r"-?\d+(\.\d+)?", text or "")
    return float(found[0]) if found else None


def key_of(value: str) -> str | None:
    """The key of a place under which OSM would tell a value (river: waterway); None for any class of road."""
    return next((key for key, kinds in _KINDS.items() if value in kinds and value not in _ROADS), None)


def place_kind(tags: Mapping[str, str]) -> str | None:
    """The kind of place an end of a road may refer to; None for anything else."""
    for key, kinds in _KINDS.items():
        value = tags.get(key)
        if value is not None and (kind := kinds.get(value, kinds.get("*"))) is not None:
            return kind
    return None


_ROADS = frozenset({"residential", "service"})  # ways are called so too
_KINDS: dict[str, dict[str, str]] = {
    "waterway": {"river": "river", "stream": "river", "canal": "river", "drain": "river", "ditch": "river"},
    "railway": {"rail": "railway", "station": "station", "halt": "station", "light_rail": "railway"},
    "natural": {"water": "water", "peak": "peak", "ridge": "peak", "hill": "peak", "spring": "landmark"},
    "barrier": {"gate": "gate", "lift_gate": "gate", "entrance": "gate"},
    "entrance": {"main": "gate"},
    "man_made": {"bridge": "bridge"},
    "place": {"village": "village", "hamlet": "village", "town": "village", "suburb": "village", "*": "village"},
    "leisure": {"park": "park", "garden": "park", "nature_reserve": "park", "stadium": "compound"},
    "amenity": {
        "school": "school",
        "kindergarten": "school",
        "university": "school",
        "college": "school",
        "*": "landmark",
    },
    "landuse": {"residential": "compound", "industrial": "compound", "commercial": "compound", "military": "compound"},
    "tourism": {"*": "landmark"},
    "historic": {"*": "landmark"},
    "office": {"*": "landmark"},
    "building": {"*": "landmark"},
    "public_transport": {"station": "station"},
}
