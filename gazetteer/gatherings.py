"""`Gathering`: the phrases of one paragraph being gathered into drafts, and how far that has come."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from gazetteer.actions import Action
from gazetteer.doubts import UNREAD, Doubt
from gazetteer.drafts import Draft, End, Run
from gazetteer.extents import read_end
from gazetteer.kinds import Kind, Phrase, Place
from gazetteer.patterns import SIDE, opening
from gazetteer.text import Condensed, Sentence, Words

# what stands in words that tell of the road itself, and in no reason
_FACT = re.compile(opening(r"\d米公路街巷道弄东南西北", rf"\d|米|公里|[路街巷道弄]$|{SIDE}(?:起|至|止|接|侧)"))

# 由“南至绿城路”调整为“南至滨河路”: the quotes hold the compass word too
# “东至A” | 均西从A | 北面的A: the side told within the words of an end
_SIDED = re.compile(rf"(?:均|都)?(?P<side>{SIDE})(?:起于?|至(?!县)|止于?|从|[面边侧端]的)(?=.{{2}})")
SIDE_TAG = re.compile(f"（(?P<side>{SIDE})[侧端]?）$")


@dataclass(slots=True)
class Gathering:
    """One paragraph's drafts so far; `draft` is the one that is being told of."""

    source: Condensed
    marked: bool
    text: str = field(init=False)
    drafts: list[Draft] = field(default_factory=list)
    others: list[Words] = field(default_factory=list)  # named, but no roads
    doubts: list[Doubt] = field(default_factory=list)
    draft: Draft | None = None
    bucket: str = "run"  # which extent the next ends belong to: run, previous, added or aside
    cancelling: bool = False
    cancels_on: bool = False  # 注销：A；B；C: the verb holds for all that stands behind its colon
    shared: bool = False
    alike: tuple[Draft, ...] = ()  # 两条道路均…: the roads of which what follows is told
    last: Phrase | None = None
    adjusting: bool = False  # 调整后的A东起…，B东起…
    carried: Draft | None = None  # whose divisions the next roads of the list share
    carry_on: bool = False
    carry_of: bool = False  # 霍林区的A路…；B路…: the roads of one sentence, told apart by semicolons
    detached: Draft | None = None
    absorbing: bool = False  # （取消O1和O2名称，…）
    divided: Words | None = None  # the road whose parts are being named
    whole: Draft | None = None  # what was told of that road before
    parted: Draft | None = None  # 将O甲桥以东段更名为N，甲桥以西段更名为M: N, of whose road M is a part too
    told_again: int = 0  # how far a list of names reaches that was told just before: A、B已贯通，同意将A和B合并
    one: int | None = None  # 其中A长…，B长…: which of the names just given is told of
    part_kept: bool = False  # and one of them keeps its name
    olds: list[Draft] = field(default_factory=list)  # 原A（…），原B（…）更名为N: those before the last
    prose: list[tuple[int, Doubt]] = field(default_factory=list)  # where what stands behind the facts, and may be why
    reaching: Draft | None = None  # whose phrases reach from `first` to `last`, its span not yet grown to them
    first: int = 0
    last_end: int = 0
    gone_into: Words | None = None  # 取消A，并入B: B
    anew: bool = False  # 延伸后，该路…: the ends that follow are told of the whole road again

    def __post_init__(self) -> None:
        self.text = self.source.text

    def end_sentence(self, mark: str) -> None:
        """What holds within one sentence only holds no longer; a place told before it holds on behind a semicolon."""
        if self.draft is not None:
            self.draft.closed |= mark == "。"
        self.draft, self.bucket = self.detached, "run"
        self.olds = []
        self.parted = self.parted if mark == "；" else None
        self.one = None
        self.cancels_on = self.cancels_on and mark == "；"
        self.cancelling = self.cancels_on
        self.alike = ()
        self.shared = self.adjusting = self.absorbing = self.anew = False
        if not self.carry_on and not (self.carry_of and mark == "；"):
            self.carried = None

    def give_reason(self, draft: Draft, until: int) -> None:
        """The words that nothing explained, up to `until`, are the reason that is closed there: …栽下梧桐树，故名."""
        if not self.prose:
            return
        explained = {id(doubt) for _, doubt in self.prose}
        for one in (*self.drafts, draft):
            one.doubts = [doubt for doubt in one.doubts if id(doubt) not in explained]
        start = self.prose[0][0]
        if draft.reason is None and start < until:
            draft.reason = self.words((start, until))
        self.prose = []

    def words(self, at: Place) -> Words:
        return self.source.words(*at)

    def open(self, phrase: Phrase) -> Draft:
        """A draft of another road, begun with `phrase`."""
        draft = Draft(self.source.span(phrase.start, phrase.end), marked=self.marked and not self.drafts)
        if self.adjusting:
            draft.action = Action.EXTENT_CHANGE
        if self.carried is not None and (phrase.kind is Kind.HEAD or (self.carry_on and phrase.kind is not Kind.PLACE)):
            draft.district, draft.subdistricts = self.carried.district, list(self.carried.subdistricts)
        self.drafts.append(draft)
        self.draft = draft
        self.bucket = "run"
        return draft

    def current(self, phrase: Phrase) -> Draft:
        """The draft that `phrase` belongs to, reaching that far now."""
        draft = self.draft or self.open(phrase)
        if draft is not self.reaching:
            self.settle()
            self.reaching, self.first, self.last_end = draft, phrase.start, phrase.end
        elif phrase.end > self.last_end:
            self.last_end = phrase.end
        self.first = min(self.first, phrase.start)
        return draft

    def settle(self) -> None:
        """The span of the draft last told of, grown to all its phrases."""
        if self.reaching is not None:
            self.reaching.span = self.reaching.span.reaching(*self.source.bounds(self.first, self.last_end))
            self.reaching = None

    def doubt(self, phrase: Phrase, message: Sentence = UNREAD) -> None:
        doubt = Doubt(self.source.span(phrase.start, phrase.end), message)
        if phrase.kind is Kind.REST and not _FACT.search(self.text, phrase.start, phrase.end):
            self.prose.append((phrase.start, doubt))
        (self.draft.doubts if self.draft else self.doubts).append(doubt)

    def bucket_run(self, draft: Draft) -> Run:
        """The extent of the draft that the next end belongs to."""
        run: Run = getattr(draft, self.bucket)
        return run

    def parts_at_blanks(self, at: Place) -> list[Place]:
        """The pieces of a place that blanks of the document part: A路 B路."""
        start, end = at
        offsets = self.source.offsets
        if isinstance(offsets, range):
            return [at]  # no blank in all of it
        cuts = [n for n in range(start + 1, end) if offsets[n] - offsets[n - 1] > 1]
        return list(pairwise([start, *cuts, end]))

    def read_end(self, at: Place, side: str | None) -> End:
        found = read_end(self.text, *at)
        quoted = self.text[found.start - 1 : found.start] == "“"
        if (side is None or quoted) and (sided := _SIDED.match(self.text, found.start, found.end)):
            return End(self.words((sided.end(), found.end)), sided["side"], found.planned)
        if side is None and (tag := SIDE_TAG.search(self.text, found.start + 2, found.end)):
            return End(self.words((found.start, tag.start())), tag["side"], found.planned)  # 成纪大道（南）
        return End(self.words((found.start, found.end)), side, found.planned)
