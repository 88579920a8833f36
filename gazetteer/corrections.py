"""A correction of an earlier notice (更正, 勘误): which road, what of it, the wrong words and the right."""

import re

from gazetteer.actions import Action
from gazetteer.clauses import read_passage
from gazetteer.divisions import read_divisions, skip_within
from gazetteer.doubts import CORRECTS, Doubt
from gazetteer.drafts import Draft, End, Passage, Run
from gazetteer.extents import read_end
from gazetteer.measure_patterns import NUMBER, UNIT
from gazetteer.measures import read_measure
from gazetteer.name_patterns import ends_as_road
from gazetteer.patterns import SIDE, any_of
from gazetteer.text import Condensed, Words

# a sentence that may correct, and one that surely does
_CORRECTING = re.compile("更正|勘误|订正|纠正|笔误|有误|误(?:写|印|为)|”(?:之|的)误|”[^，。；“”]{0,4}错误")


def is_correcting(words: str) -> bool:
    """Whether words may correct another notice."""
    return ("正" in words or "误" in words) and _CORRECTING.search(words) is not None


CORRECTS_HERE = re.compile(r"特此(?:更正|勘误)|更正如下|更正为|勘误|笔误|误(?:写|印)")
_WRONG = r"(?:（[^（）]{1,12}）)?(?:一词|字样|一项|一处)?(?:有误|[系为是属]?(?:笔误|误[写印])|书写错误)?，?"
_OUGHT = r"(?:应当?|现|特|予以|统一|将其|更正|修改|改|订正|纠正){1,4}为：?"
_PLAIN = r"[^“”，。；：、（）的]{2,24}?"
# “A”应为“B” | “A”有误，现更正为“B” | 误写为“A”，应为“B”
_QUOTED_PAIR = rf"“(?P<old>[^“”]{{1,60}})”{_WRONG}{_OUGHT}“(?P<new>[^“”]{{1,60}})”"
_FIELDS = {
    "start": rf"(?:{SIDE}端)?起点(?:位置)?",
    "end": rf"(?:{SIDE}端)?(?:止点|终点|讫点)(?:位置)?",
    "length": "全长|总长|长度|长",
    "width": "红线宽度?|(?<![^的，：。；“])路宽|宽度|宽",
    "name": "(?:道路)?(?:名称|路名|地名)",
    "romanised": "(?:汉语)?拼音(?:拼写)?|罗马字母(?:拼写)?",
    "extent": "起止点|起讫点|起止位置",
}
_FIELD = any_of(*(f"(?P<{name}>{words})" for name, words in _FIELDS.items()))
# 止点西环路应为西二环路 | 长1200米应为1020米
_BARE_PAIR = rf"(?P<was>{_PLAIN}){_WRONG}{_OUGHT}(?P<is>[^“”，。；、]{{1,30}})"
# 止点原写为 | “止点”一栏 | 止点，原为: what stands between the field and the wrong words
_LINK = (
    "[”’]?(?:一?[栏项处列])?[中的]?，?"
    "(?:原(?:文|来)?(?:[写记印载列]|表述|公布)?(?:为|是|作|成|：)|(?:[写记印载列]|表述)(?:为|作|成)|为|是|由|从|：)?"
)
# 东起A、西至B
_ENDS = rf"{SIDE}(?:端|侧)?[起始自][^“”，。；、]{{2,30}}[，、]?{SIDE}(?:端|侧)?[至止][^“”，。；、（）]{{2,24}}?"
_ENDS_PAIR = rf"(?P<ends_was>{_ENDS}){_WRONG}{_OUGHT}(?P<ends_is>{_ENDS})(?=[，。；）]|$)"
_MISWRITTEN = "(?:误(?:写|印|录)?(?:为|成)?)?"
# “A”误写为“B”: A is right
_MISTAKEN = r"“(?P<right>[^“”]{1,160})”[误错](?:写|印|录|标)?(?:为|成)“(?P<mistaken>[^“”]{1,160})”(?!，?应)"
# “A”系“B”之误: B is right
_SLIP = r"“(?P<slip>[^“”]{1,60})”[系为是]“(?P<meant>[^“”]{1,60})”(?:的?笔误|之误|的?误写|的?误印)"
# 宽度应为22米，该公告所载“32米”系录入错误: the first is right
_OUGHT_SAID = (
    rf"{_OUGHT}“?(?P<true>{_PLAIN})”?，(?:(?:该|原|此)?(?:公告|通知|通告|批复|文件|公示)?)(?:中|内)?(?:所[载列写]|[误错原]?[载列写]为?的?)?"
    r"“(?P<false>[^“”]{1,60})”(?:[系为是属]于?)?(?:[录输]入|书写|打印|印刷|排版|校对|工作)?(?:错误|失误|有误|之误|笔误)"
)
# 止点应为“A”，误写为“B”: A is right
_OUGHT_FIRST = (
    rf"{_OUGHT}“(?P<proper>[^“”]{{1,60}})”，?(?:原文?|公告中?)?[误错](?:写|印|录|标)?(?:为|成)“(?P<bad>[^“”]{{1,60}})”"
)
_CORRECTION = re.compile(
    any_of(
        rf"{_FIELD.replace('(?P<', '(?P<first_')}{_OUGHT_FIRST}",
        rf"{_FIELD.replace('(?P<', '(?P<said_')}{_OUGHT_SAID}",
        rf"(?:{_FIELD.replace('(?P<', '(?P<mis_')}{_LINK})?{_MISTAKEN}",
        rf"(?:{_FIELD.replace('(?P<', '(?P<by_')}{_LINK})?{_SLIP}",
        rf"(?:“?{_FIELD}{_LINK})?{_MISWRITTEN}{_QUOTED_PAIR}",
        rf"(?:{_FIELD.replace('(?P<', '(?P<ends_')})?{_LINK}{_ENDS_PAIR}",
        rf"{_FIELD.replace('(?P<', '(?P<bare_')}{_LINK}{_MISWRITTEN}{_BARE_PAIR}",
    )
)
# 第六项内容应为：“N，东起…”: the clause told anew as a whole
_RESTATED = re.compile(rf"(?:内容|表述|全文)?{_OUGHT}“(?P<whole>[^“”]{{1,20}}[，：（][^“”]{{4,400}})”")
# the prefix of the fields, the group of the wrong words and that of the right ones
_FORMS = (
    ("", "old", "new"),
    ("bare_", "was", "is"),
    ("mis_", "mistaken", "right"),
    ("by_", "slip", "meant"),
    ("ends_", "ends_was", "ends_is"),
    ("first_", "bad", "proper"),
    ("said_", "false", "true"),
)
# 第三条 | 第2项: the clause of the other notice; and that notice's number
_CLAUSE = re.compile(r"第[一二三四五六七八九十百\d]{1,4}(?:条|项|款|号|行)(?:第[一二三四五六七八九十\d]{1,3}[项款])?")
_CITED = re.compile(r"[\u3400-\u9fff]{1,16}[〔【\[（](?:19|20)\d{2}[〕】\]）]第?\d{1,5}号")
# 公告中“青云路”的 | 第3项青云路：
_SUBJECT = re.compile(r"“(?P<quoted>[^“”]{2,20})”|(?P<plain>[\u3400-\u9fff〇\d]{2,16}?)(?=的|：|，|中“|$)")
_ITEM_END = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[条款]$")
_SIZE = re.compile(rf"(?P<number>{NUMBER})(?P<unit>{UNIT})?")


