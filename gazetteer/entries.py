"""A document read: one `Reading` for each road-naming notice in it. The values it is made of may be had here."""

import re
from base64 import b32encode
from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from hashlib import sha256

from gazetteer.actions import Action as Action
from gazetteer.bodies import read_body
from gazetteer.builders import Builder
from gazetteer.circles import uncollected
from gazetteer.documents import Document
from gazetteer.doubts import NOTHING_READ, PRESENT_NAME, Doubt
from gazetteer.drafts import Draft
from gazetteer.extents import Extent as Extent
from gazetteer.extents import Terminus as Terminus
from gazetteer.furniture import find_furniture
from gazetteer.heading_acts import find_actions
from gazetteer.heads import is_working
from gazetteer.items import Body, Class, Item
from gazetteer.lines import Line, part_at_gaps, read_lines
from gazetteer.mastheads import Masthead, read_masthead
from gazetteer.measures import StatedMeasure as StatedMeasure
from gazetteer.name_patterns import ends_as_road
from gazetteer.no_names import is_called_by_railway, is_no_name, is_old_new_road
from gazetteer.notice_kinds import read_kind
from gazetteer.notices import Notice
from gazetteer.numbered_lanes import may_be_lane
from gazetteer.oddities import MASKS, is_area
from gazetteer.patterns import opening
from gazetteer.readings import FILED as FILED
from gazetteer.readings import Correction as Correction
from gazetteer.readings import Coverage as Coverage
from gazetteer.readings import Entry as Entry
from gazetteer.readings import Reading as Reading
from gazetteer.readings import missing_fields as missing_fields
from gazetteer.scripts import readable
from gazetteer.segments import stretches_told
from gazetteer.shapes import readings_json as readings_json
from gazetteer.subjects import calls_for_names, is_of_other, names_roads, orders
from gazetteer.text import Span, normalise
from gazetteer.titles import Title, cut
from gazetteer.wraps import unwrapped
from gazetteer.written import own_script


@uncollected()
def read_document(document: Document) -> tuple[Reading, ...]:
    """One reading for each road-naming notice in the document, in its order; none if it holds none."""
    normalised = normalise(document.text)
    read = readable(normalised)
    text = part_at_gaps(read)
    lines = read_lines(text)
    furniture = find_furniture(lines)
    if furniture:
        lines = [line for line in lines if line.span not in furniture]
    lines = unwrapped(document.text, lines)
    readings = []
    pages = sorted(furniture)
    for first, last, title in cut(lines):
        reading = _read_notice(document.text, normalised, read, text, lines[first:last], title, first, pages)
        if reading is not None:
            readings.append(reading)
    return tuple(readings)


# what is ordered is a road: it has ends, or a verb gives it a name
_ROADS = re.compile(
    opening(
        "东南西北起止自~～命更改定取统合道标新拟注销撤废路街巷应误并",
        r"[东南西北](?:起|至|止)|起[^，。；]{2,20}，[讫止至]|起点|起于|起止|止点|起讫|自.{2,20}至|[~～]",
        r"命名了“|[更改命定取]名“|[更改命定取]名?(?:为|：)|(?:统|合|改)称|(?:道路|标准|新|拟)名称|注销|销名|撤销|废止|废弃",
        r"[路街巷]（|并入|[路街巷]名|命名.{0,40}[路街巷弄]|更名|改名|应为|更正为|误(?:写|印)?为|[路街巷道]、[^。；]{2,40}等\d+[个条]",
    )
)


# a road, not 思路, 线路, 路径
_ROAD = re.compile("(?<![线思网套出电])(?:路(?![径演])|街(?!道)|[巷弄里])|大道|胡同")
_BESIDE = 60  # characters between the words of an order and the road it is given for


def _orders_roads(words: str) -> bool:
    """Whether what is ordered is a road: 统称 and 取消 stand in other documents too, with no road beside them."""
    return any(
        _ROAD.search(words, max(0, found.start() - _BESIDE), found.end() + _BESIDE) for found in _ROADS.finditer(words)
    )


def _names_roads(words: str | None, title: Title | None) -> bool:
    """Whether a title orders the naming of roads, and so roads are missed where none is read."""
    if words is None or (title is not None and title.listed):
        return False
    return names_roads(words)


