"""Lines that are no running text: where a table begins, headings, heads of lists."""

import re
from collections.abc import Sequence

from gazetteer.boilerplate import is_row
from gazetteer.columns import read_column
from gazetteer.headings import read_heading
from gazetteer.item_marks import read_mark
from gazetteer.lines import Line
from gazetteer.listed_cells import find_card, find_listed_cells
from gazetteer.mentions import raises_road
from gazetteer.tables import Table, find_table
from gazetteer.text import Span, Words

_HEADER_HINT = re.compile("[号称点止度名](?<=序号|编号|名称|起点|起止|长度|路名|命名|地名)")


def may_be_header(words: str) -> bool:
    """Whether a table may begin with this line."""
    if len(words) <= 6 and words[-1:] in ("区", "县", "属", "道", "镇"):  # 所属街道, and 序号 on the next line
        return (column := read_column(words)) is not None and column.role in ("district", "town")
    return len(words) <= 160 and ("|" in words or _HEADER_HINT.search(words) is not None)


def find_any_table(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """The table, the list of cells or the card that begins with the line at `at`."""
    return (
        find_table(text, lines, at)
        or find_listed_cells(text, lines, at)
        or (find_card(text, lines, at) if "|" in lines[at].text else None)
    )


# 序号 名称 起止地点（范围） 命名由来: the head of a list, run together on one line
_HEAD_OF_LIST = re.compile(
    r"(?:序号|编号)(?:\s|（[^（）]{1,8}）|(?:标准|道路|地名|街路|拟|新|命名|原)*(?:名称|路名|地名)"
    r"|起止(?:地点|点|位置|范围)?|起讫点|范围|位置|走向|长度|宽度|长|宽|米|/|命名(?:由来|理由|含义|依据)|由来|含义|备注){2,12}"
)


def is_apart(line: Line) -> bool:
    """Whether a line stands by itself and joins no paragraph: a heading, the head of a list, what closes a notice."""
    words = line.text
    if len(words) > 40:
        return False
    if words[:2] in ("序号", "编号") and _HEAD_OF_LIST.fullmatch(words):
        return True
    if is_row(words):
        return True
    mark = read_mark(words)
    body = words[mark.end :] if mark else words
    if not raises_road(body) and read_heading(body, lambda a, b: Words(body[a:b], Span(0, 1))) is not None:
        return True
    return (
        re.search(
            r"^(?:特此|附件|抄送|来源)|^(?:更改|更名|改名|变更)[前后]：[^，。；：]{2,14}$|(?:[（(]?共?\d{1,3}条[）)]?[。：]?$)|\.(?:png|jpg|docx?)$",
            words,
        )
        is not None
    )
