"""What stands above roads and beside them: counts by act and district, headings that tell ends, parks in the list."""

import pytest

from gazetteer.actions import Action
from gazetteer.documents import Document
from gazetteer.entries import read_document
from gazetteer.numbered_lanes import is_lane
from gazetteer.stated_counts import find_counts

TITLE = "青禾市民政局关于部分道路命名、更名的公告\n"
ROADS = (
    "1.槐荫路：位于南岭区，东起沙田路，西至旧城路。\n2.石榴巷：位于南岭区，南起槐荫路，北至河滩。\n"
    "3.听松街：位于北岭区，东起沙田路，西至松园。\n4.旧仓路：位于北岭区，东起甲街，西至乙街。旧仓路更名为“镜湖路”。\n"
)


def read_one(text):
    (reading,) = read_document(Document("counts", text))
    return reading


def said(reading):
    return [str(problem.message) for problem in reading.problems if "实际读到" in str(problem.message)]


@pytest.mark.parametrize(
    "lead",
    [
        "经市政府批准，对南岭区2条无名街路命名；对北岭区1条无名街路命名、1条街路更名，公告如下：",
        "经市政府批准，对南岭区境内2条道路命名；对北岭区1条道路命名和旧仓路更名，公告如下：",
    ],
)
def test_each_count_is_of_its_district_and_act(lead):
    assert read_one(f"{TITLE}{lead}\n{ROADS}").problems == ()


def test_a_count_of_a_district_that_is_wrong_is_told():
    reading = read_one(
        f"{TITLE}经市政府批准，对南岭区3条道路命名；对北岭区1条道路命名、1条街路更名，公告如下：\n{ROADS}"
    )
    assert len(said(reading)) == 1
    assert "3条，实际读到2条" in said(reading)[0]


@pytest.mark.parametrize("joint", ["、", "和"])
def test_a_count_of_a_quarter_stands_beside_that_of_a_district(joint):
    """对南岭区2条道路、松园片区2条道路予以命名: four are named, and not all of them in 南岭区."""
    lead = f"经市政府批准，对南岭区2条道路{joint}松园片区{{}}条道路予以命名，公告如下：\n"
    roads = "".join(f"{number}.槐荫{which}街：东起沙田路，西至旧城路。\n" for number, which in enumerate("一二三四", 1))
    reading = read_one(f"{TITLE}{lead.format(2)}{roads}")
    assert reading.problems == ()
    assert [entry.district for entry in reading.entries] == [None] * 4
    assert len(said(read_one(f"{TITLE}{lead.format(3)}{roads}"))) == 1


@pytest.mark.parametrize(
    ("caption", "where"),
    [
        ("南岭区部分街路巷标准地名审定表", ("南岭区", ())),
        ("附件1：南岭区部分街路巷标准地名审定表", ("南岭区", ())),
        ("青禾市南岭区道路地名登记表", ("南岭区", ())),
        ("东街街道道路标准名称一览表", (None, ("东街街道",))),
        ("青禾市部分街路巷标准地名审定表", (None, ())),
        ("南岭区地名委员会审定表", (None, ())),
    ],
)
def test_where_the_roads_of_a_sheet_lie_stands_in_its_caption(caption, where):
    sheet = "{}\n序号 | 审定标准名称 | 长度(M) | 起止地点 |\n1 | {} | 360 | 沙田路（南）—旧城路（北） |\n"
    reading = read_one(
        f"{TITLE}现予公布。\n{sheet.format(caption, '槐荫路')}{sheet.format('附件2：北岭区道路名称表', '听松街')}"
    )
    assert [(one.district, one.subdistricts) for one in reading.entries] == [where, ("北岭区", ())]


