"""`Masthead`: what the head and foot of a notice say: title, number, authority, dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gazetteer.authorities import AUTHORITY, ORG, find_area
from gazetteer.boilerplate import is_of_page
from gazetteer.datelines import DAY, DOCUMENT_NUMBER, HAN, NUMBER_LINE, OPEN_NUMBER_LINE, to_day
from gazetteer.divisions import read_divisions
from gazetteer.lines import Line
from gazetteer.markers import FICTIONAL, RESTATED, SOURCE, is_marker
from gazetteer.patterns import opening
from gazetteer.text import Span, Words, condense
from gazetteer.times import Day, read_day
from gazetteer.titles import EXTENT_HINT, SORTS, Title

_LABELLED_NUMBER = re.compile(
    rf"(?:发文字号|发文文号|文号|文件编号|公文字号|字号|文件号)[|：\s]*(?P<number>{DOCUMENT_NUMBER})?(?P<none>无文号|无)?"
)
# 索引号：… 发文机关：… 发文字号：… 成文日期：… on one line
_LABELS = re.compile(
    "(?:索引号|公文目录|信息分类|主题分类|发文机关|发布机构|成文日期|生成日期|发布日期|发文日期|主题词|标题|名称)(?:：|\\|)"
)
_DAY_LINE = re.compile(rf"(?:{HAN}{{0,30}}?{ORG})?(?P<day>{DAY})")
_PRINTED = re.compile(rf"（?(?:{HAN}{{2,30}})?(?P<day>{DAY})印发）?")
_PUBLISHED = re.compile(
    opening(
        "发公成生印时",
        "[发公]布日期|发布时间|公开日期|发文日期|成文日期|生成日期|公示日期|公示时间|公示期限?|公示起止时间|印发日期|时间",
    )
    + rf"(?:为\d{{1,3}}(?:个工作日|天|日)[，（]?即?)?(?:为|：|\|)*(?:自|从)?(?P<day>{DAY})"
)
_EFFECTIVE = re.compile(
    rf"自(?P<day>{DAY}|发文之日|印发之日|发布之日|公布之日|即日|本通知(?:印发|发布)之日|公告之日|发文日)起(?:正式)?(?:施行|执行|生效|启用|使用|实施)"
)
_APPROVED = re.compile(rf"(?P<day>{DAY})[，、]?(?:业?经|已经|由)[^，。；]{{2,30}}?(?:批准|同意|审定|审议通过|研究同意)")
# …〔2020〕19号 签发人：某某
_NUMBER_TAIL = re.compile("(?<=号)(?:签发人|颁布时间|发布时间|发布日期|发文单位|发布单位)：.{0,60}$")
_ENDS_NUMBER = frozenset("0123456789）")
_CITED = re.compile(
    rf"(?:(?P<day>{DAY})(?:下发|印发|发布|公布|出台|发出)(?:的|了)?)?《(?P<title>[^《》]{{4,60}}(?:命名|更名|起止点|地名|路名)[^《》]{{0,30}}{SORTS})》（(?P<number>{DOCUMENT_NUMBER})）(?!已?收悉|的?请示)"
)
_PLAIN_TITLE = re.compile(r"[^。；：，|]{4,44}")
# 甲镇“五纵五横”道路 / 公开征集名称的公告
_BROKEN_TITLE = re.compile(
    r"[^。；：，|]{2,40}(?:道路|路名|地名|街巷)[^。；：，|]{0,40}(?:通知|公告|公示|批复|通告|启事)"
)
# 记者从甲区民政局获悉
_NEWS = re.compile(r"从(?P<who>[\u3400-\u9fff]{2,16}?(?:局|办|办公室|委员会|政府|管委会))(?:了解到|获悉|得知)")
# one body that is addressed: 仁义区人民政府 | 市政府各有关部门 | 各直属机构 | 你局（单位）
_BODY = (
    r"[^，。；：]{1,60}?(?:政府|办事处|管委会|委员会|局|单位|部门|机构|机关|法院|检察院|分区|武装部|院校|学校|企业|团体|镇|街道|公司"
    r"|办公室|处|厅|科|委|你们)(?:（单位）|（[^（）]{1,12}）)?"
)
# the addressees of a notice or a reply: 仁义区人民政府： | 云岭区人民政府，市政府各部门；县直各单位：
_ADDRESSEE = re.compile(rf"(?P<who>{_BODY})(?P<others>(?:[，；]{_BODY}){{0,12}})：")

# 城东街道： | 柳林镇（农村）： a town alone, which may head the roads that lie there
_TOWN_ALONE = re.compile(r"[\u3400-\u9fff]{0,8}?(?:街道|镇|乡|城区|农村)(?:（[^（）]{1,12}）)?：")


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
    source_words: Words | None = None  # whom the news has it from: 从甲区民政局获悉
    request_words: Words | None = None  # the request that is answered: …的请示收悉
    used: set[Span] = field(default_factory=set)


def read_masthead(text: str, lines: Sequence[Line], title: Title | None, offset: int) -> Masthead:
    """What the lines of one document say of it; `title` counts in lines from `offset`."""
    head = Masthead()
    first_item = next((n for n, line in enumerate(lines) if EXTENT_HINT.search(line.text)), len(lines))
    if title is not None:
        head.title = title.text
        span = Span(lines[title.first - offset].span.start, lines[title.last - offset].span.end)
        head.title_words = Words(title.text, span)
        head.used.update(line.span for line in lines[title.first - offset : title.last - offset + 1])
        # printed above the letter that sends it, and again above its text
        head.used.update(line.span for line in lines[: title.first - offset] if line.text == title.text)
        if found := re.match(rf"[\[【（〔](?P<number>{DOCUMENT_NUMBER})[\]】）〕]", lines[title.first - offset].text):
            head.number = found["number"]
        tail = lines[title.last - offset].text
        if found := re.search(rf"(?P<number>{DOCUMENT_NUMBER})[）】〕\]]?$", tail):
            head.number = found["number"]
    _read_markers(text, lines, head)
    signed: list[tuple[int, Day]] = []
    for index, line in enumerate(lines):
        words = line.text.strip("？")
        if len(words) > 300 and index > first_item:
            continue
        numbered = "号" in words
        if numbered and (found := NUMBER_LINE.fullmatch(_NUMBER_TAIL.sub("", words))):
            if head.number is None or (index > 6 and head.number is None):
                head.number = found["number"]
            head.used.add(line.span)
            continue
        if (
            numbered
            and (found := _LABELLED_NUMBER.search(words))
            and (found["number"] or found["none"])
            and (len(words) < 80 or (index <= first_item and len(_LABELS.findall(words)) > 2))
        ):
            head.number = head.number or found["number"]
            if "|" not in words or len(words) < 50:
                head.used.add(line.span)
        if index < first_item and words[-1:] in _ENDS_NUMBER and (found := OPEN_NUMBER_LINE.fullmatch(words)):
            head.number = head.number or found["number"]
            head.used.add(line.span)
            continue
        if "印发" in words and (found := _PRINTED.fullmatch(words)):
            head.printed_on = head.printed_on or to_day(found["day"])
            head.used.add(line.span)
            if index and AUTHORITY.fullmatch(lines[index - 1].text):
                head.used.add(lines[index - 1].span)
            continue
        if (words.endswith(("年", "月", "日", "号")) or words[-1:].isdecimal()) and (
            found := _DAY_LINE.fullmatch(words)
        ):
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
            head.effective_on is None
            and "自" in words
            and (found := _EFFECTIVE.search(words))
            and ("启用" in found[0] or "使用" in found[0] or "命名" not in words)
        ):
            head.effective_on = to_day(found["day"])
            if head.effective_on is None:
                head.effective_on = _BY_REFERENCE
        if index <= first_item and head.source_words is None and (told := _NEWS.search(words)):
            source = condense(text, line.span)
            head.source_words = source.words(*told.span("who")) if told.end() <= len(source.text) else None
        if index <= first_item and head.request_words is None and (at := words.find("收悉")) > 0:
            source = condense(text, line.span)
            at = source.text.find("收悉")
            head.request_words = source.words(max(0, source.text.rfind("关于", 0, at)), at) if at > 0 else None
        if index <= first_item and (found := _APPROVED.search(words)):
            head.approved_on = head.approved_on or to_day(found["day"])
        if (
            index <= first_item
            and index < 8
            and (found := _ADDRESSEE.match(words))
            and head.addressee is None
            and found.end() == len(words)
            and not _heads_a_list(lines, index)
        ):
            if not found["others"]:  # of several, no one's district is where the roads lie
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


def _heads_a_list(lines: Sequence[Line], at: int) -> bool:
    """Whether a town's line is the first of several such, each above its own roads: nobody is addressed there."""
    if _TOWN_ALONE.fullmatch(lines[at].text) is None:
        return False
    return any(line.text != lines[at].text and _TOWN_ALONE.fullmatch(line.text) for line in lines[at + 1 :])


