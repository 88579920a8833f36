"""The map page, and what its script asks for: the list beside the map, lines in view, and the area of a road."""

import json
from dataclasses import dataclass
from datetime import date
from threading import Thread
from typing import Any, Self

import numpy as np
import orjson
import shapely
from flask import Blueprint, Response, g, render_template, request
from markupsafe import escape
from numpy.typing import NDArray
from sqlalchemy import func, select

from gazetteer.events import ACTS
from gazetteer.records import RoadVersion
from gazetteer.schema import entries, notices
from gazetteer.times import today
from geodata.outcomes import STATUSES
from web import words
from web.atlas import Atlas, Line
from web.atlases import atlas, stamp
from web.grounds import Ground, areas, asked_area, ground_of, roads_of_no_city
from web.house import House, house, settings
from web.maps import shell
from web.parameters import (
    MOST_ITEMS,
    ParameterError,
    Query,
    read_bounds,
    read_choice,
    read_date,
    read_limit,
    read_point,
    read_start,
    read_text,
)
from web.pointed import Pointed, find_pointed

blueprint = Blueprint("chart", __name__)

_SCRIPT_WORDS: tuple[tuple[str, dict[str, str]], ...] = (
    *(
        (key, {})
        for key in ("resolved", "named", "inferred", "decided", "uncertain", "ambiguous", "not_mapped", "unresolved")
    ),
    *((key, {}) for key in ("all", "no_network", "loading", "load_failed", "open_record", "close")),
    *((key, {}) for key in ("compare_same", "compare_failed", "today", "not_drawn", "old_not_drawn", "new_not_drawn")),
    *((key, {}) for key in ("locate", "locate_failed", "locate_far", "fullscreen", "no_area_shown")),
    *((key, {}) for key in ("none_match", "none_in_view")),
    *((f"road_{change}", {}) for change in ("added", "removed", "moved", "renamed")),
    *((act, {}) for act in ("Named", "Renamed", "ExtentChanged", "MeasuresChanged", "Restored", "Split", "Merged")),
    *(("roads_count", {"count": "%s"}), ("in_view_count", {"count": "%s"}), ("area_shown", {"area": "%s"})),
    ("day_changes", {"day": "%d", "count": "%s"}),
)


@blueprint.get("/")
def chart() -> str:
    """The map with its side panel."""
    known = areas()
    point, road_id = read_point(request.args), read_text(request.args, "road")
    pointed = find_pointed(road_id, point) if road_id else None
    theirs = pointed.area if isinstance(pointed, Pointed) else None
    wanted = theirs or asked_area(request.args) or settings().default_area
    chosen = next((area for area in known if area.name == wanted), known[0] if known else None)
    ground = ground_of(chosen) if chosen else None
    _draw_ahead(house())
    asked = settings()
    return render_template(
        "map.html",
        shell=shell(asked.outside_tiles, asked.outside_tiles_attribution),
        areas=known,
        nameless=0 if known else roads_of_no_city(),
        chosen=chosen,
        ground=ground,
        point=point,
        pointed=pointed if isinstance(pointed, Pointed) else None,
        nowhere=pointed.absent if isinstance(pointed, Pointed) else pointed,
        compared=[read_date(request.args, name) for name in ("from", "to")],
        narrowed=Narrowed.of(request.args),
        first_notice=_first_notice(chosen.name) if chosen and ground and ground.tiles is None else None,
        ground_json=json.dumps(_plain(ground), ensure_ascii=False) if ground else "null",
        stamp=stamp(house()),
        today=today(),
        words_json=json.dumps(_script_words(g.language), ensure_ascii=False),
    )


def _script_words(language: words.Language) -> dict[str, str]:
    """What the page's scripts say; what counts something also of one."""
    counted = {f"{key}_one": (key, fill | {"count": "1"}) for key, fill in _SCRIPT_WORDS if "count" in fill}
    said = {key: (key, fill) for key, fill in _SCRIPT_WORDS} | counted
    return {name: words.word(key, language, **fill) for name, (key, fill) in said.items()}


def _draw_ahead(here: House) -> None:
    """Begins to make the atlas, for which the page's script will ask in a moment."""
    Thread(target=atlas, args=(here,), daemon=True).start()


def _plain(ground: Ground) -> dict[str, object]:
    """A ground for the page's script."""
    return {
        "name": ground.area.name,
        "background": ground.tiles,
        "bounds": ground.bounds,
        "view": ground.view,
        "attribution": str(escape(ground.attribution)) if ground.attribution else None,  # Leaflet takes HTML
    }


