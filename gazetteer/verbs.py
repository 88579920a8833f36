"""What is ordered of which road: the verbs that give, change, join or cancel names."""

import re

from gazetteer.doubts import UNPAIRED, UNREAD, Doubt
from gazetteer.drafts import Draft, Run
from gazetteer.gatherings import Gathering
from gazetteer.headings import Action
from gazetteer.heads import is_working, roman_of
from gazetteer.kinds import Kind, Name, Phrase
from gazetteer.name_patterns import NAMELESS, OTHER_FEATURE, ends_as_road
from gazetteer.remark_patterns import FILLER
from gazetteer.text import Span, Words

# 关林路西延线命名为关林路
EXTENDS = re.compile(r"[东南西北]{0,2}延(?:长|伸)?(?:线|段)?")


def _extends(draft: Draft, name: Words) -> bool:
    """Whether what gets the name is no more than an extension of the road that bears it."""
    return bool(draft.formers) and all(
        words.text != name.text and EXTENDS.fullmatch(words.text.removeprefix(name.text)) for words in draft.formers
    )


def _road_names(gathering: Gathering, phrase: Phrase) -> list[Name]:
    """The names a verb gives that are names of roads; the others are set aside."""
    roads = []
    for name in phrase.names:
        words = gathering.words(name.at)
        if not ends_as_road(words.text) and OTHER_FEATURE.search(words.text):
            gathering.others.append(words)
        else:
            roads.append(name)
    return roads


def take_named(gathering: Gathering, phrase: Phrase) -> None:
    draft = gathering.current(phrase)
    names = _road_names(gathering, phrase)
    if not names:
        if draft in gathering.drafts:
            gathering.drafts.remove(draft)
        gathering.draft = None
        return
    if draft.named_by_verb and draft.name is not None and draft.name.text != gathering.words(names[0].at).text:
        draft = gathering.open(phrase)
    if "恢复" in phrase.word:
        draft.restored = True
    told = gathering.words(names[0].at).text
    if (draft.run.start and draft.run.end) or any(one.name and one.name.text == told for one in gathering.drafts):
        gathering.give_reason(draft, phrase.start)
    draft.proposed |= "拟" in phrase.word
    first = gathering.words(names[0].at)
    listed = len(names) > 1
    if draft.name is not None and not draft.formers:
        draft.merged |= "合并" in phrase.word  # 合并后统一使用N
        draft.merged |= bool(draft.more_names) and phrase.word.endswith(("统一使用", "通称", "通称为"))
        if not draft.more_names and "通称" in phrase.word and draft.name.text != gathering.words(names[0].at).text:
            gathering.doubt(phrase)  # 甲巷通称乙街: whether it is the name that it bears was not said
    if draft.merged and draft.name is not None and draft.more_names and not draft.formers and not listed:
        draft.formers = [draft.name, *(words for words, _ in draft.more_names)]  # A、B合并为一条，定名为N
        draft.name, draft.more_names, draft.action = None, [], Action.RENAMING
    anew = "重新" in phrase.word and draft.name is not None and not draft.formers and not draft.more_names
    if anew and draft.name is not None and draft.name.text != first.text and not is_working(draft.name.text):
        draft.formers, draft.name = [draft.name], None  # “纺织路”重新命名为“锦绣路”
    if draft.name is not None and draft.name.text != first.text:
        if not listed and not draft.formers:
            attribute = gathering.text[max(0, phrase.start - 40) : phrase.start].rfind("的" + draft.name.text) >= 0
            if draft.headed or draft.quoted or attribute or is_working(draft.name.text):
                draft.aliases += [draft.name]
            else:  # 梅花路，西至…命名为竹叶路: what 梅花路 is was not said
                draft.doubts.append(Doubt(draft.name.span, UNREAD))
        draft.more_names = []
    draft.name, draft.quoted = first, names[0].quoted
    draft.roman = roman_of(gathering, names[0]) or draft.roman
    draft.more_names = [(gathering.words(name.at), roman_of(gathering, name)) for name in names[1:]]
    draft.named_by_verb = True
    if any(EXTENDS.fullmatch(words.text.removeprefix(first.text)) for words in draft.aliases):
        draft.aliases, draft.extension, draft.action = [], True, Action.EXTENT_CHANGE
        return
    if gathering.divided is not None and not draft.formers and first.text == gathering.divided.text:
        draft.action, gathering.part_kept = Action.EXTENT_CHANGE, True  # 河东段沿用原名: the road is shorter now
        return
    if gathering.divided is not None and not draft.formers:
        draft.formers, draft.partial, draft.divided = [gathering.divided], True, True
        draft.aliases = [words for words in draft.aliases if words.text != gathering.divided.text]
    if len(names) > 1 and len(draft.formers) > 1:
        draft.paired, draft.merged = len(names) == len(draft.formers), False
        if not draft.paired:
            draft.formers = []
            gathering.doubt(phrase, UNPAIRED)
    if draft.action is None or (draft.action is Action.EXTENT_CHANGE and not draft.previous):
        draft.action = Action.RENAMING if draft.formers else Action.NAMING


