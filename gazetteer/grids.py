"""A table's cells as lines of text, the same from every format: cells of a row apart by |, a row of one cell a line."""

from collections.abc import Sequence

LAYOUT = 400  # characters: a cell that holds more is a part of the page, not of a table


def cell_words(text: str) -> str:
    """The words of a cell on one line; a bar in them, which would part cells, made a stroke."""
    return " ".join(text.split()).replace("|", "/")


def row_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """A line for each row that has words. A row with one cell over its whole width stands without bars.

    Where the first or last cell of the header is empty (it lies under the one beside it) every row has bars at its
    ends too, so that no cell is taken for the edge.
    """
    lone = [len(cells) == 1 or (sum(map(bool, cells)) == 1 and bool(cells[0])) for cells in rows]
    header = next((cells for cells, alone in zip(rows, lone, strict=True) if not alone and any(cells)), ["-"])
    mark, end = ("", "") if header[0] and header[-1] else ("| ", " |")
    return [
        cells[0] if alone else f"{mark}{' | '.join(cells)}{end}"
        for cells, alone in zip(rows, lone, strict=True)
        if any(cells)
    ]
