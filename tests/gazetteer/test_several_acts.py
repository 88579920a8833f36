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
    assert reading.problems == ()


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


ACCOUNT = "青禾市民政局关于部分道路更名和调整起止点的公告\n"


@pytest.mark.parametrize(
    "account",
    [
        "向南打通后沿用原名",
        "已于2021年向南延伸",
        "已经拓宽改造",
        "现已改造为城市道路",
        "已改建为城市主干道",
        "南段建成通车后",
        "南延工程竣工",
    ],
)
def test_the_end_that_moves_is_of_the_road_of_which_an_account_is_given(account):
    """石榴路已向南延伸，起点不变，止点由A调整为B。"""
    moved, renamed = read_one(
        f"{ACCOUNT}会商明确，石榴路{account}，起点不变，止点由古城路调整为南环路。将柳亭路更名为清风路，南起南环路，北至湖滨路。\n"
    ).entries
    assert (moved.action.value, moved.name, moved.extent.end.text) == ("extent_change", "石榴路", "南环路")
    assert moved.extent.start.unchanged
    assert moved.previous.end.text == "古城路"
    assert (renamed.name, renamed.former_name, renamed.previous) == ("清风路", "柳亭路", None)


@pytest.mark.parametrize(
    "behind", ["将柳亭路更名为清风路，南起南环路，北至湖滨路。", "柳亭路，起点由甲桥调整为乙桥。", ""]
)
@pytest.mark.parametrize("before", ["将南起南环路、北至湖滨路的道路命名为石桥路。", ""])
@pytest.mark.parametrize("account", ["石榴路几番周折终得畅达", "石榴路南侧一带", "在石榴路以南"])
def test_an_end_that_moves_of_a_road_that_was_not_read_is_of_no_other(account, before, behind):
    """石榴路几经周折，止点由A调整为B: what is told of 石榴路 is a problem, and no former end of another road."""
    reading = read_one(f"{ACCOUNT}{before}{account}，止点由古城路调整为南环路。{behind}\n")
    assert all("古城路" not in str(entry.previous) for entry in reading.entries)
    assert any("石榴路" in problem.quote for problem in reading.problems)


def test_names_are_given_to_no_road_of_a_list_that_was_not_read_whole():
    """经一路、纬三路…，分别更名为A、B: neither is given the former name of the other."""
    reading = read_one(f"{ACCOUNT}经一路、纬三路之称谓由来已久难以深究，分别更名为创新路、致远路。\n")
    assert [entry.former_name for entry in reading.entries] == [None, None]
    assert reading.problems


@pytest.mark.parametrize(
    ("sentence", "renamed"),
    [
        ("沿海公路已改造为城市道路，更名为听潮路", [("听潮路", "沿海公路")]),
        ("西街镇的河东公路已拓宽改造，更名为听潮路", [("听潮路", "河东公路")]),
        ("位于西街镇的农场路已拓宽，更名为丰登路；仓储路已断头，予以注销", [("丰登路", "农场路"), ("仓储路", None)]),
        (
            "经一路、纬三路为建设期间编号，不利于群众记忆，同意分别更名为创新路、致远路",
            [("创新路", "经一路"), ("致远路", "纬三路")],
        ),
        ("将位于西街镇的红旗街恢复原名文昌街，东起南门，西止文昌阁", [("文昌街", "红旗街")]),
        (
            "将位于西街镇的交通路以青禾大桥为界拆分为两条道路，大桥以东路段更名为交通东路，西起青禾大桥，东止广场；"
            "大桥以西路段更名为交通西路，东起青禾大桥，西止车站",
            [("交通东路", "交通路"), ("交通西路", "交通路")],
        ),
        (
            "桃源路被104国道分隔，国道以西路段继续使用桃源路名称，起止点调整为“西起仙桥路，东至104国道”；"
            "国道以东路段更名为桃溪路，西起104国道，东至桃溪小学",
            [("桃源路", None), ("桃溪路", "桃源路")],
        ),
    ],
)
def test_a_road_is_renamed_whatever_is_told_of_it_before(sentence, renamed):
    reading = read_one(f"{ACCOUNT}{sentence}。\n")
    assert [(entry.name, entry.former_name) for entry in reading.entries] == renamed
    assert reading.problems == ()


