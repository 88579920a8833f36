"""Which city a notice counts for."""

from dataclasses import replace

import pytest

from gazetteer.documents import Document
from gazetteer.entries import read_document
from gazetteer.errors import AreaError
from gazetteer.intake import Outcome, Step
from gazetteer.placing import may_lie_in, names_no_city, placed
from gazetteer.registry import Register
from tests.conftest import NewUrl

CITY = """\
某城市人民政府关于命名望江大道等2条道路的通知
某政〔2019〕31号
一、望江大道：位于湖东区，北起长河路，南止南湖路，长5200米，宽60米。
二、云台路：位于云岭区，东起望江大道，西止滨河路，长1200米，宽30米。
某城市人民政府
2019年5月6日
"""
DISTRICT = """\
云岭区人民政府关于命名竹影街的公告
云政〔2021〕8号
现将竹影街命名公布如下：
竹影街：东起望江大道，西止滨河路，长520米，宽18米。
云岭区人民政府
2021年3月4日
"""


def take(register: Register, text: str, area: str | None = None) -> Step:
    document = Document("t.txt", text)
    (step,) = register.ingest(document, [placed(one, area, "t.txt") for one in read_document(document)])
    return step


def where(register: Register, name: str) -> tuple[str | None, str | None]:
    place = register.record(register.find(name)).versions[-1].place
    return place.area, place.district


@pytest.mark.parametrize(
    ("told", "area", "may"),
    [
        (None, "某城市", True),
        ("云岭区", "某城市", True),
        ("云岭县", "某城市", True),
        ("西城街道", "云岭区", True),
        ("某城市", "某城市", True),
        ("某城市", "他城市", False),
        ("某城市", "云岭区", False),
        ("云岭区", "湖东区", False),
        ("云岭区", "某某地区", True),
    ],
)
def test_a_part_may_lie_in_a_city_and_no_city_in_another(told: str | None, area: str, may: bool):
    assert may_lie_in(told, area) is may


@pytest.mark.parametrize(
    ("area", "none"), [(None, True), ("云岭区", True), ("西城街道", True), ("某城市", False), ("某某地区", False)]
)
def test_a_district_is_no_city(area: str | None, none: bool):
    assert names_no_city(area) is none


def test_a_districts_notice_counts_for_the_city_that_is_given(new_url: NewUrl):
    with Register.open(new_url()) as register:
        take(register, CITY)
        step = take(register, DISTRICT, "某城市")
        assert where(register, "竹影街") == ("某城市", "云岭区")
        assert [one.name for one in register.areas()] == ["某城市"]
        (open_end,) = (one for one in register.findings() if step.notice.notice_id in one.notice_ids)
        assert "望江大道" not in open_end.message.zh


def test_where_a_notice_tells_no_district_its_authoritys_is_that_of_its_roads():
    (reading,) = read_document(Document("t.txt", DISTRICT))
    bare = replace(reading, entries=tuple(replace(one, district=None) for one in reading.entries))
    assert [one.district for one in placed(bare, "某城市").entries] == ["云岭区"]


def test_another_city_than_the_notices_own_is_refused():
    (reading,) = read_document(Document("t.txt", CITY))
    with pytest.raises(AreaError) as refused:
        placed(reading, "他城市", "t.txt")
    assert refused.value.zh == (
        "t.txt：公告写明是某城市的，与所给的 他城市 不符，什么也没有收入。请不给城市，或改给 某城市。"
    )
    assert refused.value.exit_code == 2


def test_a_notice_brought_again_with_its_city_is_put_right_and_stays_so(new_url: NewUrl):
    """Also where another was given by mistake; without one it stays where it is, and when it is read again."""
    with Register.open(new_url()) as register:
        take(register, CITY)
        take(register, DISTRICT)
        road_id = register.find("竹影街")
        assert where(register, "竹影街") == ("云岭区", "云岭区")
        for area in ("他城市", "某城市"):
            step = take(register, DISTRICT, area)
            assert (step.outcome, step.road_ids) == (Outcome.PLACED, (road_id,))
            assert where(register, "竹影街") == (area, "云岭区")
            assert register.verify() == ()
        assert register.find("竹影街") == road_id
        step = take(register, DISTRICT)
        assert (step.outcome, step.notice.area) == (Outcome.KNOWN, "某城市")
        assert register.reread(read_document) == ()
        assert [one.name for one in register.areas()] == ["某城市"]
