"""The API in two times: what was in force, as it was known; answers that stay right while the register grows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from gazetteer import bundled
from gazetteer.documents import read_file
from gazetteer.entries import read_document
from gazetteer.events import RecordsUnited
from gazetteer.log import append, next_instant
from gazetteer.projecting import project
from gazetteer.records import RoadChange, changes_of, differences
from gazetteer.refresh import refresh_roads
from gazetteer.registry import Register
from gazetteer.times import TimePoint
from geodata import boxes, sample
from geodata.kept_changes import kept_changes_of
from geodata.states import kept_of, kept_road, state_on, walk
from web.app import create_app
from web.settings import Settings

ITEMS = "/api/collections/roads/items"
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


class Grown:
    """A register that takes notices in one after the other, and the application on it."""

    def __init__(self, path: Path) -> None:
        self.register = Register.open(str(path))
        self.client = create_app(Settings(database_url=str(path))).test_client()
        self.days = 0

    def take_in(self, path: Path) -> datetime:
        """Takes a notice in a day after the one before; when that was recorded."""
        self.days += 1
        document, at = read_file(path), LONG_AGO + timedelta(days=self.days)
        self.register.ingest(document, read_document(document), at=at)
        return at

    def get(self, url: str, status: int = 200, **query: object) -> dict[str, Any]:
        answer = self.client.get(url, query_string=query or None)
        assert answer.status_code == status, answer.text
        return answer.get_json()


@pytest.fixture
def grown(tmp_path: Path):
    made = Grown(tmp_path / "grown.db")
    with made.register:
        yield made
        made.client.application.extensions["house"].register.close()


def by_rel(said: dict[str, Any]) -> dict[str, str]:
    return {link["rel"]: link["href"] for link in said["links"]}


def ids(said: dict[str, Any]) -> list[str]:
    return [one["id"] for one in said["features"]]


# -- in force


@pytest.mark.parametrize(
    ("datetime", "end"),
    [
        ("2021-05-25", "丽康路"),
        ("2021-05-26", "规划北八路"),
        ("2021-05-25T15:59:59Z", "丽康路"),
        ("2021-05-25T16:00:00Z", "规划北八路"),
        ("2021-05-26T00:00:00+08:00", "规划北八路"),
        ("2021-05-26/2021-05-26", "规划北八路"),
    ],
)
def test_datetime_is_the_time_in_force(client: FlaskClient, road_id: str, datetime: str, end: str):
    """小山路 ran to 丽康路 up to, not including, 2021-05-26 in China."""
    said = client.get(f"{ITEMS}/{road_id}", query_string={"datetime": datetime}).get_json()
    assert said["properties"]["end"] == end
    roads = client.get(ITEMS, query_string={"datetime": datetime, "area": "济南市"}).get_json()["features"]
    assert next(road for road in roads if road["id"] == road_id)["properties"]["end"] == end


def test_an_interval_gives_what_was_in_force_at_some_time_of_it(client: FlaskClient, register: Register):
    """柳荫巷 was abolished from 2023-03-30."""
    gone = register.find("柳荫巷")

    def found(datetime: str) -> list[str]:
        return ids(client.get(f"{ITEMS}?datetime={datetime}&limit=1000").get_json())

    assert gone in found("2020-01-01/2024-01-01")
    assert gone in found("2023-03-29/..")
    assert gone not in found("2023-03-30/..")
    assert gone not in found("../2019-04-17")


def test_a_road_is_gone_at_a_time_it_was_not_in_force(client: FlaskClient, register: Register):
    gone = register.find("柳荫巷")
    assert client.get(f"{ITEMS}/{gone}?datetime=2023-03-29").status_code == 200
    for query in ("?datetime=2023-03-30", "?datetime=2019-04-17", ""):
        answer = client.get(f"{ITEMS}/{gone}{query}")
        assert (answer.status_code, answer.mimetype) == (410, "application/problem+json")
        history = client.get(by_rel(answer.get_json())["version-history"]).get_json()
        assert history["features"][-1]["properties"]["valid_to"] == "2023-03-30"


def test_versions_lead_to_the_one_before_and_after(client: FlaskClient, road_id: str):
    now = client.get(f"{ITEMS}/{road_id}").get_json()
    assert "successor-version" not in by_rel(now)
    before = client.get(by_rel(now)["predecessor-version"]).get_json()
    assert before["properties"]["end"] == "丽康路"
    assert "predecessor-version" not in by_rel(before)
    again = client.get(by_rel(before)["successor-version"]).get_json()
    assert again["properties"] == now["properties"]
    assert client.get(by_rel(now)["about"]).mimetype == "text/html"


def test_the_history_of_a_road_earliest_first(client: FlaskClient, road_id: str):
    history = client.get(f"{ITEMS}/{road_id}/versions").get_json()
    assert [version["properties"]["end"] for version in history["features"]] == ["丽康路", "规划北八路"]
    for version in history["features"]:
        alone = client.get(by_rel(version)["self"]).get_json()
        assert alone["properties"] == version["properties"]


# -- the collections beside roads


def test_versions_are_every_state(client: FlaskClient, road_id: str):
    items = "/api/collections/versions/items"
    said = client.get(f"{items}?road_id={road_id}").get_json()
    assert {one["properties"]["end"] for one in said["features"]} == {"丽康路", "规划北八路"}
    before = client.get(f"{items}?road_id={road_id}&datetime=../2021-05-25").get_json()
    assert [one["properties"]["end"] for one in before["features"]] == ["丽康路"]


def test_changes_say_what_was_otherwise_before(client: FlaskClient, road_id: str):
    said = client.get("/api/collections/changes/items?act=ExtentChanged&area=济南市").get_json()
    assert said["numberMatched"] == 4
    (change,) = [one for one in said["features"] if one["properties"]["road_id"] == road_id]
    assert (change["properties"]["old_end"], change["properties"]["end"]) == ("丽康路", "规划北八路")
    assert change["properties"]["changed_on"] == "2021-05-26"
    assert "end" in change["properties"]["changed"]
    none = client.get("/api/collections/changes/items?area=济南市&datetime=2021-05-27/..").get_json()
    assert none["features"] == []


def test_an_abolished_road_is_a_change_with_its_last_line(client: FlaskClient):
    said = client.get(f"/api/collections/changes/items?act=Abolished&area={sample.AREA}").get_json()
    assert said["features"]
    lines = {one["properties"]["name"]: one["geometry"] for one in said["features"] if one["properties"]["ends"]}
    assert lines["柳荫巷"]["type"] == "LineString"
    assert "虚构" in said["attribution"]


def test_notices_have_no_place(client: FlaskClient):
    said = client.get("/api/collections/notices/items?document_number=济政办字〔2021〕25号").get_json()
    (notice,) = said["features"]
    assert notice["geometry"] is None
    assert notice["properties"]["entries"] == len(notice["properties"]["road_ids"]) == 18
    assert client.get("/api/collections/notices/items?bbox=-180,-90,180,90").get_json()["features"] == []
    assert client.get("/api/collections/notices/items?datetime=1900-01-01").get_json()["features"] == []


# -- by name and property


def test_q_finds_by_name_and_leads_on(client: FlaskClient, road_id: str):
    assert ids(client.get(f"{ITEMS}?q=小山路").get_json())[0] == road_id
    assert ids(client.get(f"{ITEMS}?q=xiaoshanlu").get_json()) == [road_id]
    everything = ids(client.get(f"{ITEMS}?q=路&limit=1000").get_json())
    seen, url = [], f"{ITEMS}?q=路&limit=5"
    while url:
        said = client.get(url).get_json()
        seen += ids(said)
        url = by_rel(said).get("next", "")
    assert seen == everything


def test_properties_filter_and_sort(client: FlaskClient):
    said = client.get(f"{ITEMS}?area=济南市&act=Named&sortby=-name").get_json()
    names = [one["properties"]["name"] for one in said["features"]]
    assert names == sorted(names, reverse=True)
    assert {one["properties"]["act"] for one in said["features"]} == {"Named"}
    (road,) = client.get(f"{ITEMS}?name=小山路").get_json()["features"]
    assert road["properties"]["name"] == "小山路"


def test_the_candidates_of_an_ambiguous_road_can_be_asked_for(client: FlaskClient, register: Register):
    found = client.get(f"{ITEMS}/{register.find('同德街')}/candidates").get_json()
    assert len(found["features"]) >= 2
    assert found["attribution"]
    assert client.get(f"{ITEMS}/{register.find('朝阳街')}/candidates").get_json()["features"] == []


def test_ground_no_is_the_register_alone(client: FlaskClient, register: Register):
    with_line = client.get(f"{ITEMS}/{register.find('朝阳街')}").get_json()
    alone = client.get(f"{ITEMS}/{register.find('朝阳街')}?ground=no").get_json()
    assert with_line["geometry"]
    assert alone["geometry"] is None
    assert "resolution_status" not in alone["properties"]
    assert "attribution" not in alone
    assert alone["properties"].items() <= with_line["properties"].items()


# -- known


def test_known_at_and_position_are_what_the_register_knew(grown: Grown):
    first, second, *_ = sample.notice_paths()
    at = grown.take_in(first)
    length = grown.register.head().count
    known = grown.get(ITEMS, limit=1000)["features"]
    grown.take_in(second)
    assert grown.get(ITEMS, limit=1000)["features"] != known
    for query in ({"known_at": at.isoformat()}, {"position": length}):
        said = grown.get(ITEMS, limit=1000, **query)
        assert said["features"] == known
        assert said["numberMatched"] == len(known)
        for name in ("versions", "changes"):
            found = grown.get(f"/api/collections/{name}/items", **query)
            assert {one["properties"]["recorded_at"] for one in found["features"]} == {at.isoformat()}
        assert grown.get("/api/collections/notices/items", **query)["numberMatched"] == 1
        during = grown.get(ITEMS, datetime="1900-01-01/..", **query)
        assert {one["properties"]["recorded_at"] for one in during["features"]} == {at.isoformat()}
    assert grown.get(ITEMS, known_at="2000-01-01")["features"] == []
    assert grown.get(f"{ITEMS}/{known[0]['id']}", 404, known_at="2000-01-01")


def test_published_by_counts_only_what_was_public(grown: Grown):
    for path in sample.notice_paths():
        grown.take_in(path)
    for name in ("roads", "versions", "changes", "notices"):
        items = f"/api/collections/{name}/items"
        assert grown.get(items, published_by="2000-01-01")["features"] == []
        some = grown.get(items, published_by="2020-01-01", datetime="1900-01-01/..", limit=1000)["features"]
        whole = grown.get(items, datetime="1900-01-01/..", limit=1000)["features"]
        assert 0 < len(some) < len(whole)
        if name != "notices":
            assert max(one["properties"]["valid_from"] for one in some) <= "2020-01-01"
    road = grown.get("/api/collections/versions/items", sortby="-valid_from")["features"][0]["properties"]
    assert grown.get(f"{ITEMS}/{road['road_id']}", 404, published_by="2000-01-01")


def test_next_links_stay_right_while_notices_are_taken_in(grown: Grown):
    """Begun before a notice arrives, a walk through the pages sees the roads of before it, each once."""
    first, *later = sample.notice_paths()
    grown.take_in(first)
    before = grown.get(ITEMS, limit=1000)
    for sortby in ({}, {"sortby": "-name"}, {"sortby": "valid_from"}):
        seen: list[dict[str, Any]] = []
        said = grown.get(ITEMS, limit=2, **sortby)
        while True:
            seen += said["features"]
            assert said["numberMatched"] == before["numberMatched"]
            if "next" not in by_rel(said):
                break
            if later:
                grown.take_in(later.pop(0))
            said = grown.get(by_rel(said)["next"])
        assert sorted(seen, key=lambda one: one["id"]) == before["features"]
        before = grown.get(ITEMS, limit=1000)


def test_an_absorbed_id_leads_on_for_ever(grown: Grown):
    for path in bundled.notice_paths():
        grown.take_in(path)
    kept, absorbed = ids(grown.get(ITEMS))[:2]
    before = grown.register.head().count
    with grown.register.store.writing() as connection:
        event = RecordsUnited(kept, absorbed, "one road")
        project(connection, append(connection, [event], next_instant(connection, None)))
        refresh_roads(connection, [kept, absorbed])
    for tail in ("", "/versions", "/candidates", "?datetime=2021-05-26&known_at=2999-01-01"):
        answer = grown.client.get(f"{ITEMS}/{absorbed}{tail}")
        assert answer.status_code == 308
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        location = urlsplit(answer.headers["Location"])
        assert location.path == f"{ITEMS}/{kept}{tail}".partition("?")[0]
        assert location.query == tail.partition("?")[2]
    assert grown.get(f"{ITEMS}/{absorbed}", position=before)["id"] == absorbed  # not yet absorbed then
    assert absorbed not in ids(grown.get(ITEMS, limit=1000))
    assert absorbed in ids(grown.get(ITEMS, limit=1000, position=before))


# -- what may be kept


def test_only_what_can_never_change_is_immutable(client: FlaskClient, register: Register, road_id: str):
    """Both times pinned at or before the log's head; and no line, which the next extract may move."""
    answer = client.get(f"{ITEMS}/{road_id}").get_json()
    pinned = by_rel(answer)["bookmark"]
    assert client.get(pinned).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    query = urlsplit(pinned).query.split("&")
    for left_out in query:
        rest = "&".join(one for one in query if one != left_out)
        assert client.get(f"{ITEMS}/{road_id}?{rest}").headers["Cache-Control"] == "no-cache"
    for more in (
        "known_at=2999-01-01&datetime=2021-05-26&ground=no",
        "datetime=2021-05-26/..&known_at=2026-01-01&ground=no",
    ):
        assert client.get(f"{ITEMS}?{more}").headers["Cache-Control"] == "no-cache"
    old = client.get(f"{ITEMS}?datetime=2021-05-26&position={register.head().count}&ground=no")
    assert "immutable" in old.headers["Cache-Control"]
    assert client.get(f"{pinned}&f=html").headers["Cache-Control"] == "no-cache"


