"""How long and wide a road is said to be."""

import re

from gazetteer.actions import Action
from gazetteer.doubts import BAD_NUMBER, SECOND_LENGTH, SECOND_WIDTH
from gazetteer.drafts import Draft
from gazetteer.gatherings import Gathering
from gazetteer.kinds import Kind, Phrase
from gazetteer.measure_patterns import EACH_ONE, NUMBER, UNIT
from gazetteer.measures import read_measure

# 两段道路宽度均为36米: of each of the roads told of before
_OF_EACH = re.compile(r"(?:(?:以上|上述)?[两二三四五六七八九\d][段条](?:道路|路段|路|街|巷)?|各段)[^，。；]{0,6}均为\d")


def take_measure(gathering: Gathering, phrase: Phrase) -> None:
    assert phrase.value is not None
    draft = gathering.current(phrase)
    if phrase.word == "each":
        _take_each(gathering, draft, phrase)
        return
    if phrase.word == "both":
        take_measure(gathering, phrase._replace(word="", other=None))
        take_measure(gathering, phrase._replace(word="", kind=Kind.WIDTH, value=phrase.other, other=None))
        return
    words = gathering.words(phrase.value)
    try:
        measure = read_measure(words.text, phrase.unit, phrase.about)
    except (ValueError, KeyError):
        gathering.doubt(phrase, BAD_NUMBER)
        return
    stated = (measure, words.span)
    if gathering.one is not None and phrase.other is None:
        draft.each.setdefault(gathering.one, {})["length" if phrase.kind is Kind.LENGTH else "width"] = stated
        return
    if phrase.other is not None:  # 长度由1.8公里调整为4.6公里
        draft.action = draft.action or Action.MEASURES_CHANGE
        before = gathering.words(phrase.other)
        was = (read_measure(before.text, phrase.unit), before.span)
        if phrase.kind is Kind.LENGTH:
            draft.length, draft.previous_length = stated, was
        else:
            draft.width, draft.previous_width = stated, was
        return
    if phrase.word == "was" or gathering.bucket == "previous":
        if phrase.kind is Kind.LENGTH:
            draft.previous_length = draft.previous_length or stated
        else:
            draft.previous_width = draft.previous_width or stated
        return
    if phrase.kind is Kind.WIDTH:
        alike = len(gathering.drafts) > 1 and _OF_EACH.search(gathering.text, max(0, phrase.start - 5), phrase.end)
        for one in gathering.drafts if alike else ():
            one.width = one.width or stated
        roadway = phrase.word == "roadway"
        if draft.width is None or (draft.roadway and not roadway):
            draft.width, draft.roadway = stated, roadway
        elif not roadway and (draft.width[0].min, draft.width[0].max) != (measure.min, measure.max):
            gathering.doubt(phrase, SECOND_WIDTH)  # 宽20米，规划宽度30米
        return
    if (
        draft.length is None
        or (draft.toward is not None and draft.toward.span.start <= draft.length[1].start < draft.toward.span.end)
        or re.match(r".{0,3}[总全]", gathering.text[phrase.start : phrase.end])
        or (gathering.bucket == "run" and draft.added)
    ):
        draft.length = stated
    elif draft.length[0].min != measure.min:
        gathering.doubt(phrase, SECOND_LENGTH)


_FAR = re.compile(rf"(?P<value>{NUMBER})(?P<unit>{UNIT})")


def take_offset(gathering: Gathering, draft: Draft, phrase: Phrase) -> None:
    """北起A，向南90米止: the road is as long as that, and where it ends has no words."""
    assert phrase.value is not None
    draft.toward = gathering.words(phrase.value)
    if draft.length is None and (far := _FAR.search(gathering.text, *phrase.value)):
        measure = read_measure(far["value"], far["unit"], "约" in draft.toward.text)
        draft.length = (measure, gathering.words(far.span("value")).span)


def _take_each(gathering: Gathering, draft: Draft, phrase: Phrase) -> None:
    """长度分别为510米、495米: one for each of the roads named before; a doubt where they are not as many."""
    assert phrase.value is not None
    found = list(EACH_ONE.finditer(gathering.text, *phrase.value))
    unit = found[-1]["unit"]
    sizes = [
        (read_measure(one["value"], one["unit"] or unit), gathering.words(one.span("value")).span) for one in found
    ]
    before = gathering.drafts[-2] if draft.name is None and len(gathering.drafts) > 1 else draft
    if len(sizes) == 1 + len(before.more_names):
        draft = before  # …命名为A、B、C。三条路长度分别为…
    else:
        gathering.doubt(phrase)
        return
    for number, size in enumerate(sizes):
        draft.each.setdefault(number, {})["length" if phrase.kind is Kind.LENGTH else "width"] = size
