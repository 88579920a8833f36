"""The head and foot of a notice: title, number, authority, dates; a document's lines cut into notices there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gazetteer.divisions import read_divisions
from gazetteer.notices import NoticeKind
from gazetteer.paragraphs import Line
from gazetteer.patterns import any_of
from gazetteer.text import Span, Words, condense
from gazetteer.times import Day, read_chinese_day, read_day

_HAN = r"[\u3400-\u9fff〇○]"
_YEAR = r"(?:[0-9〇○零OoО一二三四五六七八九]{4})"
# 2021年5月26日 | 二○○八年十一月二十八日
CHINESE_DAY = rf"{_YEAR}年(?:[0-9一二三四五六七八九十]{{1,3}}月(?:[0-9一二三四五六七八九十]{{1,3}}[日号])?)?"
# 2023.02.13 | 2024/05/17 | 2021-06-05
_PLAIN_DAY = r"(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}"
DAY = rf"(?:{CHINESE_DAY}|{_PLAIN_DAY})"
# 济政办字〔2021〕25号 | 周政字【2016】44号 | 〔2024〕3号
NUMBER = rf"(?:{_HAN}{{1,16}})?[〔【\[（「](?:19|20)\d{{2}}[〕】\]）」]第?\d{{1,5}}号"
_ORG = (
    r"(?:人民政府(?:办公厅|办公室)?(?:.{1,12}(?:街道办事处|办事处))?|地名委员会(?:办公室)?|委员会(?:办公室)?|管理委员会|管委会|地名办(?:公室)?|民政局|自然资源(?:和规划)?局|规划(?:和自然资源)?局|住房(?:和|与)?城乡建设局|住建局|民政厅"
    r"|建设局|城管局|城市管理局|公安局|办公厅|办公室|街道办事处|区划地名处|地名管理(?:处|办公室)|[\u3400-\u9fff]{1,12}(?:局|厅|委|处|中心|办))"
)
# 济南市人民政府办公厅
AUTHORITY = re.compile(rf"{_HAN}{{2,30}}?{_ORG}(?:（(?:盖章|印章|章|代章)）)?")
_SORTS = r"(?:预?公示|通知|公告|通告|批复|复函|函|决定|实施意见|意见|请示|答复|通报|布告|令)"
# 关于龙驹街等市区内道路命名及调整起止点的通知
_TITLE_TAIL = re.compile(rf"[^。；]{{2,80}}(?:的|事宜的|情况的?|方案的?)?{_SORTS}(?:（[^（）]{{1,12}}）)?")
_TITLE_ABOUT = re.compile(rf"[^。；，]{{0,40}}关于[^。；]{{2,90}}{_SORTS}(?:（[^（）]{{1,12}}）)?")
_BARE_TITLE = re.compile(
    any_of(
        "更正|更正公告|更正启事|更正通知|更正说明|勘误|勘误表|勘误公告",
        "通知|公告|通告|公示|预公示|批复|复函|地名公告|命名公告|道路命名公告",
    )
)
_PAGE_REF = re.compile(rf"(?:（?{NUMBER}）?)?[…·.]*（?\d{{1,4}}）?")
NUMBER_LINE = re.compile(
    rf"(?:（|\()?(?P<number>{NUMBER}|{_HAN}{{0,14}}(?:公告|通告|公示)?[〔（「]?(?:19|20)?\d{{0,4}}年?[〕）」]?第\d{{1,4}}号)(?:）|\))?(?:\.(?:docx?|pdf|wps|ofd|txt))?"
)
_LABELLED_NUMBER = re.compile(
    rf"(?:发文字号|发文文号|文号|文件编号|公文字号|字号|文件号)[|：\s]*(?P<number>{NUMBER})?(?P<none>无文号|无)?"
)
_DAY_LINE = re.compile(rf"(?:{_HAN}{{0,30}}?{_ORG})?(?P<day>{DAY})")
_PRINTED = re.compile(rf"（?(?:{_HAN}{{2,30}})?(?P<day>{DAY})印发）?")
_PUBLISHED = re.compile(
    rf"(?:发布日期|发布时间|公开日期|公布日期|发文日期|成文日期|生成日期|公示日期|公示时间|公示期限?|公示起止时间|印发日期|时间)(?:为\d{{1,3}}(?:个工作日|天|日)[，（]?即?)?(?:为|：|\|)*(?:自|从)?(?P<day>{DAY})"
)
_EFFECTIVE = re.compile(
    rf"自(?P<day>{DAY}|发文之日|印发之日|发布之日|公布之日|即日|本通知(?:印发|发布)之日|公告之日|发文日)起(?:正式)?(?:施行|执行|生效|启用|使用|实施)"
)
_APPROVED = re.compile(rf"(?P<day>{DAY})[，、]?(?:业?经|已经|由)[^，。；]{{2,30}}?(?:批准|同意|审定|审议通过|研究同意)")
_CITED = re.compile(
    rf"(?:(?P<day>{DAY})(?:下发|印发|发布|公布|出台|发出)(?:的|了)?)?《(?P<title>[^《》]{{4,60}}(?:命名|更名|起止点|地名|路名)[^《》]{{0,30}}{_SORTS})》（(?P<number>{NUMBER})）(?!收悉|的?请示)"
)
_MARKER_RESTATED = "按事实重述"
_MARKER_FICTIONAL = "虚构"
_SOURCE = re.compile(r"(?:依据|来源|出处)：(?P<source>[^\n]{1,200})")
_PLANE_TITLE = re.compile(r"[^。；：，|]{4,44}")
# the addressee of a reply: 仁义区人民政府：
_ADDRESSEE = re.compile(
    r"(?P<who>[^，。；：]{2,60}?(?:人民政府|街道办事处|办事处|管委会|管理委员会|局|委员会|单位|部门|镇|街道|公司|办公室|处|厅|科|委|你们)(?:（单位）|（[^（）]{1,12}）)?)："
)


@dataclass(slots=True)
class Masthead:
    """What the head and foot of a notice say; `used` are the lines that say it."""

    title: str | None = None
    number: str | None = None
    authority: str | None = None
    issued_on: Day | None = None
    printed_on: Day | None = None
    published_on: Day | None = None
    effective_on: Day | None = None
    approved_on: Day | None = None
    restated: bool = False
    fictional: bool = False
    source: str | None = None
    title_words: Words | None = None
    addressee: Words | None = None
    authority_words: Words | None = None
    used: set[Span] = field(default_factory=set)


def to_day(words: str) -> Day | None:
    """The day of any written form: 2021年5月26日, 二○二一年五月, 2021-06-05, 2023.2.13; None if there is none."""
    if re.fullmatch(_PLAIN_DAY, words):
        year, month, day = re.split(r"[-./]", words)
        try:
            return read_day(f"{year}-{int(month):02d}-{int(day):02d}")
        except Exception:
            return None
    return read_chinese_day(words.replace("О", "O"))


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the lines it stands on; `listed` where it stands in a table of contents."""

    first: int
    last: int
    text: str
    listed: bool


