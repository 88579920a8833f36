"""A correction of an earlier notice (更正, 勘误): which road, what of it, the wrong words and the right."""

import re

from gazetteer.clauses import read_passage
from gazetteer.doubts import CORRECTS, Doubt
from gazetteer.drafts import Draft, End, Passage, Run
from gazetteer.extents import read_end
from gazetteer.headings import Action
from gazetteer.measures import read_measure
from gazetteer.patterns import NUMBER, ROAD_END, SIDE, UNIT, any_of
from gazetteer.text import Condensed, Words

# a sentence that may correct, and one that surely does
CORRECTING = re.compile(r"更正|勘误|订正|纠正|笔误|有误|误(?:写|印|为)")
CORRECTS_HERE = re.compile(r"特此(?:更正|勘误)|更正如下|更正为|勘误|笔误|误(?:写|印)")
_WRONG = r"(?:一词|字样|一项|一处)?(?:有误|系笔误|为笔误|书写错误)?，?"
_OUGHT = r"(?:应当?|现|特|予以|统一|将其|更正|修改|改|订正|纠正){1,4}为：?"
_PLAIN = r"[^“”，。；：、（）的]{2,24}?"
# “A”应为“B” | “A”有误，现更正为“B” | 误写为“A”，应为“B”
_QUOTED_PAIR = rf"“(?P<old>[^“”]{{1,60}})”{_WRONG}{_OUGHT}“(?P<new>[^“”]{{1,60}})”"
_FIELDS = {
    "start": rf"(?:{SIDE}端)?起点(?:位置)?",
    "end": rf"(?:{SIDE}端)?(?:止点|终点|讫点)(?:位置)?",
    "length": "全长|总长|长度|长",
    "width": "红线宽度?|路宽|宽度|宽",
    "name": "(?:道路)?(?:名称|路名|地名)",
    "romanised": "(?:汉语)?拼音",
    "extent": "起止点|起讫点|起止位置",
}
_FIELD = any_of(*(f"(?P<{name}>{words})" for name, words in _FIELDS.items()))
# 止点西环路应为西二环路 | 长1200米应为1020米
_BARE_PAIR = rf"(?:由|为|是)?(?P<was>{_PLAIN}){_WRONG}{_OUGHT}(?P<is>[^“”，。；]{{1,30}})"
_MISWRITTEN = "(?:误(?:写|印|录)?(?:为|成)?)?"
# “A”误写为“B”: A is right
_MISTAKEN = r"“(?P<right>[^“”]{1,60})”误(?:写|印|录)?(?:为|成)“(?P<mistaken>[^“”]{1,60})”(?!，?应)"
_CORRECTION = re.compile(
    any_of(
        rf"(?:{_FIELD.replace('(?P<', '(?P<mis_')}(?:为|是|由|从|：)?)?{_MISTAKEN}",
        rf"(?:{_FIELD}(?:为|是|由|从|：)?)?{_MISWRITTEN}{_QUOTED_PAIR}",
        rf"{_FIELD.replace('(?P<', '(?P<bare_')}{_MISWRITTEN}{_BARE_PAIR}",
    )
)
# the prefix of the fields, the group of the wrong words and that of the right ones
_FORMS = (("", "old", "new"), ("bare_", "was", "is"), ("mis_", "mistaken", "right"))
# 公告中“青云路”的 | 第3项青云路：
_SUBJECT = re.compile(r"“(?P<quoted>[^“”]{2,20})”|(?P<plain>[\u3400-\u9fff〇\d]{2,16}?)(?=的|：|，|中“|$)")
_SIZE = re.compile(rf"(?P<number>{NUMBER})(?P<unit>{UNIT})?")


