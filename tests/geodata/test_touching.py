"""Lines of a vector file that touch without a shared point: what is joined, what is left, and that it is said."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import LineString

from gazetteer.errors import ExtractError
from geodata.crs import Plane
from geodata.extracts import Extract
from geodata.network import build_network
from geodata.osm import read_extract

PLANE = Plane(117.0, 36.6)
Points = list[tuple[float, float]]
STREET: Points = [(-200, 0), (200, 0)]


def extract_of(tmp_path: Path, *lines: Points, **columns: list[str | None]) -> Extract:
    """Streets drawn in metres, as they come out of a file."""
    geometry = [LineString(PLANE.to_degrees(np.array(line, dtype=float))) for line in lines]
    path = tmp_path / "streets.gpkg"
    gpd.GeoDataFrame({"highway": ["primary"] * len(lines)} | columns, geometry=geometry, crs=4326).to_file(path)
    return read_extract(path)


def said(extract: Extract) -> list[str]:
    return [one.zh for one in extract.problems]


def shares_point(extract: Extract, one: int = 0, other: int = 1) -> bool:
    nodes = extract.roads.nodes
    return bool(set(nodes[one]) & set(nodes[other]))


@pytest.mark.parametrize("off_m", [-0.9, -0.2, 0.3, 0.9])
def test_an_end_that_lies_on_a_street_joins_it(tmp_path: Path, off_m: float) -> None:
    """
    ──────────────
          │        no point of the street where the lane ends
    """
    extract = extract_of(tmp_path, STREET, [(10, off_m), (10, -150)])
    assert shares_point(extract)
    assert said(extract) == ["1 处线端落在另一条线上而无公共点（1 米以内、同一层），已在该处接上。"]
    assert len(build_network(extract).arrays["way_id"]) == 3
    end = PLANE.to_metres(np.array(extract.roads.geometry[1].coords))[0]
    assert end == pytest.approx((10, off_m), abs=1e-3)  # no end is moved


@pytest.mark.parametrize(
    ("lane", "columns"),
    [
        ([(10, -2.0), (10, -150)], {}),  # ends before it
        ([(10, -0.2), (10, -150)], {"bridge": ["yes", None]}),
        ([(10, -0.2), (10, -150)], {"layer": [None, "-1"]}),
    ],
)
def test_an_end_that_is_not_surely_on_a_street_stays_apart(
    tmp_path: Path, lane: Points, columns: dict[str, list[str | None]]
) -> None:
    extract = extract_of(tmp_path, STREET, lane, **columns)
    assert not shares_point(extract)
    assert said(extract) == []


def test_an_end_on_two_lines_that_do_not_meet_is_only_counted(tmp_path: Path) -> None:
    extract = extract_of(tmp_path, STREET, [(-200, 0.6), (200, 0.6)], [(10, 0.3), (10, -0.0), (10, -150)])
    assert "1 处线端碰着不止一条线，没有接上。请在该处打断各线，使端点坐标相同。" in said(extract)


def test_an_end_where_the_street_itself_is_parted_joins_it(tmp_path: Path) -> None:
    extract = extract_of(tmp_path, [(-200, 0), (10, 0)], [(10, 0), (200, 0)], [(10.2, -0.3), (10, -150)])
    assert len(said(extract)) == 1
    assert shares_point(extract, 0, 2) or shares_point(extract, 1, 2)


def test_streets_that_cross_join_only_where_the_file_tells_what_passes_over(tmp_path: Path) -> None:
    across: Points = [(0, -200), (0, 200)]
    plain = extract_of(tmp_path, STREET, across)
    assert not shares_point(plain)
    assert said(plain)[0].startswith("1 处两线相交而无公共点，文件也没有 bridge、tunnel、layer 列")
    elsewhere: Points = [(500, 0), (600, 0)]
    telling = extract_of(tmp_path, STREET, across, elsewhere, bridge=[None, None, "yes"])
    assert shares_point(telling)
    assert said(telling) == ["1 处两线同层相交而无公共点，已作路口接上。"]
    over = extract_of(tmp_path, STREET, across, bridge=[None, "yes"])
    assert not shares_point(over)
    assert said(over) == []
    motorway = extract_of(
        tmp_path, STREET, across, elsewhere, bridge=[None, None, "yes"], highway=["motorway", *["primary"] * 2]
    )
    assert not shares_point(motorway)


def test_lines_that_have_a_point_in_common_stay_as_they_are(tmp_path: Path) -> None:
    extract = extract_of(tmp_path, [(-200, 0), (0, 0), (200, 0)], [(0, 0), (0, -150)])
    assert said(extract) == []
    assert [len(nodes) for nodes in extract.roads.nodes] == [3, 2]


@pytest.mark.parametrize("name", ["metres.shp", "metres.gpkg", "metres.geojson"])
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_metres_without_a_crs_are_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    line = LineString([(665_814, 3_545_050), (665_900, 3_545_100)])
    crs = 4326 if name.endswith("geojson") else None  # what GeoJSON always says
    gpd.GeoDataFrame({"highway": ["primary"]}, geometry=[line], crs=crs).to_file(path)
    with pytest.raises(ExtractError, match="不是经纬度") as caught:
        read_extract(path)
    assert "ogr2ogr -a_srs" in str(caught.value)
    assert "\n" not in str(caught.value)