def _read_notice(
    original: str,
    normalised: str,
    read: str,
    text: str,
    lines: Sequence[Line],
    title: Title | None,
    offset: int,
    pages: Sequence[Span],
) -> Reading | None:
    """The reading of one document's lines, or None where it names no road.

    `pages` are the lines of the pages, in their order, left out of `lines`.
    """
    words = "\n".join(line.text for line in lines)
    if not (orders(words) or orders(words.replace("\n", ""))) or not (
        _orders_roads(words) or (title and _names_roads(title.text, title))
    ):
        return None
    head = read_masthead(text, lines, title, offset)
    if is_of_other(head.title, lines):
        return None
    body = read_body(text, lines, frozenset(head.used), head.title or "")
    items = [item for item in body.items if _is_entry(item, head)]
    present: list[Item] = []
    if calls_for_names(head.title, lines):
        present = [item for item in items if _is_present_name(item.draft, text, head.title or "", words[:200])]
        items = [item for item in items if item not in present]
        for item in present:
            item.draft.doubts.append(Doubt(item.draft.span, PRESENT_NAME))
    ordered = any(item.draft.action or item.context.action for item in items)
    if not items and (present or _names_roads(head.title, title)):
        if not any((body.doubts, *(item.draft.doubts for item in body.items))):
            assert head.title_words is not None
            body.doubts.append(Doubt(head.title_words.span, NOTHING_READ))
    elif not items or not (ordered or orders(head.title or "") or orders(words[:600])):
        return None
    own = _own_span(head, body, title)
    written = own.of(original)
    # a letter O or a straight quote is read by what stands beside it, which another notice may be
    beside = any(char in written for char in 'OoОＯｏ"＂')
    digest_words = "".join((normalise(written) if beside else own.of(normalised)).split())
    notice_id = "n" + b32encode(sha256(digest_words.encode()).digest()).decode().lower()[:10]
    within = slice(*(bisect_left(pages, at, key=lambda span: span.start) for at in (own.start, own.end)))
    apart = [*pages[within], *(span for span in head.used if own.start <= span.start < own.end)]
    builder = Builder(original, read, text, head, body, notice_id, own, apart)
    entries = stretches_told(builder.entries(items), words)
    problems = builder.problems(items)
    in_script = partial(own_script, within=own, read=read, written=normalised)
    notice = Notice(
        notice_id,
        in_script(head.title),
        in_script(head.authority),
        read_kind(head.title, words, sum(item.draft.proposed for item in items), len(items)),
        own,
        sha256(written.encode()).hexdigest(),
        document_number=head.number,
        area=builder.area,
        issued_on=head.issued_on,
        printed_on=head.printed_on,
        published_on=head.published_on,
        effective_on=head.effective_on,
        approved_on=head.approved_on,
        stated_counts=_stated_counts(body),
        restated=head.restated,
        fictional=head.fictional,
        source=in_script(head.source),
    )
    starts = {span.start for span in head.used}
    masthead = sum(len(line.text) for line in lines if line.span.start in starts)
    classes = body.classes
    coverage = Coverage(
        classes.get(Class.ENTRY, 0),
        classes.get(Class.HEADING, 0),
        classes.get(Class.BOILERPLATE, 0) + masthead,
        classes.get(Class.OTHER, 0),
        classes.get(Class.PROBLEM, 0),
    )
    return Reading(notice, entries, problems, coverage)


def _is_entry(item: Item, head: Masthead) -> bool:
    """Whether a draft orders something about a road, and is no mere mention."""
    draft = item.draft
    if draft.name is None or MASKS.match(draft.name.text):
        return False
    action = draft.action or item.context.action
    there = action in (Action.EXTENT_CHANGE, Action.ABOLITION) or bool(draft.previous)
    by_railway = bool(draft.aliases) and is_called_by_railway(draft.name.text)
    named_so = by_railway or may_be_lane(draft.name.text) or (there and is_old_new_road(draft.name.text))
    if is_no_name(draft.name.text) and not named_so:
        return False
    if is_area(draft):
        return False
    said = bool(draft.run or draft.previous or draft.added or draft.length or draft.width)
    if not ends_as_road(draft.name.text) and not (
        (said or any(ends_as_road(old.text) for old in draft.formers))
        and (draft.named_by_verb or draft.quoted or draft.marked)
    ):
        return False
    if draft.action is not None:
        return True
    moved = draft.previous or draft.added or draft.extension or draft.kept
    if draft.stays and not moved and Action.RENAMING in {item.context.action, *find_actions(head.title or "")}:
        return item.context.action not in (None, Action.RENAMING)
    if said:
        return True
    ordered = action is not None or bool(find_actions(head.title or ""))
    if ((draft.marked and draft.headed) or draft.leads) and item.context.action is Action.ABOLITION:
        return True  # 丁香巷，… or 西山镇 丁香巷（…） under 销名道路, whatever is told of why
    return (item.listed or draft.marked or draft.in_list) and ordered and not draft.doubts


_ANOTHER_NAME = re.compile("更名|（更）|改名|重新命名|换名|更换名称|更换路名")
# 晓天路（重名路，位于…）
_OF_NO_USE = re.compile("[”’]?（[^（）]{0,6}(?:重名|同名|同音|谐音|混淆|不规范|现用名|现名|现称)")


def _is_present_name(draft: Draft, text: str, title: str, lead: str) -> bool:
    """Whether in a call for names the road is told under the name that is to be replaced."""
    if draft.name is None or draft.named_by_verb or draft.proposed:
        return False
    useless = _OF_NO_USE.match(text, draft.name.span.end) or _ANOTHER_NAME.search(lead)
    return (useless is not None and not is_working(draft.name.text)) or _ANOTHER_NAME.search(title) is not None


def _own_span(head: Masthead, body: Body, title: Title | None) -> Span:
    """Where the notice itself stands: from its title (or marker line) to its last line that says something of it."""
    used = [*body.used, *head.used]
    start = min(span.start for span in used)
    if title is not None and head.title_words is not None and not (head.restated or head.fictional or head.source):
        start = min(head.title_words.span.start, min((span.start for span in body.used), default=start))
    return Span(start, max(span.end for span in used))


def _stated_counts(body: Body) -> tuple[tuple[str, int], ...]:
    """What the notice says it orders: from its lead-in, else from its headings."""
    leads = [(stated.action, stated.count) for stated in body.counts if stated.rank == 0 and stated.action]
    chosen = leads or [(stated.action, stated.count) for stated in body.counts if stated.action]
    total: dict[str, int] = {}
    for action, count in chosen:
        assert action is not None
        total[action.value] = total.get(action.value, 0) + count if not leads else count
    return tuple(total.items())
