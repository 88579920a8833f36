"""A notice as a drawing."""

import math
import re
from dataclasses import replace
from itertools import combinations

from gazetteer.entries import Action, Entry, Extent, StatedMeasure, Terminus
from gazetteer.registry import Register
from gazetteer.text import Span
from web.diagram import draw_notice
from web.groups import direction
from web.layout import PlacedRoad, lay_out
from web.sketch import draw_extents

GAP = 500.0


def road(number: int, name: str, start: str, end: str, length: float | None = 600, *subdistricts: str) -> Entry:
    """`start` and `end` as 北:南康路."""
    said = (end.split(":") for end in (start, end))
    ends = [Terminus(text, side, planned=text.startswith("规划")) for side, text in said]
    return Entry(
        f"n-{number}", Action.NAMING, name, Span(0, 1), "", district="区", subdistricts=subdistricts,
        length=StatedMeasure(str(length), length, length) if length else None, extent=Extent(*ends),
    )  # fmt: skip


def placed(*entries: Entry) -> list[PlacedRoad]:
    return [one for group in lay_out(entries, GAP) for one in group.roads]


def length(one: PlacedRoad) -> float:
    return math.dist(one.start, one.end)


def test_a_road_runs_as_far_and_in_the_direction_stated():
    (one,) = placed(road(1, "甲路", "北:乙路", "南:丙路", 834))
    assert math.isclose(length(one), 834)
    assert one.end[1] - one.start[1] == 834  # y runs south


def test_direction_follows_from_one_side_alone_or_from_none():
    assert direction(Extent(Terminus("甲", "东"), Terminus("乙", "西"))) == (-1, 0)
    assert direction(Extent(Terminus("甲", "北"), Terminus("乙"))) == (0, 1)
    assert direction(Extent(Terminus("甲"), Terminus("乙"))) is None


def test_a_road_that_ends_at_another_meets_it():
    """甲路 runs south; 乙路 comes from the east and ends at 甲路."""
    first, second = placed(road(1, "甲路", "北:一街", "南:二街", 1000), road(2, "乙路", "东:三街", "西:甲路", 700))
    x, y = second.end
    assert math.isclose(x, first.start[0], abs_tol=1)
    assert first.start[1] <= y <= first.end[1]


def test_roads_abreast_at_one_street_stand_side_by_side():
    one, two = placed(road(1, "甲路", "北:环路", "南:一街"), road(2, "乙路", "北:环路", "南:二街"))
    assert math.isclose(one.start[1], two.start[1], abs_tol=1)
    assert abs(one.start[0] - two.start[0]) >= GAP * 0.99


def test_a_serial_plan_name_is_another_street_in_another_subdistrict_and_a_bare_one_never_a_place():
    groups = lay_out(
        [
            road(1, "甲路", "北:规划东西一号路", "南:一街", 600, "东街道"),
            road(2, "乙路", "北:规划东西一号路", "南:二街", 600, "西街道"),
            road(3, "丙路", "北:规划路", "南:三街"),
            road(4, "丁路", "北:规划路", "南:四街"),
        ],
        GAP,
    )
    assert [len(group.roads) for group in groups] == [1, 1, 1, 1]


def test_the_drawing_is_the_same_every_time_and_every_name_stands_in_it(register: Register):
    kept = register.notice("济政办字〔2021〕25号")
    road_of = register.roads_of(kept.notice.notice_id)
    drawn = draw_notice(kept.entries, road_of)
    assert drawn.roads == 18
    assert drawn.has_planned
    assert drawn.has_unknown_length  # of the four roads whose ends moved
    assert all(f">{entry.name}</text>" in drawn.svg for entry in kept.entries)
    assert all(f'href="/roads/{road_id}"' in drawn.svg for road_id in road_of.values())
    assert str(draw_notice(kept.entries[:], dict(road_of)).svg) == str(drawn.svg)


def test_fifty_roads_are_drawn_without_one_name_on_another():
    chain = [road(n, f"第{n}路", f"北:第{n - 1}街", f"南:第{n + 1}街", 300 + 37 * n % 900) for n in range(20)]
    comb = [road(100 + n, f"梳{n}路", "北:长街", f"南:短{n}街", 400) for n in range(15)]
    grid = [road(200 + n, f"网{n}路", "东:梳0路", f"西:外{n}街", 500) for n in range(15)]
    drawn = draw_notice([*chain, *comb, *grid], {})
    assert drawn.roads == 50
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn.svg).groups())  # type: ignore[union-attr]
    assert 1080 <= width < 4000
    assert height < 8000


def test_no_two_roads_of_the_seed_notice_lie_on_each_other(register: Register):
    entries = register.notice("济政办字〔2021〕25号").entries
    for group in lay_out(entries, GAP):
        for one, other in combinations(group.roads, 2):
            middle = ((one.start[0] + one.end[0]) / 2, (one.start[1] + one.end[1]) / 2)
            beside = ((other.start[0] + other.end[0]) / 2, (other.start[1] + other.end[1]) / 2)
            assert math.dist(middle, beside) > 50, (one.entry.name, other.entry.name)


def test_names_are_text_whatever_they_say():
    drawn = draw_notice([road(1, "<script>路", "北:<b>街", "南:二街")], {})
    assert "<script>" not in drawn.svg
    assert "&lt;script&gt;路" in drawn.svg


def test_the_end_that_moved_stands_out_in_both_sketches():
    old = Extent(Terminus("南康路", "北"), Terminus("丽康路", "南"))
    new = Extent(Terminus("南康路", "北"), Terminus("规划北八路", "南", planned=True))
    before, after = draw_extents(old, new)
    assert before.count("node moved") == 1
    assert after.count("node moved planned") == 1
    assert "丽康路" in before
    assert "规划北八路" in after


def test_a_road_merged_of_several_is_said_once_not_to_be_drawn():
    merged = [replace(road(number, "游府街", "东:", "西:"), extent=Extent()) for number in (1, 2)]
    assert draw_notice(merged, {}).undrawn == ("游府街",)
