"""The collection `roads`: those in force at a time, as it was known at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from urllib.parse import quote, urlencode

import orjson
from flask import g, request
from sqlalchemy import Connection
from werkzeug.routing import RequestRedirect

from gazetteer.errors import NotFoundError
from gazetteer.lineage import Turned, lineage
from gazetteer.listing import Condition, NoticeHead, count_roads, count_states, held_twice, notice_heads, of_act
from gazetteer.records import RoadRecord
from gazetteer.schema import versions
from gazetteer.tallies import Tally, tally
from gazetteer.text import Sentence
from geodata.features import described, feature_of
from geodata.states import VALUES, Kept, Road, kept_of, kept_road, order_of, state_on
from web.answers import GEOJSON
from web.api_histories import Narrow, held_then, in_time
from web.api_query import Asked, instant, last_recorded_at
from web.collections import Collection, Count, Feature, Link, link, site
from web.house import house
from web.parameters import ParameterError

MOST_HEADS = 20_000  # notices kept in mind
MOST_SORTED = 2_000_000  # states
MOST_TALLIED = 2_000_000  # states: a second or two, once whenever the register has changed
TIMES = ("datetime", "known_at", "position", "published_by")
SHOWN = ("f", "lang", "ground")
LISTED = ("bbox", *TIMES, "limit", "q", "after", "sortby", *SHOWN)
FILTERS = {
    "name": lambda state: state.said["name"],
    "district": lambda state: state.district,
    "act": lambda state: state.said["act"],
    "notice_id": lambda state: state.said["notice_id"],
    "area": lambda state: state.area,
}
NARROWS: dict[str, Callable[[str], Condition]] = {
    "name": versions.c.name.__eq__,
    "district": versions.c.district.__eq__,
    "act": of_act,
    "notice_id": versions.c.notice_id.__eq__,
    "area": versions.c.area.__eq__,
    "road_id": versions.c.road_id.__eq__,
}


def orders() -> dict[str, Callable[[Kept], tuple[str, ...]]]:
    """What states can be put in order by."""
    return {name: partial(order_of, by=name) for name in VALUES}


class RoadGoneError(NotFoundError):
    """A road that was not in force at the time asked for; `links` lead to when it was."""

    def __init__(self, road_id: str, day: date, links: Sequence[Link]) -> None:
        super().__init__(
            f"道路“{road_id}”在 {day} 不在使用中；它的各个版本见 versions。",
            f"the road {road_id!r} was not in force on {day}; see its versions.",
        )
        self.day = day
        self.links = list(links)


def _walk(
    connection: Connection, asked: Asked, narrow: Narrow, since: str, size: int, ids: Iterable[str] | None = None
) -> Iterator[Kept]:
    """One state a road: the one in force, or of an interval the latest that was in force in it."""
    for road in held_then(connection, asked, narrow, since, size, ids, means_today=True):
        state = _shown(road, asked)
        if state is not None:
            yield state


def _shown(road: Road, asked: Asked) -> Kept | None:
    interval = asked.interval
    if asked.is_moment or interval is None:
        return state_on(road, asked.day)
    held = [state for state in road if state.meets(interval.first, interval.last)]
    return held[-1] if held else None


def _count(connection: Connection, asked: Asked, narrow: Narrow, most: int) -> Count | None:
    """Of a road held twice, since its days are partly known, the state shown may not be the one that is narrowed to."""
    known = _tally(connection) if asked.is_moment else None
    if asked.is_moment and not narrow:
        return Count(known.on(asked.day) if known else None)
    times = in_time(asked, means_today=True)
    found = count_roads(connection, (*times, *narrow), most)
    if (
        found
        and narrow
        and not (known and known.is_single(asked.day))
        and held_twice(connection, (*times, *narrow), times)
    ):
        return None
    return Count(found)


def _tally(connection: Connection) -> Tally | None:
    return house().remembered("tally", lambda: tally(connection, MOST_TALLIED))


def _as_kept(connection: Connection, asked: Asked) -> Narrow | None:
    """The states of a day, where each road has one only: of days partly known it may have two."""
    times = in_time(asked, means_today=True)

    def is_single() -> bool:
        known = _tally(connection)
        if known is not None:
            return known.is_single(asked.day)
        found = count_roads(connection, times, MOST_SORTED)
        return found is not None and found == count_states(connection, times, MOST_SORTED)

    return times if asked.is_moment and house().remembered(f"single {asked.day}", is_single) else None


def _one(road_id: str, asked: Asked) -> Kept:
    """Raises `RoadNotFoundError`, `RoadGoneError`; leads on from an absorbed id."""
    if not asked.is_moment:
        raise ParameterError("datetime", "这里请写一天。", "write one day here.")
    road = states_of(road_id, asked)
    state = state_on(road, asked.day)
    if state is None:
        path = road_path(road_id)
        raise RoadGoneError(
            road_id, asked.day, [link("version-history", f"{path}/versions", GEOJSON), *_went(road[-1])]
        )
    return state


def _went(last: Kept) -> list[Link]:
    """To what a road goes on as that was divided or merged."""
    ending = last.said.get("ending")
    if ending is None:
        return []
    turned = Turned(last.road_id, ending["act"], ending["notice_id"])
    with house().register.store.reading() as connection:
        kin = lineage(connection, [turned]).get(turned, ())
    return [link("related", road_path(one.road_id), GEOJSON, one.name) for one in kin]


def states_of(road_id: str, asked: Asked) -> Road:
    """The states of a road at the time asked for, read once a request.

    Raises `RoadNotFoundError`; leads on (308) from an absorbed id.
    """
    if "road" not in g or g.road[0].road_id != road_id:
        with house().register.store.reading() as connection:
            found = kept_road(connection, road_id) if asked.point.is_all_we_know else ()
            g.road = found or kept_of(connection, record_of(road_id, asked).versions)
    road: Road = g.road
    return road


def record_of(road_id: str, asked: Asked) -> RoadRecord:
    """A road's record at the time asked for. Raises `RoadNotFoundError`; leads on (308) from an absorbed id."""
    record = house().register.record(road_id, asked.point.known_at, asked.published_by)
    if record.road_id != road_id:
        path = request.path.replace(f"/items/{road_id}", f"/items/{quote(record.road_id)}")
        query = urlencode(request.args.to_dict())
        raise RequestRedirect(request.url_root.rstrip("/") + path + (f"?{query}" if query else ""))
    return record


