"""The collection `roads`: those in force at a time, as it was known at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from urllib.parse import quote, urlencode

from flask import g, request
from sqlalchemy import Connection
from werkzeug.routing import RequestRedirect

from gazetteer.errors import NotFoundError
from gazetteer.listing import Condition, NoticeHead, count_roads, held_twice, notice_heads
from gazetteer.records import RoadRecord, RoadVersion
from gazetteer.schema import versions
from gazetteer.text import Sentence
from geodata.features import described, feature
from web.answers import GEOJSON
from web.api_histories import held_then, in_time, meets
from web.api_query import Asked, instant, last_recorded_at
from web.collections import Collection, Feature, Link, Narrow, link
from web.house import house
from web.parameters import ParameterError

MOST_HEADS = 20_000  # notices kept in mind
TIMES = ("datetime", "known_at", "position", "published_by")
SHOWN = ("f", "lang", "ground")
LISTED = ("bbox", *TIMES, "limit", "q", "after", "sortby", *SHOWN)
FILTERS = {
    "name": lambda version: version.name,
    "district": lambda version: version.place.district or version.place.zone,
    "act": lambda version: version.act,
    "notice_id": lambda version: version.notice_id,
    "area": lambda version: version.place.area,
}
NARROWS: dict[str, Callable[[str], Condition]] = {
    "name": versions.c.name.__eq__,
    "district": versions.c.district.__eq__,
    "act": versions.c.act.__eq__,
    "notice_id": versions.c.notice_id.__eq__,
    "area": versions.c.area.__eq__,
    "road_id": versions.c.road_id.__eq__,
}
ORDERS = {
    "name": lambda version: version.name,
    "valid_from": lambda version: version.valid.start.key,
    "recorded_at": lambda version: version.recorded_at,
}


class RoadGoneError(NotFoundError):
    """A road that was not in force at the time asked for; `links` lead to when it was."""

    def __init__(self, road_id: str, day: date, links: Sequence[Link]) -> None:
        super().__init__(
            f"道路“{road_id}”在 {day} 不在使用中；它的各个版本见 versions。",
            f"the road {road_id!r} was not in force on {day}; see its versions.",
        )
        self.day = day
        self.links = list(links)


def _walk(connection: Connection, asked: Asked, narrow: Narrow, since: str, size: int) -> Iterator[RoadVersion]:
    """One version a road: the one in force, or of an interval the latest that was in force in it."""
    for record in held_then(connection, asked, narrow, since, size, means_today=True):
        version = _shown(record, asked)
        if version is not None:
            yield version


def _shown(record: RoadRecord, asked: Asked) -> RoadVersion | None:
    interval = asked.interval
    if asked.is_moment or interval is None:
        return record.version_on(asked.day)
    held = [version for version in record.versions if meets(version.valid, interval)]
    return held[-1] if held else None


def _count(connection: Connection, asked: Asked, narrow: Narrow, most: int) -> int | None:
    """Of a road held twice, since its days are partly known, the state shown may not be the one that is narrowed to."""
    times = in_time(asked, means_today=True)
    found = count_roads(connection, (*times, *narrow), most)
    twice = held_twice(connection, (*times, *narrow), times) if found and narrow else []
    return None if twice else found


def _one(road_id: str, asked: Asked) -> RoadVersion:
    """Raises `RoadNotFoundError`, `RoadGoneError`; leads on from an absorbed id."""
    if not asked.is_moment:
        raise ParameterError("datetime", "这里请写一天。", "write one day here.")
    record = record_of(road_id, asked)
    version = record.version_on(asked.day)
    if version is None:
        path = road_path(record.road_id)
        raise RoadGoneError(record.road_id, asked.day, [link("version-history", f"{path}/versions", GEOJSON)])
    return version


def record_of(road_id: str, asked: Asked) -> RoadRecord:
    """A road's record at the time asked for. Raises `RoadNotFoundError`; leads on (308) from an absorbed id."""
    record = known_record(road_id, asked)
    if record.road_id != road_id:
        path = request.path.replace(f"/items/{road_id}", f"/items/{quote(record.road_id)}")
        query = urlencode(request.args.to_dict())
        raise RequestRedirect(request.url_root.rstrip("/") + path + (f"?{query}" if query else ""))
    return record


