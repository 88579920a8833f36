"""The register as files: whole, of any time point, with time and credit inside."""

import csv
import io
import json
import sqlite3
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from gazetteer.registry import Register
from gazetteer.times import TimePoint, read_day
from geodata import sample
from web.downloads import FORMATS
from web.slots import AT_ONCE

DAY = "2021-05-25"  # the day before 小山路 was prolonged
QUERY = f"?valid_on={DAY}"


def fetch(client: FlaskClient, ending: str, query: str = QUERY) -> bytes:
    answer = client.get(f"/downloads/roads{ending}{query}")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == FORMATS[ending][1]
    assert f'filename="roads-{DAY}{ending}"' in answer.headers["Content-Disposition"] or query != QUERY
    return answer.data


def in_force(register: Register) -> set[str]:
    return {road.road_id for road in register.roads(TimePoint(read_day(DAY).earliest))}


def test_geojson(client: FlaskClient, register: Register):
    said = json.loads(fetch(client, ".geojson"))
    assert {one["id"] for one in said["features"]} == in_force(register)
    assert (said["valid_on"], said["attribution"]) == (DAY, "虚构：样例镇并不存在")
    (road,) = [one["properties"] for one in said["features"] if one["properties"]["name"] == "小山路"]
    assert road["end"] == "丽康路"


def test_csv_opens_right_in_a_spreadsheet(client: FlaskClient, register: Register):
    data = fetch(client, ".csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert {row["road_id"] for row in rows} == in_force(register)
    assert {row["valid_on"] for row in rows} == {DAY}
    drawn = [row for row in rows if row["wkt"]]
    assert drawn
    assert all(row["wkt"].startswith(("LINESTRING", "MULTILINESTRING")) and row["attribution"] for row in drawn)


def test_no_cell_is_a_formula(client: FlaskClient):
    rows = csv.reader(io.StringIO(fetch(client, ".csv", "").decode("utf-8-sig")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_geoparquet(client: FlaskClient, register: Register, tmp_path: Path):
    import geopandas
    import pyarrow.parquet as pq

    path = tmp_path / "roads.parquet"
    path.write_bytes(fetch(client, ".parquet"))
    read = geopandas.read_parquet(path)
    assert set(read.road_id) == in_force(register)
    assert read.crs == "OGC:CRS84"
    told = pq.read_schema(path).metadata
    assert told[b"valid_on"].decode() == DAY
    assert "虚构" in told[b"attribution"].decode()


def test_geopackage_has_four_styled_layers(client: FlaskClient, register: Register, tmp_path: Path):
    import geopandas
    import pyogrio

    path = tmp_path / "roads.gpkg"
    path.write_bytes(fetch(client, ".gpkg"))
    layers = dict(pyogrio.list_layers(path).tolist())
    assert layers | {"layer_styles": None} == {
        "roads": "MultiLineString",
        "versions": "MultiLineString",
        "changes": "MultiLineString",
        "endpoints": "Point",
        "layer_styles": None,
    }
    roads = geopandas.read_file(path, layer="roads")
    assert set(roads.road_id) == in_force(register)
    assert pyogrio.read_info(path, layer="roads")["layer_metadata"]["valid_on"] == DAY
    ends = geopandas.read_file(path, layer="endpoints")
    assert len(ends) == 2 * roads.geometry.notna().sum()
    for road in roads[roads.geometry.notna()].itertuples():
        mine = ends[ends.road_id == road.road_id]
        assert all(point.distance(road.geometry) < 1e-9 for point in mine.geometry)
    with sqlite3.connect(path) as connection:
        styles = connection.execute("SELECT f_table_name, styleQML, useAsDefault FROM layer_styles").fetchall()
        found_by = connection.execute("SELECT f_table_name, f_geometry_column FROM layer_styles ORDER BY 1").fetchall()
        columns = "SELECT table_name, column_name FROM gpkg_geometry_columns ORDER BY 1"
        assert found_by == connection.execute(columns).fetchall()  # else QGIS draws it as it likes
    connection.close()
    assert {name for name, _, _ in styles} == {"roads", "versions", "changes", "endpoints"}
    for _, style, usual in styles:
        assert usual == 1
        assert ElementTree.fromstring(style).find("renderer-v2/categories/category") is not None


def test_of_one_area(client: FlaskClient):
    said = json.loads(fetch(client, ".geojson", f"?area={sample.AREA}"))
    assert {one["properties"]["area"] for one in said["features"]} == {sample.AREA}
    assert said["area"] == sample.AREA


def test_a_time_before_all_is_an_empty_file(client: FlaskClient, tmp_path: Path):
    for ending in FORMATS:
        data = fetch(client, ending, "?known_at=2000-01-01")
        if ending == ".geojson":
            assert json.loads(data)["features"] == []
        elif ending == ".csv":
            assert len(data.decode("utf-8-sig").splitlines()) == 1
        else:
            import pyogrio

            path = tmp_path / f"empty{ending}"
            path.write_bytes(data)
            assert ending == ".parquet" or pyogrio.read_info(path, layer="roads")["features"] == 0


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/downloads/roads.doc", 404),
        ("/downloads/roads.geojson?area=无此市", 400),
        ("/downloads/roads.geojson?valid_on=2021", 400),
        ("/downloads/roads.geojson?colour=red", 400),
        ("/downloads?colour=red", 400),
    ],
)
def test_wrong_use_is_said(client: FlaskClient, url: str, status: int):
    assert client.get(url).status_code == status


def test_only_so_many_files_are_made_at_a_time(client: FlaskClient):
    under_way = [client.get("/downloads/roads.geojson") for _ in range(AT_ONCE)]
    busy = client.get("/downloads/roads.geojson")
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "10")
    for one in under_way:
        one.close()
    assert client.get("/downloads/roads.geojson", buffered=True).status_code == 200


def test_the_page_offers_every_format_of_the_time_asked_for(client: FlaskClient):
    page = client.get(f"/downloads?valid_on={DAY}&area={sample.AREA}&lang=en").text
    for ending in FORMATS:
        assert f"/downloads/roads{ending}?" in page
    assert f"valid_on={DAY}" in page


def test_the_command_that_is_shown_asks_for_all_that_the_form_does(client: FlaskClient):
    html = client.get("/downloads?valid_on=2020-01-01&known_at=2030-01-01&published_by=2021-01-01&area=样例镇").text
    wanted = "--valid-on 2020-01-01 --known-at 2030-01-01 --published-by 2021-01-01 --area 样例镇"
    assert f"<code>gazetteer export roads.gpkg {wanted}</code>" in html
    assert "<code>gazetteer export roads.gpkg</code>" in client.get("/downloads").text
