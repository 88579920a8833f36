"""A paragraph of a notice → `Draft`s: what it says about each road, every value with its place.

Phrases are gathered road by road. A name begins a road; what has no name joins the road before it, or waits for the
name that follows (…的道路命名为N). What cannot be placed is kept as a `Doubt`, for a person to see.
"""

import re
from collections.abc import Callable, Iterator

from gazetteer import cancellations, former_names, heads, localities, moved_ends, renamings, sizes, verbs, whereabouts
from gazetteer.act_patterns import CHANGED, MODAL, RENAMES, VERB_AHEAD
from gazetteer.actions import Action
from gazetteer.asides import candidates, leave_out_past, leave_out_unordered
from gazetteer.doubts import UNREAD, Doubt
from gazetteer.drafts import Draft, Passage
from gazetteer.extent_patterns import PRESENT
from gazetteer.gatherings import Gathering
from gazetteer.joins import joined
from gazetteer.kinds import Kind, Phrase
from gazetteer.name_patterns import GENERIC_LAST
from gazetteer.no_names import is_no_name
from gazetteer.patterns import SIDE, WORD
from gazetteer.phrases import read_phrases
from gazetteer.stated_counts import read_count
from gazetteer.text import Condensed

# …宽20米。（原文化路）: the bracket belongs to the sentence before it
_BRACKET_OF = re.compile(r"（(?:原|曾|取消|撤销|含|其中)")


# 起点：A；讫点：B
_OTHER_END = re.compile(r"(?<=；)(?:道路)?(?:止点|终点|讫点)(?:为|：|是)")
# 北起A；西至B
_OTHER_SIDE = re.compile(rf"{SIDE}[至止][^，、。；]{{2,30}}(?:[，、](?!{SIDE}至)|[。；]|$)")


# …；调整为东起A | …。现起于A: where the same road runs now
_CHANGES = re.compile(f"{CHANGED}|{PRESENT}")
_CHANGE_FIRST = frozenset("予现拟将分统由调变修更延缩改")


# what is said of the road itself: words before it that nothing explains are no reason
_FACTS = frozenset((Kind.FROM, Kind.TO, Kind.RANGE, Kind.LENGTH, Kind.WIDTH, Kind.PLACE, Kind.COURSE, Kind.VIA))
# 故名 | 因此…: what stands before it is the reason
_THEREFORE = re.compile("故|因此|因而|由此|以此|得名")


def read_passage(source: Condensed, marked: bool = False, cancelled: bool = False) -> Passage:
    """What a paragraph (normalised, condensed) says, road by road.

    `marked`: it is a numbered item. `cancelled`: what stands above it cancels the roads, whatever they went into.
    """
    gathering = Gathering(source, marked)
    passed_over = candidates(source.text)
    for phrase in read_phrases(source.text):
        if not any(start <= phrase.start < end for start, end in passed_over):
            _take(gathering, phrase)
    gathering.settle()
    drafts = joined(gathering)
    gathering.doubts += _unheeded(gathering, drafts, cancelled)
    leave_out_past(gathering, drafts)
    for draft in drafts:
        if _lengthens(draft):
            draft.action = Action.EXTENT_CHANGE  # which end stays was not said: told as odd
        moved_ends.settle_other_end(draft)
        cancellations.settle_cancelled(draft, cancelled)
        draft.divided = draft.divided and not gathering.part_kept  # what keeps the name goes on: a part was renamed
    drafts = leave_out_unordered(gathering, drafts)
    return Passage(drafts, gathering.doubts, gathering.others)


# 更名为N | 并入N: a verb and the name behind it
_ACT_UPON = re.compile(
    "(?=[更改易命定取统合并归划纳])"
    r"(?:(?<!范围)(?:更名|改名|命名|定名|取名|统称|合称)[为成]|改称[为作]?|易名为?|(?P<into>[并归划纳]入|并[到至]))"
    rf"[“‘]?(?P<given>{WORD}{{1,12}}?{GENERIC_LAST})(?=[”’，。；、（])"
)


def _lengthens(draft: Draft) -> bool:
    """和宁路向东延伸至A: what is told of a road that has its name and its other end."""
    grows = draft.lengthens and draft.action is None and not draft.named_by_verb
    return (
        grows and bool(draft.run.tos) and not (draft.run.froms or draft.previous or draft.formers or draft.more_names)
    )


