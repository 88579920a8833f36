"""Random entries written in each clause form read back the same; no text makes the reader fail, hang or stay silent."""

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.documents import Document
from gazetteer.entries import Action, Entry, read_document
from tests.benchmarks.hostile import hostile_texts
from tests.gazetteer.test_reading_corpus import assert_spans_hold

CHARACTERS = st.sampled_from("梅兰竹菊松柏桃李春夏秋冬晨曦云霞清泉碧溪鹤鹭鸿雁琴棋诗画")
STEMS = st.lists(CHARACTERS, min_size=2, max_size=3).map("".join)
ROADS = st.tuples(STEMS, st.sampled_from(["路", "街", "大道", "巷", "西路", "七路", "胡同"])).map("".join)
PLACES = st.one_of(
    ROADS,
    ROADS.map("规划{}".format),
    st.tuples(STEMS, st.sampled_from(["小区南门", "河西岸", "山", "小学", "大桥"])).map("".join),
    st.tuples(ROADS, ROADS).map(lambda pair: f"{pair[0]}与{pair[1]}交叉口"),
    STEMS.map("{}大学（兴隆校区）东南角".format),
)
SIDES = st.sampled_from([("东", "西"), ("西", "东"), ("南", "北"), ("北", "南"), ("东南", "西北"), ("西南", "东北")])
WIDTHS = st.sampled_from(
    [("20", 20, 20), ("9~12.5", 9, 12.5), ("3.5-5", 3.5, 5), ("24+9+16", 49, 49), ("32至50", 32, 50)]
)
ENTRIES = st.fixed_dictionaries(
    {"name": ROADS, "start": PLACES, "end": PLACES, "sides": SIDES, "length": st.integers(20, 29999), "width": WIDTHS}
).filter(lambda entry: len({entry["name"], entry["start"], entry["end"]}) == 3)

HEAD = "样例市人民政府关于命名部分道路的通知\n一、新命名道路\n（一）东湖区\n"
AT = "东湖区白云街道、青山街道"
FORMS = {
    "measures first": "1. {name}：长{length}米、宽{width}米，位于{at}辖区内，{a}起{start}，{b}至{end}。",
    "name last": "1.将位于{at}，{a}起{start}，{b}至{end}，长{length}米、宽{width}米的道路命名为{name}。",
    "quoted": "1.同意将位于{at}，{a}起{start}、{b}至{end}，长{length}米，宽{width}米的道路命名为“{name}”。",
    "full stops": "1.{name}。{a}起{start}，{b}止{end}。长{length}米，宽{width}米。位于{at}。",
    "起于止于": "1、{name}，位于{at}，{a}起于{start}，{b}止于{end}，全长约{length}米，红线宽{width}米。",
    "both 至": "（1）{a}至“{start}”、{b}至“{end}”，长{length}米，宽度{width}米，位于{at}的路段命名为“{name}”；",
    "in a bracket": "1.{at}的{name}（{a}起{start}，{b}止{end}，长{length}米，宽{width}米）；",
    "soft": "1.{name}，位于{at}，{a}接{start}，{b}连{end}，长{length}米，宽{width}米。",
    "meeting": "1.{name}，位于{at}，{a}与{start}相接，{b}与{end}相接，长{length}米，宽{width}米。",
    "labels": "1.{name}\n位置：位于{at}\n起点：{a}起{start}\n止点：{b}至{end}\n长度：{length}米\n宽度：{width}米",
    "table": (
        "道路名称 | 所在街道 | 起点 | 止点 | 长度（米） | 宽度（米）\n"
        "{name} | {at} | {a}起{start} | {b}至{end} | {length} | {width}"
    ),
    "kilometres": "1.{name}：{a}起{start}，{b}至{end}，全长{km}公里，路宽{width}米，地处{at}。",
    "working name": "1.同意将位于{at}，{a}起{start}，{b}至{end}的规划三路命名为{name}，长{length}米，宽{width}米。",
    "name twice": "1.{name}：该路{a}起{start}，{b}至{end}，位于{at}，长{length}米，宽{width}米，命名为{name}。",
}


def only_entry(text: str) -> Entry:
    (reading,) = read_document(Document("form", text))
    assert reading.problems == ()
    (entry,) = reading.entries
    return entry


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_entry=ENTRIES)
def test_an_entry_written_in_a_form_reads_back(form, given_entry):
    a, b = given_entry["sides"]
    width, low, high = given_entry["width"]
    words = {key: given_entry[key] for key in ("name", "start", "end", "length")} | {"km": given_entry["length"] / 1000}
    text = HEAD + form.format(a=a, b=b, at=AT, width=width, **words) + "\n样例市人民政府\n2021年5月26日\n"
    entry = only_entry(text)
    assert entry.action is Action.NAMING
    assert entry.name == given_entry["name"]
    assert (entry.extent.start.text, entry.extent.start.side) == (given_entry["start"], a)
    assert (entry.extent.end.text, entry.extent.end.side) == (given_entry["end"], b)
    assert entry.length.min == entry.length.max == given_entry["length"]
    assert (entry.width.min, entry.width.max) == (low, high)
    assert entry.district == "东湖区"
    assert entry.subdistricts == ("白云街道", "青山街道")
    assert entry.extent.start.planned == given_entry["start"].startswith("规划")
    assert_spans_hold(text)


