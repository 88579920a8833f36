"""What a run of words is that no keyword begins: a name, a filler, a place, or what is left unread."""

import re
from collections.abc import Callable, Sequence

from gazetteer.cursors import Cursor
from gazetteer.divisions import read_divisions, skip_within
from gazetteer.extent_patterns import BESIDE, LINKED
from gazetteer.kinds import Kind, Name, Phrase
from gazetteer.name_patterns import GENERIC_LAST, OTHER_FEATURE
from gazetteer.names import NAME_RUN, find_name, skip_lead, without_trail
from gazetteer.no_names import is_new_road, is_no_name
from gazetteer.part_runs import NAMED_AHEAD, RENAMED_AHEAD, lead, numbered_part, part_of_road, side_part
from gazetteer.patterns import SIDE, WORD, opening
from gazetteer.remark_patterns import FILLER, REMARK
from gazetteer.stops import other_end_follows
from gazetteer.told_runs import meant_road, to_be_named, told_road

_LONGEST = 120  # characters of a run that may be anything but unread

_HAS_ENDS = re.compile(f"（{SIDE}(?:侧|端)?起[^（）]{{2,40}}{SIDE}(?:侧|端)?[至止]")
# 祥和街与安康街, both to be joined or cancelled
_PAIR = re.compile(
    rf"(?P<one>{WORD}{{1,16}}?[路街道巷弄段])(?:以及|[与和及])(?P<other>(?:(?!之间|的){WORD}){{1,16}}?[路街道巷弄段])(?P<meet>(?:[现均都已]|已经|实际|东西|南北)*"
    "(?:首尾|前后|互相|相互)?(?:相|衔|连|贯)?(?:接|连|通|连接|贯通|连通|相连|衔接)(?:后(?:[成形合连](?:为|成)同?一条(?:道路|路|街)?)?)?)?"
)
_JOIN_AHEAD = re.compile("[^。；]{0,40}(?:合并|统一|统称|合称)")
_TOGETHER = re.compile(
    r"(?:合并|合二为一|统一|统称|合称|名称|两条|更名|改名|同时|一并|注销|撤销|取消|因|由于|均|都|已|现|：[均都]|，(?:分别)?(?:更名|合并|统一|统称))"
)
# 油坊巷三条街巷实体已不存在: the last of several
_LAST_OF = re.compile(
    rf"(?P<name>{WORD}{{1,16}}?[路街道巷弄坊])(?:这)?[二两三四五六七八九\d]{{1,2}}"
    "(?:条(?:道路|街道|街巷|街路|巷道|小巷|路|街|巷)|[条个](?:道路)?(?:地名|路名|名称))(?:的)?(?:实体|名称|地名|路名|现|均|都|已|经|不复存在|不存在|灭失|消失|拆除)*"
)
# 朱雀街以北的规划道路
_OF_ROADS = re.compile(
    opening("的东南", "的(?:新建|规划|现状|无名|待建)(?:道路|路段|街巷)|(?<=之间)(?:东西|南北)(?:走向|向|方向)")
)
# 另外8条为甲区乙街道辖区的城市巷道，分别是…
_GROUP = re.compile(
    r"(?:另外|其余|其他|其中|新命名的?)*(?:的)?[一二两三四五六七八九十\d]{1,3}条(?:道路)?(?:均|都)?(?:为|是|在|位于)"
)
# 甲区命名了3条：: where the roads lie that follow
_NAMED_THERE = re.compile(
    "(?:这次|此次|本次)?(?:共|新)*(?:命名|更名|定名|新增)了?(?:道路|街路|街巷)?(?:共|计)?[一二两三四五六七八九十\\d]{1,3}条(?:道路|街路|街巷|路)?"
)
# 甲区原煤机厂厂区道路 | 乙区体育场南侧新建道路, before the verb that names it: what lies behind the division is where
_WHOSE_ROAD = re.compile(r"(?P<place>[^至到以为将]{2,24}?)的?(?:新建|规划|现状|无名|新开通?|待建|已建)?的?")


def classified(cursor: Cursor, start: int, end: int) -> Sequence[Phrase]:
    """The phrases that a run of words comes to: the first reader that knows it says."""
    words = cursor.text[start:end]
    if end - start <= _LONGEST:
        for read in _READERS:
            if found := read(cursor, words, start, end):
                return found
    return (Phrase(Kind.REST, start, end),)


# 该路段由爱群路更名为
_FROM_NAME = re.compile(
    rf"[该此本](?:条)?(?:道路|路段|[路街巷段])(?:现|拟)?[由从](?:原)?(?P<old>{WORD}{{2,14}}[路街巷弄道])"
)


