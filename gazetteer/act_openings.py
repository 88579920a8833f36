"""The act that a paragraph's first words tell for all the roads in it: 10条新命名道路中，有2条…."""

import re
from typing import NamedTuple

from gazetteer.heading_acts import find_action
from gazetteer.headings import Context

# 10条新命名道路中， | 本次3条撤销名字的道路中，
_OPENING = re.compile(
    r"(?:[本此这]次)?(?:的|被)?[一二两三四五六七八九十百\d]{1,4}条(?:被|新|拟){0,2}"
    r"(?P<act>命名|定名|取名|更名|改名|注销|销名|撤销|取消|废止|调整起[止讫]点|延长|延伸)(?:名称|名字|路名|地名)?的?"
    r"(?:道路|街路|街巷|街道|路|街|巷)(?:名称)?中，"
)


class ActOpening(NamedTuple):
    """What the first words hand down to the rest of their paragraph, and where that begins."""

    context: Context
    end: int


def act_opening(text: str, start: int) -> ActOpening | None:
    """The act that the paragraph's words from `start` on open with, or None."""
    found = _OPENING.match(text, start) if "条" in text[start : start + 10] else None
    return ActOpening(Context(*find_action(found["act"])), found.end()) if found else None
