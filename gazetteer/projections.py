"""What the log comes to, kept ready to ask: notices, entries, records, names, findings. Written only by `registry`."""

from collections.abc import Iterable, Sequence

import orjson
from sqlalchemy import Connection, Table, delete, select

from gazetteer.codec import from_plain, to_plain
from gazetteer.entries import Entry
from gazetteer.events import EntryMatched, FindingDismissed, NoticeReceived
from gazetteer.findings import Finding
from gazetteer.records import RoadRecord, RoadVersion
from gazetteer.search import parts_of
from gazetteer.store import (
    dismissals,
    entries,
    entry_names,
    finding_subjects,
    findings,
    name_parts,
    names,
    notices,
    redirects,
    roads,
    termini,
    versions,
)
from gazetteer.toponyms import name_key


def write_notice(connection: Connection, event: NoticeReceived, position: int) -> None:
    """Keeps a notice and its entries, not yet matched."""
    notice = event.notice
    row = {
        "notice_id": notice.notice_id,
        "position": position,
        "document_number": notice.document_number,
        "area": notice.area,
        "in_force_from": notice.in_force_from()[0].earliest.isoformat(),
        "witness_of": event.witness_of,
    }
    connection.execute(notices.insert(), row)
    rows = [
        {"entry_id": one.entry_id, "notice_id": notice.notice_id, "ordinal": ordinal, "road_id": None, "reason": ""}
        for ordinal, one in enumerate(event.entries, 1)
    ]
    if rows:
        connection.execute(entries.insert(), rows)


def write_entry_names(connection: Connection, area: str | None, read: Iterable[Entry]) -> None:
    """Makes entries neighbours of all others in their area that speak of the same names."""
    rows = [{"entry_id": one.entry_id, "key": key} for one in read for key in sorted(area_keys(area, one))]
    if rows:
        connection.execute(entry_names.insert(), rows)


def area_keys(area: str | None, entry: Entry) -> set[str]:
    """The names an entry speaks of, each within its area."""
    return {area_key(area, name) for name in (entry.name, entry.former_name) if name}


def area_key(area: str | None, name: str) -> str:
    """A name within an area."""
    return f"{area or ''}/{name_key(name)}"


def write_match(connection: Connection, event: EntryMatched) -> None:
    """Keeps which road an entry speaks of, or why it is held."""
    changed = {"road_id": event.road_id, "reason": event.reason}
    connection.execute(entries.update().where(entries.c.entry_id == event.entry_id).values(changed))


def write_dismissal(connection: Connection, event: FindingDismissed) -> None:
    """Lets a finding rest."""
    connection.execute(delete(dismissals).where(dismissals.c.finding_id == event.finding_id))
    connection.execute(dismissals.insert(), {"finding_id": event.finding_id, "by": event.by, "why": event.why})


def write_redirect(connection: Connection, absorbed: str, kept: str) -> None:
    """An absorbed id leads to the kept one, for ever, however often that is absorbed in turn."""
    connection.execute(redirects.update().where(redirects.c.kept == absorbed).values(kept=kept))
    connection.execute(redirects.insert(), {"absorbed": absorbed, "kept": kept})
    connection.execute(entries.update().where(entries.c.road_id == absorbed).values(road_id=kept))


def remove_road(connection: Connection, road_id: str) -> None:
    for table in (versions, names, name_parts, termini, roads):
        connection.execute(delete(table).where(table.c.road_id == road_id))


def write_road(connection: Connection, record: RoadRecord, fictional: bool) -> None:
    """Keeps a record in place of what was kept of it; one without versions is not kept."""
    remove_road(connection, record.road_id)
    if not record.versions:
        return
    area = record.versions[-1].place.area
    connection.execute(roads.insert(), _road_row(record, fictional))
    connection.execute(versions.insert(), [_version_row(version, area) for version in record.versions])
    connection.execute(names.insert(), _name_rows(record))
    connection.execute(name_parts.insert(), _part_rows(record))
    keys = {name_key(end.text) for one in record.versions for end in one.extent.termini if end.text}
    rows = [{"road_id": record.road_id, "key": f"{area or ''}/{key}"} for key in sorted(keys)]
    if rows:
        connection.execute(termini.insert(), rows)


def _road_row(record: RoadRecord, fictional: bool) -> dict[str, object]:
    place = record.versions[-1].place
    links = {"predecessors": record.predecessors, "successors": record.successors, "redirects": record.redirects}
    return {
        "road_id": record.road_id,
        "area": place.area,
        "district": place.district or place.zone,
        "fictional": fictional,
        **{key: ",".join(ids) for key, ids in links.items()},
    }


def _version_row(version: RoadVersion, area: str | None) -> dict[str, object]:
    end = version.valid.end
    return {
        "road_id": version.road_id,
        "ordinal": version.ordinal,
        "area": area,
        "from_earliest": version.valid.start.earliest.isoformat(),
        "from_latest": version.valid.start.latest.isoformat(),
        "to_earliest": end.earliest.isoformat() if end else None,
        "to_latest": end.latest.isoformat() if end else None,
        "recorded_at": version.recorded_at.isoformat(timespec="microseconds"),
        "body": pack(to_plain(version)),
    }


def _name_rows(record: RoadRecord) -> list[dict[str, object]]:
    last = record.versions[-1].name
    return [
        {"road_id": record.road_id, "name": name, "former": name != last, "key": name_key(name)}
        for name in dict.fromkeys(version.name for version in record.versions)
    ]


def _part_rows(record: RoadRecord) -> list[dict[str, object]]:
    return [
        {"kind": kind, "part": part, "road_id": record.road_id, "name": name}
        for name in dict.fromkeys(version.name for version in record.versions)
        for kind, part in dict.fromkeys(parts_of(name))
    ]


def pack(plain: object) -> str:
    """Canonical JSON of plain data."""
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS).decode()


def unpack_version(body: str) -> RoadVersion:
    return from_plain(orjson.loads(body), RoadVersion)


def write_findings(connection: Connection, subject: str, found: Sequence[Finding]) -> None:
    """Keeps what is found from one road or notice, in place of what was found from it before."""
    old = select(findings.c.finding_id).where(findings.c.subject == subject)
    connection.execute(delete(finding_subjects).where(finding_subjects.c.finding_id.in_(old)))
    connection.execute(delete(findings).where(findings.c.subject == subject))
    for one in found:
        row = {"finding_id": one.finding_id, "subject": subject, "body": pack(to_plain(one))}
        connection.execute(findings.insert(), row)
        subjects = dict.fromkeys((*one.road_ids, *one.notice_ids))
        pairs = [{"finding_id": one.finding_id, "subject": about} for about in subjects]
        connection.execute(finding_subjects.insert(), pairs)


def rows_of(connection: Connection, table: Table) -> list[tuple[object, ...]]:
    """All rows of a projection in an order that no database's collation changes, for comparing two of them."""
    return sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
