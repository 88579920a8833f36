"""What a road was called before: a name it had, or no more than what it was."""

import re

from gazetteer.actions import Action
from gazetteer.drafts import Draft
from gazetteer.gatherings import Gathering
from gazetteer.kinds import Phrase
from gazetteer.name_patterns import NAMELESS, ends_as_road
from gazetteer.no_names import is_no_name
from gazetteer.remark_patterns import FILLER
from gazetteer.text import Span, Words

# 关林路西延线命名为关林路
EXTENDS = re.compile(r"[东南西北]{0,2}延(?:长|伸)?(?:线|段)?")

# 原施工便道现已硬化 | 原村道: what the road was, which had no name
_MERE_KIND = re.compile(
    "(?:[\u3400-\u9fff]{0,2}(?:施工|临时|乡村|机耕|生产|水泥|砂石|沙石|泥土|硬化|无名|田间|林间|农用|防火|消防|进村|入村|通村)|无名|旧)?"
    "(?:便道|公路|国道|省道|县道|乡道|道路|村道|村路|水泥路|砂石路|沙石路|土路|泥路|机耕路|机耕道|生产路|小路|小道|田埂路|小巷|巷道|通道)"
    "(?:(?:[进出过穿]城|过境|城区|镇区|改线|绕城)路?段?)?"
    "(?:(?:现|已|均|都|经|全部|全线|今)+[^，。；]{0,12})?"
)
_LIES_THERE = re.compile("[内侧旁边前后]部?的?(?:新建|无名|规划)?(?:道路|巷道|小巷|通道|路段)$")
_THERE = re.compile("[内侧旁边前后处]$")
_THE_ROAD = tuple(f"的{kind}" for kind in ("无名", "新建", "规划", "道路", "街巷", "巷道", "小巷", "通道", "小路"))
# 实验小学大门前路 | 南河北侧无名路: where a road without a name lies, as a cell says it
_CELL_LIES_THERE = re.compile(
    "(?:门[前口]|旁边?|(?:[东南西北]|之)[侧边]|[东南西北对]面|之间|沿线|沿岸)的?"
    "(?:新建|规划|无名|现状)?(?:道路|路段|街路|巷道|小巷|小路|通道|[路街巷道])$"
    "|无(?:路)?名的?(?:道路|街路|小路|巷道|小巷|[路街巷道])$"
)


_OF_PLAN = ("规划", "拟建")
# 无 | / | ——: in the place of a name that a road had before
_NOTHING = re.compile(r"[-—–_/\\*.…]*|(?:暂|尚)?(?:无|没有)(?:原名称?|曾用名)?[。]?")


def says_nothing(words: str) -> bool:
    """Whether what stands where a former name would says that there was none."""
    return _NOTHING.fullmatch(words) is not None or NAMELESS.fullmatch(words) is not None


def tells_where(words: str) -> bool:
    """Whether a cell of former names tells where the road lies, which had none."""
    return _CELL_LIES_THERE.search(words) is not None or _LIES_THERE.search(words) is not None


def is_renamed(told: Action | None, ordered: Action | None, by_remarks: bool, prior: bool) -> bool:
    """Whether a table's name of before makes a renaming; else it was a word for a road that had no name.

    The first that speaks decides: what the row's own remark orders (`told`); what stands above the table, or the title
    where that orders renamings alone (`ordered`: of 命名道路一览表 the roads are named, whatever 原名称 they had);
    whether remarks tell of others that they are renamed; the header itself (`prior`: 曾用名, 道路原名称).
    原名称 alone renames.
    """
    for act in (told, ordered):
        if act in (Action.NAMING, Action.RENAMING):
            return act is Action.RENAMING
    return told is not None or not (by_remarks or prior)


def take_alias(gathering: Gathering, draft: Draft, phrase: Phrase) -> None:
    """A name the road is called by beside its own; one it bore before (曾用名O) is told apart."""
    assert phrase.value is not None
    if phrase.word == "formerly":
        for name in phrase.names:
            tell_formerly(draft, gathering.words(name.at))
    else:
        draft.aliases.append(gathering.words(phrase.value))
        if phrase.word == "numbered":
            draft.numbered = draft.aliases[-1]


def of_old(name: Words) -> Words:
    """A former name without the 原 before it: 将城东区原攸攸街更名为… (not 原平路)."""
    if not name.text.startswith("原") or len(name.text) < 4 or name.text.startswith("原种"):
        return name
    return Words(name.text[1:], Span(name.span.start + 1, name.span.end))


def settle_numbered(draft: Draft, ordered: Action | None) -> None:
    """班超路（原纬七路） among renamings: what looks like a plan's name is the one that is given up."""
    if draft.numbered is None or ordered is not Action.RENAMING or draft.action is not None:
        return
    if draft.formers or draft.previous or draft.named_by_verb:
        return
    draft.aliases = [words for words in draft.aliases if words is not draft.numbered]
    draft.formers, draft.action = [draft.numbered], Action.RENAMING


def tell_formerly(draft: Draft, words: Words) -> None:
    """Into `draft` what the road is told to have been called before, beside an act that takes no name from it."""
    if _MERE_KIND.fullmatch(words.text) or tells_where(words.text):
        draft.beside.append(words)
    elif words.text.startswith(_OF_PLAN) or is_no_name(words.text):
        draft.aliases.append(words)  # 规划一路, 纺机厂东侧便道: words for it before it had a name
    elif not says_nothing(words.text) and words.text not in {told.text for told in draft.formerly}:
        draft.formerly.append(words)


def take_former(gathering: Gathering, draft: Draft, phrase: Phrase) -> None:
    if len(phrase.names) > 1:  # （原A、B）
        draft.formers += [gathering.words(name.at) for name in phrase.names]
        draft.merged = True
        if draft.action in (None, Action.NAMING) and draft.name is not None:
            draft.action = Action.RENAMING
        return
    assert phrase.value is not None
    start, end = phrase.value
    words = gathering.words((start, end))
    if phrase.word == "now" and not any(one.restored for one in gathering.drafts):
        gathering.doubt(phrase)  # 现称O: whether the name is changed was not said
        return
    if FILLER.fullmatch(words.text):
        return
    if _MERE_KIND.fullmatch(words.text) or NAMELESS.fullmatch(words.text):
        draft.beside.append(words)
        return
    if draft.name is not None and re.fullmatch(rf"{re.escape(draft.name.text)}{EXTENDS.pattern}", words.text):
        return  # 为原五渎路南延伸段: which part of itself it was
    if words.text.startswith(_OF_PLAN):  # 原规划东一路: a name of the plan
        draft.aliases.append(words)
        return
    if _LIES_THERE.search(words.text):  # 原农药厂区域内道路: what was there, no name
        draft.beside.append(words)
        return
    if words.text[0] == "有" and not re.search(r"[路街巷弄道线段]", words.text):  # 原有风光村: what lies there
        draft.beside.append(words)
        return
    if gathering.text.startswith(_THE_ROAD, end) and _THERE.search(words.text):
        draft.beside.append(words)  # 原城门遗址前的无名道路
        return
    if not ends_as_road(words.text) and not re.search(r"[路街巷道弄线段]", words.text):
        gathering.doubt(phrase)
        return
    if draft.named_by_verb and draft.name and draft.name.text == words.text:
        return
    draft.formers.append(words)
    draft.partial |= phrase.word == "part"
    if draft.action in (None, Action.NAMING) and draft.name is not None:
        draft.action = Action.RENAMING
