"""The page of a road: its record, its history as a timeline, and where it is."""

from collections.abc import Callable, Container, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from shapely.geometry import shape
from werkzeug.wrappers import Response

from gazetteer.citing import cite
from gazetteer.corrected import Corrections, corrections_of, put_right_anew
from gazetteer.errors import RoadNotFoundError
from gazetteer.lineage import Kin, kin_of, merged_into, turned
from gazetteer.queries import KeptNotice
from gazetteer.readings import notice_of
from gazetteer.records import Basis, Change, RoadChange, RoadRecord, RoadVersion, changes_of, differences_told
from gazetteer.times import Day, TimePoint
from geodata.features import geometry
from geodata.outcomes import NotMapped, Resolution, Unresolved, is_certain
from geodata.stretches import Stretches, find_stretches
from web import marks
from web.grounds import ground_named
from web.house import house, prefix, settings
from web.locator import Drawn, draw_locator
from web.maps import shell
from web.neighbours import find_neighbours
from web.parameters import read_point
from web.pointed import day_shown
from web.sketch import draw_extents
from web.tiles import background_of

blueprint = Blueprint("road_page", __name__)


@blueprint.get("/roads/<road_id>")
def road(road_id: str) -> str | Response:
    """A road's record, its history, and where it is; `valid_on`, `known_at`, `published_by` ask for another time."""
    register, point = house().register, read_point(request.args)
    record = register.record(road_id, point.known_at, point.published_by)
    if record.road_id != road_id:
        return redirect(elsewhere(f"/roads/{record.road_id}"), 308)
    shown, then = _shown(record, point)
    resolution, beside = house().resolutions.of(shown), find_neighbours(register, shown, point)
    ground = ground_named(shown.place.area)
    right = corrections_of(record, lambda entry_id: register.entry(entry_id)[0])
    findings, steps = register.findings(road_id=record.road_id), _steps(record, right, _kin(record, point))
    with register.store.reading() as connection:
        cited = cite(connection, findings)
    return render_template(
        "road.html",
        record=record,
        shown=shown,
        then=then,
        point=point,
        is_current=shown.valid.end is None,
        steps=steps,
        went=_went(shown, steps),
        former=[name for name in record.names if name != shown.name],
        resolution=resolution,
        status=resolution.status if resolution else "unresolved",
        findings=findings,
        cited=cited,
        ends=beside.ends,
        dependants=beside.dependants,
        sources=_sources(shown),
        corrected=right[shown.ordinal - 1],
        notice_names=_notice_names(record),
        fictional_area=ground is not None and ground.area.fictional,
        time_query=_time_query(shown, point, then),
        asked_query=_asked("valid_on", "known_at", "published_by"),
        known_query=_asked("known_at", "published_by"),
        map_day=point.valid_on if point.valid_on and then else day_shown(shown),
        ground=ground,
        shell=shell(settings().outside_tiles, settings().outside_tiles_attribution) if _has_map(resolution) else None,
    )


def _has_map(resolution: Resolution | None) -> bool:
    return resolution is not None and not isinstance(resolution, NotMapped | Unresolved)


def _shown(record: RoadRecord, point: TimePoint) -> tuple[RoadVersion, bool]:
    """The version at the time asked for, and whether there was one (else the last is shown)."""
    try:
        return house().register.version(record.road_id, point), True
    except RoadNotFoundError:
        return record.versions[-1], False


