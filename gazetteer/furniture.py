"""What belongs to the page and not to the text: page numbers, running heads, letterheads."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from gazetteer.lines import Line
from gazetteer.text import Span

# — 32 — | 第3页 共12页 | 31
_PAGE_NUMBER = re.compile(r"[-—–·•.]{0,4}(?:第?\d{1,4}页?(?:[,，/]?共?\d{1,4}页)?)[-—–·•.]{0,4}")


def find_furniture(lines: Sequence[Line]) -> frozenset[Span]:
    """The lines that belong to the page and not to the text: page numbers, and heads repeated on page after page."""
    often = Counter(line.text for line in lines if 3 < len(line.text) <= 40)
    heads = {words for words, count in often.items() if count >= 3 and _RUNNING_HEAD.search(words)}
    out = {line.span for line in lines if line.text in heads or _is_of_page(line.text)}
    for index, line in enumerate(lines):
        if len(line.text) > 16 or not _is_page_number(line.text):
            continue
        beside = [lines[at].text for at in (index - 1, index + 1) if 0 <= at < len(lines)]
        # a bare number between short lines is a cell of a table, not a page's number
        if not line.text.isdigit() or all(len(words) >= 12 for words in beside):
            out.add(line.span)
            out.update(_head_beside(lines, index))
    out.update(line.span for line in lines[_own_end(lines) :])
    return frozenset(out)


def _is_page_number(words: str) -> bool:
    first = words[0]
    return (first in "-—–·•.第" or first.isdecimal()) and _PAGE_NUMBER.fullmatch(words) is not None


def _is_of_page(words: str) -> bool:
    """Whether a line by its own words belongs to the page."""
    if words[0] in _DRAWING and _DRAWN.fullmatch(words):
        return True
    if "公报" in words and (_ISSUE_NAMED.fullmatch(words) or (len(words) <= 40 and _ISSUE_PAGE.fullmatch(words))):
        return True
    if len(words) <= 40 and _OF_THREAD.fullmatch(words):
        return True
    if words[0] in "上下" and _NEXT_TEXT.match(words):
        return True
    return "？" in words and _letterhead(words)


# 03.16.201809：41 | •3回复贴，共1页 | 某城吧关注：402,317贴子：8,114,905: when a page was put up, a thread's head
_OF_THREAD = re.compile(
    r"\d{1,2}\.\d{1,2}\.\d{6}：\d{2}|[•·]?\d{0,4}回复贴.{0,12}|[\u3400-\u9fff]{2,10}吧关注：[\d,，.]{1,14}.{0,24}"
)


# 上一篇：某线车站装修方案公示: a title of another text
_NEXT_TEXT = re.compile("[上下]一[篇条则]：(?=.{1,60}$)")


# 相关新闻 ·甲市30条道路命名征求意见: titles of other texts, below this one
_OTHER_TEXTS = re.compile(
    "[·>]*(?:相关|延伸|推荐|热门|更多)(?:新闻|阅读|链接|报道|文章|推荐|资讯)(?![^：·>]{0,3}[，。；])"
)
_MANY_TEXTS = 16
_OF_A_ROAD = re.compile("[东南西北]起|起点|[命更]名为|附[件表]|[|\t]")


def _own_end(lines: Sequence[Line]) -> int:
    """Where the titles of other texts begin that a page shows below its own; `len(lines)` without them."""
    first = max(0, len(lines) - _MANY_TEXTS)
    for at, line in enumerate(lines[first:], first):
        if _OTHER_TEXTS.match(line.text):
            own = any(_OF_A_ROAD.search(below.text) for below in lines[at:])
            return len(lines) if own else at
    return len(lines)


def _letterhead(words: str) -> bool:
    """Whether a short line's blanks were turned into question marks: 市？人？民？政？府."""
    return words.count("？") >= 3 and len(words.replace("？", "")) <= 12


def _head_beside(lines: Sequence[Line], index: int) -> Iterator[Span]:
    """The running head next to a page number, seen once only: 东海市人民政府公报2021年第3期."""
    for at in (index - 1, index + 1):
        if 0 <= at < len(lines) and len(lines[at].text) <= 40 and _ISSUE.fullmatch(lines[at].text):
            yield lines[at].span


# ┌───┬───┐: lines of a table drawn with characters
_DRAWING = "─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬|+=_"
_DRAWN = re.compile(rf"[{_DRAWING}]*(?:[─━═┄┈]{{2}}|={{4}}|_{{4}})[{_DRAWING}]*")
_ISSUE = re.compile(
    r"[\u3400-\u9fff]{2,14}人民政府公报|.{0,20}公报.{0,4}\d{4}年第[\d/-]{1,6}期.{0,6}|\d{4}年第[\d/-]{1,6}期.{0,20}公报.{0,4}"
)
# 2019年第6期 东海市人民政府公报 17
_ISSUE_PAGE = re.compile(
    r"\d{1,3}(?!\d{0,3}年).{0,20}公报.{0,4}\d{4}年第[\d/-]{1,6}期|\d{4}年第[\d/-]{1,6}期.{0,20}公报[-—·]{0,2}\d{1,3}[-—·]{0,2}"
)
_ISSUE_NAMED = re.compile(r"[\u3400-\u9fff]{2,14}公报(?:\d{4}年)?第[\d/-]{1,6}期")
_RUNNING_HEAD = re.compile(r"公报|年第\d|第\d+期|PAGE|www\.|http")
