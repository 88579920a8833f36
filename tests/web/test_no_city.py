"""Roads of notices that name no city: listed, on no map, and no nameless town beside the others."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from gazetteer.registry import Register
from tests.gazetteer.towns import notice
from web.app import create_app
from web.settings import Settings

PAGES = ("/", "/changes", "/worklist", "/browse", "/notices", "/downloads", "/try", "/match", "/about")


def _site(folder: Path, *, beside: bool) -> FlaskClient:
    """Three roads of no city, and perhaps one of 某市."""
    with Register.open(str(folder / "gazetteer.db")) as register:
        document, reading = notice("2005-01-01", "命名 甲路", "命名 乙路", "命名 丙路")
        register.ingest(document, [replace(reading, notice=replace(reading.notice, area=None))])
        if beside:
            document, reading = notice("2006-01-01", "命名 丁路")
            register.ingest(document, [reading])
    return create_app(Settings(database_url=str(folder / "gazetteer.db"))).test_client()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_offers_a_town_without_a_name(tmp_path: Path, path: str):
    html = _site(tmp_path, beside=True).get(path).text
    assert not re.findall(r"<(a|option)\b[^>]*>\s*(?:\(\d+\)\s*)?</\1>", html)
    if path == "/":
        assert 'data-area="某市"' in html


def test_they_can_be_browsed(tmp_path: Path):
    client = _site(tmp_path, beside=True)
    assert re.findall(r'<span lang="zh-Hans">(\w+)</span>', client.get("/browse").text) == ["丁路"]
    assert '<a href="/browse?area=-">未载城市</a>' in client.get("/browse").text
    names = re.findall(r'<span lang="zh-Hans">(\w+)</span>', client.get("/browse?area=-").text)
    assert sorted(names) == ["丙路", "乙路", "甲路"]


def test_a_link_to_one_of_them_on_the_map_says_that_it_is_on_none(tmp_path: Path):
    client = _site(tmp_path, beside=True)
    with Register.open(str(tmp_path / "gazetteer.db"), create=False) as register:
        road = register.find("甲路")
    html = client.get(f"/?road={road}").text
    assert "“甲路”的公告未写明城市，不在任何地图上。" in html
    assert f'href="/roads/{road}"' in html


def test_where_there_are_no_others_the_map_says_so(tmp_path: Path):
    client = _site(tmp_path, beside=False)
    assert "3 条道路的公告都未写明城市，不在任何地图上。" in client.get("/").text
    assert "甲路" in client.get("/browse").text
