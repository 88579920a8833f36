"""The clauses of two texts that say the same of one road, each with its twin, and on what twins differ.

Pure.
"""

import re
from collections.abc import Iterator, Sequence

from gazetteer.actions import Action
from gazetteer.notices import DayBasis, Notice, is_of_one_act, number_key
from gazetteer.readings import Entry, Reading
from gazetteer.scripts import one_script
from gazetteer.toponyms import comparison_key

Pair = tuple[Entry | None, Entry | None]


def paired(ones: Sequence[Entry], others: Sequence[Entry]) -> list[Pair]:
    """Every entry of either text with its twin in the other (None: it has none): first all of `ones`, in order.

    Several clauses may do one thing to one name, as the parts of a merger do: the most alike are twins.
    """
    twins: dict[str, Entry] = {}
    left = {other.entry_id: other for other in others}
    saying: dict[tuple[str, str], list[Entry]] = {}
    for other in others:
        saying.setdefault(_says(other), []).append(other)
    alike = [
        (_unlikeness(one, other), one.entry_id, other.entry_id) for one in ones for other in saying.get(_says(one), ())
    ]
    for _, one_id, other_id in sorted(alike):
        if one_id not in twins and other_id in left:
            twins[one_id] = left.pop(other_id)
    return [(one, twins.get(one.entry_id)) for one in ones] + [(None, other) for other in left.values()]


def may_be_copies(one: Reading, other: Reading) -> bool:
    """Whether two texts under one number may be of one act.

    Where it may be another act's too (公告第3号), of one year and with a clause that both have.
    """
    if is_of_one_act(number_key(one.notice.document_number or "")):
        return True
    days = [reading.notice.in_force_from()[0] for reading in (one, other)]
    if max(day.earliest.year for day in days) > min(day.latest.year for day in days):
        return False
    return any(a is not None and b is not None for a, b in paired(one.entries, other.entries))


def is_unnumbered_copy(one: Reading, other: Reading) -> bool:
    """Whether two decisions, of which one at least tells no number, are of one act: title, office and day are the same,
    one says all that the other does, and they correct nothing each in its own way."""
    return (
        may_be_one_act(one.notice, other.notice)
        and (covers(one.entries, other.entries) or covers(other.entries, one.entries))
        and not any(
            mine is not None and its is not None and mine.action is Action.CORRECTION and any(differing(mine, its))
            for mine, its in paired(one.entries, other.entries)
        )
    )


def may_be_one_act(one: Notice, other: Notice) -> bool:
    """Whether two decisions may be of one act since title, office and day are the same: a mirror left out the number of
    one at least."""
    if (one.document_number and other.document_number) or one.title is None or other.title is None:
        return False
    offices = {one_script(said) for said in (one.authority, other.authority) if said}
    return (
        one.area == other.area
        and len(offices) < 2
        and _core(one.title) == _core(other.title)
        and _are_of_one_day(one, other)
    )


# 某市人民政府关于命名某路的通知（某政发〔2020〕1号）- 某市人民政府网: what of a title mirrors agree on
_CORE = re.compile("(?:.*?(?=关于))?(?P<core>.*(?:通知|通告|公告|公布|批复|决定|意见|函))")


def _core(title: str) -> str:
    squeezed = one_script("".join(title.split()))
    found = _CORE.match(squeezed)
    return found["core"] if found else squeezed


_PUT_UP = 92  # days: so much later a mirror that tells no other day may have been put up


def _are_of_one_day(one: Notice, other: Notice) -> bool:
    """Whether two copies tell one day, or one only tells when it was put up, not long after the other's day."""
    (day, basis), (later, ground) = sorted((one.in_force_from(), other.in_force_from()), key=lambda told: told[0].key)
    if not (day.is_exact and later.is_exact):
        return False
    put_up = ground is DayBasis.PUBLISHED and basis is not DayBasis.PUBLISHED
    return day == later or (put_up and (later.earliest - day.earliest).days <= _PUT_UP)


def covers(one: Sequence[Entry], other: Sequence[Entry]) -> bool:
    """Whether one text has every clause of the other, and of each whatever that tells: then the other adds nothing."""
    return all(mine is not None and (its is None or not any(left_out(mine, its))) for mine, its in paired(one, other))


def is_fuller(one: Reading, other: Reading) -> bool:
    """Whether of two copies of an act the first is to count: it adds to the other and leaves nothing out, or it says as
    much and tells the number, or else the act's own day, that the other lacks."""
    if not covers(one.entries, other.entries):
        return False
    return not covers(other.entries, one.entries) or _head_told(one.notice) > _head_told(other.notice)


def _head_told(notice: Notice) -> tuple[bool, bool]:
    """Whether it tells its number, and a day beside that on which it was put up."""
    put_up = (DayBasis.PUBLISHED, DayBasis.NUMBERED, DayBasis.UNKNOWN)
    return notice.document_number is not None, notice.in_force_from()[1] not in put_up


def _says(entry: Entry) -> tuple[str, str]:
    return entry.action, comparison_key(entry.name)


def _unlikeness(one: Entry, other: Entry) -> int:
    formers = {comparison_key(entry.former_name or "") for entry in (one, other)}
    return 10 * (len(formers) - 1) + len(tuple(differing(one, other)))


def differing(one: Entry, other: Entry) -> Iterator[str]:
    """The fields on which two entries about one road say something else; what only one says does not count."""
    if one.former_name and other.former_name and comparison_key(one.former_name) != comparison_key(other.former_name):
        yield "former_name"
    for field in ("length", "width"):
        a, b = getattr(one, field), getattr(other, field)
        if a and b and (a.min, a.max) != (b.min, b.max):
            yield field
    for field in ("start", "end"):
        a, b = getattr(one.extent, field), getattr(other.extent, field)
        if a and b and a.text and b.text and comparison_key(a.text) != comparison_key(b.text):
            yield field
    if one.district and other.district and one_script(one.district) != one_script(other.district):
        yield "district"


def left_out(one: Entry, other: Entry) -> Iterator[str]:
    """The fields of which the first of two entries about one road says nothing and the other does."""
    for field in ("start", "end"):
        a, b = getattr(one.extent, field), getattr(other.extent, field)
        if b and b.text and not (a and (a.text or a.unchanged)):
            yield field
    for field in ("length", "width"):
        if getattr(one, field) is None and getattr(other, field) is not None:
            yield field
