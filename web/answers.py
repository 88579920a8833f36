"""JSON answers of the API, and its problem documents."""

import orjson
from flask import Response

GEOJSON = "application/geo+json"
_TITLES = {400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 500: "Internal Server Error"}


def answer(said: object, mimetype: str = "application/json", status: int = 200) -> Response:
    """A JSON answer any page in the world may read."""
    response = Response(orjson.dumps(said), status, mimetype=mimetype)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    return response


def problem(status: int, detail: str, parameter: str | None = None) -> Response:
    """An RFC 9457 problem document."""
    said: dict[str, object] = {
        "type": "about:blank",
        "status": status,
        "title": _TITLES.get(status, "Error"),
        "detail": detail,
    }
    if parameter is not None:
        said["parameter"] = parameter
    return answer(said, "application/problem+json", status)
