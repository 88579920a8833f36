"""`Tally`: how many roads are in force on a day, for all days at once: what begins and ends is counted once for all."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from sqlalchemy import Connection, func, select

from gazetteer.schema import versions
from gazetteer.store import in_batches

FOR_EVER = "9999-12-32"  # behind every day
Held = tuple[str, str]  # from a day up to a day


@dataclass(frozen=True, slots=True)
class Tally:
    """Days on which the number of roads changes, the number from each on, and when a road has more than one state.

    Days only partly known overlap: the road is then counted once.
    """

    days: Sequence[str]
    roads: Sequence[int]
    doubled: Sequence[Held]

    def on(self, day: date) -> int:
        """How many roads are in force on a day, for certain or perhaps."""
        at = bisect_right(self.days, day.isoformat())
        return self.roads[at - 1] if at else 0

    def is_single(self, day: date) -> bool:
        """Whether each road has one state only on a day."""
        text = day.isoformat()
        return not any(begins <= text < ends for begins, ends in self.doubled)


def tally(connection: Connection, most: int) -> Tally | None:
    """The tally of all roads as they are known now; None where they have more than `most` states."""
    some = select(versions.c.road_id).limit(most + 1).subquery()
    if connection.execute(select(func.count()).select_from(some)).scalar_one() > most:
        return None
    turns: Counter[str] = Counter()
    for column, step in ((versions.c.from_earliest, 1), (versions.c.to_latest, -1)):
        for day, many in connection.execute(select(column, func.count()).group_by(column)):
            turns[day or FOR_EVER] += step * many
    doubled: list[Held] = []
    for states in _overlapping(connection):
        for begins, ends in states:
            turns[begins] -= 1
            turns[ends] += 1
        until = ""
        for begins, ends in sorted(states):
            if begins < until:
                doubled.append((begins, min(ends, until)))
            if max(begins, until) < ends:
                turns[max(begins, until)] += 1
                turns[ends] -= 1
                until = ends
    days = sorted(turns)
    return Tally(days, list(accumulate(turns[day] for day in days)), doubled)


def _overlapping(connection: Connection) -> Iterator[list[Held]]:
    """The days of the states of each road that has two on a day, or one that ends no later than it begins."""
    earlier, later = versions.alias(), versions.alias()
    two = (
        select(later.c.road_id)
        .join(earlier, (earlier.c.road_id == later.c.road_id) & (earlier.c.ordinal < later.c.ordinal))
        .where(later.c.ordinal > 1, func.coalesce(earlier.c.to_latest, FOR_EVER) > later.c.from_earliest)
    )
    none = select(versions.c.road_id).where(versions.c.to_latest <= versions.c.from_earliest)
    days = select(versions.c.road_id, versions.c.from_earliest, versions.c.to_latest)
    for ids in in_batches(sorted(set(connection.execute(two.union(none)).scalars()))):
        found: dict[str, list[Held]] = {}
        for road_id, begins, ends in connection.execute(days.where(versions.c.road_id.in_(ids))):
            found.setdefault(road_id, []).append((begins, ends or FOR_EVER))
        yield from found.values()