@pytest.mark.parametrize("head", ["在东街街道辖区内", "在东街街道范围内", "在东街街道"])
def test_a_place_at_the_head_of_a_sentence_holds_until_another_is_told(head):
    reading = read_one(
        f"{ACCOUNT}{head}，将南起甲河、北至乙河的道路命名为石榴路；将东起石榴路、西至丙山的道路命名为石门街。"
        "柳亭路更名为清风路。在西街镇辖区内，柳河路更名为柳岸路。老粮库巷因旧城改造灭失，予以注销。\n"
    )
    assert [(entry.name, entry.subdistricts) for entry in reading.entries] == [
        *((name, ("东街街道",)) for name in ("石榴路", "石门街", "清风路")),
        *((name, ("西街镇",)) for name in ("柳岸路", "老粮库巷")),
    ]


@pytest.mark.parametrize(
    "clauses",
    [
        "一、更名道路1条\n柳亭路更名为清风路。\n二、合并道路2条\n禾山南街、禾山北街合并为一条道路，更名为“禾山大街”。",
        "一、更名道路1条\n柳亭路更名为清风路。\n二、合并道路1条\n禾山南街、禾山北街合并为一条道路，更名为“禾山大街”。",
        "对1条道路更名，2条道路合并，具体如下：\n1.柳亭路更名为清风路。\n2.禾山南街、禾山北街合并，更名为“禾山大街”。",
        "一、合并（4条合并为2条）\n1.禾山南街、禾山北街合并为禾山大街。\n2.将石桥东路并入石桥路。",
        "一、命名道路1条：\n将南起甲路，北至乙路的道路命名为石榴路。\n二、命名街巷1条：\n将南起丙路，北至丁路的道路命名为石榴街。",
        "一、分设道路1条：\n禾山街以甲河为界分为两段，甲河以东路段更名为禾山东街，甲河以西路段更名为禾山西街。\n"
        "二、注销道路1条：供销巷。",
    ],
)
def test_roads_joined_or_parted_are_counted_before_or_after(clauses):
    assert read_one(f"{ACCOUNT}{clauses}\n").problems == ()


@pytest.mark.parametrize(
    ("clauses", "told"),
    [
        ("1.新建路：由“南起甲路，北至乙路”调整为“南起丙路，北至乙路”。", "extent_change"),
        ("1.将新建路起止点由“南起甲路，北至乙路”调整为“南起丙路，北至乙路”。", "extent_change"),
        ("|序号|道路名称|原起止点|调整后起止点|\n|1|新建路|南起甲路，北至乙路|南起丙路，北至乙路|", "extent_change"),
        ("1.新建路因旧城改造灭失，予以注销。", "abolition"),
    ],
)
def test_a_road_that_is_moved_or_cancelled_may_be_called_the_new_one(clauses, told):
    reading = read_one(f"青禾市民政局关于调整和注销部分道路的公告\n{clauses}\n")
    assert [(entry.action.value, entry.name) for entry in reading.entries] == [(told, "新建路")]
    assert reading.problems == ()


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


def test_what_a_road_was_made_from_is_no_former_name():
    reading = read_one(
        "青禾市民政局关于部分道路名称的通知\n1.槐荫路。是原柳荫街提升改造项目，东起沙田路，西至旧城路。\n"
    )
    assert [(entry.action, entry.name, entry.former_name) for entry in reading.entries] == [("naming", "槐荫路", None)]


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


@pytest.mark.parametrize(
    ("title", "towns"),
    [
        ("关于要求对茅坪镇部分道路予以命名的请示", ("茅坪镇",)),
        ("关于要求对茅坪镇圩镇部分道路予以命名的请示", ("茅坪镇",)),
    ],
)
def test_a_town_is_told_behind_the_verb_of_what_is_asked_for(title, towns):
    (reading,) = read_document(
        Document("asked", f"青禾区民政局{title}\n1.槐荫路：东起沙田路，西至旧城路。\n妥否，请批复。\n")
    )
    assert [entry.subdistricts for entry in reading.entries] == [towns]


