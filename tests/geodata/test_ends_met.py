"""Ends that the map has where the road is, elsewhere, or not at all: what is drawn, how certainly, and what is said."""

import pytest
from drawn import Drawing
from shapely.geometry import Point

from geodata.outcomes import Resolution, Resolved

# 人民路 runs on to d; 和平路 ends on 解放路, 光华路 on 中山路; 未来路 is nowhere.
GRID = Drawing("""
a---b---c---d
|   |   |   |
|   |   |   |
e---f---g---h
|       |   |
|       |   |
i---j---k   l
人民路 abcd  中山路 efg  - gh  和平路 ijk  建设路 aei  解放路 cgk  胜利路 dhl  光华路 bf
""")


def is_certain(outcome: Resolution) -> bool:
    return isinstance(outcome, Resolved) and outcome.confident


@pytest.mark.parametrize(
    "clause",
    [
        "人民路：西起建设路，东止解放路与胜利路中间，长1000米",
        "人民路：西起建设路，东止胜利路与解放路中间，长1000米",
        "人民路：东起解放路与胜利路之间的中点，西止建设路，长1000米",
    ],
)
def test_a_road_may_end_half_way_between_two_streets_that_it_passes(clause: str) -> None:
    (found,) = GRID.resolve(clause)
    assert is_certain(found)
    assert isinstance(found, Resolved)
    assert found.alignment.measured_length_m == pytest.approx(1000, abs=5)


@pytest.mark.parametrize(
    ("clause", "path"),
    [
        ("人民路：西起建设路口，东止解放路口，长800米", "abc"),
        ("人民路：西起建设路东侧，东止解放路西侧，长800米", "abc"),
        ("人民路：西起人民路建设路路口，东止人民路与解放路交叉口北侧，长800米", "abc"),
        ("人民路：西起建设路北段，东止解放路中心线，长800米", "abc"),
    ],
)
def test_a_street_is_met_in_whatever_words_its_mouth_is_told(clause: str, path: str) -> None:
    (found,) = GRID.resolve(clause)
    assert is_certain(found)
    assert GRID.path(found) == path


@pytest.mark.parametrize("length_m", [400, 600, 800, 1000])
def test_a_crossing_with_a_street_that_the_map_has_not_is_not_just_anywhere_on_the_road(length_m: int) -> None:
    (found,) = GRID.resolve(f"人民路：西起建设路，东止人民路与未来路交叉口，长{length_m}米")
    assert not is_certain(found)
    assert not any("“人民路与未来路交叉口”路口" in said.zh for said in found.evidence)


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        (
            "和平路：西起建设路，东止胜利路，长800米",
            "图上这条线不到止点“胜利路”（相距约 400 米），画到路的尽处。",
        ),
        (
            "光华路：北起人民路，南止和平路与光华路交叉口，长300米",
            "图上这条线不到止点“和平路与光华路交叉口”（相距约 300 米），画到路的尽处。",
        ),
        ("光华路：北起人民路，南止中山路以南50米，长320米", "图上的路到不了止点“中山路以南50米”，画到路的尽处。"),
    ],
)
def test_a_road_whose_end_the_map_has_elsewhere_is_not_certain(clause: str, said: str) -> None:
    (found,) = GRID.resolve(clause)
    assert not is_certain(found)
    assert said in [each.zh for each in found.evidence]


def test_a_road_that_stops_just_short_of_its_street_is_certain_all_the_same() -> None:
    """和平路：西起建设路，东止解放路，长770米: drawn by hand, it ends 30 m before 解放路"""
    grid = Drawing(
        """
a---b---c
|       |
i-----jkl
人民路 abc  建设路 ai  解放路 cl  和平路 ij
""",
        at={"j": (0.0069, -0.0018), "k": (0.0, 0.009)},
    )
    (found,) = grid.resolve("和平路：西起建设路，东止解放路，长770米")
    assert is_certain(found)
    assert grid.path(found) == "ij"


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("和平路：西起建设路，东止未来路，长800米", "图上找不到止点“未来路”，画到路的尽处。"),
        ("人民路：西起建设路，东止未来路，长800米", "图上找不到止点“未来路”，画到一处路口。"),
        ("支路：北起人民路，南止断头路，长200米", "止点“断头路”在路的尽头。"),
    ],
)
def test_it_is_said_by_what_a_line_ends_whose_end_is_not_on_the_map(clause: str, said: str) -> None:
    grid = Drawing("""
a---b---c---d
|   |   |   |
|   m   |   |
i-------k   l
人民路 abcd  建设路 ai  解放路 ck  胜利路 dl  和平路 ik  支路 bm
""")
    (found,) = grid.resolve(clause)
    assert isinstance(found, Resolved)
    assert said in [each.zh for each in found.evidence]


def test_a_street_of_that_name_in_another_town_is_not_the_one() -> None:
    """人民路：西起建设路，东止北环路，长800米: the map knows a 北环路 11 km away"""
    grid = Drawing(
        """
a---b---c
|       |
e-------g
人民路 abc  中山路 eg  建设路 ae  - cg  北环路 zw
""",
        at={"z": (0.1, 0.003), "w": (0.1, -0.006)},
    )
    (found,) = grid.resolve("人民路：西起建设路，东止北环路，长800米")
    assert is_certain(found)
    assert "图上这一带没有止点“北环路”（10 公里外才有），画到路的尽处。" in [said.zh for said in found.evidence]


