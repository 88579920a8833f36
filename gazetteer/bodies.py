"""The body of a notice: its headings, lead-in sentences, tables and clauses, and what each passage was taken for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from gazetteer.clauses import NO_NAME, UNREAD, Doubt, Draft, End, read_passage
from gazetteer.divisions import read_divisions
from gazetteer.extents import read_end
from gazetteer.headings import Action, Context, Heading, find_action, find_actions, find_counts, read_heading
from gazetteer.measures import read_measure
from gazetteer.paragraphs import RANKS, Line, Paragraph, read_mark, read_paragraphs
from gazetteer.patterns import FROM_SIDE, OTHER_FEATURE, ROAD_END, SIDE, TO_SIDE
from gazetteer.tables import Column, Row, Table, find_table
from gazetteer.text import Condensed, Sentence, Span, Words, condense


class Class(StrEnum):
    """What a passage of a notice was taken for."""

    ENTRY = "entry"
    HEADING = "heading"
    BOILERPLATE = "boilerplate"
    OTHER = "other"  # bridges, estates and other things that are no roads
    PROBLEM = "problem"


@dataclass(slots=True)
class Item:
    """One road of the notice: its clause as drafted, and what the headings above hand down."""

    draft: Draft
    context: Context
    listed: bool = False  # stands in a bare list of names


@dataclass(slots=True)
class Stated:
    """A count the notice states, where, and how many items were read under it."""

    span: Span
    action: Action | None
    count: int
    rank: int
    detail: bool = False  # 其中新命名8条: of the items under it, those of one action


@dataclass(slots=True)
class Body:
    """All that was read in a notice's body."""

    items: list[Item] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    counts: list[Stated] = field(default_factory=list)
    classes: dict[Class, int] = field(default_factory=dict)
    others: list[Words] = field(default_factory=list)
    lead_district: Words | None = None
    used: list[Span] = field(default_factory=list)


