"""Days, periods and Chinese dates."""

from datetime import UTC, date, datetime

import pytest

from gazetteer.errors import DayError, InstantError, WholeDayError
from gazetteer.times import (
    UNKNOWN_DAY,
    Answer,
    Day,
    Period,
    read_chinese_day,
    read_day,
    read_instant,
    read_numeral,
    read_whole_day,
)

DAYS = [
    ("2021-05-26", date(2021, 5, 26), date(2021, 5, 26)),
    ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
    ("2009", date(2009, 1, 1), date(2009, 12, 31)),
    ("[..2021-05-25]", date.min, date(2021, 5, 25)),
    ("XXXX", date.min, date.max),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), DAYS)
def test_a_day_is_as_exact_as_its_text(text: str, earliest: date, latest: date):
    day = read_day(text)
    assert (day.earliest, day.latest, day.edtf) == (earliest, latest, text)


@pytest.mark.parametrize("text", ["2021-13", "2021-02-30", "26.5.2021", "", "soon", "[..]", "2021-5-6"])
def test_an_unreadable_day_says_how_to_write_one(text: str):
    with pytest.raises(DayError, match="Write 2021-05-26, 2021-05 or 2021"):
        read_day(text)


CHINESE = [
    ("2021年5月26日", "2021-05-26"),
    ("二○○八年十一月二十八日", "2008-11-28"),
    ("二〇二一年五月二十六日", "2021-05-26"),
    ("二O二一年十月十日", "2021-10-10"),
    ("2016年7月", "2016-07"),
    ("2009年", "2009"),
    ("2021年2月30日", None),
    ("今年2月", None),
]


@pytest.mark.parametrize(("text", "edtf"), CHINESE)
def test_a_chinese_date_is_read(text: str, edtf: str | None):
    day = read_chinese_day(text)
    assert (day and day.edtf) == edtf


@pytest.mark.parametrize(
    ("text", "number"), [("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("7", 7), ("三", 3)]
)
def test_a_numeral_is_read(text: str, number: int):
    assert read_numeral(text) == number


HOLDS = [
    ("2021-05-26", None, "2021-05-25", Answer.NO),
    ("2021-05-26", None, "2021-05-26", Answer.YES),
    ("2021-05-26", "2022-01-01", "2021-12-31", Answer.YES),
    ("2021-05-26", "2022-01-01", "2022-01-01", Answer.NO),
    ("2021", None, "2021-03-03", Answer.PERHAPS),
    ("2021", None, "2022-01-01", Answer.YES),
    ("2020", "2021", "2021-06-01", Answer.PERHAPS),
    ("[..2021-05-25]", "2021-05-26", "2021-05-25", Answer.YES),
    ("[..2021-05-25]", "2021-05-26", "1999-01-01", Answer.PERHAPS),
    ("XXXX", None, "2021-01-01", Answer.PERHAPS),
]


@pytest.mark.parametrize(("start", "end", "day", "answer"), HOLDS)
def test_a_period_answers_yes_no_or_perhaps(start: str, end: str | None, day: str, answer: Answer):
    period = Period(read_day(start), read_day(end) if end else None)
    assert period.holds_on(date.fromisoformat(day)) is answer


def test_days_sort_by_their_beginning_then_the_more_exact():
    days = [read_day(text) for text in ("2021", "2021-01-01", "2020-12", "XXXX")]
    assert [day.edtf for day in sorted(days, key=lambda day: day.key)] == ["XXXX", "2020-12", "2021-01-01", "2021"]


def test_the_eve_of_the_first_day_is_itself():
    assert UNKNOWN_DAY.eve == date.min
    assert Day.of(date(2021, 5, 26)).eve == date(2021, 5, 25)


INSTANTS = [
    ("2024-01-31", datetime(2024, 1, 31, 15, 59, 59, 999999, UTC)),
    ("2024-01-31T08:00:00Z", datetime(2024, 1, 31, 8, tzinfo=UTC)),
    ("2024-01-31T08:00:00+08:00", datetime(2024, 1, 31, 0, tzinfo=UTC)),
    ("2024-01-31T08:00:00", datetime(2024, 1, 31, 0, tzinfo=UTC)),
    ("9999-12-31T23:59:59Z", datetime(9999, 12, 31, 15, 59, 59, 999999, UTC)),  # "for ever"
    ("9999-12-31T23:59:59+08:00", datetime(9999, 12, 31, 15, 59, 59, tzinfo=UTC)),
]


@pytest.mark.parametrize(("text", "instant"), INSTANTS)
def test_an_instant_without_a_zone_is_chinas_and_a_bare_day_ends_there(text: str, instant: datetime):
    assert read_instant(text) == instant


def test_an_unreadable_instant_says_how_to_write_one():
    for text in ("yesterday", "0001-01-01T00:00", "2024-13-01T00:00"):
        with pytest.raises(InstantError, match=r"2021-05-26T08:00 \(China time\)"):
            read_instant(text)


@pytest.mark.parametrize(("text", "first"), [("2023", "2023-01-01"), ("2023-04", "2023-04-01")])
def test_a_month_or_a_year_is_no_day(text: str, first: str):
    with pytest.raises(WholeDayError, match=f"{text} is not one day. Write a whole day, such as {first}."):
        read_whole_day(text)
