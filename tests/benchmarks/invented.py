"""Names for a town without any: each run of links that goes on smoothly is one street, twin carriageways together."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from random import Random

import networkx as nx  # type: ignore[import-untyped]
import numpy as np
import shapely

from tests.benchmarks.ground import NO_STREET, Floats, Ground, Link

STRAIGHT_DEG, TWIN_M, SHORTEST_M = 30.0, 45.0, 250.0
_SPECIFIC = "东南西北中金银铜玉石青红白紫翠天星月日光海江河湖泉溪林园城桥龙凤鹤鹿马福禄寿喜丰和平公正"


def is_nameless(ground: Ground) -> bool:
    """Whether hardly any street of the town has a name."""
    return sum(link.street is not None for link in ground.links) < 0.02 * len(ground.links)


def name_streets(ground: Ground, seed: int) -> Ground:
    """The ground with an invented name on every street longer than 250 m."""
    names: list[tuple[str, ...]] = [() for _ in ground.links]
    inventing = _names(Random(seed))
    for street in _streets(ground):
        if sum(ground.links[index].length_m for index in street) >= SHORTEST_M:
            name = next(inventing)
            for index in street:
                names[index] = (name,)
    return ground.named(names)


def _names(random: Random) -> Iterator[str]:
    pairs = [a + b for a in _SPECIFIC for b in _SPECIFIC if a != b]
    random.shuffle(pairs)
    yield from (pair + generic for generic in ("路", "街", "大道") for pair in pairs)


def _streets(ground: Ground) -> list[list[int]]:
    graph = nx.Graph()
    graph.add_nodes_from(i for i, link in enumerate(ground.links) if link.highway not in NO_STREET | {"service"})
    graph.add_edges_from(_smooth(ground, graph))
    strokes = [sorted(stroke) for stroke in nx.connected_components(graph)]
    graph.add_edges_from(_twins(ground, strokes))
    return [sorted(street) for street in nx.connected_components(graph)]


def _smooth(ground: Ground, eligible: nx.Graph) -> Iterator[tuple[int, int]]:
    """At each junction the pairs of links that go on most straightly, each link once."""
    for node, links in ground.at_node.items():
        pairs = [
            (bend, one, other)
            for one, other in combinations([index for index in links if index in eligible], 2)
            if (bend := _bend_deg(ground, node, one, other)) < STRAIGHT_DEG and _flows(ground, node, one, other)
        ]
        taken: set[int] = set()
        for _, one, other in sorted(pairs):
            if one not in taken and other not in taken:
                taken |= {one, other}
                yield one, other


def _flows(ground: Ground, node: int, one: int, other: int) -> bool:
    """Whether traffic can go on from one link to the other, and both are of a class."""
    a, b = ground.links[one], ground.links[other]
    if a.highway != b.highway or (a.oneway == 0) != (b.oneway == 0):
        return False
    return a.oneway == 0 or (_enters(a, node) != _enters(b, node))


def _enters(link: Link, node: int) -> bool:
    return (link.nodes[-1] == node) == (link.oneway > 0)


def _bend_deg(ground: Ground, node: int, one: int, other: int) -> float:
    first, second = _leaving(ground, node, one), _leaving(ground, node, other)
    cosine = -(first @ second) / (np.linalg.norm(first) * np.linalg.norm(second) + 1e-9)
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def _leaving(ground: Ground, node: int, index: int) -> Floats:
    link = ground.links[index]
    line = ground.metres(link.points if link.nodes[0] == node else link.points[::-1])
    return np.asarray(line[1] - line[0])


def _twins(ground: Ground, strokes: list[list[int]]) -> Iterator[tuple[int, int]]:
    """One-way strokes that run against each other side by side for most of the shorter one."""
    stroke_of = {index: number for number, stroke in enumerate(strokes) for index in stroke}
    one_way = [index for index in stroke_of if ground.links[index].oneway]
    middles = []
    for index in one_way:
        line = ground.metres(ground.links[index].points[:: ground.links[index].oneway])
        middles.append((line[len(line) // 2 - 1] + line[len(line) // 2]) / 2)
    lines = [shapely.LineString(ground.metres(ground.links[index].points)) for index in one_way]
    tree = shapely.STRtree(lines)
    beside: dict[tuple[int, int], float] = defaultdict(float)
    for place, near in zip(*tree.query(shapely.points(middles), predicate="dwithin", distance=TWIN_M), strict=True):
        one, other = one_way[place], one_way[near]
        a, b = stroke_of[one], stroke_of[other]
        if a != b and ground.links[one].highway == ground.links[other].highway and _against(ground, one, other):
            beside[a, b] += ground.links[one].length_m
    for (a, b), length_m in beside.items():
        whole = sum(ground.links[index].length_m for index in strokes[a])
        if length_m > 0.6 * whole:
            yield strokes[a][0], strokes[b][0]


def _against(ground: Ground, one: int, other: int) -> bool:
    first, second = (ground.metres(ground.links[each].points[:: ground.links[each].oneway]) for each in (one, other))
    a, b = first[-1] - first[0], second[-1] - second[0]
    return bool(a @ b < -0.85 * np.linalg.norm(a) * np.linalg.norm(b))
