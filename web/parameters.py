"""What a request asks, read from its query: each parameter with its rule, its error and its OpenAPI words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from werkzeug.datastructures import MultiDict

from gazetteer.errors import DayError, GazetteerError, InstantError
from gazetteer.times import SHANGHAI, Day, TimePoint, read_day, read_instant

Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees
Query = MultiDict[str, str]
MOST_ITEMS = 1000
_LONGEST_TEXT = 200


class ParameterError(GazetteerError):
    """A query parameter that is unknown or cannot be read; the sentence says how to write it."""

    def __init__(self, name: str, zh: str, en: str) -> None:
        super().__init__(f"参数 {name}：{zh}", f"parameter {name}: {en}")
        self.name = name


class NoSuchChoiceError(ParameterError):
    """A query parameter that is none of the words it may be."""

    def __init__(self, name: str, choices: Iterable[str]) -> None:
        super().__init__(name, f"请写其中之一：{' '.join(choices)}。", f"write one of: {' '.join(choices)}.")


@dataclass(frozen=True, slots=True)
class Interval:
    """Days asked for, both ends included; None: open."""

    first: date | None
    last: date | None


def refuse_unknown(query: Query, known: Collection[str]) -> None:
    """Raises `ParameterError` for a parameter nobody declared, or one given twice."""
    for name, values in query.lists():
        if name not in known:
            zh, en = "、".join(known) or "没有", ", ".join(known) or "none"
            raise ParameterError(name, f"不认识。可用的有：{zh}。", f"not known. Known here: {en}.")
        if len(values) > 1:
            raise ParameterError(name, "只能写一次。", "write it once only.")


_TIMES = ("valid_on", "known_at", "published_by", "datetime")


def refuse_times(query: Query) -> None:
    """Raises `ParameterError` where a list that is only of what is known now is asked for another time.

    To leave the word aside would show today's list as that of the past.
    """
    for name in _TIMES:
        if read_text(query, name):
            raise ParameterError(
                name,
                "这里只列现在所知的。某日的路见 /?valid_on=，"
                "当时所知的变更见 /api/collections/changes/items?known_at=。",
                "this lists what is known now. Roads of a day: /?valid_on=; changes as known then: "
                "/api/collections/changes/items?known_at=.",
            )


def read_text(query: Query, name: str) -> str | None:
    """A short text, or None where it is left out or blank."""
    if name not in query:  # said first: to find that a MultiDict lacks it costs an exception each time
        return None
    text = query[name].strip()
    if len(text) > _LONGEST_TEXT:
        raise ParameterError(name, f"最多 {_LONGEST_TEXT} 个字。", f"at most {_LONGEST_TEXT} characters.")
    return text or None


def read_choice(query: Query, name: str, choices: Collection[str]) -> str | None:
    """One of a few words, or None where it is left out."""
    text = read_text(query, name)
    if text is not None and text not in choices:
        raise NoSuchChoiceError(name, choices)
    return text


def read_point(query: Query, valid: str = "valid_on") -> TimePoint:
    """The time point of the question; whole days, for `known_at` also an instant."""
    return TimePoint(read_date(query, valid), read_known_at(query), read_date(query, "published_by"))


def read_known_at(query: Query) -> datetime | None:
    text = read_text(query, "known_at")
    try:
        return read_instant(text.replace(" ", "+")) if text else None  # a bare + in a URL arrives as a blank
    except InstantError:
        raise ParameterError(
            "known_at",
            "请写成 2021-05-26、2021-05-26T08:00（中国时间）或 2021-05-26T00:00:00Z。",
            "write 2021-05-26, 2021-05-26T08:00 (China time) or 2021-05-26T00:00:00Z.",
        ) from None


def read_date(query: Query, name: str) -> date | None:
    """A whole day, or None where it is left out."""
    text = read_text(query, name)
    if text is None:
        return None
    day = _day(name, text)
    if not day.is_exact:
        raise ParameterError(name, "请写到日，如 2021-05-26。", "write a whole day, such as 2021-05-26.")
    return day.earliest


def _day(name: str, text: str) -> Day:
    try:
        return read_day(text)
    except DayError:
        raise ParameterError(name, "请写成 2021-05-26。", "write 2021-05-26.") from None


def read_datetime(query: Query) -> Interval | None:
    """OGC's `datetime`: a day or instant, or an interval a/b with `..` or nothing for an open end."""
    text = read_text(query, "datetime")
    if text is None:
        return None
    ends = text.split("/")
    if len(ends) > 2 or all(end in ("", "..") for end in ends):
        raise ParameterError(
            "datetime",
            "请写成 2021-05-26、2021-05-26/2022-01-01 或 2021-05-26/..。",
            "write 2021-05-26, 2021-05-26/2022-01-01 or 2021-05-26/..",
        )
    first, last = (None if end in ("", "..") else _moment(end) for end in (ends[0], ends[-1]))
    if first and last and first > last:
        raise ParameterError("datetime", "开始晚于结束。", "the start lies after the end.")
    return Interval(first, last)


def _moment(text: str) -> date:
    """The day in China of a date or an RFC 3339 instant."""
    if len(text) == 10:
        day = _day("datetime", text)
        if day.is_exact:
            return day.earliest
    try:
        if "T" in text.upper():
            return read_instant(text.upper().replace(" ", "+")).astimezone(SHANGHAI).date()
    except InstantError:
        pass
    raise ParameterError(
        "datetime", "请写成 2021-05-26 或 2021-05-26T00:00:00Z。", "write 2021-05-26 or 2021-05-26T00:00:00Z."
    )


def read_bounds(query: Query) -> Bounds | None:
    """`bbox` as west,south,east,north in degrees; with heights (six numbers) they are left aside."""
    text = read_text(query, "bbox")
    if text is None:
        return None
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        numbers = [numbers[0], numbers[1], numbers[3], numbers[4]]
    if len(numbers) != 4 or not _on_earth(numbers):
        raise ParameterError(
            "bbox",
            "请写四个数：西,南,东,北（度），如 116.9,36.5,117.1,36.7。",
            "write four numbers west,south,east,north in degrees, such as 116.9,36.5,117.1,36.7.",
        )
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _on_earth(numbers: Iterable[float]) -> bool:
    west, south, east, north = numbers
    return all(-180 <= lon <= 180 for lon in (west, east)) and -90 <= south <= north <= 90


def within(bounds: Bounds, west: float, south: float, east: float, north: float) -> bool:
    """Whether a box touches `bounds`, which may cross the antimeridian (west > east)."""
    if south > bounds[3] or north < bounds[1]:
        return False
    if bounds[0] <= bounds[2]:
        return west <= bounds[2] and east >= bounds[0]
    return east >= bounds[0] or west <= bounds[2]


def read_limit(query: Query, default: int = 100) -> int:
    """How many items a page may have; more than the most is the most, as OGC's Part 1 wants it."""
    text = read_text(query, "limit")
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and int(text) >= 1):
        raise ParameterError(
            "limit", f"请写 1 到 {MOST_ITEMS} 的整数。", f"write a whole number from 1 to {MOST_ITEMS}."
        )
    return min(int(text), MOST_ITEMS)


def read_start(query: Query) -> int:
    """`after`: how many items the page leaves out at the beginning."""
    text = read_text(query, "after")
    if text is None:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ParameterError("after", "请写整数。", "write a whole number.")
    return int(text)
