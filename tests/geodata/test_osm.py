"""Extracts read from OSM files and other vector files: what is kept, what is said, what is refused."""

import bz2
import gzip
from pathlib import Path

import geopandas as gpd
import numpy as np
import osmium
import pytest
import shapely
from drawn import Drawing
from shapely.geometry import LineString, Polygon

from gazetteer.errors import ExtractError
from geodata.crs import length_m, to_gcj02
from geodata.cuts import cut
from geodata.network import build_network
from geodata.osm import read_extract

TOWN = """<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6" generator="test" copyright="虚构：样例镇并不存在">
  <node id="1" lat="0.001" lon="0.001"/>
  <node id="2" lat="0.001" lon="0.002"/>
  <node id="3" lat="0.001" lon="0.003"/>
  <node id="4" lat="0.002" lon="0.002"><tag k="natural" v="peak"/><tag k="name" v="样例山"/></node>
  <way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/>
    <tag k="highway" v="primary"/><tag k="name" v="人民路"/><tag k="old_name" v="老街;旧街"/><tag k="ref" v="G309"/>
    <tag k="oneway" v="-1"/><tag k="lanes" v="4"/><tag k="width" v="24.5 m"/><tag k="bridge" v="yes"/></way>
  <way id="11"><nd ref="2"/><nd ref="4"/><tag k="highway" v="footway"/></way>
  <way id="12"><nd ref="4"/><nd ref="99"/><nd ref="2"/><tag k="highway" v="residential"/></way>
  <way id="13"><nd ref="1"/><nd ref="4"/><tag k="waterway" v="river"/><tag k="name" v="样例河"/></way>
  <relation id="20"><member type="way" ref="13" role="outer"/><member type="way" ref="77" role="outer"/>
    <tag k="type" v="boundary"/><tag k="boundary" v="administrative"/><tag k="admin_level" v="6"/>
    <tag k="name" v="虚构区"/>
  </relation>
</osm>
"""


def written(path: Path, text: str = TOWN) -> Path:
    pack = {".gz": gzip.compress, ".bz2": bz2.compress}.get(path.suffix, bytes)
    path.write_bytes(pack(text.encode()))
    return path


@pytest.mark.parametrize("name", ["town.osm", "town.osm.gz", "town.osm.bz2"])
def test_a_road_keeps_its_names_nodes_and_traits(tmp_path: Path, name: str) -> None:
    extract = read_extract(written(tmp_path / name))
    road = extract.roads.iloc[0]
    assert road["names"] == ("人民路", "老街", "旧街", "G309")
    assert road["nodes"] == (1, 2, 3)
    assert (road.oneway, road.bridge, road.lanes, road.width_m) == (-1, True, 4.0, 24.5)
    assert list(extract.roads.way_id) == [10, 12]  # a nameless foot way is no road
    assert extract.attribution == "虚构：样例镇并不存在"
    assert extract.source == name
    assert len(extract.digest) == 64


@pytest.mark.parametrize("name", ["province.pbf", "TOWN.OSM.PBF", "TOWN.OSM"])
def test_openstreetmaps_own_files_are_known_by_the_end_of_their_name_small_or_not(tmp_path: Path, name: str) -> None:
    """Read by other means they would lose nodes, one-way streets and bridges."""
    source, path = written(tmp_path / "town.osm"), tmp_path / name
    kind = "osm" if name.endswith("OSM") else "pbf"
    writer = osmium.SimpleWriter(osmium.io.File(str(path), kind))
    for thing in osmium.FileProcessor(str(source)):
        writer.add(thing)
    writer.close()
    roads = read_extract(path).roads
    assert (roads.oneway[0], roads.bridge[0], roads["nodes"][0]) == (-1, True, (1, 2, 3))