def _unheeded(gathering: Gathering, drafts: list[Draft], cancelled: bool) -> Iterator[Doubt]:
    """Names that a verb gives and that none of the drafts has: what that verb orders was not read."""
    text = gathering.text
    if not drafts or not ("名" in text or "称" in text or "入" in text):
        return
    if not (found := list(_ACT_UPON.finditer(text))):
        return
    if len(drafts) == 1 and drafts[0].name and all(one["given"] == drafts[0].name.text for one in found):
        return
    known = [words.text for draft in drafts for words in draft.all_names] + [words.text for words in gathering.others]
    joined = cancelled or any(draft.merged for draft in drafts) or all(one.action is Action.ABOLITION for one in drafts)
    for one in found:
        if (
            not (one["into"] and joined)
            and not is_no_name(one["given"])
            and not any(name.startswith(one["given"]) for name in known)
        ):
            yield Doubt(gathering.source.span(*one.span()), UNREAD)


def _take(gathering: Gathering, phrase: Phrase) -> None:
    """One more phrase, given to the draft it tells of."""
    if gathering.absorbing and phrase.kind in (Kind.HEAD, Kind.REST):
        return
    if phrase.kind in (Kind.PLACE, Kind.REST) and (parts := localities.name_and_place(gathering, phrase)):
        for part in parts:
            _take(gathering, part)
        return
    taker = _TAKERS.get(phrase.kind)
    if gathering.alike and gathering.draft is None and phrase.kind in (Kind.LENGTH, Kind.WIDTH, Kind.COURSE):
        _of_each(gathering, phrase)
    elif taker is not None:
        taker(gathering, phrase)
    else:
        _detail(gathering, gathering.current(phrase), phrase)
    if gathering.prose and phrase.kind in _FACTS:
        gathering.prose = []
    if taker is not _pass_over:
        gathering.last = phrase


def _stop(gathering: Gathering, phrase: Phrase) -> None:
    if not _goes_on(gathering, phrase) and not _BRACKET_OF.match(gathering.text, phrase.end):
        gathering.end_sentence(gathering.text[phrase.start])


def _shared(gathering: Gathering, phrase: Phrase) -> None:
    if gathering.text[phrase.end] in "均都皆":
        told = _TOLD.search(gathering.text, phrase.start, phrase.end)
        count = read_count(told[0]) if told else None
        if count is None or count > len(gathering.drafts):
            gathering.doubt(phrase)  # of which roads was not said
            return
        gathering.alike = tuple(gathering.drafts[-count:])
    gathering.shared = True
    gathering.draft = None


def _of_each(gathering: Gathering, phrase: Phrase) -> None:
    """两条道路均南起A，北至B，宽均为8米: the width is of each of them."""
    for draft in gathering.alike:
        gathering.draft = draft
        if phrase.kind is Kind.COURSE:
            _detail(gathering, draft, phrase)
        else:
            sizes.take_measure(gathering, phrase)
    gathering.draft = None


_TOLD = re.compile("[两二三四五六七八九十\\d]{1,2}")


def _stretched(gathering: Gathering, _phrase: Phrase) -> None:
    gathering.draft = None


# …，西至A，名称不变: said of the road as a whole
_NAME_STAYS = re.compile("(?:道路)?(?:名称?|路名|地名)(?:仍|均|则)?(?:保持|维持)?(?:原状|不变)")


def _remark(gathering: Gathering, phrase: Phrase) -> None:
    if phrase.word == "part" and gathering.divided is None:
        gathering.doubt(phrase)  # 南段命名为N: of which road was not said
    elif phrase.word == "part_of" and gathering.draft is not None:
        gathering.draft.partial = True
    elif phrase.word == "part_kept":
        gathering.part_kept |= gathering.divided is not None  # 北段仍称O
    elif gathering.draft is not None and gathering.draft.name is not None and gathering.draft.action is None:
        gathering.draft.stays |= _NAME_STAYS.fullmatch(gathering.text, phrase.start, phrase.end) is not None


def _pass_over(gathering: Gathering, phrase: Phrase) -> None:
    """Nothing: the phrase tells of no road."""


def _goes_on(gathering: Gathering, stop: Phrase) -> bool:
    """Whether more of the road's ends stands right behind a stop: 起点：A；讫点：B, 北起A；西至B, …；调整为东起A."""
    draft = gathering.draft
    run = draft.run if draft else None
    if draft is not None and (run or draft.previous) and gathering.text[stop.end : stop.end + 1] in _CHANGE_FIRST:
        return _CHANGES.match(gathering.text, stop.end) is not None
    if gathering.last is None or run is None or len(run.froms) + len(run.tos) != 1:
        return False
    if gathering.last.kind is not (Kind.FROM if run.froms else Kind.TO):
        return False
    return (_OTHER_END.match(gathering.text, stop.end) or _OTHER_SIDE.match(gathering.text, stop.end)) is not None