@pytest.mark.parametrize(
    ("where", "towns"),
    [
        ("柳溪镇和中涧街道", ("柳溪镇", "中涧街道")),
        ("柳溪镇和平街道", ("柳溪镇", "和平街道")),
        ("对坪镇", ("对坪镇",)),
    ],
)
def test_he_joins_towns_and_begins_some(where, towns):
    reading = read_one(f"青禾市民政局关于道路命名的公告\n1.槐荫路：位于{where}辖区，东起沙田路，西至旧城路。\n")
    assert [entry.subdistricts for entry in reading.entries] == [towns]


def test_roads_of_a_call_may_have_nothing_but_numbers():
    reading = read_one(
        "青禾市民政局关于公开征集新建街路名称的公告\n路一：北起兴和街，南至街一，长约345米；（图一）\n街一：东起柳街，西至路一，长约770米。（图二）\n"
    )
    assert [entry.name for entry in reading.entries] == ["路一", "街一"]
    assert not reading.problems


def test_one_of_two_roads_is_told_behind_the_other():
    reading = read_one(
        "青禾市民政局为2条道路命名\n新命名的2条道路，一条是槐荫路，东起沙田路，西至旧城路；另一条是拜将路，东起槐荫路，西至河滩。\n"
    )
    assert [(entry.name, entry.extent.end.text) for entry in reading.entries if entry.extent.end] == [
        ("槐荫路", "旧城路"),
        ("拜将路", "河滩"),
    ]


def test_what_a_named_road_is_named_after_is_no_road():
    reading = read_one(
        "青禾市民政局关于道路命名的公告\n17、梅关大道：南北走向。北起沙田路，止于旧城路。以“梅关古驿道”命名。\n18、拜将路：东起梅关大道，西至河滩。\n"
    )
    assert [entry.name for entry in reading.entries] == ["梅关大道", "拜将路"]


def test_roads_that_are_gone_are_cancelled_by_a_word_for_them():
    """因旧城改造，甲区的A、乙区的B已不存在，撤销上述两个名称。"""
    reading = read_one(
        "青禾市调整一批街路名称\n因旧城改造，东岭区的槐茂胡同、西岭区的纺织巷已不存在，撤销上述两个名称。\n槐荫路更名为拜将路。\n"
    )
    assert [(entry.action, entry.name, entry.district) for entry in reading.entries] == [
        ("abolition", "槐茂胡同", "东岭区"),
        ("abolition", "纺织巷", "西岭区"),
        ("renaming", "拜将路", None),
    ]


def test_where_a_page_stands_is_no_part_of_its_title():
    reading = read_one("首页 > 公示公告\n青禾市区道路命（更）名公告\n1.槐荫路：东起沙田路，西至旧城路。\n")
    assert (reading.notice.title, reading.notice.kind.value) == ("青禾市区道路命（更）名公告", "decision")


@pytest.mark.parametrize(
    "beside",
    ["（联系人：乐某某，联系电话：13300000000）", "以上数据以规划部门核定为准。", "拼音读写：Huáiyìn Lù。"],
)
def test_what_closes_a_notice_is_no_problem(beside):
    assert not read_one(f"青禾市民政局关于道路命名的公告\n1.槐荫路：东起沙田路，西至旧城路。\n{beside}\n").problems


@pytest.mark.parametrize(
    "told", ["纵1：槐荫路，东起沙田路，西至旧城路。", "横2：东起沙田路，西至旧城路，命名为槐荫路。"]
)
def test_a_road_of_a_plan_s_grid_bears_the_name_behind_its_number(told):
    reading = read_one(f"青禾市民政局关于道路命名的公告\n{told}\n")
    assert [entry.name for entry in reading.entries] == ["槐荫路"]
    assert not reading.problems


