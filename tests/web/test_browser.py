"""The site in Chromium: a reader's way through it, in which nothing fails and nothing asks the outside."""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from gazetteer.registry import Register

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install '.[test]')")
from tests.web.browsers import DATA, DESKTOP, PAGES, PHONE, Visit, chromium, look_at, serving  # noqa: E402


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with serving(app) as address:
        yield address


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
    expect(page.locator(".list li")).to_have_count(31)
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
def test_every_page_fits_the_window_and_shuts_nobody_out(visit: Visit, road_id: str):
    look_at(visit, [page.format(road_id=road_id, area="济南市", notice="济政办字〔2021〕25号") for page in PAGES])
    look_at(visit, ["/?area=样例镇", "/changes?act=ExtentChanged&area=济南市", "/search?q=没有的东西"])


def test_every_route_is_a_page_looked_at_or_data(app: Flask):
    routes = app.url_map.bind("localhost")
    pages = {routes.match(urlsplit(page.format(road_id="r", area="a", notice="n")).path)[0] for page in PAGES}
    everything = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages | DATA == everything
    assert not pages & DATA


def test_behind_a_proxy_under_a_path_of_its_own_nothing_asks_beside_it(app: Flask, browser: "playwright.Browser"):
    """The proxy has `/gaz/…` for us; what stands at `/` there is another's."""
    with serving(DispatcherMiddleware(NotFound(), {"/gaz": app})) as address:
        visit = Visit(browser.new_context(viewport=DESKTOP).new_page(), f"{address}/gaz")
        asked: list[str] = []
        visit.page.on("request", lambda request: asked.append(request.url))
        visit.go("/")
        visit.shows_area("济南市")
        playwright.expect(visit.page.locator(".no-network:visible svg.diagram")).to_be_visible()
        visit.page.get_by_role("link", name="样例镇").click()
        visit.shows_area("样例镇")
        assert int(visit.page.evaluate("document.body.dataset.drawn")) > 10
        visit.page.get_by_role("combobox", name="路名").fill("朝阳街")
        visit.page.locator("#suggestions li").first.click()
        visit.page.wait_for_url("**/gaz/roads/*")
        visit.page.wait_for_selector(".leaflet-interactive")
        visit.page.get_by_role("link", name="English").click()
        visit.settle()
        assert [url for url in asked if not url.startswith((f"{address}/gaz/", "data:", "blob:"))] == []
        visit.page.context.close()
    assert visit.faults == []


def test_what_the_map_says_of_odd_times_in_english(visit: Visit):
    """One road is known of a day before all notices, since a later one tells of it; two dates the wrong way round."""
    expect = playwright.expect
    visit.go("/?area=样例镇&valid_on=1900-01-01&lang=en")
    visit.shows_area("样例镇")
    expect(visit.page.locator(".list-state")).to_have_text("1 road")
    expect(visit.page.locator(".slider output")).to_have_text("")
    expect(visit.page.get_by_role("slider")).to_have_attribute("aria-valuetext", "1900-01-01")
    visit.go("/?area=样例镇&from=2024-01-01&to=2020-01-01&lang=en")
    visit.shows_area("样例镇")
    expect(visit.page.locator(".compared")).to_have_text("The comparison failed. Check the two dates.")


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
    playwright.expect(page.locator(".list li")).to_have_count(1)  # once the narrowed list is there
    playwright.expect(page.locator(".list li .not_mapped")).to_have_count(1)


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


def test_a_chosen_road_is_told_as_on_the_day_shown_and_its_record_opens_on_that_day(visit: Visit, register: Register):
    """The card told its ends of the day on which it was chosen, whatever day the map showed."""
    page, expect, road = visit.page, playwright.expect, register.find("望山路")
    visit.go(f"/?road={road}")
    visit.shows_area("样例镇")
    ends, link = page.locator(".picked p").first, page.locator(".picked a.button")
    now = ends.text_content()
    assert link.get_attribute("href") == f"/roads/{road}"
    page.get_by_label("生效时点").fill("2020-01-01")
    visit.settle()
    expect(ends).to_contain_text("建设路")
    expect(ends).not_to_have_text(now)
    assert link.get_attribute("href") == f"/roads/{road}?valid_on=2020-01-01"
    assert page.locator(f'.list a[href="/roads/{road}?valid_on=2020-01-01"]').count() == 1
    page.get_by_label("生效时点").fill("2001-01-01")
    visit.settle()
    expect(page.locator(".picked")).to_be_hidden()
    page.get_by_label("生效时点").fill("")
    visit.settle()
    expect(ends).to_have_text(now)


@pytest.mark.parametrize("visit", [{"width": 720, "height": 1000}], ids=["a4"], indirect=True)
def test_printed_there_is_the_whole_list_and_nothing_to_click(visit: Visit, register: Register):
    page, expect = visit.page, playwright.expect
    visit.go("/?area=" + quote("样例镇"))
    visit.shows_area("样例镇")
    page.emulate_media(media="print")
    expect(page.locator(".list li").last).to_be_visible()
    assert page.evaluate(
        "document.querySelector('.panel-list').scrollHeight <= document.querySelector('.panel-list').clientHeight"
    )
    assert page.evaluate("document.documentElement.scrollHeight") > 1000
    expect(page.locator(".areas a:visible")).to_have_text("样例镇 虚构")
    visit.go(f"/roads/{register.find('望山路')}")
    expect(page.locator(".ask-time")).to_be_hidden()
    expect(page.locator(".leaflet-control-zoom")).to_be_hidden()
    expect(page.locator(".printed")).to_contain_text("打印自 http")
    expect(page.locator(".timeline .step").last).to_be_visible()


