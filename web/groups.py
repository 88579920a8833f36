"""Which roads of a notice hang together: those that name each other, or the same street, as their ends."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from gazetteer.extents import Extent, Terminus
from gazetteer.readings import Entry

Point = tuple[float, float]  # x runs east, y runs south, as on a page
Target = tuple[str, ...]  # what an end names: ("road", entry id) or ("place", scope…, text)
Targets = tuple[Target | None, Target | None]  # of start and end

_SIDES = {"东": (1.0, 0.0), "西": (-1.0, 0.0), "南": (0.0, 1.0), "北": (0.0, -1.0)}
# 规划东西一号路 | 规划南二路: a serial plan name holds only within its notice and subdistrict.
_SERIAL = re.compile(r"规划.*?[\d一二三四五六七八九十]+号?[路街道]")
_NOWHERE = re.compile(r"(?:规划|在建|无名)(?:道路|路|街|巷)|.*(?:无名|未命名).*")  # alone never a place


def direction(extent: Extent) -> Point | None:
    """The unit vector from start to end that the stated sides give; None where they give none."""
    first, last = _side(extent.start), _side(extent.end)
    if first is None and last is None:
        return None
    x, y = (
        (last[0] - first[0], last[1] - first[1]) if first and last else last if last else (-first[0], -first[1])  # type: ignore[index]
    )
    size = math.hypot(x, y)
    return (x / size, y / size) if size else None


def _side(end: Terminus | None) -> Point | None:
    known = [_SIDES[char] for char in (end.side or "") if char in _SIDES] if end is not None else []
    return (sum(x for x, _ in known), sum(y for _, y in known)) if known else None


def find_targets(entry: Entry, entries: Sequence[Entry]) -> Targets:
    """What the two ends name: another road of the notice, or a place."""

    def target(end: Terminus | None, which: str) -> Target | None:
        if end is None or end.text is None:
            return None
        same = [e for e in entries if e.name == end.text and e.entry_id != entry.entry_id]
        same = [e for e in same if not e.district or not entry.district or e.district == entry.district]
        if len(same) == 1:
            return "road", same[0].entry_id
        if _NOWHERE.fullmatch(end.text):
            return "place", entry.entry_id, which, end.text
        scope = "、".join(entry.subdistricts) if _SERIAL.fullmatch(end.text) else ""
        return "place", entry.district or "", scope, end.text

    return target(entry.extent.start, "start"), target(entry.extent.end, "end")


def find_groups(entries: Sequence[Entry], targets: Mapping[str, Targets]) -> Iterator[list[Entry]]:
    """Entries that hang together, in the order of the notice."""
    touching: dict[Target, list[str]] = defaultdict(list)
    for entry in entries:
        touching["road", entry.entry_id].append(entry.entry_id)
        for target in targets[entry.entry_id]:
            if target is not None:
                touching[target].append(entry.entry_id)
    beside: dict[str, set[str]] = defaultdict(set)
    for ids in touching.values():
        for one in ids:
            beside[one].update(ids)
    seen: set[str] = set()
    for entry in entries:
        if entry.entry_id in seen:
            continue
        found, waiting = set(), [entry.entry_id]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += sorted(beside[one] - found)
        seen |= found
        group = [other for other in entries if other.entry_id in found]
        first = max(group, key=lambda e: (len(beside[e.entry_id]), -entries.index(e)))
        yield _by_nearness(group, first, beside)


def _by_nearness(group: list[Entry], first: Entry, beside: dict[str, set[str]]) -> list[Entry]:
    """The group in the order of placing: each one touches one before it."""
    ordered, left = [first], [entry for entry in group if entry is not first]
    while left:
        placed = {entry.entry_id for entry in ordered}
        following = max(left, key=lambda e: (len(beside[e.entry_id] & placed), -group.index(e)))
        ordered.append(following)
        left.remove(following)
    return ordered
