"""What a notice is, when, and by whom; how a document is cut into notices."""

import pytest

from gazetteer.authorities import find_area
from gazetteer.documents import Document
from gazetteer.entries import missing_fields, read_document, readings_json
from gazetteer.notices import DayBasis, NoticeKind, number_key

RESTATED = """〔按事实重述〕依据：济政办字〔2021〕25号，载济南市人民政府公报2021年第10/11期
发布日期：2021-06-05
济南市人民政府办公厅关于龙驹街等道路命名及调整起止点的通知
济政办字〔2021〕25号
一、新命名道路（1条）
（一）市中区（1条）
1. 龙驹街：位于市中区白马山街道、王官庄街道，东起龙窝沟西路，西至白马山西路，长1300米，宽20米。
二、调整起止点道路（1条）
（一）市中区（1条）
小山路：往南延伸，由“北起南康路，南至丽康路”调整为“北起南康路，南至规划北八路”。
济南市人民政府办公厅
2021年5月26日
"""


def read_one(text):
    (reading,) = read_document(Document("notice", text))
    return reading


def test_suggestions_counted_are_no_roads_counted():
    reading = read_one(
        "样例市民政局关于命名城南片区2条道路的请示\n样民〔2024〕8号\n市人民政府：\n"
        "我局会同管委会征集名称（5月1日至9日共收到名称建议216条）、专家评审，现提出命名意见如下：\n"
        "一、青柏路：南起甲一街，北至甲二街。\n二、青榆路：南起甲三街，北至甲四街。\n样例市民政局\n2024年5月6日\n"
    )
    assert "naming" not in dict(reading.notice.stated_counts)
    assert [problem for problem in reading.problems if "实际读到" in problem.message.zh] == []


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("关于征集青柏县城新建街路名称的公告", "青柏县"),
        ("关于面向社会公开征集柏县道路名称的启事", "柏县"),
        ("关于拟命名青柏县城区道路的公示", "青柏县"),
        ("青柏市中心城区12条道路命名公布", "青柏市"),  # not 市中心
        ("关于我市城区道路命名的公告", None),
        ("全市部分道路更名", None),
        ("市民政局关于规范全市部分道路标准地名的通告", None),
        ("关于公开征集《青柏市柏东区城北片区道路更名方案》意见的公告", "青柏市"),
        ("青柏市对5条道路和14座桥梁命名", "青柏市"),
        ("市中心城区新命名10条道路", None),
    ],
)
def test_the_city_is_told_by_the_title_where_no_office_signs(title, area):
    assert find_area(None, title) == area


def test_a_restated_act_is_marked_and_reads_as_any_other():
    reading = read_one(RESTATED)
    notice = reading.notice
    assert notice.restated
    assert not notice.fictional
    assert notice.source == "济政办字〔2021〕25号，载济南市人民政府公报2021年第10/11期"
    assert notice.document_number == "济政办字〔2021〕25号"
    assert (notice.authority, notice.area) == ("济南市人民政府办公厅", "济南市")
    assert (str(notice.issued_on), str(notice.published_on)) == ("2021-05-26", "2021-06-05")
    assert dict(notice.stated_counts) == {"naming": 1, "extent_change": 1}
    assert reading.problems == ()
    assert [entry.entry_id for entry in reading.entries] == [f"{notice.notice_id}-1", f"{notice.notice_id}-2"]


def test_the_same_act_with_other_blanks_has_the_same_id():
    spaced = RESTATED.replace("长1300米", "长 1300 米").replace("\n", "\n\n")
    assert read_one(spaced).notice.notice_id == read_one(RESTATED).notice.notice_id
    assert read_one(RESTATED.replace("1300", "1301")).notice.notice_id != read_one(RESTATED).notice.notice_id


