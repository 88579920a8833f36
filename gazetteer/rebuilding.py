"""Every projection made again from the log, a city at a time, on as many cores as there are.

What a city's events come to is a pure function of them, worked out by other processes where there are many; this
one reads the log and writes the tables.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import orjson
from sqlalchemy import Connection, delete, func, select

from gazetteer.among import among
from gazetteer.bulk import Sorted, indexed_afterwards, uncollected
from gazetteer.codec import event_of, found_in, load, up_to_date
from gazetteer.digests import projection_digests
from gazetteer.effects import in_effect
from gazetteer.events import NAMING_EVENTS, LocationDecided, NoticeReceived, Recorded
from gazetteer.findings import Finding, of_notice
from gazetteer.hands import Apply, hands
from gazetteer.intake import project
from gazetteer.log import batches, head, recorded, roads_of, rows_folded
from gazetteer.neighbours import found_among, names_of, neighbours
from gazetteer.projections import add_findings, area_of, finding_rows, part_rows, rows_of, unpack_state, write_findings
from gazetteer.queries import folded, kept_notice, kept_records, road_family
from gazetteer.readings import Reading
from gazetteer.refresh import find, leaning, notice_findings, open_end_findings, refresh_roads
from gazetteer.schema import (
    PROJECTIONS,
    TABLES,
    entries,
    entry_names,
    finding_subjects,
    findings,
    locations,
    log,
    log_roads,
    meta,
    name_parts,
    names,
    notices,
    open_ends,
    redirects,
    roads,
    tables,
    termini,
    texts,
    versions,
)
from gazetteer.store import Store, count_anew, in_batches, insert, put
from gazetteer.upgrades import carry_ground

T = TypeVar("T")
R = TypeVar("R")
TOGETHER = 30_000  # roads folded at a time: mostly a whole city, which then needs no neighbour looked up
SHARED_OUT = 30_000  # entries beyond which other processes are worth their start
_ROWS = 5000
_IN_MEMORY = 20_000  # events of a log that is replayed in memory
_RECEIVED = NoticeReceived.__name__
_NAMING = {kind.__name__ for kind in NAMING_EVENTS}
_FILLED = (entry_names, roads, versions, names, termini, open_ends, findings, finding_subjects)


def digests_of_log(connection: Connection) -> dict[str, str]:
    """The digests that the projections must have: of the log replayed beside the register, which is left alone."""
    is_small = head(connection).count <= _IN_MEMORY
    with (
        TemporaryDirectory(prefix="gazetteer-verify-") as folder,
        Store("sqlite://" if is_small else str(Path(folder, "replay.db")), create=True) as beside,
        beside.writing() as replay,
    ):
        for table, key in ((texts, texts.c.digest), (log, log.c.position)):
            result = connection.execute(select(table).order_by(key).execution_options(yield_per=_ROWS))
            for rows in result.partitions():
                insert(replay, table, [dict(row._mapping) for row in rows])
        rebuild(replay)
        return projection_digests(replay)


def bring_up(connection: Connection) -> None:
    """A register whose tables an earlier program made, with this program's tables; the log is left as it is."""
    if connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar_one() == str(TABLES):
        return  # another process was quicker
    for table in reversed(PROJECTIONS):
        table.drop(connection, checkfirst=True)
    carry_ground(connection)
    tables.create_all(connection)
    rebuild(connection)
    connection.execute(meta.update().where(meta.c.key == "schema").values(value=str(TABLES)))


def rebuild(connection: Connection, progress: Callable[[int], None] = lambda _: None) -> None:
    """Makes every projection again from the log; `progress` hears how many events are done."""
    for table in reversed(PROJECTIONS):
        connection.execute(delete(table))
    with indexed_afterwards(connection, _FILLED):
        replay = _replay(connection, progress)
        areas = list(_areas(connection, replay))
        with hands(sum(len(area.own) for area in areas) >= SHARED_OUT, __name__) as apply:
            apart = _fold_areas(connection, areas, apply)
    _settle(connection, apart, [road_id for area in areas if area.is_large for road_id in area.own])
    for notice_id in sorted(replay.witnesses):
        position = select(notices.c.position).where(notices.c.notice_id == notice_id)
        kept = kept_notice(connection, connection.execute(position).scalar_one())
        write_findings(connection, notice_findings(connection, kept.reading, kept.witness_of))
    count_anew(connection)


