"""`Gazing`: an end in words looked up on the network, among named places and among the versions given together."""

import re
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
from geodata.areas import find_area
from geodata.endpoints import SIDES, UNSAID, Endpoint, Kernel
from geodata.graph import Graph
from geodata.linear import turn_deg
from geodata.names import name_key
from geodata.network import DIVISION

SIDE = "东北|东南|西北|西南|东|西|南|北"
# 规划南北三号路, 在建春晖路, 拟命名的衡云路
PLANNED = re.compile(r"^(规划|在建|拟建|待建|新建|拟命名的?|未命名|无名)")
# 二环东路西延线
EXTENSION = re.compile(
    rf"^(?P<base>.+?)(?P<side>{SIDE})?(?:向(?P<toward>{SIDE}))?(?:延线|延长线|延伸线|延伸段|延长段)$"
)
# 枫山路与南柏路交汇处
CROSSING = re.compile(
    r"^(?P<first>.+?)[与和、](?P<second>.+?)(?:的)?(?:交叉口|交汇处|交会处|交接处|交界口|交叉处|路口|交口)$"
)
# 经十路以南200米, 柏路交汇处向西200米处
OFFSET = re.compile(rf"^(?P<base>.+?)(?:以|向|往)?(?P<side>{SIDE})(?:侧)?约?(?P<metres>\d+(?:\.\d+)?)(?:米|m)处?$")
# 建设路与解放路中点
MIDPOINT = re.compile(r"^(?P<first>.+?)[与和至到](?P<second>.+?)(?:之间|的|段)*(?:中点|中间|正中|中部)处?$")
# 漳河东岸, 工业园南围墙, 绕城高速北侧
BESIDE = re.compile(rf"^(?P<base>.+?)(?:以)?(?P<side>{SIDE})(?:侧|边|面|岸|围墙|端|头|堍)?$")
# 历城区界, 与章丘区交界处, 历下区与历城区界
BOUNDARY = re.compile(
    r"^(?:.*[与和、])?(?P<area>[^与和、]{2,}?[区县市镇乡道])(?:行政区划?)?(?:边界|分界|交界|界)(?:线|处)?$"
)
# 尽头, 断头路
DEAD_END = re.compile(r"(尽头|断头路?|尽端|死胡同)$")
# 仁城西路路口, 南三环口
MOUTH = re.compile(r"^(?P<base>.+?)(?:路口|口)$")
# Of each kind: how far, in metres, an end may lie from the thing it names (one standard deviation).
VAGUE_M = {
    "river": 40.0,
    "water": 80.0,
    "railway": 40.0,
    "bridge": 60.0,
    "gate": 30.0,
    "compound": 80.0,
    "school": 80.0,
    "landmark": 80.0,
    "station": 120.0,
    "park": 120.0,
    "village": 300.0,
    "peak": 500.0,
    "street": 30.0,
    "boundary": 60.0,
}
BESIDE_M = 200.0  # roads that mark a boundary run beside it
TOWARD_DEG = 60.0  # so far off a side a thing still lies that way
EXTENSION_M = 3_000.0  # an extension is no longer
SECTOR_M = 600.0  # where nothing of it is drawn


