"""What a run of words is that names a road and tells what became of it, before what is ordered of it."""

import re
from collections.abc import Sequence

from gazetteer.act_patterns import RESTORED
from gazetteer.cursors import Cursor
from gazetteer.kinds import Kind, Phrase
from gazetteer.names import find_name
from gazetteer.part_runs import lead
from gazetteer.patterns import SIDE, WORD
from gazetteer.told_patterns import OF_ACCOUNT, ORDER_BEHIND, PARTS_BEHIND, TOLD

_RESTORED_BEHIND = re.compile(f"，{RESTORED}")
# 拟将甲厂东侧新建道路，南起A…命名为 | 拟将绕城南线工程，西起A…: what is named, told by where it lies or by its works
_TO_BE_NAMED = re.compile(
    rf"(?:同意|决定|[现拟])*[将对把](?P<what>{WORD}{{2,24}}?)的?(?:(?:新建|规划|现状|无名|在建|待建|已建)的?)?(?:道路|路段|街路|巷道|工程)"
)
_NAMED_THEN = re.compile(
    rf"[，（](?:{SIDE}[起至止]|[起自][于点]?)[^。；]{{4,80}}[，）](?:{SIDE}[至止])?[^。；]{{0,30}}?(?:命名|定名|取名)为"
)
_BEFORE = frozenset(("", *"，。；：、的\n"))


def told_road(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    """振兴路已向东延伸 before 止点由A调整为B: the road, and an account of it that orders nothing."""
    text = cursor.text
    if text[end : end + 1] != "，" or OF_ACCOUNT.search(words) is None:
        return ()
    if text[start - 1 : start] not in _BEFORE:
        return ()
    if (found := TOLD.fullmatch(text, start, end)) is None:
        return ()
    parted = found["parted"] is not None
    if (PARTS_BEHIND if parted else ORDER_BEHIND).match(text, end) is None:
        return ()
    stop = found.end("road")
    if (name := find_name(cursor, start, stop)) is None:
        return ()
    head = Phrase(Kind.HEAD, name.at[0], stop, names=(name,))
    told = Phrase(Kind.SPLIT if parted else Kind.REMARK, stop, end)
    return (lead(cursor, start, name.at[0]), head, told) if name.at[0] > start else (head, told)


def meant_road(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    """即甲区境内的乙街 behind a name and before 恢复历史名称: what the road is called that gets its old name again."""
    text = cursor.text
    if words[0] != "即" or text[start - 1 : start] not in ("：", "，") or not _RESTORED_BEHIND.match(text, end):
        return ()
    if (name := find_name(cursor, start + 1, end)) is None or name.at[1] != end:
        return ()
    return lead(cursor, start, name.at[0]), Phrase(Kind.FORMER, name.at[0], end, value=name.at)


def to_be_named(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    """拟将甲厂东侧新建道路 before its ends and 命名为: where what is named lies, or the works that made it."""
    if words[0] not in "同决现拟将对把" or (found := _TO_BE_NAMED.fullmatch(cursor.text, start, end)) is None:
        return ()
    if _NAMED_THEN.match(cursor.text, end) is None:
        return ()
    return (Phrase(Kind.BESIDE, start, end, value=found.span("what")),)
