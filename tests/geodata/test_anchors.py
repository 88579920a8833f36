"""Anchors found again: the same, drawn anew, gone."""

from dataclasses import replace

import numpy as np
import pytest
from drawn import Drawing, version

from geodata.anchors import anchor_of, decided, reaches_beyond, reanchor
from geodata.crs import length_m
from geodata.moves import anchors_of, find_moves
from geodata.network import build_network
from geodata.outcomes import Resolved
from geodata.resolve import resolve

GRID = """
a---b---c
|   |   |
|   |   |
d---e---f
人民路 abc  中山路 def  建设路 ad  解放路 be  胜利路 cf
"""


@pytest.fixture
def found() -> Resolved:
    (outcome,) = Drawing(GRID).resolve("人民路：西起建设路，东止解放路，长400米")
    assert isinstance(outcome, Resolved)
    return outcome


def test_a_line_is_found_again_on_an_unchanged_network(found: Resolved) -> None:
    drawing = Drawing(GRID)
    anchor = anchor_of(found.alignment, drawing.network)
    assert (anchor.start_streets, anchor.end_streets) == (("人民路", "建设路"), ("人民路", "解放路"))
    assert (anchor.bearing_deg, anchor.length_m) == (90.0, pytest.approx(400, abs=1))
    again = reanchor(anchor, drawing.network)
    assert (again.change, again.names) == ("same", ("人民路",))
    assert again.alignment == found.alignment


def test_it_is_found_under_another_name_and_with_other_junctions(found: Resolved) -> None:
    anchor = anchor_of(found.alignment, Drawing(GRID).network)
    renamed = Drawing(GRID.replace("---b", "-x-b").replace("人民路 abc", "东风路 axb  人民路 bc  - xe"))
    again = reanchor(anchor, renamed.network)
    assert (again.change, again.names) == ("same", ("东风路",))


def test_what_is_no_longer_drawn_has_vanished(found: Resolved) -> None:
    anchor = anchor_of(found.alignment, Drawing(GRID).network)
    gone = Drawing(GRID.replace("人民路 abc", "人民路 bc"))
    assert reanchor(anchor, gone.network).change == "vanished"


def test_a_road_drawn_farther_off_and_found_again_has_not_vanished() -> None:
    """人民路, 50 m farther north on the later extract: 图上另有线位, not 已没有道路"""
    before, after = Drawing(GRID), Drawing(GRID, at={each: (n * 0.0036, 0.00045) for n, each in enumerate("abc")})
    road = version("人民路：西起建设路，东止胜利路，长800米")
    (old,), (new,) = (resolve([road], drawing.network) for drawing in (before, after))
    assert isinstance(old, Resolved)
    assert isinstance(new, Resolved)
    kept, later = anchors_of([old], before.network), replace(after.network, digest="later")
    (move,) = find_moves([road], kept, later, [new])
    assert (move.kind, move.message.zh) == ("moved", "“人民路”在图上另有线位（离原来的最远约 50 米）。")
    assert [one.kind for one in find_moves([road], kept, later)] == ["vanished"]


def test_a_road_that_bears_its_name_beside_another_has_not_lost_it() -> None:
    """name=Renmin Road, name:zh=人民路 on the later extract"""
    drawing = Drawing(GRID)
    extract = drawing.extract
    both = [("Renmin Road", *names) if "人民路" in names else names for names in extract.roads.names]
    later = build_network(replace(extract, roads=extract.roads.assign(names=both), digest="later"))
    road = version("人民路：西起建设路，东止胜利路，长800米")
    (old,), (new,) = (resolve([road], network) for network in (drawing.network, later))
    assert isinstance(old, Resolved)
    assert isinstance(new, Resolved)
    assert find_moves([road], anchors_of([old], drawing.network), later, [new]) == []


LANE = """
p       r
abcdefghi
q       s
仁和巷 abcdefghi  建设路 paq  解放路 ris
"""


def test_a_winding_lane_is_as_long_as_it_winds_and_is_found_again() -> None:
    """It turns every 30 m or so: from coordinate to coordinate, 50 m apart, it is shorter than along it."""
    drawn = Drawing(LANE).at
    at = {letter: (drawn[letter][0] / 5, 0.0002 * (number % 2)) for number, letter in enumerate("abcdefghi")}
    at |= {letter: (drawn[letter][0] / 5, drawn[letter][1]) for letter in "prqs"}
    drawing = Drawing(LANE, at=at)
    (line,) = (
        each.alignment for each in drawing.resolve("仁和巷：西起建设路，东止解放路") if isinstance(each, Resolved)
    )
    anchor = anchor_of(line, drawing.network)
    assert anchor.length_m > 1.07 * length_m(np.array(anchor.points))
    again = reanchor(anchor, drawing.network)
    assert (again.change, again.alignment) == ("same", line)
    outcome = decided(version("仁和巷：西起甲路，东止乙路"), [drawing.at[each] for each in "aci"], drawing.network)
    assert outcome is not None
    assert outcome.alignment == line


WIDE = """
a------b------c------d
e------f------g------h
|             |      |
|             |      |
i-------------j------k
>中山路 abcd  >中山路 hgfe  建设路 ei  - gj  解放路 hk  和平路 ijk  - cg
"""


def test_either_carriageway_leads_along_the_road() -> None:
    drawing = Drawing(WIDE, down_m=45.0)
    (line,) = (
        each.alignment for each in drawing.resolve("中山路：西起建设路，东止解放路") if isinstance(each, Resolved)
    )
    again = reanchor(anchor_of(line, drawing.network), drawing.network)
    assert (again.change, again.alignment) == ("same", line)


def test_a_line_ran_beyond_an_extract_that_does_not_reach_there(found: Resolved) -> None:
    anchor = anchor_of(found.alignment, Drawing(GRID).network)
    assert not reaches_beyond(anchor, Drawing(GRID.replace("人民路 abc", "人民路 bc")).network)
    at = {letter: (lon + 4.0, lat) for letter, (lon, lat) in Drawing(GRID).at.items()}
    assert reaches_beyond(anchor, Drawing(GRID, at=at).network)
    apart = Drawing(GRID.replace("中山路 def  ", ""), at={"d": (-0.1, -0.1), "f": (0.1, 0.1), "e": (0.1, 0.0)} | at)
    assert reaches_beyond(anchor, apart.network)


def test_a_person_decides_by_coordinates_along_the_road() -> None:
    drawing = Drawing(GRID)
    outcome = decided(version("春晖路：东起胜利路，西止建设路"), [drawing.at["f"], drawing.at["d"]], drawing.network)
    assert outcome is not None
    assert (outcome.basis, outcome.confident, drawing.path(outcome)) == ("decided", True, "fed")
    assert (
        decided(version("春晖路：东起胜利路，西止建设路"), [drawing.at["f"], drawing.at["a"]], drawing.network) is None
    )
