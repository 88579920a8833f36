"""A notice taken into the register as one step: matched with its neighbours, appended, projected.

A notice may arrive late. What it says is matched together with every earlier entry that speaks of
the same names, in valid order; where that shows two records to be one road they are united, where
it shows one to be two it is divided, and where an event proves otherwise it is retracted and made anew.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, or_, select, union

from gazetteer.among import among
from gazetteer.authorities import find_area
from gazetteer.documents import Document
from gazetteer.effects import Effects, in_effect, linked_roads
from gazetteer.events import (
    EntryMatched,
    Event,
    NoticeReceived,
    Recorded,
)
from gazetteer.kept_copies import copies_of, gives_way, witnesses_of
from gazetteer.kept_notices import area_keys
from gazetteer.log import append, events_about, next_instant, notices_read, touched_by
from gazetteer.matching import match
from gazetteer.notices import Notice, NoticeKind
from gazetteer.placing import may_lie_in, placed
from gazetteer.plans import Around, plan
from gazetteer.prepared import Prepared
from gazetteer.projecting import project
from gazetteer.queries import KeptNotice, effects_on, kept_notice, road_family
from gazetteer.readings import Reading
from gazetteer.schema import entries, entry_names, notices, texts
from gazetteer.scripts import one_script
from gazetteer.text import Problem


class Outcome(StrEnum):
    """What became of a notice that was brought to the register."""

    APPLIED = "applied"
    LOGGED = "logged"  # a proposal or request: kept, but it makes no naming events
    WITNESS = "witness"  # another copy of a known act
    KNOWN = "known"  # this very notice was taken in before; nothing changed
    PLACED = "placed"  # it was taken in before, and is now counted for the city that is given


@dataclass(frozen=True, slots=True)
class Step:
    """What taking in one notice came to: the roads it touched, the entries held for a person."""

    notice: Notice
    outcome: Outcome
    entries: int = 0
    problems: int = 0
    held: tuple[EntryMatched, ...] = ()
    road_ids: tuple[str, ...] = ()
    witness_of: str | None = None
    instead_of: tuple[str, ...] = ()  # copies taken in before that say less: from now on its witnesses


def own(reading: Reading, document: Document) -> tuple[Reading, str]:
    """A reading with its spans counted in the notice's own text, and that text."""
    by = -reading.notice.span.start
    text = reading.notice.span.of(document.text)
    if by == 0:
        return reading, text
    read = tuple(
        replace(one, span=one.span.shifted(by), spans={key: span.shifted(by) for key, span in one.spans.items()})
        for one in reading.entries
    )
    problems = tuple(Problem(one.span.shifted(by), one.message, one.quote) for one in reading.problems)
    notice = replace(reading.notice, span=reading.notice.span.shifted(by))
    return replace(reading, notice=notice, entries=read, problems=problems), text


@dataclass(frozen=True, slots=True)
class Taken:
    """A notice taken in, and all that now holds of the roads around it."""

    step: Step
    effects: Effects | None = None  # None: not known
    reading: Reading | None = None  # as it is now kept; None: nothing changed


