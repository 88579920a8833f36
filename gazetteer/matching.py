"""Which entries speak of the same road: notices replayed in valid order, whatever order they arrived in.

Pure. A notice is one step: all its entries are matched against the state before it, so a name may
pass from one road to another in one act. What fits two roads is held for a person.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from gazetteer.actions import Action
from gazetteer.events import Place
from gazetteer.extents import Extent
from gazetteer.mends import corrected, mended_by
from gazetteer.readings import Entry, Reading
from gazetteer.scripts import one_script
from gazetteer.toponyms import comparison_key


@dataclass(frozen=True, slots=True)
class Match:
    """The road an entry speaks of, named by the entry that founded it; None: held, for `reason`.

    `target` is the founder of the road it goes on as (a merger) or came from (a part renamed), which `ends`
    where nothing of it is left; `mends` is the entry that a correction puts right.
    """

    entry_id: str
    founder: str | None
    reason: str
    target: str | None = None
    by: str | None = None  # the person who decided it
    ends: bool = False
    mends: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person settled: the entry speaks of the road of entry `like` (itself: a road of its own)."""

    like: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class _Road:
    """A road as the replay knows it so far."""

    founder: str
    name: str
    place: Place
    extent: Extent
    in_force: bool = True


@dataclass(frozen=True, slots=True)
class _State:
    roads: Mapping[str, _Road] = field(default_factory=dict)
    said: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)  # of each road, by its founder

    def bearing(self, name: str, place: Place, in_force: bool = True) -> list[_Road]:
        """The roads that bear a name (or last bore it, when not in force) where `place` may be."""
        key = comparison_key(name)
        found = [road for road in self.roads.values() if road.in_force is in_force and comparison_key(road.name) == key]
        return [road for road in found if _may_be_one(road.place, place)]


def place_of(entry: Entry, area: str | None) -> Place:
    """Where the road of an entry lies by administration, in simplified characters: roads are grouped by it."""
    district, zone = (one_script(name) if name else None for name in (entry.district, entry.zone))
    return Place(area, district, tuple(map(one_script, entry.subdistricts)), zone)


def step_order(reading: Reading) -> tuple[date, date, str]:
    """Sorts notices by the day they are in force from; those of one day by id."""
    return (*reading.notice.in_force_from()[0].key, reading.notice.notice_id)


def match(readings: Iterable[Reading], decided: Mapping[str, Decision] | None = None) -> dict[str, Match]:
    """Entry id → match, for the decisions among `readings` (which may come in any order).

    `decided` holds what persons settled, by entry id.
    """
    state = _State()
    matches: dict[str, Match] = {}
    for reading in sorted(readings, key=step_order):
        settled = {
            key: Match(key, _founder(one.like, matches), one.why, by=one.by) for key, one in (decided or {}).items()
        }
        state, found = _step(state, reading, settled)
        matches |= {one.entry_id: one for one in found}
    for key, one in (decided or {}).items():  # the road decided on may have been founded only later
        if key in matches:
            matches[key] = replace(matches[key], founder=_founder(one.like, matches))
    return matches


def _founder(like: str, matches: Mapping[str, Match]) -> str:
    """The founder of the road an entry was matched to, as far as known."""
    return (matches[like].founder if like in matches else None) or like


def _step(state: _State, reading: Reading, settled: Mapping[str, Match]) -> tuple[_State, list[Match]]:
    """The state after one notice, and the match of each of its entries against the state before it."""
    area = reading.notice.area
    founded: dict[str, _Road] = {}  # roads that this very notice names
    found: dict[str, Match] = {}
    left: set[str] = set()  # roads whose name this very notice takes away, so that it may name another so
    for entry in sorted(reading.entries, key=_turn):
        one = settled.get(entry.entry_id) or _match(entry, place_of(entry, area), state, founded, left)
        if entry.action is Action.CORRECTION and one.by is not None and one.founder is not None:
            one = replace(one, mends=mended_by(entry, state.said.get(one.founder, ()), strictly=False))
        found[entry.entry_id] = one
        if entry.action in (Action.RENAMING, Action.ABOLITION) and one.founder is not None and not entry.partial:
            left.add(one.founder)
        if one.founder == entry.entry_id and entry.action is not Action.ABOLITION:
            founded[entry.entry_id] = _Road(entry.entry_id, entry.name, place_of(entry, area), entry.extent)
        if one.target == _joint(entry):  # a merger whose road is new
            founded[_joint(entry)] = _Road(_joint(entry), entry.name, place_of(entry, area), entry.extent)
        if one.target == _whole(entry):  # part of a road of which nothing was known
            known = Extent()
            founded[_whole(entry)] = _Road(_whole(entry), entry.former_name or "", place_of(entry, area), known)
    found |= {key: replace(found[key], ends=True) for key in _dividing(reading.entries, found, state)}
    roads, said = dict(state.roads), dict(state.said)
    for entry in reading.entries:
        one = found[entry.entry_id]
        _apply(roads, entry, one, area)
        if one.founder is not None and entry.action is not Action.CORRECTION:
            said[one.founder] = (*said.get(one.founder, ()), entry)
    return _State(roads, said), [found[entry.entry_id] for entry in reading.entries]


