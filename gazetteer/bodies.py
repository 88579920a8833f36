"""The body of a notice: its headings, lead-in sentences, tables and clauses, and what each passage was taken for."""

import re
from collections.abc import Sequence

from gazetteer.boilerplate import BOILERPLATE, CONTACT, CRUMBS, REASON_HEADING
from gazetteer.clauses import read_passage
from gazetteer.corrections import CORRECTS_HERE, find_cited, is_correcting, read_corrections
from gazetteer.division_headings import listed_heading, office_heading, run_in_heading
from gazetteer.doubts import CORRECTION_UNREAD, NO_NAME, ONLY_LISTED, UNREAD, Doubt
from gazetteer.drafts import Draft
from gazetteer.headings import (
    Action,
    Context,
    Heading,
    find_action,
    find_actions,
    find_counts,
    read_caption,
    read_heading,
)
from gazetteer.item_marks import RANKS
from gazetteer.items import Body, Class, Stated
from gazetteer.lead_districts import district_told, told_of_above
from gazetteer.leads import CLOSING, is_lead, leave_out_law, names_listed, part_leads, sentences
from gazetteer.lines import Line
from gazetteer.lines_apart import find_any_table, is_apart, may_be_header
from gazetteer.mentions import may_be_names, raises_road
from gazetteer.name_patterns import OTHER_FEATURE, ROMAN, ends_as_road
from gazetteer.no_names import is_no_name
from gazetteer.outlines import Outline
from gazetteer.paragraphs import Paragraph, read_paragraphs
from gazetteer.patterns import opening
from gazetteer.roads import Roads
from gazetteer.row_remarks import act_told
from gazetteer.rows import read_row
from gazetteer.tables import Row, Table
from gazetteer.text import Condensed, Sentence, Span, Words

# 地名标志汉语拼音：…
_ROMAN_LAST = re.compile(f"{ROMAN}$")  # 望江路Wàngjiāng Lù is no 望有关单位…
_ROMAN_ONLY = re.compile(opening("标地汉罗拼", "(?:(?:标准)?地名(?:标志)?)?(?:汉语拼音|罗马字母|拼音)"))
# 2.起止点：… under 一、象湖西路: a line about the road above, whatever its number
_FIELD_LINE = re.compile(
    opening(
        "道所地具位起止终长宽规走拼汉等性类命名含理依由寓",
        r"(?:道路)?(?:所在|地理|具体)?(?:位置|起止点|起讫点|起止位置|起点|止点|终点|长度|宽度|长宽|规格|走向|拼音|汉语拼音|等级|性质|类别"
        r"|(?:命名|名称)?(?:含义|理由|依据|由来|寓意))(?:及[^：]{1,8})?：",
    )
)
_PUTS_RIGHT = re.compile(
    r"(?:”[^“”]{0,16}|第[^，。；：“”]{1,10}[条项款][^，。；：“”]{0,8})(?:应当?|更正|订正|修改|改|纠正)为：?“"
)
_INLINE_HEADING = re.compile(
    opening(
        "拟新命更调注撤销恢",
        r"(?:拟|新)?(?:命名|更名|调整(?:起止点|起讫点)?|注销|撤销|销名|恢复(?:原名)?)的?(?:道路|路段|街巷|街路)?(?:\d{1,3}条)?：(?=[“\u3400-\u9fff])",
    )
)
ROW_BROKEN = Sentence(
    "这一行的列数与表头对不上，未读入。", "this row does not fit the table's header; it was not read."
)
COLUMN_UNKNOWN = Sentence(
    "这一列的表头没有读懂，其中内容未读入。", "this column's header was not understood; what stands in it was not read."
)
# a sentence longer than this is no sentence: a table run together, or text without marks
LONGEST = 6000
TOO_LONG = Sentence(
    "这一句过长（没有句号或分号），未读入。请补上标点后再读。",
    "this sentence is too long (no full stop or semicolon) and was not read. Add the marks and read again.",
)
_ATTACHED = re.compile(r"(?:示意图|位置图|平面图|表|名单|方案|请示|批复|\.[a-z]{3,4})[。；]?$")
# 附件1 | 附表： alone on its line
_ANNEX = re.compile("附[件表][一二三四五六七八九十\\d]{0,2}：?")
_FIRST_ANNEX = re.compile("附[件表]：1[、.．]")


