"""`Asked`: what a request for features asks, read from its query; and which of it can never be answered otherwise."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from gazetteer.errors import NotFoundError
from gazetteer.events import ACTS
from gazetteer.log import events
from gazetteer.times import TimePoint, today
from web.house import house
from web.parameters import (
    Bounds,
    Interval,
    NoSuchChoiceError,
    ParameterError,
    Query,
    read_bounds,
    read_date,
    read_datetime,
    read_known_at,
    read_limit,
    read_text,
    refuse_unknown,
)

CHOICES = {
    "f": ("json", "html"),
    "lang": ("zh", "en"),
    "ground": ("yes", "no"),
    "kind": ("decision", "proposal", "request"),
    "act": ACTS,
}
LAST_POSITION = 2**31 - 1


class PositionNotFoundError(NotFoundError):
    """A position that the log has not come to."""

    def __init__(self, position: int, head: int) -> None:
        super().__init__(
            f"日志只有 {head} 条，没有第 {position} 条。", f"the log holds {head} events, not yet {position}."
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """Which features, in force when, as known when, in which order, how many."""

    interval: Interval | None
    known_at: datetime | None
    published_by: date | None
    bounds: Bounds | None
    limit: int
    after: str | None
    text: str | None
    filters: Mapping[str, str]
    sortby: str | None
    ground: bool  # with what was found on the map

    @classmethod
    def of(cls, query: Query, known: Collection[str], filters: Collection[str] = ()) -> "Asked":
        """Raises `ParameterError` for what is not known, is said twice, is empty or cannot be read."""
        check(query, known)
        return cls(
            interval=read_datetime(query),
            known_at=min(filter(None, (_position(query), read_known_at(query))), default=None),
            published_by=read_date(query, "published_by"),
            bounds=read_bounds(query),
            limit=read_limit(query),
            after=read_text(query, "after"),
            text=read_text(query, "q"),
            filters={name: text for name in filters if (text := read_text(query, name))},
            sortby=read_text(query, "sortby"),
            ground=query.get("ground") != "no",
        )

    @property
    def is_moment(self) -> bool:
        """Whether one day is asked for (today, where nothing is said)."""
        return self.interval is None or (self.interval.first == self.interval.last)

    @property
    def area(self) -> str | None:
        """The city or town asked for."""
        return self.filters.get("area")

    @property
    def question(self) -> str:
        """What is asked, whichever page of it: the same text for the same rows."""
        return repr((self.interval or self.day, self.point, self.bounds, self.text, sorted(self.filters.items())))

    @property
    def day(self) -> date:
        """The day asked for, where it is one."""
        return (self.interval.first if self.interval else None) or today()

    @property
    def point(self) -> TimePoint:
        """The time point; a knowledge not older than the register's last is all we know."""
        known_at = self.known_at
        if known_at is not None and (last := last_recorded_at()) and known_at >= last:
            known_at = None
        return TimePoint(self.day if self.is_moment else None, known_at, self.published_by)

    @property
    def is_settled(self) -> bool:
        """Whether the answer can never change: both times are pinned at or before the log's head, the ground left out.

        Lines may come out otherwise with the next extract, and a search looks through today's names: an answer that
        hangs on either is never settled.
        """
        closed = self.interval is not None and None not in (self.interval.first, self.interval.last)
        if not closed or self.known_at is None or self.ground or self.bounds is not None or self.text is not None:
            return False
        last = last_recorded_at()
        return last is not None and self.known_at <= last

    def pins(self, means_today: bool) -> dict[str, str]:
        """The query that keeps the times of this question for the pages after it.

        `means_today`: where no time in force is asked for, today is meant.
        """
        said = {}
        if self.interval is None and means_today:
            said["datetime"] = today().isoformat()
        if self.known_at is None and (last := last_recorded_at()):
            said["known_at"] = instant(last)
        return said


def check(query: Query, known: Collection[str]) -> None:
    """Raises `ParameterError` for a parameter that is not declared, is said twice, empty, or none of its choices."""
    refuse_unknown(query, known)
    for name, text in query.items():
        if not text.strip():
            raise ParameterError(name, "不能空着。", "must not be empty.")
        if "\0" in text:
            raise ParameterError(name, "含有不能用的字符。", "holds a character that cannot be used.")
        if name in CHOICES and text not in CHOICES[name]:
            raise NoSuchChoiceError(name, CHOICES[name])


def instant(at: datetime) -> str:
    """An instant as the API writes it: 2026-11-23T08:00:00.000000Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def last_recorded_at() -> datetime | None:
    """When the last event was recorded; None for an empty register."""
    return house().remembered("last recorded at", lambda: recorded_at(house().register.head().count))


def recorded_at(position: int) -> datetime | None:
    """When the event at a position of the log was recorded, or None where there is none."""
    with house().register.store.reading() as connection:
        return next((one.recorded_at for one in events(connection, [position])), None)


def _position(query: Query) -> datetime | None:
    """The instant of the log `position` asked for."""
    text = read_text(query, "position")
    if text is None:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else 0
    if not 0 < number <= LAST_POSITION:
        raise ParameterError("position", "请写 1 以上的整数。", "write a whole number, 1 or more.")
    at = recorded_at(number)
    if at is None:
        raise PositionNotFoundError(number, house().register.head().count)
    return at
