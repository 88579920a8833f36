"""Anchors found again: the same, drawn anew, gone."""

import pytest
from drawn import Drawing, version

from geodata.anchors import anchor_of, decided, reanchor
from geodata.outcomes import Resolved

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


def test_a_person_decides_by_coordinates_along_the_road() -> None:
    drawing = Drawing(GRID)
    outcome = decided(version("春晖路：东起胜利路，西止建设路"), [drawing.at["f"], drawing.at["d"]], drawing.network)
    assert outcome is not None
    assert (outcome.basis, outcome.confident, drawing.path(outcome)) == ("decided", True, "fed")
    assert (
        decided(version("春晖路：东起胜利路，西止建设路"), [drawing.at["f"], drawing.at["a"]], drawing.network) is None
    )