def take_renamed(gathering: Gathering, phrase: Phrase) -> None:
    if phrase.word[:2] in ("现名", "今名") and any(one.restored for one in gathering.drafts):
        draft = gathering.current(phrase)
        draft.formers.append(gathering.words(phrase.names[0].at))  # 恢复“N”名称，该街现名O
        draft.action = Action.RENAMING if draft.restored else draft.action
        return
    if phrase.word == "取代":
        _take_replaced(gathering, phrase)
        return
    if phrase.other is not None and gathering.draft is not None and gathering.draft.name is not None:
        gathering.open(phrase)
    draft = gathering.current(phrase)
    names = _road_names(gathering, phrase)
    if not names:
        return
    if gathering.olds:
        _rename_each(gathering, draft, phrase, names)
        return
    if phrase.other is not None:
        draft.name = gathering.words(phrase.other)
    first = gathering.words(names[0].at)
    into = phrase.word.endswith(("并入", "归入", "划入", "纳入"))
    if draft.action is Action.ABOLITION and into:
        draft.merged = True
        return
    if draft.named_by_verb and draft.name is not None and draft.name.text != first.text:
        draft = gathering.open(phrase)
    if gathering.bucket == "aside":
        gathering.bucket = "run"
    if draft.action is Action.ABOLITION and not into and (cancelled := _cancelled_before(gathering, draft, phrase)):
        _rename_cancelled(gathering, cancelled, phrase, names)
        return
    joining = draft.name is not None and bool(draft.more_names) and _joins(draft, phrase.word)
    if draft.action is Action.ABOLITION and draft.more_names:
        gathering.drafts = [one for one in gathering.drafts if one is not draft]
    if draft.name is not None and (joining or draft.name.text != first.text):
        olds = [_of_old(words) for words in (draft.name, *(words for words, _ in draft.more_names))]
        if joining and len(names) == 1 and any(words.text != first.text for words in olds):
            olds = [words for words in olds if words.text != first.text]  # A、B统称A: A keeps its name
        if gathering.divided is not None and len(names) == 1:
            olds = [words for words in olds if not _IS_PART.fullmatch(words.text)]  # 渠西路段更名为N
        draft.merged |= joining
        known = {words.text for words in draft.formers}
        if not draft.formers:
            draft.formers += [words for words in olds if words.text not in known]
            if len(names) == 1 and len(draft.formers) > 1:
                draft.merged = True
    if _extends(draft, first):  # 北辰路东延段并入北辰路
        draft.formers, draft.extension, draft.action = [], True, Action.EXTENT_CHANGE
        draft.name, draft.more_names, draft.named_by_verb = first, [], True
        return
    known = {words.text for words in draft.formers}
    if draft.name is not None and known and draft.name.text not in known and _is_upon_head(gathering, phrase):
        gathering.doubts += [Doubt(words.span, UNREAD) for words in draft.formers]
        draft.formers = [draft.name]  # 原A、B名称相近，将B改称N
    if gathering.divided is not None and not draft.formers:
        draft.formers, draft.partial, draft.divided = [gathering.divided], True, True
    draft.merged |= any(word in phrase.word for word in ("统称", "合称", "合并", "并入", "归入", "划入", "纳入"))
    draft.name, draft.quoted = first, names[0].quoted
    draft.roman = roman_of(gathering, names[0])
    draft.more_names = [(gathering.words(name.at), roman_of(gathering, name)) for name in names[1:]]
    draft.proposed |= "拟" in phrase.word
    draft.action, draft.into, draft.besides = Action.RENAMING, into, any(word in phrase.word for word in _BESIDES)
    draft.named_by_verb = True
    if len(draft.formers) == len(names) > 1 and not joining:
        draft.paired, draft.merged = True, False  # 东大街、西大街分别更名为A、B
        if not phrase.quoted:
            gathering.doubt(phrase)  # 分别 does not stand there
    elif len(names) > 1 and draft.formers and not (draft.divided or len(draft.formers) == 1):
        draft.formers, draft.merged = [], False
        gathering.doubt(phrase, UNPAIRED)  # A、B、C分别更名为M、N
    if draft.merged and not draft.formers and _joins_none(phrase.word):
        draft.merged, draft.action = False, Action.NAMING  # 自A往北至B统称N: no road was named before it
    if joining and "命名" in phrase.word and all(is_working(words.text) for words in draft.formers):
        draft.aliases += draft.formers  # 规划三路、四路合并命名为N
        draft.formers, draft.merged, draft.action = [], False, Action.NAMING