def _read_markers(text: str, lines: Sequence[Line], head: Masthead) -> None:
    for line in lines[:6]:
        if line.span in head.used:
            break
        if not is_marker(line.text):
            if head.title_words is None or line.span.start < head.title_words.span.start:
                continue
            break
        head.restated |= RESTATED in line.text
        head.fictional |= FICTIONAL in line.text
        raw = " ".join(line.span.of(text).split())
        if found := SOURCE.search(raw):
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
    for line, below in pairwise(lines[:3]):
        joined = line.text + below.text
        if (
            not (line.span in head.used or below.span in head.used)
            and len(joined) <= 60
            and not is_of_page(line.text)
            and _BROKEN_TITLE.fullmatch(joined)
            and not _BROKEN_TITLE.fullmatch(line.text)
        ):
            head.title = joined
            head.title_words = Words(joined, Span(line.span.start, below.span.end))
            head.used |= {line.span, below.span}
            return
    for line in lines[: min(3, max(first_item, 1))]:
        if line.span in head.used or is_marker(line.text) or is_of_page(line.text):
            continue
        if (
            _PLAIN_TITLE.fullmatch(line.text)
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
    if about and AUTHORITY.fullmatch(before) and (read_divisions(before) or find_area(before, None)):
        head.authority = before
        if head.title_words is not None:
            head.authority_words = Words(before, head.title_words.span)
