"""Tables of roads by their header words: any column order, rows short of a carried first cell, units in the header.

A row stands on one line, its cells apart by |, tabs or blanks. A row that cannot be told apart is left to the caller
as a doubt, never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from gazetteer.columns import Column, is_plausible, read_header, two_storeys
from gazetteer.extent_patterns import FROM_SIDE, TO_SIDE
from gazetteer.lines import Line
from gazetteer.name_patterns import ends_as_road
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
            if any(_is_division(cell.text) for cell in cells[:3]):
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


_CARRIED_ROLES = ("district", "town", "place")


def _filled(cells: list[Words], header: Sequence[Column], carried: Sequence[Words]) -> list[Words]:
    """The cells, an empty one of a division taking what stands above it (a merged cell)."""
    return [
        carried[at] if not cell.text and carried and header[at].role in _CARRIED_ROLES else cell
        for at, cell in enumerate(cells)
    ]


def fit(cells: Sequence[Words], header: Sequence[Column], carried: Sequence[Words]) -> list[Words] | None:
    """The cells of a row under their columns: a first cell that spans rows is carried; None where they do not fit."""
    cells = _ends_joined(list(cells), header)
    missing = len(header) - len(cells)
    number = next((n for n, column in enumerate(header) if column.role == "number"), 0)
    if carried and missing <= 0 < number <= 2 and cells[0].text.isdigit() and not cells[number].text.isdigit():
        while cells and not cells[-1].text and len(cells) > len(header) - number:
            cells.pop()  # the first cells span rows, and so do empty ones at the end
        missing = len(header) - len(cells)
    if missing == 0:
        return _filled(cells, header, carried)
    if 0 < missing <= 2 and carried and header[missing].role == "number" and cells[0].text.isdigit():
        return _filled([*carried[:missing], *cells], header, carried)
    if 0 < missing <= 3 and cells and (spanned := spanning(cells, header, carried)) is not None:
        return _filled(spanned, header, carried)
    if (
        0 < missing <= 2
        and carried
        and all(column.role in _CARRIED_ROLES for column in header[:missing])
        and not any(_is_division(cell.text) for cell in cells[:2])
    ):
        return _filled([*carried[:missing], *cells], header, carried)
    if (
        0 < missing <= 2
        and header[-1].role in ("reason", "gone", "other")
        and header[0].role == "number"
        and cells
        and cells[0].text.isdigit()
        and not any(
            column.role in ("district", "town") and ends_as_road(cell.text)
            for column, cell in zip(header, cells, strict=False)
        )
    ):
        return [*cells, *[Words("", cells[-1].span)] * missing]
    # the numbers lost: every other cell stands where it should
    if (
        missing == 1
        and header[0].role == "number"
        and _all_plausible(cells, header[1:])
        and not cells[0].text.isdigit()
    ):
        return _filled([Words("", Span(cells[0].span.start, cells[0].span.start)), *cells], header, carried)
    return None


def spanning(cells: Sequence[Words], header: Sequence[Column], above: Sequence[Words]) -> list[Words] | None:
    """The cells of a row whose divisions stand only in a row above it: 2, [甲区,] 乙路, … or 2, 乙路, [甲区,] …

    A reason may be missing at its end as well. None where it cannot be told which cells are missing.
    """
    missing = len(header) - len(cells)
    divisions = [at for at, column in enumerate(header[:5]) if column.role in _CARRIED_ROLES] if above else []
    last = len(header)
    while last and header[last - 1].role in ("reason", "gone", "other"):
        last -= 1
    found: list[list[Words]] = []
    for ended in range(min(len(header) - last, missing) + 1):
        for absent in combinations(divisions, missing - ended):
            left = iter([*cells, *[Words("", cells[-1].span)] * ended])
            whole = [above[at] if at in absent else next(left) for at in range(len(header))]
            if _may_be_row(whole, header, absent):
                found.append(whole)
    return found[0] if len(found) == 1 else None


def _may_be_row(cells: Sequence[Words], header: Sequence[Column], carried: Sequence[int]) -> bool:
    """Whether cells stand as a road's do: a name under its column, divisions under theirs and nowhere else."""
    divisions = [at for at, column in enumerate(header) if column.role in ("district", "town")]
    both = len({header[at].role for at in divisions}) == 2
    if both and any(header[at].role == "town" for at in carried) and any(at not in carried for at in divisions):
        return False  # the town above lies in the district above
    for at, (column, cell) in enumerate(zip(header, cells, strict=True)):
        if column.role == "name":
            right = _is_name(cell.text)
        elif column.role in ("former", "prior", "start", "end", "both", "both_before", "place"):
            right = at in carried or column.role == "place" or cell.text[-1:] == "场" or not _is_division(cell.text)
        elif column.role in ("district", "town"):
            right = at in carried or _is_division(cell.text)
            if right and both and at not in carried:
                right = (column.role == "district") == (cell.text[-1:] in "区县市旗")
        else:
            right = True
        if not right:
            return False
    return _all_plausible(cells, header)


_DIVISION = re.compile(r"(?:[\u3400-\u9fff]{1,10}(?:街道(?:办事处)?|镇|乡|区|县|市|旗|农场|林场|办事处)[、和]?){1,4}")
# 南起甲路，北至乙路 | 甲路—乙路: ends as a name does, and is none
_NO_NAME = re.compile(f"[，。；：—~-]|{FROM_SIDE}|{TO_SIDE}")


def _is_division(words: str) -> bool:
    return len(words) <= 30 and words[-1:] in "道镇乡区县市旗场处" and _DIVISION.fullmatch(words) is not None


def _is_name(words: str) -> bool:
    return ends_as_road(words) and _NO_NAME.search(words) is None and not _is_division(words)


def _all_plausible(cells: Sequence[Words], columns: Sequence[Column]) -> bool:
    return all(is_plausible(column, cell.text) for column, cell in zip(columns, cells, strict=True))


_FROM_CELL = re.compile(FROM_SIDE)
_TO_CELL = re.compile(TO_SIDE)


def _ends_joined(cells: list[Words], header: Sequence[Column]) -> list[Words]:
    """南起水库大坝 北至舜帝街, split at its blank, made one cell again where the header has one for both ends."""
    at = next((n for n, column in enumerate(header) if column.role == "both"), None)
    while at is not None and len(cells) > len(header) and at + 1 < len(cells):
        first, second = cells[at], cells[at + 1]
        if not (_FROM_CELL.match(first.text) and _TO_CELL.match(second.text)):
            break
        cells[at : at + 2] = [Words(first.text + second.text, Span(first.span.start, second.span.end))]
    return cells