def read_corrections(source: Condensed) -> Passage | None:
    """The corrections a sentence orders, each with the doubt that says so, or None where it orders none."""
    drafts = []
    road: Words | None = None
    reached = 0
    for found in _CORRECTION.finditer(source.text):
        road = _subject(source, reached, found.start()) or road
        reached = found.end()
        draft = _draft(source, found, road)
        if draft is None:
            continue
        draft.doubts.append(Doubt(draft.span, CORRECTS))
        drafts.append(draft)
    return Passage(drafts, [], []) if drafts else None


def _subject(source: Condensed, start: int, end: int) -> Words | None:
    """The road that is spoken of last between `start` and `end`."""
    road = None
    for found in _SUBJECT.finditer(source.text, start, end):
        kind = "quoted" if found["quoted"] else "plain"
        at = _after_lead(source.text, *found.span(kind))
        words = source.text[slice(*at)]
        if ROAD_END.search(words) and not words.endswith(("道路", "路段", "的路")):
            road = source.words(*at)
    return road


def _after_lead(text: str, start: int, end: int) -> tuple[int, int]:
    """The words after 公告中, 第3项 and the like."""
    lead = re.match(r".*(?:公告|通知|批复|通告|文件?|一览表|附件|中|项|条|将|行|号)(?=.{2})", text[start:end])
    return (start + lead.end(), end) if lead else (start, end)


def _draft(source: Condensed, found: re.Match[str], road: Words | None) -> Draft | None:
    form, old_at, new_at = next(form for form in _FORMS if found[form[1]] is not None)
    old, new = found.span(old_at), found.span(new_at)
    field = next((name for name in _FIELDS if found[f"{form}{name}"]), None)
    draft = Draft(source.span(found.start(), found.end()), name=road, action=Action.CORRECTION, named_by_verb=True)
    if road is not None:
        draft.span = source.span(min(found.start(), _offset(source, road)), found.end())
    ends = read_passage(_part(source, new)), read_passage(_part(source, old))
    if all(passage.drafts and passage.drafts[0].run for passage in ends):
        draft.run, draft.previous = ends[0].drafts[0].run, ends[1].drafts[0].run
    elif field == "start":
        draft.run, draft.previous = Run(froms=[_end(source, new)]), Run(froms=[_end(source, old)])
    elif field == "end":
        draft.run, draft.previous = Run(tos=[(_end(source, new), False)]), Run(tos=[(_end(source, old), False)])
    elif field in (None, "name") and ROAD_END.search(source.text[slice(*new)]):
        draft.name, draft.formers = source.words(*new), [source.words(*old)]
    elif (sizes := (_SIZE.search(source.text, *new), _SIZE.search(source.text, *old))) and all(sizes):
        if not _read_sizes(source, draft, field, sizes):
            return None
    elif field == "romanised":
        draft.roman = source.words(*new)
    else:
        return None
    return draft if draft.name is not None else None


def _read_sizes(
    source: Condensed, draft: Draft, field: str | None, sizes: tuple[re.Match[str] | None, re.Match[str] | None]
) -> bool:
    """Whether the new and the old number could be read, as a length or a width."""
    stated = []
    for found in sizes:
        assert found is not None
        before = source.text[max(0, found.start() - 4) : found.start()]
        if field not in ("length", "width"):
            field = "width" if "宽" in before else "length" if "长" in before else None
        try:
            measure = read_measure(found["number"], found["unit"])
        except (ValueError, KeyError):
            return False
        stated.append((measure, source.span(*found.span("number"))))
    if field == "length":
        draft.length, draft.previous_length = stated
    elif field == "width":
        draft.width = stated[0]
    return field is not None


def _part(source: Condensed, at: tuple[int, int]) -> Condensed:
    return Condensed(source.text[slice(*at)], source.offsets[slice(*at)])


def _end(source: Condensed, at: tuple[int, int]) -> End:
    found = read_end(source.text, *at)
    return End(source.words(found.start, found.end), None, found.planned)


def _offset(source: Condensed, words: Words) -> int:
    """Where in `source` the words begin."""
    return list(source.offsets).index(words.span.start)