def _annexes_listed(paragraph: Paragraph, before: int | None) -> int | None:
    """How many annexes are listed up to this line, `before` of them right above it: 附件：1.A, 2.B, 3.C."""
    if paragraph.text.startswith(("附件：", "附表：")):
        return 1 if _FIRST_ANNEX.match(paragraph.text) else 0
    if before is None or paragraph.mark is None or paragraph.mark.number != before + 1:
        return None
    return before + 1


def _is_of_list(draft: Draft) -> bool:
    """Whether a draft is a name of a list, where the road ran told at most: A街；B巷（原东起…）."""
    return draft.name is not None and (draft.bare or (bool(draft.previous) and draft.action is None and not draft.run))


class _Body:
    """The lines of one notice being read, under its headings."""

    def __init__(self, text: str, body: Body, correcting: bool, renaming: bool) -> None:
        self.text = text
        self.renaming = renaming
        self.body = body
        self.outline = Outline()
        self.correcting = correcting
        self.roads = Roads(body)
        self.cited: Words | None = None  # the number of the notice that is corrected
        self.leads: list[tuple[Condensed, Context]] = []
        self.annexes: int | None = None  # how many annexes the lines right above list; None where they list none

    def spend(self, kind: Class, span: Span, size: int) -> None:
        self.body.classes[kind] = self.body.classes.get(kind, 0) + size
        self.body.used.append(span)

    # ── paragraphs ─────────────────────────────────────────────────────────────────────────────────────────────────
    def paragraph(self, paragraph: Paragraph, headed: bool = False) -> None:
        """One paragraph, or the rest of one that a heading at its own beginning stands above (`headed`)."""
        text, start = paragraph.text, paragraph.start
        words = text[start:]
        if not words:
            return
        listing, self.annexes = self.annexes, _annexes_listed(paragraph, self.annexes)
        if (
            text[start : start + 2] in ("上述", "以上", "前述")
            and (lies := told_of_above(paragraph.source)) is not None
        ):
            if not self.roads.lie_in(lies):
                self.body.doubts.append(Doubt(paragraph.span, UNREAD))
            self.spend(Class.HEADING, paragraph.span, len(text))
            return
        if len(words) <= 12:
            self.roads.reasoning = REASON_HEADING.fullmatch(words) is not None
        if not headed and text[0] in "【〔[" and self.headed(paragraph):
            return
        if (
            len(text) <= 40
            and BOILERPLATE.fullmatch(text)
            and not raises_road(text)
            and not ends_as_road(_ROMAN_LAST.sub("", text))
            and not is_lead(text)
            and not (text[-1] in "表单" and find_action(text)[0] is not None)
        ):
            if _ANNEX.fullmatch(text):
                self.outline.leave(1)  # what the headings of the text above order is ordered of nothing in an annex
            self.spend(Class.BOILERPLATE, paragraph.span, len(text))
            return
        is_crumbs = (">" in text or "&gt" in text) and CRUMBS.fullmatch(text) is not None
        if len(text) <= 200 and (is_crumbs or CONTACT.fullmatch(text)) and not raises_road(text):
            self.spend(Class.BOILERPLATE, paragraph.span, len(text))
            return
        if text.startswith("附件") and len(text) <= 90 and _ATTACHED.search(text):
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
        if inline := _INLINE_HEADING.match(words):  # 调整：A路（…）, the order before the roads on one line
            self.outline.push(9, Context(*find_action(inline[0])))
            start += inline.end()
            self.passage(paragraph, Condensed(text[start:], paragraph.source.offsets[start:]), ordered=True)
            self.outline.pop()
            return
        if (
            "”" in words and (self.correcting or is_correcting(words)) and _PUTS_RIGHT.search(words)
        ):  # a quoted clause holds stops of its own
            self.passage(paragraph, Condensed(words, paragraph.source.offsets[start:]))
            return
        pieces = part_leads(text, start)
        if paragraph.mark and not (pieces and pieces[0][2]):
            above = self.outline.go_on(paragraph.mark, len(self.body.counts))
            for stated in self.body.counts[above:] if above is not None else ():
                stated.until = stated.until or paragraph.span.start
        told: Words | None = None  # where the roads lie that the paragraph's own lead announces
        for first, last, lead in pieces:
            source = Condensed(text[first:last], paragraph.source.offsets[first:last])
            if lead and CLOSING.fullmatch(source.text):
                self.spend(Class.BOILERPLATE, source.span(0, last - first), last - first)
            elif lead:
                if paragraph.mark and first == start:  # 二、乙园内命名的街路：: of another place
                    self.outline.leave(RANKS[paragraph.mark.kind])
                self.outline.count(paragraph.mark, len(self.body.counts))
                told = self.lead(source)
            else:
                before = len(self.body.items)
                self.passage(paragraph, source, raised=raised if last - first == len(words) else None)
                for item in self.body.items[before:] if told else ():
                    if item.draft.district is None and not item.draft.subdistricts:
                        item.draft.district = told

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
        rank = self.outline.take(paragraph.mark, heading.context, len(self.body.counts))
        self.roads.flush()
        self.roads.last = None
        if paragraph.mark and not heading.counts:
            self.close_counts(rank, paragraph.span.start)
        for number, (action, count) in enumerate(heading.counts):
            whole = heading.context.action if number == 0 else action
            if number == 0 or action is not None:
                self.body.counts.append(Stated(paragraph.span, whole, count, rank, detail=number > 0))
        self.spend(Class.HEADING, paragraph.span, len(paragraph.text))

    def close_counts(self, rank: int, at: int) -> None:
        """（二）甲区（3条） counts nothing that stands under （三）乙区."""
        for stated in reversed(self.body.counts):
            if stated.until is not None or stated.rank < rank:
                return
            stated.until = at

    def lead(self, source: Condensed) -> Words | None:
        """A sentence that announces what follows; its district comes back where it counts that one: 甲区命名3条：."""
        words = source.text
        if self.correcting:
            self.cited = find_cited(source) or self.cited
        self.spend(Class.BOILERPLATE, source.span(0, len(words)), len(words))
        counts = find_counts(leave_out_law(words))
        for action, count in counts:
            if action is not None or len(counts) == 1:
                self.body.counts.append(Stated(source.span(0, len(words)), action, count, 0))
        action, restored = find_action(leave_out_law(words))
        several = len(find_actions(leave_out_law(words))) > 1
        district = district_told(source)
        if action is not None and not several:
            self.roads.flush()
            self.roads.last = None
            opens = district is not None and words.startswith(district.text)  # 甲区两条道路命名。A路，…
            self.outline.clear()
            self.outline.push(0, Context(action, restored, district=district if opens else None))
        elif words.endswith("：") and several:
            self.outline.clear()
        if names_listed(words):
            self.leads.append((source, Context(action, restored)))
        if not self.body.items:  # what is announced behind roads is no district of theirs
            self.body.lead_district = self.body.lead_district or district
        counted = words.endswith("条：") and district is not None and words.rfind(district.text) > words.rfind("，")
        return district if counted else None

    def passage(
        self, paragraph: Paragraph, source: Condensed, ordered: bool = False, raised: bool | None = None
    ) -> None:
        """One passage; a single name in it is `ordered` where a verb before it gives it: 拟命名：N.

        `raised`: whether something is said of a road in it, where that was asked before.
        """
        words = source.text
        span = source.span(0, len(words))
        if len(words) > LONGEST and any(len(sentence) > LONGEST for sentence in sentences(words)):
            self.body.doubts.append(Doubt(span, TOO_LONG))
            self.spend(Class.PROBLEM, span, len(words))
            return
        romanised = self.roads.last is not None and _ROMAN_ONLY.match(words)
        cancelled = self.outline.context.action is Action.ABOLITION
        if (
            not romanised
            and not (cancelled and paragraph.mark)
            and not (raises_road(words) if raised is None else raised)
            and not may_be_names(_ROMAN_LAST.sub("", words))
            and all(BOILERPLATE.fullmatch(sentence) for sentence in sentences(words))
        ):
            self.spend(Class.BOILERPLATE, span, len(words))
            return
        passage = None
        if self.correcting or is_correcting(words):
            passage = read_corrections(source)
            self.cited = find_cited(source) or self.cited
            for draft in passage.drafts if passage else ():
                draft.cites = draft.cites or self.cited
            if passage is None and CORRECTS_HERE.search(words):
                self.body.doubts.append(Doubt(span, CORRECTION_UNREAD))
                self.spend(Class.PROBLEM, span, len(words))
                return
        marked = paragraph.mark is not None and not (self.roads.last is not None and _FIELD_LINE.match(words))
        passage = passage or read_passage(source, marked, cancelled)
        self.body.others += passage.others
        drafts = passage.drafts
        if not drafts:
            doubts = passage.doubts
            self.body.doubts += doubts
            self.spend(
                Class.PROBLEM if doubts else Class.OTHER if passage.others else Class.BOILERPLATE, span, len(words)
            )
            return
        bare = [draft for draft in drafts if draft.name is not None and draft.bare]
        listed = (
            (len(bare) == len(drafts) or (bool(bare) and all(_is_of_list(draft) for draft in drafts)))
            and not any(draft.doubts for draft in drafts)
            and not passage.doubts
        )
        if ordered and len(bare) == 1 and not bare[0].more_names:
            bare[0].named_by_verb = True
            if self.outline.context.action is Action.RENAMING:
                self.roads.renames_last(bare[0])
        before = len(self.body.doubts)
        for draft in drafts:
            self.roads.take(draft, self.outline.context, marked, listed)
        of_roads = any(draft.name for draft in drafts) or len(self.body.doubts) == before
        self.body.doubts += passage.doubts
        self.spend(Class.ENTRY if of_roads else Class.PROBLEM, span, len(words))

    def read_leads(self) -> None:
        """注销A、B、C等3条道路: no clause follows, the roads are those the lead-in names itself.

        Where clauses follow, a road that only the lead-in names is told of as well, with a doubt.
        """
        told = {words.text for item in self.body.items for words in item.draft.all_names}
        for source, context in self.leads:
            for draft in read_passage(source).drafts:
                names = [(draft.name, draft.roman), *draft.more_names]
                left = [(name, roman) for name, roman in names if name is not None and name.text not in told]
                if draft.name is None or not left or (told and not _only_named(draft, context)):
                    continue
                (draft.name, draft.roman), *draft.more_names = left
                draft.doubts = []
                if told:
                    self.body.doubts.append(Doubt(source.span(0, len(source.text)), ONLY_LISTED))
                self.roads.take(draft, context, marked=False, listed=True)

    # ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def table(self, table: Table) -> None:
        self.roads.flush()
        self.annexes = None
        renames = any(isinstance(row, Row) and act_told(row) is Action.RENAMING for row in table.parts)
        for row in table.parts:
            ordered = self.outline.context.action or (Action.RENAMING if self.renaming else None)
            if isinstance(row, Line):
                for paragraph in read_paragraphs(self.text, [row], is_apart):
                    self.paragraph(paragraph)
                continue
            draft = read_row(self.text, row, renames, ordered)
            if draft is None:
                self.body.doubts.append(Doubt(row.span, NO_NAME))
                self.spend(Class.PROBLEM, row.span, len(row.cells))
            elif draft.name is not None and not ends_as_road(draft.name.text) and OTHER_FEATURE.search(draft.name.text):
                self.body.others.append(draft.name)
                self.spend(Class.OTHER, row.span, sum(len(cell.text) for _, cell in row.cells))
            else:
                self.roads.take(draft, self.outline.context, listed=True)
                self.roads.last = None
                self.spend(Class.ENTRY, row.span, sum(len(cell.text) for _, cell in row.cells))
        self.body.doubts += [Doubt(span, COLUMN_UNKNOWN) for span in table.unknown if span.start < span.end]
        for span in table.broken:
            self.body.doubts.append(Doubt(span, ROW_BROKEN))
            self.spend(Class.PROBLEM, span, len("".join(span.of(self.text).split())))


def _only_named(draft: Draft, context: Context) -> bool:
    """Whether a lead-in gives the roads it names their names, and says nothing else of them."""
    names = (draft.name, *(name for name, _ in draft.more_names))
    roads = all(name is not None and ends_as_road(name.text) and not is_no_name(name.text) for name in names)
    return roads and context.action in (None, Action.NAMING) and not (draft.run or draft.formers)


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

    def read_held() -> None:
        for paragraph in read_paragraphs(text, held, is_apart):
            reader.paragraph(paragraph)
        held.clear()

    while at < len(rest):
        table = find_any_table(text, rest, at) if may_be_header(rest[at].text) else None
        if table is not None:
            read_held()
            reader.spend(Class.HEADING, rest[at].span, len(rest[at].text))
            reader.table(table)
            at += table.used
            continue
        held.append(rest[at])
        at += 1
    read_held()
    reader.roads.flush()
    reader.roads.fold_old_names()
    reader.read_leads()
    return body
