"""The site in Chromium on 100,000 invented roads: `make campaign`, or GAZETTEER_CAMPAIGN=1.

GAZETTEER_LARGE may name a register that is there already; else one is made, which takes some minutes.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask import Flask

from gazetteer.registry import Register
from gazetteer.schema import notices
from tests.benchmarks.bulk_register import fill
from web.app import create_app
from web.settings import Settings

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install '.[test]')")
from tests.web.browsers import DESKTOP, PAGES, PHONE, Visit, chromium, look_at, serving  # noqa: E402

pytestmark = pytest.mark.skipif("GAZETTEER_CAMPAIGN" not in os.environ, reason="a campaign (make campaign)")
ROADS = 100_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    database = os.environ.get("GAZETTEER_LARGE") or str(tmp_path_factory.mktemp("large") / "register.db")
    with Register.open(database) as register:
        if not register.areas():
            fill(register, ROADS)
        assert sum(area.roads for area in register.areas()) >= ROADS
    return create_app(Settings(database_url=database))


@pytest.fixture(params=[DESKTOP, PHONE], ids=["1280", "390"])
def visit(large: Flask, request: pytest.FixtureRequest) -> Iterator[Visit]:
    size = request.param
    with chromium() as browser, serving(large) as site:
        context = browser.new_context(viewport=size, has_touch=size is PHONE, is_mobile=size is PHONE)
        visit = Visit(context.new_page(), site)
        visit.page.set_default_timeout(60_000)
        yield visit
        context.close()
    assert visit.faults == []


def test_every_page_of_a_large_register(visit: Visit, large: Flask):
    register: Register = large.extensions["house"].register
    area = register.areas()[0].name
    road = register.search("路", area=area)[0].version.road_id
    with register.store.reading() as connection:
        notice = connection.execute(notices.select().limit(1)).one().notice_id
    look_at(visit, [page.format(road_id=road, area=quote(area), notice=notice) for page in PAGES])


def test_a_large_map_is_moved_searched_and_compared(visit: Visit, large: Flask):
    register: Register = large.extensions["house"].register
    area = register.areas()[0].name
    visit.go("/?area=" + quote(area))
    visit.shows_area(area)
    for _ in range(3):
        visit.page.keyboard.press("ArrowRight")
        visit.page.locator(".leaflet-control-zoom-in").click()
        visit.settle()
    visit.page.wait_for_function("() => document.body.dataset.painted || document.querySelector('.road-label')")
    box = visit.page.get_by_role("combobox").first
    box.fill("路")
    playwright.expect(visit.page.locator("#suggestions [role=option]").first).to_be_visible()
    turned = next(one.on.earliest for one in register.changes(area) if one.act == "ExtentChanged")
    visit.go(f"/?area={quote(area)}&from={turned - timedelta(days=1)}&to={turned}")
    visit.shows_area(area)
    visit.page.wait_for_function("() => Number(document.body.dataset.compared) > 0")
    playwright.expect(visit.page.locator(".compared tr").first).to_be_visible()