def _dividing(entries: Sequence[Entry], found: Mapping[str, Match], state: _State) -> set[str]:
    """The entries that together divide a road so that nothing of it is left: by their words or their extents."""
    parts: dict[str, list[Entry]] = {}
    for entry in entries:
        target = found[entry.entry_id].target
        if target is not None and _is_part(entry):
            parts.setdefault(target, []).append(entry)
    return {
        entry.entry_id
        for target, some in parts.items()
        if _nothing_left(some, state.roads[target].extent if target in state.roads else Extent())
        for entry in some
    }


def _nothing_left(parts: Sequence[Entry], whole: Extent) -> bool:
    """Whether parts make up a whole road: said to divide it, several without ends, or ends that join up to its own."""
    if any(part.divided for part in parts):
        return True
    if len(parts) < 2 or not all(len(part.extent.termini) in (0, 2) for part in parts):
        return False
    ends = Counter(key for part in parts for key in _end_names(part.extent))
    if not ends:
        return True
    outer = {key for key, count in ends.items() if count == 1}
    return len(outer) == 2 and outer == _end_names(whole) and max(ends.values()) == 2


def _turn(entry: Entry) -> int:
    """Names are given up first, then given, then the roads they name are spoken of."""
    return {Action.RENAMING: 0, Action.ABOLITION: 0, Action.NAMING: 1}.get(entry.action, 2)


def _is_part(entry: Entry) -> bool:
    """Whether an entry gives a part of a road a name of its own."""
    return entry.action is Action.RENAMING and entry.partial


def _whole(entry: Entry) -> str:
    """The founder of a road that is first heard of when a part of it gets a name of its own."""
    return f"{entry.entry_id}/"


def _joint(entry: Entry) -> str:
    """The founder of the new road that several become: no entry of its own names it."""
    return f"{entry.entry_id}+"


def _match(entry: Entry, place: Place, state: _State, founded: Mapping[str, _Road], left: Set[str]) -> Match:
    """The match of one entry against the state before its notice (and the roads the notice itself names)."""
    if entry.action is Action.CORRECTION:
        return _match_correction(entry, place, state)
    if entry.action is Action.NAMING:
        return _match_naming(entry, place, state, left)
    sought = entry.former_name if entry.action is Action.RENAMING and entry.former_name else entry.name
    candidates = state.bearing(sought, place) or [
        road
        for road in founded.values()
        if comparison_key(road.name) == comparison_key(sought) and _may_be_one(road.place, place)
    ]
    best = _best(candidates, entry, place)
    if len(best) > 1:
        return Match(entry.entry_id, None, "two roads fit: " + ", ".join(road.founder for road in best))
    if entry.action is Action.RENAMING and entry.merged:
        return _match_merger(entry, place, state, founded, best)
    if _is_part(entry) and entry.former_name:
        return Match(entry.entry_id, entry.entry_id, "part of a road", best[0].founder if best else _whole(entry))
    if best:
        return Match(entry.entry_id, best[0].founder, "name in force")
    return Match(entry.entry_id, entry.entry_id, "first notice of this road")


def _match_correction(entry: Entry, place: Place, state: _State) -> Match:
    """A correction mends the last entry that says what it puts right, of the one road that has such an entry."""
    sought = comparison_key(entry.former_name or entry.name)
    found = {}
    for founder, said in state.said.items():
        spoken = [one for one in said if comparison_key(one.name) == sought]
        mends = mended_by(entry, spoken, strictly=True)
        if mends is not None and _may_be_one(state.roads[founder].place, place):
            found[founder] = mends
    if len(found) == 1:
        (founder, mends), *_ = found.items()
        return Match(entry.entry_id, founder, "a correction of what was said of this road", mends=mends)
    if found:
        return Match(entry.entry_id, None, "a correction that fits two roads: " + ", ".join(found))
    return Match(entry.entry_id, None, "a correction: no clause known so far says what it puts right")


