"""`Endpoint`: where on the network an end may lie: exact crossings, or a kernel as wide as its words are vague."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

EndKind = Literal[
    "street", "crossing", "offset", "midpoint", "dead_end", "vague", "planned", "reference", "missing", "unsaid"
]

SIDES = {
    "北": 0.0,
    "东北": 45.0,
    "东": 90.0,
    "东南": 135.0,
    "南": 180.0,
    "西南": 225.0,
    "西": 270.0,
    "西北": 315.0,
}

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
    "motorway": 60.0,
    "beyond": 300.0,
    "boundary": 60.0,
}


@dataclass(frozen=True, eq=False)
class Kernel:
    """How well a point fits vague words: distance from `shape` (plane metres), wanted `away_m` from it.

    `side_deg` is the side of the shape the end lies on; None: any.
    """

    shape: BaseGeometry
    spread_m: float
    away_m: float = 0.0
    side_deg: float | None = None
    exact: bool = False  # the side must be kept (an extension, an offset)

    def log_weight(self, point: tuple[float, float]) -> float:
        """0 where the point fits perfectly, falling with distance, heavy in the tail."""
        spot = shapely.Point(point)
        miss = (self.shape.distance(spot) - self.away_m) / self.spread_m
        weight = -1.5 * np.log1p(miss * miss / 3.0)
        if self.side_deg is not None:
            # Of the shape, the point to be aside of: the nearest one, or where the end may lie on it, its middle.
            foot = shapely.shortest_line(self.shape, spot) if self.away_m else self.shape.centroid
            east, north = shapely.get_coordinates(spot)[0] - shapely.get_coordinates(foot)[0]
            if east or north:
                off = np.radians(np.degrees(np.arctan2(east, north)) - self.side_deg)
                weight -= (1.5 if self.exact else 0.5) * (1.0 - np.cos(off))
        return float(weight)


@dataclass(frozen=True, eq=False)
class Endpoint:
    """Where an end may lie. `junctions` are exact places; a `kernel` weighs points; neither: nothing is known.

    `segments` are those of the street ended on: the road does not run along them. A `reference` lies on the road of
    another version, of those numbered `refers_to`; its junctions are all those that one may pass. The junctions of
    an `offset` and of a `midpoint` are those it is told from, of a `midpoint` either street's in `between`.
    """

    kind: EndKind
    text: str = ""
    junctions: frozenset[int] = frozenset()
    segments: frozenset[int] = frozenset()
    kernel: Kernel | None = None
    refers_to: tuple[int, ...] = ()
    off_m: float = 0.0  # of an `offset`: so far from the crossing, on its side `side_deg`
    side_deg: float | None = None
    between: tuple[frozenset[int], ...] = ()

    @property
    def located(self) -> bool:
        """Whether it lies at places the map itself names."""
        return bool(self.junctions) and self.kind not in {"reference", "dead_end"}


UNSAID = Endpoint("unsaid")
