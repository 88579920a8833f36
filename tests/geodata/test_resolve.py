"""Roads found on drawn grids: named, part, without a name, with two carriageways, several, none."""

from dataclasses import replace
from itertools import permutations

import pytest
from drawn import Drawing, version
from shapely.geometry import box

from geodata.outcomes import Ambiguous, NotMapped, Resolved, Unresolved, as_json, from_json
from geodata.resolve import resolve


@pytest.fixture
def grid() -> Drawing:
    return Drawing("""
a---b---c---d
|   |   |   |
|   |   |   |
e---f---g---h
|       |   |
|       |   |
i---j---k---l
人民路 abcd  中山路 efgh  和平路 ijkl
建设路 aei  解放路 cgk  胜利路 dhl  - bf
""")


def test_a_road_runs_between_the_streets_it_names(grid: Drawing) -> None:
    """人民路：西起建设路，东止解放路，长800米"""
    (found,) = grid.resolve("人民路：西起建设路，东止解放路，长800米")
    assert grid.path(found) == "abc"
    assert isinstance(found, Resolved)
    assert (found.basis, found.confident) == ("named", True)
    assert found.alignment.measured_length_m == pytest.approx(800, abs=1)
    assert found.alignment.way_ids == (1,)


def test_its_line_is_drawn_in_the_described_direction(grid: Drawing) -> None:
    """人民路：东起胜利路，西止建设路，长1200米"""
    (found,) = grid.resolve("人民路：东起胜利路，西止建设路，长1200米")
    assert grid.path(found) == "dcba"


def test_a_road_without_a_name_is_found_from_its_ends_and_length(grid: Drawing) -> None:
    """春晖路：北起人民路，南止中山路，长300米"""
    (found,) = grid.resolve("春晖路：北起人民路，南止中山路，长300米")
    assert grid.path(found) == "bf"
    assert isinstance(found, Resolved)
    assert found.basis == "inferred"


def test_a_road_that_is_not_there_is_not_drawn(grid: Drawing) -> None:
    """春晖路：北起中山路，南止和平路，长300米"""
    (found,) = grid.resolve("春晖路：北起中山路，南止和平路，长300米")
    assert isinstance(found, NotMapped)


@pytest.mark.parametrize(("course", "path"), [("东西", "ab"), ("南北", "ae")])
def test_a_stated_direction_tells_lines_apart_where_no_side_is_said(course: str, path: str) -> None:
    """春晖路：起人民路，止中山路，长400米，东西走向: from a to b, or down to e"""
    grid = Drawing("""
x
|
a---b
|   |
|   |
|   |
e---f
人民路 xa  中山路 bfe  - ab  - ae
""")
    said = version("春晖路：起人民路，止中山路，长400米")
    (found,) = resolve([replace(said, extent=replace(said.extent, course=course))], grid.network)
    assert grid.path(found) == path


@pytest.mark.parametrize(("name", "path"), [("洸河东路", "bf"), ("春晖路", None)])
def test_of_two_alike_the_one_that_goes_on_from_its_namesake_is_meant(name: str, path: str | None) -> None:
    """洸河东路：北起人民路，止中山路，长300米: bf goes on from 洸河西路 at b, cg fits as well"""
    grid = Drawing("""
    x
    |
    |
a---b---c---d
|   |   |   |
|   |   |   |
e---f---g---h
人民路 abcd  中山路 efgh  建设路 ae  - bf  - cg  胜利路 dh  洸河西路 xb
""")
    (found,) = grid.resolve(f"{name}：北起人民路，南止中山路，长300米")
    assert (grid.path(found) if isinstance(found, Resolved) else None) == path


def test_an_extension_is_the_one_of_two_alike_that_goes_on_from_its_road() -> None:
    """洸河路南延：北起人民路，止中山路，长300米: bf goes on from 洸河路 at b, cg fits as well"""
    grid = Drawing("""
    x
    |
    |
a---b---c---d
|   |   |   |
|   |   |   |
e---f---g---h
人民路 abcd  中山路 efgh  建设路 ae  - bf  - cg  胜利路 dh  洸河路 xb
""")
    (found,) = grid.resolve("洸河路南延：北起人民路，南止中山路，长300米")
    assert grid.path(found) == "bf"


