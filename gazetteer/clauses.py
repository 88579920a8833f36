"""A paragraph of a notice → `Draft`s: what it says about each road, every value with its place.

Phrases are gathered road by road. A name begins a road; what has no name joins the road before it, or waits for the
name that follows (…的道路命名为N). What cannot be placed is kept as a `Doubt`, for a person to see.
"""

import re
from dataclasses import dataclass, field

from gazetteer.divisions import read_divisions, skip_within
from gazetteer.extents import read_end
from gazetteer.headings import Action
from gazetteer.measures import StatedMeasure, read_measure
from gazetteer.patterns import FILLER, OTHER_FEATURE, ROAD_END, TURNED
from gazetteer.phrases import Kind, Name, Phrase, Place, read_phrases
from gazetteer.text import Condensed, Sentence, Span, Words


@dataclass(frozen=True, slots=True)
class Doubt:
    """Characters that could not be read, or were read with a doubt."""

    span: Span
    message: Sentence


@dataclass(frozen=True, slots=True)
class End:
    """One end as found: its words, its side, whether planned."""

    words: Words
    side: str | None
    planned: bool


@dataclass(slots=True)
class Run:
    """The ends of one extent as they come in, in the order of the text."""

    froms: list[End] = field(default_factory=list)
    tos: list[tuple[End, bool]] = field(default_factory=list)  # and whether a bend led there
    bends: list[Span] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.froms or self.tos)

    @property
    def start(self) -> End | None:
        if self.froms:
            return self.froms[0]
        return self.tos[0][0] if len(self.tos) > 1 else None

    @property
    def end(self) -> End | None:
        return self.tos[-1][0] if self.tos else None


@dataclass(slots=True)
class Draft:
    """What is said so far about one road."""

    span: Span
    name: Words | None = None
    roman: Words | None = None
    more_names: list[tuple[Words, Words | None]] = field(default_factory=list)  # 分别命名为N1、N2
    quoted: bool = False
    formers: list[Words] = field(default_factory=list)
    aliases: list[Words] = field(default_factory=list)
    action: Action | None = None
    proposed: bool = False
    restored: bool = False
    merged: bool = False
    partial: bool = False
    extension: bool = False
    run: Run = field(default_factory=Run)
    previous: Run = field(default_factory=Run)
    added: Run = field(default_factory=Run)
    aside: Run = field(default_factory=Run)  # planned or already built stretches: told, not ordered
    kept: set[str] = field(default_factory=set)
    moving: str | None = None
    via: list[Words] = field(default_factory=list)
    length: tuple[StatedMeasure, Span] | None = None
    width: tuple[StatedMeasure, Span] | None = None
    previous_length: tuple[StatedMeasure, Span] | None = None
    course: Words | None = None
    district: Words | None = None
    subdistricts: list[Words] = field(default_factory=list)
    zone: Words | None = None
    beside: list[Words] = field(default_factory=list)
    toward: Words | None = None
    reason: Words | None = None
    doubts: list[Doubt] = field(default_factory=list)
    marked: bool = False
    in_list: bool = False
    late: bool = False  # the name came after the ends, and no verb gave it
    headed: bool = False  # the name stands at the head of its clause, a mark after it
    named_by_verb: bool = False

    @property
    def bare(self) -> bool:
        """Whether nothing is said but a name."""
        return not (
            self.run
            or self.previous
            or self.added
            or self.length
            or self.width
            or self.formers
            or self.action
            or self.course
            or self.kept
        )

    def fill_from(self, other: "Draft") -> None:
        """Take what `other`, about the same road, says and this does not."""
        self.span = Span(min(self.span.start, other.span.start), max(self.span.end, other.span.end))
        if self.name is None:
            self.name, self.roman, self.quoted = other.name, other.roman, other.quoted
            self.named_by_verb = other.named_by_verb
        self.roman = self.roman or other.roman
        self.more_names = self.more_names or other.more_names
        self.formers += [words for words in other.formers if words.text not in {old.text for old in self.formers}]
        self.aliases += other.aliases
        self.action = self.action or other.action
        self.proposed |= other.proposed
        self.restored |= other.restored
        self.merged |= other.merged
        self.partial |= other.partial
        self.extension |= other.extension
        self.kept |= other.kept
        for ours, theirs in ((self.run, other.run), (self.previous, other.previous), (self.added, other.added)):
            if not ours:
                ours.froms, ours.tos, ours.bends = theirs.froms, theirs.tos, theirs.bends
        self.via = self.via or other.via
        self.length = other.length if self.extension and other.length else self.length or other.length
        self.width = self.width or other.width
        self.previous_length = self.previous_length or other.previous_length
        self.course = self.course or other.course
        if self.district is None and not self.subdistricts:
            self.district, self.subdistricts = other.district, other.subdistricts
        self.zone = self.zone or other.zone
        self.beside += other.beside
        self.toward = self.toward or other.toward
        self.reason = self.reason or other.reason
        self.doubts += other.doubts


