"""OGC API – Features, Part 1 core, under /api: the roads in force at a time, as it was known at a time."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from shapely.geometry import shape

from gazetteer.errors import NotFoundError
from gazetteer.records import RoadVersion
from gazetteer.times import Period, TimePoint
from geodata.features import feature, geometry
from geodata.outcomes import Ambiguous
from web import openapi
from web.answers import GEOJSON, answer
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

blueprint = Blueprint("api", __name__, url_prefix="/api")

_CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
CONFORMS_TO = [f"{_CORE}/core", f"{_CORE}/geojson", f"{_CORE}/oas30"]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


class CollectionNotFoundError(NotFoundError):
    """A collection that is not served."""

    def __init__(self, collection: str) -> None:
        super().__init__(f"没有数据集“{collection}”；有 roads。", f"no collection {collection!r}; there is roads.")


def _root() -> str:
    return request.url_root.rstrip("/") + "/api"


def _link(rel: str, path: str, kind: str = "application/json", title: str | None = None) -> dict[str, str]:
    link = {"rel": rel, "href": _root() + path, "type": kind}
    return link | ({"title": title} if title else {})


@blueprint.get("", strict_slashes=False)
def landing() -> Response:
    """What there is and where."""
    refuse_unknown(request.args, openapi.FORMAT)
    return answer(
        {
            "title": "道路地名录 | Road gazetteer",
            "description": "官方道路命名公告的记录、沿革与位置。"
            " | Roads from official naming notices, their history and their place.",
            "links": [
                _link("self", ""),
                _link("service-desc", "/openapi.json", openapi.MEDIA_TYPE, "OpenAPI 3.0"),
                _link("conformance", "/conformance"),
                _link("data", "/collections"),
            ],
        }
    )


@blueprint.get("/conformance")
def conformance() -> Response:
    """The conformance classes."""
    refuse_unknown(request.args, openapi.FORMAT)
    return answer({"conformsTo": CONFORMS_TO})


@blueprint.get("/openapi.json")
def description() -> Response:
    """The API in OpenAPI 3.0."""
    refuse_unknown(request.args, openapi.FORMAT)
    return answer(openapi.document(_root(), CONFORMS_TO), openapi.MEDIA_TYPE)


@blueprint.get("/collections")
def collections() -> Response:
    """The collections."""
    refuse_unknown(request.args, openapi.FORMAT)
    return answer({"links": [_link("self", "/collections")], "collections": [_roads_collection()]})


@blueprint.get("/collections/<collection>")
def collection(collection: str) -> Response:
    """One collection with its bounds in space and time."""
    refuse_unknown(request.args, openapi.FORMAT)
    _demand_roads(collection)
    return answer(_roads_collection())


def _demand_roads(collection: str) -> None:
    if collection != "roads":
        raise CollectionNotFoundError(collection)


def _roads_collection() -> dict[str, Any]:
    asked = house()
    networks = [asked.snapshots.network(area.name) for area in asked.register.areas()]
    bounds = [network.bounds for network in networks if network is not None]
    first = asked.remembered("first day", _first_day)
    extent: dict[str, Any] = {"temporal": {"interval": [[f"{first}T00:00:00Z" if first else None, None]]}}
    if bounds:
        whole = [
            min(b[0] for b in bounds),
            min(b[1] for b in bounds),
            max(b[2] for b in bounds),
            max(b[3] for b in bounds),
        ]
        extent["spatial"] = {"bbox": [whole, *map(list, bounds)] if len(bounds) > 1 else [whole], "crs": CRS84}
    return {
        "id": "roads",
        "title": "道路 | Roads",
        "description": "在所问时点生效的道路。 | Roads in force at the time asked for.",
        "itemType": "feature",
        "extent": extent,
        "crs": [CRS84],
        "attribution": _attribution(area.name for area in asked.register.areas()),
        "links": [
            _link("self", "/collections/roads"),
            _link("items", "/collections/roads/items", GEOJSON, "道路 | Roads"),
        ],
    }


def _first_day() -> str | None:
    """The earliest day on which something is known to have come into force."""
    days = (change.on for change in house().register.changes())
    return min((day.earliest.isoformat() for day in days if day.edtf[0].isdigit()), default=None)


def _attribution(areas: Iterable[str | None]) -> str | None:
    """Whose geometry it is, from each snapshot's own metadata."""
    networks = (house().snapshots.network(area) for area in dict.fromkeys(areas) if area is not None)
    return "; ".join(dict.fromkeys(network.attribution for network in networks if network is not None)) or None


@blueprint.get("/collections/<collection>/items")
def items(collection: str) -> Response:
    """Roads: by bbox, datetime, known_at, name (q) and area, in the order of their ids, a page at a time."""
    _demand_roads(collection)
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
    links = [_link("self", _query_path({}), GEOJSON), _link("collection", "/collections/roads")]
    if more and not by_name:
        links.append(_link("next", _query_path({"after": page[-1]["id"]}), GEOJSON))
    said: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": page,
        "numberMatched": matched,
        "numberReturned": len(page),
        "links": links,
    }
    if attribution := _attribution(road["properties"]["area"] for road in page if road["geometry"]):
        said["attribution"] = attribution
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
    _demand_roads(collection)
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
        _link("self", path, GEOJSON),
        _link("collection", "/collections/roads"),
        _link("version-history", f"{path}/versions", GEOJSON),
        {"rel": "alternate", "href": f"{request.url_root}roads/{version.road_id}", "type": "text/html"},
    ]
    if said["geometry"] and (attribution := _attribution([version.place.area])):
        said["attribution"] = attribution
    return said


@blueprint.get("/collections/<collection>/items/<road_id>/versions")
def versions(collection: str, road_id: str) -> Response:
    """All states of one road, earliest first."""
    _demand_roads(collection)
    refuse_unknown(request.args, openapi.VERSIONS)
    record = house().register.record(road_id, read_point(request.args).known_at)
    features = list(_features(record.versions))
    path = f"/collections/roads/items/{record.road_id}"
    links = [_link("self", f"{path}/versions", GEOJSON), _link("latest-version", path, GEOJSON)]
    said = {"type": "FeatureCollection", "features": features, "numberReturned": len(features), "links": links}
    return answer(said, GEOJSON)


@blueprint.get("/collections/<collection>/items/<road_id>/candidates")
def candidates(collection: str, road_id: str) -> Response:
    """The lines considered for an ambiguous road; none of them is the road's."""
    _demand_roads(collection)
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