def read_corrections(source: Condensed) -> Passage | None:
    """The corrections a sentence orders, or None where it orders none."""
    drafts = []
    road: Words | None = None
    reached = 0
    number = find_cited(source)
    for found in _CORRECTION.finditer(source.text):
        spoken_of = _subject(source, reached, found.start())
        road = spoken_of or road
        clause = _last(source, _CLAUSE, reached, found.start())
        reached = found.end()
        draft = _draft(source, found, road, spoken_of)
        if draft is None:
            continue
        draft.clause, draft.cites = clause, number
        drafts.append(draft)
    if not drafts and "为" in source.text:
        drafts = _restated(source)
    return Passage(drafts, [], []) if drafts else None


def _restated(source: Condensed) -> list[Draft]:
    """The roads of clauses that are told anew: what is ordered of them is what the notice corrected orders.

    Each with a doubt: what of it was wrong is not said.
    """
    drafts = []
    reached = 0
    for found in _RESTATED.finditer(source.text):
        draft = _clause_of(source, found.span("whole"))
        if draft is not None and draft.name is not None:
            draft.clause, draft.cites = _last(source, _CLAUSE, reached, found.start()), find_cited(source)
            draft.doubts.append(Doubt(draft.span, CORRECTS))
            drafts.append(draft)
        reached = found.end()
    return drafts


