"""Wording that may be meant in two ways: what is most likely is read, and a problem tells what to check."""

import pytest

from gazetteer.documents import Document
from gazetteer.doubts import SHARED_ENDS, UNREAD
from gazetteer.entries import read_document
from gazetteer.roads_by_heading import BY_HEADING

FRAME = """青禾市人民政府关于部分道路命名更名的通知
各区人民政府：
经研究，现通知如下：
{}
青禾市人民政府
2024年3月18日
"""
CASES = {
    "the only bracket behind several that are renamed": (
        "一、望湖路、采菱街（东起雁栖路，西至荷风渠）更名为澄心大街。",
        [("澄心大街", "望湖路", None), ("澄心大街", "采菱街", None)],
        [(SHARED_ENDS, "采菱街")],
    ),
    "a bridge by its name among roads": (
        "一、命名道路（2条）\n1.采菱桥：东起雁栖路，西至荷风渠。\n2.竹影廊：南起雁栖路，北至老粮站。",
        [("采菱桥", None, None), ("竹影廊", None, None)],
        [(BY_HEADING, "采菱桥")],
    ),
    "a district that is no more": (
        "一、命名望湖路，位于原云水区，东起雁栖路，西至荷风渠。",
        [("望湖路", None, None)],
        [(UNREAD, "位于原云水区")],
    ),
    "a district that is no more, and what it is now": (
        "一、命名望湖路，位于原云水区（现青禾区），东起雁栖路，西至荷风渠。",
        [("望湖路", None, "青禾区")],
        [],
    ),
    "where the roads of the sentences before lie": (
        "将东起雁栖路、西至荷风渠的道路命名为望湖路；南起云水路、北至老粮站的道路命名为听泉路。以上道路均位于青禾区。",
        [("望湖路", None, "青禾区"), ("听泉路", None, "青禾区")],
        [],
    ),
    "a bridge that is one": (
        "一、命名道路和桥梁\n1.雁栖大桥：东起雁栖路，西至荷风渠。\n2.竹影巷：南起雁栖路，北至老粮站。",
        [("竹影巷", None, None)],
        [],
    ),
}


@pytest.mark.parametrize(("clauses", "roads", "told"), CASES.values(), ids=CASES.keys())
def test_what_may_be_meant_in_two_ways_is_read_and_told(clauses, roads, told):
    text = FRAME.format(clauses)
    (reading,) = read_document(Document("notice", text))
    assert [(one.name, one.former_name, one.district) for one in reading.entries] == roads
    assert [(one.message, one.span.of(text)) for one in reading.problems] == told
