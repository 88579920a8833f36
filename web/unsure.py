"""Roads in force that were looked for on the ground and not found with certainty, a stretch at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, and_, not_, select

from gazetteer.ground_schema import resolutions
from gazetteer.listing import held
from gazetteer.schema import versions
from gazetteer.times import today

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Unsure:
    """A road whose line a person should look at, and what came of looking for it."""

    road_id: str
    name: str
    status: str


_IS_SURE = and_(resolutions.c.status == "resolved", resolutions.c.body.contains('"confident":true', autoescape=True))
_UNSURE = (
    select(versions.c.road_id, versions.c.name, resolutions.c.status)
    .join(
        resolutions,
        and_(resolutions.c.road_id == versions.c.road_id, resolutions.c.description == versions.c.description),
    )
    .where(not_(_IS_SURE))
    .order_by(versions.c.road_id, versions.c.ordinal)
    .limit(AT_ONCE)
)


def walk_unsure(connection: Connection, area: str | None = None, since: str = "") -> Iterator[Unsure]:
    """These roads in the order of their ids, after the id `since`; each once."""
    query = _UNSURE.where(*held(today(), today()))
    if area is not None:
        query = query.where(versions.c.area == area)
    while True:
        rows = connection.execute(query.where(versions.c.road_id > since)).all()
        yield from {row.road_id: Unsure(row.road_id, row.name, row.status) for row in rows}.values()
        if len(rows) < AT_ONCE:
            return
        since = rows[-1].road_id
