"""A paragraph cut into `Phrase`s: each end, measure, place, verb or name in it, and what none of them explains.

The text is normalised and without blanks. Everything runs from left to right: at each place where something may begin
the named patterns are tried, an end's words reach to the next mark or phrase, and no character is left out: what is
neither a phrase nor a known filler is a `Kind.REST`.
"""

import re
from collections.abc import Iterable, Iterator

from gazetteer.act_patterns import VERB_AHEAD
from gazetteer.brackets import read_bracket
from gazetteer.cursors import Cursor
from gazetteer.keywords import EXTENTS, find_keyword, read_keyword
from gazetteer.kinds import Kind, Name, Phrase
from gazetteer.name_patterns import ends_as_road
from gazetteer.names import NAME_RUN, is_whole_name, name_within, stretch_within
from gazetteer.no_names import is_no_name_there
from gazetteer.patterns import SIDE, WORD
from gazetteer.ranges import BEFORE_RANGE, range_at, start_at
from gazetteer.remark_patterns import TOPIC
from gazetteer.residues import read_residue
from gazetteer.wordlike_names import is_act_behind, short_name_at

_STOPS = frozenset("。；！？\n")
_MARKS = frozenset("，：、（）”’」』》—…，.·+")
_OPENERS = frozenset('“‘「『"《【〔[')
# …；2、银湖大道，…: items that share one line
_ITEM = re.compile(
    r"\d{1,2}[、.](?!\d)|[一二三四五六七八九十]{1,3}、(?=[位东南西北将拟“]|[^，。；：、]{0,4}名称?：)|[\u2460-\u249b]"
)
# 取水路： at the head of an item
_HEADED = re.compile(rf"{WORD}{{2,24}}(?=：)")
# 同意将李家村村口至王家村村委会道路命名为… | 将团结南街西侧自甲路至乙路的道路命名为…
_BETWEEN = re.compile(
    rf"(?:同意将?|拟将|现将|将)(?:[^，。；、“至]{{2,20}}?(?:[侧旁]|[区镇村城]内)的?[自由从])?(?P<a>(?!将|位于|{SIDE}起|起|[自由从])[^，。；、“至到]{{2,24}})[至到](?P<b>[^，。；“至到]{{2,30}}?)"
    r"(?=的?(?:沿[江河湖海溪渠]|环[湖山])?(?:道路|路段|(?<=[路街巷道桥口])段|村道|公路|街道|巷道|路|街|巷)(?:命名|定名|更名|取名))"
)
# 等级：镇区主街
_CLASS_LABEL = re.compile("(?:等级|类别|类型|性质|级别|功能)：$")
_CLASS = re.compile("[^，。；：（）\n]{2,12}")
# 该路 东连…
_THIS_ROAD = re.compile(
    rf"[该此本](?:条|段)?(?:新建)?(?:道路|路段|路|街巷|街|巷|大道)(?={SIDE}(?:起|始|至|止|接|连|抵|通|到|端|头|侧|邻))"
)
# 同意将 自…: the verb before the attribute of a road
_OPENING = re.compile(
    rf"(?:同意|拟|现|特|决定|并)?[将对把](?:(?=自|由|从|原|位于|{SIDE}(?:起|至|止)|起点)|(?:其|该路)(?=[向往]{SIDE}))"
)


def read_phrases(text: str, start: int = 0) -> list[Phrase]:
    """The phrases of a paragraph (normalised, no blanks) from `start` on, in its order."""
    cursor = Cursor(text, start)
    phrases: list[Phrase] = []
    while (at := cursor.at) < cursor.size:
        if text[at] in _MARKS and text[at] != "（":
            cursor.at = at + 1
        else:
            phrases.extend(_step(cursor))
    return phrases