# 现通知如下： | 命名的15条道路分别是： | 确定命名龙驹街等14条新建道路
_NO_ENDS = r"(?:(?!东起|西起|南起|北起|起点|命名为|更名为|改为|[东南西北]至|[东南西北]止)[^。；])"
_LEAD = re.compile(
    rf"(?P<lead>{_NO_ENDS}{{0,300}}?(?:如下|分别(?:是|为|如下|有)|包括|名单(?:如下)?|具体为|依次为|条(?:（[^（）]{{1,6}}）)?(?:道路|路|街|巷)?(?:为|是)|有)[：。])"
)
_LEAD_SENTENCE = re.compile(
    rf"{_NO_ENDS}{{0,400}}?(?:等[一二两三四五六七八九十百\d]{{1,4}}(?:条|个|座|处|项|块)|(?:决定|同意|拟|现|确定|研究|申报|批准|计划|对|将|称|公布|规范)[^。；]{{0,120}}?(?:命名|更名|调整|注销|销名|撤销|延长|命（更）名|予以公[布告])|如下|[一二两三四五六七八九十百\d]{{1,4}}(?:条|个)[^。；]{{0,20}}(?:命名|更名|路名|标准|调整|起止点|道路|地名|名字))[^。；]{{0,160}}[。；：]?"
)
_RAISES_ROAD = re.compile(
    rf"(?:{SIDE}(?:起|至|止|迄)|[长宽]约?\d|起于|起点|(?<!起)止点|[路街道巷弄]“|[路街道巷弄坊同]”|(?:命名|更名|改名|取名|统称|变更|调整)为(?!的)|改为|注销[“]|[~])"
)
_BOILERPLATE = re.compile(
    r"(?:特此(?:通知|公告|公布|通告|批复|函复|复函|公示|报告|请示|说明|函告)|此[复函告]|以上(?:意见|请示|道路|命名|地名)?[^。；]{0,30}|妥否[^。；]{0,20}|请(?:予)?[^。；]{0,80}|望[^。；]{0,60}|希[^。；]{0,60}"
    r"|附件?\d{0,2}(?:：|、|\.)?[^。；]{0,80}|附[：图表][^。；]{0,80}|抄送[^。]{0,200}|主动公开|（?此件(?:公开|主动|依申请)[^。）]{0,20}）?|来源：[^。]{0,60}|责任编辑[^。]{0,40}|编辑：[^。]{0,30}|作者：[^。]{0,30}|记者[^。]{0,40}|索引号[^。]{0,120}|主题分类[^。]{0,80}|信息分类[^。]{0,80}|有效性[^。]{0,40}"
    r"|(?:联系(?:人|电话|方式|地址|单位)|电子?邮[箱件]|邮箱|邮编|电话|传真|地址|通讯地址|通信地址|办公地址|受理)[^。；]{0,160}"
    r"|(?:公示|征求意见|征集|意见反馈|反馈)(?:时间|日期|期限?|期间|截止|起止|方式|渠道)?[^。；]{0,160}|(?:建议|反馈|征集|意见)(?:方式|渠道|途径|反馈)[^。；]{0,120}|如(?:有|对)[^。；]{0,140}|公众[^。；]{0,140}|(?:社会各界|广大市民|市民|单位和个人|任何单位)[^。；]{0,160}"
    r"|自?(?:\d{4}年[^。；]{0,16}|发文之日|发布之日|公布之日|公告之日|印发之日|即日|本[^。；]{1,12}之日)起[^。；]{0,60}|本(?:通知|公告|通告|批复|方案)[^。；]{0,80}|(?:经|根据|依据|按照|依照|为|鉴于|随着|近年来|为了|因|结合|在)[^。；]{0,260}|你(?:区|局|县|市|镇|街道|单位|们|办|委)[^。；]{0,160}|(?:经研究|研究决定|现批复|批复)[^。；]{0,80}"
    r"|各(?:区|县|市|镇|乡|街道|有关|单位|部门|管理区|直属|办)[^。；]{0,160}|有关(?:部门|单位)[^。；]{0,120}|(?:民政|公安|交通|住建|规划|城管|自然资源)(?:局|部门|机关|委)[^。；]{0,120}|命名(?:依据|理由|原则|含义|由来|说明|缘由|方案|背景)|(?:道路|位置)?示意图|[一二三四五六七八九十]?、?(?:道路|地名)?(?:示意图|位置图|平面图|命名表|一览表|建议方式|命名原则|命名依据)"
    r"|[\w.-]{1,40}\.(?:png|jpg|jpeg|gif|docx?|xlsx?|pdf|bmp)|附件|附表|附图|扫一扫.{0,40}|分享到?.{0,40}|打印.{0,20}|关闭.{0,20}|字号.{0,20}|【.{1,20}】|浏览次数.{0,20}|点击数.{0,20}|当前位置.{0,80}|首页.{0,80}|上一篇.{0,80}|下一篇.{0,80}|网站.{0,60}|主办.{0,80}|承办.{0,60}|版权.{0,60}|ICP.{0,60}|第?\d+期.{0,30}|\d{4}年第.{0,30}期?.{0,20}"
    r"|[^。；，：]{2,30}(?:方案|一览表|名单|明细表|统计表|汇总表|清单|信息表|命名表)|.{2,20}公报|单位：.{0,20}|备注.{0,80}|注：[^。；]{0,120}|说明：.{0,120}|(?:道路|路线|地名)名称(?:及|和|、)?(?:位置|起止点|范围)?|[东西南北中]{1,2}片区|\d{1,3}(?:、|\.)?|（?盖章）?|[人民政府办公厅室]{2,8}|人民政府|[-—_=*#·.。，、\s]{1,60})[。；：，]?"
)
_REASON_HEADING = re.compile(r"(?:道路)?命?名?(?:依据|理由|含义|由来|说明|缘由|寓意)[：:。]?")
_ROMAN_ONLY = re.compile(r"(?:(?:标准)?地名(?:标志)?)?(?:汉语拼音|罗马字母|拼音)")
COUNT_DIFFERS_ZH, COUNT_DIFFERS_EN = "这里说有{said}条，实际读到{read}条。", "{said} are stated here; {read} were read."
ROW_BROKEN = Sentence(
    "这一行的列数与表头对不上，未读入。", "this row does not fit the table's header; it was not read."
)
# a sentence longer than this is no sentence: a table run together, or text without marks
LONGEST = 6000
TOO_LONG = Sentence(
    "这一句过长（没有句号或分号），未读入。请补上标点后再读。",
    "this sentence is too long (no full stop or semicolon) and was not read. Add the marks and read again.",
)