@pytest.mark.parametrize(
    ("clause", "cancelled"),
    [
        ("因旧城改造，“供水巷”“米市街”已不存在，拟予撤销。", [("供水巷", None), ("米市街", None)]),
        ("因旧城改造，“供水巷”“米市街”均已拆除，予以销名。", [("供水巷", None), ("米市街", None)]),
        (
            "因并入沙田路，撤销南岭区“旧城路西段”名称；因片区改造、道路灭失，撤销东岭区“砖窑路”名称。",
            [("旧城路西段", "南岭区"), ("砖窑路", "东岭区")],
        ),
    ],
)
def test_what_is_cancelled_is_no_part_of_why(clause, cancelled):
    reading = read_one(f"青禾市民政局关于部分道路更名和撤销的通知\n一、柳亭路更名为清风路。\n二、{clause}\n")
    told = [(entry.action, entry.name, entry.district) for entry in reading.entries][1:]
    assert told == [("abolition", *one) for one in cancelled]
    assert reading.problems == ()


@pytest.mark.parametrize("heading", ["二、同意注销的道路", "表2 注销道路"])
def test_a_heading_may_say_that_it_is_agreed_to_or_of_which_table(heading):
    reading = read_one(
        "青禾市民政局关于部分道路更名和注销的通知\n一、更名道路\n1.柳亭路更名为清风路。\n"
        f"{heading}\n2.“供水巷”“米市街”，均在东街街道办事处辖区。\n"
    )
    assert [(entry.action, entry.name, entry.subdistricts) for entry in reading.entries][1:] == [
        ("abolition", "供水巷", ("东街街道",)),
        ("abolition", "米市街", ("东街街道",)),
    ]
    assert reading.problems == ()


def test_the_subdistricts_a_road_crosses_are_told_without_the_verb():
    """跨甲街道办事处、乙街道办事处。"""
    (entry,) = read_one(
        f"{ACCOUNT}1.石榴路：南起沙田路，北至青石河，长3.8公里，跨东街街道办事处、南门街道办事处。\n"
    ).entries
    assert entry.subdistricts == ("东街街道", "南门街道")


@pytest.mark.parametrize(
    ("clause", "ends", "before"),
    [
        (
            "“石榴路”向北接长。原自沙田路起、迄于旧城路，接长后自沙田路起、迄于青石河，全路长1765米",
            ("沙田路", "青石河"),
            ("沙田路", "旧城路"),
        ),
        (
            "石榴路——由旧城路口向东延伸至青石河，延伸段长350米；延伸后西起沙田路，东止青石河",
            ("沙田路", "青石河"),
            (None, "旧城路口"),
        ),
        ("石榴路：西起讫点不变，东讫点由旧城路变更为青石河", (None, "青石河"), (None, "旧城路")),
        ("同意石榴路东延。该路原东至旧城路，现东至青石河，起点及宽度维持现状", (None, "青石河"), (None, "旧城路")),
    ],
)
def test_a_road_that_grows_is_told_of_before_and_now(clause, ends, before):
    reading = read_one(f"青禾市民政局关于部分道路更名和延伸的批复\n一、柳亭路更名为清风路。\n二、{clause}。\n")
    entry = reading.entries[1]
    assert (entry.action, entry.name) == ("extent_change", "石榴路")
    assert tuple(end.text if end else None for end in (entry.extent.start, entry.extent.end)) == ends
    assert tuple(end.text if end else None for end in (entry.previous.start, entry.previous.end)) == before
    assert reading.problems == ()


def test_a_number_in_a_bracket_is_another_word_for_the_road():
    reading = read_one(f"{ACCOUNT}1.石榴路（T219#道路）：南起沙田路，北至青石河，长860米。\n")
    assert [(entry.name, entry.aliases) for entry in reading.entries] == [("石榴路", ("T219#道路",))]


def test_the_part_renamed_is_told_in_a_bracket_with_its_size():
    (entry,) = read_one(
        f"{ACCOUNT}1.将南大街（东门十字至南城门段，长730米，宽22米）更名为“清风街”，原南大街其余路段名称不变。\n"
    ).entries
    assert (entry.name, entry.former_name, entry.partial) == ("清风街", "南大街", True)
    assert [end.text for end in entry.extent.termini] == ["东门十字", "南城门"]


