"""Lines cut into a tile and written by the database (`ST_AsMVT`), where it is PostGIS and keeps them."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, text

from gazetteer.postgis import TABLE
from web.frames import COARSE, MARGIN
from web.mvt import EXTENT

_AROUND_M = 40_075_016.685578488  # the side of the whole square of Web Mercator
_LAYER = text(f"""
    SELECT ST_AsMVT(cut, :layer, {EXTENT}, 'shape') FROM (
        SELECT asked.one -> 2 || jsonb_strip_nulls(jsonb_build_object(
                'basis', line.basis, 'confident', line.confident)) AS said,
            ST_AsMVTGeom(ST_SimplifyPreserveTopology(ST_Transform(line.shape, 3857), :tolerance),
                ST_TileEnvelope(:zoom, :column, :row), {EXTENT}, {MARGIN}, true) AS shape
        FROM jsonb_array_elements(CAST(:asked AS jsonb)) WITH ORDINALITY AS asked(one, at)
        JOIN {TABLE} AS line ON line.number = (one -> 0)::integer AND line.place = (one -> 1)::integer
        ORDER BY asked.at
    ) AS cut WHERE shape IS NOT NULL""")


def layer(
    connection: Connection,
    name: str,
    tile: tuple[int, int, int],
    keys: Sequence[tuple[int, int]],
    said: Sequence[Mapping[str, Any]],
) -> bytes:
    """A layer of a tile (zoom, column, row): the lines of these resolutions and places, and what is said of each."""
    if not keys:
        return b""
    zoom, column, row = tile
    asked = [(*key, one) for key, one in zip(keys, said, strict=True)]
    values = {
        "layer": name, "zoom": zoom, "column": column, "row": row, "tolerance": _AROUND_M / 2**zoom / EXTENT * COARSE,
        "asked": orjson.dumps(asked).decode(),
    }  # fmt: skip
    return bytes(connection.execute(_LAYER, values).scalar_one())
