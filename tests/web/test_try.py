"""A notice tried before it is published."""

import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from gazetteer.documents import Document
from gazetteer.entries import read_document
from gazetteer.errors import DocumentError
from gazetteer.notices import NoticeKind
from gazetteer.registry import Register
from web.apart import read_apart
from web.app import create_app
from web.settings import Settings

NOTICE = """\
济南市人民政府办公厅关于甲乙路等道路命名及调整起止点的通知
济政办字〔2030〕1号
一、新命名道路
（一）市中区（1条）。
1. 甲乙路：长1300米、宽20米，位于市中区白马山街道辖区内，东起小山路，西至规划南北三号路。
二、调整起止点道路
（一）市中区（1条）。
1. 小山路：往南延伸，由“北起南康路，南至规划北八路”调整为“北起南康路，南至甲乙路”。
济南市人民政府办公厅
2030年5月26日
"""


def test_what_is_pasted_is_read_drawn_and_set_beside_the_register_but_not_kept(client: FlaskClient, register: Register):
    before = register.head()
    answer = client.post("/try", data={"text": NOTICE})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert ">甲乙路</mark>" in html
    assert "<svg" in html
    assert f'<a href="/roads/{register.find("小山路")}">小山路</a>' in html
    assert register.head() == before


def test_a_road_that_is_no_more_is_said_to_be_beside_the_entry_that_names_it_again(client: FlaskClient):
    draft = "样例镇人民政府关于道路命名的通知\n样政发〔2026〕9号\n1. 柳荫巷：长300米，东起朝阳街，西至学府路。\n"
    table = client.post("/try", data={"text": draft}).text.partition('<table class="entries">')[2]
    assert '<span class="outcome ended">已于 2023-03-30 销名</span>' in table


def test_a_notice_in_traditional_characters_is_shown_in_them_beside_the_roads_it_means(
    client: FlaskClient, register: Register
):
    text = (
        "濟南市人民政府辦公廳關於道路命名及調整起止點的通知\n濟政辦字〔2030〕2號\n一、新命名道路\n"
        "1. 鳳鳴路：長1300米、寬20米，位於市中區白馬山街道轄區內，東起小山路，西至規劃南北三號路。\n"
        "二、調整起止點道路\n1. 龍駒街：由“東起甲街，西至乙街”調整為“東起甲街，西至鳳鳴路”。\n2030年5月26日\n"
    )
    html = client.post("/try", data={"text": text}).get_data(as_text=True)
    assert ">鳳鳴路</mark>" in html
    assert f'<a href="/roads/{register.find("龙驹街")}">龙驹街</a>' in html


def test_how_a_road_was_called_before_is_shown_beside_its_name_and_marked_where_it_stands(client: FlaskClient):
    text = (
        "济南市人民政府办公厅关于道路命名的通知\n经批准，现将下列道路命名如下：\n"
        "序号 | 道路名称 | 曾用名 | 起点 | 止点\n1 | 甲乙路 | 芦苇路 | 小山路 | 南康路\n2030年5月26日\n"
    )
    html = client.post("/try", data={"text": text}).get_data(as_text=True)
    assert "<small>曾用名 芦苇路</small>" in html
    assert '<mark class="read" title="曾用名">芦苇路</mark>' in html


def test_a_districts_notice_is_set_against_the_city_that_is_chosen(client: FlaskClient):
    text = (
        "市中区人民政府关于道路命名的公告\n市中政〔2030〕2号\n"
        "1. 乙丙路：长1300米、宽20米，东起小山路，西至规划南北三号路。\n市中区人民政府\n2030年5月26日\n"
    )
    html = client.post("/try", data={"text": text}).get_data(as_text=True)
    assert "公告只写明市中区" in html
    assert "--area 济南市" in html
    assert "不在本地名录中：小山路" in html
    html = client.post("/try", data={"text": text, "area": "济南市"}).get_data(as_text=True)
    assert "公告只写明市中区" not in html
    assert "不在本地名录中" not in html
    refused = client.post("/try", data={"text": NOTICE, "area": "样例镇"})
    assert refused.status_code == 400
    assert "公告写明是济南市的" in refused.get_data(as_text=True)