@pytest.mark.parametrize(
    ("clause", "renamed"),
    [
        (
            "同意将禾山南街、禾山北街归并，统一定名为“禾山大街”。禾山大街南起环城路，北至青石河。原两街名称停止使用",
            [("禾山大街", "禾山南街"), ("禾山大街", "禾山北街")],
        ),
        (
            "禾山大街：原禾山路与禾山支路合并，更名为禾山大街，南起环城路，北至青石河",
            [("禾山大街", "禾山路"), ("禾山大街", "禾山支路")],
        ),
        (
            "禾山胡同：位于东街街道办事处辖区内，与东侧的四道胡同连通，两条胡同合并更名为“禾山巷”，西起环城路，东至青石河",
            [("禾山巷", "禾山胡同"), ("禾山巷", "四道胡同")],
        ),
    ],
)
def test_two_roads_become_one_in_whatever_words(clause, renamed):
    reading = read_one(f"{ACCOUNT}一、柳亭路更名为清风路。\n二、{clause}。\n")
    assert [(entry.name, entry.former_name) for entry in reading.entries][1:] == renamed
    assert all(entry.merged for entry in reading.entries[1:])
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("clause", "renamed"),
    [
        (
            "禾山路：位于南岭区，因被铁路隔断，铁路以东更名为“禾山东路”，西起铁路，东至环城路，宽24米；"
            "铁路以西更名为“禾山西路”，东起铁路，西至青石河，宽24米",
            [("禾山东路", "禾山路", "南岭区"), ("禾山西路", "禾山路", "南岭区")],
        ),
        (
            "河沿街：原禾山路环城路至青石河路段，单独更名为河沿街，北起环城路，南至青石河",
            [("河沿街", "禾山路", None)],
        ),
        ("“禾山路”自青石桥以南部分更名为“河沿街”，北起青石桥，南至环城路", [("河沿街", "禾山路", None)]),
    ],
)
def test_a_part_of_a_road_takes_a_name_of_its_own(clause, renamed):
    reading = read_one(f"{ACCOUNT}一、柳亭路更名为清风路。\n二、{clause}。\n")
    assert [(entry.name, entry.former_name, entry.district) for entry in reading.entries][1:] == renamed
    assert all(entry.partial for entry in reading.entries[1:])
    assert reading.problems == ()


def test_a_road_cancelled_in_one_sentence_goes_into_another_in_the_next():
    reading = read_one(
        "青禾市民政局关于部分道路更名和取消的通知\n一、更名道路\n1.柳亭路更名为清风路。\n"
        "二、取消名称（1条）\n1.江沿街东段。拟并入清风路。\n"
    )
    assert [(entry.action, entry.name) for entry in reading.entries][1:] == [("abolition", "江沿街东段")]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "clause",
    [
        "禾山老街：即南岭区东街街道办事处辖区内的龙门街，恢复历史名称，南起南门，北至公园路，宽9米",
        "“禾山老街”名称予以恢复，指称现“龙门街”：南自南门，北迄公园路，宽4米。“龙门街”名称同时废止",
    ],
)
def test_a_name_given_again_is_that_of_the_road_as_it_is_called_now(clause):
    reading = read_one(f"{ACCOUNT}一、柳亭路更名为清风路。\n二、{clause}。\n")
    entry = reading.entries[1]
    assert (entry.action, entry.name, entry.former_name, entry.restored) == ("renaming", "禾山老街", "龙门街", True)
    assert [end.text for end in entry.extent.termini] == ["南门", "公园路"]
    assert len(reading.entries) == 2
    assert reading.problems == ()


