"""The roads as a replay of notices knows them so far (how each is called, where it lies, which ends it has), and which
of them an entry was found to speak of.

Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gazetteer.actions import Action
from gazetteer.events import Place
from gazetteer.extents import Extent
from gazetteer.readings import Entry
from gazetteer.scripts import one_script
from gazetteer.text import Sentence
from gazetteer.toponyms import comparison_key


@dataclass(frozen=True, slots=True)
class Match:
    """The road an entry speaks of, named by the entry that founded it; None: held, for `reason`.

    `target` is the founder of the road it goes on as (a merger) or came from (a part renamed), which `ends`
    where nothing of it is left; `mends` is the entry that a correction puts right, `meant` what it tells of that one
    where its words alone do not say it.
    """

    entry_id: str
    founder: str | None
    reason: str
    target: str | None = None
    by: str | None = None  # the person who decided it
    ends: bool = False
    mends: str | None = None
    meant: Entry | None = None


_HELD = {  # why an entry is held, as the log says it: what a person is told
    "two roads fit": ("有两条以上的道路相符", "more than one road fits"),
    "no longer so called": ("此名的道路已销名或已改名", "the road of this name was abolished or renamed before"),
    "a correction that fits two roads": (
        "更正的话与两条以上的道路相符",
        "what it corrects was said of several roads",
    ),
    "a correction of what is put right otherwise": (
        "此前的更正已把它改作别的；以此为准时，请核定为那条道路",
        "an earlier correction puts it right otherwise; where this one is right, decide for that road",
    ),
    "a correction": ("已收的公告里没有它所更正的话", "no notice taken in says what it corrects"),
    "a correction decided on": (
        "核定时所依的条目现在自己待定，或说的是别的路",
        "the clauses by which its road was decided are held now, or speak of other roads",
    ),
}


def clauses_of(reason: str) -> tuple[str, ...]:
    """The entries that a reason to hold one names."""
    kind, _, told = reason.partition(": ")
    return tuple(told.split(", ")) if kind in _HELD and kind != "a correction" and told else ()


def why_held(reason: str) -> Sentence:
    """The reason in both languages, with the clauses that named the roads in question."""
    kind, _, told = reason.partition(": ")
    if kind not in _HELD:
        return Sentence(reason, reason)
    zh, en = _HELD[kind]
    if kind == "a correction":
        return Sentence(f"{zh}。", f"{en}.")
    return Sentence(f"{zh}（条目 {told.replace(', ', '、')}）。", f"{en} (clauses {told}).")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person settled: the entry speaks of the road of entry `like` (itself: a road of its own).

    With "+" it is the road that a merger by that entry made, with "/" the one that its part came from. An entry that
    gives part of a road a name of its own speaks, in a decision, of the road that the part came from.
    """

    like: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class KnownRoad:
    """A road as the replay knows it so far."""

    founder: str
    name: str
    place: Place
    extent: Extent
    in_force: bool = True
    former: frozenset[str] = frozenset()  # keys of names it bore before
    departed: tuple[Extent, ...] = ()  # the parts that got names of their own since its ends were last told


@dataclass(frozen=True, slots=True)
class Known:
    """All that has been learned so far."""

    roads: Mapping[str, KnownRoad] = field(default_factory=dict)
    said: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)  # of each road, by its founder

    def bearing(self, name: str, place: Place, in_force: bool = True) -> list[KnownRoad]:
        """The roads that bear a name (or last bore it, when not in force) where `place` may be."""
        return called((road for road in self.roads.values() if road.in_force is in_force), name, place)

    def bearing_elsewhere(self, name: str, place: Place, entry: Entry) -> list[KnownRoad]:
        """The roads that bear a name in another district and have just the two ends that an entry tells of before it:
        districts are drawn anew, and the road lies in this one by now."""
        said = end_names(entry.previous or entry.extent)
        return [
            road for road in self.bearing(name, Place(place.area)) if len(said) == 2 and said == end_names(road.extent)
        ]

    def bore(self, name: str, place: Place) -> list[KnownRoad]:
        """The roads that bore a name and do so no more, where `place` may be."""
        key = comparison_key(name)
        once = [road for road in self.roads.values() if key in road.former and comparison_key(road.name) != key]
        return self.bearing(name, place, in_force=False) + [road for road in once if may_be_one(road.place, place)]


def called(roads: Iterable[KnownRoad], name: str, place: Place) -> list[KnownRoad]:
    """Those of the roads that bear a name where `place` may be."""
    key = comparison_key(name)
    return [road for road in roads if comparison_key(road.name) == key and may_be_one(road.place, place)]


def may_be_one(one: Place, other: Place) -> bool:
    """Whether two places may be of one road: what both name must agree."""
    if one.area and other.area and one.area != other.area:
        return False
    return not (one.district and other.district and one.district != other.district)


def may_run_so(road: KnownRoad, entry: Entry) -> bool:
    """Whether a road may be the one an entry changes: nothing said of its ends before denies it."""
    said, known = end_names(entry.previous or entry.extent), end_names(road.extent)
    return bool(said & known) or not (said and known)


def is_same_run(road: KnownRoad, entry: Entry, place: Place) -> bool:
    """Whether a naming speaks of a road already in force under that name: an end is shared, and no place denies it."""
    here, there = set(place.subdistricts), set(road.place.subdistricts)
    if here and there and not here & there:
        return False
    return may_run_so(road, entry)


def has_its_ends(road: KnownRoad, entry: Entry, place: Place) -> bool:
    """Whether a naming speaks of the whole of a road that is called otherwise so far: the ends that both tell agree."""
    said, known = end_names(entry.extent), end_names(road.extent)
    return is_same_run(road, entry, place) and len(said & known) == min(len(said), len(known)) > 0


def end_names(extent: Extent) -> set[str]:
    return {comparison_key(end.text) for end in extent.termini if end.text}


def takes_name(entry: Entry) -> bool:
    """Whether an entry takes from a road the name it had."""
    return entry.action in (Action.RENAMING, Action.ABOLITION) and not entry.partial


def place_of(entry: Entry, area: str | None) -> Place:
    """Where the road of an entry lies by administration, in simplified characters: roads are grouped by it."""
    district, zone = (one_script(name) if name else None for name in (entry.district, entry.zone))
    return Place(area, district, tuple(map(one_script, entry.subdistricts)), zone)


def is_part(entry: Entry) -> bool:
    """Whether an entry gives a part of a road a name of its own."""
    return entry.action is Action.RENAMING and entry.partial and entry.former_name is not None


def is_merger(entry: Entry) -> bool:
    """Whether an entry joins a road to others under one name."""
    return entry.action is Action.RENAMING and entry.merged


def whole_of(entry: Entry) -> str:
    """The founder of a road that is first heard of when a part of it gets a name of its own."""
    return f"{entry.entry_id}/"


def joint_of(entry: Entry) -> str:
    """The founder of the new road that several become: no entry of its own names it."""
    return f"{entry.entry_id}+"


def chosen_by(entry: Entry) -> str:
    """What stands for the road of a decision on an entry, among what speaks of roads."""
    return whole_of(entry) if is_part(entry) else entry.entry_id
