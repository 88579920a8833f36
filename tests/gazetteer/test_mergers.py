"""Roads that go on as one: what an act tells of the joint road is not told of those that go into it, nor lost."""

from collections.abc import Iterator

import pytest

from gazetteer.documents import Document
from gazetteer.entries import read_document
from gazetteer.records import RoadVersion
from gazetteer.registry import Register
from tests.conftest import NewUrl
from tests.gazetteer.towns import fill, notice

BEFORE = notice("2010-01-01", "命名 青禾路 北a-南b 800", "命名 沧浪路 北b-南d 900")


@pytest.fixture
def register(new_url: NewUrl) -> Iterator[Register]:
    with Register.open(new_url()) as register:
        yield register


def told(version: RoadVersion) -> tuple[str, ...]:
    """A road's name, the words of its ends and its length."""
    ends = (end.text or "" for end in version.extent.termini)
    return (version.name, *ends, *([version.length.text] if version.length else []))


ACTS = {
    "another is merged into it": ("更名 沧浪路>青禾路 合并 北a-南d 1700",),
    "both are merged under its name": ("更名 沧浪路>青禾路 合并 北a-南d 1700", "更名 青禾路>青禾路 合并 北a-南d 1700"),
    "a clause of its own tells how it runs": ("更名 沧浪路>青禾路 合并", "调整 青禾路 北a-南b > 北a-南d 1700"),
}


@pytest.mark.parametrize("lines", ACTS.values(), ids=ACTS.keys())
def test_a_road_that_takes_in_another_is_from_then_on_what_the_act_says(register: Register, lines: tuple[str, ...]):
    fill(register, [BEFORE, notice("2012-01-01", *lines)])
    whole = register.record(register.find("青禾路"))
    assert [told(one) for one in whole.versions] == [("青禾路", "a", "b", "800"), ("青禾路", "a", "d", "1700")]
    assert [one.kind for one in register.findings() if one.kind != "ends_unknown"] == []
    fill(register, [notice("2013-01-01", "调整 青禾路 北a-南d > 北a-南e")])
    assert [one.kind for one in register.findings() if one.kind != "ends_unknown"] == []
    assert register.verify() == ()


def test_nothing_is_told_of_a_road_that_only_takes_in_another(register: Register):
    fill(register, [BEFORE, notice("2012-01-01", "更名 沧浪路>青禾路 合并", "更名 青禾路>青禾路 合并")])
    (only,) = register.record(register.find("青禾路")).versions
    assert told(only) == ("青禾路", "a", "b", "800")
    assert register.findings() == ()
    assert register.verify() == ()


def test_a_road_that_the_same_act_names_and_others_go_into_is_one(register: Register):
    lines = ("更名 沧浪路>青云路 合并", "更名 青禾路>青云路 合并", "命名 青云路 北a-南d 1700")
    fill(register, [BEFORE, notice("2012-01-01", *lines)])
    (road,) = register.roads()
    assert told(road) == ("青云路", "a", "d", "1700")
    assert len(register.record(road.road_id).predecessors) == 2
    assert [one.kind for one in register.findings() if one.kind != "ends_unknown"] == []
    assert register.verify() == ()


HEAD = "样例市人民政府关于调整道路名称的通知\n"
JOINED = {  # what is told before the new name is of the road that goes into it
    "将沧浪路（东起乙街，西至丁街，长900米）并入青禾路。": ("青禾路",),
    "将沧浪路并入青禾路，东起甲街，西至丁街，长1700米。": ("青禾路", "甲街", "丁街", "1700"),
    "将沧浪路（东起乙街，西至丁街，长900米）和听涛路（东起丁街，西至戊街，长500米）合并，命名为青禾路。": ("青禾路",),
    "沧浪路、听涛路合并为青禾路，东起甲街，西至丁街，长1700米。": ("青禾路", "甲街", "丁街", "1700"),
}


@pytest.mark.parametrize(("clause", "wanted"), JOINED.items(), ids=JOINED.keys())
def test_of_the_joint_road_is_what_is_told_behind_its_name(register: Register, clause: str, wanted: tuple[str, ...]):
    document = Document("mergers", f"{HEAD}{clause}\n样例市人民政府\n2012年1月1日\n")
    register.ingest(document, read_document(document))
    assert [told(one) for one in register.roads()] == [wanted]
    assert register.verify() == ()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_merger_told_twice_makes_no_second_road(order: tuple[int, ...]):
    """The second says so; one of a road that was renamed before waits for a person."""
    lines = "更名 沧浪路>青禾路 合并 北a-南d 1700"
    arriving = (BEFORE, notice("2012-01-01", lines), notice("2012-05-01", lines))
    with Register.open("sqlite://") as register:
        fill(register, [arriving[number] for number in order])
        (first,) = register.roads_of(arriving[1][1].notice.notice_id).values()
        assert list(register.roads_of(arriving[2][1].notice.notice_id).values()) == [first]
        found = [one.message.zh for one in register.findings() if one.kind != "ends_unknown"]
        assert found == ["沧浪路 已于 2012-01-01 不再使用，又被并入。"]
        assert register.verify() == ()


def test_a_merger_under_a_name_given_up_before_waits(register: Register):
    fill(register, [BEFORE, notice("2011-01-01", "更名 沧浪路>听涛路")])
    fill(register, [notice("2012-01-01", "更名 沧浪路>青禾路 合并")])
    (held,) = register.held()
    assert held.reason.startswith("no longer so called")
    assert register.verify() == ()