def test_a_bookmark_says_the_same_when_the_register_has_grown(grown: Grown):
    first, *later = sample.notice_paths()
    grown.take_in(first)
    marks = [by_rel(grown.get(f"{ITEMS}/{one}"))["bookmark"] for one in ids(grown.get(ITEMS, limit=1000))]
    before = [grown.client.get(mark).data for mark in marks]
    for path in later:
        grown.take_in(path)
    assert [grown.client.get(mark).data for mark in marks] == before


def test_an_etag_changes_with_the_register(grown: Grown):
    first, second, *_ = sample.notice_paths()
    grown.take_in(first)
    etag = grown.client.get(ITEMS).headers["ETag"]
    assert grown.client.get(ITEMS, headers={"If-None-Match": etag}).status_code == 304
    grown.take_in(second)
    assert grown.client.get(ITEMS, headers={"If-None-Match": etag}).status_code == 200


def test_an_empty_register_answers(grown: Grown):
    for path in ("/api", "/api/collections", ITEMS, f"{ITEMS}?datetime=2020-01-01/..", f"{ITEMS}?f=html"):
        assert grown.client.get(path).status_code == 200
    assert grown.get(ITEMS)["features"] == []


@pytest.mark.parametrize("collection", ["roads", "versions"])
@pytest.mark.parametrize("by", ["name", "-name", "valid_from", "-valid_from", "recorded_at", "-recorded_at"])
def test_the_database_puts_rows_in_order_as_we_do(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, collection: str, by: str
):
    """A page may come from either: of the same value both have the same order."""

    def walked(more: str) -> list[str]:
        found, url = [], f"/api/collections/{collection}/items?sortby={by}&limit=17&{more}"
        while url:
            page = client.get(url).get_json()
            found += [one["id"] for one in page["features"]]
            assert page["numberMatched"] >= len(page["features"])
            url = next((one["href"].partition("localhost")[2] for one in page["links"] if one["rel"] == "next"), "")
        return found

    for more in ("", "area=样例镇", "datetime=2019-06-01"):
        ours = walked(more)
        with monkeypatch.context() as without:
            without.setattr("web.api_pages._in_order", lambda *_: None)
            without.setattr("web.gate.Answers.get", lambda *_: None)
            assert walked(more) == ours
        assert len(ours) == len(set(ours)) > 17