@dataclass(slots=True)
class Passage:
    """What a paragraph was read into; `spent` are the characters that carried something."""

    drafts: list[Draft]
    doubts: list[Doubt]
    others: list[Words]  # named, but no roads


UNREAD = Sentence("这几个字没有读懂，请核对。", "these words were not understood; check them.")
NO_START_WORD = Sentence(
    "方位词后似缺“起”字，已按起点读入，请核对。",
    "起 seems to be missing after the compass word; read as the start. Check it.",
)
NO_VERB = Sentence(
    "名称前似缺“命名为”一类的字，请核对。",
    "a word like 命名为 seems to be missing before the name. Check it.",
)
NO_NAME = Sentence(
    "这一段说了一条道路，却没有读到它的名称。", "this passage describes a road whose name was not found."
)
MANY_ENDS = Sentence(
    "这一段的端点多于两个，只取首尾，请核对。",
    "more than two ends are named; only the first and last were taken. Check them.",
)
AREA = Sentence(
    "四面都有界线，像是区域而不是道路，未读入。", "bounded on four sides: an area rather than a road. Not read."
)
SECOND_ENDS = Sentence(
    "又说了一组起止点，没有采用，请核对。", "a second pair of ends is stated and was not taken. Check it."
)
SECOND_LENGTH = Sentence("又说了一个长度，没有采用，请核对。", "a second length is stated and was not taken. Check it.")
BAD_NUMBER = Sentence("这个数字没有读懂。", "this number was not understood.")


# 薇山区有两条，…: holds for the sentences that follow
_ANNOUNCES = re.compile(r"(?:有|共|计)[一二两三四五六七八九十\d]{1,3}条")


