"""The API's description in OpenAPI 3.0, made from the same table of parameters that the views check against."""

from collections.abc import Sequence
from typing import Any

from web.parameters import MOST_ITEMS

MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.0"

_TEXT = {"type": "string"}
PARAMETERS: dict[str, tuple[str, dict[str, Any]]] = {
    "f": ("The format; json is the only one.", {"type": "string", "enum": ["json"]}),
    "bbox": (
        "west,south,east,north in degrees (CRS84).",
        {
            "type": "array",
            "items": {"type": "number"},
            "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
        },
    ),
    "datetime": ("In force then: 2021-05-26, an instant, or an interval 2021-05-26/2022-01-01, 2021-05-26/..", _TEXT),
    "known_at": ("As the register knew it then: 2026-11-23 or 2026-11-23T08:00:00Z.", _TEXT),
    "limit": (
        f"Items a page, 1 to {MOST_ITEMS}.",
        {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": 100},
    ),
    "q": ("A road name, a former name or pinyin.", _TEXT),
    "area": ("A city or town, e.g. 济南市.", _TEXT),
    "after": ("The last road id of the page before (given in next links).", _TEXT),
}
FORMAT = ("f",)
ITEMS = ("bbox", "datetime", "known_at", "limit", "q", "area", "after", "f")
ITEM = ("datetime", "known_at", "f")
VERSIONS = ("known_at", "f")

_ROAD = {"name": "roadId", "in": "path", "required": True, "schema": _TEXT}
_COLLECTION = {"name": "collectionId", "in": "path", "required": True, "schema": {"type": "string", "enum": ["roads"]}}
_GEO = "application/geo+json"
_ITEM = "/collections/{collectionId}/items/{roadId}"
_PATHS: tuple[tuple[str, str, str, Sequence[str], str], ...] = (
    ("", "landing", "What there is and where", FORMAT, "application/json"),
    ("/conformance", "conformance", "Conformance classes", FORMAT, "application/json"),
    ("/collections", "collections", "The collections", FORMAT, "application/json"),
    ("/collections/{collectionId}", "collection", "One collection", FORMAT, "application/json"),
    ("/collections/{collectionId}/items", "items", "Roads in force at a time", ITEMS, _GEO),
    (_ITEM, "item", "One road", ITEM, _GEO),
    (_ITEM + "/versions", "versions", "All states of a road", VERSIONS, _GEO),
    (_ITEM + "/candidates", "candidates", "Lines considered for an ambiguous road", ITEM, _GEO),
)


def document(root: str, conforms_to: Sequence[str]) -> dict[str, Any]:
    """The whole description; `root` is the URL of the API."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "道路地名录 | Road gazetteer",
            "version": "0.1.0",
            "description": "Roads from official naming notices. Read-only.",
            "license": {"name": "MIT"},
            "x-conforms-to": list(conforms_to),
        },
        "servers": [{"url": root}],
        "paths": {
            path or "/": {"get": _operation(path, name, summary, parameters, media)}
            for path, name, summary, parameters, media in _PATHS
        },
        "components": {
            "parameters": {name: _parameter(name) for name in PARAMETERS},
            "schemas": {"problem": _PROBLEM},
            "responses": {"problem": _refusal("The request cannot be answered")},
        },
    }


_PROBLEM = {
    "type": "object",
    "required": ["type", "status", "title", "detail"],
    "properties": {
        "type": _TEXT,
        "status": {"type": "integer"},
        "title": _TEXT,
        "detail": _TEXT,
        "parameter": _TEXT,
    },
}


def _parameter(name: str) -> dict[str, Any]:
    said, schema = PARAMETERS[name]
    style = {"style": "form", "explode": False}
    return {"name": name, "in": "query", "required": False, "description": said, "schema": schema, **style}


def _refusal(said: str) -> dict[str, Any]:
    return {
        "description": said,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}},
    }


def _operation(path: str, name: str, summary: str, parameters: Sequence[str], media: str) -> dict[str, Any]:
    asked: list[dict[str, Any]] = [{"$ref": f"#/components/parameters/{parameter}"} for parameter in parameters]
    asked = [one for one, sign in ((_COLLECTION, "{collectionId}"), (_ROAD, "{roadId}")) if sign in path] + asked
    answers = {"200": {"description": summary, "content": {media: {"schema": {"type": "object"}}}}}
    refused = {"400": {"$ref": "#/components/responses/problem"}}
    if "{" in path:
        refused["404"] = {"$ref": "#/components/responses/problem"}
    return {"operationId": name, "summary": summary, "parameters": asked, "responses": answers | refused}
