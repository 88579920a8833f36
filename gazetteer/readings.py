"""`Entry`: what one clause says about one road; `Reading`: one notice and everything read in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gazetteer.actions import Action
from gazetteer.extents import Extent
from gazetteer.measures import StatedMeasure
from gazetteer.notices import Notice
from gazetteer.text import Problem, Span


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many characters (blanks aside) of a notice ended as what."""

    entry: int = 0
    heading: int = 0
    boilerplate: int = 0
    other: int = 0
    problem: int = 0

    @property
    def total(self) -> int:
        return self.entry + self.heading + self.boilerplate + self.other + self.problem

    def share(self, kind: str) -> float:
        """The share, 0 to 1, of `entry`, `heading`, `boilerplate`, `other` or `problem`."""
        return getattr(self, kind) / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Correction:
    """What of an earlier notice a correction puts right; the wrong values stand in the entry's `previous…`.

    `fields` are of name, start, end, length, width, romanised; `clause` is as written (第三条), `document_number`
    the earlier notice's, where they are said.
    """

    fields: tuple[str, ...]
    clause: str | None = None
    document_number: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What one clause says about one road. `spans` name → where that value stands in the text.

    Keys of `spans`: the field names here, `length_m`, `width_m`, `previous.start`, `previous.end`,
    `subdistricts.0`, `via.0`, `formerly.0`, … A value that a page's head or number stands within has no one span:
    `pieces` tells the two or more that make it up, in their order.
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
    divided: bool = False  # nothing is left of the road of the former name: it was divided into parts like this
    reason: str | None = None
    romanised: str | None = None
    spans: Mapping[str, Span] = field(default_factory=dict, hash=False)
    beside: str | None = None  # where it lies beside its divisions: 狮子口街东侧
    aliases: tuple[str, ...] = ()  # names of the plan or the works, and those people use: never former names
    previous_length: StatedMeasure | None = None
    previous_width: StatedMeasure | None = None
    previous_romanised: str | None = None
    corrects: Correction | None = None
    pieces: Mapping[str, tuple[Span, ...]] = field(default_factory=dict, hash=False)
    formerly: tuple[str, ...] = ()  # names borne before that are told beside the act, which takes none of them away
    stands_after: int | None = None  # where it was read later than one behind it: the number of the one before, 0: none

    @property
    def place(self) -> tuple[int, int]:
        """Sorts the entries of a notice as they stand in it, also when only some of them are looked at.

        That is as their ids count them, but for what was read later than an entry behind it.
        """
        number = number_of(self.entry_id)
        return (number if self.stands_after is None else self.stands_after), number


def number_of(entry_id: str) -> int:
    """Which entry of its notice it is, as its id counts them."""
    return int(entry_id.rpartition("-")[2])


def notice_of(entry_id: str) -> str:
    """The id of the notice that an entry stands in: its own begins with it."""
    return entry_id.rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class Reading:
    """One notice and everything read in it; every span counts in the document's text."""

    notice: Notice
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    coverage: Coverage = Coverage()


# what 《地名备案公告管理办法（试行）》 (2023) asks of an announcement
FILED = ("standard_name", "romanised", "division", "position", "authority", "approved_on")


def missing_fields(entry: Entry, notice: Notice) -> tuple[str, ...]:
    """Which of the six things an announcement must tell (`FILED`) the notice leaves out for this road."""
    said = {
        "standard_name": bool(entry.name),
        "romanised": entry.romanised is not None,
        "division": entry.district is not None or bool(entry.subdistricts),
        "position": len(entry.extent.termini) == 2 or entry.beside is not None,
        "authority": notice.authority is not None,
        "approved_on": (notice.approved_on or notice.issued_on) is not None,
    }
    return tuple(name for name in FILED if not said[name])
