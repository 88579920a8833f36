"""The phrases that begin with a keyword: which word begins which, and what it says.

The keywords that may begin with the character at a place are tried there in their order; the first that fits has a
reader, or only a kind.
"""

import re
from collections.abc import Callable

from gazetteer import act_patterns, bounds, extent_patterns, measure_patterns, name_patterns, remark_patterns
from gazetteer.choices import Choice
from gazetteer.cursors import Cursor
from gazetteer.kinds import Kind, Name, Phrase
from gazetteer.name_patterns import ROAD_END
from gazetteer.names import read_names, stretch_within
from gazetteer.patterns import WORD, any_of
from gazetteer.stops import read_value

Reader = Callable[[Cursor, re.Match[str]], Phrase | None]
_VOWELS = frozenset("aeiouüAEIOUÜāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")
# 原O更名为: where the former name ends
_RENAME_AHEAD = re.compile(
    r"(?:予以|拟|正式|现|则|统一)*(?:更名|改名|改称|更改|变更|改|命名|拆分|划分|分)(?:为|成)|合并|统称|合称"
)
# 原涪兴街注销
_CANCEL_AHEAD = re.compile(
    rf"{WORD}{{2,16}}?{name_patterns.GENERIC_LAST}(?=(?:名称|地名|路名|道路)?(?:同时|予以|一并){{0,2}}(?:注销|销名|撤销|废止))"
)
# （原A、B） | 原A、B合并为
_FORMERS_END = re.compile(
    r"[）。；，]|$|(?:等?[二两三四五六七八九\d]条(?:道路|路段|街巷|路|街|巷)?)?(?:(?:连通|打通|贯通|合并|整合|连接)后?)?(?:后|均|现)?(?:统一|拟|予以)?(?:合并|统称|合称|更名|改名|改称|命名)"
)
# 因…，命名为N | 因…，西至B | 因…，位于S
_REASON_STOP = re.compile(
    any_of(
        r"[。；\n）]",
        rf"，(?=(?:拟|现|同意|建议|申请|故|特|因此)?(?:命名|更名|改|取名|定名)(?:名)?为(?:“|{WORD}))",
        rf"，(?={extent_patterns.FACT_AHEAD})",
        r"(?=拟(?:改|命名|更名)为)|，?(?=(?:该|其)?(?:名称|地名|路名)?(?:现|拟|同时)?(?:予以|应予)(?:注销|销名|撤销|废止|取消))",
        r"，(?=(?:拟|现|同意|决定)?将|原(?!有|来|本|因)|位于|对)",
        r"，?(?=将该|将其)",
        r"的(?=“)",
    )
)


