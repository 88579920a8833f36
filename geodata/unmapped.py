"""A road that is not on the map as it is stated and may be there all the same: under its name, or another road's.

To call it missing would have it drawn twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

import numpy as np
import shapely

from gazetteer.records import RoadVersion
from gazetteer.text import Sentence
from gazetteer.toponyms import look_alike
from geodata.areas import find_area
from geodata.checks import COURSE_OFF_DEG, sides_off_deg
from geodata.graph import Graph, graph_of
from geodata.map_names import NAMED_SHARE, MapNames, middle
from geodata.names import name_key
from geodata.outcomes import Alignment, Coordinate, NotMapped, Resolution, Resolved
from geodata.tasks import Stands, TaskKind

BESIDE_DEG = 0.002  # a road on the bounds of its district lies in it
FITS = 0.08  # of the stated length, or
FITS_M = 15.0  # what junctions hide
AT_M = 30.0  # a line ends on a street that is no farther away
MOST_OF_IT = 0.6  # of what bears the other name: a road is not a piece of a street that runs on
WAYS_SAID = 3

History = Sequence[RoadVersion]  # of one road, earliest first
Held = Mapping[int, Set[tuple[str, str]]]  # way → (road id, key of its name) of the roads that run there


def held_ways(versions: Sequence[RoadVersion], resolutions: Mapping[tuple[str, str], Resolution]) -> Held:
    """The ways on which roads in force run, certainly or by their name."""
    held = defaultdict[int, set[tuple[str, str]]](set)
    for version in versions:
        found = resolutions.get((version.road_id, version.description))
        if version.valid.end is None and isinstance(found, Resolved) and (found.confident or found.basis == "named"):
            for way_id in found.alignment.way_ids:
                held[way_id].add((version.road_id, name_key(version.name)))
    return held


def made_of(histories: Iterable[History], kin: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Road id → the names of the roads that it was made of, the latest first."""
    names = {each[0].road_id: [one.name for one in reversed(each)] for each in histories}
    return {
        road_id: tuple(dict.fromkeys(name for one in before for name in names.get(one, ())))
        for road_id, before in kin.items()
    }


def find_there(
    history: History, outcome: NotMapped, names: MapNames, held: Held, before: Sequence[str] = ()
) -> tuple[TaskKind, Stands] | None:
    """What of the map may be a road that was not found on it: to be put right there, not drawn once more.

    `before`: the names of the roads that it was divided from or joined of.
    """
    version = history[-1]
    return (
        _namesake(history, names, held)
        or _fitting(version, outcome, names, held)
        or _still_whole(version, before, names, held)
    )


def _still_whole(
    version: RoadVersion, before: Sequence[str], names: MapNames, held: Held
) -> tuple[TaskKind, Stands] | None:
    """The road it was divided from, or one that it was joined of, under its name of then."""
    graph = graph_of(names.network)
    for called in before:
        segments = _segments(version, called, graph, held)
        if segments:
            said = Sentence(
                f"图上没有“{version.name}”；它由“{called}”分出或并成，图上仍有“{called}”，请核对，勿另画一条。",
                f"{version.name} is not on the map; it was made of {called}, which the map still has: "
                "compare, do not draw it twice.",
            )
            return "name", Stands(said, _amid(graph, segments), sure=False)
    return None


def _namesake(history: History, names: MapNames, held: Held) -> tuple[TaskKind, Stands] | None:
    """A road of its name, or of one it had before, that runs otherwise than stated."""
    version, graph = history[-1], graph_of(names.network)
    for called in dict.fromkeys(one.name for one in reversed(history)):
        segments = _segments(version, called, graph, held)
        if segments:
            return _differs(version, called, sum(graph.length_m[one] for one in segments), _amid(graph, segments))
    return None


def _segments(version: RoadVersion, called: str, graph: Graph, held: Held) -> list[int]:
    """The segments of a name where the road must lie and no other road of that name does."""
    key, network = name_key(called), graph.network
    area = find_area(version.place, network.divisions)
    links = {one: int(network.arrays["segment"][one, 2]) for one in graph.by_key.get(key, ())}
    return [
        one
        for one, link in links.items()
        if not any(of == key for of in _others(version, int(network.arrays["way_id"][link]), held))
        and (area is None or shapely.LineString(network.line(link)).distance(area) < BESIDE_DEG)
    ]


