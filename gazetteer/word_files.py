"""The text of a Word file (docx), its paragraphs and tables in their order.

Cells of a table row stand on one line, apart by " | ". The parser is imported where it is needed, so that reading a
text file costs nothing of it.
"""

from pathlib import Path
from typing import Any

from gazetteer.errors import DocumentError


def read_docx(path: Path, data: bytes) -> str:
    """The text of a docx file's bytes; raises `DocumentError`, naming `path`, for one damaged or without words."""
    from io import BytesIO

    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        document = docx.Document(BytesIO(data))
        lines: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Paragraph):
                lines.append(block.text)
            elif isinstance(block, Table):
                lines += _docx_rows(block)
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


def _docx_rows(table: Any) -> list[str]:
    """The rows of a Word table; a merged cell keeps its words in each row, and within a row is empty where it spans."""
    rows = []
    for row in table.rows:
        cells: list[str] = []
        last = None
        for cell in row.cells:
            words = "" if cell._tc is last else " ".join(cell.text.split()).replace("|", "｜")
            last = cell._tc
            cells.append(words)
        rows.append(" | ".join(cells))
    return rows
