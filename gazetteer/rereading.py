"""A kept notice read again by a better reader: the same entry keeps its id, the register follows what is now read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from gazetteer.documents import Document
from gazetteer.intake import own, take_again
from gazetteer.placing import may_lie_in, placed
from gazetteer.queries import KeptNotice
from gazetteer.readings import Entry, Reading
from gazetteer.toponyms import comparison_key


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a notice again came to; `road_ids` are the roads whose record it may have changed."""

    reading: Reading
    changed: int  # entries that are new, gone or read otherwise
    road_ids: tuple[str, ...]


Reader = Callable[[Document], Sequence[Reading]]


def read_again(connection: Connection, kept: KeptNotice, read: Reader) -> Reread | None:
    """Reads a kept notice's text anew and appends what differs; None where nothing does."""
    document = Document(kept.notice.notice_id, kept.text)
    readings = read(document)
    if len(readings) != 1:
        return None  # the reader no longer takes it for one notice: for a person, not for a machine
    fresh, _ = own(readings[0], document)
    if kept.notice.area is not None and may_lie_in(fresh.notice.area, kept.notice.area):
        fresh = placed(fresh, kept.notice.area)  # as it was given when it was taken in
    notice = replace(fresh.notice, notice_id=kept.notice.notice_id)
    reading = Reading(notice, aligned(kept.entries, fresh.entries, notice.notice_id), fresh.problems)
    if (reading.notice, reading.entries, reading.problems) == (kept.notice, kept.entries, kept.problems):
        return None
    old = {entry.entry_id: entry for entry in kept.entries}
    new = {entry.entry_id: entry for entry in reading.entries}
    changed = sum(old.get(key) != new.get(key) for key in old.keys() | new.keys())
    return Reread(reading, changed, take_again(connection, reading, kept.witness_of))


def aligned(old: Sequence[Entry], new: Sequence[Entry], notice_id: str) -> tuple[Entry, ...]:
    """`new` under the ids of the `old` entries they are: by action and name, else by where they stand.

    What is new gets the next numbers; a number is never given again.
    """
    left = list(old)
    ids: dict[int, str] = {}
    for place, entry in enumerate(new):
        same = next((one for one in left if _says(one) == _says(entry)), None)
        if same is not None:
            left.remove(same)
            ids[place] = same.entry_id
    for place, entry in enumerate(new):
        if place not in ids:
            same = next((one for one in left if _overlap(one, entry)), None)
            if same is not None:
                left.remove(same)
                ids[place] = same.entry_id
    number = max((int(one.entry_id.rpartition("-")[2]) for one in old), default=0)
    for place in range(len(new)):
        if place not in ids:
            number += 1
            ids[place] = f"{notice_id}-{number}"
    return tuple(replace(entry, entry_id=ids[place]) for place, entry in enumerate(new))


def _says(entry: Entry) -> tuple[str, str, str | None]:
    return entry.action, comparison_key(entry.name), entry.former_name


def _overlap(one: Entry, other: Entry) -> bool:
    """Whether two entries stand on the same characters, more than half of the shorter."""
    shared = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    shorter = min(one.span.end - one.span.start, other.span.end - other.span.start)
    return shared * 2 > shorter
