"""`/changes`: what was done to which road, by day."""

from collections.abc import Iterable
from functools import partial
from itertools import groupby
from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from gazetteer.events import ACTS
from gazetteer.lineage import Kin, Turned, lineage, turned
from gazetteer.records import Change, RoadChange, differences
from gazetteer.store import Store
from gazetteer.turns import Wanted, read_changes
from web.annals import annals, documents_of
from web.grounds import areas, asked_area
from web.house import house
from web.parameters import ParameterError, Query, read_choice, read_date, read_start, read_text, refuse_times

blueprint = Blueprint("changes", __name__)
MOST_CHANGES = 200


def asked_changes(query: Query) -> Wanted:
    """Which changes a request asks for: `area`, `act`, `district`, in force `from` a day and up `to` one."""
    refuse_times(query)
    area, act, district = asked_area(query), read_choice(query, "act", ACTS), read_text(query, "district")
    first, last = read_date(query, "from"), read_date(query, "to")
    if first and last and first > last:
        raise ParameterError("from", "晚于 to。", "lies after to.")
    return Wanted(area, act, district, first, last)


def query_for(asked: Wanted, **changed: str | None) -> str:
    """The query that asks for these changes, with some of it changed."""
    said = {"area": asked.area, "act": asked.act, "district": asked.district, "from": asked.first, "to": asked.last}
    text = urlencode({name: str(value) for name, value in (said | changed).items() if value})
    return f"?{text}" if text else ""


@blueprint.get("/changes")
def changes() -> str:
    """What was named, renamed, moved or abolished, newest first; `area`, `district`, `act`, `from`, `to` narrow it."""
    asked, start = asked_changes(request.args), read_start(request.args)
    store = house().register.store
    with store.reading() as connection:
        total, turns = asked.count(connection), asked.find(connection, start, MOST_CHANGES)
    shown = list(read_changes(store, turns))
    kin = kin_of_changes(store, map(turned, shown))
    said = ((change, told(change), kin.get(turned(change), ())) for change in shown)
    known = annals(house())
    return render_template(
        "changes.html",
        days=[(day, list(some)) for day, some in groupby(said, lambda one: one[0].on)],
        documents=documents_of(store, shown),
        total=total,
        start=start,
        following=start + MOST_CHANGES if start + MOST_CHANGES < total else None,
        asked=asked,
        query=partial(query_for, asked),
        areas=areas(),
        acts=known.acts,
        districts=known.districts(asked.area) if asked.area else [],
    )


def told(change: RoadChange) -> tuple[Change, ...]:
    """What a change did to name and ends; nothing for a road that begins or ends with it."""
    if change.before is None or change.after is None:
        return ()
    return tuple(one for one in differences(change.before, change.after) if one.field in ("name", "start", "end"))


def kin_of_changes(store: Store, changes: Iterable[Turned]) -> dict[Turned, tuple[Kin, ...]]:
    """What came of what by these changes."""
    with store.reading() as connection:
        return lineage(connection, changes)
