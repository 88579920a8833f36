"""What commands print: JSON for machines, calm lines for people, a progress bar for what takes a while."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import orjson

from gazetteer.extents import Terminus
from gazetteer.readings import Entry
from gazetteer.records import Basis, RoadChange, RoadVersion, described
from gazetteer.times import Period

ACTS = {
    "Named": "命名",
    "Renamed": "更名",
    "ExtentChanged": "调整起止点",
    "MeasuresChanged": "长宽变更",
    "Abolished": "销名",
    "Restored": "恢复",
    "Split": "分段",
    "Merged": "合并",
}
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


def print_json(value: Any) -> None:
    """One JSON value on standard output."""
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def period(valid: Period) -> str:
    """2021-05-26 起, or from – to."""
    return f"{valid.start} – {valid.end or '至今 now'}"


def version_lines(version: RoadVersion) -> Iterator[str]:
    """A version as lines for people, a value a line."""
    yield f"{version.name}  {version.road_id}"
    for field, words in described(version).items():
        if field != "name":
            yield f"  {FIELDS[field]}: {words}"
    yield f"  有效 in force: {period(version.valid)}（{version.valid_from_basis}）"
    observed = "（旁证 observation）" if version.basis is Basis.OBSERVATION else ""
    yield f"  依据 by: {ACTS[version.act]} {version.entry_id}{observed}"


def change_line(change: RoadChange) -> str:
    """One change as a line: day, act, what became of it."""
    return f"{change.on}  {ACTS[change.act]}  {change.road.name}  {change.entry_id}"


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
    words = [str(entry.action), entry.name]
    if entry.former_name:
        words.append(f"（原 {entry.former_name}）")
    if entry.formerly:
        words.append(f"（曾用名 {'、'.join(entry.formerly)}）")
    words += [_end(end) for end in entry.extent.termini]
    if entry.length:
        words.append(f"长 {entry.length.value:g} m")
    if entry.width:
        words.append(f"宽 {entry.width.value:g} m")
    place = [one for one in (entry.district, entry.zone, *entry.subdistricts) if one]
    if place:
        words.append("/".join(place))
    return "  ".join(words)


def _end(terminus: Terminus) -> str:
    said = terminus.text or ("不变 unchanged" if terminus.unchanged else "?")
    return f"{terminus.side or ''}：{said}{'（规划）' if terminus.planned else ''}"