def test_an_elevated_road_lies_between_the_streets_that_it_passes_over() -> None:
    """人民路高架路：西起建设路，东止解放路，长400米: it begins and ends beyond both and joins neither"""
    at = {"u": (-0.0036, 0.0001), "w": (0.0018, 0.0001), "v": (0.0072, 0.0001), "x": (0.0018, 0.002)}
    grid = Drawing(
        "e---f\n|   |\na---b\n|   |\nc---d\n建设路 eac  解放路 fbd  人民路 ab  人民路高架!trunk uwv  -!trunk_link wx",
        at={letter: (lon, lat - 0.0018) for letter, (lon, lat) in at.items()},
    )
    (found,) = grid.resolve("人民路高架路：西起建设路，东止解放路，长400米")
    assert isinstance(found, Resolved)
    assert grid.path(found) == "?w?"
    assert found.alignment.measured_length_m == pytest.approx(400, abs=5)


def test_a_road_named_only_beyond_its_end_is_found_up_to_there() -> None:
    """人民路：西起建设路，东止解放路，长800米: the map names it only from 解放路 on, for 400 m"""
    grid = Drawing("""
a---b---c---d
|   |   |   |
|   |   |   |
e---f---g---h
人民路 cd  - abc  建设路 ae  解放路 cg  胜利路 dh  中山路 efgh
""")
    (found,) = grid.resolve("人民路：西起建设路，东止解放路，长800米")
    assert grid.path(found) == "abc"


def test_what_is_not_mapped_keeps_the_lines_it_was_weighed_against(grid: Drawing) -> None:
    """春晖路：北起人民路，南止中山路，长475米，宽60米: - bf is 300 m long, of a class that is not so wide"""
    (found,) = grid.resolve("春晖路：北起人民路，南止中山路，长475米，宽60米")
    assert isinstance(found, NotMapped)
    assert {grid.letters(line.courses[0].coordinates) for line in found.candidates} >= {"bf"}
    assert grid.path(found) == "not_mapped"


def test_lines_that_hardly_fit_are_told_with_the_chance_that_the_road_is_not_there(grid: Drawing) -> None:
    """春晖路：北起人民路，南止中山路，长450米: - bf is 300 m long"""
    (found,) = grid.resolve("春晖路：北起人民路，南止中山路，长450米")
    assert isinstance(found, Ambiguous)
    assert found.evidence[-1].zh.startswith("也可能不在此图中（")


def test_an_outcome_kept_before_it_had_candidates_has_none(grid: Drawing) -> None:
    (found,) = grid.resolve("春晖路：北起东风路，南止西风路，长300米")
    said = as_json(found)
    assert said.pop("candidates") == []
    assert from_json(said) == found


def test_roads_that_only_name_one_another_are_placed_once_one_of_them_ends_on_the_map() -> None:
    """Two roads between two others that end on each other: a rectangle like many, until two of them begin on 人民路."""
    grid = Drawing("""
a---b---c---d
|   |   |   |
|   |   |   |
e---f---g---h
|   |   |   |
i---j---k---l
人民路 abcd  - efgh  - ijkl  建设路 aei  - bfj  - cgk  胜利路 dhl
""")
    across = ("春晖路：西起望山路，东止文昌路，长400米", "学府路：西起望山路，东止文昌路，长400米")
    adrift = grid.resolve(*across, "望山路：北起春晖路，南止学府路，长200米", "文昌路：北起春晖路，南止学府路，长200米")
    assert {type(each) for each in adrift} == {Unresolved}
    assert isinstance(adrift[0], Unresolved)
    assert adrift[0].reason.zh == "它起止于“望山路”、“文昌路”，这些路也没有找到：它们与它都不接图上已知的路。"
    held = grid.resolve(*across, "望山路：北起人民路，南止学府路，长500米", "文昌路：北起人民路，南止学府路，长500米")
    assert [grid.path(each) for each in held] == ["fg", "jk", "bfj", "cgk"]


