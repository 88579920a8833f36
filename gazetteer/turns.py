"""What was done to which road and when, as far as it must be known to find and sort it; the rest is read when asked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, overload

from sqlalchemy import Connection, Text, bindparam, or_, select

from gazetteer.prepared import Prepared
from gazetteer.projections import unpack_version
from gazetteer.records import RoadChange, deeds
from gazetteer.schema import versions
from gazetteer.times import Day, read_day


class Turn(NamedTuple):
    """A change, as far as it is needed to find it: texts only, of which there are many."""

    edtf: str  # the day
    act: str
    notice_id: str
    entry_id: str
    road_id: str
    area: str
    district: str

    @property
    def on(self) -> Day:
        return read_day(self.edtf)

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts changes by their days, then by what made them."""
        return (self.on.key, self.notice_id, self.entry_id)


class Turned(NamedTuple):
    """A change, and the states before and after it as they are kept."""

    turn: Turn
    recorded_at: str
    before: str | None
    after: str | None

    @property
    def change(self) -> RoadChange:
        before, after = (unpack_version(body) if body is not None else None for body in (self.before, self.after))
        on, at = self.turn.on, datetime.fromisoformat(self.recorded_at)
        return RoadChange(self.turn.act, on, self.turn.notice_id, self.turn.entry_id, at, before, after)


class Changes(Sequence[RoadChange]):
    """Changes, the latest first: each is put together when it is looked at, so that many can be counted and paged."""

    def __init__(self, turned: Iterable[Turned]) -> None:
        self._turned = sorted(turned, key=lambda one: one.turn.order, reverse=True)

    def __len__(self) -> int:
        return len(self._turned)

    @overload
    def __getitem__(self, at: int) -> RoadChange: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[RoadChange]: ...

    def __getitem__(self, at: int | slice) -> RoadChange | Sequence[RoadChange]:
        if isinstance(at, slice):
            return tuple(one.change for one in self._turned[at])
        return self._turned[at].change

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What is known of them without reading more."""
        return tuple(one.turn for one in self._turned)


STATES = select(
    *(versions.c[name] for name in ("road_id", "act", "notice_id", "recorded_at", "area", "district", "body"))
).order_by(versions.c.road_id, versions.c.ordinal)
Row = Sequence[Any]  # of STATES
Deed = tuple[str, str, str, str]  # act, notice id, entry id, instant


def turned(rows: Iterable[Row], first: date = date.min, last: date = date.max) -> Iterator[Turned]:
    """What was done to the roads with these kept states, rows of `STATES` in its order, on days from first to last.

    Of a day partly known the earliest counts.
    """
    for _, road in groupby(rows, key=itemgetter(0)):
        for deed, edtf, of, before, after in _of_road([_state(row) for row in road]):
            if first <= read_day(edtf).earliest <= last:
                act, notice_id, entry_id, recorded_at = deed
                turn = Turn(edtf, act, notice_id, entry_id, of.road_id, *of.place)
                yield Turned(turn, recorded_at, before.body if before else None, after.body if after else None)


# A state ends on the day on which the next begins: what is needed of a change lies in the days asked for, too.
_FIRST, _LAST = bindparam("first", type_=Text), bindparam("last", type_=Text)
_IN_DAYS = STATES.where(
    or_(versions.c.from_earliest.between(_FIRST, _LAST), versions.c.to_earliest.between(_FIRST, _LAST))
)
_BETWEEN = Prepared(_IN_DAYS)
_BETWEEN_THERE = Prepared(_IN_DAYS.where(versions.c.area == bindparam("area")))


def turned_between(connection: Connection, first: date, last: date, area: str | None) -> Iterator[Turned]:
    """What was done on days from first to last, in one area or everywhere."""
    asked = {"first": first.isoformat(), "last": last.isoformat(), "area": area}
    return turned((_BETWEEN if area is None else _BETWEEN_THERE).rows(connection, asked), first, last)


class _State(NamedTuple):
    """A kept state, as far as it tells what was done."""

    road_id: str
    opened: Deed
    ended: Deed | None
    is_act: bool
    start: str
    end: str | None
    place: tuple[str, str]
    body: str


_ENDING = re.compile(r'"act":"([^"]*)","entry_id":"([^"]*)","notice_id":"([^"]*)","recorded_at":"([^"]*)"')
_VALID = re.compile(r'(?:"end":"([^"]*)",)?"start":"([^"]*)"')


def _state(row: Row) -> _State:
    """Reads no more of a body than it must: its keys are in order, and a quotation mark within a value is escaped."""
    road_id, act, notice_id, recorded_at, area, district, body = row
    ended, at = None, body.find(_ENDING_KEY)
    if at > 0 and (found := _ENDING.match(body, at + len(_ENDING_KEY))):
        ended, at = (found[1], found[3], found[2], found[4]), found.end()
    begin = body.index(_ENTRY_KEY, max(at, 0)) + len(_ENTRY_KEY)
    opened = (act, notice_id, body[begin : body.index('"', begin)], recorded_at)
    valid = _VALID.match(body, body.rindex(_VALID_KEY) + len(_VALID_KEY))
    assert valid is not None
    place = (area or "", district or "")
    return _State(road_id, opened, ended, _OBSERVED not in body[:80], valid[2], valid[1], place, body)


_ENDING_KEY, _ENTRY_KEY, _VALID_KEY, _OBSERVED = '"ending":{', '"entry_id":"', '"valid":{', '"basis":"observation"'


def _of_road(road: Sequence[_State]) -> Iterator[tuple[Deed, str, _State, _State | None, _State | None]]:
    """What was done to a road: the deed, its day, the state it is told of, and those before and after it."""
    for before, after in deeds(road, _opened_by, _ended_by, _is_act):
        if after is not None:
            yield after.opened, after.start, after, before, after
        elif before is not None and before.ended is not None and before.end is not None:
            yield before.ended, before.end, before, before, None


def _opened_by(state: _State) -> str:
    return state.opened[2]


def _ended_by(state: _State) -> str | None:
    return state.ended[2] if state.ended else None


def _is_act(state: _State) -> bool:
    return state.is_act