def test_a_file_may_be_sent_instead(client: FlaskClient):
    html = client.post("/try", data={"file": (BytesIO(NOTICE.encode()), "notice.txt")}).get_data(as_text=True)
    assert ">甲乙路</mark>" in html


def test_what_is_no_notice_says_so(client: FlaskClient):
    assert "没有找到" in client.post("/try", data={"text": "今天天气很好。"}).get_data(as_text=True)
    assert "没有找到" in client.post("/try", data={"text": ""}).get_data(as_text=True)


def test_what_is_too_long_or_no_text_names_itself(client: FlaskClient):
    assert "参数 text：" in client.post("/try", data={"text": "路" * 100_001}).get_data(as_text=True)
    binary = client.post("/try", data={"file": (BytesIO(b"\x89PNG\xff"), "x.png")})
    assert binary.status_code == 400
    assert "参数 file：" in binary.get_data(as_text=True)


def test_a_long_text_and_a_file_are_read_in_a_process_of_their_own_as_they_are_here():
    text = NOTICE + "说明。\n" * 9000
    here = tuple(read_document(Document("try", text)))
    assert read_apart(text.replace("\n", "\r\n").encode(), ".txt", 100_000, 60) == (text, here)
    assert read_apart(text, ".txt", 100_000, 60) == (text, here)
    assert read_apart(text, ".txt", 1000, 60) == (text, ())
    with pytest.raises(DocumentError, match="二进制"):
        read_apart(b"\x89PNG\xff", ".png", 1000, 60)


