"""The roads of a question: by what the register is asked for, and whether a day or a period falls into its time."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection

from gazetteer.listing import Condition, held, turned
from gazetteer.times import Day
from geodata import states
from geodata.states import Road
from web.api_query import Asked
from web.parameters import Interval

Narrow = Sequence[Condition]


def in_time(asked: Asked, means_today: bool) -> tuple[Condition, ...]:
    """The states that hold at some time of the time asked for."""
    if asked.interval is not None:
        return held(asked.interval.first, asked.interval.last)
    return held(asked.day, asked.day) if means_today else ()


def held_then(
    connection: Connection,
    asked: Asked,
    narrow: Narrow,
    since: str,
    size: int,
    ids: Iterable[str] | None,
    means_today: bool,
) -> Iterator[Road]:
    """The roads with a state in the time asked for, each with its states of that time; of `ids` only, where given."""
    times = in_time(asked, means_today)
    some = (*times, *narrow)
    return states.walk(connection, asked.point, some=some, states=times, since=since, size=size, ids=ids)


def turned_then(
    connection: Connection, asked: Asked, narrow: Narrow, since: str, size: int, ids: Iterable[str] | None
) -> Iterator[Road]:
    """The whole histories of roads of which something began or ended in the time asked for.

    `narrow` may be met by another of their states: a road is asked for by any of them.
    """
    times = () if asked.interval is None else (turned(asked.interval.first, asked.interval.last),)
    return states.walk(connection, asked.point, some=(*times, *narrow), since=since, size=size, ids=ids)


def falls(day: Day, interval: Interval) -> bool:
    """Whether a day lies (for certain or perhaps) in an interval whose ends are included."""
    return (interval.first is None or day.latest >= interval.first) and (
        interval.last is None or day.earliest <= interval.last
    )
