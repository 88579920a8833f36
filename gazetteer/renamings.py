"""What is renamed: the verbs that change a road's name, and those that join roads under one."""

import re

from gazetteer.act_patterns import INTO
from gazetteer.actions import Action
from gazetteer.cancellations import cancelled_before, rename_cancelled, take_replaced
from gazetteer.doubts import UNPAIRED, UNREAD, Doubt
from gazetteer.drafts import Draft, Run
from gazetteer.former_names import of_old
from gazetteer.gatherings import Gathering
from gazetteer.heads import is_working, roman_of
from gazetteer.kinds import Kind, Name, Phrase
from gazetteer.name_patterns import NAMELESS, ends_as_road
from gazetteer.patterns import SIDE
from gazetteer.verbs import extends, road_names, take_part

_INTO = re.compile(f"{INTO}$")


def _join_into(gathering: Gathering, phrase: Phrase) -> None:
    """以A为主，将B、C并入: B and C go on as A."""
    draft = gathering.current(phrase)
    first, *olds = (gathering.words(name.at) for name in phrase.names)
    draft.name, draft.formers, draft.action = first, olds, Action.RENAMING
    draft.merged = draft.into = draft.named_by_verb = True


def take_joined(gathering: Gathering, draft: Draft, phrase: Phrase) -> None:
    """合为一条; 与B合并: B is joined with the road told before, as one more that gets its name, or that has it."""
    others = [gathering.words(name.at) for name in phrase.names]
    if phrase.word == "meets" and not (
        draft.action is Action.RENAMING and draft.name is not None and draft.name.text in {one.text for one in others}
    ):
        return  # A与B贯通: no more than that they meet
    draft.merged = True
    if draft.action is Action.RENAMING or (draft.name is None and draft.formers):  # A更名为N，与现N合并
        known = {words.text for words in (draft.name, *draft.formers) if words is not None}
        draft.into |= draft.name is not None and any(words.text == draft.name.text for words in others)
        draft.formers += [words for words in others if words.text not in known]
    elif draft.name is not None:
        draft.more_names += [(words, None) for words in others if words.text != draft.name.text]
    elif others:
        gathering.doubt(phrase)  # with what it is joined was not said


def _swap(gathering: Gathering, phrase: Phrase) -> None:
    """A与B互换路名: each is renamed as the other."""
    names = [gathering.words(name.at) for name in phrase.names]
    if not names and (told := gathering.draft) is not None and told.name is not None and len(told.more_names) == 1:
        names = [told.name, told.more_names[0][0]]
        gathering.drafts = [one for one in gathering.drafts if one is not told]
    if len(names) != 2:
        gathering.doubt(phrase)
        return
    gathering.draft = None
    for old, new in (names, reversed(names)):
        draft = gathering.open(phrase)
        draft.name, draft.formers, draft.action = new, [old], Action.RENAMING
        draft.named_by_verb = draft.besides = True
    gathering.draft = None


_MAY_MOVE = ("调整为", "变更为", "改为")


def take_renamed(gathering: Gathering, phrase: Phrase) -> None:
    if phrase.word[:2] in ("现名", "今名") and any(one.restored for one in gathering.drafts):
        draft = gathering.current(phrase)
        draft.formers.append(gathering.words(phrase.names[0].at))  # 恢复“N”名称，该街现名O
        draft.action = Action.RENAMING if draft.restored else draft.action
        return
    if phrase.word in _WHOLE:
        _WHOLE[phrase.word](gathering, phrase)
        return
    if phrase.word == "取代":
        take_replaced(gathering, phrase)
        return
    if phrase.other is not None and gathering.draft is not None and gathering.draft.name is not None:
        gathering.open(phrase)
    draft = gathering.current(phrase)
    if draft.previous and phrase.word.endswith(_MAY_MOVE):
        gathering.doubt(phrase)  # 原东起A，调整为B: a name or an end
    names = road_names(gathering, phrase)
    if not names:
        if draft.name is not None and not ends_as_road(draft.name.text) and draft in gathering.drafts:
            gathering.others.append(draft.name)  # “某海岸”（东起…）更名为“某小区”: neither is a road
            gathering.drafts.remove(draft)
            gathering.detached = gathering.draft = Draft(draft.name.span)
        return
    if gathering.olds:
        _rename_each(gathering, draft, phrase, names)
        return
    if phrase.other is not None:
        draft.name = gathering.words(phrase.other)
    first = gathering.words(names[0].at)
    into = _INTO.search(phrase.word) is not None
    if draft.action is Action.ABOLITION and into:
        draft.merged, gathering.gone_into = True, first
        return
    gathering.gone_into = None
    if draft.named_by_verb and draft.name is not None and draft.name.text != first.text:
        draft = gathering.open(phrase)
    if gathering.bucket == "aside":
        gathering.bucket = "run"
    if draft.action is Action.ABOLITION and not into and (cancelled := cancelled_before(gathering, draft, phrase)):
        rename_cancelled(gathering, cancelled, phrase, names)
        return
    joining = draft.name is not None and bool(draft.more_names) and _joins(draft, phrase.word)
    if draft.action is Action.ABOLITION and draft.more_names:
        gathering.drafts = [one for one in gathering.drafts if one is not draft]
    if draft.name is not None and (joining or draft.name.text != first.text):
        olds = [of_old(words) for words in (draft.name, *(words for words, _ in draft.more_names))]
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
    if extends(draft, first):  # 北辰路东延段并入北辰路
        draft.formers, draft.extension, draft.action = [], True, Action.EXTENT_CHANGE
        draft.name, draft.more_names, draft.named_by_verb = first, [], True
        return
    known = {words.text for words in draft.formers}
    if draft.name is not None and known and draft.name.text not in known and _is_upon_head(gathering, phrase):
        gathering.doubts += [Doubt(words.span, UNREAD) for words in draft.formers]
        draft.formers = [draft.name]  # 原A、B名称相近，将B改称N
    if gathering.divided is not None and not draft.formers:
        take_part(gathering, draft, gathering.divided)
    if not draft.formers and draft.name is None and gathering.parted is not None and _is_part_before(gathering, phrase):
        first_part = gathering.parted
        draft.formers, draft.partial = [first_part.formers[0]], True
        if draft.district is None and not draft.subdistricts:
            draft.district, draft.subdistricts = first_part.district, list(first_part.subdistricts)
    elif len(draft.formers) == 1 and _is_part_before(gathering, phrase):
        gathering.parted, draft.partial = draft, True
    draft.merged |= into or any(word in phrase.word for word in ("统称", "合称", "合并"))
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
    elif len(names) > 1 and draft.formers and not (draft.divided or _is_alone(gathering, draft)):
        draft.formers, draft.merged = [], False
        gathering.doubt(phrase, UNPAIRED)  # A、B、C分别更名为M、N
    if draft.merged and len(draft.formers) > 1 and len(names) == 1:  # 原A与原B统一更名为B: B keeps its name
        draft.formers = [words for words in draft.formers if words.text != first.text] or draft.formers
    if "恢复" in phrase.word or "复名" in phrase.word:
        _restore(draft)
    if draft.merged and not draft.formers and _joins_none(phrase.word):
        draft.merged, draft.action = False, Action.NAMING  # 自A往北至B统称N: no road was named before it
    if joining and "命名" in phrase.word and all(is_working(words.text) for words in draft.formers):
        draft.aliases += draft.formers  # 规划三路、四路合并命名为N
        draft.formers, draft.merged, draft.action = [], False, Action.NAMING


