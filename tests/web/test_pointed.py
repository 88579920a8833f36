"""Links to the map that point to a road: its town is shown, and where it is not on the map it is said why."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from gazetteer.registry import Register
from geodata import sample
from geodata.tasks import Tasks


def _map_link(html: str) -> str:
    """Where "see on the map" leads."""
    return unescape(html.partition(">在地图上看<")[0].rpartition('href="')[2].rstrip('"'))


def test_a_road_brings_its_own_town(client: FlaskClient, register: Register):
    road_id = register.find("朝阳街")
    for query in (f"road={road_id}", f"road={road_id}&area=济南市"):
        html = client.get(f"/?{query}").text
        assert f'data-area="{sample.AREA}"' in html
        assert f'data-road="{road_id}"' in html
        assert 'class="pointed"' not in html


def test_a_road_that_is_nowhere_is_said_to_be(client: FlaskClient):
    html = client.get("/?road=rnonsense").text
    assert 'data-area="济南市"' in html
    assert "地名录中没有道路“rnonsense”" in html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "“柳荫巷”已于 2023-03-30 销名。"),
        ("&valid_on=2001-01-01", "“柳荫巷”自 2019-04-18 起才生效。"),
        ("&lang=en", "柳荫巷: abolished on 2023-03-30."),
        ("&known_at=2001-01-01", "还没有收录或公布道路"),
        ("&valid_on=2023-03-29", ""),
    ],
)
def test_a_road_that_is_not_in_force_says_since_when(client: FlaskClient, register: Register, query: str, said: str):
    road_id = register.find("柳荫巷")
    html = client.get(f"/?road={road_id}{query}").text
    assert said in html
    assert ('class="pointed"' in html) == bool(said)


def test_the_page_of_a_road_that_is_no_more_leads_to_the_map_of_its_last_day(client: FlaskClient, register: Register):
    road_id = register.find("柳荫巷")
    link = _map_link(client.get(f"/roads/{road_id}").text)
    assert parse_qs(urlsplit(link).query) == {"area": [sample.AREA], "road": [road_id], "valid_on": ["2023-03-29"]}
    earlier = _map_link(client.get(f"/roads/{road_id}?valid_on=2022-01-01&published_by=2024-01-01").text)
    assert earlier.endswith("valid_on=2022-01-01&published_by=2024-01-01")
    current = _map_link(client.get(f"/roads/{register.find('朝阳街')}").text)
    assert "valid_on" not in current


def test_a_task_of_a_road_that_is_no_more_leads_there_too(client: FlaskClient, register: Register):
    gone = [one.road_id for one in Tasks(register).of(sample.AREA, "cancelled")]
    html = client.get("/worklist?kind=cancelled").text
    assert gone
    for road_id in gone:
        assert f"road={road_id}&amp;valid_on=" in html
