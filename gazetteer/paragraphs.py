"""A document's lines, and the paragraphs they make: broken lines joined, page heads left out, item marks read."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from gazetteer.patterns import GLUED_MARK, MARK
from gazetteer.text import Condensed, Span, condense
from gazetteer.times import read_numeral


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty: where it stands, and its characters without blanks."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An item mark: its kind (han 一、, bracketed （一）, plain 1., …), its number and where the item's words begin."""

    kind: str
    number: int | None
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more lines read as one: `source` is their text without blanks, each character knowing its place."""

    span: Span
    source: Condensed
    mark: Mark | None
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def start(self) -> int:
        """Where the words begin, after the mark."""
        return self.mark.end if self.mark else 0


Apart = Callable[[Line], bool]

# how deep an item of each kind stands
RANKS = {
    "han": 1,
    "article": 1,
    "bracketed": 2,
    "plain": 3,
    "glued": 3,
    "half": 4,
    "round": 4,
    "sign": 5,
    "bullet": 5,
    "lost": 6,
}

# a line, or a run of 64 and more lines of one character each: a text set from top to bottom, or no text at all
_LINE = re.compile(r"(?:[^\S\n]{0,4}\S[^\S\n]{0,4}\n){64,}|[^\n\r\f\v\u2028\u2029]+")
# — 32 — | 第3页 共12页 | 31
_PAGE_NUMBER = re.compile(r"[-—–·•.]{0,4}(?:第?\d{1,4}页?(?:[,，/]?共?\d{1,4}页)?)[-—–·•.]{0,4}")


def read_lines(text: str) -> list[Line]:
    """The lines of a (normalised) text that hold more than blanks; marks of lost blanks (?) at their ends taken off.

    Items that one line holds are a line each.
    """
    return list(_without_columns(_pieces(text)))


# a line as where it begins, where it ends and its characters: a hostile text has a million, most of which go into one
Piece = tuple[int, int, str]


def _pieces(text: str) -> Iterator[Piece]:
    for found in _LINE.finditer(text):
        raw, start, end = found[0], found.start(), found.end()
        words = "".join(raw.split()).strip("？\ufeff\u200b")
        bars = words.count("|")
        if bars == 1 and words.endswith("|"):  # a cell of a table, alone on its line
            words, end = words[:-1], text.rindex("|", start, end)
        if not words:
            continue
        if words[0].isascii() and (code := _CODE.match(raw)):  # A1  永顺大道  从…
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
        number = _number(kind, found[kind])
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


# so many lines of so few characters on end are no table of cells and no list: a column of characters, or no text
_SHORT, _COLUMN = 8, 4096


def _without_columns(pieces: Iterable[Piece]) -> Iterator[Line]:
    """The lines, thousands of short ones on end made one: each would cost as much as a clause, and none is one."""
    for short, some in groupby(pieces, lambda piece: len(piece[2]) <= _SHORT):
        run = list(some)
        if short and len(run) >= _COLUMN:
            yield Line(Span(run[0][0], run[-1][1]), "".join(words for _, _, words in run))
        else:
            yield from (Line(Span(start, end), words) for start, end, words in run)


_GAP = re.compile(r"(?<=\S)[ \u3000](?=[ \u3000]{1,40}\S)")
_MARKED = re.compile(r"[，。；|\t]")
_SIZED = re.compile(r"[长宽]约?\d")


def part_at_gaps(text: str) -> str:
    """`text` with a comma in the wide blanks of lines that no mark parts: 龙山大道  龙架山脚—朵花大道  长3200米.

    Character for character: the comma takes the place of one blank. Rows of a table keep their blanks.
    """
    if "  " not in text and "\u3000\u3000" not in text:
        return text
    lines = text.split("\n")
    for at, line in enumerate(lines):
        wide = 10 < len(line) <= 400 and ("  " in line or "\u3000\u3000" in line)
        if wide and _SIZED.search(line) and not _MARKED.search(line) and len(_GAP.findall(line)) >= 2:
            lines[at] = _GAP.sub("，", line)
    return "\n".join(lines)


def find_furniture(lines: Sequence[Line]) -> frozenset[Span]:
    """The lines that belong to the page and not to the text: page numbers, and heads repeated on page after page."""
    often = Counter(line.text for line in lines if 3 < len(line.text) <= 40)
    heads = {words for words, count in often.items() if count >= 3 and _RUNNING_HEAD.search(words)}
    out = {line.span for line in lines if line.text in heads or _letterhead(line.text)}
    for index, line in enumerate(lines):
        if len(line.text) > 16 or not _PAGE_NUMBER.fullmatch(line.text):
            continue
        beside = [lines[at].text for at in (index - 1, index + 1) if 0 <= at < len(lines)]
        # a bare number between short lines is a cell of a table, not a page's number
        if not line.text.isdigit() or all(len(words) >= 12 for words in beside):
            out.add(line.span)
            out.update(_head_beside(lines, index))
    return frozenset(out)


def _letterhead(words: str) -> bool:
    """Whether a short line's blanks were turned into question marks: 市？人？民？政？府."""
    return words.count("？") >= 3 and len(words.replace("？", "")) <= 12


