"""A clause read into an `Entry`: what it orders, for which road, between which ends."""

import re
from base64 import b32encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from gazetteer.bodies import COUNT_DIFFERS_EN, COUNT_DIFFERS_ZH, Body, Class, Item, Stated, read_body
from gazetteer.clauses import AREA, MANY_ENDS, Doubt, Draft, End, Run
from gazetteer.divisions import ZONES, read_divisions
from gazetteer.documents import Document
from gazetteer.extents import Extent as Extent
from gazetteer.extents import Terminus as Terminus
from gazetteer.headings import Action as Action
from gazetteer.headings import find_actions
from gazetteer.mastheads import Masthead, Title, cut, find_area, read_kind, read_masthead
from gazetteer.measures import StatedMeasure as StatedMeasure
from gazetteer.notices import Notice
from gazetteer.paragraphs import Line, find_furniture, part_at_gaps, read_lines
from gazetteer.patterns import ROAD_END
from gazetteer.text import Problem, Sentence, Span, Words, condense, normalise
from gazetteer.toponyms import fits


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many characters (blanks aside) of a notice ended as what."""

    entry: int = 0
    heading: int = 0
    boilerplate: int = 0
    other: int = 0
    problem: int = 0

    @property
    def total(self) -> int:
        return self.entry + self.heading + self.boilerplate + self.other + self.problem

    def share(self, kind: str) -> float:
        """The share, 0 to 1, of `entry`, `heading`, `boilerplate`, `other` or `problem`."""
        return getattr(self, kind) / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """What one clause says about one road. `spans` name → where that value stands in the text.

    Keys of `spans`: the field names here, `length_m`, `width_m`, `previous.start`, `previous.end`,
    `subdistricts.0`, `via.0`, …
    """

    entry_id: str  # notice_id-1, -2, … in the order of the notice
    action: Action
    name: str
    span: Span
    quote: str
    former_name: str | None = None
    district: str | None = None
    subdistricts: tuple[str, ...] = ()
    zone: str | None = None
    length: StatedMeasure | None = None
    width: StatedMeasure | None = None
    extent: Extent = Extent()
    previous: Extent | None = None
    added: Extent | None = None
    course: str | None = None
    restored: bool = False
    partial: bool = False
    merged: bool = False
    reason: str | None = None
    romanised: str | None = None
    spans: Mapping[str, Span] = field(default_factory=dict, hash=False)
    beside: str | None = None  # where it lies beside its divisions: 狮子口街东侧
    aliases: tuple[str, ...] = ()  # names of the plan or the works, never former names
    previous_length: StatedMeasure | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One notice and everything read in it; every span counts in the document's text."""

    notice: Notice
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    coverage: Coverage = Coverage()


# what 《地名备案公告管理办法（试行）》 (2023) asks of an announcement
FILED = ("standard_name", "romanised", "division", "position", "authority", "approved_on")


def missing_fields(entry: Entry, notice: Notice) -> tuple[str, ...]:
    """Which of the six things an announcement must tell (`FILED`) the notice leaves out for this road."""
    said = {
        "standard_name": bool(entry.name),
        "romanised": entry.romanised is not None,
        "division": entry.district is not None or bool(entry.subdistricts),
        "position": len(entry.extent.termini) == 2 or entry.beside is not None,
        "authority": notice.authority is not None,
        "approved_on": (notice.approved_on or notice.issued_on) is not None,
    }
    return tuple(name for name in FILED if not said[name])


# ── reading a document ─────────────────────────────────────────────────────────────────────────────────────────────


def read_document(document: Document) -> tuple[Reading, ...]:
    """One reading for each road-naming notice in the document, in its order; none if it holds none."""
    text = part_at_gaps(normalise(document.text))
    lines = read_lines(text)
    furniture = find_furniture(lines)
    lines = [line for line in lines if line.span not in furniture]
    readings = []
    for first, last, title in cut(lines):
        reading = _read_notice(document.text, text, lines[first:last], title, first)
        if reading is not None:
            readings.append(reading)
    return tuple(readings)


