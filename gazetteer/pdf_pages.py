"""The text layer of a pdf's pages, in reading order: lines, columns, without running heads and page numbers.

Cells of a table row stand on one line, apart by " | ". The parser is imported where it is needed, so that reading a
text file costs nothing of it.
"""

import re
from collections import Counter
from collections.abc import Sequence, Set
from importlib import import_module
from pathlib import Path
from typing import Any

from gazetteer.errors import DocumentError
from gazetteer.page_glyphs import read_sheet
from gazetteer.page_layout import read_page


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
        pages = [read_page(read_sheet(page)) for page in pdf]
    finally:
        pdf.close()
    written = sum(len("".join(lines)) for lines in pages)
    if written < 8 * len(pages) or not written:
        raise DocumentError(
            path,
            f"PDF 共 {len(pages)} 页，没有文字层（多半是扫描件）。请先做文字识别（OCR），或提供文字版。",
            f"the PDF's {len(pages)} pages have no text layer (most likely a scan). Run OCR first, or supply a text.",
        )
    unknown = sum(len(_UNKNOWN.findall(line)) for lines in pages for line in lines)
    if unknown * 4 > written:
        raise DocumentError(
            path,
            "PDF 的文字层是乱码（字体没有字符对照）。请先做文字识别（OCR），或提供文字版。",
            "the PDF's text layer is garbled: its fonts do not tell their characters. Run OCR first, or supply a text.",
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


# no character, or one that only a font knows
_UNKNOWN = re.compile(r"[\ufffd\ue000-\uf8ff]")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\s*[-—–·]*\s*(?:第\s*)?\d{1,4}(?:\s*页)?\s*[-—–·]*\s*")


def _shape(line: str) -> str:
    return _DIGITS.sub("#", "".join(line.split()))


def _without_heads(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without running heads and page numbers: first or last lines that come back on many pages.

    The header of a table comes back too, and stays.
    """
    often: Counter[str] = Counter()
    for lines in pages:
        often.update({_shape(line) for line in (*lines[:2], *lines[-2:]) if "|" not in line})
    heads = {words for words, count in often.items() if count >= 3 and count * 3 >= len(pages)}
    out = []
    for lines in map(_without_address, pages):
        edge = {0, 1, len(lines) - 2, len(lines) - 1}
        left_out = {at for at in edge if 0 <= at < len(lines) and _is_head(lines[at], heads)}
        out.append([line for at, line in enumerate(lines) if at not in left_out])
    return out


# 2026/11/27 15:05  某市人民政府 | 11/27/26, 3:05 PM  某市: the head of a page that a browser printed
_PRINTED_HEAD = re.compile(r"\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?[,，]?\s*(?:[上下]午)?\s*\d{1,2}[:：]\d{2}(?!\d)")
# https://www.example.cn/art/2026/1/15/art_1.html  1/2: its foot (of two narrow letters side by side one may be lost)
_PRINTED_FOOT = re.compile(r"(?:ht\s?t?ps?|file):/{1,3}\S.*?\s\d{1,4}\s*/\s*\d{1,4}\s*")


def _without_address(lines: Sequence[str]) -> list[str]:
    """The lines of a page without the head and foot that a browser prints: when and what, and its address."""
    if not lines or not _PRINTED_FOOT.fullmatch(lines[-1]):
        return list(lines)
    return list(lines[1 if _PRINTED_HEAD.match(lines[0]) else 0 : -1])


def _is_head(line: str, heads: Set[str]) -> bool:
    return _PAGE_NUMBER.fullmatch(line) is not None or ("|" not in line and _shape(line) in heads)
