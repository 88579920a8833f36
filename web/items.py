"""Features under /api/collections/{name}/items: a page of a collection, or one of them."""

from typing import Any
from urllib.parse import quote, urlencode

import orjson
from flask import Blueprint, Response, request

from geodata.features import geometry
from geodata.outcomes import Ambiguous, from_json
from geodata.states import Kept
from web.answers import FOR_EVER, GEOJSON, HTML, problem, represent, wants_html
from web.api import collection_of, here
from web.api_pages import page_of
from web.api_query import Asked
from web.api_roads import ROADS, SHOWN, TIMES, RoadGoneError, attribution, road_path, states_of
from web.api_versions import VERSIONS
from web.collections import Feature, link

blueprint = Blueprint("items", __name__, url_prefix="/api")


@blueprint.get("/collections/<collection>/items")
def items(collection: str) -> Response:
    """A page of a collection, narrowed by place, time, name and properties."""
    kind = collection_of(collection)
    asked = Asked.of(request.args, kind.all_parameters, kind.filters)
    page = page_of(kind, asked)
    links = [*here(GEOJSON), link("collection", kind.path)]
    if page.goes_on:
        query = request.args.to_dict() | asked.pins(kind.means_today) | {"after": kind.key(page.rows[-1])}
        links.append(link("next", f"{kind.path}/items?{urlencode(query)}", HTML if _is_page() else GEOJSON))
    said = _feature_collection(kind.features(page.rows, asked.ground), links)
    if page.matched is not None:
        said["numberMatched"] = page.matched
    response = represent(said, "api_items.html", GEOJSON, kind=kind, asked=asked)
    return _kept(response, asked)


def _is_page() -> bool:
    return wants_html()


def _kept(response: Response, asked: Asked) -> Response:
    """An answer that can never change may be kept for ever; a page has its surroundings, which may."""
    if asked.is_settled and response.mimetype == GEOJSON:
        response.headers["Cache-Control"] = FOR_EVER
    return response


def _feature_collection(features: list[Feature], links: list[dict[str, str]]) -> dict[str, Any]:
    """Features with their count, links, and whose lines they are drawn on."""
    said = {"type": "FeatureCollection", "features": features, "numberReturned": len(features), "links": links}
    if credit := attribution(one["properties"]["area"] for one in features if one["geometry"]):
        said["attribution"] = credit
    return said


@blueprint.get("/collections/<collection>/items/<item_id>")
def item(collection: str, item_id: str) -> Response:
    """One feature of a collection."""
    kind = collection_of(collection)
    asked = Asked.of(request.args, kind.item_parameters)
    row = kind.one(item_id, asked)
    (said,) = kind.features([row], asked.ground)
    said["links"] = [*here(GEOJSON), link("collection", kind.path), *kind.links(row, asked)]
    if said["geometry"] and (credit := attribution([said["properties"]["area"]])):
        said["attribution"] = credit
    return _kept(represent(said, "api_item.html", GEOJSON, kind=kind), asked)


@blueprint.get("/collections/roads/items/<item_id>/versions")
def versions(item_id: str) -> Response:
    """All states of one road, earliest first."""
    asked = Asked.of(request.args, VERSIONS.item_parameters)
    road = states_of(item_id, asked)
    links = [*here(GEOJSON), link("latest-version", road_path(item_id), GEOJSON)]
    said = _feature_collection(VERSIONS.features(road, asked.ground), links)
    for feature in said["features"]:
        path = f"{VERSIONS.path}/items/{quote(feature['id'])}"
        feature["links"] = [link("self", path, GEOJSON)]
    return represent(said, "api_items.html", GEOJSON, kind=VERSIONS, asked=asked)


@blueprint.get("/collections/roads/items/<item_id>/candidates")
def candidates(item_id: str) -> Response:
    """The lines considered for an ambiguous road; none of them is the road's."""
    known = (*TIMES, *(name for name in SHOWN if name != "ground"))
    state: Kept = ROADS.one(item_id, Asked.of(request.args, known))
    resolution = from_json(orjson.loads(state.found)) if state.found else None
    found = resolution.candidates if isinstance(resolution, Ambiguous) else ()
    features: list[Feature] = [
        {
            "type": "Feature",
            "id": f"{state.road_id}.{number}",
            "geometry": geometry(alignment),
            "properties": {
                "road_id": state.road_id,
                "name": state.said["name"],
                "area": state.area,
                "candidate": number,
            },
        }
        for number, alignment in enumerate(found, 1)
    ]
    links = [*here(GEOJSON), link("related", road_path(state.road_id), GEOJSON)]
    return represent(_feature_collection(features, links), "api_items.html", GEOJSON, kind=ROADS, asked=None)


@blueprint.errorhandler(RoadGoneError)
def gone(error: RoadGoneError) -> Response:
    """410 with links to the times at which the road was in force."""
    return problem(410, str(error), links=error.links)
