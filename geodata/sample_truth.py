"""Where the roads of 样例镇 (虚构) truly run: stretches of drawn streets between two ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, product

from pyproj import Geod

from geodata.sample_acts import Run
from geodata.sample_extract import Town, Way

GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class TrueCourse:
    """One carriageway from start to end. `connecting_way_ids`: roundabouts it passes, not named after it."""

    way_ids: tuple[int, ...]
    connecting_way_ids: tuple[int, ...]
    coordinates: tuple[tuple[float, float], ...]

    @property
    def length_m(self) -> float:
        """Geodesic metres."""
        lons, lats = zip(*self.coordinates, strict=True)
        return float(GEOD.line_length(lons, lats))


def find_courses(town: Town, run: Run) -> tuple[TrueCourse, ...]:
    """The carriageways of a run, each drawn from its start to its end."""
    ways = [way for key in run.streets for way in town.ways if way.piece is not None and way.piece.street.key == key]
    by_carriageway = sorted(ways, key=_carriageway)
    return tuple(_course(town, tuple(group), run) for _, group in groupby(by_carriageway, key=_carriageway))


def measured_length_m(courses: Sequence[TrueCourse]) -> float:
    """The mean length of the carriageways."""
    return sum(course.length_m for course in courses) / len(courses)


def _carriageway(way: Way) -> int:
    return way.piece.carriageway if way.piece is not None else 0


def _course(town: Town, ways: tuple[Way, ...], run: Run) -> TrueCourse:
    steps = _steps(town, ways)
    chain = (steps[0][0], *(after for _, after, _ in steps))
    starts, ends = _places_on(town, chain, run.start, first=True), _places_on(town, chain, run.end, first=False)
    # on a dual street the nearer carriageway is where the road ends
    start, end = min(product(starts, ends), key=lambda pair: (abs(pair[0] - pair[1]) or 10**6, pair))
    nodes, taken = chain[min(start, end) : max(start, end) + 1], steps[min(start, end) : max(start, end)]
    if start > end:
        nodes, taken = nodes[::-1], taken[::-1]
    own = {way.way_id for way in ways}
    ids = tuple(dict.fromkeys(way_id for _, _, way_id in taken))
    return TrueCourse(
        way_ids=tuple(way_id for way_id in ids if way_id in own),
        connecting_way_ids=tuple(way_id for way_id in ids if way_id not in own),
        coordinates=tuple(town.location(node) for node in nodes),
    )


def _steps(town: Town, ways: tuple[Way, ...]) -> list[tuple[int, int, int]]:
    """From node, to node, way: along the street, and round the roundabouts that part it."""
    steps: list[tuple[int, int, int]] = []
    for way in ways:
        if steps and steps[-1][1] != way.node_ids[0]:
            steps += _round(town, steps[-1][1], way.node_ids[0])
        steps += [(before, after, way.way_id) for before, after in pairwise(way.node_ids)]
    return steps


def _round(town: Town, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    for way in town.ways:
        if start in way.node_ids and end in way.node_ids and way.node_ids[0] == way.node_ids[-1]:
            ring = way.node_ids[:-1]
            first = ring.index(start)
            turned = (*ring[first:], *ring[:first])
            arc = turned[: turned.index(end) + 1]
            yield from ((before, after, way.way_id) for before, after in pairwise(arc))


def _places_on(town: Town, chain: tuple[int, ...], key: str | None, *, first: bool) -> list[int]:
    """Where in the chain the street `key` is met; its first or last node when there is none to meet."""
    if key is None:
        return [0 if first else len(chain) - 1]
    met = {node for way in town.ways if way.piece is not None and way.piece.street.key == key for node in way.node_ids}
    return [index for index, node in enumerate(chain) if node in met]
