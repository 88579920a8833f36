"""A row of a table → a `Draft`: each cell read by its column."""

import re
from collections.abc import Iterator

from gazetteer.act_patterns import WAS_CALLED
from gazetteer.actions import Action
from gazetteer.clauses import read_passage
from gazetteer.columns import Column
from gazetteer.divisions import read_divisions
from gazetteer.doubts import BEFORE_OPEN, SECOND_DISTRICT, UNREAD, Doubt
from gazetteer.drafts import Draft, End, Run
from gazetteer.extent_patterns import FROM_SIDE, TO_SIDE
from gazetteer.extents import read_end
from gazetteer.former_names import is_renamed, says_nothing, tell_formerly, tells_where
from gazetteer.further_districts import further_districts
from gazetteer.gatherings import SIDE_TAG
from gazetteer.name_patterns import NAMELESS, WHICH_ONE, ends_as_road
from gazetteer.row_remarks import act_told, is_act, take_remark
from gazetteer.size_cells import read_size, read_sizes
from gazetteer.tables import Row
from gazetteer.text import Condensed, Words, condense
from gazetteer.whereabouts import BEFORE_TAG

_CELL_START = re.compile(rf"{FROM_SIDE}|{TO_SIDE}")
_CELL_END = re.compile(TO_SIDE.replace("to_side", "from_side"))
# 起点天文大道，终点隧道口 | 自A起至B
_CELL_ENDS = re.compile(r"起点|起于|起自|始于|[自从由][^，。；]{2,30}(?:至|到|起)")


def read_row(text: str, row: Row, renames: bool = False, ordered: Action | None = None) -> Draft | None:
    """The draft a table row makes, or None without a name.

    `renames`: in its table remarks tell which roads are renamed; `ordered` is the act that stands above the table.
    """
    draft = Draft(row.span, marked=True)
    for column, cell in row.cells:
        if says_nothing(cell.text):
            continue
        _read_cell(text, draft, column, cell)
    told = act_told(row)
    prior = any(column.role == "prior" for column, _ in row.cells)
    if draft.formers and not is_renamed(told, ordered, renames, prior):
        for words in draft.formers:
            tell_formerly(draft, words)
        draft.formers, draft.merged, draft.partial, draft.action = [], False, False, Action.NAMING
    draft.action = told or draft.action
    if draft.name is None and len(draft.formers) == 1 and told in (Action.ABOLITION, Action.EXTENT_CHANGE):
        draft.name, draft.formers = draft.formers[0], []  # 现名称 A, 拟定名称 /: no other name is given
    return draft if draft.name is not None else None


# 建设路（东段）, as a former name: a stretch of that road
_STRETCH = re.compile("(?<=[路街巷弄道])（[东南西北中]{1,2}段）$")


