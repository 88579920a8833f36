"""Records and findings made anew from the log, where something has been learned or everywhere."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from sqlalchemy import Connection, Row, delete, select

from gazetteer.clashes import of_road
from gazetteer.effects import Effects
from gazetteer.entries import Reading
from gazetteer.events import NoticeReceived, Recorded
from gazetteer.findings import Finding, of_notice, of_witness
from gazetteer.intake import project
from gazetteer.log import events, index_roads
from gazetteer.projections import area_key, area_of, in_batches, pack, rows_of, write_findings, write_roads
from gazetteer.queries import decided_locations, effects_on, folded, kept_notice, kept_records
from gazetteer.records import RoadRecord
from gazetteer.schema import PROJECTIONS, log_roads, name_parts, names, notices, termini
from gazetteer.search import PartKind, sound_of
from gazetteer.toponyms import comparison_key


def projection_digests(connection: Connection) -> dict[str, str]:
    """Table name → the digest of its rows, the same on every database."""
    return {
        table.name: sha256(
            pack([[str(value) for value in row] for row in rows_of(connection, table)]).encode()
        ).hexdigest()
        for table in PROJECTIONS
    }


def rebuild(connection: Connection, progress: Callable[[int], None] = lambda _: None) -> None:
    """Makes every projection again from the log; `progress` hears how many events are done."""
    for table in reversed(PROJECTIONS):
        connection.execute(delete(table))
    index_roads(connection)
    project(connection, _watched(events(connection), progress))
    road_ids = connection.execute(select(log_roads.c.road_id).distinct().order_by(log_roads.c.road_id)).scalars().all()
    for ids in in_batches(road_ids, 2000):
        _fold(connection, effects_on(connection, ids))
    for ids in in_batches(road_ids, 2000):
        _find(connection, ids)
    for item in events(connection):
        if isinstance(item.event, NoticeReceived):
            reading = Reading(item.event.notice, item.event.entries, item.event.problems)
            refresh_notice(connection, reading, item.event.witness_of)


def _watched(items: Iterable[Recorded], progress: Callable[[int], None]) -> Iterator[Recorded]:
    for item in items:
        yield item
        progress(item.position)


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
    _find(connection, touched | _leaning(connection, (*before.values(), *after)))


def _fold(connection: Connection, effects: Effects, road_ids: Iterable[str] = ()) -> list[RoadRecord]:
    """Keeps the records of all roads with effects; those of `road_ids` without any are kept no more."""
    records = [folded(effects, road_id) for road_id in sorted({*road_ids, *effects.by_road})]
    fictional = connection.execute(select(notices.c.notice_id).where(notices.c.fictional)).scalars().all()
    write_roads(connection, records, set(fictional))
    return [record for record in records if record.versions]


def _leaning(connection: Connection, records: Iterable[RoadRecord]) -> set[str]:
    """The roads whose findings depend on these: of the same names or sounds, or ending on them."""
    spoken = {(area_of(record), version.name) for record in records for version in record.versions}
    ids = {row.road_id for row in _sounding(connection, {name for _, name in spoken})}
    for keys in in_batches(sorted({comparison_key(name) for _, name in spoken})):
        ids |= set(connection.execute(select(names.c.road_id).where(names.c.key.in_(keys))).scalars())
    for keys in in_batches(sorted({area_key(area, name) for area, name in spoken})):
        ids |= set(connection.execute(select(termini.c.road_id).where(termini.c.key.in_(keys))).scalars())
    return ids


def _find(connection: Connection, road_ids: Iterable[str]) -> None:
    """Keeps what is found from each of these roads."""
    ids = sorted(set(road_ids))
    records = kept_records(connection, ids)
    effects = effects_on(connection, ids)
    named, heard = _named_alike(connection, records.values())
    decided = decided_locations(connection, ids)
    found: dict[str, Sequence[Finding]] = dict.fromkeys(ids, ())
    for road_id, record in records.items():

        def bearing(name: str, area: str | None = area_of(record)) -> Sequence[RoadRecord]:
            return named.get((area, comparison_key(name)), ())

        def sounding(name: str, area: str | None = area_of(record)) -> Sequence[RoadRecord]:
            return heard.get((area, sound_of(name)), ())

        found[road_id] = of_road(record, effects.of(road_id), bearing, sounding, decided.get(road_id))
    write_findings(connection, found)


ByName = dict[tuple[str | None, str], list[RoadRecord]]


def _named_alike(connection: Connection, records: Iterable[RoadRecord]) -> tuple[ByName, ByName]:
    """The records that ever bore a name these records or their ends speak of, and those whose name sounds like theirs.

    By area and name key, and by area and toneless pinyin.
    """
    spoken: set[str] = set()
    ends: set[str] = set()
    for record in records:
        for version in record.versions:
            spoken.add(version.name)
            ends |= {end.text for end in version.extent.termini if end.text}
    bearers = [
        (row.key, row.road_id)
        for keys in in_batches(sorted({comparison_key(name) for name in spoken | ends}))
        for row in connection.execute(select(names.c.key, names.c.road_id).where(names.c.key.in_(keys)))
    ]
    homophones = [(row.part, row.road_id) for row in _sounding(connection, spoken)]
    kept = kept_records(connection, {road_id for _, road_id in (*bearers, *homophones)})
    return _by_area(kept, bearers), _by_area(kept, homophones)


def _by_area(kept: Mapping[str, RoadRecord], rows: Sequence[tuple[str, str]]) -> ByName:
    found: dict[tuple[str | None, str], dict[str, RoadRecord]] = {}
    for key, road_id in sorted(rows, key=lambda row: row[1]):
        found.setdefault((area_of(kept[road_id]), key), {})[road_id] = kept[road_id]
    return {key: list(records.values()) for key, records in found.items()}


def _sounding(connection: Connection, spoken: Iterable[str]) -> list[Row[str, str]]:
    """(toneless pinyin, road id) of the names that sound like these."""
    columns = select(name_parts.c.part, name_parts.c.road_id).where(name_parts.c.kind == PartKind.PINYIN)
    return [
        row
        for some in in_batches(sorted({sound_of(name) for name in spoken}))
        for row in connection.execute(columns.where(name_parts.c.part.in_(some)))
    ]