class _Gatherer:
    """The phrases of one paragraph gathered into drafts."""

    def __init__(self, source: Condensed, marked: bool) -> None:
        self.source = source
        self.text = source.text
        self.marked = marked
        self.drafts: list[Draft] = []
        self.others: list[Words] = []
        self.doubts: list[Doubt] = []
        self.draft: Draft | None = None
        self.bucket = "run"
        self.cancelling = False
        self.shared = False
        self.last: Phrase | None = None
        self.adjusting = False  # 调整后的A东起…，B东起…
        self.carried: Draft | None = None  # whose divisions the next roads of the list share
        self.carry_on = False
        self.detached: Draft | None = None
        self.absorbing = False  # （取消O1和O2名称，…）

    # ── helpers ────────────────────────────────────────────────────────────────────────────────────────────────────
    def words(self, at: Place) -> Words:
        start, end = at
        return self.source.words(start, end)

    def open(self, phrase: Phrase) -> Draft:
        draft = Draft(self.source.span(phrase.start, phrase.end), marked=self.marked and not self.drafts)
        if self.adjusting:
            draft.action = Action.EXTENT_CHANGE
        if self.carried is not None and phrase.kind is Kind.HEAD:
            draft.district, draft.subdistricts = self.carried.district, list(self.carried.subdistricts)
        self.drafts.append(draft)
        self.draft = draft
        self.bucket = "run"
        return draft

    def current(self, phrase: Phrase) -> Draft:
        """The draft that `phrase` belongs to, reaching that far now."""
        draft = self.draft or self.open(phrase)
        span = self.source.span(phrase.start, phrase.end)
        draft.span = Span(min(draft.span.start, span.start), max(draft.span.end, span.end))
        return draft

    def doubt(self, phrase: Phrase, message: Sentence = UNREAD) -> None:
        doubt = Doubt(self.source.span(phrase.start, phrase.end), message)
        (self.draft.doubts if self.draft else self.doubts).append(doubt)

    # ── phrase by phrase ───────────────────────────────────────────────────────────────────────────────────────────
    def take(self, phrase: Phrase) -> None:
        if self.absorbing and phrase.kind in (Kind.HEAD, Kind.REST):
            return
        match phrase.kind:
            case Kind.STOP:
                self.draft, self.cancelling, self.bucket, self.shared, self.adjusting = None, False, "run", False, False
                self.draft, self.absorbing = self.detached, False
                if not self.carry_on:
                    self.carried = None
            case Kind.HEAD:
                self.head(phrase)
            case Kind.NAMED:
                self.named(phrase)
            case Kind.RENAMED:
                self.renamed(phrase)
            case Kind.CANCELLED:
                self.cancelled(phrase)
            case Kind.FROM | Kind.TO | Kind.RANGE:
                self.end(phrase)
            case Kind.LENGTH | Kind.WIDTH:
                self.measure(phrase)
            case Kind.PLACE:
                self.place(phrase)
            case Kind.REST:
                self.rest(phrase)
            case Kind.SHARED:
                self.shared = True
                self.draft = None
            case Kind.STRETCHED:
                self.draft = None
            case Kind.FILLER | Kind.REMARK:
                pass
            case _:
                self.detail(self.current(phrase), phrase)
        if phrase.kind is not Kind.FILLER:
            self.last = phrase

    def detail(self, draft: Draft, phrase: Phrase) -> None:
        """One of the smaller things a clause says."""
        match phrase.kind:
            case Kind.COURSE if phrase.value:
                draft.course = draft.course or self.words(phrase.value)
            case Kind.BESIDE if phrase.value:
                draft.beside.append(self.words(phrase.value))
            case Kind.VIA if phrase.value:
                self.via(draft, phrase)
            case Kind.ROUTE if phrase.value:
                self.route(draft, phrase)
            case Kind.FORMER if phrase.value:
                renamed = draft.action is Action.RENAMING and draft.named_by_verb
                if renamed and self.text[phrase.start - 1 : phrase.start] != "（":
                    draft = self.open(phrase)  # 原A更名为B，原C更名为D
                self.former(draft, phrase)
            case Kind.ALIAS if phrase.value:
                draft.aliases.append(self.words(phrase.value))
            case Kind.ROMAN if phrase.value:
                draft.roman = draft.roman or self.words(phrase.value)
            case Kind.REASON if phrase.value:
                draft.reason = draft.reason or self.words(phrase.value)
            case Kind.BUCKET:
                self.switch(draft, phrase.word)
            case Kind.CHANGED:
                self.changed(draft)
            case Kind.ORIGINAL if phrase.value:
                self.original(draft, phrase)
            case Kind.KEPT:
                moved_end = draft.moving == "end"
                draft.kept.add(phrase.word if phrase.word != "other" else "start" if moved_end else "end")
                draft.action = draft.action or Action.EXTENT_CHANGE
            case Kind.EXTENSION:
                draft.extension = True
                self.bucket = "added"
            case Kind.MERGED:
                draft.merged = True
            case _:
                pass

    def head(self, phrase: Phrase) -> None:
        name = phrase.names[0]
        words = self.words(name.at)
        self.detached = None
        if not ROAD_END.search(words.text) and OTHER_FEATURE.search(words.text):
            self.others.append(words)
            self.detached = self.draft = Draft(words.span)  # what is said of a bridge is said of no road
            return
        draft = self.draft
        if self.cancelling:
            draft = self.open(phrase)
            draft.name, draft.action, draft.quoted = words, Action.ABOLITION, phrase.quoted
            return
        if draft is not None and draft.name is not None:
            if words.text == draft.name.text:
                return
            beside_the_last = self.last is not None and self.last.kind is Kind.HEAD and draft.bare
            if beside_the_last:
                if self.last and self.text[self.last.end : phrase.start] in ("——", "————", "—"):
                    draft.aliases.append(draft.name)
                    draft.name, draft.quoted = words, phrase.quoted
                    draft.named_by_verb = True
                    return
                draft.more_names.append((words, self.roman_of(name)))
                self.current(phrase)
                return
            draft = None
        elif draft is not None and draft.run and draft.action is not None:
            draft = None
        draft = self.open(phrase) if draft is None else self.current(phrase)
        draft.late = bool(draft.run) and not phrase.quoted
        draft.name, draft.quoted = words, phrase.quoted
        after = self.text[phrase.end : phrase.end + 1]
        before = self.text[max(0, phrase.start - 3) : phrase.start]
        draft.headed = (
            before.endswith(("将", "把", "对", "新开通", "新建"))
            or after in ("：", "—", "（", "。", "")
            or (phrase.start == 0 and draft.marked)
        )
        draft.in_list = phrase.start > 0 and self.text[phrase.start - 1] == "、"
        draft.roman = draft.roman or self.roman_of(name)

    def roman_of(self, name: Name) -> Words | None:
        return self.words(name.roman) if name.roman else None

    def road_names(self, phrase: Phrase) -> list[Name]:
        """The names a verb gives that are names of roads; the others are set aside."""
        roads = []
        for name in phrase.names:
            words = self.words(name.at)
            if ROAD_END.search(words.text) is None and OTHER_FEATURE.search(words.text):
                self.others.append(words)
            else:
                roads.append(name)
        return roads

    def named(self, phrase: Phrase) -> None:
        draft = self.current(phrase)
        names = self.road_names(phrase)
        if not names:
            if draft in self.drafts:
                self.drafts.remove(draft)
            self.draft = None
            return
        if draft.named_by_verb and draft.name is not None and draft.name.text != self.words(names[0].at).text:
            draft = self.open(phrase)
        if "恢复" in phrase.word:
            draft.restored = True
        draft.proposed |= "拟" in phrase.word
        first = self.words(names[0].at)
        listed = len(names) > 1
        if draft.name is not None and draft.name.text != first.text:
            if not listed and not draft.formers:
                if draft.headed or draft.quoted:
                    draft.aliases += [draft.name]
                else:  # 梅花路，西至…命名为竹叶路: what 梅花路 is was not said
                    draft.doubts.append(Doubt(draft.name.span, UNREAD))
            draft.more_names = []
        draft.name, draft.quoted = first, names[0].quoted
        draft.roman = self.roman_of(names[0]) or draft.roman
        draft.more_names = [(self.words(name.at), self.roman_of(name)) for name in names[1:]]
        draft.named_by_verb = True
        if draft.action is None or (draft.action is Action.EXTENT_CHANGE and not draft.previous):
            draft.action = Action.RENAMING if draft.formers else Action.NAMING

    def renamed(self, phrase: Phrase) -> None:
        draft = self.current(phrase)
        names = self.road_names(phrase)
        if not names:
            return
        first = self.words(names[0].at)
        if draft.action is Action.ABOLITION and "并入" in phrase.word:
            draft.merged = True
            return
        if draft.named_by_verb and draft.name is not None and draft.name.text != first.text:
            draft = self.open(phrase)
        if draft.name is not None and draft.name.text != first.text:
            olds = [draft.name, *(words for words, _ in draft.more_names)]
            known = {words.text for words in draft.formers}
            if not draft.formers:
                draft.formers += [words for words in olds if words.text not in known]
                if len(names) == 1 and len(draft.formers) > 1:
                    draft.merged = True
        draft.merged |= any(word in phrase.word for word in ("统称", "合称", "合并", "并入"))
        draft.name, draft.quoted = first, names[0].quoted
        draft.roman = self.roman_of(names[0])
        draft.more_names = [(self.words(name.at), self.roman_of(name)) for name in names[1:]]
        draft.proposed |= "拟" in phrase.word
        draft.action = Action.RENAMING
        draft.named_by_verb = True

    def cancelled(self, phrase: Phrase) -> None:
        draft = self.draft
        closes = self.text[phrase.end : phrase.end + 1] in ("", "。", "；", "，", "）", "”")
        if draft is not None and draft.name is not None and closes and not draft.named_by_verb:
            draft.action = Action.ABOLITION
            self.current(phrase)
            return
        if draft is not None and draft.name is not None and not closes:
            draft.merged = True
            self.absorbing = True
            self.current(phrase)
            return
        self.draft = None
        self.cancelling = True

    def former(self, draft: Draft, phrase: Phrase) -> None:
        assert phrase.value is not None
        start, end = phrase.value
        words = self.words((start, end))
        if FILLER.fullmatch(words.text):
            return
        if words.text.startswith(("规划", "拟建")):  # 原规划东一路: a name of the plan
            draft.aliases.append(words)
            return
        if not ROAD_END.search(words.text) and not phrase.quoted and not re.search(r"[路街巷道弄线段]", words.text):
            self.doubt(phrase)
            return
        if draft.named_by_verb and draft.name and draft.name.text == words.text:
            return
        draft.formers.append(words)
        if draft.action in (None, Action.NAMING) and draft.name is not None:
            draft.action = Action.RENAMING

    def via(self, draft: Draft, phrase: Phrase) -> None:
        assert phrase.value is not None
        start, end = phrase.value
        at = start
        for found in re.finditer(r"[、]|(?<=[路街道巷区县河])(?:和|及|与)", self.text[start:end]):
            if found.start() + start > at:
                draft.via.append(self.words((at, start + found.start())))
            at = start + found.end()
        stop = end - 1 if self.text[end - 1] == "等" and end - at > 2 else end
        if stop > at:
            draft.via.append(self.words((at, stop)))

    def route(self, draft: Draft, phrase: Phrase) -> None:
        assert phrase.value is not None
        if TURNED.search(self.text, phrase.start, phrase.end) or self.text[phrase.start] in "呈成":
            self.bucket_run(draft).bends.append(self.words(phrase.value).span)
        else:
            draft.toward = self.words(phrase.value)

    def switch(self, draft: Draft, word: str) -> None:
        if word == "before":
            self.bucket = "previous"
        elif word == "after" and draft.bare and draft.name is None:
            self.adjusting = True
            draft.action = Action.EXTENT_CHANGE
        elif word == "after":
            if draft.run and not draft.extension and draft.name is not None and self.bucket == "run":
                self.bucket = "run"
            if draft.extension and draft.run and not draft.added:
                draft.added, draft.run = draft.run, Run()
            self.bucket = "run"
            draft.action = draft.action or (Action.EXTENT_CHANGE if draft.previous or draft.added else None)
            if draft.previous and draft.length is not None and draft.previous_length is None:
                draft.previous_length, draft.length = draft.length, None
        elif word == "now":
            self.bucket = "run"
        elif word == "extra":
            self.bucket = "added"
            draft.extension = True
        else:
            self.bucket = "aside"

    def changed(self, draft: Draft) -> None:
        if draft.run and not draft.previous:
            draft.previous, draft.run = draft.run, Run()
        self.bucket = "run"
        if draft.action is not Action.RENAMING:
            draft.action = Action.EXTENT_CHANGE

    def original(self, draft: Draft, phrase: Phrase) -> None:
        assert phrase.value is not None
        end = self.read_end(phrase.value, phrase.side)
        if phrase.word == "start":
            draft.previous.froms.append(end)
        else:
            draft.previous.tos.append((end, False))
        draft.moving = phrase.word
        if phrase.other is not None:
            moved_to = self.read_end(phrase.other, phrase.side)
            if phrase.word == "start":
                draft.run.froms.append(moved_to)
            else:
                draft.run.tos.append((moved_to, False))
        draft.action = draft.action if draft.action is Action.RENAMING else Action.EXTENT_CHANGE

    # ── ends, measures, places ─────────────────────────────────────────────────────────────────────────────────────
    def bucket_run(self, draft: Draft) -> Run:
        return {"run": draft.run, "previous": draft.previous, "added": draft.added, "aside": draft.aside}[self.bucket]

    def read_end(self, at: Place, side: str | None) -> End:
        found = read_end(self.text, *at)
        return End(self.words((found.start, found.end)), side, found.planned)

    def end(self, phrase: Phrase) -> None:
        assert phrase.value is not None
        end = self.read_end(phrase.value, phrase.side)
        if self.shared:
            for other in self.drafts:
                if phrase.kind is Kind.TO and not other.run.tos:
                    other.run.tos.append((end, False))
                elif phrase.kind is Kind.FROM and not other.run.froms:
                    other.run.froms.append(end)
            self.shared = False
            return
        draft = self.current(phrase)
        run = self.bucket_run(draft)
        if phrase.weak:
            self.doubt(phrase, NO_START_WORD)
        if phrase.word == "moved":
            draft.action = Action.EXTENT_CHANGE
        if phrase.kind is Kind.RANGE:
            assert phrase.other is not None
            if run:
                self.doubt(phrase, SECOND_ENDS)
                return
            run.froms.append(end)
            run.tos.append((self.read_end(phrase.other, None), False))
        elif phrase.kind is Kind.FROM:
            if run.froms and run.tos:
                self.doubt(phrase, SECOND_ENDS)
                return
            run.froms.append(end)
        elif draft.moving == "start" and not run.froms:
            run.froms.append(end)
        else:
            turned = phrase.other is not None and TURNED.search(self.text, *phrase.other) is not None
            if phrase.other is not None and turned:
                run.bends.append(self.words(phrase.other).span)
            elif phrase.other is not None:
                draft.toward = draft.toward or self.words(phrase.other)
            run.tos.append((end, turned or bool(run.bends)))

    def measure(self, phrase: Phrase) -> None:
        assert phrase.value is not None
        draft = self.current(phrase)
        words = self.words(phrase.value)
        try:
            measure = read_measure(words.text, phrase.unit, phrase.about)
        except (ValueError, KeyError):
            self.doubt(phrase, BAD_NUMBER)
            return
        stated = (measure, words.span)
        if phrase.other is not None:  # 长度由1.8公里调整为4.6公里
            draft.action = draft.action or Action.MEASURES_CHANGE
            if phrase.kind is Kind.LENGTH:
                before = self.words(phrase.other)
                draft.length = stated
                draft.previous_length = (read_measure(before.text, phrase.unit), before.span)
            else:
                draft.width = stated
            return
        if phrase.kind is Kind.WIDTH:
            if draft.width is None:
                draft.width = stated
            return
        if self.bucket == "previous":
            draft.previous_length = draft.previous_length or stated
        elif (
            draft.length is None
            or re.match(r".{0,3}[总全]", self.text[phrase.start : phrase.end])
            or (self.bucket == "run" and draft.added)
        ):
            draft.length = stated
        elif draft.length[0].min != measure.min:
            self.doubt(phrase, SECOND_LENGTH)

    def place(self, phrase: Phrase) -> None:
        assert phrase.value is not None
        start, end = phrase.value
        draft = self.draft
        leading = self.text[phrase.start : phrase.start + 2] not in ("位于", "地处", "坐落", "处于")
        if draft is not None and draft.name is not None and draft.run and leading:
            draft = self.draft = None  # 兴达路（…）志博区的…: the next road's
        if leading and self.cancelling:
            self.carried = Draft(self.source.span(phrase.start, phrase.end))
            draft = self.carried
        else:
            draft = self.current(phrase)
            if leading and draft.name is None:
                self.carried = draft
                announces = _ANNOUNCES.search(self.text, phrase.start, phrase.end) is not None
                self.carry_on = announces or self.text[phrase.end : phrase.end + 1] == "："
        divisions = read_divisions(self.text, start, end)
        rest = start
        if divisions:
            rest = skip_within(self.text, divisions.end, end)
            if divisions.district or divisions.subdistricts or divisions.city:
                self.set_divisions(
                    draft,
                    divisions.district or (None if divisions.subdistricts else divisions.city),
                    divisions.subdistricts,
                )
        if rest < end and self.text[rest] not in "的":
            draft.beside.append(self.words((rest, end)))

    def set_divisions(self, draft: Draft, district: Place | None, subdistricts: tuple[Place, ...]) -> None:
        if draft.district is None and district is not None:
            words = self.words(district)
            draft.district = words
        if not draft.subdistricts:
            draft.subdistricts = [self.words(at) for at in subdistricts]
        elif district is None and subdistricts and self.text[subdistricts[0][0] - 1] == "、":
            draft.subdistricts += [self.words(at) for at in subdistricts]  # 白云街道、青山街道的…

    def rest(self, phrase: Phrase) -> None:
        if self.draft is None:
            self.open(phrase)
        self.current(phrase)
        self.doubt(phrase)

    # ── sentences joined ───────────────────────────────────────────────────────────────────────────────────────────
    def joined(self) -> list[Draft]:
        """The drafts, those without a name joined to the one before or after them."""
        out: list[Draft] = []
        waiting: Draft | None = None
        for draft in self.drafts:
            if draft.late and not draft.named_by_verb and draft.name is not None:
                draft.doubts.append(Doubt(draft.name.span, NO_VERB))
        for draft in self.drafts:
            if draft.name is None:
                if out:
                    self.join(out[-1], draft)
                elif waiting is not None:
                    waiting.fill_from(draft)
                else:
                    waiting = draft
                continue
            if out and out[-1].name is not None and out[-1].name.text == draft.name.text:
                self.join(out[-1], draft)
                continue
            if (
                out
                and draft.named_by_verb
                and len(draft.more_names) > 0
                and out[-1].bare
                and out[-1].name
                and not out[-1].named_by_verb
            ):
                # 橘柚巷。…依次命名为橘柚一巷、…: the head was the group's
                draft.span = Span(out[-1].span.start, draft.span.end)
                out[-1] = draft
                continue
            if (
                out
                and draft.bare
                and draft.name is not None
                and not draft.quoted
                and not draft.more_names
                and not draft.in_list
                and not out[-1].bare
                and out[-1].action is not Action.ABOLITION
            ):
                out[-1].doubts += draft.doubts  # a mention
                out[-1].doubts.append(Doubt(draft.span, UNREAD))
                continue
            if waiting is not None:
                draft.fill_from(waiting)
                waiting = None
            out.append(draft)
        if waiting is not None:
            out.append(waiting)
        return out

    def join(self, draft: Draft, other: Draft) -> None:
        """`other` has no name of its own, or the same: what it says belongs to `draft`."""
        if other.run and draft.run and not (other.reason or draft.reason or draft.aside):
            draft.doubts.append(Doubt(other.span, SECOND_ENDS))
        draft.fill_from(other)


def read_passage(source: Condensed, marked: bool = False) -> Passage:
    """What a paragraph (normalised, condensed) says, road by road; `marked` if it is a numbered item."""
    gatherer = _Gatherer(source, marked)
    for phrase in read_phrases(source.text):
        gatherer.take(phrase)
    return Passage(gatherer.joined(), gatherer.doubts, gatherer.others)
