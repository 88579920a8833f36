"""A reader for the sentences of the bundled notices only, until the program's own is there."""

import re
from hashlib import sha256

from gazetteer.documents import Document
from gazetteer.entries import Action, Entry, Extent, Reading, StatedMeasure, Terminus
from gazetteer.notices import Notice, NoticeKind
from gazetteer.text import Span
from gazetteer.times import read_chinese_day

_ENDS = r"(?P<side1>[东南西北])起(?P<start>[^，]+)，(?P<side2>[东南西北])至(?P<end>[^，。”]+)"
_SIZE = r"(?:，?长(?P<length_m>\d+)米[、，]宽(?P<width_m>\d+)米)"
_PLACE = r"，?位于(?P<district>市中区|济南高新区|样例镇)(?P<subdistricts>[^，]*?街道)(?:辖区内)?，"
_FORMS = (
    (Action.NAMING, re.compile(rf"^\d+\. (?P<name>[^：\n]+)：(?:{_SIZE[3:-1]})?{_PLACE}{_ENDS}。$", re.M)),
    (Action.NAMING, re.compile(rf"^\d+\. (?P<name>[^：\n]+)：{_PLACE}{_ENDS}{_SIZE}。$", re.M)),
    (
        Action.RENAMING,
        re.compile(rf"^\d+\. 原(?P<former_name>.+?)更名为(?P<name>[^，]+){_SIZE}{_PLACE}{_ENDS}。$", re.M),
    ),
    (Action.ABOLITION, re.compile(rf"^\d+\. (?P<name>[^：\n]+)：{_PLACE}{_ENDS}，.+予以注销。$", re.M)),
    (
        Action.EXTENT_CHANGE,
        re.compile(
            r"^\d+\. (?P<name>[^：\n]+)：.*?由“(?P<p1>.)起(?P<pstart>[^，]+)，(?P<p2>.)至(?P<pend>[^”]+)”"
            rf"调整为“{_ENDS}”。$",
            re.M,
        ),
    ),
)


def _terminus(side: str, text: str) -> Terminus:
    return Terminus(text, side, planned=text.startswith(("规划", "在建")))


def read(document: Document) -> tuple[Reading, ...]:
    text = document.text
    lines = text.splitlines()
    number = re.search(r"^.{2,4}〔\d{4}〕\d+号$", text, re.M)
    digest = sha256("".join(text.split()).encode()).hexdigest()
    notice_id = "n" + digest[:12]
    days = re.findall(r"^\d{4}年\d+月\d+日$", text, re.M)
    notice = Notice(
        notice_id, lines[1], lines[-2] if "印发" not in lines[-1] else lines[-3],
        NoticeKind.PROPOSAL if "公示" in lines[1] else NoticeKind.DECISION, Span(0, len(text)), digest,
        document_number=number.group() if number else None, area="样例镇" if "样例镇" in text else "济南市",
        issued_on=read_chinese_day(days[-1]), restated="按事实重述" in lines[0], fictional="虚构" in lines[0],
    )  # fmt: skip
    found = {}
    for action, form in _FORMS:
        for match in form.finditer(text):
            found.setdefault(match.start(), (action, match))
    entries = tuple(
        _entry(f"{notice_id}-{number}", action, match, text)
        for number, (_, (action, match)) in enumerate(sorted(found.items()), 1)
    )
    return (Reading(notice, entries),)


def _entry(entry_id: str, action: Action, match: re.Match[str], text: str) -> Entry:
    groups = match.groupdict()
    keys = ("name", "former_name", "district", "length_m", "width_m", "start", "end")
    spans = {key: Span(*match.span(key)) for key in keys if groups.get(key)}
    previous = None
    if groups.get("pstart"):
        previous = Extent(_terminus(groups["p1"], groups["pstart"]), _terminus(groups["p2"], groups["pend"]))
        spans |= {"previous.start": Span(*match.span("pstart")), "previous.end": Span(*match.span("pend"))}
    headings = re.findall(r"^（.）(.+?)（", text[: match.start()], re.M)

    def size(key: str) -> StatedMeasure | None:
        return StatedMeasure(groups[key], float(groups[key]), float(groups[key])) if groups.get(key) else None

    return Entry(
        entry_id, action, groups["name"], Span(*match.span()), match.group(), former_name=groups.get("former_name"),
        district=groups.get("district") or (headings[-1] if "区" in headings[-1] else None),
        subdistricts=tuple((groups.get("subdistricts") or "").split("、")) if groups.get("subdistricts") else (),
        length=size("length_m"), width=size("width_m"), previous=previous, spans=spans,
        extent=Extent(_terminus(groups["side1"], groups["start"]), _terminus(groups["side2"], groups["end"])),
    )  # fmt: skip
