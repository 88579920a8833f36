"""Junctions: nodes that are one crossing on the ground, put together.

Two dual carriageways meet in four nodes; a roundabout is a ring of them; a street may join one carriageway only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from geodata.carriageways import DraftLink, Pair, Traits
from geodata.crs import Floats

SHORT_LINK_M = 32.0  # between two carriageways of an avenue, or the steps of a staggered crossing
JUNCTION_M = 75.0  # no junction is wider
ROUNDABOUT_M = 160.0


def joined_nodes(links: Sequence[DraftLink], traits: Sequence[Traits], pairs: Iterable[Pair]) -> dict[int, int]:
    """Node id → number of its junction; nodes of one junction share the number.

    The nearest go first and no junction grows wider than `JUNCTION_M` (a roundabout `ROUNDABOUT_M`), so a
    chain of short links does not become one junction.
    """
    places: dict[int, Floats] = {}
    for link in links:
        places[link.start], places[link.end] = link.line[0], link.line[-1]
    groups = _Groups(places)
    for ring in _rings(links, traits):
        for node in ring[1:]:
            groups.unite(ring[0], node, ROUNDABOUT_M)
    degree = Counter(node for link in links for node in (link.start, link.end))
    near = [pair for pair in pairs if pair[0] in places and pair[1] in places]
    ladders = {node for pair in near for node in pair[:2]}
    for link in links:
        crossing = all(degree[node] > 2 or node in ladders for node in (link.start, link.end))
        if crossing and (length_m := float(np.hypot(*np.diff(link.line, axis=0).T).sum())) <= SHORT_LINK_M:
            near.append((link.start, link.end, length_m))
    for first, second, _ in sorted(near, key=lambda pair: (pair[2], pair[:2])):
        groups.unite(first, second, JUNCTION_M)
    return groups.numbers()


def _rings(links: Sequence[DraftLink], traits: Sequence[Traits]) -> list[list[int]]:
    """Nodes of each roundabout: links marked as such that hang together."""
    beside: dict[int, set[int]] = defaultdict(set)
    for link in links:
        if traits[link.row].roundabout:
            beside[link.start].add(link.end)
            beside[link.end].add(link.start)
    rings, seen = [], set()
    for node in sorted(beside):
        if node in seen:
            continue
        ring, waiting = [], [node]
        while waiting:
            here = waiting.pop()
            if here not in seen:
                seen.add(here)
                ring.append(here)
                waiting.extend(beside[here])
        rings.append(ring)
    return rings


class _Groups:
    """Sets of nodes that only ever unite, each knowing its box."""

    def __init__(self, places: dict[int, Floats]) -> None:
        self.parent = {node: node for node in places}
        self.box = {node: (place[0], place[1], place[0], place[1]) for node, place in places.items()}

    def head(self, node: int) -> int:
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def unite(self, first: int, second: int, widest_m: float) -> None:
        one, two = self.head(first), self.head(second)
        if one == two:
            return
        a, b = self.box[one], self.box[two]
        box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
        if np.hypot(box[2] - box[0], box[3] - box[1]) <= widest_m:
            self.parent[two] = one
            self.box[one] = box

    def numbers(self) -> dict[int, int]:
        order: dict[int, int] = {}
        return {node: order.setdefault(self.head(node), len(order)) for node in self.parent}
