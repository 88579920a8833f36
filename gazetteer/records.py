"""A road through time: naming events folded into `RoadRecord` and its `RoadVersion`s, and what differs between two."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from gazetteer.entries import Extent, StatedMeasure
from gazetteer.events import Place
from gazetteer.notices import DayBasis
from gazetteer.times import Period


class Basis(StrEnum):
    """What a version rests on: an act, or what a later notice tells of an earlier state."""

    ACT = "act"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class ValueSource:
    """The characters a value was read from: `key` of the entry's `spans`."""

    entry_id: str
    key: str


@dataclass(frozen=True, slots=True)
class RoadVersion:
    """One state of a road. `act` is the name of the event that opened it (`Named`, `ExtentChanged`, …)."""

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
    sources: Mapping[str, ValueSource] = field(default_factory=dict, hash=False)

    @property
    def description(self) -> str:
        """A digest of what the ground is asked for: the same words, the same digest."""
        said = repr((self.name, self.place, self.extent, self.length, self.width))
        return sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class RoadRecord:
    """A road with its whole history, earliest version first. `redirects` are ids absorbed into it."""

    road_id: str
    versions: tuple[RoadVersion, ...]
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    redirects: tuple[str, ...] = ()
