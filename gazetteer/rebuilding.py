"""Every projection made again from the log, a city at a time, on as many cores as there are.

What a city's events come to is a pure function of them, worked out by other processes where there are many; this
one reads the log and writes the tables.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, delete, func, select

from gazetteer.among import among
from gazetteer.bulk import Sorted, indexed_afterwards, read_through
from gazetteer.circles import uncollected
from gazetteer.codec import load
from gazetteer.digests import digest_of, projection_digests
from gazetteer.effects import in_effect
from gazetteer.events import LocationDecided
from gazetteer.hands import Apply, hands
from gazetteer.intake import write_all
from gazetteer.kept_findings import add_findings, finding_rows, write_findings
from gazetteer.kept_roads import area_of, part_rows, rows_of, unpack_state
from gazetteer.log import Head, batches, head, recorded, rows_folded
from gazetteer.neighbours import found_among, neighbours
from gazetteer.postgis import keep_lines
from gazetteer.queries import folded, kept_notice, kept_records, road_family
from gazetteer.refresh import find, leaning, name_ground_findings, notice_findings, open_end_findings, refresh_roads
from gazetteer.replaying import Stretch, read_stretch
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
    road_changes,
    roads,
    tables,
    termini,
    texts,
    versions,
)
from gazetteer.store import Store, count_anew, in_batches, insert, put
from gazetteer.upgrades import carry_ground

_SORTED = (road_changes, names, termini, open_ends, finding_subjects)  # each lies in the order of its key

T = TypeVar("T")
R = TypeVar("R")
TOGETHER = 30_000  # roads folded at a time: mostly a whole city, which then needs no neighbour looked up
SHARED_OUT = 90_000  # events beyond which other processes are worth their start
_ROWS = 5000
_IN_MEMORY = 20_000  # events of a log that is replayed in memory
_FILLED = (entry_names, roads, versions, road_changes, names, termini, open_ends, findings, finding_subjects)


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
    name_ground_findings(connection)
    connection.execute(meta.update().where(meta.c.key == "schema").values(value=str(TABLES)))


def rebuild(connection: Connection, progress: Callable[[int], None] = lambda _: None) -> None:
    """Makes every projection again from the log; `progress` hears how many events are done."""
    keep_lines(connection)  # PostGIS may be there only now
    are_many = _are_many(connection)
    if are_many:
        read_through(connection)
    for table in reversed(PROJECTIONS):
        connection.execute(delete(table))
    with indexed_afterwards(connection, _FILLED), hands(are_many, __name__) as apply:
        replay = _replay(connection, apply, progress)
        areas = list(_areas(connection, replay))
        apart = _fold_areas(connection, areas, apply)
        _part_names(connection, apply)
    _settle(connection, apart, [road_id for area in areas if area.is_large for road_id in area.own])
    for notice_id in sorted(replay.witnesses):
        position = select(notices.c.position).where(notices.c.notice_id == notice_id)
        kept = kept_notice(connection, connection.execute(position).scalar_one())
        write_findings(connection, notice_findings(connection, kept.reading, kept.witness_of))
    count_anew(connection)


def _are_many(connection: Connection) -> bool:
    return head(connection).count >= SHARED_OUT


def _replay(connection: Connection, apply: Apply, progress: Callable[[int], None]) -> Stretch:
    """Keeps notices, their entries and findings, and which roads each event is about; what is learned of the rest."""
    learned, known = Stretch(), set[str]()
    noted = Sorted(connection, log_roads)
    for some in apply(read_stretch, map(_plain, batches(connection))):
        write_all(connection, some.writes, known)
        noted.put(some.noted)
        learned.witnesses.update(some.witnesses)
        learned.found.update(some.found)
        for area, others in some.linked.items():
            learned.linked.setdefault(area, set()).update(others)
        if some.noted:
            progress(some.noted[-1][1])
    noted.settle()
    add_findings(connection, learned.found)
    return learned


def _plain(rows: Sequence[Row[int, str, str, int]]) -> list[tuple[int, str, str, int]]:
    """Rows as they can be handed to another process."""
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def kept_digests(store: Store) -> dict[str, str]:
    """Table → the digest of what is kept, by several processes where that is much."""
    with store.reading() as connection:
        here = head(connection)
        if not _are_many(connection) or store.engine.url.database in (None, "", ":memory:"):
            return projection_digests(connection)
        url = store.engine.url.render_as_string(hide_password=False)
        with hands(True, __name__) as apply:
            found = list(apply(_digest_of, [(url, table.name) for table in _LARGEST_FIRST]))
        if any(at != here for _, _, at in found):  # someone wrote meanwhile
            return projection_digests(connection)
    digests = {name: digest for name, digest, _ in found}
    return {table.name: digests[table.name] for table in PROJECTIONS}


_LARGE = (name_parts, findings, versions, finding_subjects, log_roads)
_LARGEST_FIRST = (*_LARGE, *(table for table in PROJECTIONS if table not in _LARGE))


def _digest_of(asked: tuple[str, str]) -> tuple[str, str, Head]:
    """The digest of one table of a register, and the head of its log then."""
    url, name = asked
    with Store(url, create=False) as store, store.reading() as connection:
        return name, digest_of(connection, tables.tables[name]), head(connection)


# -- a city at a time ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Area:
    """Roads to be folded together: all that the entries of a city speak of, or, of a large one, some."""

    own: Sequence[str]
    linked: frozenset[str]
    is_large: bool  # neighbours must be looked up afterwards


def _areas(connection: Connection, replay: Stretch) -> Iterator[_Area]:
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
    effects = in_effect([recorded(row) for row in work.rows])
    records = [folded(effects, road_id) for road_id in work.road_ids]
    records = [record for record in records if record.versions]
    made = _as_tuples(rows_of(records, work.fictional))
    if not work.is_large:
        decided = {key: event for key, body in work.decided if isinstance(event := load(body), LocationDecided)}
        made |= _as_tuples(finding_rows(found_among(records, effects.of, neighbours(records), decided)))
    homes = [area_of(record) for record in records]
    usual = max(set(homes), key=homes.count) if homes else None
    strays = [record.road_id for record, home in zip(records, homes, strict=True) if home != usual]
    return _Made(made, strays)


def _as_tuples(rows: dict[str, list[dict[str, object]]]) -> dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]:
    """The rows of each table, which are let go one after the other: there are many, and a tuple is a third of them."""
    made = {}
    for name in list(rows):
        if some := rows.pop(name):
            made[name] = (tuple(some[0]), [tuple(row.values()) for row in some])
    return made


def _fold_areas(connection: Connection, areas: Iterable[_Area], apply: Apply) -> set[str]:
    """Keeps the records of all roads that entries speak of; those whose neighbours are elsewhere."""
    aside = {table.name: Sorted(connection, table) for table in _SORTED}
    apart: set[str] = set()
    for made in apply(_make, _works(connection, areas, apart)):
        apart |= set(made.strays)
        for name in list(made.rows):
            columns, values = made.rows.pop(name)
            if name in aside:
                aside[name].put(values)
            else:
                put(connection, name, columns, values)
    for one in aside.values():
        one.settle()
    return apart


def _part_names(connection: Connection, apply: Apply) -> None:
    """Makes every name findable: once, however many cities have a road of that name."""
    called = connection.execute(select(names.c.name).distinct().order_by(names.c.name)).scalars().all()
    aside = Sorted(connection, name_parts)
    for rows in apply(_parts, in_batches(called, TOGETHER)):
        aside.put(rows)
    aside.settle()


def _parts(called: Sequence[str]) -> list[tuple[str, int, str, str]]:
    """The rows by which some names are found. Pure: it can be done anywhere."""
    with uncollected():
        return [row for name in called for row in part_rows(name)]


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
        rows = _plain(rows_folded(connection, family))
        decided = [tuple(row) for row in connection.execute(_LOCATIONS, {"road_ids": list(own | beside)})]
        yield _Work(sorted(own | beside), rows, decided, invented, area.is_large)


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
