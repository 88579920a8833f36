"""`Builder`: the drafts of one notice made into entries, every value in the document's own characters."""

import re
from collections.abc import Iterable, Sequence

from gazetteer.actions import Action
from gazetteer.authorities import find_area
from gazetteer.common_divisions import common_divisions
from gazetteer.divisions import ZONES
from gazetteer.doubts import CORRECTS, TOLD_IN_REPLY, UNREAD, Doubt
from gazetteer.drafts import Draft, End, Run
from gazetteer.extents import Extent, Terminus
from gazetteer.heading_acts import find_actions
from gazetteer.item_acts import act_of, leaves_act_open
from gazetteer.items import Body, Item
from gazetteer.mastheads import Masthead
from gazetteer.oddities import NO_ACTION, find_miscounts, find_oddities, why_not_read
from gazetteer.proofs import Proved
from gazetteer.qualms import find_qualms
from gazetteer.readings import Correction, Entry
from gazetteer.references import find_other_names, find_short_names
from gazetteer.replies import acts_unread, is_reply
from gazetteer.text import Problem, Span, Words
from gazetteer.whole_ends import WholeEnds
from gazetteer.written import Written, closed, literal


class Builder:
    """Drafts of one notice made into entries."""

    def __init__(
        self,
        original: str,
        read: str,
        text: str,
        head: Masthead,
        body: Body,
        notice_id: str,
        own: Span,
        apart: Iterable[Span] = (),
    ) -> None:
        self.original = original
        self.read = read  # of which `text` is made: character for character the same but for some gaps
        self.text = text
        self.head = head
        self.body = body
        self.notice_id = notice_id
        self.own = own
        self.area = find_area(head.authority, head.title)
        self.apart = sorted(apart)  # lines that stand within the text and are not of it: page heads, page numbers
        self.written = Written(original, read, self.apart)  # of the entry being made
        self.title_acts = find_actions(head.title or "")
        self.proved = Proved(own.of(text))
        self.fallback_district, self.fallback_towns = common_divisions(
            text, head, body.lead_district, own, self.area, self.proved
        )
        self.whole_ends = WholeEnds(text, own)
        self.other_names = find_other_names(body.items)
        self.short_names = find_short_names(body.items)

    def entries(self, items: Sequence[Item]) -> tuple[Entry, ...]:
        out: list[Entry] = []
        told = [(item, act_of(item, self.title_acts)) for item in items]
        merged = {words.text for item, act in told if act is Action.RENAMING for words in item.draft.formers}
        for item, action in told:
            assert item.draft.name is not None
            if action is Action.ABOLITION and item.draft.name.text in merged:
                continue
            has_former = action in (Action.RENAMING, Action.CORRECTION)
            formers: Sequence[Words | None] = item.draft.formers if has_former else ()
            if action is Action.RENAMING and not formers and len(item.draft.formerly) == 1:
                formers = item.draft.formerly  # 望海路：曾用名站前路, among renamings: no other name is given up
            for former in formers or (None,):
                out.append(self.entry(item, action, former, len(out) + 1, len(formers)))
        return tuple(out)

    # ── one entry ──────────────────────────────────────────────────────────────────────────────────────────────────
    def entry(self, item: Item, action: Action, former: Words | None, number: int, formers: int) -> Entry:
        draft, context = item.draft, item.context
        assert draft.name is not None
        self.written = written = Written(self.original, self.read, self.apart)
        value, measure = written.value, written.measure
        district = draft.district or context.district
        towns = self.proved.towns(draft.subdistricts, context.subdistricts) or (
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
        district = self.proved.words(district)
        towns = _within(self.area, towns or (self.fallback_towns if district is None else ()))
        district = district or self.proved.words(self.fallback_district)
        roman = draft.roman
        if action is Action.ABOLITION and not draft.run:  # 原东起A，西至B，现已灭失: what is cancelled ran there
            draft.run, draft.previous = draft.previous, Run()
        extent = self.extent(draft.run, draft, "")
        previous = self.extent(draft.previous, None, "previous.") if draft.previous else None
        if action is Action.EXTENT_CHANGE:
            extent = self.with_kept(extent, draft)
        added = self.extent(draft.added, None, "added.") if draft.added else None
        if action is Action.EXTENT_CHANGE and draft.extension and not (draft.added or draft.previous or draft.afresh):
            added, extent = extent, Extent()
            for key in ("start", "end"):
                for places in (written.spans, written.pieces):
                    if key in places:
                        places[f"added.{key}"] = places.pop(key)  # type: ignore[assignment]
        span = closed(draft.span, self.original)
        return Entry(
            entry_id=f"{self.notice_id}-{number}",
            action=action,
            name=value("name", draft.name),
            span=span,
            quote=literal(self.original, span),
            former_name=value("former_name", former) if former else None,
            district=value("district", district) if district else None,
            subdistricts=tuple(value(f"subdistricts.{n}", town) for n, town in enumerate(towns)),
            zone=value("zone", zone) if zone else None,
            length=measure("length_m", draft.length),
            width=measure("width_m", draft.width),
            extent=extent,
            previous=previous,
            added=added,
            course=value("course", draft.course) if draft.course else None,
            restored=draft.restored or (context.restored and action is Action.NAMING),
            partial=draft.partial or (action is Action.RENAMING and _is_partial(draft, self.text)),
            merged=draft.merged or (formers > 1 and action is Action.RENAMING and not draft.divided),
            divided=draft.divided and action is Action.RENAMING,
            reason=value("reason", draft.reason) if draft.reason else None,
            romanised=" ".join(value("romanised", roman) and roman.span.of(self.original).split()) if roman else None,
            beside="，".join(map(written.words, draft.beside)) or None,
            aliases=tuple(map(written.words, draft.aliases)),
            formerly=tuple(
                written.value(f"formerly.{n}", words)
                for n, words in enumerate(words for words in draft.formerly if words is not former)
            ),
            previous_length=measure("previous_length", draft.previous_length),
            previous_width=measure("previous_width", draft.previous_width),
            previous_romanised=value("previous_romanised", draft.previous_roman) if draft.previous_roman else None,
            corrects=self.correction(draft),
            pieces=written.pieces,
            spans=written.spans,
        )

    def correction(self, draft: Draft) -> Correction | None:
        """What a correcting clause puts right, and where."""
        if not draft.corrects:
            return None
        return Correction(
            draft.corrects,
            self.written.value("corrects.clause", draft.clause) if draft.clause else None,
            self.written.value("corrects.document_number", draft.cites) if draft.cites else None,
        )

    def terminus(self, end: End | None, key: str) -> Terminus | None:
        if end is None:
            return None
        words = self.whole_ends.whole(end.words)
        text = self.written.value(key, words)
        meant = self.other_names.get(words.text)
        if meant is None and (long := self.short_names.get(words.text)):
            meant = long if end.words.span.start >= long.span.end else None
        return Terminus(text, end.side, end.planned, refers_to=self.written.words(meant) if meant else None)

    def extent(self, run: Run, draft: Draft | None, prefix: str) -> Extent:
        start = self.terminus(run.start, f"{prefix}start")
        end = self.terminus(run.end, f"{prefix}end")
        via: tuple[str, ...] = ()
        bends = None
        if draft is not None:
            via = tuple(self.written.value(f"via.{n}", words) for n, words in enumerate(draft.via))
            if run.bends:
                span = Span(
                    min(run.bends[0].start, *(at.words.span.start for at, _ in run.tos[:-1]))
                    if len(run.tos) > 1
                    else run.bends[0].start,
                    run.bends[-1].end,
                )
                if len(run.tos) > 1 and span.start > 0:
                    span = run.bends[0] if span.end <= span.start else span
                self.written.spans["bends"] = span
                bends = literal(self.original, span)
        return Extent(start, end, via, bends)

    def with_kept(self, extent: Extent, draft: Draft) -> Extent:
        """The extent of a change that says one end stays: 原起点不变; where it lay, if that was told."""
        start, end = extent.start, extent.end
        kept = {"start"} if start is None and end is not None else draft.kept  # 东端不变，西端为B
        if "start" in kept and draft.kept and start is None:
            start = self.terminus(draft.previous.start, "start") or Terminus(None, unchanged=True)
        if "end" in kept and end is None:
            end = self.terminus(draft.previous.end, "end") or Terminus(None, unchanged=True)
        return Extent(start, end, extent.via, extent.bends)

    # ── what could not be read ─────────────────────────────────────────────────────────────────────────────────────
    def problems(self, items: Sequence[Item]) -> tuple[Problem, ...]:
        actions = {id(item): act_of(item, self.title_acts) for item in items}
        doubts = list(self.body.doubts)
        reply = is_reply(self.head.title)
        for item in self.body.items:
            doubts += item.draft.doubts
            if (action := actions.get(id(item))) is not None:
                doubts += find_oddities(item.draft)
                doubts += find_qualms(item.draft, action, item.listed)
                if item.context.action is Action.CORRECTION and not item.draft.corrects:
                    doubts.append(Doubt(item.draft.span, CORRECTS))
                if reply:
                    doubts.append(Doubt(item.draft.span, TOLD_IN_REPLY))
                if leaves_act_open(item, self.title_acts):
                    doubts.append(Doubt(item.draft.span, NO_ACTION))
            elif item.draft.name is not None and not item.draft.doubts:
                doubts.append(Doubt(item.draft.span, why_not_read(item.draft, item.draft.name)))
        if reply:
            drafts = [item.draft for item in self.body.items]
            names = {words.text for draft in drafts for words in draft.all_names}
            doubts += acts_unread(
                self.text, self.own, names, [doubt.span for doubt in doubts if doubt.message is UNREAD]
            )
        doubts += find_miscounts(self.body, [(item, actions[id(item)]) for item in items])
        seen: set[tuple[Span, str]] = set()
        out = []
        for doubt in sorted(_unbroken(doubts, self.text), key=lambda one: (one.span.start, one.span.end)):
            key = (doubt.span, doubt.message.zh)
            if key not in seen:
                seen.add(key)
                out.append(Problem(doubt.span, doubt.message, literal(self.original, doubt.span)[:200]))
        return tuple(out)


# what stands between words that belong together, within a line
_BETWEEN = re.compile(r"[，、；：。！？“”‘’（）《》 \u3000\t]{0,6}")


def _unbroken(doubts: Sequence[Doubt], text: str) -> list[Doubt]:
    """The doubts, of words not understood one for all that follow upon one another in a line."""
    unread: list[Span] = []
    for span in sorted(doubt.span for doubt in doubts if doubt.message is UNREAD):
        if unread and _BETWEEN.fullmatch(text, unread[-1].end, max(unread[-1].end, span.start)):
            unread[-1] = unread[-1].reaching(span.start, span.end)
        else:
            unread.append(span)
    return [doubt for doubt in doubts if doubt.message is not UNREAD] + [Doubt(span, UNREAD) for span in unread]


def _within(area: str | None, towns: tuple[Words, ...]) -> tuple[Words, ...]:
    """The towns, each once, without the one they lie in: of 样例镇 and 西城街道 the latter, in a notice of 样例镇."""
    each: dict[str, Words] = {}
    for town in towns:
        each.setdefault(town.text, town)
    towns = tuple(each.values())
    return towns[1:] if len(towns) > 1 and towns[0].text == area else towns


def _is_partial(draft: Draft, text: str) -> bool:
    """Whether only a stretch of the former road is renamed: 原O（A至B路段）."""
    if not draft.formers or not draft.run:
        return False
    former = draft.formers[-1].span
    after = text[former.end : former.end + 60].lstrip("”’ ")
    return (
        re.match(
            r"（[^（）]{0,60}段(?:，[^（）]{2,30}|[^（）]{0,4})）|(?:的)?[^，。；]{0,40}(?:路段|段)，?(?:拟|现|统一|予以)?(?:更名|变更|命名|改|恢复)",
            after,
        )
        is not None
    )
