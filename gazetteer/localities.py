"""In which divisions a road lies."""

import re
from dataclasses import replace

from gazetteer.divisions import ZONES, Divisions, read_divisions, skip_within
from gazetteer.doubts import SECOND_DISTRICT, Doubt
from gazetteer.drafts import Draft
from gazetteer.further_districts import further_districts
from gazetteer.gatherings import Gathering
from gazetteer.heads import is_whole
from gazetteer.kinds import Kind, Name, Phrase, Place
from gazetteer.patterns import opening

# 薇山区有两条，…: holds for the sentences that follow
_ANNOUNCES = re.compile(r"(?:有|共|计)[一二两三四五六七八九十\d]{1,3}条")

# 在甲镇辖区内，…命名为A；…命名为B。: at the head of a sentence it holds for the rest of the paragraph
_THERE = re.compile("在[^，。；：的]{2,24}(?:内|范围|区域|街道|[区县镇乡])(?=，)")
_BEFORE_SENTENCE = ("", "。", "；", "\n")
# 同属甲街道的乙路: as the roads before it
_AS_BEFORE = ("同属", "均属")
# 位于甲家园与陇海铁路之间 | 位于甲镇、乙镇之间: neither of the two is where the road lies
_BETWEEN = re.compile(r"(?:[、和与及至到][^，。；]{1,24}?)?之间(?:的|$)")

# what is told so is told of the road before it
_OF_ITSELF = ("位于", "地处", "坐落", "处于", "全", "该路", "道路", "沿线", "均", "都")
# 均位于甲区，分别是A，…；B，…: where it lies is told once for the whole list
_LISTS = re.compile("(?:[，。：]|的?(?:道路|街巷|街路))*(?:它们|名称|道路)?(?:分别|依次)(?:是|为|叫|有)")
_ORDERS = re.compile(opening("合更命改注撤废拆", "合并|更名|命名为|改名|注销|撤销|废止|拆分|改称"))


def take_place(gathering: Gathering, phrase: Phrase) -> None:
    assert phrase.value is not None
    start, end = phrase.value
    draft = gathering.draft
    above = gathering.carried if gathering.carry_on else None
    leading = not gathering.text.startswith(_OF_ITSELF, phrase.start)
    if (
        draft is not None
        and draft.name is not None
        and leading
        and (
            draft.run
            or (draft.named_by_verb and gathering.text[phrase.end : phrase.end + 1] == "“")
            or _is_elsewhere(gathering, draft, phrase)
        )
    ):
        draft = gathering.draft = None  # 兴达路（…）志博区的…: the next road's
    if leading and gathering.cancelling:
        gathering.carried = Draft(gathering.source.span(phrase.start, phrase.end))
        draft = gathering.carried
    else:
        draft = gathering.current(phrase)
        listed = draft.name is None and _LISTS.match(gathering.text, phrase.end) is not None
        if draft.name is None and (leading or listed):
            as_before = above is not None and gathering.text.startswith(_AS_BEFORE, phrase.start)
            gathering.carried = above if as_before else draft
            gathering.carry_of = listed or gathering.text[phrase.end - 1] == "的"
            announces = as_before or _is_there(gathering, phrase)
            announces |= phrase.word == "group"
            announces |= _ANNOUNCES.search(gathering.text, phrase.start, phrase.end) is not None
            gathering.carry_on = announces or gathering.text[phrase.end : phrase.end + 1] == "："
    if _ORDERS.search(gathering.text, start, end):
        gathering.doubt(phrase)  # what is ordered there was not read
    if now := _ONCE_AND_NOW.match(gathering.text, start, end):
        if now.end() == end and read_divisions(gathering.text, *now.span("now")):
            start, end = now.span("now")
        else:
            gathering.doubt(phrase)
    divisions = read_divisions(gathering.text, start, end)
    if not divisions and gathering.text[start] == "原" and read_divisions(gathering.text, start + 1, end):
        gathering.doubt(phrase)  # 位于原东湖区: what it is today was not said
    if divisions and _BETWEEN.match(gathering.text, divisions.end, end):
        divisions = _without_last(divisions)
    if gathering.text.startswith("地处", phrase.start) and divisions.district and not divisions.subdistricts:
        divisions = _with_streets(gathering.text, divisions, end)
    rest = start
    if divisions:
        divisions = _with_further(gathering, draft, divisions, end)
        rest = skip_within(gathering.text, divisions.end, end)
        if divisions.district or divisions.subdistricts or divisions.city:
            _set_divisions(
                gathering,
                draft,
                divisions.district or (None if divisions.subdistricts else divisions.city),
                divisions.subdistricts,
            )
    below = above is not None and above.district is not None and not _is_there(gathering, phrase)
    if above is not None and below and draft.subdistricts and draft.district is None and not divisions.district:
        draft.district, gathering.carried, gathering.carry_on = above.district, above, True  # 甲区2条：乙乡…的道路
    if gathering.carried is draft:  # what else is told of its road holds for that road only
        gathering.carried = Draft(draft.span, district=draft.district, subdistricts=list(draft.subdistricts))
    if rest < end and gathering.text[rest] not in "的":
        draft.beside.append(gathering.words((rest, end)))


