"""What cannot well be in the values read is told of; what a verb orders and nobody read, too."""

import pytest

from gazetteer.documents import Document
from gazetteer.doubts import SHARED_ENDS, UNPAIRED
from gazetteer.drafts import Draft, End, Run
from gazetteer.entries import Action, read_document
from gazetteer.qualms import END_ODD, NAME_ODD, NO_ENDS, NO_FORMER, OWN_END, SAME_NAME, SAME_SIDE, find_qualms
from gazetteer.text import Span, Words

HEAD = "某市人民政府关于道路命名、更名和调整的通知\n某政发〔2023〕5号\n"

ODD = [
    ("夏荫路：东起夏荫路，西至乙路。", OWN_END),
    ("明月路：西起新月路，西至满月路。", SAME_SIDE),
    ("将“红旗路”更名为“红旗路”。", NO_FORMER),
    ("红旗路（原红旗路）：东起甲路，西至乙路。", SAME_NAME),
    ("二、调整起止点道路\n1.小山路。", NO_ENDS),
    ("大桥路、桥南路、桥北路分别更名为一桥路、二桥路。", UNPAIRED),
    ("命名东方红大道、长征大道。东起井冈山路，西至遵义路。", SHARED_ENDS),
    ("撤并石桥一巷至石桥四巷，统一命名为石桥巷。", NO_FORMER),
    ("胜利路以东段改名长虹东路，胜利路以西段改名长虹西路。", NO_FORMER),
]


@pytest.mark.parametrize(("clause", "message"), ODD, ids=[clause[:12] for clause, _ in ODD])
def test_what_cannot_well_be_is_told(clause, message):
    (reading,) = read_document(Document("odd", HEAD + clause))
    assert message in [problem.message for problem in reading.problems]


PLAIN = [
    "自由路：东起由义街，西至和平路与起凤街交叉口，长300米。",
    "同意将“塘益路”与“塘兴路”合并，统一命名为“塘兴路”，北起甲路，南至乙路。",
    "将位于河东，东起甲路，西至改革大道的道路命名为“更新路”。",
    "取消“盘溪三支路”名称，并入“盘溪北路”。",
    "不再保留“前进巷”名称，原前进巷并入育才街。",
    "和平路（原南京路）：东起长宁路一段，西至观止街。",
]


@pytest.mark.parametrize("clause", PLAIN)
def test_names_and_ends_that_only_look_odd_are_left_alone(clause):
    (reading,) = read_document(Document("plain", HEAD + clause))
    assert reading.entries
    assert reading.problems == ()


def words(text: str) -> Words:
    return Words(text, Span(0, len(text)))


NAMES = (
    "运煤专用线改建而成的煤场路",
    "建材路自建材市场起",
    "曾用名梅园路",
    "延长汉江路",
    "和谐广场—民族路",
    "东端接新城大道",
)
ENDS = (
    "往西方向",
    "柳林路终点",
    "由港口路东移至渔港路",
    "县医院门口止",
    "南环路的道路",
    "甲路、南至乙路",
    "锦江大道（原止点为东大街",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_with_a_clause_in_it_is_odd(name):
    draft = Draft(Span(0, 9), name=words("明月路"), formers=[words(name)])
    assert [doubt.message for doubt in find_qualms(draft, Action.RENAMING, listed=False)] == [NAME_ODD]


@pytest.mark.parametrize("end", ENDS)
def test_an_end_with_a_verb_in_it_is_odd(end):
    draft = Draft(Span(0, 9), name=words("明月路"), run=Run(froms=[End(words(end), "东", False)]))
    assert [doubt.message for doubt in find_qualms(draft, Action.NAMING, listed=False)] == [END_ODD]


def test_a_sentence_that_orders_and_then_says_as_follows_only_announces():
    """将云锦路注销。现通知如下： and 将云锦路注销。"""
    announced = "确定命名兴业路，将云锦路注销。现通知如下：\n一、注销道路\n1.云锦路：南起甲街，北至乙街。"
    (reading,) = read_document(Document("announced", HEAD + announced))
    assert [(entry.name, entry.extent.start.text) for entry in reading.entries] == [("云锦路", "甲街")]
    (alone,) = read_document(Document("alone", HEAD + "将云锦路注销。"))
    assert [(entry.action, entry.name) for entry in alone.entries] == [(Action.ABOLITION, "云锦路")]


def test_words_not_understood_that_follow_upon_one_another_are_one_problem():
    """A sentence that says nothing of a road is told whole, and not by its commas."""
    told = "城市向西生长，身边的新路越来越多，市民翘首以盼"
    text = f"样例市关于道路命名的通知\n{told}。\n1.槐荫路：东起柳条街，西至旧城路。\n月亮很圆。\n又大。\n"
    (reading,) = read_document(Document("prose", text))
    assert [problem.quote for problem in reading.problems] == [told, "月亮很圆", "又大"]
