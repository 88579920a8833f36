"""Which clauses of a notice divide a road among them so that nothing of it is left.

Pure.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from gazetteer.extents import Extent
from gazetteer.known_roads import Known, Match, end_names, is_part
from gazetteer.readings import Entry


def dividing(entries: Sequence[Entry], found: Mapping[str, Match], state: Known) -> set[str]:
    """The entries that together divide a road so that nothing of it is left: by their words or their extents."""
    parts: dict[str, list[Entry]] = {}
    for entry in entries:
        target = found[entry.entry_id].target
        if target is not None and is_part(entry):
            parts.setdefault(target, []).append(entry)
    return {
        entry.entry_id
        for target, some in parts.items()
        if _nothing_left(some, state.roads[target].extent if target in state.roads else Extent())
        for entry in some
    }


def _nothing_left(parts: Sequence[Entry], whole: Extent) -> bool:
    """Whether parts make up a whole road: said to divide it, several without ends, or ends that join up to its own."""
    if any(part.divided for part in parts):
        return True
    if len(parts) < 2 or not all(len(part.extent.termini) in (0, 2) for part in parts):
        return False
    ends = Counter(key for part in parts for key in end_names(part.extent))
    if not ends:
        return True
    outer = {key for key, count in ends.items() if count == 1}
    return len(outer) == 2 and outer == end_names(whole) and max(ends.values()) == 2
