"""`Area`: the cities and towns that a register holds roads or notices of."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from sqlalchemy import Connection, func, select, union

from gazetteer.errors import AreaNotFoundError, ShortAreaError
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
    raise AreaNotFoundError(name, sorted(_known(connection), key=lambda one: (-_likeness(name, one), one)))


# 市 and the like: what a city's name is often spoken without
_RANK = re.compile("(?:特别行政区|自治[州县旗]|地区|新区|林区|街道|[市州盟县区旗镇乡])$")


def check_given(connection: Connection, name: str) -> None:
    """Raises `ShortAreaError` where roads would be counted for 济宁 beside those of 济宁市, there or to come."""
    if _RANK.search(name):
        return
    known = _known(connection)
    longer = sorted(one for one in known if (found := _RANK.search(one)) and one[: found.start()] == name)
    if name not in known:
        raise ShortAreaError(name, longer)


def _known(connection: Connection) -> set[str]:
    """The cities and towns that there are roads or notices of."""
    told = connection.execute(union(select(roads.c.area), select(notices.c.area))).scalars()
    return set(filter(None, told))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
