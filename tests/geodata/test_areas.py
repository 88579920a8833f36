"""Where a road nobody could place must lie, by what the extract has of its divisions."""

from pathlib import Path

import geopandas as gpd
import pytest
from drawn import Drawing
from shapely.geometry import LineString, Polygon, box

from gazetteer.events import Place
from gazetteer.registry import Register
from geodata.areas import Division, divisions_of, find_area
from geodata.network import build_network
from geodata.osm import read_extract
from geodata.snapshots import Snapshots

CITY = box(0, 0, 10, 10)
WEST, EAST = box(0, 0, 5, 10), box(5, 0, 10, 10)
HILL, LAKE, OTHER = box(0, 0, 5, 5), box(0, 5, 5, 10), box(5, 0, 10, 5)
KNOWN = (
    Division(("甲市",), 5, True, CITY),
    Division(("西区",), 6, True, WEST),
    Division(("东区",), 6, True, EAST),
    Division(("山前街道办事处",), 8, True, HILL),
    Division(("湖滨镇",), 8, True, LAKE),
    Division(("山前街道",), 8, True, OTHER),
    Division(("破区",), 6, False, LineString([(0, 0), (5, 0)])),
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
        (Place("甲市", "破区"), None),
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
    extract = read_extract(path)
    with Register.open(str(tmp_path / "g.db")) as register:
        Snapshots(register).keep("甲市", build_network(extract), divisions_of(extract))
        Snapshots(register).keep("甲市", build_network(extract), divisions_of(extract))
    with Register.open(str(tmp_path / "g.db")) as register:
        (kept,) = Snapshots(register).divisions("甲市")
        assert Snapshots(register).divisions("乙市") == ()
    assert (kept.names, kept.admin_level, kept.complete) == (("甲区",), 6, True)
    assert kept.shape.equals(box(-1, -1, 1, 1))
