"""What brings a register from what it holds to what matching says: unite, divide, match, retract, and make anew.

Pure.
"""

from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from gazetteer.acts import corrections_of, events_of
from gazetteer.effects import Effects
from gazetteer.events import (
    Corrected,
    EntryMatched,
    Event,
    NamingEvent,
    RecordDivided,
    Recorded,
    RecordsUnited,
    Retracted,
)
from gazetteer.known_roads import Decision, Match, chosen_by
from gazetteer.matching import step_order
from gazetteer.readings import Reading
from gazetteer.settled import decisions, speaking

Made = NamingEvent | Corrected  # what follows from matching alone


@dataclass(frozen=True, slots=True)
class Around:
    """All that speaks of the names of a notice: readings cut to those entries, and what they came to."""

    readings: tuple[Reading, ...]
    effects: Effects
    taken: frozenset[str]  # road ids in use among them or absorbed
    recorded: tuple[Recorded, ...] = ()  # what the effects are of
    adrift: Mapping[str, str] = field(default_factory=dict)
    """Entries that speak of no road now, whatever they once spoke of, and why they are held ("": never matched).

    An entry that is held is about no road, so that the effects on roads do not tell it.
    """
    again: str | None = None  # the notice that is read again: what it said before and says no more holds no longer

    @property
    def standing(self) -> dict[str, str]:
        """Which road each entry speaks of now; see `speaking`."""
        return {key: road_id for key, road_id in speaking(self.effects).items() if key not in self.adrift}

    def decided(self, now: EntryMatched | None = None) -> dict[str, Decision]:
        """What persons settled about these entries, and with it what one settles `now`."""
        return decisions(self.readings, self.recorded, self.effects.matched, self.standing, now)

    def before(self, entry_id: str) -> EntryMatched | None:
        """How an entry is matched or held until now; None: it is not matched at all yet."""
        if entry_id in self.adrift:
            reason = self.adrift[entry_id]
            return EntryMatched(entry_id, None, reason) if reason else None
        return self.effects.matched.get(entry_id)


def plan(around: Around, matches: Mapping[str, Match], decided: EntryMatched | None = None) -> list[Event]:
    """The events that bring the register from what it holds to what the matches say.

    `decided` is what a person settles by this step: it is told whatever was known before, and the id that was chosen
    stays with that entry.
    """
    groups: dict[str, list[str]] = {}
    chosen: dict[str, str] = {}
    for read in sorted(around.readings, key=step_order):
        for entry in read.entries:
            chosen[entry.entry_id] = chosen_by(entry)
            found = matches.get(entry.entry_id)
            if found is not None and found.founder is not None:
                groups.setdefault(found.founder, []).append(entry.entry_id)
            if found is not None and found.target is not None:
                # "+" and "/": roads that no entry of their own founds, see `matching`
                groups.setdefault(found.target, []).append(
                    f"{entry.entry_id}+" if entry.merged else f"{entry.entry_id}/"
                )
    was = _was(around, groups)
    if decided is not None and decided.road_id is not None:
        subject = chosen[decided.entry_id]
        together = next(keys for keys in groups.values() if subject in keys)
        was = _was_chosen(was, subject, decided.road_id, together)
    road_ids, regrouped = _identify(groups, was, around.taken)
    matched = [
        EntryMatched(key, road_ids[one.founder] if one.founder else None, one.reason, one.by)
        for key, one in matches.items()
        if (decided is not None and key == decided.entry_id) or _changed(around.before(key), one)
    ]
    wanted: list[Made] = []
    for read in sorted(around.readings, key=step_order):
        wanted += [*events_of(read, matches, road_ids), *corrections_of(read, matches, road_ids)]
    return [*regrouped, *matched, *_made_so(around, regrouped, wanted)]