def test_of_a_road_that_is_cut_through_a_part_keeps_the_name():
    reading = read_one(
        f"{ACCOUNT}一、“禾山路”在青石桥处断开，桥东一段仍称“禾山路”，东自环城路、西迄青石桥；"
        "桥西一段改称“河沿路”，东自青石桥、西迄沙田路，长590米。\n二、柳亭路更名为清风路。\n"
    )
    told = [(entry.action, entry.name, entry.former_name, entry.partial) for entry in reading.entries][:2]
    assert told == [("extent_change", "禾山路", None, False), ("renaming", "河沿路", "禾山路", True)]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "clause",
    [
        "本办青地名函〔2017〕6号所附登记表中，“石榴路”路宽“24米”系“34米”之误，请予改正",
        "另，青民告〔2024〕3号公告中“石榴路”宽度应为34米，该公告所载“24米”系录入错误，现一并更正",
    ],
)
def test_a_slip_of_an_earlier_notice_is_put_right_beside_other_acts(clause):
    reading = read_one(f"{ACCOUNT}一、柳亭路更名为清风路。\n二、{clause}。\n")
    entry = reading.entries[1]
    assert (entry.action, entry.name, entry.corrects.fields) == ("correction", "石榴路", ("width",))
    assert (entry.width.max, entry.previous_width.max) == (34, 24)


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        (
            "“供水巷”因拆迁灭失，“米市街”因旧城改造，均予撤销",
            [("abolition", "供水巷", None), ("abolition", "米市街", None)],
        ),
        ("因“供水巷”已拆除，撤销其名称", [("abolition", "供水巷", None)]),
        (
            "禾山路以铁路为界，路东段更名为禾山东路，路西段更名为禾山西路",
            [("renaming", "禾山东路", "禾山路"), ("renaming", "禾山西路", "禾山路")],
        ),
        (
            "禾山路被铁路分隔为东西两段，东段改称“禾山东路”，西段改称“禾山西路”",
            [("renaming", "禾山东路", "禾山路"), ("renaming", "禾山西路", "禾山路")],
        ),
        (
            "禾山路、禾水路两路合二为一，定名“禾大街”，东起甲河，西至乙河",
            [("renaming", "禾大街", "禾山路"), ("renaming", "禾大街", "禾水路")],
        ),
        ("同意将禾山路向南延伸至青石河（原止点沙田路）", [("extent_change", "禾山路", None)]),
        ("禾山路由沙田路向南接长至青石河", [("extent_change", "禾山路", None)]),
        ("同意禾山路东延至青石河", [("extent_change", "禾山路", None)]),
        ("“龙门街”复名“禾山老街”，南起甲河，北至乙河", [("renaming", "禾山老街", "龙门街")]),
        ("“禾山老街”地名予以恢复，即今“龙门街”，南起甲河，北至乙河", [("renaming", "禾山老街", "龙门街")]),
    ],
)
def test_an_act_is_that_of_the_road_it_is_told_of(clause, told):
    reading = read_one(f"{ACCOUNT}一、柳亭路更名为清风路。\n二、{clause}。\n")
    assert [(entry.action, entry.name, entry.former_name) for entry in reading.entries][1:] == told


def test_a_column_of_why_roads_are_cancelled_cancels_them():
    reading = read_one(
        "青禾市民政局关于道路命名和注销的公告\n表1 命名道路\n|序号|道路名称|起止点|\n|1|禾山路|南起甲路，北至乙路|\n"
        "表2 其他道路\n|序号|镇（街道）|道路名称|注销原因|\n|2|东街镇|供水巷|并入沙田路|\n|3|西街镇|砖窑路|路已不存|\n"
    )
    assert [(entry.action, entry.name) for entry in reading.entries] == [
        ("naming", "禾山路"),
        ("abolition", "供水巷"),
        ("abolition", "砖窑路"),
    ]


def test_roads_that_are_one_once_they_are_joined_up():
    reading = read_one(
        f"{ACCOUNT}一、“新区二号路”和“农机巷”贯通后为同一条道路，统称“禾山路”，起于甲路，止于乙街。\n二、柳亭路更名为清风路。\n"
    )
    assert [(entry.name, entry.former_name, entry.merged) for entry in reading.entries][:2] == [
        ("禾山路", "新区二号路", True),
        ("禾山路", "农机巷", True),
    ]
    assert reading.problems == ()


def test_whose_former_name_it_was_is_asked_where_it_is_not_told():
    clause = "石榴路（2号路）、石门街（3号路）分别更名为河沿街、河滨街"
    reading = read_one(f"{ACCOUNT}一、柳亭路更名为清风路。\n二、{clause}。\n")
    assert [entry.former_name for entry in reading.entries][1:] == [None, None]
    assert reading.problems


def test_a_part_beyond_a_crossing_is_a_part_of_the_first_road():
    reading = read_one(f"{ACCOUNT}一、柳亭路更名为清风路。\n二、原禾山路与沙田路交叉口以东路段更名为河沿街。\n")
    told = [(entry.name, entry.former_name, entry.partial) for entry in reading.entries][1:]
    assert told == [("河沿街", "禾山路", True)]
