"""Tables without ruled lines: rows whose words stand below one another in three columns or more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from gazetteer.grids import cell_words, row_lines
from gazetteer.page_glyphs import Glyph

_BLANK = 0.3  # of a character's height: a gap wider than this is a blank
_LETTERS = 0.15  # between Latin letters


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a line that no wide gap parts; `height` is of most characters of the line."""

    height: float
    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)

    @property
    def words(self) -> str:
        words = self.glyphs[0].char
        for before, glyph in pairwise(self.glyphs):
            letters = before.char.isascii() and before.char.isalpha() and glyph.char.isascii()
            gap = glyph.left - before.right > (_LETTERS if letters else _BLANK) * self.height
            words += f" {glyph.char}" if gap else glyph.char
        return words

    def parted(self, columns: Sequence[tuple[float, float]]) -> Iterator["Segment"]:
        """The segment, parted where one column ends and the next begins."""

        def column(glyph: Glyph) -> int:
            return sum(1 for left, _ in columns if left <= (glyph.left + glyph.right) / 2)

        for _, glyphs in groupby(self.glyphs, column):
            yield Segment(self.height, tuple(glyphs))


Row = tuple[float, tuple[Segment, ...]]  # where it stands, and its words
_WIDE = 1.2  # of a character's height: a gap that parts more than words
_CELLS = 3  # a table has so many columns at least
_NEXT = 1.8  # of a character's height: the next line of a broken cell is no farther below
_BETWEEN = 3  # so many lines of broken cells may stand between two rows


def write_rows(rows: Sequence[Row]) -> Iterator[str]:
    """The lines of rows one below the other, those of a table with | between cells, empty ones too."""
    margin = min((segments[0].left for _, segments in rows), default=0.0)
    at = 0
    while at < len(rows):
        end = _end_of_table(rows, at)
        if end - at >= 2 and (lines := _table(rows[at:end])) is not None:
            yield from lines
            at = end
            continue
        first = rows[at][1][0]
        yield ("\u3000\u3000" if first.left - margin > 1.5 * first.height else "") + _line(rows[at][1])
        at += 1


def _line(segments: Sequence[Segment]) -> str:
    """A line's words, wide gaps kept as | where there are several, as of a table's row."""
    gaps = [right.left - left.right > _WIDE * left.height for left, right in pairwise(segments)]
    mark = " | " if sum(gaps) >= 2 else "  "
    return segments[0].words + "".join(
        (mark if wide else " ") + segment.words for wide, segment in zip(gaps, segments[1:], strict=True)
    )


def _end_of_table(rows: Sequence[Row], at: int) -> int:
    """Behind the last row of the table that begins at `at` (`at` itself where none does)."""
    end = at
    for here in range(at, len(rows)):
        if len(rows[here][1]) >= _CELLS:
            end = here + 1
        elif here - end >= _BETWEEN or end == at:
            break
    return min(end + _BETWEEN, len(rows)) if end > at else at


def _table(rows: Sequence[Row]) -> list[str] | None:
    """The lines of a table's rows, or None where its columns or its broken cells cannot be told."""
    whole = [segments for _, segments in rows if len(segments) >= _CELLS]
    columns = _columns(whole)
    if len(columns) != max(map(len, whole)):
        return None
    rows = [
        (base, tuple(part for one in row for part in one.parted(columns)) if len(row) >= _CELLS else row)
        for base, row in rows
    ]
    whole = [segments for _, segments in rows if len(segments) >= _CELLS]
    edges = [
        max(segment.right for segments in whole for segment in segments if segment.left < right) for _, right in columns
    ]
    out: list[list[str]] = []
    above: list[Segment | None] = []
    last: dict[int, float] = {}  # on which line words stand in a column
    for (base, segments), (before, _) in zip(rows, (rows[0], *rows), strict=False):
        height = segments[0].height
        if base != before and before - base < 0.8 * height:
            return None  # cells set to the middle of their row: no line tells where the row begins
        places = [_column(columns, segment) for segment in segments]
        if None in places or len(set(places)) < len(places):
            if len(segments) >= _CELLS:
                return None
            out.append([_line(segments)])
            above = []
            continue
        cells = {place: segment for place, segment in zip(places, segments, strict=True) if place is not None}
        row = out[-1] if above else []
        goes_on = (
            bool(row)
            and len(cells) < sum(map(bool, row))
            and before - base < _NEXT * height
            and all(
                last.get(place) == before and _goes_on(above[place], segment, edges[place])
                for place, segment in cells.items()
            )
        )
        if goes_on:
            last = dict.fromkeys(cells, base)
            for place, segment in cells.items():
                row[place] += " " + cell_words(segment.words)
                above[place] = segment
        elif len(cells) >= _CELLS:
            out.append([cell_words(cells[at].words) if at in cells else "" for at in range(len(columns))])
            above = [cells.get(at) for at in range(len(columns))]
            last = dict.fromkeys(cells, base)
        else:
            out.append([_line(segments)])
            above = []
    return row_lines(out)


def _goes_on(above: Segment | None, below: Segment, edge: float) -> bool:
    """Whether words go on with those above them, which fill their column to its edge or leave a bracket open."""
    if above is None or (above.words.isdigit() and below.words.isdigit()):
        return False
    full = above.right >= edge - 1.5 * above.height
    fits = below.right <= edge + below.height
    return fits and (full or below.words[0] in "（(" or above.words[-1] in "（(")


def _columns(rows: Sequence[Sequence[Segment]]) -> list[tuple[float, float]]:
    """Where columns run down: the widths over which characters of any row stand, with blank space between them."""
    columns: list[tuple[float, float]] = []
    glyphs = [glyph for row in rows for segment in row for glyph in segment.glyphs]
    for glyph in sorted(glyphs, key=lambda one: one.left):
        if columns and glyph.left - columns[-1][1] <= _BLANK * glyph.height:
            columns[-1] = columns[-1][0], max(columns[-1][1], glyph.right)
        else:
            columns.append((glyph.left, glyph.right))
    return columns


def _column(columns: Sequence[tuple[float, float]], segment: Segment) -> int | None:
    """The one column that words stand in, or None."""
    over = [at for at, (left, right) in enumerate(columns) if segment.left < right and segment.right > left]
    return over[0] if len(over) == 1 else None
