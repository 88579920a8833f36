"""True stretches: a street between two crossings, all carriageways, taken only where it is beyond doubt."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from random import Random

import networkx as nx  # type: ignore[import-untyped]
import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from tests.benchmarks.ground import MINOR, Floats, Ground

SHORTEST_M, LONGEST_M = 120.0, 4000.0
MOST_MEETINGS = 30  # of a street; more would take the time of a whole town
ONE_CROSSING_M = 80.0  # nodes of one crossing lie this near together
NAMELESS = "\0"  # begins what stands for a nameless road
ABREAST_M = 60.0  # two carriageways of a street lie this near
Oriented = tuple[int, bool]  # a link and whether it is passed as drawn


@dataclass(frozen=True, eq=False)
class Meeting:
    """One place where a street meets another: the nodes they share. `street` None: an unnamed one."""

    street: str | None
    nodes: frozenset[int]


@dataclass(frozen=True, eq=False)
class Stretch:
    """A street from one meeting to another: each carriageway an ordered chain of oriented links."""

    ground: Ground
    street: str
    start: Meeting
    end: Meeting
    courses: tuple[tuple[Oriented, ...], ...]

    @cached_property
    def links(self) -> frozenset[int]:
        return frozenset(link for course in self.courses for link, _ in course)

    @cached_property
    def lines(self) -> tuple[Floats, ...]:
        """Each carriageway in lon, lat, from start to end."""
        return tuple(chain_points(self.ground, course) for course in self.courses)

    @cached_property
    def length_m(self) -> float:
        """The mean geodesic length of the carriageways."""
        lengths = [sum(self.ground.links[link].length_m for link, _ in course) for course in self.courses]
        return sum(lengths) / len(lengths)

    def reversed(self) -> "Stretch":
        """The same stretch told from the other end."""
        courses = tuple(tuple((link, not ahead) for link, ahead in course[::-1]) for course in self.courses)
        return Stretch(self.ground, self.street, self.end, self.start, courses)


def chain_points(ground: Ground, course: Sequence[Oriented]) -> Floats:
    """The points of a chain of links, in order."""
    parts = [ground.links[link].points[:: 1 if ahead else -1] for link, ahead in course]
    return np.vstack([parts[0], *(part[1:] for part in parts[1:])])


def find_stretches(ground: Ground, street: str) -> Iterator[Stretch]:
    """Every trustworthy stretch of `street` between two places where it meets other streets."""
    graph = _graph(ground, ground.streets[street])
    meetings = list(_meetings(ground, street, graph))
    if len(meetings) > MOST_MEETINGS:
        meetings = Random(street).sample(meetings, MOST_MEETINGS)
    reach = [_reach(graph, meeting.nodes) for meeting in meetings]
    for first, start in enumerate(meetings):
        for second, end in enumerate(meetings):
            if first < second and start.street != end.street:
                yield from _between(ground, graph, (street, start, end), (reach[first], reach[second]))


def find_returns(ground: Ground, street: str) -> Iterator[Stretch]:
    """Every trustworthy stretch of `street` that leaves another street and comes back to it; it meets it just twice."""
    graph = _graph(ground, ground.streets[street])
    for name, nodes in _met(ground, street, graph).items():
        crossings = _crossings(ground, nodes)
        if not name.startswith(NAMELESS) and len(crossings) == 2:
            start, end = (Meeting(name, crossing) for crossing in crossings)
            reach = _reach(graph, start.nodes), _reach(graph, end.nodes)
            yield from _between(ground, graph, (street, start, end), reach)


def run_on(stretch: Stretch, run_m: tuple[float, float]) -> Stretch | None:
    """The stretch with what its street goes on past its end: so long at least, and no link more than takes it so far.

    None where its street does not, or where that is not beyond doubt.
    """
    ground, least_m, most_m = stretch.ground, *run_m
    courses = tuple((*course, *_past(ground, stretch, course, most_m)) for course in stretch.courses)
    run = Stretch(ground, stretch.street, stretch.start, stretch.end, courses)
    if any(len(longer) == len(course) for longer, course in zip(courses, stretch.courses, strict=True)):
        return None
    far_enough = run.length_m - stretch.length_m >= least_m
    return run if far_enough and is_trustworthy(run, ground.streets[stretch.street]) else None


def _past(ground: Ground, stretch: Stretch, course: Sequence[Oriented], most_m: float) -> Iterator[Oriented]:
    """How a course goes on past its end, as long as only one link of its street does, driven the same way."""
    index, ahead = course[-1]
    way, seen, length_m = ground.links[index].oneway * (1 if ahead else -1), set(stretch.links), 0.0
    while length_m < most_m:
        node = ground.links[index].nodes[-1 if ahead else 0]
        onward = [
            (each, link.nodes[0] == node)
            for each in ground.at_node.get(node, ())
            if (link := ground.links[each]).street == stretch.street
            and each not in seen
            and link.oneway * (1 if link.nodes[0] == node else -1) == way
        ]
        if len(onward) != 1:
            return
        index, ahead = onward[0]
        yield index, ahead
        seen.add(index)
        length_m += ground.links[index].length_m


def _between(
    ground: Ground, graph: nx.MultiDiGraph, told: tuple[str, Meeting, Meeting], reach: "tuple[Reach, Reach]"
) -> Iterator[Stretch]:
    """The stretch of a street from one meeting to another, if it is beyond doubt."""
    street, start, end = told
    courses = _courses(graph, _nearest(reach[0], end.nodes), _nearest(reach[1], start.nodes))
    stretch = Stretch(ground, street, start, end, courses)
    if courses and is_trustworthy(stretch, ground.streets[street]):
        yield stretch


def _graph(ground: Ground, own: Sequence[int]) -> nx.MultiDiGraph:
    """The street's links as a graph that knows its one-ways."""
    graph = nx.MultiDiGraph()
    for index in own:
        link = ground.links[index]
        for ahead, start, end in ((True, link.nodes[0], link.nodes[-1]), (False, link.nodes[-1], link.nodes[0])):
            if link.oneway == 0 or (link.oneway > 0) == ahead:
                graph.add_edge(start, end, link=index, ahead=ahead, length=link.length_m)
    return graph


