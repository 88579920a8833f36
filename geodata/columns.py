"""Roads, their states, changes and ends as rows of plain columns: what every file but GeoJSON holds."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
from shapely import to_wkb
from shapely.geometry import shape

Row = dict[str, Any]
_TEXT, _NUMBER, _WHOLE, _TRUTH = pa.string(), pa.float64(), pa.int32(), pa.bool_()
_TIME = {"valid_on": _TEXT, "known_at": _TEXT, "published_by": _TEXT}
_SAID = {
    **dict.fromkeys(("road_id", "name", "romanised", "area", "district", "subdistricts"), _TEXT),
    **dict.fromkeys(("length_m", "width_min_m", "width_max_m"), _NUMBER),
    **dict.fromkeys(("start_side", "start", "end_side", "end", "course", "act"), _TEXT),
    "version": _WHOLE,
    **dict.fromkeys(("valid_from", "valid_to", "valid_from_basis", "recorded_at", "notice_id"), _TEXT),
    "document_number": _TEXT,
}
_FOUND = {
    "resolution_status": _TEXT,
    "basis": _TEXT,
    "probability": _NUMBER,
    "confident": _TRUTH,
    "measured_length_m": _NUMBER,
    "way_ids": _TEXT,
    "reason": _TEXT,
    "reason_en": _TEXT,
    "fictional": _TRUTH,
    "attribution": _TEXT,
}
_CHANGED = {
    "changed_on": _TEXT,
    "entry_id": _TEXT,
    "begins": _TRUTH,
    "ends": _TRUTH,
    "old_name": _TEXT,
    "old_start": _TEXT,
    "old_end": _TEXT,
    "changed": _TEXT,
    "predecessors": _TEXT,
    "successors": _TEXT,
}
_ENDPOINT = {
    **dict.fromkeys(("road_id", "name", "area", "which", "side", "text", "basis"), _TEXT),
    "confident": _TRUTH,
    "fictional": _TRUTH,
    "attribution": _TEXT,
}


def _schema(columns: Mapping[str, pa.DataType]) -> pa.Schema:
    return pa.schema([*columns.items(), ("geometry", pa.binary())])


ROADS = _schema(_SAID | _FOUND | _TIME)
VERSIONS = _schema(_SAID | _FOUND)
CHANGES = _schema(_SAID | _FOUND | _CHANGED)
ENDPOINTS = _schema(_ENDPOINT | _TIME)


def row_of(feature: Mapping[str, Any]) -> Row:
    """A feature as one row: lists in one cell, the geometry as WKB."""
    row = dict(feature["properties"])
    width: Sequence[float | None] = row.pop("width_m") or (None, None)
    sides = row.pop("sides")
    row |= {"width_min_m": width[0], "width_max_m": width[1], "start_side": sides[0], "end_side": sides[1]}
    row["subdistricts"] = "、".join(row["subdistricts"])
    row["way_ids"] = " ".join(str(one) for one in row["way_ids"])
    row |= {name: " ".join(row[name]) for name in ("changed", "predecessors", "successors") if name in row}
    row["geometry"] = to_wkb(shape(feature["geometry"])) if feature["geometry"] else None
    return row


def endpoints_of(feature: Mapping[str, Any]) -> Iterator[Row]:
    """The two places a found road runs between, as rows; none where no line was found."""
    shaped = feature["geometry"]
    if shaped is None:
        return
    line = shaped["coordinates"] if shaped["type"] == "LineString" else shaped["coordinates"][0]
    said = feature["properties"]
    for which, side, point in (("start", said["sides"][0], line[0]), ("end", said["sides"][1], line[-1])):
        row = {name: said.get(name) for name in ENDPOINTS.names if name in said}
        yield row | {
            "which": which,
            "side": side,
            "text": said[which],
            "geometry": to_wkb(shape({"type": "Point", "coordinates": point})),
        }


def table(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """Rows as a table; a column that a row lacks is empty there."""
    kept = list(rows)
    return pa.table({name: [row.get(name) for row in kept] for name in schema.names}, schema=schema)


def in_tables(
    features: Iterable[Mapping[str, Any]], schema: pa.Schema, rows: Callable[[Mapping[str, Any]], Iterable[Row]]
) -> Iterator[pa.Table]:
    """Features as tables of some thousand rows each, at least one even where there are none."""
    kept: list[Row] = []
    made = False
    for feature in features:
        kept += rows(feature)
        if len(kept) >= 2000:
            yield table(kept, schema)
            kept, made = [], True
    if kept or not made:
        yield table(kept, schema)
