"""The body of a notice: its headings, lead-in sentences, tables and clauses, and what each passage was taken for."""

import re
from collections.abc import Sequence

from gazetteer.accounts import Account, heads_now, is_summary
from gazetteer.act_openings import act_opening
from gazetteer.actions import Action
from gazetteer.annexes import annex_and_caption, annexes_listed, is_annex, is_attached, is_division_caption
from gazetteer.announcements import take_lead, take_names_of_leads, take_places_of_leads
from gazetteer.body_tables import take_table
from gazetteer.boilerplate import BOILERPLATE, CONTACT, CRUMBS, REASON_HEADING
from gazetteer.closings import is_passed_over
from gazetteer.corrections import is_correcting
from gazetteer.division_headings import listed_heading, office_heading, run_in_heading
from gazetteer.doubts import UNREAD, Doubt
from gazetteer.extent_headings import ExtentHeading, extent_heading
from gazetteer.heading_acts import find_action, find_actions
from gazetteer.headings import Context, Heading, read_caption, read_heading
from gazetteer.item_marks import RANKS
from gazetteer.items import Body, Class, Stated
from gazetteer.leads import JOINS_OR_PARTS, is_lead, part_leads
from gazetteer.lines import Line
from gazetteer.lines_apart import find_any_table, is_apart, may_be_header
from gazetteer.mentions import raises_road
from gazetteer.name_patterns import ROMAN_LAST, ends_as_road
from gazetteer.no_names import is_no_name
from gazetteer.other_features import is_other_alone, other_first
from gazetteer.paragraphs import Paragraph, read_paragraphs
from gazetteer.passages import LONGEST, take_passage
from gazetteer.patterns import opening
from gazetteer.roads_above import told_of_above
from gazetteer.roads_by_heading import read_item
from gazetteer.text import Span, Words

_PUTS_RIGHT = re.compile(
    r"(?:”[^“”]{0,16}|第[^，。；：“”]{1,10}[条项款][^，。；：“”]{0,8})(?:应当?|更正|订正|修改|改|纠正)为：?“"
)
_INLINE_HEADING = re.compile(
    opening(
        "拟新命更调注撤销恢",
        r"(?:拟|新)?(?:命名|更名|调整(?:起止点|起讫点)?|注销|撤销|销名|恢复(?:原名)?)的?(?:道路|路段|街巷|街路)?(?:\d{1,3}条)?：(?=[“\u3400-\u9fff])",
    )
)


