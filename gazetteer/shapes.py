"""Readings as JSON: the shape that `gazetteer read --json` prints."""

from collections.abc import Iterable
from typing import Any

from gazetteer.extents import Extent, Terminus
from gazetteer.measures import StatedMeasure
from gazetteer.readings import Entry, Reading, missing_fields
from gazetteer.text import Span


def readings_json(readings: Iterable[Reading]) -> dict[str, Any]:
    """The readings in the shape of `gazetteer read --json`."""
    readings = tuple(readings)
    return {
        "notices": [_notice_json(reading) for reading in readings],
        "problems": [
            {"span": _span_json(problem.span), "message": str(problem.message), "quote": problem.quote}
            for reading in readings
            for problem in reading.problems
        ],
    }


def _span_json(span: Span) -> list[int]:
    return [span.start, span.end]


def _notice_json(reading: Reading) -> dict[str, Any]:
    notice = reading.notice
    days = {
        name: day.edtf if (day := getattr(notice, name)) is not None else None
        for name in ("issued_on", "printed_on", "published_on", "effective_on", "approved_on")
    }
    return {
        "notice_id": notice.notice_id,
        "document_number": notice.document_number,
        "title": notice.title,
        "authority": notice.authority,
        "area": notice.area,
        "kind": notice.kind.value,
        **days,
        "span": _span_json(notice.span),
        "stated_counts": dict(notice.stated_counts),
        "restated": notice.restated,
        "fictional": notice.fictional,
        "source": notice.source,
        "coverage": {
            kind: round(reading.coverage.share(kind), 4)
            for kind in ("entry", "heading", "boilerplate", "other", "problem")
        },
        "entries": [_entry_json(entry) | {"missing": list(missing_fields(entry, notice))} for entry in reading.entries],
    }


def _end_json(end: Terminus | None) -> dict[str, Any] | None:
    if end is None:
        return None
    if end.unchanged:
        return {"unchanged": True}
    shape: dict[str, Any] = {"side": end.side, "text": end.text}
    if end.refers_to:
        shape["refers_to"] = end.refers_to
    return shape


def _extent_json(extent: Extent | None) -> dict[str, Any] | None:
    return {"start": _end_json(extent.start), "end": _end_json(extent.end)} if extent is not None else None


def _measure_json(measure: StatedMeasure) -> dict[str, Any]:
    return {"text": measure.text, "min": measure.min, "max": measure.max, "approximate": measure.approximate}


def _correction_json(entry: Entry) -> dict[str, Any] | None:
    """What a correction puts right: each field with the wrong value and the right one."""
    if entry.corrects is None:
        return None
    wrong, right = entry.previous or Extent(), entry.extent
    both = {
        "name": (entry.former_name, entry.name),
        "start": (_end_json(wrong.start), _end_json(right.start)),
        "end": (_end_json(wrong.end), _end_json(right.end)),
        "length": tuple(one and _measure_json(one) for one in (entry.previous_length, entry.length)),
        "width": tuple(one and _measure_json(one) for one in (entry.previous_width, entry.width)),
        "romanised": (entry.previous_romanised, entry.romanised),
    }
    return {
        "clause": entry.corrects.clause,
        "document_number": entry.corrects.document_number,
        "fields": {name: {"wrong": both[name][0], "right": both[name][1]} for name in entry.corrects.fields},
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    length, width = entry.length, entry.width
    measures = {
        name: _measure_json(measure) for name, measure in (("length", length), ("width", width)) if measure is not None
    }
    planned = [
        name
        for name, end in (("start", entry.extent.start), ("end", entry.extent.end))
        if end is not None and end.planned
    ]
    return {
        "entry_id": entry.entry_id,
        "action": entry.action.value,
        "name": entry.name,
        "former_name": entry.former_name,
        "district": entry.district,
        "subdistricts": list(entry.subdistricts),
        "zone": entry.zone,
        "length_m": None if length is None else length.min if length.min == length.max else [length.min, length.max],
        "width_m": None if width is None else [width.min, width.max],
        "measures": measures,
        "start": _end_json(entry.extent.start),
        "end": _end_json(entry.extent.end),
        "via": list(entry.extent.via),
        "bends": entry.extent.bends,
        "course": entry.course,
        "previous": _extent_json(entry.previous),
        "planned": planned,
        "restored": entry.restored,
        "partial": entry.partial,
        "merged": entry.merged,
        "divided": entry.divided,
        "added": _extent_json(entry.added),
        "reason": entry.reason,
        "romanised": entry.romanised,
        "beside": entry.beside,
        "aliases": list(entry.aliases),
        "formerly": list(entry.formerly),
        "corrects": _correction_json(entry),
        "span": _span_json(entry.span),
        "quote": entry.quote,
        "spans": {key: _span_json(span) for key, span in entry.spans.items()},
        "pieces": {key: [_span_json(span) for span in spans] for key, spans in entry.pieces.items()},
    }
