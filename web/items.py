"""Roads as features under /api/collections/roads/items: in force at a time, as it was known at a time."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from shapely.geometry import shape

from gazetteer.records import RoadVersion
from gazetteer.times import Period, TimePoint
from geodata.features import feature, geometry
from geodata.outcomes import Ambiguous
from web import openapi
from web.answers import GEOJSON, answer
from web.api import attribution, demand_roads, link
from web.house import house
from web.parameters import (
    Bounds,
    Interval,
    ParameterError,
    read_bounds,
    read_datetime,
    read_known_at,
    read_limit,
    read_point,
    read_text,
    refuse_unknown,
    within,
)

blueprint = Blueprint("items", __name__, url_prefix="/api")


@blueprint.get("/collections/<collection>/items")
def items(collection: str) -> Response:
    """Roads: by bbox, datetime, known_at, name (q) and area, in the order of their ids, a page at a time."""
    demand_roads(collection)
    refuse_unknown(request.args, openapi.ITEMS)
    limit, bounds = read_limit(request.args), read_bounds(request.args)
    after, by_name = read_text(request.args, "after"), "q" in request.args
    versions = _asked(limit)
    if not by_name:
        versions = sorted(versions, key=lambda version: version.road_id)
    if bounds is None:  # the page is cut before anything is looked up for it
        matched = len(versions)
        rest = [version for version in versions if after is None or version.road_id > after]
        more, page = len(rest) > limit, list(_features(rest[:limit]))
    else:
        found = [road for road in _features(versions) if _touches(road, bounds)]
        matched = len(found)
        features = [road for road in found if after is None or road["id"] > after]
        more, page = len(features) > limit, features[:limit]
    links = [link("self", _query_path({}), GEOJSON), link("collection", "/collections/roads")]
    if more and not by_name:
        links.append(link("next", _query_path({"after": page[-1]["id"]}), GEOJSON))
    said: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": page,
        "numberMatched": matched,
        "numberReturned": len(page),
        "links": links,
    }
    if credit := attribution(road["properties"]["area"] for road in page if road["geometry"]):
        said["attribution"] = credit
    return answer(said, GEOJSON)


def _query_path(changed: dict[str, str]) -> str:
    return "/collections/roads/items?" + urlencode(request.args.to_dict() | changed)


def _asked(limit: int) -> Sequence[RoadVersion]:
    """The versions the query asks for, before its bounds."""
    register = house().register
    area, text, interval = read_text(request.args, "area"), read_text(request.args, "q"), read_datetime(request.args)
    known_at = read_known_at(request.args)
    if interval is not None and interval.first != interval.last:
        versions: Sequence[RoadVersion] = _during(interval, area)
    else:
        versions = register.roads(TimePoint(interval.first if interval else None, known_at), area)
    if text is None:
        return versions
    asked = {version.road_id: version for version in versions}
    hits = register.search(text, limit, area)
    return [asked[hit.version.road_id] for hit in hits if hit.version.road_id in asked]


def _during(interval: Interval, area: str | None) -> list[RoadVersion]:
    """The latest version of each road that was in force at some time of the interval."""
    latest: dict[str, RoadVersion] = {}
    for change in house().register.changes(area):  # newest first
        for version in (change.after, change.before):
            if version is not None and _meets(version.valid, interval):
                latest.setdefault(version.road_id, version)
    return list(latest.values())


def _meets(period: Period, interval: Interval) -> bool:
    starts_in_time = interval.last is None or period.start.earliest <= interval.last
    return starts_in_time and (interval.first is None or period.end is None or period.end.latest > interval.first)


def _features(versions: Iterable[RoadVersion]) -> Iterator[dict[str, Any]]:
    known = list(versions)
    found, acts = house().resolutions.of_all(known), house().remembered("acts", house().register.acts)
    return (
        feature(version, found.get((version.road_id, version.description)), acts.get(version.notice_id))
        for version in known
    )


def _touches(road: dict[str, Any], bounds: Bounds) -> bool:
    """Whether a road drawn on the map touches the bounds; a road without a line touches nothing."""
    return road["geometry"] is not None and within(bounds, *shape(road["geometry"]).bounds)


@blueprint.get("/collections/<collection>/items/<road_id>")
def item(collection: str, road_id: str) -> Response:
    """One road at a time point."""
    demand_roads(collection)
    refuse_unknown(request.args, openapi.ITEM)
    interval = read_datetime(request.args)
    if interval is not None and interval.first != interval.last:
        raise ParameterError("datetime", "这里请写一天。", "write one day here.")
    point = TimePoint(interval.first if interval else None, read_known_at(request.args))
    version = house().register.version(road_id, point)
    return answer(_single(version), GEOJSON)


def _single(version: RoadVersion) -> dict[str, Any]:
    path = f"/collections/roads/items/{version.road_id}"
    said = next(_features([version]))
    said["links"] = [
        link("self", path, GEOJSON),
        link("collection", "/collections/roads"),
        link("version-history", f"{path}/versions", GEOJSON),
        {"rel": "alternate", "href": f"{request.url_root}roads/{version.road_id}", "type": "text/html"},
    ]
    if said["geometry"] and (credit := attribution([version.place.area])):
        said["attribution"] = credit
    return said


@blueprint.get("/collections/<collection>/items/<road_id>/versions")
def versions(collection: str, road_id: str) -> Response:
    """All states of one road, earliest first."""
    demand_roads(collection)
    refuse_unknown(request.args, openapi.VERSIONS)
    record = house().register.record(road_id, read_point(request.args).known_at)
    features = list(_features(record.versions))
    path = f"/collections/roads/items/{record.road_id}"
    links = [link("self", f"{path}/versions", GEOJSON), link("latest-version", path, GEOJSON)]
    said = {"type": "FeatureCollection", "features": features, "numberReturned": len(features), "links": links}
    return answer(said, GEOJSON)


@blueprint.get("/collections/<collection>/items/<road_id>/candidates")
def candidates(collection: str, road_id: str) -> Response:
    """The lines considered for an ambiguous road; none of them is the road's."""
    demand_roads(collection)
    refuse_unknown(request.args, openapi.ITEM)
    version = house().register.version(road_id, read_point(request.args))
    resolution = house().resolutions.of(version)
    found = resolution.candidates if isinstance(resolution, Ambiguous) else ()
    features = [
        {
            "type": "Feature",
            "geometry": geometry(alignment),
            "properties": {"road_id": version.road_id, "name": version.name, "candidate": number},
        }
        for number, alignment in enumerate(found, 1)
    ]
    return answer({"type": "FeatureCollection", "features": features}, GEOJSON)
