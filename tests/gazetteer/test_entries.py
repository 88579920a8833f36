"""What a clause becomes: its division by kind, corrections, splits, short names; and nothing in silence."""

import pytest

from gazetteer.divisions import read_divisions
from gazetteer.documents import Document
from gazetteer.entries import Action, Correction, read_document, readings_json
from gazetteer.no_names import is_no_name

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


@pytest.mark.parametrize("words", ["菜乡大道南侧", "新镇大街", "开发区大道以北", "城南区大道", "推进城镇道路"])
def test_a_division_word_within_a_road_is_no_division(words):
    assert not read_divisions(words)


# a town whose first character makes another word of 区, 县 or 市: 区界, 县东, 市府
TOWNS_BEHIND = [
    ("平岭区", "界湾镇"),
    ("平岭区", "域城镇"),
    ("平岭区", "大街街道"),
    ("平岭区", "镇海街道"),
    ("样川县", "东河镇"),
    ("样川县", "城关镇"),
    ("样川县", "府前街道"),
    ("丰州市平岭区", "校场街道"),
    ("蔚县", "南留庄镇"),
    ("敖汉旗", "四家子镇"),
    ("路桥区", "路桥街道"),
    ("二七区", "马寨镇"),
    ("随县", "唐县镇"),
    ("东乡区", "虎圩乡"),
    ("西乡塘区", "衡阳街道"),
    ("经济开发区", "长淮卫镇"),
    ("武胜县", "中心镇"),
    ("铜官区", "朝阳社区街道"),
    ("大名县", "大名镇"),
]


@pytest.mark.parametrize(("district", "town"), TOWNS_BEHIND)
def test_a_town_is_told_from_its_district_whatever_it_begins_with(district, town):
    words = f"{district}{town}境内"
    found = read_divisions(words)
    assert words[slice(*found.district)] == district.removeprefix("丰州市")
    assert [words[slice(*at)] for at in found.subdistricts] == [town]


def test_a_town_is_told_from_a_city_without_districts():
    found = read_divisions("兰河市府前街道")
    assert (found.city, found.district, found.subdistricts) == ((0, 3), None, ((3, 7),))


@pytest.mark.parametrize("above", ["嘉州市", "喀山地区", "临水回族自治州"])
def test_a_city_under_another_or_in_a_prefecture_is_of_the_rank_of_a_district(above):
    words = f"{above}兰河市东山镇"
    found = read_divisions(words)
    assert found.district
    assert words[slice(*found.district)] == "兰河市"
    assert [words[slice(*at)] for at in found.subdistricts] == ["东山镇"]


@pytest.mark.parametrize("town", ["旧县乡", "古县乡", "郊区乡", "东区街道", "旧县镇", "小金湾东乡族乡"])
def test_a_town_may_hold_the_rank_of_a_district_in_its_name(town):
    found = read_divisions(f"{town}境内")
    assert (found.district, found.subdistricts) == (None, ((0, len(town)),))


def test_a_town_is_told_from_the_old_quarter_before_it():
    found = read_divisions("老城区西关街道")
    assert (found.district, found.subdistricts) == (None, ((3, 7),))


NO_DIVISIONS = [
    "老街巷的早市",
    "河东夜市",
    "永辉超市",
    "新兴大都市",
    "翠湖嘉苑北区",
    "教师公寓南区",
    "科技学院西区",
    "轧钢厂生活区",
    "北山安置区",
    "湿地保护区",
    "中央商务区",
    "江南名镇",
    "步行街道",
    "水库管理处",
    "东红旗小区",
]


@pytest.mark.parametrize("words", NO_DIVISIONS)
def test_words_that_only_end_as_a_division_does_are_none(words):
    assert not read_divisions(words)
    listed = read_one(
        f"{DECREE}槐荫路\n{words}\n位于青禾镇，东起柳条街，西至旧城路。\n梧桐路：东起柳条街，西至旧城路。\n"
    )
    assert {(entry.district, entry.subdistricts) for entry in listed.entries} <= {(None, ("青禾镇",)), (None, ())}


@pytest.mark.parametrize(
    "name", ["成都市", "辛集市", "城东区", "红旗区", "站前区", "东营区", "北戴河新区", "江南镇", "清水乡", "刘集镇"]
)
def test_a_division_may_end_as_an_ordinary_word_does(name):
    assert read_divisions(f"{name}境内")


@pytest.mark.parametrize(
    ("place", "district", "subdistricts"),
    [
        ("翠湖嘉苑北区与铁路之间", None, ()),
        ("南岭区与铁路之间", None, ()),
        ("南岭区西河镇与铁路之间", "南岭区", ()),
        ("南岭区西河镇、柳林镇之间", "南岭区", ()),
        ("南岭区西河镇甲路与乙路之间", "南岭区", ("西河镇",)),
    ],
)
def test_what_a_road_lies_between_is_not_its_division(place, district, subdistricts):
    notice = f"样例市民政局关于命名道路的通知\n1. 槐荫路：位于{place}，东起柳条街，西至旧城路。\n"
    (entry,) = read_one(notice).entries
    assert (entry.district, entry.subdistricts) == (district, subdistricts)


def test_a_village_may_be_called_as_a_street_is():
    assert read_divisions("柏木镇大街村").subdistricts == ((0, 3),)


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
        ("青云路的止点，原写为西环路，现改为西二环路", "青云路", "end", "西环路", "西二环路"),
        ("第4行青云路“止点”一栏“西环路”应为“西二环路”", "青云路", "end", "西环路", "西二环路"),
        ("青云路的起点“西环路”系“西二环路”之误", "青云路", "start", "西环路", "西二环路"),
        ("青云路的止点“西二环路”错写成“西环路”", "青云路", "end", "西环路", "西二环路"),
        ("第4项青云路起止点由东起甲路、西至西环路更正为东起甲路、西至西二环路", "青云路", "end", "西环路", "西二环路"),
        ("青云路原为东起甲路，西至西环路，应为东起甲路，西至西二环路", "青云路", "end", "西环路", "西二环路"),
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
    assert reading.problems == ()


def test_a_correction_of_some_other_road_than_the_one_spoken_of_gives_no_name():
    reading = read_one("样例市民政局关于道路命名的更正公告\n我局公告中青云路的“西环路”更正为“西二环路”。\n")
    assert reading.entries == ()
    assert [problem.message.zh for problem in reading.problems] == ["这一句似在更正另一份公告，没有读懂，请核对。"]


def test_a_correction_of_a_whole_clause_tells_the_clause_the_notice_and_only_what_differs():
    reading = read_one(
        "样例市民政局更正公告\n我局《关于命名青云路等道路的公告》（样民告〔2024〕3号）第五条“青云路：东起柳条街，西至旧城路，长860米”，"
        "应为“青云路：东起柳条街，西至旧城路，长680米”，特此更正。\n"
    )
    (entry,) = reading.entries
    assert entry.corrects == Correction(("length",), "第五条", "样民告〔2024〕3号")
    assert (entry.previous_length.min, entry.length.min, entry.previous) == (860, 680, None)
    assert reading.problems == ()
    (told,) = readings_json([reading])["notices"][0]["entries"]
    assert told["corrects"]["fields"]["length"]["wrong"]["text"] == "860"


def test_what_a_length_and_a_width_were_before_they_changed_is_kept():
    """青云路…长度由1200米调整为1500米，宽度由20米调整为30米。"""
    reading = read_one(
        "样例市人民政府关于调整青云路起止点的通知\n青云路起止点由“东起柳条街，西至旧城路”调整为“东起柳条街，西至河滨路”，"
        "长度由1200米调整为1500米，宽度由20米调整为30米。\n"
    )
    (entry,) = reading.entries
    assert [(one.previous_length.min, one.length.min) for one in reading.entries] == [(1200, 1500)]
    assert (entry.previous_width.min, entry.width.min) == (20, 30)
    assert reading.problems == ()


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


