"""Chromium for tests: a visit notes everything that goes wrong on a page."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, Request, sync_playwright
from werkzeug.serving import make_server

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
def serving(app: Flask) -> Iterator[str]:
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
