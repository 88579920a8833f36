"""A clause read into an `Entry`: what it orders, for which road, between which ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gazetteer.notices import Notice
from gazetteer.text import Problem, Span


class Action(StrEnum):
    """What an entry orders."""

    NAMING = "naming"
    RENAMING = "renaming"
    EXTENT_CHANGE = "extent_change"
    MEASURES_CHANGE = "measures_change"
    ABOLITION = "abolition"
    SPLIT = "split"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Terminus:
    """One end of a road in words: `text` as written, blanks and planned tags removed.

    `text` is None where the notice says only that the end stays (`unchanged`).
    """

    text: str | None
    side: str | None = None  # 东, 西北, …
    planned: bool = False
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Extent:
    """The described run of a road, from start to end; never a box."""

    start: Terminus | None = None
    end: Terminus | None = None
    via: tuple[str, ...] = ()
    bends: str | None = None

    @property
    def termini(self) -> tuple[Terminus, ...]:
        """The ends that are said, start first."""
        return tuple(end for end in (self.start, self.end) if end is not None)


@dataclass(frozen=True, slots=True)
class StatedMeasure:
    """A length or width as stated, in metres; `text` as written (24+9+16 keeps its form)."""

    text: str
    min: float
    max: float
    approximate: bool = False

    @property
    def value(self) -> float:
        """One figure for it: the middle of a range."""
        return (self.min + self.max) / 2


@dataclass(frozen=True, slots=True)
class Entry:
    """What one clause says about one road. `spans` name → where that value stands in the text.

    Keys of `spans`: the field names here, `length_m`, `width_m`, `previous.start`, `previous.end`,
    `subdistricts.0`, `via.0`, …
    """

    entry_id: str  # notice_id-1, -2, … in the order of the notice
    action: Action
    name: str
    span: Span
    quote: str
    former_name: str | None = None
    district: str | None = None
    subdistricts: tuple[str, ...] = ()
    zone: str | None = None
    length: StatedMeasure | None = None
    width: StatedMeasure | None = None
    extent: Extent = Extent()
    previous: Extent | None = None
    added: Extent | None = None
    course: str | None = None
    restored: bool = False
    partial: bool = False
    merged: bool = False
    reason: str | None = None
    romanised: str | None = None
    spans: Mapping[str, Span] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """One notice and everything read in it; every span counts in the document's text."""

    notice: Notice
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
