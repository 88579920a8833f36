"""`Ground`: what a map needs to know of an area before it draws anything; `Spot`: where on it a road is looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal
from urllib.parse import quote, urlencode

import numpy as np
from shapely.geometry import MultiLineString
from shapely.geometry.base import BaseGeometry

from gazetteer.registry import Area
from geodata.features import geometry
from geodata.network import RoadNetwork
from geodata.outcomes import Resolution, Resolved
from web.house import house, prefix
from web.mercator import Bounds
from web.parameters import Query, read_text


@dataclass(frozen=True, slots=True)
class Ground:
    """What the map needs to know of an area: its streets, if any are loaded, and whose they are."""

    area: Area
    tiles: str | None = None
    bounds: Bounds | None = None  # west, south, east, north of all streets
    view: Bounds | None = None  # where most of them are
    attribution: str | None = None


def areas() -> Sequence[Area]:
    """The cities and towns of the register, real ones first."""
    return [one for one in _all_areas() if one.name]


def roads_of_no_city() -> int:
    """How many roads there are of notices that name no city: they are on no map."""
    return sum(one.roads for one in _all_areas() if not one.name)


def _all_areas() -> Sequence[Area]:
    return house().remembered("areas", house().register.areas)


NO_CITY = "-"  # for an area: the roads of notices that name none


def asked_area(query: Query) -> str | None:
    """The city or town that a request asks for. Raises `AreaNotFoundError` where the register has nothing of it."""
    name = read_text(query, "area")
    return name if any(one.name == name for one in areas()) else house().register.asked_area(name)


def ground_of(area: Area) -> Ground:
    """What a map of an area begins with; its network is loaded only where it is not the one known last."""
    snapshot = house().snapshots.latest(area.name)
    if snapshot is None:
        return Ground(area)
    known: dict[str, tuple[Bounds, Bounds]] = house().lasting("bounds", dict)
    if snapshot.digest not in known:
        network = house().snapshots.network(area.name)
        assert network is not None
        known[snapshot.digest] = network.bounds, _middle(network)
    tiles = f"{prefix()}/tiles/background/{snapshot.digest[:12]}/{quote(area.name)}/{{z}}/{{x}}/{{y}}.pbf"
    return Ground(area, tiles, *known[snapshot.digest], snapshot.attribution)


def ground_named(name: str | None) -> Ground | None:
    """The ground of the area of that name."""
    area = next((area for area in areas() if area.name == name), None)
    return ground_of(area) if area is not None else None


@lru_cache(maxsize=8)
def _middle(network: RoadNetwork) -> Bounds:
    """Bounds of the streets without the outermost hundredth on each side: a single far road empties no map."""
    west, south = np.percentile(network.arrays["points"], 1, axis=0)
    east, north = np.percentile(network.arrays["points"], 99, axis=0)
    return float(west), float(south), float(east), float(north)


_BESIDE_DEG = 0.003  # what an editor opens around a spot: a few hundred metres


@dataclass(frozen=True, slots=True)
class Spot:
    """Where to look for a road: its line, or where a task says, or amid what may be its line, or amid its area."""

    shape: dict[str, Any]  # GeoJSON: a line only where one was found
    bounds: Bounds
    basis: Literal["line", "place", "candidates", "area"]

    @property
    def editor_id(self) -> str:
        """The address that opens OpenStreetMap's own editor here."""
        west, south, east, north = self.bounds
        zoom = 15 if self.basis == "area" else 17
        return (
            f"https://www.openstreetmap.org/edit?editor=id#map={zoom}/{(south + north) / 2:.5f}/{(west + east) / 2:.5f}"
        )

    @property
    def editor_josm(self) -> str:
        """The address by which a JOSM that runs beside the browser loads this piece."""
        west, south, east, north = self.bounds
        box = {"left": west - _BESIDE_DEG, "bottom": south - _BESIDE_DEG}
        box |= {"right": east + _BESIDE_DEG, "top": north + _BESIDE_DEG}
        return "http://127.0.0.1:8111/load_and_zoom?" + urlencode({key: f"{value:.5f}" for key, value in box.items()})


def find_spot(resolution: Resolution, network: RoadNetwork, area: BaseGeometry | None = None) -> Spot:
    """Where to look for a road on its network; `area`: the ground of its division, where that is known."""
    if isinstance(resolution, Resolved):
        return Spot(geometry(resolution.alignment), find_bounds(resolution), "line")
    candidates = getattr(resolution, "candidates", ())
    if candidates:
        return _amid(MultiLineString([one.coordinates for each in candidates for one in each.courses]), "candidates")
    if area is not None:
        return _amid(area, "area")
    wanted = resolution.approximate_area
    place = next((place.geometry for place in network.places if wanted in place.names), None) if wanted else None
    if place is not None:
        return _amid(place, "area")
    west, south, east, north = _middle(network)
    return _amid(MultiLineString([[(west, south), (east, north)]]), "area")


def find_bounds(found: Resolved) -> Bounds:
    """The box of a road's line."""
    lons, lats = zip(*(point for course in found.alignment.courses for point in course.coordinates), strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _amid(shape: BaseGeometry, basis: Literal["candidates", "area"]) -> Spot:
    """The middle of a shape; of an area no more than that."""
    west, south, east, north = shape.bounds
    middle = ((west + east) / 2, (south + north) / 2)
    bounds = (west, south, east, north) if basis == "candidates" else (*middle, *middle)
    return Spot({"type": "Point", "coordinates": list(middle)}, bounds, basis)
