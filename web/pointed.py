"""The road that an address of the map points to: its town, or why it is not on this map."""

from typing import NamedTuple

from gazetteer.errors import RoadNotFoundError
from gazetteer.records import RoadVersion
from gazetteer.standing import absence_of
from gazetteer.text import Sentence
from gazetteer.times import TimePoint, today
from web.house import house


class Pointed(NamedTuple):
    """A road of the register, and why it is not among those shown."""

    road_id: str
    area: str | None
    absent: Sentence | None


def find_pointed(road_id: str, point: TimePoint) -> Pointed | Sentence:
    """The road of an id (or of the one it leads on to) as the map is asked for; a sentence where there is none."""
    try:
        record = house().register.record(road_id, point.known_at, point.published_by)
    except RoadNotFoundError as error:
        return Sentence(error.zh, error.en)
    day = point.valid_on or today()
    name, area = record.versions[-1].name, record.versions[-1].place.area
    if area is None:
        said = Sentence("的公告未写明城市，不在任何地图上", "its notice names no city; it is on no map")
        return Pointed(record.road_id, area, Sentence(f"“{name}”{said.zh}。", f"{name}: {said.en}."))
    if record.version_on(day) is not None:
        return Pointed(record.road_id, area, None)
    said, _ = absence_of(record, day)
    return Pointed(record.road_id, area, Sentence(f"“{name}”{said.zh}。", f"{name}: {said.en}."))


def day_shown(version: RoadVersion) -> str | None:
    """The day on which the map shows a state that does not hold today; None where it does."""
    if version.valid.end is not None:
        return version.valid.end.eve.isoformat()
    start = version.valid.start.latest
    return start.isoformat() if start > today() else None
