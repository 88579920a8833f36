"""The roads and notices of a register in the order of their ids, a stretch at a time, however many there are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true

from gazetteer.events import NoticeReceived
from gazetteer.kept_roads import unpack_state
from gazetteer.later_roads import changed_after
from gazetteer.log import events
from gazetteer.notices import Notice
from gazetteer.queries import effects_on, folded
from gazetteer.readings import Entry
from gazetteer.records import RoadRecord, RoadVersion
from gazetteer.schema import RARE, entries, notices, versions
from gazetteer.store import in_batches
from gazetteer.times import TimePoint

Condition = ColumnElement[bool]
_MOST_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class NoticeHead:
    """What is shown of a notice beside a road."""

    notice_id: str
    document_number: str | None
    fictional: bool


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """A notice without its text, the roads it speaks of, and when it was taken in."""

    notice: Notice
    entries: tuple[Entry, ...]
    problems: int
    road_ids: tuple[str, ...]
    recorded_at: datetime
    position: int
    witness_of: str | None


def of_act(act: str) -> Condition:
    """States that began by such an act; said so that the index of the rarer ones can be used."""
    alike = versions.c.act == act
    return alike if act == "Named" else and_(alike, RARE)


def held(first: date | None, last: date | None) -> tuple[Condition, ...]:
    """States that hold, for certain or perhaps, on some day from `first` to `last` (None: open)."""
    said: list[Condition] = []
    if last is not None:
        said.append(versions.c.from_earliest <= last.isoformat())
    if first is not None:
        said.append(or_(versions.c.to_latest.is_(None), versions.c.to_latest > first.isoformat()))
    return tuple(said)


def turned(first: date | None, last: date | None) -> Condition:
    """States that begin or end, for certain or perhaps, in the days from `first` to `last` (None: open)."""
    columns = versions.c
    begins: list[Condition] = [true()]
    ends: list[Condition] = [columns.to_latest.is_not(None)]
    if last is not None:
        begins.append(columns.from_earliest <= last.isoformat())
        ends.append(columns.to_earliest <= last.isoformat())
    if first is not None:
        begins.append(columns.from_latest >= first.isoformat())
        ends.append(columns.to_latest >= first.isoformat())
    return or_(and_(*begins), and_(*ends))


def walk(
    connection: Connection,
    point: TimePoint,
    *,
    some: Sequence[Condition] = (),
    states: Sequence[Condition] = (),
    since: str = "",
    size: int = 100,
) -> Iterator[RoadRecord]:
    """Roads as known (or public) by then, in the order of their ids, from the id `since` on.

    Of those known as they are now: each with a state that meets all of `some`, and with its states that meet `states`
    only, without the sources of their values. Those of which something was learned since come whole, whatever they are:
    look at each. `size` is how many are wanted at first.
    """
    late = [road_id for road_id in changed_after(connection, point) if road_id >= since]
    apart = frozenset(late)
    stretches = ([one for one in ids if one not in apart] for ids in walk_ids(connection, some, since, size))
    kept = (record for ids in stretches for record in _states(connection, ids, states))
    if not late:
        return kept
    return merge(kept, _folded(connection, late, point, size), key=lambda record: record.road_id)


def walk_ids(connection: Connection, some: Sequence[Condition], since: str, size: int) -> Iterator[Sequence[str]]:
    """The ids of the roads with a state that meets all of `some`, in order from `since` on, a stretch at a time.

    The first is `size` long, each further one twice as long as that before.
    """
    road_id = versions.c.road_id
    query = select(road_id).where(*some).distinct().order_by(road_id)
    at_most, begin = min(size, _MOST_AT_ONCE), road_id >= since
    while True:
        ids = list(connection.execute(query.where(begin).limit(at_most)).scalars())
        yield ids
        if len(ids) < at_most:
            return
        at_most, begin = min(at_most * 2, _MOST_AT_ONCE), road_id > ids[-1]


def _states(connection: Connection, ids: Sequence[str], states: Sequence[Condition]) -> Iterator[RoadRecord]:
    """The records of roads with the states that meet the conditions, in the order of the ids."""
    for some in in_batches(ids):
        found: dict[str, list[RoadVersion]] = {}
        query = select(versions.c.road_id, versions.c.body).where(versions.c.road_id.in_(some), *states)
        for row in connection.execute(query.order_by(versions.c.road_id, versions.c.ordinal)):
            found.setdefault(row.road_id, []).append(unpack_state(row.body))
        for road_id, mine in found.items():
            yield RoadRecord(road_id, tuple(mine))


def _folded(connection: Connection, ids: Sequence[str], point: TimePoint, size: int) -> Iterator[RoadRecord]:
    """Roads folded from what was known by then; those absorbed by then come under the other id."""
    for some in in_batches(ids, max(1, min(size, 500))):
        effects = effects_on(connection, some, point)
        for road_id in some:
            if effects.kept(road_id) == road_id:
                record = folded(effects, road_id)
                if record.versions:
                    yield record


def count_roads(connection: Connection, some: Sequence[Condition], most: int) -> int | None:
    """How many roads have a state that meets all conditions; None where more than `most` do."""
    return _counted(connection, select(versions.c.road_id).where(*some).distinct(), most)


def count_states(connection: Connection, some: Sequence[Condition], most: int) -> int | None:
    """How many states meet all conditions; None where more than `most` do."""
    return _counted(connection, select(versions.c.road_id).where(*some), most)


def _counted(connection: Connection, query: Select[str], most: int) -> int | None:
    # In the order of ids an index holds all that is asked; else SQLite takes one by days and reads every row.
    within = query.order_by(versions.c.road_id).limit(most + 1).subquery()
    found = int(connection.execute(select(func.count()).select_from(within)).scalar_one())
    return found if found <= most else None


def held_twice(connection: Connection, some: Sequence[Condition], states: Sequence[Condition]) -> list[str]:
    """The roads with a state that meets `some` and more than one that meets `states`: days partly known overlap."""
    mine = select(versions.c.road_id).where(*some)
    query = select(versions.c.road_id).where(versions.c.road_id.in_(mine), *states)
    return list(connection.execute(query.group_by(versions.c.road_id).having(func.count() > 1)).scalars())


def first_day(connection: Connection) -> str | None:
    """The earliest day from which something is known to be in force."""
    known = versions.c.from_earliest > date.min.isoformat()
    found: str | None = connection.execute(select(func.min(versions.c.from_earliest)).where(known)).scalar()
    return found


def notice_heads(connection: Connection, notice_ids: Iterable[str]) -> dict[str, NoticeHead]:
    """Notice id → what is shown of it beside a road."""
    query = select(notices.c.notice_id, notices.c.document_number, notices.c.fictional)
    return {
        row.notice_id: NoticeHead(*row)
        for ids in in_batches(sorted(set(notice_ids)))
        for row in connection.execute(query.where(notices.c.notice_id.in_(ids)))
    }


def walk_notices(
    connection: Connection, conditions: Sequence[Condition] = (), since: str = "", size: int = 100
) -> Iterator[ListedNotice]:
    """The notices that meet all conditions, in the order of their ids, from the id `since` on."""
    notice_id = notices.c.notice_id
    query = select(notice_id, notices.c.position).where(*conditions).order_by(notice_id)
    begin: Callable[[str], Condition] = notice_id.__ge__
    while True:
        rows = connection.execute(query.where(begin(since)).limit(size)).all()
        yield from _listed(connection, [row.position for row in rows])
        if len(rows) < size:
            return
        since, begin = rows[-1].notice_id, notice_id.__gt__


def _listed(connection: Connection, positions: Sequence[int]) -> list[ListedNotice]:
    found = [(item, item.event) for item in events(connection, positions) if isinstance(item.event, NoticeReceived)]
    roads: dict[str, list[str]] = {}
    query = select(entries.c.notice_id, entries.c.road_id).where(
        entries.c.notice_id.in_([event.notice.notice_id for _, event in found]), entries.c.road_id.is_not(None)
    )
    for row in connection.execute(query.order_by(entries.c.notice_id, entries.c.ordinal)):
        roads.setdefault(row.notice_id, []).append(row.road_id)
    made = [
        ListedNotice(
            event.notice,
            event.entries,
            len(event.problems),
            tuple(dict.fromkeys(roads.get(event.notice.notice_id, ()))),
            item.recorded_at,
            item.position,
            event.witness_of,
        )
        for item, event in found
    ]
    return sorted(made, key=lambda one: one.notice.notice_id)