def test_reading_is_stopped_when_its_time_is_up(client: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("web.try_page._most_seconds", lambda: 0.05)  # no process begins so soon
    answer = client.post("/try", data={"file": (BytesIO(NOTICE.encode()), "notice.txt")})
    assert answer.status_code == 503
    assert "太久了，已停止" in answer.get_data(as_text=True)
    assert "超过 0.05 秒" in answer.get_data(as_text=True)


def test_setting_beside_the_register_is_stopped_too(client: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("web.try_page._most_seconds", lambda: 0.000001)
    answer = client.post("/try", data={"text": NOTICE})
    assert answer.status_code == 503
    assert "查询超过了时限" in answer.get_data(as_text=True)
    monkeypatch.undo()
    assert client.post("/try", data={"text": NOTICE}).status_code == 200  # nothing stayed locked


def test_where_the_register_may_only_be_read_a_draft_is_read_all_the_same(database: Path, tmp_path: Path):
    """A register on a medium that cannot be written to."""
    copy = tmp_path / "still.db"
    with closing(sqlite3.connect(database)) as whole, closing(sqlite3.connect(copy)) as still:
        whole.backup(still)
    app = create_app(Settings(database_url=f"sqlite:///file:{copy}?immutable=1&uri=true"))
    html = app.test_client().post("/try", data={"text": NOTICE}).text
    app.extensions["house"].register.close()
    assert "此处的地名录只能读" in html
    assert 'class="diagram' in html
    assert "与地名录核验的结果" not in html


def test_markup_in_a_notice_stays_text(client: FlaskClient):
    html = client.post("/try", data={"text": NOTICE.replace("往南延伸", "</textarea><script>alert(1)</script>")})
    assert "<script>alert" not in html.get_data(as_text=True)


def test_problems_that_are_alike_are_said_once_with_every_place(client: FlaskClient):
    prose = NOTICE + "城市向西生长。\n1.槐荫路：东起柳条街，西至旧城路。\n月亮很圆。\n"
    html = client.post("/try", data={"text": prose}).get_data(as_text=True)
    unsettled = html.split("须由人处理")[1].split("</ul>")[0]
    assert unsettled.count("这几个字没有读懂") == 1
    assert all(f'<mark class="unread">{words}</mark>' in unsettled for words in ("城市向西生长", "月亮很圆"))


def test_a_draft_is_told_what_it_contradicts_in_the_register(client: FlaskClient, register: Register):
    """
    小山路 … 由“北起南康路，南至建设路”调整为… – the register has its southern end on 规划北八路.
    """
    before = register.head(), register.findings()
    draft = NOTICE.replace("由“北起南康路，南至规划北八路”", "由“北起南康路，南至建设路”")
    html = client.post("/try", data={"text": draft}).get_data(as_text=True)
    assert "如果收入，将记入 2 条道路。" in html
    found = html.split("与地名录核验的结果")[1].split("</ul>")[0]
    assert "小山路" in found
    assert "建设路" in found
    assert 'class="standing"' in html
    assert (register.head(), register.findings()) == before


def test_what_fits_the_register_says_so_and_a_known_notice_is_known(client: FlaskClient, register: Register):
    kept = register.notice("济政办字〔2021〕25号")
    html = client.post("/try", data={"text": kept.text}).get_data(as_text=True)
    assert "这份文本已在地名录中" in html
    assert f'<a href="/notices/{kept.notice.notice_id}">打开公告</a>' in html
    proposal = next(one for one in register.notices("样例镇") if one.notice.kind is NoticeKind.PROPOSAL)
    draft = proposal.text.replace("晨光路", "晨曦路")
    assert "公示、征集、请示不产生命名" in client.post("/try", data={"text": draft}).get_data(as_text=True)


def test_an_entry_that_waits_for_a_person_says_why(client: FlaskClient):
    """Two roads of one name, and then an act that does not say which of them it moves."""
    first = NOTICE.replace(
        "1. 小山路：往南延伸，由“北起南康路，南至规划北八路”调整为“北起南康路，南至甲乙路”。", ""
    ).replace(
        "二、调整起止点道路\n（一）市中区（1条）。\n",
        "（二）天桥区（1条）。\n1. 甲乙路：长300米、宽20米，位于天桥区，东起丙路，西至丁路。",
    )
    second = """\
济南市人民政府办公厅关于甲乙路调整起止点的通知
济政办字〔2031〕1号
一、调整起止点道路
1. 甲乙路：往南延伸，由“北起戊路，南至己路”调整为“北起戊路，南至庚路”。
济南市人民政府办公厅
2031年5月26日
"""
    html = client.post("/try", data={"text": first + "\n" + second}).get_data(as_text=True)
    assert '<span class="severity">待人判定</span><p><span lang="zh-Hans">甲乙路</span>' in html


DRAFT = """\
样例镇人民政府关于新学路等道路命名及调整起止点的通知
样政发〔2030〕1号
一、新命名道路（1条）
（一）东城街道（1条）
1. 书香新路：长310米、宽16米，位于样例镇东城街道辖区内，南起建设路，北至学府路。
二、调整起止点道路（1条）
（一）西城街道（1条）
1. 望山路：往南缩短，由“南起人民大道，北至环镇北路”调整为“南起建设路，北至环镇北路”。
样例镇人民政府
2030年3月30日
"""


def test_a_draft_is_looked_for_on_the_streets_of_its_town(client: FlaskClient):
    html = client.post("/try", data={"text": DRAFT}).get_data(as_text=True)
    assert "在路网上" in html
    drawing = html[html.index('class="locator"') :].partition("</svg>")[0]
    assert "望山路</text>" in drawing
    assert 'class="certain"' in drawing
    assert "<a " not in drawing  # a draft has no page yet
    assert "没有载入路网" in client.post("/try", data={"text": NOTICE}).get_data(as_text=True)


def test_a_kept_notice_is_drawn_on_the_streets_and_leads_to_its_roads(client: FlaskClient, register: Register):
    kept = next(one for one in register.notices("样例镇") if any(entry.name == "康宁路" for entry in one.entries))
    html = client.get(f"/notices/{kept.notice.notice_id}").get_data(as_text=True)
    assert f'<a href="/roads/{register.find("康宁路")}" aria-label="康宁路">' in html
    assert "康宁路</text>" in html