# -- the log read once ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Replay:
    """Learned by reading the log: copies of other notices, what is found from each, roads that acts speak of too."""

    witnesses: set[str] = field(default_factory=set)
    found: dict[str, Sequence[Finding]] = field(default_factory=dict)
    linked: dict[str | None, set[str]] = field(default_factory=dict)  # by area


def _replay(connection: Connection, progress: Callable[[int], None]) -> _Replay:
    """Keeps notices, their entries and findings, and which roads each event is about."""
    learned = _Replay()
    noted = Sorted(connection, log_roads)
    project(connection, _replayed(connection, learned, noted, progress))
    noted.settle()
    add_findings(connection, learned.found)
    return learned


def _replayed(
    connection: Connection, learned: _Replay, noted: Sorted, progress: Callable[[int], None]
) -> Iterator[Recorded]:
    """The register events of the log."""
    for rows in batches(connection):
        mine: list[tuple[str, int]] = []
        items = []
        for row in rows:
            plain = up_to_date(orjson.loads(row.body), row.schema)
            if plain["type"] not in _NAMING:
                event = found_in(plain) if plain["type"] == _RECEIVED else event_of(plain)
                items.append(Recorded(row.position, datetime.fromisoformat(row.recorded_at), event))
                mine += [(road_id, row.position) for road_id in roads_of(event)]
                continue
            mine.append((plain["road_id"], row.position))
            if others := _linked(plain):
                learned.linked.setdefault(plain.get("place", {}).get("area"), set()).update(others)
        noted.put(mine)
        for item in items:
            event = item.event
            if isinstance(event, NoticeReceived):
                if event.witness_of is not None:
                    learned.witnesses.add(event.notice.notice_id)
                reading = Reading(event.notice, event.entries, event.problems)
                learned.found[event.notice.notice_id] = of_notice(reading)
            yield item
        progress(rows[-1].position)


def _linked(event: dict[str, Any]) -> list[str]:
    """The roads a naming event, as plain data, came from or goes on as."""
    return [*event.get("predecessors", ()), *event.get("successors", ()), *filter(None, [event.get("successor")])]


# -- a city at a time ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Area:
    """Roads to be folded together: all that the entries of a city speak of, or, of a large one, some."""

    own: Sequence[str]
    linked: frozenset[str]
    is_large: bool  # neighbours must be looked up afterwards


def _areas(connection: Connection, replay: _Replay) -> Iterator[_Area]:
    of = entries.join(notices, entries.c.notice_id == notices.c.notice_id)
    matched = select(entries.c.road_id).select_from(of).where(entries.c.road_id.is_not(None)).distinct()
    for area in connection.execute(select(notices.c.area).distinct().order_by(notices.c.area)).scalars().all():
        mine = matched.where(notices.c.area.is_not_distinct_from(area)).order_by(entries.c.road_id)
        ids = connection.execute(mine).scalars().all()
        linked = frozenset(replay.linked.get(area, ()))
        for some in in_batches(ids, TOGETHER):
            yield _Area(some, linked, len(ids) > TOGETHER)


@dataclass(frozen=True, slots=True)
class _Work:
    """What must be known to fold some roads: the log's rows about them (position, recorded_at, body, schema)."""

    road_ids: Sequence[str]
    rows: Sequence[tuple[int, str, str, int]]
    decided: Sequence[tuple[str, str]]  # road id and what a person decided on where it runs
    fictional: frozenset[str]  # notices of invented roads
    is_large: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """The rows of each table that some roads come to; `strays` are roads of another city than most."""

    rows: dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]
    strays: Sequence[str]


