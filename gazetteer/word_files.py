"""The text of a Word file (docx), its paragraphs, text boxes and tables in their order, as its last editor left them.

Cells of a table row stand on one line, apart by " | ". The parser is imported where it is needed, so that reading a
text file costs nothing of it.
"""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from gazetteer.errors import DocumentError
from gazetteer.grids import LAYOUT, cell_words, row_lines

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# deleted, moved away, codes of fields, settings, the reading above a character, the second form of a drawing
_LEFT_OUT = frozenset(
    [*(f"{_W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "rt")), f"{_CHOICE}Fallback"]
)
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# files packed as a Word file is and none: what one holds → what it is
_OTHERS = (
    ("xl/workbook.xml", "Excel 表格（.xlsx）", "an Excel workbook (.xlsx)", ".csv"),
    ("content.xml", "OpenDocument 文件", "an OpenDocument file", ".docx"),
    ("OFD.xml", "OFD 版式文件", "an OFD file", ".pdf"),
    ("ppt/presentation.xml", "PowerPoint 文件（.pptx）", "a PowerPoint file (.pptx)", ".docx"),
)


def read_docx(path: Path, data: bytes) -> str:
    """The text of a docx file's bytes; raises `DocumentError`, naming `path`, for one damaged or without words."""
    import docx

    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
        for member, zh, en, ending in _OTHERS:
            if member in names:
                raise DocumentError(
                    path,
                    f"这是 {zh}，不能直接读取。请另存为 {ending} 后再试。",
                    f"this is {en} and cannot be read. Save it as {ending} and try again.",
                )
        lines = list(_blocks(docx.Document(BytesIO(data)).element.body))
    except DocumentError:
        raise
    except Exception as error:
        raise DocumentError(
            path,
            f"不是能读的 .docx 文件（{type(error).__name__}）。请用 Word 打开并另存为 .docx 或 .txt。",
            f"not a readable .docx file ({type(error).__name__}). Open it in Word and save it as .docx or .txt.",
        ) from None
    text = "\n".join(lines).strip("\n") + "\n"
    if not text.strip():
        raise DocumentError(
            path,
            "文档里没有文字（可能只有图片）。请提供文字版，或先做文字识别（OCR）。",
            "the document holds no text (perhaps only pictures). Supply one with text, or run OCR first.",
        )
    return text


def _blocks(parent: Any) -> Iterator[str]:
    """The lines of the paragraphs and tables in an element, those in its frames (controls, changes) too."""
    for element in parent:
        if element.tag == f"{_W}p":
            boxes: list[Any] = []
            yield "".join(_words(element, boxes))
            for box in boxes:
                yield from _blocks(box)
        elif element.tag == f"{_W}tbl":
            yield from _table(element)
        elif element.tag not in _LEFT_OUT:
            yield from _blocks(element)


def _words(parent: Any, boxes: list[Any]) -> Iterator[str]:
    """The words in an element of a paragraph; its text boxes are put into `boxes`."""
    for element in parent:
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in _SIGNS:
            yield _SIGNS[element.tag]
        elif element.tag == f"{_W}txbxContent":
            boxes.append(element)
        elif element.tag not in _LEFT_OUT and not (element.tag == f"{_W}r" and _is_hidden(element)):
            yield from _words(element, boxes)


def _is_hidden(run: Any) -> bool:
    properties = run.find(f"{_W}rPr")
    return properties is not None and properties.find(f"{_W}vanish") is not None


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """The elements of a tag in `parent`, those in its frames (controls, changes) too, none within another."""
    for element in parent:
        if element.tag == f"{_W}{tag}":
            yield element
        elif element.tag not in _LEFT_OUT and element.tag not in (f"{_W}p", f"{_W}tbl"):
            yield from _within(element, tag)


def _table(table: Any) -> Iterable[str]:
    """The lines of a table; where cells hold tables or whole passages, what stands in them one after the other."""
    rows = [list(_within(row, "tc")) for row in _within(table, "tr")]
    if any(_is_layout(cell) for row in rows for cell in row):
        return [line for row in rows for cell in row for line in _blocks(cell)]
    grid: list[list[str]] = []
    for row in rows:
        cells: list[str] = []
        for cell in row:
            settings = cell.find(f"{_W}tcPr")
            merged = settings.find(f"{_W}vMerge") if settings is not None else None
            across = settings.find(f"{_W}gridSpan") if settings is not None else None
            words = cell_words(" ".join(_blocks(cell)))
            if merged is not None and merged.get(f"{_W}val", "continue") == "continue" and grid:
                words = words or (grid[-1][len(cells)] if len(cells) < len(grid[-1]) else "")
            width = int(across.get(f"{_W}val", "1")) if across is not None else 1
            cells += [words, *[""] * (min(width, 200) - 1)]
        grid.append(cells)
    return row_lines([cells for cells in grid if cells])


def _is_layout(cell: Any) -> bool:
    tables = list(_within(cell, "tbl"))
    return any(len(list(_within(table, "tr"))) > 1 for table in tables) or sum(map(len, _blocks(cell))) > LAYOUT
