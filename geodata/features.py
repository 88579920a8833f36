"""The one feature shape of a road: the same in the API, on the map and in files (GeoJSON, lon/lat WGS84)."""

from collections.abc import Sequence
from typing import Any

from gazetteer.extents import Extent, Terminus
from gazetteer.listing import NoticeHead
from gazetteer.measures import StatedMeasure
from gazetteer.notices import Notice
from gazetteer.records import RoadChange, RoadVersion, differences
from gazetteer.text import Sentence
from geodata.outcomes import Alignment, Ambiguous, NotMapped, Resolution, Resolved, Unresolved

Headed = Notice | NoticeHead
NO_NETWORK = Sentence("未落图：尚未载入路网", "Not placed: no road network has been loaded")


def feature(version: RoadVersion, resolution: Resolution | None, notice: Headed | None = None) -> dict[str, Any]:
    """A version and what came of looking for it; `geometry` is null unless it was resolved."""
    said = described(version, notice)
    line = resolution.alignment if isinstance(resolution, Resolved) else None
    said["geometry"] = geometry(line) if line else None
    fictional = said["properties"].pop("fictional")
    why = reason(resolution)
    said["properties"] |= {
        "resolution_status": resolution.status if resolution else "unresolved",
        "basis": resolution.basis if isinstance(resolution, Resolved) else None,
        "probability": _probability(resolution),
        "confident": isinstance(resolution, Resolved) and resolution.confident,
        "measured_length_m": round(line.measured_length_m, 1) if line else None,
        "way_ids": list(line.way_ids) if line else [],
        "reason": why.zh,
        "reason_en": why.en,
        "fictional": fictional,
    }
    return said


def described(version: RoadVersion, notice: Headed | None = None) -> dict[str, Any]:
    """A version as the register has it, with nothing of the ground: no line, no outcome."""
    return {
        "type": "Feature",
        "id": version.road_id,
        "geometry": None,
        "properties": {
            "road_id": version.road_id,
            "name": version.name,
            "romanised": version.romanised,
            "area": version.place.area,
            "district": version.place.district or version.place.zone,
            "subdistricts": list(version.place.subdistricts),
            "length_m": _metres(version.length),
            "width_m": [version.width.min, version.width.max] if version.width else None,
            "start": _words(version.extent.start),
            "end": _words(version.extent.end),
            "sides": _sides(version.extent),
            "course": version.extent.course,
            "act": version.act,
            "version": version.ordinal,
            "valid_from": version.valid.start.edtf,
            "valid_to": version.valid.end.edtf if version.valid.end else None,
            "valid_from_basis": str(version.valid_from_basis),
            "recorded_at": version.recorded_at.isoformat(),
            "notice_id": version.notice_id,
            "document_number": notice.document_number if notice else None,
            "fictional": bool(notice and notice.fictional),
        },
    }


def change_id(change: RoadChange) -> str:
    """The id of a change: the road and the clause that ordered it."""
    return f"{change.road.road_id}~{change.entry_id}"


def change_features(changes: Sequence[RoadChange], roads: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The features of roads as changes left them (or as they were last), with what was different before."""
    for said, change in zip(roads, changes, strict=True):
        before, after = change.before, change.after
        changed = differences(before, after) if before and after else ()
        said["id"] = change_id(change)
        said["properties"] |= {
            "act": change.act,
            "changed_on": change.on.edtf,
            "recorded_at": change.recorded_at.isoformat(),
            "notice_id": change.notice_id,
            "entry_id": change.entry_id,
            "begins": before is None,
            "ends": after is None,
            "old_name": before.name if before else None,
            "old_start": _words(before.extent.start) if before else None,
            "old_end": _words(before.extent.end) if before else None,
            "changed": [one.field for one in changed],
        }
    return list(roads)


def geometry(alignment: Alignment) -> dict[str, Any]:
    """A line, or a line for each carriageway."""
    lines = [[list(point) for point in course.coordinates] for course in alignment.courses]
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def reason(resolution: Resolution | None) -> Sentence:
    """In one sentence, why a road stands where it does, or is not on the map."""
    match resolution:
        case None:
            return NO_NETWORK
        case Unresolved(reason=said):
            return said
        case Resolved(evidence=evidence) | Ambiguous(evidence=evidence) | NotMapped(evidence=evidence):
            return Sentence("".join(one.zh for one in evidence), " ".join(one.en for one in evidence))


def _metres(measure: StatedMeasure | None) -> float | None:
    return measure.value if measure else None


def _words(terminus: Terminus | None) -> str | None:
    return terminus.text if terminus else None


def _sides(extent: Extent) -> list[str | None]:
    return [end.side if end else None for end in (extent.start, extent.end)]


def _probability(resolution: Resolution | None) -> float | None:
    value: float | None = getattr(resolution, "probability", None)
    return value
