"""`Area`: the cities and towns that a register holds roads or notices of."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from sqlalchemy import Connection, func, select, union

from gazetteer.errors import AreaNotFoundError
from gazetteer.schema import notices, roads


@dataclass(frozen=True, slots=True)
class Area:
    """A city or town the register holds roads of."""

    name: str
    fictional: bool
    roads: int


def areas_with_roads(connection: Connection) -> tuple[Area, ...]:
    """The cities and towns of the roads; real ones first, of these those with most."""
    count = func.count(roads.c.road_id)
    query = (
        select(roads.c.area, roads.c.fictional, count)
        .group_by(roads.c.area, roads.c.fictional)
        .order_by(roads.c.fictional, count.desc(), roads.c.area)
    )
    return tuple(Area(row[0] or "", row[1], row[2]) for row in connection.execute(query))


def check_area(connection: Connection, name: str) -> None:
    """Raises `AreaNotFoundError` where no road and no notice is of a city or town of this name."""
    for table in (roads, notices):
        if connection.execute(select(table.c.area).where(table.c.area == name).limit(1)).first():
            return
    known = connection.execute(union(select(roads.c.area), select(notices.c.area))).scalars()
    raise AreaNotFoundError(name, sorted(filter(None, known), key=lambda one: (-_likeness(name, one), one)))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