def test_a_page_behind_what_is_not_there_says_so(client: FlaskClient):
    answer = client.get("/api/collections/roads/items?sortby=name&after=rnosuchroad00")
    assert answer.status_code == 404
    assert "请从第一页开始" in answer.get_json()["detail"]


def test_what_is_read_as_it_lies_is_what_the_register_says(register: Register):
    with register.store.reading() as connection:
        for road in walk(connection, TimePoint()):
            record = register.record(road[0].road_id)
            assert road == kept_road(connection, record.road_id) == kept_of(connection, record.versions)
            ours = [(one.act, one.on, one.entry_id, one.differing) for one in kept_changes_of(road)]
            theirs = [(one.act, one.on.edtf, one.entry_id, differing(one)) for one in changes_of(record)]
            assert ours == theirs
            for day in {date for one in record.versions for date in (one.valid.start.earliest, one.valid.start.latest)}:
                there, here = record.version_on(day), state_on(road, day)
                assert (there and there.ordinal) == (here and here.ordinal)


@pytest.mark.parametrize(("few", "scanned", "some"), [(300, 3, 500), (0, 3, 2), (0, 1, 3), (0, 0, 500)])
def test_the_roads_near_a_box_are_the_same_by_whichever_way(
    register: Register, monkeypatch: pytest.MonkeyPatch, few: int, scanned: int, some: int
):
    """Few lines are asked for one by one; of many, all are gone through in order, but not for ever."""
    for name, value in (("FEW", few), ("SCANNED", scanned), ("SOME", some)):
        monkeypatch.setattr(boxes, name, value)
    for bounds in ((-0.002, -0.002, 0.002, 0.002), (-1.0, -1.0, 1.0, 1.0), (179.0, -1.0, -0.001, 1.0), (5.0, 5, 6, 6)):
        with register.store.reading() as connection:
            beside = boxes.near(connection, bounds)
            assert beside is not None
            roads = list(beside.roads(connection))
            touched = boxes.touching(connection, beside.all_keys(connection), bounds)
            assert {key for key, sure in beside.keys.items() if sure} <= touched
            assert roads == sorted({road_id for road_id, _ in beside.keys})
            assert touched == everything_touching(register, bounds)
            since = roads[len(roads) // 2] if roads else ""
            again = boxes.near(connection, bounds)
            assert again is not None
            assert list(again.roads(connection, since)) == [road_id for road_id in roads if road_id >= since]


def differing(change: RoadChange) -> list[str]:
    both = change.before is not None and change.after is not None
    return [one.field for one in differences(change.before, change.road)] if both else []


def everything_touching(register: Register, bounds: tuple[float, float, float, float]) -> set[tuple[str, str]]:
    """Those of all lines, each looked at."""
    with register.store.reading() as connection:
        keys = [(state.road_id, state.description) for road in walk(connection, TimePoint()) for state in road]
        return boxes.touching(connection, keys, bounds)
