"""What is left to do on the ground: where to look for it, in which editor, and what the ground contradicts."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gazetteer.registry import Register
from gazetteer.text import Sentence
from geodata.checks import Check
from geodata.outcomes import Unresolved
from web import road_page
from web.grounds import Spot, find_spot


def features(client: FlaskClient, query: str = "") -> dict[str, dict[str, object]]:
    answer = client.get(f"/worklist.geojson{query}")
    assert answer.mimetype == "application/geo+json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="worklist.geojson"'
    return {one["properties"]["name"]: one for one in answer.get_json()["features"]}


def test_an_item_is_a_line_where_one_was_found_and_else_a_point(client: FlaskClient):
    found = features(client)
    kinds = {name: (one["geometry"]["type"], one["properties"]["located_by"]) for name, one in found.items()}
    assert kinds["春风路"] == ("LineString", "line")
    assert kinds["同德街"] == ("Point", "candidates")
    assert kinds["锦绣路"][0] == "Point"
    assert found["同德街"]["properties"]["fictional"] is True
    assert features(client, "?area=济南市") == {}


def test_an_invented_road_is_not_offered_to_an_editor(client: FlaskClient):
    html = client.get("/worklist").get_data(as_text=True)
    assert "/?area=%E6%A0%B7%E4%BE%8B%E9%95%87&amp;road=" in html
    assert "openstreetmap.org/edit" not in html
    assert "不应画上去" in html
    assert 'href="/worklist.geojson?area=' in client.get("/worklist?area=样例镇").get_data(as_text=True)


def test_a_real_road_is_offered_to_both_editors(
    client: FlaskClient, register: Register, monkeypatch: pytest.MonkeyPatch
):
    areas = tuple(replace(area, fictional=False) for area in register.areas())
    monkeypatch.setattr(Register, "areas", lambda _: areas)
    html = client.get("/worklist").get_data(as_text=True)
    assert "用 iD 打开" in html
    assert 'href="http://127.0.0.1:8111/load_and_zoom?left=' in html
    assert 'target="_blank" rel="noopener"' in html


def test_editors_open_where_the_road_is():
    spot = Spot({"type": "Point", "coordinates": [117.0, 36.6]}, (117.0, 36.6, 117.01, 36.62), "candidates")
    assert spot.editor_id == "https://www.openstreetmap.org/edit?editor=id#map=17/36.61000/117.00500"
    assert spot.editor_josm == (
        "http://127.0.0.1:8111/load_and_zoom?left=116.99700&bottom=36.59700&right=117.01300&top=36.62300"
    )


def test_a_road_nobody_found_is_looked_for_in_its_area(app: Flask):
    network = app.extensions["house"].snapshots.network("样例镇")
    said = Sentence("", "")
    village = next(place.geometry for place in network.places if "河东村" in place.names)
    spot = find_spot(Unresolved("r", "d", said, approximate_area="河东村"), network)
    assert spot.shape["coordinates"] == pytest.approx([village.centroid.x, village.centroid.y], abs=0.001)
    assert find_spot(Unresolved("r", "d", said), network).basis == "area"


def test_the_road_page_says_what_the_ground_contradicts(
    client: FlaskClient, register: Register, monkeypatch: pytest.MonkeyPatch
):
    road, other = register.find("望山路"), register.find("学府路")
    assert "与图上不符" not in client.get(f"/roads/{road}").get_data(as_text=True)
    said = [
        Check("length", road, Sentence("公告写长 500 米，图上量得 900 米。", "stated 500 m, measured 900 m.")),
        Check("overlap", road, Sentence("与“学府路”有一段在同一位置。", "part of it lies where 学府路 does."), other),
        Check("length", other, Sentence("另一条路的事。", "of another road.")),
    ]
    monkeypatch.setattr(road_page, "find_checks", lambda *_: said)
    html = client.get(f"/roads/{road}").get_data(as_text=True)
    assert "公告写长 500 米，图上量得 900 米。" in html
    assert f'<a href="/roads/{other}">查看</a>' in html
    assert "另一条路的事" not in html
    assert "stated 500 m, measured 900 m." in client.get(f"/roads/{road}?lang=en").get_data(as_text=True)