def _read_cell(text: str, draft: Draft, column: Column, cell: Words) -> None:
    source = condense(text, cell.span)
    match column.role:
        case "name":
            name = _cell_name(source)
            if draft.name is None:
                draft.name = name
                _read_name_note(source, draft)
                if found := re.search(r"（([A-Za-z\u00c0-\u024f][^（）\u3400-\u9fff]+)）$", source.text):
                    draft.roman = source.words(*found.span(1))
                elif found := _CELL_ROMAN.search(source.text):
                    draft.roman = source.words(*found.span())
            elif name.text != draft.name.text:
                draft.aliases.append(name)
        case "former" | "prior" if NAMELESS.fullmatch(source.text):
            draft.action = draft.action or Action.NAMING  # it had none
        case "former" | "prior" if tells_where(source.text):
            draft.beside.append(cell)
            draft.action = draft.action or Action.NAMING
        case "former" | "prior":
            names = [found.span() for found in re.finditer(r"[^、，；/]+", source.text)]
            if len(names) > 1 and all(ends_as_road(source.text[slice(*at)]) for at in names):
                draft.formers += [source.words(*at) for at in names]
                draft.merged = True
            else:
                stretch = _STRETCH.search(source.text)
                draft.partial |= stretch is not None
                draft.formers.append(_cell_name(source.part(0, stretch.start()) if stretch else source))
            draft.action = Action.RENAMING
        case "alias":
            draft.aliases.append(cell)
        case "romanised":
            draft.roman = cell
        case "reason":
            if not take_remark(source, draft):
                draft.reason = draft.reason or (None if is_act(cell.text) else cell)
        case "gone":  # 注销原因: of what is cancelled
            draft.reason = draft.reason or cell
        case "other" if len(cell.text) > 3:
            take_remark(source, draft)
        case "start":
            source, before = _without_before(source)
            draft.run.froms += (_cell_end(source, _CELL_START),)
            draft.doubts += _doubt_before(source)
            if before is not None:
                draft.previous.froms += (before,)
        case "end":
            source, before = _without_before(source)
            draft.run.tos += ((_cell_end(source, _CELL_END), False),)
            draft.doubts += _doubt_before(source)
            if before is not None:
                draft.previous.tos += ((before, False),)
        case "start_before":
            draft.previous.froms += (_cell_end(source, _CELL_START),)
        case "end_before":
            draft.previous.tos += ((_cell_end(source, _CELL_END), False),)
        case "both":
            _read_both(source, draft)
        case "text":
            _read_text(source, draft)
        case "both_before":
            now, draft.run = draft.run, Run()
            _read_both(source, draft)
            draft.previous, draft.run = draft.run, now
        case "size":
            read_sizes(source, draft, column)
        case "via":
            at = 0
            for found in re.finditer(r"[、，]|$", source.text):
                if found.start() > at:
                    draft.via.append(source.words(at, found.start()))
                at = found.end()
        case "length" | "width":
            read_size(source, draft, column)
        case "course":
            found_course = re.match(r"(?:大致)?(东西|南北|东北西南|西北东南|环形)", source.text)
            if found_course:
                draft.course = source.words(*found_course.span(1))
        case "district" | "town" | "place":
            _read_place(source, draft, column.role)
        case _:
            pass


def _read_text(source: Condensed, draft: Draft) -> None:
    """A cell that tells of the road in a clause: 道路：位于…。东起…，西至…。长…米"""
    for more in read_passage(source).drafts:
        more.name, more.more_names, more.named_by_verb = None, [], False
        draft.fill_from(more)


# 学士路 Xuéshì Lù | 安宁路 ?nníng Lù: a sign stands where the page lost the first letter
_CELL_ROMAN = re.compile(r"(?<=[\u3400-\u9fff）])[A-Za-z\u00c0-\u024f？□�][^（）\u3400-\u9fff，。；]{2,60}$")


def _cell_name(source: Condensed) -> Words:
    end = len(source.text)
    if (roman := _CELL_ROMAN.search(source.text)) and roman.start() > 1:
        end = roman.start()  # 荫家桥路 Yīnjiāqiáo Lù
    while (
        (found := re.search(r"（[^（）]*）$", source.text[:end]))
        and found.start() > 1
        and not re.match(f"（[东南西北中]|{WHICH_ONE}$", found[0])
    ):
        end = found.start()
    start = 0
    while start < end - 1 and source.text[start] in '“‘"':
        start += 1
    while end - 1 > start and source.text[end - 1] in '”’"':
        end -= 1
    return source.words(start, end)


# 沿江街（原河边街）（Yanjiang Jie） | 沿江街（曾用名河边街） | 求知路（暂名纬二路）
_NAME_NOTE = re.compile(
    rf"（(?:(?P<former>原(?:路|地)?(?:名称?)?)|(?P<formerly>{WAS_CALLED})|暂定?名|规划(?:路)?名称?|工程名称?|俗称)(?:为|：)?"
    r"[“‘]?(?P<words>[^（）“”‘’、，。]{2,16}?)[”’]?）(?:（[^（）\u3400-\u9fff]+）)?$"
)


def _read_name_note(source: Condensed, draft: Draft) -> None:
    """The bracket behind the name in its cell, where it tells how the road was called or what a plan calls it."""
    found = _NAME_NOTE.search(source.text) if source.text.endswith("）") else None
    if found is None or not ends_as_road(found["words"]):
        return
    words = source.words(*found.span("words"))
    if found["former"] and not words.text.startswith("规划"):
        draft.formers.append(words)
        draft.action = Action.RENAMING
    elif found["formerly"]:
        tell_formerly(draft, words)
    else:
        draft.aliases.append(words)


# 松涛路（原荷风渠）: where the end was before, or what it was called before
_BARE_BEFORE = re.compile("（原[^（）]{2,20}）$")


