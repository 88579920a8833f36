"""Tables of roads by their header words: any column order, rows short of a carried first cell, units in the header.

A row stands on one line, its cells apart by |, tabs or blanks. A row that cannot be told apart is left to the caller
as a doubt, never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazetteer.columns import Column, read_header, two_storeys
from gazetteer.fitted_cells import fit, may_be_division
from gazetteer.lines import Line
from gazetteer.text import Span, Words


@dataclass(frozen=True, slots=True)
class Row:
    """One row: column → its cell."""

    span: Span
    cells: tuple[tuple[Column, Words], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What stands under one header: its rows, and among them lines that are none (the district of those below).

    `broken` are lines that look like rows and do not fit the header.
    """

    parts: tuple[Row | Line, ...]
    broken: tuple[Span, ...]
    used: int  # how many lines, header included
    unknown: tuple[Span, ...] = ()  # header cells that name nothing known


def _split_at_blanks(text: str, span: Span) -> list[Words]:
    return split_cells(text, span, r"[^ \u3000\t|]+")


def split_cells(text: str, span: Span, pattern: str = "", like: str | None = None) -> list[Words]:
    """The cells of a row: at | or tabs, else at blanks (or what `pattern` matches).

    Bars at the ends of a line bound cells, or stand for empty ones, as in the header `like`.
    """
    raw = span.of(text)
    if pattern:
        pass
    elif "|" in raw:
        pattern = r"[^|]*"
    elif "\t" in raw:
        pattern = r"[^\t]*"
    elif "  " in raw.strip() or "\u3000\u3000" in raw.strip():
        pattern = r"(?:[^ \u3000]| (?! )|\u3000(?!\u3000))+"
    else:
        pattern = r"[^ \u3000]+"
    cells: list[Words] = []
    last = -1
    for found in re.finditer(pattern, raw):
        if found.start() == last and not found[0]:
            continue
        last = found.end()
        inside = found[0].strip()
        start = span.start + found.start() + (len(found[0]) - len(found[0].lstrip()))
        cells.append(Words("".join(inside.split()), Span(start, start + len(inside))))
    if "|" in raw:
        header = raw if like is None else like
        if header.lstrip().startswith("|") and cells and not cells[0].text:
            cells = cells[1:]
        if header.rstrip().endswith("|") and cells and not cells[-1].text:
            cells = cells[:-1]
    return cells


_TOTAL = re.compile(r"[（(]?(?:合|总|小|共)计[）)：]?")
_RULE = re.compile(r"[|\s:：+=-]+")


def find_table(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """The table whose header stands at `lines[at]`, or None."""
    first = lines[at]
    if len(first.text) > 160:
        return None
    raw = first.span.of(text)
    cells = split_cells(text, first.span)
    header = read_header(cells)
    if ("|" in raw or "\t" in raw) and at + 1 < len(lines):
        lower = _below(text, lines[at + 1].span, raw)
        if (storeys := two_storeys(cells, lower)) is not None:
            table = _read_rows(text, lines, at + 1, storeys)
            return replace(table, used=table.used + 1)
    if "|" not in raw and "\t" not in raw:  # one blank here, two there
        loose = _split_at_blanks(text, first.span)
        if len(loose) > len(cells) and (found := read_header(loose)) and (header is None or _all_known(found)):
            cells, header = loose, found
    if header is None:
        return None
    unknown = [cell.span for cell, column in zip(cells, header, strict=True) if column.role == "unknown"]
    return replace(_read_rows(text, lines, at, header), unknown=tuple(unknown))


def _below(text: str, span: Span, header: str) -> list[Words]:
    """The cells of a header's second row: tabs before the first of them stand for cells that are empty there."""
    if "|" not in header:
        span = Span(text.rfind("\n", 0, span.start) + 1, span.end)
    return split_cells(text, span, like=header)


def _all_known(columns: Sequence[Column]) -> bool:
    return all(column.role != "unknown" for column in columns)


def _read_rows(text: str, lines: Sequence[Line], at: int, header: tuple[Column, ...]) -> Table:
    head = lines[at].span.of(text)
    barred = "|" in head
    parts: list[Row | Line] = []
    broken: list[Span] = []
    carried: list[Words] = []
    used = 1
    for number, line in enumerate(lines[at + 1 :], at + 1):
        raw = line.span.of(text)
        if _RULE.fullmatch(raw):
            used += 1
            continue
        cells = split_cells(text, line.span, like=head)
        while len(cells) > len(header) and not cells[-1].text:
            cells.pop()
        if (again := read_header(cells)) is not None:
            if [column.role for column in again] != [column.role for column in header]:
                if parts or broken or len(again) != len(header):
                    break  # another table
                header = again  # 起止点 over 起点 and 止点: the lower row tells
            used += 1
            continue
        filled = [cell for cell in cells if cell.text]
        if len(filled) == 1 and parts and text[line.span.start - 1] == "\t":  # a cell of the row above goes on
            broken.append(line.span)
            used += 1
            continue
        if len(filled) == 1 and len(header) > 2 and not filled[0].text.isdigit():
            if "|" not in raw and not _row_follows(text, lines, number, head, header):
                break
            parts.append(Line(filled[0].span, filled[0].text))
            carried = []  # below the name of another district no cell goes on from above
            used += 1
            continue
        if barred and "|" not in raw:
            break
        if filled and _TOTAL.fullmatch(filled[0].text):  # adds up what the rows say
            used += 1
            continue
        if not barred and (len(cells) < 2 or (re.search(r"[。；：]", line.text) and len(cells) < len(header) - 1)):
            break
        fitted = fit(cells, header, carried) or fit(_split_at_blanks(text, line.span), header, carried)
        used += 1
        if fitted is None:
            broken.append(line.span)
            if any(may_be_division(cell.text) for cell in cells[:3]):
                carried = []  # the rows below may lie there
            continue
        carried = fitted
        parts.append(
            Row(line.span, tuple((column, cell) for column, cell in zip(header, fitted, strict=True) if cell.text))
        )
    return Table(tuple(parts), tuple(broken), used)


def _row_follows(text: str, lines: Sequence[Line], number: int, head: str, header: Sequence[Column]) -> bool:
    """Whether the line behind a short one is a row again: 青禾区云水街道 stands among the rows."""
    if number + 1 >= len(lines) or len(lines[number].text) > 30 or re.search("[。；，]", lines[number].text):
        return False
    cells = split_cells(text, lines[number + 1].span, like=head)
    return read_header(cells) is not None or fit(cells, header, ()) is not None
