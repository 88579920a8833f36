"""Lanes called by their number: 四条巷 is the name of one where its place says so, and else counts four of them."""

import re

from gazetteer.act_patterns import NAMES, RENAMES
from gazetteer.extent_patterns import FACT_AHEAD, RANGE
from gazetteer.patterns import SIDE

_NUMBER = "(?:十[一二三四五六七八九]?|[二三四五六七八九])"
# 四条巷 | 三条路 | 八条胡同 | 十条
_LANE = re.compile(f"{_NUMBER}条(?P<of>[路街巷弄里]|胡同)?")
# 西羊市三条 | 杨家镇二条: behind the name of its place, which may be that of a division
_LANE_OF = re.compile(rf"(?![我本全该各此])[\u3400-\u9fff]{{1,6}}[区县市镇乡](?:{_NUMBER}|头)条")
# 三条巷、四条巷: counts of the same are added up, so these are names
_LANE_BEFORE = re.compile(rf"{_LANE.pattern}[、和与及]$")
_LANE_BEHIND = re.compile(rf"[、和与及]{_LANE.pattern}(?![\u3400-\u9fff]{{0,2}}[路街巷弄])")
# 命名为四条巷 | （原四条巷）: right before it
_GIVEN = re.compile(f"(?:{RENAMES}|{NAMES}|（原)$")
# 四条巷南起A | 四条巷（Sitiao Xiang），长570米 | 四条巷：起点A: what is told of one road (not 三条路东均起A)
_TOLD_BEHIND = re.compile(
    rf"(?:（[^（）]{{1,60}}）)?(?:[：，]?(?={FACT_AHEAD})(?![^，。；]{{1,3}}[均皆都])"
    rf"|：(?:[起止终讫]点|起[止讫]|[自由从](?=[^，。；]{{2,20}}[至到])|(?:东西|南北)走?向|因|由于|[新拟]?命名，|{RANGE.pattern}))"
)
# 将四条巷更名为N | 将四条巷起止点由…: what is done to one road (not 将三条路更名为甲路、乙路)
_ONE_CHANGED = re.compile(
    rf"(?:拟|现|正式|予以){{0,2}}(?:{RENAMES}|改称)“?[^，。；、：（）“”和与及]{{2,14}}”?"
    rf"(?:[，。；（]|$|、(?=[^，。；、]{{2,14}}{RENAMES}))"
    "|的?(?:起止点|起讫点|起止位置|[起止终]点)由"
)
# 西羊市三条，位于柳巷街道，东起A，西至B: both ends of one road (of 河东区三条，位于城北 that many are counted)
_BOTH_ENDS = re.compile(rf"(?:[^。；]*?{SIDE}(?:起|至|止)){{2}}")
_OPEN, _CLOSED = frozenset("“‘「"), frozenset("”’」")
_BEFORE = frozenset(("", "。", "；", "：", "\n"))


def may_be_lane(words: str) -> bool:
    """Whether words are what a lane may be called by its number; elsewhere they count roads."""
    return _LANE.fullmatch(words) is not None or _LANE_OF.fullmatch(words) is not None


def is_lane(text: str, start: int, end: int) -> bool:
    """Whether 四条巷 is a name: quoted, behind the verb that gives it, beside its like, or what one road is told of."""
    if text.find("条", start, end) < 0:
        return False
    lane = _LANE.fullmatch(text, start, end)
    if lane is None and _LANE_OF.fullmatch(text, start, end) is None:
        return False
    before = text[start - 1 : start]
    if before in _OPEN and text[end : end + 1] in _CLOSED:
        return True
    if _GIVEN.search(text, max(0, start - 8), start):
        return True
    if lane is None:
        told = _TOLD_BEHIND.match(text, end)
        return before in _BEFORE and told is not None and _BOTH_ENDS.match(text, end) is not None
    beside = (_LANE_BEFORE.search(text, max(0, start - 6), start), _LANE_BEHIND.match(text, end))
    if any(other is not None and other["of"] == lane["of"] for other in beside):
        return True
    at_head = before in _BEFORE
    if at_head and _TOLD_BEHIND.match(text, end):
        return True
    return (at_head or before in "将把对、") and _ONE_CHANGED.match(text, end) is not None
