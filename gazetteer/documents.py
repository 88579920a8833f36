"""A file as a text to read: txt, md, html, docx and the text layer of a pdf, each as one text with its pages.

Cells of a table row stand on one line, apart by " | ". The parsers of heavy formats are imported where they are
needed, so that reading a text file costs nothing of theirs.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from gazetteer.errors import DocumentError

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
    data = _bytes_of(path)
    if data.startswith(b"%PDF"):
        return _read_pdf(path, data)
    if data.startswith(b"PK\x03\x04"):
        return _read_docx(path, data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            path,
            "这是旧式 .doc/.xls/.wps 文件，不能直接读取。请用 Word 或 WPS 另存为 .docx 或 .txt 后再试。",
            "this is an old binary .doc/.xls/.wps file. Save it as .docx or .txt from Word or WPS and try again.",
        )
    text = decode(data)
    if text is None:
        raise DocumentError(
            path,
            "这是二进制文件，不是文本。可读取的格式：txt、md、html、docx、pdf。",
            "this is a binary file, not a text. Readable are txt, md, html, docx and pdf.",
        )
    if path.suffix.lower() in (".html", ".htm", ".xhtml", ".mhtml") or _looks_like_html(text):
        text = read_html(text)
    if not text.strip():
        raise DocumentError(path, "文件里没有文字。请确认文件内容。", "the file holds no text. Check its content.")
    return Document(str(path), text)


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
        raise DocumentError(
            path,
            f"打不开（{error.strerror}）。请检查文件权限。",
            f"cannot be opened ({error.strerror}). Check its permissions.",
        ) from None
    if not data.strip():
        raise DocumentError(
            path, "文件是空的。请换一个有内容的文件。", "the file is empty. Choose one that has content."
        )
    return data


# ── text ───────────────────────────────────────────────────────────────────────────────────────────────────────────
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")


def decode(data: bytes) -> str | None:
    """The text of bytes in UTF-8 (with or without mark), UTF-16 with mark or GB18030; None if they are no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return _plain_lines(data.decode("utf-16"))
        except UnicodeDecodeError:
            return None
    if b"\x00" in data[:65536]:
        return None
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


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def _is_text(text: str) -> bool:
    """Whether so few characters are control characters that a person wrote it."""
    sample = text[:100_000]
    return len(_CONTROL.findall(sample)) * 50 <= len(sample)


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


# ── html ───────────────────────────────────────────────────────────────────────────────────────────────────────────
_LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "nav",
        "footer",
        "header",
        "aside",
        "form",
        "button",
        "iframe",
        "select",
        "textarea",
        "object",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "tr",
        "br",
        "hr",
        "dl",
        "dt",
        "dd",
        "pre",
        "blockquote",
        "body",
        "center",
        "tbody",
        "thead",
        "caption",
    ]
)
# class or id of what surrounds the text of a government page
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|footer|foot|header|breadcrumb|crumbs|sidebar|share|copyright|toolbar|pager|related"
    r"|search|login|links|friendlink)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LOOKS_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|div|table|p)[\s>]", re.IGNORECASE)


def _looks_like_html(text: str) -> bool:
    start = text[:4096].lstrip()
    return start.startswith("<") and _LOOKS_HTML.search(start) is not None


def read_html(markup: str) -> str:
    """The text of a page without its navigation and foot; a table's rows one on a line, cells apart by |."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(markup)
    root = tree.body or tree.root
    if root is None:
        return ""
    out: list[str] = []
    _write_node(root, out)
    text = "".join(out)
    text = re.sub(r"[ \t\xa0]*\n\s*", "\n", text)
    return text.strip() + "\n"


def _write_node(root: Any, out: list[str]) -> None:
    """The text of a node, written depth first without recursion: pages nest deeper than Python's stack."""
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            out.append(node)
            continue
        tag = node.tag
        if tag == "-text":
            out.append(re.sub(r"\s+", " ", node.text_content or ""))
            continue
        if tag in _LEFT_OUT or tag.startswith(("-", "!", "_")) or _is_furniture(node):
            continue
        if tag == "table" and _is_data_table(node):
            out.append("\n")
            out.extend(f"{row}\n" for row in _table_rows(node))
            continue
        block = tag in _BLOCKS
        if block:
            out.append("\n")
        if tag in ("td", "th"):
            out.append(" ")
        children = list(node.iter(include_text=True))
        if block:
            waiting.append("\n")
        waiting.extend(reversed(children))


def _is_furniture(node: Any) -> bool:
    attributes = node.attributes
    marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
    if not marks or node.tag in ("body", "html", "main", "article"):
        return False
    return _FURNITURE.search(marks) is not None and len(node.text(deep=True)) < 3000


def _is_data_table(node: Any) -> bool:
    """Whether a table holds data and is not the page's layout: two columns at least, no table inside, short cells."""
    if node.css_first("table table") is not None or len(node.css("table")) > 1:
        return False
    rows = node.css("tr")
    if len(rows) < 2 or max((len(row.css("td, th")) for row in rows), default=0) < 2:
        return False
    return max((len(cell.text(deep=True)) for cell in node.css("td, th")), default=0) <= 400


def _table_rows(node: Any) -> list[str]:
    """The rows of a table as lines; a cell that spans rows or columns is repeated where it spans rows."""
    grid: list[list[str]] = []
    carried: dict[int, tuple[int, str]] = {}
    for row in node.css("tr"):
        cells: list[str] = []
        waiting = list(row.css("td, th"))
        while waiting or len(cells) in carried:
            column = len(cells)
            if column in carried:
                left, words = carried[column]
                cells.append(words)
                if left > 1:
                    carried[column] = (left - 1, words)
                else:
                    del carried[column]
                continue
            cell = waiting.pop(0)
            words = " ".join(cell.text(deep=True, separator=" ").split()).replace("|", "｜")
            down, across = _span_of(cell, "rowspan"), _span_of(cell, "colspan")
            for extra in range(across):
                if down > 1:
                    carried[column + extra] = (down - 1, words)
                cells.append(words if extra == 0 else "")
        grid.append(cells)
    return [" | ".join(cells) for cells in grid if any(cells)]


def _span_of(cell: Any, which: str) -> int:
    words = cell.attributes.get(which) or "1"
    return max(1, min(200, int(words))) if words.strip().isdigit() else 1


# ── docx ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _read_docx(path: Path, data: bytes) -> Document:
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
    return Document(str(path), text)


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


# ── pdf ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words on a page: its box in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float
    words: str


def _read_pdf(path: Path, data: bytes) -> Document:
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
    return Document(str(path), "".join(parts), tuple(starts))


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
