"""What commands print: JSON for machines, calm lines for people, a progress bar for what takes a while."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import orjson

from gazetteer.actions import Action
from gazetteer.citing import Cited
from gazetteer.extents import Terminus
from gazetteer.findings import Finding, notices_of
from gazetteer.known_roads import why_held
from gazetteer.readings import Entry
from gazetteer.records import Basis, RoadChange, RoadVersion, described, described_end
from gazetteer.times import UNKNOWN_DAY, Day, Period

KIN = {"Split": "分为 divided into", "Merged": "并入 merged into", "Named": "来自 made of"}
ACTS = {
    "Named": "命名 named",
    "Renamed": "更名 renamed",
    "ExtentChanged": "调整起止点 ends moved",
    "MeasuresChanged": "长宽变更 length or width changed",
    "Abolished": "销名 abolished",
    "Restored": "恢复 restored",
    "Split": "分段 divided",
    "Merged": "合并 merged",
}
BASES = {
    "effective": "施行日期 effective",
    "approved": "批准日期 approved",
    "issued": "成文日期 issued",
    "printed": "印发日期 printed",
    "published": "发布日期 published",
    "numbered": "文号年份 year of the number",
    "unknown": "日期不详 unknown",
}
ACTIONS = {
    "naming": "命名 naming",
    "renaming": "更名 renaming",
    "extent_change": "调整起止点 ends moved",
    "measures_change": "长宽变更 length or width changed",
    "abolition": "销名 abolition",
    "correction": "更正 correction",
}
KINDS = {"decision": "决定 decision", "proposal": "公示、征集 proposal", "request": "请示 request"}
SEVERITIES = {"error": "错误 error", "warning": "注意 warning", "note": "提示 note"}
STATUSES = {
    "resolved": "已落图 resolved",
    "ambiguous": "多解 ambiguous",
    "not_mapped": "图上未见 not mapped",
    "unresolved": "未落图 unresolved",
}
FIELDS = {
    "name": "名称 name",
    "formerly": "曾用名 formerly",
    "start": "起点 start",
    "end": "止点 end",
    "via": "途经 via",
    "bends": "转折 bends",
    "course": "走向 course",
    "length": "长度 length",
    "width": "宽度 width",
    "district": "区县 district",
    "subdistricts": "街道 subdistricts",
}
MOST_LISTED = 5  # entries or roads of one finding


def print_json(value: Any) -> None:
    """One JSON value on standard output."""
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def period(valid: Period) -> str:
    """From – to, or up to now."""
    return f"{day(valid.start)} – {day(valid.end) if valid.end else '至今 now'}"


def day(when: Day) -> str:
    """A day as exact as it is known: 2021-05-26, 2021-05-25 或更早."""
    if when == UNKNOWN_DAY:
        return "日期不详 unknown day"
    return f"{when.latest} 或更早 or earlier" if when.edtf.startswith("[..") else when.edtf


def valued(field: str, words: str) -> str:
    """A value of a record in words, with its unit."""
    return f"{words} 米 m" if field in ("length", "width") else words


def version_lines(version: RoadVersion, documents: Mapping[str, str]) -> Iterator[str]:
    """A version as lines for people, a value a line; `documents` are those that put a value right, by field."""
    yield f"{version.name}  {version.road_id}{corrected_by(documents.get('name'))}"
    for field, words in described(version).items():
        if field != "name":
            yield f"  {FIELDS[field]}: {valued(field, words)}{corrected_by(documents.get(field))}"
    for part in version.departed:
        ends = " – ".join(filter(None, map(described_end, part.termini)))
        yield f"  已划出的路段 part that left: {ends or '（未写明起止点 ends not told）'}"
    if version.departed:
        yield "  （起止点、长度是划出之前的。| Ends and length are those before that.）"
    yield f"  有效 in force: {period(version.valid)}（{BASES[version.valid_from_basis]}）"
    observed = "（旁证 observation）" if version.basis is Basis.OBSERVATION else ""
    yield f"  依据 by: {ACTS[version.act]} {version.entry_id}{observed}"


def corrected_by(document: str | None) -> str:
    """What is said behind a value that a document put right; nothing where none did."""
    return f"（据{document}更正 | corrected by {document}）" if document else ""


def finding_lines(one: Finding, cited: Cited) -> Iterator[str]:
    """What is advised on a finding, and the notices, clauses and roads it speaks of; a line each."""
    yield f"    {one.advice}"
    for notice_id in notices_of(one):
        notice = cited.notices.get(notice_id)
        if notice is not None:
            title = notice.title if notice.document_number and notice.title else ""
            yield f"    公告 notice: {notice.called}  {title}".rstrip()
    entries = [entry for entry_id in one.entry_ids if (entry := cited.entries.get(entry_id)) is not None]
    yield from _listed("条目 entry", [f"{entry.entry_id} {entry.name}" for entry in entries])
    yield from _listed(
        "道路 road", [f"{road_id} {cited.roads[road_id]}" for road_id in one.road_ids if road_id in cited.roads]
    )


def _listed(label: str, said: Sequence[str]) -> Iterator[str]:
    for words in said[:MOST_LISTED]:
        yield f"    {label}: {words}"
    if len(said) > MOST_LISTED:
        yield f"    {label}: …（共 {len(said)} 个，见 --json | {len(said)} in all: see --json）"


def held_lines(entry_id: str, reason: str, roads: Sequence[RoadVersion]) -> Iterator[str]:
    """Why an entry is held, the roads it may speak of, and how to decide."""
    yield f"    {why_held(reason)}"
    for one in roads:
        said = (one.place.district, " – ".join(filter(None, (described_end(end) for end in one.extent.termini))))
        yield f"    道路 road: {one.road_id} {one.name}  {'  '.join(filter(None, said))}".rstrip()
    yield f"    核定 decide: gazetteer decide entry {entry_id} 道路代码ROAD-ID --by 谁WHO --why 依据WHY"


def change_line(change: RoadChange) -> str:
    """One change as a line: day, act, what became of it."""
    return f"{day(change.on)}  {ACTS[change.act]}  {change.road.name}  {change.entry_id}"


class Bar(Protocol):
    """Says how far the work is."""

    def __call__(self, done: int, total: int, /) -> None: ...


def _unwatched(_done: int, _total: int) -> None:
    """A bar where nobody is watching."""


@contextmanager
def progress(words: str) -> Iterator[Bar]:
    """A progress bar on standard error, once the work has taken a second; none where nobody is watching."""
    if not sys.stderr.isatty():
        yield _unwatched
        return
    from threading import Timer

    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(words, total=None, visible=False)
        after_a_second = Timer(1, lambda: shown.update(task, visible=True))
        after_a_second.daemon = True
        after_a_second.start()
        try:
            yield lambda done, total: shown.update(task, completed=done, total=total)
        finally:
            after_a_second.cancel()


def entry_line(entry: Entry) -> str:
    """An entry in one line."""
    words = [ACTIONS[entry.action], entry.name]
    if entry.former_name:
        words.append(f"（原 formerly {entry.former_name}）")
    if entry.formerly:
        words.append(f"（曾用名 once called {'、'.join(entry.formerly)}）")
    words += [_end(end) for end in entry.extent.termini]
    if entry.length:
        words.append(f"长 length {entry.length.value:g} m")
    if entry.width:
        words.append(f"宽 width {entry.width.value:g} m")
    if entry.romanised and entry.action is Action.CORRECTION:
        words.append(f"拼写 romanised {entry.romanised}")
    place = [one for one in (entry.district, entry.zone, *entry.subdistricts) if one]
    if place:
        words.append("/".join(place))
    return "  ".join(words)


def _end(terminus: Terminus) -> str:
    said = terminus.text or ("不变 unchanged" if terminus.unchanged else "?")
    return f"{terminus.side or ''}：{said}{'（规划 planned）' if terminus.planned else ''}"