_ORDERS = re.compile(
    r"命名|更名|改名|地名|路名|起止点|起讫点|起止位置|注销|销名|新建道路名称|标准地名|取名|统称|合称|命（更）名|拟名称|道路名称|正式名字|改为|改称|沿用"
)

# what is ordered is a road: it has ends, or a verb gives it a name
_ROADS = re.compile(
    r"[东南西北](?:起|至|止)|起点|起于|起止|止点|起讫|[更改命定取]名?(?:为|：)|(?:统|合|改)称|(?:道路|标准|新|拟)名称|注销|销名|撤销|废止|废弃|[~～]|[路街巷]（|[路街巷]名|自.{2,20}至"
    r"|命名.{0,40}[路街巷弄]|更名|改名"
)


def _read_notice(original: str, text: str, lines: Sequence[Line], title: Title | None, offset: int) -> Reading | None:
    """The reading of one document's lines, or None where it names no road."""
    words = "\n".join(line.text for line in lines)
    if not _ORDERS.search(words) or not _ROADS.search(words):
        return None
    head = read_masthead(text, lines, title, offset)
    body = read_body(text, lines, frozenset(head.used))
    items = [item for item in body.items if _is_entry(item, head)]
    ordered = any(item.draft.action or item.context.action for item in items)
    if not items or not (ordered or _ORDERS.search(head.title or "") or _ORDERS.search(words[:600])):
        return None
    own = _own_span(head, body, title)
    digest_words = "".join(normalise(own.of(original)).split())
    notice_id = "n" + b32encode(sha256(digest_words.encode()).digest()).decode().lower()[:10]
    builder = _Builder(original, text, head, body, notice_id, own)
    entries = builder.entries(items)
    problems = builder.problems(items)
    notice = Notice(
        notice_id,
        head.title,
        head.authority,
        read_kind(head.title, words, sum(item.draft.proposed for item in items), len(items)),
        own,
        sha256(own.of(original).encode()).hexdigest(),
        document_number=head.number,
        area=find_area(head.authority, head.title),
        issued_on=head.issued_on,
        printed_on=head.printed_on,
        published_on=head.published_on,
        effective_on=head.effective_on,
        approved_on=head.approved_on,
        stated_counts=_stated_counts(body),
        restated=head.restated,
        fictional=head.fictional,
        source=head.source,
    )
    masthead = sum(len(line.text) for line in lines if line.span in head.used)
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
    if draft.name is None or "*" in draft.name.text:
        return False
    action = draft.action or item.context.action
    said = bool(draft.run or draft.previous or draft.added or draft.length or draft.width)
    if not ROAD_END.search(draft.name.text) and not (said and (draft.named_by_verb or draft.quoted or draft.marked)):
        return False
    if draft.action is not None:
        return True
    if said:
        return True
    ordered = action is not None or bool(find_actions(head.title or ""))
    return (item.listed or draft.marked or draft.in_list) and ordered and not draft.doubts


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


