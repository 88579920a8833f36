"""What in the values of a finished entry cannot well be: a name with a clause inside, an end that still holds a verb.

A reading can be wrong although every phrase of it was understood. These are the signs of it; each is told, none mended.
"""

import re
from collections.abc import Iterable, Iterator

from gazetteer.act_patterns import CANCELS, RENAMES
from gazetteer.actions import Action
from gazetteer.doubts import Doubt
from gazetteer.drafts import Draft, End, Run
from gazetteer.patterns import SIDE, any_of
from gazetteer.text import Sentence, Words

NAME_ODD = Sentence(
    "读到的名称里像是夹着别的话，请核对。", "the name as read seems to hold more than a name. Check it."
)
END_ODD = Sentence(
    "读到的起点或止点里像是夹着别的话，请核对。", "the end as read seems to hold more than a place. Check it."
)
SAME_NAME = Sentence("原名与新名相同，请核对。", "the former name and the new one are the same. Check them.")
OWN_END = Sentence("起点或止点就是这条道路自己，请核对。", "one of the ends is the road itself. Check it.")
SAME_SIDE = Sentence("起点和止点的方位相同，请核对。", "both ends are said to lie on the same side. Check them.")
NO_ENDS = Sentence(
    "说的是调整起止点，却没有读到新的起点或止点，请核对。", "a change of ends, but no new end was found. Check it."
)
NO_FORMER = Sentence("说的是更名，却没有读到原名，请核对。", "a renaming, but no former name was found. Check it.")

_ACT = f"{RENAMES}|{CANCELS}|改称|改叫|易名|[并归划纳]入|取代|代替|命名为|合并"
_NAME_ODD = re.compile(
    any_of(
        _ACT,
        "[，。；：—~]|^[\\d.]+米|^(?:延长|延伸|调整|变更)(?=.{2,}[路街])",
        "(?:名称|路名|地名|起止|起点|止点|终点|该路|其余|以及|位于|曾用名|旧称|为界)",
        rf"^(?:{SIDE}(?:端|侧)|以{SIDE}|[由从将把被等及](?!.[路街巷弄]$)|以下|其中|偏)",
        "[路街巷道](?:[由自从被]|至|到|位于|原).|(?:改建|扩建|改造|建设|形成)(?:而成)?的",
        "^.{17,}$|(?:.{2,4}[路街巷弄]){3}",
    )
)
_END_ODD = re.compile(
    any_of(
        f"{_ACT}|不变|维持|.：.",
        f"原(?:[起止终]点|{SIDE}[起至])|[路街道巷河][起止终讫]点$",
        rf"(?:移|延伸|延长|缩短|调整|变更|推进)(?:至|到|为)|(?<=[^东南西北]){SIDE}(?:端|侧)?(?:起(?!点)|讫|迄)(?:[^重立]|$)",
        r"[，。；、](?:南|北|东|西)(?:起|至|止|讫)|[长宽]约?\d|\d米至",
        rf"^(?:[往向]{SIDE}(?:方向|面)?|来的.+|仍.+|即.+)$|^[由从].+(?:至|到|移|延)|^(?:均|都)?{SIDE}从",
        "(?<![路街道巷东西南北中])一段$|[^观仰容举休静不]止$|的$|的(?:道路|路段|街巷)|[路街巷口处]被$|道路被",
    )
)


# words in which none of these signs can be
_PLAIN = re.compile(
    "[^更改易换变调规重注销撤取废作弃停不收并归划纳代合命为维原移延缩推起讫迄止终端侧自到位，。；：、—~长宽\\d往向来仍即由从把将被等及以其偏一段的曾（）“”《》名旧余该]{2,16}"
)


# 二路, of 澄湖一路、二路 | 支路采莲巷 | 三路并称澄湖大道: less than the whole name, or more
_NOT_THE_NAME = re.compile(
    "[一二三四五六七八九十]{1,3}[路街巷弄]|支路.{2,}[路街巷弄]|.*[路街巷弄]并称.*|.{2,}[路街巷弄](?:延长|延伸|缩短)"
)


def find_qualms(draft: Draft, action: Action, listed: bool) -> Iterator[Doubt]:
    """What cannot well be in what was read of one road; `listed`: it stands in a bare list or table."""
    assert draft.name is not None
    formers = draft.formers if action is Action.RENAMING else ()
    for words in (draft.name, *formers):
        if not _PLAIN.fullmatch(words.text) and _NAME_ODD.search(words.text):
            yield Doubt(words.span, NAME_ODD)
    if _NOT_THE_NAME.fullmatch(draft.name.text):
        yield Doubt(draft.name.span, NAME_ODD)
    for end in _ends(draft):
        if not _PLAIN.fullmatch(end.words.text) and (_END_ODD.search(end.words.text) or _is_unbalanced(end.words.text)):
            yield Doubt(end.words.span, END_ODD)
    if not draft.merged and any(words.text == draft.name.text for words in formers):
        yield Doubt(draft.name.span, SAME_NAME)
    if action is Action.RENAMING and not (draft.formers or draft.aliases or draft.formerly or listed):
        yield Doubt(draft.name.span, NO_FORMER)
    if action is Action.EXTENT_CHANGE and not (draft.run or draft.added or draft.kept):
        yield Doubt(draft.name.span, NO_ENDS)
    for run in (draft.run, draft.previous):
        if run:
            yield from _odd_run(run, draft.name)


def _ends(draft: Draft) -> Iterable[End]:
    """Every end that is told, of whichever extent."""
    for run in (draft.run, draft.previous, draft.added):
        if run:
            yield from (end for end in (run.start, run.end) if end is not None)


def _odd_run(run: Run, name: Words) -> Iterator[Doubt]:
    start, end = run.start, run.end
    for one in (start, end):
        if one is not None and one.words.text == name.text:
            yield Doubt(one.words.span, OWN_END)
    if start is not None and end is not None and start.side is not None and start.side == end.side and not run.bends:
        yield Doubt(end.words.span, SAME_SIDE)


def _is_unbalanced(words: str) -> bool:
    """Whether a bracket or quotation mark in the words stands alone."""
    return any(words.count(left) != words.count(right) for left, right in ("（）", "“”", "《》"))