def find_titles(lines: Sequence[Line]) -> list[Title]:
    """The titles of notices among `lines`, each with the lines it is broken over."""
    titles: list[Title] = []
    taken = -1
    for index, line in enumerate(lines):
        if index <= taken or len(line.text) > 110:
            continue
        left_over = index > 0 and len(line.text) <= 3 and _may_be_title(lines[index - 1].text + line.text)
        if not left_over and not _may_be_title(line.text):  # …道路的通 / 知: broken within its last word
            continue
        first = index
        for back in (1, 2):
            before = index - back
            if before <= taken or before < 0 or not _is_title_part(lines[before].text):
                break
            joined = "".join(one.text for one in lines[before : index + 1])
            own_about = "关于" in "".join(one.text for one in lines[first : index + 1])
            if own_about and not (AUTHORITY.fullmatch(lines[before].text) and lines[first].text.startswith("关于")):
                break
            if _TITLE_ABOUT.fullmatch(joined):
                first = before
        text = "".join(one.text for one in lines[first : index + 1])
        text = re.sub(rf"(?:{NUMBER})$", "", text)
        about = _TITLE_ABOUT.fullmatch(text) is not None
        if not about and not (_BARE_TITLE.fullmatch(text) and index < 12):
            continue
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        listed = bool(re.fullmatch(rf"（?{NUMBER}）?[…·.]*（?\d{{1,4}}）?", after)) and not NUMBER_LINE.fullmatch(after)
        listed = listed or bool(re.search(r"[…·.]{3,}（?\d{1,4}）?$", text))
        titles.append(Title(first, index, text, listed))
        taken = index
    return titles


