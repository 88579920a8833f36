"""Which entry a correction puts right, and what it makes of a road's name and ends.

Pure.
"""

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.extents import Extent
from gazetteer.readings import Entry
from gazetteer.toponyms import comparison_key


def mended_by(correction: Entry, said: Sequence[Entry], *, strictly: bool) -> str | None:
    """The last of the entries said of a road that has the wrong values (or, not `strictly`, any such value)."""
    for one in reversed(said):
        if all(_has_wrong(correction, one, field, strictly) for field in _corrected_fields(correction)):
            return one.entry_id
    return None


def _corrected_fields(correction: Entry) -> list[str]:
    ends = [end for end in ("start", "end") if (now := getattr(correction.extent, end)) is not None and now.text]
    return [*ends, *(name for name in ("length", "width") if getattr(correction, name) is not None)]


def _has_wrong(correction: Entry, said: Entry, name: str, strictly: bool) -> bool:
    """Whether an entry says what a correction calls wrong; where it does not say what is wrong, anything is."""
    if name in ("start", "end"):
        wrong = getattr(correction.previous, name) if correction.previous else None
        known = getattr(said.extent, name)
        if known is None or not known.text:
            return False
        return not strictly or wrong is None or not wrong.text or _same(wrong.text, known.text)
    known = getattr(said, name)
    wrong = correction.previous_length if name == "length" else None
    return known is not None and (not strictly or wrong is None or (wrong.min, wrong.max) == (known.min, known.max))


def _same(one: str, other: str) -> bool:
    return comparison_key(one) == comparison_key(other)


def corrected(name: str, extent: Extent, correction: Entry) -> tuple[str, Extent]:
    """A road's name and ends as a correction leaves them, as far as they are still those that were wrong."""
    if correction.former_name and _same(name, correction.former_name):
        name = correction.name
    ends = {}
    for end in ("start", "end"):
        now, right = getattr(extent, end), getattr(correction.extent, end)
        wrong = getattr(correction.previous, end) if correction.previous else None
        if right is not None and right.text and (wrong is None or now is None or _same(now.text or "", wrong.text)):
            ends[end] = right
    return name, replace(extent, **ends)