class _Builder:
    """Drafts of one notice made into entries."""

    def __init__(self, original: str, text: str, head: Masthead, body: Body, notice_id: str, own: Span) -> None:
        self.original = original
        self.text = text
        self.head = head
        self.body = body
        self.notice_id = notice_id
        self.own = own
        self.spans: dict[str, Span] = {}
        self.extra: list[Doubt] = []
        self.fallback_district, self.fallback_towns = self._fallback()
        self.other_names = _other_names(body.items)

    def entries(self, items: Sequence[Item]) -> tuple[Entry, ...]:
        out: list[Entry] = []
        merged = {
            words.text for item in items for words in item.draft.formers if self.action_of(item) is Action.RENAMING
        }
        for item in items:
            action = self.action_of(item)
            assert item.draft.name is not None
            if action is Action.ABOLITION and item.draft.name.text in merged:
                continue
            formers: Sequence[Words | None] = item.draft.formers if action is Action.RENAMING else ()
            for former in formers or (None,):
                out.append(self.entry(item, action, former, len(out) + 1, len(formers)))
        return tuple(out)

    def action_of(self, item: Item) -> Action:
        draft, context = item.draft, item.context
        if draft.extension and draft.action in (None, Action.NAMING, Action.EXTENT_CHANGE) and not draft.formers:
            return Action.EXTENT_CHANGE
        if draft.action is not None:
            if draft.action is Action.NAMING and draft.formers and not draft.restored:
                return Action.RENAMING
            if draft.action is Action.NAMING and draft.previous and not draft.named_by_verb:
                return Action.EXTENT_CHANGE
            return draft.action
        if context.action is Action.RENAMING and not draft.formers and not draft.previous:
            return Action.NAMING if draft.run else Action.RENAMING
        if draft.previous:
            return Action.EXTENT_CHANGE
        return context.action or self.title_action() or Action.NAMING

    def title_action(self) -> Action | None:
        """The one action the title speaks of, if it is one."""
        actions = find_actions(self.head.title or "")
        return next(iter(actions)) if len(actions) == 1 else None

    # ── one entry ──────────────────────────────────────────────────────────────────────────────────────────────────
    def entry(self, item: Item, action: Action, former: Words | None, number: int, formers: int) -> Entry:
        draft, context = item.draft, item.context
        assert draft.name is not None
        self.spans = {}
        district = draft.district or context.district
        towns = tuple(draft.subdistricts) or (
            context.subdistricts
            if draft.district is None or context.district is None or draft.district.text == context.district.text
            else ()
        )
        zone = context.zone
        if (
            draft.district
            and context.district
            and draft.district.text != context.district.text
            and draft.district.text.endswith(ZONES)
            and not context.district.text.endswith(ZONES)
        ):
            district, zone = context.district, draft.district
        towns = towns or (self.fallback_towns if district is None else ())
        district = district or self.fallback_district
        roman = draft.roman
        extent = self.extent(draft.run, draft, "")
        previous = self.extent(draft.previous, None, "previous.") if draft.previous else None
        if action is Action.EXTENT_CHANGE:
            extent = self.with_kept(extent, draft)
        added = self.extent(draft.added, None, "added.") if draft.added else None
        if action is Action.EXTENT_CHANGE and draft.extension and not draft.added and not draft.previous:
            added, extent = extent, Extent()
        return Entry(
            entry_id=f"{self.notice_id}-{number}",
            action=action,
            name=self.value("name", draft.name),
            span=draft.span,
            quote=self.literal(draft.span, ""),
            former_name=self.value("former_name", former) if former else None,
            district=self.value("district", district) if district else None,
            subdistricts=tuple(self.value(f"subdistricts.{n}", town) for n, town in enumerate(towns)),
            zone=self.value("zone", zone) if zone else None,
            length=self.measure("length_m", draft.length),
            width=self.measure("width_m", draft.width),
            extent=extent,
            previous=previous,
            added=added,
            course=self.value("course", draft.course) if draft.course else None,
            restored=draft.restored or (context.restored and action is Action.NAMING),
            partial=draft.partial or (action is Action.RENAMING and _is_partial(draft, self.text)),
            merged=draft.merged or formers > 1,
            reason=self.value("reason", draft.reason) if draft.reason else None,
            romanised=" ".join(self.value("romanised", roman) and roman.span.of(self.original).split())
            if roman
            else None,
            beside="，".join(words.text for words in draft.beside) or None,
            aliases=tuple(words.text for words in draft.aliases),
            previous_length=draft.previous_length[0] if draft.previous_length else None,
            spans=self.spans,
        )

    def value(self, key: str, words: Words) -> str:
        """The words as the document writes them, their place noted under `key`.

        No place is noted for words that a page's head or number stands within: no one span holds just them.
        """
        span = words.span
        if self.original[span.start : span.end] == words.text:
            self.spans[key] = span
            return words.text
        literal = self.literal(words.span, words.text)
        if literal == "".join(words.span.of(self.original).split()):
            self.spans[key] = words.span
        return literal

    def literal(self, span: Span, words: str) -> str:
        """The document's own characters at `span` without blanks (a page head between them left out)."""
        written = "".join(span.of(self.original).split())
        return written if not words or normalise(written) == words else words

    def measure(self, key: str, stated: tuple[StatedMeasure, Span] | None) -> StatedMeasure | None:
        if stated is None:
            return None
        self.spans[key] = stated[1]
        return stated[0]

    def terminus(self, end: End | None, key: str) -> Terminus | None:
        if end is None:
            return None
        text = self.value(key, self.with_yu(end.words))
        return Terminus(text, end.side, end.planned, refers_to=self.other_names.get(text))

    def with_yu(self, words: Words) -> Words:
        """止于洪、皇姑区界: 于 belongs to the end where the notice knows a division 于洪区."""
        at = words.span.start - 1
        if at < 0 or self.text[at] != "于":
            return words
        own = self.own.of(self.text)
        names = "|".join(re.escape(words.text[:size]) for size in (1, 2))
        if re.search(rf"(?<![起止位至终始迄落])于(?:{names})[区县]", own):
            return Words("于" + words.text, Span(at, words.span.end))
        return words

    def extent(self, run: Run, draft: Draft | None, prefix: str) -> Extent:
        start = self.terminus(run.start, f"{prefix}start")
        end = self.terminus(run.end, f"{prefix}end")
        via: tuple[str, ...] = ()
        bends = None
        if draft is not None:
            via = tuple(self.value(f"via.{n}", words) for n, words in enumerate(draft.via))
            if run.bends:
                span = Span(
                    min(run.bends[0].start, *(at.words.span.start for at, _ in run.tos[:-1]))
                    if len(run.tos) > 1
                    else run.bends[0].start,
                    run.bends[-1].end,
                )
                if len(run.tos) > 1 and span.start > 0:
                    span = run.bends[0] if span.end <= span.start else span
                self.spans["bends"] = span
                bends = self.literal(span, "")
        return Extent(start, end, via, bends)

    def with_kept(self, extent: Extent, draft: Draft) -> Extent:
        """The extent of a change that says one end stays: 原起点不变."""
        start, end = extent.start, extent.end
        if "start" in draft.kept and start is None:
            start = Terminus(None, unchanged=True)
        if "end" in draft.kept and end is None:
            end = Terminus(None, unchanged=True)
        return Extent(start, end, extent.via, extent.bends)

    def _fallback(self) -> tuple[Words | None, tuple[Words, ...]]:
        """The division that the lead-in, the title, the addressee or the authority names for all the roads."""
        towns: tuple[Words, ...] = ()
        district = self.body.lead_district
        for words in (self.head.title_words, self.head.addressee, self.head.authority_words):
            if words is None:
                continue
            found_district, found_towns = self._divisions_in(words)
            if words is not self.head.authority_words and not towns:
                towns = found_towns
            if (
                district is not None
                and found_district is not None
                and district.text.endswith(ZONES)
                and not found_district.text.endswith(ZONES)
            ):
                district = found_district
            district = district or found_district
        return district, towns

    def _divisions_in(self, words: Words) -> tuple[Words | None, tuple[Words, ...]]:
        source = condense(self.text, words.span)
        text = source.text
        starts = [found.end() for found in re.finditer(r"关于(?:同意|对|命名|调整|公布|确定)?|^|省|市|人民政府", text)]
        district: Words | None = None
        towns: tuple[Words, ...] = ()
        for at in reversed(starts):
            divisions = read_divisions(text, at)
            if divisions.district and district is None:
                district = source.words(*divisions.district)
            if len(divisions.subdistricts) == 1 and not towns:
                start, end = divisions.subdistricts[0]
                if text.endswith("街道办事处", start, end):
                    end -= 3  # 波涛街道办事处 is an office; the roads lie in 波涛街道
                towns = (source.words(start, end),)
        return district, towns

    # ── what could not be read ─────────────────────────────────────────────────────────────────────────────────────
    def problems(self, items: Sequence[Item]) -> tuple[Problem, ...]:
        kept = {id(item) for item in items}
        doubts = list(self.body.doubts)
        for item in self.body.items:
            doubts += item.draft.doubts
            if id(item) in kept:
                doubts += _doubts_of(item.draft)
            elif item.draft.name is not None and not item.draft.doubts:
                masked = "*" in item.draft.name.text
                doubts.append(Doubt(item.draft.span, MASKED if masked else MENTION))
        doubts += _count_doubts(self.body, [(item, self.action_of(item)) for item in items])
        seen: set[tuple[Span, str]] = set()
        out = []
        for doubt in sorted(doubts, key=lambda one: (one.span.start, one.span.end)):
            key = (doubt.span, doubt.message.zh)
            if key not in seen:
                seen.add(key)
                out.append(Problem(doubt.span, doubt.message, self.literal(doubt.span, "")[:200]))
        return tuple(out)


