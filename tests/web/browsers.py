"""Chromium for tests: a visit notes everything that goes wrong on a page."""

import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without these a fresh Chromium looks up its maker's hosts by itself.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}

# Every page there is, of a road, a notice and an area; and the routes that are no pages.
PAGES = (
    "/",
    "/?area={area}",
    "/roads/{road_id}",
    "/notices/{notice}",
    "/notices",
    "/changes",
    "/changes?act=ExtentChanged",
    "/try",
    "/worklist",
    "/browse?area={area}",
    "/search?q=路",
    "/downloads",
    "/match",
    "/about",
    "/api?f=html",
    "/api/conformance?f=html",
    "/api/collections?f=html",
    "/api/collections/roads?f=html",
    "/api/collections/roads/items?f=html",
    "/api/collections/roads/items/{road_id}?f=html",
    "/api/collections/roads/items/{road_id}/versions?f=html",
    "/api/openapi.html",
)
DATA = {
    "api.description", "chart.area_of_road", "chart.lines", "chart.listed", "comparison.compare", "downloads.roads",
    "feeds.atom", "feeds.changes_table", "feeds.days", "feeds.notice_table", "feeds.worklist_file",
    "feeds.worklist_table", "items.candidates", "notice_page.drawing", "operations.health", "operations.measures",
    "pages.favicon", "pages.suggest", "road_tiles.roads", "road_tiles.tilejson", "static", "tiles.background",
}  # fmt: skip


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium; required in CI, elsewhere skipped where there is none."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("a browser is required in CI: apt-get install chromium fonts-noto-cjk")
        pytest.skip("no Chromium found (Debian: apt-get install chromium fonts-noto-cjk)")
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=list(QUIET))
        yield opened
        opened.close()


@contextmanager
def serving(app: "WSGIApplication") -> Iterator[str]:
    """The address of an application that listens."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Visit:
    """A page of the browser, and everything that went wrong on it."""

    page: Page
    site: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        note = self.faults.append
        self.page.on(
            "console", lambda said: note(f"console: {said.text}") if said.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: note(f"script: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", lambda got: note(f"{got.status}: {got.url}") if got.status >= 400 else None)
        self.page.on("request", self._local)
        self.page.on("dialog", lambda dialog: (note(f"dialog: {dialog.message}"), dialog.dismiss()))

    def _failed(self, asked: Request) -> None:
        late = ("/tiles/", "/map/", "/static/favicon")  # asked for another view, or by a page that is already left
        if not (asked.failure == "net::ERR_ABORTED" and any(part in asked.url for part in late)):
            self.faults.append(f"failed: {asked.url} {asked.failure}")

    def _local(self, asked: Request) -> None:
        parts = urlsplit(asked.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.faults.append(f"outside: {asked.url}")

    def go(self, path: str) -> None:
        self.page.goto(self.site + path)
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_load_state("networkidle")

    def shows_area(self, name: str) -> None:
        self.page.wait_for_function("name => document.body.dataset.area === name", arg=name)
        self.settle()

    def fits(self) -> bool:
        """Whether nothing is wider than the window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def barriers(self) -> list[str]:
        """What axe finds that shuts people out: rule, and the elements it is about."""
        found: list[dict[str, Any]] = Axe().run(self.page).response["violations"]
        serious = (one for one in found if one["impact"] in ("serious", "critical"))
        return [f"{one['id']}: {[node['target'] for node in one['nodes']][:4]}" for one in serious]


def look_at(visit: Visit, paths: Iterable[str]) -> None:
    """Each page in both languages: it fits the window, has a title, and shuts nobody out."""
    for path in paths:
        for language in ("zh", "en"):
            visit.page.goto(visit.site + path + ("&" if "?" in path else "?") + f"lang={language}")
            if path.startswith("/?") or path == "/":  # leaving earlier would abort its requests
                visit.page.wait_for_function("() => document.body.dataset.area")
                visit.settle()
            assert visit.fits(), (path, language)
            assert visit.page.title()
            if language == "zh":  # the other language has the same elements
                assert not (found := visit.barriers()), (path, found)