def known_record(road_id: str, asked: Asked) -> RoadRecord:
    """A road's record at the time asked for, read once a request. Raises `RoadNotFoundError`."""
    if "record" not in g or g.record[0] != road_id:
        point = asked.point
        g.record = road_id, house().register.record(road_id, point.known_at, point.published_by)
    record: RoadRecord = g.record[1]
    return record


def road_path(road_id: str) -> str:
    return f"/collections/roads/items/{quote(road_id)}"


def _links(version: RoadVersion, asked: Asked) -> list[Link]:
    """To the road's history, its page, and its states before and after."""
    path = road_path(version.road_id)
    record = known_record(version.road_id, asked)
    found = [
        link("version-history", f"{path}/versions", GEOJSON),
        link("latest-version", path, GEOJSON),
        {"rel": "about", "href": f"{request.url_root}roads/{quote(version.road_id)}", "type": "text/html"},
    ]
    states = list(record.versions)
    at = states.index(version)
    if at > 0:
        found.append(link("predecessor-version", _state_path(record, states[at - 1]), GEOJSON))
    if at + 1 < len(states):
        found.append(link("successor-version", _state_path(record, states[at + 1]), GEOJSON))
    if last := last_recorded_at():
        known_at = min(asked.known_at, last) if asked.known_at else last
        pinned = {"datetime": asked.day.isoformat(), "known_at": instant(known_at), "ground": "no"}
        if asked.published_by:
            pinned["published_by"] = asked.published_by.isoformat()
        found.append(link("bookmark", f"{path}?{urlencode(pinned)}", GEOJSON, "永久链接 | Permalink"))
    return found


def _state_path(record: RoadRecord, version: RoadVersion) -> str:
    """Where one state of a road stands: the road on a day of that state, else the state among the versions."""
    period = version.valid
    days = [period.start.latest, period.start.earliest, *([period.end.eve] if period.end else [])]
    kept = {name: request.args[name] for name in ("known_at", "position", "published_by") if name in request.args}
    for day in days:
        if record.version_on(day) == version:
            return f"{road_path(record.road_id)}?{urlencode({'datetime': day.isoformat()} | kept)}"
    path = f"/collections/versions/items/{quote(version_id(version))}"
    return f"{path}?{urlencode(kept)}" if kept else path


def version_id(version: RoadVersion) -> str:
    """The id of a state: the road and the clause that tells of it; it stays when earlier states come to light."""
    told = "~before" if version.basis == "observation" else ""
    return f"{version.road_id}~{version.entry_id}{told}"


def features_of(versions: Iterable[RoadVersion], ground: bool) -> list[Feature]:
    """Features, with what was found on the map where `ground`."""
    known = list(versions)
    acts = _heads({version.notice_id for version in known})
    if not ground:
        return [described(version, acts.get(version.notice_id)) for version in known]
    keys = [(version.road_id, version.description) for version in known]
    resolutions = house().resolutions
    found = resolutions.of_keys(keys) if len(known) != 1 else {keys[0]: resolutions.of(known[0])}
    return [
        feature(version, found.get(key), acts.get(version.notice_id)) for version, key in zip(known, keys, strict=True)
    ]


def _heads(notice_ids: set[str]) -> dict[str, NoticeHead]:
    """What is shown of notices beside roads; the register's changes apart it is always the same, so it is kept."""
    kept: dict[str, NoticeHead] = house().remembered("notice heads", dict)
    found = {one: kept[one] for one in notice_ids & kept.keys()}
    missing = notice_ids - found.keys()
    if missing:
        with house().register.store.reading() as connection:
            new = notice_heads(connection, missing)
        if len(kept) < MOST_HEADS:
            kept.update(new)
        found |= new
    return found


def attribution(areas: Iterable[str | None]) -> str | None:
    """Whose geometry it is, from each snapshot's own metadata."""
    owed = house().remembered("attributions", house().snapshots.attributions)
    return "; ".join(dict.fromkeys(owed[area] for area in areas if area in owed)) or None


ROADS = Collection(
    name="roads",
    title=Sentence("道路", "Roads"),
    description=Sentence(
        "在所问时点生效的道路，一路一条。", "Roads in force at the time asked for, one feature a road."
    ),
    walk=_walk,
    one=_one,
    key=lambda version: version.road_id,
    features=features_of,
    links=_links,
    road=lambda version: version,
    parameters=LISTED,
    item_parameters=(*TIMES, *SHOWN),
    filters=FILTERS,
    narrows=NARROWS,
    orders=ORDERS,
    count=_count,
    means_today=True,
)
