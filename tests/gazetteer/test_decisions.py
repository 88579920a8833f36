"""What persons decided of entries stays, and what was held is settled as soon as it can be, in any order."""

from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from gazetteer.errors import NoRoadOfItsOwnError, NotAnActError, NotDecidedError
from gazetteer.known_roads import why_held
from gazetteer.registry import Register
from gazetteer.times import TimePoint
from tests.conftest import NewUrl
from tests.gazetteer.towns import everything, fill, notice

TWINS = (notice("2001-01", "命名 甲路 北a-南b @东区"), notice("2001-02", "命名 甲路 北c-南d @西区"))


@pytest.fixture
def register(new_url: NewUrl) -> Iterator[Register]:
    with Register.open(new_url()) as register:
        yield register


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_what_was_decided_stays_whatever_is_learned_later(register: Register, order: tuple[int, ...]):
    """The abolition may come first: then the road that it was decided to be of is first told of by itself."""
    held = notice("2002", "销名 甲路")
    fill(register, [(held, *TWINS)[number] for number in order])
    (entry,) = held[1].entries
    east = next(one.road_id for one in register.roads(TimePoint(date(2001, 6, 1))) if one.place.district == "东区")
    assert register.decide_entry(entry.entry_id, east, "王", "据来函") == east
    fill(register, [notice("2003", "调整 甲路 北c-南d > 北c-南x @西区"), notice("2000", "命名 甲路 北e-南f @南区")])
    assert register.roads_of(held[1].notice.notice_id) == {entry.entry_id: east}
    assert {one.place.district for one in register.roads()} == {"西区", "南区"}
    assert register.record(east).versions[-1].place.district == "东区"
    assert register.verify() == ()


def test_of_two_decisions_on_one_road_one_can_be_taken_back(register: Register):
    fill(register, [*TWINS, notice("2002", "销名 甲路"), notice("2003", "销名 甲路")])
    roads = {one.place.district: one.road_id for one in register.roads(TimePoint(date(2001, 6, 1)))}
    days = {one.entry.entry_id: register.entry(one.entry.entry_id)[1].notice.issued_on for one in register.held()}
    earlier, later = sorted(days, key=lambda entry_id: days[entry_id].key)
    for entry_id, district in ((earlier, "东区"), (later, "东区"), (earlier, "西区")):
        assert register.decide_entry(entry_id, roads[district], "王", "据来函") == roads[district]
    fill(register, [notice("2000", "命名 甲路 北e-南f @南区")])
    for entry_id, district in ((earlier, "西区"), (later, "东区")):
        assert register.roads_of(entry_id.rpartition("-")[0]) == {entry_id: roads[district]}
    assert register.held() == ()
    assert register.verify() == ()


def test_a_road_of_its_own_stays_one(register: Register):
    fill(register, [*TWINS, notice("2002", "调整 甲路 北x-南y > 北x-南z")])
    (held,) = register.held()
    own = register.decide_entry(held.entry.entry_id, None, "王", "另一条")
    fill(register, [notice("2003", "调整 甲路 北x-南z > 北x-南w"), notice("2000", "命名 甲路 北x-南y @南区")])
    assert register.roads_of(held.entry.entry_id.rpartition("-")[0]) == {held.entry.entry_id: own}
    assert own not in {register.roads_of(reading.notice.notice_id)[reading.entries[0].entry_id] for _, reading in TWINS}
    assert register.verify() == ()


TOLD_BY_OTHERS = [
    (
        ("命名 甲路 北a-南b @东区", "命名 乙路 北b-南c @东区"),
        ("更名 甲路>丙路 合并 @东区", "更名 乙路>丙路 合并 @东区"),
    ),
    ((), ("更名 丙路>丁路 部分 北a-南m @东区",)),
]


