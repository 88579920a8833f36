"""The command line as the place-name office uses it: what waits, who decided, useless files, what left a road."""

import json
from pathlib import Path

import pytest

from gazetteer.registry import Register
from tests.gazetteer.towns import fill, notice
from tests.web.test_commands import run
from web.commands import main

TWINS = (notice("2001-01", "命名 甲路 北a-南b @东区"), notice("2001-02", "命名 甲路 北c-南d @西区"))
HELD = notice("2002-05-01", "更名 甲路>乙路")


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = str(tmp_path / "register.db")
    with Register.open(path) as register:
        fill(register, [*TWINS, HELD])
    return path


def test_what_waits_names_the_roads_and_how_to_decide(database: str, capsys: pytest.CaptureFixture[str]):
    """It named clauses, and a decision wants a road."""
    entry_id = HELD[1].entries[0].entry_id
    code, out, _ = run(capsys, "review", "--database", database)
    with Register.open(database) as register:
        roads = {one.place.district: one.road_id for one in register.roads()}
    assert code == 1
    for district, ends in (("东区", "北：a – 南：b"), ("西区", "北：c – 南：d")):
        assert f"道路 road: {roads[district]} 甲路  {district}  {ends}" in out
    assert f"gazetteer decide entry {entry_id} 道路代码" in out
    _, out, _ = run(capsys, "review", "--json", "--database", database)
    assert sorted(json.loads(out)["held"][0]["road_ids"]) == sorted(roads.values())


def test_a_decision_is_shown_with_who_and_why_and_taken_back(database: str, capsys: pytest.CaptureFixture[str]):
    entry_id = HELD[1].entries[0].entry_id
    with Register.open(database) as register:
        east = next(one.road_id for one in register.roads() if one.place.district == "东区")
    decide = ("decide", "entry", entry_id)
    signed = ("--by", "王芳", "--why", "见附图", "--database", database)
    assert run(capsys, *decide, east, *signed)[0] == 0
    assert "核定 decided: 王芳：见附图" in run(capsys, "history", "乙路", "--database", database)[1]
    assert run(capsys, *decide, "undo", *signed)[:2] == (0, f"{entry_id}：核定已撤回 taken back → 待人工核定 held\n")
    code, _, err = run(capsys, *decide, "undo", *signed)
    assert (code, "没有人工核定" in err) == (2, True)


def test_a_decision_names_its_road_by_name_and_says_what_is_wrong_with_it(
    database: str, capsys: pytest.CaptureFixture[str]
):
    entry_id = HELD[1].entries[0].entry_id
    signed = ("--by", "王", "--why", "x", "--database", database)
    code, _, err = run(capsys, "decide", "entry", entry_id, "甲路", *signed)
    assert (code, "有 2 条道路叫“甲路”" in err, "（某市 东区）" in err) == (1, True, True)
    code, _, err = run(capsys, "decide", "entry", "none", "甲路", *signed)
    assert (code, "没有条目“none”" in err) == (1, True)
    with Register.open(database) as register:
        fill(register, [notice("2003", "命名 丙路 北e-南f")])
    assert run(capsys, "decide", "entry", entry_id, "丙路", *signed)[0] == 0


MISTYPED = {
    "nothing": ([], "缺少 COMMAND"),
    "no such command": (["fly"], "COMMAND 没有 'fly'，可用的有："),
    "no file": (["ingest"], "缺少 FILE"),
    "no such option": (["verify", "--lang"], "不认识 --lang"),
    "an option without its value": (["review", "--area"], "--area 后面要写一个值"),
    "two options that exclude each other": (
        ["osm", "cut", "a.pbf", "--out", "b.pbf", "--area", "甲市", "--bbox", "1,2,3,4"],
        "--bbox 不能与 --area 同用",
    ),
    "neither of two": (["osm", "download", "--out", "a.osm"], "须写其中之一：--area --bbox"),
    "an option cut short": (["osm", "import", "a.osm", "--da", "x"], "--da 不明确，可以是 --database, --datum"),
    "a value where none goes": (["verify", "--json=x"], "--json 后面不写值（写了 'x'）"),
}


