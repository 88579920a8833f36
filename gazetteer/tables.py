"""Tables of roads by their header words: any column order, rows short of a carried first cell, units in the header.

A row stands on one line, its cells apart by |, tabs or blanks, or each cell on a line of its own under a header that
does the same. A row that cannot be told apart is left to the caller as a doubt, never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazetteer.extent_patterns import FROM_SIDE, TO_SIDE
from gazetteer.lines import Line
from gazetteer.text import Span, Words

# header words → what the column holds; the first that fits
_BEFORE = "(?:原|旧|调整前|变更前|延伸前|现状)(?:的)?"
_AFTER = "(?:现|新|拟|调整后|变更后|延伸后|延长后)?(?:的)?"
_SIDES = "[东南西北]{1,2}(?:[（(/、]?[东南西北]{1,2}[）)]?)?"
COLUMNS: tuple[tuple[str, str], ...] = (
    ("number", r"序号|编号|序|No|号"),
    (
        "former",
        r"(?:原|旧|老|曾用|更名前|变更前)(?:道路|街路)?(?:地)?(?:名称|名|路名|地名)(?:称)?|曾用名|更名前",
    ),
    ("measure_before", r"(?:原|调整前|变更前)(?:道路)?(?:全长|总?长度?|宽度?)"),
    (
        "alias",
        r"俗称|别名|规划(?:道路)?(?:名称?|编号|路名)|工程(?:名称?|名)|暂用名|施工名称?|项目名称|建设项目名称|.*规划名称?|非标准名称",
    ),
    ("romanised", r"(?!.*(?:名称|地名|路名)(?:（|及|和|、|与)).*(?:拼音|罗马字母).*"),
    ("reason", r".*(?:缘由|理由|含义|寓意|由来|依据|来历|释义|备注).*"),
    ("both_before", rf"{_BEFORE}(?:道路)?(?:起止点|起讫点|起止位置|起止范围|起止|起讫|范围)"),
    (
        "both",
        rf"{_AFTER}(?:命名|更名)?(?:道路)?(?:起止点|起讫点|起止位置|起止范围|起止|起讫|起点?[、和/—~至-]{{0,2}}(?:止|终|讫)点?|起止点?位置|起止路段|起止道路|路段起止点|范围|四至|四至范围|起止地点|起始位置)(?:名称)?",
    ),
    ("start_before", rf"{_BEFORE}(?:道路)?(?:起点|起始点|起)(?:位置|名称|道路)?"),
    ("end_before", rf"{_BEFORE}(?:道路)?(?:止点|终点|讫点|终止点|止)(?:位置|名称|道路)?"),
    ("start", rf"{_AFTER}(?:命名|更名)?(?:道路)?(?:起点|起始点|{_SIDES}起(?:点)?|起)(?:位置|名称|道路)?"),
    (
        "end",
        rf"{_AFTER}(?:命名|更名)?(?:道路)?(?:止点|终点|讫点|终止点|{_SIDES}[止至迄](?:点)?|止|迄点)(?:位置|名称|道路)?",
    ),
    ("tip", r"[东南西北]{1,2}(?:[（(/、]?[东南西北]{1,2}[）)]?)?(?:端|侧端|头)(?:点)?(?:位置|名称|道路)?"),
    ("via", r"(?:途经|路经|途径|主要经过|经过).*"),
    ("size", r"规格(?:（长度?[×xX*/、和]宽度?，?）?)?|长度?(?:（[^（）]*）)?[×xX*/、和]宽度?"),
    ("length", r"(?:现|新|调整后)?(?:道路|路线|线路|路段|规划|约|路)?(?:全长|总?长度?)(?:约)?"),
    ("width", r"(?:道路|规划|路面|红线|路幅|平均|设计)*(?:宽度?|红线宽度?|路宽|红线|幅宽)(?:约)?"),
    ("course", r"(?:道路)?(?:走向|朝向|方向)"),
    (
        "district",
        r"(?:所在|所属|行政|隶属)*(?:（跨）)?(?:区|区县|县区|区（县）|行政区|行政区划|政区|区域|辖区|县|区市)(?:名称)?",
    ),
    (
        "town",
        r"(?:所在|所属|申报)?(?:街道|镇街|乡镇|街道（镇）|镇（街道）|镇|镇（街）|街镇|乡镇（街道）|所属街道)|命名申报主体单位|申报(?:主体)?单位|申报主体",
    ),
    (
        "text",
        r"(?:基本|道路|主要)?(?:概况|情况|简介|描述|说明|信息)(?:说明|描述)?|起止地点及简要说明|位置及(?:起止点|概况)",
    ),
    ("place", r"(?:所在|地理|具体|道路|所处)?(?:位置|地点|坐落|座落|方位|位置描述)|坐落位置"),
    (
        "name",
        r"(?:拟|新|拟定|建议|申报|审批|标准|正式|推荐|更名后|变更后|规范|现|审定|批准|命名后)*(?:命名|更名|命（更）名)?(?:的)?(?:道路|街道(?=名称)|街路|街巷|地|路|街路巷|巷道|地名|标准地)?(?:名称?|命名|路名|地名)(?:称)?|拟名称?|拟用名称?|拟定名称?|定名|拟命名|路名|街路巷名|(?:拟|新)(?:更|改|命|定)名?称?|.{0,6}(?:道路|地名|街路|路)名称?|更名为|更名后|(?:道路|标准)?(?:名称|地名|路名)(?:及|和|、|与)(?:汉语|罗马字母)?拼音",
    ),
    (
        "other",
        r"附图|路况|路面.*|开工.*|竣工.*|类别|类型|等级|道路等级|性质|级别|状态|现状|建设.*|时间|批准.*|地名类别|车道.*|面积|附件|备案.*|代码",
    ),
)
_COLUMN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in COLUMNS))
_UNIT = re.compile(r"[（/]?(?:单位：?)?(?P<unit>公里|千米|km|米|m)）?$", re.IGNORECASE)
_NOTE = re.compile(r"（[^（）]*）$")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds, and its unit where the header says one."""

    role: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: column → its cell."""

    span: Span
    cells: tuple[tuple[Column, Words], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under one header; `broken` are lines that look like rows and do not fit it."""

    header: tuple[Column, ...]
    rows: tuple[Row, ...]
    broken: tuple[Span, ...]
    used: int  # how many lines, header included
    unknown: tuple[Span, ...] = ()  # header cells that name nothing known


