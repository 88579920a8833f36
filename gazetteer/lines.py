"""A document's lines: broken at each line's end, and where several rows, items or labelled values stand on one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from gazetteer.item_marks import number_of
from gazetteer.text import Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty: where it stands, and its characters without blanks."""

    span: Span
    text: str


# so many lines of so few characters on end are no table of cells and no list: a column of characters, or no text
_SHORT, _COLUMN = 8, 4096
_ONE_CHARACTER = r"(?:[^\S\n]{0,4}\S[^\S\n]{0,4}\n)"
# a line; or a run of 64 and more lines of one character each: a text set from top to bottom, or no text at all;
# or one of short lines of which nothing is to be taken off, which are parted again where they are no column
_LINE = re.compile(
    rf"{_ONE_CHARACTER}{{64,}}|(?P<many>(?:(?!{_ONE_CHARACTER}{{64}})[^\s？|A-Z\ufeff\u200b]{{1,{_SHORT}}}\n){{64,}})"
    r"|[^\n\r\f\v\u2028\u2029]+"
)


def read_lines(text: str) -> list[Line]:
    """The lines of a (normalised) text that hold more than blanks; marks of lost blanks (?) at their ends taken off.

    Items that one line holds are a line each.
    """
    return list(_without_columns(_pieces(text)))


# a line, or many short ones, as where it begins, where it ends and its characters: a hostile text has a million
Piece = tuple[int, int, str]


def _pieces(text: str) -> Iterator[Piece]:
    for found in _LINE.finditer(text):
        raw, start, end = found[0], found.start(), found.end()
        if found["many"]:
            yield start, end - 1, raw[:-1]
            continue
        words = "".join(raw.split()).strip("？\ufeff\u200b")
        bars = words.count("|")
        if bars == 1 and words.endswith("|"):  # a cell of a table, alone on its line
            words, end = words[:-1], text.rindex("|", start, end)
        if not words:
            continue
        if "A" <= words[0] <= "Z" and (code := _CODE.match(raw)):  # A1  永顺大道  从…
            words, start = words.removeprefix(code["code"]), start + code.end()
        else:
            start += len(raw) - len(raw.lstrip(" \t\u3000\xa0？\ufeff\u200b"))
        if bars <= 12 and len(words) < _SEVERAL:
            yield start, end, words
            continue
        line = Line(Span(start, end), words)
        for part in _rows_apart(text, line) if bars > 12 else _items_apart(text, line):
            yield part.span.start, part.span.end, part.text


# the code of an item in letters, blanks behind it
_CODE = re.compile(r"\s*(?P<code>[A-Z]\d{1,3})[ \t\u3000]+(?=[\u3400-\u9fff]{2})")
_CELL = re.compile(r"[^|]+")
_FIRST_COLUMN = re.compile(r"(?:.*[^\u3400-\u9fff])?(?P<number>序号|编号)\s*", re.DOTALL)


def _rows_apart(text: str, line: Line) -> list[Line]:
    """A table that stands on one line cut into its rows: …序号 | 名称 | 起点 | 1 | 甲路 | 乙街 | 2 | 丙路 | …"""
    cells = list(_CELL.finditer(text, line.span.start, line.span.end))
    filled = [cell for cell in cells if cell[0].strip()]
    head = next((n for n, cell in enumerate(filled) if _FIRST_COLUMN.fullmatch(cell[0])), None)
    if head is None:
        return [line]
    first = next((n for n in range(head + 2, min(head + 25, len(filled))) if filled[n][0].strip() == "1"), None)
    if first is None:
        return [line]
    width, number = first - head, 1
    opening = _FIRST_COLUMN.fullmatch(filled[head][0])
    assert opening is not None
    starts = [filled[head].start() + opening.start("number")]
    at = first
    while at < len(filled) and filled[at][0].strip() == str(number):
        starts.append(filled[at].start())
        at, number = at + width, number + 1
    if number < 3:  # one row and no more may be a mere likeness
        return [line]
    bounds = [line.span.start, *starts, filled[at].start() if at < len(filled) else line.span.end, line.span.end]
    spans = [Span(start, end) for start, end in pairwise(bounds) if start < end]
    return [Line(span, words) for span in spans if (words := "".join(span.of(text).split()).strip("|"))]