def _is_upon_head(gathering: Gathering, phrase: Phrase) -> bool:
    """Whether 将 and a name stand right before the verb: that name is the one it changes."""
    last = gathering.last
    if last is None or last.kind is not Kind.HEAD or last.end != phrase.start:
        return False
    return gathering.text[last.start - 1 : last.start] in ("将", "把")


# 渠西路段, of a road that was just divided
_IS_PART = re.compile("[^路街巷弄]{0,6}[东南西北中上下前后](?:路?段|半段|部分)")
# 原O一同更名为N, N named just before
_BESIDES = ("一同", "一并", "一起", "一道")


def _rename_each(gathering: Gathering, draft: Draft, phrase: Phrase, names: list[Name]) -> None:
    """原A（…），原B（…）一同更名为N: each with the ends of its own bracket; B（…）更名为B keeps its name."""
    olds, gathering.olds = [*gathering.olds, draft], []
    if len(names) not in (1, len(olds)):
        gathering.doubt(phrase, UNPAIRED)
        return
    gathering.settle()
    for number, old in enumerate(olds):
        old.span = old.span.reaching(*gathering.source.bounds(phrase.start, phrase.end))
        name = names[number if len(names) > 1 else 0]
        old.name, old.quoted, old.roman = gathering.words(name.at), name.quoted, roman_of(gathering, name)
        old.action, old.named_by_verb, old.besides = Action.RENAMING, True, True
        old.proposed |= "拟" in phrase.word
        old.merged |= draft.merged
    kept = [old for old in olds if old.name and all(words.text == old.name.text for words in old.formers)]
    gathering.drafts = [one for one in gathering.drafts if not any(one is old for old in kept)]


def _cancelled_before(gathering: Gathering, draft: Draft, phrase: Phrase) -> list[Draft]:
    """The roads cancelled in the sentence of `phrase`, where they are several: 撤销“A”“B”，所涉路段改称N."""
    if not gathering.cancelling:
        return []
    begun = max(gathering.text.rfind(mark, 0, phrase.start) for mark in "。；") + 1
    first = gathering.source.offsets[begun]
    some = [
        one
        for one in gathering.drafts
        if one.action is Action.ABOLITION and one.name is not None and one.name.span.start >= first
    ]
    return some if len(some) > 1 and not any(one.more_names for one in some) and some[-1] is draft else []


def _rename_cancelled(gathering: Gathering, olds: list[Draft], phrase: Phrase, names: list[Name]) -> None:
    """撤销“A”“B”，所涉路段分别改称“M”“N”: each is renamed, or both become one."""
    if len(names) not in (1, len(olds)):
        gathering.doubt(phrase, UNPAIRED)
        return
    gathering.settle()
    gathering.cancelling = gathering.cancels_on = False
    for number, old in enumerate(olds):
        name = names[number if len(names) > 1 else 0]
        old.span = old.span.reaching(*gathering.source.bounds(phrase.start, phrase.end))
        old.formers = [words for words in (old.name,) if words is not None]
        old.name, old.quoted, old.roman = gathering.words(name.at), name.quoted, roman_of(gathering, name)
        old.action, old.named_by_verb, old.besides = Action.RENAMING, True, True
        old.proposed |= "拟" in phrase.word
        old.merged |= len(names) == 1


def _take_replaced(gathering: Gathering, phrase: Phrase) -> None:
    """撤销A、B，由N取代: the roads cancelled in the same sentence bear the name N now."""
    olds = [draft for draft in gathering.drafts if draft.action is Action.ABOLITION and draft.name is not None]
    if not olds:
        gathering.doubt(phrase)
        return
    gathering.drafts = [draft for draft in gathering.drafts if draft not in olds]
    gathering.cancelling = gathering.cancels_on = False
    gathering.settle()
    draft = gathering.open(phrase)
    for old in olds:
        draft.fill_from(old)
    draft.formers = [words for old in olds for words in (old.name, *(more for more, _ in old.more_names)) if words]
    draft.name, draft.more_names = gathering.words(phrase.names[0].at), []
    draft.action, draft.named_by_verb, draft.merged = Action.RENAMING, True, len(draft.formers) > 1


def _of_old(name: Words) -> Words:
    """A former name without the 原 before it: 将城东区原攸攸街更名为… (not 原平路)."""
    if not name.text.startswith("原") or len(name.text) < 4 or name.text.startswith("原种"):
        return name
    return Words(name.text[1:], Span(name.span.start + 1, name.span.end))