def read_column(words: str) -> Column | None:
    """The column a header cell names, or None."""
    words = words.strip("：*")
    if not words or len(words) > 24:
        return None
    unit = _UNIT.search(words)
    bare = words[: unit.start()] if unit and unit.start() else words
    found = _COLUMN.fullmatch(bare) or _COLUMN.fullmatch(_NOTE.sub("", bare))
    if found is None:
        return Column("via") if words.startswith("路经") else None
    return Column(str(found.lastgroup), unit["unit"].lower() if unit and unit.start() else None)


def _split_at_blanks(text: str, span: Span) -> list[Words]:
    return split_cells(text, span, r"[^ \u3000\t|]+")


def split_cells(text: str, span: Span, pattern: str = "", like: str | None = None) -> list[Words]:
    """The cells of a row: at | or tabs, else at blanks (or what `pattern` matches).

    Bars at the ends of a line bound cells, or stand for empty ones, as in the header `like`.
    """
    raw = span.of(text)
    if pattern:
        pass
    elif "|" in raw:
        pattern = r"[^|]*"
    elif "\t" in raw:
        pattern = r"[^\t]*"
    elif "  " in raw.strip() or "\u3000\u3000" in raw.strip():
        pattern = r"(?:[^ \u3000]| (?! )|\u3000(?!\u3000))+"
    else:
        pattern = r"[^ \u3000]+"
    cells: list[Words] = []
    last = -1
    for found in re.finditer(pattern, raw):
        if found.start() == last and not found[0]:
            continue
        last = found.end()
        inside = found[0].strip()
        start = span.start + found.start() + (len(found[0]) - len(found[0].lstrip()))
        cells.append(Words("".join(inside.split()), Span(start, start + len(inside))))
    if "|" in raw:
        header = raw if like is None else like
        if header.lstrip().startswith("|") and cells and not cells[0].text:
            cells = cells[1:]
        if header.rstrip().endswith("|") and cells and not cells[-1].text:
            cells = cells[:-1]
    return cells


