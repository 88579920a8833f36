"""A road through time: `RoadRecord`, its `RoadVersion`s, what each act changed, what differs between two."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import TypeVar

from gazetteer.events import Place
from gazetteer.extents import Extent, Terminus
from gazetteer.measures import StatedMeasure
from gazetteer.notices import DayBasis
from gazetteer.times import Answer, Day, Period

S = TypeVar("S")


class Basis(StrEnum):
    """What a version rests on: an act, or what a later notice tells of an earlier state."""

    ACT = "act"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class ValueSource:
    """The characters a value was read from (`key` of the entry's `spans`), and the day it was last stated."""

    entry_id: str
    key: str
    stated_on: Day


@dataclass(frozen=True, slots=True)
class Ending:
    """The act that ended a version."""

    act: str
    notice_id: str
    entry_id: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class RoadVersion:
    """One state of a road. `act` is the name of the event that opened it (`Named`, `ExtentChanged`, …).

    `sources` has a key for each value that was read: `name`, `start`, `end`, `via`, `bends`, `course`, `length`,
    `width`, `district`, `romanised`, `formerly`; one that persists from an earlier act keeps that act's source.
    `departed` are parts that left the road, in the words of the act; the remainder is not guessed. `formerly` are names
    it is told to have borne, nobody says when.
    """

    road_id: str
    ordinal: int  # 1 is the earliest known state
    name: str
    place: Place
    extent: Extent
    valid: Period
    basis: Basis
    valid_from_basis: DayBasis
    act: str
    notice_id: str
    entry_id: str
    recorded_at: datetime
    length: StatedMeasure | None = None
    width: StatedMeasure | None = None
    romanised: str | None = None
    departed: tuple[Extent, ...] = ()
    ending: Ending | None = None
    sources: Mapping[str, ValueSource] = field(default_factory=dict, hash=False)
    formerly: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """A digest of what the ground is asked for: the same words, the same digest."""
        course = (self.extent.course,) if self.extent.course else ()
        said = repr((self.name, self.place, self.extent, self.length, self.width, *course))
        return sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class RoadRecord:
    """A road with its whole history, earliest version first. `redirects` are ids absorbed into it.

    `aliases` are other names it goes by, of plans and works or of the people: no act gave them.
    """

    road_id: str
    versions: tuple[RoadVersion, ...]
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    redirects: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the road bears, bore, is told to have borne, or goes by, each once."""
        borne = (name for version in self.versions for name in (version.name, *version.formerly))
        return tuple(dict.fromkeys((*borne, *self.aliases)))

    @property
    def has_changed(self) -> bool:
        """Whether more than one act speaks of the road: each opens a state or ends one."""
        return len(self.versions) > 1 or self.versions[0].ending is not None

    def version_on(self, day: date) -> RoadVersion | None:
        """The version in force on `day`; where bounds are only partly known, the latest that perhaps was."""
        answers = [(version.valid.holds_on(day), version) for version in self.versions]
        for wanted in (Answer.YES, Answer.PERHAPS):
            held = [version for answer, version in answers if answer is wanted]
            if held:
                return held[-1]
        return None


@dataclass(frozen=True, slots=True)
class RoadChange:
    """What one act did to a road: the version before (None: it begins) and after (None: it ends)."""

    act: str
    on: Day
    notice_id: str
    entry_id: str
    recorded_at: datetime
    before: RoadVersion | None
    after: RoadVersion | None

    @property
    def road(self) -> RoadVersion:
        """The road as the change left it, or as it was last."""
        version = self.after or self.before
        assert version is not None
        return version


def deeds(
    road: Sequence[S], opened_by: Callable[[S], str], ended_by: Callable[[S], str | None], is_act: Callable[[S], bool]
) -> Iterator[tuple[S | None, S | None]]:
    """The states before and after each thing done to a road, of all its states, earliest first; an observation is none.

    The functions tell the entry a state began by and the one it ended by, and whether an act made it. Without a state
    after, the road ended; without one before, it began, perhaps once more.
    """
    before: S | None
    for before, after in zip((None, *road), (*road, None), strict=True):
        ended = None if before is None else ended_by(before)
        if ended is not None and (after is None or ended != opened_by(after)):
            yield before, None
            before = None
        if after is not None and is_act(after):
            yield before, after


def changes_of(record: RoadRecord) -> tuple[RoadChange, ...]:
    """What was done to a road, earliest first."""
    done = deeds(
        record.versions,
        lambda version: version.entry_id,
        lambda version: version.ending.entry_id if version.ending else None,
        lambda version: version.basis is Basis.ACT,
    )
    return tuple(_change(before, after) for before, after in done)


def _change(before: RoadVersion | None, after: RoadVersion | None) -> RoadChange:
    by = after or (before.ending if before else None)
    day = after.valid.start if after else before.valid.end if before else None
    assert by is not None
    assert day is not None
    return RoadChange(by.act, day, by.notice_id, by.entry_id, by.recorded_at, before, after)


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs between two versions, in words; None: not known or not there."""

    field: str
    old: str | None
    new: str | None


def differences(old: RoadVersion | None, new: RoadVersion) -> tuple[Change, ...]:
    """What `new` says otherwise than `old` (everything, where there was nothing before)."""
    before = described(old) if old is not None else {}
    after = described(new)
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(Change(key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key))


def differences_told(old: RoadVersion | None, new: RoadVersion) -> tuple[Change, ...]:
    """The differences as a person is told them: without a direction that lapsed, not said anew, when an end moved."""
    return tuple(one for one in differences(old, new) if one.field != "course" or one.new is not None)


def described(version: RoadVersion) -> dict[str, str]:
    """A version's values in words, by field, without those not known."""
    said: Sequence[tuple[str, str | None]] = (
        ("name", version.name),
        ("formerly", "、".join(version.formerly) or None),
        ("start", described_end(version.extent.start)),
        ("end", described_end(version.extent.end)),
        ("via", "、".join(version.extent.via) or None),
        ("bends", version.extent.bends),
        ("course", version.extent.course),
        ("length", version.length.told if version.length else None),
        ("width", version.width.told if version.width else None),
        ("district", version.place.district),
        ("subdistricts", "、".join(version.place.subdistricts) or None),
    )
    return {key: value for key, value in said if value is not None}


def described_end(terminus: Terminus | None) -> str | None:
    """An end in words: 东：龙窝沟西路; None where it is not known."""
    if terminus is None or terminus.text is None:
        return None
    return f"{terminus.side}：{terminus.text}" if terminus.side else terminus.text
