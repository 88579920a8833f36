"""What a correction mends where the entry it puts right speaks of several roads: of each its own words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from gazetteer.documents import Document
from gazetteer.effects import in_effect
from gazetteer.events import Corrected, Named, Place, RecordDivided, Recorded, Source, Split
from gazetteer.extents import Extent, Terminus
from gazetteer.known_roads import why_held
from gazetteer.measures import StatedMeasure
from gazetteer.notices import DayBasis
from gazetteer.readings import Reading
from gazetteer.records import RoadRecord
from gazetteer.registry import Register
from gazetteer.times import TimePoint, read_day
from tests.conftest import NewUrl
from tests.gazetteer.towns import Notices, everything, fill, notice

WHOLE = notice("2000-01-01", "命名 长征路 北a-南b")
PART = notice("2005-01-01", "更名 长征路>长征冬路 部分 北a-南m 500")
PARTS = notice("2005-01-01", "更名 长征路>长征冬路 部分 北a-南m", "更名 长征路>长征西路 部分 北m-南b")
JOINED = notice("2005-01-01", "更名 甲路>并路 合并 北a-南c")
NAME = notice("2006-01-01", "更正 长征冬路>长征东路")
END = notice("2006-01-01", "更正 长征冬路 北-南m > 北-南n")


@pytest.fixture
def register(new_url: NewUrl) -> Iterator[Register]:
    with Register.open(new_url()) as register:
        yield register


CORRECTED: dict[str, tuple[Notices, list[str]]] = {
    "of a part of a road first heard of then": ((PART, NAME), ["长征东路 a m", "长征路"]),
    "of a part of a road known before": ((WHOLE, PART, NAME), ["长征东路 a m", "长征路 a b"]),
    "of one of the parts that a road ends as": ((WHOLE, PARTS, NAME), ["长征东路 a m", "长征西路 m b"]),
    "of the end of a part": ((WHOLE, PART, END), ["长征冬路 a n", "长征路 a b"]),
    "of the name of a joint road": ((JOINED, notice("2006-01-01", "更正 并路>丙路")), ["丙路 a c"]),
    "of an end of a joint road": ((JOINED, notice("2006-01-01", "更正 并路 北-南c > 北-南d")), ["并路 a d"]),
}


@pytest.mark.parametrize(("notices", "wanted"), CORRECTED.values(), ids=CORRECTED.keys())
def test_each_road_keeps_what_was_not_said_of_it(register: Register, notices: Notices, wanted: list[str]):
    fill(register, notices)
    told = [" ".join((one.name, *(end.text or "" for end in one.extent.termini))) for one in register.roads()]
    assert sorted(told) == sorted(wanted)
    assert [one for one in register.findings() if one.kind != "ends_unknown"] == []
    assert register.verify() == ()


@pytest.mark.parametrize(("notices", "wanted"), CORRECTED.values(), ids=CORRECTED.keys())
def test_in_any_order_they_come_to_the_same(notices: Notices, wanted: list[str]):
    found = []
    for order in permutations(notices):
        with Register.open("sqlite://") as register:
            fill(register, order)
            found.append(everything(register))
            assert register.verify() == ()
            register.rebuild()
            found.append(everything(register))
    assert all(one == found[0] for one in found), wanted


def record_of(register: Register, name: str) -> RoadRecord:
    return register.record(register.find(name))


def test_the_part_that_left_a_road_ends_where_the_correction_says(register: Register):
    fill(register, [WHOLE, PART, END])
    last = record_of(register, "长征路").versions[-1]
    assert [part.end and part.end.text for part in last.departed] == ["n"]
    assert last.sources["end"].entry_id.startswith(WHOLE[1].notice.notice_id)
    early = register.notices()[1].recorded_at
    before = register.version(last.road_id, TimePoint(date(2005, 6, 1), early))
    assert [part.end and part.end.text for part in before.departed] == ["m"]
    fill(register, [notice("2007-01-01", "调整 长征路 北a-南b > 北n-南b")])  # speaks of that road alone
    last = record_of(register, "长征路").versions[-1]
    assert [part.end and part.end.text for part in last.departed] == ["n"]
    assert register.verify() == ()


def test_what_a_road_was_before_it_was_joined_is_not_what_the_joint_road_is(register: Register):
    fill(register, [JOINED, notice("2006-01-01", "更正 并路 北-南c > 北-南d")])
    (was,) = record_of(register, "甲路").versions
    assert (was.name, was.extent.termini) == ("甲路", ())


def test_a_correction_is_known_wherever_the_road_it_mends_is_asked_for(register: Register):
    """The clause speaks of two roads; each is asked for by itself, as it was known when."""
    fill(register, [JOINED])
    early = register.notices()[0].recorded_at
    fill(register, [notice("2006-01-01", "更正 并路>丙路")])
    joint = register.find("丙路")
    assert register.record(joint, early).versions[0].name == "并路"
    for last in (register.notices()[0].recorded_at, None):
        assert register.record(joint, last).versions[0].name == "丙路"
    fill(register, [notice("2007-01-01", "更名 丙路>申路")])  # speaks of the joint road alone
    assert [one.name for one in register.record(joint).versions] == ["丙路", "申路"]
    assert register.verify() == ()


NAMED = notice("2010-03-01", "命名 青禾路 北a-南b 800")
AGAIN: dict[str, tuple[tuple[str, str], tuple[str, str, str]]] = {
    "its length": (("更正 青禾路 800>860", "更正 青禾路 860>880"), ("青禾路", "b", "880")),
    "its end": (("更正 青禾路 北-南b > 北-南c", "更正 青禾路 北-南c > 北-南d"), ("青禾路", "d", "800")),
    "its name": (("更正 青禾路>青荷路", "更正 青荷路>青河路"), ("青河路", "b", "800")),
    "its length under the right name": (("更正 青禾路>青荷路", "更正 青荷路 800>860"), ("青荷路", "b", "860")),
}


@pytest.mark.parametrize(("corrections", "wanted"), AGAIN.values(), ids=AGAIN.keys())
def test_what_was_put_right_can_be_put_right_again(corrections: tuple[str, str], wanted: tuple[str, str, str]):
    """In any order of arrival; each is known from its own recording."""
    arriving = [NAMED, *(notice(f"2010-0{month}-01", line) for month, line in enumerate(corrections, 4))]
    found = []
    for order in permutations(arriving):
        with Register.open("sqlite://") as register:
            fill(register, order)
            assert register.held() == ()
            (road,) = register.roads()
            assert (road.name, road.extent.end and road.extent.end.text, road.length and road.length.text) == wanted
            found.append(everything(register))
            assert register.verify() == ()
    assert all(one == found[0] for one in found)


def test_dividing_a_road_leaves_the_other_roads_of_its_entries_alone():
    """An entry that parts 丙路 speaks of the part and of what it came from, and so does what corrects it."""
    source = Source("n1", "n1-1", 1, read_day("2004-03-08"), DayBasis.ISSUED)
    later = Source("n2", "n2-1", 1, read_day("2005-02-15"), DayBasis.ISSUED)
    told = (
        Named("part", source, "乙路", Place("某市"), Extent(), predecessors=("whole",)),
        Split("whole", source, "丙路", Place("某市"), ("part",)),
        Corrected("part", "n1-1", later, "甲路"),
        Corrected("whole", "n1-1", later, "甲路"),
        RecordDivided("part", "new", ("n1-1", "n2-1"), "a later notice shows them to be two roads"),
    )
    at = datetime(2026, 1, 1, tzinfo=UTC)
    effects = in_effect(Recorded(number, at, event) for number, event in enumerate(told, 1))
    assert {road_id: type(one.event) for road_id, (one,) in effects.by_road.items()} == {"new": Named, "whole": Split}
    assert sorted(one.road_id for one in effects.corrections.values()) == ["new", "whole"]
    assert [one.event.name for one in effects.of("new")] == ["甲路"]


def built() -> tuple[Document, Reading]:
    document, reading = notice("2000-01-01", "命名 甲路 北a-南b 500")
    (entry,) = reading.entries
    return document, replace(reading, entries=(replace(entry, width=StatedMeasure("20", 20, 20)),))


BUILT = built()


def spelt(day: str, wrong: str, right: str) -> tuple[Document, Reading]:
    """A correction of how 甲路 is romanised."""
    document, reading = notice(day, "更正 甲路")
    (entry,) = reading.entries
    return document, replace(reading, entries=(replace(entry, romanised=right, previous_romanised=wrong),))


def wide(day: str, wrong: float, right: float) -> tuple[Document, Reading]:
    """A correction of how wide 甲路 is."""
    document, reading = notice(day, "更正 甲路")
    (entry,) = reading.entries
    was, now = (StatedMeasure(str(metres), metres, metres) for metres in (wrong, right))
    return document, replace(reading, entries=(replace(entry, width=now, previous_width=was),))


RIVALS: dict[str, tuple[Notices, str, int]] = {
    "of a width": ((wide("2001-01-01", 20, 22), wide("2002-01-01", 20, 24)), "甲路 a b 500", 1),
    "of a width put right twice": ((wide("2001-01-01", 20, 22), wide("2002-01-01", 22, 24)), "甲路 a b 500", 0),
    "of a romanised name": (
        (spelt("2001-01-01", "Jai Lu", "Jia Lu"), spelt("2002-01-01", "Jai Lu", "Jiia Lu")),
        "甲路 a b 500",
        1,
    ),
    "of a romanised name put right twice": (
        (spelt("2001-01-01", "Jai Lu", "JIALU"), spelt("2002-01-01", "Jia Lu", "Jiaa Lu")),
        "甲路 a b 500",
        0,
    ),
    "of an end": (
        (notice("2001-01-01", "更正 甲路 北-南b > 北-南c"), notice("2002-01-01", "更正 甲路 北-南b > 北-南d")),
        "甲路 a c 500",
        1,
    ),
    "of an end, on one day": (
        (notice("2001-01-01", "更正 甲路 北-南b > 北-南c"), notice("2001-01-01", "更正 甲路 北-南b > 北-南d")),
        "",
        1,
    ),
    "of a length": (
        (notice("2001-01-01", "更正 甲路 500>520"), notice("2002-01-01", "更正 甲路 500>530")),
        "甲路 a b 520",
        1,
    ),
    "of a name": ((notice("2001-01-01", "更正 甲路>申路"), notice("2002-01-01", "更正 甲路>由路")), "申路 a b 500", 1),
    "told twice alike": (
        (notice("2001-01-01", "更正 甲路 北-南b > 北-南c"), notice("2002-01-01", "更正 甲路 北-南b > 北-南c")),
        "甲路 a c 500",
        0,
    ),
    "of what the first put right": (
        (notice("2001-01-01", "更正 甲路 北-南b > 北-南c"), notice("2002-01-01", "更正 甲路 北-南c > 北-南d")),
        "甲路 a d 500",
        0,
    ),
    "of other values": (
        (notice("2001-01-01", "更正 甲路 北-南b > 北-南c"), notice("2002-01-01", "更正 甲路 500>520")),
        "甲路 a c 520",
        0,
    ),
}


def in_words(register: Register) -> list[str]:
    return [
        " ".join((one.name, *(end.text or "" for end in one.extent.termini), f"{one.length.value:.0f}"))
        for one in register.roads()
        if one.length
    ]


@pytest.mark.parametrize(("rivals", "wanted", "held"), RIVALS.values(), ids=RIVALS.keys())
def test_of_two_corrections_that_differ_the_first_to_come_out_counts_and_the_other_waits(
    rivals: Notices, wanted: str, held: int
):
    found = []
    for order in permutations((BUILT, *rivals)):
        with Register.open("sqlite://") as register:
            fill(register, order)
            assert in_words(register) == [wanted] or not wanted
            reasons = [why_held(one.reason).zh for one in register.held()]
            assert [reason.startswith("此前的更正已把它改作别的") for reason in reasons] == [True] * held
            found.append(everything(register))
            register.rebuild()
            found.append(everything(register))
    assert all(one == found[0] for one in found)


def test_a_correction_that_waits_counts_once_a_person_decides_for_it(register: Register):
    rivals, *_ = RIVALS["of an end"]
    fill(register, [BUILT, *rivals])
    (waiting,) = register.held()
    register.decide_entry(waiting.entry.entry_id, register.find("甲路"), "某人", "原件作 d")
    assert (in_words(register), register.held()) == (["甲路 a d 500"], ())
    register.rebuild()
    assert (in_words(register), register.held(), register.verify()) == (["甲路 a d 500"], (), ())


def test_an_end_put_right_lies_on_the_side_it_was_on(register: Register):
    """止点“b”有误，应为“c”: which side that is, only the notice put right says."""
    document, reading = notice("2001-01-01", "更正 甲路 北-南b > 北-南c")
    (entry,) = reading.entries
    assert entry.previous is not None
    bare = replace(entry, extent=Extent(end=Terminus("c")), previous=Extent(end=Terminus("b")))
    fill(register, [BUILT, (document, replace(reading, entries=(bare,)))])
    (road,) = register.roads()
    assert [(end.side, end.text) for end in road.extent.termini] == [("北", "a"), ("南", "c")]
    assert register.verify() == ()


@pytest.mark.parametrize("again", [False, True], ids=["of the notice", "of a correction"])
def test_a_bare_word_decided_to_be_of_a_road_puts_the_end_so_called_right(register: Register, again: bool):
    """“金山路”应为“金水路” of a road that ends on 金山路: it became the road's name."""
    fill(register, [notice("2010-03-01", "命名 青石路 北a-南金山路"), notice("2010-02-01", "命名 乙路 北c-南d")])
    if again:
        fill(register, [notice("2010-03-05", "更正 青石路 北-南金山路 > 北-南金沙路")])
    fill(register, [notice("2010-04-01", "更正 金沙路>金水路" if again else "更正 金山路>金水路")])
    (held,) = register.held()
    road_id = register.find("青石路")
    register.decide_entry(held.entry.entry_id, road_id, "王", "附图")
    for _ in range(2):  # as projected at once, and as rebuilt
        (version,) = record_of(register, "青石路").versions
        assert [end.text for end in version.extent.termini] == ["a", "金水路"]
        assert version.extent.end is not None
        assert version.extent.end.side == "南"
        assert version.sources["end"].entry_id == held.entry.entry_id
        assert register.verify() == ()
        register.rebuild()
