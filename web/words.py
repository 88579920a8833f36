"""The words of the pages (words.toml), Chinese first; and how days, instants, periods and places are said."""

import tomllib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

from gazetteer.errors import GazetteerError
from gazetteer.notices import DayBasis
from gazetteer.records import RoadVersion, described
from gazetteer.romanisation import romanise
from gazetteer.text import Sentence
from gazetteer.times import SHANGHAI, UNKNOWN_DAY, Day, Period

Language = Literal["zh", "en"]

with Path(__file__).with_name("words.toml").open("rb") as table:
    _TABLE: dict[str, list[str]] = tomllib.load(table)
WORDS: dict[str, tuple[str, str]] = {key: (said[0], said[1]) for key, said in _TABLE.items()}
_OF_ONE = {key: said[2] for key, said in _TABLE.items() if len(said) > 2}  # English, where `count` is one


def word(key: str, language: Language, **values: object) -> str:
    """The word for `key`; a key nobody wrote down shows itself."""
    zh, en = WORDS.get(key, (key, key))
    if language == "en" and str(values.get("count")) == "1":
        en = _OF_ONE.get(key, en)
    text = zh if language == "zh" else en
    return text.format(**values) if values else text


def say(said: Sentence | GazetteerError, language: Language) -> str:
    """A sentence of the program in the reader's language."""
    return said.zh if language == "zh" else said.en


def say_day(day: Day | None, language: Language) -> str:
    """A day as exact as it is known: 2021-05-26, 2021-05-25 或更早, 日期不详."""
    if day is None:
        return ""
    if day == UNKNOWN_DAY:
        return "日期不详" if language == "zh" else "date unknown"
    if day.edtf.startswith("[.."):
        return f"{day.latest} 或更早" if language == "zh" else f"{day.latest} or earlier"
    return day.edtf


def say_period(period: Period, language: Language) -> str:
    """From when, and up to (not including) when."""
    start = say_day(period.start, language)
    if period.end is None:
        return f"{start} 起" if language == "zh" else f"from {start}"
    until = say_day(period.end, language)
    if period.start.edtf.startswith("[.."):
        return f"{until} 以前" if language == "zh" else f"before {until}"
    return f"{start} 起，至 {until} 前" if language == "zh" else f"from {start}, before {until}"


def say_instant(instant: datetime) -> str:
    """An instant as the clock in China showed it, with its zone: 2026-11-27 11:56 +08:00."""
    there = instant.astimezone(SHANGHAI)
    return f"{there:%Y-%m-%d %H:%M} {there.isoformat()[-6:]}"


def say_basis(basis: DayBasis, language: Language) -> str:
    return "" if basis is DayBasis.UNKNOWN else word(basis.value, language)


def say_ends(version: RoadVersion) -> str:
    """A road's ends as the notice has them: 北：南康路 — 南：规划北八路."""
    said = described(version)
    return " — ".join(said[key] for key in ("start", "end") if key in said)


def romanised(name: str, stated: str | None) -> tuple[str, str]:
    """The letter a road stands under in an index (# for none), and its romanised name, as stated or by rule."""
    spelling = stated or _spelled(name)
    first = spelling[:1].upper()
    return first if first.isascii() and first.isalpha() else "#", spelling


@lru_cache(maxsize=200_000)
def _spelled(name: str) -> str:
    return romanise(name)


def say_place(version: RoadVersion) -> str:
    """Where a road lies: 济南市 市中区."""
    place = version.place
    return " ".join(dict.fromkeys(part for part in (place.area, place.district or place.zone) if part))
