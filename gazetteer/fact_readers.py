"""What a phrase says of a road itself that begins with a keyword: how long and wide, where it lies, what it passes.

Each reader takes a keyword that was found, and reads on behind it; those of its two ends are `bounds`.
"""

import re

from gazetteer import bounds, extent_patterns
from gazetteer.act_patterns import RESTORES
from gazetteer.cursors import Cursor
from gazetteer.former_readers import RENAME_AHEAD
from gazetteer.kinds import Kind, Phrase
from gazetteer.name_patterns import ends_as_road
from gazetteer.no_names import is_no_name
from gazetteer.patterns import SIDE, WORD
from gazetteer.stops import read_value
from gazetteer.told_patterns import is_told

_VOWELS = frozenset("aeiouüAEIOUÜāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")
_ADJOINS_SHORT = re.compile(f"(?P<side>{SIDE})(?:邻接?|临|靠)")


# 东邻A，西接B，南靠C，北临D: what lies round it, and where it runs between is not said
_FOUR_SIDES = re.compile(rf"(?:{SIDE}(?:邻接?|临|靠|接|抵|达|连|通)[^，。；、]{{1,24}}[，、]?){{4}}")


def read_bucket(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """变更前：, 延伸后, 现启用: which of a road's extents the next ends belong to."""
    for word in ("before", "after", "present", "plan", "now", "extra"):
        if found[word]:
            cursor.stretch = word == "now"
            return Phrase(Kind.BUCKET, *found.span(), word=word)
    raise AssertionError


def read_afresh(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """更名后的N，: where the road runs is told again, as a whole; 并入后河路， is no more than the road 后河路."""
    if found["taken_in"] and found["anew"] and found["anew"] not in cursor.text[: found.start()]:
        return None
    return Phrase(Kind.BUCKET, *found.span(), word="afresh")


def read_ends_noun(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """起止点为: both ends follow, perhaps without a word of their own."""
    cursor.started = True
    return Phrase(Kind.ENDS, *found.span())


def read_resized(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """长度由1.8公里调整为4.6公里."""
    kind = Kind.LENGTH if found["resized_what"][-1] in "长度程" and "宽" not in found["resized_what"] else Kind.WIDTH
    return Phrase(
        kind,
        *found.span(),
        value=found.span("resized_to"),
        other=found.span("resized_from"),
        unit=found["resized_unit"],
    )


def read_both_sizes(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """长、宽分别为1260米、36米."""
    length, width = found.span("both_length"), found.span("both_width")
    unit = found["both_unit"] or found["both_unit_2"]
    return Phrase(Kind.LENGTH, *found.span(), value=length, other=width, word="both", unit=unit)


def read_length(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """长1300米."""
    about = bool((found["length_about"] and found["length_about"] != "达") or found["length_more"])
    word = "was" if found["length_was"] else ""
    value = found.span("length")
    return Phrase(Kind.LENGTH, *found.span(), value=value, unit=found["length_unit"], about=about, word=word)


def read_each(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """长度分别为510米、495米."""
    kind = Kind.WIDTH if "宽" in found["each_word"] else Kind.LENGTH
    return Phrase(kind, *found.span(), value=found.span("each"), word="each")


# 路基宽12米、路面宽8米: the width is told beside the bed's
_PAVED = re.compile("(?<!路基)宽度?(?:均?为|约|：)*\\d|\\d米宽")


def read_width(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """宽9~12.5米."""
    about = bool((found["width_about"] and found["width_about"] != "达") or found["width_more"])
    if found["width_word"].startswith("路基") and _PAVED.search(cursor.text):
        return Phrase(Kind.REMARK, *found.span())
    word = "was" if found["width_was"] else ""
    value = found.span("width")
    return Phrase(Kind.WIDTH, *found.span(), value=value, unit=found["width_unit"], about=about, word=word)


def read_roadway(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """车行道宽12米: the road's own width where no other is told."""
    about = bool((found["roadway_about"] and found["roadway_about"] != "达") or found["roadway_over"])
    unit = found["roadway_unit"]
    return Phrase(Kind.WIDTH, *found.span(), value=found.span("roadway"), unit=unit, about=about, word="roadway")


# …，南至B，2310米 (or 13.5公里): no road is as wide as that
_FAR = re.compile(r"(?:1[5-9]|[2-9]\d|\d{2}\d)\d(?:\.\d+)?")


def read_bare(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """仅95米 or 1300米长; a number of metres without a word what they measure is none."""
    far = cursor.started and found["bare_unit"] in ("公里", "千米") and cursor.text[found.start() - 1] in "，）、"
    alone = cursor.started and cursor.text[found.start() - 1] == "，" and _FAR.fullmatch(found["bare"]) is not None
    if not (found["bare_about"] or found["bare_long"] or far or alone):
        return None  # a number of metres and not a word what they measure
    about = found["bare_about"] in ("约", "近") or bool(found["bare_more"])
    return Phrase(Kind.LENGTH, *found.span(), value=found.span("bare"), unit=found["bare_unit"], about=about)


def read_thick(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """20米宽."""
    return Phrase(Kind.WIDTH, *found.span(), value=found.span("thick"), unit=found["thick_unit"])


def read_course(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """东西走向."""
    return Phrase(Kind.COURSE, *found.span(), value=found.span("course"))


def read_adjoins(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """北侧为栖霞小学; the start where the other end follows (北邻A，南抵B)."""
    all_round = _FOUR_SIDES.match(cursor.text, found.start()) is not None
    side = None if cursor.started or all_round else _ADJOINS_SHORT.match(found[0])
    if side is not None and bounds.other_soft_follows(cursor, found):
        cursor.started = True
        return Phrase(Kind.FROM, *found.span(), value=(found.start() + side.end(), found.end()), side=side["side"])
    return Phrase(Kind.BESIDE, *found.span(), value=found.span())


# 位于城东的甲路以乙桥为界拆分: the road, and no more of where it lies
_DIVIDED_THERE = re.compile(rf"的(?={WORD}{{1,13}}?[路街巷弄道]以[^，。；]{{1,24}}?为界)")
# 位于甲区的乙路起止点由“东起…: whose ends move
_MOVED_THERE = re.compile(
    rf"的(?=(?!道路|路段|街巷)“?{WORD}{{1,13}}?[路街巷弄道]”?(?:的?(?:起止点|起讫点|起止位置|[起止终讫]点)(?:由|从|调|变|为|：)|由(?=“?(?:{SIDE}[起至]|[起自]))))"
)
_RESTORED_AHEAD = re.compile(RESTORES)
_OF_LISTED = re.compile("的(?=“?[^，。；、的]{2,10}[路街巷弄]”?、)")
# 位于西营镇的规划一路（东起…）、规划二路（…）
_OF_BRACKETED = re.compile(rf"的(?=[^，。；、（）的]{{2,12}}[路街巷弄道]（{SIDE}起)")


def _opens_sentence(cursor: Cursor, at: int) -> bool:
    """Whether a sentence or an item begins at `at`."""
    return at == 0 or cursor.text[at - 1] in "。；.、）\n将"


_ENDS_TOLD = re.compile(rf"{SIDE}(?:侧|端|面)?(?:起|至|自|从|接|连)|[起始][于自]|[起止终讫]点")


def read_place(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """位于S, a range in brackets behind it left out."""
    if found[0].endswith("：") and _ENDS_TOLD.match(cursor.text, found.end()):
        return Phrase(Kind.FILLER, *found.span())  # 地理位置：东起甲路，西至乙路
    start, end = read_value(cursor, found.end())
    opener = cursor.text.find("（", start, end)
    if (
        opener > start
        and (range_ := extent_patterns.RANGE.match(cursor.text, opener + 1))
        and cursor.pairs.get(opener) == range_.end()
    ):
        end = opener
    if end <= start:
        return None
    first_of = cursor.text.find("的", start + 2, end)
    if (
        first_of > 0
        and (listed := _OF_LISTED.search(cursor.text, first_of, end))
        and _opens_sentence(cursor, found.start())
    ):
        end = listed.end()  # 将位于城东的甲街、乙街合并为一条
    elif first_of > 0 and (bracketed := _OF_BRACKETED.search(cursor.text, first_of, end)):
        end = bracketed.end()
    elif cursor.text.find("为界", start, end) > 0 and (divided := _DIVIDED_THERE.search(cursor.text, start + 2, end)):
        end = divided.end()
    elif (moved := _MOVED_THERE.search(cursor.text, start + 2, end)) and _opens_sentence(cursor, found.start()):
        end = moved.end()  # 位于甲区的乙路起止点由
    elif (of := cursor.text.find("的", start + 2, end - 2)) > 0 and (
        RENAME_AHEAD.match(cursor.text, end) or _RESTORED_AHEAD.match(cursor.text, end)
    ):
        end = of + 1 if ends_as_road(cursor.text[of + 1 : end]) else end  # 位于老城的胜利二巷更名为
    elif of > 0 and cursor.text[end : end + 1] == "，" and is_told(cursor.text, of + 1, end):
        end = of + 1  # 位于甲镇的乙路已拓宽，更名为
    elif (
        of > 0
        and (cursor.text[end : end + 1] in ("，", "：", "（", "、") or _TOLD_OF.match(cursor.text, end))
        and _opens_sentence(cursor, found.start())
    ):
        own = cursor.text[of + 1 : end]
        end = of + 1 if ends_as_road(own) and not is_no_name(own) else end  # 位于西营镇的大南营路，东起…
    return Phrase(Kind.PLACE, found.start(), end, value=(start, end))


# 位于西营镇的大南营路 向西延长，… | 起止点由…: what is told of a road
_TOLD_OF = re.compile(
    rf"(?:继续)?[向往]{SIDE}(?:继续)?(?:延|打通|缩)|的?(?:起止点|起讫点|起止位置|[起止]点)(?:由|从|调|变|为)"
)


# ，连接A与B，
_LINKS = re.compile(rf"(?P<a>{WORD}{{2,16}}?[路街道巷线桥])[与和及](?P<b>{WORD}{{2,16}}[路街道巷线桥])(?=[，。；])")
# 经船闸，鸬鹚街，晒鲞场，至码头: places told apart by commas, the end behind them
_VIA_ON = re.compile(
    rf"(?:，(?![起止终宽沿经途折转再由从至到]|全长|长约?\d|位于|[往向]{SIDE}|{SIDE}(?:起|至|止|接))[^，。；：（）“”]{{2,14}}){{1,8}}"
    rf"(?=，(?:最后|直)?(?:[至到]|止于|终点|{SIDE}[至止]))"
)


def read_via(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """途经C、D."""
    if found["via"] == "连接" and not cursor.started and (ends := _LINKS.match(cursor.text, found.end())):
        cursor.started = True
        return Phrase(Kind.RANGE, found.start(), ends.end(), value=ends.span("a"), other=ends.span("b"))
    if found["via"] in ("连接", "连通") and (linked := extent_patterns.LINKED.match(cursor.text, found.start())):
        cursor.started = True
        return Phrase(Kind.RANGE, *linked.span(), value=linked.span("a"), other=linked.span("b"))
    start, end = read_value(cursor, found.end(), plain=found["via"] in ("经", "过", "穿", "跨"))
    if "经" in found["via"] and (more := _VIA_ON.match(cursor.text, end)):
        end = more.end()
    return Phrase(Kind.VIA, found.start(), end, value=(start, end), word=found["via"]) if end > start else None


def read_roman(_cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """A romanisation, with its label or long enough to be one."""
    if not found["roman_label"] and not _is_roman(found["roman"]):
        return None
    return Phrase(Kind.ROMAN, *found.span(), value=found.span("roman"))


def _is_roman(words: str) -> bool:
    letters = [char for char in words if char.isalpha()]
    return len(letters) >= 3 and len(letters) * 2 > len(words) and any(char in _VOWELS for char in letters)
