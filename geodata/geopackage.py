"""The GeoPackage: roads, versions, changes and endpoints as layers, each with the style QGIS draws it in."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

import pyarrow as pa

# Layer → (attribute it is coloured by, value → (words, colour, width in mm, dashed)).
_LINES = {
    "true": ("确信 confident", "#1b5e9b", "0.8", "solid"),
    "false": ("推定 inferred", "#c77700", "0.6", "dash"),
}
_POINTS = {"start": ("起点 start", "#2e7d32"), "end": ("止点 end", "#b71c1c")}


def write_layer(path: Path, layer: str, tables: Iterable[pa.Table], shape: str, told: Mapping[str, str]) -> int:
    """Writes one layer into the file, a table at a time; how many rows. `told` is kept as the layer's metadata."""
    import pyogrio  # takes a while to load, and GeoJSON and CSV do not need it

    rows = 0
    for number, one in enumerate(tables):
        first = {"layer_metadata": dict(told), "dataset_metadata": dict(told)} if number == 0 else {}
        pyogrio.write_arrow(
            one,
            path,
            layer=layer,
            driver="GPKG",
            geometry_name="geometry",
            geometry_type=shape,
            crs="EPSG:4326",
            append=number > 0,
            dataset_options={"VERSION": "1.3"},  # GDAL before 3.7 says of a later one that it may not understand it
            **first,
        )
        rows += one.num_rows
    return rows


def write_styles(path: Path, layers: Mapping[str, str]) -> None:
    """Keeps the style of each layer (name → "line" or "point") where QGIS looks for it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), "
            "f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), "
            "styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), "
            "update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))"
        )
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', strftime('%Y-%m-%dT%H:%M:%fZ','now'), 0)"
        )
        # A style is found by the column of the lines too, which the writer named.
        columns = dict(connection.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
        styles, said = {"line": _line_style(), "point": _point_style()}, "道路地名录 | Road gazetteer"
        rows = [(name, columns[name], name, styles[kind], said) for name, kind in layers.items()]
        connection.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
            "styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', ?, ?, ?, ?, '', 1, ?, '')",
            rows,
        )


def _line_style() -> str:
    symbols = [
        _symbol(
            number,
            "line",
            "SimpleLine",
            {"line_color": _rgb(colour), "line_width": width, "line_style": dash, "capstyle": "round"},
        )
        for number, (_, colour, width, dash) in enumerate(_LINES.values())
    ]
    return _style("confident", {value: said[0] for value, said in _LINES.items()}, symbols, labelled=True)


def _point_style() -> str:
    symbols = [
        _symbol(number, "marker", "SimpleMarker", {"name": "circle", "color": _rgb(colour), "size": "2"})
        for number, (_, colour) in enumerate(_POINTS.values())
    ]
    return _style("which", {value: said[0] for value, said in _POINTS.items()}, symbols, labelled=False)


def _style(attribute: str, words: Mapping[str, str], symbols: Iterable[str], labelled: bool) -> str:
    """A QML document that colours a layer by the values of an attribute; lines are labelled with the road's name."""
    categories = "".join(
        f'<category render="true" symbol="{number}" value="{value}" label="{label}"/>'
        for number, (value, label) in enumerate(words.items())
    )
    return (
        '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">'
        f'<qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="{labelled:d}">'
        f'<renderer-v2 type="categorizedSymbol" attr="{attribute}" enableorderby="0" forceraster="0">'
        f"<categories>{categories}</categories><symbols>{''.join(symbols)}</symbols></renderer-v2>"
        '<labeling type="simple"><settings calloutType="simple"><text-style fieldName="name" fontSize="9" '
        'textColor="34,34,34,255"><text-buffer bufferDraw="1" bufferSize="0.8" bufferColor="255,255,255,255"/>'
        '</text-style><placement placement="2"/></settings></labeling></qgis>'
    )


def _symbol(number: int, kind: str, drawn: str, values: Mapping[str, str]) -> str:
    options = "".join(f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in values.items())
    properties = "".join(f'<prop k="{name}" v="{value}"/>' for name, value in values.items())
    return (
        f'<symbol type="{kind}" name="{number}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="{drawn}" enabled="1" locked="0" pass="0"><Option type="Map">{options}</Option>{properties}'
        "</layer></symbol>"
    )


def _rgb(colour: str) -> str:
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + ",255"
