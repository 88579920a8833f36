"""The carriageway driven the other way, where segments do not pair it: one-way links abreast of a line."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from itertools import count

import numpy as np
import shapely

from geodata.crs import Floats
from geodata.linear import measures
from geodata.network import RoadNetwork

ABREAST_M = 60.0  # carriageways lie no farther apart
LENGTHS_OFF = 0.1  # and their lengths differ by no more, or
LENGTHS_OFF_M = 60.0

Oriented = tuple[int, bool]  # a link, and whether it runs against the described direction


@dataclass(frozen=True, eq=False)
class OneWays:
    """The one-way links of a network, in plane metres, and a tree to find them by place."""

    rows: Sequence[int]
    tree: shapely.STRtree


@lru_cache(maxsize=8)
def _one_ways(network: RoadNetwork) -> OneWays:
    rows = np.flatnonzero(network.arrays["oneway"]).tolist()
    return OneWays(rows, shapely.STRtree(network.metric_lines[rows]))


def opposite(
    network: RoadNetwork,
    line: Floats,
    links: Collection[int],
    forwards: bool,
    ends: tuple[frozenset[int], frozenset[int]],
) -> list[Oriented] | None:
    """The links of the other carriageway in the described direction; None where there is none from end to end.

    `line` (plane metres) is the carriageway known, made of `links`; `forwards` tells whether it is driven in the
    described direction. `ends` are the nodes at which the other one may begin and end.
    """
    beside = _beside(network, line, links)
    near = [
        frozenset(node for node in nodes if _away(network, node, line[at]) <= ABREAST_M)
        for nodes, at in zip(ends, (0, -1), strict=True)
    ]
    leaving: dict[int, list[tuple[int, int, bool]]] = defaultdict(list)
    for link in beside:
        driven = int(network.arrays["oneway"][link]) > 0
        # Described forwards, the other carriageway is walked against its traffic, and the other way round.
        backwards = driven == forwards
        nodes = int(network.arrays["start"][link]), int(network.arrays["end"][link])
        first, last = nodes[::-1] if backwards else nodes
        leaving[first].append((last, link, backwards))
    found = _shortest(network, leaving, near[0], near[1])
    if found is None:
        return None
    length_m = sum(float(network.arrays["length_m"][link]) for link, _ in found)
    known_m = float(measures(line)[-1])
    return found if abs(length_m - known_m) <= max(LENGTHS_OFF_M, LENGTHS_OFF * known_m) else None


def _beside(network: RoadNetwork, line: Floats, links: Collection[int]) -> list[int]:
    """One-way links of the line's classes that lie wholly beside it and may bear its name."""
    arrays, one_ways = network.arrays, _one_ways(network)
    classes = {int(arrays["highway"][link]) for link in links}
    names = {name for link in links for name in network.name_lists[int(arrays["names"][link])]}
    reach = shapely.LineString(line).buffer(ABREAST_M)
    rows = (one_ways.rows[found] for found in one_ways.tree.query(reach, predicate="contains").tolist())
    return [
        row
        for row in rows
        if row not in links
        and int(arrays["highway"][row]) in classes
        and not arrays["roundabout"][row]
        and (not names or not (own := network.name_lists[int(arrays["names"][row])]) or not names.isdisjoint(own))
    ]


def _away(network: RoadNetwork, node: int, point: Floats) -> float:
    return float(np.hypot(*(_node_places(network)[node] - point)))


@lru_cache(maxsize=8)
def _node_places(network: RoadNetwork) -> Floats:
    """The nodes in plane metres."""
    arrays = network.arrays
    places = np.zeros((len(arrays["junction"]), 2))
    places[arrays["start"]] = network.metres[arrays["offsets"][:-1]]
    places[arrays["end"]] = network.metres[arrays["offsets"][1:] - 1]
    return places


def _shortest(
    network: RoadNetwork,
    leaving: dict[int, list[tuple[int, int, bool]]],
    starts: Collection[int],
    goals: Collection[int],
) -> list[Oriented] | None:
    """The shortest run of links from a start to a goal."""
    ticket = count()
    queue: list[tuple[float, int, int, list[Oriented]]] = [(0.0, next(ticket), node, []) for node in sorted(starts)]
    done: set[int] = set()
    while queue:
        length_m, _, node, links = heappop(queue)
        if node in goals and links:
            return links
        if node in done:
            continue
        done.add(node)
        for other, link, backwards in leaving.get(node, ()):
            on_m = length_m + float(network.arrays["length_m"][link])
            heappush(queue, (on_m, next(ticket), other, [*links, (link, backwards)]))
    return None
