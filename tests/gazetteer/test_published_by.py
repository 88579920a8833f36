"""What was public by a day, asked of a register that holds all: as one answers that holds nothing published later."""

import os
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from gazetteer.documents import Document
from gazetteer.errors import RoadNotFoundError
from gazetteer.readings import Reading
from gazetteer.records import RoadRecord
from gazetteer.registry import Register
from gazetteer.schema import roads
from gazetteer.times import TimePoint
from tests.conftest import NewUrl
from tests.gazetteer.towns import Notices, fill, notice, telling

THOROUGH = "GAZETTEER_CAMPAIGN" in os.environ
LATER = date(2030, 1, 1)


def issued(one: tuple[Document, Reading]) -> date:
    day = one[1].notice.issued_on
    assert day is not None
    return day.latest


def standing(register: Register, day: date, published_by: date | None) -> list[tuple[object, ...]]:
    """The roads of a day without ids and instants, as two ways tell them."""
    point = TimePoint(day, None, published_by)
    told = [
        sorted((one.name, one.place.district or "", repr(one.valid.start), repr(one.extent)) for one in some)
        for some in (register.roads(point), register.walk_roads(point))
    ]
    assert told[0] == told[1]
    return [*told[0]]


def records(register: Register, published_by: date | None) -> list[str]:
    """Every road with its whole history and what it came from or went on as, without ids and instants."""
    with register.store.reading() as connection:
        ids = connection.execute(select(roads.c.road_id)).scalars().all()
    found: dict[str, RoadRecord] = {}
    for road_id in ids:
        try:
            found[road_id] = register.record(road_id, published_by=published_by)
        except RoadNotFoundError:
            continue
    said = {road_id: repr(telling(record)) for road_id, record in found.items()}
    return sorted(
        repr((said[road_id], [said[one] for one in record.predecessors], [said[one] for one in record.successors]))
        for road_id, record in found.items()
    )


def assert_answers_as_of(url: str, arriving: Notices) -> None:
    days = sorted({issued(one) for one in arriving})
    with Register.open(url) as register:
        fill(register, arriving)
        for published_by in (days[0] - timedelta(1), *days[:-1]):
            with Register.open("sqlite://") as other:
                fill(other, [one for one in arriving if issued(one) <= published_by])
                assert records(register, published_by) == records(other, None)
                for day in (*days, LATER):
                    assert standing(register, day, published_by) == standing(other, day, None)


WHOLE = notice("2000-01-01", "命名 长征路 东a-西b")
ROADS = notice("2000-01-01", "命名 甲路 北a-南b", "命名 乙路 北b-南c")
LATER_ACTS: dict[str, Notices] = {
    "a road divided into parts": (
        WHOLE,
        notice("2005-01-01", "更名 长征路>长征东路 部分 东a-西m", "更名 长征路>长征西路 部分 东m-西b"),
    ),
    "a part with a name of its own": (WHOLE, notice("2005-01-01", "更名 长征路>长征西路 部分 东m-西b")),
    "a part of a road of which nothing was known": (notice("2005-01-01", "更名 长征路>长征西路 部分 东m-西b"),),
    "a road divided without its parts' ends": (WHOLE, notice("2005-01-01", "分段 长征路>东路", "分段 长征路>西路")),
    "roads joined under a new name": (ROADS, notice("2005-01-01", "更名 甲路>丙路 合并", "更名 乙路>丙路 合并")),
    "a road joined to one that stays": (ROADS, notice("2005-01-01", "更名 甲路>乙路 合并")),
    "a joint road divided again": (
        ROADS,
        notice("2005-01-01", "更名 甲路>丙路 合并", "更名 乙路>丙路 合并"),
        notice("2008-01-01", "更名 丙路>丁路 部分 北a-南b"),
    ),
    "a part's name and end put right": (
        WHOLE,
        notice("2005-01-01", "更名 长征路>长征冬路 部分 东a-西m"),
        notice("2006-01-01", "更正 长征冬路>长征东路"),
        notice("2007-01-01", "更正 长征冬路 东-西m > 东-西n"),
    ),
    "a road divided by one notice after the other": (
        WHOLE,
        notice("2005-01-01", "更名 长征路>长征东路 部分 东a-西m"),
        notice("2006-01-01", "更名 长征路>长征西路 部分 东m-西b"),
    ),
    "an end put right twice, each in its own way": (
        WHOLE,
        notice("2005-01-01", "更正 长征路 东-西b > 东-西c"),
        notice("2006-01-01", "更正 长征路 东-西b > 东-西d"),
    ),
    "a joint road's name put right": (
        ROADS,
        notice("2005-01-01", "更名 甲路>并路 合并"),
        notice("2006-01-01", "更正 并路>丙路"),
    ),
}


@pytest.mark.parametrize("notices", LATER_ACTS.values(), ids=LATER_ACTS.keys())
def test_acts_published_later_are_not_told(new_url: NewUrl, notices: Notices):
    assert_answers_as_of(new_url(), notices[::-1])


LINES = st.sampled_from(
    [
        "命名 甲路 北a-南b",
        "命名 乙路 北b-南c",
        "更名 甲路>丙路",
        "更名 丙路>甲路",
        "销名 甲路",
        "销名 丙路",
        "恢复 甲路",
        "调整 甲路 北a-南b > 北a-南c",
        "更名 甲路>丙路 合并",
        "更名 乙路>丙路 合并",
        "更名 甲路>乙路 合并",
        "更名 甲路>戊路 部分 北a-南m",
        "更名 甲路>己路 部分 北m-南b",
        "更名 丙路>甲路 部分 北a-南m",
        "分段 乙路>庚路",
        "分段 乙路>辛路",
        "更正 戊路>壬路",
        "更正 乙路 北-南c > 北-南d",
    ]
)


@settings(max_examples=500 if THOROUGH else 20, deadline=None)
@given(st.data())
def test_any_history_is_told_as_it_was_public(data: st.DataObject):
    """Which road an act speaks of is known from all notices: what is corrected here is not what other acts go by."""
    steps = data.draw(st.lists(st.lists(LINES, min_size=1, max_size=3, unique=True), min_size=2, max_size=4))
    notices = [notice(f"20{10 + year:02d}-01-01", *lines) for year, lines in enumerate(steps)]
    assert_answers_as_of("sqlite://", data.draw(st.permutations(notices)))