def _from_name(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    if words[0] not in "该此本" or not (told := _FROM_NAME.fullmatch(cursor.text, start, end)):
        return ()
    if not RENAMED_AHEAD.match(cursor.text, end):
        return ()
    return (Phrase(Kind.FORMER, start, end, value=told.span("old")),)


def _filler(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    if FILLER.fullmatch(words) and not _is_renamed_name(cursor, start, end):
        return (Phrase(Kind.FILLER, start, end, word=words),)
    return ()


def _pair(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    text = cursor.text
    if not ("与" in words or "和" in words or "及" in words) or not (pair := _PAIR.fullmatch(text, start, end)):
        return ()
    if not (
        _TOGETHER.match(text, end)
        or (text[end : end + 1] == "：" and (start == 0 or text[start - 1] in "。；.、"))
        or (pair["meet"] and _JOIN_AHEAD.match(text, end))
        or (
            (text[start - 1 : start] == "、" or text[:start].endswith(_CANCELS)) and text[end : end + 1] in "。，；（、"
        )
    ):
        return ()
    return [*_one_of_pair(cursor, *pair.span("one")), *_one_of_pair(cursor, *pair.span("other"))]


_CANCELS = ("注销", "撤销", "废止", "取消")


def _one_of_pair(cursor: Cursor, start: int, end: int) -> Sequence[Phrase]:
    """A name and, where they stand before it, the divisions it lies in: 甲路和乙区丙路."""
    if (part := find_name(cursor, start, end)) is None:
        return (Phrase(Kind.REST, start, end),)
    head = Phrase(Kind.HEAD, *part.at, names=(part,))
    before = cursor.text[start : part.at[0]]
    return (
        (lead(cursor, start, part.at[0]), head)
        if before.removesuffix("的").endswith(("区", "县", "镇", "乡", "街道"))
        else (head,)
    )


# 豆行巷和罗家坪街道的站前横街, of two divisions
_ELSEWHERE = re.compile(
    rf"(?P<one>{WORD}{{1,12}}?[路街巷弄坊])(?:以及|[与和及])(?={WORD}{{2,12}}?(?:[区县镇乡]|街道)的{WORD}{{2}})"
)


def _and_elsewhere(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    text = cursor.text
    if "的" not in words or words[-1] == "的" or text[start - 1 : start] not in "、，。；：\n将把对的":
        return ()
    if (found := _ELSEWHERE.match(text, start, end)) is None or is_no_name(found["one"]):
        return ()
    divisions = read_divisions(text, found.end(), end)
    if not divisions or text[divisions.end] != "的":
        return ()
    return (*_one_of_pair(cursor, *found.span("one")), *classified(cursor, found.end(), end))


def _last_of_several(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    if start == 0 or cursor.text[start - 1] not in "、和与及" or not ("条" in words or "个" in words):
        return ()
    if (last := _LAST_OF.fullmatch(cursor.text, start, end)) is None:
        return ()
    return (Phrase(Kind.HEAD, start, end, names=(Name(last.span("name")),)),)


def _between(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    if not ("之间" in words or "连接" in words or "通" in words):
        return ()
    between = LINKED.match(cursor.text, start)
    if between is None or between.end() != end:
        return ()
    cursor.started = True
    return (Phrase(Kind.RANGE, start, end, value=between.span("a"), other=between.span("b")),)


def _name(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    name = find_name(cursor, start, end)
    if name is not None:
        head = Phrase(Kind.HEAD, name.at[0], end, names=(name,))
        return (lead(cursor, start, name.at[0]), head) if name.at[0] > start else (head,)
    if start == 0 and 2 < end - start <= 10 and _HAS_ENDS.match(cursor.text, end) and NAME_RUN.fullmatch(words):
        return (Phrase(Kind.HEAD, start, end, names=(Name((start, end)),)),)  # 仪城河边（东起…，西至…）
    return ()


# 松溪大道为城市主干路 | 松溪大道起止点不变: a name, and what is remarked of the road
_REMARKED = re.compile(
    rf"(?P<name>{WORD}{{1,10}}?{GENERIC_LAST})(?=[为是系属]|的?(?P<stays>(?:起止点|起讫点|走向)[^，。；]{{0,6}}不变))"
)


def _remarked_name(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    if cursor.text[start - 1 : start] not in ("，", "。", "；", "") or not (found := _REMARKED.match(words)):
        return ()
    stop = start + found.end()
    if (
        not (found["stays"] or REMARK.fullmatch(cursor.text, stop, end))
        or (name := find_name(cursor, start, stop)) is None
    ):
        return ()
    if name.at != (start, stop):
        return ()
    return (Phrase(Kind.HEAD, start, stop, names=(name,)), Phrase(Kind.REMARK, stop, end))


# 拟命名的铜罐二路与之平行，西起…: a name, and how its road lies to the one told of before
_LIES_TO = re.compile(
    rf"(?:[拟新]?(?:命名|更名)的)?(?P<name>{WORD}{{1,10}}?{GENERIC_LAST})"
    "(?P<lies>[则也亦]?[与和同](?:之|其|它|该[路街巷])(?:大致|基本|互相)?(?:平行|并行|相邻|毗邻|相接|相交|相连|垂直))"
    rf"(?=，(?:{SIDE}[起至]|起[于自点]))"
)


def _name_lying(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    if words[-1] not in "行邻接交连直" or (start and cursor.text[start - 1] not in "。；\n"):
        return ()
    found = _LIES_TO.match(cursor.text, start)
    if found is None or found.end() != end or is_no_name(found["name"]):
        return ()
    name, stop = found.span("name")
    return (Phrase(Kind.HEAD, name, stop, names=(Name((name, stop)),)), Phrase(Kind.REMARK, stop, end))


def _remark(_cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    return (Phrase(Kind.REMARK, start, end),) if REMARK.fullmatch(words) else ()


def _other_feature(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    text = cursor.text
    if (
        2 < end - start <= 20
        and text[end : end + 1] in ("：", "。", "—", "（")
        and (start == 0 or text[start - 1] in "。；\n、.）")
        and OTHER_FEATURE.search(words)
        and NAME_RUN.fullmatch(words)
    ):
        return (Phrase(Kind.HEAD, start, end, names=(Name((start, end)),)),)
    return ()


def _place(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    text = cursor.text
    if (
        "条" in words
        and (some := _GROUP.match(text, start, end))
        and (divisions := read_divisions(text, some.end(), end))
    ):
        return (Phrase(Kind.PLACE, start, end, value=(some.end(), divisions.end), word="group"),)
    first = skip_lead(cursor, start, end)
    divisions = read_divisions(text, first, end)
    if divisions.district and "条" in words and _NAMED_THERE.fullmatch(text, divisions.end, end):
        return (Phrase(Kind.PLACE, start, end, value=(start, divisions.end), word="group"),)
    if not divisions:
        return ()
    rest = skip_within(text, divisions.end, end)
    if rest >= end or FILLER.fullmatch(text, rest, end) or BESIDE.fullmatch(text, rest, end):
        return (Phrase(Kind.PLACE, start, end, value=(first, end)),)
    stop = start + (len(without_trail(words)) or end - start)
    if stop < end and rest < stop and NAMED_AHEAD.match(text, end) and (of := _WHOSE_ROAD.fullmatch(text, rest, stop)):
        return (Phrase(Kind.PLACE, start, end, value=(first, of.end("place"))),)
    return ()


# 同意将你区滨湖大道以北: the verb, and whose roads they are
_AGREED_TO = re.compile("(?:(?:原则)?同意|决定|批准|现|拟)*[将把](?:[你我本贵](?:省|市|区|县|州|旗|镇|乡|街道))?(?=..)")


def _beside(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    text = cursor.text
    stop = start + (len(without_trail(words)) or end - start)
    if ("的" in words or "之间" in words) and (of := _OF_ROADS.search(text, start, end)):
        stop = of.start() if of.end() == end else stop
    if BESIDE.fullmatch(text, start, stop):
        agreed = _AGREED_TO.match(text, start, stop)
        return (Phrase(Kind.BESIDE, start, end, value=(agreed.end() if agreed else start, stop)),)
    return ()


def _start_without_word(cursor: Cursor, words: str, start: int, end: int) -> Sequence[Phrase]:
    """西北玉县路立交桥，东南止…: 起 left out after the compass word."""
    side = re.match(SIDE, words) if words[0] in "东南西北" else None
    if side is None or end - start - side.end() < 2 or not other_end_follows(cursor, end):
        return ()
    cursor.started = True
    return (Phrase(Kind.FROM, start, end, value=(start + side.end(), end), side=side[0], weak=True),)


_Reader = Callable[[Cursor, str, int, int], Sequence[Phrase]]
# in this order: what comes first is the narrower
_READERS: tuple[_Reader, ...] = (
    side_part,
    _from_name,
    _filler,
    meant_road,
    numbered_part,
    _pair,
    _and_elsewhere,
    part_of_road,
    _last_of_several,
    _between,
    _name,
    _remarked_name,
    told_road,
    _name_lying,
    _remark,
    _other_feature,
    _place,
    to_be_named,
    _beside,
    _start_without_word,
)


def _is_renamed_name(cursor: Cursor, start: int, end: int) -> bool:
    """Whether words that fill a clause elsewhere are a name, a verb that renames it behind them: 沿江公路更名为."""
    if end - start < 3 or cursor.text[end - 1] not in "路街巷条":
        return False
    text = cursor.text
    if not (is_new_road(text, start, end) or text.startswith("恢复", end) or RENAMED_AHEAD.match(text, end)):
        return False
    return find_name(cursor, start, end) is not None