def _head_beside(lines: Sequence[Line], index: int) -> Iterator[Span]:
    """The running head next to a page number, seen once only: 东海市人民政府公报2021年第3期."""
    for at in (index - 1, index + 1):
        if 0 <= at < len(lines) and len(lines[at].text) <= 40 and _ISSUE.fullmatch(lines[at].text):
            yield lines[at].span


_ISSUE = re.compile(r".{0,20}公报.{0,4}\d{4}年第[\d/-]{1,6}期.{0,6}|\d{4}年第[\d/-]{1,6}期.{0,20}公报.{0,4}")
_RUNNING_HEAD = re.compile(r"公报|年第\d|第\d+期|PAGE|www\.|http")


def read_mark(text: str) -> Mark | None:
    """The item mark a line (without blanks) begins with, or None."""
    if found := MARK.match(text):
        kind = str(found.lastgroup)
        number = found[kind]
        if found.end() == len(text):
            return None
        if kind == "han" and len(number) > 3:
            return None
        return Mark(kind, _number(kind, number), found.end())
    if found := GLUED_MARK.match(text):
        return Mark("glued", int(found["glued"]), found.end())
    return None


def _number(kind: str, words: str) -> int | None:
    if kind in ("sign", "bullet", "lost"):
        return None
    try:
        return read_numeral(words)
    except ValueError:
        return None


_ENDED = re.compile(r"[。；！？：]$")
# what begins a paragraph of its own even without a mark
_BEGINS = re.compile(
    r"(?:附件|附表|附图|附：|特此|来源：|抄送|联系|公示|发布|（联系人|地名(?:标志)?汉语拼音|汉语拼音|拼音：|现将|现就|经研究|根据|为|各|同意|拟将|将位于|位于|该路|该道路|位置：|起止点|命名(?:理由|依据|含义|由来)|变更[前后]|〔|【)"
    r"|[^，。；：（）]{2,20}[：]|[“‘「][^”’」]{2,20}[”’」]|\d{4}年|[东南西北]{2,4}走向|[^，。；：（）\s]{2,16}（[A-Za-z原]"
)
_OPEN_END = re.compile(r"[，、（“和及与至起止于为的由将在位]$")


def read_paragraphs(text: str, lines: Sequence[Line], is_apart: Apart) -> Iterator[Paragraph]:
    """The paragraphs that `lines` make: a line broken off goes on in the next one.

    `is_apart` tells a line that stands by itself (a heading, a date, a table row) and joins nothing.
    """
    held: list[Line] = []
    mark: Mark | None = None
    for line in lines:
        here = read_mark(line.text)
        if (
            here is not None
            and here.kind == "lost"
            and held
            and not _ENDED.search(held[-1].text)
            and not line.text.startswith("、将")
        ):
            here = None
        apart = is_apart(line)
        if held and here is None and not apart and _goes_on(held, line):
            held.append(line)
            continue
        if held:
            yield _paragraph(text, held, mark)
        held, mark = [line], here
        if apart:
            yield _paragraph(text, held, mark)
            held = []
    if held:
        yield _paragraph(text, held, mark)


def _goes_on(held: Sequence[Line], line: Line) -> bool:
    """Whether `line` goes on with the paragraph held."""
    last = held[-1].text
    if len(held) > 60 or held[-1].span.end - held[0].span.start > 8000:
        return False
    if _OPEN_END.search(last) and not re.search(r"[。；]$", last):
        return True
    if _ENDED.search(last):
        return False
    if last.count("（") > last.count("）") or last.count("“") > last.count("”"):
        return True
    if _BEGINS.match(line.text):
        return False
    if len(held) == 1 and (mark := read_mark(last)) is not None:
        last = last[mark.end :]
    # a sentence begun (it has a comma or a measure) and not ended
    return (
        bool(re.search(r"[，、：起至止]", last))
        and len(last) >= 8
        and bool(_ENDED.search(line.text) or len(last) >= 24)
    )


def _paragraph(text: str, lines: Sequence[Line], mark: Mark | None) -> Paragraph:
    span = Span(lines[0].span.start, lines[-1].span.end)
    source = condense(text, lines[0].span)
    if len(lines) > 1:
        parts = [source, *(condense(text, line.span) for line in lines[1:])]
        source = Condensed("".join(part.text for part in parts), [at for part in parts for at in part.offsets])
    return Paragraph(span, source, mark, tuple(lines))
