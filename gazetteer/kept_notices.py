"""Notices and their entries as they are kept to be asked: which road each entry speaks of, or that it waits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, Row, String, bindparam, case, delete, func, select

from gazetteer.among import among
from gazetteer.codec import from_plain, pack, to_plain
from gazetteer.events import EntryMatched, NoticeReceived
from gazetteer.notices import Notice, NoticeKind, number_key
from gazetteer.readings import Entry
from gazetteer.schema import entries, entry_names, notices
from gazetteer.store import in_batches, insert
from gazetteer.toponyms import area_key


@dataclass(frozen=True, slots=True)
class NoticeRows:
    """The rows a notice comes to; `matched` are its entries of which it is known already what they speak of."""

    notice: dict[str, Any]
    entries: list[dict[str, Any]]
    names: list[dict[str, Any]]  # of a decision: what makes its entries neighbours of others in its area
    matched: frozenset[str]
    decides: bool


def notice_rows(event: NoticeReceived, position: int, matched: Mapping[str, Sequence[EntryMatched]]) -> NoticeRows:
    """What a notice and its entries come to, matched as `matched` says: the last of an entry holds."""
    notice = event.notice
    row = {
        "notice_id": notice.notice_id,
        "position": position,
        "document_number": notice.document_number,
        "number_key": number_key(notice.document_number) if notice.document_number else None,
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
            "road_id": found[-1].road_id if (found := matched.get(one.entry_id, ())) else None,
            "reason": found[-1].reason if found else "",
            "spoke_of": None if not found or found[-1].road_id else _last_road(found),
        }
        for ordinal, one in enumerate(event.entries, 1)
    ]
    decides = notice.kind is NoticeKind.DECISION and event.witness_of is None
    called = [(one.entry_id, sorted(area_keys(notice.area, one))) for one in event.entries if decides]
    names = [{"entry_id": entry_id, "key": key} for entry_id, keys in called for key in keys]
    return NoticeRows(row, rows, names, frozenset(matched), decides)


def _last_road(found: Sequence[EntryMatched]) -> str | None:
    return next((one.road_id for one in reversed(found) if one.road_id), None)


def write_notice(connection: Connection, rows: NoticeRows, *, again: bool) -> None:
    """Keeps a notice and its entries; those of one read again stay matched as they were, unless more is known.

    Those of one that is no decision as it is read now are matched no more.
    """
    was = _forget_notice(connection, rows.notice["notice_id"]) if again else {}
    was = was if rows.decides else {}
    for row in rows.entries:
        if (before := was.get(row["entry_id"])) is not None:
            if row["entry_id"] not in rows.matched:
                row |= {"road_id": before.road_id, "reason": before.reason}
            row["spoke_of"] = None if row["road_id"] else row["spoke_of"] or before.road_id or before.spoke_of
    insert(connection, notices, [rows.notice])
    insert(connection, entries, rows.entries)
    insert(connection, entry_names, rows.names)


def _forget_notice(connection: Connection, notice_id: str) -> dict[str, Row[str, str | None, str, str | None]]:
    """Keeps a notice no more; its entries as they were matched."""
    columns = (entries.c.entry_id, entries.c.road_id, entries.c.reason, entries.c.spoke_of)
    query = select(*columns).where(entries.c.notice_id == notice_id)
    was = {row.entry_id: row for row in connection.execute(query)}
    connection.execute(_FORGET_NAMES, {"entry_ids": list(was)})
    connection.execute(delete(entries).where(entries.c.notice_id == notice_id))
    connection.execute(delete(notices).where(notices.c.notice_id == notice_id))
    return was


_FORGET_NAMES = delete(entry_names).where(among(entry_names.c.entry_id, "entry_ids"))


def acts_kept(connection: Connection, notice_ids: Iterable[str] | None = None) -> dict[str, Notice]:
    """Notice id → notice, without its text, for those named (or all that are kept)."""
    query = select(notices.c.notice_id, notices.c.body)
    if notice_ids is None:
        rows = list(connection.execute(query))
    else:
        some = in_batches(sorted(set(notice_ids)))
        rows = [row for ids in some for row in connection.execute(query.where(notices.c.notice_id.in_(ids)))]
    return {row.notice_id: from_plain(orjson.loads(row.body), Notice) for row in rows}


def area_keys(area: str | None, entry: Entry) -> set[str]:
    """The names an entry speaks of, each within its area."""
    return {area_key(area, name) for name in (entry.name, entry.former_name, *entry.formerly) if name}


def write_matches(connection: Connection, matched: Iterable[EntryMatched]) -> None:
    """Keeps which road each entry speaks of, or why it is held."""
    rows = [{"of": event.entry_id, "road": event.road_id, "because": event.reason} for event in matched]
    if rows:
        connection.execute(_WRITE_MATCH, rows)


_ROAD = bindparam("road", type_=String)
_WRITE_MATCH = (
    entries.update()
    .where(entries.c.entry_id == bindparam("of"))
    .values(
        road_id=_ROAD,
        reason=bindparam("because"),
        spoke_of=case((_ROAD.is_(None), func.coalesce(entries.c.road_id, entries.c.spoke_of))),
    )
)
