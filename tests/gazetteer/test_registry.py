"""A register under notices that come late, twice, in any order."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import combinations_with_replacement, islice, permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from gazetteer.copies import of_witness
from gazetteer.documents import Document
from gazetteer.entries import read_document
from gazetteer.errors import RegisterError, RoadNotFoundError
from gazetteer.intake import Outcome
from gazetteer.readings import Reading
from gazetteer.records import Basis, changes_of
from gazetteer.registry import TOGETHER, Register
from gazetteer.schema import roads
from gazetteer.times import TimePoint
from gazetteer.turns import Changes, Wanted
from tests.clusters import new_database
from tests.conftest import NewUrl
from tests.gazetteer.towns import everything, fill, notice

THOROUGH = "GAZETTEER_CAMPAIGN" in os.environ
HISTORY = (
    notice("2010-03-01", "命名 甲路 北a-南b 500", "命名 乙路 东c-西d 300"),
    notice("2013-05-01", "更名 甲路>丙路"),
    notice("2015-01-09", "调整 丙路 北a-南b > 北a-南e", "命名 甲路 东f-西g 900"),
    notice("2017-07-07", "调整 丙路 北a-南e > 北h-南e", "销名 乙路"),
    notice("2020-02-02", "更名 丙路>丁路", "恢复 乙路 东c-西d"),
)


@pytest.fixture
def register(new_url: NewUrl) -> Iterator[Register]:
    with Register.open(new_url()) as register:
        yield register


def test_every_order_of_arrival_gives_the_same_register(tmp_path: Path):
    """Orders in which five notices of ten years may arrive, with renamings and a name that passes on.

    Every fifth of the 120; `make campaign` tries them all.
    """
    wanted = None
    for number, order in enumerate(islice(permutations(HISTORY), 0, None, 1 if THOROUGH else 5)):
        with Register.open(str(tmp_path / f"{number}.db")) as register:
            fill(register, order)
            found = everything(register)
            wanted = wanted or found
            assert found == wanted
            assert register.verify() == ()


def test_an_extent_change_tells_what_was_before(register: Register):
    """调整 小山路：由“北起南康路，南至丽康路”调整为“北起南康路，南至规划北八路” on 2021-05-26"""
    fill(register, [notice("2021-05-26", "调整 小山路 北南康路-南丽康路 > 北南康路-南规划北八路")])
    before, after = register.record(register.find("小山路")).versions
    assert before.basis is Basis.OBSERVATION
    assert (before.extent.end.text, before.valid.start.edtf, before.valid.end.edtf) == (
        "丽康路", "[..2021-05-25]", "2021-05-26",
    )  # fmt: skip
    assert (after.basis, after.extent.end.text, after.valid.end) == (Basis.ACT, "规划北八路", None)
    assert after.sources["end"].key == "end"
    assert before.sources["end"].key == "previous.end"


def test_the_length_is_unknown_once_an_end_has_moved(register: Register):
    fill(register, [notice("2001-01-01", "命名 甲路 北a-南b 500"), notice("2002-01-01", "调整 甲路 北a-南b > 北a-南c")])
    first, second = register.record(register.find("甲路")).versions
    assert (first.length.value, second.length) == (500, None)


def test_the_old_end_lay_on_a_road_that_did_not_yet_reach_it(register: Register):
    fill(
        register,
        [
            notice(
                "2021-05-26",
                "调整 小山路 北南康路-南丽康路 > 北南康路-南规划北八路",
                "调整 丽康路 东西佛峪山-西望岳路 > 东西佛峪山-西小山路",
            )
        ],
    )
    (finding,) = (one for one in register.findings() if one.kind != "ends_unknown")
    assert finding.kind == "end_not_reached"
    assert "2021-05-26 之前，小山路 的一端是丽康路；而丽康路当时的起止点是东西佛峪山、西望岳路" in finding.message.zh


def test_a_stated_previous_end_against_the_act_before_it(register: Register):
    fill(register, [notice("2001-01-01", "命名 甲路 北a-南b"), notice("2002-01-01", "调整 甲路 北a-南x > 北a-南c")])
    (finding,) = register.findings()
    assert finding.kind == "previous_differs"
    assert len(finding.entry_ids) == 2
    assert register.record(register.find("甲路")).versions[0].extent.end.text == "b"


@pytest.mark.parametrize("together", [1, 2, 3, TOGETHER])
def test_notices_brought_together_come_to_the_register_they_come_to_one_by_one(
    together: int, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """So many entries to a transaction, in two orders of arrival, some of them brought twice."""
    monkeypatch.setattr("gazetteer.registry.TOGETHER", together)
    with Register.open(str(tmp_path / "one by one.db")) as other:
        fill(other, HISTORY)
        wanted = everything(other)
    brought = [(document, [reading]) for document, reading in (*reversed(HISTORY), *HISTORY[:2])]
    steps = [step for some in register.ingest_many(brought) for step in some]
    assert [step.outcome for step in steps] == [Outcome.APPLIED] * len(HISTORY) + [Outcome.KNOWN] * 2
    assert everything(register) == wanted
    assert register.verify() == ()


def test_of_documents_brought_together_those_before_an_error_are_kept_whole(
    register: Register, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("gazetteer.registry.TOGETHER", 2)

    def brought() -> Iterator[tuple[Document, list[Reading]]]:
        for document, reading in HISTORY:
            if register.head().count:
                raise OSError("the disk is gone")
            yield document, [reading]

    with pytest.raises(OSError, match="the disk is gone"):
        list(register.ingest_many(brought()))
    assert 0 < len(register.notices()) < len(HISTORY)
    assert register.verify() == ()


def test_the_same_notice_twice_changes_nothing_and_says_so(register: Register):
    document, reading = HISTORY[0]
    register.ingest(document, [reading])
    head = register.head()
    (step,) = register.ingest(document, [reading])
    assert step.outcome is Outcome.KNOWN
    assert register.head() == head


def test_another_copy_of_an_act_is_a_witness_and_its_differences_are_findings(register: Register):
    fill(register, [notice("2001-01-01", "命名 甲路 北a-南b 500", number="某政发〔2001〕1号")])
    document, copy = notice("2001-01-01", "命名 甲路 北a-南b 550", number="某政发〔2001〕1号")
    (step,) = register.ingest(document, [copy])
    assert step.outcome is Outcome.WITNESS
    (finding,) = register.findings()
    road_id, notice_id = register.find("甲路"), register.notice("某政发〔2001〕1号").notice.notice_id
    assert finding.kind == "witness_differs"
    assert finding.message.zh == "某政发〔2001〕1号 的两份文本中，甲路 不同：长度计入的作“500 米”，另一份作“550 米”。"
    assert finding.entry_ids == (f"{notice_id}-1", copy.entries[0].entry_id)
    assert finding.road_ids == (road_id,)
    assert finding in register.findings(road_id=road_id)
    assert len(register.record(road_id).versions) == 1
    assert register.verify() == ()


def test_what_copies_differ_on_keeps_its_id_whatever_is_said_of_it():
    """Of what was dismissed before it told what each copy says, the id followed from the words it had then."""
    _, kept = notice("2001-01-01", "命名 甲路 北a-南b 500", number="某政发〔2001〕1号")
    _, copy = notice("2001-01-01", "命名 甲路 北a-南b 550", number="某政发〔2001〕1号")
    (finding,) = of_witness(kept, copy, {kept.entries[0].entry_id: "r1"})
    same = [finding.kind, *sorted(finding.notice_ids), "Another copy of this act differs on 甲路: length."]
    assert finding.finding_id == "f" + sha256("\n".join(same).encode()).hexdigest()[:15]


def test_what_copies_differ_on_follows_its_road(register: Register):
    """The road that the clause spoke of is united with another, and a person says that it is one of its own."""
    fill(
        register,
        [
            notice("2001-01-01", "命名 甲路 北a-南b 500", number="某政发〔2001〕1号"),
            notice("2001-01-01", "命名 甲路 北a-南b 550", number="某政发〔2001〕1号"),
            notice("1999-01-01", "命名 乙路 北a-南b 500"),
        ],
    )
    (entry_id, _), *_ = register.roads_of(register.notice("某政发〔2001〕1号").notice.notice_id).items()
    for wanted in (register.find("乙路"), None):
        road_id = register.decide_entry(entry_id, wanted, "a person", "as told")
        assert [one.road_ids for one in register.findings() if one.kind == "witness_differs"] == [(road_id,)]
        assert register.verify() == ()


def test_a_proposal_is_logged_and_names_nothing(register: Register):
    document, reading = notice("2001-01-01", "命名 甲路 北a-南b", kind="proposal")
    (step,) = register.ingest(document, [reading])
    assert step.outcome is Outcome.LOGGED
    with pytest.raises(RoadNotFoundError):
        register.find("甲路")
    assert register.notices()[0].notice.notice_id == reading.notice.notice_id


def test_two_roads_that_fit_are_held_for_a_person(register: Register):
    fill(register, [notice("2001-01-01", "命名 甲路 北a-南b @东区", "命名 甲路 北c-南d @西区")])
    document, reading = notice("2002-01-01", "销名 甲路")
    (step,) = register.ingest(document, [reading])
    assert [held.entry_id for held in step.held] == [reading.entries[0].entry_id]
    assert {finding.kind for finding in register.findings()} == {"same_name"}


def test_a_person_settles_what_was_held_and_it_stays_settled(register: Register):
    fill(register, [notice("2001-01-01", "命名 甲路 北a-南b @东区", "命名 甲路 北c-南d @西区")])
    fill(register, [notice("2002-01-01", "销名 甲路")])
    (held,) = register.held()
    roads = {version.place.district: version.road_id for version in register.roads(TimePoint(date(2001, 6, 1)))}
    assert register.decide_entry(held.entry.entry_id, roads["西区"], "王", "据来函") == roads["西区"]
    assert register.held() == ()
    assert [version.place.district for version in register.roads()] == ["东区"]
    fill(
        register,
        [notice("2000-01-01", "命名 甲路 北e-南f @南区"), notice("2003-01-01", "调整 甲路 北a-南b > 北a-南x @东区")],
    )
    assert register.held() == ()
    assert register.roads_of(held.entry.entry_id.rpartition("-")[0]) == {held.entry.entry_id: roads["西区"]}
    assert register.verify() == ()


def test_a_decided_location_stays_until_the_ends_are_described_otherwise(register: Register):
    fill(register, [notice("2001-01-01", "命名 甲路 北a-南b")])
    road_id = register.find("甲路")
    register.decide_location(road_id, [(117.0, 36.6), (117.0, 36.5)], "王", "踏勘")
    register.rebuild()
    assert register.decided_locations([road_id])[road_id].anchors == ((117.0, 36.6), (117.0, 36.5))
    assert register.findings() == ()
    fill(register, [notice("2002-01-01", "调整 甲路 北a-南b > 北a-南c")])
    assert [one.kind for one in register.findings()] == ["location_lapsed"]
    assert register.verify() == ()


def test_a_dismissed_finding_rests_also_after_a_rebuild(register: Register):
    fill(register, [notice("2001-01-01", "命名 甲路 北a-南b @东区", "命名 甲路 北c-南d @西区")])
    (finding,) = register.findings()
    register.dismiss(finding.finding_id, "王", "两区合并前的旧名")
    assert register.findings() == ()
    register.rebuild()
    assert register.findings() == ()


def test_a_correction_of_which_no_clause_is_known_is_held_until_that_notice_comes(register: Register):
    """“甲路”应为“申路”，特此更正"""
    document, reading = notice("2002-01-01", "更正 甲路>申路")
    (step,) = register.ingest(document, [reading])
    assert len(step.held) == 1
    assert register.roads() == ()
    fill(register, [notice("2001-01-01", "命名 甲路 北a-南b")])
    assert register.held() == ()
    assert [one.name for one in register.roads()] == ["申路"]
    assert register.verify() == ()


CORRECTIONS = [
    ("更正 甲路 北-南b > 北-南c", ("甲路", "a", "c", "500")),
    ("更正 甲路 北a- > 北x-", ("甲路", "x", "b", "500")),
    ("更正 甲路>申路", ("申路", "a", "b", "500")),
    ("更正 甲路 500>520", ("甲路", "a", "b", "520")),
]


@pytest.mark.parametrize(("line", "wanted"), CORRECTIONS)
def test_a_correction_holds_from_the_day_of_what_it_mends(register: Register, line: str, wanted: tuple[str, ...]):
    fill(register, [notice("2001-01-01", "命名 甲路 北a-南b 500")])
    early = register.notices()[0].recorded_at
    fill(register, [notice("2002-01-01", line)])
    road_id = register.find(wanted[0])
    version = register.version(road_id, TimePoint(date(2001, 6, 1)))
    assert (version.name, version.extent.start.text, version.extent.end.text, version.length.text) == wanted
    assert version.valid.start.edtf == "2001-01-01"
    mending = register.notices()[0].entries[0].entry_id
    assert mending in {source.entry_id for source in version.sources.values()}
    before = register.version(road_id, TimePoint(date(2001, 6, 1), early))
    assert (before.name, before.extent.start.text, before.extent.end.text, before.length.text) == (
        "甲路", "a", "b", "500",
    )  # fmt: skip
    assert register.findings() == ()
    assert register.verify() == ()


def test_a_correction_of_what_was_never_said_is_held_and_a_person_may_say_what_it_mends(register: Register):
    """“甲路”的止点“x”应为“c”: the act says b"""
    fill(register, [notice("2001-01-01", "命名 甲路 北a-南b")])
    document, reading = notice("2002-01-01", "更正 甲路 北-南x > 北-南c")
    (step,) = register.ingest(document, [reading])
    (held,) = step.held
    road_id = register.find("甲路")
    register.decide_entry(held.entry_id, road_id, "王", "核对原件")
    assert register.version(road_id, TimePoint()).extent.end.text == "c"
    assert register.verify() == ()


def test_what_is_divided_whole_ends_and_its_parts_come_of_it(register: Register):
    """原长征路（a至m段）更名为长征东路，原长征路（m至b段）更名为长征西路"""
    fill(register, [notice("2000-01-01", "命名 长征路 东a-西b")])
    old = register.find("长征路")
    fill(register, [notice("2005-01-01", "更名 长征路>长征东路 部分 东a-西m", "更名 长征路>长征西路 部分 东m-西b")])
    record = register.record(old)
    parts = [register.record(register.find(name)) for name in ("长征东路", "长征西路")]
    assert record.versions[-1].valid.end.edtf == "2005-01-01"
    assert record.successors == tuple(part.road_id for part in parts)
    assert all(part.predecessors == (old,) for part in parts)
    assert {one.name for one in register.roads()} == {"长征东路", "长征西路"}
    assert register.verify() == ()


DIVIDED = [
    (("分段 长征路>长征东路", "分段 长征路>长征西路"), True),
    (("更名 长征路>长征东路 部分", "更名 长征路>长征西路 部分"), True),
    (("更名 长征路>长征东路 部分 东a-西m", "更名 长征路>长征西路 部分 东n-西b"), False),
    (("更名 长征路>长征东路 部分 东a-西m",), False),
]


@pytest.mark.parametrize(("lines", "ends"), DIVIDED)
def test_a_road_of_which_something_is_left_keeps_its_name(register: Register, lines: tuple[str, ...], ends: bool):
    fill(register, [notice("2005-01-01", *lines), notice("2000-01-01", "命名 长征路 东a-西b")])
    names = {one.name for one in register.roads()}
    assert ("长征路" not in names) is ends
    assert register.verify() == ()


EAST, MIDDLE, WEST = (
    f"更名 长征路>长征{name}路 部分 {run}" for name, run in (("东", "东a-西m"), ("中", "东m-西n"), ("西", "东n-西b"))
)
DIVIDED_BY_SEVERAL: dict[str, tuple[tuple[tuple[str, str], ...], str | None]] = {
    "in two notices": ((("2005", "更名 长征路>长征东路 部分 东a-西n"), ("2006", WEST)), "2006-01-01"),
    "in three": ((("2005", EAST), ("2006", WEST), ("2007", MIDDLE)), "2007-01-01"),
    "the middle is left": ((("2005", EAST), ("2006", WEST)), None),
    "one part told twice": ((("2005", EAST), ("2006", EAST)), None),
    "one part told twice, then the rest": (
        (("2005", EAST), ("2006", EAST), ("2007", "更名 长征路>长征西路 部分 东m-西b")),
        "2007-01-01",
    ),
    "the rest runs on by then": (
        (("2005", EAST), ("2006", "调整 长征路 东m-西b > 东m-西z"), ("2007", "更名 长征路>长征西路 部分 东m-西b")),
        None,
    ),
}


@pytest.mark.parametrize(("told", "ended"), DIVIDED_BY_SEVERAL.values(), ids=DIVIDED_BY_SEVERAL.keys())
def test_a_road_of_which_notice_after_notice_takes_a_part_ends_when_nothing_is_left(
    told: tuple[tuple[str, str], ...], ended: str | None
):
    notices = [notice("2000-01-01", "命名 长征路 东a-西b"), *(notice(f"{year}-01-01", line) for year, line in told)]
    found = []
    for order in permutations(notices):
        with Register.open("sqlite://") as register:
            fill(register, order)
            (whole,) = {
                register.roads_of(notices[0][1].notice.notice_id)[entry.entry_id] for entry in notices[0][1].entries
            }
            end = register.record(whole).versions[-1].valid.end
            assert (end and end.edtf) == ended
            assert len(register.record(whole).successors) == len(told) - sum("调整" in line for _, line in told)
            found.append(everything(register))
            assert register.verify() == ()
    assert all(one == found[0] for one in found)


def test_a_road_first_heard_of_when_it_is_divided_has_a_record(register: Register):
    fill(register, [notice("2005-01-01", "分段 长征路>长征东路", "分段 长征路>长征西路")])
    before = register.record(register.find("长征路"))
    assert [version.basis for version in before.versions] == [Basis.OBSERVATION]
    assert len(before.successors) == 2


def test_names_may_pass_from_road_to_road_within_one_notice(register: Register):
    """西亳大道（原文化路）and 迎宾路（原西亳大道） in one act: the name moves to another road."""
    fill(register, [notice("2000-01-01", "命名 文化路 北a-南b", "命名 西亳大道 东c-西d")])
    fill(register, [notice("2005-01-01", "更名 文化路>西亳大道", "更名 西亳大道>迎宾路")])
    assert [v.name for v in register.record(register.find("西亳大道")).versions] == ["文化路", "西亳大道"]
    assert [v.name for v in register.record(register.find("迎宾路")).versions] == ["西亳大道", "迎宾路"]


def test_a_name_given_up_may_be_given_to_a_new_road_in_the_same_notice(register: Register):
    """一、命名 青年路（东城）；二、原青年路（西城）更名为少年宫路"""
    fill(register, [notice("2000-01-01", "命名 青年路 南人民路-北建设路")])
    fill(register, [notice("2005-01-01", "命名 青年路 北人民路-南东风路", "更名 青年路>少年宫路")])
    assert [v.name for v in register.record(register.find("少年宫路")).versions] == ["青年路", "少年宫路"]
    assert [v.extent.end.text for v in register.record(register.find("青年路")).versions] == ["东风路"]
    assert {one.kind for one in register.findings()} == {"ends_unknown"}


def test_two_roads_become_one(register: Register):
    """甲路、乙路合二为一，统称为丙路"""
    fill(register, [notice("2000-01-01", "命名 甲路 北a-南b", "命名 乙路 北b-南c")])
    fill(register, [notice("2005-01-01", "更名 甲路>丙路 合并 北a-南c", "更名 乙路>丙路 合并 北a-南c")])
    merged = register.record(register.find("丙路"))
    before = [register.record(register.find(name)) for name in ("甲路", "乙路")]
    assert set(merged.predecessors) == {one.road_id for one in before}
    assert all(one.successors == (merged.road_id,) for one in before)
    assert [one.name for one in register.roads()] == ["丙路"]
    assert register.verify() == ()


def test_a_road_becomes_part_of_one_in_force(register: Register):
    """茶光路更名为龙珠大道, which is there already"""
    fill(register, [notice("2000-01-01", "命名 茶光路 北a-南b", "命名 龙珠大道 北b-南c")])
    fill(register, [notice("2005-01-01", "更名 茶光路>龙珠大道 合并")])
    kept, gone = register.record(register.find("龙珠大道")), register.record(register.find("茶光路"))
    assert gone.successors == (kept.road_id,)
    assert [one.name for one in register.roads()] == ["龙珠大道"]


def test_part_of_a_road_is_renamed_and_the_rest_keeps_its_name(register: Register):
    """原甲路（北a至南m段）更名为乙路"""
    fill(register, [notice("2000-01-01", "命名 甲路 北a-南b")])
    fill(register, [notice("2005-01-01", "更名 甲路>乙路 部分 北a-南m")])
    rest, new = register.record(register.find("甲路")), register.record(register.find("乙路"))
    assert (rest.successors, new.predecessors) == ((new.road_id,), (rest.road_id,))
    assert [end.text for end in rest.versions[-1].departed[0].termini] == ["a", "m"]
    assert {one.name for one in register.roads()} == {"甲路", "乙路"}


def test_what_was_known_before_a_late_notice_can_still_be_asked(register: Register):
    start = datetime(2024, 1, 1, tzinfo=UTC)
    for number, (document, reading) in enumerate(reversed(HISTORY)):
        register.ingest(document, [reading], at=start + timedelta(days=number))
    road_id = register.find("丁路")
    now = register.version(road_id, TimePoint(date(2014, 1, 1)))
    assert now.name == "丙路"
    early = register.record(road_id, start + timedelta(hours=1))
    assert [version.name for version in early.versions] == ["丙路", "丁路"]
    assert early.versions[0].basis is Basis.OBSERVATION
    known = register.roads(TimePoint(date(2021, 1, 1), start + timedelta(hours=1)))
    assert {version.name for version in known} == {"丁路", "乙路"}


def test_roads_can_be_walked_through_a_stretch_at_a_time(register: Register):
    start = datetime(2024, 1, 1, tzinfo=UTC)
    for number, (document, reading) in enumerate(reversed(HISTORY)):
        register.ingest(document, [reading], at=start + timedelta(days=number))
    points = [TimePoint(date(2021, 1, 1)), TimePoint(date(2011, 1, 1), published_by=date(2014, 1, 1))]
    points += [TimePoint(date(2021, 1, 1), start + timedelta(days=days, hours=-1)) for days in range(len(HISTORY) + 1)]
    for point in points:
        whole = [(one.road_id, one.name) for one in register.roads(point)]
        assert [(one.road_id, one.name) for one in register.walk_roads(point)] == whole
        assert [(one.road_id, one.name) for one in register.walk_roads(point, "某市")] == whole
        for at, (road_id, _) in enumerate(whole):
            assert [one.road_id for one in register.walk_roads(point, since=road_id)] == [id_ for id_, _ in whole[at:]]
    assert list(register.walk_roads(area="无名市")) == []


def test_what_had_been_published_by_a_day_can_be_asked_of_a_register_loaded_afterwards(register: Register):
    fill(register, HISTORY)
    road_id = register.find("丁路")
    known = register.record(road_id, published_by=date(2014, 1, 1))
    assert [version.name for version in known.versions] == ["甲路", "丙路"]
    point = TimePoint(date(2021, 1, 1), None, date(2014, 1, 1))
    assert {version.name for version in register.roads(point)} == {"丙路", "乙路"}
    with pytest.raises(RoadNotFoundError):
        register.record(road_id, published_by=date(2009, 1, 1))


def test_an_altered_log_is_found(register: Register):
    fill(register, HISTORY[:2])
    assert register.verify() == ()
    with register.store.writing() as connection:
        connection.execute(text("UPDATE log SET body = replace(body, '甲路', '申路') WHERE position = 1"))
    assert [fault.position for fault in register.verify()] == [1]


def test_a_projection_that_is_not_what_the_log_comes_to_is_found_and_rebuilt(register: Register):
    fill(register, HISTORY)
    before = everything(register)
    with register.store.writing() as connection:
        connection.execute(text("DELETE FROM versions WHERE ordinal = 1"))
    assert [fault.what.en for fault in register.verify()] == [
        "the projection versions is not what the log comes to: run gazetteer rebuild"
    ]
    register.rebuild()
    assert register.verify() == ()
    assert everything(register) == before


def test_both_databases_come_to_the_same_projections(postgres: str, tmp_path: Path):
    from gazetteer.digests import projection_digests

    at = datetime(2024, 1, 1, tzinfo=UTC)
    digests = []
    for url in (str(tmp_path / "same.db"), new_database(postgres, "same")):
        with Register.open(url) as register:
            for document, reading in HISTORY:
                register.ingest(document, [reading], at=at)
            with register.store.reading() as connection:
                digests.append((register.head(), projection_digests(connection)))
    assert digests[0] == digests[1]


def test_a_dry_run_keeps_nothing(register: Register):
    document, reading = HISTORY[0]
    (step,) = register.ingest(document, [reading], keep=False)
    assert len(step.road_ids) == 2
    assert register.head().count == 0
    assert register.roads() == ()


def test_a_preview_tells_what_would_be_found_and_keeps_nothing(register: Register):
    fill(register, [notice("2001-01-01", "命名 甲路 北a-南b")])
    head = register.head()
    document, reading = notice("2002-01-01", "调整 甲路 北a-南x > 北a-南c")
    tried = register.preview(document, [reading])
    assert [step.outcome for step in tried.steps] == [Outcome.APPLIED]
    assert [one.kind for one in tried.findings] == ["previous_differs"]
    assert set(tried.cited.roads.values()) == {"甲路"}
    assert reading.notice.notice_id in tried.cited.notices  # which is kept nowhere
    assert (register.head(), register.findings()) == (head, ())


def test_a_file_that_is_no_register_is_refused(tmp_path: Path):
    path = tmp_path / "no.db"
    path.write_bytes(b"hello, this is not a database at all" * 100)
    with pytest.raises(RegisterError, match="not a database"):
        Register.open(str(path))
    with pytest.raises(RegisterError, match="no register at"):
        Register.open(str(tmp_path / "absent.db"), create=False)


LINES = st.sampled_from(
    [
        "命名 甲路 北a-南b",
        "命名 乙路 北c-南d",
        "更名 甲路>乙路",
        "更名 乙路>丙路",
        "更名 丙路>甲路",
        "销名 甲路",
        "销名 乙路",
        "恢复 甲路",
        "调整 甲路 北a-南b > 北a-南c",
        "调整 乙路 北a-南c > 北a-南甲路",
        "调整 丙路 北x-南y > 北x-南乙路",
        "更名 甲路>丁路 合并",
        "更名 乙路>丁路 合并",
        "更名 甲路>戊路 部分 北p-南q",
        "更名 甲路>庚路 部分 北a-南m",
        "更名 甲路>癸路 部分 北m-南b",
        "分段 乙路>己路",
        "更正 甲路 北-南b > 北-南z",
        "更正 甲路 北-南b > 北-南y",
        "更正 乙路>辛路",
    ]
)


@settings(
    max_examples=500 if THOROUGH else 20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_history_in_any_order_gives_the_same_register(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    steps = data.draw(st.lists(st.lists(LINES, min_size=1, max_size=2, unique=True), min_size=1, max_size=5))
    notices = [notice(f"20{10 + year:02d}-01-01", *lines) for year, lines in enumerate(steps)]
    folder = tmp_path_factory.mktemp("registers")
    found = []
    for number, order in enumerate((notices, data.draw(st.permutations(notices)))):
        with Register.open(str(folder / f"{number}.db")) as register:
            fill(register, order)
            found.append(everything(register))
            assert register.verify() == ()
    assert found[0] == found[1]


def test_the_changes_of_a_time_are_those_of_the_records_that_lie_in_it(register: Register):
    """With days known to the month, a road named again long after its end, and one first told of in a change."""
    fill(
        register,
        [
            *HISTORY,
            notice("2009", "命名 子路 北a-南b"),
            notice("2010-05", "销名 子路"),
            notice("2011-01-01", "命名 丑路 北a-南b"),
            notice("2011-06-01", "销名 丑路"),
            notice("2013-06-01", "恢复 丑路 北a-南b"),
            notice("2013-06-02", "调整 丑路 北a-南b > 北a-南c", "调整 寅路 东a-西b > 东a-西c"),
        ],
    )
    with register.store.reading() as connection:
        road_ids = connection.execute(select(roads.c.road_id)).scalars().all()
    told = [one for road_id in road_ids for one in changes_of(register.record(road_id))]
    told.sort(key=lambda one: (one.on.key, one.notice_id, one.entry_id), reverse=True)
    assert sorted(map(repr, register.changes())) == sorted(map(repr, told))
    days = sorted({one.on.earliest for one in told})
    assert len(days) > 8
    for first, last in combinations_with_replacement(days, 2):
        found = register.changes_between(first, last)
        assert [one.on for one in found] == [one.on for one in found.turns()]
        assert sorted(map(repr, found)) == sorted(repr(one) for one in told if first <= one.on.earliest <= last)
        perhaps = Changes(register.store, Wanted(first=first, last=last))
        reaching = [one for one in told if first <= one.on.latest and one.on.earliest <= last]
        assert len(perhaps) == len(reaching)
        assert sorted(map(repr, perhaps)) == sorted(map(repr, reaching))
        assert found[:1] == tuple(found)[:1] == (found[0],)
        for some in (slice(None), slice(1, 3), slice(-2, None), slice(None, None, -1), slice(0, 9, 2), slice(5, 2)):
            assert found[some] == tuple(found)[some]
        assert found[-1] == tuple(found)[-1]


def test_changes_counted_before_a_notice_came_are_asked_for_again(register: Register):
    fill(register, HISTORY)
    told = register.changes()
    assert told[0] == next(iter(told))
    fill(register, [notice("2024-01-01", "命名 卯路 北a-南b")])
    for look in (lambda: told[0], lambda: told[:2], lambda: tuple(told), told.turns):
        with pytest.raises(RegisterError, match="Ask again"):
            look()
    assert len(register.changes()) == len(told) + 1


def test_what_a_clause_says_of_the_way_and_direction_comes_into_the_record(register: Register):
    said = (
        "样例市民政局关于命名春晖路的通知\n样民发〔2024〕3号\n经市政府批准，现将下列道路命名公布如下：\n"
        "一、春晖路：东西走向，东起人民路，途经解放路，西至建设路，长800米。\n样例市民政局\n2024年3月5日\n"
    )
    document = Document("甲", said)
    register.ingest(document, read_document(document))
    (version,) = register.record(register.find("春晖路")).versions
    assert (version.extent.via, version.extent.course) == (("解放路",), "东西")
    entry, kept = register.entry(version.entry_id)
    for field, words in (("via", "解放路"), ("course", "东西")):
        source = version.sources[field]
        assert entry.spans[source.key].of(kept.text) == words


def test_a_copy_is_known_by_its_number_however_that_is_written(new_url: NewUrl):
    with Register.open(new_url()) as register:
        numbers = ("某政〔2010〕5号", "某政[2010]第05号")
        first, copy = (notice("2010-03-01", "命名 甲路 北a-南b", number=number) for number in numbers)
        fill(register, [first, copy])
        assert register.notice(copy[1].notice.notice_id).witness_of == first[1].notice.notice_id
        assert register.notice("某政（2010）5号").notice == first[1].notice
        assert len(register.record(register.find("甲路")).versions) == 1
        assert register.verify() == ()


@pytest.mark.parametrize(
    ("day", "line", "is_copy"),
    [
        ("2010-03-01", "命名 甲路 北a-南c", True),
        ("2012-03-01", "命名 甲路 北a-南c", False),
        ("2010-09-01", "命名 乙路 北a-南c", False),
    ],
)
def test_a_number_that_other_acts_may_have_is_of_one_act_where_year_and_clause_agree(
    new_url: NewUrl, day: str, line: str, is_copy: bool
):
    """公告第3号 of another year, or of another office, is another act: its roads were taken for a copy's."""
    with Register.open(new_url()) as register:
        first, other = (
            notice(when, said, number="公告第3号") for when, said in (("2010-03-01", "命名 甲路 北a-南b"), (day, line))
        )
        fill(register, [first, other])
        assert (register.notice(other[1].notice.notice_id).witness_of is not None) is is_copy
        assert register.verify() == ()


@pytest.mark.parametrize(
    ("first", "other", "said"),
    [
        (
            ("2010-03-01", "更名 甲路>丙路"),
            ("2010-03-01", "更名 乙路>丙路"),
            "某政〔2010〕5号 的两份文本中，丙路 不同：原名计入的作“甲路”，另一份作“乙路”。",
        ),
        (
            ("2010-03-01", "命名 甲路 北a-南b"),
            ("2010-03-11", "命名 甲路 北a-南b"),
            "某政〔2010〕5号 的两份文本日期不同：计入的成文于 2010-03-01，另一份成文于 2010-03-11。",
        ),
        (("2010-03", "命名 甲路 北a-南b"), ("2010-03-11", "命名 甲路 北a-南b"), None),
    ],
)
def test_copies_that_differ_on_the_former_name_or_the_day_say_so(
    new_url: NewUrl, first: tuple[str, str], other: tuple[str, str], said: str | None
):
    with Register.open(new_url()) as register:
        fill(register, [notice(*one, number="某政〔2010〕5号") for one in (first, other)])
        found = [one.message.zh for one in register.findings() if one.kind == "witness_differs"]
        assert found == ([said] if said else [])
        assert register.verify() == ()