@pytest.mark.parametrize(("before", "told"), TOLD_BY_OTHERS)
def test_a_road_that_no_entry_of_its_own_founds_can_be_decided_on(
    register: Register, before: tuple[str, ...], told: tuple[str, ...]
):
    """甲路、乙路 became 丙路, or part of a 丙路 got another name; there is another 丙路 in another district."""
    if before:
        fill(register, [notice("2000-01-01", *before)])
    fill(register, [notice("2001-01-01", "命名 丙路 北x-南y @西区"), notice("2005-01-01", *told)])
    fill(register, [notice("2006-01-01", "销名 丙路")])
    (held,) = register.held()
    (east,) = (
        one.road_id
        for one in register.roads(TimePoint(date(2005, 6, 1)))
        if (one.name, one.place.district) == ("丙路", "东区")
    )
    assert register.decide_entry(held.entry.entry_id, east, "王", "据来函") == east
    fill(
        register, [notice("2007-01-01", "调整 丙路 北x-南y > 北x-南z @西区"), notice("1999", "命名 丙路 北e-南f @南区")]
    )
    assert register.held() == ()
    assert register.roads_of(held.entry.entry_id.rpartition("-")[0]) == {held.entry.entry_id: east}
    assert {one.place.district for one in register.roads() if one.name == "丙路"} == {"西区", "南区"}
    assert register.verify() == ()


def test_an_entry_that_was_held_is_matched_as_soon_as_one_road_fits(tmp_path: Path):
    """In every order: before the second road came it was matched, then held, then only one road was so called."""
    arriving = (
        notice("2002-01-01", "销名 甲路"),
        notice("2000-01-01", "命名 甲路 北a-南b @东区"),
        notice("2000-02-01", "命名 甲路 北c-南d @西区"),
        notice("2001-01-01", "更名 甲路>乙路 @西区"),
    )
    wanted = None
    for number, order in enumerate(permutations(arriving)):
        with Register.open(str(tmp_path / f"{number}.db")) as register:
            fill(register, order)
            assert register.held() == ()
            assert [one.name for one in register.roads()] == ["乙路"]
            wanted = wanted or everything(register)
            assert everything(register) == wanted
            assert register.verify() == ()


def test_an_entry_held_meanwhile_is_matched_again_on_every_database(register: Register):
    fill(register, [notice("2002", "销名 甲路"), *TWINS])
    assert len(register.held()) == 1
    fill(register, [notice("2001-06", "更名 甲路>乙路 @西区")])
    assert register.held() == ()
    assert [(one.name, one.place.district) for one in register.roads()] == [("乙路", "西区")]
    assert register.verify() == ()


def test_an_entry_is_told_to_be_held_once_and_for_the_reason_it_is_held_for(register: Register):
    fill(register, TWINS)
    document, reading = notice("2002", "销名 甲路")
    (step,) = register.ingest(document, [reading])
    assert len(step.held) == 1
    document, third = notice("2001-03", "命名 甲路 北e-南f @南区")
    (step,) = register.ingest(document, [third])
    assert step.held == ()
    (held,) = register.held()
    assert third.entries[0].entry_id in held.reason


def test_a_correction_is_no_road_of_its_own(register: Register):
    fill(register, [notice("2001", "更正 甲路 北-南b > 北-南c")])
    head, (held,) = register.head(), register.held()
    with pytest.raises(NoRoadOfItsOwnError, match="是更正，不是一条路"):
        register.decide_entry(held.entry.entry_id, None, "王", "据来函")
    assert register.head() == head


def test_what_does_nothing_to_a_road_is_not_decided_on(register: Register):
    """A proposal to abolish 甲路, and another copy of the act that named it."""
    fill(register, [notice("2000-01-01", "命名 甲路 北a-南b", number="1号")])
    others = [
        notice("2000-01-01", "命名 甲路 北a-南c", number="1号"),
        notice("2002-01-01", "销名 甲路", kind="proposal"),
    ]
    fill(register, others)
    head, road_id = register.head(), register.find("甲路")
    for _, reading in others:
        with pytest.raises(NotAnActError):
            register.decide_entry(reading.entries[0].entry_id, road_id, "王", "据来函")
    assert register.head() == head


