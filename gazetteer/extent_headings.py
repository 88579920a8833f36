"""Headings that only tell from where to where a road runs; its name stands in the paragraph below: 一、A至B道路."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.doubts import UNREAD, Doubt
from gazetteer.drafts import End, Run
from gazetteer.extents import read_end
from gazetteer.items import Body
from gazetteer.paragraphs import NAMES_BELOW, WHOLE_EXTENT, Paragraph

_ORDERS = re.compile("命名|更名|定名|取名|改名|注销|撤销|销名|取消|调整|变更|起止|延伸|延长|起点|止点|[东南西北][起至]")


@dataclass(frozen=True, slots=True)
class ExtentHeading:
    """A heading that tells an extent, and how many items had been read above it."""

    paragraph: Paragraph
    run: Run
    before: int

    def settle(self, body: Body) -> None:
        """Takes what the paragraph below was read into: its road has the heading's ends where it tells none."""
        below = [item.draft for item in body.items[self.before :]]
        if len(below) != 1 or not below[0].named_by_verb:
            body.doubts.append(Doubt(self.paragraph.span, UNREAD))
        elif not below[0].run:
            below[0].run = self.run


def extent_heading(paragraphs: Sequence[Paragraph], at: int, before: int) -> ExtentHeading | None:
    """The heading that the paragraph at `at` is, the next one giving a road its name; None for any other."""
    paragraph = paragraphs[at]
    if paragraph.mark is None or at + 1 == len(paragraphs) or paragraph.text[-1] not in "路段巷道":
        return None
    found = WHOLE_EXTENT.fullmatch(paragraph.text, paragraph.start)
    below = paragraphs[at + 1]
    if found is None or _ORDERS.search(found[0]) or below.mark is not None or not NAMES_BELOW.search(below.text):
        return None
    start, end = (_end(paragraph, *found.span(group)) for group in ("start", "end"))
    return ExtentHeading(paragraph, Run((start,), ((end, False),)), before)


def _end(paragraph: Paragraph, start: int, end: int) -> End:
    told = read_end(paragraph.text, start, end)
    return End(paragraph.source.words(told.start, told.end), None, told.planned)
