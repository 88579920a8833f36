"""`Draft`: what a notice says of one road, as it comes in, every value with its place."""

from dataclasses import dataclass, field

from gazetteer.actions import Action
from gazetteer.doubts import SECOND_LENGTH, SECOND_WIDTH, Doubt
from gazetteer.measures import StatedMeasure
from gazetteer.text import Span, Words


@dataclass(frozen=True, slots=True)
class End:
    """One end as found: its words, its side, whether planned."""

    words: Words
    side: str | None
    planned: bool


@dataclass(slots=True)
class Run:
    """The ends of one extent as they come in, in the order of the text."""

    froms: tuple[End, ...] = ()
    tos: tuple[tuple[End, bool], ...] = ()  # and whether a bend led there
    bends: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.froms or self.tos)

    @property
    def lacks_only_end(self) -> bool:
        return bool(self.froms) and not self.tos

    @property
    def start(self) -> End | None:
        if self.froms:
            return self.froms[0]
        return self.tos[0][0] if len(self.tos) > 1 else None

    @property
    def end(self) -> End | None:
        return self.tos[-1][0] if self.tos else None


# characters: a clause with what is told of its road farther away would be most of the notice
FARTHEST = 8000


@dataclass(slots=True)
class Draft:
    """What is said so far about one road."""

    span: Span
    name: Words | None = None
    roman: Words | None = None
    more_names: list[tuple[Words, Words | None]] = field(default_factory=list)  # 分别命名为N1、N2
    more_runs: list[Run] = field(default_factory=list)  # of several roads named in one, those before `run`
    more_previous: list[Run] = field(default_factory=list)  # and of several whose ends move, those before `previous`
    each: dict[int, dict[str, tuple[StatedMeasure, Span] | None]] = field(default_factory=dict)  # of several, each's
    quoted: bool = False
    formers: list[Words] = field(default_factory=list)
    aliases: list[Words] = field(default_factory=list)
    numbered: Words | None = None  # （原纬七路）: among its aliases, a plan's word for it or what it was called
    formerly: list[Words] = field(default_factory=list)  # 曾用名O: borne before, and not what the act takes away
    action: Action | None = None
    proposed: bool = False
    restored: bool = False
    merged: bool = False
    partial: bool = False
    into: bool = False  # 并入N: the road went into another, which keeps its name
    stays: bool = False  # 名称不变: it goes on under its name
    besides: bool = False  # 一同更名为N: beside what was ordered before
    paired: bool = False  # of several renamed in one, each has the former name that stands in its place
    divided: bool = False  # the former road is no more: its parts were all named
    extension: bool = False
    run: Run = field(default_factory=Run)
    previous: Run = field(default_factory=Run)
    added: Run = field(default_factory=Run)
    aside: Run = field(default_factory=Run)  # planned or already built stretches: told, not ordered
    kept: frozenset[str] = frozenset()
    moving: str | None = None
    moved_told: bool = False  # 起点 or 止点 says which of the two moved
    via: list[Words] = field(default_factory=list)
    length: tuple[StatedMeasure, Span] | None = None
    width: tuple[StatedMeasure, Span] | None = None
    roadway: bool = False  # its width is that of the carriageway: no other was told
    previous_length: tuple[StatedMeasure, Span] | None = None
    previous_width: tuple[StatedMeasure, Span] | None = None
    previous_roman: Words | None = None
    corrects: tuple[str, ...] = ()  # the fields that a correction puts right
    clause: Words | None = None  # 第三条 of the notice it corrects
    cites: Words | None = None  # that notice's number
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
    leads: bool = False  # its paragraph begins with the name, or with where it lies and then the name
    strange: bool = False  # words that were not understood, or tell where it lies, speak of a road in it
    closed: bool = False  # its sentence is at its end
    afresh: bool = False  # 更名后的N，东起…: its ends hold instead of those told before
    late: bool = False  # the name came after the ends, and no verb gave it
    headed: bool = False  # the name stands at the head of its clause, a mark after it
    named_by_verb: bool = False
    together: bool = False  # A、B均东起…: of several, what follows holds for each

    def take_each(self, number: int) -> None:
        """The sizes that are told of the one of several roads that this is."""
        sizes = self.each.get(number, {})
        self.length, self.width = sizes.get("length", self.length), sizes.get("width", self.width)

    @property
    def all_names(self) -> list[Words]:
        """Every name the road bears, bore or is called by here."""
        own = [self.name] if self.name is not None else []
        return [*own, *(name for name, _ in self.more_names), *self.formers, *self.aliases, *self.formerly]

    @property
    def lengthens(self) -> bool:
        """Whether it is told to go on in a direction: X路向东延伸."""
        return self.toward is not None and self.toward.text.endswith(("延伸", "延长", "接长"))

    @property
    def bare(self) -> bool:
        """Whether nothing is said but a name."""
        return not self.course and self.names_only

    @property
    def names_only(self) -> bool:
        """Whether nothing is said but a name, and perhaps a course: 南北走向的A、B、C，均…."""
        return not (
            self.run
            or self.previous
            or self.added
            or self.length
            or self.width
            or self.formers
            or self.action
            or self.kept
        )

    def fill_from(self, other: "Draft") -> None:
        """Take what `other`, about the same road, says and this does not."""
        whole = self.span.reaching(other.span.start, other.span.end)
        if whole.end - whole.start <= FARTHEST:
            self.span = whole
        if self.name is None:
            self.name, self.roman, self.quoted = other.name, other.roman, other.quoted
            self.named_by_verb = other.named_by_verb
        self.roman = self.roman or other.roman
        self.more_names = self.more_names or other.more_names
        self.more_runs = self.more_runs or other.more_runs
        self.more_previous = self.more_previous or other.more_previous
        self.each = self.each or other.each
        self.formers += [words for words in other.formers if words.text not in {old.text for old in self.formers}]
        self.aliases += other.aliases
        self.numbered = self.numbered or other.numbered
        self.formerly += other.formerly
        self.action = self.action or other.action
        self.proposed |= other.proposed
        self.restored |= other.restored
        self.merged |= other.merged
        self.into |= other.into
        self.stays |= other.stays
        self.partial |= other.partial
        self.divided |= other.divided
        self.extension |= other.extension
        self.afresh |= other.afresh and bool(other.run)
        self.kept |= other.kept
        for ours, theirs in ((self.run, other.run), (self.previous, other.previous), (self.added, other.added)):
            if not ours:
                ours.froms, ours.tos, ours.bends = theirs.froms, theirs.tos, theirs.bends
            elif ours.lacks_only_end and not theirs.froms:
                ours.tos = theirs.tos
        self.via = self.via or other.via
        self.doubts += self._second_sizes(other)
        self.length = other.length if self.extension and other.length else self.length or other.length
        if self.width is None or (self.roadway and other.width is not None and not other.roadway):
            self.width, self.roadway = other.width, other.roadway
        self.previous_length = self.previous_length or other.previous_length
        self.previous_width = self.previous_width or other.previous_width
        self.course = self.course or other.course
        if self.district is None and not self.subdistricts:
            self.district, self.subdistricts = other.district, other.subdistricts
        elif not self.subdistricts and other.district is None:  # 所在区：甲区, and below it 所在街道：乙街道
            self.subdistricts = other.subdistricts
        elif self.district is None and not other.subdistricts:
            self.district = other.district
        self.zone = self.zone or other.zone
        self.beside += other.beside
        self.toward = self.toward or other.toward
        self.reason = self.reason or other.reason
        self.doubts += other.doubts

    def _second_sizes(self, other: "Draft") -> list[Doubt]:
        """What is told where `other` states a length or a width that differs from the one stated here."""
        told: list[Doubt] = []
        if (
            self.length
            and other.length
            and not (self.extension or self.formers)
            and self.length[0].min != other.length[0].min
        ):
            told.append(Doubt(other.length[1], SECOND_LENGTH))
        same_kind = self.roadway == other.roadway
        if self.width and other.width and same_kind and self.width[0].min != other.width[0].min:
            told.append(Doubt(other.width[1], SECOND_WIDTH))
        return told


@dataclass(slots=True)
class Passage:
    """What a paragraph was read into; `spent` are the characters that carried something."""

    drafts: list[Draft]
    doubts: list[Doubt]
    others: list[Words]  # named, but no roads
