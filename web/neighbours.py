"""Roads beside a road in words: those its ends name, and those whose ends name it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from gazetteer.errors import RoadNotFoundError
from gazetteer.extents import Terminus
from gazetteer.records import RoadVersion
from gazetteer.registry import Register
from gazetteer.schema import names, termini
from gazetteer.times import TimePoint
from gazetteer.toponyms import area_key, comparison_key


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Roads of the same area, in force at the same time."""

    ends: dict[str, str]  # start, end → the id of the one road so called
    dependants: list[tuple[RoadVersion, str]]  # a road, and which of its ends


def find_neighbours(register: Register, version: RoadVersion, point: TimePoint) -> Neighbours:
    """The neighbours of a road at a time point."""
    said = dict(_termini(version))
    area = version.place.area
    keys = [area_key(area, end.text or "") for end in said.values()]
    with register.store.reading() as connection:
        called = _ids(connection, names.c.road_id, names.c.key.in_(keys), version)
        ending = _ids(connection, termini.c.road_id, termini.c.key == area_key(area, version.name), version)
    others = list(_versions(register, called, point))
    ends = {}
    for key, end in said.items():
        so_called = [other.road_id for other in others if comparison_key(other.name) == comparison_key(end.text or "")]
        if len(so_called) == 1:
            ends[key] = so_called[0]
    near = _versions(register, ending, point)
    own = comparison_key(version.name)
    reaching = [(one, key) for one in near for key, end in _termini(one) if comparison_key(end.text or "") == own]
    return Neighbours(ends, reaching)


def _ids(
    connection: Connection, road_id: ColumnElement[str], wanted: ColumnElement[bool], version: RoadVersion
) -> list[str]:
    query = select(road_id).where(wanted, road_id != version.road_id).distinct().order_by(road_id)
    return list(connection.execute(query).scalars())


def _versions(register: Register, road_ids: Iterable[str], point: TimePoint) -> Iterator[RoadVersion]:
    for road_id in road_ids:
        try:
            yield register.version(road_id, point)
        except RoadNotFoundError:
            continue  # not in force then


def _termini(version: RoadVersion) -> Iterator[tuple[str, Terminus]]:
    for key, end in (("start", version.extent.start), ("end", version.extent.end)):
        if end is not None and end.text is not None:
            yield key, end
