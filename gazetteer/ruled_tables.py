"""Tables with ruled lines on a page: the cells that the lines bound, and the words within each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gazetteer.page_glyphs import Glyph, Rule

_NEAR = 3.0  # points: lines no farther apart are one, and meet


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The cells of a table: `cells[row][column]` is a number, the same where no line parts them."""

    across: tuple[float, ...]  # where lines run across, from the top down
    down: tuple[float, ...]  # where lines run down, from the left
    cells: tuple[tuple[int, ...], ...]

    @property
    def left(self) -> float:
        return self.down[0]

    @property
    def right(self) -> float:
        return self.down[-1]

    @property
    def top(self) -> float:
        return self.across[0]

    def holds(self, glyph: Glyph) -> bool:
        x, y = glyph.middle
        return self.left < x < self.right and self.across[-1] < y < self.top

    def cell(self, glyph: Glyph) -> int:
        """The number of the cell a glyph of the table stands in."""
        x, y = glyph.middle
        row = sum(1 for at in self.across[1:-1] if y < at)
        column = sum(1 for at in self.down[1:-1] if x > at)
        return self.cells[row][column]

    def rows(self, words: dict[int, str]) -> list[list[str]]:
        """The rows, given the words of each cell; one over several rows is told in each, over several columns once."""
        return [
            ["" if at and row[at - 1] == cell else words.get(cell, "") for at, cell in enumerate(row)]
            for row in self.cells
        ]


def find_tables(rules: Sequence[Rule]) -> list[RuledTable]:
    """The tables that the lines of a page bound: two columns and two rows at least."""
    tables = []
    for group in _groups(_joined(rules)):
        across = [rule for rule in group if rule.across]
        down = [rule for rule in group if not rule.across]
        if len(across) < 2 or not down:
            continue
        # open sides: the lines across reach farther than any line down
        left, right = min(rule.start for rule in across), max(rule.end for rule in across)
        top, bottom = max(rule.at for rule in across), min(rule.at for rule in across)
        down = [*down, Rule(False, left, bottom, top), Rule(False, right, bottom, top)]
        xs, ys = _places(down), _places(across)[::-1]
        if len(xs) >= 3 and len(ys) >= 3:
            tables.append(RuledTable(tuple(ys), tuple(xs), _cells(xs, ys, across, down)))
    return tables


def _places(rules: Iterable[Rule]) -> list[float]:
    """Where lines of one direction stand, those near each other once."""
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    return places


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """The lines, pieces that continue one another made one."""
    out: list[Rule] = []
    for across in (True, False):
        alike = sorted((rule for rule in rules if rule.across is across), key=lambda rule: rule.at)
        start = 0
        for end in range(1, len(alike) + 1):
            if end < len(alike) and alike[end].at - alike[start].at <= _NEAR:
                continue
            run: Rule | None = None
            for rule in sorted(alike[start:end], key=lambda rule: rule.start):
                if run is not None and rule.start - run.end <= _NEAR:
                    run = Rule(across, run.at, run.start, max(run.end, rule.end))
                    continue
                if run is not None:
                    out.append(run)
                run = rule
            if run is not None:
                out.append(run)
            start = end
    return [rule for rule in out if rule.end - rule.start > 2 * _NEAR]


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The lines that hang together, each group the lines of one table."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touching = [group for group in groups if any(_meet(rule, other) for other in group)]
        for group in touching:
            groups.remove(group)
        groups.append([rule, *(one for group in touching for one in group)])
    return groups


def _meet(one: Rule, other: Rule) -> bool:
    if one.across is other.across:
        return False
    return one.start - _NEAR <= other.at <= one.end + _NEAR and other.start - _NEAR <= one.at <= other.end + _NEAR


def _cells(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> tuple[tuple[int, ...], ...]:
    """The number of each field of the grid, fields that no line parts having the same."""
    width = len(xs) - 1
    numbers = list(range(width * (len(ys) - 1)))

    def first(field: int) -> int:
        while numbers[field] != field:
            field = numbers[field]
        return field

    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            field = row * width + column
            if column + 1 < width and not _parted(down, right, (top + bottom) / 2):
                numbers[first(field + 1)] = first(field)
            if row + 2 < len(ys) and not _parted(across, bottom, (left + right) / 2):
                numbers[first(field + width)] = first(field)
    return tuple(tuple(first(row * width + column) for column in range(width)) for row in range(len(ys) - 1))


def _parted(rules: Sequence[Rule], at: float, along: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.start <= along <= rule.end for rule in rules)
