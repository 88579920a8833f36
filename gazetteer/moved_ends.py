"""How the ends of a road moved: what is told of before, of now, and of which end stays."""

import re

from gazetteer.actions import Action
from gazetteer.doubts import SECOND_ENDS, WHICH_END, Doubt
from gazetteer.drafts import Draft, End, Run
from gazetteer.extent_patterns import LAST_SIDE
from gazetteer.gatherings import Gathering
from gazetteer.kinds import Phrase
from gazetteer.patterns import SIDE
from gazetteer.text import Words

# 同意甲路西延。 | 甲路延长：原终点…: the road itself grows
_GROWN = re.compile(rf"(?<=[路街巷弄道])(?:{SIDE}延[伸长]?|延[伸长])$")
_RAN = re.compile("[，。；：](?:[该此]?(?:道路|路|街)|其)?原")  # where it ran before is told behind
_AGREED = ("同意", "决定", "批准", "同意将", "同意对")


def grown_name(gathering: Gathering, phrase: Phrase) -> int | None:
    """Where the name ends of a road of which no more is agreed to than that it grows; None of any other."""
    start, end = phrase.names[0].at
    if not _RAN.match(gathering.text, phrase.end):
        return None
    if gathering.text[phrase.end] != "：" and not gathering.text.endswith(_AGREED, 0, phrase.start):
        return None
    found = _GROWN.search(gathering.text, start, end)
    return found.start() if found else None


def take_original(gathering: Gathering, draft: Draft, phrase: Phrase) -> None:
    assert phrase.value is not None
    if phrase.word == "tag":
        _take_moved_tag(gathering, draft, phrase)
        return
    if draft.action is Action.RENAMING and draft.merged and draft.named_by_verb:
        grown = gathering.open(phrase)  # A划入B，B的东端由C延至D: B itself grew
        grown.name = draft.name
        draft = grown
    end = gathering.read_end(phrase.value, phrase.side)
    if phrase.word == "start":
        draft.previous.froms += (end,)
    else:
        draft.previous.tos += ((end, False),)
    draft.moving = phrase.word
    if phrase.other is not None:
        draft.run.tos = tuple(told for told in draft.run.tos if told[0].words.text != end.words.text)  # 现止点为A
        moved_to = gathering.read_end(phrase.other, phrase.side)
        if phrase.word == "start":
            draft.run.froms += (moved_to,)
        else:
            draft.run.tos += ((moved_to, False),)
    draft.action = draft.action if draft.action is Action.RENAMING else Action.EXTENT_CHANGE


def _take_moved_tag(gathering: Gathering, draft: Draft, phrase: Phrase) -> None:
    """The bracket （从A延伸至B） behind the end B: that end lay at A before."""
    assert phrase.value is not None
    assert phrase.other is not None
    new = gathering.words(phrase.other).text
    start, end = draft.run.start, draft.run.end
    if end is not None and end.words.text == new:
        draft.previous.tos += ((gathering.read_end(phrase.value, None), False),)
    elif start is not None and start.words.text == new:
        draft.previous.froms += (gathering.read_end(phrase.value, None),)
    else:
        gathering.doubt(phrase, SECOND_ENDS)
        return
    draft.action = draft.action or Action.EXTENT_CHANGE


def take_kept(gathering: Gathering, draft: Draft, phrase: Phrase) -> None:
    """原起点不变; 起点（A）不变 tells where that end lies too."""
    other = "start" if draft.moving == "end" else "end"
    which = other if phrase.word == "other" else phrase.word
    draft.kept |= {which}
    draft.action = draft.action or Action.EXTENT_CHANGE
    if phrase.value is None:
        return
    end = gathering.read_end(phrase.value, None)
    if which == "start" and not draft.run.froms:
        draft.run.froms += (end,)
    elif which == "end" and not draft.run.tos:
        draft.run.tos += ((end, False),)
    else:
        gathering.doubt(phrase, SECOND_ENDS)


def settle_other_end(draft: Draft) -> None:
    """原北起A，南至B，现向南延伸至C: of both ends told before, the one on that side moved, and the other stays."""
    before, now = draft.previous, [*draft.run.froms, *(end for end, _ in draft.run.tos)]
    if (
        draft.action is not Action.EXTENT_CHANGE
        or draft.kept
        or draft.extension
        or draft.run.bends
        or len(now) != 1
        or before.start is None
        or before.end is None
    ):
        return
    side = now[0].side or _side_toward(draft)
    sides = (before.start.side, before.end.side)
    if draft.toward is not None and _SHORTER.search(draft.toward.text):
        draft.doubts.append(Doubt(draft.toward.span, WHICH_END))  # 向西缩短: its west end, or its east end westward
        return
    if sides.count(side) == 1 and side is not None:
        draft.moving = "start" if side == sides[0] else "end"
    elif not draft.moved_told:
        if side is not None:
            draft.doubts.append(
                Doubt(draft.span, WHICH_END)
            )  # 原自A至B，现向东延伸至C: where each end lies was not said
        return
    moved = End(now[0].words, side, now[0].planned)
    draft.run = Run(froms=(moved,)) if draft.moving == "start" else Run(tos=((moved, False),))
    draft.kept = frozenset({"end" if draft.moving == "start" else "start"})


