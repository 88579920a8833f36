"""`create_app`: settings and a house in, a Flask application out."""

import gzip
import logging
import secrets
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

from flask import Flask, Response, g, render_template, request
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.middleware.proxy_fix import ProxyFix

from gazetteer.deadlines import is_time_up
from gazetteer.errors import AreaNotFoundError, GazetteerError, NotFoundError, RegisterError, TookTooLongError
from gazetteer.standing import absence_on
from gazetteer.times import today
from web import (
    api,
    changes,
    chart,
    comparison,
    downloads,
    feeds,
    items,
    match_page,
    notice_page,
    operations,
    pages,
    road_page,
    road_tiles,
    tiles,
    try_page,
    words,
)
from web.answers import problem
from web.apart import ReadingStoppedError
from web.assets import asset_url
from web.gate import Gate
from web.house import House, prefix
from web.house import house as current_house
from web.house import settings as current_settings
from web.matches import TableError
from web.parameters import ParameterError
from web.settings import Settings
from web.slots import BusyError
from web.words import Language

log = logging.getLogger(__name__)

STATUS: dict[type[GazetteerError], int] = {
    NotFoundError: 404,
    AreaNotFoundError: 400,
    ParameterError: 400,
    TableError: 400,
    RegisterError: 503,
    ReadingStoppedError: 503,
    BusyError: 503,
}
CACHE_KB = 8192  # of a connection to SQLite
_WITHOUT_STATE = ("static", "operations.health")  # the latter says itself whether there is one
_CONDITIONS = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"}
_WORDS = {
    404: "没有这个网址；接口从 /api 开始。 | There is nothing at this address; the API begins at /api.",
    405: "这里只能读：GET、HEAD、OPTIONS。 | This can only be read: GET, HEAD, OPTIONS.",
}
_A_YEAR = "public, max-age=31536000, immutable"
_SQUEEZED = ("text/", "application/json", "application/geo+json", "application/problem+json", "application/atom+xml",
             "application/vnd.oai.openapi+json", "image/svg+xml")  # fmt: skip


def create_app(settings: Settings, house: House | None = None) -> Flask:
    """The web application; without a house it opens the one at `settings.database_url`."""
    app = Flask(__name__, root_path=str(Path(__file__).parent))
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["settings"] = settings
    app.extensions["house"] = house or House.open(settings.database_url)
    for part in (
        pages,
        changes,
        road_page,
        notice_page,
        try_page,
        api,
        items,
        feeds,
        comparison,
        chart,
        tiles,
        road_tiles,
        operations,
        downloads,
        match_page,
    ):
        app.register_blueprint(part.blueprint)
    app.before_request(_begin)
    app.teardown_request(_end)
    app.after_request(_finish)
    app.register_error_handler(GazetteerError, _refused)
    app.register_error_handler(HTTPException, _refused_by_flask)
    app.register_error_handler(Exception, _broken)
    app.context_processor(_vocabulary)
    app.jinja_env.filters["query"] = _query
    app.jinja_env.globals["prefix"] = prefix
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    store = app.extensions["house"].register.store
    # SQLite asks only within long statements whether the time is up: here it is asked before each.
    event.listen(store.engine, "before_cursor_execute", _stop_in_time)
    if store.engine.dialect.name == "sqlite":
        event.listen(store.engine, "connect", _keep_little)
    app.wsgi_app = Gate(app.wsgi_app, store.pulse, settings.answers_mb * 1_000_000)  # type: ignore[method-assign]
    if settings.proxies:
        many = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=many, x_proto=many, x_host=many, x_prefix=many)  # type: ignore[method-assign]
    return app


def _stop_in_time(*_: object) -> None:
    if is_time_up():
        raise TookTooLongError


def _keep_little(connection: DBAPIConnection, _: object) -> None:
    """Each thread of each worker has a connection; what they all read the system keeps in memory once for them."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    cursor.close()


def _begin() -> None:
    """The rule that was met, for the log; the reader's language; and one state of the register to read all from."""
    environ, rule, args = request.environ, request.url_rule, request.args
    environ["gazetteer.route"] = rule.rule if rule else "(none)"
    asked = args["lang"] if "lang" in args else request.cookies.get("lang") if "HTTP_COOKIE" in environ else None
    g.language = "en" if asked == "en" else "zh"
    if environ["REQUEST_METHOD"] in ("GET", "HEAD") and rule is not None and rule.endpoint not in _WITHOUT_STATE:
        state = current_house().one_state(current_settings().most_seconds)
        state.__enter__()
        g.state = state


def _end(_: BaseException | None) -> None:
    state = g.pop("state", None)
    if state is not None:
        state.__exit__(None, None, None)


