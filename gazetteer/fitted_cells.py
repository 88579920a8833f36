"""Which cell of a row stands under which column, where cells above span rows and others are missing.

What fits in two ways does not fit.
"""

import re
from collections.abc import Sequence
from itertools import combinations

from gazetteer.columns import Column, is_plausible
from gazetteer.extent_patterns import FROM_SIDE, TO_SIDE
from gazetteer.name_patterns import ends_as_road
from gazetteer.text import Span, Words

_CARRIED_ROLES = ("district", "town", "place")


def _filled(cells: list[Words], header: Sequence[Column], carried: Sequence[Words]) -> list[Words]:
    """The cells, an empty one of a division taking what stands above it (a merged cell)."""
    return [
        carried[at] if not cell.text and carried and header[at].role in _CARRIED_ROLES else cell
        for at, cell in enumerate(cells)
    ]


def fit(cells: Sequence[Words], header: Sequence[Column], carried: Sequence[Words]) -> list[Words] | None:
    """The cells of a row under their columns: a first cell that spans rows is carried; None where they do not fit."""
    cells = _joined(list(cells), header, "both", _FROM_CELL, _TO_CELL)
    cells = _joined(cells, header, "romanised", _LETTERS, _LETTERS)
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
        and not any(may_be_division(cell.text) for cell in cells[:2])
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
            right = at in carried or column.role == "place" or cell.text[-1:] == "场" or not may_be_division(cell.text)
        elif column.role in ("district", "town"):
            right = at in carried or may_be_division(cell.text)
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


def may_be_division(words: str) -> bool:
    """Whether words end as those of divisions do: 青禾区云水街道."""
    return len(words) <= 30 and words[-1:] in "道镇乡区县市旗场处" and _DIVISION.fullmatch(words) is not None


def _is_name(words: str) -> bool:
    return ends_as_road(words) and _NO_NAME.search(words) is None and not may_be_division(words)


def _all_plausible(cells: Sequence[Words], columns: Sequence[Column]) -> bool:
    return all(is_plausible(column, cell.text) for column, cell in zip(columns, cells, strict=True))


# 南起水库大坝 北至舜帝街: both ends, parted at the blank between them
_FROM_CELL = re.compile(FROM_SIDE)
_TO_CELL = re.compile(TO_SIDE)
# 望湖路 Wanghu Lu: a romanisation of two words, parted at its blank
_LETTERS = re.compile("[A-Za-z\u00c0-\u024f'’ ]+$")


def _joined(
    cells: list[Words], header: Sequence[Column], role: str, one: re.Pattern[str], other: re.Pattern[str]
) -> list[Words]:
    """The cells, those beside each other that are the `one` and the `other` half of a column's made one."""
    at = next((n for n, column in enumerate(header) if column.role == role), None)
    while at is not None and len(cells) > len(header) and at + 1 < len(cells):
        first, second = cells[at], cells[at + 1]
        if not (one.match(first.text) and other.match(second.text)):
            break
        cells[at : at + 2] = [Words(first.text + second.text, Span(first.span.start, second.span.end))]
    return cells