class _Body:
    """The lines of one notice being read, its headings held as a stack."""

    def __init__(self, text: str, body: Body) -> None:
        self.text = text
        self.body = body
        self.stack: list[tuple[int, Context]] = []
        self.waiting: Draft | None = None
        self.last: Item | None = None
        self.by_name: dict[str, Item] = {}
        self.reasoning = False  # under 命名依据: what is said there of a hill is not said of the road

    @property
    def context(self) -> Context:
        context = Context()
        for _, here in self.stack:
            context = context.under(here)
        return context

    def spend(self, kind: Class, span: Span, size: int) -> None:
        self.body.classes[kind] = self.body.classes.get(kind, 0) + size
        self.body.used.append(span)

    # ── paragraphs ─────────────────────────────────────────────────────────────────────────────────────────────────
    def paragraph(self, paragraph: Paragraph) -> None:
        text, start = paragraph.text, paragraph.start
        words = text[start:]
        if not words:
            return
        if len(words) <= 12:
            self.reasoning = _REASON_HEADING.fullmatch(words) is not None
        if (
            len(text) <= 40
            and _BOILERPLATE.fullmatch(text)
            and not _RAISES_ROAD.search(text)
            and not ROAD_END.search(text)
            and not _is_lead(text)
        ):
            self.spend(Class.BOILERPLATE, paragraph.span, len(text))
            return
        if len(words) <= 60 and not _RAISES_ROAD.search(words):
            heading = read_heading(words, lambda a, b: paragraph.source.words(start + a, start + b))
            if heading is not None and not (
                paragraph.mark
                and len(words) > 2
                and ROAD_END.search(words)
                and not heading.counts
                and heading.context.action is None
                and heading.context.district is None
                and not heading.context.subdistricts
            ):
                self.heading(paragraph, heading)
                return
        for first, last, lead in _pieces(text, start):
            source = Condensed(text[first:last], paragraph.source.offsets[first:last])
            if lead and _CLOSING.fullmatch(source.text):
                self.spend(Class.BOILERPLATE, source.span(0, last - first), last - first)
            elif lead:
                self.lead(source)
            else:
                self.passage(paragraph, source)

    def heading(self, paragraph: Paragraph, heading: Heading) -> None:
        rank = RANKS[paragraph.mark.kind] if paragraph.mark else 2 if heading.context.action is None else 1
        while self.stack and self.stack[-1][0] >= rank:
            self.stack.pop()
        if not paragraph.mark and heading.context.district and not heading.context.action:
            while self.stack and self.stack[-1][1].district and self.stack[-1][1].action is None:
                self.stack.pop()
        self.stack.append((rank, heading.context))
        self.flush()
        self.last = None
        for number, (action, count) in enumerate(heading.counts):
            whole = heading.context.action if number == 0 else action
            if number == 0 or action is not None:
                self.body.counts.append(Stated(paragraph.span, whole, count, rank, detail=number > 0))
        self.spend(Class.HEADING, paragraph.span, len(paragraph.text))

    def lead(self, source: Condensed) -> None:
        """A sentence that announces what follows: its counts, its action, its district."""
        words = source.text
        self.spend(Class.BOILERPLATE, source.span(0, len(words)), len(words))
        counts = find_counts(words)
        for action, count in counts:
            if action is not None or len(counts) == 1:
                self.body.counts.append(Stated(source.span(0, len(words)), action, count, 0))
        action, restored = find_action(_after_law(words))
        several = len(find_actions(_after_law(words))) > 1
        if action is not None and not several:
            self.flush()
            self.last = None
            self.stack = [(0, Context(action, restored))]
        elif words.endswith("：") and several:
            self.stack = []
        if self.body.lead_district is None:
            for found in re.finditer(r"(?:^|[，将对在为])(?:现将|将|对|全|我)?", words):
                divisions = read_divisions(words, found.end())
                if divisions.district and divisions.end < len(words):
                    self.body.lead_district = source.words(*divisions.district)
                    break

    def passage(self, paragraph: Paragraph, source: Condensed) -> None:
        words = source.text
        span = source.span(0, len(words))
        if len(words) > LONGEST and any(len(sentence) > LONGEST for sentence in _sentences(words)):
            self.body.doubts.append(Doubt(span, TOO_LONG))
            self.spend(Class.PROBLEM, span, len(words))
            return
        romanised = _ROMAN_ONLY.match(words) and self.last is not None
        if (
            not romanised
            and not _RAISES_ROAD.search(words)
            and all(_BOILERPLATE.fullmatch(sentence) for sentence in _sentences(words))
        ):
            self.spend(Class.BOILERPLATE, span, len(words))
            return
        passage = read_passage(source, marked=paragraph.mark is not None)
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
        listed = len(bare) == len(drafts) and not any(draft.doubts for draft in drafts) and not passage.doubts
        for draft in drafts:
            self.take(draft, paragraph, listed)
        self.body.doubts += passage.doubts
        self.spend(Class.ENTRY if any(draft.name for draft in drafts) else Class.PROBLEM, span, len(words))

    def take(self, draft: Draft, paragraph: Paragraph | None, listed: bool = False) -> None:
        """One more draft: a road of its own, or more about one already read."""
        marked = paragraph is not None and paragraph.mark is not None
        if draft.name is None:
            self.nameless(draft, marked)
            return
        if draft.bare and not listed and not draft.quoted and draft.doubts and not marked:
            self.body.doubts += draft.doubts  # prose that ends with the name of some road
            return
        known = self.by_name.get(draft.name.text)
        if known is not None and self.reasoning:
            known.draft.reason = known.draft.reason or draft.reason
            known.draft.action = known.draft.action or draft.action
            return
        if (
            known is None
            and self.last is not None
            and draft.name.text in {alias.text for alias in self.last.draft.aliases}
        ):
            known = self.last
            draft.name = None
        if known is not None and self.adds(known.draft, draft):
            known.draft.fill_from(draft)
            self.last = known
            return
        if self.waiting is not None and not marked and not draft.run and self.waiting.name is None:
            draft.fill_from(self.waiting)
            self.waiting = None
        self.flush()
        item = Item(draft, self.context, listed)
        self.body.items.append(item)
        self.last = item
        for extra, roman in draft.more_names:
            clone = Draft(draft.span)
            clone.fill_from(draft)
            clone.name, clone.roman, clone.more_names, clone.named_by_verb = extra, roman, [], draft.named_by_verb
            clone.doubts = []
            twin = Item(clone, self.context, listed)
            self.body.items.append(twin)
            self.by_name.setdefault(extra.text, twin)
        if draft.name is not None:
            self.by_name.setdefault(draft.name.text, item)

    def adds(self, known: Draft, more: Draft) -> bool:
        """Whether `more` only tells more of the road `known` and orders nothing else."""
        if more.action is not None and known.action is not None and more.action is not known.action:
            return False
        if (
            known.formers
            and more.formers
            and {words.text for words in known.formers} != {words.text for words in more.formers}
        ):
            return False
        if more.run and known.run:
            return _same_run(more, known) or (bool(known.reason or more.reason) and known.action is None)
        return Action.ABOLITION not in (known.action, more.action)

    def nameless(self, draft: Draft, marked: bool) -> None:
        last = self.last
        says = bool(draft.run or draft.previous or draft.length or draft.width or draft.action)
        sizes_only = not (draft.run or draft.previous or draft.action)
        if last is not None and not marked and (sizes_only or not (last.draft.run or last.draft.previous)):
            last.draft.fill_from(draft)
            return
        if says and not draft.doubts and (marked or last is None):
            self.flush()  # 北起…，南至…: the name may stand at the end of the next paragraph
            self.waiting = draft
            return
        if says:
            self.body.doubts.append(Doubt(draft.span, NO_NAME))
        self.body.doubts += draft.doubts

    def flush(self) -> None:
        if self.waiting is not None:
            self.body.doubts.append(Doubt(self.waiting.span, NO_NAME))
            self.waiting = None

    # ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def table(self, table: Table) -> None:
        self.flush()
        for row in table.rows:
            draft = read_row(self.text, row)
            if draft is None:
                self.body.doubts.append(Doubt(row.span, NO_NAME))
                self.spend(Class.PROBLEM, row.span, len(row.cells))
            elif (
                draft.name is not None
                and not ROAD_END.search(draft.name.text)
                and OTHER_FEATURE.search(draft.name.text)
            ):
                self.body.others.append(draft.name)
                self.spend(Class.OTHER, row.span, sum(len(cell.text) for _, cell in row.cells))
            else:
                self.take(draft, None, listed=True)
                self.last = None
                self.spend(Class.ENTRY, row.span, sum(len(cell.text) for _, cell in row.cells))
        for span in table.broken:
            self.body.doubts.append(Doubt(span, ROW_BROKEN))
            self.spend(Class.PROBLEM, span, len("".join(span.of(self.text).split())))