def road_path(road_id: str) -> str:
    return f"/collections/roads/items/{quote(road_id)}"


def _links(state: Kept, asked: Asked) -> list[Link]:
    """To the road's history, its page, and its states before and after."""
    path = road_path(state.road_id)
    road = states_of(state.road_id, asked)
    found = [
        link("version-history", f"{path}/versions", GEOJSON),
        link("latest-version", path, GEOJSON),
        {"rel": "about", "href": f"{site()}/roads/{quote(state.road_id)}", "type": "text/html"},
    ]
    at = road.index(state)
    if at > 0:
        found.append(link("predecessor-version", _state_path(road, road[at - 1]), GEOJSON))
    if at + 1 < len(road):
        found.append(link("successor-version", _state_path(road, road[at + 1]), GEOJSON))
    if last := last_recorded_at():
        known_at = min(asked.known_at, last) if asked.known_at else last
        pinned = _pinned(asked.day, known_at, asked.published_by)
        found.append(link("bookmark", f"{path}?{pinned}", GEOJSON, "永久链接 | Permalink"))
    return found


@lru_cache(maxsize=64)
def _pinned(day: date, known_at: datetime, published_by: date | None) -> str:
    """The query of an answer that never changes."""
    said = {"datetime": day.isoformat(), "known_at": instant(known_at), "ground": "no"}
    return urlencode(said | ({"published_by": published_by.isoformat()} if published_by else {}))


def _state_path(road: Road, state: Kept) -> str:
    """Where one state of a road stands: the road on a day of that state, else the state among the versions."""
    days = [date.fromisoformat(day) for day in (state.from_latest, state.from_earliest)]
    if state.to_earliest:
        end = date.fromisoformat(state.to_earliest)
        days.append(end - timedelta(days=1) if end > date.min else end)
    kept = {name: request.args[name] for name in ("known_at", "position", "published_by") if name in request.args}
    for day in days:
        if state_on(road, day) == state:
            return f"{road_path(state.road_id)}?{urlencode({'datetime': day.isoformat()} | kept)}"
    path = f"/collections/versions/items/{quote(version_id(state))}"
    return f"{path}?{urlencode(kept)}" if kept else path


def version_id(state: Kept) -> str:
    """The id of a state: the road and the clause that tells of it; it stays when earlier states come to light."""
    told = "~before" if state.said["basis"] == "observation" else ""
    return f"{state.road_id}~{state.said['entry_id']}{told}"


def features_of(states: Sequence[Kept], ground: bool) -> list[Feature]:
    """Features, with what was found on the map where `ground`."""
    acts = heads_of({state.said["notice_id"] for state in states})
    made = []
    for state in states:
        notice = acts.get(state.said["notice_id"])
        if ground:
            made.append(feature_of(state.said, orjson.loads(state.found) if state.found else None, notice))
        else:
            made.append(described(state.said, notice))
    return made


def heads_of(notice_ids: set[str]) -> dict[str, NoticeHead]:
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
    key=lambda state: state.road_id,
    features=features_of,
    links=_links,
    road=lambda state: state,
    parameters=LISTED,
    item_parameters=(*TIMES, *SHOWN),
    filters=FILTERS,
    narrows=NARROWS,
    orders=orders(),
    count=_count,
    as_kept=_as_kept,
    means_today=True,
)