def _step(cursor: Cursor) -> Iterable[Phrase]:
    """What begins at the place reached, which moves on behind it; no phrase where it is only a bracket."""
    text, at = cursor.text, cursor.at
    char = text[at]
    if char in _STOPS:
        cursor.at = at + 1
        cursor.started = cursor.stretch = False
        return (Phrase(Kind.STOP, at, at + 1),)
    if char == "（":
        if bracketed := read_bracket(cursor, at):
            return (bracketed,)
        cursor.at = at + 1
        return ()
    if char in _OPENERS:
        return _quoted(cursor, at)
    before = text[at - 1] if at else "\n"
    phrase = None
    if before in BEFORE_RANGE:
        phrase = range_at(cursor, at) or (start_at(cursor, at) if before == "：" else None)
    if phrase is None and before in _BEFORE_SHORT and (end := short_name_at(text, at)) and is_act_behind(text, end):
        cursor.at = end
        return (Phrase(Kind.HEAD, at, end, names=(Name((at, end)),)),)
    if phrase is None and before in _BEFORE_HEAD:
        phrase = _at_head(cursor, at, before)
    if phrase is not None:
        return (phrase,)
    if char in "该此本" and (found := _THIS_ROAD.match(text, at)):
        cursor.at = found.end()
        return (Phrase(Kind.FILLER, at, found.end(), word=found[0]),)
    if char in "将对把同拟现特决并" and (found := _OPENING.match(text, at)):
        cursor.at = found.end()
        return (Phrase(Kind.FILLER, at, found.end(), word=found[0]),)
    if (phrase := read_keyword(cursor, at)) is not None:
        cursor.at = phrase.end
        return (phrase,)
    return read_residue(cursor, at)


_BEFORE_HEAD = frozenset("。；：\n")
_BEFORE_SHORT = frozenset("、将把对")  # 将原平路更名为


# 纵1：凤阳山大道 | T098#规划道路位于…: what a plan calls a road of its grid
_OF_GRID = re.compile(r"[经纬纵横][一二三四五六七八九十\d]{1,2}(?=：)|[A-Z]{0,2}\d{1,4}[#号]规划(?:道路|路|街)(?!命名)")


def _at_head(cursor: Cursor, at: int, before: str) -> Phrase | None:
    """What only the head of a sentence or an item can be: its number, its name and a colon, or 将A至B道路命名为."""
    text = cursor.text
    if found := _ITEM.match(text, at):
        cursor.at = found.end()
        return Phrase(Kind.FILLER, at, found.end())
    if before == "：":
        if _CLASS_LABEL.search(text, max(0, at - 8), at) and (found := _CLASS.match(text, at)):
            cursor.at = found.end()
            return Phrase(Kind.REMARK, at, found.end())
        return None
    if text[at] == "关" and (found := TOPIC.match(text, at)):
        cursor.at = found.end()
        return Phrase(Kind.FILLER, at, found.end())
    if text.startswith(("恢复", "拟恢复"), at) and (given := read_keyword(cursor, at)) is not None:
        cursor.at = given.end  # 恢复旧名N：东起…: the verb is none of the name
        return given
    if (end := short_name_at(text, at, cursor.pairs)) is not None:
        cursor.at = end
        return Phrase(Kind.HEAD, at, end, names=(Name((at, end)),))
    if (text[at] in "经纬纵横" or text[at].isascii()) and (found := _OF_GRID.match(text, at)):
        cursor.at = found.end()
        return Phrase(Kind.HEAD, at, found.end(), names=(Name((at, found.end())),))
    if (found := _HEADED.match(text, at)) and is_whole_name(cursor, at, found.end()):
        cursor.at = found.end()
        return Phrase(Kind.HEAD, at, found.end(), names=(Name((at, found.end())),))
    if found := _BETWEEN.match(text, at):
        cursor.at = found.end()
        cursor.started = True
        return Phrase(Kind.RANGE, at, found.end(), value=found.span("a"), other=found.span("b"))
    return None


_PROSE = re.compile("[，。；！？]")
# “两园”11号路: the quotes hold the place only
_NUMBERED = re.compile(r"[A-Z]?[一二三四五六七八九十\d]{1,3}号?[路街线](?:[A-Z]段)?(?:及(?:其)?延[伸长]段)?")


_RENAMED_AHEAD = re.compile(f"{VERB_AHEAD}|改称")
# “文革”中改为红卫路: what was done then
_ERA = re.compile(
    "“[^“”]{2,6}”(?:时期|期间|中|时|初|后期|后)[^，。；]{0,6}?(?:改称|[改更]名?为|[并归划]入|称为?)[^，。；]{2,16}"
)