def find_cited(source: Condensed) -> Words | None:
    """The number of the notice that a sentence speaks of, as it stands behind its title: …公告（民告〔2024〕3号）中."""
    return _last(source, _CITED, 0, len(source.text))


def _last(source: Condensed, pattern: re.Pattern[str], start: int, end: int) -> Words | None:
    """The last words between `start` and `end` that fit the pattern."""
    found = [found.span() for found in pattern.finditer(source.text, start, end)]
    return source.words(*found[-1]) if found else None


def _subject(source: Condensed, start: int, end: int) -> Words | None:
    """The road that is spoken of last between `start` and `end`."""
    road = None
    for found in _SUBJECT.finditer(source.text, start, end):
        kind = "quoted" if found["quoted"] else "plain"
        at = _after_lead(source.text, *found.span(kind))
        words = source.text[slice(*at)]
        if _ITEM_END.search(source.text, 0, at[1]):
            continue  # 公告第八条: no road
        if ends_as_road(words) and not words.endswith(("道路", "路段", "的路")):
            road = source.words(*at)
    return road


def _after_lead(text: str, start: int, end: int) -> tuple[int, int]:
    """The words after 公告中, 第3项 and the like."""
    lead = re.match(r".*(?:公告|通知|批复|通告|文件|一览表|附件|中|项|条|将|行|号)(?=.{2})", text[start:end])
    start += lead.end() if lead else 0
    divisions = read_divisions(text, start, end)
    own = skip_within(text, divisions.end, end) if divisions.district else start  # 甲区A路
    return (own, end) if end - own > 2 and ends_as_road(text[own:end]) else (start, end)


def _draft(source: Condensed, found: re.Match[str], road: Words | None, spoken_of: Words | None) -> Draft | None:
    """What one correction says, or None where it cannot be told what it puts right.

    `spoken_of` is the road named right before it: 甲路的“乙街”应为“丙街” tells of no name where that is another.
    """
    form, old_at, new_at = next(form for form in _FORMS if found[form[1]] is not None)
    old, new = found.span(old_at), found.span(new_at)
    field = next((name for name in _FIELDS if found[f"{form}{name}"]), None)
    draft = Draft(source.span(found.start(), found.end()), name=road, action=Action.CORRECTION, named_by_verb=True)
    if road is not None:
        draft.span = source.span(min(found.start(), _offset(source, road)), found.end())
        _lie_in_bracket(source, draft, _offset(source, road) + len(road.text))
    right, wrong = (_clause_of(source, at) for at in (new, old))
    if right is not None and wrong is not None:
        _compare_clauses(draft, right, wrong)
    elif field == "start":
        draft.run, draft.previous = Run(froms=(_end(source, new),)), Run(froms=(_end(source, old),))
        draft.corrects = ("start",)
    elif field == "end":
        draft.run, draft.previous = Run(tos=((_end(source, new), False),)), Run(tos=((_end(source, old), False),))
        draft.corrects = ("end",)
    elif field == "romanised":
        draft.roman, draft.previous_roman, draft.corrects = source.words(*new), source.words(*old), ("romanised",)
    elif field == "name" or (
        field is None
        and ends_as_road(source.text[slice(*new)])
        and (spoken_of is None or spoken_of.text in (source.text[slice(*old)], source.text[slice(*new)]))
    ):
        draft.name, draft.formers, draft.corrects = source.words(*new), [source.words(*old)], ("name",)
        _lie_in_bracket(source, draft, old[1])
    elif (sizes := (_SIZE.search(source.text, *new), _SIZE.search(source.text, *old))) and all(sizes):
        _read_sizes(source, draft, field, sizes)
    return draft if draft.name is not None and draft.corrects else None