def _doubt_before(source: Condensed) -> Iterator[Doubt]:
    """A bracket behind an end in its cell that tells of before, but not of what."""
    if source.text.endswith("）") and (found := _BARE_BEFORE.search(source.text, 2)):
        yield Doubt(source.span(*found.span()), BEFORE_OPEN)


def _cell_end(source: Condensed, lead: re.Pattern[str]) -> End:
    start, side = 0, None
    if (found := lead.match(source.text)) and found.end() < len(source.text):
        start, side = found.end(), found["from_side"]
    return _end_of(source, start, len(source.text.rstrip("。；，")), side)


def _without_before(source: Condensed) -> tuple[Condensed, End | None]:
    """A cell without the bracket behind its end that tells the end before, and that one: 天津路（原止点：澳门路）."""
    found = BEFORE_TAG.search(source.text) if source.text.endswith("）") else None
    if found is None or found.start() < 2:
        return source, None
    at = found.start()
    return source.part(0, at), _end_of(source, *found.span("old"))


def _end_of(source: Condensed, start: int, end: int, side: str | None = None) -> End:
    """An end, with its `side`, or the one that a bracket behind it tells: 甲大道（南）."""
    words = read_end(source.text, start, end)
    if tag := SIDE_TAG.search(source.text, words.start + 2, words.end):
        return End(source.words(words.start, tag.start()), side or tag["side"], words.planned)
    return End(source.words(words.start, words.end), side, words.planned)


# 环绕障山: a ring, which has no ends
_RING = re.compile("(?:环绕?|绕)[\u3400-\u9fff]{1,8}[湖山岛园城岭](?:一[周圈])?")


# 原：甲路至乙路；现：甲路至丙路 | 原为甲路至乙路，调整为甲路至丙路
_BOTH_TIMES = re.compile(
    "原(?:来)?(?:起止点|起讫点)?(?:为|：)：?(?P<was>[^；：]{4,40})[；，。](?:现|拟)?(?:调整|变更)?后?(?:起止点|起讫点)?(?:为|：)：?(?P<now>[^；：]{4,40})"
)


def _read_both(source: Condensed, draft: Draft) -> None:
    if source.text.startswith("原") and (times := _BOTH_TIMES.fullmatch(source.text)):
        _read_both(source.part(*times.span("was")), draft)
        draft.previous, draft.run = draft.run, Run()
        _read_both(source.part(*times.span("now")), draft)
        return
    passage = read_passage(source)
    if passage.drafts and passage.drafts[0].run:
        inner = passage.drafts[0]
        draft.run = inner.run
        if inner.previous and not draft.previous:
            draft.previous = inner.previous  # 甲路至乙路（原止点：丙路）
        draft.doubts += inner.doubts
        return
    if found := re.fullmatch(r"(.{2,40}?)(?:~|—{1,2}|–|-{1,2}|至|到)(.{2,40})", source.text):
        start, end = (_end_of(source, *found.span(group)) for group in (1, 2))
        draft.run.froms += (start,)
        draft.run.tos += ((end, False),)
        return
    if _RING.fullmatch(source.text):
        draft.beside.append(source.words(0, len(source.text)))
        return
    draft.doubts.append(Doubt(source.span(0, len(source.text)), UNREAD))


def _read_place(source: Condensed, draft: Draft, role: str) -> None:
    if not draft.run and (
        _CELL_START.match(source.text) or _CELL_ENDS.match(source.text)
    ):  # the place of a road told by its ends
        _read_both(source, draft)
        return
    divisions = read_divisions(source.text)
    district = divisions.district or (None if divisions.subdistricts else divisions.city)  # 德兴市, of a county's rank
    if district and draft.district is None:
        draft.district = source.words(*district)
    others, towns, reach = further_districts(source.text, divisions, len(source.text))
    draft.doubts += [Doubt(source.span(*at), SECOND_DISTRICT) for at in others]
    known = {words.text for words in draft.subdistricts}
    draft.subdistricts += [
        words for at in divisions.subdistricts + towns if (words := source.words(*at)).text not in known
    ]
    if not divisions and role == "district":
        draft.district = source.words(0, len(source.text))
    elif role == "place" and reach < len(source.text):
        draft.beside.append(source.words(reach, len(source.text)))
