"""`Document`: a file as one text to read, whatever its format, with the offsets at which its pages begin."""

import csv
import re
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from gazetteer.errors import DocumentError
from gazetteer.grids import cell_words, row_lines
from gazetteer.html_pages import looks_like_html, read_html, saved_page
from gazetteer.pdf_pages import read_pdf
from gazetteer.refusals import why_not
from gazetteer.text import RADICALS
from gazetteer.word_files import read_docx

MAX_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Document:
    """`text` as read from `source` (a path or a name for people); `pages` are the offsets at which pages begin."""

    source: str
    text: str
    pages: tuple[int, ...] = ()

    def page(self, offset: int) -> int | None:
        """The page, from 1, on which the character at `offset` stands; None for a text without pages."""
        return bisect_right(self.pages, offset) or None if self.pages else None


def read_file(path: Path | str) -> Document:
    """The document in a file, read by what it holds rather than by its ending.

    Raises `DocumentError` for a file that is missing, empty, binary, locked or only pictures of pages.
    """
    path = Path(path)
    text, pages = _read(path, _bytes_of(path))
    if _ODD.search(text) is None:
        return Document(str(path), text, pages)
    if pages:  # of a page no character is taken away, or the next would begin elsewhere
        return Document(str(path), text.translate(RADICALS), pages)
    return Document(str(path), text.translate(RADICALS | dict.fromkeys(map(ord, _UNSEEN))), pages)


# signs of radicals and doubles of characters, which fonts of PDF files put in the place of the characters; and
# characters without width, which pages break lines and mark copies with
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
_ODD = re.compile(rf"[\u2e80-\u2fdf\uf900-\ufaff{_UNSEEN}]")


def _read(path: Path, data: bytes) -> tuple[str, tuple[int, ...]]:
    """The text in a file's bytes, and where its pages begin."""
    if data.startswith(b"%PDF"):
        return read_pdf(path, data)
    if data.startswith(b"PK\x03\x04"):
        return read_docx(path, data), ()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            path,
            "这是旧式 .doc/.xls/.wps 文件，不能直接读取。请用 Word 或 WPS 另存为 .docx 或 .txt 后再试。",
            "this is an old binary .doc/.xls/.wps file. Save it as .docx or .txt from Word or WPS and try again.",
        )
    if data.startswith(b"{\\rtf"):
        raise DocumentError(
            path,
            "这是 .rtf 文件，不能直接读取。请用 Word 或 WPS 另存为 .docx 或 .txt 后再试。",
            "this is an .rtf file and cannot be read. Save it as .docx or .txt from Word or WPS and try again.",
        )
    saved = saved_page(data) if _SAVED_PAGE.search(data[:2048]) else None
    text = decode(data if saved is None else saved)
    if text is None:
        raise DocumentError(
            path,
            "这是二进制文件，不是文本。可读取的格式：txt、md、csv、html、docx、pdf。",
            "this is a binary file, not a text. Readable are txt, md, csv, html, docx and pdf.",
        )
    ending = path.suffix.lower()
    if ending in (".html", ".htm", ".xhtml") or looks_like_html(text):
        text = read_html(text)
    elif ending in (".md", ".markdown"):
        text = _without_marks(text)
    elif ending == ".csv":
        text = "".join(f"{line}\n" for line in row_lines([*map(_cells, csv.reader(text.splitlines()))]))
    if not text.strip():
        raise DocumentError(path, "文件里没有文字。请确认文件内容。", "the file holds no text. Check its content.")
    return text, ()


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(
                path, "这是文件夹，请指定其中的文件。", "this is a folder; name the files in it instead."
            )
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError(
                path,
                "文件超过 512 MB，请拆分后再读。",
                "the file is over 512 MB; split it and read the parts.",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(
            path, "没有这个文件。请检查路径和文件名。", "there is no such file. Check the path and the name."
        ) from None
    except OSError as error:
        zh, en = why_not(error)
        raise DocumentError(
            path, f"打不开（{zh}）。请检查文件权限。", f"cannot be opened ({en}). Check its permissions."
        ) from None
    if not data.strip():
        raise DocumentError(
            path, "文件是空的。请换一个有内容的文件。", "the file is empty. Choose one that has content."
        )
    return data


# a web page saved whole
_SAVED_PAGE = re.compile(rb"(?m)^MIME-Version:", re.IGNORECASE)


def _cells(row: list[str]) -> list[str]:
    return [cell_words(cell) for cell in row]


# # heading, - item, > quotation | **bold** | [words](address)
_MARKUP = re.compile(
    r"(?m)^[ \t]{0,3}(?:#{1,6}[ \t]+|[-*+][ \t]+|>[ \t]?)|(?:\*\*|__)(?=[^\s*_])|(?<=[^\s*_])(?:\*\*|__)"
    r"|\[(?=[^\]\n]+\]\()|\]\([^)\n]*\)"
)


def _without_marks(text: str) -> str:
    """A Markdown text without the marks of its headings, lists, bold words and links."""
    return _MARKUP.sub("", text)


_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")


def decode(data: bytes) -> str | None:
    """The text of bytes in UTF-8 (with or without mark), UTF-16 with mark or GB18030; None if they are no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return _plain_lines(data.decode("utf-16"))
        except UnicodeDecodeError:
            return None
    if b"\x00" in data[:65536]:
        return _unmarked(data)
    declared = _DECLARED.search(data[:4096])
    encodings = ["utf-8-sig", "gb18030"]
    if declared and declared[1].lower() in (b"gb2312", b"gbk", b"gb18030"):
        encodings.reverse()
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return _plain_lines(text)
    # a few damaged bytes in a text that is otherwise sound
    text = data.decode("utf-8-sig", "replace")
    if text.count("\ufffd") * 100 < len(text) and _is_text(text):
        return _plain_lines(text)
    return None


def _unmarked(data: bytes) -> str | None:
    """The text of bytes in UTF-16 without a mark: mostly Chinese, or None."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:10_000]
        if sum("\u4e00" <= char <= "\u9fff" for char in sample) * 3 > len(sample) and _is_text(text):
            return _plain_lines(text)
    return None


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def _is_text(text: str) -> bool:
    """Whether so few characters are control characters that a person wrote it."""
    sample = text[:100_000]
    return len(_CONTROL.findall(sample)) * 50 <= len(sample)


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
