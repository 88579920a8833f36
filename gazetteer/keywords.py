"""The phrases that begin with a keyword: which word begins which, and what it says.

The keywords that may begin with the character at a place are tried there in their order; the first that fits has a
reader, or only a kind.
"""

import re
from collections.abc import Callable

from gazetteer import (
    act_patterns,
    bounds,
    extent_patterns,
    fact_readers,
    former_readers,
    measure_patterns,
    name_patterns,
    name_readers,
    remark_patterns,
)
from gazetteer.choices import Choice, Chosen
from gazetteer.cursors import Cursor
from gazetteer.kinds import Kind, Phrase

Reader = Callable[[Cursor, re.Match[str]], Phrase | None]
# in the order in which they are tried
_KEYWORDS: dict[str, tuple[str, Reader | Kind]] = {
    "resized": (measure_patterns.RESIZED, fact_readers.read_resized),
    "flow": (extent_patterns.FLOW, Kind.REMARK),
    "shared": (extent_patterns.SHARED, Kind.SHARED),
    "kept": (extent_patterns.KEPT_END, bounds.read_kept),
    "on_top": (act_patterns.ON_TOP, Kind.REMARK),
    "part_kept": (act_patterns.PART_KEPT, name_readers.read_part_kept),
    "remains": (act_patterns.REMAINS, Kind.REMARK),
    "given_up": (act_patterns.GIVEN_UP, former_readers.read_given_up),
    "joined_to": (act_patterns.JOINED_TO, name_readers.read_joined_to),
    "joined_with": (act_patterns.JOINED_WITH, name_readers.read_joined_with),
    "joined": (act_patterns.JOINED, Kind.MERGED),
    "working": (act_patterns.WORKING, former_readers.read_working),
    "was": (extent_patterns.WAS_END, bounds.read_was),
    "moved": (extent_patterns.MOVED_END, bounds.read_moved),
    "moved_on": (extent_patterns.MOVED_ON, bounds.read_moved_on),
    "extended": (extent_patterns.EXTENDED, bounds.read_extended),
    "original": (extent_patterns.ORIGINAL_END, bounds.read_original),
    "built_part": (act_patterns.BUILT, Kind.REMARK),
    "changed": (act_patterns.CHANGED, Kind.CHANGED),
    "bucket": (extent_patterns.BUCKET, fact_readers.read_bucket),
    "afresh": (extent_patterns.AFRESH, fact_readers.read_afresh),
    "loop": (extent_patterns.LOOP, bounds.read_loop),
    "ends_noun": (extent_patterns.ENDS_NOUN, fact_readers.read_ends_noun),
    "alias": (act_patterns.ALIAS, former_readers.read_alias),
    "called": (act_patterns.CALLED, former_readers.read_alias),
    "united": (act_patterns.UNITED, Kind.REMARK),
    "restored": (act_patterns.RESTORED, name_readers.read_restored),
    "now_named": (act_patterns.NOW_NAMED, former_readers.read_now_named),
    "keeps_told": (act_patterns.KEEPS_TOLD, name_readers.read_keeps_told),
    "replaced": (act_patterns.REPLACED, name_readers.read_replaced),
    "made_of": (act_patterns.MADE_OF, former_readers.read_made_of),
    "came_of": (act_patterns.CAME_OF, former_readers.read_came_of),
    "by_name": (act_patterns.BY_NAME, name_readers.read_by_name),
    "part_named": (remark_patterns.PART_NAMED, Kind.REMARK),
    "unchanged": (remark_patterns.UNCHANGED, Kind.REMARK),
    "staying": (remark_patterns.STAYING, Kind.REMARK),
    "mainly": (act_patterns.MAINLY, name_readers.read_mainly),
    "swapped": (act_patterns.SWAPPED, name_readers.read_swapped),
    "renamed": (act_patterns.RENAMED, name_readers.read_renamed),
    "renamed_into": (act_patterns.RENAMED_INTO, name_readers.read_renamed_into),
    "named": (act_patterns.NAMED, name_readers.read_named),
    "keep_name": (act_patterns.KEEP_NAME, name_readers.read_keep_name),
    "from_side": (extent_patterns.FROM_SIDE, bounds.read_from_side),
    "cited": (remark_patterns.CITED, Kind.REMARK),
    "of_item": (remark_patterns.OF_ITEM, Kind.REMARK),
    "adjoins": (extent_patterns.ADJOINS, fact_readers.read_adjoins),
    "offset": (extent_patterns.OFFSET, bounds.read_offset),
    "course": (extent_patterns.COURSE, fact_readers.read_course),
    "route": (extent_patterns.ROUTE, bounds.read_route),
    "to_side": (extent_patterns.TO_SIDE, bounds.read_to_side),
    "meets": (extent_patterns.MEETS, bounds.read_meets),
    "across": (extent_patterns.ACROSS, bounds.read_across),
    "soft_side": (extent_patterns.TO_SIDE_SOFT, bounds.read_soft_side),
    "tip": (extent_patterns.TIP, bounds.read_tip),
    "shifted": (extent_patterns.SHIFTED, Kind.REMARK),
    "from_plain": (extent_patterns.FROM_PLAIN, bounds.read_from_plain),
    "to_plain": (extent_patterns.TO_PLAIN, bounds.read_to_plain),
    "roadway": (measure_patterns.ROADWAY, fact_readers.read_roadway),
    "part_width": (measure_patterns.PART_WIDTH, Kind.REMARK),
    "both_sizes": (measure_patterns.BOTH_SIZES, fact_readers.read_both_sizes),
    "length": (measure_patterns.LENGTH, fact_readers.read_length),
    "width": (measure_patterns.WIDTH, fact_readers.read_width),
    "each": (measure_patterns.EACH, fact_readers.read_each),
    "thick": (measure_patterns.BARE_WIDTH, fact_readers.read_thick),
    "bare": (measure_patterns.BARE_LENGTH, fact_readers.read_bare),
    "place": (extent_patterns.PLACE, fact_readers.read_place),
    "via": (extent_patterns.VIA, fact_readers.read_via),
    "former": (act_patterns.FORMER, former_readers.read_former),
    "stretched": (act_patterns.STRETCHED, Kind.STRETCHED),
    "cancelled": (act_patterns.CANCELLED, Kind.CANCELLED),
    "merged": (act_patterns.MERGED, Kind.MERGED),
    "divides": (act_patterns.DIVIDES, name_readers.read_divides),
    "divided": (act_patterns.DIVIDED, Kind.SPLIT),
    "broken": (act_patterns.BROKEN, Kind.SPLIT),
    "split": (act_patterns.SPLIT, name_readers.read_split),
    "parted": (act_patterns.PARTED, Kind.REMARK),
    "reason": (act_patterns.REASON, name_readers.read_reason),
    "roman": (name_patterns.ROMANISED, fact_readers.read_roman),
    "both_tips": (extent_patterns.BOTH_TIPS, bounds.read_both_tips),
    "when": (act_patterns.WHEN, Kind.REMARK),
    "extends": (extent_patterns.EXTENDS_OTHER, Kind.REMARK),
    "from_word": (extent_patterns.FROM_WORD, bounds.read_from_word),
}
# the characters a keyword may begin with: at any other it is not tried (one that is not listed is tried everywhere)
OPENINGS = {
    "resized": "全宽红道长",
    "flow": "从由自东北南西",
    "shared": r"\d七三上两九二五以八六十四述",
    "kept": "东南西北原来止终讫起道的",
    "on_top": "在",
    "joined_to": "与",
    "joined": "与并",
    "joined_with": "与并",
    "working": "待拟新无暂的规",
    "moved": "前后推展东南西北从修原变向外将延往截把拓接止由的移终继续缩自讫调起顺内回改更退",
    "moved_on": "由从",
    "was": "原东南西北起止终讫端",
    "extended": "继延顺续",
    "original": "从原将把由自",
    "built_part": "已现目",
    "bucket": "东南西北修原变合延整新更现缩规调接",
    "afresh": "合命改更归并划纳贯连打",
    "changed": "相随建同予修分变将延拟改更现由统缩调为",
    "loop": "起",
    "ends_noun": "四区整的范走起道地",
    "alias": "临当群惯古旧也俗别原又地备小工建方施暂曾现简规项",
    "called": "建施规设修立民当群居百市过以旧一长大习俗惯叫常通称",
    "united": "并与",
    "restored": "恢名路地街",
    "now_named": "现指即",
    "keeps_told": "建同决拟予现继沿",
    "replaced": "由现改均统",
    "made_of": "由系现是",
    "came_of": "由系现是",
    "by_name": "以",
    "part_named": "该此本其东南西北",
    "unchanged": "长宽走其全路道",
    "staying": "驻沿周附道两",
    "renamed": "单复也予仍推依其分则变可合同均将已并应建恢拟改故暂更正现申统规调重顺→今纳易换被决确特一归划",
    "named": "单通为保沿延仍继也予仍推依其冠分则取可同名命均定将已并应建得恢拟故暂标正现申称统调起重顺地路道被决确特一",
    "keep_name": "保决同恢沿继统合整",
    "from_side": "东南西北",
    "of_item": "原公通批文",
    "adjoins": "东南西北",
    "offset": "向往",
    "course": "东南西北一为全呈圆基大总整是环系该路道",
    "route": "东南西北再又后向呈复并弯往成折拐拟沿环然现绕继而至转蜿顺此本",
    "to_side": "东南西北",
    "meets": "东南西北",
    "across": "东南西北",
    "soft_side": "东南西北",
    "from_plain": "上原始起道",
    "to_plain": "下到通延接止终至讫迄道直达",
    "roadway": "主其双机车行",
    "part_width": "其包含路延新增两中人单双各左慢机绿行车辅非",
    "both_sizes": "长道规",
    "length": "L全总线该路道里长设规原",
    "width": "BW含总均宽平现红规设路道幅原",
    "thick": r"\d〇一七万三两九二五八六十千四百零",
    "bare": r"\d〇一七万三不两九二五仅八六共十千四百约达近长零",
    "place": "位具地坐处座所穿跨道在属横纵贯隶全该沿均都",
    "via": "中串依横沿穿纵经贯跨路连途过",
    "former": "为即原是系更改变",
    "stretched": "延调",
    "cancelled": "一不决予停共取同名地并废拟指撤注现路还道销随相也均即宣作弃收",
    "merged": "合道整组连贯实本原为是系并归打",
    "divides": "同决现拟将以",
    "divided": "一予以分划将拆拟现原由被",
    "broken": "在于",
    "split": "一予以分划将拆拟现由",
    "parted": "以",
    "mainly": "以",
    "reason": "拟考主起释来与为以传体保借出原取名含命因地均寓就延引得意据改故更沿源理用由的结缘表该象路道都鉴",
    "roman": r"地标的汉罗拼A-Za-z0-9'’`´·.\-ɑɡ\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff",
    "renamed_into": "变改更",
    "tip": "东北南西",
    "shifted": "东北南止终西讫起",
    "each": "全宽总红路道长分依前",
    "both_tips": "两",
    "when": r"于曾至\d",
    "extends": "为是系属",
    "from_word": "从由自",
}
MEASURES = frozenset(("length", "width", "thick", "bare", "roadway", "part_width", "resized", "each"))
EXTENTS = frozenset(("meets", "from_side", "to_side", "original", "from_plain", "to_plain", "route", "soft_side"))


