"""A~B: both ends in one, within a bracket or after 起止点."""

import re

from gazetteer.act_patterns import VERB_AHEAD
from gazetteer.choices import characters
from gazetteer.cursors import Cursor
from gazetteer.extent_patterns import NO_ROAD_BEFORE, PLACE_END, RANGE
from gazetteer.keywords import EXTENTS, MEASURES, find_keyword
from gazetteer.kinds import Kind, Phrase
from gazetteer.name_patterns import GENERIC, ROAD
from gazetteer.patterns import SIDE, WORD, opening
from gazetteer.wordlike_names import short_name_at

_ROAD = re.compile(ROAD)
_DASHES = frozenset("~—–-－至到")
_LONG_DASHES = frozenset("~—–")
_LONG_DASH, _FARTHEST = re.compile("[~—–]"), 900  # no dash of a range is farther from its beginning
_ENDS_NOUN = re.compile(opening("起范", "起止点|起讫点|起止位置|范围|起止") + "(?:分别|均|全部|都)?(?:为|由|是|从|：)$")


# 原起止点为A至B，现调整为
_ENDS_BECOME = re.compile("(?:起止点|起讫点|起止位置)[^。；]{3,70}(?:调整|变更|修改|更改)为$")
# 调整：甲路由乙街至丙街…: the road itself stands before its ends
_OF_ROAD = re.compile("[路街巷弄道]由.{2}")
_TOWARD = frozenset("向往")
# N：A向西北经B至C (not N：起于A向西北…)
_START = re.compile(
    rf"(?!起[于自点始]|始[于自]|{SIDE}(?:侧|端)?[起始]|位于|地处)(?:(?![由自从原]){WORD}){{1,22}}?{GENERIC}(?=(?:再|折)?[向往]{SIDE}[^。；]{{1,60}}?[至到])"
)
# N：A向西延续路段，东起…: which part of A it is
_PART_OF = re.compile(
    rf"(?:(?![由自从原]){WORD}){{1,22}}?{GENERIC}的?[向往]?{SIDE}(?:方向)?(?:延续|延伸|延长|接续|续建|拓展)的?(?:路段|段|支?线|支路|部分|道路)(?=[，。；])"
)


def start_at(cursor: Cursor, at: int) -> Phrase | None:
    """科慧大道 right behind a name and its colon where a direction follows and the other end after it, else None."""
    if at < 2 or cursor.text[at - 1] != "：" or _TOWARD.isdisjoint(characters(cursor.text)):
        return None
    if found := _PART_OF.match(cursor.text, at):
        cursor.at = found.end()
        return Phrase(Kind.BESIDE, at, found.end(), value=found.span())
    if (found := _START.match(cursor.text, at)) is None:
        return None
    cursor.at, cursor.started = found.end(), True
    return Phrase(Kind.FROM, at, found.end(), value=found.span())


def _dash_follows(text: str, at: int) -> bool:
    """Whether a long dash stands behind `at`, no farther than one of a range may."""
    return not _LONG_DASHES.isdisjoint(characters(text)) and _LONG_DASH.search(text, at, at + _FARTHEST) is not None


# what a range stands behind
BEFORE_RANGE = frozenset("（，：；、“为由是。")


# A至B，东西走向 | A至B，全长260米: what is told behind it is of a road, so both are its ends
_MEASURED = re.compile(
    r"(?:(?![向往][东南西北])[^，。；：（）“”至到起]){2,20}[至到](?:(?![向往][东南西北])[^，。；：（）“”至到]){2,20}(?:，|(?<=段)(?=全?长约?\d))"
    r"(?:[东南西北]{2,4}走向|(?:道路|路面|红线)?[全总路]?[长宽]度?约?\d|约?\d{2,5}米长)"
)
# 1.海棠路，甲路至乙路。: a name, and nothing but a range behind it
_NAME_BEFORE = re.compile(rf"(?:^|[。；：\n.、]){WORD}{{1,12}}{GENERIC}(?:（[^（）]{{1,30}}）)?，$")
_ALONE = re.compile(
    "(?:(?![向往][东南西北])[^，。；：（）“”至到起]){2,20}[至到][^，。；：（）“”至到起]{2,20}(?:[。；]|$)"
)


def _is_of_a_road(text: str, at: int) -> bool:
    """Whether the range at `at` is told of a road: with its measures, or as all that stands behind a name."""
    if text[at] in "为是系" and not text.startswith("为民", at):
        return False
    if found := _MEASURED.match(text, at):
        return text[at - 1] != "；" or "，" not in found[0]  # ；A至B段长2.5公里: a part of a road
    return (
        text[at - 1] != "；"
        and _ALONE.match(text, at) is not None
        and _NAME_BEFORE.search(text, max(0, at - 48), at) is not None
    )


