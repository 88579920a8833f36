"""The one feature shape of a road: the same in the API, on the map and in files (GeoJSON, lon/lat WGS84)."""

from collections.abc import Mapping, Sequence
from typing import Any

from gazetteer.codec import to_plain
from gazetteer.extents import Terminus
from gazetteer.lineage import Kin, Turned
from gazetteer.listing import NoticeHead
from gazetteer.notices import Notice
from gazetteer.records import RoadChange, RoadVersion, differences
from gazetteer.text import Sentence
from geodata.outcomes import Alignment, Resolution, as_json

Feature = dict[str, Any]
Plain = Mapping[str, Any]
Headed = Notice | NoticeHead
NO_NETWORK = Sentence("未落图：尚未载入路网", "Not placed: no road network has been loaded")


def feature(version: RoadVersion, resolution: Resolution | None, notice: Headed | None = None) -> Feature:
    """A version and what came of looking for it; `geometry` is null unless it was resolved."""
    return feature_of(to_plain(version), as_json(resolution) if resolution else None, notice)


def feature_of(said: Plain, found: Plain | None, notice: Headed | None = None) -> Feature:
    """The same from the plain data of both, as they are kept."""
    made = described(said, notice)
    status = found["status"] if found else "unresolved"
    line = found["alignment"] if found and status == "resolved" else None
    made["geometry"] = _drawn(line) if line else None
    properties = made["properties"]
    fictional = properties.pop("fictional")
    why = _reason(found)
    properties["resolution_status"] = status
    properties["basis"] = found["basis"] if found and line else None
    properties["probability"] = found.get("probability") if found else None
    properties["confident"] = bool(found and line and found["confident"])
    properties["measured_length_m"] = round(sum(one["length_m"] for one in line) / len(line), 1) if line else None
    properties["way_ids"] = list(dict.fromkeys(way for one in line for way in one["way_ids"])) if line else []
    properties["reason"], properties["reason_en"] = why
    properties["fictional"] = fictional
    return made


def described(said: Plain, notice: Headed | None = None) -> Feature:
    """A version (its plain data) as the register has it, with nothing of the ground: no line, no outcome."""
    place, extent, valid = said["place"], said["extent"], said["valid"]
    start, end, width = extent.get("start") or {}, extent.get("end") or {}, said.get("width")
    length = said.get("length")
    return {
        "type": "Feature",
        "id": said["road_id"],
        "geometry": None,
        "properties": {
            "road_id": said["road_id"],
            "name": said["name"],
            "romanised": said.get("romanised"),
            "area": place.get("area"),
            "district": place.get("district") or place.get("zone"),
            "subdistricts": list(place.get("subdistricts", ())),
            "length_m": (length["min"] + length["max"]) / 2 if length else None,
            "width_m": [width["min"], width["max"]] if width else None,
            "start": start.get("text"),
            "end": end.get("text"),
            "sides": [start.get("side"), end.get("side")],
            "course": extent.get("course"),
            "act": said["act"],
            "version": said["ordinal"],
            "valid_from": valid["start"],
            "valid_to": valid.get("end"),
            "valid_from_basis": said["valid_from_basis"],
            "recorded_at": instant_of(said["recorded_at"]),
            "notice_id": said["notice_id"],
            "document_number": notice.document_number if notice else None,
            "fictional": bool(notice and notice.fictional),
        },
    }


def instant_of(kept: str) -> str:
    """An instant as features have it, of one as the register keeps it: without a fraction where that is nought."""
    return kept.replace(".000000", "")


def change_id(change: RoadChange) -> str:
    """The id of a change: the road and the clause that ordered it."""
    return f"{change.road.road_id}~{change.entry_id}"


def change_features(
    changes: Sequence[RoadChange],
    roads: Sequence[Feature],
    acts: Mapping[str, NoticeHead],
    kin: Mapping[Turned, Sequence[Kin]],
) -> list[Feature]:
    """The features of roads as changes left them (or as they were last), with what was different before.

    `acts`: the notices of the changes by their ids: that of a road's end is not that of its last state. `kin`: what
    came of what, as `lineage` gives it.
    """
    for said, change in zip(roads, changes, strict=True):
        others = kin.get(Turned(change.road.road_id, change.act, change.notice_id), ())
        before, after = change.before, change.after
        changed = differences(before, after) if before and after else ()
        said["id"] = change_id(change)
        said["properties"] |= {
            "act": change.act,
            "changed_on": change.on.edtf,
            "recorded_at": change.recorded_at.isoformat(),
            "notice_id": change.notice_id,
            "document_number": head.document_number if (head := acts.get(change.notice_id)) else None,
            "entry_id": change.entry_id,
            "begins": before is None,
            "ends": after is None,
            "old_name": before.name if before else None,
            "old_start": _words(before.extent.start) if before else None,
            "old_end": _words(before.extent.end) if before else None,
            "changed": [one.field for one in changed],
            "predecessors": [one.road_id for one in others if before is None],
            "successors": [one.road_id for one in others if before is not None],
        }
    return list(roads)


def geometry(alignment: Alignment) -> dict[str, Any]:
    """A line, or a line for each carriageway."""
    return _shape([[list(point) for point in course.coordinates] for course in alignment.courses])


def _drawn(courses: Sequence[Plain]) -> dict[str, Any]:
    return _shape([course["coordinates"] for course in courses])


def _shape(lines: Sequence[Any]) -> dict[str, Any]:
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": list(lines)}


def _reason(found: Plain | None) -> tuple[str, str]:
    """In one sentence, in Chinese and in English, why a road stands where it does, or is not on the map."""
    if found is None:
        return NO_NETWORK.zh, NO_NETWORK.en
    if found["status"] == "unresolved":
        return found["reason"]["zh"], found["reason"]["en"]
    return "".join(one["zh"] for one in found["evidence"]), " ".join(one["en"] for one in found["evidence"])


def _words(terminus: Terminus | None) -> str | None:
    return terminus.text if terminus else None
