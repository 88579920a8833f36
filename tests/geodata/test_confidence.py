"""How a first line agrees with what is said, well enough to be certain or not."""

import pytest
from drawn import Drawing, version

from geodata.confidence import agreement, is_confident
from geodata.evidence import weights
from geodata.hypotheses import search
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
        (GRID, "人民路：西起建设路，东止规划一路（规划），长900米", None),
        (GRID, "春晖路：北起人民路，南止中山路，长300米", "crowded"),
        (ALONE, "春晖路：北起人民路，南止中山路，长300米", "inferred"),
        (ALONE, "春晖路：北起人民路，南止规划一路（规划），长300米", None),
    ],
)
def test_a_line_agrees_by_its_name_or_by_all_the_rest(grid: Drawing, clause: str, how: str | None) -> None:
    (case,) = weighed(grid.network, *search(grid.network, [version(clause)], weights()), weights())
    assert agreement(case, 0) == how


def test_what_agrees_is_certain_from_its_own_threshold_on() -> None:
    said = version("人民路：西起建设路，东止胜利路，长1200米")
    (case,) = weighed(GRID.network, *search(GRID.network, [said], weights()), weights())
    chance = case.answers[0].probability
    assert is_confident(case, {"named": chance}, 0)
    assert not is_confident(case, {"named": chance + 1e-6}, 0)
