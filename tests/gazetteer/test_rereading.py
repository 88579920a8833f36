"""A better reader reads a kept notice again: ids and decisions stay, what differs is retracted and made anew."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from gazetteer.documents import Document
from gazetteer.entries import Entry, Extent, Reading, Terminus, read_document
from gazetteer.notices import NoticeKind
from gazetteer.registry import Register
from gazetteer.rereading import aligned
from gazetteer.times import TimePoint
from tests.conftest import NewUrl
from tests.gazetteer.towns import fill, notice

TEXT = """\
某市人民政府关于道路命名的通知
某政发〔2001〕1号
1. 甲路：位于城东区，东起子街，西至丑街，长500米，宽20米。
2. 乙路：位于城东区，北起寅街，南至甲路，长300米，宽12米。
某市人民政府
2001年3月1日
"""


def worse(reading: Reading) -> Reading:
    """As an earlier reader might have read it: one end wrong, the second entry not at all."""
    first = reading.entries[0]
    wrong = replace(first, extent=Extent(Terminus("子", "东"), first.extent.end))
    return replace(reading, entries=(wrong,))


@pytest.fixture
def register(new_url: NewUrl):
    with Register.open(new_url()) as register:
        yield register


def test_what_is_read_otherwise_is_taken_in_and_ids_stay(register: Register):
    document = Document("test", TEXT)
    (better,) = read_document(document)
    register.ingest(document, [worse(better)])
    road_id = register.find("甲路")
    then = register.notices()[0].recorded_at
    (done,) = register.reread(read_document)
    assert done.changed == 2
    assert register.find("甲路") == road_id
    (version,) = register.record(road_id).versions
    assert version.extent.start is not None
    assert version.extent.start.text == "子街"
    assert version.entry_id == better.entries[0].entry_id
    assert [one.name for one in register.roads()] in (["甲路", "乙路"], ["乙路", "甲路"])
    (before,) = register.record(road_id, then).versions
    assert before.extent.start is not None
    assert before.extent.start.text == "子"
    assert register.verify() == ()


def test_reading_again_what_is_read_the_same_changes_nothing(register: Register):
    document = Document("test", TEXT)
    register.ingest(document, read_document(document))
    head = register.head()
    assert register.reread(read_document) == ()
    assert register.head() == head


def test_what_is_no_longer_read_is_retracted(register: Register):
    document = Document("test", TEXT)
    register.ingest(document, read_document(document))
    register.reread(lambda document: tuple(map(worse, read_document(document))))
    assert [one.name for one in register.roads()] == ["甲路"]
    assert register.verify() == ()


def _again(register: Register, *readings: Reading) -> None:
    """Reads each of these notices as it is given."""
    as_read = {one.notice.digest: one for one in readings}
    register.reread(lambda document: [as_read[sha256(document.text.encode()).hexdigest()]])


def test_a_copy_that_an_act_read_again_agrees_with_differs_no_more(register: Register):
    act, copy = (notice("2005", f"命名 甲路 北a-南c {length}", number="某政发〔2005〕1号") for length in (500, 550))
    fill(register, [act, copy])
    assert "witness_differs" in {one.kind for one in register.findings()}
    right = replace(act[1].entries[0], length=copy[1].entries[0].length)
    _again(register, replace(act[1], entries=(right,)), copy[1])
    assert "witness_differs" not in {one.kind for one in register.findings()}
    assert register.verify() == ()
    _again(register, act[1], copy[1])
    assert "witness_differs" in {one.kind for one in register.findings()}
    assert register.verify() == ()


def test_what_is_read_as_a_proposal_names_nothing_any_more(register: Register):
    act, other = notice("2005", "命名 甲路 北a-南b", "销名 乙路"), notice("2001", "命名 乙路 北c-南d")
    fill(register, [act, other])
    road_id = register.find("甲路")
    proposal = replace(act[1], notice=replace(act[1].notice, kind=NoticeKind.PROPOSAL))
    _again(register, proposal, other[1])
    assert [one.name for one in register.roads()] == ["乙路"]
    assert register.roads_of(act[1].notice.notice_id) == {}
    assert register.verify() == ()
    register.rebuild()
    assert [one.name for one in register.roads()] == ["乙路"]
    _again(register, act[1], other[1])
    assert [one.name for one in register.roads()] == ["甲路"]
    assert road_id in {one.road_id for one in register.roads(TimePoint(date(2006, 1, 1)))}
    assert register.verify() == ()


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_a_decision_outlives_readings_that_do_not_have_its_entry(register: Register, kind: NoticeKind):
    """Read as an act of another kind, or without the clause, and then as at first."""
    twins = [
        notice(f"2001-0{month}", f"命名 甲路 北{month}a-南{month}b @{end}区") for month, end in ((1, "东"), (2, "西"))
    ]
    act = notice("2002", "命名 丁路 北x-南y", "销名 甲路")
    fill(register, [*twins, act])
    (held,) = register.held()
    east = register.roads_of(twins[0][1].notice.notice_id)[twins[0][1].entries[0].entry_id]
    register.decide_entry(held.entry.entry_id, east, "王", "据来函")
    others = [reading for _, reading in twins]
    _again(register, *others, replace(act[1], notice=replace(act[1].notice, kind=kind), entries=act[1].entries[:1]))
    assert len([one for one in register.roads() if one.name == "甲路"]) == 2
    assert register.verify() == ()
    _again(register, *others, act[1])
    assert register.roads_of(act[1].notice.notice_id)[held.entry.entry_id] == east
    assert [one.place.district for one in register.roads() if one.name == "甲路"] == ["西区"]
    assert register.verify() == ()


def test_a_number_is_never_given_to_another_clause(register: Register):
    """Read with two clauses, with one, and with another second one: what was decided of the first is not of that."""
    twins = notice("2001", "命名 甲路 北a-南b @东区", "命名 甲路 北c-南d @西区")
    act = notice("2002", "命名 丁路 北x-南y", "销名 甲路", "调整 甲路 北c-南d > 北c-南e")
    first, second, other = act[1].entries
    as_read = replace(act[1], entries=(first, second))
    fill(register, [twins, (act[0], as_read)])
    east = register.roads_of(twins[1].notice.notice_id)[twins[1].entries[0].entry_id]
    register.decide_entry(second.entry_id, east, "王", "据来函")
    _again(register, twins[1], replace(act[1], entries=(first,)))
    _again(register, twins[1], replace(act[1], entries=(first, replace(other, entry_id=second.entry_id))))
    assert [one.entry_id for one in register.notice(act[1].notice.notice_id).entries] == [
        first.entry_id,
        other.entry_id,
    ]
    ends = {one.place.district: one.extent.end.text for one in register.roads() if one.name == "甲路"}
    assert ends == {"东区": "b", "西区": "e"}
    _again(register, twins[1], act[1])
    assert register.notice(act[1].notice.notice_id).entries == act[1].entries
    assert [one.place.district for one in register.roads() if one.name == "甲路"] == ["西区"]
    assert register.verify() == ()


def test_of_two_clauses_that_say_the_same_each_stays_where_it_stands():
    _, reading = notice("2001", "命名 甲路 北a-南b", "命名 甲路 北c-南d")
    first, second = reading.entries
    assert aligned([first, second], [second], "n") == (second,)
    assert aligned([first], [second], "n", [second]) == (second,)


@pytest.mark.parametrize("once", ["bc", "b", "ac", "a", "c", ""])
def test_a_clause_read_later_counts_where_it_stands(register: Register, once: str):
    """A road renamed and then moved, and one between that has nothing to do with it: whatever was read at first."""
    act = notice("2002", "更名 甲路>乙路 北a-南b", "命名 丙路 北x-南y", "调整 乙路 北a-南b > 北a-南c")
    at_first = tuple(entry for letter, entry in zip("abc", act[1].entries, strict=True) if letter in once)
    fill(register, [notice("2001", "命名 甲路 北a-南b"), (act[0], replace(act[1], entries=at_first))])
    register.reread(lambda document: [act[1]] if document.text == act[0].text else [])
    versions = register.record(register.find("乙路")).versions
    assert [(one.name, one.act, one.extent.end and one.extent.end.text) for one in versions] == [
        ("甲路", "Named", "b"), ("乙路", "Renamed", "b"), ("乙路", "ExtentChanged", "c"),
    ]  # fmt: skip
    assert register.verify() == ()
    assert register.reread(lambda document: [act[1]] if document.text == act[0].text else []) == ()


@pytest.mark.parametrize(
    ("once", "now", "after"),
    [
        ("abc", "abc", {}),
        ("ac", "abc", {"b": 1}),
        ("bc", "abc", {"a": 0}),
        ("c", "abc", {"a": 0, "b": 0}),
        ("ab", "abc", {}),
        ("ab", "ba", {"b": 0}),
        ("ac", "abcd", {"b": 1}),
    ],
)
def test_only_what_was_read_late_is_told_where_it_stands(once: str, now: str, after: dict[str, int]):
    _, reading = notice("2001", *(f"命名 {name}路 北x-南y" for name in "abcd"))
    by_name = {entry.name[0]: entry for entry in reading.entries}
    old = aligned([], [by_name[name] for name in once], "n")
    new = aligned(old, [by_name[name] for name in now], "n")
    assert sorted(new, key=lambda entry: entry.place) == list(new)
    assert {one.name[0]: one.stands_after for one in new if one.stands_after is not None} == after


def test_clauses_read_one_by_one_from_the_last_to_the_first_stand_in_their_order():
    _, reading = notice("2001", *(f"命名 {name}路 北x-南y" for name in "abcd"))
    read: tuple[Entry, ...] = ()
    for first in (3, 2, 1, 0):
        read = aligned(read, reading.entries[first:], "n")
        assert sorted(read, key=lambda entry: entry.place) == list(read)


def test_entries_are_aligned_by_what_they_say_then_by_where_they_stand():
    (reading,) = read_document(Document("test", TEXT))
    first, second = reading.entries
    renamed = replace(second, name="乙街", entry_id="x-9")
    kept = aligned(
        reading.entries,
        [renamed, replace(first, entry_id="x-8"), replace(first, name="新路", span=type(first.span)(0, 3))],
        "n",
    )
    assert [one.entry_id for one in kept] == [second.entry_id, first.entry_id, "n-3"]


def test_a_road_that_was_once_one_with_another_stays_when_that_one_is_read_again(register: Register):
    """“甲路” was taken for the road that a 丙路 became, until a notice between the two told of two roads."""
    last = notice("2003", "更名 丙路>丁路 @西区", "恢复 甲路 @东区")
    act = notice("2002", "更名 丙路>甲路", "调整 丙路 北c-南a > 北d-南a @东区")
    first = notice("2001", "命名 乙路 北e-南f @东区", "分段 甲路>丙路 @西区")
    fill(register, [last, act, first])
    without = replace(first[1], entries=first[1].entries[:1])
    proposal = replace(act[1], notice=replace(act[1].notice, kind=NoticeKind.PROPOSAL))
    for read in (proposal, replace(act[1], entries=act[1].entries[1:])):
        _again(register, last[1], read, without)
    assert {(one.name, one.place.district) for one in register.roads()} == {
        ("丁路", "西区"), ("甲路", "东区"), ("丙路", "东区"), ("乙路", "东区"),
    }  # fmt: skip
    assert register.verify() == ()
