"""What findings speak of, in words: their notices, clauses and roads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from gazetteer.among import among
from gazetteer.findings import Finding, notices_of
from gazetteer.kept_roads import unpack_state
from gazetteer.log import notices_read
from gazetteer.notices import Notice
from gazetteer.prepared import Prepared
from gazetteer.queries import kept_records
from gazetteer.readings import Entry
from gazetteer.schema import notices

_POSITIONS = Prepared(select(notices.c.position).where(among(notices.c.notice_id, "notice_ids")))


@dataclass(frozen=True, slots=True)
class Cited:
    """The notices, entries and road names that findings speak of, by their ids; one that is no more is not there."""

    notices: Mapping[str, Notice] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)
    roads: Mapping[str, str] = field(default_factory=dict)


def cite(connection: Connection, findings: Iterable[Finding]) -> Cited:
    """All that findings speak of; each notice is read once."""
    some = list(findings)
    entry_ids = {entry_id for one in some for entry_id in one.entry_ids}
    notice_ids = {notice_id for one in some for notice_id in notices_of(one)}
    positions = _POSITIONS.column(connection, {"notice_ids": sorted(notice_ids)}) if notice_ids else ()
    read = list(notices_read(connection, positions, entry_ids))
    records = kept_records(connection, {road_id for one in some for road_id in one.road_ids}, unpack_state)
    return Cited(
        {notice.notice_id: notice for notice, _ in read},
        {entry.entry_id: entry for _, held in read for entry in held},
        {road_id: record.versions[-1].name for road_id, record in records.items()},
    )