# what is tried often has one of these in it
NEEDS = {
    "was": "原",
    "part_kept": "仍继依沿保",
    "remains": "余他剩仍名",
    "given_up": "名",
    "cited": "〔悉",
    "of_item": "第",
    "called": "称叫图",
    "joined_with": "与",
    "keeps_told": "沿",
    "part_named": "已",
    "resized": "由",
    "kept": "变整状同",
    "unchanged": "变",
    "meets": "与和同",
    "each": "分依前",
    "flow": "自由从行",
    "moved": "端点",
    "original": "原",
    "adjoins": "侧面边邻临靠",
    "route": "沿绕环呈成折转拐弯向往顺",
    "across": "跨穿经",
    "soft_side": "接到抵连达邻通",
    "tip": "端头口首",
    "roadway": "车",
    "part_width": "段车行绿隔辅基",
    "broken": "断开",
    "restored": "恢",
    "replaced": "代替",
    "came_of": "由",
    "cancelled": "注销撤消取废弃停不收作",
    "merged": "合连贯条归",
    "split": "分",
    "divides": "界",
    "parted": "分",
    "mainly": "主",
    "swapped": "换调",
    "thick": "宽",
    "bucket": "前原后现整划延新",
    "shifted": "移延扩缩",
    "divided": "分界段",
}
_CHOICE = Choice({name: pattern for name, (pattern, _) in _KEYWORDS.items()}, OPENINGS, NEEDS)


def _keyword_at(cursor: Cursor, at: int) -> Chosen | None:
    """The keyword at `at` and its match; the place asked about last is remembered."""
    if cursor.asked != at:
        cursor.asked, cursor.keyword = at, _CHOICE.match(cursor.text, at)
    return cursor.keyword


def find_keyword(cursor: Cursor, at: int) -> str | None:
    """Which keyword stands at `at`, or None."""
    chosen = _keyword_at(cursor, at)
    return chosen[0] if chosen else None


def read_keyword(cursor: Cursor, at: int) -> Phrase | None:
    """The phrase that a keyword at `at` begins, or None."""
    chosen = _keyword_at(cursor, at)
    if chosen is None:
        return None
    name, found = chosen
    reader = _KEYWORDS[name][1]
    if isinstance(reader, Kind):
        return Phrase(reader, *found.span(), word=found[0])
    return reader(cursor, found)
