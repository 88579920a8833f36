"""What persons settled about entries, as matching is told it: each is like another entry of the road they chose.

Pure. The log says which road a person chose, by its id. What that road was to them are the entries that spoke of it
then: where a later notice shows these to be two roads, the decision goes with the entry it was made by.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from gazetteer.actions import Action
from gazetteer.effects import Effects, in_effect
from gazetteer.events import EntryMatched, Merged, Recorded, Split
from gazetteer.known_roads import Decision, chosen_by
from gazetteer.matching import step_order
from gazetteer.readings import Reading

Speaking = Mapping[str, str]
_NOT_YET = datetime.max.replace(tzinfo=UTC)


def speaking(effects: Effects) -> dict[str, str]:
    """Entry id → the road it speaks of; with "+" or "/" a road that no entry of its own founds, see `matching`."""
    found = {key: one.road_id for key, one in effects.matched.items() if one.road_id}
    for item in effects.learned.values():
        match item.event:
            case Merged(source=source, successor=road_id):
                found[f"{source.entry_id}+"] = effects.kept(road_id)
            case Split(source=source, road_id=road_id):
                found[f"{source.entry_id}/"] = road_id
    return found


def decisions(
    readings: Iterable[Reading],
    recorded: Sequence[Recorded],
    matched: Mapping[str, EntryMatched],
    standing: Mapping[str, str],
    now: EntryMatched | None = None,
) -> dict[str, Decision]:
    """What persons settled of the entries of these readings, and with it what one settles `now`.

    `matched` is what the log came to of each entry, `standing` what speaks of which road at present.
    """
    made = {key: one for key, one in matched.items() if one.by and one.road_id}
    if now is not None:
        made[now.entry_id] = now
    if not made:
        return {}
    told = [entry for read in sorted(readings, key=step_order) for entry in read.entries]
    chosen = {entry.entry_id: chosen_by(entry) for entry in told}
    if now is not None:
        standing = {key: road_id for key, road_id in standing.items() if key != chosen[now.entry_id]}
    at = {one.entry_id: item.recorded_at for item in recorded if isinstance(one := item.event, EntryMatched) and one.by}
    then: dict[datetime, Speaking] = {
        instant: speaking(in_effect(recorded, instant)) for instant in {at[key] for key in made if key in at}
    }
    if now is not None:
        at[now.entry_id] = _NOT_YET
        then[_NOT_YET] = {**standing, chosen[now.entry_id]: now.road_id} if now.road_id else standing
    turns = {entry.entry_id: turn for turn, entry in enumerate(told) if entry.action is not Action.CORRECTION}
    found = {}
    for key in [key for key in chosen if key in made]:
        one, known = made[key], then[at[key]]
        subject = chosen[key] if chosen[key] in known else key
        road_id = one.road_id if subject == key else standing.get(subject, known[subject])
        # Of those that a person settled only an earlier one can be followed, else two might follow each other; but
        # nothing follows a correction.
        usable = {
            other
            for other in (*standing, *known)
            if (said := other.rstrip("+/")) in turns
            and (said not in made or key not in turns or (at[said], said) < (at[key], key))
        }
        like = min(
            _companions(subject, road_id, known, standing, usable),
            key=lambda other: (other.rstrip("+/") in made, turns[other.rstrip("+/")], other),
            default=key,
        )
        found[key] = Decision(like, one.by or "", one.reason)
    return found


def _companions(key: str, road_id: str | None, then: Speaking, standing: Speaking, usable: set[str]) -> Sequence[str]:
    """The entries by which the road that was decided on is known, those first by which the person knew it, be they
    held now.

    None: there was no other when it was decided, so it is a road of its own.
    """
    known = [other for other, road in then.items() if road == then.get(key) and other != key]
    if road_id is None or not known:
        return ()
    here = [other for other, road in standing.items() if road == road_id and other != key and other in usable]
    return [other for other in known if other in here] or here or [other for other in known if other in usable]