def test_places_and_divisions_are_kept_and_what_is_incomplete_is_said(tmp_path: Path) -> None:
    extract = read_extract(written(tmp_path / "town.osm"))
    assert sorted(zip(extract.places.kind, extract.places["names"], strict=True)) == [
        ("peak", ("样例山",)),
        ("river", ("样例河",)),
    ]
    assert list(extract.divisions.complete) == [False]
    assert [problem.zh for problem in extract.problems] == [
        "1 条线缺少部分节点，已按现有节点读入。",
        "行政区界线不完整：虚构区。",
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.osm", None, "没有这个文件。"),
        ("text.txt", "道路", "不是能读的矢量文件"),
        ("broken.osm", TOWN[:300], "文件损坏或不完整"),
        ("broken.osm.pbf", "道路", "文件损坏或不完整"),
        ("empty.osm", '<osm version="0.6"></osm>', "文件中没有道路。"),
    ],
)
def test_a_file_that_cannot_serve_is_one_line(tmp_path: Path, name: str, content: str | None, said: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(ExtractError) as caught:
        read_extract(path)
    assert said in caught.value.zh
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_roads_of_another_vector_file_join_where_their_points_coincide(tmp_path: Path) -> None:
    drawing = Drawing("""
a-b-c
  |
  d
人民路 abc  建设路 bd
""")
    roads = drawing.extract.roads[["way_id", "highway", "geometry"]].copy()
    roads["name"] = [names[0] for names in drawing.extract.roads["names"]]
    path = tmp_path / "roads.gpkg"
    roads.to_crs(3857).to_file(path)
    extract = read_extract(path)
    assert len(build_network(extract).arrays["way_id"]) == 3  # 人民路 is cut where 建设路 joins
    assert "坐标系由" in extract.problems[0].zh


@pytest.fixture
def layers(tmp_path: Path) -> Path:
    """A city office's file: streets under Chinese headings, a lake, a river and a district, a layer each."""
    at = (117.0, 36.6)

    def moved(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(at[0] + x / 100, at[1] + y / 100) for x, y in points]

    path = tmp_path / "city.gpkg"
    streets = {"道路名称": ["人民路", "建设路"], "等级": ["主干路", "支路"], "宽度": ["30", None]}
    lines = [LineString(moved((0, 0), (1, 0), (2, 0))), LineString(moved((1, 0), (1, 1)))]
    gpd.GeoDataFrame(streets, geometry=lines, crs=4326).to_file(path, layer="streets")
    river = {"waterway": ["river"], "name": ["乙河"], "type": ["river"]}
    gpd.GeoDataFrame(river, geometry=[LineString(moved((0, 2), (2, 2)))], crs=4326).to_file(path, layer="rivers")
    district = {"name": ["甲区"], "admin_level": [6]}
    square = Polygon(moved((-1, -1), (3, -1), (3, 3), (-1, 3)))
    gpd.GeoDataFrame(district, geometry=[square], crs=4326).to_file(path, layer="districts")
    return path


def test_all_layers_of_a_file_are_read_and_columns_of_other_names_understood(layers: Path) -> None:
    extract = read_extract(layers)
    assert list(extract.roads["names"]) == [("人民路",), ("建设路",)]
    assert list(extract.roads.highway) == ["primary", "tertiary"]
    assert extract.roads.width_m[0] == 30.0
    assert [(kind, names) for kind, names in zip(extract.places.kind, extract.places["names"], strict=True)] == [
        ("river", ("乙河",))
    ]
    assert list(extract.divisions["names"]) == [("甲区",)]
    assert len(build_network(extract).arrays["way_id"]) == 3


@pytest.mark.parametrize("highway", ["proposed", "construction"])
def test_a_named_road_that_is_only_planned_is_on_the_map(tmp_path: Path, highway: str) -> None:
    text = TOWN.replace('k="highway" v="primary"', f'k="highway" v="{highway}"/><tag k="{highway}" v="tertiary"')
    roads = read_extract(written(tmp_path / "town.osm", text)).roads
    assert (roads["names"][0][0], roads.highway[0]) == ("人民路", "tertiary")


def test_coordinates_said_to_be_gcj02_are_brought_to_wgs84_and_it_is_said(layers: Path) -> None:
    plain, brought = read_extract(layers), read_extract(layers, "gcj02")
    moved = shapely.get_coordinates(brought.roads.geometry.to_numpy())
    was = shapely.get_coordinates(plain.roads.geometry.to_numpy())
    assert to_gcj02(moved) == pytest.approx(was, abs=1e-9)
    off_m = [length_m(np.array(pair)) for pair in zip(moved, was, strict=True)]
    assert 400 < min(off_m) < max(off_m) < 700  # half a kilometre at Jinan
    assert "坐标由 GCJ-02 换算为 WGS84。" in [one.zh for one in brought.problems]
    assert "GCJ-02" in brought.attribution
    assert "GCJ-02" in brought.source
    assert brought.digest != plain.digest


def test_gcj02_is_refused_where_it_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="WGS84"):
        read_extract(written(tmp_path / "town.osm"), "gcj02")
    path = tmp_path / "far.geojson"
    paris = LineString([(2.3, 48.8), (2.4, 48.9)])
    gpd.GeoDataFrame({"highway": ["primary"]}, geometry=[paris], crs=4326).to_file(path)
    with pytest.raises(ExtractError, match="outside China"):
        read_extract(path, "gcj02")


