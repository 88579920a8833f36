"""What a page is asked for, and what it says where that is not there."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from gazetteer.registry import Register

_NARROWED = ("/", "/browse", "/changes", "/changes.atom", "/changes.csv", "/changes/days", "/downloads", "/map/roads",
             "/notices", "/worklist", "/worklist.geojson", "/worklist.osm", "/compare.geojson")  # fmt: skip


@pytest.mark.parametrize("path", _NARROWED)
def test_an_area_nobody_has_is_told_instead_of_an_empty_page(client: FlaskClient, path: str):
    answer = client.get(
        f"{path}?area=无此市&from=2020-01-01&to=2021-01-01" if "compare" in path else f"{path}?area=无此市"
    )
    assert answer.status_code == 400
    assert "地名录中没有地区“无此市”。有：" in answer.text
    assert all(name in answer.text for name in ("济南市", "样例镇"))


def test_an_act_nobody_does_is_told_too(client: FlaskClient):
    for path in ("/changes", "/changes.atom", "/changes.csv", "/api/collections/changes/items"):
        answer = client.get(f"{path}?act=naming")
        assert (answer.status_code, "Named Renamed ExtentChanged" in answer.text) == (400, True), path
    assert client.get("/changes?act=Merged").status_code == 200  # there is none


@pytest.mark.parametrize("path", ["/changes", "/changes.atom", "/changes.csv", "/worklist", "/worklist.geojson",
                                  "/worklist.osm", "/notices", "/browse", "/search"])  # fmt: skip
@pytest.mark.parametrize("word", ["valid_on", "known_at", "published_by"])
def test_a_list_of_now_is_not_shown_as_one_of_the_past(client: FlaskClient, path: str, word: str):
    answer = client.get(f"{path}?{word}=2020-01-01")
    assert (answer.status_code, f"参数 {word}：这里只列现在所知的" in answer.text) == (400, True)
    assert client.get(f"{path}?{word}=").status_code == 200  # a form's empty field


def test_days_the_wrong_way_round_are_told(client: FlaskClient):
    for path in ("/changes", "/changes.atom", "/changes.csv"):
        answer = client.get(f"{path}?from=2022-01-01&to=2020-01-01")
        assert (answer.status_code, "参数 from：晚于 to。" in answer.text) == (400, True)
    assert client.get("/changes?from=2021-05-26&to=2021-05-26").status_code == 200


@pytest.mark.parametrize("day", ["", "1900-01-01", "2020-06-01", "2023-03-29", "2023-03-30", "2999-01-01"])
@pytest.mark.parametrize("name", ["望山路", "柳荫巷", "朝阳街"])
def test_the_map_of_a_road_page_asks_for_the_state_that_the_page_shows(
    client: FlaskClient, register: Register, name: str, day: str
):
    """On a day on which it was not in force, that is its latest one: a map without a line had been shown beside it."""
    road_id = register.find(name)
    html = client.get(f"/roads/{road_id}?valid_on={day}").text
    (query,) = set(re.findall(rf'/items/{road_id}(\?[^"]*)?">GeoJSON', html))
    answer = client.get(f"/api/collections/roads/items/{road_id}{unescape(query)}")
    assert answer.status_code == 200, query
    assert f'<span lang="zh-Hans">{answer.get_json()["properties"]["name"]}</span>' in html
