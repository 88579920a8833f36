"""The roads of which something was learned, or made public, only after a time point: they are folded from the log."""

from collections.abc import Iterable

from sqlalchemy import Connection, or_, select

from gazetteer.among import among
from gazetteer.log import head, position_at
from gazetteer.prepared import Prepared
from gazetteer.queries import road_family
from gazetteer.schema import entries, log_roads, notices, roads
from gazetteer.times import TimePoint


def changed_after(connection: Connection, point: TimePoint) -> tuple[str, ...]:
    """Roads of which something was learned, or made public, only after a time point."""
    found: set[str] = set()
    if point.known_at is not None:
        known = position_at(connection, point.known_at)
        if known < head(connection).count:
            query = select(log_roads.c.road_id).where(log_roads.c.position > known).distinct()
            found |= set(connection.execute(query).scalars().all())
    if point.published_by is not None:
        day = point.published_by.isoformat()
        unpublished = select(notices.c.notice_id).where(or_(notices.c.public_by.is_(None), notices.c.public_by > day))
        about = select(entries.c.road_id).where(entries.c.notice_id.in_(unpublished), entries.c.road_id.is_not(None))
        own = road_family(connection, connection.execute(about.distinct()).scalars())
        found |= own | road_family(connection, _linked(connection, own))
    return tuple(sorted(found))


_LINKS = Prepared(
    select(roads.c.predecessors, roads.c.successors).where(
        among(roads.c.road_id, "road_ids"), or_(roads.c.predecessors != "", roads.c.successors != "")
    )
)


def _linked(connection: Connection, road_ids: Iterable[str]) -> set[str]:
    """What these roads came from or went on as: an entry that divides or joins roads speaks of those too."""
    return {
        one
        for row in _LINKS.rows(connection, {"road_ids": list(road_ids)})
        for ids in row
        for one in ids.split(",")
        if one
    }
