"""What the columns of a table hold, told by their header words, and the units that stand in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gazetteer.text import Words

# header words → what the column holds; the first that fits
_BEFORE = "(?:原|旧|(?:调整|变更|更改|延伸|延长)前|现状)(?:的)?"
_AFTER = "(?:(?:现|新|拟)?(?:调整|变更|更改|延伸|延长)后?|现|新|拟)?(?:的)?"
_SIDES = "[东南西北]{1,2}(?:[（(/、]?[东南西北]{1,2}[）)]?)?"
COLUMNS: tuple[tuple[str, str], ...] = (
    ("number", r"序号|编号|序|No|号"),
    (
        "former",
        r"(?:原|旧|老|(?:更名|变更|更改)前)(?:道路|街路)?(?:地)?(?:名称|名|路名|地名)(?:称)?|更名前",
    ),
    (
        "prior",
        r"(?:道路|街路|街巷|路段)(?:原|现状?)(?:名称?|路名|地名)|(?:道路)?(?:曾用(?:名称?|路名|地名)|曾名|旧称|历史(?:名称?|地名|路名))"
        r"|(?:原名称?|曾用名称?|旧称|旧名)(?:[、/或和及]|（)(?:原名称?|曾用名称?|旧称|旧名|俗称|别名)）?"
        r"|(?:原|现有?|现状)(?:道路)?(?:名称?|路名|地名)(?:（或?(?:所在)?(?:位置|地点|方位)）|[及和或/、](?:所在)?(?:位置|地点|方位))",
    ),
    ("measure_before", r"(?:原|调整前|变更前)(?:道路)?(?:全长|总?长度?|宽度?)"),
    (
        "alias",
        r"(?:民间|群众|习惯)?(?:俗称|别名|别称|习称|又名|又称|俗名|称呼|叫法)|规划(?:道路)?(?:名称?|编号|路名)|工程(?:名称?|名)|暂用名|施工名称?|项目名称|建设项目名称|.*规划名称?|非标准名称",
    ),
    ("romanised", r"(?!.*(?:名称|地名|路名)(?:（|及|和|、|与)).*(?:拼音|罗马字母).*"),
    ("gone", r"(?:道路|名称|地名)?(?:注销|销名|撤销|废止|取消)(?:名称)?的?(?:原因|理由|缘由|依据|说明)"),
    ("reason", r".*(?:缘由|理由|原因|含义|寓意|由来|依据|来历|释义|备注).*"),
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
    (
        "size",
        r"(?:规格|规模)(?:（长度?[×xX*/、和]宽度?，?）?)?|(?:现|新|调整后|变更后|延伸后|道路)?长度?(?:（[^（）]*）)?[×xX*/、和]宽度?",
    ),
    ("length", r"(?:现|新|调整后)?(?:道路|路线|线路|路段|规划|约|路)?(?:全长|总?长度?)(?:约)?"),
    ("width", r"(?:道路|规划|路面|红线|路幅|平均|设计)*(?:宽度?|红线宽度?|路宽|红线|幅宽)(?:约)?"),
    ("course", r"(?:道路|基本|大致|主要|总体)*(?:走向|朝向|方向)"),
    (
        "district",
        r"(?:所在|所属|行政|隶属)*(?:（跨）)?(?:区|区县|县区|区（县）|区（市、?县）|市辖区|行政区|行政区划|政区|区域|辖区|县|区市)(?:名称)?|[区县]属|属[区县]|归属区?|所属地区",
    ),
    (
        "town",
        r"(?:所在|所属|隶属|行政|申报|辖区)*(?:街道|镇街|街镇|乡镇|镇乡|镇|乡|镇区|镇村|乡镇街道?|街道乡镇|(?:街道|乡镇|镇|街|乡)[（、/和及](?:街道|乡镇|镇|街|区|乡|乡、街道|镇、街道|办事处)）?)(?:办事处|办)?|命名申报主体单位|申报(?:主体)?单位|申报主体",
    ),
    (
        "text",
        r"(?:基本|道路|主要)?(?:概况|情况|简介|描述|说明|信息)(?:说明|描述)?|起止地点及简要说明|位置及(?:起止点|概况)",
    ),
    ("place", r"(?:所在|所属)?片区|(?:所在|地理|具体|道路|路段|所处)?(?:位置|地点|坐落|座落|方位|位置描述)|坐落位置"),
    (
        "name",
        r"(?:拟|新|拟定|建议|申报|审批|标准|正式|推荐|更名后|变更后|更改后|规范|现|现在|现行|现有|现状|现?使用|现用|目前|当前|审定|批准|命名后)*(?:命名|更名|命（更）名)?(?:的)?(?:道路|街道(?=名称)|街路|街巷|地|路|街路巷|巷道|地名|标准地)?(?:名称?|命名|路名|地名)(?:称)?|拟名称?|拟用名称?|拟定名称?|定名|拟命名|路名|街路巷名|(?:拟|新)(?:更|改|命|定)名?称?|.{0,6}(?:道路|地名|街路|路)名称?|更名为|更名后|(?:道路|标准)?(?:名称|地名|路名)(?:及|和|、|与)(?:汉语|罗马字母)?拼音",
    ),
    (
        "other",
        r"附图|路况|路面.*|开工.*|竣工.*|(?:道路|地名|名称|命（更）名|命名更?名?|更名)?(?:类别|类型|种类)|等级|道路等级|性质|级别|(?:命名|更名|地名|处理|处置|办理|变更|调整|变动|申报|业务|审批)*(?:方式|形式|事项|意见|类型|类别|性质|情形)|状态|现状|建设.*|时间|批准.*|车道.*|面积|附件|备案.*|代码",
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


@lru_cache(4096)
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


def read_header(cells: Sequence[Words]) -> tuple[Column, ...] | None:
    """The columns of a header row, or None: it must name roads and at least one thing more, all cells known."""
    if not 2 <= len(cells) <= 24:
        return None
    columns = [read_column(cell.text) for cell in cells]
    tips = [at for at, column in enumerate(columns) if column and column.role == "tip"]
    if len(tips) == 2:  # 东（南）端 and 西（北）端: in the order they stand
        for at, role in zip(tips, ("start", "end"), strict=True):
            columns[at] = Column(role)
    if not any(column and column.role == "name" for column in columns):  # 原名称 beside 更定后名称
        open_ = [at for at, column in enumerate(columns) if column is None and cells[at].text.endswith(_NAME_WORDS)]
        if len(open_) == 1 and any(column and column.role == "former" for column in columns):
            columns[open_[0]] = Column("name")
    columns = names_told_apart(columns, [cell.text for cell in cells])
    roles = [column.role for column in columns if column]
    if "name" not in roles or len(roles) < 2 or len(roles) < 0.7 * len(cells):
        return None
    if set(roles) <= {"name", "number"}:
        return None
    return tuple(column or Column("unknown") for column in columns)


# 现用名 | 目前名称: what a road is called until then; 拟更名称 | 更名后名称: what it shall be called
_NAME_WORDS = ("名称", "路名", "地名")
_UNTIL_NOW = ("现", "目前", "当前", "使用")
_TO_BE = re.compile("拟|新|建议|推荐|申报|审[定批]|[更命]名|标准|规范|正式")


def names_told_apart(columns: Sequence[Column | None], heads: Sequence[str]) -> list[Column | None]:
    """The columns, where two hold names the one that is borne until now as the former: 现用名 beside 拟命名."""
    out = list(columns)
    named = [at for at, column in enumerate(columns) if column and column.role == "name"]
    if len(named) < 2 or any(column and column.role in ("former", "prior") for column in columns):
        return out
    now = [at for at in named if heads[at].startswith(_UNTIL_NOW)]
    if not now and any(_TO_BE.search(heads[at]) for at in named):
        now = [at for at in named if not _TO_BE.search(heads[at])]  # 道路名称 beside 拟更名称
    for at in now if len(now) < len(named) else ():
        to_be = "".join(heads[one] for one in named if one not in now)
        out[at] = Column("former" if "更" in to_be or heads[at].startswith(_UNTIL_NOW) else "prior")
    return out


# what a division or a name never is
_FIGURES = re.compile(r"[\d.,，~\-—–×xX*/+]+")
_FIGURE_ROLES = frozenset(("length", "width", "measure_before", "size"))
# what stands in a cell that says nothing
NO_VALUE = frozenset(("-", "—", "——", "/", "无"))
_WORD_ROLES = frozenset(("name", "former", "prior", "district", "town", "place", "start", "end", "both"))
_MAY_LACK = (_WORD_ROLES | _FIGURE_ROLES) - {"name"}


def is_plausible(column: Column, words: str) -> bool:
    """Whether words may stand under a column: figures for a length, none for a name. Empty cells may."""
    if not words or (words in NO_VALUE and column.role in _MAY_LACK):
        return True
    if column.role == "number":
        return words.strip(".、．（）").isdigit()
    if column.role in _FIGURE_ROLES:
        return any(char.isdigit() for char in words)
    return column.role not in _WORD_ROLES or _FIGURES.fullmatch(words) is None


def _lowest(above: Words, below: Words) -> Words:
    """What heads a column: the cell of the lower row, or that of the upper with the unit that alone stands below."""
    if not below.text:
        return above
    return Words(above.text + below.text, below.span) if _UNIT.fullmatch(below.text) else below


def two_storeys(upper: Sequence[Words], lower: Sequence[Words]) -> tuple[Column, ...] | None:
    """The columns of a header of two rows: 规模（米） over 长度 and 宽度, 调整前 over 起点 and 止点.

    Cells over both rows stand in the upper or in both.
    """
    if not upper or not lower or (lower[0].text and len(lower) < len(upper)):
        return None
    columns_told = max(len(upper), len(lower))
    upper, lower = ([*row, *[Words("", row[-1].span)] * (columns_told - len(row))] for row in (upper, lower))
    columns = read_header([_lowest(above, below) for above, below in zip(upper, lower, strict=True)])
    if columns is None:
        return None
    over, unit = "", None
    out = []
    for column, above, below in zip(columns, upper, lower, strict=True):
        if above.text or not below.text:
            found = _UNIT.search(above.text)
            over, unit = above.text, found["unit"].lower() if found and found.start() else None
        both = read_column(over + below.text) if over and below.text and over != below.text else None
        column = both if both and both.role != column.role and column.role != "unknown" else column
        out.append(replace(column, unit=column.unit or unit) if column.role in _FIGURE_ROLES else column)
    return tuple(out)
