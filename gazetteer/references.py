"""The other words a notice uses for a road: working numbers, former names, and what 下同 makes short."""

import re
from collections.abc import Iterable

from gazetteer.items import Item
from gazetteer.text import Words

# 规划道路（地名规划方案名“棋笔西湖路”，下同） | 高新区纬二路（以下简称纬二路）
_SHORTENED = re.compile(r"(?P<before>[^（）]{2,30})（(?P<inside>[^（）]{0,40}(?:下同|以下简称|下称)[^（）]{0,20})）")
_SHORT = re.compile(r"(?:以下简称|下称)(?:为)?[“‘]?(?P<short>[^“”‘’，。；、]{2,20})")
_LONG = re.compile(r"“(?P<long>[^“”]{2,20})”")


def find_other_names(items: Iterable[Item]) -> dict[str, Words]:
    """Working numbers and former names (原O, 1号路) → the name this notice gives that road.

    A former name that the notice gives to another road is left out, unless 原 stands before it.
    """
    named = {item.draft.name.text for item in items if item.draft.name}
    out: dict[str, Words] = {}
    for item in items:
        if item.draft.name is None:
            continue
        for words in (*item.draft.formers, *item.draft.aliases, *item.draft.formerly):
            out.setdefault(f"原{words.text}", item.draft.name)
            if words.text not in named:
                out.setdefault(words.text, item.draft.name)
    return out


def find_short_names(items: Iterable[Item]) -> dict[str, Words]:
    """The short words for an end that 下同 or 以下简称 gives → the long name, from there on."""
    out: dict[str, Words] = {}
    for item in items:
        run = item.draft.run
        for end in (*run.froms, *(end for end, _ in run.tos)):
            if (found := _SHORTENED.search(end.words.text)) is None:
                continue
            if short := _SHORT.search(found["inside"]):
                out.setdefault(short["short"], Words(found["before"], end.words.span))
            elif long := _LONG.search(found["inside"]):
                out.setdefault(found["before"], Words(long["long"], end.words.span))
    return out
