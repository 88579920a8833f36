"""What a clause becomes: its division by kind, corrections, splits, short names; and nothing in silence."""

import pytest

from gazetteer.divisions import read_divisions
from gazetteer.documents import Document
from gazetteer.entries import Action, Correction, read_document, readings_json

DECREE = "青禾镇人民政府关于命名道路的通知\n"


def read_one(text):
    (reading,) = read_document(Document("entries", text))
    return reading


@pytest.mark.parametrize(
    ("place", "district", "subdistricts", "beside"),
    [
        ("青禾镇西城街道辖区内", None, ("西城街道",), None),
        ("青禾镇西城街道、东城街道", None, ("西城街道", "东城街道"), None),
        ("青禾镇李家村", None, ("青禾镇",), "李家村"),
        ("青禾镇", None, ("青禾镇",), None),
        ("南岭区青禾镇西城街道", "南岭区", ("西城街道",), None),
        ("南岭区西城街道", "南岭区", ("西城街道",), None),
        ("白石镇北门街道口", None, ("白石镇",), "北门街道口"),
        ("白石镇东城街道", None, ("白石镇", "东城街道"), None),  # another town than the notice's own: both are kept
    ],
)
def test_a_place_is_read_by_the_kind_of_its_parts(place, district, subdistricts, beside):
    (entry,) = read_one(f"{DECREE}1. 槐荫路：位于{place}，东起柳条街，西至旧城路。\n").entries
    assert (entry.district, entry.subdistricts, entry.beside) == (district, subdistricts, beside)


@pytest.mark.parametrize(
    "words",
    [
        "并经区政府同意",
        "报县人民政府批准",
        "经由县民政局审核",
        "根据左亭县县城规划",
        "按照青禾区要求",
        "会同区自然资源局",
        "面向全县征集",
        "新城等片区街道命名",
    ],
)
def test_a_verb_before_an_office_is_no_district(words):
    assert not read_divisions(words)


@pytest.mark.parametrize("name", ["和平区", "从山县", "依安县", "于洪区", "会同县", "全州县", "两当县", "东海县"])
def test_a_district_may_begin_as_a_verb_does(name):
    text = f"{name}青石镇"
    divisions = read_divisions(text)
    assert text[slice(*divisions.district)] == name


@pytest.mark.parametrize(
    ("sentence", "name", "key", "old", "new"),
    [
        ("“青云路”的止点“西环路”应为“西二环路”", "青云路", "end", "西环路", "西二环路"),
        ("青云路的起点西环路应更正为西二环路", "青云路", "start", "西环路", "西二环路"),
        ("“青云路”误写为“清云路”", "青云路", "name", "清云路", "青云路"),
        ("“清云路”有误，现更正为“青云路”", "青云路", "name", "清云路", "青云路"),
        ("青云路长度由1200米更正为1020米", "青云路", "length", "1200", "1020"),
    ],
)
def test_a_correction_tells_the_road_what_of_it_and_both_words(sentence, name, key, old, new):
    reading = read_one(f"样例市民政局更正公告\n我局2024年6月3日发布的道路命名公告中，{sentence}，特此更正。\n")
    (entry,) = reading.entries
    assert (entry.action, entry.name) == (Action.CORRECTION, name)
    told = {
        "end": lambda: (entry.previous.end.text, entry.extent.end.text),
        "start": lambda: (entry.previous.start.text, entry.extent.start.text),
        "name": lambda: (entry.former_name, entry.name),
        "length": lambda: (entry.previous_length.text, entry.length.text),
    }[key]()
    assert told == (old, new)
    assert [problem.message.zh for problem in reading.problems] == ["这是对另一份公告的更正，请对照原公告核对。"]