def _nonce() -> str:
    """This answer's nonce, made where a page asks for it."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    nonce: str = g.nonce
    return nonce


def _vocabulary() -> dict[str, object]:
    """What every template may say."""
    language: Language = g.get("language", "zh")
    return {
        "t": lambda key, **values: words.word(key, language, **values),
        "say": lambda said: words.say(said, language),
        "day": lambda day: words.say_day(day, language),
        "period": lambda period: words.say_period(period, language),
        "basis": lambda basis: words.say_basis(basis, language),
        "instant": words.say_instant,
        "language": language,
        "asset_url": asset_url,
        "nonce": _nonce(),
        "other_language": _other_language,
        "ends_of": words.say_ends,
        "place_of": words.say_place,
        "absence": lambda version: absence_on(version, today()),
        "today": today(),
    }


def _other_language(language: Language) -> str:
    """This page's query with another language in it."""
    return urlencode(request.args.to_dict() | {"lang": language})


def _query(said: dict[str, str | None]) -> str:
    """A query string of what is not None; a template filter."""
    return urlencode({key: value for key, value in said.items() if value})


def _policy(settings: Settings) -> str:
    """Everything from here, inline scripts by nonce only; images also from the outside tiles, where set."""
    images = "'self' data:"
    if settings.outside_tiles:
        images += " " + "/".join(settings.outside_tiles.replace("{s}.", "*.").split("/")[:3])
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{_nonce()}'; style-src 'self'; img-src {images}; "
        "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _finish(response: Response) -> Response:
    """A page's policy, cache headers, the language cookie, an ETag, and gzip where the browser takes it."""
    headers = response.headers
    if response.mimetype == "text/html":
        headers["Content-Security-Policy"] = _policy(current_settings())
        response.vary.add("Cookie")
        headers.setdefault("Cache-Control", "no-cache")
        if request.args.get("lang") in ("zh", "en"):
            response.set_cookie("lang", request.args["lang"], max_age=31_536_000, samesite="Lax", httponly=True)
    if request.endpoint == "static" and "v" in request.args:
        headers["Cache-Control"] = _A_YEAR
    return _squeezed(response)


def _squeezed(response: Response) -> Response:
    """The answer with an ETag, and as gzip where the browser takes it; a file brings its own ETag."""
    if response.is_streamed and not response.direct_passthrough:
        return response  # it is made while it goes out
    kind = response.mimetype or ""
    if response.status_code != 200 or not kind.startswith(_SQUEEZED):
        return response
    headers, asked = response.headers, request.environ
    vary = headers.get("Vary", "")
    if "Accept-Encoding" not in vary:
        headers["Vary"] = f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"
    takes_gzip = "HTTP_ACCEPT_ENCODING" in asked and request.accept_encodings["gzip"] > 0
    if response.direct_passthrough:
        if not takes_gzip:
            return response
        _load_file(response)
    elif kind != "text/html":  # a page has a new nonce every time
        response.add_etag()
        if not _CONDITIONS.isdisjoint(asked):
            response.make_conditional(request)
    if takes_gzip and response.status_code == 200 and len(response.data) > 1000:
        response.data = gzip.compress(response.data, 5)
        response.headers["Content-Encoding"] = "gzip"
        if etag := response.get_etag()[0]:
            response.set_etag(etag, weak=True)
    return response


def _load_file(response: Response) -> None:
    """The file of a static answer read and closed."""
    stream = response.response
    response.direct_passthrough = False
    response.data = response.get_data()
    if hasattr(stream, "close"):
        stream.close()


def _wants_problem() -> bool:
    return request.path == "/api" or request.path.startswith(("/api/", "/tiles/", "/map/"))


def _refused(error: GazetteerError) -> tuple[Response | str, int]:
    """A page or problem document for an error the caller may see, with the status of its class."""
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
    if status == 500:
        return _broken(error)
    if isinstance(error, RegisterError) and not isinstance(error, TookTooLongError):
        return _unreached(error)
    if _wants_problem():
        return problem(status, str(error), getattr(error, "name", None)), status
    return render_template("error.html", status=status, error=error), status


def _refused_by_flask(error: HTTPException) -> tuple[Response | str, int, dict[str, str]] | Response:
    status = error.code or 500
    if status < 400:
        return cast(Response, error.get_response())
    headers = {"Allow": ", ".join(sorted(error.valid_methods or ()))} if isinstance(error, MethodNotAllowed) else {}
    if _wants_problem():
        return problem(status, _WORDS.get(status) or error.description or error.name), status, headers
    return render_template("error.html", status=status, error=None), status, headers


def _unreached(error: RegisterError) -> tuple[Response | str, int]:
    """The database does not answer: where it is and what it says is for the log only."""
    number = request.environ.get("gazetteer.request_id", "-")
    log.error("error %s at %s %s: %s", number, request.method, request.path, error)
    if _wants_problem():
        return problem(503, f"{words.word('unreached', 'zh')} {number} | {words.word('unreached', 'en')} {number}"), 503
    return render_template("error.html", status=503, error=None, number=number), 503


def _broken(error: Exception) -> tuple[Response | str, int]:
    """An error of ours: the log has it under the number the reader sees."""
    number = request.environ.get("gazetteer.request_id", "-")
    log.error("error %s at %s %s", number, request.method, request.path, exc_info=error)
    if _wants_problem():
        return problem(500, f"error {number}"), 500
    return render_template("error.html", status=500, error=None, number=number), 500
