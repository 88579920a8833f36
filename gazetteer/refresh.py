"""Records and findings made anew from the log, where something has been learned or everywhere."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
from sqlalchemy import Connection, Table, delete, select

from gazetteer.clashes import of_road
from gazetteer.codec import up_to_date
from gazetteer.effects import Effects, linked_roads
from gazetteer.events import NAMING_EVENTS, NoticeReceived, Recorded
from gazetteer.findings import Finding, of_notice, of_open_ends, of_witness
from gazetteer.intake import project
from gazetteer.likeness import Key, keys_of
from gazetteer.log import about, batches, head, recorded
from gazetteer.projections import area_key, area_of, write_findings, write_roads
from gazetteer.queries import decided_locations, effects_on, folded, kept_notice, kept_records
from gazetteer.readings import Reading
from gazetteer.records import RoadRecord
from gazetteer.schema import (
    PROJECTIONS,
    SCHEMA,
    entries,
    log,
    log_roads,
    meta,
    name_parts,
    names,
    notices,
    open_ends,
    tables,
    termini,
    texts,
)
from gazetteer.search import PartKind, size_of
from gazetteer.store import Store, count_anew, in_batches, insert
from gazetteer.toponyms import comparison_key
from gazetteer.upgrades import carry_ground

TOGETHER = 20_000  # roads folded at a time: mostly a whole city, which then needs no neighbour looked up
_ROWS = 5000
_IN_MEMORY = 20_000  # events of a log that is replayed in memory
_NAMING = {kind.__name__ for kind in NAMING_EVENTS}


def projection_digests(connection: Connection) -> dict[str, str]:
    """Table name → the digest of its rows, whatever their order: the same on every database."""
    return {table.name: _digest(connection, table) for table in PROJECTIONS}


def _digest(connection: Connection, table: Table) -> str:
    total = 0
    result = connection.execute(select(table).execution_options(yield_per=_ROWS))
    for rows in result.partitions():
        for row in rows:
            total += int.from_bytes(blake2b(repr(tuple(row)).encode(), digest_size=32).digest())
    return f"{total % 2**256:064x}"


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
    if connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar_one() == str(SCHEMA):
        return  # another process was quicker
    for table in reversed(PROJECTIONS):
        table.drop(connection, checkfirst=True)
    carry_ground(connection)
    tables.create_all(connection)
    rebuild(connection)
    connection.execute(meta.update().where(meta.c.key == "schema").values(value=str(SCHEMA)))


def rebuild(connection: Connection, progress: Callable[[int], None] = lambda _: None) -> None:
    """Makes every projection again from the log; `progress` hears how many events are done."""
    for table in reversed(PROJECTIONS):
        connection.execute(delete(table))
    witnesses: set[str] = set()
    project(connection, _replayed(connection, witnesses, progress))
    done: set[str] = set()
    for ids in _by_area(connection):
        records, effects = _fold_new(connection, [road_id for road_id in ids if road_id not in done])
        done |= {*ids, *effects.by_road}
        if len(ids) < TOGETHER:  # the whole area: every neighbour is at hand
            _find_among(connection, records, effects, _neighbours(records))
    about_any = select(log_roads.c.road_id).distinct().order_by(log_roads.c.road_id)
    left = [road_id for road_id in connection.execute(about_any).scalars() if road_id not in done]
    records, _ = _fold_new(connection, left)
    large = [road_id for ids in _by_area(connection) if len(ids) >= TOGETHER for road_id in ids]
    rest = {*large, *_leaning(connection, records), *(record.road_id for record in records)}
    for some in in_batches(sorted(rest), 2000):
        _find(connection, some)
    _find_all_open_ends(connection)
    for notice_id in sorted(witnesses):
        position = select(notices.c.position).where(notices.c.notice_id == notice_id)
        kept = kept_notice(connection, connection.execute(position).scalar_one())
        refresh_notice(connection, kept.reading, kept.witness_of)
    count_anew(connection)


def _replayed(connection: Connection, witnesses: set[str], progress: Callable[[int], None]) -> Iterator[Recorded]:
    """The register events of the log; notes which roads each event is about and what each notice says of itself.

    `witnesses` learns the notices that are copies of others.
    """
    for rows in batches(connection):
        roads: list[dict[str, object]] = []
        found: dict[str, Sequence[Finding]] = {}
        items = []
        for row in rows:
            plain = up_to_date(orjson.loads(row.body), row.schema)
            roads += about(row.position, plain)
            if plain["type"] not in _NAMING:
                items.append(recorded(row))
        insert(connection, log_roads, roads)
        for item in items:
            event = item.event
            if isinstance(event, NoticeReceived):
                if event.witness_of is not None:
                    witnesses.add(event.notice.notice_id)
                found[event.notice.notice_id] = of_notice(Reading(event.notice, event.entries, event.problems))
            yield item
        write_findings(connection, found)
        progress(rows[-1].position)


def _by_area(connection: Connection) -> Iterator[list[str]]:
    """The roads that entries speak of, a city at a time, at most so many together."""
    of = entries.join(notices, entries.c.notice_id == notices.c.notice_id)
    matched = select(entries.c.road_id).select_from(of).where(entries.c.road_id.is_not(None)).distinct()
    for area in connection.execute(select(notices.c.area).distinct().order_by(notices.c.area)).scalars().all():
        ids = connection.execute(matched.where(notices.c.area.is_not_distinct_from(area)).order_by(entries.c.road_id))
        yield from (list(some) for some in in_batches(ids.scalars().all(), TOGETHER))


def _fold_new(connection: Connection, road_ids: Sequence[str]) -> tuple[list[RoadRecord], Effects]:
    """Keeps the records of these roads and of all that came of them or from which they came; the effects on them."""
    effects = effects_on(connection, road_ids)
    linked = {road_id for item in effects.learned.values() for road_id in linked_roads(item.event)}
    if not linked <= effects.by_road.keys() | set(road_ids):
        effects = effects_on(connection, {*road_ids, *linked})
    return _fold(connection, effects), effects


def refresh_notice(connection: Connection, reading: Reading, witness_of: str | None) -> None:
    """Finds again what a notice says of itself, and what another copy of its act says otherwise."""
    found = of_notice(reading)
    if witness_of is not None:
        position = connection.execute(select(notices.c.position).where(notices.c.notice_id == witness_of)).scalar_one()
        found += of_witness(kept_notice(connection, position).reading, reading)
    write_findings(connection, {reading.notice.notice_id: found})


def refresh_roads(connection: Connection, road_ids: Iterable[str]) -> None:
    """Folds these roads anew and finds again whatever may have changed around them."""
    effects = effects_on(connection, road_ids)
    touched = {*road_ids, *effects.by_road}
    before = kept_records(connection, touched)
    after = _fold(connection, effects, touched)
    changed = [*before.values(), *after]
    _find(connection, touched | _leaning(connection, changed))
    _find_open_ends(connection, changed)


def _fold(connection: Connection, effects: Effects, road_ids: Iterable[str] = ()) -> list[RoadRecord]:
    """Keeps the records of all roads with effects; those of `road_ids` without any are kept no more."""
    records = [folded(effects, road_id) for road_id in sorted({*road_ids, *effects.by_road})]
    of = {record.versions[-1].notice_id for record in records if record.versions}
    fictional: set[str] = set()
    for ids in in_batches(sorted(of)):
        invented = select(notices.c.notice_id).where(notices.c.fictional, notices.c.notice_id.in_(ids))
        fictional |= set(connection.execute(invented).scalars())
    write_roads(connection, records, fictional)
    return [record for record in records if record.versions]


def _leaning(connection: Connection, records: Iterable[RoadRecord]) -> set[str]:
    """The roads whose findings depend on these: of the same names or like ones, or ending on them."""
    spoken = {(area_of(record), version.name) for record in records for version in record.versions}
    ids = _like(connection, spoken) | _bearing(connection, spoken)
    for keys in in_batches(sorted({area_key(area, name) for area, name in spoken})):
        ids |= set(connection.execute(select(termini.c.road_id).where(termini.c.key.in_(keys))).scalars())
    return ids


def _find_all_open_ends(connection: Connection) -> None:
    _note_open_ends(connection, connection.execute(select(open_ends.c.notice_id).distinct()).scalars())


def _find_open_ends(connection: Connection, records: Iterable[RoadRecord]) -> None:
    """Finds again which ends are on no road of the register: those of these roads, and those that speak of them."""
    touched = list(records)
    notice_ids = {version.notice_id for record in touched for version in record.versions}
    spoken = {(area_of(record), comparison_key(version.name)) for record in touched for version in record.versions}
    for some in in_batches(sorted({key for _, key in spoken})):
        query = select(open_ends.c.notice_id, open_ends.c.key, open_ends.c.area).where(open_ends.c.key.in_(some))
        notice_ids |= {row.notice_id for row in connection.execute(query) if (row.area, row.key) in spoken}
    _note_open_ends(connection, notice_ids)


def _note_open_ends(connection: Connection, notice_ids: Iterable[str]) -> None:
    """Keeps, for each of these notices, which of its ends are on no road of the register."""
    for ids in in_batches(sorted(notice_ids), 500):
        known = select(names.c.road_id).where(
            names.c.key == open_ends.c.key, names.c.area.is_not_distinct_from(open_ends.c.area)
        )
        query = select(open_ends).where(open_ends.c.notice_id.in_(ids), ~known.exists())
        found: dict[str, list[tuple[str, str]]] = {notice_id: [] for notice_id in ids}
        for row in connection.execute(query.order_by(open_ends.c.entry_id, open_ends.c.key)):
            found[row.notice_id].append((row.entry_id, row.text))
        write_findings(connection, {f"{key}/e": of_open_ends(key, ends) for key, ends in found.items()})


def _find(connection: Connection, road_ids: Iterable[str]) -> None:
    """Keeps what is found from each of these roads."""
    ids = sorted(set(road_ids))
    records = kept_records(connection, ids)
    gone = {road_id: () for road_id in ids if road_id not in records}
    write_findings(connection, gone)
    spoken = {(area_of(record), version.name) for record in records.values() for version in record.versions}
    ends = {
        (area_of(record), end.text)
        for record in records.values()
        for version in record.versions
        for end in version.extent.termini
        if end.text
    }
    near = _bearing(connection, spoken | ends) | _like(connection, spoken)
    around = _neighbours([*records.values(), *kept_records(connection, near - records.keys()).values()])
    _find_among(connection, list(records.values()), effects_on(connection, ids), around)


def _find_among(connection: Connection, records: Sequence[RoadRecord], effects: Effects, around: "Neighbours") -> None:
    """Keeps what is found from each of these roads, of which every neighbour is at hand."""
    decided = decided_locations(connection, [record.road_id for record in records])
    found: dict[str, Sequence[Finding]] = {}
    for record in records:
        area = area_of(record)

        def bearing(name: str, area: str | None = area) -> Sequence[RoadRecord]:
            return around.named.get((area, comparison_key(name)), ())

        def alike(name: str, area: str | None = area) -> Sequence[RoadRecord]:
            found = {one.road_id: one for key in keys_of(name) for one in around.like.get((area, key), ())}
            return list(found.values())

        road_id = record.road_id
        found[road_id] = of_road(record, effects.of(road_id), bearing, alike, decided.get(road_id))
    write_findings(connection, found)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Records by area and name key, and by area and what like names share, of every name they ever bore."""

    named: dict[tuple[str | None, str], list[RoadRecord]]
    like: dict[tuple[str | None, Key], list[RoadRecord]]