ROMAN_DIFFERS = Sentence(
    "拼音的音节数与名称的字数不符，可能缺字，请核对。",
    "the romanisation has not as many syllables as the name has characters; one may be lost. Check it.",
)


def _other_names(items: Iterable[Item]) -> dict[str, str]:
    """Working numbers and former names (原O, 1号路) → the name this notice gives that road.

    A former name that the notice gives to another road is left out, unless 原 stands before it.
    """
    named = {item.draft.name.text for item in items if item.draft.name}
    out: dict[str, str] = {}
    for item in items:
        if item.draft.name is None:
            continue
        for words in (*item.draft.formers, *item.draft.aliases):
            out.setdefault(f"原{words.text}", item.draft.name.text)
            if words.text not in named:
                out.setdefault(words.text, item.draft.name.text)
    return out


ONE_END = Sentence("只读到起点或止点中的一个，请核对。", "only one of the two ends was found. Check it.")
MASKED = Sentence("道路名称有被遮盖的字，未读入。", "characters of the road's name are masked; it was not read.")
MENTION = Sentence(
    "这里提到一条道路，但没有说要对它做什么。", "a road is mentioned here, but not what is to be done about it."
)


def _is_partial(draft: Draft, text: str) -> bool:
    """Whether only a stretch of the former road is renamed: 原O（A至B路段）."""
    if not draft.formers or not draft.run:
        return False
    former = draft.formers[-1].span
    after = text[former.end : former.end + 60].lstrip("”’ ")
    return (
        re.match(r"（[^（）]{0,60}段[^（）]{0,4}）|(?:的)?[^，。；]{0,40}(?:路段|段)(?:更名|变更|命名|改)", after)
        is not None
    )


