"""OGC API – Features, Part 1 core, under /api: the roads in force at a time, as it was known at a time."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, request

from gazetteer.errors import NotFoundError
from web import openapi
from web.answers import GEOJSON, answer
from web.house import house
from web.parameters import (
    refuse_unknown,
)

blueprint = Blueprint("api", __name__, url_prefix="/api")

_CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
CONFORMS_TO = [f"{_CORE}/core", f"{_CORE}/geojson", f"{_CORE}/oas30"]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


class CollectionNotFoundError(NotFoundError):
    """A collection that is not served."""

    def __init__(self, collection: str) -> None:
        super().__init__(f"没有数据集“{collection}”；有 roads。", f"no collection {collection!r}; there is roads.")


def root() -> str:
    return request.url_root.rstrip("/") + "/api"


def link(rel: str, path: str, kind: str = "application/json", title: str | None = None) -> dict[str, str]:
    """A link within the API, as OGC writes it."""
    said = {"rel": rel, "href": root() + path, "type": kind}
    return said | ({"title": title} if title else {})


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
                link("self", ""),
                link("service-desc", "/openapi.json", openapi.MEDIA_TYPE, "OpenAPI 3.0"),
                link("conformance", "/conformance"),
                link("data", "/collections"),
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
    return answer(openapi.document(root(), CONFORMS_TO), openapi.MEDIA_TYPE)


@blueprint.get("/collections")
def collections() -> Response:
    """The collections."""
    refuse_unknown(request.args, openapi.FORMAT)
    return answer({"links": [link("self", "/collections")], "collections": [_roads_collection()]})


@blueprint.get("/collections/<collection>")
def collection(collection: str) -> Response:
    """One collection with its bounds in space and time."""
    refuse_unknown(request.args, openapi.FORMAT)
    demand_roads(collection)
    return answer(_roads_collection())


def demand_roads(collection: str) -> None:
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
        "attribution": attribution(area.name for area in asked.register.areas()),
        "links": [
            link("self", "/collections/roads"),
            link("items", "/collections/roads/items", GEOJSON, "道路 | Roads"),
        ],
    }


def _first_day() -> str | None:
    """The earliest day on which something is known to have come into force."""
    days = (change.on for change in house().register.changes())
    return min((day.earliest.isoformat() for day in days if day.edtf[0].isdigit()), default=None)


def attribution(areas: Iterable[str | None]) -> str | None:
    """Whose geometry it is, from each snapshot's own metadata."""
    networks = (house().snapshots.network(area) for area in dict.fromkeys(areas) if area is not None)
    return "; ".join(dict.fromkeys(network.attribution for network in networks if network is not None)) or None