# 1. | 二、 | （三）: what may begin an item in the middle of a line
_INLINE_MARK = re.compile(
    r"(?<![\d.])(?P<plain>\d{1,3})[.、．](?!\d)|(?P<han>[一二三四五六七八九十]{1,3})、|（(?P<bracketed>[一二三四五六七八九十]{1,3})）"
)
_SEVERAL = 40  # a line of fewer characters holds no two items
_SECOND = re.compile(r"2[.、．](?!\d)|二、|（二）")
# 一、道路名称 right before 1.
_HEADING_BEFORE = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^，。；：、]{2,24}")


def _items_apart(text: str, line: Line) -> list[Line]:
    """The line cut before each of the items it holds, counted from one on: …如下：一、道路1.青梅路：…。2.稻香街：…"""
    if "|" in line.text or line.text.startswith("附") or not _SECOND.search(line.text):
        return [line]
    cuts = _cuts(text, line.span)
    if len(cuts) < 2:
        return [line]
    bounds = [line.span.start, *(at for at in cuts if at > line.span.start), line.span.end]
    spans = [Span(start, end) for start, end in pairwise(bounds)]
    return [Line(span, words) for span in spans if (words := "".join(span.of(text).split()))]


def _cuts(text: str, span: Span) -> list[int]:
    """Where in the line the items begin that count on; none where no item 2 stands behind an item 1."""
    reached: dict[str, int] = {}
    cuts: list[int] = []
    heading = counted = False
    for found in _INLINE_MARK.finditer(text, span.start, span.end):
        kind = str(found.lastgroup)
        number = number_of(kind, found[kind])
        before = text[max(span.start, found.start() - 30) : found.start()]
        ended = before.rstrip()[-1:] in ("", "。", "；", "：") or before[-1:].isspace()
        below = (
            kind == "plain"
            and number == 1
            and bool(cuts)
            and found.start() - cuts[-1] <= 40
            and _HEADING_BEFORE.fullmatch(text[cuts[-1] : found.start()].strip()) is not None
        )
        if number is None or not (ended or below) or number not in (1, reached.get(kind, 0) + 1):
            continue
        if number != 1 or kind not in reached or below or heading:
            counted |= number == 2
            reached[kind] = number
            cuts.append(found.start())
        heading = kind != "plain"
        if heading:
            reached.pop("plain", None)
    return cuts if counted else []


def _is_short(piece: Piece) -> bool:
    return len(piece[2]) <= _SHORT or "\n" in piece[2]


def _without_columns(pieces: Iterable[Piece]) -> Iterator[Line]:
    """The lines, thousands of short ones on end made one: each would cost as much as a clause, and none is one."""
    for short, some in groupby(pieces, _is_short):
        run = list(some)
        if short and sum(1 + words.count("\n") for _, _, words in run) >= _COLUMN:
            yield Line(Span(run[0][0], run[-1][1]), "".join(words.replace("\n", "") for _, _, words in run))
            continue
        for start, end, words in run:
            if "\n" not in words:
                yield Line(Span(start, end), words)
                continue
            for part in words.split("\n"):
                yield Line(Span(start, start + len(part)), part)
                start += len(part) + 1


_GAP = re.compile(r"(?<=\S)[ \u3000](?=[ \u3000]{1,40}\S)")
_MARKED = re.compile(r"[，。；|\t]")
_SIZED = re.compile(r"[长宽]约?\d")


