"""OGC API – Features, Part 1: named after what the standard's abstract tests look at."""

import pytest
from flask.testing import FlaskClient

from gazetteer.registry import Register

ITEMS = "/api/collections/roads/items"


def test_landing_page_leads_to_everything(client: FlaskClient):
    links = {link["rel"]: link["href"] for link in client.get("/api").get_json()["links"]}
    assert set(links) == {"self", "service-desc", "conformance", "data"}
    for href in links.values():
        assert client.get(href).status_code == 200


def test_conformance_names_core(client: FlaskClient):
    said = client.get("/api/conformance").get_json()["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in said


def test_the_api_definition_names_every_parameter_that_is_checked(client: FlaskClient):
    document = client.get("/api/openapi.json").get_json()
    asked = document["paths"]["/collections/{collectionId}/items"]["get"]["parameters"]
    names = {one["$ref"].rpartition("/")[2] for one in asked if "$ref" in one}
    assert names == {"bbox", "datetime", "known_at", "limit", "q", "area", "after", "f"}
    assert "$ref" not in str(document).replace("'$ref': '#/", "")


def test_a_collection_has_its_extent_and_attribution(client: FlaskClient):
    (roads,) = client.get("/api/collections").get_json()["collections"]
    assert roads == client.get("/api/collections/roads").get_json()
    west, south, east, north = roads["extent"]["spatial"]["bbox"][0]
    assert west < east
    assert south < north
    assert roads["extent"]["temporal"]["interval"] == [["2019-04-18T00:00:00Z", None]]
    assert "虚构" in roads["attribution"]


def test_items_are_features_with_counts_and_links(client: FlaskClient):
    answer = client.get(f"{ITEMS}?area=济南市")
    assert answer.mimetype == "application/geo+json"
    said = answer.get_json()
    assert said["numberMatched"] == said["numberReturned"] == len(said["features"]) == 18
    assert {road["geometry"] for road in said["features"]} == {None}
    assert "attribution" not in said
    road = next(road for road in said["features"] if road["properties"]["name"] == "小山路")
    assert road["properties"]["end"] == "规划北八路"
    assert road["properties"]["document_number"] == "济政办字〔2021〕25号"


def test_bbox_keeps_what_it_touches_and_no_road_without_a_line(client: FlaskClient):
    everywhere = client.get(f"{ITEMS}?bbox=-1,-1,1,1").get_json()
    assert everywhere["numberMatched"] > 10
    assert all(road["geometry"] for road in everywhere["features"])
    assert everywhere["attribution"]
    assert client.get(f"{ITEMS}?bbox=10,10,11,11").get_json()["features"] == []


def test_limit_and_next_lead_through_every_road_once(client: FlaskClient):
    seen, url = [], f"{ITEMS}?limit=7"
    while url:
        said = client.get(url).get_json()
        assert said["numberReturned"] <= 7
        seen += [road["id"] for road in said["features"]]
        url = next((link["href"] for link in said["links"] if link["rel"] == "next"), "")
    assert len(seen) == len(set(seen)) == said["numberMatched"]


@pytest.mark.parametrize(
    ("datetime", "end"),
    [("2021-05-25", "丽康路"), ("2021-05-26", "规划北八路"), ("2021-05-25T15:59:59Z", "丽康路")],
)
def test_datetime_is_the_time_in_force(client: FlaskClient, road_id: str, datetime: str, end: str):
    assert client.get(f"{ITEMS}/{road_id}?datetime={datetime}").get_json()["properties"]["end"] == end
    roads = client.get(f"{ITEMS}?datetime={datetime}&area=济南市").get_json()["features"]
    assert next(road for road in roads if road["id"] == road_id)["properties"]["end"] == end


def test_an_interval_gives_what_was_in_force_at_some_time_of_it(client: FlaskClient, register: Register):
    gone = register.find("柳荫巷")

    def ids(datetime: str) -> set[str]:
        said = client.get(f"{ITEMS}?datetime={datetime}&limit=1000").get_json()
        return {road["id"] for road in said["features"]}

    assert gone in ids("2020-01-01/2024-01-01")
    assert gone not in ids("2023-03-30/..")
    assert gone not in ids("../2019-04-17")


def test_known_at_is_what_the_register_knew(client: FlaskClient):
    assert client.get(f"{ITEMS}?known_at=2000-01-01").get_json()["features"] == []


def test_q_finds_by_name(client: FlaskClient, road_id: str):
    assert client.get(f"{ITEMS}?q=小山路").get_json()["features"][0]["id"] == road_id
    assert [road["id"] for road in client.get(f"{ITEMS}?q=xiaoshanlu").get_json()["features"]] == [road_id]


def test_an_item_links_to_its_history_and_its_page(client: FlaskClient, road_id: str):
    item = client.get(f"{ITEMS}/{road_id}").get_json()
    links = {link["rel"]: link["href"] for link in item["links"]}
    assert client.get(links["alternate"]).mimetype == "text/html"
    history = client.get(links["version-history"]).get_json()
    assert [version["properties"]["end"] for version in history["features"]] == ["丽康路", "规划北八路"]


def test_the_candidates_of_an_ambiguous_road_can_be_asked_for(client: FlaskClient, register: Register):
    found = client.get(f"{ITEMS}/{register.find('同德街')}/candidates").get_json()["features"]
    assert len(found) >= 2
    assert client.get(f"{ITEMS}/{register.find('朝阳街')}/candidates").get_json()["features"] == []


@pytest.mark.parametrize(
    ("url", "status", "parameter"),
    [
        (f"{ITEMS}?colour=red", 400, "colour"),
        (f"{ITEMS}?limit=0", 400, "limit"),
        (f"{ITEMS}?bbox=1,2", 400, "bbox"),
        (f"{ITEMS}?datetime=x", 400, "datetime"),
        (f"{ITEMS}?limit=1&limit=2", 400, "limit"),
        ("/api?colour=red", 400, "colour"),
        (f"{ITEMS}/nope", 404, None),
        ("/api/collections/nope", 404, None),
        ("/api/nope", 404, None),
    ],
)
def test_what_is_wrong_is_a_problem_document(client: FlaskClient, url: str, status: int, parameter: str | None):
    answer = client.get(url)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    said = answer.get_json()
    assert said["status"] == status
    assert said.get("parameter") == parameter


def test_any_page_of_the_world_may_read_it(client: FlaskClient):
    assert client.get(ITEMS).headers["Access-Control-Allow-Origin"] == "*"
