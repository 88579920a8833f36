"""What `import geodata` offers: roads, their states and changes as GeoDataFrames, and files of them."""

from collections.abc import Callable, Iterator
from os import PathLike
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import pyarrow as pa
from shapely import from_wkb
from sqlalchemy import Connection

from gazetteer.registry import Register
from gazetteer.times import TimePoint
from geodata import exports
from geodata.columns import CHANGES, ROADS, VERSIONS, row_of, table

Features = Callable[[exports.Wanted, Connection], Iterator[exports.Feature]]
NOW = TimePoint()


def roads(register: Register, point: TimePoint = NOW, area: str | None = None) -> geopandas.GeoDataFrame:
    """The roads in force at a time point, one row each, indexed by `road_id`; lon/lat (OGC:CRS84).

    `geometry` is missing where no line was found. `attrs` has the time and whose geometry it is.
    """
    return _frame(register, point, area, exports.Wanted.roads, ROADS).set_index("road_id", drop=False)


def versions(register: Register, point: TimePoint = NOW, area: str | None = None) -> geopandas.GeoDataFrame:
    """Every state of every road, as known at the time point."""
    return _frame(register, point, area, exports.Wanted.states, VERSIONS)


def changes(register: Register, point: TimePoint = NOW, area: str | None = None) -> geopandas.GeoDataFrame:
    """Everything that was done to every road, as known at the time point."""
    return _frame(register, point, area, exports.Wanted.changes, CHANGES)


def export(register: Register, path: str | PathLike[str], point: TimePoint = NOW, area: str | None = None) -> int:
    """Writes the roads of a time point to a file, by its ending (.geojson .gpkg .parquet .csv); how many.

    Raises `GazetteerError`.
    """
    return exports.export(register, Path(path), point, area)


def _frame(
    register: Register, point: TimePoint, area: str | None, features: Features, schema: pa.Schema
) -> geopandas.GeoDataFrame:
    wanted = exports.Wanted(register, point, area)
    with register.store.one_state(), register.store.reading() as connection:
        told = wanted.told
        rows: list[dict[str, Any]] = [row_of(one) for one in features(wanted, connection)]
    times = {name: told[name] for name in ("valid_on", "known_at", "published_by") if name in schema.names}
    plain = table([row | times for row in rows], schema)
    columns = pd.DataFrame(plain.drop_columns(["geometry"]).to_pandas())
    frame = geopandas.GeoDataFrame(columns, geometry=from_wkb(plain["geometry"].to_pylist()), crs="OGC:CRS84")
    frame.attrs.update({name: said for name, said in told.items() if said})
    return frame