def test_ends_that_are_not_there_leave_the_road_unresolved(grid: Drawing) -> None:
    """春晖路：北起东风路，南止西风路，长300米"""
    (found,) = grid.resolve("春晖路：北起东风路，南止西风路，长300米")
    assert isinstance(found, Unresolved)
    assert "“东风路”、“西风路”" in found.reason.zh


def test_a_named_road_ends_where_its_length_says_when_an_end_is_planned(grid: Drawing) -> None:
    """中山路：西起建设路，东止规划南北一号路，长810米"""
    (found,) = grid.resolve("中山路：西起建设路，东止规划南北一号路，长810米")
    assert grid.path(found) == "efg"
    assert isinstance(found, Resolved)
    assert not found.confident


def test_two_lines_that_fit_alike_are_not_decided_between() -> None:
    """春晖路：北起人民路，南止中山路，长300米"""
    grid = Drawing("""
a---b---c---d
|   |   |   |
|   |   |   |
e---f---g---h
人民路 abcd  中山路 efgh  建设路 ae  - bf  - cg  胜利路 dh
""")
    (found,) = grid.resolve("春晖路：北起人民路，南止中山路，长300米")
    assert isinstance(found, Ambiguous | NotMapped)
    if isinstance(found, Ambiguous):
        assert {grid.letters(line.courses[0].coordinates) for line in found.candidates[:2]} == {"bf", "cg"}


def test_of_two_roads_of_one_name_the_one_in_its_district_is_meant() -> None:
    """人民路：西起建设路，东止解放路，长400米 (虚构区)"""
    grid = Drawing(
        """
a---b       m---n
|   |       |   |
d   e       o   p
人民路 ab  建设路 ad  解放路 be  人民路 mn  建设路 mo  解放路 np
""",
        divisions={"虚构区": box(0.0085, -0.01, 0.03, 0.01), "邻区": box(-0.01, -0.01, 0.0085, 0.01)},
    )
    (found,) = grid.resolve("人民路：西起建设路，东止解放路，长400米")
    assert grid.path(found) == "mn"
    assert isinstance(found, Resolved)
    assert found.confident


def test_twin_carriageways_come_together() -> None:
    """
    迎宾大道：西起建设路，东止解放路，长800米

    Its carriageways lie 30 m apart; 学府路 joins the southern one only.
    """
    grid = Drawing(
        """
p       q
|       |
|       |
a-------c
b---m---d
|   |   |
|   |   |
r   s   t
>迎宾大道 ca  >迎宾大道 bmd  建设路 pabr  解放路 qcdt  学府路 ms
""",
        down_m=30,
    )
    (found,) = grid.resolve("迎宾大道：西起建设路，东止解放路，长800米")
    assert isinstance(found, Resolved)
    assert {grid.letters(course.coordinates).replace("?", "") for course in found.alignment.courses} == {"bmd", "ac"}
    assert found.confident


def test_a_road_of_which_the_last_stretch_alone_has_two_carriageways_has_both() -> None:
    """
    迎宾大道：西起建设路，东止解放路，长1600米

    The last 200 m are driven on two lines, some eighth of its length.
    """
    grid = Drawing(
        """
p               q
|               |
a-------------m-c
                d
|               |
r               t
迎宾大道 am  >迎宾大道 cm  >迎宾大道 md  建设路 par  解放路 qcdt
""",
        down_m=30,
    )
    (found,) = grid.resolve("迎宾大道：西起建设路，东止解放路，长1600米")
    assert isinstance(found, Resolved)
    assert {grid.letters(course.coordinates).replace("?", "") for course in found.alignment.courses} == {"amc", "amd"}


@pytest.mark.parametrize("name", ["迎宾大道", "-"])
def test_carriageways_too_far_apart_to_be_paired_come_together_all_the_same(name: str) -> None:
    """
    迎宾大道：西起建设路，东止解放路，长800米

    Its carriageways lie 57 m apart: their crossings are two junctions each.
    """
    grid = Drawing(
        f"""
p       q
|       |
a-------c
b-------d
|       |
r       t
>{name} ca  >{name} bd  建设路 pabr  解放路 qcdt
""",
        down_m=57,
    )
    (found,) = grid.resolve("迎宾大道：西起建设路，东止解放路，长800米")
    assert isinstance(found, Resolved)
    assert sorted(grid.letters(course.coordinates) for course in found.alignment.courses) == ["ac", "bd"]