@settings(max_examples=60, deadline=None)
@given(given_entry=ENTRIES, further=PLACES)
def test_a_moved_end_reads_back_with_the_extent_before(given_entry, further):
    a, b = given_entry["sides"]
    name, start, end = given_entry["name"], given_entry["start"], given_entry["end"]
    if further in (name, start, end):
        return
    before, after = f"{a}起{start}，{b}至{end}", f"{a}起{start}，{b}至{further}"
    text = f"样例市关于调整道路起止点的通知\n1.{name}：往{b}延伸，由“{before}”调整为“{after}”。\n"
    entry = only_entry(text)
    assert entry.action is Action.EXTENT_CHANGE
    assert (entry.previous.start.text, entry.previous.end.text) == (start, end)
    assert (entry.extent.start.text, entry.extent.end.text) == (start, further)


@settings(max_examples=60, deadline=None)
@given(old=ROADS, new=ROADS)
def test_a_renaming_reads_back(old, new):
    if old == new:
        return
    for form in (
        "1.将“{old}”更名为“{new}”。",
        "1.原{old}更名为{new}。",
        "1.{new}：原{old}，更名为“{new}”。",
        "1.“{old}”变更为“{new}”。",
    ):
        entry = only_entry("样例市关于道路更名的通知\n" + form.format(old=old, new=new) + "\n")
        assert (entry.action, entry.former_name, entry.name) == (Action.RENAMING, old, new)


CLAUSE = "1.将位于东湖区白云街道，东起梅花路，西至兰花街，长1200米、宽20米的道路命名为竹叶路。"
KEYWORDS = (
    "东起",
    "起",
    "西至",
    "至",
    "命名为",
    "长",
    "宽",
    "位于",
    "米",
    "将",
    "的道路",
    "梅花路",
    "竹叶路",
    "1200",
    "，",
)


# other orders, and the words that carry them
OTHER_CLAUSES = {
    "1.青云路：往南延伸，由“北起梅花路，南至兰花街”调整为“北起梅花路，南至竹叶路”。": ("由", "调整为", "往南延伸"),
    "1.将“青云路”更名为“松针路”。": ("更名为", "将"),
    "1.青云路由原梅花路向东延伸至兰花街。": ("由原", "延伸至", "向东"),
    "1.青云路：南与梅花路相接，北与兰花街相接，长300米。": ("南与", "相接", "北与", "长"),
    "1.注销青云路、松针路、兰花街。": ("注销",),
    "1.青云路拆分为青云东路、青云西路。": ("拆分为",),
    "1.青云路，由梅花路至兰花街，长300米。": ("由", "至"),
    "1.将位于东湖区，起点为梅花路、止点为兰花街的道路命名为“青云路”。": ("起点为", "止点为", "命名为"),
}


@pytest.mark.parametrize(("clause", "keyword"), [(one, word) for one, words in OTHER_CLAUSES.items() for word in words])
def test_a_keyword_taken_out_of_another_order_changes_nothing_or_is_told(clause, keyword):
    def read(text: str) -> tuple[object, int]:
        readings = read_document(Document("mutated", f"样例市关于道路命名和更名的通知\n{text}\n"))
        entries = [
            (entry.action, entry.name, entry.former_name, entry.extent, entry.previous, entry.length)
            for reading in readings
            for entry in reading.entries
        ]
        return entries, sum(len(reading.problems) for reading in readings)

    whole, _ = read(clause)
    mutated, problems = read(clause.replace(keyword, "", 1))
    assert whole
    assert problems or mutated == whole


def told(keyword: str) -> tuple[dict[str, object], int]:
    """The values read of the clause with `keyword` taken out, and how many problems."""
    text = f"样例市关于命名道路的通知\n{CLAUSE.replace(keyword, '', 1)}\n2.松针路：东起梅花路，西至桃李河，长300米。\n"
    (reading,) = read_document(Document("mutated", text))
    values = {
        entry.name: (entry.action, entry.extent, entry.district, entry.subdistricts, entry.length, entry.width)
        for entry in reading.entries
    }
    return values, len(reading.problems)


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_a_keyword_taken_out_changes_nothing_or_is_told(keyword):
    values, problems = told(keyword)
    assert problems or values == told("no such word")[0]


PIECES = st.sampled_from(
    [
        *"（）“”、，。；：路街长宽米原由自兰~|*? \n\u3000Aé",
        *[
            "东起",
            "西至",
            "命名为",
            "更名为",
            "1.",
            "一、",
            "（一）",
            "300",
            "位于",
            "东湖区",
            "白云街道",
            "起止点",
            "调整为",
            "折向北",
            "注销",
            "的道路",
            "序号",
            "名称",
            "起点",
            "止点",
        ],
        *[
            "2021年5月26日",
            "关于",
            "的通知",
            "〔2021〕5号",
            "梅花",
            "取消",
            "延长",
            "变更前",
            "变更后",
            "不变",
            "途经",
            "（Meihua",
            "附件",
            "公示",
        ],
    ]
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_text_of_such_words_makes_the_reader_fail(text):
    assert_spans_hold(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_text_at_all_makes_the_reader_fail(text):
    assert_spans_hold("道路命名 更名 东起" + text)


@pytest.mark.parametrize("name", hostile_texts(0))
def test_a_hostile_text_ends_and_what_is_read_of_it_stands_in_it(name):
    assert_spans_hold(hostile_texts(20_000)[name])


@pytest.mark.parametrize("name", hostile_texts(0))
def test_a_hostile_text_four_times_as_long_takes_no_more_than_four_times_the_steps(name):
    """Steps are calls of functions; those within a regular expression only the benchmark sees (reading_bench)."""
    few, many = (calls_of(hostile_texts(size)[name]) for size in (5_000, 20_000))
    assert many < 4.4 * few + 1000


def calls_of(text: str) -> int:
    """How many functions are called to read a text, those of the interpreter's own among them."""
    calls = 0

    def count(_frame, event, _arg) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_document(Document("hostile", text))
    finally:
        sys.setprofile(before)
    return calls