def _same_run(a: Draft, b: Draft) -> bool:
    def ends(draft: Draft) -> set[str]:
        return {end.words.text for end in (draft.run.start, draft.run.end) if end}

    return ends(a) == ends(b)


def _after_law(words: str) -> str:
    """The words without what they cite: 《…》 and 根据…规定."""
    return re.sub(r"《[^《》]{0,80}》|(?:根据|按照|依据)[^，。；]{0,60}，", "", words)


def _sentences(words: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[。；])", words) if sentence]


def _pieces(text: str, start: int) -> list[tuple[int, int, bool]]:
    """`text` from `start` on cut into lead-in sentences (True) and the rest."""
    pieces: list[tuple[int, int, bool]] = []
    position = start
    for found in re.finditer(r"[^。；：]*[。；：]?", text[start:]):
        a, b = start + found.start(), start + found.end()
        if a == b:
            continue
        words = text[a:b]
        if (
            _LEAD_ENDS.search(words)
            and (cut := max(words.rfind("）"), words.rfind("”")) + 1)
            and not _is_lead(words)
            and _is_lead(words[cut:])
        ):
            pieces.append((a, a + cut, False))
            a += cut
            words = text[a:b]
        lead = len(words) <= 400 and (_is_lead(words) or _CLOSING.fullmatch(words) is not None)
        if pieces and pieces[-1][2] == lead and not lead:
            pieces[-1] = (pieces[-1][0], b, False)
        else:
            pieces.append((a, b, lead))
        position = b
    del position
    return pieces