def _is_alone(gathering: Gathering, draft: Draft) -> bool:
    """Whether one road is renamed, and none stands before it untold: 甲路（1号路）、乙路（2号路）分别更名为."""
    others = [one for one in gathering.drafts if one is not draft and one.name is not None]
    return len(draft.formers) == 1 and not draft.strange and all(one.action or one.run for one in others)


# 甲桥以东段更名为 | 甲路至乙路段更名为
_PART_BEFORE = re.compile(rf"(?:以{SIDE}(?:的?(?:路?段|部分))?|[至到][^，。；：（）“”]{{2,16}}段)）?$")


def _is_part_before(gathering: Gathering, phrase: Phrase) -> bool:
    """Whether a part of a road, told by where it lies, stands right before the verb."""
    return _PART_BEFORE.search(gathering.text, max(0, phrase.start - 40), phrase.start) is not None


_WHOLE = {"为主": _join_into, "互换": _swap}


def _is_upon_head(gathering: Gathering, phrase: Phrase) -> bool:
    """Whether 将 and a name stand right before the verb: that name is the one it changes."""
    last = gathering.last
    if last is None or last.kind is not Kind.HEAD or last.end != phrase.start:
        return False
    return gathering.text[last.start - 1 : last.start] in ("将", "把")


# 渠西路段, of a road that was just divided
_IS_PART = re.compile("(?:[^路街巷弄]{0,6}|[铁公该]?[路街])[东南西北中上下前后](?:路?段|半段|一段|部分)")
# 原O一同更名为N, N named just before
_BESIDES = ("一同", "一并", "一起", "一道")


# …连成一条道路，统一命名为N，东起A: the ends of the whole road
_RUNS_THEN = re.compile(f"[，：]?(?:{SIDE}起|起[于自]|起点)")


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
        old.formers = [of_old(words) for words in old.formers]
        old.proposed |= "拟" in phrase.word
        old.merged |= draft.merged or len(names) == 1
    kept = [old for old in olds if old.name and all(words.text == old.name.text for words in old.formers)]
    gathering.drafts = [one for one in gathering.drafts if not any(one is old for old in kept)]
    if len(names) == 1 and draft.merged and _RUNS_THEN.match(gathering.text, phrase.end):
        for old in olds:
            old.run, old.length, old.width = Run(), None, None
        gathering.alike, gathering.shared, gathering.draft = tuple(olds), True, None


_JOINING = ("统称", "合称", "合并", "统一")


def _restore(draft: Draft) -> None:
    """东起A，西至B的街路恢复原名N: an old name, given to what bears none now; to what bears one it is another name."""
    draft.restored = True
    draft.formers = [words for words in draft.formers if NAMELESS.fullmatch(words.text) is None]
    if not draft.formers and not draft.merged:
        draft.action = Action.NAMING


def _joins_none(verb: str) -> bool:
    """Whether a verb may give one name to what has none: 统称, which 合并 cannot."""
    return verb.endswith(("统称", "合称", "统称为", "合称为"))


def _joins(draft: Draft, verb: str) -> bool:
    """Whether a verb makes one road of the several named before it."""
    return draft.merged or any(word in verb for word in _JOINING)