PROVINCE = """<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6">
  <node id="1" lat="36.60" lon="117.00"/><node id="2" lat="36.60" lon="117.05"/><node id="3" lat="36.60" lon="117.10"/>
  <node id="4" lat="36.70" lon="117.00"/><node id="5" lat="36.70" lon="117.10"/>
  <node id="6" lat="36.60" lon="118.00"/><node id="7" lat="36.60" lon="118.10"/>
  <node id="8" lat="36.65" lon="117.05"><tag k="natural" v="peak"/><tag k="name" v="样例山"/></node>
  <node id="9" lat="36.65" lon="118.05"><tag k="natural" v="peak"/><tag k="name" v="远山"/></node>
  <way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="name" v="人民路"/></way>
  <way id="11"><nd ref="3"/><nd ref="6"/><tag k="highway" v="trunk"/><tag k="name" v="出城路"/></way>
  <way id="12"><nd ref="6"/><nd ref="7"/><tag k="highway" v="primary"/><tag k="name" v="远路"/></way>
  <way id="20"><nd ref="1"/><nd ref="3"/><nd ref="5"/></way>
  <way id="21"><nd ref="5"/><nd ref="4"/><nd ref="1"/></way>
  <relation id="30"><member type="way" ref="20" role="outer"/><member type="way" ref="21" role="outer"/>
    <tag k="boundary" v="administrative"/><tag k="admin_level" v="5"/><tag k="name" v="甲市"/></relation>
  <relation id="31"><member type="way" ref="12" role="outer"/>
    <tag k="boundary" v="administrative"/><tag k="admin_level" v="5"/><tag k="name" v="远市"/></relation>
</osm>
"""


@pytest.mark.parametrize("where", [(117.04, 36.59, 117.06, 36.66), "甲市"])
def test_a_city_is_cut_out_of_a_province(tmp_path: Path, where: tuple[float, float, float, float] | str) -> None:
    """By bounds around its middle, and by its name: whole ways, and the whole boundary of the city."""
    out = tmp_path / "cut.osm.pbf"
    done = cut(written(tmp_path / "province.osm", PROVINCE), where, out)
    extract = read_extract(out)
    roads = {10} if not isinstance(where, str) else {10, 11}
    assert set(extract.roads.way_id) == roads
    assert extract.roads["nodes"].iloc[0] == (1, 2, 3)
    assert list(extract.places["names"]) == [("样例山",)]
    if isinstance(where, str):
        assert [(names, complete) for names, complete in extract.divisions[["names", "complete"]].to_numpy()] == [
            (("甲市",), True)
        ]
        assert done.bounds == pytest.approx((116.99, 36.59, 117.11, 36.71))
    assert done.ways == len(roads) + (2 if isinstance(where, str) else 0)


@pytest.mark.parametrize(
    ("where", "name", "words"),
    [
        ("乙市", "cut.osm.pbf", "叫“乙市”的行政区"),
        ((10.0, 10.0, 11.0, 11.0), "cut.osm.pbf", "范围内没有线"),
        ("甲市", "cut.gpkg", "不能写成这个文件"),
        ("甲市", "no/such/cut.osm", "不能写成这个文件"),
    ],
)
def test_what_cannot_be_cut_is_said(
    tmp_path: Path, where: tuple[float, float, float, float] | str, name: str, words: str
) -> None:
    path = written(tmp_path / "province.osm", PROVINCE)
    with pytest.raises(ExtractError) as caught:
        cut(path, where, tmp_path / name)
    assert words in caught.value.zh
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_not_openstreetmaps_is_not_cut(tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="only OSM"):
        cut(written(tmp_path / "town.osm"), (0.0, 0.0, 1.0, 1.0), tmp_path / "out.osm")
