"""An Overpass server asked politely: one query at a time, with pauses, back-off and an end to patience."""

import gzip
import random as chance
import ssl
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from importlib.metadata import PackageNotFoundError, version
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, Request, build_opener

from gazetteer.errors import GazetteerError
from geodata.overpass_answers import Failure, Trouble, failure_of
from geodata.overpass_queries import TIMEOUT_S

PUBLIC_SERVER = "https://overpass-api.de/api/interpreter"
CONNECT_S = 20.0
_ELSEWHERE = (
    "可用 --overpass（GAZETTEER_OVERPASS_URL）换一个镜像，或用 gazetteer osm import 文件 载入别处取得的路网；"
    "再次运行会接着下载。",
    "Name a mirror with --overpass (GAZETTEER_OVERPASS_URL), or load a file fetched elsewhere with "
    "gazetteer osm import FILE; run again to go on from here.",
)


def program() -> str:
    """The name and version this program gives of itself, to servers and in files."""
    try:
        return f"road-gazetteer/{version('road-gazetteer')}"
    except PackageNotFoundError:
        return "road-gazetteer/0"


class DownloadError(GazetteerError):
    """An extract could not be fetched; nothing was written, and what came is kept for the next run."""

    exit_code = 1


class ServerAddressError(GazetteerError):
    """An address that is no web address."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"Overpass 地址“{url}”不对。请写完整网址，如 {PUBLIC_SERVER}。",
            f"{url!r} is no Overpass address. Write all of it, as in {PUBLIC_SERVER}.",
        )


class ServerError(DownloadError):
    """A server that gave no answer to a query, in spite of all patience."""

    def __init__(self, url: str, failure: Failure) -> None:
        zh, en = _WORDS[failure.trouble]
        reason = failure.reason + (f", Retry-After {failure.wait_s:.0f} s" if failure.wait_s else "")
        super().__init__(f"{url} {zh}（{reason}）。{_ELSEWHERE[0]}", f"{url} {en} ({reason}). {_ELSEWHERE[1]}")
        self.url = url
        self.failure = failure


_WORDS = {
    Trouble.TOO_BIG: ("算不完这个查询", "cannot finish the query"),
    Trouble.SLOW: ("没有完整作答", "gave no whole answer"),
    Trouble.BUSY: ("太忙或限制了访问次数，请过些时候再试", "is busy or limits our requests; try again later"),
    Trouble.FAULT: ("的回答不是地图数据", "answered with something other than map data"),
    Trouble.UNREACHABLE: ("连不上，请检查网络", "cannot be reached; check the network"),
    Trouble.REFUSED: ("拒绝了请求", "refused the request"),
}


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long a server is waited for; times in seconds."""

    tries: int = 4
    busy_tries: int = 8
    first_wait_s: float = 5.0
    longest_wait_s: float = 120.0
    most_asked_wait_s: float = 900.0  # a server that asks for a longer wait is left alone
    pause_s: float = 1.0
    timeout_s: float = TIMEOUT_S + 60.0  # the server may queue a query before its own clock starts

    def wait_s(self, tried: int, luck: float) -> float:
        """The wait after the `tried`-th failure, half of it left to chance: `luck` from 0 up to 1."""
        doubled: float = self.first_wait_s * 2 ** (tried - 1)
        return min(self.longest_wait_s, doubled) * (0.5 + luck / 2)


class _Plain(HTTPConnection):
    """A connection that answers at once or never, while its replies may take minutes."""

    def connect(self) -> None:
        _connect(self, super().connect)


class _Tls(HTTPSConnection):
    """The same, with TLS."""

    def connect(self) -> None:
        _connect(self, super().connect)


def _connect(connection: HTTPConnection, connect: Callable[[], None]) -> None:
    patience_s, connection.timeout = connection.timeout, CONNECT_S
    connect()
    connection.sock.settimeout(patience_s)


class _HttpHandler(HTTPHandler):
    def http_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_Plain, request)


class _HttpsHandler(HTTPSHandler):
    def https_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_Tls, request, context=ssl.create_default_context())


class Overpass:
    """One server. `sleep` and `luck` are the world's unless a test says otherwise."""

    def __init__(
        self,
        url: str = PUBLIC_SERVER,
        patience: Patience = Patience(),
        sleep: Callable[[float], None] = time.sleep,
        luck: Callable[[], float] = chance.random,
    ) -> None:
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc:
            raise ServerAddressError(url)
        self.url = url
        self._patience = patience
        self._sleep = sleep
        self._luck = luck
        self._open = build_opener(_HttpHandler, _HttpsHandler).open
        self._asked = False
        self._reached = False

    def ask(self, query: str) -> bytes | Failure:
        """The whole answer as OSM XML, or a `Failure` where a smaller query might succeed.

        Raises `ServerError` where it would not.
        """
        tried = 0
        while True:
            if self._asked and not tried:
                self._sleep(self._patience.pause_s)
            self._asked = True
            answer = self._once(query)
            if isinstance(answer, bytes):
                self._reached = True
                return answer
            tried += 1
            self._reached = self._reached or answer.trouble is not Trouble.UNREACHABLE
            if not self._worth_another(answer, tried):
                break
            self._sleep(self._wait_s(answer, tried))
        if answer.trouble in {Trouble.TOO_BIG, Trouble.SLOW}:
            return answer
        raise ServerError(self.url, answer)

    def _worth_another(self, failure: Failure, tried: int) -> bool:
        if (failure.wait_s or 0) > self._patience.most_asked_wait_s:
            return False
        match failure.trouble:
            case Trouble.TOO_BIG | Trouble.REFUSED:
                return False
            case Trouble.BUSY:
                return tried < self._patience.busy_tries
            case Trouble.UNREACHABLE:  # where there never was a connection, waiting only hides the reason
                return self._reached and tried < self._patience.tries
            case Trouble.SLOW | Trouble.FAULT:
                return tried < self._patience.tries

    def _wait_s(self, failure: Failure, tried: int) -> float:
        return max(failure.wait_s or 0.0, self._patience.wait_s(tried, self._luck()))

    def _once(self, query: str) -> bytes | Failure:
        headers = {"User-Agent": f"{program()} (gazetteer osm download)", "Accept-Encoding": "gzip"}
        request = Request(self.url, urlencode({"data": query}).encode(), headers)
        try:
            try:
                with self._open(request, timeout=self._patience.timeout_s) as response:
                    status, said, packed = response.status, response.headers, response.read()
            except HTTPError as error:
                with error:
                    status, said, packed = error.code, error.headers, error.read()
            body = gzip.decompress(packed) if said.get("Content-Encoding") == "gzip" else packed
        except (OSError, HTTPException, EOFError, zlib.error, ValueError) as error:
            return _cut_off(error)
        return failure_of(status, body, _asked_wait_s(said.get("Retry-After"))) or body


def _cut_off(error: Exception) -> Failure:
    """The failure a broken connection means: was there one at all?"""
    cause = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    reason = str(cause) or type(cause).__name__
    if isinstance(cause, IncompleteRead):
        reason = "the answer breaks off"
    # urllib wraps what goes wrong before a reply begins; a reset then still tells of somebody at the other end.
    before = isinstance(error, URLError) and not isinstance(cause, (ConnectionResetError, BrokenPipeError))
    return Failure(Trouble.UNREACHABLE if before else Trouble.SLOW, reason)


def _asked_wait_s(retry_after: str | None) -> float | None:
    """The seconds a Retry-After header asks for, written as a number or as a date; None: it asks for nothing."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        at = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
