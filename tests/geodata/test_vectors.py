"""Vector files as they are found: Geofabrik's columns, columns of truths, shapefiles, circles, GeoParquet."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import LineString

from geodata.crs import Plane
from geodata.osm import read_extract


def test_geoparquet_is_read(tmp_path: Path) -> None:
    line = LineString([(117, 36.6), (117.01, 36.6)])
    frame = gpd.GeoDataFrame({"name": ["人民路"], "highway": ["primary"]}, geometry=[line], crs=4326)
    frame.to_parquet(path := tmp_path / "roads.parquet")
    assert list(read_extract(path).roads["names"]) == [("人民路",)]


@pytest.fixture
def geofabrik(tmp_path: Path) -> Path:
    """Layers as Geofabrik makes them of OpenStreetMap: a dual avenue, a road over a river, a line of rails."""
    path = tmp_path / "region.gpkg"
    ways = {
        "osm_id": ["5", "6", "7"],
        "fclass": ["primary", "primary", "secondary"],
        "name": ["人民路", "人民路", "建设路"],
        "oneway": ["F", "T", "B"],
        "bridge": ["F", "F", "T"],
        "tunnel": ["F", "F", "F"],
    }
    lines = [[(0, 0), (1, 0)], [(0, 0.02), (1, 0.02)], [(1, 0), (1, 1)]]
    waters = {"osm_id": ["8", "9"], "fclass": ["river", "rail"], "name": ["样例河", "京样线"]}
    others = [[(0, 2), (2, 2)], [(0, 3), (2, 3)]]
    for layer, columns, drawn in (("roads", ways, lines), ("others", waters, others)):
        shapes = [LineString([(117 + x / 100, 36.6 + y / 100) for x, y in line]) for line in drawn]
        gpd.GeoDataFrame(columns, geometry=shapes, crs=4326).to_file(path, layer=layer)
    return path


def test_geofabriks_columns_are_understood(geofabrik: Path) -> None:
    extract = read_extract(geofabrik)
    roads = extract.roads
    assert list(roads.way_id) == [5, 6, 7]
    assert list(roads.oneway) == [1, -1, 0]
    assert (list(roads.bridge), list(roads.tunnel)) == ([False, False, True], [False] * 3)
    assert [(kind, *names) for kind, names in zip(extract.places.kind, extract.places["names"], strict=True)] == [
        ("river", "样例河"),
        ("railway", "京样线"),
    ]
    assert extract.attribution == "© OpenStreetMap contributors, ODbL"


@pytest.mark.parametrize(("value", "is_bridge"), [(True, True), (False, False), ("yes", True), ("0", False)])
def test_a_column_of_truths_is_read_as_told(tmp_path: Path, value: object, is_bridge: bool) -> None:
    line = LineString([(117, 36.6), (117.01, 36.6)])
    gpd.GeoDataFrame({"highway": ["primary"], "bridge": [value]}, geometry=[line], crs=4326).to_file(
        path := tmp_path / "roads.gpkg"
    )
    assert list(read_extract(path).roads.bridge) == [is_bridge]


def test_a_shapefile_with_other_names_is_another_extract(tmp_path: Path) -> None:
    path, digests = tmp_path / "roads.shp", set()
    for name in ("人民路", "建设路"):
        line = LineString([(117, 36.6), (117.01, 36.6)])
        gpd.GeoDataFrame({"name": [name]}, geometry=[line], crs=4326).to_file(path, encoding="utf-8")
        digests.add(read_extract(path).digest)
        assert read_extract(path).digest in digests
    assert len(digests) == 2


@pytest.mark.parametrize(("oneway", "high_m", "is_ring"), [("yes", 60, True), ("no", 60, False), ("yes", 15, False)])
def test_a_small_one_way_circle_is_a_roundabout(tmp_path: Path, oneway: str, high_m: float, is_ring: bool) -> None:
    angles = np.linspace(0.0, 2 * np.pi, 17)
    metres = np.column_stack((60 * np.cos(angles), high_m * np.sin(angles)))
    metres[-1] = metres[0]
    ring = LineString(Plane(117.0, 36.6).to_degrees(metres))
    columns = {"highway": ["primary_link"], "oneway": [oneway]}
    gpd.GeoDataFrame(columns, geometry=[ring], crs=4326).to_file(path := tmp_path / "roads.gpkg")
    assert list(read_extract(path).roads.roundabout) == [is_ring]