def test_a_road_is_drawn_straight_on_to_its_end_street_not_along_the_turning_lane() -> None:
    """人民路：西起建设路，东止解放路，长1020米: the lane m-q is one piece, the way on by n two."""
    metres = {"m": (1000, 0), "n": (1010, 0), "y": (1020, 0), "q": (1020, 22), "p": (1010, -300)}
    grid = Drawing(
        """
f         x
|         |
a---------m
|         |
g         z
人民路 amny  - mq  支路 np  建设路 fag  解放路 xqyz
""",
        at={letter: (east / 111_319.49, (north - 200) / 111_319.49) for letter, (east, north) in metres.items()},
    )
    (found,) = grid.resolve("人民路：西起建设路，东止解放路，长1020米")
    assert grid.path(found) == "amny"


def test_two_roads_driven_the_same_way_are_no_carriageways_of_one() -> None:
    grid = Drawing(
        """
p       q
|       |
a-------c
b-------d
|       |
r       t
>迎宾大道 ac  >- bd  建设路 pabr  解放路 qcdt
""",
        down_m=57,
    )
    (found,) = grid.resolve("迎宾大道：西起建设路，东止解放路，长800米")
    assert grid.path(found) == "ac"
    assert isinstance(found, Resolved)
    assert len(found.alignment.courses) == 1


NOTICE = (
    "春晖路：北起人民路，南止秋实街，长300米",
    "秋实街：西起建设路，东止春晖路，长400米",
    "冬青巷：北起秋实街，南止和平路，长300米",
)


@pytest.fixture
def nameless() -> Drawing:
    return Drawing("""
a---b-------c
|   |       |
|   |       |
d---e       |
|   |       |
| f |       |
g---h-------i
人民路 abc  和平路 ghi  建设路 adg  解放路 ci  - be  - de  - eh
""")


def test_roads_of_one_notice_that_end_on_each_other_are_found_together(nameless: Drawing) -> None:
    found = nameless.resolve(*NOTICE[:2])
    assert [nameless.path(each) for each in found] == ["be", "de"]
    alone = nameless.resolve(NOTICE[1])[0]
    assert found[1].probability > alone.probability  # type: ignore[union-attr]


def test_the_order_of_clauses_does_not_matter(nameless: Drawing) -> None:
    expected = {each.road_id: each for each in nameless.resolve(*NOTICE)}
    for order in permutations(NOTICE):
        for each in nameless.resolve(*order):
            assert each == replace(expected[each.road_id], probability=pytest.approx(each.probability))


def test_roads_that_end_on_one_planned_road_pull_at_each_other(grid: Drawing) -> None:
    """
    人民路：西起建设路，东止规划兴仲路，长410米
    中山路：西起建设路，东止规划兴仲路，长410米

    The nameless - bf joins both where their lengths are used up.
    """
    clauses = ("人民路：西起建设路，东止规划兴仲路，长410米", "中山路：西起建设路，东止规划兴仲路，长410米")
    together = grid.resolve(*clauses)
    assert [grid.path(each) for each in together] == ["ab", "ef"]
    for each, clause in zip(together, clauses, strict=True):
        assert each.probability > grid.resolve(clause)[0].probability  # type: ignore[union-attr]


def test_a_road_ends_on_one_that_is_not_there_only_where_that_may_run() -> None:
    """
    甲路：西起建设路，东止东风路，长800米
    乙路：北起人民路，南止甲路，长300米

    甲路 is not on the map; it cannot run where mn ends, 600 m beyond 东风路.
    """
    grid = Drawing("""
a---x---b-----m---c
|   |   |     |   |
|   |   |     |   |
e   y   f     n   g
人民路 axbmc  建设路 ae  东风路 bf  解放路 cg  - xy  - mn
""")
    first, second = grid.resolve("甲路：西起建设路，东止东风路，长800米", "乙路：北起人民路，南止甲路，长300米")
    assert grid.path(first) == "not_mapped"
    lines = [second.alignment] if isinstance(second, Resolved) else second.candidates  # type: ignore[union-attr]
    assert grid.letters(lines[0].courses[0].coordinates) == "xy"
    assert all(grid.letters(line.courses[0].coordinates) != "mn" for line in lines[:2])


