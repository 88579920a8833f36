"""Acts of an invented city written out as notices, with what a reader reads in them: every value with its span."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from gazetteer.actions import Action
from gazetteer.documents import Document
from gazetteer.entries import Entry, Reading
from gazetteer.extents import Extent, Terminus
from gazetteer.measures import StatedMeasure
from gazetteer.notices import Notice, NoticeKind
from gazetteer.text import Span
from gazetteer.times import Day
from tests.benchmarks.bulk_cities import Act, City, Clause

_HEADINGS = {
    Action.NAMING: ("命名", "一、新命名道路"),
    Action.EXTENT_CHANGE: ("调整起止点", "一、调整起止点道路"),
    Action.RENAMING: ("更名", "一、更名道路"),
    Action.ABOLITION: ("销名", "一、销名道路"),
}


class _Writing:
    """A text being written, which remembers where marked values stand."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at = 0

    def write(self, text: str) -> Span:
        start, self.at = self.at, self.at + len(text)
        self.parts.append(text)
        return Span(start, self.at)


@dataclass(frozen=True, slots=True)
class Written:
    """A notice as a document and as it is read."""

    document: Document
    reading: Reading


def write_notice(city: City, act: Act) -> Written:
    """The notice of an act."""
    action = act.clauses[0].action
    verb, heading = _HEADINGS[action]
    count = len(act.clauses)
    out = _Writing()
    out.write("〔虚构〕为测量速度而作，并无此城\n")
    authority, first = f"{city.name}人民政府", act.clauses[0].former or act.clauses[0].road.name
    title = f"{authority}关于{first}等{count}条道路{verb}的通知"
    number = f"{city.name[:-1]}政发〔{act.day.year}〕{act.number}号"
    out.write(f"{title}\n{number}\n{heading}（{count}条）\n")
    drafts = [_write_clause(out, at, clause, city.quarter_of(clause.road)) for at, clause in enumerate(act.clauses, 1)]
    out.write(f"{authority}\n{act.day.year}年{act.day.month}月{act.day.day}日\n")
    text = "".join(out.parts)
    digest = sha256(text.encode()).hexdigest()
    notice = Notice(
        "n" + digest[:12], title, authority, NoticeKind.DECISION, Span(0, len(text)), digest,
        document_number=number, area=city.name, issued_on=Day.of(act.day), stated_counts=((action.value, count),),
        fictional=True,
    )  # fmt: skip
    entries = tuple(
        replace(draft, entry_id=f"{notice.notice_id}-{at}", quote=draft.span.of(text))
        for at, draft in enumerate(drafts, 1)
    )
    return Written(Document("bulk", text), Reading(notice, entries))


def _write_clause(out: _Writing, at: int, clause: Clause, district: str) -> Entry:
    """One clause written; its entry, but for id and quote."""
    road, spans = clause.road, {}
    out.write(f"{at}. ")
    start = out.at
    if clause.former is not None:
        out.write("原")
        spans["former_name"] = out.write(clause.former)
        out.write("更名为")
    spans["name"] = out.write(road.name)
    out.write("：位于" if clause.former is None else "，位于")
    spans["district"] = out.write(district)
    extent, previous = Extent(), None
    if clause.action is Action.EXTENT_CHANGE:
        out.write(f"，向{road.sides[1]}延伸，起止点由“")
        previous = _write_ends(out, road.sides, (clause.start, clause.former_end or ""), spans, "previous.")
        out.write("”调整为“")
        extent = _write_ends(out, road.sides, (clause.start, clause.end), spans)
        out.write("”")
    elif clause.start:
        out.write("，")
        extent = _write_ends(out, road.sides, (clause.start, clause.end), spans)
    length = width = None
    if clause.action is Action.NAMING:
        out.write("，长")
        spans["length_m"] = out.write(str(road.length_m))
        out.write("米，宽")
        spans["width_m"] = out.write(str(road.width_m))
        out.write("米")
        length, width = _measure(road.length_m), _measure(road.width_m)
    span = Span(start, out.at)
    out.write("。\n")
    return Entry(
        "", clause.action, road.name, span, "", former_name=clause.former, district=district, length=length,
        width=width, extent=extent, previous=previous, spans=spans,
    )  # fmt: skip


def _write_ends(
    out: _Writing, sides: Sequence[str], ends: tuple[str, str], spans: dict[str, Span], prefix: str = ""
) -> Extent:
    out.write(f"{sides[0]}起")
    spans[f"{prefix}start"] = out.write(ends[0])
    out.write(f"，{sides[1]}至")
    spans[f"{prefix}end"] = out.write(ends[1])
    return Extent(Terminus(ends[0], sides[0]), Terminus(ends[1], sides[1]))


def _measure(metres: int) -> StatedMeasure:
    return StatedMeasure(str(metres), float(metres), float(metres))