def test_the_road_that_was_chosen_keeps_its_id(register: Register):
    """己路 of 2005 and 2006 is taken for another road until a person says it is 甲路."""
    late = notice("2006-01-01", "调整 己路 北a-南b > 北a-南c")
    fill(register, [notice("2000-01-01", "命名 甲路 北a-南b"), notice("2005-01-01", "更名 戊路>己路"), late])
    chosen, other = register.find("甲路"), register.find("己路")
    entry = next(one for _, reading in [late] for one in reading.entries)
    assert register.decide_entry(entry.entry_id, chosen, "王", "据来函") == chosen
    assert register.record(other).versions
    assert register.verify() == ()


def test_a_road_that_was_the_decided_entry_alone_leads_to_the_chosen_one(register: Register):
    late = notice("2012-03-01", "命名 甲路 北a-南b @东区")
    fill(register, [notice("2010-03-01", "命名 甲路 北a-南b @西区"), late])
    (entry,) = late[1].entries
    alone = register.roads_of(late[1].notice.notice_id)[entry.entry_id]
    chosen = next(one.road_id for one in register.roads(TimePoint(date(2011, 1, 1))))
    assert register.decide_entry(entry.entry_id, chosen, "王", "据来函") == chosen
    assert register.record(alone) == register.record(chosen)
    assert register.record(chosen).redirects == (alone,)
    assert register.verify() == ()


def test_a_decision_on_a_correction_leaves_the_road_its_id(register: Register):
    first = [notice("2001-05", "命名 乙路 北a-南b"), notice("2001-05", "更正 乙路>甲路")]
    late = notice("2002", "更正 丁路 北-南b > 北-南c")
    fill(register, [*first, late])
    road_id = register.find("甲路")
    assert register.decide_entry(late[1].entries[0].entry_id, road_id, "王", "据来函") == road_id
    assert [end.text for end in register.record(road_id).versions[-1].extent.termini] == ["a", "c"]
    assert register.verify() == ()


def test_copies_that_differ_let_go_of_a_road_that_is_no_more(register: Register):
    number = "某政〔2002〕2号"
    fill(register, [notice("2002-01-01", f"销名 {name}", number=number) for name in ("甲路", "乙路")])
    fill(register, [notice("2001-01-01", "命名 甲路 北a-南b", "命名 甲路 北c-南d")])
    assert register.verify() == ()


def test_a_held_merger_that_is_decided_is_a_merger(register: Register):
    """甲路 and 乙路 became 丙路; there were two 甲路."""
    joined = notice("2002", "更名 甲路>丙路 合并", "更名 乙路>丙路 合并")
    fill(register, [*TWINS, notice("2001-03", "命名 乙路 北b-南d"), joined])
    (held,) = register.held()
    east = next(one.road_id for one in register.roads() if one.place.district == "东区")
    assert register.decide_entry(held.entry.entry_id, east, "王", "据来函") == east
    fill(register, [notice("2003", "调整 甲路 北c-南d > 北c-南x @西区"), notice("2000", "命名 甲路 北e-南f @南区")])
    (joint,) = (one for one in register.roads() if one.name == "丙路")
    whole = register.record(joint.road_id)
    assert set(whole.predecessors) == set(register.roads_of(joined[1].notice.notice_id).values())
    assert east in whole.predecessors
    last = register.record(east).versions[-1]
    assert last.ending is not None
    assert (last.name, last.ending.act) == ("甲路", "Merged")
    assert register.held() == ()
    assert register.verify() == ()


