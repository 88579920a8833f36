"""The phrases that tell an end: 东起A, 至B, 自A, 折向北至C, 原止点A, 起点不变."""

import re

from gazetteer.act_patterns import VERB_AHEAD
from gazetteer.cursors import Cursor
from gazetteer.extent_patterns import FROM_SIDE, LAST_SIDE, NO_ROAD_BEFORE, PLACE_END, TO_SIDE, TO_SIDE_SOFT
from gazetteer.kinds import Kind, Name, Phrase
from gazetteer.name_patterns import GENERIC_LAST
from gazetteer.patterns import SIDE
from gazetteer.stops import read_value

_ROAD_STRETCH = re.compile(
    rf"(?<![东西南北中上下前后一二三四五六七八九十\d])(?P<stretch>(?:(?<=[街路巷道])|{NO_ROAD_BEFORE})路段|(?<!路)(?<!务)(?<!车辆)段|(?<=路)段)$"
)
# 至体育场一段
_ONE_STRETCH = re.compile("的?这?(?:(?<![路街道巷东西南北中])|(?<=铁路))一段$|的(?:路段|部分)$|(?:的这?|这)一段$")
# 西至重型街段命名为: 段 is no part of the end
_NAMED_AHEAD = re.compile(VERB_AHEAD)
# 至县医院路口止位于…: the end stops at 止, whatever was run together with it
_UNTIL = re.compile(f"(?<=[{PLACE_END}])止(?![于步水园])")
_ROAD_LAST = (*GENERIC_LAST[1:-1], "”")
_FROM = re.compile(FROM_SIDE)
_TO = re.compile(TO_SIDE)
# 西接A，东连B
_OTHER_SOFT = re.compile(rf"[，、；]?(?:{TO_SIDE_SOFT}|{TO_SIDE.replace('to_side', 'other_side')})")
_AFTER_FROM_WORD = re.compile(
    rf"(?:起|开始|出发)?[，、]?(?:直?通(?:至|到|往|向)|直通|直达|至|到|止|迄|(?:向|往)(?:{SIDE})|[跨过连]|贯穿|延伸|折|转|呈|沿|绕|环|穿|经|途经)"
)


