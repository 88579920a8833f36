"""Which clauses of a notice divide a road, with the parts that left it before, so that nothing of it is left.

Pure.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from gazetteer.extents import Extent
from gazetteer.known_roads import Known, KnownRoad, Match, end_names, is_part
from gazetteer.readings import Entry


def dividing(entries: Sequence[Entry], found: Mapping[str, Match], state: Known) -> set[str]:
    """The entries after which nothing of a road is left: by their words or by what they and notices before tell."""
    parts: dict[str, list[Entry]] = {}
    for entry in entries:
        target = found[entry.entry_id].target
        if target is not None and is_part(entry):
            parts.setdefault(target, []).append(entry)
    return {
        entry.entry_id
        for target, some in parts.items()
        if any(part.divided for part in some) or _nothing_left([part.extent for part in some], state.roads.get(target))
        for entry in some
    }


def _nothing_left(parts: Sequence[Extent], whole: KnownRoad | None) -> bool:
    """Whether parts make up a whole road: several without ends, or ends that join up to its own.

    Those that left it before count too, each once, if their ends are told.
    """
    if not all(len(part.termini) in (0, 2) for part in parts):
        return False
    runs = [frozenset(end_names(part)) for part in parts]
    if not any(runs):
        return len(parts) > 1
    before = {frozenset(end_names(part)) for part in whole.departed if len(part.termini) == 2} if whole else set()
    runs += before - set(runs)
    ends = Counter(key for run in runs for key in run)
    outer = {key for key, count in ends.items() if count == 1}
    known = end_names(whole.extent) if whole else set()
    return len(runs) > 1 and len(outer) == 2 and outer == known and max(ends.values()) == 2