@dataclass(frozen=True, slots=True)
class Correction:
    """The clause of a later notice that put values of a state right; only these are marked in it."""

    kept: KeptNotice
    entry_id: str
    clause: tuple[marks.Piece, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing in a road's history: an act with what it changed and its clause, or an observation."""

    act: str  # a naming event's name, or "observation"
    version: RoadVersion  # as the act left the road, or as it was last
    ended_on: Day | None  # the act ended the road
    recorded_at: datetime
    changes: tuple[Change, ...]
    kept: KeptNotice
    entry_id: str
    clause: tuple[marks.Piece, ...]
    corrections: tuple[Correction, ...] = ()
    corrected: Corrections = field(default_factory=dict)  # field of `changes` → the entry that put it right
    kin: tuple[Kin, ...] = ()  # what the road came of by it, went on as, or took in
    drawing: tuple[str, str] | None = None  # SVG of the old and the new ends, where they moved
    ground: str | None = None  # SVG of the old and the new line, where both were found and differ
    is_same_line: bool = False  # both were found, and are one
    is_unsure: bool = False  # one of them is not certain
    moved_m: Mapping[str, int] = field(default_factory=dict)  # metres added and removed on the ground


def _kin(record: RoadRecord, point: TimePoint) -> dict[str, RoadRecord]:
    """The roads that a road came of or went on as, by the ids it knows them by, as known then."""
    found = {}
    for one in (*record.predecessors, *record.successors):
        with suppress(RoadNotFoundError):
            found[one] = house().register.record(one, point.known_at, point.published_by)
    return found


def _went(shown: RoadVersion, steps: Iterable[Step]) -> tuple[Kin, ...]:
    """What a road that was divided or merged goes on as."""
    by = shown.ending.entry_id if shown.ending else None
    return next((step.kin for step in steps if step.ended_on and step.entry_id == by), ())


def _steps(record: RoadRecord, right: tuple[Corrections, ...], others: Mapping[str, RoadRecord]) -> list[Step]:
    """The history, newest first; `right` is what was put right in each state, `others` are its kin."""
    told = [_told(version) for version in record.versions if version.basis is Basis.OBSERVATION]
    done = [
        _done(change, put_right_anew(right, change.after.ordinal - 1) if change.after is not None else {}, kin)
        for change, kin in ((one, _kin_by(record, one, others)) for one in changes_of(record))
    ]
    return [*reversed(done), *reversed(told)]


def _kin_by(record: RoadRecord, change: RoadChange, others: Mapping[str, RoadRecord]) -> tuple[Kin, ...]:
    """What the road came of by a change, went on as, or took in."""
    if change.act not in ("Named", "Split", "Merged"):
        with house().register.store.reading() as connection:
            return merged_into(connection, record.road_id, change.notice_id, change.on)
    return kin_of(turned(change), record.predecessors, record.successors, others)


def _done(change: RoadChange, corrected: Corrections, kin: tuple[Kin, ...]) -> Step:
    """An act of an authority; what was put right in it later is not marked as read from its clause."""
    before, after = change.before, change.after
    wrong = {after.sources[name].key for name in corrected} if after is not None else set()
    kept, clause = _clause(change.notice_id, change.entry_id, lambda key: key not in wrong)
    changes: tuple[Change, ...] = ()
    drawing = ground = cut = None
    is_sure = False
    if before is not None and after is not None:
        changes = differences_told(before, after)
        if change.act == "ExtentChanged" and before.extent != after.extent:
            drawing = draw_extents(before.extent, after.extent)
            cut, is_sure = _cut(before, after)
            ground = _draw_lines(cut, after) if cut is not None and (cut.added or cut.removed) else None
    ended_on = change.on if after is None else None
    told = change.act, change.road, ended_on, change.recorded_at, changes, kept, change.entry_id, clause
    moved_m = {"added": round(cut.added_m), "removed": round(cut.removed_m)} if cut is not None else {}
    by = dict.fromkeys(corrected.values())
    mended = tuple(_correction(entry_id, wrong) for entry_id in by)
    is_same_line = cut is not None and ground is None
    return Step(*told, mended, corrected, kin, drawing, ground, is_same_line, cut is not None and not is_sure, moved_m)


def _correction(entry_id: str, keys: Container[str]) -> Correction:
    kept, clause = _clause(notice_of(entry_id), entry_id, lambda key: key in keys)
    return Correction(kept, entry_id, clause)


def _cut(before: RoadVersion, after: RoadVersion) -> tuple[Stretches | None, bool]:
    """What of a road's line was added, taken off or kept, and whether both lines are certain.

    None where one of the two was not found.
    """
    found = house().resolutions.of_all([before, after])
    lines = [found.get((one.road_id, one.description)) for one in (before, after)]
    return find_stretches(*lines), all(map(is_certain, lines))


def _draw_lines(cut: Stretches, after: RoadVersion) -> str:
    """A drawing of what was added, taken off and kept, over the streets."""
    network = house().snapshots.network(after.place.area or "")
    drawn = [Drawn(part, shape(geometry(one))) for part in ("kept", "removed", "added") for one in getattr(cut, part)]
    return draw_locator(background_of(network) if network is not None else None, drawn, after.name)


def _told(version: RoadVersion) -> Step:
    """An earlier state that a later notice tells of; only what it says of that state is marked."""
    earlier = ("former_name", "name", "previous.start", "previous.end")
    kept, clause = _clause(version.notice_id, version.entry_id, lambda key: key in earlier)
    return Step("observation", version, None, version.recorded_at, (), kept, version.entry_id, clause)


def _clause(
    notice_id: str, entry_id: str, is_marked: Callable[[str], bool]
) -> tuple[KeptNotice, tuple[marks.Piece, ...]]:
    """A notice, and the clause of one of its entries in pieces, of which the values of some keys are marked."""
    kept = house().register.notice(notice_id)
    entry = next((entry for entry in kept.entries if entry.entry_id == entry_id), None)
    return kept, marks.clause(kept.text, entry, [*filter(is_marked, entry.spans)]) if entry is not None else ()


def _sources(version: RoadVersion) -> dict[str, str]:
    """field → the id of the entry it was read from, for links into the notice."""
    return {field: source.entry_id for field, source in version.sources.items()}


def _notice_names(record: RoadRecord) -> dict[str, str]:
    """notice id → its number or title, for the notices the record rests on."""
    read_in = {notice_of(one.entry_id) for version in record.versions for one in version.sources.values()}
    acts = house().register.acts({version.notice_id for version in record.versions} | read_in)
    return {notice_id: notice.called for notice_id, notice in acts.items()}


def _time_query(shown: RoadVersion, point: TimePoint, then: bool) -> str:
    """The query that asks the API for the state this page shows, on the day asked for if it was in force `then`.

    Else on its last day, or on its first where it is yet to come.
    """
    day = point.valid_on.isoformat() if then and point.valid_on else day_shown(shown)
    return _query({"datetime": day} | {name: request.args.get(name) for name in ("known_at", "published_by")})


def _asked(*names: str) -> str:
    """The query that asks for the time that this page was asked for."""
    return _query({name: request.args.get(name) for name in names})


def _query(said: Mapping[str, str | None]) -> str:
    text = urlencode({name: value for name, value in said.items() if value})
    return f"?{text}" if text else ""


def elsewhere(path: str) -> str:
    """Another path of ours with this request's query."""
    query = request.query_string.decode()
    return prefix() + (f"{path}?{query}" if query else path)
