"""The register as a file, streamed: GeoJSON, GeoPackage, GeoParquet or CSV, with its time and attribution inside."""

import csv
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from shapely import from_wkb
from sqlalchemy import Connection

from gazetteer.answers import Answers
from gazetteer.errors import GazetteerError
from gazetteer.lineage import Turned, lineage
from gazetteer.listing import Condition, held, notice_heads, walk
from gazetteer.records import RoadRecord, RoadVersion, changes_of
from gazetteer.schema import versions
from gazetteer.times import TimePoint, today
from geodata import geopackage
from geodata.columns import CHANGES, ENDPOINTS, ROADS, VERSIONS, endpoints_of, in_tables, row_of
from geodata.features import change_features, feature
from geodata.resolutions import Resolutions
from geodata.snapshots import Snapshots

Feature = dict[str, Any]
Pieces = Generator[bytes, None, int]  # of a file; how many roads it holds, at the end
_AT_ONCE = 500
_PIECE = 1 << 16  # bytes


class ExportError(GazetteerError):
    """A file that cannot be written as asked."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which roads a file holds: of a register, at a time point, of an area (None: all)."""

    register: Answers
    point: TimePoint
    area: str | None = None

    @property
    def told(self) -> dict[str, str | None]:
        """What is said of the file as a whole."""
        owed = Snapshots(self.register).attributions()
        areas = [one.name for one in self.register.areas()] if self.area is None else [self.area]
        day = self.point.valid_on or today()
        return {
            "attribution": "; ".join(dict.fromkeys(owed[name] for name in areas if name in owed)) or None,
            "valid_on": day.isoformat(),
            "known_at": self.point.known_at.isoformat() if self.point.known_at else None,
            "published_by": self.point.published_by.isoformat() if self.point.published_by else None,
            "area": self.area,
            "log_head": self.register.head().digest,
        }

    def roads(self, connection: Connection) -> Iterator[Feature]:
        """The roads in force, in the order of their ids."""
        day = self.point.valid_on or today()
        states = (version for record in self._records(connection, held(day, day)) for version in _on(record, day))
        return self._features(connection, states)

    def states(self, connection: Connection) -> Iterator[Feature]:
        """Every state of every road."""
        records = self._records(connection, ())
        return self._features(connection, (version for record in records for version in record.versions))

    def changes(self, connection: Connection) -> Iterator[Feature]:
        """Everything that was done to every road."""
        found = (change for record in self._records(connection, ()) for change in changes_of(record))
        while some := list(islice(found, _AT_ONCE)):
            acts = notice_heads(connection, (one.notice_id for one in some))
            kin = lineage(connection, [Turned(one.road.road_id, one.act, one.notice_id) for one in some])
            roads = list(self._features(connection, (one.road for one in some)))
            yield from change_features(some, roads, acts, kin)

    def _records(self, connection: Connection, times: Sequence[Condition]) -> Iterator[RoadRecord]:
        mine = () if self.area is None else (versions.c.area == self.area,)
        for record in walk(connection, self.point, some=(*times, *mine), states=times, size=_AT_ONCE):
            if self.area is None or record.versions[-1].place.area == self.area:
                yield record

    def _features(self, connection: Connection, found: Iterable[RoadVersion]) -> Iterator[Feature]:
        owed = Snapshots(self.register).attributions()
        resolutions = Resolutions(self.register)
        states = iter(found)
        while some := list(islice(states, _AT_ONCE)):
            keys = [(one.road_id, one.description) for one in some]
            lines = resolutions.of_keys(keys)
            heads = notice_heads(connection, (one.notice_id for one in some))
            for version, key in zip(some, keys, strict=True):
                said = feature(version, lines.get(key), heads.get(version.notice_id))
                said["properties"]["attribution"] = owed.get(version.place.area or "") if said["geometry"] else None
                yield said


def _on(record: RoadRecord, day: Any) -> Iterator[RoadVersion]:
    version = record.version_on(day)
    if version is not None:
        yield version


def export(register: Answers, path: Path, point: TimePoint, area: str | None = None) -> int:
    """Writes the roads in force at a time point; how many. Whole or not at all. Raises `ExportError`."""
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        endings = " ".join(WRITERS)
        raise ExportError(
            f"{path}：不支持这种文件。可写 {endings}。",
            f"{path}: no such format. Endings that can be written: {endings}.",
        )
    if not path.parent.is_dir():
        raise ExportError(f"{path}：文件夹不存在，请先建立。", f"{path}: no such folder; make it first.")
    draft = path.with_name(f".{path.stem}.part{path.suffix}")
    wanted = Wanted(register, point, area)
    try:
        draft.unlink(missing_ok=True)
        with register.store.one_state():
            count = write(wanted, draft)
        draft.replace(path)
    except (OSError, RuntimeError, sqlite3.Error) as error:  # what GDAL cannot do is a RuntimeError
        why = getattr(error, "strerror", None) or error
        raise ExportError(f"{path}：无法写入（{why}）。", f"{path}: cannot be written ({why}).") from error
    finally:
        draft.unlink(missing_ok=True)
    return count