def _may_be_title(text: str) -> bool:
    bare = re.sub(rf"(?:{NUMBER})$", "", text)
    if "》" in bare[-3:] or "。" in bare or bare.startswith(("附件", "根据", "现将", "你", "经", "《", "来源", "抄送")):
        return False
    return _TITLE_TAIL.fullmatch(bare) is not None or _BARE_TITLE.fullmatch(bare) is not None


def _is_title_part(text: str) -> bool:
    return (
        len(text) <= 60
        and re.search(r"[。；：|〕]|号）?$|\d）$|\d日$", text) is None
        and not text.startswith(("附件", "【"))
    )


def cut(lines: Sequence[Line]) -> list[tuple[int, int, Title | None]]:
    """The stretches of `lines` that are one document each, with its title."""
    titles = find_titles(lines)
    stretches: list[tuple[int, int, Title | None]] = []
    starts: list[tuple[int, Title | None]] = [(0, None)]
    for title in titles:
        at = title.first
        while at > 0 and is_marker(lines[at - 1].text):
            at -= 1
        previous_at, previous = starts[-1]
        same = (
            previous is not None
            and not previous.listed
            and (title.text.endswith(previous.text) or previous.text.endswith(title.text))
        )
        near = previous is not None and at - previous.last <= 14
        if same and near and not title.listed:
            starts[-1] = (previous_at, title)
        elif previous is None and (at == 0 or _is_metadata(lines[:at])):
            starts[-1] = (0, title)
        elif _BARE_TITLE.fullmatch(title.text) and previous is not None and not previous.listed and near:
            continue
        else:
            starts.append((at, title))
    for number, (at, opening) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(lines)
        if end > at:
            stretches.append((at, end, opening))
    return stretches


def _is_metadata(lines: Sequence[Line]) -> bool:
    """Whether a few lines before a title only say where and when it was published."""
    return len(lines) <= 25 and not any(_EXTENT_HINT.search(line.text) for line in lines)


_EXTENT_HINT = re.compile(r"[东南西北]起|起点|命名为|更名为|[东南西北]至")


def is_marker(text: str) -> bool:
    """Whether a line is one of the bundled notices' own marker lines."""
    return ((_MARKER_RESTATED in text or _MARKER_FICTIONAL in text) and text[0] in "〔【（[") or re.match(
        r"(?:来源|依据|出处|发布日期)：", text
    ) is not None


def read_masthead(text: str, lines: Sequence[Line], title: Title | None, offset: int) -> Masthead:
    """What the lines of one document say of it; `title` counts in lines from `offset`."""
    head = Masthead()
    first_item = next((n for n, line in enumerate(lines) if _EXTENT_HINT.search(line.text)), len(lines))
    if title is not None:
        head.title = title.text
        span = Span(lines[title.first - offset].span.start, lines[title.last - offset].span.end)
        head.title_words = Words(title.text, span)
        head.used.update(line.span for line in lines[title.first - offset : title.last - offset + 1])
        tail = lines[title.last - offset].text
        if found := re.search(rf"(?P<number>{NUMBER})$", tail):
            head.number = found["number"]
    _read_markers(text, lines, head)
    signed: list[tuple[int, Day]] = []
    for index, line in enumerate(lines):
        words = line.text.strip("？")
        if len(words) > 300 and index > first_item:
            continue
        if found := NUMBER_LINE.fullmatch(words):
            if head.number is None or (index > 6 and head.number is None):
                head.number = found["number"]
            head.used.add(line.span)
            continue
        if (found := _LABELLED_NUMBER.search(words)) and (found["number"] or found["none"]) and len(words) < 80:
            head.number = head.number or found["number"]
            if "|" not in words or len(words) < 50:
                head.used.add(line.span)
        if found := _PRINTED.fullmatch(words):
            head.printed_on = head.printed_on or to_day(found["day"])
            head.used.add(line.span)
            if index and AUTHORITY.fullmatch(lines[index - 1].text):
                head.used.add(lines[index - 1].span)
            continue
        if found := _DAY_LINE.fullmatch(words):
            if (day := to_day(found["day"])) is not None:
                signed.append((index, day))
                head.used.add(line.span)
                if (org := words[: found.start("day")]) and AUTHORITY.fullmatch(org):
                    head.authority = org
                    head.authority_words = Words(org, line.span)
            continue
        if found := _PUBLISHED.match(words):
            if found[0].startswith(("成文日期", "发文日期", "生成日期")):
                head.issued_on = head.issued_on or to_day(found["day"])
            else:
                head.published_on = head.published_on or to_day(found["day"])
            if len(words) < 80:
                head.used.add(line.span)
        if (
            (found := _EFFECTIVE.search(words))
            and head.effective_on is None
            and ("启用" in found[0] or "使用" in found[0] or "命名" not in words)
        ):
            head.effective_on = to_day(found["day"])
            if head.effective_on is None:
                head.effective_on = _BY_REFERENCE
        if index <= first_item and (found := _APPROVED.search(words)):
            head.approved_on = head.approved_on or to_day(found["day"])
        if (
            index <= first_item
            and index < 8
            and (found := _ADDRESSEE.match(words))
            and head.addressee is None
            and found.end() == len(words)
        ):
            head.addressee = Words(found["who"], line.span)
            head.used.add(line.span)
        if head.title is None and index <= first_item and (found := _CITED.search(words)):
            head.title = found["title"]
            head.number = head.number or found["number"]
            source = condense(text, line.span)
            at = source.text.find(found["title"])
            head.title_words = source.words(at, at + len(found["title"]))
            if found["day"]:
                head.issued_on = to_day(found["day"])
    _read_signature(lines, signed, head)
    if head.title is None:
        _take_plain_title(lines, first_item, head)
    if head.authority is None and head.title:
        _authority_from_title(head)
    if head.effective_on is _BY_REFERENCE:
        head.effective_on = head.issued_on or head.printed_on
    return head