def read_header(cells: Sequence[Words]) -> tuple[Column, ...] | None:
    """The columns of a header row, or None: it must name roads and at least one thing more, all cells known."""
    if not 2 <= len(cells) <= 24:
        return None
    columns = [read_column(cell.text) for cell in cells]
    tips = [at for at, column in enumerate(columns) if column and column.role == "tip"]
    if len(tips) == 2:  # 东（南）端 and 西（北）端: in the order they stand
        for at, role in zip(tips, ("start", "end"), strict=True):
            columns[at] = Column(role)
    named = [at for at, column in enumerate(columns) if column and column.role == "name"]
    if len(named) > 1 and not any(column and column.role == "former" for column in columns):
        for at in named:  # 现名称 beside 拟更名称: the name it bears until now
            if cells[at].text.startswith("现"):
                columns[at] = Column("former")
    roles = [column.role for column in columns if column]
    if "name" not in roles or len(roles) < 2 or len(roles) < 0.7 * len(cells):
        return None
    if set(roles) <= {"name", "number"}:
        return None
    return tuple(column or Column("unknown") for column in columns)


_RULE = re.compile(r"[|\s:：+=-]+")


def find_table(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """The table whose header stands at `lines[at]`, or None."""
    first = lines[at]
    if len(first.text) > 160:
        return None
    cells = split_cells(text, first.span)
    header = read_header(cells)
    raw = first.span.of(text)
    if header is None and "|" not in raw and "\t" not in raw:  # one blank here, two there
        loose = _split_at_blanks(text, first.span)
        cells, header = (loose, found) if (found := read_header(loose)) else (cells, None)
    if header is not None:
        table = _read_rows(text, lines, at, header)
        unknown = [cell.span for cell, column in zip(cells, header, strict=True) if column.role == "unknown"]
        return replace(table, unknown=tuple(unknown))
    if header is None and (storeys := _two_storeys(text, lines, at)) is not None:
        table = _read_rows(text, lines, at + 1, storeys)
        return replace(table, used=table.used + 1)
    return _read_column_of_cells(lines, at)


def _two_storeys(text: str, lines: Sequence[Line], at: int) -> tuple[Column, ...] | None:
    """The columns of a header of two rows: 规模（米） over 长度 and 宽度, other cells running over both rows."""
    if at + 1 >= len(lines) or "|" not in lines[at].span.of(text):
        return None
    upper, lower = (split_cells(text, line.span) for line in lines[at : at + 2])
    upper += [Words("", upper[-1].span)] * (len(lower) - len(upper)) if upper else []
    if len(upper) != len(lower):
        return None
    columns = read_header([below if below.text else above for above, below in zip(upper, lower, strict=True)])
    if columns is None:
        return None
    over: str | None = None
    out = []
    for column, above in zip(columns, upper, strict=True):
        if above.text:
            unit = _UNIT.search(above.text)
            over = unit["unit"].lower() if unit and unit.start() else None
        out.append(replace(column, unit=column.unit or over) if column.role in ("length", "width") else column)
    return tuple(out)


def _read_rows(text: str, lines: Sequence[Line], at: int, header: tuple[Column, ...]) -> Table:
    head = lines[at].span.of(text)
    barred = "|" in head
    rows: list[Row] = []
    broken: list[Span] = []
    carried: list[Words] = []
    used = 1
    for line in lines[at + 1 :]:
        raw = line.span.of(text)
        if barred and "|" not in raw:
            break
        if _RULE.fullmatch(raw):
            used += 1
            continue
        cells = split_cells(text, line.span, like=head)
        while len(cells) > len(header) and not cells[-1].text:
            cells.pop()
        if (again := read_header(cells)) is not None:
            if not rows and not broken and len(again) == len(header):  # 起止点 over 起点 and 止点: the lower row tells
                header = again
            used += 1
            continue
        if not barred and (len(cells) < 2 or (re.search(r"[。；：]", line.text) and len(cells) < len(header) - 1)):
            break
        fitted = fit(cells, header, carried) or fit(_split_at_blanks(text, line.span), header, carried)
        used += 1
        if fitted is None:
            broken.append(line.span)
            continue
        carried = fitted
        rows.append(
            Row(line.span, tuple((column, cell) for column, cell in zip(header, fitted, strict=True) if cell.text))
        )
    return Table(header, tuple(rows), tuple(broken), used)


_CARRIED_ROLES = ("district", "town", "place")


def _filled(cells: list[Words], header: Sequence[Column], carried: Sequence[Words]) -> list[Words]:
    """The cells, an empty one of a division taking what stands above it (a merged cell)."""
    return [
        carried[at] if not cell.text and carried and header[at].role in _CARRIED_ROLES else cell
        for at, cell in enumerate(cells)
    ]


def fit(cells: Sequence[Words], header: Sequence[Column], carried: Sequence[Words]) -> list[Words] | None:
    """The cells of a row under their columns: a first cell that spans rows is carried; None where they do not fit."""
    cells = _ends_joined(list(cells), header)
    missing = len(header) - len(cells)
    number = next((n for n, column in enumerate(header) if column.role == "number"), 0)
    if carried and missing <= 0 < number <= 2 and cells[0].text.isdigit() and not cells[number].text.isdigit():
        while cells and not cells[-1].text and len(cells) > len(header) - number:
            cells.pop()  # the first cells span rows, and so do empty ones at the end
        missing = len(header) - len(cells)
    if missing == 0:
        return _filled(cells, header, carried)
    if 0 < missing <= 2 and carried and header[missing].role == "number" and cells[0].text.isdigit():
        return _filled([*carried[:missing], *cells], header, carried)
    if 0 < missing <= 2 and carried and header[0].role in _CARRIED_ROLES:
        return _filled([*carried[:missing], *cells], header, carried)
    if (
        0 < missing <= 2
        and header[-1].role in ("reason", "other")
        and header[0].role == "number"
        and cells
        and cells[0].text.isdigit()
    ):
        return [*cells, *[Words("", cells[-1].span)] * missing]
    return None


_FROM_CELL = re.compile(FROM_SIDE)
_TO_CELL = re.compile(TO_SIDE)


def _ends_joined(cells: list[Words], header: Sequence[Column]) -> list[Words]:
    """南起水库大坝 北至舜帝街, split at its blank, made one cell again where the header has one for both ends."""
    at = next((n for n, column in enumerate(header) if column.role == "both"), None)
    while at is not None and len(cells) > len(header) and at + 1 < len(cells):
        first, second = cells[at], cells[at + 1]
        if not (_FROM_CELL.match(first.text) and _TO_CELL.match(second.text)):
            break
        cells[at : at + 2] = [Words(first.text + second.text, Span(first.span.start, second.span.end))]
    return cells


_NOTE_LINE = re.compile(r"（[^（）]{2,60}）")


def _notes_joined(lines: Sequence[Line], at: int) -> Sequence[Line]:
    """The lines, from `at` on one that is all bracket joined to the cell before it: 曲泾路 / （Qǔjīng Lù）."""
    if not any(_NOTE_LINE.fullmatch(line.text) for line in lines[at : at + 20]):
        return lines
    out = list(lines[:at])
    for line in lines[at:]:
        if _NOTE_LINE.fullmatch(line.text) and len(out) > at:
            before = out.pop()
            line = Line(Span(before.span.start, line.span.end), before.text + line.text)
        out.append(line)
    return out


def _read_column_of_cells(lines: Sequence[Line], at: int) -> Table | None:
    """A table each of whose cells is a line: 序号 / 名称 / 起点 / …, then 1 / 人民路 / …"""
    header: list[Column] = []
    whole = lines
    lines = _notes_joined(lines, at)
    for line in lines[at : at + 20]:
        column = read_column(line.text) if len(line.text) <= 16 else None
        if column is None:
            break
        header.append(column)
    roles = [column.role for column in header]
    if len(header) < 3 or "name" not in roles or roles[0] != "number":
        return None
    width = len(header)
    rows: list[Row] = []
    broken: list[Span] = []
    position = at + width
    expected = 1
    while position + 1 < len(lines) and lines[position].text.isdigit() and int(lines[position].text) == expected:
        end = position + 1
        while (
            end < len(lines)
            and end - position < width
            and not (lines[end].text.isdigit() and int(lines[end].text) == expected + 1 and end - position >= width - 1)
        ):
            end += 1
        block = lines[position:end]
        span = Span(block[0].span.start, block[-1].span.end)
        cells = [Words(line.text, line.span) for line in block]
        if len(cells) == width:
            rows.append(Row(span, tuple(zip(header, cells, strict=True))))
        elif len(cells) == width - 1 and roles[-1] in ("reason", "other", "town"):
            rows.append(Row(span, tuple(zip(header[:-1], cells, strict=True))))
        else:
            broken.append(span)
        position = end
        expected += 1
    if not rows and not broken:
        return None
    last = rows[-1].span.end if not broken else max(rows[-1].span.end if rows else 0, broken[-1].end)
    used = sum(1 for line in whole[at:] if line.span.end <= last)
    return Table(tuple(header), tuple(rows), tuple(broken), used)
