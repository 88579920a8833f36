"""The API's description in OpenAPI 3.0, made from the same tables of parameters that the views check against."""

from collections.abc import Sequence
from typing import Any

from web.api_query import CHOICES, LAST_POSITION
from web.api_schemas import EXAMPLES, SCHEMAS
from web.collections import Collection
from web.parameters import MOST_ITEMS

MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.0"
FORMAT = ("f", "lang")

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 200}
_NUMBER = {"type": "number"}
# name: (what it means, schema, example)
PARAMETERS: dict[str, tuple[str, dict[str, Any], Any]] = {
    "f": (
        "The representation; without it the Accept header decides.",
        {"type": "string", "enum": [*CHOICES["f"]]},
        "json",
    ),
    "lang": ("The language of a page.", {"type": "string", "enum": [*CHOICES["lang"]]}, "en"),
    "bbox": (
        "west,south,east,north in degrees (CRS84); with six numbers the heights are left aside. "
        "Items without a line touch nothing.",
        {"type": "array", "items": _NUMBER, "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]},
        [-0.1, -0.1, 0.1, 0.1],
    ),
    "datetime": (
        "In force then (days of Asia/Shanghai): 2021-05-26, an instant, or an interval 2021-05-26/2022-01-01, "
        "2021-05-26/.. or ../2021-05-26. Changes and notices: taking effect then. Roads without it: today.",
        _TEXT | {"format": "ogc-datetime"},
        "2021-05-26",
    ),
    "known_at": (
        "As the register knew it then: a day (its end) or an instant (without a zone: China time, +08:00).",
        _TEXT | {"format": "day-or-instant"},
        "2026-11-23T08:00:00Z",
    ),
    "position": (
        "As the register knew it after that event of its log; with known_at too: at the earlier of the two.",
        {"type": "integer", "minimum": 1, "maximum": LAST_POSITION},
        None,
    ),
    "published_by": ("From acts published by that day only.", {"type": "string", "format": "date"}, "2021-06-01"),
    "ground": (
        "no: what the register says, without the line found on the map.",
        {"type": "string", "enum": [*CHOICES["ground"]], "default": "yes"},
        "no",
    ),
    "limit": (
        f"Items a page; {MOST_ITEMS} where more are asked for.",
        {"type": "integer", "minimum": 1, "default": 100},
        10,
    ),
    "q": ("A road name, a former name or pinyin; best first.", _TEXT, None),
    "area": ("A city or town.", _TEXT, "济南市"),
    "after": ("The last id of the page before (given in next links).", _TEXT, None),
    "sortby": ("An order; - before it: downwards. Without it: by id.", _TEXT, None),
    "name": ("The name, exactly.", _TEXT, None),
    "district": ("The district or zone, exactly.", _TEXT, None),
    "act": ("The act that made it so.", {"type": "string", "enum": [*CHOICES["act"]]}, None),
    "notice_id": ("The notice it rests on.", _TEXT, None),
    "road_id": ("The road.", _TEXT, None),
    "document_number": ("The number of the notice, exactly.", _TEXT, None),
    "kind": ("decision, proposal or request.", {"type": "string", "enum": [*CHOICES["kind"]]}, None),
}

_MOMENT = _TEXT | {"format": "day-or-instant"}  # of one item: no interval
_ITEM_ID = {"name": "featureId", "in": "path", "required": True, "schema": _TEXT}
_PROBLEM = {"$ref": "#/components/responses/problem"}
_PAGE = {"text/html": {"schema": {"type": "string"}}}
_GEO = "application/geo+json"


def document(root: str, conforms_to: Sequence[str], collections: Sequence[Collection]) -> dict[str, Any]:
    """The whole description; `root` is the URL of the API."""
    paths: dict[str, Any] = {
        "/": _operation("landing", "What there is and where", FORMAT, "landing"),
        "/conformance": _operation("conformance", "Conformance classes", FORMAT, "conformance"),
        "/collections": _operation("collections", "The collections", FORMAT, "collections"),
    }
    for one in collections:
        paths |= _paths_of(one)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "道路地名录 | Road gazetteer",
            "version": "0.1.0",
            "description": "Roads from official naming notices. Read-only. `datetime` asks when it was in force, "
            "`known_at` when the register knew it; without them: today, all that is known.",
            "license": {"name": "MIT"},
            "x-conforms-to": list(conforms_to),
        },
        "servers": [{"url": root}],
        "tags": [{"name": one.name, "description": str(one.description)} for one in collections],
        "paths": paths,
        "components": {
            "parameters": {name: _parameter(name) for name in PARAMETERS},
            "schemas": SCHEMAS,
            "responses": {"problem": _refusal()},
        },
    }


