"""The pages that list: search, browse, changes, work list, about."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

import orjson
from flask import Blueprint, Response, jsonify, redirect, render_template, request
from markupsafe import Markup, escape
from shapely.geometry import shape
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from gazetteer.addresses import find_roads
from gazetteer.queries import Hit
from gazetteer.schema import versions
from gazetteer.search import Rank, latin
from gazetteer.standing import absence_on
from gazetteer.times import today
from geodata.features import geometry
from geodata.outcomes import Ambiguous, Resolved
from geodata.tasks import KINDS, Task, Tasks
from web import words
from web.atlas import Atlas
from web.atlases import atlas
from web.grounds import NO_CITY, areas, asked_area, roads_of_no_city
from web.house import house, prefix
from web.locator import Drawn, draw_locator, kind_of
from web.parameters import (
    MOST_ITEMS,
    read_choice,
    read_limit,
    read_start,
    read_text,
    refuse_times,
)
from web.pointed import day_shown
from web.tiles import background_of
from web.worklists import Unjudged, WorkItem, find_items

blueprint = Blueprint("pages", __name__)
MOST_BROWSED = 1000
MOST_TASKS = 50
MOST_NEAREST = 5
LEAST_SWAPPED = 4  # letters, of which two may have changed places
MOST_PARTS = 8  # of what was typed that are looked for


@blueprint.get("/search")
def search() -> str:
    """Roads by name, with why each was found."""
    refuse_times(request.args)
    text = read_text(request.args, "q")
    limit = read_limit(request.args, 50)
    found = find_roads(house().register, text, limit + 1) if text else ()  # one more than is shown: there are others
    hits, more = found[:limit], min(4 * limit, MOST_ITEMS) if len(found) > limit else None
    near = nearest(text) if text and not hits else ()
    return render_template(
        "search.html", searched=text, hits=hits or near, is_near=bool(near), more=more, limit=limit, marked=_marked
    )


def nearest(text: str) -> Sequence[Hit]:
    """Where nothing was found: the names most like what was typed, among those that share a part of it."""
    search = house().register.search
    if (plain := latin(text)) is not None:  # of what was typed by its sound the beginning is mostly right
        pairs = range(min(len(plain) - 1, MOST_PARTS)) if len(plain) >= LEAST_SWAPPED else ()
        swapped = (plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :] for at in pairs)
        shorter = (plain[:-cut] for cut in range(1, len(plain) // 2 + 1))
        return next((hits for part in (*swapped, *shorter) if (hits := search(part, MOST_NEAREST))), ())
    found: dict[str, Hit] = {}
    for size in (3, 2):
        parts = {text[at : at + size] for at in range(min(len(text) - size + 1, MOST_PARTS)) if size < len(text)}
        for part in sorted(parts):
            found |= {hit.version.road_id: hit for hit in search(part, 10) if hit.rank <= Rank.WITHIN}
        if found:
            break
    likeness = {road_id: SequenceMatcher(None, text, hit.matched).ratio() for road_id, hit in found.items()}
    ranked = sorted(found, key=lambda road_id: (-likeness[road_id], road_id))
    return [found[road_id] for road_id in ranked[:MOST_NEAREST]]


def typed_part(text: str, name: str) -> str:
    """The characters of `name` that were typed; empty where it was found by sound or by a former name."""
    return text if text in name else ""


def _marked(name: str, text: str) -> Markup:
    """The name with what was typed marked."""
    before, found, after = name.partition(typed_part(text, name) or "\0")
    return Markup("{}<mark>{}</mark>{}").format(before, found, after) if found else escape(name)


@blueprint.get("/suggest")
def suggest() -> Response:
    """The first few roads for what is being typed; where there are none, the nearest (`near`)."""
    text = read_text(request.args, "q")
    hits: Sequence[Hit] = find_roads(house().register, text, 8) if text else ()
    is_near = bool(text) and not hits
    if text and is_near:
        hits = nearest(text)
    area = read_text(request.args, "area")
    return jsonify(
        [
            {
                "road_id": hit.version.road_id,
                "name": hit.version.name,
                "matched": typed_part(text or "", hit.version.name),
                "reason": {"zh": hit.reason.zh, "en": hit.reason.en},
                "district": hit.version.place.district,
                "area": hit.version.place.area,
                "near": is_near,
                "not_in_force": {"zh": gone.zh, "en": gone.en} if (gone := absence_on(hit.version, today())) else None,
            }
            for hit in (hits if is_near else sorted(hits, key=lambda hit: _nearness(hit, area)))
        ]
    )


def _nearness(hit: Hit, area: str | None) -> tuple[bool, bool]:
    """What was typed goes before what sounds like it; of these the area shown before the others."""
    return hit.rank > Rank.WITHIN, area is not None and hit.version.place.area != area


@blueprint.get("/browse")
def browse() -> str:
    """The roads in force of an area by district and by the first letter of their romanised names."""
    refuse_times(request.args)
    known = areas()
    nameless = roads_of_no_city()
    if nameless and (request.args.get("area") == NO_CITY or not known):
        area: str | None = NO_CITY
    else:
        area = asked_area(request.args) or (known[0].name if known else None)
    district, initial = read_text(request.args, "district"), read_text(request.args, "initial")
    roads = house().remembered(f"browse {today()} {area}", lambda: _index(area))
    here = [road for road in roads if district in (None, road.district)]
    asked = {"area": area, "district": district, "initial": initial}
    return render_template(
        "browse.html",
        areas=known,
        nameless=NO_CITY if nameless else None,
        asked=asked,
        districts=Counter(road.district for road in roads if road.district),
        initials=Counter(road.letter for road in here),
        roads=[road for road in here if initial in (None, road.letter)],
        most=MOST_BROWSED,
    )


class Indexed(NamedTuple):
    """A road in the index of an area."""

    letter: str
    spelling: str
    name: str
    district: str
    road_id: str


def _index(area: str | None) -> list[Indexed]:
    """The roads in force of an area by letter and romanised name."""
    known, stated = atlas(house()), "" if area == NO_CITY else area
    shown = {(known.road_id(at), int(known.ordinals[at])) for at in known.on(today(), stated).tolist()}
    columns = versions.c
    query = select(columns.road_id, columns.ordinal, columns.name, columns.district, columns.body)
    if area is not None:
        query = query.where(columns.area.is_not_distinct_from(stated or None))
    found = []
    with house().register.store.reading() as connection:
        for road_id, ordinal, name, district, body in connection.execute(query.execution_options(yield_per=1000)):
            if (road_id, ordinal) in shown:
                letter, spelling = words.romanised(name, orjson.loads(body).get("romanised"))
                found.append(Indexed(letter, spelling, name, district or "", road_id))
    return sorted(found)


@blueprint.get("/worklist")
def worklist() -> str:
    """What is official but missing or different on the map; `area`, `kind`, `state` (open, closed, all) narrow it."""
    area, start = asked_area(request.args), read_start(request.args)
    tasks = asked_tasks()
    shown = tasks[start : start + MOST_TASKS]
    known = atlas(house())
    return render_template(
        "worklist.html",
        items=[replace(one, drawing=_locator(one)) for one in find_items(house().register, house().snapshots, shown)],
        total=len(tasks),
        start=start,
        following=start + MOST_TASKS if start + MOST_TASKS < len(tasks) else None,
        day_shown=day_shown,
        unjudged=[one for each in areas() if area in (None, each.name) and (one := _unjudged(known, each.name))],
        asked={name: request.args.get(name) for name in ("area", "kind", "state")},
        kinds=KINDS,
        areas=areas(),
    )


def _locator(item: WorkItem) -> str | None:
    """A small map of where to look: the line, or the candidates, or a ring amid the area."""
    network = house().snapshots.network(item.task.area)
    if item.spot is None or network is None:
        return None
    found = item.resolution
    if isinstance(found, Ambiguous):
        drawn = [Drawn("ambiguous", shape(geometry(one))) for one in found.candidates]
    else:
        kind = kind_of(found) if isinstance(found, Resolved) else "about"
        drawn = [Drawn(kind, shape(item.spot.shape))]
    return draw_locator(background_of(network), drawn, item.version.name)


def _unjudged(known: Atlas, area: str) -> Unjudged | None:
    """How many roads of an area no task can tell of."""
    shown = known.on(today(), area)
    unchecked = int((~known.looked[shown]).sum())
    undecided = sum(many for status, many in known.statuses.counts(shown) if status in ("ambiguous", "unresolved"))
    undecided -= unchecked
    return Unjudged(area, unchecked, undecided) if unchecked or undecided else None


def asked_tasks() -> tuple[Task, ...]:
    """The tasks that a request asks for."""
    refuse_times(request.args)
    area, kind = asked_area(request.args), read_choice(request.args, "kind", KINDS)
    state = read_choice(request.args, "state", _STATES) or "open"
    known = next((one for one in KINDS if one == kind), None)
    return Tasks(house().register).of(area, known, is_open=_STATES[state])


_STATES = {"open": True, "closed": False, "all": None}


@blueprint.get("/about")
def about() -> str:
    """What this is, how certainty is computed, sources, licences and the head of the log."""
    known = [(area, house().snapshots.latest(area.name)) for area in areas()]
    return render_template("about.html", grounds=known, head=house().register.head())


@blueprint.get("/favicon.ico")
def favicon() -> AnyResponse:
    return redirect(f"{prefix()}/static/favicon.svg", 301)
