"""The append-only log: events in order, each chained to the one before by its digest."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from gazetteer.among import among
from gazetteer.codec import dump, load, load_notice
from gazetteer.events import (
    EntryMatched,
    Event,
    FindingDismissed,
    NoticeReceived,
    RecordDivided,
    Recorded,
    RecordsUnited,
)
from gazetteer.notices import Notice
from gazetteer.prepared import Prepared
from gazetteer.readings import Entry
from gazetteer.schema import SCHEMA, log, log_roads, texts
from gazetteer.store import in_batches, insert
from gazetteer.text import Sentence

ORIGIN = "0" * 64  # the digest before the first event


@dataclass(frozen=True, slots=True)
class Head:
    """How many events the log holds, and the digest of the last, which covers them all."""

    count: int
    digest: str


def head(connection: Connection) -> Head:
    for position, digest, _ in _LAST.rows(connection, {}):
        return Head(position, digest)
    return Head(0, ORIGIN)


_LAST = Prepared(select(log.c.position, log.c.digest, log.c.recorded_at).order_by(log.c.position.desc()).limit(1))


_AT_LEAST = (
    select(log.c.position, log.c.recorded_at)
    .where(log.c.position >= bindparam("least"))
    .order_by(log.c.position)
    .limit(1)
)


def position_at(connection: Connection, instant: datetime) -> int:
    """The position of the last event that was recorded by an instant; 0: none was. The instants rise with it."""
    at = instant.isoformat(timespec="microseconds")
    known, unknown = 0, head(connection).count + 1
    while unknown - known > 1:
        middle = (known + unknown) // 2
        row = connection.execute(_AT_LEAST, {"least": middle}).one()
        if row.recorded_at <= at:
            known = max(middle, row.position)
        else:
            unknown = middle
    return known


def next_instant(connection: Connection, wanted: datetime | None) -> datetime:
    """When the next step is recorded: `wanted` or now, but always after the step before (UTC)."""
    now = (wanted or datetime.now(UTC)).astimezone(UTC)
    for _, _, recorded_at in _LAST.rows(connection, {}):
        return max(now, datetime.fromisoformat(recorded_at) + timedelta(microseconds=1))
    return now


def append(connection: Connection, events: Sequence[Event], recorded_at: datetime) -> list[Recorded]:
    """Adds one step to the log; all its events are recorded at the same instant."""
    rows = links(head(connection), events, recorded_at)
    kept = [Recorded(row["position"], recorded_at, event) for row, event in zip(rows, events, strict=True)]
    insert(connection, log, rows)
    noted = [{"road_id": road_id, "position": item.position} for item in kept for road_id in roads_of(item.event)]
    insert(connection, log_roads, noted)
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
    """The roads an event is about, each once."""
    match event:
        case NoticeReceived() | FindingDismissed():
            return ()
        case RecordsUnited(kept=kept, absorbed=absorbed):
            return (kept, absorbed)
        case RecordDivided(road_id=old, new_road_id=new):
            return tuple(dict.fromkeys((old, new)))
        case _:
            return (event.road_id,) if event.road_id else ()


def touched_by(events: Iterable[Event]) -> tuple[str, ...]:
    """The roads that some events are about, each once."""
    return tuple(dict.fromkeys([road_id for event in events for road_id in roads_of(event)]))


LogRow = tuple[int, str, str, int]  # position, recorded_at, body, schema


def recorded(row: LogRow | Row[int, str, str, int]) -> Recorded:
    """A row of the log as its event."""
    return Recorded(row[0], datetime.fromisoformat(row[1]), load(row[2], row[3]))


COLUMNS = (log.c.position, log.c.recorded_at, log.c.body, log.c.schema)
BATCH = 2000  # rows of the log read at a time
_AT = Prepared(select(*COLUMNS).where(among(log.c.position, "positions")).order_by(log.c.position))
_ABOUT = (
    select(*COLUMNS)
    .where(log.c.position.in_(select(log_roads.c.position).where(among(log_roads.c.road_id, "road_ids"))))
    .order_by(log.c.position)
)

_ROWS_ABOUT = Prepared(_ABOUT)
_FOLDED = _ABOUT.where(log.c.body.not_like(f'%"type":"{EntryMatched.__name__}"}}'))  # a body's keys are in order


def batches(connection: Connection) -> Iterator[Sequence[Row[int, str, str, int]]]:
    """The whole log (position, recorded_at, body, schema), so many rows at a time."""
    query, last = select(*COLUMNS).order_by(log.c.position).limit(BATCH), 0
    while rows := connection.execute(query.where(log.c.position > last)).all():
        yield rows
        last = rows[-1].position


def events(connection: Connection, positions: Iterable[int] | None = None) -> Iterator[Recorded]:
    """The events at these positions (all, where none are named), in the order of the log."""
    if positions is None:
        yield from (recorded(row) for rows in batches(connection) for row in rows)
        return
    for some in in_batches(sorted(positions)):
        yield from (recorded(row) for row in _AT.rows(connection, {"positions": some}))


def notices_read(
    connection: Connection, positions: Iterable[int], entry_ids: Container[str]
) -> Iterator[tuple[Notice, tuple[Entry, ...]]]:
    """The notices received at these positions, each with those of its entries that are wanted."""
    for some in in_batches(sorted(positions)):
        for _, _, body, schema in _AT.rows(connection, {"positions": some}):
            yield load_notice(body, schema, entry_ids)


def events_about(connection: Connection, road_ids: Iterable[str]) -> list[Recorded]:
    """The events about any of these roads, in the order of the log."""
    return [recorded(row) for row in rows_about(connection, road_ids)]


def rows_about(connection: Connection, road_ids: Iterable[str]) -> Sequence[LogRow]:
    """The rows of the log about any of these roads, in its order."""
    return _ROWS_ABOUT.rows(connection, {"road_ids": list(road_ids)})


def plain_rows(rows: Sequence[Row[int, str, str, int]]) -> list[tuple[int, str, str, int]]:
    """Rows as they can be handed to another process."""
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def rows_folded(connection: Connection, road_ids: Iterable[str]) -> Sequence[Row[int, str, str, int]]:
    """Those of them that a road's record comes of: which entry speaks of it is not among them, half of all."""
    return connection.execute(_FOLDED, {"road_ids": list(road_ids)}).all()


