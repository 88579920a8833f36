"""`Phrase`: a few characters of a paragraph and what they say; `Kind` is what kinds of saying there are."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a phrase says."""

    FROM = "from"
    TO = "to"
    RANGE = "range"
    LENGTH = "length"
    WIDTH = "width"
    COURSE = "course"
    PLACE = "place"
    BESIDE = "beside"
    VIA = "via"
    ROUTE = "route"
    ORIGINAL = "original"
    KEPT = "kept"
    NAMED = "named"
    RENAMED = "renamed"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    STRETCHED = "stretched"
    FORMER = "former"
    ALIAS = "alias"
    ROMAN = "roman"
    REASON = "reason"
    SHARED = "shared"
    BUCKET = "bucket"
    ENDS = "ends"
    HEAD = "head"
    MERGED = "merged"
    SPLIT = "split"
    EXTENSION = "extension"
    REMARK = "remark"
    FILLER = "filler"
    STOP = "stop"
    REST = "rest"


Place = tuple[int, int]


class Name(NamedTuple):
    """A name at `at`, and its romanisation where it stands beside it."""

    at: Place
    roman: Place | None = None
    quoted: bool = False


class Phrase(NamedTuple):
    """Characters `start` up to `end` of the paragraph, and the values within them."""

    kind: Kind
    start: int
    end: int
    value: Place | None = None
    other: Place | None = None
    side: str | None = None
    word: str = ""
    unit: str | None = None
    about: bool = False
    names: tuple[Name, ...] = ()
    quoted: bool = False
    weak: bool = False  # read although a word was missing: to be told
