"""Tables that stand one cell a line, or as cards of a label and its value: 标准名称 | 望湖路."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gazetteer.columns import Column, is_plausible, names_told_apart, read_column
from gazetteer.fitted_cells import spanning
from gazetteer.item_marks import read_mark
from gazetteer.lines import Line
from gazetteer.name_patterns import ends_as_road
from gazetteer.tables import Row, Table, split_cells
from gazetteer.text import Span, Words

_NOTE_LINE = re.compile(r"（[^（）]{2,60}）")


def _notes_joined(lines: Sequence[Line]) -> list[Line]:
    """The lines, one that is all bracket joined to the cell before it: 曲泾路 / （Qǔjīng Lù）."""
    out: list[Line] = []
    for line in lines:
        if out and _NOTE_LINE.fullmatch(line.text):
            before = out.pop()
            line = Line(Span(before.span.start, line.span.end), before.text + line.text)
        out.append(line)
    return out


_MOST = 20  # columns
_LONGEST = 50_000  # cells: what is longer is read as several tables, or not at all
_HEAD = 16  # characters: a longer line is the head of no column
_MOSTLY = 0.7  # of the heads are known, or the lines are no header
_SHORT = 24  # characters: a longer line is no cell but for places and ends
_FEW = 2  # lines behind a table may be its notice's signature
_MAY_BE_EMPTY = frozenset(("reason", "gone", "other", "town"))  # at the end of a row: a page then has no line for it
_NO_CELL = re.compile(r"[。；：]|\d{4}年\d{1,2}月")


def find_listed_cells(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """A table each of whose cells is a line: 序号 / 名称 / 起点 / …, then 1 / 人民路 / …

    Where the lines stand farther apart than those of the header do, the cells between them are empty.
    """
    if len(lines[at].text) > _HEAD:
        return None
    heads = _notes_joined(lines[at : at + 2 * _MOST])[:_MOST]
    header = _header(heads)
    unknown = tuple(head.span for head, column in zip(heads, header, strict=False) if column.role == "unknown")
    first, header = len(header), _in_order_of_cells(header)
    roles = [column.role for column in header]
    once = [role for role in roles if role not in _MAY_BE_EMPTY and role != "unknown"]
    if len(header) > 3 and roles[0] in ("district", "town") and roles[1] == "number":  # its cells stand above the rows
        table = find_listed_cells(text, lines, at + 1)
        return replace(table, used=table.used + 1) if table is not None else None
    if len(header) < 3 or roles.count("name") != 1 or len(set(once)) < len(once):
        return None
    cells = _notes_joined(lines[at : at + _LONGEST])
    read = _numbered if roles[0] == "number" else _unnumbered
    parts, broken, end = read(cells, first, header)
    if read is _numbered and len(filled := _with_empty(text, cells, first)) > len(cells):
        whole = read(filled, first, header)
        parts, broken, end = whole if whole[0] and not whole[1] else (parts, broken, end)
    if not parts and not broken:
        return None
    used = next((n for n, line in enumerate(lines[at : at + _LONGEST]) if line.span.start >= end), _LONGEST)
    return Table(tuple(parts), tuple(broken), used, unknown)


def _header(lines: Sequence[Line]) -> list[Column]:
    """The columns that the first of the lines name, one each; among them unknown ones only where a 1 ends them."""
    columns: list[Column | None] = [read_column(line.text) if len(line.text) <= _HEAD else None for line in lines]
    known = columns.index(None) if None in columns else len(columns)
    columns[:known] = names_told_apart(columns[:known], [line.text for line in lines[:known]])
    rows = next((n for n, line in enumerate(lines) if line.text == "1"), 0)
    rows -= rows > 0 and columns[rows - 1] is None  # the district of the rows below
    told = sum(column is not None for column in columns[:rows])
    if (
        known < rows
        and columns[0] == Column("number")
        and told >= _MOSTLY * rows
        and not any(len(line.text) > _HEAD or _NO_CELL.search(line.text) for line in lines[:rows])
    ):
        return [column or Column("unknown") for column in columns[:rows]]
    return [column for column in columns[:known] if column]


def _with_empty(text: str, lines: Sequence[Line], first: int) -> list[Line]:
    """The lines, with an empty one for each empty cell that the line ends between two of them tell."""
    gaps = [text.count("\n", a.span.end, b.span.start) for a, b in pairwise(lines)]
    apart = gaps[0]
    if not apart or any(gap != apart for gap in gaps[: first - 1]):
        return list(lines)
    out = list(lines[:first])
    for line, gap in zip(lines[first:], gaps[first - 1 :], strict=True):
        if out[-1].text and gap > apart and gap % apart == 0:
            end = out[-1].span.end
            out += [Line(Span(end, end), "")] * min(gap // apart - 1, _MOST)
        out.append(line)
    return out


# a cell of the upper storey of a header → those that stand below it
_STOREYS = {"size": ("length", "width"), "both": ("start", "end")}


def _in_order_of_cells(header: list[Column]) -> list[Column]:
    """The columns as a row has them, where the header is told storey by storey: 规模, 走向, 长度, 宽度."""
    for told in (_STOREYS, *({over: _STOREYS[over]} for over in _STOREYS)):
        below = [role for column in header for role in told.get(column.role, ())]
        upper, lower = header[: -len(below) or None], header[len(header) - len(below) :]
        if below and [column.role for column in lower] == below and all(column.role not in below for column in upper):
            left = iter(lower)
            return [one for column in upper for one in ([next(left), next(left)] if column.role in told else [column])]
    return header


def _numbered(lines: Sequence[Line], at: int, header: Sequence[Column]) -> tuple[list[Row | Line], list[Span], int]:
    """The rows that begin with the numbers 1, 2, 3, …, again from 1 below a district; where the last ends."""
    width = len(header)
    parts: list[Row | Line] = []
    broken: list[Span] = []
    expected, end = 1, 0
    above: list[Words] = []  # the first cells of the row above
    while at + 1 < len(lines):
        first = (str(expected), "1")
        if not lines[at].text:
            at += 1
            continue
        if lines[at].text not in first:
            if lines[at + 1].text not in first or len(lines[at].text) > _SHORT:
                break
            parts.append(lines[at])  # the district of the rows below
            above = []
            at += 1
        expected = int(lines[at].text)
        if above and (row := _spanned(lines, at, header, above)) is not None:
            parts.append(row)
            at = next(n for n in range(at, len(lines)) if lines[n].span.end >= row.span.end) + 1
            end, expected = row.span.end, expected + 1
            continue
        block = _block(lines, at, header, expected + 1)
        end = block[-1].span.end
        complete = len(block) == width or (len(block) == width - 1 and header[-1].role in _MAY_BE_EMPTY)
        row = _row(block, header[: len(block)]) if complete else None
        if row is not None:
            parts.append(row)
            above = [Words(line.text, line.span) for line in block]
            above += [Words("", block[-1].span)] * (width - len(above))
        else:
            broken.append(Span(block[0].span.start, end))
        at += len(block)
        expected += 1
    if parts and (left := _left_over(lines, at)) > at:
        broken.append(Span(lines[at].span.start, lines[left - 1].span.end))
        end = broken[-1].end
    return parts, broken, end


def _spanned(lines: Sequence[Line], at: int, header: Sequence[Column], above: Sequence[Words]) -> Row | None:
    """The row whose divisions stand only in a row above it, so that it has a line less, or two."""
    number, width = int(lines[at].text), len(header)
    following = [n for n in (1, 2) if at + width - n < len(lines) and lines[at + width - n].text == str(number + 1)]
    for missing in following or (1,):
        block = lines[at : at + width - missing]
        cells = spanning([Words(line.text, line.span) for line in block], header, above)
        if cells is not None and any(cell.span.start < block[0].span.start for cell in cells):
            told = tuple((column, cell) for column, cell in zip(header, cells, strict=True) if cell.text)
            return Row(Span(block[0].span.start, block[-1].span.end), told)
    return None


def _left_over(lines: Sequence[Line], at: int) -> int:
    """Behind the lines that look like more cells of a list, which else would pass for names of roads; `at` for few."""
    while at < len(lines) and not lines[at].text:
        at += 1
    last = at
    while (
        last < len(lines)
        and len(lines[last].text) <= _SHORT
        and not _NO_CELL.search(lines[last].text)
        and read_column(lines[last].text) is None
        and read_mark(lines[last].text) is None
    ):
        last += 1
    return last if last - at > _FEW else at


def _block(lines: Sequence[Line], at: int, header: Sequence[Column], following: int) -> Sequence[Line]:
    """The lines of one numbered row: as many as there are columns, fewer where the next number comes too soon."""
    whole = lines[at : at + len(header)]
    after = lines[at + len(header)].text if at + len(header) < len(lines) else ""
    if header[-1].role in _MAY_BE_EMPTY and len(whole) > 2:
        mark = read_mark(whole[-1].text)
        if whole[-1].text == str(following) != after or (mark is not None and mark.kind == "han"):
            return whole[:-1]  # the last cell is empty: the next row, or a heading, begins in its place
    if _row(whole, header[: len(whole)]) and len(whole) == len(header):
        return whole
    last = next((n for n, line in enumerate(whole) if n >= 2 and line.text == str(following)), len(whole))
    return whole[:last]


def _row(block: Sequence[Line], columns: Sequence[Column]) -> Row | None:
    """The row that lines make, one a cell; None where one cannot stand under its column."""
    cells = [(column, Words(line.text, line.span)) for column, line in zip(columns, block, strict=True)]
    if not all(is_plausible(column, cell.text) for column, cell in cells):
        return None
    return Row(Span(block[0].span.start, block[-1].span.end), tuple(cell for cell in cells if cell[1].text))


def _unnumbered(lines: Sequence[Line], at: int, header: Sequence[Column]) -> tuple[list[Row | Line], list[Span], int]:
    """The rows without numbers: each has all cells, its name is a road's. What is left of the list is broken."""
    width = len(header)
    name = [column.role for column in header].index("name")
    parts: list[Row | Line] = []
    first = at
    told = any(column.role in ("length", "width", "district", "town") for column in header)
    while told and at + width <= len(lines) and ends_as_road(lines[at + name].text):
        row = _row(lines[at : at + width], header)
        if row is None:
            break  # without a cell that may stand nowhere else nothing tells whether cells are missing
        parts.append(row)
        at += width
    left = _left_over(lines, at)
    if left > at and (parts or left - at >= width):
        return parts, [Span(lines[at].span.start, lines[left - 1].span.end)], lines[left - 1].span.end
    return parts, [], lines[at - 1].span.end if at > first else 0


def find_card(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """One road told in rows of labels and values: 标准名称 | 望湖路, then 起点 | 澄心大街 | 止点 | 雁栖路."""
    cells: list[tuple[Column, Words]] = []
    used = 0
    for line in lines[at : at + _MOST]:
        held = split_cells(text, line.span)
        pairs = list(zip(held[::2], held[1::2], strict=False))
        columns = [read_column(label.text) for label, _ in pairs]
        known = {column.role for column, _ in cells}
        if len(held) % 2 or not pairs or None in columns or any(column and column.role in known for column in columns):
            break
        if any(read_column(value.text) for _, value in pairs):
            break
        cells += [(column, value) for column, (_, value) in zip(columns, pairs, strict=True) if column]
        used += 1
    roles = [column.role for column, _ in cells]
    if used < 3 or "name" not in roles or not all(is_plausible(column, value.text) for column, value in cells):
        return None
    span = Span(lines[at].span.start, lines[at + used - 1].span.end)
    return Table((Row(span, tuple((column, value) for column, value in cells if value.text)),), (), used)