def _neighbours(records: Iterable[RoadRecord]) -> Neighbours:
    around = Neighbours({}, {})
    for record in sorted(records, key=lambda record: record.road_id):
        area, called = area_of(record), dict.fromkeys(version.name for version in record.versions)
        for key in dict.fromkeys(comparison_key(name) for name in called):
            around.named.setdefault((area, key), []).append(record)
        for shared in {key for name in called for key in keys_of(name)}:
            around.like.setdefault((area, shared), []).append(record)
    return around


Spoken = Iterable[tuple[str | None, str]]  # areas and names


def _bearing(connection: Connection, spoken: Spoken) -> set[str]:
    """The roads that bear, or ever bore, one of these names in its area."""
    wanted = {(area, comparison_key(name)) for area, name in spoken}
    query = select(names.c.road_id, names.c.key, names.c.area)
    found: set[str] = set()
    for some in in_batches(sorted({key for _, key in wanted})):
        rows = connection.execute(query.where(names.c.key.in_(some)))
        found |= {row.road_id for row in rows if (row.area, row.key) in wanted}
    return found


def _like(connection: Connection, spoken: Spoken) -> set[str]:
    """The roads whose name may be taken for one of these in its area."""
    wanted: set[tuple[str | None, Key]] = set()
    by_kind: dict[PartKind, tuple[set[int], set[str]]] = {}
    for area, name in spoken:
        size = size_of(name)
        for kind, part in keys_of(name):
            wanted.add((area, (kind, part)))
            sizes, some_parts = by_kind.setdefault(kind, (set(), set()))
            sizes |= {size - 1, size, size + 1} if kind is PartKind.STEM else {size}
            some_parts.add(part)
    areas = {area for area, _ in wanted}
    parts = name_parts.c
    query = select(names.c.road_id, names.c.area, parts.kind, parts.part).join(names, names.c.name == parts.name)
    if None not in areas:
        query = query.where(names.c.area.in_(areas))
    found: set[str] = set()
    for kind, (sizes, some_parts) in by_kind.items():
        for some in in_batches(sorted(some_parts)):
            rows = connection.execute(query.where(parts.kind == kind, parts.size.in_(sizes), parts.part.in_(some)))
            found |= {row.road_id for row in rows if (row.area, (row.kind, row.part)) in wanted}
    return found