def test_an_invented_notice_says_so():
    text = (
        "〔虚构〕来源：示例\n样例镇人民政府关于命名道路的通知\n样政字〔2019〕3号\n1. 槐荫路：东起柳条街，西至旧城路。\n"
    )
    notice = read_one(text).notice
    assert notice.fictional
    assert (notice.area, notice.source) == ("样例镇", "示例")
    assert notice.in_force_from()[1] is DayBasis.NUMBERED
    assert str(notice.in_force_from()[0]) == "2019"


ROAD = "1.槐荫路：东起柳条街，西至旧城路，长800米。\n"


@pytest.mark.parametrize("number", ["样政通[2006]40", "（样政字〔2019〕3）", "样民发【2021】112"])
def test_a_number_on_its_line_is_one_though_its_last_word_is_lost(number):
    notice = read_one(f"样例市关于命名道路的通告\n{number}\n{ROAD}").notice
    assert notice.document_number == number.strip("（）")
    assert notice.in_force_from()[1] is DayBasis.NUMBERED


@pytest.mark.parametrize("line", ["[2006]40", "第（2006）40", "槐荫路等道路〔2019〕3条"])
def test_figures_in_brackets_alone_are_no_number(line):
    assert read_one(f"样例市关于命名道路的通告\n{line}\n{ROAD}").notice.document_number is None


@pytest.mark.parametrize(
    ("title", "closing", "kind"),
    [
        ("关于命名道路的通知", "特此通知。", NoticeKind.DECISION),
        ("关于同意命名道路的批复", "此复。", NoticeKind.DECISION),
        ("关于道路命名的公告", "经公示无异议，特此公告。", NoticeKind.DECISION),
        ("关于道路地名的复函", "", NoticeKind.DECISION),
        ("关于拟命名道路的公示", "如有异议，请于7日内反馈意见。", NoticeKind.PROPOSAL),
        ("关于道路命名方案征求意见的公告", "", NoticeKind.PROPOSAL),
        ("关于道路命名的公示", "上述名称已经县人民政府批准，现予以公示。", NoticeKind.DECISION),
        ("关于道路命名的公示", "经县人民政府研究，现公示如下。", NoticeKind.PROPOSAL),
        ("关于拟命名道路的公示", "已经县政府批准后施行，现向社会公示。", NoticeKind.PROPOSAL),
        ("关于公开征集道路名称的公告", "", NoticeKind.PROPOSAL),
        ("对2条道路命名", "征求群众和专家意见之后，市民政局进行了命名。", NoticeKind.DECISION),
        ("对2条道路命名", "上一篇：某线车站装修方案公示", NoticeKind.DECISION),
        ("关于道路命名的请示", "以上当否，请批复。", NoticeKind.REQUEST),
        ("关于道路命名事宜的函", "以上意见妥否，请函复。", NoticeKind.REQUEST),
    ],
)
def test_only_a_decision_decides(title, closing, kind):
    assert read_one(f"样例市民政局{title}\n{ROAD}{closing}\n2021年3月1日\n").notice.kind is kind


@pytest.mark.parametrize(
    ("line", "field", "day"),
    [
        ("二○二一年三月一日", "issued_on", "2021-03-01"),
        ("2021 年 3 月 1 日", "issued_on", "2021-03-01"),
        ("样例市民政局2021年3月1日", "issued_on", "2021-03-01"),
        ("（2021年3月1日印发）", "printed_on", "2021-03-01"),
        ("发布日期：2021-06-05", "published_on", "2021-06-05"),
        ("本通知自2021年4月1日起施行。", "effective_on", "2021-04-01"),
    ],
)
def test_a_day_is_read_where_it_stands(line, field, day):
    notice = read_one(f"样例市民政局关于命名道路的通知\n{ROAD}{line}\n").notice
    assert str(getattr(notice, field)) == day


def test_a_number_that_is_cited_is_not_the_notice_s_own():
    text = "样例市关于命名道路的批复\n你局《关于命名道路的请示》（样民发〔2020〕9号）收悉。\n" + ROAD
    assert read_one(text).notice.document_number is None


