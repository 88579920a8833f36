"""Ends in words: what they become on a drawn grid."""

import pytest
from drawn import Drawing
from shapely.geometry import LineString, Point

from geodata.endpoints import Gazing
from geodata.graph import graph_of

GRID = """
a---b---c
|   |   |
|   |   |
d---e---f
人民路 abc  中山路 def  建设路 ad  解放路 be  胜利路 cf
"""


@pytest.fixture(scope="module")
def gazing() -> Gazing:
    at = Drawing(GRID).at
    places = {("river", "样例河"): LineString([at["c"], at["f"]]), ("peak", "样例山"): Point(at["a"])}
    return Gazing(graph_of(Drawing(GRID, places).network), {"望山路": (3,)})


@pytest.mark.parametrize(
    ("text", "kind", "junctions"),
    [
        ("人民路", "street", 3),
        ("人民路与解放路交叉口", "crossing", 1),
        ("人民路路口", "street", 3),
        ("人民路以南120米", "offset", 3),
        ("人民路与中山路中点", "midpoint", 3),
        ("规划南北三号路", "planned", 0),
        ("人民路东延线", "vague", 0),
        ("人民路南侧", "vague", 0),
        ("样例河", "vague", 0),
        ("样例河东岸", "vague", 0),
        ("样例山", "vague", 0),
        ("东风路", "missing", 0),
        ("望山路", "reference", 0),
        ("东侧断头路", "dead_end", 0),
    ],
)
def test_an_end_is_read_as_what_it_is(gazing: Gazing, text: str, kind: str, junctions: int) -> None:
    found = gazing.read(text, False, "春晖路")
    assert (found.kind, len(found.junctions)) == (kind, junctions)
    assert (found.kernel is not None) == (kind in {"vague", "offset"})


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
