"""Which entries speak of the same road: notices replayed in valid order, whatever order they arrived in.

Pure. A notice is one step: all its entries are matched against the state before it, so a name may
pass from one road to another in one act. What fits two roads is held for a person.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from gazetteer.actions import Action
from gazetteer.events import Place
from gazetteer.extents import Extent
from gazetteer.known_roads import (
    Decision,
    Known,
    KnownRoad,
    Match,
    called,
    end_names,
    has_its_ends,
    is_merger,
    is_part,
    is_same_run,
    joint_of,
    may_run_so,
    place_of,
    takes_name,
    whole_of,
)
from gazetteer.mends import as_mended, mendings
from gazetteer.mergers import of_joint
from gazetteer.partings import dividing
from gazetteer.readings import Entry, Reading
from gazetteer.toponyms import comparison_key


@dataclass(frozen=True, slots=True)
class _Told:
    """What one notice tells of names, by founder: roads first heard of under the name they had `before` it, and those
    it names, as they are called `after` it; `new` are all that its namings may found."""

    before: dict[str, KnownRoad]
    after: dict[str, KnownRoad]
    new: Sequence[KnownRoad]

    def claims(self, name: str) -> int:
        """How many of the roads that the notice may found are told to have been called so."""
        return sum(comparison_key(name) in road.former for road in self.new)

    def learn(self, entry: Entry, found: Match, place: Place) -> None:
        """Takes in an entry that has been matched."""
        if found.target == whole_of(entry):  # part of a road of which nothing was known
            self.before[whole_of(entry)] = KnownRoad(whole_of(entry), entry.former_name or "", place, Extent())
        if found.target == joint_of(entry):  # a merger whose road is new
            self.after[joint_of(entry)] = KnownRoad(joint_of(entry), entry.name, place, of_joint(entry).extent)
        if found.founder == entry.entry_id and takes_name(entry):  # a road of which nothing was known
            was, had = entry.former_name or entry.name, Extent() if entry.merged else entry.extent
            self.before[found.founder] = KnownRoad(found.founder, was, place, entry.previous or had)
        if found.founder is None or entry.merged or entry.action in (Action.ABOLITION, Action.CORRECTION):
            return
        if found.founder == entry.entry_id or entry.action is Action.RENAMING:
            self.after[found.founder] = KnownRoad(found.founder, entry.name, place, entry.extent)


def step_order(reading: Reading) -> tuple[date, date, date, date, str]:
    """Sorts notices by the day they are in force from, of one such day by the day they were public, then by id."""
    day, _ = reading.notice.in_force_from()
    public = reading.notice.public_from() or day
    return (*day.key, *public.key, reading.notice.notice_id)


def match(readings: Iterable[Reading], decided: Mapping[str, Decision] | None = None) -> dict[str, Match]:
    """Entry id → match, for the decisions among `readings` (which may come in any order).

    `decided` holds what persons settled, by entry id.
    """
    ordered = sorted(readings, key=step_order)
    corrections = [entry for reading in ordered for entry in reading.entries if entry.action is Action.CORRECTION]
    right: dict[str, Entry] = {}  # entries as they should have read: what they put on record counts from their own day
    meant: dict[str, Entry] = {}
    mends: dict[str, str] = {}
    for _ in range(len(corrections) + 1):
        matches = _replay(ordered, decided or {}, right, mends)
        now = mends | {
            one.entry_id: mended for one in corrections if (mended := matches[one.entry_id].mends) is not None
        }
        if now == mends:
            break
        mends = now
        right, meant = as_mended(ordered, corrections, mends)
    return matches | {key: replace(matches[key], meant=one) for key, one in meant.items()}


def _replay(
    ordered: Sequence[Reading], decided: Mapping[str, Decision], right: Mapping[str, Entry], mends: Mapping[str, str]
) -> dict[str, Match]:
    """Entry id → match, notice by notice; entries count as they are `right`, and corrections `mend` what they did."""
    state = Known()
    matches: dict[str, Match] = {}
    for reading in ordered:
        settled = {key: Match(key, _founder(one.like, matches), one.why, by=one.by) for key, one in decided.items()}
        state, found = _step(state, reading, settled, right)
        matches |= {one.entry_id: one for one in found}
    said = {entry.entry_id: entry for reading in ordered for entry in reading.entries if entry.entry_id in decided}
    for _ in said:  # the road decided on may have been founded only later, or be that of another entry decided on
        now = {key: _of_road(one, matches[key], _founder(decided[key].like, matches)) for key, one in said.items()}
        if now.items() <= matches.items():
            break
        matches |= now
    # Last: a clause may be put right before the day it is in force from.
    matches |= mendings(ordered, state, matches, mends)
    return matches


def _founder(like: str, matches: Mapping[str, Match]) -> str:
    """The founder of the road an entry was matched to, as far as known.

    With "+" or "/" it is the road that a merger made or a part came from: what that entry is to it may be known better.
    """
    entry_id = like.rstrip("+/")
    if entry_id not in matches:
        return like
    one = matches[entry_id]
    own = one.founder if not like.endswith("/") else None
    return (one.target if entry_id != like else None) or own or like


def _of_road(entry: Entry, found: Match, founder: str) -> Match:
    """A match with the road that a person chose, which a part of a road is not itself but came from."""
    if not is_part(entry):
        return replace(found, founder=founder)
    return replace(found, founder=entry.entry_id, target=whole_of(entry) if founder == entry.entry_id else founder)


def _step(
    state: Known, reading: Reading, settled: Mapping[str, Match], right: Mapping[str, Entry]
) -> tuple[Known, list[Match]]:
    """The state after one notice, and the match of each of its entries against the state before it."""
    area = reading.notice.area
    found: dict[str, Match] = {}
    left: set[str] = set()  # roads whose name this very notice takes away, so that it may name another so
    entries = [right.get(entry.entry_id, entry) for entry in reading.entries]
    named = (entry for entry in entries if entry.action is Action.NAMING and not entry.restored)
    told = _Told({}, {}, [_named_so(entry, area) for entry in named])
    for entry in sorted(entries, key=_turn):
        place = place_of(entry, area)
        if (decided := settled.get(entry.entry_id)) is not None:
            one = _match_decided(entry, place, state, told, decided)
        else:
            one = _match(entry, place, state, told, left)
        found[entry.entry_id] = one
        if takes_name(entry) and one.founder is not None:
            left.add(one.founder)
        told.learn(entry, one, place)
    found |= {key: replace(found[key], ends=True) for key in dividing(entries, found, state)}
    roads, said = dict(state.roads), dict(state.said)
    for entry, as_read in zip(entries, reading.entries, strict=True):
        one = found[entry.entry_id]
        if one.founder is not None and entry.action is not Action.CORRECTION:
            _apply(roads, entry, one, area)
            said[one.founder] = (*said.get(one.founder, ()), as_read)
    return Known(roads, said), [found[entry.entry_id] for entry in entries]


def _named_so(entry: Entry, area: str | None) -> KnownRoad:
    """The road that a naming may found."""
    former = frozenset(map(comparison_key, entry.formerly))
    return KnownRoad(entry.entry_id, entry.name, place_of(entry, area), entry.extent, former=former)


def _turn(entry: Entry) -> int:
    """Names are given up first, then given, then the roads they name are spoken of."""
    return {Action.RENAMING: 0, Action.ABOLITION: 0, Action.NAMING: 1}.get(entry.action, 2)


def _match(entry: Entry, place: Place, state: Known, told: _Told, left: Set[str]) -> Match:
    """The match of one entry against the state before its notice, and what the notice itself has told so far.

    What takes a name away means the name before the notice; only what is said beside may mean the new one.
    """
    if entry.action is Action.CORRECTION:
        return Match(entry.entry_id, None, "a correction: no clause known so far says what it puts right")
    if entry.action is Action.NAMING:
        return _match_naming(entry, place, state, told, left)
    sought = entry.former_name if entry.action is Action.RENAMING and entry.former_name else entry.name
    candidates = state.bearing(sought, place) or [
        road for road in called(told.before.values(), sought, place) if may_run_so(road, entry)
    ]
    if not candidates and _turn(entry) > 0:
        candidates = called(told.after.values(), sought, place)
    candidates = candidates or state.bearing_elsewhere(sought, place, entry)
    best = _best(candidates, entry, place)
    if len(best) > 1:
        return Match(entry.entry_id, None, "two roads fit: " + ", ".join(road.founder for road in best))
    joins = is_merger(entry)
    if joins and best:
        return _match_merger(entry, place, state, told, best[0].founder)
    if is_part(entry):
        return Match(entry.entry_id, entry.entry_id, "part of a road", best[0].founder if best else whole_of(entry))
    if best:
        return Match(entry.entry_id, best[0].founder, "name in force")
    gone = [road for road in state.bore(sought, place) if may_run_so(road, entry)]
    if len(gone) == 1 and joins and not gone[0].in_force and state.bearing(entry.name, place):
        return _match_merger(entry, place, state, told, gone[0].founder)
    if len(gone) == 1 and not joins and _is_so_already(gone[0], entry):
        return Match(entry.entry_id, gone[0].founder, "done before")
    if gone:
        return Match(entry.entry_id, None, "no longer so called: " + ", ".join(road.founder for road in gone))
    if joins:
        return _match_merger(entry, place, state, told, entry.entry_id)
    return Match(entry.entry_id, entry.entry_id, "first notice of this road")


def _is_so_already(road: KnownRoad, entry: Entry) -> bool:
    """Whether another act has done to the road what this one does: the name taken away, or the new one given."""
    if entry.action is Action.ABOLITION:
        return not road.in_force
    return entry.action is Action.RENAMING and road.in_force and comparison_key(road.name) == comparison_key(entry.name)


def _match_naming(entry: Entry, place: Place, state: Known, told: _Told, left: Set[str]) -> Match:
    """A naming founds a road, unless the name is restored, or that very road is named again, or is told to have been
    called otherwise."""
    if entry.restored:
        renamed = [road for road in state.bore(entry.name, place) if road.in_force and is_same_run(road, entry, place)]
        gone = _best(state.bearing(entry.name, place, in_force=False) or renamed, entry, place)
        if len(gone) == 1:
            return Match(entry.entry_id, gone[0].founder, "name restored")
    standing = [road for road in state.bearing(entry.name, place) if road.founder not in left]
    same = [road for road in standing if is_same_run(road, entry, place)]
    if len(same) > 1:
        return Match(entry.entry_id, None, "two roads fit: " + ", ".join(road.founder for road in same))
    if same:
        return Match(entry.entry_id, same[0].founder, "named again")
    before = [one for name in entry.formerly if told.claims(name) == 1 for one in state.bearing(name, place)]
    before = [road for road in before if road.founder not in left and has_its_ends(road, entry, place)]
    if len(before) == 1:
        return Match(entry.entry_id, before[0].founder, "told to have been called so")
    return Match(entry.entry_id, entry.entry_id, "new road")


def _match_decided(entry: Entry, place: Place, state: Known, told: _Told, decided: Match) -> Match:
    """What an entry does to the road that a person chose: the one it goes on as, or came from, is still to be found."""
    assert decided.founder is not None
    if is_merger(entry):
        found = _match_merger(entry, place, state, told, decided.founder)
        return replace(found, reason=decided.reason, by=decided.by)
    return _of_road(entry, decided, decided.founder)


def _match_merger(entry: Entry, place: Place, state: Known, told: _Told, source: str) -> Match:
    """The road `source` that goes on as another: one in force with the new name, or one this notice makes."""
    targets = state.bearing(entry.name, place) + called([*told.after.values(), *told.new], entry.name, place)
    into = targets[0].founder if targets else joint_of(entry)
    if source == into:
        return Match(entry.entry_id, source, "keeps its name in the merger")
    return Match(entry.entry_id, source, "merged", into)


def _apply(roads: dict[str, KnownRoad], entry: Entry, found: Match, area: str | None) -> None:
    """Brings `roads` to the state after an entry that speaks of the road of `founder`."""
    assert found.founder is not None
    if is_part(entry) and found.target is not None:
        former = KnownRoad(found.target, entry.former_name or "", place_of(entry, area), Extent())
        whole = roads.setdefault(found.target, former)
        departed = (*whole.departed, entry.extent)
        roads[found.target] = replace(whole, in_force=whole.in_force and not found.ends, departed=departed)
    place = place_of(entry, area)
    before = roads.get(found.founder, KnownRoad(found.founder, entry.former_name or entry.name, place, Extent()))
    place = Place(
        place.area or before.place.area,
        place.district or before.place.district,
        place.subdistricts or before.place.subdistricts,
        place.zone or before.place.zone,
    )
    extent, departed = (entry.extent, ()) if entry.extent.termini else (before.extent, before.departed)
    in_force = entry.action is not Action.ABOLITION
    bore = before.former | set(map(comparison_key, (before.name, *entry.formerly)))
    after = replace(
        before, name=entry.name, place=place, extent=extent, departed=departed, in_force=in_force, former=bore
    )
    if entry.merged and found.target is not None:
        runs = of_joint(entry).extent
        joint = roads.get(found.target, replace(after, founder=found.target, extent=runs, former=frozenset()))
        roads[found.target] = replace(joint, extent=runs) if runs.termini else joint
        after = replace(before, in_force=False)
    roads[found.founder] = after


def _best(candidates: list[KnownRoad], entry: Entry, place: Place) -> list[KnownRoad]:
    """Of several roads of one name, those that fit best: by district, then by the ends they had."""
    if len(candidates) < 2:
        return candidates
    candidates = [road for road in candidates if road.place.district == place.district] or candidates
    said = end_names(entry.previous or entry.extent)
    shared = {road.founder: len(end_names(road.extent) & said) for road in candidates}
    most = max(shared.values())
    return [road for road in candidates if shared[road.founder] == most]