@pytest.mark.parametrize(("arguments", "words"), MISTYPED.values(), ids=MISTYPED.keys())
def test_a_call_that_is_mistyped_is_said_in_chinese_too(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    said = capsys.readouterr().err.splitlines()[-1]
    assert stopped.value.code == 2
    assert words in said
    assert "--help | " in said


@pytest.mark.parametrize("empty", ["--by", "--why"])
def test_a_decision_is_never_without_who_and_why(empty: str, database: str, capsys: pytest.CaptureFixture[str]):
    given = {"--by": "王", "--why": "见附图", empty: " "}
    with pytest.raises(SystemExit) as stopped:
        main(["decide", "finding", "f0", *(word for pair in given.items() for word in pair), "--database", database])
    assert stopped.value.code == 2
    assert f"{empty}: 不能是空的" in capsys.readouterr().err


def test_all_files_that_cannot_be_taken_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    good = (
        "临河市人民政府关于命名道路的通知\n临政发〔2020〕{0}号\n"
        "命名长河{0}路：东起甲街，西至乙街。\n临河市人民政府\n2020年3月1日\n"
    )
    contents = {**{f"good{at}.txt": good.format(at) for at in range(1, 4)}, "empty.txt": "", "news.txt": "今天天晴。\n"}
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    files, database = [str(tmp_path / name) for name in contents], tmp_path / "register.db"
    code, out, err = run(capsys, "ingest", *files, "--database", str(database))
    assert (code, out, database.exists()) == (2, "", False)
    told = err.splitlines()
    assert [Path(line.partition("：")[0]).name for line in told[:-1]] == ["empty.txt", "news.txt"]
    assert told[-1].startswith("以上 2 个文件不能收，什么也没有收入。去掉后，其余 3 个可以收入。")


def test_what_left_a_road_is_said_with_it_and_figures_have_their_unit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = str(tmp_path / "register.db")
    with Register.open(path) as register:
        fill(
            register,
            [notice("2001", "命名 长征路 北a-南b 2100"), notice("2005", "更名 长征路>长征南路 部分 北m-南b 900")],
        )
    _, out, _ = run(capsys, "show", "长征路", "--database", path)
    assert "长度 length: 2100 米 m" in out
    assert "已划出的路段 part that left: 北：m – 南：b" in out
    assert "已划出" not in run(capsys, "show", "长征南路", "--database", path)[1]


def test_an_earlier_state_is_said_to_hold_up_to_a_day_and_not_in_brackets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = str(tmp_path / "register.db")
    with Register.open(path) as register:
        fill(register, [notice("2005-03-02", "更名 甲路>乙路 北a-南b")])
    _, out, _ = run(capsys, "history", "乙路", "--database", path)
    assert "2005-03-01 或更早 or earlier  旁证 observation" in out
    assert "[" not in out


def test_what_cannot_be_written_is_said_in_chinese_and_nothing_is_left_behind(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    names, new = tmp_path / "names.csv", tmp_path / "new.db"
    names.write_text("路名\n甲路\n")
    nowhere = tmp_path / "none" / "out.csv"
    for arguments in (["match", str(names), "--out", str(nowhere)], ["backup", str(nowhere)]):
        code, _, err = run(capsys, *arguments, "--database", database)
        assert (code, err.startswith(f"{nowhere}：无法写入（没有这个文件夹）。 | ")) == (2, True)
    assert run(capsys, "load-backup", str(names), "--database", str(new))[0] == 2
    notice_file = tmp_path / "notice.txt"
    notice_file.write_text("关于道路命名的通知\n1. 甲路：东起子街，西至丑街，长500米，宽20米。\n2001年3月1日\n")
    code, _, err = run(capsys, "ingest", str(notice_file), "--area", "云峰", "--database", str(new))
    assert (code, "--area 云峰市" in err, new.exists()) == (2, True, False)


def test_a_decision_is_set_beside_what_was_proposed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def file(name: str, title: str, roads: list[str], day: str) -> str:
        told = "".join(f"{at}. {road}\n" for at, road in enumerate(roads, 1))
        (tmp_path / name).write_text(f"{title}\n{told}临河市民政局\n{day}\n")
        return str(tmp_path / name)

    roads = [
        f"东{word}路：东起甲街，西至乙街，长{metres}米。" for word, metres in (("升", 800), ("兴", 900), ("盛", 700))
    ]
    proposal = file("p.txt", "关于拟命名东升路等道路的公示", roads, "2026年2月10日")
    database = ("--database", str(tmp_path / "register.db"))
    assert run(capsys, "ingest", proposal, *database)[0] == 0
    roads[0], roads[2] = roads[0].replace("800", "820"), roads[2].replace("盛", "星")
    decided = file("d.txt", "临河市民政局关于命名东升路等道路的通知", roads, "2026年3月5日")
    for dry in (["--dry-run"], []):
        _, out, _ = run(capsys, "ingest", decided, *dry, *database)
        told = out.splitlines()
        at = told.index("  对照公示 proposal: 关于拟命名东升路等道路的公示")
        assert [line.strip() for line in told[at + 1 : at + 4]] == [
            "与公示不同 changed: 东升路（长度 length）",
            "公示过而未列入 proposed, not decided: 东盛路",
            "未经公示 not proposed: 东星路",
        ]


def test_what_was_dismissed_is_listed_with_who_and_why(database: str, capsys: pytest.CaptureFixture[str]):
    with Register.open(database) as register:
        finding_id = next(one.finding_id for one in register.findings() if one.kind == "same_name")
    end = ("--database", database)
    assert "没有忽略的核验结果" in run(capsys, "review", "--dismissed", *end)[1]
    decide = ("decide", "finding", finding_id)
    assert run(capsys, *decide, "--by", "王", "--why", "确为两条路", *end)[0] == 0
    code, out, _ = run(capsys, "review", "--dismissed", *end)
    assert (code, out.splitlines()[0]) == (0, f"已忽略 dismissed  {finding_id}  王：确为两条路")
    assert "同时叫“甲路”" in out
    (row,) = json.loads(run(capsys, "review", "--dismissed", "--json", *end)[1])
    assert (row["finding_id"], row["finding"]["kind"]) == (finding_id, "same_name")
    assert "shown again" in run(capsys, *decide, "undo", "--by", "王", "--why", "核错", *end)[1]
    assert finding_id in run(capsys, "review", *end)[1]


def test_roads_of_one_name_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = str(tmp_path / "register.db")
    with Register.open(path) as register:
        fill(register, [notice("2020", "命名 甲路 北a-南b @东区"), notice("2021", "销名 甲路")])
        fill(register, [notice("2023", "命名 甲路 北c-南d @东区")])
    code, _, err = run(capsys, "show", "甲路", "--database", path)
    assert (code, "（某市 东区，已于 2021 销名）" in err, "（某市 东区）" in err) == (1, True, True)


def test_a_clause_that_a_late_notice_leaves_in_doubt_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = ""
    for title, clause, year in (
        ("命名乙路", "命名乙路：东起甲街，西至丙街。", 2020),
        ("调整乙路起止点", "乙路起止点由“东起甲街，西至丙街”调整为“东起甲街，西至丁街”。", 2022),
        ("乙路更名", "将乙路更名为丁路。", 2021),
    ):
        path = tmp_path / f"{year}.txt"
        path.write_text(f"临河市人民政府关于{title}的通知\n{clause}\n临河市人民政府\n{year}年1月1日\n")
        _, out, _ = run(capsys, "ingest", str(path), "--database", str(tmp_path / "register.db"))
    (line,) = (one for one in out.splitlines() if "待人工核定 held" in one)
    assert "调整起止点 ends moved  乙路" in line


def test_a_road_that_was_divided_or_merged_is_said_to_be_what_it_is_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = str(tmp_path / "register.db")
    with Register.open(path) as register:
        fill(register, [notice("2000", "命名 甲路 北a-南b"), notice("2000-02", "命名 乙路 北c-南d")])
        fill(register, [notice("2002", "分段 甲路>甲北路 北a-南m", "分段 甲路>甲南路 北m-南b")])
        fill(register, [notice("2003", "更名 甲北路>申路"), notice("2004", "更名 乙路>丙路 合并")])
    for name, words in (("甲路", "已于 2002 分段，今为甲南路、申路"), ("乙路", "已于 2004 合并，今为丙路")):
        code, _, err = run(capsys, "show", name, "--database", path)
        assert (code, words in err) == (1, True)
    assert "今为" not in run(capsys, "show", "甲路", "--valid-on", "1999-01-01", "--database", path)[2]
