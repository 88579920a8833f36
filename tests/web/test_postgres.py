"""A register on PostgreSQL is served as one on SQLite is."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from tests.web.conftest import fill
from web.app import create_app
from web.settings import Settings

ITEMS = "/api/collections/roads/items"
STATES, CHANGES = (f"/api/collections/{one}/items" for one in ("versions", "changes"))
QUESTIONS = [
    ITEMS,
    f"{ITEMS}?limit=7",
    f"{ITEMS}?limit=7&datetime=2020-06-01",
    f"{ITEMS}?datetime=2019-01-01/2021-12-31&area=样例镇",
    f"{ITEMS}?bbox=-0.002,-0.002,0.002,0.002",
    f"{ITEMS}?bbox=179,-1,-0.001,1&limit=5",
    f"{ITEMS}?district=市中区&act=ExtentChanged",
    *(f"{ITEMS}?sortby={by}&limit=9" for by in ("name", "-name", "valid_from", "-valid_from", "recorded_at")),
    f"{ITEMS}?q=小山&limit=5",
    f"{ITEMS}?published_by=2020-01-01&limit=5",
    f"{STATES}?limit=9",
    f"{STATES}?sortby=-valid_from&limit=9",
    f"{CHANGES}?limit=9&datetime=2015-01-01/..",
    f"{CHANGES}?sortby=valid_from",
    "/api/collections/notices/items",
    "/api/collections/roads",
    "/map/roads?area=样例镇",
    "/map/roads?area=济南市&since=2021&act=Named",
    "/map/roads?area=样例镇&bbox=-0.002,-0.002,0.002,0.002",
    "/map/roads.geojson?area=样例镇&candidates=yes",
    "/changes/days",
    "/compare.geojson?area=样例镇&from=2019-01-01&to=2025-01-01",
    "/suggest?q=xiaoshan",
    "/browse?area=济南市",
    "/changes.csv",
]


@pytest.fixture(scope="module")
def there(postgres: str) -> Iterator[FlaskClient]:
    engine = create_engine(postgres + "postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE served"))
    engine.dispose()
    fill(postgres + "served")
    app: Flask = create_app(Settings(database_url=postgres + "served"))
    yield app.test_client()
    app.extensions["house"].register.close()


def said(client: FlaskClient, url: str) -> tuple[int, str]:
    """Status and answer, without the instants at which its register was made."""
    answer = client.get(url)
    return answer.status_code, re.sub(r"20\d\d-\d\d-\d\dT[\d:.%A]+(?:Z|\+00(?::|%3A)00)", "(instant)", answer.text)


@pytest.mark.parametrize("url", QUESTIONS)
def test_the_same_answer_comes_from_both(client: FlaskClient, there: FlaskClient, url: str):
    expected = said(client, url)
    assert expected[0] == 200
    assert said(there, url) == expected


def test_every_page_of_a_sorted_list_comes_from_both(client: FlaskClient, there: FlaskClient):
    for by in ("name", "-valid_from"):
        pages = [list(_walked(each, f"{ITEMS}?sortby={by}&limit=10")) for each in (client, there)]
        assert pages[0] == pages[1]
        assert len(pages[0]) == len(set(pages[0])) == client.get(ITEMS).get_json()["numberMatched"]


def _walked(client: FlaskClient, url: str | None) -> Iterator[str]:
    while url:
        page = client.get(url).get_json()
        yield from (one["id"] for one in page["features"])
        url = next((one["href"].partition("localhost")[2] for one in page["links"] if one["rel"] == "next"), None)


def test_a_tile_is_the_same_from_both(client: FlaskClient, there: FlaskClient):
    for tile in ("13/4096/4095", "15/16384/16383", "10/512/511"):
        here = client.get(f"/tiles/roads/{tile}.pbf").data
        assert here
        assert there.get(f"/tiles/roads/{tile}.pbf").data == here


def test_a_notice_is_tried_there_too(there: FlaskClient):
    before = there.get("/healthz").get_json()
    assert "没有找到" in there.post("/try", data={"text": "今天天气很好。"}).text
    assert there.get("/healthz").get_json() == before
