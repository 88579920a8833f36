"""Roads, places and divisions from any vector file geopandas reads; roads join where their points coincide or touch."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import shapely

from gazetteer.errors import ExtractError
from gazetteer.text import Sentence
from geodata.crs import CHINA, WGS84, from_gcj02
from geodata.extracts import (
    DIVISION_COLUMNS,
    ODBL,
    PLACE_COLUMNS,
    ROAD_COLUMNS,
    Extract,
    file_digest,
    frame,
    is_road,
    key_of,
    name_tags,
    place_kind,
    road_row,
)
from geodata.touching import join_touching

if TYPE_CHECKING:
    import geopandas as gpd

Datum = Literal["wgs84", "gcj02"]
Row = tuple[Any, ...]

DIGITS = 7  # of a degree: points that agree so far (1 cm) are one
# What others call the columns that are OSM's tags here; letters small.
COLUMNS = {
    "highway": ("highway", "fclass", "class", "type", "road_class", "道路等级", "等级"),
    "name": ("name", "道路名称", "路名", "名称", "标准名称"),
    "old_name": ("old_name", "曾用名"),
    "width": ("width", "宽度", "路宽"),
}
CLASSES = {"快速路": "trunk", "主干路": "primary", "次干路": "secondary", "支路": "tertiary"}
GEOFABRIK = "fclass"  # the column of the files that Geofabrik makes of OpenStreetMap, which has ways of its own:
ONEWAY = {"F": "yes", "T": "-1", "B": "no"}
FROM_OSM = frozenset({"highway", "osm_id", "osm_way_id", "@id"})
# Formats of several files, and those of them that tell what was read; an index tells nothing.
PARTS = {".shp": (".dbf", ".prj", ".cpg"), ".tab": (".dat", ".map", ".id"), ".mif": (".mid",)}
WAY_ID_COLUMNS = ("osm_id", "way_id", "osm_way_id", "id", "@id")


def read_vectors(path: Path, datum: Datum = "wgs84") -> Extract:
    """The extract in a GeoPackage, GeoJSON, Shapefile, FlatGeobuf, …, all its layers.

    Columns are taken for OSM tags; `COLUMNS` names what stands in for them. Coordinates said to be in GCJ-02 are
    brought to WGS84. Raises `ExtractError`.
    """
    import geopandas as gpd

    try:
        tables = _tables(path)
    except (RuntimeError, ValueError, OSError) as error:  # what GDAL refuses is a RuntimeError
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ExtractError(
            path, f"不是能读的矢量文件（{reason}）。", f"not a vector file that can be read ({reason})."
        ) from error
    tables = [table for table in tables if isinstance(table, gpd.GeoDataFrame) and len(table)]
    problems: dict[Sentence, None] = {}
    rows = _Rows()
    for table in tables:
        rows.take(_in_wgs84(path, table, datum, problems))
    if not rows.roads:
        raise ExtractError(path, "文件中没有道路。", "no roads in this file.")
    roads, joined = join_touching(rows.roads)
    problems |= dict.fromkeys(joined)
    shifted = "（由 GCJ-02 换算 converted from GCJ-02）" if datum == "gcj02" else ""
    from_osm = any(not FROM_OSM.isdisjoint(table.columns) for table in tables)
    return Extract(
        roads=frame(roads, ROAD_COLUMNS),
        places=frame(rows.places, PLACE_COLUMNS),
        divisions=frame(rows.divisions, DIVISION_COLUMNS),
        attribution=(ODBL if from_osm else path.stem) + shifted,
        source=path.name + shifted,
        digest=_digest(path, datum),
        problems=tuple(problems),
    )


def _tables(path: Path) -> list["gpd.GeoDataFrame"]:
    import geopandas as gpd

    if path.suffix.lower() in {".parquet", ".geoparquet"}:  # not every GDAL reads it
        return [gpd.read_parquet(path)]
    return [gpd.read_file(path, layer=layer) for layer in gpd.list_layers(path).name]


def _digest(path: Path, datum: Datum) -> str:
    """The digest of what was read: the same bytes taken for another datum are another extract."""
    beside = [path.with_suffix(ending) for ending in PARTS.get(path.suffix.lower(), ())]
    digests = [file_digest(part) for part in (path, *beside) if part.is_file()]
    digest = digests[0] if len(digests) == 1 else sha256(" ".join(digests).encode()).hexdigest()
    return digest if datum == "wgs84" else sha256(f"{digest} {datum}".encode()).hexdigest()


def _in_wgs84(
    path: Path, table: "gpd.GeoDataFrame", datum: Datum, problems: dict[Sentence, None]
) -> "gpd.GeoDataFrame":
    """The table in lon, lat; what was done to it goes to `problems`."""
    if table.crs is None:
        said = Sentence("文件没有坐标系，按 WGS84 经纬度读。", "the file has no CRS; taken for WGS84 lon, lat.")
        problems[said] = None
        table = table.set_crs(WGS84)
    elif table.crs.to_epsg() != 4326:
        said = Sentence(f"坐标系由 {table.crs.name} 换算。", f"coordinates were converted from {table.crs.name}.")
        problems[said] = None
        table = table.to_crs(WGS84)
    _check_degrees(path, table)
    if datum == "wgs84":
        return table
    west, south, east, north = table.total_bounds
    if not (CHINA[0] <= west <= east <= CHINA[2] and CHINA[1] <= south <= north <= CHINA[3]):
        raise ExtractError(
            path,
            f"坐标不在中国境内（{west:.2f},{south:.2f},{east:.2f},{north:.2f}），不会是 GCJ-02。请去掉 --datum。",
            "its coordinates lie outside China, where there is no GCJ-02. Leave out --datum.",
        )
    problems[Sentence("坐标由 GCJ-02 换算为 WGS84。", "coordinates were converted from GCJ-02 to WGS84.")] = None
    moved = shapely.transform(shapely.force_2d(table.geometry.to_numpy()), from_gcj02)
    return table.set_geometry(moved, crs=WGS84)


def _check_degrees(path: Path, table: "gpd.GeoDataFrame") -> None:
    """Raises `ExtractError` where coordinates are metres of a projection that the file does not name."""
    west, south, east, north = table.total_bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ExtractError(
            path,
            f"坐标（{west:.0f},{south:.0f}）不是经纬度，文件没有写明（或写错了）坐标系。请先写明再载入（代码以实际为准）："
            f"ogr2ogr -a_srs EPSG:32650 {path.stem}-crs.gpkg {path.name}",
            f"its coordinates ({west:.0f},{south:.0f}) are no longitudes and latitudes; their CRS is not named, or a "
            "wrong one. Name it first (with the code it has), as in the command above.",
        )


class _Rows:
    """Rows gathered from table after table, in the order of the column lists."""

    def __init__(self) -> None:
        self.roads: list[Row] = []
        self.places: list[Row] = []
        self.divisions: list[Row] = []
        self._nodes: dict[tuple[float, float], int] = {}
        self._count = 0

    def take(self, table: "gpd.GeoDataFrame") -> None:
        columns = dict(_columns(table))
        ids = next((column for column in WAY_ID_COLUMNS if column in table.columns), None)
        for record in table.to_dict("records"):
            self._count += 1
            shape = record.pop(table.geometry.name)
            if shape is not None and not shape.is_empty:
                tags = {key: str(value) for key, value in record.items() if _is_said(value)}
                stands_in = {tag: tags[column] for tag, column in columns.items() if column in tags}
                if place_kind(tags):
                    stands_in.pop("highway", None)  # the type of a river is no class of road
                tags |= stands_in
                if "highway" in stands_in and (key := key_of(tags["highway"])):
                    tags[key] = tags.pop("highway")
                if columns.get("highway") == GEOFABRIK:
                    tags["oneway"] = ONEWAY.get(tags.get("oneway", ""), "no")
                self._take(tags, shapely.force_2d(shape), _way_id(tags, ids, self._count))

    def _take(self, tags: dict[str, str], shape: shapely.Geometry, way_id: int) -> None:
        lines = [part for part in shapely.get_parts(shape) if part.geom_type == "LineString"]
        level, names = tags.get("admin_level", "").partition(".")[0], name_tags(tags)
        if level.isdigit() and names and not lines and shape.geom_type.endswith("Polygon"):
            self.divisions.append((names, int(level), True, shape))
            return
        if lines and not place_kind(tags):
            highway = tags.get("highway", "road")
            tags["highway"] = CLASSES.get(highway, highway)
        if lines and is_road(tags):
            self.roads.extend(road_row(way_id, self._ids(line), tags, line) for line in lines)
        elif (kind := place_kind(tags)) and names:
            self.places.append((kind, names, shape))

    def _ids(self, line: shapely.LineString) -> tuple[int, ...]:
        points = np.round(shapely.get_coordinates(line), DIGITS).tolist()
        return tuple(self._nodes.setdefault((lon, lat), len(self._nodes) + 1) for lon, lat in points)


def _columns(table: "gpd.GeoDataFrame") -> Iterator[tuple[str, str]]:
    """Tag → the column that stands for it, where it is not called so itself."""
    known = {str(column).lower(): str(column) for column in table.columns}
    for tag, names in COLUMNS.items():
        found = next((known[name] for name in names if name in known), None)
        if found is not None and found != tag:
            yield tag, found


def _is_said(value: object) -> bool:
    return value is not None and value == value and str(value) != ""


def _way_id(tags: Mapping[str, str], column: str | None, number: int) -> int:
    said = tags.get(column or "", "").rpartition("/")[2]
    return int(said) if said.lstrip("-").isdigit() else number
