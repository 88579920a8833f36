"""What a person reads on a page, line by line: columns one after the other, the rows of tables with | between cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gazetteer.grids import LAYOUT, cell_words, row_lines
from gazetteer.page_glyphs import Glyph, Sheet
from gazetteer.ruled_tables import RuledTable, find_tables
from gazetteer.unruled_tables import Segment, write_rows

_GAP = 0.9  # of a character's height: a gap wider than this may part columns of text or cells of a table
_NARROWEST = 8  # characters: no column of text is narrower
_SAME_LINE, _RAISED, _SMALL = 0.35, 0.6, 0.75


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of words over the page, or a ruled table among them."""

    base: float
    segments: tuple[Segment, ...]
    lines: tuple[str, ...] = ()  # of a ruled table


def read_page(sheet: Sheet) -> list[str]:
    """The lines of a page in reading order."""
    tables = find_tables(sheet.rules)
    held: list[list[Glyph]] = [[] for _ in tables]
    loose: list[Glyph] = []
    for glyph in sheet.glyphs:
        at = next((n for n, table in enumerate(tables) if table.holds(glyph)), None)
        (loose if at is None else held[at]).append(glyph)
    rows = _rows(loose)
    for table, glyphs in zip(tables, held, strict=True):
        if lines := _table_lines(table, glyphs):
            here = Segment(10, (Glyph(table.left, table.right, table.top, 10, ""),))
            rows.append(_Row(table.top, (here,), tuple(lines)))
    rows.sort(key=lambda row: -row.base)
    return _in_order(rows)


def _rows(glyphs: Sequence[Glyph]) -> list[_Row]:
    """The lines that glyphs make, from the top of the page down."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (-one.base, one.left)):
        first = rows[-1][0] if rows else None
        if first is not None and first.base - glyph.base <= _reach(first, glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [_Row(row[0].base, tuple(_segments(row))) for row in rows]


def _reach(one: Glyph, other: Glyph) -> float:
    """How far above a line a character may stand and still be on it: a raised number farther than another."""
    small, large = sorted((one.height, other.height))
    return large * (_RAISED if small < _SMALL * large else _SAME_LINE)


def _segments(row: Sequence[Glyph]) -> Iterator[Segment]:
    """The words of a line, apart where the gap between them is wide."""
    glyphs = _without_doubles(_without_notes(sorted(row, key=lambda glyph: glyph.left)))
    height = sorted(glyph.height for glyph in glyphs)[len(glyphs) // 2]
    held: list[Glyph] = []
    right = 0.0
    for glyph in glyphs:
        if held and glyph.left - right > _GAP * height:
            yield Segment(height, tuple(held))
            held = []
        right = max(right, glyph.right) if held else glyph.right
        held.append(glyph)
    yield Segment(height, tuple(held))


def _without_doubles(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs, one set twice on the same spot (to look bold) once."""
    out: list[Glyph] = []
    for glyph in glyphs:
        if any(other.char == glyph.char and glyph.left - other.left < 0.3 * glyph.height for other in out[-2:]):
            continue
        out.append(glyph)
    return out


_NOTE_SIGN = re.compile("[0-9０-９\\[\\]［］〔〕①-⑳*]+")


