"""Roads from any vector file geopandas reads; roads join where their points coincide."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer.errors import ExtractError
from gazetteer.text import Sentence
from geodata.crs import WGS84
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

if TYPE_CHECKING:
    import geopandas as gpd

DIGITS = 7  # of a degree: points that agree so far (1 cm) are one
WAY_ID_COLUMNS = ("osm_id", "way_id", "osm_way_id", "id", "@id")
CLASS_COLUMNS = ("highway", "fclass", "class", "type", "road_class")


def read_vectors(path: Path) -> Extract:
    """The extract in a GeoPackage, GeoJSON, Shapefile, FlatGeobuf, …; only the first layer is read.

    Columns are taken for OSM tags; `fclass` or `class` for `highway` where that is missing. Raises `ExtractError`.
    """
    import geopandas as gpd

    try:
        table = gpd.read_file(path)
    except (RuntimeError, ValueError, OSError) as error:  # what GDAL refuses is a RuntimeError
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ExtractError(
            path, f"不是能读的矢量文件（{reason}）。", f"not a vector file that can be read ({reason})."
        ) from error
    problems = []
    if table.crs is None:
        problems.append(
            Sentence("文件没有坐标系，按 WGS84 经纬度读。", "the file has no CRS; taken for WGS84 lon, lat.")
        )
        table = table.set_crs(WGS84)
    elif table.crs.to_epsg() != 4326:
        problems.append(
            Sentence(f"坐标系由 {table.crs.name} 换算。", f"coordinates were converted from {table.crs.name}.")
        )
        table = table.to_crs(WGS84)
    roads, places = _rows(table)
    if not roads:
        raise ExtractError(path, "文件中没有道路。", "no roads in this file.")
    return Extract(
        roads=frame(roads, ROAD_COLUMNS),
        places=frame(places, PLACE_COLUMNS),
        divisions=frame([], DIVISION_COLUMNS),
        attribution=ODBL if "highway" in table.columns else f"{path.stem}",
        source=path.name,
        digest=file_digest(path),
        problems=tuple(problems),
    )


def _rows(table: "gpd.GeoDataFrame") -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Rows of roads and of places."""
    ids = next((column for column in WAY_ID_COLUMNS if column in table.columns), None)
    classes = next((column for column in CLASS_COLUMNS if column in table.columns), None)
    nodes: dict[tuple[float, float], int] = {}
    roads: list[tuple[Any, ...]] = []
    places: list[tuple[Any, ...]] = []
    for number, record in enumerate(table.to_dict("records"), 1):
        shape = record["geometry"]
        if shape is None or shape.is_empty:
            continue
        tags = {key: str(value) for key, value in record.items() if key != "geometry" and _is_said(value)}
        lines = [part for part in shapely.get_parts(shape) if part.geom_type == "LineString"]
        if lines and "highway" not in tags and not place_kind(tags):
            tags["highway"] = tags.get(classes or "", "road")
        if lines and is_road(tags):
            way_id = _way_id(tags, ids, number)
            roads.extend(road_row(way_id, _nodes(line, nodes), tags, shapely.force_2d(line)) for line in lines)
        elif (kind := place_kind(tags)) and (names := name_tags(tags)):
            places.append((kind, names, shapely.force_2d(shape)))
    return roads, places


def _is_said(value: object) -> bool:
    return value is not None and value == value and str(value) != ""


def _way_id(tags: Mapping[str, str], column: str | None, number: int) -> int:
    said = tags.get(column or "", "").rpartition("/")[2]
    return int(said) if said.lstrip("-").isdigit() else number


def _nodes(line: shapely.LineString, nodes: dict[tuple[float, float], int]) -> tuple[int, ...]:
    points = np.round(shapely.get_coordinates(line), DIGITS).tolist()
    return tuple(nodes.setdefault((lon, lat), len(nodes) + 1) for lon, lat in points)
