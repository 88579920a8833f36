"""Two days compared: which roads of an area were added, removed, moved or renamed, and what of their lines."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from flask import Blueprint, Response, jsonify, request

from gazetteer.queries import kept_records
from gazetteer.records import RoadVersion, described
from gazetteer.times import TimePoint
from geodata.features import geometry
from geodata.outcomes import Alignment, Resolution, Resolved, is_certain
from geodata.stretches import find_stretches
from web.atlases import atlas
from web.grounds import asked_area
from web.house import house
from web.parameters import ParameterError, read_date, read_point

blueprint = Blueprint("comparison", __name__)


@blueprint.get("/compare.geojson")
def compare() -> Response:
    """The roads of an `area` in force on the day `to` against those on the day `from`.

    `roads` has a row for each that was added, removed, moved or renamed; `features` are the parts of lines that were
    added, removed or kept, cut from the lines that were found and nothing else; `confident` where these are certain.
    """
    first, last = read_date(request.args, "from"), read_date(request.args, "to")
    if first is None or last is None or first >= last:
        name = "from" if first is None else "to"
        raise ParameterError(name, "请写两个日期，先早后晚。", "write two days, the earlier one first.")
    asked = replace(read_point(request.args), valid_on=first)
    area = asked_area(request.args)
    pairs = _kept_pairs(first, last, area) if asked.is_all_we_know else _known_pairs(asked, last, area)
    told = [(kind, old, new) for old, new in pairs if (kind := _kind_of_change(old, new)) is not None]
    found = house().resolutions.of_all([one for _, old, new in told for one in (old, new) if one is not None])
    rows, features = [], []
    for kind, old, new in told:
        lines = [_resolution(one, found) for one in (old, new)]
        rows.append({"change": kind, "old": _state(old, lines[0]), "new": _state(new, lines[1])})
        road = {"road_id": (new or old).road_id, "name": (new or old).name, "change": kind}  # type: ignore[union-attr]
        is_sure = all(is_certain(one) for one in lines if isinstance(one, Resolved))
        for part, line in _parts(kind, *lines):
            said = road | {"part": part, "confident": is_sure}
            features.append({"type": "Feature", "geometry": geometry(line), "properties": said})
    response = jsonify({"type": "FeatureCollection", "features": features, "roads": rows})
    response.mimetype = "application/geo+json"
    return response


Pair = tuple[RoadVersion | None, RoadVersion | None]  # a road on the first day and on the last


def _known_pairs(asked: TimePoint, last: date, area: str | None) -> list[Pair]:
    """The roads of both days, as they were known or published then."""
    register = house().register
    before = {one.road_id: one for one in register.roads(asked, area)}
    after = {one.road_id: one for one in register.roads(replace(asked, valid_on=last), area)}
    return [(before.get(road_id), after.get(road_id)) for road_id in sorted(before | after)]


def _kept_pairs(first: date, last: date, area: str | None) -> list[Pair]:
    """The roads that are not in the same state on both days; only these are read from the register."""
    known = atlas(house())
    before, after = (
        {known.road_id(at): int(known.ordinals[at]) for at in known.on(day, area).tolist()} for day in (first, last)
    )
    changed = sorted(road_id for road_id in before | after if before.get(road_id) != after.get(road_id))
    with house().register.store.reading() as connection:
        records = kept_records(connection, changed)
    states = {(road_id, one.ordinal): one for road_id in changed for one in records[road_id].versions}
    return [tuple(states.get((road_id, side.get(road_id, 0))) for side in (before, after)) for road_id in changed]  # type: ignore[misc]


def _kind_of_change(old: RoadVersion | None, new: RoadVersion | None) -> str | None:
    if old is None or new is None:
        return "added" if old is None else "removed"
    if old.extent != new.extent and (old.extent.start or old.extent.end):  # else its old ends are not known
        return "moved"
    return "renamed" if old.name != new.name else None


def _resolution(version: RoadVersion | None, found: Mapping[tuple[str, str], Resolution]) -> Resolution | None:
    return found.get((version.road_id, version.description)) if version is not None else None


def _state(version: RoadVersion | None, found: Resolution | None) -> dict[str, object] | None:
    """One side of a comparison, in words."""
    if version is None:
        return None
    said = described(version)
    keys = ("name", "start", "end", "district")
    return {"road_id": version.road_id, "placed": isinstance(found, Resolved)} | {key: said.get(key) for key in keys}


def _parts(kind: str, old: Resolution | None, new: Resolution | None) -> Iterator[tuple[str, Alignment]]:
    """What of a road's line was added, removed or kept; where only one line is known, only whether it still is."""
    cut = find_stretches(old, new) if kind == "moved" else None
    if cut is not None:
        yield from (("removed", part) for part in cut.removed)
        yield from (("kept", part) for part in cut.kept)
        yield from (("added", part) for part in cut.added)
        return
    known = next((one.alignment for one in (new, old) if isinstance(one, Resolved)), None)
    if known is not None:
        yield kind if kind in ("added", "removed") else "kept", known
