"""Bridges, parks and buildings in a list of roads: told in lines of their own, and no road's."""

import re

from gazetteer.name_patterns import OTHER_FEATURE, ends_as_road
from gazetteer.names import NAME_RUN
from gazetteer.patterns import WORD

# 基本情况：该公园位于… | 该桥梁长58米
_OF_IT = re.compile(
    "(?:(?:基本)?(?:情况|概况)|位置)?：?[该此本](?:公园|桥梁?|大桥|人行桥|隧道|立交桥?|广场|建筑物?|小区|住宅区|大厦|楼盘?|中心)"
)
# a verb gives a road its name there, or says what becomes of one; or it is told which road lies beside
_ORDERS = re.compile(
    "[命更改定取]名[为“]|改称|统称|注销|销名|撤销|(?:同时|一并|另|并)(?:将|对)"
    "|[为是叫称]“?[^，。；：临]{1,12}[路街巷弄]”?[，。（]|的(?:道路|街巷|路段)"
)
# 自由桥坐落于A路与运河交会处 | 丝路商务区：位于…: what is told first is where it lies
_OTHER_FIRST = re.compile(
    rf"(?P<name>{WORD}{{1,14}}?(?:桥梁?|隧道|立交桥?|广场|公园|小区|花园|商务区|工业园|产业园|大厦))"
    "(?:（[^（）]{1,40}）)?[：，]?(?=坐落|座落|位于|地处|横跨|跨越|跨)"
)
# 开发区内更名的街路和桥梁: a heading
_OF_ROADS = re.compile("道路|街路|街巷|[命更改定]名|名称")
_LONGEST = 300


def is_other_alone(words: str) -> bool:
    """Whether the words of an item are the name of something else than a road, and nothing more: 芳林公园."""
    if not 2 < len(words) <= 20 or ends_as_road(words) or _OF_ROADS.search(words):
        return False
    return OTHER_FEATURE.search(words) is not None and NAME_RUN.fullmatch(words) is not None


def other_first(words: str) -> str | None:
    """The bridge or park that an item begins with and tells of, and of no road; None of any other words."""
    if len(words) > _LONGEST or _ORDERS.search(words):
        return None
    found = _OTHER_FIRST.match(words)
    return found["name"] if found and not _OF_ROADS.search(found["name"]) else None


def is_told_of_other(words: str, name: str) -> bool:
    """Whether a paragraph below the item `name` tells of that and of nothing else: 该公园占地…, 芳林公园，因…得名."""
    if len(words) > _LONGEST or _ORDERS.search(words):
        return False
    return _OF_IT.match(words) is not None or (words.startswith(name) and words[len(name) : len(name) + 1] in "，：")