_LEAD_ENDS = re.compile(
    r"(?:如下|(?:道路|街巷|地名|名称)有|分别(?:是|为|如下|有)|包括|名单|具体为|依次为|具体有|条(?:（[^（）]{1,6}）)?(?:道路|路|街|巷)?(?:为|是)|道路[一二两三四五六七八九十\d]{1,3}条)[：。；]$"
)


# 沙陀营街道有金岗路、银岗路等12条: the names themselves, not an announcement of them
_NAMES_LISTED = re.compile(
    r"[路街道巷弄坊]、[^、，。；]{1,16}[路街道巷弄坊](?:、[^、，。；]{1,16})*等?[一二两三四五六七八九十百\d]{1,4}条"
)


def _is_lead(words: str) -> bool:
    if _NAMES_LISTED.search(words) and not re.search(r"命名|更名|调整|注销", words):
        return False
    if re.search(rf"(?:{SIDE}(?:起|至|止)|命名为(?!：|如下)|更名为|改为|注销[“]|~)", words):
        return False
    if _LEAD_ENDS.search(words) and re.search(
        r"命名|更名|调整|注销|撤销|销名|延长|道路|路名|地名|公告|通知|批复", words
    ):
        return not re.match(r"[^，。；：]{0,30}(?:注销|撤销|废止)[^，。；：]{0,10}条：$", words)
    if re.search(r"(?:以下|下列)[^，。；：]{0,14}：$|征集[^。；]{0,30}：$", words):
        return True
    if (
        words.endswith("：")
        and len(words) > 12
        and re.search(r"命名|更名|调整", words)
        and re.search(r"\d条|[一二两三四五六七八九十]条|下列|以下", words)
    ):
        return True
    return (
        _LEAD_SENTENCE.fullmatch(words) is not None
        and not re.search(r"[“][^”]{2,14}[路街道巷弄坊][”]", words)
        and not re.search(r"(?:废弃|注销)(?:的|了)", words)
    )