def read_from_side(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """东起A."""
    start, end = read_value(cursor, found.end(), weak=True, side=found["from_side"])
    if end <= start:
        return None
    cursor.started = True
    begun = found[0][-1] in "自从" and end - start > 2 and cursor.text[end - 1] == "起"  # 北从A起
    return Phrase(Kind.FROM, found.start(), end, value=(start, end - begun), side=found["from_side"])


def read_to_side(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """西至B."""
    start, end = read_value(cursor, found.end(), weak=True)
    if end <= start:
        return None
    grows = "延" in found[0] and not cursor.started and cursor.text[found.start() - 1 : found.start()] in _ROAD_LAST
    cursor.started = True
    to = to_phrase(cursor, found.start(), start, end, found["to_side"], found[0])
    return to._replace(word="moved") if to and grows else to  # 甲路东延至B


# （东起A，西至B的街道）: the road itself
_OF_ROAD = re.compile("的(?:道路|街道|路段|公路|街路|街巷|巷道|小巷|路|街|巷)$")


def to_phrase(cursor: Cursor, begin: int, start: int, end: int, side: str | None, verb: str) -> Phrase | None:
    """The end from `start` to `end`, 止 or 为止 behind it taken off."""
    text, stop = cursor.text, end
    if verb[-1] in "至到于" and end - start > 2 and text[end - 1] == "止":
        stop -= 1
    elif text.endswith(("为止", "结束", "终止", "之间"), start, end):
        stop -= 2
    if verb[-1] in "至到" and text.find("止", start + 2, stop) > 0 and (until := _UNTIL.search(text, start + 2, stop)):
        stop, end = until.start(), until.end()
    named = cursor.stretch or (text[stop : stop + 1] not in "，。；" and _NAMED_AHEAD.match(text, stop))
    if not named and text[stop : stop + 1] == "）":  # 甲路（东起乙口、西至丙码头段）
        named = text[text.rfind("（", 0, begin) - 1] in GENERIC_LAST[1:-1]
    if named and stop - start > 3 and (stretch := _ROAD_STRETCH.search(text, start, stop)):
        stop = stretch.start("stretch")
    if (
        stop - start > 3
        and text.endswith(("一段", "路段", "部分"), start, stop)
        and (one := _ONE_STRETCH.search(text, start, stop))
    ):
        stop = one.start()
    if text[stop - 1] in "路街道巷段" and (of := _OF_ROAD.search(text, start + 1, stop)) is not None:
        stop = of.start()
    if stop <= start:
        return None
    return Phrase(Kind.TO, begin, end, value=(start, stop), side=side)


def other_soft_follows(cursor: Cursor, found: re.Match[str]) -> bool:
    """Whether the end of another side is told right behind, with as little of a verb (北邻A，南抵B)."""
    return _OTHER_SOFT.match(cursor.text, found.end()) is not None


def read_across(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """西跨C至B, once a start was read."""
    start, end = read_value(cursor, found.end(), weak=True)
    if end <= start or not cursor.started:
        return None
    to = to_phrase(cursor, found.start(), start, end, found["across_side"], found[0])
    return to._replace(names=(Name(found.span("across_via")),)) if to else None


def read_soft_side(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """西接B, once a start was read; itself the start where another such end follows (西接A，东连B)."""
    start, end = read_value(cursor, found.end())
    if end <= start:
        return None
    if not cursor.started:
        if not _OTHER_SOFT.match(cursor.text, end):
            return None
        cursor.started = True
        return Phrase(Kind.FROM, found.start(), end, value=(start, end), side=found["soft_side"])
    return to_phrase(cursor, found.start(), start, end, found["soft_side"], found[0])


def read_tip(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """北头在A: the start, and the end where a start was read."""
    start, end = read_value(cursor, found.end(), weak=True, side=found["tip_side"])
    if end <= start:
        return None
    kind = Kind.TO if cursor.started else Kind.FROM
    cursor.started = True
    return Phrase(kind, found.start(), end, value=(start, end), side=found["tip_side"])


def read_both_tips(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """两端分别与A、B相接."""
    cursor.started = True
    first, second = ("tip_both", "tip_both") if found["tip_both"] else ("tip_a", "tip_b")
    return Phrase(Kind.RANGE, *found.span(), value=found.span(first), other=found.span(second))


def read_meets(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """南与A相接: the start, and the end where a start was read."""
    kind = Kind.TO if cursor.started else Kind.FROM
    cursor.started = True
    return Phrase(kind, *found.span(), value=found.span("meet"), side=found["meet_side"])


def read_from_plain(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """起点为A, 起于A, 起点：东起A."""
    inner = _FROM.match(cursor.text, found.end())
    start, end = read_value(cursor, inner.end() if inner else found.end(), weak=True, plain=True)
    if end <= start:
        return None
    cursor.started = True
    return Phrase(Kind.FROM, found.start(), end, value=(start, end), side=inner["from_side"] if inner else None)


def read_to_plain(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """止点为B; a bare 至 or 到 only once a start was read."""
    bare = len(found["to_plain"].rstrip("：")) == 1 or "通" in found["to_plain"]
    if found["to_plain"][0] in "至止迄讫接到直通" and bare and not cursor.started:
        return None
    inner = _TO.match(cursor.text, found.end())
    start, end = read_value(cursor, inner.end() if inner else found.end())
    if cursor.text[end : end + 1] == "，" and _ONLY_TOWARD.fullmatch(cursor.text, start, end):
        start, end = read_value(cursor, end + 1)  # 终点位于往西方向，与A相连处
    side = inner["to_side"] if inner else None
    return to_phrase(cursor, found.start(), start, end, side, found[0]) if end > start else None


_ONLY_TOWARD = re.compile(f"[往向]{SIDE}(?:方向|面)?")
_TOWARD = re.compile(rf"[向往]{SIDE}(?:方向)?$")
_BEGINS = re.compile("(?:起|开始|出发)$")


def read_from_word(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """自A, 由A where 至B or a direction follows."""
    start, end = read_value(cursor, found.end(), plain=True)
    if toward := _TOWARD.search(cursor.text, start + 1, end):
        end = toward.start()  # 由A向东，止于B
    if end - start < 2 or end - start > 40 or _AFTER_FROM_WORD.match(cursor.text, end) is None:
        return None
    cursor.started = True
    if (begun := _BEGINS.search(cursor.text, start + 1, end)) is not None:  # 自A起，向东至B
        return Phrase(Kind.FROM, found.start(), end, value=(start, begun.start()))
    skip = end + 1 if cursor.text.startswith("起", end) else end
    return Phrase(Kind.FROM, found.start(), skip, value=(start, end))


def read_route(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """折向北, or 折向北至C with the end it leads to."""
    cursor.started = True
    if not found["route_to"]:
        return Phrase(Kind.ROUTE, found.start(), found.end(), value=found.span("route"))
    start, end = read_value(cursor, found.end())
    last = LAST_SIDE.search(found["route"])
    to = to_phrase(cursor, found.start(), start, end, last[1] if last else None, found[0]) if end > start else None
    if to is None:
        return Phrase(Kind.ROUTE, found.start(), found.end(), value=found.span("route"))
    return Phrase(Kind.TO, found.start(), end, value=to.value, side=to.side, other=found.span("route"))


def read_offset(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """向南90米止: an end without words of its own, and how far it is to there."""
    side = re.search(SIDE, found["offset"])
    return Phrase(Kind.TO, *found.span(), value=found.span("offset"), side=side[0] if side else None, word="offset")


def read_kept(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """原起点不变, 起点（A）不变, 南端维持A不变."""
    which = found["kept_which"]
    at = next((found.span(group) for group in ("kept_at", "kept_as", "kept_is") if found[group]), None)
    if at is not None and which[-1] == "端":  # which end it is, the order tells
        kind = Kind.TO if cursor.started else Kind.FROM
        cursor.started = True
        return Phrase(kind, *found.span(), value=at, side=which[:-1])
    of_side = which[-1] == "端" or which.endswith("起讫点")
    word = "start" if which == "起点" else "other" if of_side else "end"
    return Phrase(Kind.KEPT, *found.span(), value=at, word=word)


# 止点由A延长至西环路后，起点仍为B
_THEN = re.compile("(?<=[路街道巷弄])后$")


def _moved_to(cursor: Cursor, start: int) -> tuple[int, int]:
    """The words of the end that something moved to, 后 before a comma being no part of them."""
    start, end = read_value(cursor, start)
    then = cursor.text[end : end + 1] == "，" and _THEN.search(cursor.text, start + 2, end)
    return start, then.start() if then else end


def read_moved(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """终点由A延伸至B."""
    start, end = _moved_to(cursor, found.end())
    if end <= start:
        return None
    cursor.started = True
    word = "start" if found["moved_which"] == "起点" else "end"
    if found["moved_from"] is None:
        kind = Kind.FROM if word == "start" else Kind.TO
        return Phrase(kind, found.start(), end, value=(start, end), side=found["moved_side"], word="moved")
    moved_from = found.span("moved_from")
    return Phrase(
        Kind.ORIGINAL, found.start(), end, value=moved_from, other=(start, end), side=found["moved_side"], word=word
    )


def read_was(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """原起点为A，调整为B."""
    start, end = _moved_to(cursor, found.end())
    if end <= start:
        return None
    cursor.started = True
    word = "start" if (found["was_which"] or found["then_which"]) == "起点" else "end"
    side = found["was_side"] or found["then_side"]
    return Phrase(
        Kind.ORIGINAL, found.start(), end, value=found.span("was_at"), other=(start, end), side=side, word=word
    )


def read_extended(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """兴业路延伸至B."""
    start, end = _moved_to(cursor, found.end())
    if end <= start:
        return None
    cursor.started = True
    to = to_phrase(cursor, found.start(), start, end, None, found[0])
    return to._replace(word="moved") if to else None


def read_moved_on(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """由原A向东延伸至B: the end at A moves to B."""
    start, end = _moved_to(cursor, found.end())
    if end <= start:
        return None
    cursor.started = True
    before = found.span("on_from" if found["on_from"] else "back_from")
    return Phrase(Kind.ORIGINAL, found.start(), end, value=before, other=(start, end), word="end")


def read_loop(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """起止点均为A."""
    cursor.started = True
    return Phrase(Kind.RANGE, *found.span(), value=found.span("loop_end"), other=found.span("loop_end"))


def read_original(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """自原止点A."""
    start, end = read_value(cursor, found.end(), plain=True)
    if end <= start:
        return None
    cursor.started = True
    return Phrase(
        Kind.ORIGINAL,
        found.start(),
        end,
        value=(start, end),
        word="start" if found["original_which"] == "起点" else "end",
    )
