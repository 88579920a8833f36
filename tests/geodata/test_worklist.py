"""What is official but missing or different on the map; two extracts, an earlier and a later one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from drawn import Drawing, version
from shapely.geometry import box

from gazetteer.records import Ending, RoadVersion
from gazetteer.registry import Register
from gazetteer.text import Sentence
from gazetteer.times import Day, Period
from geodata.network import RoadNetwork
from geodata.outcomes import NotMapped
from geodata.resolutions import Resolutions
from geodata.resolve import resolve
from geodata.snapshots import Snapshots
from geodata.tasks import Task, Tasks, task_id
from geodata.worklist import find_tasks
from tests.gazetteer.towns import notice

GRID = """
a---b---c---d
|   |   |   |
|   |   |   |
e---f---g---h
"""
CROSSING = "建设路 ae  东风路 bf  解放路 cg  胜利路 dh"
BEFORE = Drawing(f"{GRID}人民路 abc  - cd  - efgh  {CROSSING}")
AFTER = Drawing(f"{GRID}人民路 abcd  中山路 efgh  {CROSSING}")
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def tasks(roads: list[RoadVersion], drawing: Drawing, earlier: list[Task] | None = None) -> list[Task]:
    network = replace(drawing.network, digest="before" if drawing is BEFORE else "after")
    return find_tasks([[road] for road in roads], found(roads, network), network, NOW, earlier or [])


def found(roads: list[RoadVersion], network: RoadNetwork) -> dict[tuple[str, str], object]:
    return {(each.road_id, each.description): each for each in resolve(roads, network)}  # type: ignore[return-value]


def cancelled(clause: str) -> RoadVersion:
    day = Day.of(date(2022, 1, 1))
    ending = Ending("Abolished", "n2", "n2-1", datetime(2022, 1, 1, tzinfo=UTC))
    road = version(clause)
    return replace(road, valid=Period(road.valid.start, day), ending=ending)


PEOPLE = version("人民路：西起建设路，东止胜利路，长1200米")
ZHONGSHAN = version("中山路：西起建设路，东止胜利路，长1200米")
SPRING = version("春晖路：西起东风路，东止解放路，长2400米")
DONGFENG = cancelled("东风路：北起人民路，南止中山路，长300米")


def test_each_kind_is_said_with_its_day_and_place() -> None:
    said = {(task.kind, task.road_id): task for task in tasks([PEOPLE, ZHONGSHAN, SPRING, DONGFENG], BEFORE)}
    assert set(said) == {("ends", "人民路"), ("name", "中山路"), ("missing", "春晖路"), ("cancelled", "东风路")}
    ends = said["ends", "人民路"]
    assert ends.place == pytest.approx(BEFORE.at["d"], abs=1e-6)
    assert ends.message.zh == "“人民路”至“胜利路”，图上最后约 400 米没有此名。"
    assert said["name", "中山路"].message.en == "中山路 has no name on the map."
    assert said["name", "中山路"].place is not None
    assert said["missing", "春晖路"].place is None
    assert said["cancelled", "东风路"].since.edtf == "2022-01-01"
    assert said["missing", "春晖路"].since.edtf == "2021-01-01"


def test_a_name_that_goes_on_beyond_the_official_end_is_said() -> None:
    (task,) = tasks([version("人民路：西起建设路，东止解放路，长800米")], AFTER)
    assert (task.kind, task.message.zh) == ("ends", "“人民路”止于“解放路”，图上此名又延续约 400 米。")


def test_another_name_on_the_map_is_told() -> None:
    drawing = Drawing(f"{GRID}人民路 abcd  孙文路 efgh  {CROSSING}")
    network = drawing.network
    road = ZHONGSHAN
    line = drawing.resolve("孙文路：西起建设路，东止胜利路，长1200米")[0]
    same = {(road.road_id, road.description): replace(line, road_id="中山路", description=road.description)}
    (task,) = find_tasks([[road]], same, network, NOW)
    assert task.message.zh == "“中山路”在图上名为“孙文路”。"


def test_a_new_extract_closes_what_is_done_and_leaves_the_rest_open() -> None:
    roads = [PEOPLE, ZHONGSHAN, SPRING]
    first = tasks(roads, BEFORE)
    second = tasks(roads, AFTER, first)
    assert [task.task_id for task in second] == [task.task_id for task in first]
    assert {task.kind: task.closed_in for task in second} == {"ends": "after", "name": "after", "missing": None}
    assert {task.opened_in for task in second} == {"before"}


def test_a_closed_task_is_not_opened_again_but_by_a_later_act() -> None:
    """The later extract is followed by the earlier one once more."""
    closed = tasks([ZHONGSHAN], AFTER, tasks([ZHONGSHAN], BEFORE))
    assert [task.is_open for task in tasks([ZHONGSHAN], BEFORE, closed)] == [False]
    later = replace(ZHONGSHAN, valid=Period(Day.of(date(2023, 1, 1))))
    (again,) = tasks([later], BEFORE, closed)
    assert again.is_open
    assert again.since.edtf == "2023-01-01"


def test_a_road_that_can_no_longer_be_judged_keeps_its_task() -> None:
    first = tasks([ZHONGSHAN], BEFORE)
    assert find_tasks([[ZHONGSHAN]], {}, AFTER.network, NOW, first) == first


def test_a_task_of_a_road_no_longer_in_force_is_closed() -> None:
    (task,) = tasks([], AFTER, tasks([ZHONGSHAN], BEFORE))
    assert not task.is_open


def test_a_cancelled_name_gone_from_the_map_closes_its_task() -> None:
    without = Drawing(f"{GRID}人民路 abcd  中山路 efgh  建设路 ae  - bf  解放路 cg  胜利路 dh")
    first = tasks([DONGFENG], AFTER)
    assert [task.kind for task in first] == ["cancelled"]
    assert [task.is_open for task in tasks([DONGFENG], without, first)] == [False]


def test_a_name_written_with_a_look_alike_is_said_to_be_one() -> None:
    """戊城路, which the map calls 戌城路."""
    road = version("戊城路：西起建设路，东止胜利路，长1200米")
    drawing = Drawing(f"{GRID}人民路 abcd  戌城路 efgh  {CROSSING}")
    line = drawing.resolve("戌城路：西起建设路，东止胜利路，长1200米")[0]
    same = {(road.road_id, road.description): replace(line, road_id="戊城路", description=road.description)}
    (task,) = find_tasks([[road]], same, drawing.network, NOW)
    assert task.message.zh == "“戊城路”在图上名为“戌城路”，字形相近，或系误写。"


def test_each_kind_counts_from_the_act_that_made_it_official() -> None:
    """Named in 2021, its ends moved in 2022, its width changed in 2023: the name is asked for since 2021."""
    named = version("中山路：西起建设路，东止解放路，长800米")
    moved = replace(version("中山路：西起建设路，东止胜利路，长1200米"), ordinal=2, valid=since(2022))
    widened = replace(version("中山路：西起建设路，东止胜利路，长1200米，宽20米"), ordinal=3, valid=since(2023))
    history = [named, moved, widened]
    (task,) = find_tasks([history], found([widened], BEFORE.network), BEFORE.network, NOW)
    assert (task.kind, task.since.edtf) == ("name", "2021-01-01")
    longer = Drawing(f"{GRID}人民路 abcd  中山路 efg  - gh  {CROSSING}").network
    (task,) = find_tasks([history], found([widened], longer), longer, NOW)
    assert (task.kind, task.since.edtf) == ("ends", "2022-01-01")


def since(year: int) -> Period:
    return Period(Day.of(date(year, 1, 1)))


def test_a_line_that_may_be_another_roads_closes_nothing() -> None:
    first = tasks([SPRING], BEFORE)
    line = BEFORE.resolve("中山路：西起建设路，东止胜利路，长1200米")[0]
    unsure = replace(line, road_id=SPRING.road_id, description=SPRING.description, confident=False, basis="inferred")
    network = replace(BEFORE.network, digest="after")
    second = find_tasks([[SPRING]], {(SPRING.road_id, SPRING.description): unsure}, network, NOW, first)
    assert [(task.kind, task.is_open, task.sure) for task in second] == [("missing", True, True), ("name", True, False)]
    certain = {(SPRING.road_id, SPRING.description): replace(unsure, confident=True)}
    third = find_tasks([[SPRING]], certain, network, NOW, second)
    assert [(task.kind, task.is_open) for task in third] == [("missing", False), ("name", True)]


def test_a_road_that_is_no_longer_there_has_no_name_to_be_put_right() -> None:
    """The line of 中山路 is deleted, and later drawn again: the name is asked for again, and never both at once."""
    first = tasks([ZHONGSHAN], BEFORE)
    gone = NotMapped(ZHONGSHAN.road_id, ZHONGSHAN.description, 0.99)
    network = replace(BEFORE.network, digest="after")
    outcomes = {(ZHONGSHAN.road_id, ZHONGSHAN.description): gone}
    second = find_tasks([[ZHONGSHAN]], outcomes, network, NOW, first)
    assert [(task.kind, task.is_open, task.sure) for task in second] == [("missing", True, True)]
    doubtful = {key: replace(gone, probability=0.6) for key in outcomes}
    kinds = {task.kind: task.sure for task in find_tasks([[ZHONGSHAN]], doubtful, network, NOW, first)}
    assert kinds == {"name": first[0].sure, "missing": False}
    third = tasks([ZHONGSHAN], BEFORE, second)
    assert [task.kind for task in third if task.is_open and task.task_id == first[0].task_id] == ["name"]


def test_a_road_whose_name_is_there_is_not_missing_but_runs_otherwise() -> None:
    """On the map 人民路 goes no farther than 解放路; a notice has it 3 km long, to a street beyond the extract."""
    road = version("人民路：西起建设路，东止天涯路，长3000米")
    gone = {(road.road_id, road.description): NotMapped(road.road_id, road.description, 0.97)}
    first = [Task(**_missing(road))]
    (task,) = find_tasks([[road]], gone, BEFORE.network, NOW, first)
    assert (task.kind, task.sure) == ("ends", False)
    assert task.message.zh == (
        "图上已有“人民路”（共约 800 米），起止、方位或长度与公告（西：建设路—东：天涯路，3000 米）对不上；"
        "请核对，勿另画一条。"
    )
    assert task.place is not None
    renamed = [road, replace(road, ordinal=2, name="民生路")]
    last = renamed[-1]
    gone = {(last.road_id, last.description): NotMapped(last.road_id, last.description, 0.97)}
    (task,) = find_tasks([renamed], gone, BEFORE.network, NOW)
    assert task.kind == "name"
    assert task.message.zh.startswith("“民生路”在图上或仍名“人民路”（共约 800 米），")


def test_a_road_is_missing_where_its_name_is_another_roads() -> None:
    """Another road of that name certainly runs there; or the name is only in another district."""
    road = replace(version("人民路：西起建设路，东止天涯路，长3000米"), road_id="r2")
    (line,) = found([PEOPLE], AFTER.network).values()
    outcomes = {(road.road_id, road.description): NotMapped(road.road_id, road.description, 0.97)}
    outcomes |= {(PEOPLE.road_id, PEOPLE.description): replace(line, confident=True)}
    assert [one.kind for one in find_tasks([[PEOPLE], [road]], outcomes, AFTER.network, NOW)] == ["missing"]
    away = Drawing(f"{GRID}人民路 abc  - cd  - efgh  {CROSSING}", divisions={"虚构区": box(0.1, 0.1, 0.2, 0.2)})
    assert [one.kind for one in find_tasks([[road]], outcomes, away.network, NOW)] == ["missing"]


def test_a_road_that_fits_in_all_but_its_name_may_be_it() -> None:
    """戊城路 was not found; 戌城路 runs between the same streets, as long and the same way."""
    road = version("戊城路：西起建设路，东止胜利路，长1180米")
    drawing = Drawing(f"{GRID}人民路 abcd  戌城路 efgh  {CROSSING}")
    (line,) = drawing.resolve("戌城路：西起建设路，东止胜利路，长1200米")
    gone = NotMapped(road.road_id, road.description, 0.97, candidates=(line.alignment,))
    (task,) = find_tasks([[road]], {(road.road_id, road.description): gone}, drawing.network, NOW)
    assert (task.kind, task.sure) == ("name", False)
    assert task.message.zh == (
        "图上没有“戊城路”；起止、长度和走向都相符的一条名为“戌城路”（way 2），或即此路，字形相近，或系误写。"
    )


@pytest.mark.parametrize(
    "clause",
    [
        "戊城路：西起建设路，东止胜利路，长900米",
        "戊城路：西起建设路，东止解放路，长1200米",
        "戊城路：东起建设路，西止胜利路，长1200米",
        "戊城路：西起建设路，东止胜利路",
    ],
)
def test_a_road_that_does_not_fit_in_all_is_missing(clause: str) -> None:
    road, drawing = version(clause), Drawing(f"{GRID}人民路 abcd  戌城路 efgh  {CROSSING}")
    (line,) = drawing.resolve("戌城路：西起建设路，东止胜利路，长1200米")
    gone = NotMapped(road.road_id, road.description, 0.97, candidates=(line.alignment,))
    assert [
        one.kind for one in find_tasks([[road]], {(road.road_id, road.description): gone}, drawing.network, NOW)
    ] == ["missing"]


def test_a_part_of_a_road_that_the_map_has_as_a_whole_is_not_to_be_drawn_once_more() -> None:
    """It was asked for as missing, and certainly so."""
    road = version("戌东路：西起东风路，东止胜利路")
    drawing = Drawing(f"{GRID}人民路 abcd  戌城路 efgh  {CROSSING}")
    gone = {(road.road_id, road.description): NotMapped(road.road_id, road.description, 0.97)}
    (before,) = find_tasks([[road]], gone, drawing.network, NOW)
    assert (before.kind, before.sure) == ("missing", True)
    (task,) = find_tasks([[road]], gone, drawing.network, NOW, [before], {road.road_id: ("戌城路",)})
    assert (task.kind, task.sure) == ("name", False)
    assert task.message.zh == "图上没有“戌东路”；它由“戌城路”分出或并成，图上仍有“戌城路”，请核对，勿另画一条。"
    assert task.place is not None
    # where the road it came of still bears the name and runs there, that is not it
    other = version("戌城路：西起建设路，东止胜利路，长1200米")
    outcomes = gone | found([other], drawing.network)  # type: ignore[operator]
    kinds = {
        one.name: one.kind
        for one in find_tasks([[road], [other]], outcomes, drawing.network, NOW, (), {road.road_id: ("戌城路",)})
    }
    assert kinds == {"戌东路": "missing"}


def test_a_divided_road_leaves_no_part_missing_that_the_map_has_as_it_was(tmp_path: Path) -> None:
    drawing = Drawing(f"{GRID}人民路 abcd  戌城路 efgh  {CROSSING}")
    whole = notice("2005-01-01", "命名 戌城路 西建设路-东胜利路")
    parts = notice("2012-01-01", "分段 戌城路>戌东路 西解放路-东胜利路", "分段 戌城路>戌西路 西建设路-东解放路")
    with Register.open(str(tmp_path / "gazetteer.db")) as register:
        for document, reading in (whole, parts):
            register.ingest(document, (reading,))
        Snapshots(register).keep("某市", drawing.network)
        Resolutions(register).run("某市", drawing.network)
        kinds = {one.name: one.kind for one in Tasks(register).of("某市")}
    assert "missing" not in kinds.values()
    assert kinds


def _missing(road: RoadVersion) -> dict[str, Any]:
    said = {"road_id": road.road_id, "name": road.name, "area": "", "since": road.valid.start, "place": None}
    said |= {"sure": True, "message": Sentence("", ""), "opened_in": "earlier", "opened_at": NOW}
    return {"task_id": task_id(road.road_id, "missing"), "kind": "missing", **said}


def test_ids_depend_on_road_and_kind_alone() -> None:
    assert task_id("r1", "name") == task_id("r1", "name")
    assert len({task_id(road, kind) for road in ("r1", "r2") for kind in ("name", "ends")}) == 4


def test_a_road_that_is_dual_for_a_part_of_it_bears_its_name_on_all_of_it() -> None:
    """人民路：西起建设路，东止胜利路，长1200米: two carriageways from a to b, one from there"""
    drawing = Drawing(
        f"{GRID}>人民路 xb  >人民路 ba  人民路 bcd  建设路 axe  东风路 bf  解放路 cg  胜利路 dh",
        at={"x": (0.0, -0.0002)},
    )
    assert tasks([PEOPLE], drawing) == []


def test_how_far_a_name_goes_on_is_told_through_where_its_carriageways_join() -> None:
    """人民路：西起建设路，东止东风路，长400米: it is dual for 400 m more, and goes on from there"""
    drawing = Drawing(f"{GRID}人民路 ab  >人民路 bc  >人民路 cxb  人民路 cd  {CROSSING}", at={"x": (0.0054, -0.0002)})
    (task,) = tasks([version("人民路：西起建设路，东止东风路，长400米")], drawing)
    assert task.message.zh == "“人民路”止于“东风路”，图上此名又延续约 800 米。"


def test_a_road_whose_stretches_are_named_apart_is_there_under_its_name() -> None:
    """人民路: 人民路西段, 人民路东段"""
    drawing = Drawing(f"{GRID}人民路西段 abc  人民路东段 cd  {CROSSING}")
    (outcome,) = drawing.resolve("人民路：西起建设路，东止胜利路，长1200米")
    assert outcome.status == "resolved"
    assert outcome.evidence[0].zh == "图上全程名为“人民路东段”“人民路西段”。"
    assert tasks([PEOPLE], drawing) == []


def test_a_road_that_runs_against_its_stated_sides_is_said_with_them() -> None:
    """人民路：东起建设路，西止胜利路: told the wrong way round"""
    road = version("人民路：东起建设路，西止胜利路，长1200米")
    absent = {(road.road_id, road.description): NotMapped(road.road_id, road.description, 0.7)}
    (task,) = find_tasks([[road]], absent, AFTER.network, NOW)
    assert "方位或长度与公告（东：建设路—西：胜利路，1200 米）对不上" in task.message.zh


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("- ab  人民路 bc  - cd", "“人民路”全长约 1200 米，图上只有约 430 米有此名。"),
        (
            "人民路 ab  中山东路 bcd",
            "“人民路”全长约 1200 米，图上只有约 410 米有此名，其余多名为“中山东路”。",
        ),
    ],
)
def test_a_road_that_bears_its_name_in_part_is_not_said_to_be_called_by_it_wrongly(drawn: str, said: str) -> None:
    drawing = Drawing(f"{GRID}{drawn}  中山路 efgh  {CROSSING}")
    (task,) = tasks([PEOPLE], drawing)
    assert (task.kind, task.message.zh) == ("name", said)


def test_a_stretch_of_a_road_is_not_missing_where_the_map_has_the_road() -> None:
    """人民路东段 is announced as a road of its own, the map has 人民路 as a whole"""
    stretch = version("人民路东段：西起解放路，东止胜利路，长400米")
    drawing = Drawing(f"{GRID}人民路 abcd  - efgh  {CROSSING}")
    (outcome,) = resolve([stretch], drawing.network)
    assert (drawing.path(outcome), outcome.evidence[0].zh) == ("cd", "图上全程名为“人民路”，它是其中一段。")
    (task,) = tasks([stretch], drawing)
    assert (task.kind, task.message.zh) == ("name", "“人民路东段”在图上名为“人民路”。")


def test_of_a_stretch_the_other_stretches_are_no_part() -> None:
    """人民路东段, where the map has 人民路西段 alone"""
    drawing = Drawing(f"{GRID}人民路西段 abcd  中山路 efgh  {CROSSING}")
    (outcome,) = drawing.resolve("人民路东段：西起解放路，东止胜利路，长400米")
    assert isinstance(outcome, NotMapped)
    assert "其中一段" not in "".join(said.zh for said in outcome.evidence)
