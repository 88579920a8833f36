"""Annexes: how a text lists them, and the captions of the lists they hold."""

import re

from gazetteer.divisions import read_divisions
from gazetteer.heading_acts import find_actions
from gazetteer.headings import read_heading
from gazetteer.paragraphs import Paragraph

# 附件：甲区命名道路一览表
_ATTACHED = re.compile(r"(?:示意图|位置图|平面图|表|名单|方案|请示|批复|\.[a-z]{3,4})[。；]?$")
# 附件1 | 附表： alone on its line
_ANNEX = re.compile("附[件表][一二三四五六七八九十\\d]{0,2}：?")
_FIRST_ANNEX = re.compile("附[件表]：1[、.．]")
# 附件1：甲区部分街巷标准地名审定表, right above the list
_ANNEXED = re.compile("附[件表][一二三四五六七八九十\\d]{0,2}：?(?=[^，。；：]{4,40}表$)")


def is_annex(words: str) -> bool:
    """Whether a line says no more than that an annex begins."""
    return _ANNEX.fullmatch(words) is not None


def is_attached(words: str) -> bool:
    """Whether a line tells what is attached: 附件：位置图.jpg, or the caption of a list of several acts at once."""
    begins = words.startswith(("附件", "附：")) or (words.startswith("附表：") and len(find_actions(words)) > 1)
    return begins and _ATTACHED.search(words) is not None


def annexes_listed(paragraph: Paragraph, before: int | None) -> int | None:
    """How many annexes are listed up to this line, `before` of them right above it: 附件：1.A, 2.B, 3.C."""
    if paragraph.text.startswith(("附件：", "附表：")):
        return 1 if _FIRST_ANNEX.match(paragraph.text) else 0
    if before is None or paragraph.mark is None or paragraph.mark.number != before + 1:
        return None
    return before + 1


def is_division_caption(paragraph: Paragraph) -> bool:
    """Whether a list's caption tells in which division its roads lie: 甲区部分街巷标准地名审定表."""
    start = paragraph.start
    divisions = read_divisions(paragraph.text, start)
    if not (divisions.district or divisions.subdistricts):
        return False
    heading = read_heading(paragraph.text[start:], lambda a, b: paragraph.source.words(start + a, start + b))
    return heading is not None and bool(heading.context.district or heading.context.subdistricts)


def annex_and_caption(paragraph: Paragraph) -> tuple[Paragraph, ...]:
    """The annex and the caption of its list that one line tells, where that caption tells a division."""
    found = _ANNEXED.match(paragraph.text)
    if found is None:
        return (paragraph,)
    annex, caption = paragraph.parted(found.end())
    return (annex, caption) if is_division_caption(caption) else (paragraph,)
