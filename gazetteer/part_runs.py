"""What a run of words is that tells a part of a road: a side of it, a number, or where it lies along it."""

import re
from collections.abc import Sequence

from gazetteer import act_patterns
from gazetteer.cursors import Cursor
from gazetteer.divisions import read_divisions
from gazetteer.kinds import Kind, Name, Phrase
from gazetteer.names import find_name, skip_lead
from gazetteer.patterns import SIDE, WORD
from gazetteer.remark_patterns import FILLER

# 以中山路为界，南段命名为…: one of the parts of the road just divided
_PART = re.compile(rf"(?:以|其)?{SIDE}(?:路?段|侧|部|半段|部分|端)?的?(?:道路|路段)?")
NAMED_AHEAD = re.compile(act_patterns.VERB_AHEAD)
# …为界分为两段。南段南起甲路，北至乙路，…，更名为…
_RUNS, _DIVIDED = (
    re.compile(f"[，：]?{SIDE}(?:起|自)"),
    re.compile("[划拆]?分[为成][东南西北中上下前后、]{0,5}[两二三四五六七八九\\d]"),
)
# 爱民路路段一, one of the parts of 爱民路
_NUMBERED_PART = re.compile(
    rf"(?P<old>{WORD}{{1,10}}?[路街巷道])(?:路段[一二三四五六七八九十\d\u2460-\u2473A-Z]{{1,2}}|第[一二三四五六七八九十\d]{{1,2}}段)"
)
# 将人民大街新华路以东路段 | 建设路铁路桥至烟厂段: a part of the road
_PART_OF = re.compile(
    rf"(?:同意|拟|现|特|决定)?将?(?P<old>{WORD}{{2,10}}?[路街道巷])(?!口|侧|与|和|及|以|至|到)的?"
    rf"(?:(?:{WORD}{{2,16}}以{SIDE}|{WORD}{{1,16}}[路街道巷桥口站厂河]至{WORD}{{2,16}})(?:的)?(?:路?段|部分)|[自从由]{WORD}{{2,16}}以{SIDE})"
)
# “甲路”自乙桥以南部分更名为: which part of it
_BEYOND = re.compile(rf"[自由从]{WORD}{{2,16}}以{SIDE}(?:的?(?:路?段|部分))?")
RENAMED_AHEAD = re.compile(f"(?:（[^（）]{{1,30}}）)?{act_patterns.MODAL}{{0,5}}{act_patterns.RENAMES}")


def side_part(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    """南段, before the verb that names it or the ends it has."""
    told = words[0] in "自由从" and _BEYOND.fullmatch(words)
    if not told and (words[0] not in "以其东南西北" or not _PART.fullmatch(words)):
        return ()
    if cursor.text[start - 1 : start] == "”" and RENAMED_AHEAD.match(cursor.text, end):
        return (Phrase(Kind.REMARK, start, end, word="part_of"),)  # “甲路”北段（乙街至丙街）更名为
    if told:
        return ()
    if NAMED_AHEAD.match(cursor.text, end) or (
        _RUNS.match(cursor.text, end) and _DIVIDED.search(cursor.text, 0, start)
    ):
        return (Phrase(Kind.REMARK, start, end, word="part"),)
    return ()


def numbered_part(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    """爱民路路段一."""
    if "段" in words and (numbered := _NUMBERED_PART.fullmatch(cursor.text, start, end)):
        return (Phrase(Kind.HEAD, start, end, names=(Name(numbered.span("old")),)),)
    return ()


def part_of_road(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    """人民大街新华路以东路段, before the verb that renames it."""
    text = cursor.text
    if words[-1] not in "段分东南西北" or not RENAMED_AHEAD.match(text, end):
        return ()
    if (stretch := _PART_OF.fullmatch(text, start, end)) is None:
        return ()
    first, stop = stretch.span("old")
    old = find_name(cursor, first, stop) or Name((first, stop))  # 将甲区的人民大街自新华路以东路段
    if old.at[0] == first:
        return (Phrase(Kind.HEAD, start, end, names=(old,)),)
    return (lead(cursor, first, old.at[0]), Phrase(Kind.HEAD, old.at[0], end, names=(old,)))


def lead(cursor: Cursor, start: int, end: int) -> Phrase:
    """What stands before a name: fillers or the divisions the road lies in."""
    first = skip_lead(cursor, start, end)
    if read_divisions(cursor.text, first, end):
        return Phrase(Kind.PLACE, start, end, value=(first, end))
    if FILLER.fullmatch(cursor.text, start, end):
        return Phrase(Kind.FILLER, start, end, word=cursor.text[start:end])
    if cursor.text[end - 1] == "的":
        return Phrase(Kind.BESIDE, start, end, value=(start, end - 1))
    return Phrase(Kind.REST, start, end)