def test_parts_of_a_road_divided_in_two_are_renamed_and_nothing_is_left_of_it():
    entries = read_one("关于道路更名的通知\n1.将长征路以人民广场为界分为“长征东路”、“长征西路”。\n").entries
    assert [(entry.action, entry.former_name, entry.name, entry.partial, entry.divided) for entry in entries] == [
        (Action.RENAMING, "长征路", "长征东路", True, True),
        (Action.RENAMING, "长征路", "长征西路", True, True),
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


@pytest.mark.parametrize("name", ["延长路", "延伸街", "望江路", "请安巷"])
def test_a_name_alone_on_its_line_is_no_heading_and_no_saying(name):
    for beside in ("", " Mouming Lu"):
        reading = read_one(
            f"样例市人民政府关于{name}等道路命名的通知\n1.{name}{beside}\n东起甲河，西至乙桥，长300米。\n"
        )
        assert [entry.name for entry in reading.entries] == [name]


def test_a_house_is_no_road():
    reading = read_one(
        f"{DECREE}1.麦穗路：东起灌河，西至稻香街，长300米。\n青禾镇政府（联系地址：青禾镇溪头路66号）。\n"
    )
    assert [entry.name for entry in reading.entries] == ["麦穗路"]


def shown(extent):
    return None if extent is None else tuple(end.text if end else None for end in (extent.start, extent.end))


@pytest.mark.parametrize(
    "clause",
    [
        "原起于甲桥，止于乙桥；调整为起于甲桥，止于丙桥。",
        "原起自甲桥，止于乙桥。现调整为起自甲桥，止于丙桥。",
        "起于甲桥，止于乙桥，现调整为起于甲桥，止于丙桥。",
        "原起点为甲桥，终点为乙桥；现变更为：起点为甲桥，终点为丙桥。",
        "原由甲桥至乙桥；调整后由甲桥至丙桥。",
        "起于甲桥，止于乙桥；现起于甲桥，止于丙桥。",
    ],
)
def test_where_a_road_ran_and_where_it_runs_are_told_apart(clause):
    reading = read_one(f"样例市人民政府关于调整道路起止点的通知\n1.听泉路：{clause}\n")
    (entry,) = reading.entries
    assert (entry.action, shown(entry.previous), shown(entry.extent)) == (
        Action.EXTENT_CHANGE,
        ("甲桥", "乙桥"),
        ("甲桥", "丙桥"),
    )
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("clause", "extent", "is_told"),
    [
        ("原北起甲桥，南至乙桥，现向南延伸至丙桥。", ("甲桥", "丙桥"), False),
        ("原北起甲桥，南至乙桥，现向北延伸至丙桥。", ("丙桥", "乙桥"), False),
        ("原自甲桥至乙桥，现向南延伸至丙桥。", (None, "丙桥"), True),  # neither end was said to lie south
        ("原北起甲桥，南至乙桥，现向北缩短至丙桥。", (None, "丙桥"), True),  # its north end, or its south end northward
    ],
)
def test_the_end_on_the_side_to_which_a_road_grows_moves_and_what_is_not_clear_is_told(clause, extent, is_told):
    reading = read_one(f"样例市人民政府关于调整道路起止点的通知\n1.听泉路：{clause}\n")
    (entry,) = reading.entries
    assert (entry.action, shown(entry.previous)) == (Action.EXTENT_CHANGE, ("甲桥", "乙桥"))
    assert shown(entry.extent) == extent
    assert ["哪一端" in str(problem.message) for problem in reading.problems] == [True] * is_told


@pytest.mark.parametrize(
    ("clause", "district", "beside"),
    [
        ("城东区体育场东门前道路命名为“健儿巷”，北起甲街，南至乙桥。", "城东区", "体育场东门前"),
        ("城东区原水泥厂厂区道路命名为“健儿巷”，北起甲街，南至乙桥。", "城东区", "原水泥厂厂区"),
        ("城东区市第二中学南侧新建道路拟命名为“健儿巷”，北起甲街，南至乙桥。", "城东区", "市第二中学南侧"),
    ],
)
def test_a_district_before_the_words_for_the_place_is_where_the_road_lies(clause, district, beside):
    reading = read_one(f"样例市人民政府关于命名道路的通知\n{clause}\n")
    (entry,) = reading.entries
    assert (entry.name, entry.district, entry.beside) == ("健儿巷", district, beside)
    assert reading.problems == ()


@pytest.mark.parametrize("joint", ["首尾相接", "已首尾相连", "现前后贯通", "相互连通"])
def test_roads_that_meet_are_each_joined_into_one(joint):
    reading = read_one(f"样例市人民政府关于合并道路的通知\n将城东区甲东街、甲西街{joint}，合并为一条，统称“甲大街”。\n")
    assert [entry.former_name for entry in reading.entries] == ["甲东街", "甲西街"]
    assert reading.problems == ()


def test_one_verb_holds_for_all_of_its_list_and_a_bracket_for_one():
    listed = "城东区甲一巷、甲二巷；城西区乙胡同；城南区丙丁街（原东起丁桥，西至戊路）。"
    reading = read_one(f"样例市人民政府关于道路名称的通知\n下列街巷已不存在，名称予以注销：{listed}\n")
    told = [(entry.name, entry.district, entry.extent.start is not None) for entry in reading.entries]
    assert told == [
        ("甲一巷", "城东区", False),
        ("甲二巷", "城东区", False),
        ("乙胡同", "城西区", False),
        ("丙丁街", "城南区", True),
    ]
    assert {entry.action for entry in reading.entries} == {Action.ABOLITION}


@pytest.mark.parametrize(
    ("clause", "before", "now", "kept"),
    [
        ("原北止于甲路，现向北延伸至乙村，南端起点不变。", (None, "甲路"), (None, "乙村"), "start"),
        ("原西至甲路，向西延长至乙村，东端不变。", (None, "甲路"), (None, "乙村"), "start"),
        ("原南起甲路，现向南延伸至乙村，北端止点不变。", ("甲路", None), ("乙村", None), "end"),
        ("原起点为甲路，调整为乙路，止点不变。", ("甲路", None), ("乙路", None), "end"),
        ("原起点甲路，现调整为乙村，止点不变。", ("甲路", None), ("乙村", None), "end"),
        ("止点原为甲路，改为乙路，起点不变。", (None, "甲路"), (None, "乙路"), "start"),
    ],
)
def test_the_end_that_moves_is_the_one_of_which_it_is_said_where_it_was(clause, before, now, kept):
    reading = read_one(f"样例市人民政府关于调整道路起止点的通知\n1.听泉路，{clause}\n")
    (entry,) = reading.entries
    assert (shown(entry.previous), shown(entry.extent)) == (before, now)
    assert getattr(entry.extent, kept).unchanged
    assert reading.problems == ()


def test_a_name_that_may_be_an_end_is_told():
    reading = read_one("样例市人民政府关于调整道路起止点的通知\n1.听泉路，原东起甲路，调整为乙路。\n")
    assert [problem.quote for problem in reading.problems] == ["调整为乙路"]


@pytest.mark.parametrize(
    ("clause", "before", "now"),
    [
        ("听泉路北端由甲路调整为乙村，南端仍为丙路。", ("甲路", None), ("乙村", "丙路")),
        ("听泉路北端由甲路向北延伸至乙村，南端维持丙路不变。", ("甲路", None), ("乙村", "丙路")),
        ("听泉路南端仍为丙路，北端由甲路调整为乙村。", (None, "甲路"), ("丙路", "乙村")),
        ("听泉路，现起点为丙路，终点为甲路，拟变更为：起点不变，终点延伸至乙村。", ("丙路", "甲路"), ("丙路", "乙村")),
        ("听泉路起点保持原有位置不变，终点由甲路延伸至乙村。", (None, "甲路"), (None, "乙村")),
    ],
)
def test_an_end_that_stays_lies_where_it_is_said_to_have_lain(clause, before, now):
    reading = read_one(f"样例市人民政府关于调整道路起止点的通知\n1.{clause}\n")
    (entry,) = reading.entries
    assert (shown(entry.previous), shown(entry.extent)) == (before, now)
    assert reading.problems == ()


@pytest.mark.parametrize(
    "origin",
    [
        "本市系柑橘之乡，故名。",
        "此地素称茶乡，故名。",
        "古称青州，与青禾镇、青禾河相吻合，故命名为听泉路。",
        "当地是著名侨乡，因此得名。",
    ],
)
def test_where_a_name_comes_from_is_no_place_of_the_road(origin):
    reading = read_one(f"样例市人民政府关于命名道路的通知\n1.听泉路：东起甲桥，西至乙桥。{origin}\n")
    (entry,) = reading.entries
    assert (entry.subdistricts, reading.problems) == ((), ())


@pytest.mark.parametrize("old", ["沿江公路", "沿河公路", "沿湖路", "环城公路"])
def test_a_name_that_begins_as_a_filler_is_renamed(old):
    reading = read_one(f"样例市人民政府关于道路更名的通知\n1.{old}更名为听泉路，东起甲桥，西至乙桥。\n")
    assert [(entry.former_name, entry.name) for entry in reading.entries] == [(old, "听泉路")]