def _make(work: _Work) -> _Made:
    """What the events about some roads come to. Pure: it can be done anywhere."""
    with uncollected():
        return _rows_of(work)


def _rows_of(work: _Work) -> _Made:
    effects = in_effect([recorded(row) for row in work.rows])  # type: ignore[arg-type]
    records = [folded(effects, road_id) for road_id in work.road_ids]
    records = [record for record in records if record.versions]
    rows = rows_of(records, work.fictional)
    called = dict.fromkeys(name for record in records for name in names_of(record))
    rows["name_parts"] = [row for name in called for row in part_rows(name)]
    if not work.is_large:
        decided = {key: event for key, body in work.decided if isinstance(event := load(body), LocationDecided)}
        rows |= finding_rows(found_among(records, effects.of, neighbours(records), decided))
    homes = [area_of(record) for record in records]
    usual = max(set(homes), key=homes.count) if homes else None
    strays = [record.road_id for record, home in zip(records, homes, strict=True) if home != usual]
    return _Made({name: _as_tuples(some) for name, some in rows.items() if some}, strays)


def _as_tuples(rows: Sequence[dict[str, object]]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    return tuple(rows[0]), [tuple(row.values()) for row in rows]


def _fold_areas(connection: Connection, areas: Iterable[_Area], apply: Apply) -> set[str]:
    """Keeps the records of all roads that entries speak of; those whose neighbours are elsewhere."""
    aside = {table.name: Sorted(connection, table) for table in (names, name_parts, termini, finding_subjects)}
    apart: set[str] = set()
    for made in apply(_make, _works(connection, areas, apart)):
        apart |= set(made.strays)
        for name, (columns, values) in made.rows.items():
            if name in aside:
                aside[name].put(values)
            else:
                put(connection, name, columns, values)
    for one in aside.values():
        one.settle()
    return apart


def _works(connection: Connection, areas: Iterable[_Area], apart: set[str]) -> Iterator[_Work]:
    """What there is to be done; `apart` learns the roads that entries of several cities speak of."""
    invented = frozenset(connection.execute(select(notices.c.notice_id).where(notices.c.fictional)).scalars())
    shared = set(connection.execute(_SHARED).scalars())
    taken: set[str] = set()
    for area in areas:
        own = set(area.own) - taken
        family = road_family(connection, own | area.linked)
        beside = family - own - taken
        beside -= set(connection.execute(_WITH_ENTRIES, {"road_ids": list(beside)}).scalars())
        taken |= beside | (own & shared)
        apart |= own & shared
        rows = [tuple(row) for row in rows_folded(connection, family)]
        decided = [tuple(row) for row in connection.execute(_LOCATIONS, {"road_ids": list(own | beside)})]
        yield _Work(sorted(own | beside), rows, decided, invented, area.is_large)  # type: ignore[arg-type]


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
_UNKEPT = (
    select(log_roads.c.road_id)
    .distinct()
    .where(
        ~select(roads.c.road_id).where(roads.c.road_id == log_roads.c.road_id).exists(),
        ~select(redirects.c.kept).where(redirects.c.absorbed == log_roads.c.road_id).exists(),
    )
)


def _settle(connection: Connection, apart: set[str], of_large: Sequence[str]) -> None:
    """What needs the whole register: ends on no road, and the roads that could not be done with their city."""
    around = apart | leaning(connection, kept_records(connection, apart, unpack_state).values()) if apart else apart
    for some in in_batches(sorted(around | set(of_large)), 2000):
        write_findings(connection, find(connection, some, {}, in_effect(())))
    ending = connection.execute(select(open_ends.c.notice_id).distinct().order_by(open_ends.c.notice_id))
    for ids in in_batches(ending.scalars().all(), 500):
        add_findings(connection, open_end_findings(connection, ids))
    refresh_roads(connection, connection.execute(_UNKEPT).scalars().all())