def _match_naming(entry: Entry, place: Place, state: _State, left: Set[str]) -> Match:
    """A naming founds a road, unless the name is restored, or that very road is named again."""
    if entry.restored:
        gone = _best(state.bearing(entry.name, place, in_force=False), entry, place)
        if len(gone) == 1:
            return Match(entry.entry_id, gone[0].founder, "name restored")
    standing = [road for road in state.bearing(entry.name, place) if road.founder not in left]
    same = [road for road in standing if _is_same_run(road, entry, place)]
    if len(same) > 1:
        return Match(entry.entry_id, None, "two roads fit: " + ", ".join(road.founder for road in same))
    if same:
        return Match(entry.entry_id, same[0].founder, "named again")
    return Match(entry.entry_id, entry.entry_id, "new road")


def _match_merger(entry: Entry, place: Place, state: _State, founded: Mapping[str, _Road], best: list[_Road]) -> Match:
    """The road that goes on as another: one in force with the new name, or one this notice makes."""
    key = comparison_key(entry.name)
    targets = [
        road for road in (*state.bearing(entry.name, place), *founded.values()) if comparison_key(road.name) == key
    ]
    into = targets[0].founder if targets else _joint(entry)
    source = best[0].founder if best else entry.entry_id
    if source == into:
        return Match(entry.entry_id, source, "keeps its name in the merger")
    return Match(entry.entry_id, source, "merged", into)


def _apply(roads: dict[str, _Road], entry: Entry, found: Match, area: str | None) -> None:
    """Brings `roads` to the state after the entry."""
    if found.founder is None:
        return
    if entry.action is Action.CORRECTION:
        if found.mends is not None:
            road = roads[found.founder]
            name, extent = corrected(road.name, road.extent, entry)
            roads[found.founder] = replace(road, name=name, extent=extent)
        return
    if _is_part(entry) and found.target is not None:
        former = _Road(found.target, entry.former_name or "", place_of(entry, area), Extent())
        whole = roads.setdefault(found.target, former)
        roads[found.target] = replace(whole, in_force=whole.in_force and not found.ends)
    place = place_of(entry, area)
    before = roads.get(found.founder, _Road(found.founder, entry.former_name or entry.name, place, Extent()))
    place = Place(
        place.area or before.place.area,
        place.district or before.place.district,
        place.subdistricts or before.place.subdistricts,
        place.zone or before.place.zone,
    )
    extent = entry.extent if entry.extent.termini else before.extent
    after = replace(before, name=entry.name, place=place, extent=extent, in_force=entry.action is not Action.ABOLITION)
    if entry.merged and found.target is not None:
        roads.setdefault(found.target, replace(after, founder=found.target))
        after = replace(before, in_force=False)
    roads[found.founder] = after


def _may_be_one(one: Place, other: Place) -> bool:
    """Whether two places may be of one road: what both name must agree."""
    if one.area and other.area and one.area != other.area:
        return False
    return not (one.district and other.district and one.district != other.district)


def _is_same_run(road: _Road, entry: Entry, place: Place) -> bool:
    """Whether a naming speaks of a road already in force under that name: an end is shared, and no place denies it."""
    here, there = set(place.subdistricts), set(road.place.subdistricts)
    if here and there and not here & there:
        return False
    said, known = _end_names(entry.extent), _end_names(road.extent)
    return bool(said & known) or not (said and known)


def _best(candidates: list[_Road], entry: Entry, place: Place) -> list[_Road]:
    """Of several roads of one name, those that fit best: by district, then by the ends they had."""
    if len(candidates) < 2:
        return candidates
    candidates = [road for road in candidates if road.place.district == place.district] or candidates
    said = _end_names(entry.previous or entry.extent)
    shared = {road.founder: len(_end_names(road.extent) & said) for road in candidates}
    most = max(shared.values())
    return [road for road in candidates if shared[road.founder] == most]


def _end_names(extent: Extent) -> set[str]:
    return {comparison_key(end.text) for end in extent.termini if end.text}