@pytest.mark.parametrize("late", [False, True])
def test_a_held_part_that_is_decided_is_a_part(register: Register, late: bool):
    """Part of a 甲路 became 丙路; there were two 甲路. A person says of which, or that it was yet another."""
    part = notice("2002", "更名 甲路>丙路 部分 北x-南m")
    fill(register, [*TWINS, part])
    (held,) = register.held()
    east = next(one.road_id for one in register.roads() if one.place.district == "东区")
    chosen = register.decide_entry(held.entry.entry_id, None if late else east, "王", "据来函")
    assert late or chosen == east
    fill(register, [notice("2003", "调整 甲路 北c-南d > 北c-南y @西区"), notice("2000", "命名 甲路 北e-南f @南区")])
    (third,) = (one for one in register.roads() if one.name == "丙路")
    (whole,) = register.record(third.road_id).predecessors
    assert (whole == east) is not late
    assert register.record(whole).successors == (third.road_id,)
    assert register.record(whole).versions[-1].name == "甲路"
    if late:  # what was said to be yet another road is said to be this one
        assert register.decide_entry(held.entry.entry_id, east, "王", "据来函") == east
        assert register.record(third.road_id).predecessors == (east,)
        assert register.record(whole).road_id == east
    assert register.held() == ()
    assert register.verify() == ()


def test_the_chosen_id_stays_with_the_entry_where_the_others_of_that_road_leave_it(register: Register):
    """With 乙路 of 2002 in it the road of 2001 is no more what was called 丙路 in 2004."""
    second = notice("2002-10-26", "命名 乙路 北d-南d @东区")
    fill(register, [second, notice("2004-10-25", "命名 丙路 北b-南a @东区"), notice("2001-07-27", "更名 甲路>丙路")])
    (entry,) = second[1].entries
    chosen, alone = register.find("丙路"), register.find("乙路")
    assert register.decide_entry(entry.entry_id, chosen, "王", "据来函") == chosen
    assert register.roads_of(second[1].notice.notice_id) == {entry.entry_id: chosen}
    assert register.record(alone).road_id == chosen
    assert register.verify() == ()


def test_a_decided_correction_waits_with_the_clause_it_was_decided_by(register: Register):
    """The road is known by a clause alone, which a later notice shows to fit two roads; then that is settled."""
    first = notice("2005", "调整 甲路 北-南x > 北-南y")
    wrong = notice("2006", "更正 丁路 北-南y > 北-南z")
    fill(register, [first, wrong])
    (told,), (correction,) = first[1].entries, wrong[1].entries
    road_id = register.find("甲路")
    assert register.decide_entry(correction.entry_id, road_id, "王", "丁为甲之误") == road_id
    fill(register, TWINS)
    assert {one.entry.entry_id for one in register.held()} == {told.entry_id, correction.entry_id}
    reasons = {one.entry.entry_id: one.reason for one in register.held()}
    assert told.entry_id in why_held(reasons[correction.entry_id]).zh
    assert register.verify() == ()
    east = next(one.road_id for one in register.roads() if one.place.district == "东区")
    register.decide_entry(told.entry_id, east, "王", "据来函")
    assert register.held() == ()
    (end,) = (one.extent.end for one in register.roads() if one.road_id == east)
    assert end is not None
    assert end.text == "z"
    assert register.roads_of(wrong[1].notice.notice_id) == {correction.entry_id: east}
    assert register.verify() == ()


def test_a_decided_correction_follows_the_clause_it_was_decided_by(register: Register):
    """Also where a person decided on that clause later, and where the road has meanwhile no other clause."""
    alone, wrong = notice("2004", "销名 丙路 @西区"), notice("2006", "更正 乙路>丙路")
    fill(register, [notice("2002", "命名 甲路 北d-南b @西区"), alone, wrong])
    (correction,), (told,) = wrong[1].entries, alone[1].entries
    register.decide_entry(correction.entry_id, register.find("丙路"), "王", "乙为丙之误")
    first = register.find("甲路")
    register.decide_entry(told.entry_id, first, "王", "同一条路")
    assert register.roads_of(wrong[1].notice.notice_id) == {correction.entry_id: first}
    assert register.verify() == ()


