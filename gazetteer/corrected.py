"""Which values of a road's states were put right by a later notice, and by which of its clauses.

Pure.
"""

from collections.abc import Callable, Mapping

from gazetteer.readings import Entry
from gazetteer.records import RoadRecord, described_end

Corrections = Mapping[str, str]  # field of a state → the entry that put its value right


def corrections_of(record: RoadRecord, said: Callable[[str], Entry]) -> tuple[Corrections, ...]:
    """What was put right in each state of a road, in their order; `said` tells an entry by its id.

    Every value is read in an entry that opened a state, or in one that corrects such an entry. What a correction only
    says once more is not put right by it; what persists from a state before stays as it was there.
    """
    opened = {version.entry_id for version in record.versions}
    found: list[Corrections] = []
    for at, version in enumerate(record.versions):
        before = record.versions[at - 1].sources if at else {}
        mine: dict[str, str] = {}
        for field, source in version.sources.items():
            if source.entry_id in opened:
                continue
            if before.get(field) == source:
                is_put_right = field in found[-1]
            else:
                is_put_right = _value(said(version.entry_id), field) != _value(said(source.entry_id), field)
            if is_put_right:
                mine[field] = source.entry_id
        found.append(mine)
    return tuple(found)


def put_right_anew(corrections: tuple[Corrections, ...], at: int) -> Corrections:
    """Of a state's corrections those that do not persist from the state before."""
    before = corrections[at - 1] if at else {}
    return {field: entry_id for field, entry_id in corrections[at].items() if before.get(field) != entry_id}


def _value(entry: Entry, field: str) -> object:
    """What an entry says of a field that can be corrected."""
    if field in ("start", "end"):
        return described_end(getattr(entry.extent, field))
    measure = getattr(entry, field)
    return (measure.min, measure.max) if field in ("length", "width") and measure else measure
