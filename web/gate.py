"""`Gate`: what every request passes: its id, its line in the log, its measure, and answers kept ready to give again."""

import logging
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any

import orjson
from werkzeug.http import parse_etags
from werkzeug.wsgi import ClosingIterator

from gazetteer.errors import GazetteerError
from gazetteer.times import today
from web import metrics

log = logging.getLogger("gazetteer.requests")
_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)
_MOST_QUERY = 8000  # characters
_MOST_KEPT = 1_000_000  # bytes of one answer
Headers = list[tuple[str, str]]
ALWAYS: Headers = [  # what every answer forbids a browser
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    ("Permissions-Policy", "geolocation=(self), camera=(), microphone=()"),
]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer and what the register was like when it was made."""

    state: object
    headers: Headers
    body: bytes
    route: str
    etag: str | None


class Answers:
    """Answers of the API, the latest asked for first, up to so many bytes."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._size = most_bytes, 0
        self._kept: OrderedDict[object, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object, state: object) -> Kept | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None or found.state != state:
                return None
            self._kept.move_to_end(key)
            return found

    def keep(self, key: object, answer: Kept) -> None:
        if len(answer.body) > min(_MOST_KEPT, self._most):
            return
        with self._lock:
            before = self._kept.pop(key, None)
            self._size += _size(answer) - (_size(before) if before else 0)
            self._kept[key] = answer
            while self._size > self._most:
                _, gone = self._kept.popitem(last=False)
                self._size -= _size(gone)


def _size(answer: Kept) -> int:
    return len(answer.body) + 2000  # headers and key