_JOINING = ("统称", "合称", "合并", "统一")


def _joins_none(verb: str) -> bool:
    """Whether a verb may give one name to what has none: 统称, which 合并 cannot."""
    return verb.endswith(("统称", "合称", "统称为", "合称为"))


def _joins(draft: Draft, verb: str) -> bool:
    """Whether a verb makes one road of the several named before it."""
    return draft.merged or any(word in verb for word in _JOINING)


def take_split(gathering: Gathering, phrase: Phrase) -> None:
    """O分为N1、N2: each part takes a name of its own, and is a part of O renamed."""
    draft = gathering.current(phrase)
    if not phrase.names:  # the parts are named in what follows
        gathering.divided = draft.formers[0] if draft.formers else draft.name
        if gathering.divided is None:
            gathering.doubt(phrase)
        elif draft in gathering.drafts:
            gathering.drafts.remove(draft)
            gathering.draft = None
        return
    if draft.name is not None:
        draft.formers = draft.formers or [draft.name]
    names = [(gathering.words(name.at), roman_of(gathering, name)) for name in phrase.names]
    (draft.name, draft.roman), *draft.more_names = names
    draft.partial = draft.divided = bool(draft.formers)
    draft.action = Action.RENAMING if draft.formers else Action.NAMING
    draft.run, draft.length = Run(), None  # of the whole road, not of the parts
    draft.named_by_verb = draft.quoted = True
    draft.proposed |= "拟" in phrase.word


def take_cancelled(gathering: Gathering, phrase: Phrase) -> None:
    draft = gathering.draft
    closes = gathering.text[phrase.end : phrase.end + 1] in ("", "。", "；", "，", "）", "”")
    if draft is not None and draft.name is not None and closes and not draft.named_by_verb:
        draft.action = Action.ABOLITION
        gathering.current(phrase)
        _cancel_listed(gathering, draft, phrase)
        return
    if draft is not None and draft.name is not None and not closes:
        draft.merged = True
        gathering.absorbing = True
        gathering.current(phrase)
        return
    if draft is not None and draft.name is None and draft.district is not None:
        gathering.carried = draft  # 均位于甲区乙街道，予以销名，分别是…
    gathering.draft = None
    gathering.cancelling = True
    gathering.cancels_on = gathering.text[phrase.end : phrase.end + 1] == "："


def _cancel_listed(gathering: Gathering, last: Draft, phrase: Phrase) -> None:
    """甲街、某某口、乙巷予以销名: 甲街 too, though what stands between was not read."""
    assert last.name is not None
    for one in gathering.drafts:
        if one is last or one.name is None or not one.bare or one.action is not None:
            continue
        begun = gathering.text.rfind(one.name.text, 0, phrase.start)
        if begun >= 0 and re.fullmatch(
            rf"{re.escape(one.name.text)}”?(?:、[^，。；：、]{{1,16}})*、“?{re.escape(last.name.text)}”?[^，。；]{{0,12}}",
            gathering.text[begun : phrase.start],
        ):
            one.action = Action.ABOLITION


# 原施工便道现已硬化 | 原村道: what the road was, which had no name
_MERE_KIND = re.compile(
    "(?:[\u3400-\u9fff]{0,2}(?:施工|临时|乡村|机耕|生产|水泥|砂石|沙石|泥土|硬化|无名|田间|林间|农用|防火|消防|进村|入村|通村)|无名|旧)?"
    "(?:便道|公路|国道|省道|县道|乡道|道路|村道|村路|水泥路|砂石路|沙石路|土路|泥路|机耕路|机耕道|生产路|小路|小道|田埂路|小巷|巷道|通道)"
    "(?:(?:[进出过穿]城|过境|城区|镇区|改线|绕城)路?段?)?"
    "(?:(?:现|已|均|都|经|全部|全线|今)+[^，。；]{0,12})?"
)
_LIES_THERE = re.compile("[内侧旁边前后]部?的?(?:新建|无名|规划)?(?:道路|巷道|小巷|通道|路段)$")


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
    if words.text.startswith(("规划", "拟建")):  # 原规划东一路: a name of the plan
        draft.aliases.append(words)
        return
    if _LIES_THERE.search(words.text):  # 原农药厂区域内道路: what was there, no name
        draft.beside.append(words)
        return
    if not ends_as_road(words.text) and not re.search(r"[路街巷道弄线段]", words.text):
        gathering.doubt(phrase)
        return
    if draft.named_by_verb and draft.name and draft.name.text == words.text:
        return
    draft.formers.append(words)
    if draft.action in (None, Action.NAMING) and draft.name is not None:
        draft.action = Action.RENAMING