@pytest.mark.parametrize(
    ("sentence", "renamed"),
    [
        ("原甲路（东起丁桥，西至戊桥）一同更名为听泉路。", [("甲路", ("丁桥", "戊桥"))]),
        ("原甲路（东起丁桥，西至戊桥），听泉路（东起戊桥，西至己桥）一同更名为听泉路。", [("甲路", ("丁桥", "戊桥"))]),
        (
            "原甲路（东起丁桥，西至戊桥）、原乙路（东起戊桥，西至己桥）一并更名为听泉路。",
            [("甲路", ("丁桥", "戊桥")), ("乙路", ("戊桥", "己桥"))],
        ),
        ("原甲路一同更名为听泉路。", [("甲路", (None, None))]),
    ],
)
def test_a_road_named_and_another_renamed_with_it_are_two(sentence, renamed):
    told = "听泉路：东起庚桥，西至辛桥，长300米。因近听泉，命名听泉路。"
    reading = read_one(f"样例市人民政府关于命名道路的通知\n{told}{sentence}\n")
    named, *others = reading.entries
    assert (named.action, named.former_name, shown(named.extent)) == (Action.NAMING, None, ("庚桥", "辛桥"))
    assert [(entry.former_name, shown(entry.extent)) for entry in others] == renamed
    assert all((entry.name, entry.length) == ("听泉路", None) for entry in others)
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("clause", "end"),
    [
        ("东起甲路，西跨乙路至丙村，故名听泉路。", "丙村"),
        ("东起甲路，西穿过乙路到丙村，命名为听泉路。", "丙村"),
        ("东起甲路，西至丙村，此路地处原青禾乡丁村，保留原地名听泉路。", "丙村"),
        ("东起甲路，西至丙村，因旧有丁桥，沿用老地名“听泉路”。", "丙村"),
    ],
)
def test_a_paragraph_of_prose_ends_in_the_name(clause, end):
    reading = read_one(f"样例市人民政府关于命名道路的通知\n{clause}\n")
    (entry,) = reading.entries
    assert (entry.action, entry.name, shown(entry.extent)) == (Action.NAMING, "听泉路", ("甲路", end))
    assert entry.subdistricts == ()


@pytest.mark.parametrize("prose", ["为同一条高架路", "是同一条高架路", "属于同一条道路"])
def test_prose_that_two_are_one_names_no_road(prose):
    told = f"1.听泉高架路：青禾大道与听泉高架路相连、{prose}。命名后，听泉高架路东起甲桥、西讫乙桥，13.5公里。"
    reading = read_one(f"样例市人民政府关于命名道路的通知\n{told}\n")
    (entry,) = reading.entries
    assert (entry.name, shown(entry.extent), entry.length.min) == ("听泉高架路", ("甲桥", "乙桥"), 13500.0)


def test_a_number_of_metres_without_a_word_behind_the_ends_is_no_length():
    reading = read_one("样例市人民政府关于命名道路的通知\n1.听泉路：东起甲桥，西至乙桥，25米。\n")
    (entry,) = reading.entries
    assert entry.length is None
    assert reading.problems


@pytest.mark.parametrize(
    "aside",
    [
        "长度以实测为准",
        "以步行为主",
        "按习惯称呼定名",
        "永志铭记",
        "有利于提升城区知名度",
        "上述名称已经国家地名信息库查询",
    ],
)
def test_what_is_said_beside_a_road_is_no_problem(aside):
    reading = read_one(f"样例市人民政府关于命名道路的通知\n1.听泉路：东起甲桥，西至乙桥，长300米，{aside}。\n")
    assert (len(reading.entries), reading.problems) == (1, ())


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


def test_an_arrow_begins_a_renaming_of_its_own_whatever_stands_above():
    said = "（一）因含义不清、用字不规范更名的\n\n  甲一路→青柏路\n  甲二路（柳条街至旧城路）→青榆路\n"
    reading = read_one(f"样例市人民政府关于道路更名的批复\n{said}")
    assert [(entry.former_name, entry.name) for entry in reading.entries] == [
        ("甲一路", "青柏路"),
        ("甲二路", "青榆路"),
    ]
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("words", "name"),
    [("其中，最长的一条为青柏大道，长1851米。", "青柏大道"), ("东起甲桥，西至乙桥，故称为青柏大道。", "青柏大道")],
)
def test_words_before_a_name_are_none_of_it(words, name):
    reading = read_one(f"样例市人民政府关于命名道路的通知\n一、{words}\n")
    assert [entry.name for entry in reading.entries] == [name]


@pytest.mark.parametrize("words", ["滨河路两侧等城区24条不规范街", "巷、胡同", "路、街、巷"])
def test_words_that_end_as_a_name_and_count_roads_are_none(words):
    assert is_no_name(words)


@pytest.mark.parametrize("why", ["", "因旧城改造道路已不复存在，", "鉴于道路已灭失，", "因道路拓宽，"])
@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("同意注销“茶亭街”“剪刀巷”2个地名。", ["茶亭街", "剪刀巷"]),
        ("同意撤销茶亭街、剪刀巷的名称。", ["茶亭街", "剪刀巷"]),
        ("取消茶亭街名称。", ["茶亭街"]),
    ],
)
def test_a_reason_before_it_hides_no_cancelling(why, order, names):
    entries = read_one(f"样例市人民政府关于道路命名、销名的批复\n一、{why}{order}\n").entries
    assert [(entry.action, entry.name) for entry in entries] == [(Action.ABOLITION, name) for name in names]


def test_what_is_agreed_in_principle_had_no_former_name():
    said = "原则同意将北河北侧、东至甲路、西至乙路的新建道路（项目名称：纬三路工程）命名为“青柏路”，全长1206.5米。"
    (entry,) = read_one(f"样例市人民政府关于同意命名“青柏路”的批复\n{said}\n").entries
    assert (entry.action, entry.former_name, shown(entry.extent)) == (Action.NAMING, None, ("甲路", "乙路"))


@pytest.mark.parametrize("said", ["属西城街道", "隶属于西城街道", "属于西城街道"])
def test_whose_a_road_is_is_its_subdistrict(said):
    reading = read_one(f"样例市人民政府关于命名道路的通知\n1.听泉路：起于甲桥，止于乙桥，长870米，宽16米，{said}。\n")
    assert ([entry.subdistricts for entry in reading.entries], reading.problems) == ([("西城街道",)], ())


def test_an_order_for_what_follows_ends_the_one_before():
    listed = (
        "一、同意将下列2条街路的起止点进行调整\n（一）甲街向西延伸。调整前西起子路，东至丑路；调整后西起寅路，东至丑路。\n"
        "二、同意将下列新建街路命名\n（一）道南片区\n1.听泉街，西起子路，东至丑路，长1570米，宽25米；\n"
    )
    entries = read_one(f"样例市人民政府关于同意调整甲街起止点及新建街路命名的批复\n{listed}").entries
    assert [(entry.action, entry.name) for entry in entries] == [
        (Action.EXTENT_CHANGE, "甲街"),
        (Action.NAMING, "听泉街"),
    ]


@pytest.mark.parametrize(
    "lead",
    ["针对我市城区部分街路名不副实等问题，现通知如下：", "我局会同江平镇人民政府、边合区管委会踏勘，现请示如下："],
)
def test_no_district_is_made_of_what_a_lead_says_beside(lead):
    reading = read_one(f"样例市人民政府关于命名道路的通知\n{lead}\n1.听泉路：东起甲桥，西至乙桥。\n")
    assert [entry.district for entry in reading.entries] == [None]


@pytest.mark.parametrize("dash", ["——", "—", "－", "~", "至"])
@pytest.mark.parametrize("clause", ["听泉路（甲路{}乙路），长300米。", "听泉路：甲路{}乙路，长300米。"])
def test_a_dash_of_any_length_parts_the_ends(clause, dash):
    (entry,) = read_one(f"样例市人民政府关于命名道路的通知\n1.{clause.format(dash)}\n").entries
    assert (entry.name, shown(entry.extent)) == ("听泉路", ("甲路", "乙路"))


def test_a_range_behind_where_the_road_lies_is_its_ends():
    said = "听泉路　Tīngquán Lù\n位于象湖镇。甲路——乙中学围墙，长1.32千米，宽28米。\n"
    (entry,) = read_one(f"样例市人民政府关于命名道路的公告\n{said}").entries
    assert (entry.name, shown(entry.extent)) == ("听泉路", ("甲路", "乙中学围墙"))


def test_what_an_approval_says_to_a_town_is_none_of_its_names():
    said = "一、同意你镇申报的下列街道名称：\n①听泉街  自甲桥起至乙桥止  长320m、宽5m\n"
    (entry,) = read_one(f"样例市人民政府关于青禾镇街道命名的批复\n青禾镇人民政府：\n{said}").entries
    assert "同意" not in "".join(entry.subdistricts)


def test_an_old_quarter_that_is_rebuilt_is_no_district():
    lead = "因棚户区改造，对下列道路命名如下：\n1.听泉路：东起甲桥，西至乙桥。\n"
    (entry,) = read_one(f"样例市人民政府关于命名道路的通知\n{lead}").entries
    assert entry.district is None


@pytest.mark.parametrize("place", ["", "团结南街西侧自", "城东新区内由"])
def test_where_a_road_lies_is_no_part_of_its_start(place):
    (entry,) = read_one(
        f"样例市人民政府关于命名道路的通知\n拟将{place}甲路至乙路的道路命名为“听泉街”，长820米。\n"
    ).entries
    assert (entry.name, shown(entry.extent)) == ("听泉街", ("甲路", "乙路"))