class _Body(Account):
    """The lines of one notice being read, under its headings."""

    annexes: int | None = None  # how many annexes the lines right above list; None where they list none

    def paragraph(self, paragraph: Paragraph, headed: bool = False) -> None:
        """One paragraph, or the rest of one that a heading at its own beginning stands above (`headed`)."""
        text, start = paragraph.text, paragraph.start
        words = text[start:]
        if not words:
            return
        if self.tells_of_other(paragraph, words):
            return
        listing, self.annexes = self.annexes, annexes_listed(paragraph, self.annexes)
        if (above := told_of_above(paragraph.source)) is not None:
            self.take_above(above, paragraph.span, len(text))
            return
        if len(words) <= 12:
            self.roads.reasoning = REASON_HEADING.fullmatch(words) is not None
        if not headed and text[0] in "【〔[" and self.headed(paragraph):
            return
        if (
            len(text) <= 40
            and BOILERPLATE.fullmatch(text)
            and not raises_road(text)
            and not ends_as_road(ROMAN_LAST.sub("", text))
            and not is_lead(text)
            and not (text[-1] in "表单" and (find_action(text)[0] is not None or is_division_caption(paragraph)))
        ):
            if is_annex(text):
                self.outline.leave(1)  # what the headings of the text above order is ordered of nothing in an annex
                self.close_counts(1, paragraph.span.start)
            self.spend(Class.BOILERPLATE, paragraph.span, len(text))
            return
        is_crumbs = (">" in text or "&gt" in text) and CRUMBS.fullmatch(text) is not None
        if len(text) <= 200 and (is_crumbs or CONTACT.fullmatch(text.strip("（）"))) and not raises_road(text):
            self.spend(Class.BOILERPLATE, paragraph.span, len(text))
            return
        if len(text) <= 90 and is_attached(text):
            self.spend(Class.BOILERPLATE, paragraph.span, len(text))
            return
        if "城区" in words[:3] and (listed := listed_heading(paragraph, self.text)) is not None:
            self.heading(paragraph, listed)
            return
        raised = raises_road(words) if len(words) <= LONGEST else None
        if len(words) <= 60 and not raised:
            heading = read_heading(words, lambda a, b: paragraph.source.words(start + a, start + b))
            if heading is None and (caption := read_caption(words)) is not None:
                self.outline.leave(1)
                self.heading(paragraph, caption)
                return
            if heading is not None and not (
                paragraph.mark
                and len(words) > 2
                and ends_as_road(words)
                and not is_no_name(words)
                and not heading.counts
                and heading.context.action is None
                and not heading.context.kept
                and heading.context.district is None
                and not heading.context.subdistricts
            ):
                if listing and self.annexes:  # 2.更名道路一览表, behind 1.命名道路一览表: of what is annexed
                    self.outline.leave(1)
                    self.spend(Class.BOILERPLATE, paragraph.span, len(text))
                else:
                    self.heading(paragraph, heading)
                return
        if not headed and paragraph.mark and "。" in words[:24] and self.headed(paragraph):
            return
        if (office := office_heading(paragraph, self.outline)) is not None:
            self.heading(paragraph, office)
            if office.context.subdistricts:  # by its words it may be a road
                self.body.doubts.append(Doubt(paragraph.span, UNREAD))
            return
        own = paragraph.source.part(start, len(text))
        if paragraph.mark and self.outline.context.roads and (draft := read_item(own)) is not None:
            self.roads.take(draft, self.outline.context, marked=True)
            self.spend(Class.ENTRY, paragraph.span, len(text))
            return
        if paragraph.mark and (other := words if is_other_alone(words) else other_first(words)) is not None:
            self.take_other(paragraph, other)
            return
        if inline := _INLINE_HEADING.match(words):  # 调整：A路（…）, the order before the roads on one line
            self.go_on(paragraph)
            self.outline.push(9, Context(*find_action(inline[0])))
            start += inline.end()
            take_passage(self, paragraph, paragraph.source.part(start, len(text)), ordered=True)
            self.outline.pop()
            return
        if (opening_words := act_opening(text, start)) is not None:
            self.spend(Class.HEADING, paragraph.source.span(start, opening_words.end), opening_words.end - start)
            self.outline.push(9, opening_words.context)
            take_passage(self, paragraph, paragraph.source.part(opening_words.end, len(text)))
            self.outline.pop()
            return
        if (
            "”" in words and (self.correcting or is_correcting(words)) and _PUTS_RIGHT.search(words)
        ):  # a quoted clause holds stops of its own
            take_passage(self, paragraph, own)
            return
        pieces = part_leads(text, start)
        if not (pieces and pieces[0][2]):
            self.go_on(paragraph)
        told: Words | None = None  # where the roads lie that the paragraph's own lead announces
        for first, last, lead in pieces:
            source = paragraph.source.part(first, last)
            if lead and pieces[0][0] < first and (above := told_of_above(source)) is not None:
                self.take_above(above, source.span(0, last - first), last - first)
            elif lead and is_passed_over(source.text):
                self.spend(Class.BOILERPLATE, source.span(0, last - first), last - first)
            elif lead:
                if paragraph.mark and first == start:  # 二、乙园内命名的街路：: of another place
                    self.go_on(paragraph)
                    self.outline.leave(RANKS[paragraph.mark.kind])
                self.outline.count(paragraph.mark, len(self.body.counts))
                told = take_lead(self, source)
            else:
                before = len(self.body.items)
                take_passage(self, paragraph, source, raised=raised if last - first == len(words) else None)
                for item in self.body.items[before:] if told else ():
                    if item.draft.district is None and not item.draft.subdistricts:
                        item.draft.district = told

    def go_on(self, paragraph: Paragraph) -> None:
        """A clause numbered as the heading before it is stands beside it: what that one counts ends here."""
        above = self.outline.go_on(paragraph.mark, len(self.body.counts)) if paragraph.mark else None
        for stated in self.body.counts[above:] if above is not None else ():
            stated.close(paragraph.span.start)

    def headed(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph begins with a division that heads what stands behind it, which is read under it then."""
        found = run_in_heading(paragraph, self.outline)
        if found is None:
            return False
        heading, own, below = found
        self.heading(own, heading)
        if below is not None:
            self.paragraph(below, headed=True)
        return True

    def heading(self, paragraph: Paragraph, heading: Heading) -> None:
        rank = self.outline.take(paragraph.mark, heads_now(paragraph, heading), len(self.body.counts))
        self.roads.flush()
        self.roads.last = None
        if paragraph.mark and not heading.counts:
            self.close_counts(rank, paragraph.span.start)
        rank = 0 if is_summary(paragraph, heading) else rank
        for number, (action, count) in enumerate(heading.counts):
            whole = (heading.context.action or action) if number == 0 else action
            if number == 0 or action is not None:
                either = JOINS_OR_PARTS.search(paragraph.text) is not None
                of_one_act = number > 0 or (action is not None and bool(heading.context.several))
                self.body.counts.append(Stated(paragraph.span, whole, count, rank, of_one_act, either))
        self.spend(Class.HEADING, paragraph.span, len(paragraph.text))


def read_body(text: str, lines: Sequence[Line], used: frozenset[Span], title: str = "") -> Body:
    """What the lines of one notice (normalised `text`) say, those in `used` being its head and foot.

    `title` is that of the notice: it may correct another, or rename and do nothing else.
    """
    body = Body()
    reader = _Body(text, body, is_correcting(title), find_actions(title) == {Action.RENAMING})
    starts = {span.start for span in used}
    rest = [line for line in lines if line.span.start not in starts]
    at = 0
    held: list[Line] = []

    def read_held(above_table: bool = False) -> None:
        paragraphs = list(read_paragraphs(text, held, is_apart))
        if above_table and paragraphs:
            paragraphs[-1:] = annex_and_caption(paragraphs[-1])
        above: ExtentHeading | None = None
        for number, paragraph in enumerate(paragraphs):
            heading = extent_heading(paragraphs, number, len(body.items))
            if heading is not None:
                reader.spend(Class.HEADING, paragraph.span, len(paragraph.text))
            else:
                reader.paragraph(paragraph)
            if above is not None:
                above.settle(body)
            above = heading
        held.clear()

    while at < len(rest):
        table = find_any_table(text, rest, at) if may_be_header(rest[at].text) else None
        if table is not None:
            read_held(above_table=True)
            reader.spend(Class.HEADING, rest[at].span, len(rest[at].text))
            reader.annexes = None
            take_table(reader, table, rest[at].text, title, reader.paragraph)
            at += table.used
            continue
        held.append(rest[at])
        at += 1
    read_held()
    reader.settle()
    take_names_of_leads(reader)
    take_places_of_leads(reader)
    return body