def _rows(connection: Connection) -> Iterator[Row[Any]]:
    """Every row of the log whole, so many at a time."""
    query, last = select(log).order_by(log.c.position).limit(BATCH), 0
    while rows := connection.execute(query.where(log.c.position > last)).all():
        yield from rows
        last = rows[-1].position


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the log does not hold together."""

    position: int
    what: Sentence


def faults(connection: Connection, wanted: tuple[int, str] | None = None) -> Iterator[Fault]:
    """Every place where the chain is broken, a text is missing or altered, or the head `wanted` is not there."""
    digest, expected = ORIGIN, 1
    kept_texts = select(texts.c.text)
    for row in _rows(connection):
        if row.position != expected:
            yield Fault(
                expected,
                Sentence(
                    f"缺少第 {expected} 至 {row.position - 1} 条",
                    f"positions {expected} to {row.position - 1} are missing",
                ),
            )
        expected = row.position + 1
        if chained(digest, row.position, row.recorded_at, row.schema, row.body) != row.digest:
            yield Fault(row.position, Sentence("此条或前一条被改动过", "the event was altered, or the one before it"))
        digest = row.digest
        if wanted is not None and wanted[0] == row.position and not digest.startswith(wanted[1]):
            yield Fault(
                row.position, Sentence("这不是当初记下链首的那份日志", "this is not the log whose head was noted")
            )
        event = load(row.body, row.schema)
        if isinstance(event, NoticeReceived):
            text = connection.execute(kept_texts.where(texts.c.digest == event.notice.digest)).scalar()
            if text is None or sha256(text.encode()).hexdigest() != event.notice.digest:
                yield Fault(
                    row.position,
                    Sentence(
                        f"{event.notice.notice_id} 的原文缺失或被改动过",
                        f"the text of {event.notice.notice_id} is missing or altered",
                    ),
                )
    if wanted is not None and wanted[0] >= expected:
        yield Fault(
            expected,
            Sentence(f"日志被截短：没有第 {wanted[0]} 条", f"the log is cut: it ends before position {wanted[0]}"),
        )
