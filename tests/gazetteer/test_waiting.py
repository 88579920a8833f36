"""What waits for a person is told a stretch at a time, on either database."""

from collections.abc import Iterator
from itertools import dropwhile, islice

import pytest

from gazetteer import waiting
from gazetteer.errors import FindingNotFoundError, NoticeNotFoundError
from gazetteer.findings import Finding
from gazetteer.registry import Register
from gazetteer.waiting import Held
from tests.conftest import NewUrl
from tests.gazetteer.towns import fill, notice


def _id(one: Held | Finding) -> str:
    return one.entry.entry_id if isinstance(one, Held) else one.finding_id


@pytest.fixture
def busy(new_url: NewUrl, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """Twins of four names abolished without saying which, asked for two at a time."""
    monkeypatch.setattr(waiting, "AT_ONCE", 2)
    names = ("甲路", "乙路", "丙路", "丁路")
    twins = [f"命名 {one} 北{one[0]}{end}a-南{one[0]}{end}b @{end}区" for one in names for end in "东西"]
    with Register.open(new_url()) as register:
        fill(register, [notice("2001-01-01", *twins), notice("2002-01-01", *(f"销名 {one}" for one in names))])
        yield register


def test_entries_held_come_first_then_findings_the_worst_first(busy: Register):
    told = list(busy.waiting())
    held, found = busy.held(), busy.findings()
    assert [_id(one) for one in told] == [one.entry.entry_id for one in held] + [one.finding_id for one in found]
    assert (len(held), len(found)) == (4, 4)
    assert {one.kind for one in found} == {"same_name"}


def test_each_page_goes_on_where_the_one_before_ended(busy: Register):
    whole = [_id(one) for one in busy.waiting()]
    for at, since in enumerate(whole):
        page = list(islice(busy.waiting(since=since), 3))
        assert [_id(one) for one in page] == whole[at + 1 : at + 4]


def test_what_was_settled_waits_no_more(busy: Register):
    first, *_ = busy.held()
    finding, *_ = busy.findings()
    road_id = busy.find("甲路") if first.entry.name != "甲路" else None
    busy.decide_entry(first.entry.entry_id, road_id, "王", "据来函")
    busy.dismiss(finding.finding_id, "王", "旧名")
    left = [_id(one) for one in busy.waiting()]
    assert first.entry.entry_id not in left
    assert finding.finding_id not in left
    # a page may go on after what was let rest meanwhile
    assert list(dropwhile(lambda one: not isinstance(one, Finding), busy.waiting(since=finding.finding_id)))


def test_only_one_city_is_told_of_where_it_is_named(busy: Register):
    area = busy.areas()[0].name
    assert [_id(one) for one in busy.waiting(area)] == [_id(one) for one in busy.waiting()]
    assert list(busy.waiting("无名市")) == []


@pytest.mark.parametrize(("since", "error"), [("f0", FindingNotFoundError), ("n0-1", NoticeNotFoundError)])
def test_an_id_that_is_none_is_said(busy: Register, since: str, error: type[Exception]):
    with pytest.raises(error):
        list(busy.waiting(since=since))
