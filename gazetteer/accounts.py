"""What the lines of one notice came to so far: its roads, its headings, and what each passage was taken for."""

from dataclasses import replace

from gazetteer.actions import Action
from gazetteer.doubts import UNREAD, Doubt
from gazetteer.former_names import settle_numbered
from gazetteer.headings import Context, Heading
from gazetteer.items import Body, Class
from gazetteer.oddities import miscount
from gazetteer.other_features import is_told_of_other
from gazetteer.outlines import Outline
from gazetteer.paragraphs import Paragraph
from gazetteer.roads import Roads
from gazetteer.roads_above import Above, take_above
from gazetteer.text import Condensed, Span, Words


def is_summary(paragraph: Paragraph, heading: Heading) -> bool:
    """Whether a line without a mark counts several acts as a sentence does, all that follows: 命名6条、更名2条。"""
    own = heading.context
    there = own.district or own.subdistricts or own.zone
    return paragraph.mark is None and bool(own.several) and not there and paragraph.text[-1] in "。："


def heads_now(paragraph: Paragraph, heading: Heading) -> Context:
    """What a heading hands down; 公园 alone and without a mark may be a page's menu, and of no roads is not said."""
    own = heading.context
    return replace(own, roads=None) if own.roads is False and not (paragraph.mark or own.action) else own


class Account:
    """The lines of one notice (`text`) being read into a body.

    `correcting` and `renaming`: what its title says that it does.
    """

    def __init__(self, text: str, body: Body, correcting: bool, renaming: bool) -> None:
        self.text = text
        self.renaming = renaming
        self.body = body
        self.outline = Outline()
        self.correcting = correcting
        self.roads = Roads(body)
        self.cited: Words | None = None  # the number of the notice that is corrected
        self.other: str | None = None  # the bridge or park that the item above is, when it is one
        self.leads: list[tuple[Condensed, Context]] = []

    def settle(self) -> None:
        """What only the whole notice tells: the names that its renamings take away."""
        self.roads.flush()
        for item in self.body.items:
            of_title = Action.RENAMING if self.renaming and not item.context.several else None
            settle_numbered(item.draft, item.context.action or of_title)
        self.roads.fold_old_names()

    def spend(self, kind: Class, span: Span, size: int) -> None:
        self.body.classes[kind] = self.body.classes.get(kind, 0) + size
        self.body.used.append(span)

    def close_counts(self, rank: int, at: int) -> None:
        """（二）甲区（3条） counts nothing that stands under （三）乙区."""
        for stated in reversed(self.body.counts):
            if stated.until is not None or stated.rank < rank:
                return
            stated.until = at

    def take_above(self, above: Above, span: Span, size: int) -> None:
        """What a sentence tells of the roads above it: 上述3条道路均在甲区."""
        read = len(self.body.items)
        if not take_above(self.body, above):
            message = miscount(above.count, read) if above.count is not None else UNREAD
            self.body.doubts.append(Doubt(span, message))
        self.spend(Class.HEADING, span, size)

    def tells_of_other(self, paragraph: Paragraph, words: str) -> bool:
        """Whether a paragraph tells of the bridge or park that the item above it is."""
        other, self.other = self.other, None
        if other is None or paragraph.mark is not None or not is_told_of_other(words, other):
            return False
        self.other = other
        self.spend(Class.OTHER, paragraph.span, len(paragraph.text))
        return True

    def take_other(self, paragraph: Paragraph, words: str) -> None:
        """An item that is the name of a bridge or a park, and no road."""
        self.other = words
        self.roads.flush()
        self.roads.last = None
        self.body.others.append(paragraph.source.words(paragraph.start, paragraph.start + len(words)))
        self.spend(Class.OTHER, paragraph.span, len(paragraph.text))
