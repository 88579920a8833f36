"""Notices that order several things at once: what is refused, divided, cancelled, put right, or told below."""

import pytest

from gazetteer.documents import Document
from gazetteer.entries import read_document

ANSWER = "青禾市人民政府关于部分道路更名的批复\n一、同意将石桥街更名为石坊街。\n"


def read_one(text):
    (reading,) = read_document(Document("several-acts", text))
    return reading


@pytest.mark.parametrize(
    "refused",
    [
        "关于柳亭路更名为清风大道的事项，因牵涉住户较多，暂不予同意，继续使用柳亭路名称。",
        "关于柳亭路更名为清风大道的建议。柳亭路沿用多年，住户多，该路不宜更名。",
        "来函所提将“柳亭路”更名为“清风大道”，不符合地名管理有关规定，不予同意。",
        "东街街道申请将“柳亭路”并入“清风大道”一事，待下穿道完工后另行研究。",
        "申报的“柳亭路”更名为“清风大道”一事，待论证后再行研究。",
    ],
)
def test_what_is_refused_or_put_off_is_told_and_no_entry(refused):
    reading = read_one(f"{ANSWER}二、{refused}\n")
    assert [entry.name for entry in reading.entries] == ["石坊街"]
    assert any("柳亭路" in problem.quote for problem in reading.problems)


@pytest.mark.parametrize(
    ("below", "district"),
    [
        ("上述2条道路均在南岭区。", ["南岭区", "南岭区"]),
        ("以上道路均位于南岭区辖区内。", ["南岭区", "南岭区"]),
        ("上述1条道路均属南岭区。", [None, "南岭区"]),
    ],
)
def test_where_the_roads_above_lie_is_said_below_them(below, district):
    reading = read_one(
        "青禾市人民政府关于命名道路的通知\n一、新命名道路\n"
        f"1.石榴路：南起环城路，北至石榴园。\n2.石门街：东起石榴路，西至青石河。\n{below}\n"
    )
    assert [entry.district for entry in reading.entries] == district
    assert reading.problems == ()


def test_more_roads_than_there_are_above_are_a_problem():
    reading = read_one(
        "青禾市人民政府关于命名道路的通知\n1.石榴路：南起环城路，北至石榴园。\n上述4条道路均在南岭区。\n"
    )
    assert reading.entries[0].district is None
    assert [problem.quote for problem in reading.problems] == ["上述4条道路均在南岭区。"]


@pytest.mark.parametrize(
    ("parts", "ends"),
    [
        (
            "湖滨大道以石马河为界分为两段，其中南关路口至石马河段更名为湖滨南路，石马河至北环路段更名为湖滨北路",
            [("南关路口", "石马河"), ("石马河", "北环路")],
        ),
        (
            "原湖滨大道以石马河为界分成两段。南段南起南关桥，北至石马河，更名为“湖滨南路”；"
            "北段南起石马河，北至北环路，更名为“湖滨北路”",
            [("南关桥", "石马河"), ("石马河", "北环路")],
        ),
        (
            "将湖滨大道划分为湖滨南路、湖滨北路两条道路：湖滨南路，南起南关桥，北至石马河；"
            "湖滨北路，南起石马河，北至北环路",
            [("南关桥", "石马河"), ("石马河", "北环路")],
        ),
    ],
)
def test_each_part_of_a_divided_road_runs_where_it_is_told(parts, ends):
    entries = read_one(f"青禾市民政局关于部分道路更名的公告\n一、{parts}。\n").entries
    assert [(entry.name, entry.former_name) for entry in entries] == [
        ("湖滨南路", "湖滨大道"),
        ("湖滨北路", "湖滨大道"),
    ]
    assert [(entry.extent.start.text, entry.extent.end.text) for entry in entries] == ends


@pytest.mark.parametrize(
    "first", ["将滨河大道青禾桥以东段更名为", "将滨河大道自青禾桥以东更名为", "滨河大道（青禾桥以东段）改名"]
)
def test_the_second_part_of_a_road_is_a_part_of_the_road_named_before_the_first(first):
    """将O甲桥以东段更名为N，甲桥以西段更名为M。"""
    entries = read_one(
        f"青禾市民政局关于部分道路更名的公告\n一、{first}滨河东路，青禾桥以西段更名为滨河西路。\n"
    ).entries
    assert [(entry.name, entry.former_name, entry.partial) for entry in entries] == [
        ("滨河东路", "滨河大道", True),
        ("滨河西路", "滨河大道", True),
    ]


def test_ends_behind_the_name_of_joined_roads_are_those_of_the_whole():
    (entry,) = read_one(
        "青禾市民政局关于部分道路更名的公告\n"
        "一、原朝霞路（东起广场，西至古井路）与原向阳路（东起古井路，西至西环路）连成一条道路，"
        "统一命名为朝霞路，东起广场，西至西环路。\n"
    ).entries
    assert (entry.name, entry.former_name, entry.merged) == ("朝霞路", "向阳路", True)
    assert (entry.extent.start.text, entry.extent.end.text) == ("广场", "西环路")