def test_a_column_of_a_list_of_bridges_is_no_problem():
    sheet = "序号 | {}名称 | 起止地点 | 长度（米） | 跨径概览 |\n1 | {} | 沙田路—旧城路 | 60 | 三跨 |\n"
    roads = "道路名称 | 起止地点 |\n槐荫路 | 沙田路—旧城路 |\n"
    assert read_one(f"{TITLE}{roads}二、桥梁\n{sheet.format('桥梁', '沙田桥')}").problems == ()
    assert [problem.quote for problem in read_one(f"{TITLE}{sheet.format('道路', '槐荫路')}").problems] == ["跨径概览"]


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("中心城区新命名10条道路3条道路销名", ((Action.NAMING, 10), (Action.ABOLITION, 3))),
        ("拟命名6条新建道路2条道路拟调整起止点", ((Action.NAMING, 6), (Action.EXTENT_CHANGE, 2))),
        ("对2条无名街路命名和旧仓路更名", ((Action.NAMING, 2),)),
        ("申报的六条道路、一个居民住宅区命名为：", ((Action.NAMING, 6),)),
        ("3条道路命名和更名", ((None, 3),)),
        ("8条新建街道起新名", ((Action.NAMING, 8),)),
    ],
)
def test_counts_are_told_apart_by_act_and_are_of_roads(words, counts):
    assert find_counts(words) == counts


def test_a_count_of_names_counts_parks_and_bridges_too():
    lead = "经市政府批准，南岭区2个新地名上线。\n"
    road = "1.槐荫路\n基本情况：该道路长300米，东起沙田路，西至旧城路。\n"
    park = "2.桂林公园\n基本情况：该公园东临沙田路，占地面积约2万平方米。\n桂林公园，因临桂林而得名。\n"
    reading = read_one(f"青禾市民政局关于地名命名的公告\n{lead}{road}{park}")
    assert [entry.name for entry in reading.entries] == ["槐荫路"]
    assert reading.problems == ()
    assert len(said(read_one(f"青禾市民政局关于地名命名的公告\n{lead}{road}"))) == 1


@pytest.mark.parametrize(
    "told",
    [
        "该公园东侧的道路命名为“沙柳路”，南起甲街，北至乙街。",
        "桂林公园，同时将沙柳路注销。",
        "该公园东侧为沙柳路，东起甲街，西至乙街，长300米。",
    ],
)
def test_a_road_told_of_below_a_park_is_not_passed_over(told):
    reading = read_one(f"{TITLE}1.槐荫路：东起沙田路，西至旧城路。\n2.桂林公园\n{told}\n")
    told_of = [*(entry.name for entry in reading.entries), *(problem.quote for problem in reading.problems)]
    assert any("沙柳路" in words for words in told_of)


HEADED = "青禾县新增城区道路命名方案（草案）\n现将下列道路命名方案公示如下：\n一、落虹桥东桥头至月亮湾防洪堤道路\n{}\n"


def test_a_heading_may_tell_an_extent_only():
    """一、落虹桥东桥头至月亮湾防洪堤道路"""
    reading = read_one(HEADED.format("东西走向，西起落虹桥东桥头，东至月亮湾防洪堤，全长1.8千米，拟命名为“落虹路”。"))
    (entry,) = reading.entries
    assert [(end.side, end.text) for end in entry.extent.termini] == [("西", "落虹桥东桥头"), ("东", "月亮湾防洪堤")]
    assert reading.problems == ()


def test_the_ends_of_a_heading_are_those_of_the_road_below_that_has_none():
    reading = read_one(HEADED.format("全长1.8千米，双向4车道，拟命名为“落虹路”。"))
    (entry,) = reading.entries
    assert [end.text for end in entry.extent.termini] == ["落虹桥东桥头", "月亮湾防洪堤"]
    assert reading.problems == ()


def test_a_heading_of_ends_above_two_roads_is_told():
    reading = read_one(HEADED.format("南段拟命名为“落虹路”，南起甲街，北至乙街。另将丙路拟命名为“月牙街”。"))
    assert any("落虹桥东桥头" in problem.quote for problem in reading.problems)