def test_a_road_may_end_where_nothing_goes_on() -> None:
    """春晖路：北起人民路，南止尽头，长300米"""
    grid = Drawing("""
a---b---c---d
    |   |
    |   |
    f   |
        g
人民路 abcd  - bf  - cg
""")
    (found,) = grid.resolve("春晖路：北起人民路，南止尽头，长300米")
    assert grid.path(found) == "bf"
    assert isinstance(found, Resolved)
    assert not found.confident


def test_an_offset_and_a_midpoint_are_measured_from_the_crossing(grid: Drawing) -> None:
    """
    中山路：西起建设路，东止解放路以西100米，长700米
    和平路：西起建设路，东止建设路与解放路中点，长400米
    """
    offset, middle = grid.resolve(
        "中山路：西起建设路，东止解放路以西100米，长700米",
        "和平路：西起建设路，东止建设路与解放路中点，长400米",
    )
    assert isinstance(offset, Resolved)
    assert isinstance(middle, Resolved)
    assert offset.alignment.measured_length_m == pytest.approx(700, abs=2)
    assert middle.alignment.measured_length_m == pytest.approx(400, abs=2)


def test_a_named_road_goes_on_over_a_gap_in_its_name() -> None:
    """人民路：西起建设路，东止解放路，长1200米"""
    grid = Drawing("""
p   q   r   s
|   |   |   |
a---b---c---d
建设路 pa  东风路 qb  西风路 rc  解放路 sd  人民路 ab  - bc  人民路 cd
""")
    (found,) = grid.resolve("人民路：西起建设路，东止解放路，长1200米")
    assert grid.path(found) == "abcd"


def test_a_named_road_goes_on_beyond_a_staggered_crossing() -> None:
    """人民路：西起建设路，东止胜利路，长1000米: east of 解放路 it goes on 60 m farther north"""
    lons = {"pq": 0.0, "ns": 0.0045, "yx": 0.009}
    at = {letter: (lon, lat) for pair, lon in lons.items() for letter, lat in zip(pair, (0.0036, -0.0036), strict=True)}
    at |= {"a": (0.0, 0.0), "b": (0.0045, 0.0), "c": (0.0045, 0.00054), "d": (0.009, 0.00054)}
    grid = Drawing("人民路 ab  人民路 cd  解放路 ncbs  建设路 paq  胜利路 ydx", at=at)
    (found,) = grid.resolve("人民路：西起建设路，东止胜利路，长1000米")
    assert (grid.path(found), isinstance(found, Resolved) and found.confident) == ("abcd", True)


def test_a_road_round_a_block_may_end_twice_on_one_street() -> None:
    """月牙路：西起人民路，东止人民路，长1400米"""
    grid = Drawing("""
a---b-------c---d
    |       |
    |       |
    e-------f
人民路 abcd  月牙路 befc
""")
    (found,) = grid.resolve("月牙路：西起人民路，东止人民路，长1400米")
    assert grid.path(found) == "befc"


def test_a_former_name_finds_the_road_when_its_history_is_given(grid: Drawing) -> None:
    """人民路, once 春晖路, is still 人民路 on the map"""
    old = version("人民路：西起建设路，东止解放路，长800米", road_id="r1")
    new = version("春晖路：西起建设路，东止解放路，长800米", road_id="r1")
    assert [grid.path(each) for each in resolve([old, new], grid.network)] == ["abc", "abc"]


def test_an_outcome_survives_its_json_form(grid: Drawing) -> None:
    outcomes = grid.resolve(
        "人民路：西起建设路，东止解放路，长800米",
        "春晖路：北起中山路，南止和平路，长300米",
        "秋实路：北起东风路，南止西风路，长300米",
        "春晖路：北起人民路，南止中山路，长475米",
    )
    assert [from_json(as_json(outcome)) for outcome in outcomes] == outcomes
