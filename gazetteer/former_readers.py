"""What a phrase says of the names a road had that begins with a keyword: former ones, and those of plans and works.

Each reader takes a keyword that was found, and reads on behind it.
"""

import re

from gazetteer import act_patterns, name_patterns
from gazetteer.cursors import Cursor
from gazetteer.kinds import Kind, Name, Phrase
from gazetteer.name_patterns import ends_as_road
from gazetteer.names import read_names, stretch_within
from gazetteer.no_names import is_no_name
from gazetteer.patterns import SIDE, WORD
from gazetteer.stops import read_value

# 原O更名为: where the former name ends
RENAME_AHEAD = re.compile(
    f"{act_patterns.VERB_AHEAD}|以“[^“”]{{2,14}}”(?:命名|为名|冠名)|(?:予以|拟|现|统一|重新)*(?:拆分|划分|分)(?:为|成)|改称|改叫|易名|合并|统称|合称"
    r"|以[^，。；]{1,20}为界(?=，?(?:拟|现|予以|将其)*分)"
    r"|(?<=[路街巷弄段])(?:路段)?(?:现|已|均|拟|予以)*(?:[归合]?并(?:入|到|至)|[归划纳]入)(?=“|[^，。；]{2,12}[路街道巷])"
)
# 将原水泥厂专用线改建的、…的道路: what was there was no such road
_REBUILT = re.compile(
    "(?:改建|改造|扩建|修建|拓宽|改扩建)(?:而成)?的$|(?:搬迁|拆迁|拆除|迁建|停产|关闭)后[^，。；]{2,20}$"
)
# 原前进路南段仍称前进路: nothing is done to it
_STILL = re.compile("[路街巷道弄段](?:仍|依旧|继续)(?:称|名|用|叫|沿用|使用|为)")
# 原育红巷向北打通后，…
_WORKS = re.compile(
    rf"(?:(?:向|往){SIDE})?(?:经)?(?:打通|延伸|延长|拓宽|改造|改扩建|扩建|取直|贯通|连通|改线|改道)(?:改造)?后?$"
)
# 原西关街东起A
_FACTS_AHEAD = re.compile(f"(?<=[路街巷道弄])(?={SIDE}(?:起|至|止)|位于|全?[长宽]约?\\d)")
# 原建材路自A起向北至B
_STRETCH_AHEAD = re.compile(
    "(?<=[路街巷道])[自由从](?=[^，。；]{2,30}(?:起|至|到|以[东南西北]{1,2}(?:的?路?段|的?部分)))"
)
_BEYOND = f"以{SIDE}的?(?:路?段|部分)"
# 原建材路自A以南部分: the part that is renamed
_PART_BEYOND = re.compile(f"[自由从]?[^，。；]{{2,30}}{_BEYOND}")
# 原团结东路库尔干渠以东路段: the part of which road
_PART_OF_OLD = re.compile(
    rf"(?P<old>(?:(?![与和及]){WORD}){{1,10}}?[路街巷道])"
    rf"(?!口|侧|与(?!{WORD}{{2,12}}(?:交叉口|交汇[处口]|相交处|路口))|和|及|以|至|到)的?{WORD}{{2,16}}{_BEYOND}"
)
# 原甲路乙街至丙桥路段，单独更名为N，北起乙街: the part of which road, its ends told behind
_STRETCH_OF_OLD = re.compile(
    rf"(?P<old>(?:(?![与和及]){WORD}){{1,10}}?[路街巷道])(?!口|侧|与|和|及|以|至|到)的?{WORD}{{2,16}}?[至到]{WORD}{{2,16}}?(?:路段|段|部分)"
    rf"(?=，?(?:拟|现|予以|单独|将|统一)*(?:更名|改名|改称|命名)[^。；]{{2,24}}?[，（]{SIDE}起)"
)
# 原有街道中，: among which roads
_AMONG = re.compile("有(?:道路|街道|街路|街巷)[当其]?中")
# 原涪兴街注销 | 原一号支路、原二号支路注销: the first of them
_CANCEL_AHEAD = re.compile(
    rf"{WORD}{{2,16}}?{name_patterns.GENERIC_LAST}"
    rf"(?=(?:[和及与]{WORD}{{2,16}}{name_patterns.GENERIC_LAST})?(?:、[^、，。；：（）“”]{{2,24}}?){{0,12}}"
    rf"(?<={name_patterns.GENERIC_LAST})(?:(?:名称|地名|路名|道路)?(?:同时|予以|一并){{0,2}}"
    r"|(?:因|由于|已|均|现)(?:(?!更名|改名|命名|[并归划]入)[^。；]){0,40}[，拟现予以已同时意定])(?:注销|销名|撤销|废止))"
)
# 原“A”已灭失，予以废止
_GONE = re.compile(
    rf"(?:名称|地名|路名|道路)?(?:[现均已]|因|由于|不再|不复)(?:(?!更名|改名|命名|[并归划]入)[^。；]){{0,40}}?"
    rf"[，拟现予以已同时意定](?:名称|路名|地名)?{act_patterns.CANCELS}"
)
# （原A、B） | 原A、B合并为
_FORMERS_END = re.compile(
    r"[）。；，]|$|(?:等?[二两三四五六七八九\d]条(?:道路|路段|街巷|路|街|巷)?)?(?:(?:连通|打通|贯通|合并|整合|连接)后?)?(?:后|均|现)?(?:统一|拟|予以?|分别|依次){0,3}(?:合并|统称|合称|更名|改名|改称|命名)"
)
_TWO_OLD = re.compile(
    f"(?P<one>{WORD}{{2,12}}?{name_patterns.GENERIC_LAST})[和及与]原(?P<other>{WORD}{{2,12}}?{name_patterns.GENERIC_LAST})"
    f"(?=，?(?:拟|予以|均|统一|分别|现)*(?:{act_patterns.VERB_AHEAD}|合并|统称|合称|改称))"
)
# 原A与B合并
_TWO_JOINED = re.compile(
    f"(?P<one>{WORD}{{2,12}}?{name_patterns.GENERIC_LAST})[和及与](?P<other>{WORD}{{2,12}}?{name_patterns.GENERIC_LAST})"
    "(?=，?(?:拟|予以|均|统一|现)*(?:[合归]并(?![入到至于])|统称|合称))"
)
# 原“A”与“B”, 原“A”“B”
_ONE_MORE = re.compile("[、和与及]?(?:原|现状)?“")


