"""Clauses as offices word them, each with what is read of it and what is told: nothing may be wrong in silence."""

import pytest

from gazetteer.documents import Document
from gazetteer.doubts import SECOND_DISTRICT, SECOND_LENGTH, SECOND_WIDTH
from gazetteer.entries import read_document
from gazetteer.extents import Extent
from gazetteer.oddities import miscount
from gazetteer.readings import Entry

FRAME = """青禾市人民政府关于部分道路命名更名的通知
各有关单位：
经研究，现通知如下：
{}
青禾市人民政府
2024年3月18日
"""
# the clauses, each road that is read as one line, and each problem with the words it stands at
CASES = {
    "a road across two districts": (
        "一、命名望湖路，位于云水区、松岗区，东起雁栖路，西至荷风渠，长800米。",
        ["naming 望湖路 东雁栖路—西荷风渠 云水区 长800"],
        [(SECOND_DISTRICT, "松岗区")],
    ),
    "a road from a town of one district to a town of another": (
        "一、命名望湖路，位于云水区柳埠街道至松岗区石桥镇，东起雁栖路，西至荷风渠。",
        ["naming 望湖路 东雁栖路—西荷风渠 云水区 柳埠街道 石桥镇"],
        [(SECOND_DISTRICT, "松岗区")],
    ),
    "two districts in a bracket": (
        "一、命名道路\n1.望湖路（云水区、松岗区）：雁栖路（东）—荷风渠（西），长1200米。",
        ["naming 望湖路 东雁栖路—西荷风渠 云水区 长1200"],
        [(SECOND_DISTRICT, "松岗区")],
    ),
    "two districts in a cell": (
        "道路名称\t所在区\t起止点\t长度\t宽度\n"
        "望湖路\t云水区、松岗区\t东起雁栖路，西至荷风渠\t800\t20\n"
        "采菱街\t云水区柳埠街道、松岗区石桥镇\t南起雁栖路，北至老粮站\t500\t16",
        [
            "naming 望湖路 东雁栖路—西荷风渠 云水区 长800 宽20",
            "naming 采菱街 南雁栖路—北老粮站 云水区 柳埠街道 石桥镇 长500 宽16",
        ],
        [(SECOND_DISTRICT, "松岗区"), (SECOND_DISTRICT, "松岗区")],
    ),
    "a width now and one of the plan": (
        "一、命名望湖路，东起雁栖路，西至荷风渠，长800米，宽20米，规划宽度30米。",
        ["naming 望湖路 东雁栖路—西荷风渠 长800 宽20"],
        [(SECOND_WIDTH, "规划宽度30米")],
    ),
    "a length told again, and another": (
        "一、命名望湖路，东起雁栖路，西至荷风渠，长800米。\n望湖路长900米。",
        ["naming 望湖路 东雁栖路—西荷风渠 长800"],
        [(SECOND_LENGTH, "900")],
    ),
    "widths told below, of several roads and of one": (
        "一、命名道路\n1.望湖路：东起雁栖路，西至荷风渠。\n2.采菱街：南起雁栖路，北至老粮站。\n"
        "3.松涛路：南起雁栖路，北至石桥。\n望湖路、采菱街宽度均为24米，松涛路宽度为30米。",
        [
            "naming 望湖路 东雁栖路—西荷风渠 宽24",
            "naming 采菱街 南雁栖路—北老粮站 宽24",
            "naming 松涛路 南雁栖路—北石桥 宽30",
        ],
        [],
    ),
    "the width of all the roads above": (
        "一、命名道路\n1.望湖路：东起雁栖路，西至荷风渠，宽12米。\n2.采菱街：南起雁栖路，北至老粮站。\n"
        "以上道路均为次干路，红线宽度24米。",
        ["naming 望湖路 东雁栖路—西荷风渠 宽12", "naming 采菱街 南雁栖路—北老粮站 宽24"],
        [],
    ),
    "three roads above, of which two are read": (
        "一、命名道路\n望湖路：东起雁栖路，西至荷风渠；采菱街：南起雁栖路，北至老粮站；上述3条道路均位于云水区。",
        ["naming 望湖路 东雁栖路—西荷风渠", "naming 采菱街 南雁栖路—北老粮站"],
        [(miscount(3, 2), "上述3条道路均位于云水区。")],
    ),
}


def told(extent: Extent | None) -> str:
    """The ends of an extent, an end that stays as 不变."""
    ends = (extent.start, extent.end) if extent is not None else (None, None)
    words = ["" if one is None else "不变" if one.unchanged else f"{one.side or ''}{one.text}" for one in ends]
    return "—".join(words) if any(words) else ""


def line(entry: Entry) -> str:
    """What is read of one road, in one line."""
    marks = ("restored", "partial", "merged")
    sizes = (("长", entry.length), ("宽", entry.width), ("原长", entry.previous_length))
    before = told(entry.previous)
    parts = (
        entry.action.value,
        entry.name,
        f"←{entry.former_name}" if entry.former_name else "",
        told(entry.extent),
        f"原{before}" if before else "",
        entry.district or "",
        *entry.subdistricts,
        *(f"{word}{size.text}" for word, size in sizes if size is not None),
        *(f"又名{alias}" for alias in entry.aliases),
        f"旁{entry.beside}" if entry.beside else "",
        *(mark for mark in marks if getattr(entry, mark)),
    )
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("clauses", "roads", "problems"), CASES.values(), ids=CASES.keys())
def test_a_clause_is_read_as_a_person_reads_it(clauses, roads, problems):
    text = FRAME.format(clauses)
    (reading,) = read_document(Document("notice", text))
    assert [line(entry) for entry in reading.entries] == roads
    assert [(one.message, one.span.of(text)) for one in reading.problems] == problems