def take_in(connection: Connection, reading: Reading, text: str, at: datetime | None = None) -> Taken:
    """One notice taken in whole. Projections of records and findings are the caller's to refresh."""
    notice = reading.notice
    step = Step(notice, Outcome.KNOWN, len(reading.entries), len(reading.problems))
    for (position,) in _KNOWN_AT.rows(connection, {"notice_id": notice.notice_id}):
        before = kept_notice(connection, position)
        told = one_script(find_area(before.notice.authority, before.notice.title) or "") or None
        if not _is_given_another(notice.area, before.notice.area, told):
            return Taken(replace(step, notice=before.notice))
        as_told = replace(before.reading, notice=replace(before.notice, area=told))
        now = placed(as_told, notice.area)
        moved = take_again(connection, now, before.witness_of)
        done = replace(step, outcome=Outcome.PLACED, road_ids=moved, witness_of=before.witness_of)
        return Taken(done, reading=now)
    _keep_text(connection, notice.digest, text)
    instant = next_instant(connection, at)
    if notice.kind is not NoticeKind.DECISION:
        append_step(connection, [NoticeReceived(notice, reading.entries, reading.problems)], instant)
        return Taken(replace(step, outcome=Outcome.LOGGED), reading=reading)
    around = look_around(connection, reading)
    copies = copies_of(connection, reading, around)
    counts = next((one for one in copies if not gives_way(one.reading, reading, around)), None)
    if counts is not None:
        known = counts.notice.notice_id
        append_step(connection, [NoticeReceived(notice, reading.entries, reading.problems, known)], instant)
        return Taken(replace(step, outcome=Outcome.WITNESS, witness_of=known), reading=reading)
    received = NoticeReceived(notice, reading.entries, reading.problems)
    made = plan(around, match(around.readings, around.decided()))
    new = append_step(connection, [received, *made], instant)
    touched = touched_by(made)
    waiting = {key for key, reason in around.adrift.items() if reason}
    held = tuple(
        event
        for event in made
        if isinstance(event, EntryMatched) and event.road_id is None and event.entry_id not in waiting
    )
    applied = replace(step, outcome=Outcome.APPLIED, held=held, road_ids=touched)
    if copies:
        shifted = [road for one in copies for road in _make_witness(connection, one, notice.notice_id)]
        moved = tuple(dict.fromkeys([*touched, *shifted]))
        lesser = tuple(one.notice.notice_id for one in copies)
        return Taken(replace(applied, road_ids=moved, instead_of=lesser), reading=reading)
    return Taken(applied, in_effect((*around.recorded, *new)), reading)


def _is_given_another(area: str | None, kept: str | None, told: str | None) -> bool:
    """Whether a notice brought again is to count for another city than it is kept for, which its words do not say."""
    if area is None or area in (kept, told) or not may_lie_in(told, area):
        return False
    return kept is None or not may_lie_in(area, kept)


def take_again(
    connection: Connection, reading: Reading, witness_of: str | None, once: Set[str] = frozenset()
) -> tuple[str, ...]:
    """A kept notice as it is read now, in place of how it was read; the roads that this touched.

    What persons decided stays (`once` are the roads that they ever decided on for its entries); what is no longer
    read, or is no decision as it is read now, is retracted.
    """
    notice = reading.notice
    instant = next_instant(connection, None)
    received = NoticeReceived(notice, reading.entries, reading.problems, witness_of)
    spoken = set(_ROADS_OF.column(connection, {"notice_id": notice.notice_id}))
    decides = witness_of is None and notice.kind is NoticeKind.DECISION
    made: list[Event] = []
    if decides or spoken:
        around = look_around(
            connection, reading if decides else replace(reading, entries=()), spoken | once, instead=True
        )
        made = plan(around, match(around.readings, around.decided()))
    append_step(connection, [received, *made], instant, {notice.notice_id})
    return touched_by(made)


_KNOWN_AT = Prepared(select(notices.c.position).where(notices.c.notice_id == bindparam("notice_id")))
_ROADS_OF = Prepared(
    select(entries.c.road_id)
    .where(entries.c.notice_id == bindparam("notice_id"), entries.c.road_id.is_not(None))
    .distinct()
)
_IS_KEPT = Prepared(select(texts.c.digest).where(texts.c.digest == bindparam("digest")))
_KEEP = texts.insert()


def _keep_text(connection: Connection, digest: str, text: str) -> None:
    if not _IS_KEPT.rows(connection, {"digest": digest}):
        connection.execute(_KEEP, {"digest": digest, "text": text})


def _make_witness(connection: Connection, kept: KeptNotice, of: str) -> list[str]:
    """Has a copy that counted, and what were its witnesses, be witnesses of another; the roads that this touched."""
    witnesses = witnesses_of(connection, kept.notice.notice_id)
    moved = list(take_again(connection, kept.reading, of))
    for one in witnesses:
        take_again(connection, one.reading, of)
    return moved


