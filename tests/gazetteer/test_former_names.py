"""How a road was called before, told in a row or a clause: kept with its place, and the road is found by it."""

from itertools import permutations

import pytest

from gazetteer.documents import Document
from gazetteer.entries import read_document
from gazetteer.records import described
from gazetteer.registry import Register
from tests.conftest import NewUrl
from tests.gazetteer.towns import everything, fill, notice

ORDER = "青禾市人民政府关于命名芦汀路等道路的通知\n青政发〔2024〕3号\n{}\n{}\n青禾市人民政府\n2024年6月3日\n"
NAMING = "经批准，现将下列道路命名如下："


def read(text):
    (reading,) = read_document(Document("former", text))
    return reading


def rows(header, *cells, lead=NAMING):
    table = "".join(f"\n{n} | {name} | 甲街 | 乙街 | {cell}" for n, (name, cell) in enumerate(cells, 1))
    return ORDER.format(lead, f"序号 | 道路名称 | 起点 | 止点 | {header}{table}")


def told(reading):
    return [(entry.action.value, entry.former_name, entry.formerly) for entry in reading.entries]


@pytest.mark.parametrize("header", ["曾用名", "曾用名称", "道路原名", "旧称", "历史名称", "原名（曾用名）"])
@pytest.mark.parametrize("nothing", ["无", "/", "—", "——", "", "暂无", "无名路"])
def test_the_names_of_a_column_are_kept_with_their_places_and_nothing_is_no_name(header, nothing):
    text = rows(header, ("芦汀路", "芦苇路"), ("石榴路", nothing), ("望岳路", "荷塘路、月塘东路"))
    reading = read(text)
    assert told(reading) == [
        ("naming", None, ("芦苇路",)),
        ("naming", None, ()),
        ("naming", None, ("荷塘路", "月塘东路")),
    ]
    (one, _, two) = reading.entries
    assert one.spans["formerly.0"].of(text) == "芦苇路"
    assert [two.spans[f"formerly.{n}"].of(text) for n in (0, 1)] == ["荷塘路", "月塘东路"]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "remark",
    [
        "原名芦苇路",
        "原路名：芦苇路",
        "（原芦苇路）",
        "原芦苇路，1980年修建",
        "该路原名芦苇路",
        "因沿河而建，原名芦苇路",
        "曾用名芦苇路",
        "曾用名：芦苇路",
        "（曾用名芦苇路）",
        "旧称“芦苇路”",
    ],
)
def test_a_remark_in_a_table_of_namings_tells_how_a_road_was_called(remark):
    text = rows("备注", ("芦汀路", remark), ("石榴路", ""))
    (named, _) = read(text).entries
    assert (named.action.value, named.formerly) == ("naming", ("芦苇路",))
    assert named.spans["formerly.0"].of(text) == "芦苇路"


@pytest.mark.parametrize(
    ("remark", "clause"),
    [
        ("原名芦苇路", "原名芦苇路"),
        ("（原芦苇路）", "原芦苇路"),
        ("原名芦苇路、荷塘路", "原名芦苇路、荷塘路"),
        ("曾用名芦苇路", "曾用名芦苇路"),
        ("曾用名“芦苇路”“荷塘路”", "曾用名“芦苇路”“荷塘路”"),
        ("原名芦苇路，曾用名荷塘路", "原名芦苇路，曾用名荷塘路"),
        ("原规划三路", "原规划三路"),
    ],
)
def test_where_only_the_title_orders_a_remark_comes_to_what_a_clause_does(remark, clause):
    title = "青禾市人民政府关于命名道路的通知\n"
    row = read(f"{title}附件\n序号 | 道路名称 | 起点 | 止点 | 备注\n1 | 芦汀路 | 甲街 | 乙街 | {remark}\n")
    prose = read(f"{title}1.芦汀路：东起甲街，西至乙街，{clause}。\n")
    assert told(row) == told(prose)
    assert any(former or formerly for _, former, formerly in told(row)) or row.entries[0].aliases == ("规划三路",)


@pytest.mark.parametrize("remark", ["原名：老河坝", "曾用名老河坝，芦苇荡边上的那一片"])
def test_a_former_name_that_is_not_understood_is_a_problem(remark):
    reading = read(rows("备注", ("芦汀路", remark), ("石榴路", "")))
    assert reading.entries[0].formerly == ()
    assert [problem.quote for problem in reading.problems] == [remark]


@pytest.mark.parametrize(
    "remark", ["原名称不变", "原名与芦苇路谐音", "原为荒地", "原芦苇路延伸", "曾用名：无", "原名已停用"]
)
def test_a_remark_of_something_else_tells_no_former_name(remark):
    reading = read(rows("备注", ("芦汀路", remark), ("石榴路", "")))
    assert told(reading)[0] == ("naming", None, ())
    assert reading.problems == ()