def test_a_correction_of_a_whole_clause_tells_the_clause_the_notice_and_only_what_differs():
    reading = read_one(
        "样例市民政局更正公告\n我局《关于命名青云路等道路的公告》（样民告〔2024〕3号）第五条“青云路：东起柳条街，西至旧城路，长860米”，"
        "应为“青云路：东起柳条街，西至旧城路，长680米”，特此更正。\n"
    )
    (entry,) = reading.entries
    assert entry.corrects == Correction(("length",), "第五条", "样民告〔2024〕3号")
    assert (entry.previous_length.min, entry.length.min, entry.previous) == (860, 680, None)
    (told,) = readings_json([reading])["notices"][0]["entries"]
    assert told["corrects"]["fields"]["length"]["wrong"]["text"] == "860"


def test_a_value_that_a_page_head_stands_within_is_told_in_pieces():
    text = (
        "样例市人民政府关于命名道路的通知\n1. 槐荫路：长800米，位于南岭区西城街道辖区内，东起柳条街，西至旧城\n"
        "— 12 —\n路北段与运河路交叉口。\n2. 桂花巷：东起槐荫路，西至河边，长120米。\n"
    )
    entry, other = read_one(text).entries
    assert entry.extent.end.text == "旧城路北段与运河路交叉口"
    assert "end" not in entry.spans
    assert [span.of(text) for span in entry.pieces["end"]] == ["旧城", "路北段与运河路交叉口"]
    assert other.pieces == {}


def test_a_correction_that_is_not_understood_is_told():
    reading = read_one("样例市民政局关于道路命名的更正公告\n原公告第三页青云路一栏印刷不清，特此更正。\n")
    assert reading.entries == ()
    assert [problem.message.zh for problem in reading.problems] == ["这一句似在更正另一份公告，没有读懂，请核对。"]


def test_a_road_divided_in_two_named_parts_is_split_into_them():
    entries = read_one("关于道路更名的通知\n1.将长征路以人民广场为界分为“长征东路”、“长征西路”。\n").entries
    assert [(entry.action, entry.former_name, entry.name, entry.partial) for entry in entries] == [
        (Action.SPLIT, "长征路", "长征东路", True),
        (Action.SPLIT, "长征路", "长征西路", True),
    ]


STRETCHES = (
    "样例市民政局关于道路更名的公告\n一、柏树路被铁路分为互不连通的两段，更名如下：\n"
    "1.柏树路路段一，位于河东区，南起甲一街，北至甲二街，更名为金柏路。\n"
    "2.柏树路路段二，位于河东区，南起甲三街，北至甲四街，更名为银柏路。\n"
)


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        (STRETCHES, [True, True]),
        (STRETCHES.replace("位于河东区，南起甲三街", "位于河西区，南起甲三街"), [False, False]),  # of two districts
        (STRETCHES.replace("柏树路被铁路分为互不连通的两段，", "因重名，"), [False, False]),  # of two roads
        (STRETCHES.replace("银柏路", "金柏路"), [False, False]),  # one new name for both
        (STRETCHES.replace("柏树路路段二", "松树路"), [False, False]),
    ],
)
def test_renamings_of_one_road_to_several_names_are_of_its_stretches(text, partial):
    assert [entry.partial for entry in read_one(text).entries] == partial


@pytest.mark.parametrize(
    "body",
    [
        "序号道路名称起点止点长度宽度\n1永阳路中大街南门大街120020\n2琴音路永阳路珍珠路86016\n",
        "详见附件。\n附件：道路命名一览表.doc\n",
    ],
)
def test_a_naming_notice_of_which_no_road_could_be_read_is_not_passed_over(body):
    reading = read_one("样例市人民政府关于部分道路命名的通知\n" + body)
    assert reading.entries == ()
    assert reading.problems


@pytest.mark.parametrize("title", ["道路命名管理办法", "关于印发道路命名工作方案的通知"])
def test_rules_about_naming_name_no_road(title):
    assert read_document(Document("rules", f"{title}\n第一条 道路命名应当规范。\n")) == ()


def test_a_later_short_mention_is_linked_to_the_long_name():
    first = "1.将起点为规划道路（未命名、地名规划方案名“棋湖路”，下同）、止点为高路的道路命名为“高琴路”。\n"
    second = "2.将起点为规划道路、止点为低路的道路命名为“低琴路”。\n"
    entries = read_one("关于命名道路的批复\n" + first + second).entries
    assert [entry.extent.start.refers_to for entry in entries] == [None, "棋湖路"]