def _with_further(gathering: Gathering, draft: Draft, divisions: Divisions, end: int) -> Divisions:
    """The divisions with the towns of the districts told behind them; those districts themselves are told of."""
    others, towns, reach = further_districts(gathering.text, divisions, end)
    draft.doubts += [Doubt(gathering.source.span(*at), SECOND_DISTRICT) for at in others]
    return replace(divisions, subdistricts=divisions.subdistricts + towns, end=reach) if others else divisions


def name_and_place(gathering: Gathering, phrase: Phrase) -> tuple[Phrase, ...]:
    """A name and where its road lies, which only a blank of the document parts: 甲路　乙区丙街道境内."""
    named = gathering.draft is not None and gathering.draft.name is not None
    pieces = [] if named else gathering.parts_at_blanks((phrase.start, phrase.end))
    if len(pieces) != 2 or not is_whole(gathering.text[slice(*pieces[0])]):
        return ()
    start, end = pieces[1]
    head = Phrase(Kind.HEAD, *pieces[0], names=(Name(pieces[0]),))
    divisions = read_divisions(gathering.text, start, end)
    if divisions and skip_within(gathering.text, divisions.end, end) == end:
        return head, Phrase(Kind.PLACE, start, end, value=(start, end))
    return (head, Phrase(Kind.REST, start, end)) if gathering.text[end : end + 1] in ("，", "、") else ()


# 位于原东湖区（现临湖区）
_ONCE_AND_NOW = re.compile(
    "[^（）]{2,16}（[现今](?:[属归为]|隶属于?|划[归入]|并入|改[为称]|更名为)?(?P<now>[^（）]{2,16})）"
)


def _is_there(gathering: Gathering, phrase: Phrase) -> bool:
    """Whether 在甲镇辖区内， heads a sentence: it holds for all that stands behind it."""
    text = gathering.text
    if text[phrase.start] != "在" or text[phrase.start - 1 : phrase.start] not in _BEFORE_SENTENCE:
        return False
    found = _THERE.match(text, phrase.start)
    return found is not None and found.end() == phrase.end


def _is_elsewhere(gathering: Gathering, draft: Draft, phrase: Phrase) -> bool:
    """甲区的“A”和乙区的“B”…: the place of the next road, whose name stands right behind it."""
    assert phrase.value is not None
    if not draft.bare or gathering.text[phrase.end : phrase.end + 1] in "，、。；：）":
        return False
    told = read_divisions(gathering.text, *phrase.value)
    if draft.district is None:  # 甲街道的A和乙镇的B
        towns = [gathering.text[slice(*at)] for at in told.subdistricts]
        return told.district is None and bool(towns and draft.subdistricts) and towns[0] != draft.subdistricts[0].text
    return told.district is not None and gathering.text[slice(*told.district)] != draft.district.text


def _without_last(divisions: Divisions) -> Divisions:
    """The divisions without those of the lowest rank told: of 甲区乙镇 the district alone."""
    whole = divisions.district if divisions.subdistricts else None
    return Divisions(divisions.city, whole, (), whole[1]) if whole else Divisions(end=divisions.end)


# 北湖街 | 武湖街和青山湖区北湖街: subdistricts, as some cities call them
_STREETS = re.compile(r"(?:[和、及](?:[\u3400-\u9fff]{1,6}?区)?)?(?P<town>[\u3400-\u9fff]{1,5}?街)(?![道坊])")


def _with_streets(text: str, divisions: Divisions, end: int) -> Divisions:
    """The divisions with what is called a 街 right behind the district (地处青山湖区北湖街)."""
    towns: list[Place] = []
    at = divisions.end
    while found := _STREETS.match(text, at, end):
        towns.append(found.span("town"))
        at = found.end()
    return replace(divisions, subdistricts=tuple(towns), end=at) if at == end else divisions


def _set_divisions(gathering: Gathering, draft: Draft, district: Place | None, subdistricts: tuple[Place, ...]) -> None:
    words = gathering.words(district) if district is not None else None
    if draft.district is None:
        draft.district = words
    elif words is not None and words.text != draft.district.text and not words.text.endswith(ZONES):
        draft.doubts.append(Doubt(words.span, SECOND_DISTRICT))  # 甲路（乙区、丙区）
    if not draft.subdistricts:
        draft.subdistricts = [gathering.words(at) for at in subdistricts]
    elif subdistricts and (
        (district is None and gathering.text[subdistricts[0][0] - 1] == "、")  # 白云街道、青山街道的…
        or (gathering.last is not None and gathering.last.kind is Kind.PLACE)  # 甲区白云街道，乙区青山街道
    ):
        draft.subdistricts += [gathering.words(at) for at in subdistricts]
