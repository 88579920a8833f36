"""Ends and names that begin or end as other words do: 起|点将台路, 止|于洪区界, 4号路：东铁路."""

import pytest

from gazetteer.documents import Document
from gazetteer.entries import read_document

TITLE = "青禾市民政局关于道路命名的通知\n"


def read_one(text):
    (reading,) = read_document(Document("ends", text))
    return reading


@pytest.mark.parametrize(
    ("other", "end"),
    [
        ("2.石门街：北起柳街，南止于点兵台路。", "点兵台路"),
        ("2.石门街：北起柳街，向南过甲路、点兵台路，止于河滩。", "点兵台路"),
        ("2.点兵台路：北起柳街，南止于河滩。", "点兵台路"),
        ("2.石门街：北起柳街，南止于兵台路。", "兵台路"),
        ("2.石门街：北起柳街，南止于河滩。", "兵台路"),
        ("2.石门街：北起点兵台路，南止点兵台路。", "兵台路"),
    ],
)
def test_a_road_that_begins_with_the_word_for_a_point_is_known_by_where_it_stands_elsewhere(other, end):
    entry = read_one(f"{TITLE}1.石榴路：东起点兵台路，西止安康路。\n{other}\n").entries[0]
    assert entry.extent.start.text == end
    assert entry.extent.end.text == "安康路"


def test_the_last_end_may_begin_so_too():
    text = f"{TITLE}1.石榴路：东起安康路，西止点兵台路。\n2.石门街：北起柳街，南止于点兵台路。\n"
    assert [entry.extent.end.text for entry in read_one(text).entries] == ["点兵台路", "点兵台路"]


@pytest.mark.parametrize("number", ["4号路", "四号路", "B号道路"])
def test_what_stands_behind_the_number_of_the_plan_is_the_name_though_it_is_that_of_a_railway(number):
    text = f"{TITLE}{number}：东铁路。该路位于铁路专线东侧。南起规划路，北至柳街，长约652米。\n"
    (entry,) = read_one(text).entries
    assert (entry.name, entry.aliases) == ("东铁路", (number,))


@pytest.mark.parametrize(
    "beside", ["槐荫路：沪昆铁路以东，南起甲街，北至乙街。", "4号路：沪昆铁路。南起甲街，北至乙街。"]
)
def test_a_railway_is_no_road(beside):
    assert all(
        "铁路" not in entry.name for entry in read_one(f"{TITLE}1.听松街：东起甲街，西至乙街。\n{beside}\n").entries
    )


@pytest.mark.parametrize(
    ("towns", "there"),
    [("壶溪街道", ("壶溪街道",)), ("壶溪街道、白石街道", ())],
)
def test_what_is_renamed_together_with_a_new_road_lies_where_that_lies(towns, there):
    clause = f"槐荫路：位于{towns}。南起甲街，北至乙街。因临槐园，命名槐荫路。"
    clause += "原织布路（南起甲街，北至丙街）一同更名为槐荫路。"
    _, old = read_one(f"{TITLE}{clause}\n").entries
    assert (old.action, old.former_name, old.subdistricts) == ("renaming", "织布路", there)