def _doubts_of(draft: Draft) -> Iterable[Doubt]:
    """What of a draft's own values is odd."""
    sides = [end.side for end, _ in draft.run.tos if end.side]
    if not draft.run.froms and len(set(sides)) == 4:
        yield Doubt(draft.span, AREA)
    if (
        bool(draft.run.froms) != bool(draft.run.tos)
        and not draft.previous
        and not draft.kept
        and len(draft.run.tos) < 2
    ):
        yield Doubt(draft.span, ONE_END)
    if draft.roman is not None and draft.name is not None and not fits(draft.roman.text, draft.name.text):
        yield Doubt(draft.roman.span, ROMAN_DIFFERS)
    if 1 < len(draft.run.tos) > (1 if draft.run.froms else 2) and not draft.run.bends:
        yield Doubt(draft.span, MANY_ENDS)


def _count_doubts(body: Body, items: Sequence[tuple[Item, Action]]) -> Iterable[Doubt]:
    """Every stated count that is not what was read under it."""
    for stated in body.counts:
        read = _count_under(stated, body.counts, items)
        if read is not None and read != stated.count:
            said = COUNT_DIFFERS_ZH.format(said=stated.count, read=read)
            yield Doubt(stated.span, Sentence(said, COUNT_DIFFERS_EN.format(said=stated.count, read=read)))


def _count_under(stated: Stated, counts: Sequence[Stated], items: Sequence[tuple[Item, Action]]) -> int | None:
    if stated.rank == 0:
        # a later lead-in of the same kind may end what this one counts: 南北走向道路3条：… 东西走向道路1条：
        later = (other.span for other in counts if other.rank == 0 and other.action is stated.action)
        bound = min((span.start for span in later if span.start > stated.span.start), default=None)
        under = [
            item.draft.span.start
            for item, action in items
            if item.draft.span.start >= stated.span.start and stated.action in (None, action)
        ]
        until = sum(1 for start in under if bound is None or start < bound)
        return until if until == stated.count else len(under)
    end = min(
        (other.span.start for other in counts if other.span.start > stated.span.start and other.rank <= stated.rank),
        default=None,
    )
    return sum(
        1
        for item, _ in items
        if item.draft.span.start >= stated.span.start and (end is None or item.draft.span.start < end)
    )


