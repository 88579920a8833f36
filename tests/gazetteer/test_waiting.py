"""What waits for a person is told a stretch at a time, on either database."""

from collections.abc import Iterator
from itertools import dropwhile, islice, permutations

import pytest

from gazetteer import waiting
from gazetteer.errors import FindingNotFoundError, NoticeNotFoundError
from gazetteer.findings import Finding
from gazetteer.registry import Register
from gazetteer.waiting import Held
from tests.conftest import NewUrl
from tests.gazetteer.towns import Notices, everything, fill, notice


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


OF_TWO_ROADS = {  # a name borne by two roads that one entry, or one notice, made; each clashes with a third
    "a part keeps the name": (
        notice("2000-01-01", "命名 长征路 北a-南b"),
        notice("2005-01-01", "更名 长征路>长征路 部分 北a-南m"),
        notice("2006-01-01", "命名 长征路 北x-南y"),
    ),
    "a renamed road and a part": (
        notice("2002-04-01", "命名 丙路 北p-南q"),
        notice("2002-01-01", "命名 甲路 北a-南b"),
        notice("2002-05-26", "更名 丙路>甲路 @西区", "更名 丙路>甲路 部分 北p-南m @东区"),
    ),
}


@pytest.mark.parametrize("notices", OF_TWO_ROADS.values(), ids=OF_TWO_ROADS.keys())
def test_what_one_clash_makes_of_several_roads_is_told_once_of_all(
    new_url: NewUrl, notices: Notices, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(waiting, "AT_ONCE", 1)
    with Register.open(new_url()) as register:
        fill(register, notices)
        found = register.findings()
        assert len({one.finding_id for one in found}) == len(found)
        assert any(len(one.road_ids) == 3 for one in found)
        for one in found:
            for road_id in one.road_ids:
                assert one in register.findings(road_id=road_id)
        whole = list(register.waiting())
        assert whole == list(found)
        for at, one in enumerate(found):
            assert list(register.waiting("某市", since=one.finding_id)) == whole[at + 1 :]
        assert register.verify() == ()
        register.rebuild()
        assert register.findings() == found
        for one in found:
            register.dismiss(one.finding_id, "王", "一路两段")
        assert register.findings() == ()
        assert [register.findings(road_id=road.road_id) for road in register.roads()] == [()] * len(register.roads())


@pytest.mark.parametrize("notices", OF_TWO_ROADS.values(), ids=OF_TWO_ROADS.keys())
def test_it_is_told_so_in_any_order(notices: Notices):
    told = []
    for order in permutations(notices):
        with Register.open("sqlite://") as register:
            fill(register, order)
            assert register.verify() == ()
            told.append((everything(register), sorted(len(one.road_ids) for one in register.findings())))
    assert all(one == told[0] for one in told)


def test_what_no_longer_clashes_is_told_no_more_of_that_road(new_url: NewUrl):
    """Of what was found from two roads, one proves to bear another name: the other is still told of."""
    with Register.open(new_url()) as register:
        fill(register, OF_TWO_ROADS["a renamed road and a part"])
        (shared,) = (one for one in register.findings() if len(one.road_ids) == 3)
        (whole,) = (one.road_id for one in register.roads() if one.act == "Split")
        fill(register, [notice("2002-06-01", "更正 甲路>申路 @西区")])
        (held,) = register.held()
        register.decide_entry(held.entry.entry_id, whole, "王", "核对原件")
        (left,) = register.findings()
        assert left.finding_id == shared.finding_id
        assert set(left.road_ids) == set(shared.road_ids) - {whole}
        assert [register.findings(road_id=road_id) for road_id in (*left.road_ids, whole)] == [(left,), (left,), ()]
        assert register.verify() == ()
