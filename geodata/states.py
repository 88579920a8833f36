"""`Kept`: a state of a road as it lies in the register, and what came of looking for it, as plain data.

To make values of both takes ten times as long as to read them: whoever only passes them on asks here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import merge
from itertools import groupby, islice
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Connection, and_, bindparam, collate, false, or_, select

from gazetteer import listing
from gazetteer.codec import to_plain
from gazetteer.ground_schema import resolutions
from gazetteer.later_roads import changed_after
from gazetteer.prepared import Prepared
from gazetteer.records import RoadVersion
from gazetteer.schema import versions
from gazetteer.store import in_batches
from gazetteer.times import TimePoint

Condition = ColumnElement[bool]
MOST_AT_ONCE = 2000  # roads


class Kept(NamedTuple):
    """A state of a road; days are ISO texts, which sort as days do.

    `said` is the version as plain data: what has its default is left out. `found` is a resolution's JSON (None: it was
    not looked for).
    """

    road_id: str
    ordinal: int
    description: str
    from_earliest: str
    from_latest: str
    to_earliest: str | None  # None: in force
    to_latest: str | None
    said: Mapping[str, Any]
    found: str | None

    @property
    def district(self) -> str | None:
        place = self.said["place"]
        found: str | None = place.get("district") or place.get("zone")
        return found

    @property
    def area(self) -> str | None:
        found: str | None = self.said["place"].get("area")
        return found

    def meets(self, first: date | None, last: date | None) -> bool:
        """Whether it holds, for certain or perhaps, on some day from `first` to `last` (None: open)."""
        begun = last is None or self.from_earliest <= last.isoformat()
        return begun and (first is None or self.to_latest is None or self.to_latest > first.isoformat())

    def surely_holds(self, day: date) -> bool:
        text = day.isoformat()
        return self.from_latest <= text and (self.to_earliest is None or text < self.to_earliest)


Road = tuple[Kept, ...]  # the states of one road, earliest first


def state_on(road: Sequence[Kept], day: date) -> Kept | None:
    """The state in force on a day; where bounds are only partly known, the latest that perhaps was."""
    held = [one for one in road if one.meets(day, day)]
    sure = [one for one in held if one.surely_holds(day)]
    return sure[-1] if sure else held[-1] if held else None


_COLUMNS = (
    versions.c.road_id, versions.c.ordinal, versions.c.description, versions.c.from_earliest, versions.c.from_latest,
    versions.c.to_earliest, versions.c.to_latest, versions.c.body, resolutions.c.body,
)  # fmt: skip
_BARE = select(*_COLUMNS).outerjoin(
    resolutions, and_(resolutions.c.road_id == versions.c.road_id, resolutions.c.description == versions.c.description)
)
_STATES = _BARE.order_by(versions.c.road_id, versions.c.ordinal)
_ONE = Prepared(_STATES.where(versions.c.road_id == bindparam("road")))


def kept_road(connection: Connection, road_id: str) -> Road:
    """The states of a road as they are known now; none for an id that no road is kept under."""
    return tuple(map(_kept, _ONE.rows(connection, {"road": road_id})))


def _kept(row: Any) -> Kept:
    *columns, body, found = row
    return Kept._make((*columns, orjson.loads(body), found))


def kept_of(connection: Connection, made: Sequence[RoadVersion]) -> Road:
    """States that were made values of, or folded from what was known at a time, as if they were read here."""
    columns = resolutions.c
    query = select(columns.road_id, columns.description, columns.body)
    found = {
        (row[0], row[1]): row[2]
        for ids in in_batches(sorted({one.road_id for one in made}))
        for row in connection.execute(query.where(columns.road_id.in_(ids)))
    }
    return tuple(_as_kept(one, found) for one in made)


def _as_kept(one: RoadVersion, found: Mapping[tuple[str, str], str]) -> Kept:
    start, end, description = one.valid.start, one.valid.end, one.description
    begins, began = start.earliest.isoformat(), start.latest.isoformat()
    ends, ended = (end.earliest.isoformat(), end.latest.isoformat()) if end else (None, None)
    known = found.get((one.road_id, description))
    return Kept(one.road_id, one.ordinal, description, begins, began, ends, ended, to_plain(one), known)


def walk(
    connection: Connection,
    point: TimePoint,
    *,
    some: Sequence[Condition] = (),
    states: Sequence[Condition] = (),
    since: str = "",
    size: int = 100,
    ids: Iterable[str] | None = None,
) -> Iterator[Road]:
    """Roads as known (or public) by then, as `gazetteer.listing.walk` gives them.

    Where `ids` are given, of all we know: these roads in this order, whether or not a state of theirs meets `some`.
    """
    if ids is not None:
        return (road for mine in in_stretches(ids, size) for road in roads_named(connection, mine, states))
    late = frozenset(road_id for road_id in changed_after(connection, point) if road_id >= since)
    stretches = ([one for one in ids if one not in late] for ids in listing.walk_ids(connection, some, since, size))
    kept = (road for ids in stretches for road in roads_named(connection, ids, states))
    if not late:
        return kept
    folded = listing.walk(connection, point, some=(false(),), since=since, size=size)
    return merge(kept, (kept_of(connection, one.versions) for one in folded), key=lambda road: road[0].road_id)


def in_stretches(ids: Iterable[str], size: int) -> Iterator[Sequence[str]]:
    """Ids a stretch at a time: the first is `size` long, each further one twice as long as that before."""
    rest = iter(ids)
    while some := list(islice(rest, size)):
        yield some
        size = min(size * 2, MOST_AT_ONCE)


def roads_named(connection: Connection, ids: Sequence[str], states: Sequence[Condition] = ()) -> Iterator[Road]:
    """The roads of these ids (not too many), each with its states that meet the conditions, in the order of the ids."""
    rows = connection.execute(_STATES.where(versions.c.road_id.in_(ids), *states)).all()
    for _, mine in groupby(rows, key=lambda row: row[0]):
        yield tuple(map(_kept, mine))


VALUES = {  # what states can be put in order by
    "name": (versions.c.name,),
    "valid_from": (versions.c.from_earliest, versions.c.from_latest),
    "recorded_at": (versions.c.recorded_at,),
}


def order_of(state: Kept, by: str) -> tuple[str, ...]:
    """The values a state is put in order by."""
    if by == "valid_from":
        return state.from_earliest, state.from_latest
    return (state.said[by],)


def in_order(
    connection: Connection, by: str, down: bool, some: Sequence[Condition], after: Kept | None, size: int
) -> Iterator[Kept]:
    """The states that meet the conditions in the order of a value (of the same value: of their roads), behind `after`.

    `size` is how many are read at a time.
    """
    columns: list[Any] = list(VALUES[by])
    if by == "name" and connection.dialect.name == "postgresql":
        columns = [collate(versions.c.name, "C")]  # not as its city sorts, but as Python does
    keys = [*((column, down) for column in columns), (versions.c.road_id, False), (versions.c.ordinal, False)]
    query = _BARE.where(*some).order_by(*(column.desc() if falls else column for column, falls in keys)).limit(size)
    while True:
        here = query
        if after is not None:
            values = (*order_of(after, by), after.road_id, after.ordinal)
            here = query.where(_behind([(*key, value) for key, value in zip(keys, values, strict=True)]))
        found = [_kept(row) for row in connection.execute(here)]
        yield from found
        if len(found) < size:
            return
        after = found[-1]


def _behind(keys: Sequence[tuple[Any, bool, Any]]) -> Condition:
    """Rows that come after one with these values: the first that differs is greater, or smaller where it falls."""
    return or_(
        *(
            and_(*(same == there for same, _, there in keys[:at]), column < value if falls else column > value)
            for at, (column, falls, value) in enumerate(keys)
        )
    )