def test_among_renamings_the_name_borne_before_is_the_one_given_up():
    title = "青禾市人民政府关于部分道路更名的通知\n"
    table = "序号 | 标准名称 | 曾用名 | 起点 | 止点\n1 | 望海路 | 站前路 | 甲街 | 乙街\n"
    for text in (table, "1.望海路：曾用名站前路，北起甲街，南至乙街。\n"):
        assert told(read(title + text)) == [("renaming", "站前路", ())]


def test_an_end_may_be_told_by_the_name_a_road_bore_before():
    text = ORDER.format(NAMING, "1.芦汀路，曾用名芦苇路，东起甲街，西至乙街。\n2.石榴路：东起芦苇路，西至丙街。")
    assert read(text).entries[1].extent.start.refers_to == "芦汀路"


def test_a_road_is_found_by_the_name_it_bore_before_whatever_is_done_to_it_later(new_url: NewUrl):
    named = rows("曾用名", ("芦汀路", "芦苇路"), ("石榴路", "南塘路"))
    moved = "青禾市人民政府关于调整道路起止点的通知\n芦汀路止点由乙街调整为丁街。\n青禾市人民政府\n2025年6月3日\n"
    with Register.open(new_url()) as register:
        for text in (moved, named):
            register.ingest(Document("former", text), [read(text)])
        (hit, *_) = register.search("芦苇路")
        assert (hit.version.name, hit.matched) == ("芦汀路", "芦苇路")
        assert "曾用名“芦苇路”" in hit.reason.zh
        record = register.record(register.find("芦苇路"))
        assert [version.act for version in record.versions] == ["Named", "ExtentChanged"]
        assert described(record.versions[-1])["formerly"] == "芦苇路"
        assert record.versions[-1].sources["formerly"].key == "formerly.0"
        assert record.names == ("芦汀路", "芦苇路")
        assert register.verify() == ()


OLD = notice("2005-01-01", "命名 东风巷 北a-南b 800 @东区")
NEW = notice("2010-01-01", "命名 青禾路 北a-南b @东区 曾用名:东风巷")
GONE = notice("2012-01-01", "销名 东风巷")
HISTORIES = {
    "the road so called is the one that is named": ((OLD, NEW), ["东风巷 2005-01-01", "青禾路 2010-01-01"], [], 0),
    "what is later said of it under that name waits": ((NEW, GONE), ["青禾路 2010-01-01"], [], 1),
    "of one with other ends it is told that it is in force": (
        (OLD, notice("2010-01-01", "命名 青禾路 北a-南c @东区 曾用名:东风巷")),
        ["东风巷 2005-01-01", "青禾路 2010-01-01"],
        ["青禾路 曾用名东风巷，而东风巷在地名录中是另一条在用的路。"],
        0,
    ),
    "two roads so called cannot both be it": (
        (OLD, notice("2010-01-01", *(f"命名 {name} 北a-南b @东区 曾用名:东风巷" for name in ("青禾路", "沧浪路")))),
        ["东风巷 2005-01-01", "沧浪路 2010-01-01", "青禾路 2010-01-01"],
        [f"{name} 曾用名东风巷，而东风巷在地名录中是另一条在用的路。" for name in ("沧浪路", "青禾路")],
        0,
    ),
}


@pytest.mark.parametrize(("notices", "states", "found", "held"), HISTORIES.values(), ids=HISTORIES.keys())
def test_a_name_told_to_have_been_borne_is_compared_with_the_roads_that_bear_it(notices, states, found, held):
    """In any order of arrival."""
    registers = []
    for order in permutations(notices):
        with Register.open("sqlite://") as register:
            fill(register, order)
            ids = {register.find(state.partition(" ")[0]) for state in states}
            told = [f"{one.name} {one.valid.start}" for road_id in ids for one in register.record(road_id).versions]
            assert sorted(told) == states
            kinds = ("former_in_force", "same_name", "named_again")
            assert sorted(one.message.zh for one in register.findings() if one.kind in kinds) == found
            assert len(register.held()) == held
            registers.append(everything(register))
            assert register.verify() == ()
    assert all(one == registers[0] for one in registers)


def test_a_name_restored_to_a_road_that_bears_another_is_its_name_again():
    given = (notice("2000-01-01", "命名 甲路 北a-南b"), notice("2005-01-01", "更名 甲路>乙路"))
    for ends, names in (("北a-南b", ["甲路", "乙路", "甲路"]), ("北c-南d", ["甲路", "乙路"])):
        with Register.open("sqlite://") as register:
            fill(register, [*given, notice("2010-01-01", f"恢复 甲路 {ends}")])
            first = register.roads_of(given[0][1].notice.notice_id)[given[0][1].entries[0].entry_id]
            assert [one.name for one in register.record(first).versions] == names
            assert len(register.roads()) == (1 if len(names) == 3 else 2)
            assert register.verify() == ()
