"""What a request asks, and how it is told when it cannot be read."""

from datetime import UTC, date, datetime

import pytest
from werkzeug.datastructures import MultiDict

from web.parameters import (
    Interval,
    ParameterError,
    read_bounds,
    read_datetime,
    read_limit,
    read_point,
    refuse_unknown,
    within,
)


def query(**said: str) -> "MultiDict[str, str]":
    return MultiDict(said)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2021-05-26", Interval(date(2021, 5, 26), date(2021, 5, 26))),
        ("2021-05-25T16:00:00Z", Interval(date(2021, 5, 26), date(2021, 5, 26))),  # midnight in China
        ("2021-05-26/2022-01-01", Interval(date(2021, 5, 26), date(2022, 1, 1))),
        ("2021-05-26T00:00:00Z/9999-12-31T23:59:59Z", Interval(date(2021, 5, 26), date.max)),
        ("2021-05-26/..", Interval(date(2021, 5, 26), None)),
        ("/2021-05-26", Interval(None, date(2021, 5, 26))),
    ],
)
def test_datetime(text: str, wanted: Interval):
    assert read_datetime(query(datetime=text)) == wanted


@pytest.mark.parametrize("text", ["yesterday", "2021", "../..", "/", "2021-05-26/2020-01-01", "a/b/c", "2021-13-01"])
def test_a_datetime_that_cannot_be_read_names_itself(text: str):
    with pytest.raises(ParameterError, match="参数 datetime：") as refused:
        read_datetime(query(datetime=text))
    assert refused.value.name == "datetime"


def test_bbox_takes_four_numbers_or_six():
    assert read_bounds(query(bbox="116.9,36.5,117.1,36.7")) == (116.9, 36.5, 117.1, 36.7)
    assert read_bounds(query(bbox="116.9,36.5,0,117.1,36.7,90")) == (116.9, 36.5, 117.1, 36.7)


@pytest.mark.parametrize("text", ["1,2,3", "a,b,c,d", "0,10,1,5", "0,0,181,1", "nan,0,1,1", "0,0,1,1,"])
def test_a_bbox_that_is_none_says_how_to_write_it(text: str):
    with pytest.raises(ParameterError, match="west,south,east,north"):
        read_bounds(query(bbox=text))


def test_a_box_may_cross_the_antimeridian():
    assert within((170, -10, -170, 10), 175, 0, 176, 1)
    assert within((170, -10, -170, 10), -175, 0, -174, 1)
    assert not within((170, -10, -170, 10), 0, 0, 1, 1)


@pytest.mark.parametrize(("text", "limit"), [("1", 1), ("1000", 1000), ("99999", 1000)])
def test_limit_is_at_most_the_most(text: str, limit: int):
    assert read_limit(query(limit=text)) == limit


@pytest.mark.parametrize("text", ["0", "-1", "ten", "1.5", "²"])
def test_a_limit_is_a_whole_number(text: str):
    with pytest.raises(ParameterError, match="limit"):
        read_limit(query(limit=text))


def test_a_time_point_has_two_axes_and_a_day_of_publication():
    said = {"valid_on": "2021-05-26", "known_at": "2021-06-01T00:00:00 00:00", "published_by": "2021-06-02"}
    point = read_point(query(**said))
    assert point.published_by == date(2021, 6, 2)
    assert point.valid_on == date(2021, 5, 26)
    assert point.known_at == datetime(2021, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "text"), [("valid_on", "2021-05"), ("valid_on", "x"), ("known_at", "x"), ("published_by", "x")]
)
def test_a_time_that_cannot_be_read_names_its_parameter(name: str, text: str):
    with pytest.raises(ParameterError, match=f"parameter {name}:"):
        read_point(query(**{name: text}))


def test_an_unknown_parameter_is_named_with_those_that_are_known():
    with pytest.raises(ParameterError, match=r"parameter colour: not known\. Known here: bbox, limit\."):
        refuse_unknown(query(colour="red"), ("bbox", "limit"))
