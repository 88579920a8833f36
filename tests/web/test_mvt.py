"""Vector tiles as other programs read them."""

import gzip
import json
from pathlib import Path

import mapbox_vector_tile
import numpy as np
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pyogrio import read_dataframe

from web.mvt import AREA, Shape, encode
from web.road_tiles import _EPOCH

points = st.lists(st.tuples(*[st.integers(-5000, 9000)] * 2), min_size=2, max_size=9)
lines = st.lists(points, min_size=1, max_size=4)
values = st.text(max_size=5) | st.integers(-(2**40), 2**40) | st.booleans() | st.floats(allow_nan=False)
said = st.dictionaries(st.text(min_size=1, max_size=4), values, max_size=4)


def told(layers: bytes, name: str) -> list[dict[str, object]]:
    return mapbox_vector_tile.decode(layers, default_options={"y_coord_down": True})[name]["features"]


@given(st.lists(st.tuples(lines, said), min_size=1, max_size=6))
def test_lines_and_what_is_said_of_them_come_back(drawn: list[tuple[list[list[tuple[int, int]]], dict[str, object]]]):
    shapes = [Shape([np.array(part) for part in parts], words) for parts, words in drawn]
    for (parts, words), feature in zip(drawn, told(encode({"roads": shapes}), "roads"), strict=True):
        found = feature["geometry"]["coordinates"]
        expected = [[list(point) for point in part] for part in parts]
        assert (found if feature["geometry"]["type"] == "MultiLineString" else [found]) == expected
        assert feature["properties"] == words
        assert {key: type(value) for key, value in feature["properties"].items()} == {
            key: type(value) for key, value in words.items()
        }


def test_an_area_keeps_its_hole():
    outer, hole = np.array([(0, 0), (100, 0), (100, 100), (0, 100)]), np.array([(10, 10), (10, 20), (20, 20), (20, 10)])
    (feature,) = told(encode({"areas": [Shape([outer, hole], {"kind": "water"}, AREA)]}), "areas")
    assert feature["geometry"]["type"] == "Polygon"
    assert [len(ring) for ring in feature["geometry"]["coordinates"]] == [5, 5]


def test_an_empty_tile_is_no_bytes():
    assert encode({"roads": [], "candidates": []}) == b""


def test_the_tile_of_the_town_has_every_state_of_its_roads(client: FlaskClient):
    tiles = [client.get(f"/tiles/roads/13/{x}/{y}.pbf").data for x in (4095, 4096) for y in (4095, 4096)]
    found = [one["properties"] for tile in tiles if tile for one in told(tile, "roads")]
    moved = [one for one in found if one["name"] == "望山路"]
    assert {one["act"] for one in moved} >= {"Named", "ExtentChanged"}
    for one in moved:
        assert one["status"] == "resolved"
        assert one.get("shown_to", 10**9) > one["shown_from"] > -_EPOCH
    assert [one for tile in tiles if tile for one in mapbox_vector_tile.decode(tile).get("candidates", ())]


def test_a_tile_travels_packed_where_that_is_taken(client: FlaskClient):
    url = "/tiles/roads/14/8192/8191.pbf"
    packed = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == client.get(url).data
    assert len(packed.data) < len(client.get(url).data)


def test_gdal_reads_a_tile(client: FlaskClient, tmp_path: Path):
    path = tmp_path / "0.pbf"
    path.write_bytes(client.get("/tiles/roads/14/8192/8191.pbf").data)
    frame = read_dataframe(f"MVT:{path}", layer="roads", X="8192", Y="8191", Z="14")
    assert "彩虹路" in set(frame["name"])
    assert set(frame["status"]) == {"resolved"}


def test_the_tilejson_leads_to_tiles_that_may_be_kept(client: FlaskClient):
    said = client.get("/tiles/roads.json").get_json()
    assert said["tilejson"] == "3.0.0"
    assert "虚构" in said["attribution"]
    assert {layer["id"] for layer in said["vector_layers"]} == {"roads", "candidates"}
    url = said["tiles"][0].removeprefix("http://localhost").format(z=14, x=8192, y=8191)
    settled = client.get(url)
    assert "immutable" in settled.headers["Cache-Control"]
    plain = client.get(url.partition("?")[0])
    assert plain.headers["Cache-Control"] == "no-cache"
    assert plain.data == settled.data
    assert client.get(url, headers={"If-None-Match": settled.headers["ETag"]}).status_code == 304
    known = {key for layer in said["vector_layers"] for key in layer["fields"]}
    for one in told(plain.data, "roads"):
        assert set(one["properties"]) <= known


def test_a_tile_of_another_knowledge_holds_one_state_a_road(client: FlaskClient):
    assert client.get("/tiles/roads/14/8192/8191.pbf?known_at=2001-01-01").data == b""
    public = client.get("/tiles/roads/14/8192/8191.pbf?valid_on=2021-01-01&published_by=2021-01-01").data
    names = [one["properties"]["road_id"] for one in told(public, "roads")] if public else []
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/tiles/roads/18/1/1.pbf", 404),
        ("/tiles/roads/3/8/1.pbf", 404),
        ("/tiles/roads/99999999/0/0.pbf", 404),
        ("/tiles/roads/3/1/1.pbf?colour=red", 400),
        ("/tiles/roads/3/1/1.pbf?known_at=x", 400),
    ],
)
def test_what_is_no_tile_is_said(client: FlaskClient, url: str, status: int):
    answer = client.get(url)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert json.loads(answer.data)["detail"]