# 起点：A 止点：B 长度：870米: fields on one line, a blank between them
_LABELLED = re.compile(r"[ \u3000](?<=[^\s，。；：][ \u3000])(?:起点|止点|终点|讫点|全?长度?)：")
_LABEL = re.compile(
    r"[ \u3000](?<=[^\s，。；：][ \u3000])(?=(?:道路|标准|规划|红线|所在|汉语)?"
    r"(?:地名|名称|拼音|位置|起点|止点|终点|讫点|起止点|走向|全?长度?|宽度?|路宽|辖区|备注)：)"
)


# 3. 马兰街 自东陵大街起，… | 翠屏巷 从农机站往东至…: the blank is all that parts the name from what is said of it
_NAMED_GAP = re.compile(
    r"(?m)^[ \u3000\t]*"
    r"(?P<mark>(?:\d{1,3}[.、．]|（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}、)[ \u3000]*)?"
    r"“?[\u3400-\u9fff\d]{1,13}(?:路|街|巷|道|弄|胡同|环)”?(?P<gap>[ \u3000])"
    r"(?=[ \u3000]*(?:[自由从](?!原来|此)[^，。；\n]{2,40}?(?:起|[往向][东南西北]|[至到])"
    r"|在[^，。；\n]{2,30}(?:之间|[侧旁内]|以[东南西北])，|沿[^，。；\n]{2,20}，(?:[自由从]|起[自于点]|[东南西北]起)"
    r"|(?(mark)(?:[沿自由从起][^点止讫凤云]|[\u3400-\u9fff]{2,12}[路街巷道口村桥][到至][\u3400-\u9fff]"
    r"|原名?[\u3400-\u9fff]{2,12}[路街巷道弄段]，|[\u3400-\u9fff\d]{1,12}[内侧旁边部处段]，)|(?!))))"
)


def _with_colon(found: re.Match[str]) -> str:
    """The words with a colon in the place of the (first) blank behind the name."""
    at = found.start("gap") - found.start()
    return f"{found[0][:at]}：{found[0][at + 1 :]}"


# 【起　　点】铜官大道北: a label, on a line with its value (not 【甲河区】①…: a heading)
_TAGGED = re.compile(
    r"(?m)^([ \t\u3000]*)【([\u3400-\u9fff \u3000]{2,10})】(?<![^所属辖][区县镇乡]】)(?<![^所属辖]街道】)(?=\S)"
)
_FEW_TAGS = 3  # fewer may be anything


# 振农路[ zhèn nóng lù]: a romanisation
_LATIN_BRACKET = re.compile(
    r"(?<=[\u3400-\u9fff])(?P<gap>[ \u3000]{0,2})\[(?P<roman>[ A-Za-z\u00c0-\u024fɑɡ'’]{2,60})\]"
)


def part_at_gaps(text: str) -> str:
    """`text` with a comma in the wide blanks of lines that no mark parts: 龙山大道  龙架山脚—朵花大道  长3200米.

    Character for character: the comma takes the place of one blank. Rows of a table keep their blanks.
    """
    if _LABELLED.search(text):
        text = "\n".join(
            _LABEL.sub("，", line) if len(_LABEL.findall(line[:400])) > 1 else line for line in text.split("\n")
        )
    text = _NAMED_GAP.sub(_with_colon, text)
    if "[" in text:
        text = _LATIN_BRACKET.sub(r"\g<gap>（\g<roman>）", text)
    if len(_TAGGED.findall(text)) >= _FEW_TAGS:
        text = _TAGGED.sub(r"\1 \2：", text)
    if "  " not in text and "\u3000\u3000" not in text:
        return text
    lines = text.split("\n")
    for at, line in enumerate(lines):
        wide = 10 < len(line) <= 400 and ("  " in line or "\u3000\u3000" in line)
        if wide and _SIZED.search(line) and not _MARKED.search(line) and len(_GAP.findall(line)) >= 2:
            lines[at] = _GAP.sub("，", line)
    return "\n".join(lines)
