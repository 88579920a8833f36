"""How a line ends: just where the words say, where the same road goes on, or at nothing that is told."""

import shapely

from geodata.candidates import Candidate
from geodata.endpoints import Endpoint
from geodata.linear import turn_deg
from geodata.wanted import Wanted

NAMESAKE_M = 2_000.0  # a street of the name that lies farther off is another one


def is_exact(endpoint: Endpoint, candidate: Candidate, at: int) -> bool:
    """Whether an end (0 or -1) of a line lies just where the words say: at a crossing, or so far from it."""
    told = {"told"} if endpoint.kind in {"offset", "midpoint"} else {"junction", "told"}
    return endpoint.located and candidate.crossing(at) in endpoint.junctions and candidate.stop(at).kind in told


def away_m(endpoint: Endpoint, candidate: Candidate, at: int) -> float:
    """How far an end lies from what the map names for it; 0 where it lies just there or the map names nothing."""
    if not endpoint.located or is_exact(endpoint, candidate, at):
        return 0.0
    graph, spot = candidate.graph, shapely.Point(candidate.ends[at])
    places = shapely.MultiPoint(graph.places[sorted(endpoint.junctions)])
    streets = graph.lines[sorted(endpoint.segments)].tolist() if endpoint.kind == "street" else []
    return float(min(shape.distance(spot) for shape in (places, *streets)))


def runs_on(candidate: Candidate, at: int) -> float:
    """Whether beyond that end the same road goes on: straight, with the same class and name."""
    graph, walk = candidate.graph, candidate.walk
    last, here = walk.segments[at], graph.ways[walk.junctions[at]]
    came = next(way for way in here if way.segment == last)
    heading = (came.leaves_deg + 180.0) % 360.0
    return float(
        any(
            turn_deg(heading, way.leaves_deg) < 30.0
            and graph.rank[way.segment] == graph.rank[last]
            and graph.main_keys[way.segment] == graph.main_keys[last]
            for way in here
            if way.segment != last
        )
    )


def open_kind(wanted: Wanted, candidate: Candidate, at: int, endpoint: Endpoint) -> int:
    """How a line ends where the end could not be located: 0 dead end, 1 junction, 2 named junction, 3 mid-road."""
    graph, segments = candidate.graph, set(candidate.walk.segments)
    if candidate.stop(at).short_m:
        return 3
    beyond = [way for way in graph.ways[candidate.walk.junctions[at]] if way.segment not in segments]
    named_on = any(not wanted.keys.isdisjoint(graph.keys[way.segment]) for way in beyond)
    here = any(not wanted.keys.isdisjoint(graph.keys[segment]) for segment in segments)
    on_name = here and not named_on
    if not beyond or on_name:
        return 0
    crossing = {graph.main_keys[way.segment] for way in beyond} - {""} - wanted.keys
    return 2 if crossing and endpoint.text not in crossing else 1