def read_given_up(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """建国一路名称同时取消, of a road told of just before; of another, which was called so, its name."""
    if cursor.text.find(found["given_name"], max(0, found.start() - 80), found.start()) >= 0:
        return Phrase(Kind.REMARK, *found.span())
    if not (found["was_given"] and ends_as_road(found["given_name"])):
        return None
    if is_no_name(found["given_name"]):
        return Phrase(Kind.REMARK, *found.span())  # 原两街名称停止使用
    end = found.end("given_name")
    return Phrase(Kind.HEAD, found.start(), end + (cursor.text[end] == "”"), names=(Name(found.span("given_name")),))


def read_working(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """的规划一路, right before the verb that names it."""
    return Phrase(Kind.ALIAS, *found.span(), value=found.span("working"))


def read_alias(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """原规划名P."""
    start, end = read_value(cursor, found.end())
    word = "formerly" if found.groupdict().get("was_called") else ""
    if word and end > start:
        names, end = _names_told(cursor, start, end)
        return Phrase(Kind.ALIAS, found.start(), end, value=names[0].at, names=names, word=word)
    if end > start and cursor.text[start] == "“" and start < (close := cursor.pairs.get(start, 0)) < end:
        return Phrase(Kind.ALIAS, found.start(), close + 1, value=(start + 1, close))  # 临时路名“M环路”的12米路
    return Phrase(Kind.ALIAS, found.start(), end, value=(start, end)) if end > start else None


# 曾用名A、B | 曾用名“A”“B”
_ONE_TOLD = re.compile("“(?P<quoted>[^“”]{2,20})”|(?P<plain>[^、“”]+)")


def _names_told(cursor: Cursor, start: int, end: int) -> tuple[tuple[Name, ...], int]:
    """The names that a road is told to have borne, from `start` on, and where they end; the value ends at `end`."""
    while (more := _ONE_MORE.match(cursor.text, end)) and (close := cursor.pairs.get(more.end() - 1)):
        end = close + 1
    found = _ONE_TOLD.finditer(cursor.text, start, end)
    return tuple(Name(one.span(one.lastgroup or "plain"), quoted=one["quoted"] is not None) for one in found), end


# （原“甲路”城区段）
_PART_BEHIND = re.compile("[^，。；：、（）“”]{1,8}(?:段|部分)(?=[）。，；]|$)")


def _without_yuan(cursor: Cursor, name: Name) -> Name:
    """The second of （原A、原B） without its 原."""
    start, end = name.at
    return Name((start + 1, end), name.roman, name.quoted) if cursor.text[start] == "原" and end - start > 3 else name


def _read_olds(cursor: Cursor, at: int) -> tuple[tuple[Name, ...], int]:
    """The names of a list of former names, each perhaps behind a 原 of its own: 原“A”、原“B”."""
    olds, at = read_names(cursor, at, True)
    while cursor.text.startswith("原“", at) and (more := read_names(cursor, at + 1, True))[0]:
        olds, at = (*olds, *more[0]), more[1]
    return olds, at


def read_former(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """原O, up to a verb that renames it; before a verb that cancels it a road of its own."""
    start, end = read_value(cursor, found.end())
    if _AMONG.match(cursor.text, found.end()):
        return None
    close = cursor.pairs.get(start)
    quoted = cursor.text[start : start + 1] == "“" and close is not None and close < end
    if cancelled := _CANCEL_AHEAD.match(cursor.text, found.end()):
        return Phrase(Kind.HEAD, found.start(), cancelled.end(), names=(Name(cancelled.span()),))
    if quoted and close is not None and (part := _PART_BEHIND.match(cursor.text, close + 1)):
        return Phrase(Kind.FORMER, found.start(), part.end(), value=(start + 1, close), quoted=True, word="part")
    if quoted and close is not None and _GONE.match(cursor.text, close + 1):
        return Phrase(Kind.HEAD, found.start(), close + 1, names=(Name((start + 1, close), quoted=True),), quoted=True)
    more = _ONE_MORE.match(cursor.text, close + 1) if quoted and close is not None else None
    if (listed := close + 1 if more and close else cursor.text.find("、", start, end)) > start:
        names, stop = _read_olds(cursor, start)
        follows = _FORMERS_END.match(cursor.text, stop)
        names = tuple(_without_yuan(cursor, name) for name in names)
        if follows and all(ends_as_road(cursor.text[slice(*name.at)]) for name in names):
            return Phrase(Kind.FORMER, found.start(), stop, value=names[0].at, names=names)
        end = listed
    two = _TWO_OLD.match(cursor.text, start) if "原" in cursor.text[start + 2 : end] else None
    if two := two or _TWO_JOINED.match(cursor.text, start):  # 原A与原B更名为
        names = (Name(two.span("one")), Name(two.span("other")))
        if all(ends_as_road(cursor.text[slice(*name.at)]) for name in names):
            return Phrase(Kind.FORMER, found.start(), two.end(), value=names[0].at, names=names)
    if end - start < 2 or end - start > 60:
        return None
    if _REBUILT.search(cursor.text, start, end) or _STILL.search(cursor.text, start, end):
        return Phrase(Kind.REMARK, found.start(), end)
    renamed = RENAME_AHEAD.search(cursor.text, start, end)
    if renamed:
        end = renamed.start()
    elif cursor.text.endswith(("更名", "改名"), start + 2, end) and cursor.text[end : end + 1] in "，。；":
        return Phrase(Kind.FORMER, found.start(), end, value=(start, end - 2))  # 映月巷：原二马路更名，东起…
    if facts := _FACTS_AHEAD.search(cursor.text, start + 2, end):
        end = facts.start()
    if stretch_of := _STRETCH_OF_OLD.match(cursor.text, start):
        return Phrase(Kind.FORMER, found.start(), stretch_of.end(), value=stretch_of.span("old"), word="part")
    if cursor.text[end - 1] in "段分" and (part_of := _PART_OF_OLD.fullmatch(cursor.text, start, end)):
        return Phrase(Kind.FORMER, found.start(), end, value=part_of.span("old"), word="part")
    if stretch_ahead := _STRETCH_AHEAD.search(cursor.text, start + 2, end):
        if _PART_BEYOND.fullmatch(cursor.text, stretch_ahead.end(), end):
            return Phrase(Kind.FORMER, found.start(), end, value=(start, stretch_ahead.start()))
        end = stretch_ahead.start()
    if works := _WORKS.search(cursor.text, start + 2, end):
        end = works.start()
    if end - start < 2:
        return None
    if (of := cursor.text.rfind("的", start + 2, end - 2)) > 0 and ends_as_road(cursor.text[of + 1 : end]):
        own = cursor.text[of + 1 : end]
        start = start if is_no_name(own) or "“" in own or "（" in own else of + 1  # 原专用线改建而成的钢厂路
    close = cursor.pairs.get(start)
    if close is not None and close < end:
        if (stretch := stretch_within(cursor, start + 1, close)) is not None:
            return Phrase(Kind.FORMER, found.start(), stretch, value=(start + 1, stretch), quoted=True)
        return Phrase(Kind.FORMER, found.start(), close + 1, value=(start + 1, close), quoted=True)
    bracket = cursor.text.find("（", start, end)
    if bracket > start:
        end = bracket
    return Phrase(Kind.FORMER, found.start(), end, value=(start, end))


def read_now_named(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """现名“O”，拟更名为N."""
    names, end = read_names(cursor, found.end(), False)
    if not names or (found["now_called"] and not ends_as_road(cursor.text[slice(*names[0].at)])):
        return None
    if found["now_left"] and (left := _LEFT.match(cursor.text, end)):
        end = left.end()
    word = "now" if found["now_called"] else ""
    return Phrase(Kind.FORMER, found.start(), end, value=names[0].at, word=word)


_LEFT = re.compile("(?:同时|随之|即)?(?:停止使用|不再使用|停用)")


def read_made_of(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """由原A、B合并而成."""
    names, end = read_names(cursor, found.end(), True)
    names = tuple(_without_yuan(cursor, name) for name in names)
    tail = _MADE.match(cursor.text, end)
    if len(names) < 2 or tail is None or not all(_is_road(cursor, name) for name in names):
        return None
    return Phrase(Kind.FORMER, found.start(), tail.end(), value=names[0].at, names=names)


_MADE = re.compile(
    "(?:[二两三四五六七八九\\d]条(?:道路|路|街巷)?)?(?:合并|归并|整合|连接|组合|合)(?:而成|组成|成|形成)"
)


def read_came_of(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """由原O更名而来."""
    name = Name(found.span("came_name"))
    return Phrase(Kind.FORMER, *found.span(), value=name.at) if _is_road(cursor, name) else None


def _is_road(cursor: Cursor, name: Name) -> bool:
    return ends_as_road(cursor.text[slice(*name.at)])