def _meetings(ground: Ground, street: str, graph: nx.MultiDiGraph) -> Iterator[Meeting]:
    """Where the street meets named streets once, and every place where it meets an unnamed one."""
    for name, nodes in _met(ground, street, graph).items():
        spots = np.array([ground.places[node] for node in nodes])
        if np.ptp(spots, axis=0).max() <= ONE_CROSSING_M:  # met twice: the words would not say where
            yield Meeting(None if name.startswith(NAMELESS) else name, frozenset(nodes))


def _met(ground: Ground, street: str, graph: nx.MultiDiGraph) -> dict[str, set[int]]:
    """The nodes of a street on other streets, by their names; those on nameless roads each by itself."""
    by_name: dict[str, set[int]] = defaultdict(set)
    for node in graph:
        for index in ground.at_node.get(node, ()):
            link = ground.links[index]
            if link.street is not None and link.street != street:
                by_name[link.street].add(node)
            elif not link.names and link.highway not in MINOR and not link.highway.endswith("_link"):
                by_name[f"{NAMELESS}{node}"].add(node)
    return by_name


def _crossings(ground: Ground, nodes: set[int]) -> list[frozenset[int]]:
    """Nodes parted into crossings, each with the nodes near one of its own."""
    parted: list[set[int]] = []
    for node in sorted(nodes):
        near = [
            group
            for group in parted
            if any(np.hypot(*(ground.places[node] - ground.places[other])) <= ONE_CROSSING_M for other in group)
        ]
        parted = [group for group in parted if group not in near] + [{node}.union(*near)]
    return [frozenset(group) for group in parted]


Reach = tuple[dict[int, float], dict[int, list[int]]]


def _reach(graph: nx.MultiDiGraph, sources: frozenset[int]) -> Reach:
    lengths, paths = nx.multi_source_dijkstra(graph, set(sources), cutoff=LONGEST_M, weight="length")
    return lengths, paths


def _nearest(reach: Reach, targets: frozenset[int]) -> list[int] | None:
    lengths, paths = reach
    reached = [node for node in targets if node in lengths]
    return paths[min(reached, key=lambda node: (lengths[node], node))] if reached else None


def _courses(
    graph: nx.MultiDiGraph, ahead: list[int] | None, back: list[int] | None
) -> tuple[tuple[Oriented, ...], ...]:
    """One or two carriageways, both told from start to end; none where it is not clear."""
    there = _oriented(graph, ahead) if ahead else ()
    here = tuple((link, not way) for link, way in (_oriented(graph, back) if back else ())[::-1])
    if there and here and set(there) == set(here):
        return (there,)
    return tuple(course for course in (there, here) if course)


def _oriented(graph: nx.MultiDiGraph, path: list[int]) -> tuple[Oriented, ...]:
    steps = []
    for start, end in pairwise(path):
        edge = min(graph[start][end].values(), key=lambda each: (each["length"], each["link"]))
        steps.append((edge["link"], edge["ahead"]))
    return tuple(steps)


def is_trustworthy(stretch: Stretch, own: Sequence[int]) -> bool:
    """Whether nobody could doubt where the stretch runs: of fair length, carriageways abreast, nothing left out."""
    ground = stretch.ground
    if not SHORTEST_M <= stretch.length_m <= LONGEST_M:
        return False
    flat = [LineString(ground.metres(line)) for line in stretch.lines]
    if any(line.length > 4 * shapely.Point(line.coords[0]).distance(shapely.Point(line.coords[-1])) for line in flat):
        return False
    if any(not line.is_simple for line in flat):
        return False
    if len(flat) == 2 and (
        abs(flat[0].length - flat[1].length) > max(30.0, 0.08 * flat[0].length)
        or flat[0].hausdorff_distance(flat[1]) > ABREAST_M
    ):
        return False
    inner = _beside(flat)
    return not _has_left_out(stretch, own, inner) and not (len(flat) == 1 and _has_lost_twin(stretch, inner))


def _beside(flat: Sequence[LineString]) -> BaseGeometry:
    """What lies beside the carriageways, away from their ends."""
    near = shapely.union_all(list(flat)).buffer(ABREAST_M, cap_style="flat")
    ends = shapely.MultiPoint([xy for line in flat for xy in (line.coords[0], line.coords[-1])]).buffer(ABREAST_M)
    return near.difference(ends)


def _has_left_out(stretch: Stretch, own: Sequence[int], inner: BaseGeometry) -> bool:
    """Whether links of the same street run beside the stretch without being part of it."""
    left = [stretch.ground.flat[index] for index in own if index not in stretch.links]
    return float(sum(line.intersection(inner).length for line in left)) > 25.0


def _has_lost_twin(stretch: Stretch, inner: BaseGeometry) -> bool:
    """Whether the other carriageway of a one-way stretch may be there without its name."""
    ground, links = stretch.ground, [stretch.ground.links[index] for index in stretch.links]
    if not any(link.oneway for link in links):
        return False
    classes = {link.highway for link in links}
    near = [
        ground.flat[index]
        for index in ground.tree.query(inner, predicate="intersects")
        if index not in stretch.links and ground.links[index].oneway and ground.links[index].highway in classes
    ]
    beside = float(sum(line.intersection(inner).length for line in near))
    return beside > 0.3 * stretch.length_m
