"""Divided and merged roads: what came of what, by which document, on every way it is asked."""

import csv
import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gazetteer.documents import Document
from gazetteer.entries import read_document
from gazetteer.registry import Register
from tests.gazetteer.towns import notice
from web.app import create_app
from web.commands import main
from web.settings import Settings

NAMED = notice(
    "2005-03-01", "命名 甲路 东子街-西丑街 @东区", "命名 丙巷 北寅街-南卯街", "命名 丁巷 北卯街-南辰街",
    "命名 戊路 东子街-西丑街", number="某政发〔2005〕1号",
)  # fmt: skip
DONE = notice(
    "2012-05-08", "分段 甲路>甲东路", "分段 甲路>甲西路", "更名 丙巷>庚街 合并", "更名 丁巷>庚街 合并", "销名 戊路",
    number="某政发〔2012〕2号",
)  # fmt: skip
LATER = notice("2020-01-01", "更名 甲东路>辛路", number="某政发〔2020〕3号")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lineage") / "gazetteer.db"
    with Register.open(str(path)) as register:
        for document, reading in (NAMED, DONE, LATER):
            register.ingest(document, (reading,))
    return path


@pytest.fixture(scope="module")
def site(town: Path) -> Flask:
    return create_app(Settings(database_url=str(town)))


@pytest.fixture
def pages(site: Flask) -> FlaskClient:
    return site.test_client()


@pytest.fixture(scope="module")
def ids(town: Path) -> dict[str, str]:
    with Register.open(str(town)) as register:
        return {name: register.find(name) for name in ("甲路", "辛路", "甲西路", "丙巷", "丁巷", "庚街", "戊路")}


def _links(ids: dict[str, str], *named: tuple[str, str]) -> str:
    """The links to roads in a page, by the names they are called there."""
    return "、".join(f'<a href="/roads/{ids[road]}" lang="zh-Hans">{name}</a>' for road, name in named)


def test_a_roads_page_leads_to_what_it_goes_on_as_and_what_it_came_of(pages: FlaskClient, ids: dict[str, str]):
    divided = pages.get(f"/roads/{ids['甲路']}").text
    parts = _links(ids, ("辛路", "甲东路"), ("甲西路", "甲西路"))  # by the names they had then
    assert divided.count(f"分为 {parts}") == 2  # beside the name, and in the history
    assert "已于 2012-05-08 分段" in divided
    assert f"来自 {_links(ids, ('甲路', '甲路'))}" in pages.get(f"/roads/{ids['辛路']}").text
    assert f"并入 {_links(ids, ('庚街', '庚街'))}" in pages.get(f"/roads/{ids['丙巷']}").text
    assert f"来自 {_links(ids, ('丙巷', '丙巷'), ('丁巷', '丁巷'))}" in pages.get(f"/roads/{ids['庚街']}").text
    abolished = pages.get(f"/roads/{ids['戊路']}?lang=en").text
    assert "abolished on 2012-05-08" in abolished
    assert "lineage" not in abolished
    earlier = pages.get(f"/roads/{ids['甲路']}?valid_on=2010-01-01&known_at=2000-01-01")
    assert earlier.status_code == 404  # nothing was known then


def test_a_road_that_took_in_another_says_so(tmp_path: Path):
    """清风路 was there before: no act names it anew, and it knows of no predecessor."""
    named = "命名道路的通知\n1.清风路：东起环城路，西至柳河。\n2.柳亭路：东起柳河，西至青石河。\n2005年1月1日\n"
    joined = "合并的通知\n1.清风路向西延伸，与柳亭路合并，统称清风路，东起环城路，西至青石河。\n2010年1月1日\n"
    with Register.open(str(tmp_path / "gazetteer.db")) as register:
        for text in (named, joined):
            document = Document("test", f"某市人民政府关于{text}")
            register.ingest(document, read_document(document))
        kept, taken = register.find("清风路"), register.find("柳亭路")
    client = create_app(Settings(database_url=str(tmp_path / "gazetteer.db"))).test_client()
    link = f'<a href="/roads/{taken}" lang="zh-Hans">柳亭路</a>'
    assert client.get(f"/roads/{kept}").text.count(f"并入了 {link}") == 1
    assert f'并入 <a href="/roads/{kept}"' in client.get(f"/roads/{taken}").text


