"""The background: streets, water and parks of a loaded extract, cut into square tiles of plain JSON and kept."""

import math
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import Any

import numpy as np
import orjson
import shapely
from flask import Blueprint, Response, abort
from numpy.typing import NDArray
from shapely import STRtree

from geodata.network import RoadNetwork
from web.house import house

blueprint = Blueprint("tiles", __name__)

GRAIN = 2048  # a tile's side in its own whole numbers
_MARGIN = 64  # beyond the side, so that wide lines meet at the seam
# How thick a street is drawn, and from which zoom on it is drawn at all.
_RANKS = {
    "motorway": 1, "trunk": 1, "primary": 2, "secondary": 3, "tertiary": 4, "unclassified": 5, "residential": 5,
    "living_street": 5, "road": 5, "construction": 5, "service": 6, "pedestrian": 6,
}  # fmt: skip
_FROM_ZOOM = np.array([0, 0, 8, 10, 11, 13, 15, 16])  # by rank
_FOOT = 7
_AREAS = ("water", "park", "river")
_AREAS_FROM_ZOOM = 10
MOST_ZOOM = 17  # nearer, the browser enlarges these


class Ground:
    """The shapes of one network in the unit square of Web Mercator, with an index."""

    def __init__(self, network: RoadNetwork) -> None:
        links = network.links
        self.names = [link.names[0] if link.names else None for link in links]
        self.ranks = np.array([_rank(link.highway) for link in links])
        self.streets = _unit([link.geometry for link in links])
        self.street_tree = STRtree(self.streets)
        areas = [place for place in network.places if place.kind in _AREAS]
        self.kinds = ["water" if place.kind == "river" else place.kind for place in areas]
        self.area_names = [place.names[0] if place.names else None for place in areas]
        self.areas = _unit([place.geometry for place in areas])
        self.area_tree = STRtree(self.areas)

    def tile(self, zoom: int, column: int, row: int) -> bytes:
        """What a tile shows: `streets` [[rank, name, [x, y, …]], …] and `areas` [[kind, name, [[x, y, …]]], …]."""
        side = 2.0**-zoom
        frame = _Frame(column * side, row * side, side)
        shown = np.sort(self.street_tree.query(frame.box))
        shown = shown[zoom >= _FROM_ZOOM[self.ranks[shown]]]
        streets = [
            [int(self.ranks[shown[at]]), self.names[shown[at]], numbers]
            for at, numbers in frame.lines(self.streets[shown])
        ]
        streets.sort(key=lambda street: -street[0])  # great ones on top
        areas: list[list[Any]] = []
        if zoom >= _AREAS_FROM_ZOOM:
            near = np.sort(self.area_tree.query(frame.box))
            for index in near[shapely.get_dimensions(self.areas[near]) == 2].tolist():
                areas += [
                    [self.kinds[index], self.area_names[index], rings] for rings in frame.rings(self.areas[index])
                ]
            courses = near[shapely.get_dimensions(self.areas[near]) == 1]
            for at, numbers in frame.lines(self.areas[courses]):
                areas.append(["stream", self.area_names[courses[at]], [numbers]])
        return orjson.dumps({"grain": GRAIN, "streets": streets, "areas": areas})


class _Frame:
    """One tile's window on the unit square."""

    def __init__(self, west: float, north: float, side: float) -> None:
        self._west, self._north, self._scale = west, north, GRAIN / side
        edge = side * _MARGIN / GRAIN
        self._window = (west - edge, north - edge, west + side + edge, north + side + edge)
        self.box = shapely.box(*self._window)
        self._tolerance = side / GRAIN * 4  # half a pixel of a 256-pixel tile

    def lines(self, shapes: NDArray[Any]) -> list[tuple[int, list[int]]]:
        """The parts of lines inside, each with the place of its line among `shapes`."""
        if not len(shapes):
            return []
        cut = shapely.clip_by_rect(shapely.simplify(shapes, self._tolerance), *self._window)
        parts, owners = shapely.get_parts(cut, return_index=True)
        straight = (shapely.get_dimensions(parts) == 1) & ~shapely.is_empty(parts)
        parts, owners = parts[straight], owners[straight]
        points, of = shapely.get_coordinates(parts, return_index=True)
        numbers = np.rint((points - (self._west, self._north)) * self._scale).astype(int)
        pieces = np.split(numbers, np.flatnonzero(np.diff(of)) + 1)
        return [(owner, piece.ravel().tolist()) for owner, piece in zip(owners.tolist(), pieces, strict=False)]

    def rings(self, shape: Any) -> list[list[list[int]]]:
        """The parts of an area inside, as rings."""
        cut = shapely.intersection(shapely.make_valid(shapely.simplify(shape, self._tolerance)), self.box)
        parts = [part for part in shapely.get_parts(cut) if shapely.get_dimensions(part) == 2]
        return [[self._numbers(ring) for ring in (part.exterior, *part.interiors)] for part in parts]

    def _numbers(self, shape: Any) -> list[int]:
        points = (shapely.get_coordinates(shape) - (self._west, self._north)) * self._scale
        flat: list[int] = np.rint(points).astype(int).ravel().tolist()
        return flat


def _rank(highway: str) -> int:
    return _RANKS.get(highway.removesuffix("_link"), _FOOT)


def _unit(shapes: Sequence[Any]) -> NDArray[Any]:
    """Shapes in lon/lat carried into the unit square, north up at row 0."""
    return np.asarray(shapely.transform(np.array(shapes, dtype=object), _mercator), dtype=object)


def _mercator(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    latitude = np.radians(np.clip(degrees[:, 1], -85.05, 85.05))
    return np.column_stack(((degrees[:, 0] + 180) / 360, (1 - np.arcsinh(np.tan(latitude)) / math.pi) / 2))


_grounds: dict[str, Ground] = {}
_building = Lock()


def _ground(network: RoadNetwork) -> Ground:
    """The ground of a network, built once; an older network of the same process is let go."""
    with _building:
        if network.digest not in _grounds:
            if len(_grounds) >= 4:
                _grounds.pop(next(iter(_grounds)))
            _grounds[network.digest] = Ground(network)
        return _grounds[network.digest]


@lru_cache(maxsize=4096)
def _kept_tile(digest: str, zoom: int, column: int, row: int) -> bytes:
    return _grounds[digest].tile(zoom, column, row)


@blueprint.get("/background/<digest>/<area>/<int:zoom>/<int:column>/<int:row>.json")
def background(digest: str, area: str, zoom: int, column: int, row: int) -> Response:
    """A tile of an area's background; its URL names the snapshot, so that a browser may keep it for ever."""
    network = house().snapshots.network(area)
    if network is None or network.digest[:12] != digest or zoom > MOST_ZOOM or max(column, row) >= 2**zoom:
        abort(404)
    _ground(network)
    response = Response(_kept_tile(network.digest, zoom, column, row), mimetype="application/json")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
