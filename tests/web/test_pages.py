"""The pages as a reader without a browser gets them."""

import csv
import logging
import re
from pathlib import Path

import mapbox_vector_tile
import pytest
from flask import Flask
from flask.testing import FlaskClient
from shapely.geometry import shape

from gazetteer.documents import Document
from gazetteer.entries import read_document
from gazetteer.registry import Register
from tests.gazetteer.towns import fill, notice
from tests.web.conftest import WICKED
from web import road_page
from web.app import create_app
from web.feeds import table
from web.settings import Settings


def page(client: FlaskClient, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, (url, answer.status_code)
    return answer.get_data(as_text=True)


@pytest.fixture
def seed(register: Register) -> str:
    return f"/notices/{register.notice('济政办字〔2021〕25号').notice.notice_id}"


def test_every_page_has_a_title_a_language_and_the_site_around_it(client: FlaskClient, road_id: str, seed: str):
    for url in ("/", f"/roads/{road_id}", seed, "/notices", "/changes", "/worklist", "/search?q=路", "/about"):
        html = page(client, url)
        assert re.search(r"<title>.+道路地名录</title>", html), url
        assert '<html lang="zh-Hans">' in html
        assert 'rel="icon"' in html


def test_the_map_lists_both_areas_and_inlines_no_road(client: FlaskClient):
    html = page(client, "/")
    assert "济南市" in html
    assert "样例镇" in html
    assert "虚构" in html
    assert "小山路" not in html
    assert "/tiles/background/" in page(client, "/?area=样例镇")


def test_the_road_page_tells_what_moved_when_and_by_which_clause(client: FlaskClient, road_id: str):
    html = page(client, f"/roads/{road_id}")
    assert '<td class="old">南：丽康路</td><td class="new">南：规划北八路</td>' in html
    assert "2021-05-26 起" in html
    assert "2021-05-26 以前" in html
    assert "旁证" in html
    assert "未落图：尚未载入路网" in html
    assert "济政办字〔2021〕25号" in html
    assert "核验结果" in html
    assert re.search(r'<mark class="read" title="原止点">丽康路</mark>', html)


def test_the_road_page_leads_to_the_roads_it_ends_on_and_to_those_that_end_on_it(
    client: FlaskClient, register: Register
):
    """兴智路 ends on 兴泽路, which ends on 兴润路: all named by the notice that names 兴泽路."""
    html = page(client, f"/roads/{register.find('兴泽路')}")
    assert f'<a href="/roads/{register.find("兴润路")}" title=' in html
    ends_here = re.search('<section aria-labelledby="ends-title">.*?</section>', html, re.DOTALL)
    assert ends_here is not None
    assert re.findall(r'href="/roads/(\w+)"', ends_here[0]) == [register.find("兴智路")]


def test_what_a_road_page_leads_to_is_of_the_time_it_was_asked_for(client: FlaskClient, register: Register):
    road, other = register.find("兴泽路"), register.find("兴润路")
    html = page(client, f"/roads/{road}?valid_on=2024-01-01&published_by=2026-01-01")
    asked = "?valid_on=2024-01-01&amp;published_by=2026-01-01"
    assert f'href="/roads/{other}{asked}"' in html
    assert f'href="/roads/{register.find("兴智路")}{asked}"' in html
    assert f'href="/roads/{road}{asked}">固定链接' in html
    assert f"/api/collections/roads/items/{road}/versions?published_by=2026-01-01" in html


def test_restated_facts_are_never_shown_as_a_quotation(client: FlaskClient, road_id: str, register: Register):
    assert "<blockquote" not in page(client, f"/roads/{road_id}")
    assert "按事实重述" in page(client, f"/roads/{road_id}")
    assert "<blockquote" in page(client, f"/roads/{register.find('望山路')}")


def test_a_road_can_be_seen_as_it_was(client: FlaskClient, register: Register):
    road = register.find("望山路")
    assert "建设路" in page(client, f"/roads/{road}?valid_on=2020-01-01")
    html = page(client, f"/roads/{road}?valid_on=2000-01-01")
    assert "不在使用中" in html
    page(client, f"/roads/{road}?known_at=1999-01-01", 404)


def test_a_road_can_be_seen_as_it_was_public(client: FlaskClient, register: Register):
    road = register.find("望山路")
    html = page(client, f"/roads/{road}?published_by=2022-01-01")
    assert "只算 2022-01-01 及以前发布的公告" in html
    assert "样政发〔2023〕2号" not in html
    assert 'name="published_by" value="2022-01-01"' in html
    assert f'"/api/collections/roads/items/{road}?published_by=2022-01-01"' in html
    assert "参数 published_by：" in page(client, f"/roads/{road}?published_by=x", 400)
    assert "参数 published_by：" in page(client, "/?published_by=2022", 400)
    page(client, f"/roads/{road}?published_by=2018-01-01", 404)


def test_an_abolished_road_says_so(client: FlaskClient, register: Register):
    html = page(client, f"/roads/{register.find('柳荫巷')}")
    assert "销名" in html
    assert "已于 2023-03-30 销名" in html


def test_the_notice_page_marks_every_value(client: FlaskClient, seed: str, register: Register):
    html = page(client, seed)
    kept = register.notice("济政办字〔2021〕25号")
    text = re.search(r'<div class="notice-text.*?</div>', html, re.S)
    assert text is not None
    for entry in kept.entries:
        for span in entry.spans.values():
            assert f">{span.of(kept.text)}</mark>" in text.group()
    plain = re.sub(r"<[^>]+>", "", text.group())
    assert plain == kept.text
    assert "<svg" in html


def test_a_notice_is_found_by_its_number(client: FlaskClient, seed: str):
    answer = client.get("/notices/济政办字〔2021〕25号?lang=en")
    assert answer.status_code == 302
    assert answer.location == f"{seed}?lang=en"


def test_english_is_a_switch_that_is_remembered(client: FlaskClient):
    assert "Road Gazetteer" in page(client, "/about?lang=en")
    assert '<html lang="en">' in page(client, "/about")
    assert '<html lang="zh-Hans">' in page(client, "/about?lang=zh")


def test_names_stay_text(client: FlaskClient, register: Register):
    found = register.find(WICKED)
    notice = register.record(found).versions[0].notice_id
    lists = ("/changes", "/browse?area=样例镇", f"/search?q={WICKED}", "/changes.atom")
    for url in (f"/roads/{found}", f"/notices/{notice}", *lists):
        html = page(client, url)
        assert "<script>alert" not in html, url
        assert "&lt;script&gt;alert(1)&lt;/script&gt;路" in html, url


def test_inline_scripts_carry_the_nonce_of_the_policy(client: FlaskClient):
    first, second = client.get("/"), client.get("/")
    policy = first.headers["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([\w-]+)'", policy)
    assert nonce is not None
    assert nonce.group() not in second.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    html = first.get_data(as_text=True)
    for opened in re.findall(r"<script[^>]*>", html):
        assert "src=" in opened or f'nonce="{nonce.group(1)}"' in opened
    assert not re.search(r"\son\w+=|\sstyle=|javascript:", html)


def test_nothing_refers_to_the_outside(client: FlaskClient, road_id: str, seed: str):
    for url in ("/", f"/roads/{road_id}", seed):
        assert not re.findall(r'(?:src|href)="(?:https?:)?//', page(client, url)), url


@pytest.mark.parametrize(
    ("url", "status", "said"),
    [
        ("/nope", 404, "没有这个页面"),
        ("/roads/nope", 404, "地名录中没有道路“nope”"),
        ("/notices/nope", 404, "地名录中没有公告“nope”"),
        ("/search?q=" + "路" * 300, 400, "参数 q：最多 200 个字。"),
    ],
)
def test_what_cannot_be_answered_is_said_plainly(client: FlaskClient, url: str, status: int, said: str):
    html = page(client, url, status)
    assert said in html
    assert 'type="search"' in html


def test_a_time_that_cannot_be_read_names_its_parameter(client: FlaskClient, road_id: str):
    assert "参数 valid_on：请写成 2021-05-26。" in page(client, f"/roads/{road_id}?valid_on=gestern", 400)


def test_a_fault_of_ours_has_a_number_that_stands_in_the_log(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(Register, "head", fail)
    with caplog.at_level(logging.ERROR):
        html = page(client, "/about", 500)
    number = re.search(r"<code>([\w-]{8,})</code>", html)
    assert number is not None
    assert number.group(1) in caplog.text
    assert "secret" not in html
    problem = client.get("/healthz")
    assert problem.status_code == 500


def test_without_javascript_the_map_leads_to_the_lists(client: FlaskClient, register: Register):
    html = client.get("/").text
    without = html[html.index("<noscript>") : html.index("</noscript>")]
    assert 'href="/browse?area=' in without
    assert "正在载入…" not in html.partition("<script")[0]  # it would stand there for ever
    road = register.find("朝阳街")
    pointed = client.get(f"/?road={road}").text
    assert f'href="/roads/{road}"' in pointed[pointed.index("<noscript>") : pointed.index("</noscript>")]
    assert "<noscript><p>这幅图要有 JavaScript 才能显示。</p></noscript>" in client.get(f"/roads/{road}").text


def test_search_says_why_and_marks_what_matched(client: FlaskClient):
    assert "<mark>小山</mark>路" in page(client, "/search?q=小山")
    assert "没有找到“火星大道”" in page(client, "/search?q=火星大道")


def test_roads_are_browsed_by_district_and_initial(client: FlaskClient, road_id: str):
    html = page(client, "/browse")
    assert "31 条道路" in html
    assert f'<a href="/roads/{road_id}"><span lang="zh-Hans">小山路</span> <small>Xiaoshan Lu</small></a>' in html
    letters = re.findall(r"<h2>(.)</h2>", html)
    assert letters == sorted(letters)
    assert "小山路" not in page(client, "/browse?initial=L")
    assert "小山路" in page(client, "/browse?area=济南市&district=市中区&initial=X")
    assert "0 条道路" in page(client, "/browse?area=样例镇&district=市中区")


def test_where_nothing_is_so_called_the_nearest_are_suggested(client: FlaskClient):
    typos = {
        "小小山路口": "小山路",
        "望山大大路": "望山路",
        "xiaoshanluu": "小山路",
        "xioashan": "小山路",
        "Xioa shan": "小山路",
    }
    for typed, meant in typos.items():
        found = client.get("/suggest", query_string={"q": typed}).get_json()
        assert meant in [one["name"] for one in found], typed
        assert {one["near"] for one in found} == {True}
    assert {one["near"] for one in client.get("/suggest?q=小山路").get_json()} == {False}
    assert client.get("/suggest?q=%F0%A0%80%80").get_json() == []
    assert client.get("/suggest?q=").get_json() == []


def test_suggestions_put_the_area_on_screen_first(client: FlaskClient):
    found = client.get("/suggest?q=路&area=样例镇").get_json()
    assert found[0]["area"] == "样例镇"
    assert set(found[0]) == {"road_id", "name", "matched", "reason", "district", "area", "near", "not_in_force"}


def test_changes_can_be_filtered_and_followed(client: FlaskClient):
    html = page(client, "/changes?area=济南市&act=ExtentChanged")
    rows = html.split("<tr>")[2:]
    assert len(rows) == 4
    (row,) = [one for one in rows if ">小山路</a>" in one]
    assert re.findall(r"<td[^>]*>(?:<a[^>]*><span[^>]*>)?([^<]*)", row) == [
        "2021-05-26", "南康路", "南康路", "丽康路", "规划北八路", "济南市 市中区", "济政办字〔2021〕25号",
    ]  # fmt: skip
    assert row.count('class="moved"') == 1
    assert "<del>南：丽康路</del> → <ins>南：规划北八路</ins>" in page(client, "/changes?area=济南市")
    feed = page(client, "/changes.atom?area=济南市&act=ExtentChanged")
    assert feed.count("<entry>") == 4
    assert feed == page(client, "/changes.atom?area=济南市&act=ExtentChanged")


def test_changes_of_a_period(client: FlaskClient):
    html = page(client, "/changes?from=2022-01-01&to=2022-12-31")
    assert "<h2>2022-08-09</h2>" in html
    assert html.count('<section class="change-day">') == 1
    assert 'href="/changes.csv?from=2022-01-01&amp;to=2022-12-31"' in html
    assert "参数 from：" in page(client, "/changes?from=x", 400)


def test_the_days_of_change_of_an_area(client: FlaskClient):
    found = client.get("/changes/days?area=济南市").get_json()
    assert found == [
        {"day": "2009-12-31", "count": 8},
        {"day": "2016-07-31", "count": 5},
        {"day": "2021-05-26", "count": 18},
    ]
    days = [one["day"] for one in client.get("/changes/days?area=样例镇").get_json()]
    assert days[0] == "2019-04-18"
    assert days == sorted(set(days))


def compared(client: FlaskClient, first: str, last: str, more: str = "") -> dict[str, dict[str, object]]:
    """The rows of a comparison in the invented town, by the road's name; each with its `parts` and their lengths."""
    answer = client.get(f"/compare.geojson?area=样例镇&from={first}&to={last}{more}").get_json()
    rows = {(row["new"] or row["old"])["name"]: row | {"parts": {}} for row in answer["roads"]}
    for one in answer["features"]:
        rows[one["properties"]["name"]]["parts"][one["properties"]["part"]] = shape(one["geometry"]).length
    return rows


def test_two_days_compared_tell_what_was_added_removed_moved_and_renamed(client: FlaskClient):
    rows = compared(client, "2022-01-01", "2024-12-31")
    kinds = {name: row["change"] for name, row in rows.items()}
    assert {name: kinds[name] for name in ("彩虹路", "柳荫巷", "望山路", "文昌街", "府前街")} == {
        "彩虹路": "added",
        "柳荫巷": "removed",
        "望山路": "moved",
        "文昌街": "renamed",
        "府前街": "renamed",
    }
    assert set(rows["望山路"]["parts"]) == {"kept", "added"}
    assert set(rows["柳荫巷"]["parts"]) == {"removed"}
    assert rows["望山路"]["old"]["end"] == "北：学府路"
    assert "朝阳街" not in rows


def test_a_search_that_finds_more_than_it_shows_says_so(client: FlaskClient):
    """It said that 50 roads were found, of hundreds."""
    few = page(client, "/search?q=路&limit=3")
    assert "前 3 条道路，还有更多" in few
    assert few.count("<li>") == 3
    more = "/search?q=%E8%B7%AF&amp;limit=12"
    assert f'href="{more}"' in few
    assert page(client, more.replace("&amp;", "&")).count("<li>") == 12
    all_of_them = page(client, "/search?q=路&limit=1000")
    assert f"找到 {all_of_them.count('<li>')} 条道路" in all_of_them
    assert "多列一些" not in all_of_them


def test_a_page_says_where_it_was_printed_from(client: FlaskClient, register: Register):
    road = register.find("朝阳街")
    assert f"打印自 http://localhost/roads/{road}?valid_on=2020-01-01" in page(
        client, f"/roads/{road}?valid_on=2020-01-01"
    )


def test_a_comparison_tells_which_lines_are_certain(client: FlaskClient):
    answer = client.get("/compare.geojson?area=样例镇&from=2018-01-01&to=2026-01-01").get_json()
    certain = {one["properties"]["name"]: one["properties"]["confident"] for one in answer["features"]}
    assert (certain["朝阳街"], certain["春风路"]) == (True, False)


def test_a_moved_end_that_the_map_does_not_show_is_said_and_not_drawn(
    client: FlaskClient, register: Register, monkeypatch: pytest.MonkeyPatch
):
    """Both lines were the same, since neither reaches the end that moved: drawn as "the line that did not change"."""
    road, find = register.find("望山路"), road_page.find_stretches
    drawn = page(client, f"/roads/{road}")
    assert "新增的线" in drawn
    assert "线未全部确定" not in drawn
    monkeypatch.setattr(road_page, "is_certain", lambda _: False)
    assert "这里的线未全部确定。" in page(client, f"/roads/{road}")
    monkeypatch.setattr(road_page, "find_stretches", lambda *lines: find(lines[1], lines[1]))
    same = page(client, f"/roads/{road}")
    assert "两次在图上找到的是同一条线" in same
    assert "变更道路未动的线" not in same


def test_what_was_not_placed_is_listed_and_has_no_line(client: FlaskClient):
    rows = compared(client, "2019-01-01", "2026-01-01")
    assert rows["锦绣路"]["parts"] == {}
    assert rows["锦绣路"]["new"]["placed"] is False


def test_a_comparison_may_be_of_what_was_public_then(client: FlaskClient):
    assert compared(client, "2021-01-01", "2024-01-01", "&published_by=2021-01-01") == {}


@pytest.mark.parametrize("query", ["", "from=2022-01-01", "from=2022-01-01&to=2022-01-01", "from=x&to=2022-01-01"])
def test_a_comparison_wants_two_days_in_order(client: FlaskClient, query: str):
    assert client.get(f"/compare.geojson?area=样例镇&{query}").status_code == 400


def test_outside_tiles_are_allowed_by_the_policy_only_where_they_are_set(database: Path):
    tiles = "https://{s}.tile.example/{z}/{x}/{y}.png"
    client = create_app(Settings(database_url=str(database), outside_tiles=tiles)).test_client()
    assert "img-src 'self' data: https://*.tile.example;" in client.get("/").headers["Content-Security-Policy"]


def test_settings_come_from_the_environment():
    said = Settings.of_environment({"GAZETTEER_DATABASE_URL": "x.db", "GAZETTEER_DEFAULT_AREA": "样例镇"})
    assert said == Settings(database_url="x.db", default_area="样例镇")


def test_changes_and_notices_come_as_tables_a_spreadsheet_opens_right(client: FlaskClient, seed: str, road_id: str):
    answer = client.get("/changes.csv?area=济南市&act=ExtentChanged")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(answer.get_data().decode("utf-8-sig").splitlines()))
    (row,) = [row for row in rows if row["road_id"] == road_id]
    assert (row["old_end"], row["end"], row["valid_from"]) == ("丽康路", "规划北八路", "2021-05-26")
    assert row["document_number"] == "济政办字〔2021〕25号"
    entries = list(csv.DictReader(client.get(f"{seed}/roads.csv").get_data().decode("utf-8-sig").splitlines()))
    assert len(entries) == 18
    assert entries[0]["length_m"] == "1300"


def test_a_table_holds_nothing_a_spreadsheet_would_run(app: Flask):
    with app.app_context():
        assert "'=cmd" in table("x.csv", ["a"], [["=cmd"]]).get_data(as_text=True)


def test_the_downloads_of_an_ended_road_are_of_its_last_day(client: FlaskClient, register: Register):
    html = page(client, f"/roads/{register.find('柳荫巷')}")
    link = re.search(r'href="(/api/collections/roads/items/\w+\?datetime=2023-03-29)"', html)
    assert link is not None
    assert client.get(link.group(1)).status_code == 200


def test_the_work_list_is_honest_about_what_was_not_checked(client: FlaskClient):
    html = page(client, "/worklist")
    assert "济南市尚未载入路网，31 条道路还无法核对。" in html
    assert "图上未见" in html


def test_another_copy_of_an_act_says_of_which(tmp_path: Path):
    text = "某城市人民政府关于命名甲路的通知\n某政〔2019〕31号\n1. 甲路：东起乙路，西止丙路，长{}米。\n2019年5月6日\n"
    path = tmp_path / "register.db"
    with Register.open(str(path)) as register:
        for length in (1200, 1250):
            document = Document("t.txt", text.format(length))
            (step,) = register.ingest(document, read_document(document))
        first, copy = step.witness_of, step.notice.notice_id
    client = create_app(Settings(database_url=str(path))).test_client()
    link = f'另一份文本，原收 <a href="/notices/{first}">{first}</a>'
    assert page(client, "/notices").count(link) == 1
    html = page(client, f"/notices/{copy}")
    assert f'<a href="/notices/{first}">{first}</a>' in html
    assert "长度计入的作“1200 米”，另一份作“1250 米”" in html
    assert "原收" not in page(client, f"/notices/{first}")


def test_notices_are_listed_with_what_they_are(client: FlaskClient):
    html = page(client, "/notices?area=样例镇")
    assert "样政发〔2019〕3号" in html
    assert "公示、征集（不产生命名）" in html
    assert "济政办字" not in html


def test_a_proposal_and_its_decision_tell_of_each_other(tmp_path: Path):
    proposal = notice(
        "2020-10-20", "命名 甲路 北子街-南丑街 500", "命名 乙路 东甲路-西寅街", "命名 丁路", kind="proposal"
    )
    decision = notice("2021-01-05", "命名 乙路 东甲路-西寅街", "命名 甲路 北子街-南卯街 520", "命名 丙路")
    with Register.open(str(tmp_path / "two.db")) as register:
        fill(register, [proposal, decision])
    client = create_app(Settings(database_url=str(tmp_path / "two.db"))).test_client()
    first, second = (one.notice.notice_id for _, one in (proposal, decision))
    html = page(client, f"/notices/{second}")
    assert f'此前的公示：<a href="/notices/{first}"' in html
    assert '长度 <del lang="zh-Hans">500</del> → <ins lang="zh-Hans">520</ins>' in html
    assert '止点 <del lang="zh-Hans">南：丑街</del> → <ins lang="zh-Hans">南：卯街</ins>' in html
    for name, said in (("甲路", "有改动"), ("乙路", "照公示"), ("丁路", "未列入决定"), ("丙路", "未经公示")):
        assert re.search(rf"{name}</th>\s*<td>{said}</td>", html), name
    assert f'其后的决定：<a href="/notices/{second}"' in page(client, f"/notices/{first}")


def test_an_empty_register_says_what_to_type(tmp_path: Path):
    Register.open(str(tmp_path / "empty.db")).close()
    client = create_app(Settings(database_url=str(tmp_path / "empty.db"))).test_client()
    assert "gazetteer ingest FILE" in page(client, "/")
    for url in (
        "/notices",
        "/changes",
        "/worklist",
        "/worklist.geojson",
        "/browse",
        "/about",
        "/search?q=路",
        "/changes.atom",
        "/api/collections",
    ):
        page(client, url)
    assert client.get("/api/collections/roads/items").get_json()["features"] == []


def test_own_files_may_be_kept_for_ever_and_data_is_asked_again(client: FlaskClient):
    html = page(client, "/")
    url = re.search(r'src="(/static/map\.js\?v=\w+)"', html)
    assert url is not None
    with client.get(url.group(1)) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    first = client.get("/api/collections/roads/items")
    again = client.get("/api/collections/roads/items", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_answers_are_compressed_where_the_browser_takes_it(client: FlaskClient):
    assert client.get("/", headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/").headers
    assert len(client.get("/static/vendor/leaflet/dist/leaflet.js", headers={"Accept-Encoding": "gzip"}).data) < 50_000


def test_a_background_tile_is_kept_for_ever_and_small(client: FlaskClient):
    url = re.search(r"/tiles/background/\w+/[^/]+/", page(client, "/?area=样例镇"))
    assert url is not None
    tile = client.get(url.group() + "14/8192/8191.pbf")
    assert "immutable" in tile.headers["Cache-Control"]
    layers = mapbox_vector_tile.decode(tile.data)
    assert "人民大道" in {one["properties"].get("name") for one in layers["streets"]["features"]}
    assert {one["properties"]["kind"] for one in layers["areas"]["features"]} == {"park", "water"}
    assert client.get(url.group() + "14/1/1.pbf").data == b""
    assert client.get("/tiles/background/other/样例镇/14/8192/8191.pbf").status_code == 404


def test_where_nothing_is_found_the_nearest_names_are_shown(client: FlaskClient):
    html = page(client, "/search?q=望山高架路段")
    assert "最接近的是" in html
    assert "望山路" in html[html.index('class="hits"') :]
    assert "没有找到" in page(client, "/search?q=zzzzzz")
    assert "最接近的是" not in page(client, "/search?q=望山路").partition("<main")[2]


def test_changes_are_narrowed_by_district_and_so_is_their_feed(client: FlaskClient):
    html = page(client, "/changes?area=济南市&district=市中区")
    assert "小山路" in html
    assert "科航路" not in html
    feed = re.search(r'href="(/changes\.atom\?[^"]*district[^"]*)"', html)
    assert feed is not None
    atom = page(client, feed[1].replace("&amp;", "&"))
    assert "小山路" in atom
    assert "科航路" not in atom


def test_long_lists_come_a_page_at_a_time(client: FlaskClient):
    assert 'rel="next"' not in page(client, "/notices")
    assert 'rel="prev"' in page(client, "/notices?after=3")
    shown = [page(client, f"/changes{query}").count('<span class="act') for query in ("", "?after=50")]
    assert shown[0] == shown[1] + 50
    assert "请写整数" in page(client, "/changes?after=many", 400)
