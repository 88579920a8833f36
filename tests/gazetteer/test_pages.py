"""Pages of a PDF, drawn character by character: what a person reads line by line, column by column, row by row."""

from itertools import pairwise

import pytest

from gazetteer.page_glyphs import Glyph, Rule, Sheet
from gazetteer.page_layout import read_page

EM, LEADING = 10.0, 14.0


def drawn(picture: str, *rules: Rule) -> Sheet:
    """A page as drawn: each character (a Chinese one, or half a blank) where it stands, a line 14 points high."""
    glyphs = []
    lines = picture.strip("\n").split("\n")
    for row, line in enumerate(lines):
        x = 0.0
        for char in line:
            width = EM if ord(char) > 0x2E7F else EM / 2
            if not char.isspace():
                glyphs.append(Glyph(x, x + width, (len(lines) - row) * LEADING, EM, char))
            x += width
    return Sheet(max(glyph.right for glyph in glyphs), tuple(glyphs), rules)


COLUMNS = """
            青禾市人民政府公报

关于命名望湖路等道路    2．采菱街：南起望湖
的通知                  路，北至荷风渠，长四
现将有关道路命名如下    百六十米。
请遵照执行。            3．竹影巷：东起采菱
1．望湖路：东起澄心大   街，西至老粮站，长一
街，西至雁栖路，长一千  百八十米。
"""


def test_two_columns_are_read_one_after_the_other():
    lines = [line.strip() for line in read_page(drawn(COLUMNS))]
    assert lines[0] == "青禾市人民政府公报"
    assert "".join(lines[1:7]).endswith("1．望湖路：东起澄心大街，西至雁栖路，长一千")
    assert "".join(lines[7:]).startswith("2．采菱街：南起望湖路，北至荷风渠，长四百六十米。3．")


THREE = """
关于命名望湖路的    长四百六十米，宽    米，宽六米，位于
通知                十二米，位于青禾    青禾区松岗镇。
望湖路：东起澄心    区云水街道。竹影    特此通知。
大街，西至雁栖路。  巷：东起采菱街，
采菱街：南起望湖    西至老粮站，长一
路，北至荷风渠，    百八十米，宽六百
"""


def test_three_columns_are_read_one_after_the_other():
    text = "".join(line.strip() for line in read_page(drawn(THREE)))
    assert text.startswith("关于命名望湖路的通知望湖路：东起澄心大街，西至雁栖路。")
    assert "北至荷风渠，长四百六十米" in text
    assert text.endswith("宽六百米，宽六米，位于青禾区松岗镇。特此通知。")


CLOSE_HEADER = """
序号道路名称  起点      止点
1   望湖路    澄心大街  雁栖路
2   采菱街    望湖路    荷风渠
"""


def test_header_words_close_to_each_other_are_parted_where_the_columns_are():
    sheet = drawn(CLOSE_HEADER)
    apart = [
        Glyph(one.left + 5 * (one.left >= 20), one.right + 5 * (one.left >= 20), one.base, one.height, one.char)
        for one in sheet.glyphs
    ]
    assert read_page(Sheet(300, tuple(apart), ())) == [
        "序号 | 道路名称 | 起点 | 止点",
        "1 | 望湖路 | 澄心大街 | 雁栖路",
        "2 | 采菱街 | 望湖路 | 荷风渠",
    ]


BROKEN_CELLS = """
序号  道路名称  起点          止点      长度
1     望湖路    澄心大街与安  雁栖路    1250
                宁路路口
2     采菱街    望湖路        荷风渠    460
云水街道
3     竹影巷    采菱街                  180
"""


def test_a_table_without_lines_keeps_its_columns_its_empty_and_its_broken_cells():
    assert read_page(drawn(BROKEN_CELLS)) == [
        "序号 | 道路名称 | 起点 | 止点 | 长度",
        "1 | 望湖路 | 澄心大街与安 宁路路口 | 雁栖路 | 1250",
        "2 | 采菱街 | 望湖路 | 荷风渠 | 460",
        "云水街道",
        "3 | 竹影巷 | 采菱街 |  | 180",
    ]


def test_words_set_to_the_middle_of_their_row_are_not_put_together_by_guessing():
    """
              澄心大街与安
    1  望湖路               雁栖路   — where this row begins no line tells
              宁路路口
    """
    glyphs = [
        Glyph(one.left, one.right, one.base - LEADING / 2, one.height, one.char)
        if one.base == 5 * LEADING and not 70 < one.left < 145
        else one
        for one in drawn(BROKEN_CELLS).glyphs
    ]
    assert not any("澄心大街与安 宁路路口" in line for line in read_page(Sheet(250, tuple(glyphs), ())))


def ruled(xs: list[float], ys: list[float], *left_out: tuple[str, int, int]) -> list[Rule]:
    """The lines of a grid but for the pieces left out: ("down", line, row) or ("across", line, column)."""
    rules = []
    for n, x in enumerate(xs):
        for row, (top, bottom) in enumerate(pairwise(ys)):
            if ("down", n, row) not in left_out:
                rules.append(Rule(False, x, bottom, top))
    for n, y in enumerate(ys):
        for column, (left, right) in enumerate(pairwise(xs)):
            if ("across", n, column) not in left_out:
                rules.append(Rule(True, y, left, right))
    return rules


RULED = """
所在街道  道路名称  起点
云水街道  望湖路    澄心
                    大街
          采菱街    望湖
"""


@pytest.mark.parametrize("open_sides", [False, True])
def test_a_ruled_table_is_read_by_its_lines_a_cell_over_two_rows_told_in_both(open_sides):
    xs, ys = [-2.0, 46.0, 97.0, 125.0], [67.0, 52.0, 24.0, 10.0]
    rules = ruled(xs, ys, ("across", 2, 0))
    if open_sides:
        rules = [rule for rule in rules if rule.across or rule.at not in (xs[0], xs[-1])]
    assert read_page(drawn(RULED, *rules)) == [
        "所在街道 | 道路名称 | 起点",
        "云水街道 | 望湖路 | 澄心 大街",
        "云水街道 | 采菱街 | 望湖",
    ]


def test_a_row_of_one_cell_stands_without_bars():
    picture = """
青禾区云水街道
望湖路  东起澄心大街
"""
    rules = ruled([-2.0, 37.0, 105.0], [40.0, 25.0, 11.0], ("down", 1, 0))
    assert read_page(drawn(picture, *rules)) == ["青禾区云水街道", "望湖路 | 东起澄心大街"]


def test_a_small_raised_number_is_no_part_of_the_word_before_it():
    sheet = drawn("雁栖路。")
    note = Glyph(30, 33, sheet.glyphs[0].base + 5, 5, "1")
    assert read_page(Sheet(100, (*sheet.glyphs[:3], note, sheet.glyphs[3]), ())) == ["雁栖路。"]


def test_a_character_set_twice_to_look_bold_is_read_once():
    sheet = drawn("望湖路")
    twice = tuple(Glyph(one.left + 0.4, one.right + 0.4, one.base, one.height, one.char) for one in sheet.glyphs)
    assert read_page(Sheet(100, (*sheet.glyphs, *twice), ())) == ["望湖路"]


def test_a_mark_at_the_foot_of_its_line_stays_in_it():
    """Boxes drawn tight around 。 and 一 do not reach each other; both stand on one line."""
    glyphs = (Glyph(0, 10, 20, 10, "一"), Glyph(10, 20, 20, 3, "，"), Glyph(20, 30, 20.5, 9, "望"))
    assert read_page(Sheet(100, glyphs, ())) == ["一，望"]
