"""What is left to do on the ground: where to look for it, in which editor, and what the ground contradicts."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyproj import Geod

from gazetteer.registry import Register
from gazetteer.text import Sentence
from geodata.outcomes import Unresolved
from geodata.tasks import Tasks
from web.grounds import Spot, find_spot
from web.worklists import find_items, josm_file


def features(client: FlaskClient, query: str = "") -> dict[str, dict[str, object]]:
    answer = client.get(f"/worklist.geojson{query}")
    assert answer.mimetype == "application/geo+json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="worklist.geojson"'
    return {one["properties"]["name"]: one for one in answer.get_json()["features"]}


def test_an_item_is_a_line_where_one_was_found_and_else_a_point(client: FlaskClient):
    found = features(client)
    kinds = {name: (one["geometry"]["type"], one["properties"]["located_by"]) for name, one in found.items()}
    assert kinds["春风路"] == ("LineString", "line")
    assert kinds["锦绣路"][0] == "Point"
    assert "同德街" not in found  # it may be one of two streets: nothing a mapper could settle
    assert found["锦绣路"]["properties"]["fictional"] is True
    assert found["柳荫巷"]["properties"]["kind"] == "cancelled"
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


def test_the_list_opens_in_josm_and_is_never_uploaded(client: FlaskClient):
    answer = client.get("/worklist.osm")
    assert answer.mimetype == "application/xml"
    root = ElementTree.fromstring(answer.get_data(as_text=True))
    assert (root.tag, root.attrib["upload"]) == ("osm", "never")
    ids = [int(thing.attrib["id"]) for thing in root]
    assert len(ids) == len(set(ids))
    assert max(ids) < 0
    nodes = {node.attrib["id"] for node in root.iter("node")}
    assert {ref.attrib["ref"] for ref in root.iter("nd")} <= nodes
    tags = [(tag.attrib["k"], tag.attrib["v"]) for tag in root.iter("tag")]
    assert ("gazetteer:said", "“府前街”在图上名为“老街”。") in tags
    assert all(key.startswith("gazetteer:") for key, _ in tags)


def test_tasks_amid_one_area_lie_beside_each_other_in_josm(app: Flask):
    """All of a district's lay on one point, of which only the topmost could be clicked."""
    house = app.extensions["house"]
    (task, *_) = Tasks(house.register).of()
    (item,) = find_items(house.register, house.snapshots, [task])
    spot = Spot({"type": "Point", "coordinates": [117.0, 60.0]}, (117.0, 60.0, 117.0, 60.0), "area")
    root = ElementTree.fromstring(josm_file([replace(item, resolution=None, spot=spot)] * 300))
    places = [(float(node.attrib["lon"]), float(node.attrib["lat"])) for node in root.iter("node")]
    assert places[0] == (117.0, 60.0)
    assert len(places) == 300
    apart_m = [
        Geod(ellps="WGS84").inv(*one, *other)[2] for at, one in enumerate(places) for other in places[at + 1 : at + 60]
    ]
    assert min(apart_m) > 20
    assert max(Geod(ellps="WGS84").inv(117.0, 60.0, *one)[2] for one in places) < 1000
    tags = {tag.attrib["k"]: tag.attrib["v"] for tag in root.iter("tag")}
    assert tags["gazetteer:located_by"] == "area"
    assert "不是道路的位置" in tags["gazetteer:place"]


def test_a_name_that_is_no_more_was_official_until_then(client: FlaskClient):
    """It said "official since" the day on which the name ended."""
    said = {name: one["properties"] for name, one in features(client).items()}
    assert (said["柳荫巷"]["official_since"], said["柳荫巷"]["official_until"]) == (None, "2023-03-30")
    assert (said["府前街"]["official_until"], bool(said["府前街"]["official_since"])) == (None, True)
    gone = client.get("/worklist?kind=cancelled").text
    assert "2023-03-30 起不再是官方名称" in gone
    assert "起为官方名称" not in gone
    tags = client.get("/worklist.osm?kind=cancelled").text
    assert 'k="gazetteer:official_until" v="2023-03-30"' in tags
    assert "official_since" not in tags


def test_a_line_that_may_be_the_road_is_where_to_look(app: Flask):
    """The task told its ways; picture and editors opened amid all candidates, or the district."""
    house = app.extensions["house"]
    tasks = [one for one in Tasks(house.register).of() if one.kind == "missing"]
    (item,) = find_items(house.register, house.snapshots, [replace(tasks[0], kind="name", place=(0.0123, 0.0045))])
    assert item.spot == Spot({"type": "Point", "coordinates": [0.0123, 0.0045]}, (0.0123, 0.0045) * 2, "place")
    assert 'k="gazetteer:located_by" v="place"' in josm_file([item]).decode()


def test_the_list_narrows_by_kind_and_state(client: FlaskClient):
    assert {one["properties"]["kind"] for one in features(client, "?kind=ends").values()} == {"ends"}
    assert features(client, "?state=closed") == {}
    for query, words in (("?kind=all", "missing name ends cancelled"), ("?state=done", "open closed all")):
        answer = client.get(f"/worklist{query}")
        assert answer.status_code == 400
        assert words in answer.get_data(as_text=True)


def test_a_wicked_name_stays_text_in_the_list(client: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    said = Sentence("“<script>alert(1)</script>路”已公布。", "<script>alert(1)</script>路 is official.")
    wicked = [replace(task, message=said) for task in Tasks(client.application.extensions["house"].register).of()]
    monkeypatch.setattr(Tasks, "of", lambda *_, **__: wicked)
    for url in ("/worklist", "/worklist.osm"):
        text = client.get(url).get_data(as_text=True)
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_a_road_nobody_found_is_looked_for_in_its_area(app: Flask):
    network = app.extensions["house"].snapshots.network("样例镇")
    said = Sentence("", "")
    village = next(place.geometry for place in network.places if "河东村" in place.names)
    spot = find_spot(Unresolved("r", "d", said, approximate_area="河东村"), network)
    assert spot.shape["coordinates"] == pytest.approx([village.centroid.x, village.centroid.y], abs=0.001)
    assert find_spot(Unresolved("r", "d", said), network).basis == "area"