@pytest.mark.parametrize("visit", [DESKTOP, PHONE], ids=["1280", "390"], indirect=True)
@pytest.mark.parametrize(("name", "is_dashed"), [("春风路", True), ("朝阳街", False)])
def test_a_link_to_a_road_shows_what_it_is_and_a_line_that_is_not_certain_dashed(
    visit: Visit, register: Register, name: str, is_dashed: bool
):
    """Chosen, it was drawn solid, and its facts were above what the list was moved to."""
    page, expect = visit.page, playwright.expect
    visit.go(f"/?road={register.find(name)}")
    visit.shows_area("样例镇")
    expect(page.locator(".picked h2")).to_have_text(name)
    expect(page.locator(".picked a.button")).to_be_in_viewport()
    colour = page.evaluate("Ground.token('selected')")
    line = page.locator(f'path[stroke="{colour}"][stroke-width="4"]')
    expect(line.first).to_be_attached()
    assert (line.first.get_attribute("stroke-dasharray") is not None) is is_dashed


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


@pytest.mark.parametrize("visit", [DESKTOP, PHONE], ids=["1280", "390"], indirect=True)
def test_a_road_is_chosen_on_the_map_and_stands_in_the_address(visit: Visit, register: Register):
    page, expect = visit.page, playwright.expect
    visit.go("/?area=" + quote("样例镇"))
    visit.shows_area("样例镇")
    page.locator(".list a", has_text="朝阳街").click()
    visit.settle()
    card = page.locator(".picked")
    expect(card.get_by_role("heading", name="朝阳街")).to_be_visible()
    road = register.find("朝阳街")
    assert f"road={road}" in page.url
    page.wait_for_function("() => location.hash")  # the view
    page.reload()
    visit.shows_area("样例镇")
    expect(card.get_by_role("heading", name="朝阳街")).to_be_visible()
    page.locator(".list a", has_text="锦绣路").click()
    expect(card.locator(".where")).not_to_be_empty()
    expect(page.locator("path.leaflet-interactive[stroke='#c2341d']")).to_have_count(0)  # an area at most, never a line
    visit.settle()
    card.get_by_role("button", name="关闭").click()
    expect(card).to_be_hidden()
    assert "road=" not in page.url


def test_the_map_is_narrowed_and_coloured_by_act_and_year(visit: Visit):
    page, expect = visit.page, playwright.expect
    visit.go("/?area=" + quote("样例镇"))
    visit.shows_area("样例镇")
    page.get_by_text("筛选", exact=True).click()
    page.locator("select[name=act]").select_option("ExtentChanged")
    expect(page.locator(".list li")).to_have_count(2)
    page.wait_for_function("() => document.body.dataset.drawn === '2'")
    assert "act=ExtentChanged" in page.url
    page.get_by_label("颜色按").select_option("act")
    visit.settle()
    colour = page.evaluate("Ground.token('act-ExtentChanged')")
    expect(page.locator(f'path[stroke="{colour}"]')).to_have_count(2)
    page.get_by_role("button", name="清除筛选").click()
    page.wait_for_function("() => document.body.dataset.drawn > 10")
    page.get_by_label("颜色按").select_option("year")
    visit.settle()
    assert "colour=year" in page.url


def test_only_what_had_been_published_is_drawn(visit: Visit):
    page, expect = visit.page, playwright.expect
    visit.go("/?area=" + quote("样例镇") + "&published_by=2021-12-31&valid_on=2021-12-31")
    visit.shows_area("样例镇")
    before = int(page.evaluate("document.body.dataset.drawn"))
    expect(page.get_by_label("截至某日发布")).to_have_value("2021-12-31")
    page.get_by_label("截至某日发布").fill("2001-01-01")
    visit.settle()
    expect(page.locator(".list li")).to_have_count(0)
    page.wait_for_function("() => document.body.dataset.drawn === '0'")  # the lines come apart from the list
    assert before > 0
    assert "published_by=2001-01-01" in page.url


def test_where_i_am_is_marked_and_said_to_be_far_where_it_is(visit: Visit):
    context = visit.page.context
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 0.001, "longitude": 0.001})
    visit.go("/?area=" + quote("样例镇"))
    visit.shows_area("样例镇")
    visit.page.get_by_role("button", name="我的位置").click()
    playwright.expect(visit.page.locator("path.here")).to_have_count(1)
    visit.page.wait_for_function("() => location.hash.startsWith('#16/')")
    context.set_geolocation({"latitude": 40.0, "longitude": 1.0})
    visit.page.get_by_role("button", name="我的位置").click()
    playwright.expect(visit.page.locator(".map-says")).to_contain_text("不在本地区")


def test_nothing_asked_wrongly_breaks_a_page(visit: Visit):
    for path in ("/?area=样例镇&road=nope#99/999/x", "/?area=样例镇&colour=plaid&view=upside"):
        visit.go(path)
        visit.page.wait_for_function("() => document.body.dataset.area")
        visit.settle()
