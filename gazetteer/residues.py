"""Words that no keyword begins: a name, a filler, a place, or what is left unread."""

import re
from collections.abc import Iterator

from gazetteer import act_patterns, extent_patterns, measure_patterns
from gazetteer.choices import Choice
from gazetteer.cursors import Cursor
from gazetteer.divisions import read_divisions, skip_within
from gazetteer.extent_patterns import BESIDE, LINKED
from gazetteer.keywords import NEEDS, OPENINGS, read_keyword
from gazetteer.kinds import Kind, Name, Phrase
from gazetteer.name_patterns import GENERIC_LAST, OTHER_FEATURE, ROMAN, WHICH_ONE, ends_as_road
from gazetteer.names import NAME_RUN, find_name, is_new_road, skip_lead, without_trail
from gazetteer.patterns import SIDE, WORD, opening
from gazetteer.remark_patterns import FILLER, REMARK
from gazetteer.stops import other_end_follows

# what may begin in the middle of a run of words
_INNER = {
    "bucket": extent_patterns.BUCKET,
    "changed": act_patterns.CHANGED,
    "afresh": extent_patterns.AFRESH,
    "moved": extent_patterns.MOVED_END,
    "moved_on": extent_patterns.MOVED_ON,
    "meets": extent_patterns.MEETS,
    "original": rf"(?<={GENERIC_LAST})原(?=[起止终讫]点)",
    "loop": extent_patterns.LOOP,
    "extends": extent_patterns.EXTENDS_OTHER,
    "extended": extent_patterns.EXTENDED,
    "flow": extent_patterns.FLOW,
    "divided": act_patterns.DIVIDED,
    "restored": act_patterns.RESTORED,
    "now_named": act_patterns.NOW_NAMED,
    "replaced": act_patterns.REPLACED,
    "made_of": act_patterns.MADE_OF,
    "keep_name": rf"(?<=[段侧]){act_patterns.KEEP_NAME}",
    "renamed": act_patterns.RENAMED,
    "named": act_patterns.NAMED,
    "renamed_into": act_patterns.RENAMED_INTO,
    "from_side": extent_patterns.FROM_SIDE,
    "to_side": extent_patterns.TO_SIDE,
    "kept": rf"(?<={GENERIC_LAST}){extent_patterns.KEPT_END}",
    "tip": rf"(?<={GENERIC_LAST})(?={SIDE}端点?(?:仍|起|为|在)){extent_patterns.TIP}",
    "plain": r"[起止终]点(?:仍|仍旧|依旧)?(?:为|是|位于)|[起止终讫]点：|起于|终?止于|起自"
    rf"|(?<={GENERIC_LAST})起点(?=[^，。；：]{{2,24}}[止终讫]点(?!站|[^，。；：]{{0,4}}(?:不|调|延)))",
    "ends_noun": extent_patterns.ENDS_NOUN,
    "length": f"(?!路长){measure_patterns.LENGTH}",
    "width": f"(?!路宽){measure_patterns.WIDTH}",
    "each": measure_patterns.EACH,
    "place": extent_patterns.PLACE,
    "course": r"(?:为|呈|系|是)(?:大致)?(?:东西转南北|东西|南北|东北西南|西北东南)(?:走向|方向|向)"
    rf"|(?<={GENERIC_LAST})(?:东西|南北|东北西南|西北东南)走向",
    "shape": r"(?:呈|成)(?=[“‘\"]?[^，。；：、（）“”‘’]{1,4}[”’\"]?字?[型形状])",
    "via": r"途经|途径|贯穿|横穿|路经|跨过|跨越",
    "roman": rf"(?<={GENERIC_LAST}){ROMAN}",
    "former": r"(?:即|为|系)原(?!有|来|状|址)|(?<=[路街巷道弄])原名(?=“|：|为)"
    rf"|(?<=[路街巷弄])原(?={WORD}{{2,8}}?[路街巷弄](?:{SIDE}(?:起|至)|[，。；]|$))",
    "reason": rf"因(?:其)?(?:靠近|位于|位置|与|寓意|沿|处|紧邻|临近|地处|方位|历史)|(?<={GENERIC_LAST})因(?![此而])"
    rf"|(?<={GENERIC_LAST})与(?=[^，。；]{{2,24}}(?:混淆|重名|同名|同音|谐音|近音|雷同|重复|相近|相似|冲突))",
    "split": act_patterns.SPLIT,
    "from_word": rf"(?:(?<={GENERIC_LAST})|(?<=内部)|(?<=[村区城镇]内))[自从](?!{SIDE})"
    rf"(?=[^，。；]{{2,30}}(?:起|至|到|[向往]{SIDE}))"
    rf"|(?<=[均都])[由自从](?!{SIDE})(?=[^，。；]{{2,30}}[至到])",
    "route": rf"(?<={GENERIC_LAST})[向往]{SIDE}(?:方向)?(?:延伸|延长|顺延|延展|拓展|缩短|缩减|截短)"
    "(?:至|到|(?=[，。；]))",
    "merged": r"(?:合并|整合|组合|连接|贯通)(?=，|后|[为成]同?一条)|合二为一",
    "cancelled": rf"(?:地名|道路|名称|予以|同时|一并)*(?!(?<!名称)(?<!名称予以)(?:取消|废弃)){act_patterns.CANCELS}",
    "soft_side": rf"(?<=[路街道巷弄]){extent_patterns.TO_SIDE_SOFT}",
    "adjoins": rf"(?<=[路街道巷弄]){extent_patterns.ADJOINS}",
    "when": act_patterns.WHEN,
    "both_tips": r"两[端头](?:分别|均|都|与|和|同|连|接)",
}
# the characters at which they are tried: without them that would be every character of a name
_INNER_FIRST = re.compile(
    "["
    "一整组连保沿继由与变调更延修现整新拟已将予正暂统分依顺均则也其可仍应同并故建申恢命定取起冠得名标称改合规停不两重今→于东南西北止终的道区范走原长全总里程"
    "路线该红幅均宽设平坐座地处所位途贯横经即为系呈成是因注销撤废以拆划自从向往易换被决确特作弃收归纳通曾A-Za-z\u00c0-\u024f"
    "]"
)
# what those begin with that are worded otherwise than the keyword of their name
_INNER_CHOICE = Choice(
    _INNER,
    OPENINGS
    | {
        "plain": "起止终",
        "course": "为呈系是东西南北",
        "shape": "呈成",
        "via": "途贯横路跨",
        "former": "即为系原",
        "reason": "因与",
        "original": "原",
        "from_word": "自从由",
        "route": "向往",
        "merged": "合整组连贯",
        "cancelled": "地道名予同一注销撤废停不作弃收取",
    },
    NEEDS,
)
# 以中山路为界，南段命名为…: one of the parts of the road just divided
_PART = re.compile(rf"(?:以|其)?{SIDE}(?:路?段|侧|部|半段|部分|端)?的?(?:道路|路段)?")
_NAMED_AHEAD = re.compile(act_patterns.VERB_AHEAD)
_HAS_ENDS = re.compile(f"（{SIDE}(?:侧|端)?起[^（）]{{2,40}}{SIDE}(?:侧|端)?[至止]")
# 爱民路路段一, one of the parts of 爱民路
_NUMBERED_PART = re.compile(
    rf"(?P<old>{WORD}{{1,10}}?[路街巷道])(?:路段[一二三四五六七八九十\d]{{1,2}}|第[一二三四五六七八九十\d]{{1,2}}段)"
)
_PLACE_ENDS = ("侧", "段", "内", "旁", "村", "社区", "片区", "园区", "新城", "组团", "以东", "以西", "以南", "以北")
# 祥和街与安康街, both to be joined or cancelled
_PAIR = re.compile(
    rf"(?P<one>{WORD}{{1,16}}?[路街道巷弄段])[与和及](?P<other>(?:(?!之间|的){WORD}){{1,16}}?[路街道巷弄段])(?P<meet>(?:[现均都已]|已经|实际|东西|南北)*"
    "(?:首尾|前后|互相|相互)?(?:相|衔|连|贯)?(?:接|连|通|连接|贯通|连通|相连|衔接))?"
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
# 将人民大街新华路以东路段 | 建设路铁路桥至烟厂段: a part of the road
_PART_OF = re.compile(
    rf"(?:同意|拟|现|特|决定)?将?(?P<old>{WORD}{{2,10}}?[路街道巷])(?!口|侧|与|和|及|以|至|到)的?"
    rf"(?:{WORD}{{2,16}}以{SIDE}|{WORD}{{1,16}}[路街道巷桥口站厂河]至{WORD}{{2,16}})(?:的)?(?:路?段|部分)"
)
_RENAMED_AHEAD = re.compile(f"(?:（[^（）]{{1,30}}）)?{act_patterns.MODAL}{{0,5}}{act_patterns.RENAMES}")
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
_SOFT_INNER = frozenset(("from_side", "to_side"))
# 、上奇路（旧）、 | 注销上奇路（旧）。
_WHICH_ONE = re.compile(f"(?<=[路街巷弄道]){WHICH_ONE}(?=[、和及与。；]|$|(?<=[旧老]）)(?:更名|改名|名称|，))")
_PUNCTUATION = re.compile(r"[，。；：、（）“”‘’「」『』《》\"\n！？]|——+|…+|$")


def read_residue(cursor: Cursor, at: int) -> Iterator[Phrase]:
    """The words from `at` to the next mark or the next phrase within them."""
    text = cursor.text
    end = _PUNCTUATION.search(text, at).start()  # type: ignore[union-attr]
    end = max(end, at + 1)
    after, stop = None, end
    if text[end : end + 1] == "（" and (which := _WHICH_ONE.match(text, end)):
        end = which.end()
    for name, found in _INNER_CHOICE.finditer(text, _INNER_FIRST, at, min(end + 30, cursor.size)):
        if found.start() >= stop:
            break
        if found.start() == at:
            continue
        if name in _SOFT_INNER and not _leads_to_end(cursor, at, found.start()):
            continue
        here = cursor.at
        cursor.at = found.start()
        phrase = read_keyword(cursor, found.start())
        cursor.at = here
        if phrase is not None:
            after = phrase
            end = found.start()
            break
    yield from _classified(cursor, at, end)
    if after is not None:
        cursor.at = after.end
        yield after
    else:
        cursor.at = end


def _leads_to_end(cursor: Cursor, start: int, end: int) -> bool:
    """Whether an end may begin at `end`, after the words from `start`: a name, a filler, a division."""
    if end - start > 40:
        return False
    words = cursor.text[start:end]
    trimmed = without_trail(words)
    return bool(
        not trimmed
        or ends_as_road(trimmed)
        or FILLER.fullmatch(words)
        or words.endswith(("桥", "隧道", "立交", "线", "交汇后", "相交后"))
        or (BESIDE.fullmatch(words[skip_lead(cursor, start, end) - start :]) and words.endswith(_PLACE_ENDS))
        or (words[-1] in "区县旗镇乡道" and _are_divisions(cursor, start, end))
    )


def _are_divisions(cursor: Cursor, start: int, end: int) -> bool:
    """Whether the words are nothing but where something lies: 将东山区 before 东起."""
    divisions = read_divisions(cursor.text, skip_lead(cursor, start, end), end)
    return bool(divisions) and divisions.end == end


def _classified(cursor: Cursor, start: int, end: int) -> Iterator[Phrase]:
    text = cursor.text
    words = text[start:end]
    if end - start > 120:
        yield Phrase(Kind.REST, start, end)
        return
    if words[0] in "以其东南西北" and _PART.fullmatch(words) and _NAMED_AHEAD.match(text, end):
        yield Phrase(Kind.REMARK, start, end, word="part")
        return
    if FILLER.fullmatch(words) and not _is_renamed_name(cursor, start, end):
        yield Phrase(Kind.FILLER, start, end, word=words)
        return
    if "段" in words and (numbered := _NUMBERED_PART.fullmatch(text, start, end)):
        yield Phrase(Kind.HEAD, start, end, names=(Name(numbered.span("old")),))
        return
    if (
        ("与" in words or "和" in words or "及" in words)
        and (pair := _PAIR.fullmatch(text, start, end))
        and (
            _TOGETHER.match(text, end)
            or (text[end : end + 1] == "：" and (start == 0 or text[start - 1] in "。；.、"))
            or (pair["meet"] and _JOIN_AHEAD.match(text, end))
            or (text[start - 1 : start] == "、" and text[end : end + 1] in "。，；（、")
        )
    ):
        for group in ("one", "other"):
            if (part := find_name(cursor, *pair.span(group))) is not None:
                yield Phrase(Kind.HEAD, *part.at, names=(part,))
            else:
                yield Phrase(Kind.REST, *pair.span(group))
        return
    ends_part = words.endswith(("段", "部分")) and _RENAMED_AHEAD.match(text, end)
    if ends_part and (stretch := _PART_OF.fullmatch(text, start, end)):
        first, stop = stretch.span("old")
        old = find_name(cursor, first, stop) or Name((first, stop))  # 将甲区的人民大街自新华路以东路段
        if old.at[0] > first:
            yield from _lead(cursor, first, old.at[0])
            start = old.at[0]
        yield Phrase(Kind.HEAD, start, end, names=(old,))
        return
    if (
        start
        and text[start - 1] in "、和与及"
        and ("条" in words or "个" in words)
        and (last := _LAST_OF.fullmatch(text, start, end))
    ):
        yield Phrase(Kind.HEAD, start, end, names=(Name(last.span("name")),))
        return
    if (
        ("之间" in words or "连接" in words or "通" in words)
        and (between := LINKED.match(text, start))
        and between.end() == end
    ):
        cursor.started = True
        yield Phrase(Kind.RANGE, start, end, value=between.span("a"), other=between.span("b"))
        return
    if (name := find_name(cursor, start, end)) is not None:
        first = name.at[0]
        if first > start:
            yield from _lead(cursor, start, first)
        yield Phrase(Kind.HEAD, first, end, names=(name,))
        return
    if start == 0 and 2 < end - start <= 10 and _HAS_ENDS.match(text, end) and NAME_RUN.fullmatch(words):
        yield Phrase(Kind.HEAD, start, end, names=(Name((start, end)),))  # 仪城河边（东起…，西至…）
        return
    if REMARK.fullmatch(words):
        yield Phrase(Kind.REMARK, start, end)
        return
    if (
        2 < end - start <= 20
        and text[end : end + 1] in ("：", "。", "—", "（")
        and (start == 0 or text[start - 1] in "。；\n、.）")
        and OTHER_FEATURE.search(words)
        and NAME_RUN.fullmatch(words)
    ):
        yield Phrase(Kind.HEAD, start, end, names=(Name((start, end)),))
        return
    if (
        "条" in words
        and (some := _GROUP.match(text, start, end))
        and (divisions := read_divisions(text, some.end(), end))
    ):
        yield Phrase(Kind.PLACE, start, end, value=(some.end(), divisions.end), word="group")
        return
    divisions = read_divisions(text, skip_lead(cursor, start, end), end)
    if divisions.district and "条" in words and _NAMED_THERE.fullmatch(text, divisions.end, end):
        yield Phrase(Kind.PLACE, start, end, value=(start, divisions.end), word="group")
        return
    stop = start + (len(without_trail(words)) or end - start)
    if divisions:
        rest = skip_within(text, divisions.end, end)
        if rest >= end or FILLER.fullmatch(text, rest, end) or BESIDE.fullmatch(text, rest, end):
            yield Phrase(Kind.PLACE, start, end, value=(skip_lead(cursor, start, end), end))
            return
        if (
            stop < end
            and rest < stop
            and _NAMED_AHEAD.match(text, end)
            and (of := _WHOSE_ROAD.fullmatch(text, rest, stop))
        ):
            yield Phrase(Kind.PLACE, start, end, value=(skip_lead(cursor, start, end), of.end("place")))
            return
    if ("的" in words or "之间" in words) and (of := _OF_ROADS.search(text, start, end)):
        stop = of.start() if of.end() == end else stop
    if BESIDE.fullmatch(text, start, stop):
        yield Phrase(Kind.BESIDE, start, end, value=(start, stop))
        return
    if _lacks_start_word(cursor, start, end):
        side = re.match(SIDE, words)
        assert side is not None
        cursor.started = True
        yield Phrase(Kind.FROM, start, end, value=(start + side.end(), end), side=side[0], weak=True)
        return
    yield Phrase(Kind.REST, start, end)


def _is_renamed_name(cursor: Cursor, start: int, end: int) -> bool:
    """Whether words that fill a clause elsewhere are a name, a verb that renames it behind them: 沿江公路更名为."""
    if end - start < 3 or cursor.text[end - 1] not in "路街巷":
        return False
    if not is_new_road(cursor.text, start, end) and not _RENAMED_AHEAD.match(cursor.text, end):
        return False
    return find_name(cursor, start, end) is not None


def _lacks_start_word(cursor: Cursor, start: int, end: int) -> bool:
    """西北玉县路立交桥，东南止…: 起 left out after the compass word."""
    side = re.match(SIDE, cursor.text[start:end]) if cursor.text[start] in "东南西北" else None
    return side is not None and end - start - side.end() >= 2 and other_end_follows(cursor, end)


def _lead(cursor: Cursor, start: int, end: int) -> Iterator[Phrase]:
    """What stands before a name: fillers and the divisions the road lies in."""
    first = skip_lead(cursor, start, end)
    divisions = read_divisions(cursor.text, first, end)
    if divisions:
        yield Phrase(Kind.PLACE, start, end, value=(first, end))
    elif FILLER.fullmatch(cursor.text, start, end):
        yield Phrase(Kind.FILLER, start, end, word=cursor.text[start:end])
    elif cursor.text[end - 1] == "的":
        yield Phrase(Kind.BESIDE, start, end, value=(start, end - 1))
    else:
        yield Phrase(Kind.REST, start, end)
