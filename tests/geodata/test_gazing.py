"""Ends in words: what they become on a drawn grid."""

import numpy as np
import pytest
from drawn import Drawing
from shapely.geometry import LineString, Point, box

from gazetteer.events import Place
from gazetteer.extents import Terminus
from geodata.gazing import Gazing
from geodata.graph import graph_of

GRID = """
a---b---c
|   |   |
|   |   |
d---e---f
人民路 abc  中山路 def  建设路 ad  解放路 be  胜利路 cf  人和路 eg  京州高速公路!motorway ai
    |
    g   i
"""


@pytest.fixture(scope="module")
def gazing() -> Gazing:
    at = Drawing(GRID).at
    places = {("river", "样例河"): LineString([at["c"], at["f"]]), ("peak", "样例山"): Point(at["a"])}
    places |= {("school", "虚构市望湖小学"): Point(at["b"]), ("station", "望湖路"): Point(at["b"])}
    places |= {("school", "样例小学"): Point(at["b"]), ("landmark", "湖心"): Point(at["b"])}
    places |= {("village", "前进村"): Point(at["b"]), ("railway", "京沪铁路"): LineString([at["a"], at["f"]])}
    areas = {"虚构区": box(*at["d"], *at["b"])}
    return Gazing(graph_of(Drawing(GRID, places, divisions=areas).network), {"望山路": (3,)})


@pytest.mark.parametrize(
    ("text", "kind", "junctions"),
    [
        ("人民路", "street", 3),
        ("人民路与解放路交叉口", "crossing", 1),
        ("人民路路口", "street", 3),
        ("人民路以南120米", "offset", 3),
        ("人民路与中山路中点", "midpoint", 6),
        ("人民路与中山路之间的中部", "midpoint", 6),
        ("人民路口", "street", 3),
        ("人民路处", "street", 3),
        ("人民路中心线", "street", 3),
        ("人民路南侧红线", "street", 3),
        ("人民路辅路", "street", 3),
        ("人民路东段", "street", 3),
        ("人民路与解放路口", "crossing", 1),
        ("人民路解放路路口", "crossing", 1),
        ("人民路解放路口", "crossing", 1),
        ("人民路、解放路", "crossing", 1),
        ("人民路/解放路", "crossing", 1),
        ("人民路与解放路交叉口北侧", "crossing", 1),
        ("人和路与解放路交叉口", "crossing", 1),
        ("人和路与东风路交叉口", "street", 2),
        ("春晖路与人民路交叉口", "street", 3),
        ("春晖路与望山路交叉口", "reference", 0),
        ("春晖路与东风路交叉口", "missing", 0),
        ("人民路与中山路交叉口", "missing", 0),
        ("人民路以南0.12公里", "offset", 3),
        ("人民路以南", "vague", 0),
        ("规划南北三号路", "planned", 0),
        ("规划人民路", "street", 3),
        ("在建解放路", "street", 2),
        ("规划东风路", "planned", 0),
        ("东风路（原人民路）", "street", 3),
        ("东风路（规划）", "missing", 0),
        ("人民路东延线", "vague", 0),
        ("人民路南侧", "street", 3),
        ("现状人民路", "street", 3),
        ("原人民路", "street", 3),
        ("人民路东延", "vague", 0),
        ("人民路向东延伸", "vague", 0),
        ("人民路东端", "street", 1),
        ("人民路西首", "street", 1),
        ("人民路北端", "vague", 0),
        ("人民路尽头", "street", 2),
        ("人民路与解放路丁字路口", "crossing", 1),
        ("人民路解放路十字路口", "crossing", 1),
        ("人民路与解放路相交处", "crossing", 1),
        ("京州高速出入口", "vague", 0),
        ("样例河边", "vague", 0),
        ("样例河大堤", "vague", 0),
        ("样例河西堤", "vague", 0),
        ("样例河桥", "vague", 0),
        ("样例山脚", "vague", 0),
        ("样例山北麓", "vague", 0),
        ("望湖小学门前", "vague", 0),
        ("地铁望湖路站", "vague", 0),
        ("地铁2号线望湖路站", "vague", 0),
        ("前进村村口", "vague", 0),
        ("前进村委会", "vague", 0),
        ("京沪线", "vague", 0),
        ("京沪铁路桥下", "vague", 0),
        ("京沪高铁", "missing", 0),
        ("望山路南侧", "reference", 0),
        ("京州高速公路", "vague", 0),
        ("京州高速南侧", "vague", 0),
        ("虚构区界", "vague", 0),
        ("与虚构区交界处", "vague", 0),
        ("虚构区", "missing", 0),
        ("邻区界", "missing", 0),
        ("样例河", "vague", 0),
        ("样例河东岸", "vague", 0),
        ("样例山", "vague", 0),
        ("望湖小学", "vague", 0),
        ("望湖小学南围墙", "vague", 0),
        ("望湖小学南门", "vague", 0),
        ("望湖小学大门", "vague", 0),
        ("虚构区样例小学", "vague", 0),
        ("望湖路地铁站", "vague", 0),
        ("望湖路站", "vague", 0),
        ("湖心站", "missing", 0),
        ("虚构市", "missing", 0),
        ("东风路", "missing", 0),
        ("望山路", "reference", 0),
        ("东侧断头路", "dead_end", 2),
    ],
)
def test_an_end_is_read_as_what_it_is(gazing: Gazing, text: str, kind: str, junctions: int) -> None:
    found = gazing.read(text, False, "春晖路")
    assert (found.kind, len(found.junctions)) == (kind, junctions)
    assert (found.kernel is not None) == (kind in {"vague", "offset"})


