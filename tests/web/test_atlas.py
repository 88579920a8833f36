"""The atlas and the annals say what the register says, only sooner."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gazetteer.registry import Register
from gazetteer.times import TimePoint
from tests.gazetteer.towns import notice
from tests.web.conftest import fill
from web.annals import annals, read_changes
from web.atlas import Atlas, atlas
from web.house import House


@pytest.fixture
def house(app: Flask) -> House:
    found: House = app.extensions["house"]
    return found


@pytest.fixture
def known(house: House) -> Atlas:
    return atlas(house)


def test_on_every_day_the_atlas_shows_the_states_in_force(known: Atlas, register: Register):
    days = {change.on.earliest for change in register.changes()} | {change.on.latest for change in register.changes()}
    for day in sorted(days):
        for near in (day - timedelta(days=1), day, day + timedelta(days=1)):
            shown = [(known.states[at].road_id, known.states[at].ordinal) for at in known.on(near, None).tolist()]
            assert sorted(shown) == [(one.road_id, one.ordinal) for one in register.roads(TimePoint(near))], near


def test_every_state_has_the_line_that_was_found_for_it(known: Atlas, house: House, register: Register):
    versions = {
        (one.road_id, one.ordinal): one for road in register.roads() for one in register.record(road.road_id).versions
    }
    found = house.resolutions.of_all(list(versions.values()))
    for at, state in enumerate(known.states):
        version = versions.get((state.road_id, state.ordinal))
        if version is not None:
            outcome = found.get((version.road_id, version.description))
            assert known.placings[at].status == (outcome.status if outcome else "unresolved")
            lines = [
                known.lines[line] for line in range(len(known.lines)) if known.owners[line] == at and known.placed[line]
            ]
            assert len(lines) == (outcome is not None and outcome.status == "resolved")
            for line in lines:
                parts = getattr(line, "geoms", [line])
                assert [len(part.coords) for part in parts] == [
                    len(one.coordinates) for one in outcome.alignment.courses
                ]


def test_the_annals_are_the_changes_of_the_register(known: Atlas, register: Register):
    assert list(read_changes(register.store, annals(known).turns)) == list(register.changes())


def test_another_knowledge_has_an_atlas_of_its_own(house: House, register: Register):
    point = TimePoint(published_by=register.changes()[0].on.latest)
    then = atlas(house, point)
    assert sorted(one.road_id for one in then.states) == [one.road_id for one in register.roads(point)]
    assert atlas(house, point) is then


def test_a_notice_taken_in_is_in_the_next_atlas(tmp_path: Path):
    fill(tmp_path / "gazetteer.db")
    here = House.open(str(tmp_path / "gazetteer.db"))
    before = atlas(here)
    assert atlas(here) is before
    document, reading = notice("2025-03-01", "命名 新路 北a-南b")
    here.register.ingest(document, [reading])
    after = atlas(here)
    assert {one.name for one in after.states} - {one.name for one in before.states} == {"新路"}
    same = next(one for one in after.states if one.name == "望山路")
    assert any(one is same for one in before.states)  # what did not change was not read again
    here.register.close()


def roads(client: FlaskClient, **asked: str) -> dict[str, object]:
    answer = client.get("/map/roads", query_string={"area": "样例镇"} | asked)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def test_the_list_is_narrowed_by_outcome_act_and_year(client: FlaskClient):
    everything = roads(client)
    assert everything["count"] == everything["total"] == sum(count for _, count in everything["counts"]["status"])
    for asked in ({"status": "resolved"}, {"act": "ExtentChanged"}, {"since": "2021", "until": "2022"}):
        some = roads(client, **asked)
        assert 0 < some["count"] < everything["count"]
        assert some["total"] == everything["total"]
    assert {one["year"] for one in roads(client, since="2021", until="2022")["roads"]} == {2021, 2022}


def test_only_what_is_in_view_is_listed_and_drawn(client: FlaskClient):
    box = {"bbox": "-0.002,-0.002,0.002,0.002"}
    listed = roads(client, **box)
    drawn = client.get("/map/roads.geojson", query_string={"area": "样例镇", "candidates": "yes"} | box).get_json()
    assert {one["road_id"] for one in listed["roads"]} == {one["id"] for one in drawn["features"]}
    assert 0 < listed["count"] < listed["total"]


def test_more_lines_than_wanted_are_only_counted(client: FlaskClient):
    said = client.get("/map/roads.geojson?area=样例镇&limit=3").get_json()
    assert said["features"] == []
    assert said["numberMatched"] > 3


def test_a_road_without_a_line_has_an_area_and_no_line(client: FlaskClient, register: Register):
    road = register.find("锦绣路")
    assert client.get(f"/map/roads.geojson?area=样例镇&road={road}").get_json()["features"] == []
    found = client.get(f"/map/area.geojson?road={road}").get_json()["features"]
    assert [one["geometry"]["type"] for one in found] in ([], ["Polygon"], ["Point"])


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("since=21", "since"),
        ("until=二〇二一", "until"),
        ("bbox=1,2,3", "bbox"),
        ("after=-1", "after"),
        ("limit=0", "limit"),
        ("valid_on=yesterday", "valid_on"),
    ],
)
def test_what_cannot_be_read_names_its_parameter(client: FlaskClient, query: str, name: str):
    answer = client.get(f"/map/roads?{query}")
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == name


def test_an_area_nobody_knows_has_no_roads(client: FlaskClient):
    assert roads(client, area="不存在市")["total"] == 0
    assert client.get("/map/area.geojson?road=nope").status_code == 404