def append_step(
    connection: Connection, made: Sequence[Event], at: datetime, received: set[str] | None = None
) -> list[Recorded]:
    """Adds the step to the log, and to what must be known of entries for the next one."""
    new = append(connection, made, at)
    project(connection, new, received)
    return new


def look_around(
    connection: Connection, reading: Reading, kin: Set[str] = frozenset(), *, instead: bool = False
) -> Around:
    """What speaks of the same names as a reading, or of the roads in `kin`; the reading itself included.

    With `instead` it stands in place of how that notice was read before.
    """
    area = reading.notice.area
    keys = {key for entry in reading.entries for key in area_keys(area, entry)}
    if kin:
        told = effects_on(connection, kin)  # a road of a merger, or of a part, is told by entries that speak of another
        sources = [item.event.source.entry_id for road_id in kin for item in told.of(told.kept(road_id))]
        keys |= set(_KEYS_OF_ROADS.column(connection, {"road_ids": list(kin), "entry_ids": sources}))
    found: set[str] = set()
    asked: set[str] = set()
    while keys:
        near = set(_NEAR.column(connection, {"keys": list(keys)})) - found
        if not near:
            break
        found |= near
        asked |= keys
        keys = set(_KEYS_NEAR.column(connection, {"entry_ids": list(near)})) - asked
    rows = _WHERE.rows(connection, {"entry_ids": list(found)}) if found else ()
    positions = {position for _, position, *_ in rows}
    cut = [Reading(notice, read) for notice, read in notices_read(connection, positions, found)]
    family = {road_id for *_, now, before in rows for road_id in (now, before) if road_id} | kin
    recorded: list[Recorded] = []
    effects = in_effect(recorded)
    while family:
        family = road_family(connection, family)
        recorded = events_about(connection, family)
        effects = in_effect(recorded)
        linked = {road_id for item in effects.learned.values() for road_id in linked_roads(item.event)}
        if linked <= family:
            break
        family |= linked
    if instead:
        cut = [one for one in cut if one.notice.notice_id != reading.notice.notice_id]
    if all(one.notice.notice_id != reading.notice.notice_id for one in cut):
        cut.append(reading)
    reasons = {entry_id: None if road_id else reason for entry_id, _, reason, road_id, _ in rows}
    near_by = {entry.entry_id: reasons.get(entry.entry_id, "") for one in cut for entry in one.entries}
    adrift = {entry_id: reason for entry_id, reason in near_by.items() if reason is not None}
    again = reading.notice.notice_id if instead else None
    return Around(tuple(cut), effects, frozenset(family), tuple(recorded), adrift, again)


_NEAR = Prepared(select(entry_names.c.entry_id).where(among(entry_names.c.key, "keys")))
_OF_ROADS = select(entries.c.entry_id).where(among(entries.c.road_id, "road_ids"))
_KEYS_OF_ROADS = Prepared(
    select(entry_names.c.key)
    .where(or_(entry_names.c.entry_id.in_(_OF_ROADS), among(entry_names.c.entry_id, "entry_ids")))
    .distinct()
)
_SAME_ROADS = union(
    *(
        select(column).where(among(entries.c.entry_id, "entry_ids"), column.is_not(None))
        for column in (entries.c.road_id, entries.c.spoke_of)
    )
)
_THEIRS = [select(entries.c.entry_id).where(one.in_(_SAME_ROADS)) for one in (entries.c.road_id, entries.c.spoke_of)]
_KEYS_NEAR = Prepared(
    union(
        select(entry_names.c.key).where(among(entry_names.c.entry_id, "entry_ids")),
        *(select(entry_names.c.key).where(entry_names.c.entry_id.in_(some)) for some in _THEIRS),
    )
)
_WHERE = Prepared(
    select(entries.c.entry_id, notices.c.position, entries.c.reason, entries.c.road_id, entries.c.spoke_of)
    .join(notices, notices.c.notice_id == entries.c.notice_id)
    .where(among(entries.c.entry_id, "entry_ids"))
)
