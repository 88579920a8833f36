"""The collection `versions`: every state of every road, with the days it was in force."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode

from flask import request
from sqlalchemy import Connection

from gazetteer.errors import NotFoundError
from gazetteer.listing import count_states
from gazetteer.text import Sentence
from geodata.states import Kept
from web.answers import GEOJSON
from web.api_histories import Narrow, held_then, in_time
from web.api_query import Asked
from web.api_roads import (
    FILTERS,
    LISTED,
    NARROWS,
    SHOWN,
    features_of,
    orders,
    road_path,
    states_of,
    version_id,
)
from web.collections import Collection, Count, Feature, Link, link


class VersionNotFoundError(NotFoundError):
    """A state of a road that the register does not hold."""

    def __init__(self, version: str) -> None:
        super().__init__(f"地名录中没有版本“{version}”。", f"the register holds no version {version!r}.")


def _walk(
    connection: Connection, asked: Asked, narrow: Narrow, since: str, size: int, ids: Iterable[str] | None = None
) -> Iterator[Kept]:
    """Every state, or those in force at some time of the time asked for."""
    interval = asked.interval
    for road in held_then(connection, asked, narrow, since, size, ids, means_today=False):
        found = [one for one in road if interval is None or one.meets(interval.first, interval.last)]
        yield from sorted(found, key=version_id)


def _count(connection: Connection, asked: Asked, narrow: Narrow, most: int) -> Count:
    return Count(count_states(connection, (*in_time(asked, means_today=False), *narrow), most))


def _one(wanted: str, asked: Asked) -> Kept:
    road = states_of(wanted.partition("~")[0], asked)
    found = next((state for state in road if version_id(state) == wanted), None)
    if found is None:
        raise VersionNotFoundError(wanted)
    return found


def version_features(states: Sequence[Kept], ground: bool) -> list[Feature]:
    """Features of states, each under its own id."""
    found = features_of(states, ground)
    for said, state in zip(found, states, strict=True):
        said["id"] = version_id(state)
    return found


def _links(state: Kept, _: Asked) -> list[Link]:
    names = [name for name in ("known_at", "position", "published_by") if name in request.args]
    query = f"?{urlencode({name: request.args[name] for name in names})}" if names else ""
    path = road_path(state.road_id)
    return [link("related", path, GEOJSON), link("version-history", f"{path}/versions{query}", GEOJSON)]


VERSIONS = Collection(
    name="versions",
    title=Sentence("版本", "Versions"),
    description=Sentence("每条道路的每个版本，起讫日前闭后开。", "Every state of every road, from a day up to a day."),
    walk=_walk,
    one=_one,
    key=version_id,
    features=version_features,
    links=_links,
    road=lambda state: state,
    parameters=LISTED,
    item_parameters=("known_at", "position", "published_by", *SHOWN),
    filters={**FILTERS, "road_id": lambda state: state.road_id},
    narrows=NARROWS,
    orders=orders(),
    count=_count,
    as_kept=lambda _, asked: in_time(asked, means_today=False),
)