SEVERAL = "样例市人民政府关于命名、更名、注销部分道路的公告\n"
RUNS = "，东起人民路，西至河滨街"
NO_ACT = "没有说这条道路是命名、更名还是注销，已按命名读入，请核对。"


@pytest.mark.parametrize(
    ("lines", "acts"),
    [
        # what a road's own words order holds over any heading
        (f"一、注销道路\n1.油坊路{RUNS}，命名为油坊路。\n2.面粉路", [Action.NAMING, Action.ABOLITION]),
        # a heading that tells its act ends the one before, whatever its mark
        (f"一、注销道路\n1.油坊路\n命名道路一览表\n面粉路{RUNS}", [Action.ABOLITION, Action.NAMING]),
        # annexes that are only listed order nothing, and each annex begins anew
        (
            f"附件：1.命名道路一览表\n2.注销道路名单\n附件1\n命名道路一览表\n1.油坊路{RUNS}\n附件2\n注销道路名单\n1.面粉路",
            [Action.NAMING, Action.ABOLITION],
        ),
    ],
)
def test_the_nearest_words_that_tell_an_act_hold(lines, acts):
    reading = read_one(SEVERAL + lines + "\n样例市人民政府\n2021年3月4日\n")
    assert [entry.action for entry in reading.entries] == acts
    assert NO_ACT not in [problem.message.zh for problem in reading.problems]


@pytest.mark.parametrize("above", ["", "一、命名道路\n1.船坞路，东起码头，西至船坞。\n二、更名、注销的道路\n"])
def test_an_act_that_nothing_tells_is_asked_for(above):
    reading = read_one(f"{SEVERAL}{above}1.油坊路{RUNS}。\n样例市人民政府\n2021年3月4日\n")
    assert [problem.quote[:3] for problem in reading.problems if problem.message.zh == NO_ACT] == ["油坊路"]


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("甲路至乙路。", ("甲路", "乙路")),
        ("甲路到乙路，宽9米。", ("甲路", "乙路")),
        ("从甲路到乙路。", ("甲路", "乙路")),
        ("起甲路，到乙路。", ("甲路", "乙路")),
        ("南起甲路，经丙街，到乙路。", ("甲路", "乙路")),
    ],
)
def test_a_range_behind_a_name_is_its_ends_whichever_words_part_it(said, ends):
    reading = read_one(f"样例市人民政府关于命名道路的通知\n1.听泉路，{said}\n")
    (entry,) = reading.entries
    assert (entry.name, shown(entry.extent), reading.problems) == ("听泉路", ends, ())


def test_figures_that_only_blanks_part_from_an_end_are_no_part_of_it():
    reading = read_one("样例市人民政府关于命名道路的通知\n现将道路名称公布如下：\n1.听泉路 青石路至白石路 500米\n")
    (entry,) = reading.entries
    assert shown(entry.extent) == ("青石路", "白石路")
    assert [problem.quote for problem in reading.problems] == ["500米"]


@pytest.mark.parametrize("said", ["连接东岭与西岭的重要通道", "城区主要干道", "全镇的交通要道", "进出车站的便捷通道"])
def test_what_a_road_is_for_is_no_name(said):
    for clause in (f"听泉路是{said}，东起青石路，西至白石路", f"听泉路，东起青石路，西至白石路，是{said}"):
        reading = read_one(f"样例市人民政府关于命名道路的通知\n1.{clause}。\n")
        assert [entry.name for entry in reading.entries] == ["听泉路"]
        assert reading.problems == ()


@pytest.mark.parametrize(
    ("order", "renamed"),
    [
        ("撤销“甲巷”“乙巷”两个名称，所涉路段分别改称“丙街”“丁街”", {("丙街", "甲巷"), ("丁街", "乙巷")}),
        ("取消甲巷、乙巷名称，相应路段统一改称丙街", {("丙街", "甲巷"), ("丙街", "乙巷")}),
        ("甲巷、乙巷现已贯通，统一使用丙街名称", {("丙街", "甲巷"), ("丙街", "乙巷")}),
        ("甲巷与乙巷首尾相连，合并后统一使用“丙街”", {("丙街", "甲巷"), ("丙街", "乙巷")}),
        ("甲巷（东起老街，西至桥头）、乙巷（东起桥头，西至河沿）合并为丙街", {("丙街", "甲巷"), ("丙街", "乙巷")}),
        ("甲巷（东起老街）、乙巷（东起桥头）分别更名为丙街、丁街", {("丙街", "甲巷"), ("丁街", "乙巷")}),
    ],
)
def test_roads_that_go_into_others_are_each_renamed(order, renamed):
    reading = read_one(f"样例市人民政府关于更名道路的通知\n1.{order}。\n")
    assert {(entry.name, entry.former_name) for entry in reading.entries} == renamed
    assert {entry.action for entry in reading.entries} == {Action.RENAMING}


@pytest.mark.parametrize(
    "aside",
    [
        "距离青石车站约300米",
        "路面已进行黑色化改造",
        "系青石集团投资新修的路",
        "且是进入青石镇的主路",
        "考虑到青石路与白石路都是主干道",
    ],
)
def test_what_is_told_beside_the_facts_is_no_problem(aside):
    reading = read_one(f"样例市人民政府关于命名道路的通知\n1.听泉路，东起青石路，西至白石路，{aside}。\n")
    assert [(entry.name, shown(entry.extent)) for entry in reading.entries] == [("听泉路", ("青石路", "白石路"))]
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("words", "district", "subdistricts"),
    [
        ("同意甲河区柏木镇、红湘街道下列道路", "甲河区", ("柏木镇", "红湘街道")),
        ("原则同意对甲河区", "甲河区", ()),
        ("经研究批准甲河区柏木镇", "甲河区", ("柏木镇",)),
        ("审核通过甲河县柏木镇", "甲河县", ("柏木镇",)),
        ("核准样例市甲河区", "甲河区", ()),
        ("审定城区部分道路", None, ()),
        ("面向社会公开征集红湘街道上岭村", None, ("红湘街道",)),
        ("公布城东街道", None, ("城东街道",)),
        ("规范甲河区柏木镇", "甲河区", ("柏木镇",)),
        ("做好甲河区", "甲河区", ()),
        ("调整地区", None, ()),
        ("公开征集湘水城区部分道路名称", None, ()),
        ("同心县柏木镇", "同心县", ("柏木镇",)),  # names that begin as such a verb does
        ("通化县", "通化县", ()),
        ("会同县柏木镇", "会同县", ("柏木镇",)),
    ],
)
def test_a_verb_is_no_part_of_the_division_behind_it(words, district, subdistricts):
    found = read_divisions(words)
    assert found.district is None if district is None else words[slice(*found.district)] == district
    assert tuple(words[slice(*at)] for at in found.subdistricts) == subdistricts


@pytest.mark.parametrize(
    ("addressed", "told", "district"),
    [
        ("甲河区人民政府：", "许可甲河区", "甲河区"),  # the verb is not known: the district stands alone elsewhere
        ("市民政局：", "优化城区", None),  # nothing proves it a place
        ("湘水县人民政府：", "湘水城区", "湘水城区"),
    ],
)
def test_a_district_is_as_the_notice_names_it_where_it_stands_alone(addressed, told, district):
    text = (
        f"样例省民政厅关于命名部分道路的批复\n{addressed}\n一、{told}\n1.听泉路，东起甲街，西至乙街。\n样例省民政厅\n"
    )
    (entry,) = read_one(text).entries
    assert entry.district == district


def test_a_road_that_lies_in_a_part_of_town_lies_there():
    text = "样例县人民政府关于命名部分道路的通知\n1.听泉路，位于南岸新城区，东起甲街，西至乙街。\n样例县人民政府\n"
    (entry,) = read_one(text).entries
    assert entry.district == "南岸新城区"


def test_a_count_ends_at_the_next_heading_that_stands_as_high_though_it_counts_nothing():
    text = (
        "样例市民政局关于命名部分道路的公告\n一、命名（3条）\n（一）甲河区（2条）\n1.听泉路，东起甲街，西至乙街。\n"
        "2.听雨路，东起甲街，西至乙街。\n（二）乙河区\n听风路，东起甲街，西至乙街。\n样例市民政局\n2021年3月4日\n"
    )
    assert read_one(text).problems == ()


def test_headings_in_brackets_without_end_are_read_to_the_end():
    text = "样例市民政局关于命名部分道路的公告\n" + "【甲河区】" * 2000 + "听泉路，东起甲街，西至乙街。\n样例市民政局\n"
    assert len(read_document(Document("entries", text))) <= 1


@pytest.mark.parametrize("act", ["（一）撤销", "▲撤销", "丙、撤销部分", "撤销："])
def test_a_division_without_a_mark_stands_below_the_act_above_it(act):
    roads = "甲河区\n听泉路\n乙河区\n听雨路、听风路\n样例市民政局\n2021年3月4日\n"
    text = f"样例市民政局关于命名、撤销部分道路的公告\n{act}\n{roads}"
    told = [(entry.name, entry.district, entry.action) for entry in read_one(text).entries]
    gone = Action.ABOLITION
    assert told == [("听泉路", "甲河区", gone), ("听雨路", "乙河区", gone), ("听风路", "乙河区", gone)]