def stream(wanted: Wanted, ending: str) -> Iterator[bytes]:
    """The same file piece by piece; GeoJSON and CSV as they are made, the others once they are whole."""
    if ending in STREAMS:
        yield from STREAMS[ending](wanted)
        return
    with TemporaryDirectory(prefix="gazetteer-download-") as folder:
        path = Path(folder, f"roads{ending}")
        with wanted.register.store.one_state():  # all layers of it
            WRITERS[ending](wanted, path)
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _geojson(wanted: Wanted) -> Pieces:
    number = 0
    with wanted.register.store.reading() as connection:
        told = orjson.dumps({"type": "FeatureCollection", **wanted.told})
        yield told[:-1] + b',"features":['
        for number, road in enumerate(wanted.roads(connection), 1):
            yield (b",\n" if number > 1 else b"\n") + orjson.dumps(road)
        yield b"\n]}\n"
    return number


def _csv(wanted: Wanted) -> Pieces:
    text, number = StringIO(), 0
    writer = csv.writer(text)
    names = [*(name for name in ROADS.names if name != "geometry"), "wkt"]
    writer.writerow(names)
    yield b"\xef\xbb\xbf"  # by this mark Excel reads it as UTF-8
    with wanted.register.store.reading() as connection:
        told = _times(wanted)
        for number, road in enumerate(wanted.roads(connection), 1):
            row = row_of(road) | told
            row["wkt"] = from_wkb(row.pop("geometry")).wkt if road["geometry"] else None
            writer.writerow([harmless(row.get(name)) for name in names])
            if number % 100 == 0:
                yield _taken(text)
        yield _taken(text)
    return number


def _taken(text: StringIO) -> bytes:
    said = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return said


def harmless(cell: object) -> object:
    """A cell that no spreadsheet would run as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _times(wanted: Wanted) -> dict[str, str | None]:
    return {name: wanted.told[name] for name in ("valid_on", "known_at", "published_by")}


STREAMS: dict[str, Callable[[Wanted], Pieces]] = {".geojson": _geojson, ".csv": _csv}


def _write_streamed(ending: str) -> Callable[[Wanted, Path], int]:
    def write(wanted: Wanted, path: Path) -> int:
        pieces = STREAMS[ending](wanted)
        with path.open("wb") as file:
            while True:
                try:
                    file.write(next(pieces))
                except StopIteration as end:
                    return int(end.value)

    return write


def _timed(wanted: Wanted, rows: Callable[[Feature], Iterable[dict[str, Any]]]) -> Callable[[Any], Iterator[Any]]:
    told = _times(wanted)
    return lambda one: (row | told for row in rows(one))


def _write_geopackage(wanted: Wanted, path: Path) -> int:
    told = {name: said for name, said in wanted.told.items() if said}
    with wanted.register.store.reading() as connection:
        layers = (
            ("roads", wanted.roads, ROADS, _timed(wanted, _several_lines), "MultiLineString"),
            ("versions", wanted.states, VERSIONS, _several_lines, "MultiLineString"),
            ("changes", wanted.changes, CHANGES, _several_lines, "MultiLineString"),
            ("endpoints", wanted.roads, ENDPOINTS, _timed(wanted, endpoints_of), "Point"),
        )
        rows = [
            geopackage.write_layer(path, name, in_tables(features(connection), schema, row), shape, told)
            for name, features, schema, row, shape in layers
        ]
    geopackage.write_styles(path, {"roads": "line", "versions": "line", "changes": "line", "endpoints": "point"})
    return rows[0]


def _one_row(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield row_of(one)


def _several_lines(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row whose line is one of several even where it is alone: a layer has one kind of geometry."""
    shaped = one["geometry"]
    if shaped is not None and shaped["type"] == "LineString":
        shaped = {"type": "MultiLineString", "coordinates": [shaped["coordinates"]]}
    yield row_of({**one, "geometry": shaped})


def _write_parquet(wanted: Wanted, path: Path) -> int:
    import pyarrow.parquet as pq

    column = {"encoding": "WKB", "geometry_types": ["LineString", "MultiLineString"]}  # no crs: lon, lat on WGS84
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    told = {name: said for name, said in wanted.told.items() if said}
    schema = ROADS.with_metadata({"geo": orjson.dumps(geo), **told})
    rows = 0
    with wanted.register.store.reading() as connection, pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for one in in_tables(wanted.roads(connection), ROADS, _timed(wanted, _one_row)):
            writer.write_table(one.replace_schema_metadata(schema.metadata))
            rows += one.num_rows
    return rows


WRITERS: dict[str, Callable[[Wanted, Path], int]] = {
    ".geojson": _write_streamed(".geojson"),
    ".gpkg": _write_geopackage,
    ".parquet": _write_parquet,
    ".csv": _write_streamed(".csv"),
}
