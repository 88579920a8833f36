"""The clauses of two texts that say the same of one road, each with its twin, and on what twins differ.

Pure.
"""

from collections.abc import Iterator, Sequence

from gazetteer.actions import Action
from gazetteer.notices import Notice, is_of_one_act, number_key
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
    (day, _), (of_other, _) = one.in_force_from(), other.in_force_from()
    return (
        one.area == other.area
        and len(offices) < 2
        and _squeezed(one.title) == _squeezed(other.title)
        and day == of_other
        and day.is_exact
    )


def _squeezed(title: str) -> str:
    return one_script("".join(title.split()))


def covers(one: Sequence[Entry], other: Sequence[Entry]) -> bool:
    """Whether one text has every clause of the other, and of each whatever that tells: then the other adds nothing."""
    return all(mine is not None and (its is None or not any(left_out(mine, its))) for mine, its in paired(one, other))


def is_fuller(one: Reading, other: Reading) -> bool:
    """Whether of two copies of an act the first is to count: it adds to the other and leaves nothing out, or it says as
    much and tells the number that the other lacks."""
    if not covers(one.entries, other.entries):
        return False
    tells_number = one.notice.document_number is not None and other.notice.document_number is None
    return tells_number or not covers(other.entries, one.entries)


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