class Gate:
    """The application behind it answers what cannot be answered here; `pulse` tells whether the register changed."""

    def __init__(self, application: Application, pulse: Callable[[], object], most_bytes: int) -> None:
        self._application, self._pulse = application, pulse
        self._answers = Answers(most_bytes) if most_bytes else None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun = time.perf_counter()
        given = environ.get("HTTP_X_REQUEST_ID", "")
        environ["gazetteer.request_id"] = given if _ID.fullmatch(given) else secrets.token_hex(8)
        if len(environ.get("QUERY_STRING", "")) > _MOST_QUERY:
            return self._too_long(environ, start_response, begun)
        key, state = self._key(environ)
        if key is not None and self._answers is not None:
            kept = self._answers.get(key, state)
            if kept is not None:
                return _again(kept, environ, start_response, begun)
        return self._ask(environ, start_response, begun, key, state)

    def _key(self, environ: dict[str, Any]) -> tuple[object | None, object]:
        """What an answer is kept under, and what it holds for; no key where it may not be kept."""
        path = environ.get("PATH_INFO", "")
        if self._answers is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not path.startswith("/api"):
            return None, None
        accept = environ.get("HTTP_ACCEPT", "")
        if len(accept) > 500:
            return None, None
        try:
            state = (self._pulse(), today())
        except GazetteerError:
            return None, None
        named = tuple(environ.get(name, "") for name in ("wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "QUERY_STRING"))
        return (path, *named, accept, "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")), state

    def _ask(
        self,
        environ: dict[str, Any],
        start_response: Callable[..., Any],
        begun: float,
        key: object | None,
        state: object,
    ) -> Iterable[bytes]:
        said: dict[str, Any] = {}

        def start(status: str, headers: Headers, exc_info: Any = None) -> Any:
            said.update(status=status, headers=headers)
            named = [*headers, *ALWAYS, ("X-Request-ID", environ["gazetteer.request_id"])]
            return start_response(status, named, exc_info) if exc_info else start_response(status, named)

        body = self._application(environ, start)
        if key is not None and _may_be_kept(environ, said):
            whole = b"".join(body)
            if hasattr(body, "close"):
                body.close()
            self._keep(environ, key, state, said["headers"], whole)
            body = [whole]
        counted = _Counted(body)
        return ClosingIterator(counted, lambda: _note(environ, said.get("status", "500"), begun, counted.size, False))

    def _keep(self, environ: dict[str, Any], key: object, state: object, headers: Headers, body: bytes) -> None:
        assert self._answers is not None
        etag = next((value for name, value in headers if name.lower() == "etag"), None)
        self._answers.keep(key, Kept(state, headers, body, _route(environ), etag))

    def _too_long(self, environ: dict[str, Any], start_response: Callable[..., Any], begun: float) -> Iterable[bytes]:
        detail = f"网址太长，最多 {_MOST_QUERY} 个字符。 | The address is too long: at most {_MOST_QUERY} characters."
        said = {"type": "about:blank", "status": 414, "title": "URI Too Long", "detail": detail}
        body = orjson.dumps(said)
        headers = [
            ("Content-Type", "application/problem+json"),
            ("Content-Length", str(len(body))),
            *ALWAYS,
            ("X-Request-ID", environ["gazetteer.request_id"]),
        ]
        start_response("414 URI Too Long", headers)
        _note(environ, "414", begun, len(body), False)
        return [body]


def _may_be_kept(environ: dict[str, Any], said: dict[str, Any]) -> bool:
    """A whole JSON answer to a GET."""
    if environ["REQUEST_METHOD"] != "GET" or not said.get("status", "").startswith("200"):
        return False
    names = {name.lower(): value for name, value in said["headers"]}
    return "json" in names.get("content-type", "") and "set-cookie" not in names and "content-length" in names


def _again(kept: Kept, environ: dict[str, Any], start_response: Callable[..., Any], begun: float) -> Iterable[bytes]:
    """A kept answer, or that the caller has it already."""
    named = [*kept.headers, *ALWAYS, ("X-Request-ID", environ["gazetteer.request_id"])]
    environ["gazetteer.route"] = kept.route
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and kept.etag and _matches(known, kept.etag):
        left_out = ("content-length", "content-type", "content-encoding")
        start_response("304 NOT MODIFIED", [one for one in named if one[0].lower() not in left_out])
        _note(environ, "304", begun, 0, True)
        return []
    start_response("200 OK", named)
    body = [] if environ["REQUEST_METHOD"] == "HEAD" else [kept.body]
    _note(environ, "200", begun, len(kept.body) if body else 0, True)
    return body


def _matches(known: str, etag: str) -> bool:
    return parse_etags(known).contains_weak(etag.removeprefix("W/").strip('"'))


class _Counted:
    """The bytes of an answer, counted as they go out."""

    def __init__(self, body: Iterable[bytes]) -> None:
        self._body, self._parts, self.size = body, iter(body), 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        part = next(self._parts)
        self.size += len(part)
        return part

    def close(self) -> None:
        if hasattr(self._body, "close"):
            self._body.close()


def _route(environ: dict[str, Any]) -> str:
    return str(environ.get("gazetteer.route", "(none)"))


def _text(said: str) -> str:
    """What stands in an environ, whose characters are bytes, as the characters it means."""
    return said.encode("latin-1", "replace").decode("utf-8", "replace")


def _note(environ: dict[str, Any], status: str, begun: float, size: int, kept: bool) -> None:
    """One line in the log, as JSON, and the measures of the request."""
    seconds = time.perf_counter() - begun
    method, code = environ["REQUEST_METHOD"], status[:3]
    metrics.note(method, _route(environ), code, seconds, kept)
    if log.isEnabledFor(logging.INFO):
        line = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "request_id": environ["gazetteer.request_id"],
            "method": method,
            "path": _text(environ.get("PATH_INFO", "")),
            "query": _text(environ.get("QUERY_STRING", "")),
            "status": int(code),
            "ms": round(seconds * 1000, 1),
            "bytes": size,
            "kept": kept,
            "from": environ.get("REMOTE_ADDR", ""),
            "agent": environ.get("HTTP_USER_AGENT", "")[:200],
        }
        log.info(orjson.dumps(line).decode())
