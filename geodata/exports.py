"""The register as a file: GeoJSON, GeoPackage, GeoParquet or CSV, by the ending of its name."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from gazetteer.errors import GazetteerError
from gazetteer.registry import Register
from gazetteer.times import TimePoint
from geodata.features import feature
from geodata.resolutions import Resolutions
from geodata.snapshots import Snapshots


class ExportError(GazetteerError):
    """A file that cannot be written as asked."""


def collection(register: Register, point: TimePoint, area: str | None = None) -> dict[str, Any]:
    """The roads in force at a time point as one FeatureCollection, with the attribution of what they lie on."""
    found = register.roads(point, area)
    resolutions = Resolutions(register).of_all(found)
    acts = register.acts()
    features = [feature(one, resolutions.get((one.road_id, one.description)), acts.get(one.notice_id)) for one in found]
    snapshots = Snapshots(register)
    known = {one.place.area for one in found if one.place.area}
    owed = {name: snapshot.attribution for name in known if (snapshot := snapshots.latest(name)) is not None}
    for one in features:
        one["properties"]["attribution"] = owed.get(one["properties"]["area"]) if one["geometry"] else None
    return {
        "type": "FeatureCollection",
        "features": features,
        "attribution": "; ".join(sorted(set(owed.values()))) or None,
        "valid_on": point.valid_on.isoformat() if point.valid_on else None,
        "known_at": point.known_at.isoformat() if point.known_at else None,
        "published_by": point.published_by.isoformat() if point.published_by else None,
    }


def export(register: Register, path: Path, point: TimePoint, area: str | None = None) -> int:
    """Writes the roads in force at a time point; how many. Whole or not at all. Raises `ExportError`."""
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        endings = " ".join(_WRITERS)
        raise ExportError(
            f"{path}：不支持这种文件。可写 {endings}。",
            f"{path}: no such format. Endings that can be written: {endings}.",
        )
    if not path.parent.is_dir():
        raise ExportError(f"{path}：文件夹不存在，请先建立。", f"{path}: no such folder; make it first.")
    roads = collection(register, point, area)
    draft = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        write(roads, draft)
        draft.replace(path)
    except OSError as error:
        raise ExportError(
            f"{path}：无法写入（{error.strerror}）。", f"{path}: cannot be written ({error.strerror})."
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return len(roads["features"])


def _write_geojson(roads: Mapping[str, Any], path: Path) -> None:
    path.write_bytes(orjson.dumps(roads, option=orjson.OPT_INDENT_2))


def _write_table(save: Callable[[Any, Path], None]) -> Callable[[Mapping[str, Any], Path], None]:
    """A writer that lays the features out as a geopandas table first."""

    def write(roads: Mapping[str, Any], path: Path) -> None:
        import geopandas  # takes half a second to load, and GeoJSON does not need it
        from shapely.geometry import shape

        rows = [_row(one["properties"]) for one in roads["features"]]
        shapes = [shape(one["geometry"]) if one["geometry"] else None for one in roads["features"]]
        table = geopandas.GeoDataFrame(rows, geometry=shapes, crs="OGC:CRS84")
        save(table, path)

    return write


def _row(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties as one row of plain columns."""
    row = dict(properties)
    width: Sequence[float | None] = row.pop("width_m") or (None, None)
    sides = row.pop("sides")
    row |= {"width_min_m": width[0], "width_max_m": width[1], "start_side": sides[0], "end_side": sides[1]}
    row["subdistricts"] = "、".join(row["subdistricts"])
    row["way_ids"] = " ".join(str(one) for one in row["way_ids"])
    return row


def _save_csv(table: Any, path: Path) -> None:
    # The byte order mark makes Excel read it as UTF-8.
    table.to_wkt().to_csv(path, index=False, encoding="utf-8-sig")


_WRITERS: dict[str, Callable[[Mapping[str, Any], Path], None]] = {
    ".geojson": _write_geojson,
    ".gpkg": _write_table(lambda table, path: table.to_file(path, layer="roads", driver="GPKG")),
    ".parquet": _write_table(lambda table, path: table.to_parquet(path)),
    ".csv": _write_table(_save_csv),
}
