"""Names that begin as grammar does: 将军路, 起凤街, 自强路."""

import re
from collections.abc import Mapping

from gazetteer.act_patterns import CANCELS, MODAL, VERB_AHEAD
from gazetteer.patterns import SIDE

# 将军路, 起凤街, 自强路: a word of two characters that words of grammar might begin, and what ends a name. 东街 and
# 老街 stay names of their own behind such a word
_FIRST, _FIRST_TOO = "将把对原现自由从起即有在", "取因寓传结借保经为止至接到途位延调改更共与统合变定名全均"
_SHORT = re.compile(
    r"(?:(?P<sure>将[军台相帅]|把总|原[平野]|现代|即墨|自[由强立治力新]|由[义拳仁]|从[善文]|有[功为恒]|对山|起[凤云龙]|经[一二三四五六七八九十]|沿[江河湖海溪山])"
    rf"|(?P<first>[{_FIRST}])|[{_FIRST_TOO}])"
    r"(?(sure)|[^\W\da-zA-Z东南西北中上下前后内外左右新老旧正大小横直甲乙丙丁戊此其该各为于接起止至点自条长宽线段道路街主次有状建二两三四五六七八九十])"
    r"(?:大道|大街|胡同|[路街巷弄])"
)
_SHORT_FIRST = frozenset(f"{_FIRST}{_FIRST_TOO}沿")
# 将军路：, 起凤街，东起…: behind a name what is told of it begins
_FACTS_BEHIND = re.compile(
    rf"[：、]|$|（(?!原|曾)|[A-Za-z\u00c0-\u024fɑɡ]|，(?=位于|地处|起点|起于|[全总]?长|{SIDE}(?:侧|端)?[起至止始])"
)
_VERB_BEHIND = re.compile(f"，?(?:{VERB_AHEAD}|{MODAL}{{0,5}}(?:改称|改叫|易名|{CANCELS}))")
_ACT_BEHIND = re.compile(
    rf"{VERB_AHEAD}|改称|改叫|易名|{CANCELS}|的?(?:起止点|起讫点|起止位置|[起止终]点)|[（，。；、]|等\d|[和与及]|$"
)


def short_name_at(text: str, at: int, pairs: Mapping[int, int] | None = None) -> int | None:
    """Where a name of two characters and its generic ends whose first might be a word of grammar; None without one.

    At the head of a clause (`pairs`: where its brackets close) what stands behind it tells that it is a name; else
    only the word itself does, and who asks looks at what stands behind.
    """
    if text[at] not in _SHORT_FIRST or (found := _SHORT.match(text, at)) is None:
        return None
    end = found.end()
    if pairs is None:
        return None if found["first"] else end
    if found["first"] is None:
        return end if is_act_behind(text, end) or _FACTS_BEHIND.match(text, end) else None
    if _FACTS_BEHIND.match(text, end) is None:
        return None
    if text[end : end + 1] == "、" or end == len(text):
        return None  # 将柳巷、花街合并
    after = pairs.get(end, end) + 1  # 将柳巷（东起…）更名为
    return None if text[end] == "（" and _VERB_BEHIND.match(text, after) else end


def looks_wordlike(text: str, at: int, end: int) -> bool:
    """Whether the characters from `at` to `end` may be such a name, whatever stands behind them."""
    return _SHORT.match(text, at, end) is not None


def is_act_behind(text: str, end: int) -> bool:
    """Whether a name may end at `end`: an act, a mark or another name stands behind it."""
    return _ACT_BEHIND.match(text, end) is not None
