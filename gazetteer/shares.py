"""Rebuilding shared out: some roads of a city at a time, folded by whichever process is free.

What the events about some roads come to is pure (`_make`); what must be known for it is read here, and what comes of it
is written here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select

from gazetteer.among import among
from gazetteer.bulk import Sorted
from gazetteer.circles import uncollected
from gazetteer.codec import load
from gazetteer.effects import in_effect
from gazetteer.events import LocationDecided
from gazetteer.hands import Apply
from gazetteer.kept_findings import finding_rows
from gazetteer.kept_roads import area_of, part_rows, rows_of
from gazetteer.log import plain_rows, recorded, rows_folded
from gazetteer.neighbours import found_among, neighbours
from gazetteer.queries import folded, road_family
from gazetteer.schema import (
    entries,
    finding_subjects,
    findings,
    locations,
    name_parts,
    names,
    notices,
    open_ends,
    road_changes,
    roads,
    termini,
    versions,
)
from gazetteer.store import in_batches, put

TOGETHER = 30_000  # roads folded at a time: mostly a whole city, which then needs no neighbour looked up
_SORTED = (roads, road_changes, names, termini, open_ends, finding_subjects)  # each lies in the order of its key


@dataclass(frozen=True, slots=True)
class Share:
    """Roads to be folded together: all that the entries of a city speak of, or, of a large one, some."""

    area: str | None
    own: Sequence[str]
    linked: frozenset[str]
    is_large: bool  # neighbours must be looked up afterwards


def shares(connection: Connection, linked_of: Mapping[str | None, Set[str]]) -> Iterator[Share]:
    """All roads that entries speak of, city by city; `linked_of` are those that events tie to a city's."""
    of = entries.join(notices, entries.c.notice_id == notices.c.notice_id)
    matched = select(entries.c.road_id).select_from(of).where(entries.c.road_id.is_not(None)).distinct()
    for area in connection.execute(select(notices.c.area).distinct().order_by(notices.c.area)).scalars().all():
        mine = matched.where(notices.c.area.is_not_distinct_from(area)).order_by(entries.c.road_id)
        ids = connection.execute(mine).scalars().all()
        linked = frozenset(linked_of.get(area, ()))
        for some in in_batches(ids, TOGETHER):
            yield Share(area, some, linked, len(ids) > TOGETHER)


@dataclass(frozen=True, slots=True)
class _Work:
    """What must be known to fold some roads: the log's rows about them (position, recorded_at, body, schema)."""

    area: str | None
    road_ids: Sequence[str]
    rows: Sequence[tuple[int, str, str, int]]
    decided: Sequence[tuple[str, str]]  # road id and what a person decided on where it runs
    fictional: frozenset[str]  # notices of invented roads
    is_large: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """The rows of each table that some roads come to; `strays` are roads of another city."""

    rows: dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]
    strays: Sequence[str]


def _make(work: _Work) -> _Made:
    """What the events about some roads come to. Pure: it can be done anywhere."""
    with uncollected():
        return _rows_of(work)


def _rows_of(work: _Work) -> _Made:
    effects = in_effect([recorded(row) for row in work.rows])
    records = [folded(effects, road_id) for road_id in work.road_ids]
    records = [record for record in records if record.versions]
    made = _as_tuples(rows_of(records, work.fictional))
    if not work.is_large:
        decided = {key: event for key, body in work.decided if isinstance(event := load(body), LocationDecided)}
        made |= _as_tuples(finding_rows(found_among(records, effects.of, neighbours(records), decided)))
    return _Made(made, [record.road_id for record in records if area_of(record) != work.area])


def _as_tuples(rows: dict[str, list[dict[str, object]]]) -> dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]:
    """The rows of each table, which are let go one after the other: there are many, and a tuple is a third of them."""
    made = {}
    for name in list(rows):
        if some := rows.pop(name):
            made[name] = (tuple(some[0]), [tuple(row.values()) for row in some])
    return made


def fold_shares(connection: Connection, some: Iterable[Share], apply: Apply) -> set[str]:
    """Keeps the records of all roads that entries speak of, and makes their names findable; those whose neighbours are
    elsewhere."""
    for table in (versions, findings):
        connection.execute(delete(table))
    aside = {table.name: Sorted(connection, table) for table in _SORTED}
    apart: set[str] = set()
    for made in apply(_make, _works(connection, some, apart)):
        apart |= set(made.strays)
        for name in list(made.rows):
            columns, values = made.rows.pop(name)
            if name in aside:
                aside[name].put(values)
            else:
                put(connection, name, columns, values)
    aside.pop(names.name).settle()
    _part_names(connection, apply, list(aside.values()))
    return apart


def _part_names(connection: Connection, apply: Apply, unsettled: list[Sorted]) -> None:
    """Makes every name findable, once however many cities have a road of that name.

    What is `unsettled` is settled here while other processes work out the parts of the names.
    """
    called = connection.execute(select(names.c.name).distinct().order_by(names.c.name)).scalars().all()
    aside = Sorted(connection, name_parts)
    for rows in apply(_parts, in_batches(called, TOGETHER)):
        aside.put(rows)
        if unsettled:
            unsettled.pop().settle()
    for one in (*unsettled, aside):
        one.settle()


def _parts(called: Sequence[str]) -> list[tuple[str, int, str, str]]:
    """The rows by which some names are found. Pure: it can be done anywhere."""
    with uncollected():
        return [row for name in called for row in part_rows(name)]


def _works(connection: Connection, some: Iterable[Share], apart: set[str]) -> Iterator[_Work]:
    """What there is to be done; `apart` learns the roads that entries of several cities speak of."""
    invented = frozenset(connection.execute(select(notices.c.notice_id).where(notices.c.fictional)).scalars())
    shared = set(connection.execute(_SHARED).scalars())
    taken: set[str] = set()
    for share in some:
        own = set(share.own) - taken
        family = road_family(connection, own | share.linked)
        beside = family - own - taken
        beside -= set(connection.execute(_WITH_ENTRIES, {"road_ids": list(beside)}).scalars())
        taken |= beside | (own & shared)
        apart |= own & shared
        rows = plain_rows(rows_folded(connection, family))
        decided = [tuple(row) for row in connection.execute(_LOCATIONS, {"road_ids": list(own | beside)})]
        yield _Work(share.area, sorted(own | beside), rows, decided, invented, share.is_large)


_OF_NOTICES = entries.join(notices, entries.c.notice_id == notices.c.notice_id)
_SHARED = (
    select(entries.c.road_id)
    .select_from(_OF_NOTICES)
    .where(entries.c.road_id.is_not(None))
    .group_by(entries.c.road_id)
    .having(func.count(func.distinct(func.coalesce(notices.c.area, ""))) > 1)
)
_WITH_ENTRIES = select(entries.c.road_id).where(among(entries.c.road_id, "road_ids")).distinct()
_LOCATIONS = select(locations.c.road_id, locations.c.body).where(among(locations.c.road_id, "road_ids"))
