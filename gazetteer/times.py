"""Days as exact as they are known, periods, the time point of a question, and Chinese dates.

Valid days are Asia/Shanghai days; instants (`known_at`, `recorded_at`) are UTC, and China time where
they are typed without a zone.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from gazetteer.errors import DayError, InstantError, WholeDayError

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Answer(StrEnum):
    """Whether something holds on a day whose bounds are only partly known."""

    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"


@dataclass(frozen=True, slots=True)
class Day:
    """A day as exact as it is known: it lies from `earliest` to `latest`, both included.

    `edtf` is its text after ISO 8601-2: `2021-05-26`, `2016-07`, `2009`, `[..2021-05-25]` (some day
    up to then), `XXXX` (unknown).
    """

    earliest: date
    latest: date
    edtf: str

    @classmethod
    def of(cls, day: date) -> "Day":
        """The day itself, fully known."""
        return cls(day, day, day.isoformat())

    @classmethod
    def until(cls, day: date) -> "Day":
        """Some day up to and including `day`."""
        return cls(date.min, day, f"[..{day.isoformat()}]")

    @property
    def is_exact(self) -> bool:
        return self.earliest == self.latest

    @property
    def eve(self) -> date:
        """The last day that is certainly before this one."""
        return self.earliest - timedelta(days=1) if self.earliest > date.min else date.min

    @property
    def key(self) -> tuple[date, date]:
        """Sorts days; of two that begin together the more exact one comes first."""
        return self.earliest, self.latest

    def __str__(self) -> str:
        return self.edtf


UNKNOWN_DAY = Day(date.min, date.max, "XXXX")

# 2021-05-26 | 2021-05 | 2021
_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@lru_cache(maxsize=10_000)
def read_day(text: str) -> Day:
    """The day an EDTF text names (the forms of `Day.edtf`). Raises `DayError`."""
    text = text.strip()
    if text == UNKNOWN_DAY.edtf:
        return UNKNOWN_DAY
    if text.startswith("[..") and text.endswith("]"):
        return Day.until(read_day(text[3:-1]).latest)
    parts = _EDTF.fullmatch(text)
    if parts is None:
        raise DayError(text)
    year, month, day = (int(part) if part else None for part in parts.groups())
    assert year is not None
    try:
        if month is None:
            return Day(date(year, 1, 1), date(year, 12, 31), text)
        if day is None:
            return Day(date(year, month, 1), date(year, month, monthrange(year, month)[1]), text)
        return Day.of(date(year, month, day))
    except ValueError:
        raise DayError(text) from None


def read_whole_day(text: str) -> date:
    """The one day an EDTF text names. Raises `DayError`, and `WholeDayError` for a month or a year."""
    day = read_day(text)
    if not day.is_exact:
        raise WholeDayError(text, day.earliest)
    return day.earliest


_DIGITS = dict(zip("〇○零ＯOo一二三四五六七八九", "000000123456789", strict=True))
# 2021年5月26日 | 二〇二一年五月二十六日 | 二○○八年十一月 | 2016年
_CHINESE_DAY = re.compile(
    r"([0-9〇○零ＯOo一二三四五六七八九]{4})年(?:([0-9一二三四五六七八九十]{1,3})月(?:([0-9一二三四五六七八九十]{1,3})[日号])?)?"
)


def read_numeral(text: str) -> int:
    """The number a Chinese or plain numeral up to 99 names: 十 → 10, 二十六 → 26, 二〇二一 → 2021, 12 → 12.

    Raises `ValueError` for anything else.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (read_numeral(tens) if tens else 1) * 10 + (read_numeral(ones) if ones else 0)
    return int("".join(_DIGITS.get(char, char) for char in text))


def read_chinese_day(text: str) -> Day | None:
    """The day written as 2021年5月26日 or 二○○八年十一月二十八日 (blanks already removed), or None."""
    found = _CHINESE_DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        edtf = f"{read_numeral(year):04d}"
        if month:
            edtf += f"-{read_numeral(month):02d}"
        if day:
            edtf += f"-{read_numeral(day):02d}"
        return read_day(edtf)
    except (ValueError, DayError):
        return None


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which something holds: from `start` up to, not including, `end` (None: still in force)."""

    start: Day
    end: Day | None = None

    def holds_on(self, day: date) -> Answer:
        """Yes, no, or perhaps where a bound is only partly known."""
        if day < self.start.earliest or (self.end is not None and day >= self.end.latest):
            return Answer.NO
        if day >= self.start.latest and (self.end is None or day < self.end.earliest):
            return Answer.YES
        return Answer.PERHAPS


@dataclass(frozen=True, slots=True)
class TimePoint:
    """Which answer is wanted: in force on `valid_on`, as known at `known_at` (None: today, all we know).

    `published_by` counts only acts published by that day: for a register loaded afterwards, what anyone could have
    known then. An act of unknown publication day does not count.
    """

    valid_on: date | None = None
    known_at: datetime | None = None
    published_by: date | None = None

    @property
    def is_all_we_know(self) -> bool:
        """Whether nothing that was learned is left out."""
        return self.known_at is None and self.published_by is None


def today() -> date:
    """The day it is in China."""
    return datetime.now(SHANGHAI).date()


_LAST_INSTANT = datetime.max.replace(tzinfo=SHANGHAI).astimezone(UTC)


def read_instant(text: str) -> datetime:
    """The UTC instant of an ISO 8601 text; a bare day means its end in China, a time without a zone China's clock.

    What programs write for "for ever" (9999-12-31T23:59:59Z) is the last instant that China's calendar has a day for.
    Raises `InstantError`.
    """
    try:
        if len(text.strip()) == 10:
            day = date.fromisoformat(text.strip())
            return datetime(day.year, day.month, day.day, 23, 59, 59, 999999, SHANGHAI).astimezone(UTC)
        instant = datetime.fromisoformat(text.strip())
        return min((instant if instant.tzinfo else instant.replace(tzinfo=SHANGHAI)).astimezone(UTC), _LAST_INSTANT)
    except (ValueError, OverflowError):  # the first hours of the year 1 are of no year in UTC
        raise InstantError(text) from None
