"""Where a road nobody could place must lie, by what the extract has of its divisions."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
from drawn import Drawing
from shapely.geometry import Polygon, box

from gazetteer.events import Place
from gazetteer.registry import Register
from geodata.areas import Division, find_area
from geodata.network import build_network
from geodata.osm import read_extract
from geodata.snapshots import Snapshots

CITY = box(0, 0, 10, 10)
WEST, EAST = box(0, 0, 5, 10), box(5, 0, 10, 10)
HILL, LAKE, OTHER = box(0, 0, 5, 5), box(0, 5, 5, 10), box(5, 0, 10, 5)
KNOWN = (
    Division(("甲市",), CITY),
    Division(("西区",), WEST),
    Division(("东区",), EAST),
    Division(("山前街道办事处",), HILL),
    Division(("湖滨镇",), LAKE),
    Division(("山前街道",), OTHER),
)


@pytest.mark.parametrize(
    ("place", "ground"),
    [
        (Place("甲市", "西区", ("山前街道",)), HILL),
        (Place("甲市", "东区", ("山前街道",)), OTHER),
        (Place("甲市", None, ("湖滨镇",)), LAKE),
        (Place("甲市", "西区", ("山前街道", "湖滨镇")), WEST),
        (Place("甲市", "西区", ("无此街道",)), WEST),
        (Place("甲市", "西区"), WEST),
        (Place("甲市", "无此区"), None),
        (Place("甲市", None, ("山前街道",)), CITY),  # which of two it is nobody says
        (Place("甲市"), CITY),
        (Place(), None),
    ],
)
def test_a_road_lies_in_the_smallest_ground_that_is_known(place: Place, ground: Polygon | None) -> None:
    found = find_area(place, KNOWN)
    assert found is None if ground is None else found is not None and found.equals(ground)


def test_the_divisions_of_an_extract_are_kept_with_its_network(tmp_path: Path) -> None:
    path = tmp_path / "town.gpkg"
    streets = Drawing("""
a-b-c
人民路 abc
""").extract.roads[["highway", "geometry"]]
    streets.to_file(path, layer="streets")
    gpd.GeoDataFrame({"name": ["甲区"], "admin_level": [6]}, geometry=[box(-1, -1, 1, 1)], crs=4326).to_file(
        path, layer="divisions"
    )
    network = build_network(read_extract(path))
    with Register.open(str(tmp_path / "g.db")) as register:
        Snapshots(register).keep("甲市", network)
        Snapshots(register).keep("甲市", network)
    with Register.open(str(tmp_path / "g.db")) as register:
        found = Snapshots(register).network("甲市")
        assert Snapshots(register).network("乙市") is None
    assert found is not None
    (kept,) = found.divisions
    assert kept.names == ("甲区",)
    assert kept.shape.equals(box(-1, -1, 1, 1))


def test_an_area_whose_bounds_have_gaps_is_no_ground_for_a_road() -> None:
    extract = Drawing("a-b-c\n人民路 abc", divisions={"甲区": box(-1, -1, 1, 1), "破区": box(0, 0, 1, 1)}).extract
    broken = extract.divisions.assign(complete=[True, False])
    assert [one.names for one in build_network(replace(extract, divisions=broken)).divisions] == [("甲区",)]
