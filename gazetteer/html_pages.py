"""The text of an html page, without what surrounds it.

Cells of a table row stand on one line, apart by " | ". The parser is imported where it is needed, so that reading a
text file costs nothing of it.
"""

import re
from typing import Any

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
