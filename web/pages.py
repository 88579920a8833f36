"""The pages that list: search, browse, changes, work list, about."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Self
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from markupsafe import Markup, escape
from werkzeug.wrappers import Response as AnyResponse

from gazetteer.records import Change, RoadChange, differences
from geodata.tasks import KINDS
from web import words
from web.grounds import areas
from web.house import house
from web.parameters import ParameterError, Query, read_date, read_limit, read_text
from web.worklists import Worklist, read_worklist

blueprint = Blueprint("pages", __name__)
MOST_CHANGES = 300
MOST_BROWSED = 1000


@blueprint.get("/search")
def search() -> str:
    """Roads by name, with why each was found."""
    text = read_text(request.args, "q")
    hits = house().register.search(text, read_limit(request.args, 50)) if text else ()
    return render_template("search.html", searched=text, hits=hits, marked=_marked)


def typed_part(text: str, name: str) -> str:
    """The characters of `name` that were typed; empty where it was found by sound or by a former name."""
    return text if text in name else ""


def _marked(name: str, text: str) -> Markup:
    """The name with what was typed marked."""
    before, found, after = name.partition(typed_part(text, name) or "\0")
    return Markup("{}<mark>{}</mark>{}").format(before, found, after) if found else escape(name)


@blueprint.get("/suggest")
def suggest() -> Response:
    """The first few roads for what is being typed."""
    text = read_text(request.args, "q")
    hits = house().register.search(text, 8) if text else ()
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
            }
            for hit in sorted(hits, key=lambda hit: hit.version.place.area != area if area else False)
        ]
    )


@blueprint.get("/browse")
def browse() -> str:
    """The roads in force of an area by district and by the first letter of their romanised names."""
    known = areas()
    area = read_text(request.args, "area") or (known[0].name if known else None)
    district, initial = read_text(request.args, "district"), read_text(request.args, "initial")
    roads = [(*words.romanised(one), one) for one in house().register.roads(area=area)]
    here = [road for road in roads if district in (None, road[2].place.district or road[2].place.zone)]
    asked = {"area": area, "district": district, "initial": initial}
    return render_template(
        "browse.html",
        areas=known,
        asked=asked,
        districts=Counter(said for _, _, one in roads if (said := one.place.district or one.place.zone)),
        initials=Counter(letter for letter, _, _ in here),
        roads=sorted((road for road in here if initial in (None, road[0])), key=lambda road: road[:2]),
        most=MOST_BROWSED,
    )


@dataclass(frozen=True, slots=True)
class ChangesAsked:
    """Which changes a request asks for."""

    area: str | None = None
    act: str | None = None
    first: date | None = None  # in force from then on
    last: date | None = None  # up to and including then

    @classmethod
    def of(cls, query: Query) -> Self:
        area, act = read_text(query, "area"), read_text(query, "act")
        return cls(area, act, read_date(query, "from"), read_date(query, "to"))

    def __contains__(self, change: RoadChange) -> bool:
        return (
            self.act in (None, change.act)
            and (self.first is None or change.on.latest >= self.first)
            and (self.last is None or change.on.earliest <= self.last)
        )

    def query(self, **changed: str | None) -> str:
        """The query that asks for these, with some of it changed."""
        said = {"area": self.area, "act": self.act, "from": self.first, "to": self.last} | changed
        text = urlencode({name: str(value) for name, value in said.items() if value})
        return f"?{text}" if text else ""

    def find(self) -> list[RoadChange]:
        """Newest first."""
        return [change for change in house().register.changes(self.area) if change in self]


@blueprint.get("/changes")
def changes() -> str:
    """What was named, renamed, moved or abolished, newest first; `area`, `act`, `from` and `to` narrow it."""
    asked = ChangesAsked.of(request.args)
    changed = asked.find()
    days = groupby(changed[:MOST_CHANGES], key=lambda change: change.on)
    acts = house().remembered("acts done", lambda: sorted({change.act for change in house().register.changes()}))
    return render_template(
        "changes.html",
        days=[(day, [(change, _said(change)) for change in some]) for day, some in days],
        total=len(changed),
        asked=asked,
        areas=areas(),
        acts=acts,
    )


def _said(change: RoadChange) -> tuple[Change, ...]:
    """What a change did to name and ends; nothing for a road that begins or ends with it."""
    if change.before is None or change.after is None:
        return ()
    return tuple(one for one in differences(change.before, change.after) if one.field in ("name", "start", "end"))


@blueprint.get("/worklist")
def worklist() -> str:
    """What is official but missing or different on the map; `area`, `kind`, `state` (open, closed, all) narrow it."""
    area = read_text(request.args, "area")
    found = asked_worklist()
    return render_template("worklist.html", items=found.items, unjudged=found.unjudged, area=area, areas=areas())


def asked_worklist() -> Worklist:
    """The work list that a request asks for."""
    area, kind, state = (read_text(request.args, name) for name in ("area", "kind", "state"))
    known = next((one for one in KINDS if one == kind), None)
    if kind is not None and known is None:
        raise _no_such("kind", KINDS)
    if state is not None and state not in _STATES:
        raise _no_such("state", _STATES)
    return read_worklist(house().register, house().snapshots, area, known, is_open=_STATES[state or "open"])


_STATES = {"open": True, "closed": False, "all": None}


def _no_such(name: str, known: Iterable[str]) -> ParameterError:
    words = " ".join(known)
    return ParameterError(name, f"请写其中之一：{words}。", f"write one of {words}.")


@blueprint.get("/about")
def about() -> str:
    """What this is, how certainty is computed, sources, licences and the head of the log."""
    known = [(area, house().snapshots.latest(area.name)) for area in areas()]
    return render_template("about.html", grounds=known, head=house().register.head())


@blueprint.get("/healthz")
def health() -> Response:
    """Whether the register answers."""
    return jsonify({"status": "ok", "events": house().register.head().count})


@blueprint.get("/favicon.ico")
def favicon() -> AnyResponse:
    return redirect("/static/favicon.svg", 301)