@pytest.mark.parametrize(
    "wish",
    [
        "此前有市民建议将青石镇的“采石路”改为“采石老街”，目前没有更名计划。",
        "有网友希望把采石路更名为石匠路。",
        "人大代表建议将“采石路”更名为“石匠路”，将一并研究。",
    ],
)
def test_what_people_wish_is_told_and_no_entry(wish):
    reading = read_one(f"{DECREE}1.麦穗路：东起灌河，西至稻香街，长300米。\n{wish}\n")
    assert [entry.name for entry in reading.entries] == ["麦穗路"]
    assert reading.problems


def test_a_wish_that_was_followed_is_an_order():
    reading = read_one(f"{DECREE}根据群众建议将采石路更名为石匠路，东起灌河，西至稻香街。\n")
    assert [(entry.former_name, entry.name) for entry in reading.entries] == [("采石路", "石匠路")]


def test_a_house_is_no_road():
    reading = read_one(
        f"{DECREE}1.麦穗路：东起灌河，西至稻香街，长300米。\n青禾镇政府（联系地址：青禾镇溪头路66号）。\n"
    )
    assert [entry.name for entry in reading.entries] == ["麦穗路"]


CANCELS = "关于注销部分街路名称的公告\n决定对下列街路名称予以注销，现公告如下：\n"


@pytest.mark.parametrize(
    ("lines", "cancelled"),
    [
        ("剪刀巷（因并入扁担街，路面尚在，名称不再使用）", [("剪刀巷", ())]),
        (
            "扁担街（因旧城改造灭失）\n剪刀巷（已建成小区）\n豆市巷",
            [(name, ()) for name in ("扁担街", "剪刀巷", "豆市巷")],
        ),
        ("1.竹器一巷、竹器二巷，2016年棚改拆除。", [("竹器一巷", ()), ("竹器二巷", ())]),
        ("白石镇  茶亭街、茶亭东街（两街另有新名）", [("茶亭街", ("白石镇",)), ("茶亭东街", ("白石镇",))]),
    ],
)
def test_each_road_of_a_list_that_cancels_is_cancelled_whatever_is_told_of_why(lines, cancelled):
    entries = read_one(f"{CANCELS}{lines}\n自本公告发布之日起，不得再使用上述名称。\n").entries
    assert [(entry.action, entry.name, entry.subdistricts) for entry in entries] == [
        (Action.ABOLITION, *one) for one in cancelled
    ]


@pytest.mark.parametrize("kind", ["等级：镇区主街", "类别：步行街", "道路等级：园区支路", "性质：商业街"])
def test_the_kind_of_a_road_behind_its_label_is_no_road(kind):
    reading = read_one(f"{DECREE}（一）茶亭街\n起点：柳条街\n终点：旧城路\n长度：320米    宽度：12米    {kind}\n")
    assert [(entry.name, entry.length.text, entry.width.text) for entry in reading.entries] == [("茶亭街", "320", "12")]


@pytest.mark.parametrize("thing", ["施工便道现已硬化", "机耕路现已硬化", "村道", "临时便道"])
def test_what_had_no_name_is_no_former_name(thing):
    (entry,) = read_one(f"{DECREE}原{thing}，东起柳条街，西至旧城路，长390米，拟命名为“槐荫巷”。\n").entries
    assert (entry.action, entry.name, entry.former_name) == (Action.NAMING, "槐荫巷", None)


@pytest.mark.parametrize(
    "told", ["其中“丁香巷”原东起柳条街，西至旧城路。", "“丁香巷”原东起柳条街，西至旧城路，现已为广场用地。"]
)
def test_where_a_cancelled_road_ran_is_no_change_of_its_ends(told):
    first, second = read_one(f"关于道路销名的批复\n二、同意废止“丁香巷”“油坊路”2个道路名称。{told}\n").entries
    assert (first.action, second.action) == (Action.ABOLITION, Action.ABOLITION)
    assert [end.text for end in first.extent.termini] == ["柳条街", "旧城路"]