# a sentence that closes a notice, whatever stands before it in the paragraph
_CLOSING = re.compile(
    r"(?:特此[^。；]{2,6}|公示(?:时间|日期|期限?|期间|起止)[^。；]{0,80}|联系(?:人|电话|方式|地址)[^。；]{0,100}|(?:以上)?(?:意见|请示)?(?:妥否|当否)[^。；]{0,20}|如有[^。；]{0,100}|附件?：[^。；]{0,60}|位置图?附后|自(?:发文|发布|公布|印发|公告)之日起[^。；]{0,40})[。；：]?"
)
_CELL_START = re.compile(FROM_SIDE)
_CELL_END = re.compile(TO_SIDE.replace("to_side", "from_side"))
_CELL_NUMBER = re.compile(
    r"(?P<about>约|近)?(?P<value>[\d.,，+\-~—–至]+)(?P<unit>米|公里|千米|km|m)?(?:左右|余)?", re.IGNORECASE
)


def read_row(text: str, row: Row) -> Draft | None:
    """The draft a table row makes, or None without a name."""
    draft = Draft(row.span, marked=True)
    for column, cell in row.cells:
        if cell.text in ("无", "-", "—", "/", "——", "--"):
            continue
        _read_cell(text, draft, column, cell)
    return draft if draft.name is not None else None


def _read_cell(text: str, draft: Draft, column: Column, cell: Words) -> None:
    source = condense(text, cell.span)
    match column.role:
        case "name":
            name = _cell_name(source)
            if draft.name is None:
                draft.name = name
                if found := re.search(r"（([A-Za-z\u00c0-\u024f][^（）\u3400-\u9fff]+)）$", source.text):
                    draft.roman = source.words(*found.span(1))
            elif name.text != draft.name.text:
                draft.aliases.append(name)
        case "former":
            draft.formers.append(_cell_name(source))
            draft.action = Action.RENAMING
        case "alias":
            draft.aliases.append(cell)
        case "romanised":
            draft.roman = cell
        case "reason":
            draft.reason = draft.reason or cell
        case "start":
            draft.run.froms.append(_cell_end(source, _CELL_START))
        case "end":
            draft.run.tos.append((_cell_end(source, _CELL_END), False))
        case "both":
            _read_both(source, draft)
        case "via":
            at = 0
            for found in re.finditer(r"[、，]|$", source.text):
                if found.start() > at:
                    draft.via.append(source.words(at, found.start()))
                at = found.end()
        case "length" | "width":
            _read_size(source, draft, column)
        case "course":
            found_course = re.match(r"(?:大致)?(东西|南北|东北西南|西北东南|环形)", source.text)
            if found_course:
                draft.course = source.words(*found_course.span(1))
        case "district" | "town" | "place":
            _read_place(source, draft, column.role)
        case _:
            pass


def _cell_name(source: Condensed) -> Words:
    end = len(source.text)
    if (
        (found := re.search(r"（[^（）]*）$", source.text))
        and found.start() > 1
        and not re.match(r"（[东南西北中]", found[0])
    ):
        end = found.start()
    start = 0
    while start < end - 1 and source.text[start] in '“‘"':
        start += 1
    while end - 1 > start and source.text[end - 1] in '”’"':
        end -= 1
    return source.words(start, end)


