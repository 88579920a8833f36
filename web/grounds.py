"""`Ground`: what a map needs to know of an area before it draws anything."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

import numpy as np

from gazetteer.registry import Area
from geodata.network import RoadNetwork
from web.house import house

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the map needs to know of an area: its streets, if any are loaded, and whose they are."""

    area: Area
    tiles: str | None = None
    bounds: Bounds | None = None  # west, south, east, north of all streets
    view: Bounds | None = None  # where most of them are
    attribution: str | None = None


def grounds() -> list[Ground]:
    """The areas of the register, real ones first."""
    areas = sorted(house().register.areas(), key=lambda area: area.fictional)
    return [_ground(area) for area in areas]


def _ground(area: Area) -> Ground:
    network = house().snapshots.network(area.name)
    if network is None:
        return Ground(area)
    tiles = f"/background/{network.digest[:12]}/{quote(area.name)}/{{z}}/{{x}}/{{y}}.json"
    return Ground(area, tiles, network.bounds, _middle(network), network.attribution)


@lru_cache(maxsize=8)
def _middle(network: RoadNetwork) -> Bounds:
    """Bounds of the streets without the outermost hundredth on each side: a single far road empties no map."""
    west, south = np.percentile(network.arrays["points"], 1, axis=0)
    east, north = np.percentile(network.arrays["points"], 99, axis=0)
    return float(west), float(south), float(east), float(north)