ABOVE = "样例市民政局关于命名、更名、撤销部分道路的公告\n一、命名\n（一）北区\n1.听泉路，东起甲街，西至乙街。\n"


@pytest.mark.parametrize(
    ("lines", "district", "subdistricts"),
    [
        ("（二）甲河区。2.听雨路，东起甲街，西至乙街。", "甲河区", ()),
        ("（二）甲河区（1条）。将东起甲街、西至乙街的道路命名为听雨路。", "甲河区", ()),
        ("（二）柏木镇。听雨路，东起甲街，西至乙街。", None, ("柏木镇",)),
        ("【甲河区】\n①听雨路，东起甲街，西至乙街。", "甲河区", ()),
        ("〔甲河区〕①听雨路，东起甲街，西至乙街。", "甲河区", ()),
        ("（二）科技城\n1.听雨路，东起甲街，西至乙街。", "科技城", ()),
        ("（二）甲河区\n柏木镇\n听雨路，东起甲街，西至乙街。", "甲河区", ("柏木镇",)),
        (
            "（二）甲河区\n柏木镇\n听风路，东起甲街，西至乙街。\n石塘街道\n听雨路，东起甲街，西至乙街。",
            "甲河区",
            ("石塘街道",),
        ),
    ],
)
def test_the_division_that_heads_a_road_is_its_own(lines, district, subdistricts):
    entry = next(entry for entry in read_one(f"{ABOVE}{lines}\n样例市民政局\n").entries if entry.name == "听雨路")
    assert entry.action is Action.NAMING
    assert entry.subdistricts == subdistricts
    assert entry.district == district


@pytest.mark.parametrize(
    ("clause", "start", "end"),
    [
        ("听雨路：东端由“东至甲街”调整为“东至乙街”，西端不变。", None, "乙街"),
        ("听雨路止点由甲街延长至乙街后，起点仍为丙街。", "丙街", "乙街"),
        ("听雨路由现止点向南延伸至乙街。", None, "乙街"),
        ("听雨路自现起点继续向北延伸至乙街。", "乙街", None),
        ("听雨路调整后北起丙街，南至乙街。", "丙街", "乙街"),
        ("听雨路，原起止点为丙街至甲街，现调整为丙街至乙街。", "丙街", "乙街"),
        ("听雨路起止点由丙街至甲街调整为丙街至乙街。", "丙街", "乙街"),
    ],
)
def test_an_end_that_moved_is_the_place_alone(clause, start, end):
    (entry,) = read_one(f"样例市民政局关于调整部分道路起止点的公告\n1.{clause}\n样例市民政局\n").entries
    assert entry.action is Action.EXTENT_CHANGE
    assert shown(entry.extent) == (start, end)


@pytest.mark.parametrize(
    ("clause", "pairs"),
    [
        ("原“甲路”与“乙路”拟合并，统称为“丙路”", [("丙路", "甲路"), ("丙路", "乙路")]),
        ("将原“甲路”和原“乙路”合并，合称“丙路”", [("丙路", "甲路"), ("丙路", "乙路")]),
        ("将原“甲路”“乙路”更名为“丙路”“丁路”", [("丙路", "甲路"), ("丁路", "乙路")]),
        ("原“甲路”“乙路”“戊路”分别更名为“丙路”“丁路”“己路”", [("丙路", "甲路"), ("丁路", "乙路"), ("己路", "戊路")]),
    ],
)
def test_former_names_side_by_side_are_all_read(clause, pairs):
    reading = read_one(f"样例市民政局关于更名部分道路的公告\n1.{clause}。\n样例市民政局\n")
    assert [(entry.name, entry.former_name) for entry in reading.entries] == pairs


@pytest.mark.parametrize(
    "clause",
    [
        "因改造，原“听雨路”已灭失，予以废止。",
        "因拆迁，原听雨路已不存在，同意撤销。",
    ],
)
def test_a_road_that_is_gone_is_cancelled(clause):
    (entry,) = read_one(f"样例市民政局关于命名、撤销部分道路的公告\n1.{clause}\n样例市民政局\n").entries
    assert (entry.name, entry.action) == ("听雨路", Action.ABOLITION)


@pytest.mark.parametrize(
    "together",
    ["两条道路均南起甲街，北止乙街，宽均为8米", "两条路均为南北走向，均南起甲街，北至乙街，均宽8米"],
)
def test_what_is_told_of_both_roads_is_told_of_each_and_of_no_other(together):
    clause = f"将丙街南侧的道路命名为丁街；东侧一条命名为东巷，西侧一条命名为西巷，{together}"
    reading = read_one(f"样例市民政局关于命名部分道路的公告\n1.{clause}。\n样例市民政局\n")
    told = {entry.name: (*shown(entry.extent), entry.width is not None) for entry in reading.entries}
    assert told == {"丁街": (None, None, False), "东巷": ("甲街", "乙街", True), "西巷": ("甲街", "乙街", True)}


@pytest.mark.parametrize(
    "words",
    [
        "已成一线",
        "实为一条路",
        "两街",
        "中段穿越高速公路连接线",
        "路段称人民西路",
        "现称胜利巷",
        "一批老街巷",
        "部分历史街巷",
        "养护路段",
    ],
)
def test_words_that_say_something_of_a_road_are_no_name_of_one(words):
    assert is_no_name(words)


@pytest.mark.parametrize("name", ["称心街", "实验路", "仁和街", "成就路", "老街", "共同一路", "贯中路"])
def test_a_name_may_hold_such_characters(name):
    assert not is_no_name(name)


@pytest.mark.parametrize(
    "name", ["将台路", "起凤街", "取水巷", "原平路", "即墨路", "由义巷", "自强路", "因缘路", "经一路"]
)
@pytest.mark.parametrize(
    "clause", ["1.{}：东起甲山路，西至乙山路。", "1.{}，东起甲山路，西至乙山路。", "1.{}（东起甲山路，西至乙山路）。"]
)
def test_a_name_may_begin_as_grammar_does(clause, name):
    (entry,) = read_one(f"{DECREE}{clause.format(name)}\n").entries
    assert (entry.name, entry.extent.start.text, entry.extent.end.text) == (name, "甲山路", "乙山路")


@pytest.mark.parametrize(
    ("clause", "former"),
    [
        ("将柳巷更名为丙山路", "柳巷"),
        ("将柳巷（东起乙路，西至丁路）更名为丙山路", "柳巷"),
        ("对老街更名为丙山路", "老街"),
        ("原花街更名为丙山路", "花街"),
        ("将起凤街更名为丙山路", "起凤街"),
        ("将将军路更名为丙山路", "将军路"),
        ("将原平路更名为丙山路", "原平路"),
    ],
)
def test_what_stands_before_a_short_name_is_no_part_of_it(clause, former):
    (entry,) = read_one(f"青禾镇人民政府关于更名道路的通知\n1.{clause}。\n").entries
    assert (entry.name, entry.former_name) == ("丙山路", former)


@pytest.mark.parametrize("title", ["更换路名牌、门楼牌", "更换街名牌并实施道路养护", "集中更换路名牌"])
def test_plates_and_works_name_no_road(title):
    said = (
        "为迎接检查，定于6月起对城区部分街路更换路名牌。\n一、更换路名牌的街路为：甲街（东起乙路，西至丙路）、"
        "丁街（东起戊路，西至己街），路名均按原批准的标准名称书写，不作变更。\n"
        "二、养护路段：南起甲街，北至丁街，长1.8公里、宽30米的广场路将半幅封闭。\n"
    )
    assert read_document(Document("plates", f"样例区关于{title}的通告\n{said}")) == ()


@pytest.mark.parametrize("past", ["于1984年并入乙路", "于1966年改称乙路", "于1970年1月更名为乙路"])
def test_what_was_done_once_is_no_order(past):
    said = f"一、恢复“甲塘路”名称。甲塘路{past}，自今日起分出，南起丙街，北至丁街，恢复命名为甲塘路。\n"
    (entry,) = read_one(f"样例市人民政府关于恢复路名的公告\n{said}").entries
    assert (entry.action, entry.name, entry.former_name) == (Action.NAMING, "甲塘路", None)


@pytest.mark.parametrize(
    ("length", "metres"), [("2310米", 2310), ("236.5米", 236.5), ("95米", None), ("36米", None), ("149米", None)]
)
def test_metres_alone_are_a_length_only_where_no_road_is_so_wide(length, metres):
    reading = read_one(f"样例市人民政府关于命名道路的通知\n1、听泉路  南起江堤，北止甲街，{length}\n")
    (entry,) = reading.entries
    assert (entry.length and entry.length.min) == metres
    assert (metres is None) == bool(reading.problems)


