"""A kept notice read again by a better reader: the same entry keeps its id, the register follows what is now read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from sqlalchemy import Connection, select

from gazetteer.codec import load, load_notice
from gazetteer.documents import Document
from gazetteer.events import EntryMatched, NoticeReceived
from gazetteer.intake import own, take_again
from gazetteer.log import events
from gazetteer.placing import may_lie_in, placed
from gazetteer.queries import KeptNotice
from gazetteer.readings import Entry, Reading, number_of
from gazetteer.schema import log, notices
from gazetteer.toponyms import comparison_key


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a notice again came to; `road_ids` are the roads whose record it may have changed."""

    reading: Reading
    changed: int  # entries that are new, gone or read otherwise
    road_ids: tuple[str, ...]


Reader = Callable[[Document], Sequence[Reading]]


@dataclass(frozen=True, slots=True)
class Past:
    """What the log tells of notices that their last readings do not."""

    readings: Mapping[str, Sequence[int]]  # notice → where its earlier readings stand in the log
    decided: Mapping[str, str]  # entry → the road that a person last decided on for it, under the id of then


def past(connection: Connection) -> Past:
    """Looks the whole log through, once for all notices that are read again."""
    readings: dict[str, list[int]] = {}
    for position, body, schema in connection.execute(_SUPERSEDED):
        readings.setdefault(load_notice(body, schema, ())[0].notice_id, []).append(position)
    decided: dict[str, str] = {}
    for body, schema in connection.execute(_DECIDED):
        event = load(body, schema)
        if isinstance(event, EntryMatched) and event.by and event.road_id:
            decided[event.entry_id] = event.road_id
    return Past(readings, decided)


_SUPERSEDED = (
    select(log.c.position, log.c.body, log.c.schema)
    .where(log.c.body.like(f'%"type":"{NoticeReceived.__name__}"%'), log.c.position.not_in(select(notices.c.position)))
    .order_by(log.c.position)
)
_DECIDED = (
    select(log.c.body, log.c.schema)
    .where(log.c.body.like(f'{{"by":%"type":"{EntryMatched.__name__}"}}'))  # a body's keys are in order
    .order_by(log.c.position)
)


def read_again(connection: Connection, kept: KeptNotice, read: Reader, past: Past) -> Reread | None:
    """Reads a kept notice's text anew and appends what differs; None where nothing does."""
    document = Document(kept.notice.notice_id, kept.text)
    readings = read(document)
    if len(readings) != 1:
        return None  # the reader no longer takes it for one notice: for a person, not for a machine
    fresh, _ = own(readings[0], document)
    if kept.notice.area is not None and may_lie_in(fresh.notice.area, kept.notice.area):
        fresh = placed(fresh, kept.notice.area)  # as it was given when it was taken in
    notice = replace(fresh.notice, notice_id=kept.notice.notice_id)
    gone = _gone(connection, kept, past.readings.get(notice.notice_id, ()))
    reading = Reading(notice, aligned(kept.entries, fresh.entries, notice.notice_id, gone), fresh.problems)
    if (reading.notice, reading.entries, reading.problems) == (kept.notice, kept.entries, kept.problems):
        return None
    old = {entry.entry_id: entry for entry in kept.entries}
    new = {entry.entry_id: entry for entry in reading.entries}
    changed = sum(old.get(key) != new.get(key) for key in old.keys() | new.keys())
    once = {past.decided[key] for key in new if key in past.decided}
    return Reread(reading, changed, take_again(connection, reading, kept.witness_of, once))


def _gone(connection: Connection, kept: KeptNotice, positions: Sequence[int]) -> list[Entry]:
    """The entries that a notice was once read to have and is so no more, each as it was read last."""
    found: dict[str, Entry] = {}
    for item in events(connection, positions):
        assert isinstance(item.event, NoticeReceived)
        found |= {entry.entry_id: entry for entry in item.event.entries}
    still = {entry.entry_id for entry in kept.entries}
    return [entry for entry_id, entry in found.items() if entry_id not in still]


def aligned(
    old: Sequence[Entry], new: Sequence[Entry], notice_id: str, gone: Sequence[Entry] = ()
) -> tuple[Entry, ...]:
    """`new` under the ids of the `old` entries they are: by action and name, else by where they stand.

    One that is read again where it was `gone` has its id again, with what was decided of it. What is new gets the next
    numbers; a number is never given to another clause.
    """
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for among, is_same in ((old, _is_as_it_was), (gone, _is_as_it_was), (old, _says_the_same), (old, _overlap)):
        for place, entry in enumerate(new):
            found = (one.entry_id for one in among if one.entry_id not in taken and is_same(one, entry))
            if place not in ids and (same := next(found, None)) is not None:
                taken.add(same)
                ids[place] = same
    number = max((number_of(one.entry_id) for one in (*old, *gone)), default=0)
    for place in range(len(new)):
        if place not in ids:
            number += 1
            ids[place] = f"{notice_id}-{number}"
    numbers = [number_of(ids[place]) for place in range(len(new))]
    return tuple(
        replace(entry, entry_id=ids[place], stands_after=after)
        for (place, entry), after in zip(enumerate(new), _stand_after(numbers), strict=True)
    )


def _stand_after(numbers: Sequence[int]) -> list[int | None]:
    """What tells where each entry of a notice stands (see `Entry.place`), where they have these numbers in their order.

    Only the few that were read late are told so: what the others made stays as it was logged.
    """
    told: list[int | None] = []
    last = 0
    least_behind = reversed(list(accumulate(reversed(numbers), min)))
    for number, least in zip(numbers, least_behind, strict=True):
        late = number > least
        told.append(last if late else None)
        last = last if late else number
    places = [(number if after is None else after, number) for number, after in zip(numbers, told, strict=True)]
    return told if places == sorted(places) else list(range(len(numbers)))


def _is_as_it_was(one: Entry, other: Entry) -> bool:
    return _says_the_same(one, other) and _overlap(one, other)


def _says_the_same(one: Entry, other: Entry) -> bool:
    """Whether two entries tell the same of the same name."""
    return (one.action, comparison_key(one.name), one.former_name) == (
        other.action,
        comparison_key(other.name),
        other.former_name,
    )


def _overlap(one: Entry, other: Entry) -> bool:
    """Whether two entries stand on the same characters, more than half of the shorter."""
    shared = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    shorter = min(one.span.end - one.span.start, other.span.end - other.span.start)
    return shared * 2 > shorter
