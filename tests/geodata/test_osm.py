"""Extracts read from OSM files and other vector files: what is kept, what is said, what is refused."""

import bz2
import gzip
from pathlib import Path

import pytest
from drawn import Drawing

from gazetteer.errors import ExtractError
from geodata.network import build_network
from geodata.osm import cut, read_extract

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


def test_a_file_is_cut_to_a_box_with_whole_ways(tmp_path: Path) -> None:
    out = tmp_path / "cut.osm.pbf"
    cut(written(tmp_path / "town.osm", TOWN.replace('<nd ref="99"/>', "")), (0.0025, 0.0, 0.01, 0.01), out)
    extract = read_extract(out)
    assert list(extract.roads.way_id) == [10]
    assert extract.roads["nodes"].iloc[0] == (1, 2, 3)