@pytest.mark.parametrize("part", ["新城区", "老城区", "城南新区"])
def test_a_part_of_a_town_is_no_district_where_a_district_names_its_roads(part):
    said = f"经批准，{part}2条街路名称已确定，现予以通告。\n1、甲塘街，东起乙路，西至丙路。\n2、丁塘街，东起乙路。\n"
    reading = read_one(f"样例市河东区地名办公室通告\n{said}样例市河东区地名办公室\n2014年7月8日\n")
    assert {entry.district for entry in reading.entries} == {"河东区"}


@pytest.mark.parametrize("called", ["建设时称", "规划图上称", "民间习称", "施工图名", "群众俗称"])
def test_what_a_road_is_called_beside_its_name_is_no_road(called):
    said = f"1.同意将北起甲路，南至乙路的道路命名为听泉巷。该路长640米，宽14米，{called}“纬十七路”。\n"
    (entry,) = read_one(f"样例市人民政府关于命名道路的批复\n{said}").entries
    assert (entry.name, entry.length.min, entry.aliases) == ("听泉巷", 640, ("纬十七路",))


@pytest.mark.parametrize(
    ("act", "clause", "action", "former"),
    [
        ("命名", "听泉路，东起甲路，西至乙路，长325米。", Action.NAMING, None),
        ("更名", "听泉路（原丙路）：东起甲路，西至乙路，长325米。", Action.RENAMING, "丙路"),
        ("命名、更名", "听泉路，东起甲路，西至乙路，长325米。", Action.NAMING, None),
    ],
)
@pytest.mark.parametrize("before", ["公告第三项内容应为：", "二、第三条更正为"])
def test_a_clause_told_anew_orders_what_the_notice_corrected_did(act, clause, action, former, before):
    lead = f"我局于2023年5月3日发布的《关于道路{act}的公告》中，部分内容有误，现更正如下："
    reading = read_one(f"样例市民政局关于道路{act}公告的更正公告\n{lead}\n{before}“{clause}”\n样例市民政局\n")
    (entry,) = reading.entries
    assert (entry.action, entry.former_name, shown(entry.extent)) == (action, former, ("甲路", "乙路"))
    assert any("更正" in problem.message.zh for problem in reading.problems)


@pytest.mark.parametrize("fate", ["已建成住宅小区", "现已改建为停车场", "已拆除", "现已成为公园绿地"])
@pytest.mark.parametrize("order", ["名称同时注销", "予以销名"])
def test_a_road_that_became_something_else_is_cancelled_and_announces_nothing(fate, order):
    said = f"一、甲塘支路{fate}，{order}。\n二、将乙塘路更名为丙塘路。\n"
    reading = read_one(f"样例市人民政府关于道路更名和销名的公告\n{said}")
    assert [(entry.action, entry.name) for entry in reading.entries] == [
        (Action.ABOLITION, "甲塘支路"),
        (Action.RENAMING, "丙塘路"),
    ]


@pytest.mark.parametrize("era", ["“文革”中改为", "“文革”期间改称", "“四清”时更名为"])
def test_what_was_renamed_in_a_time_gone_by_is_no_order(era):
    said = f"一、{era}红卫路，现将红卫路恢复为书院路，东起甲街，西至乙街。\n"
    reading = read_one(f"样例市人民政府关于恢复路名的公告\n{said}")
    assert [(entry.name, entry.former_name) for entry in reading.entries] == [("书院路", "红卫路")]


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("（南从甲街到北面的铁路桥）", ("甲街", "南"), ("铁路桥", "北")),
        ("，西从218国道至东侧的乙街", ("218国道", "西"), ("乙街", "东")),
        ("，起点：甲街（南），止点：乙街（北侧）", ("甲街", "南"), ("乙街", "北")),
    ],
)
def test_the_side_told_within_the_words_of_an_end_is_no_part_of_it(said, start, end):
    (entry,) = read_one(f"样例市民政局关于命名道路的公告\n1.听泉路{said}。\n样例市民政局\n").entries
    told = (entry.extent.start, entry.extent.end)
    assert [(one.text, one.side) for one in told] == [start, end]


def test_in_a_table_the_side_in_a_bracket_behind_an_end_is_its_side():
    table = "编号\t标准名称\t起点\t讫点\t长(m)\n01\t听泉街\t甲路（东）\t乙桥引道（西）\t3850\n"
    (entry,) = read_one(f"样例市人民政府关于街路命名的公告\n现命名下列街路：\n{table}样例市人民政府\n").entries
    told = (entry.extent.start, entry.extent.end)
    assert [(one.text, one.side) for one in told] == [("甲路", "东"), ("乙桥引道", "西")]


def test_what_is_made_a_standard_name_is_not_called_standard():
    said = "经审核，确定“听泉路”等2个名称为标准地名。\n听泉路\n东起甲路，西至乙路。\n听雨弄\n东起甲路，西至乙路。\n"
    reading = read_one(f"样例县民政局关于听泉路等地名命名的批复\n{said}样例县民政局\n")
    assert [entry.name for entry in reading.entries] == ["听泉路", "听雨弄"]


def test_the_ends_of_before_and_now_told_by_labels():
    clause = "①听泉路。原起点：甲路；原终点：乙路；现起点：甲路；现终点：丙路。"
    (entry,) = read_one(f"样例区民政局关于调整部分道路起止点的通告\n{clause}\n样例区民政局\n").entries
    assert (shown(entry.previous), shown(entry.extent)) == (("甲路", "乙路"), ("甲路", "丙路"))


@pytest.mark.parametrize(
    "said",
    [
        "“甲塘路”与“乙塘路”为同一条路，统一规范为“甲塘路”",
        "甲塘路、乙塘路首尾相接，系同一条道路，现统一称为甲塘路",
        "将“甲塘路”与“乙塘路”合并，合并后称“甲塘路”",
    ],
)
def test_of_two_that_are_one_road_the_one_that_gives_the_name_is_not_renamed(said):
    reading = read_one(f"样例市人民政府关于道路更名的通知\n一、{said}，东起丙街，西至丁街。\n")
    assert [(entry.name, entry.former_name) for entry in reading.entries] == [("甲塘路", "乙塘路")]


@pytest.mark.parametrize("kept", ["渠东路段沿用“甲塘路”名称", "渠以东路段继续使用“甲塘路”名称"])
@pytest.mark.parametrize("part", ["渠西路段", "石渠以西路段"])
def test_a_part_that_keeps_the_name_leaves_a_part_renamed(kept, part):
    said = f"一、以石渠为界，将“甲塘路”分为两条路：{kept}，东起丙街，西至石渠；{part}更名为“乙塘路”，西至丁街。\n"
    reading = read_one(f"样例市人民政府关于道路更名的通知\n{said}")
    (renamed,) = (entry for entry in reading.entries if entry.name == "乙塘路")
    assert (renamed.action, renamed.former_name, renamed.partial) == (Action.RENAMING, "甲塘路", True)


@pytest.mark.parametrize(
    "refused",
    [
        "你局提出将甲塘路更名为“乙塘路”，经征求意见，沿线居民反对，暂不更名。",
        "关于将“甲塘路”更名为“乙塘路”的建议。甲塘路南起丙街，北至丁街，门牌已经编定。按照规定，目前不宜更名。",
        "居民建议将甲塘路更名为乙塘路，因门牌已经编定，维持原名。",
    ],
)
def test_what_is_refused_behind_is_no_entry(refused):
    reading = read_one(f"样例市人民政府关于道路更名的批复\n一、戊路更名为己路，东起丙街。\n二、{refused}\n")
    assert [entry.name for entry in reading.entries] == ["己路"]
    assert reading.problems


def test_what_is_asked_for_and_agreed_to_is_an_entry():
    said = "一、你局申请将甲巷更名为乙巷，考虑到甲巷与丙巷重名，同意更名为乙巷，东起丁路，不再使用甲巷名称。\n"
    (entry,) = read_one(f"样例市人民政府关于道路更名的批复\n{said}").entries
    assert (entry.name, entry.former_name) == ("乙巷", "甲巷")


@pytest.mark.parametrize(
    ("clause", "start", "end"),
    [
        ("将丙桥至丁闸口沿河道路命名为听泉路", "丙桥", "丁闸口"),
        ("将起于丙路口，止于丁站的二级公路连接道命名为听泉路", "丙路口", "丁站"),
        ("将起于丙路口，止于丁站的乡村水泥路命名为听泉路", "丙路口", "丁站"),
    ],
)
def test_what_is_named_is_no_part_of_its_end(clause, start, end):
    (entry,) = read_one(f"样例市人民政府关于道路命名的批复\n一、{clause}。\n").entries
    assert shown(entry.extent) == (start, end)


