"""`Terminus` and `Extent`: the described run of a road, and what one end's words tell."""

import re
from dataclasses import dataclass, field

from gazetteer.patterns import QUOTE_MARKS


@dataclass(frozen=True, slots=True)
class Terminus:
    """One end of a road in words: `text` as written, blanks and planned tags removed.

    `text` is None where the notice says only that the end stays (`unchanged`). `refers_to` is the name this
    notice itself gives the road meant, where the words use its working number or its former name.
    """

    text: str | None
    side: str | None = None  # 东, 西北, …
    planned: bool = False
    unchanged: bool = False
    refers_to: str | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """The described run of a road, from start to end; never a box. `course` is the stated direction: 东西, 环形."""

    start: Terminus | None = None
    end: Terminus | None = None
    via: tuple[str, ...] = ()
    bends: str | None = None
    course: str | None = field(default=None, repr=False)

    @property
    def termini(self) -> tuple[Terminus, ...]:
        """The ends that are said, start first."""
        return tuple(end for end in (self.start, self.end) if end is not None)


# 南环路（规划） | 新画路（规划暂定名） | “B”（在建）
_TAG = re.compile(r"（[^（）]{0,30}(?:规划|在建|待建|暂名|暂定|拟)[^（）]{0,30}）")
_PLANNED_FIRST = re.compile(r"[“‘「\"]?(?:规划|在建|拟|待建)")
_PLANNED_OPENS = frozenset('“‘「"规在拟待')
_ALIAS_INSIDE = re.compile(r"[“‘「\"]")


@dataclass(frozen=True, slots=True)
class EndWords:
    """Which of an end's characters are its value, and whether it is only planned."""

    start: int
    end: int
    planned: bool


def read_end(text: str, start: int, end: int) -> EndWords:
    """The value within `text[start:end]`: enclosing quotes and a planned tag at its end taken off.

    A tag that tells another name (地名规划方案名“B”) stays: without it the end could not be found.
    """
    if text[start : start + 1] == "：" and end - start > 2:
        start += 1  # 原起点：甲路
    bracketed = text.find("（", start, end) >= 0
    tags = list(_TAG.finditer(text, start, end)) if bracketed else []
    planned = bool(tags or (text[start : start + 1] in _PLANNED_OPENS and _PLANNED_FIRST.match(text, start, end)))
    tag = tags[-1] if tags else None
    if tag is not None and tag.end() == end and tag.start() > start and not _ALIAS_INSIDE.search(tag[0]):
        end = tag.start()
    if tags and tags[0].start() == start and tags[0].end() < end - 1 and not _ALIAS_INSIDE.search(tags[0][0]):
        start = tags[0].end()  # 西至（规划）甲路
    while end - start > 2 and text[start] in QUOTE_MARKS and text[end - 1] in QUOTE_MARKS:
        if any(mark in QUOTE_MARKS for mark in text[start + 1 : end - 1]) and text[start + 1] not in QUOTE_MARKS:
            break
        start, end = start + 1, end - 1
    if bracketed and text[start] == "（" and text.find("）", start, end) == end - 1 and end - start > 3:
        start, end = start + 1, end - 1  # 起点（望城路口）不变
    # the tag inside the quotes: “新画路（规划暂定名）”
    for tag in _TAG.finditer(text, start, end) if bracketed else ():
        if tag.end() == end and tag.start() > start and not _ALIAS_INSIDE.search(tag[0]):
            end = tag.start()
    return EndWords(start, end, planned)
