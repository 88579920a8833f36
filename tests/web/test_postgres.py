"""A register on PostgreSQL is served as one on SQLite is."""

import json
import re
from collections.abc import Iterator
from typing import Any

import mapbox_vector_tile
import pytest
from flask import Flask
from flask.testing import FlaskClient
from shapely import MultiLineString, from_wkt, hausdorff_distance
from shapely.geometry import shape
from sqlalchemy import create_engine, make_url, select, text

from gazetteer.errors import RegisterError
from gazetteer.ground_schema import resolutions
from gazetteer.postgis import has_lines
from gazetteer.registry import Register
from geodata import sample
from geodata.resolutions import Resolutions
from geodata.snapshots import Snapshots
from tests.clusters import new_database
from tests.web.conftest import fill
from web.app import create_app
from web.atlas import drawn_lines
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


def served(url: str) -> Iterator[FlaskClient]:
    fill(url)
    app: Flask = create_app(Settings(database_url=url))
    yield app.test_client()
    app.extensions["house"].register.close()


@pytest.fixture(scope="module")
def there(postgres: str) -> Iterator[FlaskClient]:
    yield from served(new_database(postgres, "served"))


@pytest.fixture(scope="module")
def on_postgis(postgis: str) -> Iterator[FlaskClient]:
    for client in served(new_database(postgis, "served_postgis", postgis=True)):
        with client.application.extensions["house"].register.store.reading() as connection:
            assert has_lines(connection)
        yield client


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


TILES = ("13/4096/4095", "13/4095/4096", "15/16384/16383", "15/16383/16384", "10/512/511")


@pytest.mark.parametrize("tile", TILES)
def test_a_tile_is_the_same_from_both(client: FlaskClient, there: FlaskClient, tile: str):
    here = client.get(f"/tiles/roads/{tile}.pbf").data
    assert here
    assert there.get(f"/tiles/roads/{tile}.pbf").data == here


@pytest.mark.parametrize("asked", ["", "?valid_on=2021-01-01&published_by=2021-01-01"])
@pytest.mark.parametrize("tile", TILES)
def test_postgis_cuts_the_tiles_we_do(client: FlaskClient, on_postgis: FlaskClient, tile: str, asked: str):
    """The same roads in the same order, the same said of each, the same lines to one tile number (1/4096 of it)."""
    here, cut = (layers(each.get(f"/tiles/roads/{tile}.pbf{asked}").data) for each in (client, on_postgis))
    assert here.keys() == cut.keys()
    for name, features in here.items():
        assert [one["properties"] for one in cut[name]] == [one["properties"] for one in features]
        for mine, theirs in zip(features, cut[name], strict=True):
            apart = hausdorff_distance(shape(mine["geometry"]), shape(theirs["geometry"]))
            assert apart <= 2**0.5, mine["properties"]


def layers(tile: bytes) -> dict[str, list[Any]]:
    said = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True}) if tile else {}
    assert all(layer["extent"] == 4096 and layer["version"] == 2 for layer in said.values())
    return {name: layer["features"] for name, layer in said.items()}


def test_a_database_that_hung_up_is_asked_again(there: FlaskClient):
    """It was restarted, or a proxy cut what lay idle: nobody who asks hears of it."""
    pages = ("/healthz", f"{ITEMS}?limit=1", "/changes", "/tiles/roads/13/4096/4095.pbf")
    before = [there.get(page).data for page in pages[1:]]
    other = create_engine(there.application.extensions["house"].register.store.engine.url)
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = "
    for page in pages:
        with other.connect() as connection:
            assert connection.execute(text(cut + "current_database()")).all()
        assert there.get(page).status_code == 200
    other.dispose()
    assert [there.get(page).data for page in pages[1:]] == before


def test_the_password_of_the_database_is_told_nobody(postgres: str, caplog: pytest.LogCaptureFixture):
    plain = new_database(postgres, "secretly")
    url = make_url(plain).set(password="sesame").render_as_string(hide_password=False)
    with Register.open(url) as register:
        app = create_app(Settings(database_url=url))
        with register.store.writing() as connection:
            connection.execute(text("ALTER TABLE log RENAME TO logbook"))
        answers = [app.test_client().get(path) for path in ("/healthz", "/about", ITEMS)]
        with pytest.raises(RegisterError) as refused:
            register.head()
        app.extensions["house"].register.close()
    assert [answer.status_code for answer in answers[:2]] == [503, 503]
    told = "".join(answer.text for answer in answers) + caplog.text + str(refused.value)
    assert "sesame" not in told
    assert "secretly" in str(refused.value)


def test_the_lines_follow_each_run(postgis: str):
    """What is looked for anew is drawn anew, what is gone is gone, in the transaction of the run."""
    url = new_database(postgis, "followed", postgis=True)
    fill(url)
    with Register.open(url) as register:
        assert drawn(register) == kept(register) != {}
        network = Snapshots(register).network(sample.AREA)
        Resolutions(register).run(sample.AREA, network, anew=True)
        assert drawn(register) == kept(register)


def test_postgis_that_comes_later_draws_what_is_there(postgis: str):
    url = new_database(postgis, "later")
    fill(url)
    with Register.open(url) as register:
        with register.store.writing() as connection:
            assert not has_lines(connection)
            connection.execute(text("CREATE EXTENSION postgis"))
        register.rebuild()
        assert drawn(register) == kept(register) != {}


def test_lines_of_an_earlier_program_are_drawn_anew_by_a_rebuild(postgis: str):
    """It did not tell which are certain; until then tiles are cut here."""
    url = new_database(postgis, "earlier", postgis=True)
    fill(url)
    with Register.open(url) as register:
        with register.store.writing() as connection:
            connection.execute(text("ALTER TABLE resolution_lines DROP COLUMN confident"))
        with register.store.reading() as connection:
            assert not has_lines(connection)
        register.rebuild()
        assert drawn(register) == kept(register) != {}


def drawn(register: Register) -> dict[tuple[int, int], tuple[str | None, bool | None, Any]]:
    """(resolution, place) → basis, whether it is certain, and line, as PostGIS keeps them."""
    query = "SELECT number, place, basis, confident, ST_AsText(shape, 12) AS shape FROM resolution_lines"
    with register.store.reading() as connection:
        rows = connection.execute(text(query)).all()
    return {(row.number, row.place): (row.basis, row.confident, from_wkt(row.shape)) for row in rows}


def kept(register: Register) -> dict[tuple[int, int], tuple[str | None, bool | None, Any]]:
    """The same as the resolutions themselves have it."""
    with register.store.reading() as connection:
        bodies = connection.execute(select(resolutions.c.number, resolutions.c.body)).all()
    found = {}
    for number, body in bodies:
        said = json.loads(body)
        for place, line in enumerate(drawn_lines(said)):
            shape = MultiLineString([course["coordinates"] for course in line])
            found[number, place] = said.get("basis"), said.get("confident"), shape
    return found


def test_a_notice_is_tried_there_too(there: FlaskClient):
    before = there.get("/healthz").get_json()
    assert "没有找到" in there.post("/try", data={"text": "今天天气很好。"}).text
    assert there.get("/healthz").get_json() == before
