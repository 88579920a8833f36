"""The atlas and the annals say what the register says, only sooner."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient
from shapely.geometry import box, shape

from gazetteer.registry import Register
from gazetteer.times import TimePoint, read_day, today
from geodata.features import geometry
from geodata.outcomes import Ambiguous, Resolved
from tests.gazetteer.towns import notice
from tests.web.conftest import fill
from web.annals import annals
from web.atlas import Atlas, Days
from web.atlases import atlas
from web.house import House


@pytest.fixture
def house(app: Flask) -> House:
    found: House = app.extensions["house"]
    return found


@pytest.fixture
def known(house: House) -> Atlas:
    return atlas(house)


def key(known: Atlas, at: int) -> tuple[str, int]:
    return known.road_id(at), int(known.ordinals[at])


def test_on_every_day_the_atlas_shows_the_states_in_force(known: Atlas, register: Register):
    days = {change.on.earliest for change in register.changes()} | {change.on.latest for change in register.changes()}
    for day in sorted(days):
        for near in (day - timedelta(days=1), day, day + timedelta(days=1)):
            shown = [key(known, at) for at in known.on(near, None).tolist()]
            assert sorted(shown) == [(one.road_id, one.ordinal) for one in register.roads(TimePoint(near))], near


def test_the_atlas_says_of_every_state_what_the_register_does(known: Atlas, house: House, register: Register):
    ids = {known.road_id(at) for at in range(len(known))}
    versions = {(one.road_id, one.ordinal): one for road_id in ids for one in register.record(road_id).versions}
    assert {key(known, at) for at in range(len(known))} == set(versions)
    found = house.resolutions.of_all(list(versions.values()))
    for at, said in enumerate(known.said(register.store, range(len(known)))):
        version = versions[key(known, at)]
        outcome = found.get((version.road_id, version.description))
        assert said["name"] == version.name
        assert said["district"] == (version.place.district or version.place.zone or "")
        assert (said["start"], said["end"]) == tuple(
            end.text if end else None for end in (version.extent.start, version.extent.end)
        )
        end = version.valid.end
        assert (said["valid_from"], said["valid_to"]) == (version.valid.start.edtf, end.edtf if end else None)
        assert said["status"] == (outcome.status if outcome else "unresolved")
        assert (said["basis"], said["confident"]) == tuple(
            getattr(outcome, one, None) for one in ("basis", "confident")
        )


def test_every_state_has_the_line_that_was_found_for_it(known: Atlas, house: House, register: Register):
    lines = known.lines(register.store, np.arange(len(known.owners)))
    for at in range(len(known)):
        version = register.record(known.road_id(at)).versions[int(known.ordinals[at]) - 1]
        outcome = house.resolutions.of(version)
        mine = np.flatnonzero(known.owners == at).tolist()
        expected = [outcome.alignment] if isinstance(outcome, Resolved) else getattr(outcome, "candidates", ())
        if isinstance(outcome, Resolved | Ambiguous):
            assert [shape(geometry(one)) for one in expected] == [lines[line].shape for line in mine]
            assert {bool(known.placed[line]) for line in mine} == {isinstance(outcome, Resolved)}
        else:
            assert not mine
        for line in mine:
            assert known.boxes[line].tolist() == list(lines[line].shape.bounds)


@pytest.mark.parametrize("bounds", [(-0.002, -0.002, 0.002, 0.002), (0.001, 0, 0.0011, 0.0001), (179, -1, -0.003, 1)])
def test_near_are_the_lines_that_touch(known: Atlas, register: Register, bounds: tuple[float, float, float, float]):
    lines = known.lines(register.store, np.arange(len(known.owners)))
    west, south, east, north = bounds
    parts = [box(*bounds)] if west <= east else [box(west, south, 180, north), box(-180, south, east, north)]
    touching = [at for at, line in enumerate(lines) if any(line.shape.intersects(part) for part in parts)]
    assert known.near(register.store, bounds).tolist() == touching


@pytest.mark.parametrize("text", ["2021-05-26", "2016-07", "2016-02", "2009", "[..2021-05-25]", "XXXX"])
def test_a_day_is_written_as_it_was_read(text: str):
    day = read_day(text)
    column = Days(np.array([day.earliest.toordinal()]), np.array([day.latest.toordinal()]))
    assert column.edtf(0) == text


def test_the_annals_count_the_changes_of_the_register(house: House, register: Register):
    told, known = register.changes(), annals(house)
    assert sum(many for _, many in known.days(None)) == len(told)
    assert known.acts == sorted({change.act for change in told})
    for area in {turn.area for turn in told.turns()}:
        assert known.days(area) == sorted(Counter(turn.on.latest for turn in told.turns() if turn.area == area).items())


def test_another_knowledge_has_an_atlas_of_its_own(house: House, register: Register):
    point = TimePoint(published_by=register.changes()[0].on.latest)
    then = atlas(house, point)
    ids = [then.road_id(at) for at in range(len(then))]
    assert sorted(ids) == [one.road_id for one in register.roads(point)]
    names = [one["name"] for one in then.said(register.store, range(len(then)))]
    assert names == [register.record(road_id, None, point.published_by).version_on(today()).name for road_id in ids]
    assert atlas(house, point) is then


def test_a_notice_taken_in_is_in_the_next_atlas(tmp_path: Path):
    fill(tmp_path / "gazetteer.db")
    here = House.open(str(tmp_path / "gazetteer.db"))
    before = atlas(here)
    assert atlas(here) is before
    document, reading = notice("2025-03-01", "命名 新路 北a-南b")
    here.register.ingest(document, [reading])
    after = atlas(here)
    assert {after.names[at] for at in range(len(after))} - {before.names[at] for at in range(len(before))} == {"新路"}
    assert (date(2025, 3, 1), 1) in annals(here).days(None)
    here.register.close()


def test_an_empty_register_has_an_empty_atlas(tmp_path: Path):
    Register.open(str(tmp_path / "empty.db")).close()
    here = House.open(str(tmp_path / "empty.db"))
    known = atlas(here)
    assert (len(known), known.areas, known.on(today(), None).tolist()) == (0, {}, [])
    assert known.near(here.register.store, (-180, -90, 180, 90)).tolist() == []
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
        ("status=drawn", "status"),
        ("act=naming", "act"),
    ],
)
def test_what_cannot_be_read_names_its_parameter(client: FlaskClient, query: str, name: str):
    answer = client.get(f"/map/roads?{query}")
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == name


def test_the_area_of_a_road_nobody_knows(client: FlaskClient):
    assert client.get("/map/area.geojson?road=nope").status_code == 404