_SHORTER = re.compile("[缩截]")


def _side_toward(draft: Draft) -> str | None:
    """The side to which the road grows, where only that was told: 拟向东延伸，延伸至A."""
    found = LAST_SIDE.search(draft.toward.text) if draft.toward else None
    return found[1] if found else None


def take_changed(gathering: Gathering, draft: Draft) -> None:
    if draft.moving == "end" and draft.run.tos and not (draft.run.froms or draft.previous):
        draft.run, draft.moving = Run(), None  # 甲路东延至A，起止点调整为…: A is told again
    elif draft.run and not draft.previous:
        draft.previous, draft.run = draft.run, Run()
        draft.more_previous, draft.more_runs = draft.more_runs, []
    gathering.bucket = "run"
    if draft.action is not Action.RENAMING:
        draft.action = Action.EXTENT_CHANGE


def _take_gone_into(gathering: Gathering, draft: Draft, phrase: Phrase, name: Words) -> None:
    """取消A，并入B，并入后B东起…: the ends are of B, which is not cancelled."""
    if draft.name is not None or not draft.bare:
        draft = gathering.open(phrase)
    draft.name, draft.action, draft.afresh = name, Action.EXTENT_CHANGE, True
    gathering.cancelling, gathering.gone_into = False, None


# 巨福路调整后北起A，南至B (变更后 may tell of the name)
_MOVED = ("调整", "延伸", "延长", "缩短")


# ，由甲路向西延伸至乙路，延伸后全长2公里: 甲路 is where it ended before
_GREW = re.compile(
    rf"(?<=[，路街巷弄道])[由从自][^，。；：（）“”]{{2,20}}?(?:继续)?[向往]{SIDE}(?:继续)?(?:延伸|延长)[至到][^，。；：（）“”]{{2,20}}，$"
)


def take_switch(gathering: Gathering, draft: Draft, phrase: Phrase) -> None:
    word = phrase.word
    told_of_it = draft.name is None or draft.action is Action.ABOLITION
    if word == "afresh" and told_of_it and gathering.gone_into and gathering.text[phrase.start] not in "更改命":
        _take_gone_into(gathering, draft, phrase, gathering.gone_into)
    elif word == "afresh":
        draft.afresh = True
        draft.merged |= bool(draft.more_names) and not (draft.run or draft.formers)  # A与B前后贯通，合并后定名为N
    elif word == "present":  # 原北起A、南至B，现北起C
        if (
            gathering.bucket == "run"
            and draft.run.start
            and draft.run.end
            and draft.action in (None, Action.EXTENT_CHANGE)
        ):
            take_changed(gathering, draft)  # 起于A，止于B；现起于A，止于C
        gathering.bucket = "run" if gathering.bucket == "previous" else gathering.bucket
    elif word == "before":
        gathering.bucket = "previous"
    elif word == "after" and draft.bare and draft.name is None:
        gathering.adjusting = draft.afresh = True
        draft.extension = gathering.text[phrase.start] == "延"
        draft.action = Action.EXTENT_CHANGE
    elif word == "after":
        if draft.bare and gathering.text.startswith(_MOVED, phrase.start):
            draft.action = Action.EXTENT_CHANGE
        if draft.run.start and not draft.previous and _GREW.search(gathering.text, 0, phrase.start):
            draft.previous.tos, draft.run.froms = ((draft.run.start, False),), ()
            draft.moving, draft.action = "end", Action.EXTENT_CHANGE
        draft.afresh = not draft.run
        gathering.anew = draft.action is Action.EXTENT_CHANGE and bool(draft.previous or draft.moving)
        if draft.extension and draft.run and not draft.added:
            draft.added, draft.run = draft.run, Run()
        gathering.bucket = "run"
        if draft.previous or draft.added or draft.lengthens:
            draft.action = draft.action or Action.EXTENT_CHANGE
        if draft.previous and draft.length is not None and draft.previous_length is None:
            draft.previous_length, draft.length = draft.length, None
    elif word == "restored":
        draft.restored = True
        draft.action = draft.action or Action.NAMING
    elif word == "keeps_told":
        if draft.name is None and len(draft.aliases) == 1 and not draft.formers:
            draft.name, draft.named_by_verb = draft.aliases.pop(), True
            draft.action = draft.action or Action.NAMING
    elif word == "moved":
        draft.action = draft.action or Action.EXTENT_CHANGE
    elif word == "naming":
        draft.action = draft.action or Action.NAMING
    elif not word:
        pass
    elif word == "now":
        gathering.bucket = "run"
    elif word == "extra":
        gathering.bucket = "added"
        draft.extension = True
    else:
        gathering.bucket = "aside"