@dataclass(frozen=True, eq=False)
class Gazing:
    """What ends are looked up in: the graph, and the versions given together, numbered, by key."""

    graph: Graph
    siblings: Mapping[str, tuple[int, ...]]

    @cached_property
    def places(self) -> dict[str, list[tuple[str, BaseGeometry]]]:
        """Named places by key, in plane metres."""
        return places_of(self.graph)

    @cached_property
    def _grounds(self) -> dict[Place, BaseGeometry | None]:
        return {}

    def ground(self, place: Place) -> BaseGeometry | None:
        """Where a road of that place may lie, in plane metres: the area and what lies just beside; None if unknown."""
        if place not in self._grounds:
            divisions = self.graph.network.divisions
            area = find_area(place, divisions) if divisions else None
            flat = shapely.transform(area, self.graph.network.plane.to_metres).buffer(BESIDE_M) if area else None
            if flat is not None:
                shapely.prepare(flat)
            self._grounds[place] = flat
        return self._grounds[place]

    @cached_property
    def dead_ends(self) -> frozenset[int]:
        """Junctions that only one segment reaches."""
        return frozenset(junction for junction, ways in enumerate(self.graph.ways) if len(ways) == 1)

    def endpoint(self, terminus: Terminus | None, own: str) -> Endpoint:
        """The endpoint of a terminus of the road with the key `own`, whatever script its notice is in."""
        if terminus is None or terminus.text is None:
            return UNSAID
        return self.read(one_script(terminus.text), terminus.planned, own)

    def read(self, text: str, planned: bool, own: str) -> Endpoint:
        """The endpoint said by `text`."""
        key = name_key(text)
        street = self.street(text, text)
        if street.located:
            return street
        if key in self.siblings and key != own:
            return Endpoint("reference", text, refers_to=self.siblings[key])
        if planned or PLANNED.match(text):
            return Endpoint("planned", text)
        if DEAD_END.search(text):
            return Endpoint("dead_end", text, self.dead_ends)
        return (
            self.midpoint(text)
            or self.crossing(text)
            or self.extension(text)
            or self.offset(text)
            or self.boundary(text)
            or self.place(text)
            or self.other(text)
        )

    def street(self, name: str, text: str) -> Endpoint:
        """The street of that name, or nothing located."""
        segments = frozenset(self.graph.by_key.get(name_key(name), ()))
        return Endpoint("street" if segments else "missing", text, self.graph.junctions(segments), segments)

    def crossing(self, text: str) -> Endpoint | None:
        """Where two named streets meet."""
        found = CROSSING.match(text)
        if found is None:
            return None
        first, second = (self.street(found[part], text) for part in ("first", "second"))
        both = first.junctions & second.junctions
        if both:
            return Endpoint("crossing", text, both, first.segments | second.segments)
        known = first if first.located else second
        return known if known.located else Endpoint("missing", text)

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
            return Endpoint("vague", text, kernel=Kernel(self.shape(onward), VAGUE_M["street"]))
        # Nothing joins there: somewhere on that side, as far as such a road may reach.
        from_here = shapely.MultiPoint(self.graph.places[tips]) if tips else self.shape(base.segments)
        return Endpoint("vague", text, kernel=Kernel(from_here, SECTOR_M, 0.0, side_deg, exact=True))

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

    def boundary(self, text: str) -> Endpoint | None:
        """The bounds of an administrative area: 历城区界, 与章丘区交界处."""
        found = BOUNDARY.match(text)
        if found is None:
            return None
        shapes = [shape.boundary for kind, shape in self.places.get(name_key(found["area"]), ()) if kind == DIVISION]
        if not shapes:
            return Endpoint("missing", text)
        return Endpoint("vague", text, kernel=Kernel(shapely.union_all(shapes), VAGUE_M["boundary"]))

    def offset(self, text: str) -> Endpoint | None:
        """So many metres to one side of something."""
        found = OFFSET.match(text)
        if found is None:
            return None
        base = self.crossing(found["base"]) or self.read(found["base"], False, "")
        side, away_m = SIDES[found["side"]], float(found["metres"])
        if base.located:
            spots = shapely.MultiPoint([self.graph.places[each] for each in sorted(base.junctions)])
            shape: BaseGeometry = self.shape(base.segments) if base.kind == "street" else spots
            kernel = Kernel(shape, 20.0 + 0.05 * away_m, away_m, side, exact=True)
            return Endpoint("offset", text, base.junctions, base.segments, kernel, off_m=away_m, side_deg=side)
        if base.kernel is not None:
            return Endpoint("vague", text, kernel=Kernel(base.kernel.shape, 60.0, away_m, side, exact=True))
        return Endpoint("missing", text)

    def midpoint(self, text: str) -> Endpoint | None:
        """Half way to the second of two streets; the road begins on the first."""
        found = MIDPOINT.match(text)
        if found is None:
            return None
        second = self.street(found["second"], text)
        if not second.located:
            return Endpoint("missing", text)
        return Endpoint("midpoint", text, second.junctions, second.segments)

    def place(self, text: str, side_deg: float | None = None) -> Endpoint | None:
        """A named place: the exact name first, then without the words for a side of it."""
        found = [each for each in self.places.get(name_key(text), ()) if each[0] != DIVISION]
        if found:
            spread_m = min(VAGUE_M[kind] for kind, _ in found)
            shape = shapely.union_all([shape for _, shape in found])
            return Endpoint("vague", text, kernel=Kernel(shape, spread_m, 0.0, side_deg))
        return None

    def other(self, text: str) -> Endpoint:
        """A mouth, a side of a street or a place; else it is missing here."""
        if (mouth := MOUTH.match(text)) and (street := self.street(mouth["base"], text)).located:
            return street
        if beside := BESIDE.match(text):
            side_deg = SIDES[beside["side"]]
            street = self.street(beside["base"], text)
            if street.located:
                return Endpoint("vague", text, kernel=Kernel(self.shape(street.segments), 30.0, 10.0, side_deg))
            if place := self.place(beside["base"], side_deg):
                return place
        return Endpoint("missing", text)

    def shape(self, segments: Iterable[int]) -> BaseGeometry:
        return shapely.union_all(self.graph.lines[sorted(segments)])


def places_of(graph: Graph) -> dict[str, list[tuple[str, BaseGeometry]]]:
    """Named places of the graph's network by key, in plane metres."""
    plane = graph.network.plane
    found: dict[str, list[tuple[str, BaseGeometry]]] = {}
    for place in graph.network.places:
        flat = shapely.transform(place.geometry, plane.to_metres)
        for name in place.names:
            found.setdefault(name_key(name), []).append((place.kind, flat))
    return found
