"""What a text is about, as its title and its lead say: names of roads, a call for names, or something else.

Notices of other offices tell of roads with their ends too: works, closed lanes, buses, house numbers. What such a text
says of a road is no order about its name, however alike the clauses are.
"""

import re
from collections.abc import Sequence

from gazetteer.item_marks import read_mark
from gazetteer.leads import leave_out_law
from gazetteer.lines import Line
from gazetteer.patterns import any_of, opening
from gazetteer.titles import EXTENT_HINT

# what a naming notice speaks of
_ORDERS = re.compile(
    opening(
        "命更改地路起注销新标取统合征定街巷道易拟正沿勘",
        "命名|更名|改名|地名(?!标志|牌|信息库|数据库|普查)|路名(?!牌|标)|起止点|起讫点|起止位置|注销|销名|新建道路名称|标准(?:地名|名称|路名)|取名",
        "统称|合称|征名|定名|(?:街巷|街路|道路|街巷道路|[路街巷])名称|易名|更（命）名|命（更）名|拟名称|道路名称|正式名字|改为|改称|沿用|更正|勘误",
    )
)
# Industries are extended too: here a road is.
_EXTENDS = re.compile(
    opening("路街巷弄线延", r"[路街巷弄线][^。；\n]{0,40}(?:延长|延伸)|(?:延长|延伸)[^。；\n]{0,20}[路街巷弄]")
)
# 甲路并入乙路 | 部分道路合并 (not 12路并入15路, which are lines)
_ROAD_INTO = (
    r"(?<!\d)[路街巷弄]”?(?:[拟现将已]|予以|一并){0,2}[归合]?并入(?:现|原)?“?[^，。；\n]{0,10}(?<!\d)[路街巷弄]"
)
_JOINS = re.compile(f"{_ROAD_INTO}|(?:道路|街路|街巷|路段)合并")
# 关于…道路命名的通知, 道路更名一览表 (not 道路命名管理办法)
_ROADS_NOUN = r"(?:道路|街巷|街路|(?<![线\d])路|[街巷弄]|起[止讫]点)"
_NAMES_ROADS = re.compile(
    rf"{_ROADS_NOUN}[^。]{{0,20}}(?:命名|命（更）名|更（命）名|更名|改名|调整|注销)|(?:命名|更名|调整|注销)[^。]{{0,20}}{_ROADS_NOUN}"
    rf"|公布[^。]{{0,20}}{_ROADS_NOUN}(?:的?(?:标准)?(?:名称|地名))"
)
_OF_ROADS = re.compile("起止点|起讫点|道路名称|街巷名称|[路街巷]名(?!牌|标)")
_ABOUT_RULES = re.compile(r"办法|规定|规则|条例|细则|规范|标准化|制度|工作|会议|指南|流程|规划(?:的|公示)|系列解读")
# what else a text with roads in it may be about
_OTHER_THING = re.compile(
    any_of(
        "公交|客运|班线|(?:运行|运营)?线路|地铁|轨道|站[点台牌名]|车站|停车",
        "门牌|楼牌|户牌|门楼|(?:门|楼)号|[路街巷地]名(?:牌|标)",
        "交通(?:管制|管理|组织|疏导|分流)|通行|绕行|封闭|封路|限行|禁行|单行|限速|施工|改造|维修|养护|大修|管网|通车",
        "征收|拆迁|征地|停[水电气]|占道|招标|采购|环境影响",
    )
)
# 已命名道路, 更名后的路段: said of roads that have their names
_HAS_ITS_NAME = re.compile("(?:已|未|曾|正式|尚未)(?:经|被)?(?:命名|更名)的?|(?:命名|更名)后的?")
# 重名道路命（更）名的征集公告: names are called for in the place of others
_CALLS = re.compile("征集(?![^。；]{0,8}(?:意见|建议))|征名")
# 向社会公开征集名称, in a lead below a title that was not found
_CALLS_FOR_NAMES = re.compile("征集[^。；，（）]{0,16}(?:名称|路名|地名|名字)|征名")
_FAR = 600  # characters: what stands farther down is no lead
_HEADLINE = 60  # characters: a longer line is no headline


def orders(words: str) -> bool:
    """Whether words speak of what a naming notice orders."""
    if _ORDERS.search(words) is not None or ("延" in words and _EXTENDS.search(words) is not None):
        return True
    return "并" in words and _JOINS.search(words) is not None


def names_roads(title: str) -> bool:
    """Whether a title orders the naming of roads, and so roads are missed where none is read."""
    return _NAMES_ROADS.search(title) is not None and _ABOUT_RULES.search(title) is None


def calls_for_names(title: str | None, lines: Sequence[Line]) -> bool:
    """Whether names are asked for, not given."""
    if title is not None:
        return _CALLS.search(title) is not None
    return _CALLS_FOR_NAMES.search(_lead(None, lines)) is not None


def is_of_other(title: str | None, lines: Sequence[Line]) -> bool:
    """Whether a text is about something else than names of roads, whatever roads it tells of."""
    lead = _HAS_ITS_NAME.sub("", leave_out_law(_lead(title, lines)))
    if title is None:
        about = "".join(line.text for line in lines[:3] if len(line.text) <= _HEADLINE)
    else:
        about = _HAS_ITS_NAME.sub("", title)
    if _OTHER_THING.search(about) is None:
        return False
    if orders(about):  # 公交站点更名: no road's
        return not any(_NAMES_ROADS.search(words) or _OF_ROADS.search(words) for words in (about, lead))
    return not orders(lead)


def _lead(title: str | None, lines: Sequence[Line]) -> str:
    """What is said between the title and the first item, or clause of a road."""
    said: list[str] = []
    size, below = 0, title is None
    for line in lines:
        if not below:
            below = title is not None and title.endswith(line.text[-12:])
            continue
        if size > _FAR or EXTENT_HINT.search(line.text) or ((mark := read_mark(line.text)) and mark.kind != "sign"):
            break
        said.append(line.text)
        size += len(line.text)
    return "".join(said)[:_FAR]