def test_east_of_a_street_is_not_the_street() -> None:
    """人民路：西起建设路，东止解放路以东，长1000米"""
    (found,) = GRID.resolve("人民路：西起建设路，东止解放路以东，长1000米")
    assert isinstance(found, Resolved)
    assert found.alignment.measured_length_m == pytest.approx(1000, abs=5)


@pytest.mark.parametrize(("length_m", "certain"), [(8000, True), (6400, False)])
def test_beyond_a_street_is_certain_only_with_a_length_that_agrees(length_m: int, certain: bool) -> None:
    """人民路：西起建设路，东止解放路以西: as near as 解放路 is, 8 km on, it is 25 % longer than 6,400 m"""
    grid = Drawing(
        """
a---b
|   |
e---g
人民路 ac  中山路 eg  建设路 ae  解放路 cd
""",
        at={"b": (0.001, 0.01), "c": (0.0719, 0.0), "d": (0.0719, -0.003)},
    )
    (found,) = grid.resolve(f"人民路：西起建设路，东止解放路以西，长{length_m}米")
    assert is_certain(found) is certain


def test_a_road_that_ends_at_a_motorway_passes_no_junction_there() -> None:
    """人民路：西起建设路，东止京州高速公路，长600米; the motorway runs over it"""
    grid = Drawing(
        """
a---b--x--c
|   |     |
|   |     |
e---f--y--g
人民路 abc  中山路 efg  建设路 ae  光华路 bf  解放路 cg  京州高速!motorway zw
""",
        at={"z": (0.0063, 0.003), "w": (0.0063, -0.006)},
    )
    (found,) = grid.resolve("人民路：西起建设路，东止京州高速公路，长700米")
    assert isinstance(found, Resolved)
    assert found.alignment.measured_length_m == pytest.approx(700, abs=5)
    assert any("吻合度 100%" in said.zh for said in found.evidence)


def test_a_road_may_end_where_it_passes_over_a_street() -> None:
    """人民路：西起建设路，东止高架路，长700米: it goes on below 高架路, to c, and meets it nowhere"""
    grid = Drawing(
        """
a---b-----c
|   |     |
e---f-----g
人民路 abc  中山路 efg  建设路 ae  光华路 bf  解放路 cg  高架路 zw
""",
        at={"z": (0.0063, 0.003), "w": (0.0063, -0.006)},
    )
    (found,) = grid.resolve("人民路：西起建设路，东止高架路立交，长700米")
    assert is_certain(found)
    assert isinstance(found, Resolved)
    assert found.alignment.measured_length_m == pytest.approx(700, abs=5)


def test_a_place_beside_the_road_is_meant_where_the_street_of_its_name_is_not_met() -> None:
    """人民路：西起建设路，东止样例桥，长700米: a station stands there, and a lane of that name elsewhere"""
    text = """
a---b--x--c
|   |     |
e---f-----g---h---i
人民路 abxc  中山路 efgh  建设路 ae  光华路 bf  解放路 cg  样例桥 hi
"""
    station = {("station", "样例桥"): Point(Drawing(text).at["x"])}
    (found,) = Drawing(text, station).resolve("人民路：西起建设路，东止样例桥，长700米")
    assert isinstance(found, Resolved)
    assert found.alignment.measured_length_m == pytest.approx(700, abs=5)
    assert "止点与“样例桥”的吻合度 100%。" in [said.zh for said in found.evidence]


def test_a_road_may_end_at_what_only_the_inside_of_a_junction_is_called() -> None:
    """人民路：西起建设路，东止样例桥，长800米: 样例桥 is 20 m long, between two carriageways"""
    grid = Drawing(
        """
a---b---c---d
|   |   |   |
|   |   |   |
e---f---g---h
人民路 abc  样例桥 cx  人民路 xd  建设路 ae  解放路 cg  复兴路 xy  胜利路 dh  中山路 efgh
""",
        at={"x": (0.00736, 0.0), "y": (0.00736, 0.002)},
    )
    (found,) = grid.resolve("人民路：西起建设路，东止样例桥，长800米")
    assert is_certain(found)
    assert isinstance(found, Resolved)
    assert found.alignment.measured_length_m == pytest.approx(805, abs=15)


@pytest.mark.parametrize(
    ("clause", "certain"),
    [
        ("人民路：东起建设路，西止解放路，长800米", True),
        ("人民路：西起解放路，东止建设路，长800米", True),
        ("人民路：东起建设路，西止解放路，长400米", False),
        ("未来路：东起建设路，西止解放路，长800米", False),
    ],
)
def test_sides_the_wrong_way_round_do_not_lose_a_road_of_the_name_between_both_its_streets(
    clause: str, certain: bool
) -> None:
    """Name, streets and length say which it is; what the sides say otherwise stands beside it."""
    (found,) = GRID.resolve(clause)
    assert is_certain(found) == certain
    if certain:
        assert "走向与公告所述方位相反。" in [said.zh for said in found.evidence]


@pytest.mark.parametrize("length_m", ["800", "800.2", "800.3", "799.9"])
def test_a_length_that_is_right_is_off_by_nothing_and_not_by_minus_nothing(length_m: str) -> None:
    (found,) = GRID.resolve(f"人民路：西起建设路，东止解放路，长{length_m}米")
    assert any("（+0.0%）" in said.zh for said in found.evidence)
