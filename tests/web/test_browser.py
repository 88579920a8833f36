"""The site in Chromium: a reader's way through it, in which nothing fails and nothing asks the outside."""

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from werkzeug.serving import make_server

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install '.[test]')")

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


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    """Chromium; required in CI, elsewhere skipped where there is none."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("a browser is required in CI: apt-get install chromium fonts-noto-cjk")
        pytest.skip("no Chromium found (Debian: apt-get install chromium fonts-noto-cjk)")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
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

    page: "playwright.Page"
    site: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        note = self.faults.append
        self.page.on(
            "console", lambda said: note(f"console: {said.text}") if said.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: note(f"script: {error}"))
        self.page.on("requestfailed", lambda asked: note(f"failed: {asked.url} {asked.failure}"))
        self.page.on("response", lambda got: note(f"{got.status}: {got.url}") if got.status >= 400 else None)
        self.page.on("request", self._local)
        self.page.on("dialog", lambda dialog: (note(f"dialog: {dialog.message}"), dialog.dismiss()))

    def _local(self, asked: "playwright.Request") -> None:
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


@pytest.fixture
def visit(browser: "playwright.Browser", site: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    size = getattr(request, "param", DESKTOP)
    context = browser.new_context(viewport=size, has_touch=size is PHONE, is_mobile=size is PHONE)
    visit = Visit(context.new_page(), site)
    yield visit
    context.close()
    assert visit.faults == []


def test_from_the_map_to_a_road_its_notice_and_english_at_every_width(visit: Visit):
    page, expect = visit.page, playwright.expect
    visit.go("/")
    visit.shows_area("济南市")
    expect(page.locator(".list li")).to_have_count(18)
    expect(page.locator(".list-state")).to_contain_text("未落图：尚未载入路网")
    expect(page.locator(".no-network:visible svg.diagram")).to_be_visible()

    page.get_by_role("link", name="样例镇").click()
    visit.shows_area("样例镇")
    assert int(page.evaluate("document.body.dataset.drawn")) > 10
    expect(page.locator(".no-network:visible")).to_have_count(0)
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("虚构")

    box = page.get_by_role("combobox", name="路名")
    box.fill("小山路")
    option = page.get_by_role("option").first
    expect(option.locator("mark")).to_have_text("小山路")
    expect(option).to_contain_text("市中区")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/roads/*")
    visit.settle()
    expect(page.get_by_role("heading", level=1)).to_have_text("小山路")
    expect(page.locator(".before-after")).to_contain_text("规划北八路")

    page.get_by_role("link", name="济政办字〔2021〕25号").first.click()
    page.wait_for_url("**/notices/*")
    visit.settle()
    expect(page.locator(".passage:target")).to_contain_text("小山路")
    expect(page.locator("svg.diagram .road")).to_have_count(18)

    page.get_by_role("link", name="English").click()
    visit.settle()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Drawing")).to_be_visible()

    page.set_viewport_size(PHONE)
    assert visit.fits()
    visit.go("/?area=" + quote("样例镇"))
    visit.shows_area("样例镇")
    handle = page.get_by_role("button", name="Open or close the list")
    handle.click()
    expect(handle).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("visit", [DESKTOP, PHONE], ids=["1280", "390"], indirect=True)
def test_every_page_fits_the_window_in_both_languages(visit: Visit, road_id: str):
    for language in ("zh", "en"):
        for path in (
            "/",
            f"/roads/{road_id}",
            "/notices/济政办字〔2021〕25号",
            "/notices",
            "/changes?act=ExtentChanged",
            "/try",
            "/worklist",
            "/browse",
            "/search?q=路",
            "/about",
        ):
            visit.page.goto(visit.site + path + ("&" if "?" in path else "?") + f"lang={language}")
            if path == "/":
                visit.shows_area("济南市")  # leaving earlier would abort its requests
            assert visit.fits(), (path, language)
            assert visit.page.title()


def test_an_input_method_is_not_disturbed_while_it_composes(visit: Visit):
    asked: list[str] = []
    visit.go("/about")
    visit.page.on("request", lambda request: asked.append(request.url) if "/suggest" in request.url else None)
    box = visit.page.get_by_role("combobox", name="路名")
    box.focus()
    box.dispatch_event("compositionstart")
    box.press_sequentially("xiaoshan", delay=5)
    visit.page.wait_for_timeout(250)
    assert asked == []
    box.dispatch_event("compositionend")
    playwright.expect(visit.page.get_by_role("option").first).to_contain_text("小山路")
    assert len(asked) == 1


def test_the_list_and_the_map_light_each_other_and_lead_to_the_road(visit: Visit):
    page = visit.page
    visit.go("/?area=" + quote("样例镇"))
    visit.shows_area("样例镇")
    row = page.locator(".list a", has_text="朝阳街")
    before = page.locator("path.leaflet-interactive").count()
    assert before > 10
    row.hover()
    selected = page.evaluate("Ground.token('selected')")
    playwright.expect(page.locator(f'path[stroke="{selected}"]')).not_to_have_count(0)
    page.get_by_label("显示多解道路的候选线").check()
    playwright.expect(page.locator("path.leaflet-interactive")).not_to_have_count(before)
    page.get_by_role("button", name="图上未见").click()
    playwright.expect(page.locator(".list li .not_mapped")).to_have_count(page.locator(".list li").count())


@pytest.mark.parametrize("visit", [DESKTOP, PHONE], ids=["1280", "390"], indirect=True)
def test_the_slider_goes_from_change_to_change_and_the_map_follows(visit: Visit):
    page, expect = visit.page, playwright.expect
    visit.go("/?area=" + quote("样例镇"))
    visit.shows_area("样例镇")
    slider = page.get_by_role("slider", name="变更日期")
    expect(slider).to_have_attribute("aria-valuetext", "今天")
    slider.focus()
    slider.press("Home")
    visit.settle()
    expect(slider).to_have_attribute("aria-valuetext", "2019-04-18：7 项变更")
    expect(page.get_by_label("生效时点")).to_have_value("2019-04-18")
    expect(page.locator(".list li")).to_have_count(8)  # seven named, and one that a later notice tells of
    assert "valid_on=2019-04-18" in page.url
    page.get_by_label("生效时点").fill("2020-12-31")
    visit.settle()
    expect(slider).to_have_attribute("aria-valuetext", "2020-06-22：7 项变更")
    page.get_by_text("当时所知").click()
    page.get_by_label("截至某日收录").fill("2020-01-01")
    visit.settle()
    expect(page.locator(".list li")).to_have_count(0)
    assert "known_at=2020-01-01" in page.url


@pytest.mark.parametrize("visit", [DESKTOP, PHONE], ids=["1280", "390"], indirect=True)
def test_two_dates_are_compared_on_the_map_and_in_a_table(visit: Visit):
    page, expect = visit.page, playwright.expect
    visit.go("/?area=" + quote("样例镇"))
    visit.shows_area("样例镇")
    page.get_by_text("两日比较").click()
    page.locator("form [name=from]").fill("2022-01-01")
    page.locator("form [name=to]").fill("2024-12-31")
    page.get_by_role("button", name="比较", exact=True).click()
    row = page.get_by_role("row", name="望山路 南")
    expect(row).to_contain_text("北：学府路")
    expect(page.locator(".compared tr", has_text="兴业路")).to_contain_text("未落图，未画")
    for part in ("added", "removed", "kept"):
        colour = page.evaluate("part => Ground.token(part)", part)
        expect(page.locator(f'.compared-pane path[stroke="{colour}"]')).not_to_have_count(0)
    expect(page.locator(".list")).to_be_hidden()
    assert "from=2022-01-01&to=2024-12-31" in page.url
    page.reload()
    visit.settle()
    expect(row).to_be_visible()
    page.get_by_role("button", name="结束比较").click()
    expect(page.locator(".list")).to_be_visible()
    assert "from=" not in page.url


def test_a_wicked_name_stays_text(visit: Visit):
    visit.go("/search?q=" + quote("<script>alert(1)</script>路"))
    visit.page.locator(".hits a").first.click()
    visit.settle()
    playwright.expect(visit.page.get_by_role("heading", level=1)).to_have_text("<script>alert(1)</script>路")