def _without_notes(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs without the small raised numbers behind a word that point to notes at the foot of the page."""
    if len(glyphs) < 2:
        return list(glyphs)
    size = max(glyph.height for glyph in glyphs)
    base = min(glyph.base for glyph in glyphs)
    out: list[Glyph] = []
    for glyph in glyphs:
        raised = glyph.height < _SMALL * size and glyph.base > base + 0.15 * size
        behind = out[-1].char if out else ""
        if not (raised and _NOTE_SIGN.fullmatch(glyph.char) and "\u3400" <= behind <= "\u9fff" and behind != "米"):
            out.append(glyph)
    return out


def _table_lines(table: RuledTable, glyphs: Sequence[Glyph]) -> list[str]:
    """The rows of a ruled table; of one that is the layout of the page, the lines of its cells one after the other."""
    cells: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        cells.setdefault(table.cell(glyph), []).append(glyph)
    if max((len(held) for held in cells.values()), default=0) > LAYOUT:
        return [line for number in sorted(cells) for line in write_rows(_segments_of(_rows(cells[number])))]
    words = {
        number: cell_words(" ".join(segment.words for row in _rows(held) for segment in row.segments))
        for number, held in cells.items()
    }
    return row_lines(table.rows(words))


def _segments_of(rows: Sequence[_Row]) -> list[tuple[float, tuple[Segment, ...]]]:
    return [(row.base, row.segments) for row in rows]


# ── columns of text ────────────────────────────────────────────────────────────────────────────────────────────────
def _in_order(rows: Sequence[_Row]) -> list[str]:
    """The lines of the rows; where they are set in columns, the left one first."""
    if not rows:
        return []
    left = min(row.segments[0].left for row in rows)
    width = max(row.segments[-1].right for row in rows) - left
    gutters = {
        round(segment.left) - 3
        for row in rows
        for segment in row.segments
        if 0.25 * width < segment.left - left < 0.75 * width
    }
    best: list[tuple[int, int]] = []
    middle = 0.0
    for gutter in sorted(gutters):
        runs = [run for run in _runs(rows, gutter) if _is_columns(rows[slice(*run)], gutter)]
        if sum(last - first for first, last in runs) > sum(last - first for first, last in best):
            best, middle = runs, gutter
    out: list[str] = []
    at = 0
    for first, last in best:
        out += _lines(rows[at:first])
        for right in (False, True):
            out += _in_order([side for row in rows[first:last] if (side := _side(row, middle, right)).segments])
        at = last
    return [*out, *_lines(rows[at:])]


def _crosses(row: _Row, gutter: float) -> bool:
    return any(segment.left < gutter - 2 and segment.right > gutter + 2 for segment in row.segments)


def _runs(rows: Sequence[_Row], gutter: float) -> Iterator[tuple[int, int]]:
    """Where rows on end do not cross the gutter: first, and behind the last."""
    first = 0
    for at, row in enumerate(rows):
        if _crosses(row, gutter):
            if at > first:
                yield first, at
            first = at + 1
    if len(rows) > first:
        yield first, len(rows)


def _side(row: _Row, gutter: float, right: bool) -> _Row:
    """What of a row stands on one side of the gutter."""
    kept = tuple(segment for segment in row.segments if (segment.left >= gutter - 2) is right)
    return _Row(row.base, kept, row.lines if kept else ())


def _is_columns(rows: Sequence[_Row], gutter: float) -> bool:
    """Whether rows are set in columns: lines of words fill what is left and right of a gutter, three at least in each.

    A table has three short cells and more in its rows, if not in the further lines of those.
    """
    if sum(_is_cells(row) for row in rows) * 5 >= len(rows):
        return False
    widths = []
    for right in (False, True):
        sides = [side.segments for row in rows if (side := _side(row, gutter, right)).segments]
        if len(sides) < 3:
            return False
        full = max(side[-1].right for side in sides) - min(side[0].left for side in sides)
        if sum(side[-1].right - side[0].left >= 0.6 * full for side in sides) * 3 < len(sides):
            return False
        if full < _NARROWEST * sides[0][0].height:
            return False
        widths.append(full)
    return min(widths) >= 0.4 * max(widths)


def _is_cells(row: _Row) -> bool:
    short = sum(one.right - one.left < _NARROWEST * one.height for one in row.segments)
    return len(row.segments) >= 3 and short * 2 > len(row.segments)


def _lines(rows: Sequence[_Row]) -> Iterator[str]:
    """The text of rows read one below the other."""
    held: list[_Row] = []
    for row in rows:
        if not row.lines:
            held.append(row)
            continue
        yield from write_rows(_segments_of(held))
        held = []
        yield from row.lines
    yield from write_rows(_segments_of(held))