_BY_REFERENCE = read_day("0001-01-01")  # stands for 自发文之日 until the signature is read


def _read_markers(text: str, lines: Sequence[Line], head: Masthead) -> None:
    for line in lines[:6]:
        if line.span in head.used:
            break
        if not is_marker(line.text):
            if head.title_words is None or line.span.start < head.title_words.span.start:
                continue
            break
        head.restated |= _MARKER_RESTATED in line.text
        head.fictional |= _MARKER_FICTIONAL in line.text
        raw = " ".join(line.span.of(text).split())
        if found := _SOURCE.search(raw):
            head.source = head.source or found["source"].strip(" 】〕）])")
        if found := _PUBLISHED.search(line.text):
            head.published_on = to_day(found["day"])
        head.used.add(line.span)


def _read_signature(lines: Sequence[Line], signed: Sequence[tuple[int, Day]], head: Masthead) -> None:
    """The day signed, and who signed: the authority on the line before it (or after)."""
    chosen: tuple[int, Day] | None = None
    for index, day in signed:
        before = lines[index - 1].text if index else ""
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        for neighbour, line_no in ((before, index - 1), (after, index + 1)):
            if AUTHORITY.fullmatch(neighbour) and not neighbour.startswith("关于"):
                chosen = chosen or (index, day)
                if head.authority is None and chosen[0] == index:
                    head.authority = neighbour
                    head.authority_words = Words(neighbour, lines[line_no].span)
                head.used.add(lines[line_no].span)
                break
    if chosen is None and signed:
        chosen = signed[-1]
    if chosen is not None:
        head.issued_on = chosen[1]
    if head.authority is None:
        for line in reversed(lines):
            bare = re.sub(r"^(?:来源|发布机构|发文机关|发布单位|信息来源|索引机构)(?:：|\|)", "", line.text)
            if (
                (bare != line.text or (line.span not in head.used and len(line.text) <= 30))
                and AUTHORITY.fullmatch(bare)
                and read_divisions(bare)
            ):
                head.authority = bare
                head.authority_words = Words(bare, line.span)
                head.used.add(line.span)
                break


def _take_plain_title(lines: Sequence[Line], first_item: int, head: Masthead) -> None:
    """A first line that is short and speaks of naming is the title, though it lacks the form of one."""
    for line in lines[: min(3, max(first_item, 1))]:
        if line.span in head.used or is_marker(line.text):
            continue
        if (
            _PLANE_TITLE.fullmatch(line.text)
            and re.search(r"命名|更名|路名|起止点|地名|公告|公示|更正|勘误", line.text)
            and not re.match(r"[一二三四五六七八九十]、|（[一二三]|\d{1,3}[.、）]", line.text)
        ):
            head.title = line.text
            head.title_words = Words(line.text, line.span)
            head.used.add(line.span)
        return