@pytest.mark.parametrize(
    ("opening", "action"),
    [
        ("2条新命名道路中，", "naming"),
        ("2条撤销名字的道路中，", "abolition"),
        ("本次2条注销道路中，", "abolition"),
    ],
)
def test_the_first_words_of_a_paragraph_tell_the_act_of_all_its_roads(opening, action):
    lead = "日前，市民政局发布公告，对2条道路进行命名，并对2条道路予以销名。"
    roads = "1条为南岭区的槐荫路（东起沙田路，西至旧城路），1条为北岭区的听松街（东起沙田路，西至松园）。"
    reading = read_one(f"青禾市命名2条道路 2条道路销名\n{lead}\n{opening}{roads}\n")
    assert [(entry.action, entry.name) for entry in reading.entries] == [(action, "槐荫路"), (action, "听松街")]
    assert not any("没有说这条道路" in str(problem.message) for problem in reading.problems)


@pytest.mark.parametrize(
    "line", ["政府信息公开", "首页 > 都市 > 正文", "青禾日报数字报 A02版：要闻 2023年03月21日 星期二"]
)
def test_the_title_stands_below_what_belongs_to_the_page(line):
    reading = read_one(f"{line}\n青禾县新增道路命名方案（草案）\n1.槐荫路：东起沙田路，西至旧城路。\n")
    assert reading.notice.title == "青禾县新增道路命名方案（草案）"


def test_a_title_printed_twice_is_the_title_in_both_places():
    letter = "各乡镇人民政府：\n《关于我县部分道路定名的通知》经研究同意，现印发给你们，请遵照执行。\n2024年9月20日\n"
    title = "关于我县部分道路定名的通知\n"
    reading = read_one(f"青禾县人民政府\n{title}{letter}{title}1.槐荫路：东起沙田路，西至旧城路。\n")
    assert reading.problems == ()


@pytest.mark.parametrize("heading", ["三区新增路名", "三、关于旧路更名", "2个县新建道路命名"])
def test_a_heading_may_speak_of_several_districts_or_of_old_roads(heading):
    assert read_one(f"{TITLE}{heading}\n1.槐荫路：东起沙田路，西至旧城路，由沙柳路更名。\n").problems == ()


@pytest.mark.parametrize(
    ("words", "is_name"),
    [
        ("|四条巷|：南起仓桥街，北至竹器里", True),
        ("|四条巷|，位于城东镇", True),
        ("道路命名为|十条|。", True),
        ("同意注销“|四条巷|”名称", True),
        ("将|三条路|更名为柳营路，长20米", True),
        ("|四条巷|：起点仓桥街，止点竹器里", True),
        ("|四条巷|：仓桥街至竹器里", True),
        ("将|四条巷|、五条巷合并更名为柳营巷", True),
        ("将三条巷和|四条巷|予以注销", True),
        ("|东羊市三条|，位于柳营街道，东西走向，东起柳营路，西至席市街", True),
        ("道路命名为|杨家镇头条|。", True),
        ("|河东区三条|，位于柳营街道", False),
        ("|我市三条|：东起柳营路，西至席市街", False),
        ("|三条路|：柳营路、席市路。", False),
        ("命名三条路、|四条街|。", False),
        ("将|三条路|更名为柳营路、席市路、镜湖路。", False),
        ("|三条路|均南起仓桥街", False),
        ("命名|四条巷|。", False),
        ("等|四条巷|命名如下", False),
        ("将|两条路|更名为柳营路。", False),
    ],
)
def test_a_lane_called_by_its_number_is_told_from_a_count(words: str, is_name: bool):
    before, lane, after = words.split("|")
    assert is_lane(before + lane + after, len(before), len(before + lane)) is is_name


def test_lanes_that_are_counted_stay_a_count():
    reading = read_one(f"{TITLE}将槐荫路等四条巷命名如下：\n1.槐荫路：东起沙田路，西至旧城路。\n")
    assert [entry.name for entry in reading.entries] == ["槐荫路"]
    assert "4条，实际读到1条" in said(reading)[0]