# ── as JSON ────────────────────────────────────────────────────────────────────────────────────────────────────────


def readings_json(readings: Iterable[Reading]) -> dict[str, Any]:
    """The readings in the shape of `gazetteer read --json`."""
    readings = tuple(readings)
    return {
        "notices": [_notice_json(reading) for reading in readings],
        "problems": [
            {"span": _span_json(problem.span), "message": str(problem.message), "quote": problem.quote}
            for reading in readings
            for problem in reading.problems
        ],
    }


def _span_json(span: Span) -> list[int]:
    return [span.start, span.end]


def _notice_json(reading: Reading) -> dict[str, Any]:
    notice = reading.notice
    days = {
        name: day.edtf if (day := getattr(notice, name)) is not None else None
        for name in ("issued_on", "printed_on", "published_on", "effective_on", "approved_on")
    }
    return {
        "notice_id": notice.notice_id,
        "document_number": notice.document_number,
        "title": notice.title,
        "authority": notice.authority,
        "area": notice.area,
        "kind": notice.kind.value,
        **days,
        "span": _span_json(notice.span),
        "stated_counts": dict(notice.stated_counts),
        "restated": notice.restated,
        "fictional": notice.fictional,
        "source": notice.source,
        "coverage": {
            kind: round(reading.coverage.share(kind), 4)
            for kind in ("entry", "heading", "boilerplate", "other", "problem")
        },
        "entries": [_entry_json(entry) | {"missing": list(missing_fields(entry, notice))} for entry in reading.entries],
    }


def _end_json(end: Terminus | None) -> dict[str, Any] | None:
    if end is None:
        return None
    if end.unchanged:
        return {"unchanged": True}
    shape: dict[str, Any] = {"side": end.side, "text": end.text}
    if end.refers_to:
        shape["refers_to"] = end.refers_to
    return shape


def _extent_json(extent: Extent | None) -> dict[str, Any] | None:
    return {"start": _end_json(extent.start), "end": _end_json(extent.end)} if extent is not None else None


def _measure_json(measure: StatedMeasure) -> dict[str, Any]:
    return {"text": measure.text, "min": measure.min, "max": measure.max, "approximate": measure.approximate}


def _entry_json(entry: Entry) -> dict[str, Any]:
    length, width = entry.length, entry.width
    measures = {
        name: _measure_json(measure) for name, measure in (("length", length), ("width", width)) if measure is not None
    }
    planned = [
        name
        for name, end in (("start", entry.extent.start), ("end", entry.extent.end))
        if end is not None and end.planned
    ]
    return {
        "entry_id": entry.entry_id,
        "action": entry.action.value,
        "name": entry.name,
        "former_name": entry.former_name,
        "district": entry.district,
        "subdistricts": list(entry.subdistricts),
        "zone": entry.zone,
        "length_m": None if length is None else length.min if length.min == length.max else [length.min, length.max],
        "width_m": None if width is None else [width.min, width.max],
        "measures": measures,
        "start": _end_json(entry.extent.start),
        "end": _end_json(entry.extent.end),
        "via": list(entry.extent.via),
        "bends": entry.extent.bends,
        "course": entry.course,
        "previous": _extent_json(entry.previous),
        "planned": planned,
        "restored": entry.restored,
        "partial": entry.partial,
        "merged": entry.merged,
        "added": _extent_json(entry.added),
        "reason": entry.reason,
        "romanised": entry.romanised,
        "beside": entry.beside,
        "aliases": list(entry.aliases),
        "span": _span_json(entry.span),
        "quote": entry.quote,
        "spans": {key: _span_json(span) for key, span in entry.spans.items()},
    }
