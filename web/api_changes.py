"""The collection `changes`: what an act did to a road, on the line the road had after it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from gazetteer.errors import NotFoundError
from gazetteer.listing import Condition
from gazetteer.records import RoadChange, changes_of
from gazetteer.schema import entries, versions
from gazetteer.text import Sentence
from geodata.features import change_features, change_id
from geodata.states import kept_of
from web.answers import GEOJSON
from web.api_histories import falls, turned_then
from web.api_query import Asked
from web.api_roads import LISTED, NARROWS, SHOWN, features_of, record_of, road_path
from web.collections import Collection, Feature, Link, Narrow, link
from web.house import house


class ChangeNotFoundError(NotFoundError):
    """A change that the register does not hold."""

    def __init__(self, change: str) -> None:
        super().__init__(f"地名录中没有变更“{change}”。", f"the register holds no change {change!r}.")


def _walk(connection: Connection, asked: Asked, narrow: Narrow, since: str, size: int) -> Iterator[RoadChange]:
    """The changes that took effect in the time asked for."""
    for record in turned_then(connection, asked, narrow, since, size):
        found = (one for one in changes_of(record) if asked.interval is None or falls(one.on, asked.interval))
        yield from sorted(found, key=change_id)


def _by_notice(notice_id: str) -> Condition:
    return versions.c.road_id.in_(select(entries.c.road_id).where(entries.c.notice_id == notice_id))


def _one(wanted: str, asked: Asked) -> RoadChange:
    record = record_of(wanted.partition("~")[0], asked)
    found = next((change for change in changes_of(record) if change_id(change) == wanted), None)
    if found is None:
        raise ChangeNotFoundError(wanted)
    return found


def _features(changes: Sequence[RoadChange], ground: bool) -> list[Feature]:
    with house().register.store.reading() as connection:
        roads = kept_of(connection, [change.road for change in changes])
    return change_features(changes, features_of(roads, ground))


def _links(change: RoadChange, _: Asked) -> list[Link]:
    return [
        link("related", road_path(change.road.road_id), GEOJSON),
        link("describedby", f"/collections/notices/items/{change.notice_id}", GEOJSON),
    ]


CHANGES = Collection(
    name="changes",
    title=Sentence("变更", "Changes"),
    description=Sentence("命名、更名、起止点调整、销名等，每条一项。", "What was named, renamed, moved or abolished."),
    walk=_walk,
    one=_one,
    key=change_id,
    features=_features,
    links=_links,
    road=lambda change: change.road,
    parameters=LISTED,
    item_parameters=("known_at", "position", "published_by", *SHOWN),
    filters={
        "name": lambda change: change.road.name,
        "act": lambda change: change.act,
        "district": lambda change: change.road.place.district or change.road.place.zone,
        "notice_id": lambda change: change.notice_id,
        "road_id": lambda change: change.road.road_id,
        "area": lambda change: change.road.place.area,
    },
    narrows={name: NARROWS[name] for name in ("name", "district", "area", "road_id")} | {"notice_id": _by_notice},
    orders={"valid_from": lambda change: change.on.key, "recorded_at": lambda change: change.recorded_at},
)
