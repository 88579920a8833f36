"""The background as vector tiles: streets, water and parks of a loaded extract, cut once and kept."""

import gzip
from functools import lru_cache
from threading import Lock

import numpy as np
import shapely
from flask import Blueprint, Response, abort, request
from shapely import STRtree

from geodata.network import RoadNetwork
from web.answers import FOR_EVER
from web.frames import Frame
from web.house import house
from web.mercator import to_unit
from web.mvt import AREA, Shape, encode

blueprint = Blueprint("tiles", __name__)

PBF = "application/vnd.mapbox-vector-tile"
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


class Background:
    """The shapes of one network in the unit square, with an index."""

    def __init__(self, network: RoadNetwork) -> None:
        links = network.links
        self.names = [link.names[0] if link.names else "" for link in links]
        self.ranks = np.array([_rank(link.highway) for link in links])
        self.streets = to_unit([link.geometry for link in links])
        self.street_tree = STRtree(self.streets)
        areas = [place for place in network.places if place.kind in _AREAS]
        self.kinds = ["water" if place.kind == "river" else place.kind for place in areas]
        self.areas = to_unit([place.geometry for place in areas])
        self.area_tree = STRtree(self.areas)

    def tile(self, zoom: int, column: int, row: int) -> bytes:
        """Layers `areas` (`kind`: water, park), `streams`, and `streets` (`rank` 1 to 7, `name`), small ones first."""
        frame = Frame(zoom, column, row)
        shown = np.sort(self.street_tree.query(frame.box))
        shown = shown[zoom >= _FROM_ZOOM[self.ranks[shown]]]
        shown = shown[np.argsort(-self.ranks[shown], kind="stable")]
        streets = [Shape(parts, self._street(shown[at])) for at, parts in frame.lines(self.streets[shown])]
        areas, streams = [], []
        if zoom >= _AREAS_FROM_ZOOM:
            near = np.sort(self.area_tree.query(frame.box))
            flat = shapely.get_dimensions(self.areas[near]) == 2
            for index in near[flat].tolist():
                if rings := frame.rings(self.areas[index]):
                    areas.append(Shape(rings, {"kind": self.kinds[index]}, AREA))
            courses = self.areas[near[shapely.get_dimensions(self.areas[near]) == 1]]
            streams = [Shape(parts, {}) for _, parts in frame.lines(courses)]
        return encode({"areas": areas, "streams": streams, "streets": streets})

    def _street(self, index: int) -> dict[str, str | int]:
        name = self.names[index]
        return {"rank": int(self.ranks[index])} | ({"name": name} if name else {})


def _rank(highway: str) -> int:
    return _RANKS.get(highway.removesuffix("_link"), _FOOT)


_kept: dict[str, Background] = {}
_building = Lock()


def background_of(network: RoadNetwork) -> Background:
    """The background of a network, built once; the one built first of many is let go."""
    with _building:
        if network.digest not in _kept:
            if len(_kept) >= 4:
                _kept.pop(next(iter(_kept)))
            _kept[network.digest] = Background(network)
        return _kept[network.digest]


@lru_cache(maxsize=4096)
def _tile(background: Background, zoom: int, column: int, row: int) -> bytes:
    return gzip.compress(background.tile(zoom, column, row), 5)


def tile_answer(packed: bytes) -> Response:
    """A tile that is kept as gzip, for whoever takes that; others get it unpacked."""
    takes_gzip = request.accept_encodings["gzip"] > 0
    response = Response(packed if takes_gzip else gzip.decompress(packed), mimetype=PBF)
    if takes_gzip:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


@blueprint.get("/tiles/background/<digest>/<area>/<int:zoom>/<int:column>/<int:row>.pbf")
def background(digest: str, area: str, zoom: int, column: int, row: int) -> Response:
    """A tile of an area's background; its URL names the snapshot, so that a browser may keep it for ever."""
    network = house().snapshots.network(area)
    if network is None or network.digest[:12] != digest or not is_tile(zoom, column, row):
        abort(404)
    response = tile_answer(_tile(background_of(network), zoom, column, row))
    response.headers["Cache-Control"] = FOR_EVER
    return response


def is_tile(zoom: int, column: int, row: int) -> bool:
    """Whether there is such a tile."""
    return zoom <= MOST_ZOOM and max(column, row) < 2**zoom
