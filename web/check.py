"""`gazetteer demo --check`: every page and every asset it links to, fetched as a browser would."""

import time
from collections import deque
from html.parser import HTMLParser
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

MOST = 3000  # pages; a register of a million roads is not walked whole


class _Links(HTMLParser):
    """The addresses an HTML page refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = "src" if tag in ("script", "img") else "href" if tag in ("a", "link") else None
        self.found += [value for key, value in attrs if key == wanted and value]


def check(address: str) -> int:
    """Fetches everything reachable from `address`; prints a line for each kind; 0 where all of it answered well."""
    home = urlsplit(address)
    waiting, seen = deque([address, urljoin(address, "api"), urljoin(address, "healthz")]), {address}
    kinds: dict[str, int] = {}
    faults: list[str] = []
    begun = time.monotonic()
    while waiting and sum(kinds.values()) < MOST:
        here = waiting.popleft()
        kind, links, fault = _fetch(here)
        kinds[kind] = kinds.get(kind, 0) + 1
        if fault:
            faults.append(f"{here}: {fault}")
        for link in links:
            target = urldefrag(urljoin(here, link)).url
            parts = urlsplit(target)
            if parts.scheme not in ("http", "https"):
                continue
            if parts.netloc != home.netloc:
                if not link.startswith("http") or "<a" not in link:
                    continue
            elif target not in seen:
                seen.add(target)
                waiting.append(target)
    for kind, count in sorted(kinds.items()):
        print(f"{count:5}  {kind}")
    for fault in faults:
        print(f"  ! {fault}")
    print(f"{sum(kinds.values())} 个地址 addresses, {len(faults)} 处错误 faults, {time.monotonic() - begun:.1f} s")
    return 1 if faults else 0


def _fetch(address: str) -> tuple[str, list[str], str | None]:
    """What kind of answer came, where it leads to, and what was wrong with it."""
    try:
        with urlopen(address, timeout=30) as answer:
            kind = answer.headers.get_content_type()
            body = answer.read()
    except HTTPError as error:
        return "error", [], f"{error.code} {error.reason}"
    except (URLError, TimeoutError) as error:
        return "error", [], str(error)
    if not body:
        return kind, [], "empty"
    if kind != "text/html":
        return kind, [], None
    page = _Links()
    page.feed(body.decode())
    return kind, page.found, None
