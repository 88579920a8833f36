"""Records and findings made anew from the log, where something has been learned or everywhere."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256

from sqlalchemy import Connection, delete, select

from gazetteer.entries import Reading
from gazetteer.events import FindingDismissed, NoticeReceived
from gazetteer.findings import of_notice, of_road, of_witness
from gazetteer.intake import project
from gazetteer.log import events, index_roads
from gazetteer.projections import (
    area_key,
    pack,
    remove_road,
    rows_of,
    write_dismissal,
    write_findings,
    write_road,
)
from gazetteer.queries import effects_on, folded, kept_notice, kept_record
from gazetteer.records import RoadRecord
from gazetteer.store import PROJECTIONS, names, notices, roads, termini
from gazetteer.toponyms import name_key


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
    touched: dict[str, None] = {}
    for item in events(connection):
        project(connection, item.event, item.position)
        if isinstance(item.event, FindingDismissed):
            write_dismissal(connection, item.event)
        road_id = getattr(item.event, "road_id", None)
        if road_id is not None:
            touched[road_id] = None
        progress(item.position)
    refresh_roads(connection, tuple(touched))
    for item in events(connection):
        if isinstance(item.event, NoticeReceived):
            reading = Reading(item.event.notice, item.event.entries, item.event.problems)
            refresh_notice(connection, reading, item.event.witness_of)


def refresh_notice(connection: Connection, reading: Reading, witness_of: str | None) -> None:
    found = of_notice(reading)
    if witness_of is not None:
        position = connection.execute(select(notices.c.position).where(notices.c.notice_id == witness_of)).scalar_one()
        found += of_witness(kept_notice(connection, position).reading, reading)
    write_findings(connection, reading.notice.notice_id, found)


def refresh_roads(connection: Connection, road_ids: Iterable[str]) -> None:
    """Folds these roads anew and finds again whatever may have changed around them."""
    touched: dict[str, RoadRecord] = {}
    for road_id in dict.fromkeys(road_ids):
        effects = effects_on(connection, road_id)
        for member in {road_id, *effects.road_ids()}:
            record = folded(effects, member)
            if record.versions:
                before = kept_record(connection, member)
                touched.setdefault(member, before or record)
                write_road(connection, record, _is_fictional(connection, record))
            else:
                remove_road(connection, member)
                write_findings(connection, member, ())
    around = _around(connection, touched)
    for road_id in around:
        write_findings(connection, road_id, ())  # one may have passed to another road
    for road_id in sorted(around):
        _refresh_findings(connection, road_id)


def _is_fictional(connection: Connection, record: RoadRecord) -> bool:
    query = select(notices.c.position).where(notices.c.notice_id == record.versions[-1].notice_id)
    position = connection.execute(query).scalar_one()
    (item,) = events(connection, [position])
    return isinstance(item.event, NoticeReceived) and item.event.notice.fictional


def _around(connection: Connection, touched: Mapping[str, RoadRecord]) -> set[str]:
    """The touched roads, those of the same names, those their ends name, and those that end on them."""
    ids = set(touched)
    if not ids:
        return ids
    now = [record for road_id in ids if (record := kept_record(connection, road_id))]
    area_names: set[tuple[str | None, str]] = set()
    for record in (*now, *touched.values()):
        for version in record.versions:
            area_names.add((version.place.area, version.name))
            area_names |= {(version.place.area, end.text) for end in version.extent.termini if end.text}
    keys = {name_key(name) for _, name in area_names}
    area_keys = {area_key(area, name) for area, name in area_names}
    ids |= set(connection.execute(select(names.c.road_id).where(names.c.key.in_(keys))).scalars())
    ids |= set(connection.execute(select(termini.c.road_id).where(termini.c.key.in_(area_keys))).scalars())
    return ids


def _refresh_findings(connection: Connection, road_id: str) -> None:
    record = kept_record(connection, road_id)
    if record is None:
        write_findings(connection, road_id, ())
        return
    area = record.versions[-1].place.area

    def bearing(name: str) -> list[RoadRecord]:
        query = (
            select(names.c.road_id)
            .join(roads, roads.c.road_id == names.c.road_id)
            .where(names.c.key == name_key(name), roads.c.area == area)
        )
        found = (kept_record(connection, other) for other in connection.execute(query).scalars().all())
        return [other for other in found if other is not None]

    write_findings(connection, road_id, of_road(record, effects_on(connection, road_id).of(road_id), bearing))