@pytest.mark.parametrize("before", ["原止点", "现状止点", "现终点"])
def test_the_end_before_is_the_place_alone(before):
    (entry,) = read_one(f"样例市民政局关于调整道路起止点的公告\n1.听雨街向东延长，由{before}丙路延长至丁路。\n").entries
    assert (entry.previous.end.text, entry.extent.end.text) == ("丙路", "丁路")


def test_the_city_area_is_no_division_called_yu():
    said = "一、听泉路，起于丙街，止于城西粮库。\n"
    (entry,) = read_one(f"样例市民政局\n关于城区部分道路命名的通知\n{said}").entries
    assert entry.extent.end.text == "城西粮库"


@pytest.mark.parametrize(("asks", "kind"), [("请贵局按程序研究办理", "request"), ("请遵照执行", "decision")])
def test_a_letter_that_asks_is_a_request(asks, kind):
    said = f"现将有关情况函告如下，{asks}：\n一、听泉路，东起丙街，西至丁街。\n"
    assert read_one(f"样例区住房和城乡建设局\n关于道路命名事宜的函\n{said}").notice.kind == kind


@pytest.mark.parametrize("left", ["停止使用", "同时停止使用", "不再使用"])
def test_the_name_that_a_restored_one_drives_out_is_its_former_name(left):
    said = f"1.“甲塘街”。东起丙路，西至丁路。原名已停用多年，现恢复原名，该段现用名“乙塘街”{left}。\n"
    (entry,) = read_one(f"样例市人民政府关于恢复历史街路名称的批复\n一、同意恢复下列街路名称：\n{said}").entries
    assert (entry.action, entry.name, entry.former_name) == (Action.RENAMING, "甲塘街", "乙塘街")


@pytest.mark.parametrize("base", ["地名信息库", "地名数据库", "地名普查"])
def test_house_plates_for_a_base_of_names_order_no_road(base):
    said = f"为配合{base}工作，决定对城区门楼牌进行统一编制。\n一、施工安排\n甲塘路（乙路至丙路）因改造禁止通行。\n"
    assert read_document(Document("plates", f"样例县公安局关于开展城区门楼牌编制工作的公告\n{said}")) == ()


def test_the_end_that_is_told_of_as_it_is_now_is_not_the_other_one():
    said = "1.听泉路现登记止点仍为丙路，建议将听泉路止点由丙路调整至丁路。\n"
    (entry,) = read_one(f"样例市民政局关于调整道路起止点的公告\n{said}").entries
    assert (entry.previous.end.text, shown(entry.extent)) == ("丙路", (None, "丁路"))


def test_a_street_that_heads_roads_beside_towns_is_their_town_and_asked_for():
    roads = "一、柏木镇\n听泉路：东起甲路，西至乙路。\n二、石塘街\n听雨路：东起甲路，西至乙路。\n"
    reading = read_one(f"样例区民政局关于命名部分道路的公告\n{roads}样例区民政局\n")
    assert [entry.subdistricts for entry in reading.entries] == [("柏木镇",), ("石塘街",)]
    assert [problem.quote for problem in reading.problems] == ["二、石塘街"]


@pytest.mark.parametrize(
    ("where", "towns"),
    [
        ("位于甲区波涛街道办事处辖区，", ("波涛街道",)),
        ("位于甲区波涛街道办事处、青松街道办辖区内，", ("波涛街道", "青松街道")),
        ("位于甲区波涛街道、波涛街道办事处辖区，", ("波涛街道",)),
        ("位于甲区兴隆办事处辖区，", ("兴隆办事处",)),
    ],
)
def test_the_office_of_a_town_tells_the_town(where: str, towns: tuple[str, ...]):
    text = f"样例市关于道路命名的通知\n1.槐荫路：{where}东起柳条街，西至旧城路。\n"
    (entry,) = read_one(text).entries
    assert (entry.district, entry.subdistricts) == ("甲区", towns)
    assert tuple(entry.spans[f"subdistricts.{n}"].of(text) for n in range(len(towns))) == towns


@pytest.mark.parametrize(
    ("heading", "district", "zone"),
    [
        ("青云经济开发区内命名或更名的街路和桥梁", "青云经济开发区", None),
        ("青云区辖区内新命名的道路", "青云区", None),
        ("位于青云区的道路（1条）", "青云区", None),
        ("隶属青云区的街巷", "青云区", None),
        ("白鹭工业区范围内道路", "白鹭工业区", None),
        ("滨海新城内的道路", None, "滨海新城"),
        ("临港产业园（1条）", None, "临港产业园"),
        ("临港产业园", None, None),
        ("老城区内道路", None, None),
    ],
)
def test_a_heading_in_any_wording_hands_down_its_district_and_a_park_is_a_zone(heading, district, zone):
    (entry,) = read_one(f"关于命名道路的通知\n一、{heading}\n1. 槐荫路：东起柳条街，西至旧城路。\n").entries
    assert (entry.name, entry.district, entry.zone) == ("槐荫路", district, zone)


@pytest.mark.parametrize(
    "clause",
    [
        "东起柳条街，西至旧城路的街路，拟恢复原名“槐荫路”。",
        "东起柳条街，西至旧城路的街巷恢复老地名槐荫路。",
        "拟恢复旧名槐荫路：东起柳条街，西至旧城路。",
        "恢复历史名称“槐荫路”：东起柳条街，西至旧城路。",
        "东起柳条街，西至旧城路的无名道路恢复原名“槐荫路”。",
    ],
)
def test_an_old_name_restored_where_no_name_is_borne_is_a_naming(clause):
    (entry,) = read_one(f"关于更名、恢复原名的公示\n一、{clause}\n").entries
    assert (entry.action, entry.name, entry.former_name, entry.restored) == (Action.NAMING, "槐荫路", None, True)
    assert (entry.extent.start.text, entry.extent.end.text) == ("柳条街", "旧城路")


def test_an_old_name_restored_to_a_road_with_another_is_a_renaming():
    (entry,) = read_one("关于道路更名的通知\n一、将红旗路恢复原名“槐荫路”。\n").entries
    assert (entry.action, entry.name, entry.former_name) == (Action.RENAMING, "槐荫路", "红旗路")


_REMARKED = [
    ("青云区", "1", "渡口路", "南起青石路，北至云水路", "新命名"),
    ("", "2", "芦苇路", "南起青石路，北至云水路", "更名，原名芦沟二路"),
    ("石坝区", "3", "粮栈路", "南起青石路，北至云水路", "延伸，原北至堤顶路"),
    ("", "4", "货场支路", "南起青石路，北至云水路", "因片区改造注销"),
]


@pytest.mark.parametrize("numbers_first", [False, True])
@pytest.mark.parametrize(("gap", "empty"), [("\t", True), (" | ", True), (" | ", False), ("  ", False), ("\n", False)])
@pytest.mark.parametrize("remark", ["备注", "命名方式", "类型"])
def test_a_districts_cell_over_rows_and_the_acts_of_remarks_hold_however_a_table_is_pasted(
    numbers_first, gap, empty, remark
):
    rows = [("区属", "序号", "标准名称", "位置及起止点", remark), *_REMARKED]
    if numbers_first:
        rows = [(number, district, *rest) for district, number, *rest in rows]
    table = "\n".join(gap.join(cell for cell in row if cell or empty) for row in rows)
    reading = read_one(f"关于渡口路等道路命名、更名、延伸和注销的批复\n附件\n{table}\n")
    assert [(entry.name, entry.action, entry.district, entry.former_name) for entry in reading.entries] == [
        ("渡口路", Action.NAMING, "青云区", None),
        ("芦苇路", Action.RENAMING, "青云区", "芦沟二路"),
        ("粮栈路", Action.EXTENT_CHANGE, "石坝区", None),
        ("货场支路", Action.ABOLITION, "石坝区", None),
    ]
    assert reading.entries[2].previous.end.text == "堤顶路"


def test_a_remark_that_a_road_was_made_longer_without_its_ends_is_told():
    reading = read_one(
        "关于道路命名的通知\n序号\t名称\t起止点\t备注\n1\t粮栈路\t南起青石路，北至云水路\t由堤顶路延伸至此\n"
    )
    (entry,) = reading.entries
    assert entry.action is Action.EXTENT_CHANGE
    assert [problem.quote for problem in reading.problems] == ["由堤顶路延伸至此"]


@pytest.mark.parametrize(
    ("clause", "towns"),
    [
        ("注销渡口街道“模具街”、“通信巷”和光荣街道“三里巷”。", "渡口街道 渡口街道 光荣街道"),
        ("注销渡口街道模具街、通信巷和石坝街道三里巷。", "渡口街道 渡口街道 石坝街道"),
        ("注销渡口街道模具街和石坝街道三里巷。", "渡口街道 石坝街道"),
        ("注销渡口街道模具街以及石坝街道三里巷。", "渡口街道 石坝街道"),
        ("撤销江湾区“模具街”和石坝区“三里巷”。", "江湾区 石坝区"),
        ("撤销江湾区“模具街”和和平区“三里巷”。", "江湾区 和平区"),
        ("注销江湾区模具街、通信巷和石坝区三里巷。", "江湾区 江湾区 石坝区"),
    ],
)
def test_each_road_that_is_cancelled_lies_where_the_words_before_it_say(clause, towns):
    entries = read_one(f"关于注销道路名称的通告\n一、{clause}\n").entries
    assert [entry.district or entry.subdistricts[0] for entry in entries] == towns.split()
    assert {entry.action for entry in entries} == {Action.ABOLITION}