def _others(version: RoadVersion, way_id: int, held: Held) -> list[str]:
    """The keys of the other roads that run on a way."""
    return [key for road_id, key in held.get(way_id, ()) if road_id != version.road_id]


def _amid(graph: Graph, segments: Sequence[int]) -> Coordinate:
    """The middle of the longest of some segments."""
    longest = max(segments, key=lambda one: (graph.length_m[one], one))
    ((lon, lat),) = graph.network.plane.to_degrees(np.array([graph.middles[longest]])).tolist()
    return round(lon, 7), round(lat, 7)


def _differs(version: RoadVersion, called: str, metres: float, place: Coordinate) -> tuple[TaskKind, Stands]:
    metres, stated = 10 * round(metres / 10), _stated(version)
    there = Sentence(
        f"（共约 {metres:.0f} 米），起止、方位或长度与公告（{stated.zh}）对不上；请核对，勿另画一条。",
        f"(about {metres:.0f} m of it), which does not agree with what is stated ({stated.en}); "
        "compare, do not draw it twice.",
    )
    if called == version.name:
        said = Sentence(f"图上已有“{called}”{there.zh}", f"the map has a {called} {there.en}")
        return "ends", Stands(said, place, sure=False)
    said = Sentence(
        f"“{version.name}”在图上或仍名“{called}”{there.zh}",
        f"{version.name} may still be called {called} on the map {there.en}",
    )
    return "name", Stands(said, place, sure=False)


def _stated(version: RoadVersion) -> Sentence:
    """The stated ends, with their sides, and length in short."""
    both = (version.extent.start, version.extent.end)
    ends = "—".join(
        f"{end.side}：{end.text or '？'}" if end and end.side else (end and end.text) or "？" for end in both
    )
    if version.length is None:
        return Sentence(ends, ends)
    return Sentence(f"{ends}，{version.length.value:.0f} 米", f"{ends}, {version.length.value:.0f} m")


def _fitting(version: RoadVersion, outcome: NotMapped, names: MapNames, held: Held) -> tuple[TaskKind, Stands] | None:
    """The likeliest line, where it agrees in all that is stated but bears another name."""
    line = outcome.candidates[0] if outcome.candidates else None
    other = names.under(line) if line is not None and _agrees(version, line, names) else None
    if line is None or other is None or names.share(other, line) < NAMED_SHARE:
        return None
    if all(_others(version, way_id, held) for way_id in line.way_ids):
        return None  # that is another road of the register
    if line.measured_length_m * len(line.courses) < MOST_OF_IT * _length_m(other, names):
        return None  # that is a piece of a longer street
    ways = [str(way_id) for way_id in line.way_ids[:WAYS_SAID]]
    alike = look_alike(version.name, other)
    said = Sentence(
        f"图上没有“{version.name}”；起止、长度和走向都相符的一条名为“{other}”（way {'、'.join(ways)}），或即此路"
        + ("，字形相近，或系误写。" if alike else "。"),
        f"{version.name} is not on the map; what fits in ends, length and direction is called {other} there "
        f"(way {', '.join(ways)}) and may be it" + (": characters easily taken for one another." if alike else "."),
    )
    return "name", Stands(said, middle(line), sure=False)


def _length_m(called: str, names: MapNames) -> float:
    """How long all is that bears a name."""
    graph = graph_of(names.network)
    return float(sum(graph.length_m[one] for one in graph.by_key.get(name_key(called), ())))


def _agrees(version: RoadVersion, line: Alignment, names: MapNames) -> bool:
    """Whether a line agrees with a road's length, sides and both end streets, all of which are stated."""
    if version.length is None or version.length.value <= 0:
        return False
    stated_m, course = version.length.value, line.courses[0].coordinates
    off_m = abs(line.measured_length_m - stated_m)
    ends = zip((version.extent.start, version.extent.end), (course[0], course[-1]), strict=True)
    return (
        off_m <= max(FITS * stated_m, FITS_M)
        and all(off_deg <= COURSE_OFF_DEG for _, off_deg in sides_off_deg(version, line))
        and all(
            end is not None and any(names.is_near(text, at, AT_M) for text in (end.text, end.refers_to) if text)
            for end, at in ends
        )
    )
