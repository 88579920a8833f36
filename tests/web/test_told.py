"""What is told of a road whose value was corrected, and of one whose name is no more; on pages and by commands."""

import csv
import json
import re
from io import StringIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from gazetteer.registry import Register
from web.app import create_app
from web.commands import main
from web.settings import Settings

NAMED = """\
青洲市民政局关于命名云岭路等道路的通知
青民地〔2022〕18号
现将道路命名通知如下：
一、云峰路：南起文澜路，北至赤石路，长1200米，宽24米，位于云溪区。
二、云台路：南北走向，南起文澜路，北至赤石路，长1300米，宽24米，位于云溪区。
三、云岭路：西起中渠大道，东至碧水西路，长900米，宽20米，位于云溪区。
青洲市民政局
2022年5月10日
"""
CORRECTED = """\
青洲市民政局关于更正青民地〔2022〕18号文的通知
青民地〔2022〕21号
青民地〔2022〕18号文第三条“云岭路：西起中渠大道，东至碧水西路”有误，应为“云岭路：西起中渠大道，东至碧水东路”，特此更正。
青洲市民政局
2022年6月1日
"""
CHANGED = """\
青洲市民政局关于调整云台路起止点和注销云峰路名称的通知
青民地〔2023〕9号
一、调整起止点
云台路：起止点由“南起文澜路，北至赤石路”调整为“南起文澜路，北至白鹭大道”。
二、注销地名
云峰路：南起文澜路，北至赤石路，因道路消失予以注销。
青洲市民政局
2023年3月1日
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("told")
    for number, text in enumerate((NAMED, CORRECTED, CHANGED)):
        path = folder / f"{number}.txt"
        path.write_text(text, "utf-8")
        main(["ingest", str(path), "--database", str(folder / "g.db")])
    return str(folder / "g.db")


@pytest.fixture(scope="module")
def client(database: str) -> FlaskClient:
    return create_app(Settings(database_url=database)).test_client()


def road_id(database: str, name: str) -> str:
    with Register.open(database) as register:
        return register.find(name)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


# -- 更正 -------------------------------------------------------------------------------------------------------------

BY = "（据青民地〔2022〕21号更正 | corrected by 青民地〔2022〕21号）"


def test_show_cites_the_notice_that_put_an_end_right(database: str, capsys: pytest.CaptureFixture[str]):
    _, out, _ = run(capsys, "show", "云岭路", "--database", database)
    assert f"止点 end: 东：碧水东路{BY}" in out
    assert "起点 start: 西：中渠大道\n" in out  # said once more, and not put right
    assert "公告 notice: 青民地〔2022〕18号" in out
    assert "更正 correction: 青民地〔2022〕21号 青洲市民政局关于更正" in out


def test_history_has_the_clause_that_put_an_end_right(database: str, capsys: pytest.CaptureFixture[str]):
    _, out, _ = run(capsys, "history", "云岭路", "--database", database)
    lines = out.splitlines()
    assert f"    止点 end: 东：碧水东路{BY}" in lines
    wrong, right = lines[-2:]
    assert "原文 clause: 云岭路：西起中渠大道，东至碧水西路" in wrong
    assert "更正 correction: 青民地〔2022〕21号: " in right
    assert "应为“云岭路：西起中渠大道，东至碧水东路”" in right


def test_before_the_correction_was_known_nothing_of_it_is_told(database: str, capsys: pytest.CaptureFixture[str]):
    with Register.open(database) as register:
        known_at = register.notice("青民地〔2022〕18号").recorded_at.isoformat()
    _, out, _ = run(capsys, "history", "云岭路", "--known-at", known_at, "--database", database)
    assert "东：碧水西路" in out
    assert "更正" not in out


def test_the_page_of_a_road_marks_the_right_words_and_leads_to_the_correction(client: FlaskClient, database: str):
    page = client.get(f"/roads/{road_id(database, '云岭路')}").text
    assert re.search(r'碧水东路.*<a class="corrected" href="/notices/n\w+#n\w+-1">据青民地〔2022〕21号更正</a>', page)
    marked = re.findall(r'<mark class="read"[^>]*>([^<]*)</mark>', page)
    assert "碧水东路" in marked
    assert "碧水西路" not in marked
    assert 'title="读自 青民地〔2022〕21号"' in page


def test_a_value_put_right_stays_so_where_it_persists_and_history_tells_it_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    register = str(tmp_path / "g.db")
    renamed = """\