def test_a_document_that_names_no_road_gives_nothing():
    assert read_document(Document("other", "样例市人民政府关于供暖的通知\n东起甲路、西至乙路范围内供暖。\n")) == ()
    assert read_document(Document("empty", "")) == ()


def test_a_count_that_is_not_met_is_told_and_not_repaired():
    reading = read_one("样例市关于命名道路的通知\n一、命名道路（3条）\n" + ROAD)
    assert [problem.message.zh for problem in reading.problems] == ["这里说有3条，实际读到1条。"]


def test_what_an_announcement_must_tell_is_listed_for_each_road():
    reading = read_one("样例市关于命名道路的公告\n" + ROAD)
    assert missing_fields(reading.entries[0], reading.notice) == ("romanised", "division", "authority", "approved_on")


def test_each_character_of_a_notice_is_taken_for_something():
    coverage = read_one(RESTATED).coverage
    assert coverage.problem == 0
    assert coverage.share("entry") + coverage.share("heading") + coverage.share("boilerplate") == pytest.approx(1)


def test_the_json_has_the_agreed_shape():
    (notice,) = readings_json([read_one(RESTATED)])["notices"]
    entry = notice["entries"][1]
    assert entry["action"] == "extent_change"
    assert entry["previous"] == {"start": {"side": "北", "text": "南康路"}, "end": {"side": "南", "text": "丽康路"}}
    assert entry["planned"] == ["end"]
    assert notice["entries"][0]["width_m"] == [20, 20]
    assert notice["entries"][0]["subdistricts"] == ["白马山街道", "王官庄街道"]


def test_an_end_that_names_a_road_of_the_notice_by_its_working_number_says_which():
    first = "1.1号路：东起柳条街，西至旧城路，命名为槐荫路。"
    text = f"样例市关于命名道路的通知\n{first}\n2.桂花巷：南起1号路，北至河边，长90米。\n"
    assert read_one(text).entries[1].extent.start.refers_to == "槐荫路"


CLAUSES = "一、丁香路：东起海防路，西至渔港街，长900米。\n二、渔港街：南起丁香路，北至灯塔路。\n"


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("关于丁香路等道路施工期间交通管制的通告", "为保障施工安全，现将有关事项通告如下："),
        ("潮海市公安局关于编制银杏街道门牌的公告", "根据《潮海市地名管理条例》，对已命名道路编制门牌，现公告如下："),
        ("关于12路公交线路命名的公告", "新开公交线路命名如下："),
        ("关于丁香路沿线房屋征收的决定", ""),
    ],
)
def test_roads_of_a_text_about_something_else_are_no_entries(title, lead):
    words = f"{title}\n{lead}\n{CLAUSES}三、原丁香路12号改为丁香路18号，“海防1线”命名为“海防快线”。\n"
    assert read_document(Document("notice", words)) == ()


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("关于丁香路等道路命名的通告", "现将有关事项通告如下："),
        ("关于银杏街道部分道路的批复", "同意对下列道路予以命名："),
        ("关于同意启用丁香路、渔港街名称的批复", "市民政局："),
        ("关于施工结束后丁香路等道路名称的通告", ""),
        ("关于部分道路命名和门牌编制的公告", "现公告如下："),
    ],
)
def test_roads_of_a_text_about_their_names_are(title, lead):
    assert [entry.name for entry in read_one(f"{title}\n{lead}\n{CLAUSES}").entries] == ["丁香路", "渔港街"]


@pytest.mark.parametrize(
    ("number", "other", "same"),
    [
        ("临政发〔2010〕5号", "临政发[2010]05号", True),
        ("临政发〔2010〕5号", "临政发（2010）第５号", True),
        ("臨政發〔2010〕5號", "临政发【2010】5", True),
        ("临政发〔2010〕5号", "临政发〔2010〕50号", False),
        ("临政发〔2010〕5号", "临政办〔2010〕5号", False),
    ],
)
def test_a_number_is_one_however_it_is_written(number, other, same):
    assert (number_key(number) == number_key(other)) is same