def _was(around: Around, groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The road that each entry of the groups spoke of; of those that were held meanwhile, where nothing else does.

    An id that was given once leads to a road again as soon as there is one.
    """
    keys = {key for some in groups.values() for key in some}
    standing = around.standing
    was = {key: road_id for key, road_id in standing.items() if key in keys}
    used = set(standing.values())
    for key, road_id in speaking(around.effects).items():
        if key in keys and key not in was and road_id not in used:
            used.add(road_id)
            was[key] = road_id
    return was


def _was_chosen(was: Mapping[str, str], subject: str, road_id: str, together: Sequence[str]) -> dict[str, str]:
    """The same with the road that a person chose for an entry (`subject`: see `chosen_by`), first of all: its id is the
    one to stay with the entry and what is `together` with it.

    A road that was this entry alone stays in it, since its id must go on leading somewhere: the two are united.
    """
    others = {key: road for key, road in was.items() if key != subject}
    chosen = {key: road for key, road in others.items() if road == road_id and key in together}
    if chosen and subject in was and was[subject] not in others.values():
        return chosen | dict(was)
    return {subject: road_id} | others


def _changed(before: EntryMatched | None, now: Match) -> bool:
    """Whether an entry is new, or held no longer or for another reason, or a person has now decided it."""
    if before is None or (before.road_id is None) != (now.founder is None):
        return True
    return before.by != now.by or (now.founder is None and before.reason != now.reason)


def _identify(
    groups: Mapping[str, Sequence[str]], was: Mapping[str, str], taken: frozenset[str]
) -> tuple[dict[str, str], list[Event]]:
    """The road id of each group of entries; what unites and divides the records kept so far.

    An id stays with the group that holds the first entry it was given for.
    """
    first: dict[str, str] = {}
    for key, road_id in was.items():
        first.setdefault(road_id, key)
    owner = {key: (turn, road_id) for turn, (road_id, key) in enumerate(first.items())}
    road_ids: dict[str, str] = {}
    made: list[Event] = []
    for founder, keys in groups.items():
        owned = [road_id for _, road_id in sorted({owner[key] for key in keys if key in owner})]
        kept = owned[0] if owned else new_id(founder, taken)
        road_ids[founder] = kept
        made += [RecordsUnited(kept, absorbed, "a later notice shows them to be one road") for absorbed in owned[1:]]
        strays: dict[str, list[str]] = {}
        for key in keys:
            if key in was and was[key] not in owned and key[-1] not in "+/":
                strays.setdefault(was[key], []).append(key)
        made += [
            RecordDivided(old, kept, tuple(moved), "a later notice shows them to be two roads")
            for old, moved in strays.items()
        ]
    made.sort(key=lambda event: isinstance(event, RecordsUnited))  # divide first: a stray must not be absorbed
    return road_ids, made


def new_id(founder: str, taken: frozenset[str]) -> str:
    """An id never used before, from the entry that founds the road; never from its name."""
    salt = 0
    while True:
        digest = sha256(f"road:{founder}:{salt}".encode()).digest()
        road_id = "r" + b32encode(digest).decode().lower()[:11]
        if road_id not in taken:
            return road_id
        salt += 1


def _made_so(around: Around, regrouped: Sequence[Event], wanted: Sequence[Made]) -> list[Event]:
    """Retractions of naming events and corrections that no longer hold, and those that hold and are not there yet.

    Among the effects may be some that no entry around here made: of roads that were once one with these.
    """
    moved = {event.absorbed: event.kept for event in regrouped if isinstance(event, RecordsUnited)}
    divided = {
        (key, event.road_id): event.new_road_id
        for event in regrouped
        if isinstance(event, RecordDivided)
        for key in event.entry_ids
    }
    standing: dict[int, Made] = {}
    told: dict[int, Made] = {position: item.event for position, item in around.effects.learned.items()}
    told |= around.effects.corrections
    near = {entry.entry_id for read in around.readings for entry in read.entries}
    there = {
        position: event
        for position, event in told.items()
        if event.source.entry_id in near or event.source.notice_id == around.again
    }
    for position, event in there.items():
        road_id = divided.get((event.source.entry_id, event.road_id), moved.get(event.road_id, event.road_id))
        standing[position] = replace(event, road_id=road_id)
    held, due = set(standing.values()), set(wanted)
    missing = [event for event in wanted if event not in held]
    void = [
        Retracted(position, there[position].road_id, "a later notice shows it otherwise")
        for position, event in standing.items()
        if event not in due
    ]
    return [*void, *missing]
