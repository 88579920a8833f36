"""The append-only log: events in order, each chained to the one before by its digest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, select

from gazetteer.codec import dump, load
from gazetteer.events import (
    EntryMatched,
    Event,
    FindingDismissed,
    NoticeReceived,
    RecordDivided,
    Recorded,
    RecordsUnited,
)
from gazetteer.schema import SCHEMA, log, log_roads, texts

ORIGIN = "0" * 64  # the digest before the first event


@dataclass(frozen=True, slots=True)
class Head:
    """How many events the log holds, and the digest of the last, which covers them all."""

    count: int
    digest: str


def head(connection: Connection) -> Head:
    row = connection.execute(select(log.c.position, log.c.digest).order_by(log.c.position.desc()).limit(1)).first()
    return Head(row.position, row.digest) if row else Head(0, ORIGIN)


def next_instant(connection: Connection, wanted: datetime | None) -> datetime:
    """When the next step is recorded: `wanted` or now, but always after the step before (UTC)."""
    last = connection.execute(select(log.c.recorded_at).order_by(log.c.position.desc()).limit(1)).scalar()
    now = (wanted or datetime.now(UTC)).astimezone(UTC)
    return max(now, datetime.fromisoformat(last) + timedelta(microseconds=1)) if last else now


def append(connection: Connection, events: Sequence[Event], recorded_at: datetime) -> list[Recorded]:
    """Adds one step to the log; all its events are recorded at the same instant."""
    rows = links(head(connection), events, recorded_at)
    kept = [Recorded(row["position"], recorded_at, event) for row, event in zip(rows, events, strict=True)]
    about = [{"road_id": road_id, "position": item.position} for item in kept for road_id in roads_of(item.event)]
    if rows:
        connection.execute(log.insert(), rows)
    if about:
        connection.execute(log_roads.insert(), about)
    return kept


def links(last: Head, events: Sequence[Event], recorded_at: datetime) -> list[dict[str, Any]]:
    """The rows of the log for events that follow its head, each chained to the one before."""
    digest, at = last.digest, recorded_at.isoformat(timespec="microseconds")
    rows = []
    for position, event in enumerate(events, last.count + 1):
        body = dump(event)
        digest = chained(digest, position, at, SCHEMA, body)
        rows.append({"position": position, "recorded_at": at, "schema": SCHEMA, "body": body, "digest": digest})
    return rows


def chained(before: str, position: int, recorded_at: str, schema: int, body: str) -> str:
    """The digest of an event: of all it says, and of the digest before it."""
    return sha256("\n".join((before, str(position), recorded_at, str(schema), body)).encode()).hexdigest()


def roads_of(event: Event) -> tuple[str, ...]:
    """The roads an event is about."""
    match event:
        case NoticeReceived() | FindingDismissed():
            return ()
        case EntryMatched(road_id=road_id):
            return (road_id,) if road_id else ()
        case RecordsUnited(kept=kept, absorbed=absorbed):
            return (kept, absorbed)
        case RecordDivided(road_id=road_id, new_road_id=new_road_id):
            return (road_id, new_road_id)
        case _:
            return (event.road_id,)


def recorded(row: Row[int, str, str]) -> Recorded:
    """A row of the log (position, recorded_at, body) as its event."""
    return Recorded(row[0], datetime.fromisoformat(row[1]), load(row[2]))


COLUMNS = (log.c.position, log.c.recorded_at, log.c.body)


def events(connection: Connection, positions: Iterable[int] | None = None) -> Iterator[Recorded]:
    """The events at these positions (all, where none are named), in the order of the log."""
    query = select(*COLUMNS).order_by(log.c.position)
    if positions is not None:
        query = query.where(log.c.position.in_(list(positions)))
    for row in connection.execute(query):
        yield recorded(row)


def events_about(connection: Connection, road_ids: Iterable[str]) -> list[Recorded]:
    """The events about any of these roads, in the order of the log."""
    positions = select(log_roads.c.position).where(log_roads.c.road_id.in_(list(road_ids)))
    query = select(*COLUMNS).where(log.c.position.in_(positions)).order_by(log.c.position)
    return [recorded(row) for row in connection.execute(query)]


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the log does not hold together."""

    position: int
    what: str


def faults(connection: Connection, wanted: tuple[int, str] | None = None) -> Iterator[Fault]:
    """Every place where the chain is broken, a text is missing or altered, or the head `wanted` is not there."""
    digest, expected = ORIGIN, 1
    kept_texts = select(texts.c.text)
    for row in connection.execute(select(log).order_by(log.c.position)):
        if row.position != expected:
            yield Fault(expected, f"positions {expected} to {row.position - 1} are missing")
        expected = row.position + 1
        if chained(digest, row.position, row.recorded_at, row.schema, row.body) != row.digest:
            yield Fault(row.position, "the event was altered, or the one before it")
        digest = row.digest
        if wanted is not None and wanted[0] == row.position and not digest.startswith(wanted[1]):
            yield Fault(row.position, "this is not the log whose head was noted")
        event = load(row.body)
        if isinstance(event, NoticeReceived):
            text = connection.execute(kept_texts.where(texts.c.digest == event.notice.digest)).scalar()
            if text is None or sha256(text.encode()).hexdigest() != event.notice.digest:
                yield Fault(row.position, f"the text of {event.notice.notice_id} is missing or altered")
    if wanted is not None and wanted[0] >= expected:
        yield Fault(expected, f"the log is cut: it ends before position {wanted[0]}")


def index_roads(connection: Connection) -> None:
    """Notes again which roads each event is about (the table was emptied before)."""
    about = [
        {"road_id": road_id, "position": item.position}
        for item in events(connection)
        for road_id in dict.fromkeys(roads_of(item.event))
    ]
    if about:
        connection.execute(log_roads.insert(), about)