青洲市民政局关于云岭路更名的通知
青民地〔2024〕3号
一、更名
1.云岭路更名为云屏路。
青洲市民政局
2024年4月1日
"""
    for number, text in enumerate((renamed, CORRECTED, NAMED)):  # whatever the order they come in
        path = tmp_path / f"{number}.txt"
        path.write_text(text, "utf-8")
        main(["ingest", str(path), "--database", register])
    _, out, _ = run(capsys, "show", "云屏路", "--database", register)
    assert f"止点 end: 东：碧水东路{BY}" in out
    _, out, _ = run(capsys, "history", "云屏路", "--database", register)
    assert out.count(BY) == 1
    assert out.index(BY) < out.index("更名 renamed")


# -- 销名 -------------------------------------------------------------------------------------------------------------

GONE = "已于 2023-03-01 销名 | abolished on 2023-03-01"


def test_a_name_that_is_no_more_is_found_and_said_to_be_so(
    client: FlaskClient, database: str, capsys: pytest.CaptureFixture[str]
):
    _, out, _ = run(capsys, "search", "云峰路", "--database", database)
    first, *others = out.splitlines()
    assert first.endswith(GONE)
    assert not any(GONE in line for line in others)
    _, out, _ = run(capsys, "search", "云峰路", "--json", "--database", database)
    assert [one["not_in_force"] is None for one in json.loads(out)] == [False, True, True]
    assert "已于 2023-03-01 销名" in client.get("/search?q=云峰路").text
    assert "已于" not in client.get("/search?q=云台路路").text
    (gone,) = [one for one in client.get("/suggest?q=云峰").json if one["not_in_force"]]
    assert (gone["name"], gone["not_in_force"]["en"]) == ("云峰路", "abolished on 2023-03-01")


def test_a_name_that_is_no_more_has_no_present_name(
    client: FlaskClient, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "names.csv"
    path.write_text("路名\n云峰路\n云台路\n", "utf-8")
    _, out, _ = run(capsys, "match", str(path), "--database", database)
    gone, there = csv.DictReader(StringIO(out))
    assert (gone["matched_name"], gone["current_name"], gone["not_in_force"]) == ("云峰路", "", GONE)
    assert (there["current_name"], there["not_in_force"]) == ("云台路", "")
    answer = client.post("/match", data={"names": "云峰路", "show": "yes"})
    assert GONE.partition(" | ")[0] in answer.text
    assert client.post("/match", data={"names": "云峰路", "area": "青洲"}).status_code == 400


ABSENT = {
    "abolished": ([], "“云峰路”已于 2023-03-01 销名（青民地〔2023〕9号）。沿革见 gazetteer history 云峰路。"),
    "not yet": (["--valid-on", "2020-01-01"], "“云峰路”自 2022-05-10 起才生效（青民地〔2022〕18号）。"),
    "not known": (["--known-at", "2020-01-01"], "按所问的时点，还没有收录或公布道路“云峰路”。"),
}


@pytest.mark.parametrize(("options", "words"), ABSENT.values(), ids=ABSENT.keys())
def test_a_road_that_is_not_in_force_is_called_as_it_was_typed(
    options: list[str], words: str, database: str, capsys: pytest.CaptureFixture[str]
):
    code, _, err = run(capsys, "show", "云峰路", *options, "--database", database)
    assert (code, words in err) == (1, True)
    assert road_id(database, "云峰路") not in err


# -- 时刻 -------------------------------------------------------------------------------------------------------------


def test_a_time_typed_without_a_zone_is_chinas_and_pages_print_the_zone(client: FlaskClient, database: str):
    page = client.get(f"/roads/{road_id(database, '云岭路')}?known_at=2090-01-01T08:00").text
    assert "截至 2090-01-01 08:00 +08:00 已收录的内容" in page
    page = client.get(f"/roads/{road_id(database, '云岭路')}?known_at=2090-01-01T00:00Z").text
    assert "截至 2090-01-01 08:00 +08:00 已收录的内容" in page


# -- 其他 -------------------------------------------------------------------------------------------------------------


def test_what_is_no_longer_known_is_said_so_and_a_direction_not_said_anew_is_left_out(
    database: str, capsys: pytest.CaptureFixture[str]
):
    _, out, _ = run(capsys, "history", "云台路", "--database", database)
    assert "走向 course: 南北\n" in out
    assert "长度 length: 1300 米 m → 未载 not stated" in out
    assert "None" not in out
    assert out.count("走向") == 2  # the value, and the clause it stands in


def test_a_finding_names_its_notice_and_clauses(client: FlaskClient, database: str, capsys: pytest.CaptureFixture[str]):
    _, out, _ = run(capsys, "review", "--database", database)
    assert "提示 note  f" in out
    assert re.search(r"公告 notice: 青民地〔2022〕18号  青洲市民政局关于命名.*\n    条目 entry: n\w+-1 云峰路", out)
    page = client.get("/notices/青民地〔2022〕18号", follow_redirects=True).text
    assert re.search(r'<a href="/notices/(n\w+)#\1-1" lang="zh-Hans">青民地〔2022〕18号 云峰路</a>', page)


def test_a_dry_run_says_it_was_only_tried_and_whom_its_findings_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "notice.txt"
    path.write_text(NAMED, "utf-8")
    _, out, _ = run(capsys, "ingest", str(path), "--dry-run", "--database", str(tmp_path / "g.db"))
    assert "试收：可以入库 | tried: it would be taken in" in out
    assert "已入库" not in out
    assert re.search(r"条目 entry: n\w+-3 云岭路", out)


def test_a_decision_that_unites_two_records_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    register = str(tmp_path / "g.db")
    for number, (year, district) in enumerate(((2012, "东林区"), (2010, "西林区"))):
        path = tmp_path / f"{number}.txt"
        path.write_text(
            f"青洲市民政局关于命名甲山路的通知\n青民地〔{year}〕1号\n"
            f"1.甲山路：南起文澜路，北至赤石路，长900米，宽20米，位于{district}。\n青洲市民政局\n{year}年3月1日\n",
            "utf-8",
        )
        main(["ingest", str(path), "--database", register])
    with Register.open(register) as opened:
        later, earlier = (opened.notice(f"青民地〔{year}〕1号").notice.notice_id for year in (2012, 2010))
        roads = {notice_id: opened.roads_of(notice_id)[f"{notice_id}-1"] for notice_id in (later, earlier)}
    assert len(set(roads.values())) == 2
    signed = ("--by", "王", "--why", "据来函", "--database", register)
    _, out, _ = run(capsys, "decide", "entry", f"{later}-1", roads[earlier], *signed)
    assert out.startswith(f"{later}-1 → {roads[earlier]}\n")
    assert "两份记录已并为" in out
    assert "the two records were united as" in out
    with Register.open(register) as opened:
        assert opened.record(roads[later]) == opened.record(roads[earlier])
