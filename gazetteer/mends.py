"""Which entry a correction puts right, and what it makes of that entry's name and ends.

Pure.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from gazetteer.actions import Action
from gazetteer.extents import Extent, Terminus
from gazetteer.known_roads import Known, Match, may_be_one, place_of
from gazetteer.readings import Entry, Reading, notice_of
from gazetteer.toponyms import comparison_key

MENDED = "a correction of what was said of this road"
_LOST = "a correction decided on: {}"
_RIVAL = "a correction of what is put right otherwise: {}"


Forms = Sequence[Entry]  # an entry as it was read, and as each correction left it that had come out by then


def mended_by(correction: Entry, said: Sequence[Forms], *, strictly: bool) -> str | None:
    """The last of the entries said of a road that has the wrong values (or, not `strictly`, any such value)."""
    fields = _corrected_fields(correction)
    if correction.former_name and not fields and not strictly:
        so_called = [forms for forms in said if any(_says_word(one, correction.former_name) for one in forms)]
        said = so_called or said
    for forms in reversed(said):
        if any(all(_has_wrong(correction, one, field, strictly) for field in fields) for one in forms):
            return forms[0].entry_id
    return None


def _says_word(said: Entry, word: str) -> bool:
    """Whether an entry names its road so, or one of its ends."""
    return any(_same(word, one) for one in (said.name, *(end.text or "" for end in said.extent.termini)))


def as_meant(correction: Entry, said: Entry) -> Entry:
    """A correction of a bare word (“甲路”应为“乙路”) as one of the ends so called, where the road of the clause that it
    puts right is called otherwise."""
    wrong = correction.former_name
    if wrong is None or _corrected_fields(correction) or _same(said.name, wrong):
        return correction
    ends = [end for end in ("start", "end") if (now := getattr(said.extent, end)) and _same(now.text or "", wrong)]
    if not ends:
        return correction
    right, was = (
        Extent(start=Terminus(name) if "start" in ends else None, end=Terminus(name) if "end" in ends else None)
        for name in (correction.name, wrong)
    )
    return replace(correction, name=said.name, former_name=None, extent=right, previous=was)


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
    wrong = correction.previous_length if name == "length" else correction.previous_width
    return known is not None and (not strictly or wrong is None or (wrong.min, wrong.max) == (known.min, known.max))


def _is_rival(correction: Entry, said: Entry) -> bool:
    """Whether a clause, as earlier corrections left it, says neither what this one calls wrong nor what it calls right.

    Then two notices put one value right, each in its own way, and which of them is meant they do not tell.
    """
    if correction.former_name and not any(_same(said.name, one) for one in (correction.former_name, correction.name)):
        return True
    if correction.romanised and said.romanised:
        told = {_spelt(one) for one in (correction.romanised, correction.previous_romanised or said.romanised)}
        if _spelt(said.romanised) not in told:
            return True
    return any(
        not _has_wrong(correction, said, field, strictly=True) and not _says_right(correction, said, field)
        for field in _corrected_fields(correction)
    )


def _says_right(correction: Entry, said: Entry, name: str) -> bool:
    """Whether an entry says already what a correction calls right."""
    if name in ("start", "end"):
        right, known = getattr(correction.extent, name), getattr(said.extent, name)
        return known is not None and _same(right.text, known.text or "")
    right, known = getattr(correction, name), getattr(said, name)
    return known is not None and (right.min, right.max) == (known.min, known.max)


def _spelt(romanised: str) -> str:
    """A romanised name by its letters: Qingshi Lu, QINGSHILU."""
    return "".join(romanised.split()).casefold()


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


def as_mended(
    ordered: Sequence[Reading], corrections: Sequence[Entry], mends: Mapping[str, str]
) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """The entries that corrections mend, each as it is after them; and those corrections, each as it was meant."""
    said = {entry.entry_id: entry for reading in ordered for entry in reading.entries}
    found: dict[str, Entry] = {}
    meant: dict[str, Entry] = {}
    for one in corrections:
        if one.entry_id in mends:
            entry = found.get(mends[one.entry_id]) or said[mends[one.entry_id]]
            meant[one.entry_id] = as_meant(one, entry)
            found[entry.entry_id] = _put_right(entry, one)
    return found, meant


def _put_right(entry: Entry, correction: Entry) -> Entry:
    correction = as_meant(correction, entry)
    name, extent = corrected(entry.name, entry.extent, correction)
    length, width = correction.length or entry.length, correction.width or entry.width
    roman = correction.romanised or entry.romanised
    return replace(entry, name=name, extent=extent, length=length, width=width, romanised=roman)


def mendings(
    ordered: Sequence[Reading], state: Known, matches: Mapping[str, Match], mends: Mapping[str, str]
) -> dict[str, Match]:
    """The match of each correction, after all has been told; those that mended something before go on mending it.

    They are taken in the order they came out in: of two that put one value right otherwise, the first counts and the
    other waits for a person, whichever was taken in first.
    """
    found: dict[str, Match] = {}
    came_out = sorted(ordered, key=_told_on)
    corrections = [(reading, one) for reading in came_out for one in reading.entries if one.action is Action.CORRECTION]
    own = {one.entry_id for _, one in corrections}
    told = {road for key, one in matches.items() if key not in own for road in (one.founder, one.target)}
    of: dict[str, list[Entry]] = {}
    for _, one in corrections:
        if one.entry_id in mends:
            of.setdefault(mends[one.entry_id], []).append(one)
    for reading, entry in corrections:
        so_far, mended = matches[entry.entry_id], mends.get(entry.entry_id)
        if so_far.by is not None and so_far.founder not in told:
            found[entry.entry_id] = Match(entry.entry_id, None, _LOST.format((so_far.founder or "").rstrip("+/")))
        elif mended is None:
            before = _come_out_before(reading, ordered)
            mending = found[entry.entry_id] = _mending(entry, so_far, reading, state, before, of)
            if mending.mends is not None:
                of.setdefault(mending.mends, []).append(entry)
        elif so_far.by is None:
            found[entry.entry_id] = Match(entry.entry_id, matches[mended].founder, MENDED, mends=mended)
        else:
            found[entry.entry_id] = replace(so_far, mends=mended)
    return found


def _come_out_before(reading: Reading, ordered: Sequence[Reading]) -> Set[str]:
    """The other notices that may have come out by then."""
    by = _told_on(reading)
    return {one.notice.notice_id for one in ordered if _told_on(one) <= by} - {reading.notice.notice_id}


def _told_on(reading: Reading) -> date:
    """The last day on which a notice may have come out."""
    notice = reading.notice
    return (notice.public_from() or notice.in_force_from()[0]).latest


def _forms(entry: Entry, corrections: Sequence[Entry], before: Set[str]) -> Forms:
    forms = [entry]
    for one in corrections:
        if notice_of(one.entry_id) in before:
            forms.append(_put_right(forms[-1], one))
    return forms


def _mending(
    entry: Entry, found: Match, reading: Reading, state: Known, before: Set[str], of: Mapping[str, Sequence[Entry]]
) -> Match:
    """A correction mends the last clause, of the notices `before` it, that says what it puts right of one road, also as
    an earlier correction (`of` that clause) left it.

    Where a person decided on the road, of that one; else not what another has put right otherwise.
    """
    sought, place = comparison_key(entry.former_name or entry.name), place_of(entry, reading.notice.area)
    fitting = {}
    for founder, said in state.said.items():
        come_out = [one for one in said if notice_of(one.entry_id) in before]
        told = [_forms(one, of.get(one.entry_id, ()), before) for one in come_out]
        if found.by is not None:
            told = told if founder == found.founder else []
        elif may_be_one(state.roads[founder].place, place):
            told = [forms for forms in told if any(comparison_key(one.name) == sought for one in forms)]
        else:
            told = []
        if (mends := mended_by(entry, told, strictly=found.by is None)) is not None:
            fitting[founder] = mends
    if found.by is not None:
        return replace(found, mends=fitting.get(found.founder or ""))
    if len(fitting) == 1:
        (founder, mends), *_ = fitting.items()
        earlier = [one for one in of.get(mends, ()) if notice_of(one.entry_id) in before]
        clause = next(one for one in state.said[founder] if one.entry_id == mends)
        if earlier and _is_rival(entry, _forms(clause, earlier, before)[-1]):
            return Match(entry.entry_id, None, _RIVAL.format(", ".join(one.entry_id for one in earlier)))
        return Match(entry.entry_id, founder, MENDED, mends=mends)
    if fitting:
        return Match(entry.entry_id, None, "a correction that fits two roads: " + ", ".join(fitting))
    return found
