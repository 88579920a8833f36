"""What a sentence tells of all the roads before it: where they lie, and how wide they are."""

import re
from dataclasses import dataclass

from gazetteer.divisions import read_divisions, skip_within
from gazetteer.items import Body
from gazetteer.measure_patterns import WIDTH
from gazetteer.measures import StatedMeasure, read_measure
from gazetteer.stated_counts import read_count
from gazetteer.text import Condensed, Span, Words

ABOVE = ("上述", "以上", "前述")
_ABOVE = (
    r"(?:上述|以上|前述)(?:(?P<count>[一二两三四五六七八九十百\d]{1,4})条)?(?:新?(?:命名|更名)的)?"
    r"(?:道路|街路|街巷|路段|路)?(?:名称)?"
)
# 上述3条道路均在甲区。 | 以上街巷均位于乙镇辖区内。
_LIE = re.compile(
    rf"{_ABOVE}(?:均|都|全部|皆)(?:位于|坐落[于在]|地处|处于|隶?属于?|在)(?P<place>[^，。；：]{{2,30}})[。；]?"
)
# 以上道路均为次干路，红线宽度24米。 | 上述3条道路宽度均为24米。
_ARE_WIDE = re.compile(rf"{_ABOVE}(?:均为[^，。；：\d米]{{2,10}}，)?(?:的)?(?:均|都)?{WIDTH}[。；]?")


@dataclass(frozen=True, slots=True)
class Above:
    """What is told of the roads told of above: of so many of them, or (None) of all under one heading."""

    count: int | None
    district: Words | None = None
    subdistricts: tuple[Words, ...] = ()
    width: tuple[StatedMeasure, Span] | None = None


def told_of_above(source: Condensed) -> Above | None:
    """What is told of the roads before this sentence, if that is all it does."""
    if not source.text.startswith(ABOVE):
        return None
    if wide := _ARE_WIDE.fullmatch(source.text):
        words = source.words(*wide.span("width"))
        measure = read_measure(words.text, wide["width_unit"], bool(wide["width_about"] or wide["width_more"]))
        return Above(_count(wide), width=(measure, words.span))
    found = _LIE.fullmatch(source.text)
    if found is None:
        return None
    divisions = read_divisions(source.text, *found.span("place"))
    if not divisions or skip_within(source.text, divisions.end, found.end("place")) < found.end("place"):
        return None
    return Above(
        _count(found),
        source.words(*divisions.district) if divisions.district else None,
        tuple(source.words(*at) for at in divisions.subdistricts),
    )


def _count(found: re.Match[str]) -> int | None:
    return read_count(found["count"]) if found["count"] else None


def told_last(source: Condensed) -> tuple[int, Above] | None:
    """Where the last sentence begins and what it says, if it tells something of all the roads of those before it.

    …。以上道路均位于甲区。
    """
    at = max(source.text.rfind(mark, 0, -1) for mark in "。；") + 1
    above = told_of_above(source.part(at, len(source.text))) if at else None
    return (at, above) if above is not None else None


def take_above(body: Body, above: Above) -> bool:
    """上述3条道路均在甲区: of the last three that is told; whether there are so many."""
    items = body.items
    if above.count is None:
        same = [item.context == items[-1].context for item in items]
        count = len(items) - max((at + 1 for at, alike in enumerate(same) if not alike), default=0)
    else:
        count = above.count
    if not 0 < count <= len(items):
        return False
    for item in items[-count:]:
        item.draft.width = item.draft.width or above.width
        if not (item.draft.district or item.draft.subdistricts or item.context.subdistricts):
            item.draft.district = above.district if item.context.district is None else None
            item.draft.subdistricts = list(above.subdistricts)
    return True
