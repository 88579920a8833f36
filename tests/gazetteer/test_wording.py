"""Clauses as offices word them, each with what is read of it and what is told: nothing may be wrong in silence."""

import pytest

from gazetteer.documents import Document
from gazetteer.doubts import KEPT_NAME, SECOND_DISTRICT, SECOND_LENGTH, SECOND_WIDTH, UNREAD
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
    "roads that keep their names": (
        "（一）保留原名道路（2条）\n1.望湖路：东起雁栖路，西至荷风渠。\n2.采菱街：南起雁栖路，北至老粮站。\n"
        "（二）更名道路（1条）\n1.兴农路更名为松涛路。",
        ["renaming 松涛路 ←兴农路"],
        [
            (KEPT_NAME, "望湖路：东起雁栖路，西至荷风渠"),
            (KEPT_NAME, "采菱街：南起雁栖路，北至老粮站"),
        ],
    ),
    "plan names one after the other, and a refusal": (
        "同意将你区荷风渠以北、雁栖路以西的规划一路命名为望湖路，规划二路命名为采菱街；不同意规划三路命名为松涛路。",
        ["naming 望湖路 又名规划一路 旁荷风渠以北，雁栖路以西", "naming 采菱街 又名规划二路"],
        [(UNREAD, "；不同意规划三路命名为松涛路")],
    ),
    "a stretch that becomes a part of another road": (
        "将望湖路向东延伸，由原终点雁栖路延伸至石桥；同意采菱街西段（雁栖路至老粮站）调整为望湖路的一部分。",
        ["extent_change 望湖路 —石桥 原—雁栖路", "naming 采菱街西段 雁栖路—老粮站"],
        [(UNREAD, "调整为望湖路的一部分")],
    ),
    "labels on lines of their own, road after road": (
        "拟命名路名：望湖路\n拟命名路名含义：取望湖之意\n道路起止：东起雁栖路，西至荷风渠\n道路长宽：800米*20米\n"
        "拟命名路名：采菱街\n拟命名路名含义：取采菱之意\n道路起止：南起雁栖路，北至老粮站",
        ["naming 望湖路 东雁栖路—西荷风渠 长800 宽20", "naming 采菱街 南雁栖路—北老粮站"],
        [],
    ),
    "roads that were, cancelled in a sentence": (
        "原望湖路（东起雁栖路西至荷风渠）予以注销。\n原兴农路（东起石桥西至荷风渠）名称废止，并入采菱街。",
        ["abolition 望湖路 东雁栖路—西荷风渠", "abolition 兴农路 东石桥—西荷风渠 merged"],
        [],
    ),
    "roads that were, cancelled in a list, with lanes that belong to one": (
        "一、注销道路名称\n1.原望湖路，东起雁栖路，西至荷风渠。\n2.水车巷（含水车一巷、水车二巷）。",
        ["abolition 望湖路 东雁栖路—西荷风渠", "abolition 水车巷", "abolition 水车一巷", "abolition 水车二巷"],
        [],
    ),
    "the width of the red line behind its label": (
        "一、望湖路\n起止：东起雁栖路，西至荷风渠\n宽度：道路红线36米，其中机动车道24米",
        ["naming 望湖路 东雁栖路—西荷风渠 宽36"],
        [],
    ),
    "towns told of each road in the lead-in": (
        "对柳埠街道望湖路、石桥镇采菱街等2条道路命名。望湖路东起雁栖路，西至荷风渠；采菱街南起雁栖路，北至老粮站。",
        ["naming 望湖路 东雁栖路—西荷风渠 柳埠街道", "naming 采菱街 南雁栖路—北老粮站 石桥镇"],
        [],
    ),
    "a name given up, and one given in its place": (
        "一、更名道路\n1.不再使用兴农路名称，命名为望湖路，东起雁栖路，西至荷风渠。",
        ["renaming 望湖路 ←兴农路 东雁栖路—西荷风渠"],
        [],
    ),
    "ends that stay, and another name": (
        "一、更名道路\n1.兴农路起止点不变，名称更改为望湖路。",
        ["renaming 望湖路 ←兴农路"],
        [],
    ),
    "an old name restored, and the one in use given up": (
        "恢复“望湖路”，现使用的“兴农路”名称停止使用。",
        ["renaming 望湖路 ←兴农路 restored"],
        [],
    ),
    "the length it had, in a bracket behind an end": (
        "一、命名道路\n1.望湖路：东起雁栖路，西至荷风渠（原长800米），现长1200米。",
        ["naming 望湖路 东雁栖路—西荷风渠 长1200 原长800"],
        [],
    ),
    "ends before and ends now on one line, blanks between": (
        "一、调整起止点\n望湖路 原起止点：雁栖路—荷风渠 调整后起止点：雁栖路—老粮站",
        ["extent_change 望湖路 雁栖路—老粮站 原雁栖路—荷风渠"],
        [],
    ),
    "sizes as letters": (
        "一、命名道路\n1.望湖路（雁栖路-荷风渠）L=1200m，B=24m。",
        ["naming 望湖路 雁栖路—荷风渠 长1200 宽24"],
        [],
    ),
    "by a rule that is cited": (
        "根据《地名管理条例》规定，经市人民政府2024年3月8日批准，将东起雁栖路、西至荷风渠的道路命名为望湖路。",
        ["naming 望湖路 东雁栖路—西荷风渠"],
        [],
    ),
    "a table with blanks between its cells, and in a romanisation": (
        "序号 标准地名 汉语拼音 所在区 起点 止点 长度（米） 宽度（米）\n"
        "1 望湖路 Wanghu Lu 云水区 雁栖路 荷风渠 800 20\n2 采菱街 Cailing Jie 松岗区 雁栖路 老粮站 500 16",
        ["naming 望湖路 雁栖路—荷风渠 云水区 长800 宽20", "naming 采菱街 雁栖路—老粮站 松岗区 长500 宽16"],
        [],
    ),
    "a stretch of a road in the column of former names": (
        "更名前\t更名后\t起止点\n兴农路（东段）\t望湖路\t东起雁栖路，西至荷风渠\n"
        "兴农路（西段）\t采菱街\t东起荷风渠，西至老粮站",
        [
            "renaming 望湖路 ←兴农路 东雁栖路—西荷风渠 partial",
            "renaming 采菱街 ←兴农路 东荷风渠—西老粮站 partial",
        ],
        [],
    ),
    "names that begin as a closing sentence does": (
        "一、命名道路\n望湖路（雁栖闸—老粮站）\n希望街（雁栖闸—石桥）\n经七路（老粮站—石桥）\n附小巷位于云水区",
        [
            "naming 望湖路 雁栖闸—老粮站",
            "naming 希望街 雁栖闸—石桥",
            "naming 经七路 老粮站—石桥",
            "naming 附小巷 云水区",
        ],
        [],
    ),
    "headings of what is no road, and of roads across districts": (
        "一、跨区道路\n1.望湖路：东起雁栖路，西至荷风渠。\n二、住宅区类\n1.采菱小区：位于雁栖路12号。",
        ["naming 望湖路 东雁栖路—西荷风渠"],
        [],
    ),
    "a name and where its road lies, parted by a blank": (
        "★望湖路　云水区柳埠街道境内，东接雁栖路，西连荷风渠，长800米。\n"
        "★采菱街　跨云水、松岗两区，东起雁栖路，西至老粮站。",
        ["naming 望湖路 东雁栖路—西荷风渠 云水区 柳埠街道 长800", "naming 采菱街 东雁栖路—西老粮站"],
        [(UNREAD, "跨云水、松岗两区")],
    ),
    "headings by the course of their roads": (
        "一、纵向道路\n1.望湖路（原规划纵一路），南起雁栖路，北至荷风渠。\n二、横向道路\n1.采菱街，东起望湖路，西至老粮站。",
        ["naming 望湖路 南雁栖路—北荷风渠 又名规划纵一路", "naming 采菱街 东望湖路—西老粮站"],
        [],
    ),
    "a stretch that goes into another road": (
        "一、更名道路\n1.兴农路（雁栖路至荷风渠段）划归望湖路。",
        ["renaming 望湖路 ←兴农路 雁栖路—荷风渠 partial merged"],
        [],
    ),
    "two roads joined, and called by another name": (
        "一、采菱街与兴农路合并后称望湖路，东起雁栖路，西至荷风渠。",
        [
            "renaming 望湖路 ←采菱街 东雁栖路—西荷风渠 merged",
            "renaming 望湖路 ←兴农路 东雁栖路—西荷风渠 merged",
        ],
        [],
    ),
    "an end moved, and both told again": (
        "一、望湖路东延至石桥，起止点调整为西起雁栖路，东至石桥。",
        ["extent_change 望湖路 西雁栖路—东石桥"],
        [],
    ),
    "from where it ended to where it ends": (
        "一、道路延伸\n1.望湖路，由雁栖路向西延伸至石桥，延伸后全长2公里。",
        ["extent_change 望湖路 —西石桥 原—雁栖路 长2"],
        [],
    ),
    "the form that the rules of filing ask for": (
        "标准地名：望湖路\n命名/更名：更名\n原地名：兴农路\n所在行政区：云水区柳埠街道\n地理位置：东起雁栖路，西至荷风渠\n"
        "批准机关：青禾市人民政府\n批准时间：2024年3月8日\n标准地名：采菱街\n命名/更名：命名\n所在行政区：松岗区石桥镇\n"
        "地理位置：南起雁栖路，北至老粮站\n批准机关：青禾市人民政府\n批准时间：2024年3月8日",
        [
            "renaming 望湖路 ←兴农路 东雁栖路—西荷风渠 云水区 柳埠街道",
            "naming 采菱街 南雁栖路—北老粮站 松岗区 石桥镇",
        ],
        [],
    ),
    "ends before and now in one cell": (
        "道路名称\t起止点\n望湖路\t原：雁栖路至荷风渠；现：雁栖路至石桥\n采菱街\t原为雁栖路至荷风渠，调整为雁栖路至老粮站",
        ["extent_change 望湖路 雁栖路—石桥 原雁栖路—荷风渠", "extent_change 采菱街 雁栖路—老粮站 原雁栖路—荷风渠"],
        [],
    ),
    "a tag before the end it belongs to": (
        "一、命名望湖路，东起雁栖路，西至（规划）荷风路。",
        ["naming 望湖路 东雁栖路—西荷风路"],
        [],
    ),
    "the width of the carriageway, and the whole": (
        "一、命名望湖路，东起雁栖路，西至荷风渠，主车道宽12米，总宽16米，长500米。",
        ["naming 望湖路 东雁栖路—西荷风渠 长500 宽16"],
        [],
    ),
    "the width with its pavements": (
        "一、命名望湖路，东起雁栖路，西至荷风渠，含人行道宽20米；车行道宽12米。",
        ["naming 望湖路 东雁栖路—西荷风渠 宽20"],
        [],
    ),
    "what the plan calls the roads, before their names": (
        "城区主干道如下：\n一纵：望湖路，北起雁栖路，南至荷风渠，长3.2公里。\n一横：采菱街，东起雁栖路，西至老粮站。",
        ["naming 望湖路 北雁栖路—南荷风渠 长3.2", "naming 采菱街 东雁栖路—西老粮站"],
        [],
    ),
    "a ring from a road back to it": (
        "一、命名道路\n1.竹影路，环形，起止均为望湖路。\n2.松涛路，起止点均为望湖路至采菱街。",
        ["naming 竹影路 望湖路—望湖路", "naming 松涛路 望湖路—采菱街"],
        [],
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
