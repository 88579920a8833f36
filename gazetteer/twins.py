"""The clauses of two texts that say the same of one road, each with its twin, and on what twins differ.

Pure.
"""

from collections.abc import Iterator, Sequence

from gazetteer.notices import is_of_one_act, number_key
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