def _authority_from_title(head: Masthead) -> None:
    assert head.title is not None
    before, about, _ = head.title.partition("关于")
    if about and AUTHORITY.fullmatch(before) and read_divisions(before):
        head.authority = before
        if head.title_words is not None:
            head.authority_words = Words(before, head.title_words.span)


# ── what a notice may do ───────────────────────────────────────────────────────────────────────────────────────────
_PROPOSAL_TITLE = re.compile(
    r"公示|征求.{0,6}意见|征集|草案|听证|拟(?:命|更|定|将|对|调)|预命名|意见征集|意见稿|请你评|评路名|征名"
)
_PROPOSAL_BODY = re.compile(
    r"现?(?:将.{0,40})?(?:予以|进行)公示|公示如下|公示(?:期|时间|日期|期限|起止)|征求(?:社会|公众|广大|各界)?.{0,10}意见|如有(?:不同)?(?:意见|异议)|征集(?:意见|名称)|请.{0,30}(?:提出|反馈)(?:.{0,10})意见|拟命名方案|意见反馈|建议方式"
)
_PAST_PUBLICITY = re.compile(
    r"(?:公示(?:期满|无异议|结束|后|，无)|经(?:过)?(?:社会|网上)?公示|已(?:经)?公示|公示.{0,10}无异议|经征求|征求.{0,20}意见(?:并|后|，经|的基础))"
)
_REQUEST = re.compile(r"妥否|当否|请(?:予)?(?:函复|批复|批准|审批|审定|核准|复函)|特此(?:请示|函请)|以上意见")
_DECISION = re.compile(
    r"(?:决定|同意|批准|研究决定|予以)(?:.{0,40})?(?:命名|更名|公布)|特此(?:通知|公告|公布|通告|批复|函复|复函)|现予以?公[布告]|批复如下|现?通知如下|公告如下|自.{0,20}起(?:施行|启用|使用)"
)


def read_kind(title: str | None, words: str, proposed: int, entries: int) -> NoticeKind:
    """Whether the notice decides, proposes or asks, from its title, its wording and how many clauses say 拟."""
    title = title or ""
    if re.search(r"请示|(?<![复批])函$", title) and "复函" not in title and _REQUEST.search(words):
        return NoticeKind.REQUEST
    if title.endswith("请示") or ("的请示" in title[-4:] and _REQUEST.search(words)):
        return NoticeKind.REQUEST
    if (
        re.search(r"(?:通知|批复|复函|通告|决定)$", title)
        and not re.search(r"拟|征求|征集|草案|公示", title)
        and not (entries and proposed * 2 >= entries)
    ):
        return NoticeKind.DECISION
    if _PROPOSAL_TITLE.search(title):
        return NoticeKind.PROPOSAL
    if entries and proposed * 2 >= entries:
        return NoticeKind.PROPOSAL
    for found in _PROPOSAL_BODY.finditer(words):
        around = words[max(0, found.start() - 6) : found.end() + 12]
        if not _PAST_PUBLICITY.search(around):
            return NoticeKind.PROPOSAL
    return NoticeKind.DECISION


# 山东省济南市人民政府 | 样例镇人民政府
_AREA = re.compile(rf"(?:{_HAN}{{2,5}}?(?:省|自治区))?(?P<area>{_HAN}{{1,6}}?(?:市|自治县|县|区|旗|镇|乡|街道))")


def find_area(authority: str | None, title: str | None) -> str | None:
    """The city or town whose roads a notice names: 济南市 from 济南市人民政府办公厅; else from its title."""
    if authority and (found := _AREA.match(authority)):
        return found["area"]
    for words in (_about_what(title), title):
        divisions = read_divisions(words or "")
        for place in (divisions.city, divisions.district, *divisions.subdistricts):
            if words and place is not None:
                return words[slice(*place)]
    return None


def _about_what(title: str | None) -> str | None:
    if not title:
        return None
    about = title.partition("关于")[2]
    return re.sub(r"^(?:同意|对|公布|印发|调整|命名|确定|部分)", "", about) or None
