"""The collection `changes`: what an act did to a road, on the line the road had after it."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, select

from gazetteer.errors import NotFoundError
from gazetteer.lineage import Turned, lineage
from gazetteer.listing import Condition
from gazetteer.schema import entries, versions
from gazetteer.text import Sentence
from geodata.features import instant_of
from geodata.kept_changes import KeptChange, kept_changes_of
from web.answers import GEOJSON
from web.api_histories import Narrow, turned_then
from web.api_query import Asked
from web.api_roads import LISTED, NARROWS, SHOWN, features_of, heads_of, road_path, states_of
from web.collections import Collection, Feature, Link, link
from web.house import house
from web.parameters import Interval


class ChangeNotFoundError(NotFoundError):
    """A change that the register does not hold."""

    def __init__(self, change: str) -> None:
        super().__init__(f"地名录中没有变更“{change}”。", f"the register holds no change {change!r}.")


def _walk(
    connection: Connection, asked: Asked, narrow: Narrow, since: str, size: int, ids: Iterable[str] | None = None
) -> Iterator[KeptChange]:
    """The changes that took effect in the time asked for."""
    for road in turned_then(connection, asked, narrow, since, size, ids):
        found = (one for one in kept_changes_of(road) if asked.interval is None or _falls(one, asked.interval))
        yield from sorted(found, key=_key)


def _key(change: KeptChange) -> str:
    return change.change_id


def _falls(change: KeptChange, interval: Interval) -> bool:
    """Whether it took effect (for certain or perhaps) in an interval whose ends are included."""
    return (interval.first is None or change.latest >= interval.first.isoformat()) and (
        interval.last is None or change.earliest <= interval.last.isoformat()
    )


def _by_notice(notice_id: str) -> Condition:
    return versions.c.road_id.in_(select(entries.c.road_id).where(entries.c.notice_id == notice_id))


def _one(wanted: str, asked: Asked) -> KeptChange:
    road = states_of(wanted.partition("~")[0], asked)
    found = next((change for change in kept_changes_of(road) if change.change_id == wanted), None)
    if found is None:
        raise ChangeNotFoundError(wanted)
    return found


def _features(changes: Sequence[KeptChange], ground: bool) -> list[Feature]:
    """The features of roads as changes left them (or as they were last), with what was different before."""
    found = features_of([change.road for change in changes], ground)
    acts = heads_of({change.notice_id for change in changes})  # of a road that ends it is not that of its state
    with house().register.store.reading() as connection:
        kin = lineage(connection, map(_turned, changes))
    for said, change in zip(found, changes, strict=True):
        others = kin.get(_turned(change), ())
        before = change.before.said if change.before else None
        extent = before["extent"] if before else {}
        said["id"] = change.change_id
        said["properties"] |= {
            "act": change.act,
            "changed_on": change.on,
            "recorded_at": instant_of(change.recorded_at),
            "notice_id": change.notice_id,
            "document_number": head.document_number if (head := acts.get(change.notice_id)) else None,
            "entry_id": change.entry_id,
            "begins": before is None,
            "ends": change.after is None,
            "old_name": before["name"] if before else None,
            "old_start": (extent.get("start") or {}).get("text"),
            "old_end": (extent.get("end") or {}).get("text"),
            "changed": change.differing,
            "predecessors": [one.road_id for one in others if before is None],
            "successors": [one.road_id for one in others if before is not None],
        }
    return found


def _turned(change: KeptChange) -> Turned:
    return Turned(change.road.road_id, change.act, change.notice_id)


def _links(change: KeptChange, _: Asked) -> list[Link]:
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
    key=_key,
    features=_features,
    links=_links,
    road=lambda change: change.road,
    parameters=LISTED,
    item_parameters=("known_at", "position", "published_by", *SHOWN),
    filters={
        "name": lambda change: change.road.said["name"],
        "act": lambda change: change.act,
        "district": lambda change: change.road.district,
        "notice_id": lambda change: change.notice_id,
        "road_id": lambda change: change.road.road_id,
        "area": lambda change: change.road.area,
    },
    narrows={name: NARROWS[name] for name in ("name", "district", "area", "road_id")} | {"notice_id": _by_notice},
    orders={
        "valid_from": lambda change: (change.earliest, change.latest),
        "recorded_at": lambda change: change.recorded_at,
    },
)
