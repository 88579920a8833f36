"""What was done to which road and when: found by what is kept of each change; its states are read when looked at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple, overload

from sqlalchemy import ColumnElement, Connection, Integer, bindparam, func, literal_column, select

from gazetteer.errors import RegisterError
from gazetteer.log import head
from gazetteer.prepared import Prepared
from gazetteer.queries import kept_records
from gazetteer.records import RoadChange, changes_of
from gazetteer.schema import road_changes
from gazetteer.store import Store
from gazetteer.times import Day, read_day

_BATCH = 1000  # changes put together at a time
_ALL = 2**31 - 1


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are asked for; None: any.

    With `begins` the earliest day that an act may be of counts; else each day that it may be of.
    """

    area: str | None = None
    act: str | None = None
    district: str | None = None
    first: date | None = None
    last: date | None = None
    begins: bool = False

    @property
    def _given(self) -> frozenset[str]:
        names = {name for name in ("area", "act", "district", "first", "last") if getattr(self, name) is not None}
        return frozenset(names | {"begins"} if self.begins else names)

    def _values(self, connection: Connection) -> Mapping[str, Any]:
        days = {name: day for name in ("first", "last") if (day := getattr(self, name)) is not None}
        if self.first is not None:
            days["least"] = _days_before(self.first, _LONGEST.column(connection, {})[0] or 0)
        said = {name: day.isoformat() for name, day in days.items()}
        return {"area": self.area, "act": self.act, "district": self.district, **said}

    def find(self, connection: Connection, start: int = 0, most: int = _ALL) -> list[Turn]:
        """These changes from the one numbered `start` on, the latest first, at `most` so many."""
        rows = _finding(self._given).rows(connection, {**self._values(connection), "start": start, "most": most})
        return [
            Turn(day, act, notice_id, entry_id, road_id, area or "", district or "")
            for day, act, notice_id, entry_id, road_id, area, district in rows
        ]

    def count(self, connection: Connection) -> int:
        """How many there are."""
        return int(_counting(self._given).column(connection, self._values(connection))[0])


_TOLD = [road_changes.c[name] for name in ("day", "act", "notice_id", "entry_id", "road_id", "area", "district")]
_LATEST_FIRST = [column.desc() for column in road_changes.primary_key]
_LONGEST = Prepared(select(func.max(road_changes.c.span)).where(road_changes.c.span > literal_column("0")))


def _days_before(day: date, days: int) -> date:
    return date.fromordinal(max(1, day.toordinal() - days))


@cache
def _finding(given: frozenset[str]) -> Prepared:
    most, start = (bindparam(name, type_=Integer) for name in ("most", "start"))
    return Prepared(select(*_TOLD).where(*_conditions(given)).order_by(*_LATEST_FIRST).limit(most).offset(start))


@cache
def _counting(given: frozenset[str]) -> Prepared:
    return Prepared(select(func.count()).select_from(road_changes).where(*_conditions(given)))


def _conditions(given: frozenset[str]) -> list[ColumnElement[bool]]:
    of = road_changes.c
    said = [of[name] == bindparam(name) for name in ("area", "act", "district") if name in given]
    if "first" in given and "begins" in given:
        said.append(of.earliest >= bindparam("first"))
    elif "first" in given:
        # No act's days reach back further than those of the longest: a month is read, not all that was before it.
        said += [of.latest >= bindparam("first"), of.earliest >= bindparam("least")]
    if "last" in given:
        said.append(of.earliest <= bindparam("last"))
    return said


class Changes(Sequence[RoadChange]):
    """Changes, the latest first: counted at once, each found and put together when it is looked at, so that a page of
    very many costs what a page costs.

    Raises `RegisterError` where a notice came in since they were counted: they may be others by then.
    """

    def __init__(self, store: Store, wanted: Wanted) -> None:
        self._store, self._wanted = store, wanted
        with store.reading() as connection:
            self._head = head(connection)
            self._count = wanted.count(connection)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[RoadChange]:
        turns = self.turns()
        for at in range(0, len(turns), _BATCH):
            yield from self._read(turns[at : at + _BATCH])

    @overload
    def __getitem__(self, at: int) -> RoadChange: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[RoadChange]: ...

    def __getitem__(self, at: int | slice) -> RoadChange | Sequence[RoadChange]:
        wanted = range(self._count)[at]
        if isinstance(wanted, int):
            return self._read(self.turns(wanted, 1))[0]
        if not wanted:
            return ()
        first, last = min(wanted), max(wanted)
        turns = self.turns(first, last - first + 1)
        return self._read([turns[number - first] for number in wanted])

    def turns(self, start: int = 0, most: int = _ALL) -> Sequence[Turn]:
        """What is known of those from the one numbered `start` on, at `most` so many, without reading their states."""
        with self._store.reading() as connection:
            found = self._wanted.find(connection, start, most)
            if head(connection) != self._head:
                raise _others_by_now()
        return found

    def _read(self, turns: Sequence[Turn]) -> tuple[RoadChange, ...]:
        found = tuple(read_changes(self._store, turns))
        if len(found) < len(turns):
            raise _others_by_now()
        return found


def _others_by_now() -> RegisterError:
    return RegisterError(
        "地名录在读取变更时有了新的公告。请再查一次。", "a notice came while changes were read. Ask again."
    )


def read_changes(store: Store, turns: Sequence[Turn]) -> Iterator[RoadChange]:
    """The changes of these turns, in their order, without those that are no more."""
    for at in range(0, len(turns), _BATCH):
        some = turns[at : at + _BATCH]
        with store.reading() as connection:
            records = kept_records(connection, {turn.road_id for turn in some})
        found: Mapping[tuple[str, str, str], RoadChange] = {
            (road_id, change.act, change.entry_id): change
            for road_id, record in records.items()
            for change in changes_of(record)
        }
        for turn in some:
            change = found.get((turn.road_id, turn.act, turn.entry_id))
            if change is not None:
                yield change


class Share(NamedTuple):
    """How many changes of one kind there were in a district on a day."""

    area: str | None
    district: str | None
    act: str
    edtf: str
    many: int


def shares(connection: Connection) -> Iterable[Share]:
    """All changes there were, counted by area, district, act and day."""
    by = [road_changes.c[name] for name in ("area", "district", "act", "day")]
    query = select(*by, func.count().label("many")).group_by(*by)
    return [Share(row.area, row.district, row.act, row.day, row.many) for row in connection.execute(query)]