def read_bucket(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """变更前：, 延伸后, 现启用: which of a road's extents the next ends belong to."""
    for word in ("before", "after", "plan", "now", "extra"):
        if found[word]:
            cursor.stretch = word == "now"
            return Phrase(Kind.BUCKET, *found.span(), word=word)
    raise AssertionError


def read_afresh(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """更名后的N，: where the road runs is told again, as a whole."""
    return Phrase(Kind.BUCKET, *found.span(), word="afresh")


def read_ends_noun(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """起止点为: both ends follow, perhaps without a word of their own."""
    cursor.started = True
    return Phrase(Kind.ENDS, *found.span())


def read_given_up(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """建国一路名称同时取消, of a road told of just before."""
    told = cursor.text.find(found["given_name"], max(0, found.start() - 80), found.start()) >= 0
    return Phrase(Kind.REMARK, *found.span()) if told else None


def read_working(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """的规划一路, right before the verb that names it."""
    return Phrase(Kind.ALIAS, *found.span(), value=found.span("working"))


def read_alias(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """原规划名P."""
    start, end = read_value(cursor, found.end())
    return Phrase(Kind.ALIAS, found.start(), end, value=(start, end)) if end > start else None


def read_former(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """原O, up to a verb that renames it; before a verb that cancels it a road of its own."""
    start, end = read_value(cursor, found.end())
    if cancelled := _CANCEL_AHEAD.match(cursor.text, found.end()):
        return Phrase(Kind.HEAD, found.start(), cancelled.end(), names=(Name(cancelled.span()),))
    if (listed := cursor.text.find("、", start, end)) > start:
        names, stop = read_names(cursor, start, True)
        follows = _FORMERS_END.match(cursor.text, stop)
        if follows and all(ROAD_END.search(cursor.text[slice(*name.at)]) for name in names):
            return Phrase(Kind.FORMER, found.start(), stop, value=names[0].at, names=names)
        end = listed
    if end - start < 2 or end - start > 60:
        return None
    renamed = _RENAME_AHEAD.search(cursor.text, start, end)
    if renamed:
        end = renamed.start()
    if end - start < 2:
        return None
    close = cursor.pairs.get(start)
    if close is not None and close < end:
        if (stretch := stretch_within(cursor, start + 1, close)) is not None:
            return Phrase(Kind.FORMER, found.start(), stretch, value=(start + 1, stretch), quoted=True)
        return Phrase(Kind.FORMER, found.start(), close + 1, value=(start + 1, close), quoted=True)
    bracket = cursor.text.find("（", start, end)
    if bracket > start:
        end = bracket
    return Phrase(Kind.FORMER, found.start(), end, value=(start, end))


def read_named(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """命名为N, or several names (分别命名为N1、N2)."""
    listed = any(word in found["named_modal"] for word in ("分别", "依次", "顺次"))
    names, end = read_names(cursor, found.end(), listed)
    if not names:
        return None
    return Phrase(
        Kind.NAMED, found.start(), end, names=names, word=found["named_modal"] + found["named_verb"], quoted=listed
    )


def read_renamed(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """更名为N; 变更为 and the like only where a road's name follows."""
    listed = any(word in found["renamed_modal"] for word in ("分别", "依次", "顺次"))
    names, end = read_names(cursor, found.end(), listed)
    if not names:
        return None
    if found["renamed_verb"].startswith(("变更", "调整", "改为", "更改", "并入", "合并")) and not ROAD_END.search(
        cursor.text[slice(*names[0].at)]
    ):
        return None
    return Phrase(
        Kind.RENAMED,
        found.start(),
        end,
        names=names,
        word=found["renamed_modal"] + found["renamed_verb"],
        quoted=listed,
    )


def read_split(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """分为N1、N2: two or more whole names, each of three characters at least."""
    names, end = read_names(cursor, found.end(), True)
    whole = all(ROAD_END.search(cursor.text[slice(*name.at)]) and name.at[1] - name.at[0] > 2 for name in names)
    if len(names) < 2 or not whole:
        return Phrase(Kind.REMARK, *found.span())
    return Phrase(Kind.SPLIT, found.start(), end, names=names, word=found["split"], quoted=True)


def read_keep_name(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """沿用“N”的名称."""
    names, end = read_names(cursor, found.end(), False)
    if not names:
        return None
    if not names[0].quoted and not ROAD_END.search(cursor.text[slice(*names[0].at)]):
        return read_reason(cursor, found)  # 沿用民间名称: why it is called so
    return Phrase(Kind.NAMED, found.start(), end, names=names, word=found["keep_name"])


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


def read_length(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """长1300米."""
    about = bool((found["length_about"] and found["length_about"] != "达") or found["length_more"])
    return Phrase(Kind.LENGTH, *found.span(), value=found.span("length"), unit=found["length_unit"], about=about)


def read_width(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """宽9~12.5米."""
    about = bool((found["width_about"] and found["width_about"] != "达") or found["width_more"])
    return Phrase(Kind.WIDTH, *found.span(), value=found.span("width"), unit=found["width_unit"], about=about)


def read_bare(_cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """仅95米 or 1300米长; a number of metres without a word what they measure is none."""
    if not (found["bare_about"] or found["bare_long"]):
        return None  # a number of metres and not a word what they measure
    about = found["bare_about"] in ("约", "近") or bool(found["bare_more"])
    return Phrase(Kind.LENGTH, *found.span(), value=found.span("bare"), unit=found["bare_unit"], about=about)


def read_thick(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """20米宽."""
    return Phrase(Kind.WIDTH, *found.span(), value=found.span("thick"), unit=found["thick_unit"])


def read_course(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """东西走向."""
    return Phrase(Kind.COURSE, *found.span(), value=found.span("course"))


def read_adjoins(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """北侧为栖霞小学."""
    return Phrase(Kind.BESIDE, *found.span(), value=found.span())


def read_place(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """位于S, a range in brackets behind it left out."""
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
    return Phrase(Kind.PLACE, found.start(), end, value=(start, end))


def read_via(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """途经C、D."""
    start, end = read_value(cursor, found.end(), plain=found["via"] == "经")
    return Phrase(Kind.VIA, found.start(), end, value=(start, end), word=found["via"]) if end > start else None


def read_reason(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """因…, up to the verb or the end it leads to."""
    end = _REASON_STOP.search(cursor.text, found.end())
    stop = end.start() if end else cursor.size
    if stop - found.start() < 2:
        return None
    return Phrase(Kind.REASON, found.start(), stop, value=(found.start(), stop))


def read_roman(_cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """A romanisation, with its label or long enough to be one."""
    if not found["roman_label"] and not _is_roman(found["roman"]):
        return None
    return Phrase(Kind.ROMAN, *found.span(), value=found.span("roman"))


def _is_roman(words: str) -> bool:
    letters = [char for char in words if char.isalpha()]
    return len(letters) >= 3 and len(letters) * 2 > len(words) and any(char in _VOWELS for char in letters)


# in the order in which they are tried
_KEYWORDS: dict[str, tuple[str, Reader | Kind]] = {
    "resized": (measure_patterns.RESIZED, read_resized),
    "flow": (extent_patterns.FLOW, Kind.REMARK),
    "shared": (extent_patterns.SHARED, Kind.SHARED),
    "kept": (extent_patterns.KEPT_END, bounds.read_kept),
    "on_top": (act_patterns.ON_TOP, Kind.REMARK),
    "remains": (act_patterns.REMAINS, Kind.REMARK),
    "given_up": (act_patterns.GIVEN_UP, read_given_up),
    "joined": (act_patterns.JOINED, Kind.MERGED),
    "working": (act_patterns.WORKING, read_working),
    "moved": (extent_patterns.MOVED_END, bounds.read_moved),
    "moved_on": (extent_patterns.MOVED_ON, bounds.read_moved_on),
    "original": (extent_patterns.ORIGINAL_END, bounds.read_original),
    "built_part": (act_patterns.BUILT, Kind.REMARK),
    "bucket": (extent_patterns.BUCKET, read_bucket),
    "afresh": (extent_patterns.AFRESH, read_afresh),
    "changed": (act_patterns.CHANGED, Kind.CHANGED),
    "ends_noun": (extent_patterns.ENDS_NOUN, read_ends_noun),
    "alias": (act_patterns.ALIAS, read_alias),
    "renamed": (act_patterns.RENAMED, read_renamed),
    "named": (act_patterns.NAMED, read_named),
    "keep_name": (act_patterns.KEEP_NAME, read_keep_name),
    "from_side": (extent_patterns.FROM_SIDE, bounds.read_from_side),
    "cited": (remark_patterns.CITED, Kind.REMARK),
    "adjoins": (extent_patterns.ADJOINS, read_adjoins),
    "offset": (extent_patterns.OFFSET, bounds.read_offset),
    "course": (extent_patterns.COURSE, read_course),
    "route": (extent_patterns.ROUTE, bounds.read_route),
    "to_side": (extent_patterns.TO_SIDE, bounds.read_to_side),
    "meets": (extent_patterns.MEETS, bounds.read_meets),
    "soft_side": (extent_patterns.TO_SIDE_SOFT, bounds.read_soft_side),
    "from_plain": (extent_patterns.FROM_PLAIN, bounds.read_from_plain),
    "to_plain": (extent_patterns.TO_PLAIN, bounds.read_to_plain),
    "part_width": (measure_patterns.PART_WIDTH, Kind.REMARK),
    "length": (measure_patterns.LENGTH, read_length),
    "width": (measure_patterns.WIDTH, read_width),
    "thick": (measure_patterns.BARE_WIDTH, read_thick),
    "bare": (measure_patterns.BARE_LENGTH, read_bare),
    "place": (extent_patterns.PLACE, read_place),
    "via": (extent_patterns.VIA, read_via),
    "former": (act_patterns.FORMER, read_former),
    "stretched": (act_patterns.STRETCHED, Kind.STRETCHED),
    "cancelled": (act_patterns.CANCELLED, Kind.CANCELLED),
    "merged": (act_patterns.MERGED, Kind.MERGED),
    "divided": (act_patterns.DIVIDED, Kind.SPLIT),
    "split": (act_patterns.SPLIT, read_split),
    "parted": (act_patterns.PARTED, Kind.REMARK),
    "reason": (act_patterns.REASON, read_reason),
    "roman": (name_patterns.ROMANISED, read_roman),
    "from_word": (extent_patterns.FROM_WORD, bounds.read_from_word),
}
# the characters a keyword may begin with: at any other it is not tried (one that is not listed is tried everywhere)
OPENINGS = {
    "resized": "全宽红道长",
    "flow": "从由自",
    "shared": r"\d七三上两九二五以八六十四述",
    "kept": "东南西北原来止终讫起道",
    "on_top": "在",
    "joined": "与并",
    "working": "待拟新无暂的规",
    "moved": "东南西北从修原变向外将延往截把拓接止由的移终继续缩自讫调起顺",
    "moved_on": "由",
    "original": "从原将把由自",
    "built_part": "已现目",
    "bucket": "东南西北修原变合延整新更现缩规调",
    "afresh": "合命改更",
    "changed": "予修分变将延拟改更现由统缩调",
    "ends_noun": "区整的范走起道",
    "alias": "也俗别原又地小工建方施暂曾现简规项",
    "renamed": "也予仍依其分则变可合同均将已并应建恢拟改故暂更正现申统规调重顺",
    "named": "也予仍依其冠分则取可同名命均定将已并应建得恢拟故暂标正现申称统调起重顺",
    "keep_name": "保决同恢沿继",
    "from_side": "东南西北",
    "adjoins": "东南西北",
    "offset": "向往",
    "course": "东南西北一为全呈圆基大总整是环系该路道",
    "route": "东南西北再又后向呈复并弯往成折拐拟沿然现绕继而至转",
    "to_side": "东南西北",
    "meets": "东南西北",
    "soft_side": "东南西北",
    "from_plain": "上原始起道",
    "to_plain": "下到延接止终至讫迄道",
    "part_width": "两中人单双各左慢机绿行车辅非",
    "length": "全总线该路道里长",
    "width": "均宽平现红规设路道",
    "thick": r"\d〇一七万三两九二五八六十千四百零",
    "bare": r"\d〇一七万三不两九二五仅八六共十千四百约达近长零",
    "place": "位具地坐处座所穿跨道",
    "via": "串依横沿穿纵经贯跨路连途",
    "former": "为即原是系",
    "stretched": "延调",
    "cancelled": "一不予停共取同名地并废拟指撤注现路还道销",
    "merged": "合道",
    "divided": "一予以分划将拆拟现",
    "split": "一予以分划将拆拟现由",
    "parted": "以",
    "reason": "与为以传体保借出原取名含命因地均寓就延引得意据改故更沿源理用由的结缘表该象路道都鉴",
    "roman": r"地标的汉罗拼A-Za-z0-9'’`´·.\-ɑɡ\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff",
    "from_word": "从由自",
}
MEASURES = frozenset(("length", "width", "thick", "bare", "part_width", "resized"))
EXTENTS = frozenset(("meets", "from_side", "to_side", "original", "from_plain", "to_plain", "route", "soft_side"))


_CHOICE = Choice({name: pattern for name, (pattern, _) in _KEYWORDS.items()}, OPENINGS)


def find_keyword(text: str, at: int) -> str | None:
    """Which keyword stands at `at`, or None."""
    chosen = _CHOICE.match(text, at)
    return chosen[0] if chosen else None


def read_keyword(cursor: Cursor, at: int) -> Phrase | None:
    """The phrase that a keyword at `at` begins, or None."""
    chosen = _CHOICE.match(cursor.text, at)
    if chosen is None:
        return None
    name, found = chosen
    reader = _KEYWORDS[name][1]
    if isinstance(reader, Kind):
        return Phrase(reader, *found.span(), word=found[0])
    return reader(cursor, found)
