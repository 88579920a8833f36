"""What brings a register from what it holds to what matching says: unite, divide, match, retract, and make anew.

Pure.
"""

from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from gazetteer.acts import corrections_of, events_of
from gazetteer.effects import Effects
from gazetteer.events import (
    Corrected,
    EntryMatched,
    Event,
    Merged,
    NamingEvent,
    RecordDivided,
    Recorded,
    RecordsUnited,
    Retracted,
    Split,
)
from gazetteer.known_roads import Decision, Match
from gazetteer.matching import step_order
from gazetteer.readings import Reading

Made = NamingEvent | Corrected  # what follows from matching alone


@dataclass(frozen=True, slots=True)
class Around:
    """All that speaks of the names of a notice: readings cut to those entries, and what they came to."""

    readings: tuple[Reading, ...]
    effects: Effects
    taken: frozenset[str]  # road ids in use among them or absorbed
    recorded: tuple[Recorded, ...] = ()  # what the effects are of

    @property
    def decided(self) -> dict[str, Decision]:
        """What persons settled about these entries."""
        first: dict[str, str] = {}
        for key, one in self.effects.matched.items():
            if one.road_id:
                first.setdefault(one.road_id, key)
        return {
            key: Decision(first[one.road_id], one.by, one.reason)
            for key, one in self.effects.matched.items()
            if one.by and one.road_id
        }


def plan(fresh: frozenset[str], around: Around, matches: Mapping[str, Match]) -> list[Event]:
    """The events that bring the register from what it holds to what the matches say (`fresh`: of new entries)."""
    groups: dict[str, list[str]] = {}
    for read in sorted(around.readings, key=step_order):
        for entry in read.entries:
            found = matches.get(entry.entry_id)
            if found is not None and found.founder is not None:
                groups.setdefault(found.founder, []).append(entry.entry_id)
            if found is not None and found.target is not None:
                # "+" and "/": roads that no entry of their own founds, see `matching`
                groups.setdefault(found.target, []).append(
                    f"{entry.entry_id}+" if entry.merged else f"{entry.entry_id}/"
                )
    was = {key: one.road_id for key, one in around.effects.matched.items() if one.road_id and key in matches}
    for item in around.effects.learned.values():
        match item.event:
            case Merged(source=source, successor=road_id):
                was[f"{source.entry_id}+"] = around.effects.kept(road_id)
            case Split(source=source, road_id=road_id):
                was[f"{source.entry_id}/"] = road_id
    road_ids, regrouped = _identify(groups, was, around.taken)
    matched = [
        EntryMatched(key, road_ids[one.founder] if one.founder else None, one.reason, one.by)
        for key, one in matches.items()
        if key in fresh or _changed(around.effects.matched.get(key), one)
    ]
    wanted: list[Made] = []
    for read in sorted(around.readings, key=step_order):
        wanted += [*events_of(read, matches, road_ids), *corrections_of(read, matches, road_ids)]
    return [*regrouped, *matched, *_made_so(around.effects, regrouped, wanted)]


def _changed(before: EntryMatched | None, now: Match) -> bool:
    """Whether an entry was held (None) and is no longer, or the other way round, or a person has now decided it."""
    return (before is None) != (now.founder is None) or (before is not None and before.by != now.by)


def _identify(
    groups: Mapping[str, Sequence[str]], was: Mapping[str, str], taken: frozenset[str]
) -> tuple[dict[str, str], list[Event]]:
    """The road id of each group of entries; what unites and divides the records kept so far.

    An id stays with the group that holds the first entry it was given for.
    """
    first = {road_id: key for key, road_id in reversed(list(was.items()))}
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


def _made_so(effects: Effects, regrouped: Sequence[Event], wanted: Sequence[Made]) -> list[Event]:
    """Retractions of naming events and corrections that no longer hold, and those that hold and are not there yet."""
    moved = {event.absorbed: event.kept for event in regrouped if isinstance(event, RecordsUnited)}
    divided = {
        key: event.new_road_id for event in regrouped if isinstance(event, RecordDivided) for key in event.entry_ids
    }
    standing: dict[int, Made] = {}
    there: dict[int, Made] = {position: item.event for position, item in effects.learned.items()}
    there |= effects.corrections
    for position, event in there.items():
        road_id = divided.get(event.source.entry_id, moved.get(event.road_id, event.road_id))
        standing[position] = replace(event, road_id=road_id)
    held, due = set(standing.values()), set(wanted)
    missing = [event for event in wanted if event not in held]
    void = [
        Retracted(position, there[position].road_id, "a later notice shows it otherwise")
        for position, event in standing.items()
        if event not in due
    ]
    return [*void, *missing]
