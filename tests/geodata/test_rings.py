"""Roads that come back: rings by name, between two crossings of one street, without a name, dead-end circles."""

import pytest
from drawn import Drawing

from geodata.outcomes import Resolved


@pytest.fixture
def town() -> Drawing:
    """环湖路 leaves 建设路 at c and comes back to it at g; the other nameless ways lead elsewhere."""
    return Drawing("""
b---e---f
|       |
|       |
a---c---g---h
    |   |
    |   |
    x   y
环湖路 abefgca  建设路 cx  和平路 gh  - gy
""")


def test_a_ring_is_drawn_all_the_way_round(town: Drawing) -> None:
    """环湖路：起建设路，止建设路，长2200米"""
    (found,) = town.resolve("环湖路：起建设路，止建设路，长2200米")
    assert isinstance(found, Resolved)
    (course,) = found.alignment.courses
    assert course.coordinates[0] == course.coordinates[-1]
    assert found.alignment.measured_length_m == pytest.approx(2200, abs=15)
    assert set(town.path(found)) == set("abefgc")


def test_a_named_ring_needs_no_ends(town: Drawing) -> None:
    """环湖路：起规划一号路，止规划二号路，长2200米: neither is on the map, the ring is"""
    (found,) = town.resolve("环湖路：起规划一号路（规划），止规划二号路（规划），长2200米")
    assert isinstance(found, Resolved)
    assert found.alignment.measured_length_m == pytest.approx(2200, abs=15)
    assert not found.confident


def test_its_evidence_says_that_it_closes(town: Drawing) -> None:
    """环湖路：起建设路，止建设路，长2200米"""
    (found,) = town.resolve("环湖路：起建设路，止建设路，长2200米")
    assert isinstance(found, Resolved)
    assert any("首尾相接成环" in one.zh for one in found.evidence)


def test_carriageways_that_meet_at_both_ends_are_no_ring() -> None:
    """环湖路：起规划一号路，止规划二号路，长1600米: there and back again is 1640 m"""
    grid = Drawing(
        """
a---b---c
f---e---d
环湖路 abcdefa
""",
        down_m=20.0,
    )
    (found,) = grid.resolve("环湖路：起规划一号路（规划），止规划二号路（规划），长1640米")
    assert not isinstance(found, Resolved)


def test_part_of_a_ring_between_two_streets_is_no_ring(town: Drawing) -> None:
    """环湖路：起建设路，止和平路，长400米"""
    (found,) = town.resolve("环湖路：起建设路，止和平路，长400米")
    assert town.path(found) == "cg"


def test_a_nameless_road_comes_back_to_its_street_elsewhere() -> None:
    """春晖路：起人民路，止人民路，长1000米: a U between b and c, beside a straight road away"""
    grid = Drawing("""
e---------f
|         |
|         |
b---------c---d
|
a
人民路 bcd  - befc  胜利路 ab
""")
    (found,) = grid.resolve("春晖路：起人民路，止人民路，长1600米")
    assert isinstance(found, Resolved)
    assert grid.path(found) in ("befc", "cfeb")
    assert not found.confident, "how often such lines are wrong was never measured"


def test_a_nameless_ring_closes_where_it_began() -> None:
    """春晖路：起人民路，止人民路，长1400米: a yard road that leaves b and comes back to b"""
    grid = Drawing("""
e-----f
|     |
|     |
h-----g
|
|
b---------c---d
人民路 bcd  - bh  - hefgh
""")
    (found,) = grid.resolve("春晖路：起人民路，止人民路，长900米")
    assert not isinstance(found, Resolved), "it may not run over the same ground twice"
    ring = Drawing("""
e-----f
|     |
|     |
b-----g
|
|
a---------c---d
人民路 ab  - befgb
""")
    (found,) = ring.resolve("春晖路：起人民路，止人民路，长1800米")
    assert isinstance(found, Resolved)
    assert found.alignment.measured_length_m == pytest.approx(1800, abs=15)


def test_a_road_between_two_streets_that_cross_is_not_made_a_ring() -> None:
    """春晖路：起人民路，止建设路，长1800米: the square round the block begins and ends on both, and is not meant"""
    grid = Drawing("""
b-----f
|     |
|     |
e-----g
人民路 eb  建设路 eg  - bfg
""")
    (found,) = grid.resolve("春晖路：起人民路，止建设路，长2000米")
    assert not isinstance(found, Resolved)
