"""Changes and notices for other programs: an Atom feed, tables for a spreadsheet, and the map's dates."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from flask import Blueprint, Response, jsonify, render_template, request

from gazetteer.extents import Terminus
from gazetteer.lineage import Kin, Turned, turned
from gazetteer.readings import Entry
from gazetteer.records import RoadChange
from gazetteer.turns import read_changes
from web.annals import annals, documents_of
from web.api_roads import attribution
from web.changes import asked_changes, kin_of_changes, query_for, told
from web.grounds import asked_area
from web.house import house
from web.pages import asked_tasks
from web.worklists import feature, find_items, josm_file

blueprint = Blueprint("feeds", __name__)
MOST_ENTRIES = 100


@blueprint.after_request
def share(response: Response) -> Response:
    """Readable for pages from elsewhere, as the API, the tiles and the files are."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.get("/changes.atom")
def atom() -> Response:
    """The newest changes; an entry's id is the road and the clause that changed it, and never moves."""
    asked, store = asked_changes(request.args), house().register.store
    with store.reading() as connection:
        turns = asked.find(connection, most=MOST_ENTRIES)
    newest = list(read_changes(store, turns))
    kin = kin_of_changes(store, map(turned, newest))
    updated = max((change.recorded_at for change in newest), default=None)
    root = request.url_root.rstrip("/")
    text = render_template(
        "changes.atom",
        changes=[(change, told(change), kin.get(turned(change), ())) for change in newest],
        documents=documents_of(store, newest),
        query=query_for(asked),
        area=asked.area,
        updated=updated,
        root=root,
    )
    return Response(text, mimetype="application/atom+xml")


@blueprint.get("/changes.csv")
def changes_table() -> Response:
    """All changes asked for, newest first; old and new ends in columns."""
    heading = ("road_id", "name", "act", "valid_from", "recorded_at", "area", "district", "old_name", "old_start",
               "old_end", "start", "end", "notice_id", "document_number", "entry_id", "predecessors",
               "successors")  # fmt: skip
    store = house().register.store
    with store.reading() as connection:
        turns = asked_changes(request.args).find(connection)
    documents = documents_of(store, turns)
    kin = kin_of_changes(store, (Turned(turn.road_id, turn.act, turn.notice_id) for turn in turns))
    rows = (_change_row(change, documents, kin) for change in read_changes(store, turns))
    return table("changes.csv", heading, rows)


def _change_row(
    change: RoadChange, documents: Mapping[str, str], kin: Mapping[Turned, Sequence[Kin]]
) -> Sequence[str | None]:
    road, before, after = change.road, change.before, change.after
    old = before.extent if before else None
    new = after.extent if after else None
    others = " ".join(one.road_id for one in kin.get(turned(change), ()))
    return (
        road.road_id, road.name, change.act, change.on.edtf, change.recorded_at.isoformat(), road.place.area,
        road.place.district, before.name if before else None, _words(old.start if old else None),
        _words(old.end if old else None), _words(new.start if new else None), _words(new.end if new else None),
        change.notice_id, documents.get(change.notice_id), change.entry_id,
        None if before else others, others if before else None,
    )  # fmt: skip


@blueprint.get("/worklist.geojson")
def worklist_table() -> Response:
    """The work list: a line where one was found, else a point amid where to look."""
    items = find_items(house().register, house().snapshots, asked_tasks())
    features = [feature(item, request.url_root) for item in items]
    owners = attribution(item.task.area for item in items)
    response = jsonify({"type": "FeatureCollection", "features": features, "attribution": owners or ""})
    response.mimetype = "application/geo+json"
    response.headers["Content-Disposition"] = 'attachment; filename="worklist.geojson"'
    return response


@blueprint.get("/worklist.osm")
def worklist_file() -> Response:
    """The work list as a file that JOSM opens and does not upload."""
    response = Response(
        josm_file(find_items(house().register, house().snapshots, asked_tasks())), mimetype="application/xml"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="worklist.osm"'
    return response


@blueprint.get("/changes/days")
def days() -> Response:
    """The days on which something changed, earliest first, and how much; of a day partly known, its last."""
    known = annals(house()).days(asked_area(request.args))
    return jsonify([{"day": day.isoformat(), "count": many} for day, many in known])


@blueprint.get("/notices/<path:notice_id>/roads.csv")
def notice_table(notice_id: str) -> Response:
    """The entries of a notice."""
    kept = house().register.notice(notice_id)
    road_of = house().register.roads_of(kept.notice.notice_id)
    heading = ("entry_id", "road_id", "action", "name", "former_name", "district", "subdistricts", "length_m",
               "width_m", "start", "end", "previous_start", "previous_end")  # fmt: skip
    rows = (_entry_row(entry, road_of.get(entry.entry_id)) for entry in kept.entries)
    return table(f"{kept.notice.notice_id}.csv", heading, rows)


def _entry_row(entry: Entry, road_id: str | None) -> Sequence[str | None]:
    previous = entry.previous
    return (
        entry.entry_id, road_id, entry.action.value, entry.name, entry.former_name, entry.district,
        "、".join(entry.subdistricts), entry.length.told if entry.length else None,
        entry.width.told if entry.width else None, _words(entry.extent.start), _words(entry.extent.end),
        _words(previous.start if previous else None), _words(previous.end if previous else None),
    )  # fmt: skip


def _words(end: Terminus | None) -> str | None:
    return end.text if end is not None else None


def table(name: str, heading: Sequence[str], rows: Iterable[Sequence[str | None]]) -> Response:
    """A CSV file that spreadsheets open right: UTF-8 with its mark, and no cell that they would run."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows([_harmless(cell or "") for cell in row] for row in rows)
    response = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