def test_a_road_of_which_a_part_left_says_as_what(tmp_path: Path):
    with Register.open(str(tmp_path / "gazetteer.db")) as register:
        for document, reading in (
            notice("2005-01-01", "命名 甲路 东子街-西丑街"),
            notice("2012-01-01", "更名 甲路>乙路 部分 东子街-西寅街"),
        ):
            register.ingest(document, (reading,))
        kept, part = register.find("甲路"), register.find("乙路")
    client = create_app(Settings(database_url=str(tmp_path / "gazetteer.db"))).test_client()
    assert f'分为 <a href="/roads/{part}" lang="zh-Hans">乙路</a>' in client.get(f"/roads/{kept}").text
    assert f'来自 <a href="/roads/{kept}" lang="zh-Hans">甲路</a>' in client.get(f"/roads/{part}").text
    assert "已于" not in client.get(f"/roads/{kept}").text


def test_lists_of_changes_say_what_came_of_what(pages: FlaskClient, ids: dict[str, str]):
    said = pages.get("/changes").text
    assert f"分为 {_links(ids, ('辛路', '甲东路'), ('甲西路', '甲西路'))}" in said
    assert said.count(f"来自 {_links(ids, ('甲路', '甲路'))}") == 2
    assert "made of" in pages.get("/changes?lang=en").text
    rows = list(csv.DictReader(StringIO(pages.get("/changes.csv").text.lstrip("\ufeff"))))
    found = {(row["name"], row["act"]): (row["predecessors"], row["successors"]) for row in rows}
    assert found["甲路", "Split"] == ("", f"{ids['辛路']} {ids['甲西路']}")
    assert found["庚街", "Named"] == (f"{ids['丙巷']} {ids['丁巷']}", "")
    assert found["戊路", "Abolished"] == ("", "")


def test_the_feed_says_what_changed_and_by_which_document(pages: FlaskClient):
    feed = pages.get("/changes.atom").text
    divided = "2012-05-08 · 东区 · 东：子街 — 西：丑街 · 分为 甲东路、甲西路 · 某政发〔2012〕2号"
    assert f"<summary>{divided}</summary>" in feed
    assert "<summary>2020-01-01 · 标准名称 甲东路 → 辛路 · 某政发〔2020〕3号</summary>" in feed


def test_changes_that_end_a_road_name_the_document_that_ended_it(
    pages: FlaskClient, ids: dict[str, str], town: Path, tmp_path: Path
):
    items = pages.get("/api/collections/changes/items").get_json()["features"]
    found = {(one["properties"]["name"], one["properties"]["act"]): one["properties"] for one in items}
    for name, act in (("甲路", "Split"), ("丙巷", "Merged"), ("戊路", "Abolished")):
        assert found[name, act]["document_number"] == "某政发〔2012〕2号"
        assert found[name, "Named"]["document_number"] == "某政发〔2005〕1号"
    assert found["甲路", "Split"]["successors"] == [ids["辛路"], ids["甲西路"]]
    assert found["庚街", "Named"]["predecessors"] == [ids["丙巷"], ids["丁巷"]]
    assert found["戊路", "Abolished"]["successors"] == found["甲路", "Named"]["predecessors"] == []

    assert main(["export", str(tmp_path / "roads.gpkg"), "--database", str(town)]) == 0
    query = "SELECT document_number, successors FROM changes WHERE act = 'Split'"
    with closing(sqlite3.connect(tmp_path / "roads.gpkg")) as file:
        assert file.execute(query).fetchall() == [("某政发〔2012〕2号", f"{ids['辛路']} {ids['甲西路']}")]


def test_a_road_gone_leads_to_what_it_goes_on_as(pages: FlaskClient, ids: dict[str, str]):
    gone = pages.get(f"/api/collections/roads/items/{ids['甲路']}")
    assert gone.status_code == 410
    related = [one for one in gone.get_json()["links"] if one["rel"] == "related"]
    assert [one["title"] for one in related] == ["甲东路", "甲西路"]
    assert pages.get(related[0]["href"]).get_json()["properties"]["name"] == "辛路"


def test_the_history_on_the_terminal_says_it_too(town: Path, ids: dict[str, str], capsys: pytest.CaptureFixture[str]):
    assert main(["history", "甲路", "--database", str(town)]) == 0
    assert f"分为 divided into: 甲东路 {ids['辛路']}、甲西路 {ids['甲西路']}" in capsys.readouterr().out
    assert main(["history", "庚街", "--database", str(town)]) == 0
    assert f"来自 made of: 丙巷 {ids['丙巷']}、丁巷 {ids['丁巷']}" in capsys.readouterr().out