# “甲路”（乙区）
_BRACKET = re.compile("[”’]?（(?P<place>[^（）]{2,16})）")


def _lie_in_bracket(source: Condensed, draft: Draft, at: int) -> None:
    """Into `draft` the divisions that the bracket right behind its road names, and nothing else."""
    found = _BRACKET.match(source.text, at)
    divisions = read_divisions(source.text, *found.span("place")) if found else None
    if found and divisions and divisions.end == found.end("place"):
        draft.district = source.words(*divisions.district) if divisions.district else None
        draft.subdistricts = [source.words(*town) for town in divisions.subdistricts]


def _clause_of(source: Condensed, at: tuple[int, int]) -> Draft | None:
    """The clause that the words from `at[0]` to `at[1]` are (青云路：东起甲路，长860米), or None."""
    passage = read_passage(source.part(*at))
    if len(passage.drafts) != 1 or passage.drafts[0].doubts:
        return None
    draft = passage.drafts[0]
    whole = draft.run or (draft.name is not None and (draft.length or draft.width))
    return draft if whole else None


def _compare_clauses(draft: Draft, right: Draft, wrong: Draft) -> None:
    """Into `draft` what of two clauses about one road differs: the right values, and the wrong ones as previous."""
    fields = []
    draft.name = right.name or draft.name
    if right.name and wrong.name and right.name.text != wrong.name.text:
        draft.formers = [wrong.name]
        fields.append("name")
    ends = [name for name in ("start", "end") if _differ(getattr(right.run, name), getattr(wrong.run, name))]
    if ends:
        draft.run, draft.previous = right.run, wrong.run
    fields += ends
    for name in ("length", "width"):
        now, was = getattr(right, name), getattr(wrong, name)
        if now and was and (now[0].min, now[0].max) != (was[0].min, was[0].max):
            setattr(draft, name, now)
            setattr(draft, f"previous_{name}", was)
            fields.append(name)
    if right.roman and wrong.roman and right.roman.text != wrong.roman.text:
        draft.roman, draft.previous_roman = right.roman, wrong.roman
        fields.append("romanised")
    draft.corrects = tuple(fields)


def _differ(one: End | None, other: End | None) -> bool:
    if one is None or other is None:
        return one is not other
    return (one.words.text, one.side) != (other.words.text, other.side)


def _read_sizes(
    source: Condensed, draft: Draft, field: str | None, sizes: tuple[re.Match[str] | None, re.Match[str] | None]
) -> None:
    """Into `draft` the new and the old number, where they can be read, as a length or a width."""
    stated = []
    for found in sizes:
        assert found is not None
        before = source.text[max(0, found.start() - 4) : found.start()]
        if field not in ("length", "width"):
            field = "width" if "宽" in before else "length" if "长" in before else None
        try:
            measure = read_measure(found["number"], found["unit"])
        except (ValueError, KeyError):
            return
        stated.append((measure, source.span(*found.span("number"))))
    if field == "length":
        draft.length, draft.previous_length = stated
    elif field == "width":
        draft.width, draft.previous_width = stated
    draft.corrects = (field,) if field else ()


def _end(source: Condensed, at: tuple[int, int]) -> End:
    found = read_end(source.text, *at)
    return End(source.words(found.start, found.end), None, found.planned)


def _offset(source: Condensed, words: Words) -> int:
    """Where in `source` the words begin."""
    return list(source.offsets).index(words.span.start)