@pytest.mark.parametrize(
    ("text", "kind"), [("人民路與解放路交叉口", "crossing"), ("建設路", "street"), ("様例山", "vague")]
)
def test_an_end_in_traditional_characters_is_looked_up_all_the_same(gazing: Gazing, text: str, kind: str) -> None:
    assert gazing.endpoint(Terminus(text), "春晖路").kind == kind


@pytest.mark.parametrize(
    ("text", "kind"), [("区界", "vague"), ("至区界", "vague"), ("市界", "missing"), ("县界", "missing")]
)
def test_bounds_told_without_a_name_are_those_of_the_roads_own_area(gazing: Gazing, text: str, kind: str) -> None:
    """A road of 虚构区 in 样例市, of which the map has the former."""
    place = Place(area="样例市", district="虚构区")
    assert gazing.endpoint(Terminus(text), "春晖路", place).kind == kind


def test_the_road_itself_is_no_street_that_it_ends_on(gazing: Gazing) -> None:
    """人民路 ends on 解放路 where 人民路与解放路交叉口 is said: inside a wide junction it is drawn up to that"""
    crossing = gazing.read("人民路与解放路交叉口", False, "人民路")
    assert crossing.segments == gazing.read("解放路", False, "人民路").segments


def test_a_hill_is_vaguer_than_a_river(gazing: Gazing) -> None:
    hill, river = (gazing.read(text, False, "").kernel for text in ("样例山", "样例河"))
    assert hill is not None
    assert river is not None
    assert hill.spread_m > 5 * river.spread_m


def test_an_offset_is_weighed_by_distance_and_side(gazing: Gazing) -> None:
    kernel = gazing.read("人民路以南120米", False, "").kernel
    assert kernel is not None
    south, nearer, north = (kernel.log_weight((0.0, kernel.shape.bounds[1] + away)) for away in (-120, -20, 120))
    assert south == pytest.approx(0.0, abs=0.01)
    assert nearer < -1
    assert north < -1


EXTENDED = """
a---b---c---g---h
|   |   |   |
|   |   |   |
d---e---f   i
人民路 abc  中山路 def  建设路 ad  解放路 be  胜利路 cf  - cgh  - gi
"""


def weights(drawing: Drawing, text: str, letters: str) -> list[float]:
    """The log weight of an end at each letter."""
    graph = graph_of(drawing.network)
    kernel = Gazing(graph, {}).read(text, False, "").kernel
    assert kernel is not None
    spots = [graph.network.plane.to_metres(np.array([drawing.at[letter]]))[0].tolist() for letter in letters]
    return [kernel.log_weight((east, north)) for east, north in spots]


def test_an_extension_is_the_nameless_road_beyond_that_end() -> None:
    """人民路东延线: cgh, not gi, which turns off"""
    on_it, also, off, behind = weights(Drawing(EXTENDED), "人民路东延线", "hgia")
    assert (on_it, also) == pytest.approx((0.0, 0.0), abs=0.01)
    assert off < -4
    assert behind < off


def test_an_extension_that_is_not_drawn_lies_somewhere_beyond_that_end() -> None:
    """人民路西延线: nothing is drawn west of a"""
    drawing = Drawing(EXTENDED, at={"k": (-0.002, 0.0)})
    beyond, before, far = weights(drawing, "人民路西延线", "kbh")
    assert beyond > -0.2 > before > far


def test_a_road_that_runs_across_is_extended_on_that_side_all_along() -> None:
    """建设路西延线: 建设路 runs north to south, so no end of it lies west"""
    drawing = Drawing(EXTENDED, at={"k": (-0.002, -0.001), "m": (0.002, -0.001)})
    west, east = weights(drawing, "建设路西延线", "km")
    assert west > -0.2 > east


def test_a_road_may_end_at_a_boundary() -> None:
    """虚构区界: adeb is its ground"""
    drawing = Drawing(EXTENDED, divisions={"虚构区": box(0.0, -0.003, 0.0036, 0.0)})
    on_it, off = weights(drawing, "虚构区界", "ah")
    assert on_it == pytest.approx(0.0, abs=0.01)
    assert off < -3
