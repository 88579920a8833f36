"""`NamedPlaces`: what an end may be told by that is no street: rivers, hills, gates, villages, and bounds of areas."""

from dataclasses import dataclass
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.events import Place
from geodata.areas import find_area
from geodata.end_words import BOUNDARY
from geodata.endpoints import VAGUE_M, Endpoint, Kernel
from geodata.graph import Graph
from geodata.names import name_key, place_keys, rail_key
from geodata.network import DIVISION

BESIDE_M = 200.0  # roads that mark a boundary run beside it


@dataclass(frozen=True, eq=False)
class NamedPlaces:
    """The named places of a graph's network, in plane metres."""

    graph: Graph

    @cached_property
    def by_key(self) -> dict[str, list[tuple[str, BaseGeometry]]]:
        """Kind and shape of each, by the keys it may be told under."""
        plane = self.graph.network.plane
        found: dict[str, list[tuple[str, BaseGeometry]]] = {}
        for place in self.graph.network.places:
            flat = shapely.transform(place.geometry, plane.to_metres)
            for name in place.names:
                rail = rail_key(name) if place.kind == "railway" else None
                for key in dict.fromkeys((*place_keys(name, place.kind), *([rail] if rail else []))):
                    found.setdefault(key, []).append((place.kind, flat))
        return found

    @cached_property
    def _grounds(self) -> dict[Place, BaseGeometry | None]:
        return {}

    def ground(self, place: Place) -> BaseGeometry | None:
        """Where a road of that place may lie: the area and what lies just beside; None if unknown."""
        if place not in self._grounds:
            divisions = self.graph.network.divisions
            area = find_area(place, divisions) if divisions else None
            flat = shapely.transform(area, self.graph.network.plane.to_metres).buffer(BESIDE_M) if area else None
            if flat is not None:
                shapely.prepare(flat)
            self._grounds[place] = flat
        return self._grounds[place]

    def find(self, text: str, side_deg: float | None = None) -> Endpoint | None:
        """A named place, by the name as it is if it is so on the map."""
        keys = [key for key in place_keys(text) if any(kind != DIVISION for kind, _ in self.by_key.get(key, ()))]
        found = [each for each in self.by_key.get(keys[0], ()) if each[0] != DIVISION] if keys else []
        if keys and keys[0] not in place_keys(text, "place"):
            found = [each for each in found if each[0] == "station"]  # 望湖路站 is no school of that name
        if not keys:
            found = [each for each in self.by_key.get(rail_key(text) or "", ()) if each[0] == "railway"]
        if found:
            spread_m = min(VAGUE_M[kind] for kind, _ in found)
            shape = shapely.union_all([shape for _, shape in found])
            return Endpoint("vague", text, kernel=Kernel(shape, spread_m, 0.0, side_deg))
        return None

    def boundary(self, text: str) -> Endpoint | None:
        """The bounds of an administrative area: 历城区界, 与章丘区交界处."""
        found = BOUNDARY.match(text)
        if found is None:
            return None
        shapes = [shape.boundary for kind, shape in self.by_key.get(name_key(found["area"]), ()) if kind == DIVISION]
        if not shapes:
            return Endpoint("missing", text)
        return Endpoint("vague", text, kernel=Kernel(shapely.union_all(shapes), VAGUE_M["boundary"]))