# 该地原有老地名“狮子岭”: what was there before the road (not 恢复老地名“甲街”)
_OLD_NAME = re.compile("有(?:一?[个处])?(?:老|旧|古|历史|传统)地名$")
# “一街一名”原则: what is quoted is a saying
_SAYING = re.compile("的?(?:原则|要求|理念|思路|精神|战略|之意|美誉|称号|目标)")

# “铸新”寓意新生 | “乐业”二字: a word that is explained, and no road
_EXPLAINED = re.compile(
    "[二两三四]字|一词|[既也则]?(?:寓意|寓指|意为|意指|意喻|喻[示意]|取自|取其|象征|彰显|蕴含|源[自于]|出自|谐音)"
)


# “江”字系列路名 | “水”字头地名: what the names of several roads share
_SERIES = re.compile(
    "“[^“”]{1,4}”字?(?:(?:系列|开头|打头|[头辈])的?(?:道路|街路|街巷)?(?:名称?|[路街地]名)?(?:命名)?|为[系序]列)(?=[，。；）]|$)"
)


def _is_aside(cursor: Cursor, start: int, close: int) -> bool:
    """Whether what is quoted is no name but a word of what goes on behind it: “公园之城”触手可及, “铸新”寓意."""
    if ends_as_road(cursor.text[start:close]):
        return False
    if _EXPLAINED.match(cursor.text, close + 1):
        return True
    if start != 1:
        return False
    run = NAME_RUN.match(cursor.text, close + 1)
    return (
        run is not None and find_keyword(cursor, run.start()) is None and not (len(run[0]) < 5 and ends_as_road(run[0]))
    )


def _quoted(cursor: Cursor, at: int) -> Iterator[Phrase]:
    close = cursor.pairs.get(at)
    cursor.at = at + 1
    if close is None:
        return
    if cursor.text[at] in "《【〔[":
        cursor.at = close + 1
        yield Phrase(Kind.FILLER, at, close + 1)
        return
    if (range_ := range_at(cursor, at + 1)) is not None:
        yield range_
        return
    if find_keyword(cursor, at + 1) in EXTENTS:
        return
    if close - at > 42 or close == at + 1:
        return
    if _PROSE.search(cursor.text, at + 1, close):  # “有凤来仪，非梧不栖”: no name
        cursor.at = close + 1
        yield Phrase(Kind.REST, at, close + 1)
        return
    if _OLD_NAME.search(cursor.text, max(0, at - 10), at):
        cursor.at = close + 1
        yield Phrase(Kind.REMARK, at, close + 1)
        return
    if series := _SERIES.match(cursor.text, at):
        cursor.at = series.end()
        yield Phrase(Kind.REASON, at, series.end(), value=series.span())
        return
    if cursor.text[close + 1 : close + 2] in ("时", "期", "中", "初", "后") and (era := _ERA.match(cursor.text, at)):
        cursor.at = era.end()
        yield Phrase(Kind.REMARK, at, era.end())
        return
    if (rest := _NUMBERED.match(cursor.text, close + 1)) and not ends_as_road(cursor.text[at + 1 : close]):
        cursor.at = rest.end()
        yield Phrase(Kind.HEAD, at, rest.end(), names=(Name((at, rest.end())),))
        return
    cursor.at = close + 1
    if (
        cursor.text[at + 1] == "原" and close - at > 4 and _RENAMED_AHEAD.match(cursor.text, close + 1)
    ):  # “原建设二巷”更名为
        yield Phrase(Kind.FORMER, at, close + 1, value=(at + 2, close), quoted=True)
        return
    if (stretch := stretch_within(cursor, at + 1, close)) is not None:
        cursor.at = stretch
        yield Phrase(Kind.HEAD, at, stretch, names=(Name((at + 1, stretch), quoted=True),), quoted=True)
        return
    # the “五纵五横” roads | “一路一名”的原则
    if is_no_name_there(cursor.text, at + 1, close) or _SAYING.match(cursor.text, close + 1):
        yield Phrase(Kind.FILLER, at, close + 1)
        return
    if _is_aside(cursor, at + 1, close):
        yield Phrase(Kind.FILLER, at, close + 1)
        return
    yield Phrase(Kind.HEAD, at, close + 1, names=(name_within(cursor, at + 1, close),), quoted=True)