_SIZE = re.compile("，(?:全长|总长|长|路?宽)度?约?\\d")
# 电话：0531—66601234
_CONTACT = re.compile("电话|联系|传真|邮[箱编]|手机")
_CALLED = re.compile("段称|[命定取更改]名为")  # A至B的路段称甲路
# （旧戏院门口起经白鹭桥至水文站止）: the start, before what lies between
_START_BY = re.compile("(?P<a>[^，。；：（）“”至到起]{2,40})起(?=途?经[^，。；：（）“”至到]{2,30}[至到])")
_ACTS = re.compile("名为|延[伸长]|调整|变更|[途跨穿路]?[经过]")


# …为界分为三段，其中甲河至乙路段更名为 | 分成两段：甲河至乙路段命名为
_OF_PART = re.compile(
    "(?:其中|将|把|自|由|从)?(?P<a>(?!其中|[将把自由从])[^，。；：（）“”至到]{2,16})[至到](?P<b>[^，。；：（）“”至到]{2,16}?)"
    f"(?:的路段|(?:(?<=[街路巷道河])|{NO_ROAD_BEFORE})路段|段)"
    f"(?={VERB_AHEAD})"
)
_DIVIDES = re.compile("为界|分段|[划拆]?分[为成]|段）?(?:拟|现|予以)?(?:更名|改名)为")


def _part_at(cursor: Cursor, at: int) -> Phrase | None:
    """甲河至乙路段, right before the verb that names this part of a road that was divided before."""
    found = _OF_PART.match(cursor.text, at) if "段" in characters(cursor.text) else None
    if found is None or _DIVIDES.search(cursor.text, 0, at) is None:
        return None
    cursor.at, cursor.started = found.end(), True
    return Phrase(Kind.RANGE, at, found.end(), value=found.span("a"), other=found.span("b"), word="part")


def range_at(cursor: Cursor, at: int) -> Phrase | None:
    """江南大道~南站 within a bracket or after 起止点, else None."""
    before = cursor.text[at - 1] if at else ""
    if before not in BEFORE_RANGE:
        return None
    if before in "，；：。" and (part := _part_at(cursor, at)) is not None:
        return part
    ends_noun = before in "：为由是" and (
        _ENDS_NOUN.search(cursor.text, max(0, at - 12), at) is not None
        or (cursor.text[at - 2] in "整更改" and _ENDS_BECOME.search(cursor.text, max(0, at - 90), at) is not None)
    )
    inside = cursor.inside(at) or ends_noun
    measured = not inside and before in "，：；" and _is_of_a_road(cursor.text, at)
    if not inside and before != "：" and not measured and not (before in "，。" and _dash_follows(cursor.text, at)):
        return None
    keyword = find_keyword(cursor, at)
    if keyword is not None and (own := short_name_at(cursor.text, at)) and cursor.text[own : own + 1] in _DASHES:
        keyword = None  # （起凤街至乙路）
    if keyword in MEASURES or (keyword in EXTENTS and keyword != "route"):
        return None
    if inside and keyword is None and (first := _START_BY.match(cursor.text, at)):
        cursor.at, cursor.started = first.end(), True
        return Phrase(Kind.FROM, at, first.end(), value=first.span("a"))
    found = RANGE.match(cursor.text, at)
    if found is None:
        return None
    if (
        _CONTACT.search(found[0])
        or (("称" in found[0] or "名为" in found[0]) and _CALLED.search(found[0]))
        or (before == "：" and "由" in found["a"] and _OF_ROAD.search(found["a"]))
    ):
        return None
    a, b, dash = found["a"], found["b"], found["dash"]
    long_dash = dash[0] in "~—–" or (before == "：" and not (a[-1].isdigit() and b[0].isdigit()))
    open_range = before in "，：。" and dash not in "至到" and long_dash and b[-1] in PLACE_END and len(a) > 1
    # N：A至B | N：A至B再向南延伸约122米
    named = dash in "至到" and (
        (measured and not _ACTS.search(found[0]))
        or (
            before == "："
            and (len(a) > 2 or _ROAD.fullmatch(a) is not None)
            and (b[-1] in PLACE_END or b[-1] in "米里")
        )
    )
    if (
        not (inside or open_range or named)
        or len(a) < 2
        or len(b) < 1
        or (a[0].isascii() and not _ROAD.search(a))
        or b[0] in "—-"
    ):
        return None
    along = named and keyword == "route" and _ROAD.fullmatch(a) is not None  # 沿江一巷至B: 沿 is of the name
    if keyword is not None and not along and (dash != "~" or keyword in EXTENTS):
        return None
    begun = found["begun"] is not None  # …宿舍起至…
    # （某立交至某路口段） | （某十字至某城门段，长730米）
    closes = cursor.pairs.get(at - 1) == found.end() or (before == "（" and _SIZE.match(cursor.text, found.end()))
    stretch = inside and closes and found[0][-1] == "段"
    if dash in "至到" and a[-1] not in PLACE_END and not (ends_noun or measured or begun or stretch):
        return None
    cursor.at = found.end()
    return Phrase(Kind.RANGE, at, found.end(), value=found.span("a"), other=found.span("b"))