_EACH_ALIKE = re.compile("[均都]|全部")


# 甲连接线拟命名为A，原乙路拟更名为B: the former name is of the road that follows
_RENAMES_NEXT = re.compile(rf"(?:名称)?{MODAL}{{0,5}}(?:{RENAMES}|改称)")


_NAMES_NEXT = re.compile(VERB_AHEAD)


def _detail(gathering: Gathering, draft: Draft, phrase: Phrase) -> None:
    """One of the smaller things a clause says."""
    match phrase.kind:
        case Kind.COURSE if phrase.value:
            draft.course = draft.course or gathering.words(phrase.value)
        case Kind.ALIAS if draft.named_by_verb and _NAMES_NEXT.match(gathering.text, phrase.end):
            former_names.take_alias(gathering, gathering.open(phrase), phrase)  # 规划一路命名为A，规划二路命名为B
        case Kind.BESIDE if phrase.value:
            draft.strange |= draft.name is None and _SOME_ROAD.search(gathering.text, *phrase.value) is not None
            draft.beside.append(gathering.words(phrase.value))
        case Kind.VIA if phrase.value:
            whereabouts.take_via(gathering, draft, phrase)
        case Kind.ROUTE if phrase.value:
            whereabouts.take_route(gathering, draft, phrase)
        case Kind.FORMER if phrase.value:
            renamed = draft.named_by_verb and (
                draft.action is Action.RENAMING or _RENAMES_NEXT.match(gathering.text, phrase.end) is not None
            )
            if renamed and gathering.text[phrase.start - 1 : phrase.start] != "（":
                draft = gathering.open(phrase)  # 原A更名为B，原C更名为D
            elif heads.is_next_old(gathering, draft, phrase):
                gathering.olds.append(draft)
                draft = gathering.open(phrase)
            former_names.take_former(gathering, draft, phrase)
        case Kind.ALIAS if phrase.value:
            former_names.take_alias(gathering, draft, phrase)
        case Kind.ROMAN if phrase.value:
            draft.roman = draft.roman or gathering.words(phrase.value)
        case Kind.REASON if phrase.value:
            if _THEREFORE.match(gathering.text, phrase.start):
                gathering.give_reason(draft, phrase.end)
            draft.reason = draft.reason or gathering.words(phrase.value)
        case Kind.BUCKET:
            moved_ends.take_switch(gathering, draft, phrase)
        case Kind.CHANGED:
            moved_ends.take_changed(gathering, draft)
        case Kind.ORIGINAL if phrase.value:
            moved_ends.take_original(gathering, draft, phrase)
        case Kind.KEPT:
            moved_ends.take_kept(gathering, draft, phrase)
        case Kind.ENDS:
            draft.together |= _EACH_ALIKE.search(gathering.text, phrase.start, phrase.end) is not None
        case Kind.EXTENSION:
            draft.extension = True
            gathering.bucket = "added"
        case Kind.MERGED:
            renamings.take_joined(gathering, draft, phrase)
        case _:
            pass


# 某某路几经变迁, not 该路, 道路, 一路
_SOME_ROAD = re.compile("[\u3400-\u9fff](?:(?<![道公铁马线网思出该此本各条一])[路巷弄]|街(?!道)|大道)")


def _rest(gathering: Gathering, phrase: Phrase) -> None:
    if gathering.draft is None:
        gathering.open(phrase)
    draft = gathering.current(phrase)
    draft.strange |= _SOME_ROAD.search(gathering.text, phrase.start, phrase.end) is not None
    gathering.doubt(phrase)


# who takes a phrase of each kind; what is left is a detail. A look into a table: a clause has many phrases
_TAKERS: dict[Kind, Callable[[Gathering, Phrase], None]] = {
    Kind.STOP: _stop,
    Kind.HEAD: heads.take_head,
    Kind.NAMED: verbs.take_named,
    Kind.RENAMED: renamings.take_renamed,
    Kind.SPLIT: verbs.take_split,
    Kind.CANCELLED: cancellations.take_cancelled,
    Kind.FROM: whereabouts.take_end,
    Kind.TO: whereabouts.take_end,
    Kind.RANGE: whereabouts.take_end,
    Kind.LENGTH: sizes.take_measure,
    Kind.WIDTH: sizes.take_measure,
    Kind.PLACE: localities.take_place,
    Kind.REST: _rest,
    Kind.SHARED: _shared,
    Kind.STRETCHED: _stretched,
    Kind.REMARK: _remark,
    Kind.FILLER: _pass_over,
}