def _paths_of(one: Collection) -> dict[str, Any]:
    """The paths of a collection: itself, its items, one of them."""
    items, title, tag = f"{one.path}/items", one.title.en, one.name
    paths = {
        one.path: _operation(f"{tag}.collection", f"{title}: the collection", FORMAT, "collection", tag=tag),
        items: _operation(f"{tag}.items", f"{title}: items", one.all_parameters, "items", _GEO, tag, one),
        f"{items}/{{featureId}}": _operation(f"{tag}.item", f"{title}: one", one.item_parameters, "item", _GEO, tag),
    }
    if one.name == "roads":
        known = tuple(name for name in one.item_parameters if name != "datetime")
        drawn = tuple(name for name in one.item_parameters if name != "ground")
        below = f"{items}/{{featureId}}"
        paths[f"{below}/versions"] = _operation("versions", "All states of a road", known, "items", _GEO, tag)
        said = "Lines considered for an ambiguous road; none is the road's"
        paths[f"{below}/candidates"] = _operation("candidates", said, drawn, "items", _GEO, tag)
    paths[items]["get"]["responses"]["404"] = _PROBLEM  # a position or page that is not there
    moment = {"$ref": "#/components/parameters/datetime"}
    for path, operation in paths.items():
        if "{featureId}" in path:
            asked = operation["get"]["parameters"]
            asked[:] = [_parameter("datetime", _MOMENT) if one == moment else one for one in asked]
            operation["get"]["parameters"].insert(0, _ITEM_ID)
            responses = operation["get"]["responses"]
            responses |= {"308": {"description": "Kept under another id"}, "404": _PROBLEM, "410": _PROBLEM}
    return paths


def _operation(
    name: str,
    summary: str,
    parameters: Sequence[str],
    schema: str,
    media: str = "application/json",
    tag: str | None = None,
    ordered: Collection | None = None,
) -> dict[str, Any]:
    asked: list[dict[str, Any]] = [
        _parameter(one, _orders(ordered)) if one == "sortby" and ordered else {"$ref": f"#/components/parameters/{one}"}
        for one in parameters
    ]
    content: dict[str, Any] = {media: {"schema": {"$ref": f"#/components/schemas/{schema}"}}, **_PAGE}
    if schema in EXAMPLES:
        content[media]["example"] = EXAMPLES[schema]
    answers = {"200": {"description": summary, "content": content}, "400": _PROBLEM, "500": _PROBLEM, "503": _PROBLEM}
    said = {"operationId": name, "summary": summary, "parameters": asked, "responses": answers}
    return {"get": said | ({"tags": [tag]} if tag else {})}


def _orders(collection: Collection) -> dict[str, Any]:
    return {"type": "string", "enum": [sign + name for name in collection.orders for sign in ("", "-", "+")]}


def _parameter(name: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    said, usual, example = PARAMETERS[name]
    parameter = {"name": name, "in": "query", "required": False, "description": said, "schema": schema or usual}
    return parameter | {"style": "form", "explode": False} | ({} if example is None else {"example": example})


def _refusal() -> dict[str, Any]:
    return {
        "description": "The request cannot be answered; says why",
        "content": {
            "application/problem+json": {
                "schema": {"$ref": "#/components/schemas/problem"},
                "example": EXAMPLES["problem"],
            }
        },
    }