def _first_notice(area: str) -> str | None:
    """The notice whose drawing stands in for a map where there are no streets: the one with most entries."""

    def choose() -> str | None:
        query = (
            select(notices.c.notice_id)
            .join(entries, entries.c.notice_id == notices.c.notice_id)
            .where(notices.c.area == area, notices.c.witness_of.is_(None))
            .group_by(notices.c.notice_id)
            .order_by(func.count().desc(), notices.c.notice_id)
        )
        with house().register.store.reading() as connection:
            return connection.execute(query.limit(1)).scalar()

    return house().remembered(f"first notice of {area}", choose)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which roads a reader wants to see; None: all."""

    road_id: str | None = None
    status: str | None = None
    act: str | None = None
    district: str | None = None
    since: int | None = None  # years in which the state came into force, both ends included
    until: int | None = None

    @classmethod
    def of(cls, query: Query) -> Self:
        """Raises `ParameterError`."""
        road_id, district = read_text(query, "road"), read_text(query, "district")
        status, act = read_choice(query, "status", STATUSES), read_choice(query, "act", ACTS)
        return cls(road_id, status, act, district, read_year(query, "since"), read_year(query, "until"))

    def of_these(self, known: Atlas, some: NDArray[np.int64]) -> NDArray[np.int64]:
        """The states among some that are wanted."""
        if self.road_id is not None:
            some = some[known.road_ids[some] == self.road_id.encode()]
        for wanted, column in ((self.status, known.statuses), (self.act, known.acts), (self.district, known.districts)):
            if wanted is not None:
                some = some[column.is_(wanted)[some]]
        years = known.years[some]
        since, until = self.since or 0, self.until if self.until is not None else years.max(initial=0)
        return some[(years >= since) & (years <= until) & ((years > 0) | (self.until is None))]


def read_year(query: Query, name: str) -> int | None:
    """A year in four digits, or None where it is left out."""
    text = read_text(query, name)
    if text is None:
        return None
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise ParameterError(name, "请写四位数的年份，如 2021。", "write a year in four digits, such as 2021.")
    return int(text)


@dataclass(frozen=True, slots=True)
class Seen:
    """The states a request asks for, in the order of the list."""

    atlas: Atlas
    day: date
    area: str | None
    all: NDArray[np.int64]  # of the area on the day
    chosen: NDArray[np.int64]  # of these, what the reader wants to see
    near: NDArray[np.int64] | None  # the lines in view; None: all

    @classmethod
    def of(cls, query: Query) -> Self:
        """Raises `ParameterError`."""
        point, narrowed, bounds = read_point(query), Narrowed.of(query), read_bounds(query)
        known, day, area = atlas(house(), point), point.valid_on or today(), asked_area(query)
        found = known.on(day, area)
        near = known.near(house().register.store, bounds) if bounds else None
        chosen = found if near is None else np.intersect1d(found, known.owners[near])
        chosen = narrowed.of_these(known, chosen)
        return cls(known, day, area, found, chosen, near)


@blueprint.get("/map/roads")
def listed() -> Response:
    """A page of the list beside the map, and how many roads of which kind there are; `bbox` keeps to what is in view.

    `after` of them are left out at the beginning.
    """
    asked = Seen.of(request.args)
    start, limit = read_start(request.args), read_limit(request.args, 200)
    known = asked.atlas
    said = {
        "count": len(asked.chosen),
        "total": len(asked.all),
        "counts": known.counts(asked.day, asked.area),
        "roads": known.said(house().register.store, asked.chosen[start : start + limit].tolist()),
    }
    return _answer(said)


@blueprint.get("/map/roads.geojson")
def lines() -> Response:
    """The lines in `bbox`: those of roads that were placed, with `candidates=yes` also those of ambiguous roads.

    None of them where there are more than `limit`: tiles draw those.
    """
    asked = Seen.of(request.args)
    known, most = asked.atlas, read_limit(request.args, MOST_ITEMS)
    found = known.lines_of(asked.chosen, asked.near)
    if read_text(request.args, "candidates") != "yes":
        found = found[known.placed[found]]
    features = _features(known, found) if len(found) <= most else []
    said = {"type": "FeatureCollection", "features": features, "numberMatched": len(found)}
    return _answer(said, "application/geo+json")


def _features(known: Atlas, lines: NDArray[np.int64]) -> list[dict[str, Any]]:
    store, owners = house().register.store, known.owners[lines].tolist()
    said = known.said(store, owners)
    return [_feature(one, line) for one, line in zip(said, known.lines(store, lines), strict=True)]


def _feature(said: dict[str, Any], line: Line) -> dict[str, Any]:
    shape = shapely.geometry.mapping(line.shape)
    return {"type": "Feature", "id": said["road_id"], "geometry": shape, "properties": said}


@blueprint.get("/map/area.geojson")
def area_of_road() -> Response:
    """The district or subdistrict in which a road (`road`) lies that has no line; no line is made of it."""
    road_id = read_text(request.args, "road")
    if road_id is None:
        raise ParameterError("road", "请写道路代码。", "write a road's id.")
    version = house().register.record(road_id).versions[-1]
    features = [_area(place) for place in _places(version)]
    return _answer({"type": "FeatureCollection", "features": features}, "application/geo+json")


def _places(version: RoadVersion) -> list[Any]:
    """The smallest place of the network in which a road is said to lie."""
    network = house().snapshots.network(version.place.area or "")
    if network is None:
        return []
    found = house().resolutions.of(version)
    said = (getattr(found, "approximate_area", None), *version.place.subdistricts, version.place.district)
    shapes = ([place for place in network.places if name in place.names] for name in said if name)
    return next((some for some in shapes if some), [])[:1]


def _area(place: Any) -> dict[str, Any]:
    shape = shapely.geometry.mapping(shapely.simplify(place.geometry, 1e-5))
    return {"type": "Feature", "geometry": shape, "properties": {"name": place.names[0]}}


def _answer(said: object, mimetype: str = "application/json") -> Response:
    response = Response(orjson.dumps(said), mimetype=mimetype)
    response.headers["Cache-Control"] = "no-cache"
    return response
