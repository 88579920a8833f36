"""The shapes of the API's answers as JSON schemas, each with an example."""

from typing import Any

_TEXT = {"type": "string"}
_WORDS = {"type": "string", "nullable": True}
_LINKS = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
_POINT = {"type": "array", "minItems": 2, "maxItems": 3, "items": {"type": "number"}}
_LINE = {"type": "array", "minItems": 2, "items": _POINT}


def _shape(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties}


SCHEMAS: dict[str, dict[str, Any]] = {
    "link": _shape(["rel", "href"], rel=_TEXT, href=_TEXT, type=_TEXT, title=_TEXT),
    "landing": _shape(["links"], title=_TEXT, description=_TEXT, links=_LINKS),
    "conformance": _shape(["conformsTo"], conformsTo={"type": "array", "items": _TEXT}, links=_LINKS),
    "collections": _shape(
        ["links", "collections"],
        links=_LINKS,
        collections={"type": "array", "items": {"$ref": "#/components/schemas/collection"}},
    ),
    "collection": _shape(
        ["id", "links"],
        id=_TEXT,
        title=_TEXT,
        description=_TEXT,
        itemType={"type": "string", "enum": ["feature"]},
        crs={"type": "array", "items": _TEXT},
        attribution=_TEXT,
        links=_LINKS,
        extent=_shape(
            [],
            spatial=_shape(
                ["bbox"],
                bbox={
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}},
                },
                crs=_TEXT,
            ),
            temporal=_shape(
                ["interval"],
                interval={
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "array",
                        "minItems": 2,
                        "maxItems": 2,
                        "items": {"type": "string", "format": "date-time", "nullable": True},
                    },
                },
            ),
        ),
    ),
    "geometry": {
        "nullable": True,
        "type": "object",
        "required": ["type", "coordinates"],
        "oneOf": [
            _shape([], type={"type": "string", "enum": ["LineString"]}, coordinates=_LINE),
            _shape(
                [], type={"type": "string", "enum": ["MultiLineString"]}, coordinates={"type": "array", "items": _LINE}
            ),
        ],
    },
    "item": _shape(
        ["type", "id", "geometry", "properties"],
        type={"type": "string", "enum": ["Feature"]},
        id=_TEXT,
        geometry={"$ref": "#/components/schemas/geometry"},
        properties={
            "type": "object",
            "properties": {
                "road_id": _TEXT,
                "name": _TEXT,
                "area": _WORDS,
                "start": _WORDS,
                "end": _WORDS,
                "length_m": {"type": "number", "nullable": True},
                "valid_from": _TEXT,
                "valid_to": _WORDS,
                "recorded_at": {"type": "string", "format": "date-time"},
                "notice_id": _TEXT,
            },
        },
        links=_LINKS,
        attribution=_TEXT,
    ),
    "items": _shape(
        ["type", "features", "links"],
        type={"type": "string", "enum": ["FeatureCollection"]},
        features={"type": "array", "items": {"$ref": "#/components/schemas/item"}},
        numberMatched={"type": "integer", "minimum": 0},
        numberReturned={"type": "integer", "minimum": 0},
        attribution=_TEXT,
        links=_LINKS,
    ),
    "problem": _shape(
        ["type", "status", "title", "detail"],
        type=_TEXT,
        status={"type": "integer"},
        title=_TEXT,
        detail=_TEXT,
        parameter=_TEXT,
        links=_LINKS,
    ),
}

_ROAD = {
    "type": "Feature",
    "id": "r0123456789abcde",
    "geometry": {"type": "LineString", "coordinates": [[0.001, 0.002], [0.001, 0.008]]},
    "properties": {
        "road_id": "r0123456789abcde",
        "name": "朝阳街",
        "area": "样例镇",
        "start": "文昌路",
        "end": "建设路",
        "length_m": 670,
        "valid_from": "2019-04-18",
        "valid_to": None,
        "recorded_at": "2026-11-23T08:00:00.000000+00:00",
        "notice_id": "n0123456789abcde",
        "resolution_status": "resolved",
        "fictional": True,
    },
    "links": [],
}
EXAMPLES: dict[str, Any] = {
    "item": _ROAD,
    "items": {"type": "FeatureCollection", "features": [_ROAD], "numberMatched": 1, "numberReturned": 1, "links": []},
    "problem": {
        "type": "about:blank",
        "status": 400,
        "title": "Bad Request",
        "detail": "parameter limit: write a whole number from 1 to 1000.",
        "parameter": "limit",
    },
}
