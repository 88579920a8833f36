"""OGC API – Features, Part 1, under /api: what there is, what it conforms to, its collections, its description."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from gazetteer.errors import NotFoundError
from gazetteer.listing import first_day
from web import openapi
from web.answers import GEOJSON, HTML, JSON, answer, represent, share, wants_html
from web.api_changes import CHANGES
from web.api_notices import NOTICES
from web.api_query import check
from web.api_roads import ROADS, attribution
from web.api_versions import VERSIONS
from web.collections import Collection, Link, link, root
from web.house import house

blueprint = Blueprint("api", __name__, url_prefix="/api")
blueprint.after_app_request(share)

_CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
CONFORMS_TO = [f"{_CORE}/core", f"{_CORE}/geojson", f"{_CORE}/html", f"{_CORE}/oas30"]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
COLLECTIONS = {one.name: one for one in (ROADS, VERSIONS, CHANGES, NOTICES)}


class CollectionNotFoundError(NotFoundError):
    """A collection that is not served."""

    def __init__(self, collection: str) -> None:
        names = ", ".join(COLLECTIONS)
        super().__init__(f"没有数据集“{collection}”；有 {names}。", f"no collection {collection!r}; there are {names}.")


def here(mimetype: str = JSON) -> list[Link]:
    """To this resource as it was asked for, and in its other representation."""
    query, is_page = request.args.to_dict(), wants_html()
    path = request.path.removeprefix("/api")
    other = f"{path}?{urlencode(query | {'f': 'json'})}" if is_page else f"{path}?{urlencode(query | {'f': 'html'})}"
    kinds = (HTML, mimetype) if is_page else (mimetype, HTML)
    itself = path + (f"?{urlencode(query)}" if query else "")
    return [link("self", itself, kinds[0]), link("alternate", other, kinds[1])]


@blueprint.get("", strict_slashes=False)
def landing() -> Response:
    """What there is and where."""
    check(request.args, openapi.FORMAT)
    said = {
        "title": "道路地名录 | Road gazetteer",
        "description": "官方道路命名公告的记录、沿革与位置。"
        " | Roads from official naming notices, their history and their place.",
        "links": [
            *here(),
            link("service-desc", "/openapi.json", openapi.MEDIA_TYPE, "OpenAPI 3.0"),
            link("service-doc", "/openapi.html", HTML, "接口说明 | The API described"),
            link("conformance", "/conformance", JSON, "遵从的标准 | What it conforms to"),
            link("data", "/collections", JSON, "数据集 | Collections"),
        ],
    }
    return represent(said, "api_landing.html", collections=COLLECTIONS.values())


@blueprint.get("/conformance")
def conformance() -> Response:
    """The conformance classes."""
    check(request.args, openapi.FORMAT)
    return represent({"conformsTo": CONFORMS_TO, "links": here()}, "api_conformance.html")


@blueprint.get("/openapi.json")
def description() -> Response:
    """The API in OpenAPI 3.0."""
    check(request.args, ())
    return answer(_document(), openapi.MEDIA_TYPE)


@blueprint.get("/openapi.html")
def described() -> str:
    """The same description to read."""
    check(request.args, ("lang",))
    return render_template("api_description.html", said=_document())


def _document() -> dict[str, Any]:
    return openapi.document(root(), CONFORMS_TO, list(COLLECTIONS.values()))


@blueprint.get("/collections")
def collections() -> Response:
    """The collections."""
    check(request.args, openapi.FORMAT)
    said = {"links": here(), "collections": [_described(one) for one in COLLECTIONS.values()]}
    return represent(said, "api_collections.html")


@blueprint.get("/collections/<collection>")
def collection(collection: str) -> Response:
    """One collection with its bounds in space and time."""
    kind = collection_of(collection)
    check(request.args, openapi.FORMAT)
    said = _described(kind)
    said["links"] = [*here(), *said["links"][1:]]
    return represent(said, "api_collection.html", kind=kind)


def collection_of(name: str) -> Collection:
    """The collection so called. Raises `CollectionNotFoundError`."""
    if name not in COLLECTIONS:
        raise CollectionNotFoundError(name)
    return COLLECTIONS[name]


def _described(kind: Collection) -> dict[str, Any]:
    """A collection as OGC describes it."""
    items = f"{kind.path}/items"
    said = {
        "id": kind.name,
        "title": str(kind.title),
        "description": str(kind.description),
        "itemType": "feature",
        "extent": _extent(kind),
        "crs": [CRS84],
        "links": [
            link("self", kind.path),
            link("items", items, GEOJSON, str(kind.title)),
            link("items", f"{items}?f=html", HTML, str(kind.title)),
        ],
    }
    if kind is not NOTICES and (credit := attribution(area.name for area in house().register.areas())):
        said["attribution"] = credit
    return said


def _extent(kind: Collection) -> dict[str, Any]:
    """The bounds of all lines known, whole and by area, and of time from the first day anything came into force."""
    asked = house()
    first = asked.remembered("first day", _first_day)
    extent: dict[str, Any] = {"temporal": {"interval": [[f"{first}T00:00:00Z" if first else None, None]]}}
    bounds = asked.remembered("bounds", asked.resolutions.bounds)
    if bounds and kind is not NOTICES:
        wests, souths, easts, norths = zip(*bounds, strict=True)
        whole = [min(wests), min(souths), max(easts), max(norths)]
        extent["spatial"] = {"bbox": [whole, *bounds] if len(bounds) > 1 else [whole], "crs": CRS84}
    return extent


def _first_day() -> str | None:
    """The earliest day from which something is known to be in force."""
    with house().register.store.reading() as connection:
        return first_day(connection)
