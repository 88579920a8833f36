"""What a stated width may say of a line: little, and nothing against a name, both ends and a length."""

from dataclasses import replace
from math import log

import pytest
from drawn import Drawing, version

from gazetteer.entries import StatedMeasure
from geodata.endpoints import UNSAID
from geodata.evidence import weights
from geodata.figures import LINE_FIGURES
from geodata.graph import CLASS_RANK
from geodata.outcomes import Resolved
from geodata.wanted import Wanted
from geodata.widths import MOST_MISS, width_miss

GRID = Drawing("""
a---b---c
|   |   |
|   |   |
d---e---f
人民路 abc  中山路 def  建设路 ad  胜利路 cf  - be
""")


def miss(highway: str, width_m: float) -> float:
    said = replace(version("春晖路：北起人民路，南止中山路"), width=StatedMeasure(f"{width_m}米", width_m, width_m))
    return width_miss(Wanted(said, frozenset(), UNSAID, UNSAID), CLASS_RANK[highway])


@pytest.mark.parametrize(
    ("highway", "width_m"),
    [
        ("service", 3),
        ("service", 7),
        ("living_street", 4),
        ("pedestrian", 6),
        ("residential", 5),
        ("residential", 24),  # between its red lines
        ("tertiary", 12),
        ("tertiary", 40),
        ("primary", 60),
    ],
)
def test_a_width_that_is_stated_of_such_roads_says_nothing(highway: str, width_m: float) -> None:
    assert miss(highway, width_m) == 0.0


def test_an_odd_width_says_a_little_and_the_oddest_not_much_more() -> None:
    odd, odder, oddest = (miss("primary", width_m) for width_m in (12, 7, 0.001))
    assert 0.0 < odd < odder <= MOST_MISS
    assert oddest == MOST_MISS
    assert miss("service", 1000) == MOST_MISS


@pytest.mark.parametrize("width_m", [1, 3, 5, 6, 7, 8, 12, 30, 60, 90, 300])
def test_a_road_that_has_its_name_its_ends_and_its_length_is_certain_whatever_its_width(width_m: int) -> None:
    (found,) = GRID.resolve(f"人民路：西起建设路，东止胜利路，长800米，宽{width_m}米")
    assert isinstance(found, Resolved)
    assert found.confident


@pytest.mark.parametrize("width_m", [None, 5, 6, 7, 8, 12, 30, 50])
def test_a_nameless_road_is_found_whatever_width_is_stated(width_m: int | None) -> None:
    said = f"，宽{width_m}米" if width_m else ""
    (found,) = GRID.resolve(f"春晖路：北起人民路，南止中山路，长300米{said}")
    assert GRID.path(found) == "be"


def test_the_oddest_width_makes_a_line_some_twenty_times_less_likely_at_most() -> None:
    weight = dict(zip(LINE_FIGURES, weights().line.tolist(), strict=True))
    assert -log(21) < weight["width"] * MOST_MISS <= 0.0
