"""`Gazing`: an end in words looked up on the network, among named places and among the versions given together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.events import Place
from gazetteer.extents import Terminus
from gazetteer.scripts import one_script
from geodata.end_words import (
    AND,
    ASIDE,
    BESIDE,
    BEYOND,
    BRINK,
    DEAD_END,
    EXTENSION,
    GATE,
    MEETING,
    MIDPOINT,
    OFFSET,
    PLANNED,
    TIP,
    TO,
    halves,
    meeting_streets,
    other_names,
    pieces,
    with_area,
    without_mouth,
)
from geodata.endpoints import SIDES, UNSAID, VAGUE_M, Endpoint, Kernel
from geodata.graph import MOTORWAY, Graph
from geodata.linear import turn_deg
from geodata.named_places import NamedPlaces
from geodata.names import is_fast, name_key, whole_key

BESIDE_M = 200.0  # roads that mark a boundary run beside it
TOWARD_DEG = 60.0  # so far off a side a thing still lies that way
EXTENSION_M = 3_000.0  # an extension is no longer
SECTOR_M = 600.0  # where nothing of it is drawn
BEYOND_M = 100.0  # 枫山路以东 is told of what does not end on it


@dataclass(frozen=True, eq=False)
class Gazing:
    """What ends are looked up in: the graph, and the versions given together, numbered, by key."""

    graph: Graph
    siblings: Mapping[str, tuple[int, ...]]

    @cached_property
    def places(self) -> NamedPlaces:
        return NamedPlaces(self.graph)

    @cached_property
    def dead_ends(self) -> frozenset[int]:
        """Junctions that only one segment reaches."""
        return frozenset(junction for junction, ways in enumerate(self.graph.ways) if len(ways) == 1)

    def endpoint(self, terminus: Terminus | None, own: str, place: Place | None = None) -> Endpoint:
        """The endpoint of a terminus of the road with the key `own` in a place, whatever script its notice is in."""
        if terminus is None or terminus.text is None:
            return UNSAID
        areas = (place.district, place.area, *place.subdistricts) if place else ()
        return self.read(with_area(one_script(terminus.text), areas), terminus.planned, own)

    def read(self, text: str, planned: bool, own: str) -> Endpoint:
        """The endpoint said by `text`."""
        named = self.named(text, text, own)
        others = (other for name in other_names(text) if (other := self.street(name, text)).located)
        if named is not None or (named := next(others, None)) is not None:
            return named
        if planned or PLANNED.match(text):
            return Endpoint("planned", text)
        if (tip := self.tip(text)) is not None:
            return tip
        if DEAD_END.search(text):
            return Endpoint("dead_end", text, self.dead_ends)
        return (
            self.midpoint(text)
            or self.crossing(text, own)
            or self.extension(text)
            or self.offset(text, own)
            or self.places.boundary(text)
            or self.places.find(text)
            or self.other(text, own)
        )

    def named(self, name: str, text: str, own: str) -> Endpoint | None:
        """The street of that name, here or among the versions given together; None where there is none."""
        key, street = name_key(name), self.street(name, text)
        if street.located and self.is_motorway(street) and not is_fast(own):
            # It is crossed without a junction; only its like ends in one.
            return Endpoint("vague", text, kernel=Kernel(self.shape(street), VAGUE_M["motorway"]))
        if street.located:
            return self.instead(street, name, own) or street
        if key in self.siblings and key != own:
            return Endpoint("reference", text, refers_to=self.siblings[key])
        return None

    def street(self, name: str, text: str) -> Endpoint:
        """The street of that name, of which one told may be a stretch (人民路东段), or nothing located."""
        keys = (key for key in (name_key(name), whole_key(name)) if key in self.graph.by_key)
        segments = frozenset(self.graph.by_key.get(next(keys, ""), ()))
        junctions = self.graph.junctions(segments) | self.graph.inside.get(name_key(name), frozenset())
        return Endpoint("street" if junctions else "missing", text, junctions, segments)

    def instead(self, street: Endpoint, name: str, own: str) -> Endpoint | None:
        """What is meant by a street that a road nowhere meets: where it passes over or under it, or a place near it."""
        segments = self.graph.by_key.get(own, ())
        if not segments or street.junctions & self.graph.junctions(segments):
            return None
        road, place = self.lines(segments), self.places.find(name)
        if not (over := road.intersection(self.shape(street))).is_empty:
            return Endpoint("vague", street.text, kernel=Kernel(over, VAGUE_M["street"]))
        kernel = place.kernel if place is not None else None
        return place if kernel is not None and road.distance(kernel.shape) <= kernel.spread_m else None

    def is_motorway(self, street: Endpoint) -> bool:
        """Whether all of a street is a motorway."""
        return bool(street.segments) and all(self.graph.rank[each] == MOTORWAY for each in street.segments)

    def crossing(self, text: str, own: str) -> Endpoint | None:
        """Where two named streets meet; where the map has only one of them, that one, unless it is the road's own."""
        told = MEETING.search(text) is not None
        parted = [pair for words in meeting_streets(text) for pair in halves(words)]
        whole = [] if parted or not told else [pair for words in meeting_streets(text) for pair in pieces(words)]
        for pair in (*parted, *whole):
            first, second = (self.street(name, text) for name in pair)
            if both := first.junctions & second.junctions:
                streets = (each for each, name in zip((first, second), pair, strict=True) if name_key(name) != own)
                return Endpoint("crossing", text, both, frozenset().union(*(each.segments for each in streets)))
        if not told or not parted:
            return None
        others = dict.fromkeys(name for pair in parted for name in pair if name_key(name) != own)
        known = [found for name in others if (found := self.named(name, text, own)) is not None]
        located = [found for found in known if found.kind != "reference"] or known
        # Two that do not meet here are no crossing: which of them the road ends on is not said.
        return located[0] if len(located) == 1 else Endpoint("missing", text)

    def extension(self, text: str) -> Endpoint | None:
        """Beyond the end of a named road that lies on its side: nameless ways that go on there, else a wide sector."""
        found = EXTENSION.match(text)
        if found is None:
            return None
        base = self.street(found["base"], text)
        if not base.located:
            return Endpoint("planned", text)
        side = found["side"] or found["toward"]
        side_deg = SIDES[side] if side else None
        tips = self.tips(base, side_deg)
        ways = (way for tip in tips for way in self.graph.ways[tip] if way.segment not in base.segments)
        ahead = [way for way in ways if side_deg is None or turn_deg(way.leaves_deg, side_deg) < TOWARD_DEG]
        onward = {each.segment for way in ahead for each in self.graph.nameless_on(way, EXTENSION_M)}
        if onward:
            return Endpoint("vague", text, kernel=Kernel(self.lines(onward), VAGUE_M["street"]))
        # Nothing joins there: somewhere on that side, as far as such a road may reach.
        from_here = shapely.MultiPoint(self.graph.places[tips]) if tips else self.shape(base)
        return Endpoint("vague", text, kernel=Kernel(from_here, SECTOR_M, 0.0, side_deg, exact=True))

    def tip(self, text: str) -> Endpoint | None:
        """Where a named road ends: 人民路东端, 人民路尽头."""
        found = TIP.match(text)
        base = self.street(found["base"], text) if found else None
        if found is None or base is None or not base.segments:
            return None
        tips = self.tips(base, SIDES[found["side"]] if found["side"] else None)
        return Endpoint("street", text, frozenset(tips), base.segments) if tips else None

    def tips(self, street: Endpoint, side_deg: float | None) -> list[int]:
        """The junctions where a street's name ends; with a side the one that lies farthest that way, if any does."""
        touched = Counter(junction for segment in street.segments for junction in self.graph.ends[segment])
        tips = sorted(junction for junction, times in touched.items() if times == 1)
        if side_deg is None or not tips:
            return tips
        from_middle = self.graph.places[tips] - self.graph.places[sorted(touched)].mean(axis=0)
        way = np.array([np.sin(np.radians(side_deg)), np.cos(np.radians(side_deg))])
        along_m = from_middle @ way
        best = int(along_m.argmax())
        toward = along_m[best] > np.cos(np.radians(TOWARD_DEG)) * np.hypot(*from_middle[best])
        return [tips[best]] if toward else []

    def offset(self, text: str, own: str) -> Endpoint | None:
        """So many metres to one side of something."""
        found = OFFSET.match(text)
        if found is None:
            return None
        base = self.crossing(found["base"], own) or self.read(found["base"], False, "")
        side, away_m = SIDES[found["side"]], float(found["metres"]) * (1.0 if found["unit"] in "米m" else 1000.0)
        if base.located:
            shape = self.shape(base) if base.kind == "street" else self.spots(base.junctions)
            kernel = Kernel(shape, 20.0 + 0.05 * away_m, away_m, side, exact=True)
            return Endpoint("offset", text, base.junctions, base.segments, kernel, off_m=away_m, side_deg=side)
        if base.kernel is not None:
            return Endpoint("vague", text, kernel=Kernel(base.kernel.shape, 60.0, away_m, side, exact=True))
        return Endpoint("missing", text)

    def midpoint(self, text: str) -> Endpoint | None:
        """Half way from one street to another; a road may begin on one of them, or pass both."""
        found = MIDPOINT.match(text)
        parted = list(halves(found["streets"], AND + TO)) if found else []
        for pair in parted:
            first, second = (self.street(name, text) for name in pair)
            if first.located and second.located:
                both = first.junctions, second.junctions
                return Endpoint("midpoint", text, both[0] | both[1], first.segments | second.segments, between=both)
        return Endpoint("missing", text) if parted else None

    def other(self, text: str, own: str) -> Endpoint:
        """A mouth, a side of a street or a place; else it is missing here."""
        for base in without_mouth(text):
            if street := self.named(base, text, own):
                return street
        if aside := ASIDE.match(text):
            street = self.named(aside["base"], text, own) or self.crossing(aside["base"], own)
            if street is not None and (street.located or street.kind == "reference"):
                return street
        for beside in (GATE.match(text), BRINK.match(text)):
            if beside and (place := self.places.find(beside["base"])):
                return place
        if beside := BEYOND.match(text) or BESIDE.match(text):
            side_deg = SIDES[beside["side"]]
            street = self.street(beside["base"], text)
            if street.located and beside.re is BEYOND:
                kernel = Kernel(self.shape(street), VAGUE_M["beyond"], BEYOND_M, side_deg, exact=True)
                return Endpoint("vague", text, kernel=kernel)
            if street.located:
                spread_m = VAGUE_M["motorway" if self.is_motorway(street) else "street"]
                return Endpoint("vague", text, kernel=Kernel(self.shape(street), spread_m, 10.0, side_deg))
            if place := self.places.find(beside["base"], side_deg):
                return place
        return Endpoint("missing", text)

    def shape(self, street: Endpoint) -> BaseGeometry:
        """Where a street lies."""
        return self.lines(street.segments) if street.segments else self.spots(street.junctions)

    def lines(self, segments: Iterable[int]) -> BaseGeometry:
        return shapely.union_all(self.graph.lines[sorted(segments)])

    def spots(self, junctions: Iterable[int]) -> BaseGeometry:
        return shapely.MultiPoint(self.graph.places[sorted(junctions)])
