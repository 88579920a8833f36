"""What waits for a person: entries held, and findings nobody has let rest; a stretch at a time, however many."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, func, or_, select, tuple_

from gazetteer.among import among
from gazetteer.codec import from_plain
from gazetteer.errors import EntryNotFoundError, FindingNotFoundError
from gazetteer.findings import SHORT, Finding, each_once
from gazetteer.ground_schema import ground_findings
from gazetteer.kept_findings import WORST_FIRST
from gazetteer.kept_roads import unpack_state
from gazetteer.known_roads import clauses_of
from gazetteer.log import notices_read
from gazetteer.queries import kept_records
from gazetteer.readings import Entry
from gazetteer.records import RoadVersion
from gazetteer.schema import dismissals, entries, finding_subjects, findings, notices

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Held:
    """An entry that waits for a person, and why."""

    entry: Entry
    reason: str


def walk_held(connection: Connection, area: str | None = None, since: str | None = None) -> Iterator[Held]:
    """The entries that wait, notice by notice, those after the entry `since`."""
    columns = (entries.c.notice_id, entries.c.ordinal, entries.c.entry_id, entries.c.reason, notices.c.position)
    query = (
        select(*columns)
        .join(notices, notices.c.notice_id == entries.c.notice_id)
        .where(entries.c.road_id.is_(None), entries.c.reason != "")
        .order_by(entries.c.notice_id, entries.c.ordinal)
        .limit(AT_ONCE)
    )
    if area is not None:
        query = query.where(notices.c.area == area)
    place = tuple_(entries.c.notice_id, entries.c.ordinal)
    last: Any = None
    if since is not None:
        last = connection.execute(select(*columns[:2]).where(entries.c.entry_id == since)).first()
        if last is None:
            raise EntryNotFoundError(since)
    while True:
        rows = connection.execute(query if last is None else query.where(place > tuple_(last[0], last[1]))).all()
        ids = {row.entry_id for row in rows}
        read = notices_read(connection, {row.position for row in rows}, ids)
        said = {entry.entry_id: entry for _, some in read for entry in some}
        yield from (Held(said[row.entry_id], row.reason) for row in rows)
        if len(rows) < AT_ONCE:
            return
        last = rows[-1]


def roads_in_question(connection: Connection, reason: str) -> tuple[RoadVersion, ...]:
    """The roads, each as it is or was last, of the clauses that a reason to hold an entry names."""
    query = select(entries.c.road_id).where(entries.c.entry_id.in_(clauses_of(reason)), entries.c.road_id.is_not(None))
    records = kept_records(connection, connection.execute(query).scalars(), unpack_state)
    return tuple(record.versions[-1] for record in records.values())


_ORDER = (findings.c.severity, findings.c.kind, findings.c.area, findings.c.finding_id)


def walk_findings(connection: Connection, area: str | None = None, since: str | None = None) -> Iterator[Finding]:
    """What was found in a city (None: in all) and not dismissed, the worst first; those after the finding `since`."""
    for _, mine in groupby(_walk_rows(connection, area, since), key=lambda row: row.finding_id):
        yield from each_once(_unpacked(row.body) for row in mine)


def _walk_rows(connection: Connection, area: str | None, since: str | None) -> Iterator[Any]:
    """The rows of what was found and not dismissed, in order; those of one finding lie together."""
    place = [one for one in _ORDER if area is None or one is not findings.c.area]  # as an index has it
    order = (*place, findings.c.subject)
    query = select(*order, findings.c.body).where(_open(findings.c.finding_id)).order_by(*order).limit(AT_ONCE)
    if area is not None:
        query = query.where(findings.c.area == area)
    after: ColumnElement[bool] | None = None
    if since is not None:
        last = connection.execute(select(*place).where(findings.c.finding_id == since)).first()
        if last is None:
            raise FindingNotFoundError(since)
        after = tuple_(*place) > tuple_(*last)
    while True:
        rows = connection.execute(query if after is None else query.where(after)).all()
        yield from rows
        if len(rows) < AT_ONCE:
            return
        after = tuple_(*order) > tuple_(*rows[-1][:-1])


def _open(finding_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether nobody has let a finding rest."""
    ids = (finding_id, func.substr(finding_id, 1, SHORT))
    return ~select(dismissals.c.finding_id).where(dismissals.c.finding_id.in_(ids)).exists()


def findings_about(connection: Connection, subjects: Iterable[str]) -> tuple[Finding, ...]:
    """What was found about any of these roads and notices (their ids) and not dismissed; the worst first."""
    bodies = connection.execute(_ABOUT, {"subjects": list(subjects)}).scalars()
    return worst_first(each_once(map(_unpacked, bodies)))


_ABOUT = (
    select(findings.c.body)
    .where(
        findings.c.finding_id.in_(
            select(finding_subjects.c.finding_id).where(among(finding_subjects.c.subject, "subjects"))
        ),
        _open(findings.c.finding_id),
    )
    .order_by(findings.c.finding_id, findings.c.subject)
)


def on_the_ground(connection: Connection, road_id: str | None = None, area: str | None = None) -> tuple[Finding, ...]:
    """What the ground contradicts of a road, or of a city (None: of all), that nobody dismissed; the worst first."""
    columns = ground_findings.c
    query = select(columns.finding_id, columns.body).where(_open(columns.finding_id))
    for column, value in ((columns.subject, road_id), (columns.area, area)):
        if value is not None:
            query = query.where(column == value)
    bodies = {row.finding_id: row.body for row in connection.execute(query)}
    return worst_first(map(_unpacked, bodies.values()))


def walk_dismissed(connection: Connection) -> Iterator[tuple[str, str, str, Finding | None]]:
    """The findings that persons let rest: id, who, why, and what it says (None: it is found no more)."""
    for row in connection.execute(select(dismissals).order_by(dismissals.c.finding_id)).all():
        found = None
        for table in (findings, ground_findings):
            same = or_(
                table.c.finding_id == row.finding_id, func.substr(table.c.finding_id, 1, SHORT) == row.finding_id
            )
            body = connection.execute(select(table.c.body).where(same).limit(1)).scalar()
            found = found or (_unpacked(body) if body else None)
        yield row.finding_id, row.by, row.why, found


def is_finding(connection: Connection, finding_id: str) -> bool:
    """Whether such a finding is kept."""
    known = (select(one).where(one.c.finding_id == finding_id) for one in (findings, ground_findings))
    return any(connection.execute(query).first() for query in known)


def worst_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=_place))


def _place(one: Finding) -> tuple[int, str, str, str]:
    """Errors, then warnings, then notes; of a kind, city by city."""
    return WORST_FIRST.index(one.severity), one.kind, one.area or "", one.finding_id


def _unpacked(body: str) -> Finding:
    return from_plain(orjson.loads(body), Finding)
