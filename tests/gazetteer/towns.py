"""Small invented notices for tests: a line an entry, read into values without the reader."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from gazetteer.documents import Document
from gazetteer.entries import Action, Entry, Extent, Reading, StatedMeasure, Terminus
from gazetteer.notices import Notice, NoticeKind
from gazetteer.records import RoadRecord, described
from gazetteer.registry import Register
from gazetteer.text import Span
from gazetteer.times import read_day

Notices = Sequence[tuple[Document, Reading]]


def extent(words: str) -> Extent | None:
    """`北a-南b` as an extent; an empty text is none."""
    if not words:
        return None
    start, end = (Terminus(end[1:], end[0]) if end[1:] else None for end in words.split("-"))
    return Extent(start, end)


def notice(
    day: str, *lines: str, number: str | None = None, area: str = "某市", kind: str = "decision"
) -> tuple[Document, Reading]:
    """A notice of a day with an entry a line: `命名 甲路 北a-南b 100 @城东区`, `更名 甲路>乙路`,
    `更名 甲路>乙路 合并` or `部分`, `分段 甲路>甲东路`, `调整 甲路 北a-南b > 北a-南c`, `销名 甲路`, `恢复 甲路`,
    `更正 甲路 北-南b > 北-南c` (an end that is not said is left out), `更正 甲路>申路`, `更正 甲路 500>520`;
    other names behind `曾用名:` or `又名:`."""
    text = "\n".join((day, area, *lines, number or ""))
    notice_id = "n" + sha256(text.encode()).hexdigest()[:10]
    entries = tuple(_entry(f"{notice_id}-{n}", line, text) for n, line in enumerate(lines, 1))
    head = Notice(
        notice_id, f"{day}的通知", f"{area}人民政府", NoticeKind(kind), Span(0, len(text)),
        sha256(text.encode()).hexdigest(), document_number=number, area=area, issued_on=read_day(day),
    )  # fmt: skip
    return Document("test", text), Reading(head, entries)


ACTIONS = {
    "命名": Action.NAMING,
    "恢复": Action.NAMING,
    "更名": Action.RENAMING,
    "调整": Action.EXTENT_CHANGE,
    "销名": Action.ABOLITION,
    "更正": Action.CORRECTION,
    "分段": Action.RENAMING,
}


def _entry(entry_id: str, line: str, text: str) -> Entry:
    at = text.index(line)
    words = line.split()
    verb, name, rest = words[0], words[1], words[2:]
    former, _, new = name.partition(">")
    entry = Entry(entry_id, ACTIONS[verb], new or name, Span(at, at + len(line)), line, restored=verb == "恢复")
    if new:
        entry = replace(entry, former_name=former, partial=verb == "分段", divided=verb == "分段")
    extents = [extent(word) for word in rest if "-" in word]
    for word in rest:
        if word in ("合并", "部分"):
            entry = replace(entry, merged=word == "合并", partial=word == "部分")
        elif ":" in word:
            kind, _, other = word.partition(":")
            entry = replace(entry, **{"曾用名": {"formerly": (other,)}, "又名": {"aliases": (other,)}}[kind])
        elif word.startswith("@"):
            entry = replace(entry, district=word[1:])
        elif word.replace(">", "").isdigit():
            was, _, now = word.rpartition(">")
            before = StatedMeasure(was, float(was), float(was)) if was else None
            entry = replace(entry, length=StatedMeasure(now, float(now), float(now)), previous_length=before)
    if len(extents) == 2:
        return replace(entry, previous=extents[0], extent=extents[1] or Extent())
    return replace(entry, extent=(extents[0] if extents else None) or Extent())


def fill(register: Register, notices: Notices) -> None:
    for document, reading in notices:
        register.ingest(document, [reading])


def telling(record: RoadRecord) -> tuple[object, ...]:
    """All a record says but ids and instants: what two registers of the same notices must share."""
    return tuple(
        (v.ordinal, v.act, v.basis, v.valid, v.notice_id, v.entry_id, v.ending and (v.ending.act, v.ending.entry_id),
         tuple(sorted(described(v).items())), v.departed)
        for v in record.versions
    )  # fmt: skip


def everything(register: Register) -> list[tuple[object, ...]]:
    """The whole register without ids and instants, in a fixed order."""
    ids = {road_id for kept in register.notices() for road_id in register.roads_of(kept.notice.notice_id).values()}
    records = sorted((telling(register.record(road_id)) for road_id in ids), key=repr)
    findings = sorted((one.kind, one.message.zh, one.entry_ids, one.notice_ids) for one in register.findings())
    held = sorted((one.entry.entry_id, one.reason) for one in register.held())
    return [*records, *findings, *held]