def test_a_decided_correction_follows_a_clause_decided_on_after_it_through_others(register: Register):
    """更正 of 2001 stands before the clauses it follows, and these follow one another."""
    wrong, second = notice("2001-03-01", "更正 甲路 北-南b > 北-南d"), notice("2002-12-22", "命名 乙路 北a-南a")
    third = notice("2005-06-24", "调整 丁路 北c-南d > 北c-南b")
    fill(register, [wrong, second, third])
    (correction,), (naming,), (last,) = (one[1].entries for one in (wrong, second, third))
    register.decide_entry(correction.entry_id, register.find("乙路"), "王", "据来函")
    register.decide_entry(naming.entry_id, register.find("丁路"), "王", "据来函")
    register.decide_entry(last.entry_id, None, "王", "另一条")
    for entry in (correction, naming, last):
        road_id = register.roads_of(entry.entry_id.rpartition("-")[0]).get(entry.entry_id)
        assert road_id is None or register.record(road_id).versions
    assert register.verify() == ()


def test_what_a_held_entry_spoke_of_is_the_same_after_a_rebuild(register: Register):
    """Matched, then held, with no other notice of its own between."""
    fill(register, [notice("2002", "销名 甲路"), TWINS[0]])
    fill(register, [TWINS[1]])
    assert len(register.held()) == 1
    assert register.verify() == ()


def test_a_decision_taken_back_leaves_the_entry_as_if_nobody_had_decided(register: Register):
    """The log keeps both; what comes later does not bring the decision back."""
    fill(register, [*TWINS, notice("2002", "更名 甲路>乙路")])
    (held,) = register.held()
    before = everything(register)
    (road_id,) = (one.road_id for one in register.roads(TimePoint(date(2001, 6, 1))) if one.place.district == "东区")
    register.decide_entry(held.entry.entry_id, road_id, "王", "据来函")
    assert register.withdraw_entry(held.entry.entry_id, "李", "核错") is None
    assert everything(register) == before
    fill(register, [notice("2003", "调整 甲路 北c-南d > 北c-南x @西区"), notice("2000", "命名 甲路 北e-南f @南区")])
    assert [one.entry.entry_id for one in register.held()] == [held.entry.entry_id]
    assert register.verify() == ()
    found = everything(register)
    register.rebuild()
    assert everything(register) == found
    with pytest.raises(NotDecidedError, match="没有人工核定"):
        register.withdraw_entry(held.entry.entry_id, "李", "核错")


def test_a_decision_on_a_correction_can_be_taken_back(register: Register):
    """A correction is no road of its own: without this a wrong decision on one stayed."""
    fill(register, [notice("2001", "命名 甲路 北a-南b"), notice("2001-02", "命名 乙路 北c-南d")])
    fill(register, [notice("2002", "更正 丙路>丁路")])
    (held,) = register.held()
    before = everything(register)
    register.decide_entry(held.entry.entry_id, register.find("甲路"), "王", "据来函")
    assert register.withdraw_entry(held.entry.entry_id, "王", "核错") is None
    assert everything(register) == before
    assert register.verify() == ()


def test_an_entry_decided_to_be_of_another_road_goes_back_to_its_own(register: Register):
    fill(register, [notice("2001", "命名 甲路 北a-南b"), notice("2001-02", "命名 乙路 北c-南d")])
    names = {one.name: one.road_id for one in register.roads()}
    (entry_id,) = register.roads_of(register.notices()[0].notice.notice_id)
    wrong, own = names["甲路"], names["乙路"]
    assert register.decide_entry(entry_id, wrong, "王", "同一条") == wrong
    register.withdraw_entry(entry_id, "王", "核错")
    assert sorted(one.name for one in register.roads()) == ["乙路", "甲路"]
    assert register.record(own).road_id in {one.road_id for one in register.roads()}
    assert register.verify() == ()


def test_a_dismissal_can_be_taken_back_and_made_again(register: Register):
    fill(register, TWINS)
    (found,) = (one for one in register.findings() if one.kind == "same_name")
    for _ in range(2):
        register.dismiss(found.finding_id, "王", "确为两条路")
        assert found not in register.findings()
        register.withdraw_dismissal(found.finding_id, "李", "核错")
        assert found in register.findings()
        assert register.verify() == ()
        register.rebuild()
        assert found in register.findings()
    with pytest.raises(NotDecidedError):
        register.withdraw_dismissal(found.finding_id, "李", "核错")
