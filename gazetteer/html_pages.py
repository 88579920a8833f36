"""The text of an html page, without what surrounds it.

Cells of a table row stand on one line, apart by " | ". The parser is imported where it is needed, so that reading a
text file costs nothing of it.
"""

import re
from typing import Any

from gazetteer.grids import LAYOUT, cell_words, row_lines

_LEFT_OUT = frozenset(
    [
        "del",
        "s",
        "strike",
        "rt",
        "rp",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "button",
        "iframe",
        "select",
        "textarea",
        "object",
    ]
)
# what surrounds the text of most pages, and holds all of some
_AROUND = frozenset(("nav", "footer", "header", "aside", "form"))
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
        "figure",
        "figcaption",
        "details",
        "summary",
        "address",
        "fieldset",
        "nav",
        "footer",
        "header",
        "aside",
        "form",
    ]
)
# class or id of what surrounds the text of a government page
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|footer|foot|header|breadcrumb|crumbs|sidebar|share|copyright|toolbar|pager|related"
    r"|search|login|links|friendlink)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LOOKS_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|div|table|p)[\s>]", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
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


def saved_page(data: bytes) -> bytes | None:
    """The page in a web page saved whole (.mht), or None where none is in it."""
    from email import message_from_bytes

    page = next((part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"), None)
    held = page.get_payload(decode=True) if page is not None else None
    return held if isinstance(held, bytes) else None


def _write_node(root: Any, out: list[str]) -> None:
    """The text of a node, written depth first without recursion: pages nest deeper than Python's stack."""
    waiting: list[Any] = [root]
    set_out = 0  # within so many <pre>, whose lines are lines
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            out.append(node)
            continue
        if isinstance(node, int):
            set_out += node
            continue
        tag = node.tag
        if tag == "-text":
            words = node.text_content or ""
            out.append(words if set_out else re.sub(r"\s+", " ", words))
            continue
        if tag in _LEFT_OUT or tag.startswith(("-", "!", "_")) or _is_furniture(node) or _is_hidden(node):
            continue
        if tag == "sup" and _points_to_note(node, out):
            continue
        block = tag in _BLOCKS
        if block and tag not in _WHOLE and _only_leads_elsewhere(node):
            continue
        if tag == "table" and (rows := _data_rows(node)) is not None:
            out.append("\n")
            out.extend(f"{line}\n" for line in row_lines(_grid(rows)))
            continue
        if block:
            out.append("\n")
        if tag in ("td", "th"):
            out.append(" ")
        children = list(node.iter(include_text=True))
        if block:
            waiting.append("\n")
        if tag == "pre":
            set_out += 1
            waiting.append(-1)
        waiting.extend(reversed(children))


_WHOLE = ("body", "html", "main", "article")


def _is_furniture(node: Any) -> bool:
    """Whether a block surrounds the text, as its tag or its marks say: short, and no title in it."""
    if node.tag in _WHOLE or not _looks_like_furniture(node) or len(node.text(deep=True)) >= 3000:
        return False
    return not any(len("".join(title.text(deep=True).split())) >= 8 for title in node.css("h1, h2"))


def _looks_like_furniture(node: Any) -> bool:
    if node.tag in _AROUND:
        return True
    attributes = node.attributes
    marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
    return bool(marks) and _FURNITURE.search(marks) is not None


_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def _is_hidden(node: Any) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or _UNSEEN.search(attributes.get("style") or "") is not None


_NOTE_SIGN = re.compile(r"\s*(?:[\[［〔（(]?\d{1,2}[\]］〕）)]?|[①-⑳]|\*{1,3})\s*")


def _points_to_note(node: Any, out: list[str]) -> bool:
    """Whether a raised number behind a word points to a note at the foot (not 米²)."""
    before = next((words for words in reversed(out) if words.strip()), "").rstrip()[-1:]
    return "\u3400" <= before <= "\u9fff" and before != "米" and _NOTE_SIGN.fullmatch(node.text(deep=True)) is not None


_ROAD = re.compile(r"(?:路|街|巷|道|弄|坊|胡同|桥)[”」]?$")


# what stands beside links that lead elsewhere: 上一篇：… | 首页 > …
_BESIDE_LINKS = re.compile(
    r"(?:[上下]一(?:篇|条|则|页)|相关[\u3400-\u9fff]{2,4}|当前位置|您(?:现在)?的位置|[\s：:|>»·/\[\]【】（）()-])*"
)


def _only_leads_elsewhere(node: Any) -> bool:
    """Whether a block is a list of links and hardly a word more, none of them a road's name: menus, related pages."""
    links = node.css("a")
    if not links or node.css_first("img") is not None:
        return False
    words = ["".join(link.text(deep=True).split()) for link in links]
    whole = "".join(node.text(deep=True).split())
    rest = whole
    for linked in words:
        rest = rest.replace(linked, "", 1)
    mostly = len(whole) - len(rest) >= 0.85 * len(whole) or _BESIDE_LINKS.fullmatch(rest) is not None
    return mostly and not any(map(_ROAD.search, words))


def _children(node: Any, *tags: str) -> list[Any]:
    return [child for child in node.iter() if child.tag in tags]


def _data_rows(table: Any) -> list[list[Any]] | None:
    """The cells of a table that holds data, row by row; None for one that is the page's layout.

    Data: two rows and two columns at least, short cells, no table of rows and columns within one.
    """
    parts = [table, *_children(table, "tbody", "thead", "tfoot")]
    rows = [cells for part in parts for row in _children(part, "tr") if (cells := _children(row, "td", "th"))]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    for cells in rows:
        for cell in cells:
            if len(cell.text(deep=True)) > LAYOUT or any(_data_rows(inner) for inner in cell.css("table")):
                return None
    return rows


def _grid(rows: list[list[Any]]) -> list[list[str]]:
    """The words of the cells; those of one that spans rows are repeated, of one that spans columns stand once."""
    grid: list[list[str]] = []
    carried: dict[int, tuple[int, str]] = {}
    for row in rows:
        cells: list[str] = []
        waiting = iter(row)
        while True:
            column = len(cells)
            if column in carried:
                left, words = carried.pop(column)
                cells.append(words)
                if left > 1:
                    carried[column] = (left - 1, words)
                continue
            cell = next(waiting, None)
            if cell is None:
                break
            words = cell_words(_words_of(cell))
            down, across = _span_of(cell, "rowspan"), _span_of(cell, "colspan")
            for extra in range(across):
                if down > 1:
                    carried[column + extra] = (down - 1, words if extra == 0 else "")
                cells.append(words if extra == 0 else "")
        grid.append(cells)
    return grid


def _words_of(cell: Any) -> str:
    out: list[str] = []
    for child in cell.iter(include_text=True):
        _write_node(child, out)
    return "".join(out)


def _span_of(cell: Any, which: str) -> int:
    words = cell.attributes.get(which) or "1"
    return max(1, min(200, int(words))) if words.strip().isdigit() else 1