@pytest.mark.parametrize("count", ["本次共命名道路2条（见附件）", "命名道路2条，名单附后"])
def test_what_is_counted_of_an_annex_is_counted_of_the_whole_notice(count):
    text = f"{TITLE}一、同意你局提出的方案，{count}。\n二、你局要按照职责，组织实施地名标志的设置。\n附件\n"
    roads = "一、命名道路\n1.槐荫路，东起沙田路，西至旧城路。\n2.石榴巷，南起槐荫路，北至河滩。\n"
    assert read_one(text + roads).problems == ()
    one = "一、命名道路\n1.槐荫路，东起沙田路，西至旧城路。\n"
    assert "2条，实际读到1条" in said(read_one(text + one))[0]


def test_counts_told_in_one_sentence_above_marked_headings_are_of_all_that_follows():
    text = f"{TITLE}同意新命名街路巷1条、更名1条。\n一、新命名\n1.石榴巷，南起槐荫路，北至河滩。\n"
    assert said(read_one(f"{text}二、更名\n1.旧仓路更名为镜湖路，东起甲街，西至乙街。\n")) == []


def test_facts_that_stand_in_an_annex_and_an_old_name_that_is_one_are_no_counts():
    text = f"{TITLE}对槐荫路予以命名，槐荫路等9条道路的起止点以附表为准。\n槐荫路：东起沙田路，西至旧城路。\n"
    assert said(read_one(text)) == []
    text = f"{TITLE}槐荫路：东起沙田路，西至旧城路。缘由是街旁有槐荫亭，是一个老地名。\n"
    assert read_one(text).problems == ()


@pytest.mark.parametrize(
    ("name", "heading", "read", "told"),
    [
        ("天湖里", "一、道路", False, "四面都有界线"),
        ("天湖里", "一、居民点（1个）", False, None),
        ("翠园坊", "一、住宅小区", False, None),
        ("环湖路", "一、道路", True, "端点多于两个"),
        ("环湖路", "一、居民点", True, "端点多于两个"),
    ],
)
def test_what_is_said_to_be_an_area_is_not_read(name, heading, read, told):
    bounds = "东至滨湖北路，南至滨湖路，西至沧杉路，北至东屿北路"
    reading = read_one(
        f"{TITLE}{heading}\n1.{name}：位于南岭区，{bounds}。\n三、道路\n1.石榴巷，南起槐荫路，北至河滩。\n"
    )
    assert ([entry.name for entry in reading.entries] == [name, "石榴巷"]) is read
    messages = [problem.message.zh for problem in reading.problems]
    assert (told is None and messages == []) or (told is not None and told in messages[0])


@pytest.mark.parametrize(
    ("bracket", "heading", "former"),
    [
        ("原纬七路", "更名道路", "纬七路"),
        ("原3号路", "更名道路", "3号路"),
        ("规划纬七路", "更名道路", None),
        ("原纬七路", "命名道路", None),
    ],
)
def test_a_number_that_a_road_had_is_the_name_given_up_among_renamings(bracket, heading, former):
    (entry,) = read_one(f"{TITLE}一、{heading}（1条）\n1.班超路（{bracket}），起于桂花大道，止于黄河路。\n").entries
    assert (entry.name, entry.former_name) == ("班超路", former)
    assert entry.aliases == (() if former else (bracket.removeprefix("原"),))


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("一、居民点", ["槐荫里"]),
        ("居民点命名", ["槐荫里"]),
        ("公园", ["槐荫里", "翠园坊"]),
        ("一、道路", ["槐荫里", "翠园坊"]),
    ],
)
def test_under_a_heading_of_other_things_only_what_runs_from_end_to_end_is_read(heading, names):
    """An unmarked 公园 may be of a page's menu."""
    told = "1.槐荫里：南起乙路，北至丙路。\n2.翠园坊：位于南岭区，长200米。\n"
    assert [entry.name for entry in read_one(f"{TITLE}{heading}\n{told}").entries] == names
