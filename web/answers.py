"""Answers of the API: JSON or a page, as the caller asks, and its problem documents."""

from collections.abc import Mapping
from hashlib import sha1
from typing import Any

import orjson
from flask import Response, render_template, request

JSON = "application/json"
GEOJSON = "application/geo+json"
HTML = "text/html"
FOR_EVER = "public, max-age=31536000, immutable"
_OPEN = (("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", "ETag, Link, Location"))
_TITLES = {
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    410: "Gone",
    413: "Content Too Large",
    414: "URI Too Long",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


def answer(said: object, mimetype: str = JSON, status: int = 200, *more: tuple[str, str]) -> Response:
    """A JSON answer any page in the world may read, with all of its headers at once."""
    body = orjson.dumps(said)
    headers = [*_OPEN, ("Cache-Control", "no-cache"), *more]
    if status == 200:
        headers.append(("ETag", f'"{sha1(body, usedforsecurity=False).hexdigest()}"'))
    return Response(body, status, headers, content_type=mimetype)


def represent(said: Mapping[str, Any], template: str, mimetype: str = JSON, **more: object) -> Response:
    """A resource of the API as JSON, or as a page made of the same values (`f`, else the Accept header).

    Its links stand in a Link header too.
    """
    links = [f'<{one["href"]}>; rel="{one["rel"]}"; type="{one["type"]}"' for one in said.get("links", ())]
    headers = ("Vary", "Accept, Accept-Encoding"), ("Link", ", ".join(links))
    if wants_html():
        page = render_template(template, said=said, **more)
        return Response(page, headers=[("Cache-Control", "no-cache"), *headers], mimetype=HTML)
    return answer(said, mimetype, 200, *headers)


def wants_html() -> bool:
    """Whether a page is asked for; JSON where nothing is said."""
    args = request.args
    if "f" in args:
        return args["f"] == "html"
    if request.environ.get("HTTP_ACCEPT", "*/*") == "*/*":
        return False
    return request.accept_mimetypes.best_match([JSON, GEOJSON, HTML], JSON) == HTML


def problem(status: int, detail: str, parameter: str | None = None, **more: object) -> Response:
    """An RFC 9457 problem document."""
    said: dict[str, object] = {
        "type": "about:blank",
        "status": status,
        "title": _TITLES.get(status, "Error"),
        "detail": detail,
        **more,
    }
    if parameter is not None:
        said["parameter"] = parameter
    return answer(said, "application/problem+json", status)


def share(response: Response) -> Response:
    """The same answer, readable for pages from elsewhere; says which methods there are where that was asked."""
    path = request.path
    if path.startswith("/api") and path[4:5] in ("", "/"):
        headers = response.headers
        for name, value in _OPEN:
            if name not in headers:
                headers[name] = value
        if request.method == "OPTIONS" or response.status_code == 405:
            headers["Allow"] = headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        if request.method == "OPTIONS":
            headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
            headers["Access-Control-Max-Age"] = "86400"
    return response
