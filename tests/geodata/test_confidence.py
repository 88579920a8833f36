"""How a first line agrees with what is said, well enough to be certain or not."""

import pytest
from drawn import Drawing, version
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from geodata.confidence import agreement, is_confident
from geodata.evidence import weights
from geodata.hypotheses import search
from geodata.outcomes import Resolved
from geodata.resolve import weighed

GRID = Drawing("""
a---b---c---d
|   |   |   |
|   |   |   |
e---f---g---h
人民路 abcd  中山路 efgh  建设路 ae  - bf  - cg  胜利路 dh
""")
ALONE = Drawing("""
a---b---c
    |
    |
d---e---f
人民路 abc  中山路 def  - be
""")


@pytest.mark.parametrize(
    ("grid", "clause", "how"),
    [
        (GRID, "人民路：西起建设路，东止胜利路，长1200米", "named"),
        (GRID, "人民路：西起建设路，东止规划一路（规划），长1200米", "open"),
        (GRID, "人民路：西起建设路，东止规划一路（规划），长1100米", "open"),
        (GRID, "人民路：起建设路，止规划一路（规划），长1100米", None),
        (GRID, "人民路：西起建设路，东止规划一路（规划），长900米", None),
        (GRID, "春晖路：北起人民路，南止中山路，长300米", "crowded"),
        (GRID, "人民路：西起建设路，东止建设路与胜利路中点，长600米", "named"),
        (GRID, "人民路：西起湖滨转盘，东止湖滨转盘与胜利路中点，长1200米", None),
        (ALONE, "春晖路：北起人民路，南止中山路，长300米", "inferred"),
        (ALONE, "春晖路：北起人民路，南止规划一路（规划），长300米", None),
        (ALONE, "春晖路：北起人民路，南止中山路", "unmeasured"),
        (ALONE, "春晖路：起人民路，止中山路", None),
        (ALONE, "春晖路：北起人民路，南止中山路，长260米", "strained"),
        (ALONE, "春晖路：起人民路，止中山路，长260米", None),
        (ALONE, "春晖路：北起人民路，南止中山路，长200米", None),
    ],
)
def test_a_line_agrees_by_its_name_or_by_all_the_rest(grid: Drawing, clause: str, how: str | None) -> None:
    (case,) = weighed(grid.network, *search(grid.network, [version(clause)], weights()), weights())
    assert agreement(case, 0) == how


def test_a_named_road_may_end_near_the_place_it_is_said_to_end_at() -> None:
    """人民路：西起建设路，东止样例河，长800米: the river crosses at c; 人民路 runs on to d"""
    drawn = {letter: GRID.at[letter] for letter in "cg"}
    river = {("river", "样例河"): LineString([drawn["c"], drawn["g"]])}
    grid = Drawing(
        """
a---b---c---d
|   |   |   |
|   |   |   |
e---f---g---h
人民路 abcd  中山路 efgh  建设路 ae  - bf  - cg  胜利路 dh
""",
        river,
    )
    for length_m, how in ((800, "open"), (600, None)):
        said = version(f"人民路：西起建设路，东止样例河，长{length_m}米")
        (case,) = weighed(grid.network, *search(grid.network, [said], weights()), weights())
        assert agreement(case, 0) == how


def test_an_end_on_a_line_that_is_itself_only_likely_links_the_two() -> None:
    """
    春晖路：北起人民路，南止中山路，长400米
    望山路：西起春晖路，东止胜利路，长400米
    """
    grid = Drawing("""
a---b---c
    |   |
    m---n
    |   |
d---e---f
人民路 abc  中山路 def  胜利路 cnf  - bme  - mn
""")
    said = [version("春晖路：北起人民路，南止中山路，长400米"), version("望山路：西起春晖路，东止胜利路，长400米")]
    first, second = weighed(grid.network, *search(grid.network, said, weights()), weights())
    assert (agreement(second, 0), agreement(second, 1)) == ("linked", "crowded")  # bc is as long
    assert agreement(first, 0) == "crowded"  # cf is as long


def test_what_agrees_is_certain_from_its_own_threshold_on() -> None:
    said = version("人民路：西起建设路，东止胜利路，长1200米")
    (case,) = weighed(GRID.network, *search(GRID.network, [said], weights()), weights())
    chance = case.answers[0].probability
    assert is_confident(case, {"named": chance}, 0)
    assert not is_confident(case, {"named": chance + 1e-6}, 0)


TOWNS = """
a---b---c                p---q---r
|   |   |                |   |   |
d   e   f                s   t   u
- abc  建设路 ad  解放路 cf  光华路 be  人民路 pqr  建设路 ps  解放路 ru  光华路 qt
"""


@pytest.mark.parametrize(("own", "certain"), [(box(-0.001, -0.004, 0.011, 0.002), False), (None, True)])
def test_a_road_of_its_name_in_another_district_is_not_certain(own: BaseGeometry | None, certain: bool) -> None:
    """人民路 of 虚构区：西起建设路，东止解放路，长800米: nameless there; in the next district one of its name fits"""
    grid = Drawing(TOWNS, divisions={} if own is None else {"虚构区": own})
    (found,) = grid.resolve("人民路：西起建设路，东止解放路，长800米")
    assert isinstance(found, Resolved)
    assert found.confident is certain
    assert any("在公告所述的区划之外" in said.zh for said in found.evidence) is not certain