def _cell_end(source: Condensed, lead: re.Pattern[str]) -> End:
    start, side = 0, None
    if (found := lead.match(source.text)) and found.end() < len(source.text):
        start, side = found.end(), found["from_side"]
    ends = read_end(source.text, start, len(source.text.rstrip("。；，")))
    return End(source.words(ends.start, ends.end), side, ends.planned)


def _read_both(source: Condensed, draft: Draft) -> None:
    passage = read_passage(source)
    if passage.drafts and passage.drafts[0].run:
        inner = passage.drafts[0]
        draft.run = inner.run
        draft.doubts += inner.doubts
        return
    if found := re.fullmatch(r"(.{2,40}?)(?:~|—{1,2}|–|-{1,2}|至|到)(.{2,40})", source.text):
        for group, run in ((1, draft.run.froms), (2, None)):
            ends = read_end(source.text, *found.span(group))
            end = End(source.words(ends.start, ends.end), None, ends.planned)
            if run is not None:
                run.append(end)
            else:
                draft.run.tos.append((end, False))
        return
    draft.doubts.append(Doubt(source.span(0, len(source.text)), UNREAD))


def _read_size(source: Condensed, draft: Draft, column: Column) -> None:
    found = re.fullmatch(r"(?:全?长|宽)?(?:度)?" + _CELL_NUMBER.pattern, source.text, re.IGNORECASE)
    if found is None:
        draft.doubts.append(Doubt(source.span(0, len(source.text)), UNREAD))
        return
    words = source.words(*found.span("value"))
    try:
        measure = read_measure(words.text, found["unit"] or column.unit, bool(found["about"]))
    except (ValueError, KeyError):
        draft.doubts.append(Doubt(words.span, UNREAD))
        return
    if column.role == "length":
        draft.length = (measure, words.span)
    else:
        draft.width = (measure, words.span)


def _read_place(source: Condensed, draft: Draft, role: str) -> None:
    divisions = read_divisions(source.text)
    if divisions.district and draft.district is None:
        draft.district = source.words(*divisions.district)
    for at in divisions.subdistricts:
        draft.subdistricts.append(source.words(*at))
    if not divisions and role == "district":
        draft.district = source.words(0, len(source.text))
    elif role == "place" and divisions.end < len(source.text):
        draft.beside.append(source.words(divisions.end, len(source.text)))


def read_body(text: str, lines: Sequence[Line], used: frozenset[Span]) -> Body:
    """What the lines of one notice (normalised `text`) say, those in `used` being its head and foot."""
    body = Body()
    reader = _Body(text, body)
    rest = [line for line in lines if line.span not in used]
    at = 0
    held: list[Line] = []

    def read_held() -> None:
        for paragraph in read_paragraphs(text, held, _is_apart):
            reader.paragraph(paragraph)
        held.clear()

    while at < len(rest):
        table = find_table(text, rest, at) if _may_be_header(rest[at].text) else None
        if table is not None:
            read_held()
            reader.spend(Class.HEADING, rest[at].span, len(rest[at].text))
            reader.table(table)
            at += table.used
            continue
        held.append(rest[at])
        at += 1
    read_held()
    reader.flush()
    return body


_HEADER_HINT = re.compile(r"序号|名称|起点|起止|长度|路名|命名|地名")


def _may_be_header(words: str) -> bool:
    return len(words) <= 160 and _HEADER_HINT.search(words) is not None


def _is_apart(line: Line) -> bool:
    words = line.text
    if len(words) > 40:
        return False
    mark = read_mark(words)
    body = words[mark.end :] if mark else words
    if not _RAISES_ROAD.search(body) and read_heading(body, lambda a, b: Words(body[a:b], Span(0, 1))) is not None:
        return True
    return (
        re.search(r"^(?:特此|附件|抄送|来源)|(?:[（(]?共?\d{1,3}条[）)]?[。：]?$)|\.(?:png|jpg|docx?)$", words)
        is not None
    )
