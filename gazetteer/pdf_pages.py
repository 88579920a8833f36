"""The text layer of a pdf's pages, in reading order: lines, columns, without running heads and page numbers.

Cells of a table row stand on one line, apart by " | ". The parser is imported where it is needed, so that reading a
text file costs nothing of it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from gazetteer.errors import DocumentError


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words on a page: its box in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float
    words: str


def read_pdf(path: Path, data: bytes) -> tuple[str, tuple[int, ...]]:
    """The text of a pdf's bytes and the offsets at which its pages begin.

    Raises `DocumentError`, naming `path`, for one that is damaged, locked or only pictures of pages.
    """
    pypdfium2: Any = import_module("pypdfium2")
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        zh = "PDF 有密码。请去掉密码后再试。" if locked else "PDF 已损坏，打不开。请重新下载或另存。"
        en = "the PDF has a password. Remove it and try again." if locked else "the PDF is damaged. Fetch it again."
        raise DocumentError(path, zh, en) from None
    try:
        pages = [_page_lines(page) for page in pdf]
    finally:
        pdf.close()
    written = sum(len("".join(lines)) for lines in pages)
    if written < 8 * len(pages) or not written:
        raise DocumentError(
            path,
            f"PDF 共 {len(pages)} 页，没有文字层（多半是扫描件）。请先做文字识别（OCR），或提供文字版。",
            f"the PDF's {len(pages)} pages have no text layer (most likely a scan). Run OCR first, or supply a text.",
        )
    pages = _without_heads(pages)
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for lines in pages:
        starts.append(length)
        part = "\n".join(lines) + "\n"
        parts.append(part)
        length += len(part)
    return "".join(parts), tuple(starts)


def _page_lines(page: Any) -> list[str]:
    """The lines of a page in reading order: column by column where the page has two."""
    text_page = page.get_textpage()
    try:
        pieces = []
        for index in range(text_page.count_rects()):
            left, bottom, right, top = text_page.get_rect(index)
            words = text_page.get_text_bounded(left, bottom, right, top).replace("\r", "").replace("\n", "")
            if words.strip():
                pieces.append(_Piece(left, bottom, right, top, words.strip()))
        return layout(pieces, page.get_width())
    finally:
        text_page.close()


def layout(pieces: Sequence[_Piece], width: float) -> list[str]:
    """The lines that pieces of words on a page `width` points wide make, two columns read one after the other."""
    rows = _rows(pieces)
    if _has_columns(rows, width / 2):
        return [*_in_columns(rows, width / 2)]
    return [_line(row) for row in rows]


def _has_columns(rows: Sequence[Sequence[_Piece]], middle: float) -> bool:
    """Whether a page is set in two columns: lines of words fill both halves and hardly one runs over the middle.

    The cells of a table are short, or three and more in a row.
    """
    lines = [_runs(row) for row in rows]
    sides: tuple[list[_Piece], list[_Piece]] = ([], [])
    crossing = 0
    for runs in lines:
        crossing += any(run.left < middle - 8 and run.right > middle + 8 for run in runs)
        for run in runs:
            if run.right <= middle + 8:
                sides[0].append(run)
            elif run.left >= middle - 8:
                sides[1].append(run)
    if min(map(len, sides)) < 3 or crossing * 3 > len(rows) or _tabular(lines):
        return False
    for side in sides:
        widest = max(run.right for run in side) - min(run.left for run in side)
        if sum(run.right - run.left >= 0.6 * widest for run in side) * 2 < len(side):
            return False
    return True


def _runs(row: Sequence[_Piece]) -> list[_Piece]:
    """The pieces of one line, those that touch made one: figures and Chinese often come apart."""
    runs: list[_Piece] = []
    for piece in row:
        if runs and piece.left - runs[-1].right <= piece.top - piece.bottom:
            last = runs[-1]
            right, top, bottom = max(last.right, piece.right), max(last.top, piece.top), min(last.bottom, piece.bottom)
            runs[-1] = _Piece(last.left, bottom, right, top, last.words + piece.words)
        else:
            runs.append(piece)
    return runs


def _rows(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces that stand on one line together, from the top of the page down."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda one: (-(one.top + one.bottom), one.left)):
        centre = (piece.top + piece.bottom) / 2
        if rows and abs((rows[-1][0].top + rows[-1][0].bottom) / 2 - centre) <= max(
            2.0, (piece.top - piece.bottom) * 0.5
        ):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _tabular(rows: Sequence[Sequence[_Piece]]) -> bool:
    """Whether the rows are a table's: three or more cells in most of them."""
    return sum(1 for row in rows if len(row) >= 3) * 2 >= len(rows)


def _in_columns(rows: Sequence[Sequence[_Piece]], middle: float) -> Iterator[str]:
    left: list[str] = []
    right: list[str] = []
    for row in rows:
        if any(piece.left < middle - 8 and piece.right > middle + 8 for piece in row):
            yield from left
            yield from right
            left, right = [], []
            yield _line(row)
            continue
        for column, side in (
            (left, [p for p in row if p.right <= middle + 8]),
            (right, [p for p in row if p.right > middle + 8]),
        ):
            if side:
                column.append(_line(side))
    yield from left
    yield from right


def _line(row: Sequence[_Piece]) -> str:
    """One line's words; wide gaps between them (cells of a table) become |."""
    height = max(piece.top - piece.bottom for piece in row)
    gaps = [b.left - a.right for a, b in pairwise(row)]
    wide = sum(1 for gap in gaps if gap > 1.2 * height)
    parts = [row[0].words]
    for piece, gap in zip(row[1:], gaps, strict=True):
        parts.append(" | " if gap > 1.2 * height and wide >= 2 else " " if gap > 0.3 * height else "")
        parts.append(piece.words)
    return "".join(parts)


_DIGITS = re.compile(r"\d+")


def _without_heads(pages: list[list[str]]) -> list[list[str]]:
    """The pages without running heads and page numbers: first or last lines that come back on most pages."""
    if len(pages) < 3:
        return [[line for line in lines if not _PAGE_NUMBER.fullmatch(line)] for lines in pages]
    shape: Callable[[str], str] = lambda line: _DIGITS.sub("#", line.replace(" ", ""))  # noqa: E731
    often: Counter[str] = Counter()
    for lines in pages:
        often.update({shape(line) for line in (*lines[:2], *lines[-2:])})
    heads = {words for words, count in often.items() if count >= 3 and count * 3 >= len(pages)}
    out = []
    for lines in pages:
        edge = {0, 1, len(lines) - 2, len(lines) - 1}
        out.append(
            [
                line
                for at, line in enumerate(lines)
                if not (at in edge and (shape(line) in heads or _PAGE_NUMBER.fullmatch(line)))
            ]
        )
    return out


_PAGE_NUMBER = re.compile(r"\s*[-—–·]*\s*(?:第\s*)?\d{1,4}(?:\s*页)?\s*[-—–·]*\s*")