def test_a_name_of_two_cells_is_the_one_that_the_former_one_becomes():
    (entry,) = read_one(
        "青禾市民政局关于道路更名的公告\n序号 | 原名称 | 核定的名称 | 起止点 |\n"
        "1 | 工业二路 | 龙头路 | 东起禾山大道，西至龙头村 |\n"
    ).entries
    assert (entry.name, entry.former_name) == ("龙头路", "工业二路")


def test_what_supplements_a_corrected_notice_is_no_correction():
    reading = read_one(
        "青禾市民政局关于更正和补充道路命名的公告\n我局发布的《关于15条道路命名的公告》（以下简称原公告），现更正补充如下：\n"
        "一、更正\n1.原公告第3项“松风路”（南岭区），止点“北环路”更正为“北环西路”。\n"
        "二、补充命名（原公告漏列）\n1.榆荫街：位于东岭区，东起柳河路，西至铁路。\n"
        "三、撤销\n原公告第9项“杨桥路”（南岭区），因规划调整，撤销该名称。\n"
    )
    told = [(entry.action.value, entry.name, entry.district) for entry in reading.entries]
    assert told == [
        ("correction", "松风路", "南岭区"),
        ("naming", "榆荫街", "东岭区"),
        ("abolition", "杨桥路", "南岭区"),
    ]
    assert ["更正为" in problem.quote for problem in reading.problems] == [True]


def test_what_is_asked_for_and_agreed_to_has_the_name_alone():
    reading = read_one(f"{ANSWER}二、关于将新街更名为新河街的请求，经研究，同意更名。\n")
    assert [(entry.name, entry.former_name) for entry in reading.entries][1:] == [("新河街", "新街")]


@pytest.mark.parametrize("lead", ["以下2条道路予以命名。", "以下道路命名如下："])
def test_how_a_road_was_named_announces_nothing(lead):
    """以“拜将台”命名。"""
    reading = read_one(
        f"青禾市民政局关于道路命名的通知\n一、南岭区（2条）\n{lead}\n"
        "1.拜将路：南起青禾大道，北至拜将台。以“拜将台”命名。\n2.白果街：东起拜将路，西至河滩。\n"
    )
    assert [(entry.name, entry.district) for entry in reading.entries] == [("拜将路", "南岭区"), ("白果街", "南岭区")]


def test_a_reply_keeps_its_own_title():
    reading = read_one(
        "青禾市民政局对市五届人大三次会议第37号建议的答复\n李某某代表：\n"
        "您提出的建议收悉。市人民政府以《关于柳亭路等道路命名的批复》（青政函〔2019〕8号）批准，"
        "将南起青禾大道、北至沙田路的道路命名为“柳亭路”。\n青禾市民政局\n2023年5月30日\n"
    )
    assert reading.notice.title == "青禾市民政局对市五届人大三次会议第37号建议的答复"
    assert [entry.name for entry in reading.entries] == ["柳亭路"]
    assert reading.problems


@pytest.mark.parametrize(
    "told", ["，由原柳荫街更名而来。", "。由原“柳荫街”更名。", "。原柳荫街。", "。原名柳荫街。", "。该路原为柳荫街。"]
)
def test_what_a_road_was_called_may_be_told_behind_its_ends(told):
    reading = read_one(
        f"青禾市民政局关于部分道路名称的通知\n1.槐荫路：东起沙田路，西至旧城路{told}\n2.拜将路：东起槐荫路，西至河滩。\n"
    )
    assert [(entry.action, entry.name, entry.former_name) for entry in reading.entries] == [
        ("renaming", "槐荫路", "柳荫街"),
        ("naming", "拜将路", None),
    ]
    assert not reading.problems


def test_why_an_item_s_road_is_cancelled_announces_nothing():
    reading = read_one(
        "青禾市民政局关于部分道路命名更名的通知\n1.槐荫路：东起沙田路，西至旧城路。\n"
        "2.石马街：因旧城改造，名称注销。\n3.拜将路：东起槐荫路，西至河滩。\n"
    )
    assert [(entry.action, entry.name) for entry in reading.entries] == [
        ("naming", "槐荫路"),
        ("abolition", "石马街"),
        ("naming", "拜将路"),
    ]


@pytest.mark.parametrize("grows", ["的槐荫路向西延长，起止点由", "的槐荫路，起止点由"])
def test_a_road_is_told_of_behind_where_it_lies(grows):
    reading = read_one(
        f"青禾市民政局关于部分道路调整的通知\n1.位于临江镇{grows}东起沙田路，西至旧城路调整为东起沙田路，西至河滩。\n"
    )
    (entry,) = reading.entries
    assert (entry.action, entry.name, entry.subdistricts) == ("extent_change", "槐荫路", ("临江镇",))
    assert [end.text for end in entry.extent.termini] == ["沙田路", "河滩"]


def test_a_line_that_says_which_point_moves_heads_what_follows():
    reading = read_one(
        "青禾市命名一批道路\n2条道路止点调整\n槐荫路的止点由旧城路改为河滩，起点不变；沙田路的止点由柳街改为北山，起点不变。\n"
    )
    assert [(entry.action, entry.name, entry.extent.end.text) for entry in reading.entries if entry.extent.end] == [
        ("extent_change", "槐荫路", "河滩"),
        ("extent_change", "沙田路", "北山"),
    ]
