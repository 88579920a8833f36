"""What the log comes to, kept ready to ask: notices, entries, records, names, findings."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Connection, Row, bindparam, delete, select

from gazetteer.among import among
from gazetteer.codec import dump, from_plain, to_plain
from gazetteer.events import EntryMatched, FindingDismissed, LocationDecided, NoticeReceived
from gazetteer.notices import NoticeKind
from gazetteer.prepared import Prepared
from gazetteer.readings import Entry
from gazetteer.records import Basis, RoadRecord, RoadVersion, changes_of
from gazetteer.schema import (
    dismissals,
    entries,
    entry_names,
    kin,
    locations,
    name_parts,
    names,
    notices,
    open_ends,
    redirects,
    road_changes,
    roads,
    termini,
    versions,
)
from gazetteer.search import parts_of, size_of
from gazetteer.store import insert, put
from gazetteer.toponyms import comparison_key, names_road


@dataclass(frozen=True, slots=True)
class NoticeRows:
    """The rows a notice comes to; `matched` are its entries of which it is known already what they speak of."""

    notice: dict[str, Any]
    entries: list[dict[str, Any]]
    names: list[dict[str, Any]]  # of a decision: what makes its entries neighbours of others in its area
    matched: frozenset[str]


def notice_rows(event: NoticeReceived, position: int, matched: Mapping[str, EntryMatched]) -> NoticeRows:
    """What a notice and its entries come to, matched as far as `matched` says."""
    notice = event.notice
    row = {
        "notice_id": notice.notice_id,
        "position": position,
        "document_number": notice.document_number,
        "area": notice.area,
        "in_force_from": notice.in_force_from()[0].earliest.isoformat(),
        "public_by": public.latest.isoformat() if (public := notice.public_from()) else None,
        "witness_of": event.witness_of,
        "fictional": notice.fictional,
        "body": pack(to_plain(notice)),
    }
    rows = [
        {
            "entry_id": one.entry_id,
            "notice_id": notice.notice_id,
            "ordinal": ordinal,
            "road_id": found.road_id if (found := matched.get(one.entry_id)) else None,
            "reason": found.reason if found else "",
        }
        for ordinal, one in enumerate(event.entries, 1)
    ]
    decides = notice.kind is NoticeKind.DECISION and event.witness_of is None
    called = [(one.entry_id, sorted(area_keys(notice.area, one))) for one in event.entries if decides]
    names = [{"entry_id": entry_id, "key": key} for entry_id, keys in called for key in keys]
    return NoticeRows(row, rows, names, frozenset(matched))


def write_notice(connection: Connection, rows: NoticeRows, *, again: bool) -> None:
    """Keeps a notice and its entries; those of one read again stay matched as they were, unless more is known."""
    was = _forget_notice(connection, rows.notice["notice_id"]) if again else {}
    same = {key: {"road_id": one.road_id, "reason": one.reason} for key, one in was.items() if key not in rows.matched}
    insert(connection, notices, [rows.notice])
    insert(connection, entries, [row | same.get(row["entry_id"], {}) for row in rows.entries])
    insert(connection, entry_names, rows.names)


def _forget_notice(connection: Connection, notice_id: str) -> dict[str, Row[str, str | None, str]]:
    """Keeps a notice no more; its entries as they were matched."""
    query = select(entries.c.entry_id, entries.c.road_id, entries.c.reason).where(entries.c.notice_id == notice_id)
    was = {row.entry_id: row for row in connection.execute(query)}
    connection.execute(_FORGET_NAMES, {"entry_ids": list(was)})
    connection.execute(delete(entries).where(entries.c.notice_id == notice_id))
    connection.execute(delete(notices).where(notices.c.notice_id == notice_id))
    return was


_FORGET_NAMES = delete(entry_names).where(among(entry_names.c.entry_id, "entry_ids"))


def area_keys(area: str | None, entry: Entry) -> set[str]:
    """The names an entry speaks of, each within its area."""
    return {area_key(area, name) for name in (entry.name, entry.former_name) if name}


def area_key(area: str | None, name: str) -> str:
    """A name within an area."""
    return f"{area or ''}/{comparison_key(name)}"


def write_matches(connection: Connection, matched: Iterable[EntryMatched]) -> None:
    """Keeps which road each entry speaks of, or why it is held."""
    rows = [{"of": event.entry_id, "road_id": event.road_id, "reason": event.reason} for event in matched]
    if rows:
        connection.execute(entries.update().where(entries.c.entry_id == bindparam("of")), rows)


def write_dismissal(connection: Connection, event: FindingDismissed) -> None:
    """Lets a finding rest."""
    connection.execute(delete(dismissals).where(dismissals.c.finding_id == event.finding_id))
    connection.execute(dismissals.insert(), {"finding_id": event.finding_id, "by": event.by, "why": event.why})


def write_location(connection: Connection, event: LocationDecided) -> None:
    """Keeps where a person says a road runs, in place of what was decided before."""
    connection.execute(delete(locations).where(locations.c.road_id == event.road_id))
    connection.execute(locations.insert(), {"road_id": event.road_id, "body": dump(event)})


def write_redirect(connection: Connection, absorbed: str, kept: str) -> None:
    """An absorbed id leads to the kept one, for ever, however often that is absorbed in turn."""
    connection.execute(redirects.update().where(redirects.c.kept == absorbed).values(kept=kept))
    connection.execute(redirects.insert(), {"absorbed": absorbed, "kept": kept})
    connection.execute(entries.update().where(entries.c.road_id == absorbed).values(road_id=kept))
    if not connection.execute(select(locations).where(locations.c.road_id == kept)).first():
        connection.execute(locations.update().where(locations.c.road_id == absorbed).values(road_id=kept))


def write_kin(connection: Connection, one: str, other: str) -> None:
    """Notes for ever that two roads were united with or divided from one another."""
    pairs = [(one, other), (other, one)]
    known = connection.execute(select(kin).where(kin.c.road_id == one, kin.c.other == other)).first()
    if known is None and one != other:
        insert(connection, kin, [{"road_id": a, "other": b} for a, b in pairs])


def rows_of(records: Iterable[RoadRecord], fictional: Container[str]) -> dict[str, list[dict[str, object]]]:
    """Table → its rows of these records; one without versions has none. `fictional` are notices of invented roads."""
    kept = [record for record in records if record.versions]
    return {
        "roads": [_road_row(one, one.versions[-1].notice_id in fictional) for one in kept],
        "versions": [_version_row(version, area_of(one)) for one in kept for version in one.versions],
        "road_changes": [row for one in kept for row in _change_rows(one)],
        "names": [row for one in kept for row in _name_rows(one)],
        "termini": [{"road_id": one.road_id, "key": key} for one in kept for key in sorted(terminus_keys(one))],
        "open_ends": [row for one in kept for row in open_end_rows(one)],
    }


_OF_ROADS = (roads, versions, road_changes, names, termini, open_ends)
_FORGET = [delete(table).where(among(table.c.road_id, "road_ids")) for table in reversed(_OF_ROADS)]


def write_roads(
    connection: Connection, records: Sequence[RoadRecord], fictional: Container[str], before: Mapping[str, RoadRecord]
) -> None:
    """Keeps records in place of what was kept of them; one without versions is not kept.

    `fictional` are the notices of invented roads; `before` is what is kept of these roads.
    """
    if before:
        for statement in _FORGET:
            connection.execute(statement, {"road_ids": list(before)})
    rows = rows_of(records, fictional)
    old = {version.name for record in before.values() for version in record.versions}
    new = {str(row["name"]) for row in rows["names"]}
    _write_parts(connection, new - old)
    for table in _OF_ROADS:
        insert(connection, table, rows[table.name])
    _forget_parts(connection, old - new)


_BORNE = Prepared(select(names.c.name).where(among(names.c.name, "names")).distinct())


def _write_parts(connection: Connection, new: Iterable[str]) -> None:
    """Makes names findable, where no road bore them so far."""
    if wanted := sorted(new):
        known = set(_BORNE.column(connection, {"names": wanted}))
        rows = [row for name in wanted if name not in known for row in part_rows(name)]
        put(connection, name_parts.name, PARTS, rows)


def _forget_parts(connection: Connection, old: Iterable[str]) -> None:
    """Names that no road bears any more are found no more."""
    if some := sorted(old):
        borne = set(_BORNE.column(connection, {"names": some}))
        gone = [row for name in some if name not in borne for row in part_rows(name)]
        if gone:
            same = [column == bindparam(f"old_{column.name}") for column in name_parts.c]
            rows = [{f"old_{key}": value for key, value in zip(PARTS, row, strict=True)} for row in gone]
            connection.execute(delete(name_parts).where(*same), rows)


def open_end_rows(record: RoadRecord) -> list[dict[str, object]]:
    """The ends that an act stated, not planned, by words that name a road; each once an entry."""
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for version in record.versions:
        if version.basis is not Basis.ACT:
            continue
        for end in ("start", "end"):
            terminus, source = getattr(version.extent, end), version.sources.get(end)
            if terminus is None or not terminus.text or terminus.planned or source is None:
                continue
            if terminus.refers_to is None and source.stated_on == version.valid.start and names_road(terminus.text):
                key = comparison_key(terminus.text)
                rows[source.entry_id, key] = {
                    "entry_id": source.entry_id,
                    "key": key,
                    "road_id": record.road_id,
                    "notice_id": source.entry_id.rpartition("-")[0],
                    "area": area_of(record),
                    "text": terminus.text,
                }
    return list(rows.values())


def area_of(record: RoadRecord) -> str | None:
    """The city or town of a road."""
    return record.versions[-1].place.area


def terminus_keys(record: RoadRecord) -> set[str]:
    """The names the ends of a road mention, within its area."""
    ends = (end for version in record.versions for end in version.extent.termini)
    return {area_key(area_of(record), end.text) for end in ends if end.text}


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
        "name": version.name,
        "district": version.place.district or version.place.zone,
        "act": version.act,
        "notice_id": version.notice_id,
        "description": version.description,
        "body": pack(to_plain(version)),
    }


def _change_rows(record: RoadRecord) -> list[dict[str, object]]:
    area = area_of(record)
    return [
        {
            "earliest": change.on.earliest.isoformat(),
            "latest": change.on.latest.isoformat(),
            "notice_id": change.notice_id,
            "entry_id": change.entry_id,
            "road_id": record.road_id,
            "number": number,
            "day": change.on.edtf,
            "act": change.act,
            "area": area,
            "district": change.road.place.district or change.road.place.zone,
        }
        for number, change in enumerate(changes_of(record), 1)
    ]


def _name_rows(record: RoadRecord) -> list[dict[str, object]]:
    last = record.versions[-1].name
    return [
        {
            "road_id": record.road_id,
            "name": name,
            "former": name != last,
            "key": comparison_key(name),
            "area": area_of(record),
        }
        for name in dict.fromkeys(version.name for version in record.versions)
    ]


PARTS = tuple(name_parts.columns.keys())


def part_rows(name: str) -> list[tuple[str, int, str, str]]:
    """What a name is found by: values of `PARTS`, of which there are more than of anything else."""
    size = size_of(name)
    return [(str(kind), size, part, name) for kind, part in parts_of(name)]


def pack(plain: object) -> str:
    """Canonical JSON of plain data."""
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS).decode()


def unpack_version(body: str) -> RoadVersion:
    return from_plain(orjson.loads(body), RoadVersion)


@lru_cache(maxsize=20_000)
def unpack_state(body: str) -> RoadVersion:
    """A kept version but for where its values were read, which is half of the work and shown of one road only."""
    plain = orjson.loads(body)
    plain.pop("sources", None)
    return from_plain(plain, RoadVersion)
