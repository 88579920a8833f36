"""Lines broken at one width and not where anything ends, made whole: text wrapped by hand, the pages of a PDF."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gazetteer.item_marks import read_mark
from gazetteer.lines import Line
from gazetteer.text import Span

_LEAST, _WIDEST = 16, 240  # half-width characters, or characters: nothing is wrapped narrower or wider
_SPARE = 3  # a mark that may not begin a line, half a character: what a full line may lack
_ENDED = re.compile(r"[。；！？：]$")
# what a list's lines end with, and lines broken at a width only now and then
_COMPLETE = re.compile(r"[路街巷道弄坊米线口桥]$")
# a paragraph of its own even without a mark
_BEGINS = re.compile(r"[^，。；：（）]{2,20}：|附件|特此|\d{4}年\d{1,2}月\d{1,2}日$")


@dataclass(frozen=True, slots=True)
class _Measured:
    """A line, how far it reaches and how far its first word is set in, in half-width characters or characters."""

    line: Line
    reach: int
    indent: int


def unwrapped(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines of a text (as it stands, not normalised); one broken off at its width and the next made one."""
    unended = sum(1 for line in lines if line.text[-1] not in "。；！？：")
    if unended * 15 < len(lines) * 2:  # too few for the fifth of the lines that must be full
        return list(lines)
    for count in (_width, len):  # a program breaks lines at a width, another at a number of characters
        measured = [_measure(text, line, count) for line in lines]
        if (width := _wrapped_at(measured)) is not None:
            return _joined(text, measured, width)
    return list(lines)


def _joined(text: str, measured: Sequence[_Measured], width: int) -> list[Line]:
    indented = sum(1 for one in measured if one.indent >= 2) * 10 >= len(measured)
    out: list[Line] = []
    broken = False
    for one in measured:
        line = one.line
        if broken and not (indented and one.indent >= 2) and _goes_on(text, out[-1], line):
            line = Line(Span(out[-1].span.start, line.span.end), out[-1].text + line.text)
            out.pop()
        out.append(line)
        broken = _is_full(one, width) and not _ENDED.search(line.text)
    return out


def _measure(text: str, line: Line, count: Callable[[str], int]) -> _Measured:
    start = text.rfind("\n", 0, line.span.start) + 1
    indent = count(text[start : line.span.start])
    return _Measured(line, indent + count(line.span.of(text)), indent)


def _width(words: str) -> int:
    return len(words) if words.isascii() else len(words.encode("gb18030", "replace"))


def _is_full(one: _Measured, width: int) -> bool:
    return width - _SPARE <= one.reach <= width + 2


def _wrapped_at(measured: Sequence[_Measured]) -> int | None:
    """The width a text is wrapped at, or None: many lines reach it, few beyond, most of them ended by nothing."""
    often = Counter(one.reach for one in measured if _LEAST <= one.reach <= _WIDEST and "|" not in one.line.text)
    if not often:
        return None
    reaching = {reach: sum(often[reach - less] for less in range(-2, _SPARE + 1)) for reach in often}
    width = max(reach for reach, count in reaching.items() if count * 4 >= max(reaching.values()) * 3)
    full = [one.line.text for one in measured if _is_full(one, width)]
    short = [one.line.text for one in measured if one.reach < width - _SPARE]
    beyond = len(measured) - len(full) - len(short)
    ended = sum(1 for words in short if _ENDED.search(words))
    wrapped = (
        len(full) >= max(4, len(measured) / 5)
        and beyond * 20 <= len(measured)
        and ended >= max(2, len(full) / 12)
        and sum(1 for words in full if _ENDED.search(words)) * 3 <= len(full)
        and sum(1 for words in full if _COMPLETE.search(words)) * 3 <= len(full)
    )
    return width if wrapped else None


def _is_row(text: str, line: Line) -> bool:
    """Whether a line holds the cells of a table, bars or tabs between them."""
    return "|" in line.text or text.count("\t", line.span.start, line.span.end) > 1


def _goes_on(text: str, before: Line, line: Line) -> bool:
    """Whether a line may go on with a full one: it begins no item, and no blank line stands between them."""
    if _is_row(text, line) or _is_row(text, before) or text.count("\n", before.span.end, line.span.start) > 1:
        return False
    mark = read_mark(line.text)
    return (mark is None or mark.kind == "lost") and _BEGINS.match(line.text) is None
