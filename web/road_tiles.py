"""The roads as vector tiles with all their states, `/tiles/roads/{z}/{x}/{y}.pbf`, and the TileJSON telling of them."""

import gzip
from collections import OrderedDict
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from flask import Blueprint, Response, abort, jsonify, request

from gazetteer.postgis import has_lines
from gazetteer.store import Store
from gazetteer.times import TimePoint
from web.answers import FOR_EVER
from web.api_roads import attribution
from web.atlas import EVER, Atlas, Line, Some
from web.atlases import atlas
from web.frames import Frame
from web.house import house
from web.mercator import to_unit
from web.mvt import Shape, Value, encode
from web.parameters import read_point, read_text, refuse_unknown
from web.postgis_tiles import layer
from web.tiles import MOST_ZOOM, is_tile, tile_answer

blueprint = Blueprint("road_tiles", __name__)
SIDE = 256  # of a tile, in pixels
SHORTEST = 3  # pixels; a shorter line is left to nearer tiles
MOST_ROADS = 500  # on one tile, the longest; a nearer tile has the others
_CANDIDATES_FROM_ZOOM = 13
MOST_TILES = 4096  # kept of an atlas
FIELDS = {
    "road_id": "String", "name": "String", "district": "String", "act": "String", "status": "String",
    "basis": "String", "confident": "Boolean: whether the line is certain", "year": "Number",
    "valid_from": "String (EDTF)", "valid_to": "String (EDTF), absent: in force",
    "shown_from": "Number: days since 1970-01-01", "shown_to": "Number: the first such day no longer, absent: in force",
}  # fmt: skip
_EPOCH = 719_163  # 1970-01-01 as an ordinal


@blueprint.get("/tiles/roads/<int:zoom>/<int:column>/<int:row>.pbf")
def roads(zoom: int, column: int, row: int) -> Response:
    """A tile of roads in layer `roads`, and candidates of ambiguous ones in layer `candidates`.

    Every state of a road is in it, so that one tile serves every day. `known_at` and `published_by` ask for another
    knowledge; the tile then holds the states of one day, `valid_on`. With `v`, which the TileJSON gives, a browser may
    keep it for ever.
    """
    refuse_unknown(request.args, ("v", "valid_on", "known_at", "published_by"))
    if not is_tile(zoom, column, row):
        abort(404)
    point = read_point(request.args)
    known = atlas(house(), TimePoint() if point.is_all_we_know else point)
    response = tile_answer(_tile(known, zoom, column, row))
    is_settled = read_text(request.args, "v") == known.stamp
    response.headers["Cache-Control"] = FOR_EVER if is_settled else "no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    response.make_conditional(request)
    return response


_kept: WeakKeyDictionary[Atlas, OrderedDict[tuple[int, int, int], bytes]] = WeakKeyDictionary()
_keeping = Lock()


def _tile(known: Atlas, zoom: int, column: int, row: int) -> bytes:
    """A tile as gzip, cut once for an atlas."""
    key = zoom, column, row
    with _keeping:
        tiles = _kept.setdefault(known, OrderedDict())
        if key in tiles:
            tiles.move_to_end(key)
            return tiles[key]
    made = gzip.compress(draw(known, house().register.store, *key), 1)
    with _keeping:
        tiles[key] = made
        while len(tiles) > MOST_TILES:
            tiles.popitem(last=False)
    return made


def draw(known: Atlas, store: Store, zoom: int, column: int, row: int) -> bytes:
    """A tile, cut anew."""
    frame = Frame(zoom, column, row)
    near = known.beside(frame.bounds)
    placed = known.placed[near]
    layers = {"roads": _longest(known, near[placed], zoom)}
    if zoom >= _CANDIDATES_FROM_ZOOM:
        layers["candidates"] = _longest(known, near[~placed], zoom)
    with store.reading() as connection:
        if house().lasting("has lines", lambda: has_lines(connection)):
            key = zoom, column, row
            return b"".join(
                layer(connection, name, key, known.keys(lines), _said(known, lines)) for name, lines in layers.items()
            )
    return encode({name: _shapes(known, store, frame, lines) for name, lines in layers.items()})


def _longest(known: Atlas, lines: Some, zoom: int) -> Some:
    """Those of the lines that are long enough to be seen; longest first where there are too many."""
    sizes = known.sizes[lines]
    lines = lines[sizes >= SHORTEST / SIDE * 2.0**-zoom]
    if len(lines) > MOST_ROADS:
        lines = lines[np.argpartition(-known.sizes[lines], MOST_ROADS)[:MOST_ROADS]]
    return np.sort(lines)


def _shapes(known: Atlas, store: Store, frame: Frame, lines: Some) -> list[Shape]:
    if not len(lines):
        return []
    found = known.lines(store, lines)
    flat = to_unit([one.shape for one in found])
    said = _said(known, lines)
    return [Shape(parts, said[at] | _how(found[at])) for at, parts in frame.lines(flat)]


def _how(line: Line) -> dict[str, Value]:
    """How a line was found and whether it is certain; of a candidate nothing."""
    said: dict[str, Value | None] = {"basis": line.basis, "confident": line.confident}
    return {key: value for key, value in said.items() if value is not None}


def _said(known: Atlas, lines: Some) -> list[dict[str, Value]]:
    """What is said of the state of each line."""
    return [_said_of(known, at) for at in known.owners[lines].tolist()]


def _said_of(known: Atlas, at: int) -> dict[str, Value]:
    last = int(known.last[at])
    said: dict[str, Any] = known.named(at) | {
        "shown_from": max(int(known.first[at]) - _EPOCH, -_EPOCH),
        "shown_to": last - _EPOCH if last < EVER else None,
    }
    return {key: value for key, value in said.items() if value not in (None, "")}


@blueprint.get("/tiles/roads.json")
def tilejson() -> Response:
    """TileJSON 3.0 of the road tiles."""
    known = atlas(house())
    root = request.url_root.rstrip("/")
    said: dict[str, Any] = {
        "tilejson": "3.0.0",
        "name": "roads",
        "description": "道路地名录的道路及其各个版本 | The roads of the gazetteer, every state of each",
        "version": "1.0.0",
        "tiles": [f"{root}/tiles/roads/{{z}}/{{x}}/{{y}}.pbf?v={known.stamp}"],
        "minzoom": 0,
        "maxzoom": MOST_ZOOM,
        "attribution": attribution(known.areas) or "",
        "vector_layers": [
            {"id": "roads", "fields": FIELDS},
            {"id": "candidates", "fields": FIELDS, "minzoom": _CANDIDATES_FROM_ZOOM},
        ],
    }
    if len(known.owners):
        said["bounds"] = list(known.bounds)
    response = jsonify(said)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    return response
