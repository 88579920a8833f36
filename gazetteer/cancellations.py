"""What is cancelled: the verbs that do it, and roads cancelled whose ground others take over."""

import re

from gazetteer.actions import Action
from gazetteer.doubts import UNPAIRED
from gazetteer.drafts import Draft
from gazetteer.former_names import of_old
from gazetteer.gatherings import Gathering
from gazetteer.heads import roman_of
from gazetteer.kinds import Name, Phrase
from gazetteer.name_patterns import GENERIC_LAST
from gazetteer.patterns import WORD

# “O”名称同时废止: along with what was ordered before
_ALONG = re.compile("同时|随之|相应|一并|即行")


def _is_given_up(gathering: Gathering, draft: Draft, phrase: Phrase) -> bool:
    """Whether a name goes with what was ordered just before, of the road that bore it: “O”名称同时废止."""
    if draft.name is None or not draft.bare or not _ALONG.search(gathering.text, phrase.start, phrase.end):
        return False
    olds = [words.text for one in gathering.drafts if one is not draft and not one.partial for words in one.formers]
    return draft.name.text in olds


def settle_cancelled(draft: Draft, cancelled: bool) -> None:
    """原甲路（东起…）予以注销: what is cancelled is told as a road that was, under the only name it has.

    `cancelled`: what stands above it cancels the roads.
    """
    if draft.name is None and len(draft.formers) == 1 and draft.action is (None if cancelled else Action.ABOLITION):
        draft.name, draft.formers, draft.action = draft.formers[0], [], Action.ABOLITION
    if draft.name is not None and draft.action is Action.ABOLITION:
        draft.name = of_old(draft.name)


def take_cancelled(gathering: Gathering, phrase: Phrase) -> None:
    draft = gathering.draft
    if draft is not None and draft in gathering.drafts and _is_given_up(gathering, draft, phrase):
        gathering.settle()
        gathering.drafts = [one for one in gathering.drafts if one is not draft]
        gathering.draft = None
        return
    closes = gathering.text[phrase.end : phrase.end + 1] in ("", "。", "；", "，", "）", "”")
    if draft is not None and draft.name is None and len(draft.formers) == 1 and draft.run and closes:
        draft.name, draft.formers = draft.formers[0], []  # 原甲路（东起…）予以注销
    if draft is not None and draft.name is not None and closes and not draft.named_by_verb:
        draft.action = Action.ABOLITION
        gathering.current(phrase)
        _cancel_listed(gathering, draft, phrase)
        return
    if draft is not None and not closes and (listed := _told_before(gathering, draft, phrase)) is not None:
        if len(_ONE_GIVEN_UP.findall(listed[0])) > len(draft.all_names):
            gathering.drafts = [one for one in gathering.drafts if one is not draft]  # they are told again, with more
            gathering.draft, gathering.cancelling = None, True
            return
        draft.action = Action.ABOLITION
        gathering.current(phrase._replace(end=listed.end()))
        gathering.told_again = listed.end()
        return
    if draft is not None and draft.name is not None and not closes:
        draft.merged = True
        gathering.absorbing = True
        _take_given_up(gathering, draft, phrase)
        gathering.current(phrase)
        return
    if draft is not None and draft.name is None and draft.district is not None:
        gathering.carried = draft  # 均位于甲区乙街道，予以销名，分别是…
    gathering.draft = None
    gathering.cancelling = True
    gathering.cancels_on = gathering.text[phrase.end : phrase.end + 1] == "："


# （原西巷，取消西巷和后巷名称，道线合一）
_GIVEN_UP = re.compile("[^，。；：（）]{2,60}?(?=的?(?:名称|路名|地名))")
_ONE_GIVEN_UP = re.compile(rf"(?:^|[、和与及])“?(?P<name>{WORD}{{1,12}}?{GENERIC_LAST})”?(?=[、和与及]|$)")


def _take_given_up(gathering: Gathering, draft: Draft, phrase: Phrase) -> None:
    """The names given up beside a former one that is told: they were the road's as well."""
    listed = _GIVEN_UP.match(gathering.text, phrase.end) if draft.formers else None
    if listed is None:
        return
    for one in _ONE_GIVEN_UP.finditer(listed[0]):
        if all(one["name"] != former.text for former in draft.formers):
            at = listed.start()
            draft.formers.append(gathering.words((at + one.start("name"), at + one.end("name"))))


# 甲路已不存在，注销甲路名称。 | 甲路、乙巷已拆除，予以注销“甲路”、“乙巷”。
_NAMES_BEHIND = re.compile(
    "[^，。；：（）]{2,80}?(?=(?:[等这两三四五六七八九十\\d]+[个条])?(?:道路|街巷)?的?(?:名称|路名|地名)?(?:[，。；]|$))"
)


def _told_before(gathering: Gathering, draft: Draft, phrase: Phrase) -> re.Match[str] | None:
    """The names behind the verb, if those of the roads just told of are among them and nothing else is ordered."""
    if draft.name is None or not draft.bare or draft.named_by_verb:
        return None
    listed = _NAMES_BEHIND.match(gathering.text, phrase.end)
    behind = {one["name"] for one in _ONE_GIVEN_UP.finditer(listed[0])} if listed else set()
    return listed if {words.text for words in draft.all_names} <= behind else None


_ALL_OF_THEM = re.compile("[均都]|一并")


def _cancel_listed(gathering: Gathering, last: Draft, phrase: Phrase) -> None:
    """甲街、某某口、乙巷予以销名: 甲街 too, whatever stands between; “甲街”因…，“乙巷”因…，均予撤销: each."""
    assert last.name is not None
    if _ALL_OF_THEM.search(gathering.text, phrase.start, phrase.end):
        first = gathering.source.offsets[gathering.text.rfind("。", 0, phrase.start) + 1]
        for one in gathering.drafts:
            told = one.action or one.run or one.previous or one.formers
            if one.name is not None and one.quoted and one.name.span.start >= first and not told:
                one.action = Action.ABOLITION
    for one in gathering.drafts:
        if one is last or one.name is None or not one.bare or one.action is not None:
            continue
        begun = gathering.text.rfind(one.name.text, 0, phrase.start)
        if begun >= 0 and re.fullmatch(
            rf"{re.escape(one.name.text)}”?(?:[、，][^，。；：、]{{1,16}})*?(?:[、，和与及]|以及)(?:[^，。；：、“”]{{2,12}}的)?"
            rf"“?{re.escape(last.name.text)}”?[^，。；]{{0,12}}(?:，其?)?",
            gathering.text[begun : phrase.start],
        ):
            one.action = Action.ABOLITION


def cancelled_before(gathering: Gathering, draft: Draft, phrase: Phrase) -> list[Draft]:
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


def rename_cancelled(gathering: Gathering, olds: list[Draft], phrase: Phrase, names: list[Name]) -> None:
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


def take_replaced(gathering: Gathering, phrase: Phrase) -> None:
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
