"""What follows at once from events of the log: notices, their entries, redirects, and what persons settled.

The projections of records and findings need more than the events of one step: see `refresh`.
"""

from collections.abc import Iterable, Iterator
from typing import assert_never

from sqlalchemy import Connection

from gazetteer.events import (
    EntryMatched,
    FindingDismissed,
    LocationDecided,
    NoticeReceived,
    RecordDivided,
    Recorded,
    RecordsUnited,
    Retracted,
)
from gazetteer.kept_decisions import forget_dismissal, write_dismissal, write_kin, write_location, write_redirect
from gazetteer.kept_notices import NoticeRows, notice_rows, write_matches, write_notice
from gazetteer.schema import entries


def project(connection: Connection, items: Iterable[Recorded], known: set[str] | None = None) -> None:
    """Brings notices, entries, redirects and dismissals to the state after more events of the log.

    `known` are the notices received before, as far as they may come again; it learns those received now.
    """
    write_all(connection, writes_of(items), set() if known is None else known)


Matches = tuple[EntryMatched, ...]
Settled = RecordsUnited | RecordDivided | FindingDismissed | LocationDecided | Retracted
Write = NoticeRows | Matches | Settled


def writes_of(items: Iterable[Recorded]) -> Iterator[Write]:
    """What is to be written after events of the log, in their order. Pure."""
    received: Recorded | None = None  # the last notice, not yet told: mostly its matches follow at once
    matched: list[EntryMatched] = []

    def told() -> Iterator[NoticeRows | Matches]:
        mine: dict[str, list[EntryMatched]] = {}
        if received is not None and isinstance(event := received.event, NoticeReceived):
            own = {entry.entry_id for entry in event.entries}
            for one in matched:
                if one.entry_id in own:
                    mine.setdefault(one.entry_id, []).append(one)
            yield notice_rows(event, received.position, mine)
        if others := tuple(one for one in matched if one.entry_id not in mine):
            yield others

    for item in items:
        match item.event:
            case EntryMatched():
                matched.append(item.event)
            case NoticeReceived():
                yield from told()
                received, matched = item, []
            case RecordsUnited() | RecordDivided() | FindingDismissed() | LocationDecided() | Retracted(road_id=""):
                yield from told()
                received, matched = None, []
                yield item.event
            case _:
                pass
    yield from told()


def write_all(connection: Connection, writes: Iterable[Write], known: set[str]) -> None:
    """Writes them; `known` as for `project`."""
    for write in writes:
        match write:
            case NoticeRows(notice=notice):
                write_notice(connection, write, again=notice["notice_id"] in known)
                known.add(notice["notice_id"])
            case tuple():
                write_matches(connection, write)
            case _:
                _project(connection, write)


def _project(connection: Connection, event: Settled) -> None:
    match event:
        case RecordsUnited(kept=kept, absorbed=absorbed):
            write_redirect(connection, absorbed, kept)
            write_kin(connection, absorbed, kept)
        case RecordDivided(road_id=old, new_road_id=new, entry_ids=ids):
            write_kin(connection, old, new)
            connection.execute(entries.update().where(entries.c.entry_id.in_(ids)).values(road_id=new))
        case FindingDismissed():
            write_dismissal(connection, event)
        case LocationDecided():
            write_location(connection, event)
        case Retracted(position=position):
            forget_dismissal(connection, position)
        case _:
            assert_never(event)
