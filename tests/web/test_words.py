"""The words of the pages, in both languages."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import web
from gazetteer.times import UNKNOWN_DAY, Day, Period, read_day
from web.words import WORDS, say_day, say_instant, say_period, word

HERE = Path(web.__file__).parent


def test_every_word_a_template_asks_for_is_there():
    for file in (HERE / "templates").iterdir():
        for key in re.findall(r"\bt\('([^']+)'", file.read_text("utf-8")):
            assert key in WORDS, (file.name, key)


def test_both_languages_take_the_same_values():
    for key, (zh, en) in WORDS.items():
        assert re.findall(r"{\w+}", zh) == re.findall(r"{\w+}", en), key


def test_a_word_nobody_wrote_down_shows_itself():
    assert word("no such key", "zh") == "no such key"
    assert word("roads_count", "en", count=3) == "3 roads"
    assert word("roads_count", "en", count=1) == "1 road"


def test_a_page_in_english_joins_and_explains_in_english(client: FlaskClient):
    changes = client.get("/changes?lang=en").text
    assert "; End" in changes
    assert "；" not in changes
    notice = client.get("/notices/济政办字〔2021〕25号?lang=en", follow_redirects=True).text
    (cited,) = re.findall(r'<li class="finding note">.*?</li>', notice, re.DOTALL)
    assert cited.count("济政办字〔2021〕25号") == 1  # before the first of its clauses
    matched = client.post("/match?lang=en", data={"names": "小山路\n没有的路", "show": "yes"}).text
    assert "same name" in matched
    assert "nothing found" in matched
    assert "名称相同" not in matched
    assert "没有找到" not in matched


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (read_day("2021-05-26"), "2021-05-26", "2021-05-26"),
        (read_day("2009"), "2009", "2009"),
        (Day.until(date(2021, 5, 25)), "2021-05-25 或更早", "2021-05-25 or earlier"),
        (UNKNOWN_DAY, "日期不详", "date unknown"),
        (None, "", ""),
    ],
)
def test_days_are_said_as_exactly_as_they_are_known(day: Day | None, zh: str, en: str):
    assert (say_day(day, "zh"), say_day(day, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("start", "end", "zh"),
    [
        ("2021-05-26", None, "2021-05-26 起"),
        ("2019-04-18", "2021-05-26", "2019-04-18 起，至 2021-05-26 前"),
        ("[..2021-05-25]", "2021-05-26", "2021-05-26 以前"),
    ],
)
def test_periods_end_before_their_last_day(start: str, end: str | None, zh: str):
    assert say_period(Period(read_day(start), read_day(end) if end else None), "zh") == zh


def test_of_one_english_has_the_singular():
    assert [word("search_found", "en", count=count) for count in (1, 2)] == ["1 road found", "2 roads found"]
    assert word("search_found", "zh", count=1) == "找到 1 条道路"


def test_instants_are_said_as_the_clock_in_china_showed_them():
    assert say_instant(datetime(2026, 11, 23, 22, 30, tzinfo=UTC)) == "2026-11-24 06:30 +08:00"
