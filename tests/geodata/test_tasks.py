"""The work list, anchors and ground findings kept by `Resolutions.run`, on two extracts of one town with known edits.

a---b---c---d---e-------y
|   |   |   |   |       |
f---g---h---i---j-------w
|   |   |   |   |       |
k---l---m---n---o       |
|   |   |   |   |       |
p---q---r---s---t       z
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from drawn import Drawing

from gazetteer.documents import Document
from gazetteer.entries import read_document
from gazetteer.registry import Register
from geodata.network import RoadNetwork
from geodata.outcomes import Resolved, Unresolved
from geodata.resolutions import Resolutions
from geodata.tasks import Tasks
from tests.conftest import NewUrl

AREA = "虚构市"
GRID = "\n".join(line.strip() for line in (__doc__ or "").splitlines()[2:])
FRAME = "建设路 afkp  解放路 chmr  胜利路 ejot"
BEFORE = f"""{GRID}
{FRAME}  人民路 abcde  - fgh  旧街 mno  春晖路 pqr  - rst  东风路 bgl  - lq  南湖路 dins  海滨路 ywz"""
AFTER = f"""{GRID}
{FRAME}  人民路 abcde  中山路 fgh  旧街 mno  春晖路 pqrst  东风路 bgl  - lq  - dins  海滨路 ywz  华山路 jw"""

NOTICE = """\
虚构市人民政府关于命名中山路等道路的通知
虚政发〔2021〕1号
一、命名道路
1. 人民路：西起建设路，东至胜利路，长1600米。
2. 中山路：西起建设路，东至解放路，长800米。
3. 春晖路：西起建设路，东至胜利路，长1600米。
4. 东风路：北起人民路，南至春晖路，长600米。
5. 南湖路：北起人民路，南至春晖路，长600米。
6. 华山路：西起胜利路，东至海滨路，长800米。
7. 云海路：西起天涯路，东至海角路，长5000米。
虚构市人民政府
2021年3月1日
"""
CANCELLED = """\
虚构市人民政府关于注销南湖路名称的通知
虚政发〔2022〕1号
一、注销道路名称
1. 南湖路：北起人民路，南至春晖路，名称予以注销。
虚构市人民政府
2022年5月1日
"""
MOVED = """\
虚构市人民政府关于调整云海路起止点的通知
虚政发〔2023〕1号
一、调整起止点
1. 云海路：由“西起天涯路，东至海角路”调整为“西起天涯路，东至海滨路”，长6000米。
虚构市人民政府
2023年5月1日
"""
TOO_LONG = """\
虚构市人民政府关于命名建设路的通知
虚政发〔2023〕2号
一、命名道路
1. 建设路：北起人民路，南至春晖路，长900米。
虚构市人民政府
2023年6月1日
"""


@pytest.fixture
def register(new_url: NewUrl) -> Iterator[Register]:
    with Register.open(new_url()) as register:
        for name, text in (("1.txt", NOTICE), ("2.txt", CANCELLED)):
            document = Document(name, text)
            register.ingest(document, read_document(document))
        yield register


def network(text: str, digest: str) -> RoadNetwork:
    return replace(Drawing(text).network, digest=digest)


def changed(register: Register, text: str, digest: str) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """(kind, name) of the tasks that a run on an extract opened, and of those it closed."""
    run = Resolutions(register).run(AREA, network(text, digest))
    opened, closed = ({(task.kind, task.name) for task in some} for some in (run.opened, run.closed))
    return opened, closed


OPENED = {("missing", "华山路"), ("name", "中山路"), ("ends", "春晖路"), ("ends", "东风路"), ("cancelled", "南湖路")}
DONE = OPENED - {("ends", "东风路")}


def test_two_extracts_with_known_edits_change_exactly_the_tasks_they_answer(register: Register) -> None:
    """中山路 got its name, 春晖路 its last half, 华山路 was drawn, 南湖路 lost its name; 东风路 stayed as it was."""
    assert changed(register, BEFORE, "before") == (OPENED, set())
    assert changed(register, AFTER, "after") == (set(), DONE)
    kept = {(task.kind, task.name): task for task in Tasks(register).of(is_open=None)}
    assert {key for key, task in kept.items() if task.is_open} == OPENED - DONE
    assert {(task.opened_in, task.closed_in) for key, task in kept.items() if key in DONE} == {("before", "after")}
    assert all(task.opened_at < task.closed_at for task in kept.values() if task.closed_at)
    assert {task.since.edtf for key, task in kept.items() if key[0] != "cancelled"} == {"2021-03-01"}
    assert kept["cancelled", "南湖路"].since.edtf == "2022-05-01"


def test_what_a_mapper_has_done_is_never_asked_for_again(register: Register) -> None:
    """The older extract is loaded once more, and looked at twice."""
    changed(register, BEFORE, "before")
    changed(register, AFTER, "after")
    run = Resolutions(register).run(AREA, network(BEFORE, "before"))
    assert (run.opened, run.closed, {(task.kind, task.name) for task in run.lost}) == ((), (), DONE)
    assert changed(register, BEFORE, "before") == (set(), set())
    assert {(task.kind, task.name) for task in Tasks(register).of(AREA)} == OPENED - DONE
    assert {task.lost_in for task in Tasks(register).of(AREA, is_open=False)} == {"before"}
    assert changed(register, AFTER, "after") == (set(), set())
    assert {task.lost_in for task in Tasks(register).of(AREA, is_open=None)} == {None}


def test_tasks_are_asked_for_by_area_kind_and_state(register: Register) -> None:
    changed(register, BEFORE, "before")
    changed(register, AFTER, "after")
    tasks = Tasks(register)
    assert [task.name for task in tasks.of(AREA, "ends")] == ["东风路"]
    assert [task.name for task in tasks.of(AREA, "ends", is_open=False)] == ["春晖路"]
    assert tasks.of("别处", is_open=None) == ()


def test_looking_again_costs_nothing_until_register_or_extract_changes(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(register, BEFORE, "before")
    with monkeypatch.context() as untouched:
        untouched.setattr(Resolutions, "_histories", lambda *_: pytest.fail("looked again"))
        assert changed(register, BEFORE, "before") == (set(), set())
    document = Document("3.txt", MOVED)
    register.ingest(document, read_document(document))
    assert sum(Resolutions(register).run(AREA, network(BEFORE, "before")).counts.values()) == 1
    assert changed(register, AFTER, "after") == (set(), DONE)


def test_looking_for_one_notice_leaves_the_tasks_of_others(register: Register) -> None:
    changed(register, BEFORE, "before")
    other = register.notice("虚政发〔2022〕1号").notice.notice_id
    run = Resolutions(register).run(AREA, network(AFTER, "after"), notice_id=other)
    assert (sum(run.counts.values()), run.opened) == (0, ())
    # A name that is gone from all the map is gone, whoever was looked for.
    assert [task.name for task in run.closed] == ["南湖路"]


def test_a_new_extract_tells_what_became_of_each_line(register: Register) -> None:
    """人民路 is drawn anew 12 m further south, and the ends of the streets that run from it with it; 中山路 is named,
    东风路 loses its name, 春晖路 its last half."""
    changed(register, BEFORE, "before")
    later = BEFORE.replace("- fgh", "中山路 fgh").replace("东风路 bgl", "- bgl").replace("- rst", "")
    drawn = Drawing(later)
    drawn.at |= {letter: (x, y - 12 / 111_319.49) for letter, (x, y) in drawn.at.items() if letter in "abcde"}
    run = Resolutions(register).run(AREA, replace(Drawing(later, at=drawn.at).network, digest="after"))
    assert {(move.kind, move.name) for move in run.moves} == {
        ("moved", "人民路"),
        ("named", "中山路"),
        ("unnamed", "东风路"),
        ("vanished", "春晖路"),
    }
    assert {move.message.zh for move in run.moves if move.name == "人民路"} == {"“人民路”在图上移动了约 12 米。"}
    again = Resolutions(register).run(AREA, replace(Drawing(later, at=drawn.at).network, digest="after"), anew=True)
    assert [(move.kind, move.name) for move in again.moves] == [("vanished", "春晖路")]


def test_roads_beyond_the_extract_of_another_town_have_not_vanished(register: Register) -> None:
    changed(register, BEFORE, "before")
    there = {letter: (lon + 4.0, lat) for letter, (lon, lat) in Drawing(BEFORE).at.items()}
    run = Resolutions(register).run(AREA, replace(Drawing(BEFORE, at=there).network, digest="there"))
    assert {move.kind for move in run.moves} == {"outside"}


def test_a_decided_place_is_found_again_and_lapses_when_the_ends_move(register: Register) -> None:
    """A person puts 云海路 on mno (旧街); the street is renamed; then a notice moves the road's ends."""
    changed(register, BEFORE, "before")
    road_id = register.find("云海路")
    at = Drawing(BEFORE).at
    register.decide_location(road_id, [at["m"], at["o"]], "王", "踏勘")
    Resolutions(register).run(AREA, network(BEFORE, "before"), anew=True)
    assert basis(register, road_id) == "decided"
    changed(register, AFTER.replace("旧街 mno", "新街 mno"), "after")
    assert basis(register, road_id) == "decided"
    changed(register, AFTER.replace("旧街 mno", ""), "gone")
    outcome = Resolutions(register).of(register.record(road_id).versions[-1])
    assert isinstance(outcome, Unresolved)
    assert "王核定的位置" in outcome.reason.zh
    document = Document("3.txt", MOVED)
    register.ingest(document, read_document(document))
    assert [one.kind for one in register.findings(road_id=road_id)].count("location_lapsed") == 1
    changed(register, AFTER, "later")
    assert basis(register, road_id) != "decided"


def basis(register: Register, road_id: str) -> str | None:
    outcome = Resolutions(register).of(register.record(road_id).versions[-1])
    return outcome.basis if isinstance(outcome, Resolved) else None


def test_what_the_ground_contradicts_is_a_finding_that_can_be_dismissed(register: Register) -> None:
    """建设路 is 600 m long on the map; a notice says that it is 900 m."""
    document = Document("4.txt", TOO_LONG)
    register.ingest(document, read_document(document))
    run = Resolutions(register).run(AREA, network(BEFORE, "before"))
    road_id = register.find("建设路")
    (finding,) = (one for one in register.findings(road_id=road_id) if one.kind == "ground_length")
    assert (run.findings, finding.severity) == (1, "warning")
    assert finding.message.zh == "建设路：公告写长 900 米，图上量得约 600 米。"
    assert finding.entry_ids == (register.record(road_id).versions[-1].entry_id,)
    register.dismiss(finding.finding_id, "王", "公告笔误")
    register.rebuild()
    changed(register, AFTER, "after")
    assert not [one for one in register.findings() if one.kind == "ground_length"]