@pytest.mark.parametrize("place", ["渡口街道原", "渡口街道", "位于渡口街道的"])
def test_the_parts_of_a_divided_road_lie_where_it_lay(place):
    clause = f"{place}“兴水路”以中和路为界分为两条道路，北段更名为“兴水北路”，长320米；南段更名为“兴水南路”，长96米。"
    entries = read_one(f"关于道路更名的通告\n一、{clause}\n").entries
    assert [(entry.name, entry.former_name, entry.subdistricts) for entry in entries] == [
        ("兴水北路", "兴水路", ("渡口街道",)),
        ("兴水南路", "兴水路", ("渡口街道",)),
    ]


@pytest.mark.parametrize(
    "told",
    [
        "建成时间2009年",
        "计划于2022年底前完工",
        "质地为沥青混凝土",
        "方位加序数命名",
        "成系列命名",
        "以纪念造船工匠",
        "与荷香路相邻",
        "沿芦苇河右岸",
        "为景观道路",
        "该路名称易与邻市名称混淆",
        "该巷现无名称",
        "该路已于旧城改造时拆除",
        "地名实体不复存在",
        "名不副实",
        "地名属性以规划部门确认的数据为准",
        "无人行道",
        "两侧均未设人行道",
        "该道路2008年9月建成",
        "尚在建设中",
        "该路与现状河东大道相接",
        "整体位于山南侧",
    ],
)
def test_how_a_road_was_named_or_built_is_no_problem(told):
    reading = read_one(f"{DECREE}1. 槐荫路：东起柳条街，西至旧城路，长320米，{told}。\n")
    assert [(entry.name, entry.extent.end.text) for entry in reading.entries] == [("槐荫路", "旧城路")]
    assert not reading.problems


@pytest.mark.parametrize(
    "closing",
    [
        "自本通告发布之日起，各单位和个人应当使用标准名称，原路名停止使用。",
        "请你区抓紧做好路牌、门牌更换及宣传工作，所需经费由你区自行解决。",
        "有关部门要做好门牌设置工作。",
        "以上名称自公告之日起启用。",
    ],
)
def test_what_closes_a_notice_is_of_no_road_above_it(closing):
    reading = read_one(f"{DECREE}一、槐荫路：东起柳条街，西至旧城路，长320米。{closing}\n")
    assert [entry.name for entry in reading.entries] == ["槐荫路"]
    assert not reading.problems


def test_what_closes_a_notice_hides_no_act():
    reading = read_one(
        f"{DECREE}一、槐荫路：东起柳条街，西至旧城路。请你区将红旗街更名为金水街，东起柳条街，西至旧城路。\n"
    )
    assert "金水街" in str([entry.name for entry in reading.entries] + [one.quote for one in reading.problems])


@pytest.mark.parametrize("new", ["银岸小区", "银岸广场", "银岸大厦"])
def test_an_estate_that_is_renamed_is_no_road_however_its_sides_are_told(new):
    estate = f"“蓝色海岸”（位于江湾区，东起新港路，西至云南南路）更名为“{new}”。"
    body = f"一、更名\n{estate}\n二、甲子路更名为乙丑路，东起新港路，西至堤顶路。"
    reading = read_one(f"关于道路、住宅区更名的公告\n{body}\n")
    assert [(entry.name, entry.former_name) for entry in reading.entries] == [("乙丑路", "甲子路")]


@pytest.mark.parametrize("row", ["2 | 东湖街道 | 乙路 | 丁街", "2 | 东湖街道 | 610 | 15"])
def test_a_row_whose_missing_cell_is_not_told_by_its_words_is_a_problem_never_shifted(row):
    """Its town stands there, so another cell is lost."""
    head = "道路命名公告\n序号 | 街道 | 名称 | 起点 | 止点\n1 | 西湖街道 | 甲路 | 丙街 | 丁街\n"
    (reading,) = read_document(Document("spanned", head + row + "\n"))
    assert [entry.name for entry in reading.entries] == ["甲路"]
    assert reading.problems


@pytest.mark.parametrize(
    ("told", "end"),
    [
        ("庞家祠堂路段", "庞家祠堂"),
        ("青石小学路段", "青石小学"),
        ("凤凰桥路段", "凤凰桥"),
        ("人民路路段", "人民路"),
        ("人民路段", "人民路"),
        ("学堂路段", "学堂路"),
    ],
)
def test_the_stretch_behind_an_end_is_no_part_of_it(told, end):
    clause = f"原听雨路（河东路路口至{told}，长1.3千米），变更为“鹿鸣路”。"
    (entry,) = read_one(f"样例市民政局关于道路更名的公告\n{clause}\n").entries
    assert (entry.former_name, entry.extent.end.text) == ("听雨路", end)


@pytest.mark.parametrize("lies", ["与之平行", "与该路平行", "则与其相交"])
def test_a_road_may_be_told_by_how_it_lies_to_the_one_before(lies):
    clauses = f"拟命名的听雨一路西起甲街，东止乙街，全长860米。拟命名的听雨二路{lies}，西起丙街，东止丁街，全长940米。"
    entries = read_one(f"样例市民政局关于道路拟命名的公示\n{clauses}\n").entries
    assert [(entry.name, entry.extent.start.text, entry.length.min) for entry in entries] == [
        ("听雨一路", "甲街", 860),
        ("听雨二路", "丙街", 940),
    ]


@pytest.mark.parametrize("words", ["看看有没有你上班的那条", "你走过的路", "他们修的路", "家门口的小巷", "哪条"])
def test_what_a_headline_asks_its_readers_is_no_name(words):
    assert is_no_name(words)


@pytest.mark.parametrize("name", ["楼下路", "看守巷", "他山路", "门口田路", "有福路"])
def test_a_name_may_hold_characters_of_a_headline(name):
    assert not is_no_name(name)


@pytest.mark.parametrize("said", ["“听雨”寓意润物无声", "“听雨”二字取自诗句", "“听雨”既象征安宁"])
def test_a_word_that_is_explained_is_no_road(said):
    clauses = f"1.听雨路：东起甲街，西至乙街。道路穿过老厂区，{said}。\n2.听风路：东起丙街，西至丁街。\n"
    entries = read_one(f"样例市民政局关于命名道路的通知\n{clauses}").entries
    assert [entry.name for entry in entries] == ["听雨路", "听风路"]


@pytest.mark.parametrize("why", ["因该道路起点为川施大道，止点地处东丘村，", "为便于指位，", ""])
@pytest.mark.parametrize("old", ["阳湾大道", "阳湾路", "阳湾胡同"])
def test_the_name_a_road_had_may_be_told_far_before_its_new_one(why, old):
    clause = f"一、川东大道\n南起川施大道，北至祥和路，长约7650米。该道路原名{old}，{why}故更名为川东大道。\n"
    (entry,) = read_one(f"样例市民政局关于规范道路标准地名的通告\n{clause}").entries
    assert (entry.action, entry.name, entry.former_name) == (Action.RENAMING, "川东大道", old)


@pytest.mark.parametrize(
    "line",
    [
        "组配分类： | 公示公告 | 体裁分类： | 公告 | ",
        "生效日期：    废止日期：",
        "查看原文",
        "无障碍阅读 关怀版 返回首页",
        "举报 | 收藏 | 分享",
        "共 36 条回复，1/2 页",
        "样例吧 关注：402,316贴子：8,117,905",
        "（编辑：周一 审核：王二）",
        "责编：周一 审核：王二 终审：李三",
        "（样例日报记者 周一）",
        "07-09 10:21:16 来源：样例发布微信公众号",
        "2024-06-18 16:40 样例市民政局",
    ],
)
def test_what_a_page_puts_around_a_notice_is_no_problem(line):
    reading = read_one(f"{DECREE}{line}\n1. 槐荫路：东起柳条街，西至旧城路，长320米。\n{line}\n")
    assert [entry.name for entry in reading.entries] == ["槐荫路"]
    assert reading.problems == ()


def test_a_road_named_in_a_lead_in_is_told_of_where_its_own_lines_stand():
    lead = "“槐荫路”留住老城的秋色，“梧桐路”写着江边的旧事。"
    text = f"样例市民政局关于命名道路的通知\n{lead}\n槐荫路\n东起柳条街，西至旧城路。\n梧桐路\n南起甲街，北至乙街。\n"
    assert [entry.quote[:5] for entry in read_one(text).entries] == ["槐荫路东起", "梧桐路南起"]
