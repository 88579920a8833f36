"""The page of a notice: its text with every value marked, its entries, findings, a drawing, and what it followed."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request
from sqlalchemy import func, select, true
from werkzeug.wrappers import Response as AnyResponse

from gazetteer import schema
from gazetteer.citing import cite
from gazetteer.extents import Terminus
from gazetteer.proposals import Succession
from gazetteer.queries import KeptNotice
from gazetteer.readings import Entry
from gazetteer.records import Change
from web import groundwork, marks
from web.diagram import draw_notice
from web.grounds import areas, asked_area
from web.house import house, prefix
from web.parameters import read_start, refuse_times
from web.road_page import elsewhere

blueprint = Blueprint("notice_page", __name__)
MOST_NOTICES = 40


@blueprint.get("/notices")
def notices() -> str:
    """The notices of an `area` (else of all), the latest in force first; a page at a time."""
    refuse_times(request.args)
    area, start = asked_area(request.args), read_start(request.args)
    ids, total = _notice_ids(area, start)
    following = start + MOST_NOTICES if start + MOST_NOTICES < total else None
    kept = [house().register.notice(notice_id) for notice_id in ids]
    return render_template(
        "notices.html",
        kept=kept,
        area=area,
        areas=areas(),
        total=total,
        start=start,
        following=following,
        size=MOST_NOTICES,
    )


def _notice_ids(area: str | None, start: int) -> tuple[list[str], int]:
    """A page of ids, and how many there are in all."""
    mine = schema.notices.c.area == area if area is not None else true()
    query = select(schema.notices.c.notice_id).where(mine)
    query = query.order_by(schema.notices.c.in_force_from.desc(), schema.notices.c.notice_id)
    with house().register.store.reading() as connection:
        total = connection.execute(select(func.count()).select_from(schema.notices).where(mine)).scalar_one()
        return list(connection.execute(query.limit(MOST_NOTICES).offset(start)).scalars()), total


@blueprint.get("/notices/<path:notice_id>")
def notice(notice_id: str) -> str | AnyResponse:
    """A notice: its text with every value marked, its entries, findings and a drawing; also found by its number."""
    register = house().register
    kept = register.notice(notice_id)
    if kept.notice.notice_id != notice_id:
        return redirect(elsewhere(f"/notices/{kept.notice.notice_id}"))
    road_of = register.roads_of(kept.notice.notice_id)
    findings = register.findings(notice_id=kept.notice.notice_id)
    with register.store.reading() as connection:
        cited = cite(connection, findings)
    return render_template(
        "notice.html",
        kept=kept,
        notice=kept.notice,
        passages=marks.passages(kept.text, kept.entries, kept.problems),
        road_of=road_of,
        groundwork=groundwork.of_notice(kept, road_of),
        findings=findings,
        cited=cited,
        drawing=draw_notice(kept.entries, road_of, prefix()) if kept.entries else None,
        before=[_followed(one, kept, one.proposal_id) for one in register.proposals_before(kept.reading)],
        after=[_followed(one, kept, one.decision_id) for one in register.decisions_after(kept.notice.notice_id)],
    )


@dataclass(frozen=True, slots=True)
class Followed:
    """How a proposal's roads came through a decision, seen from the page of either."""

    other: KeptNotice
    steps: tuple[tuple[Entry, Entry | None, tuple[Change, ...]], ...]  # proposed, decided, what changed in words
    added: tuple[Entry, ...]  # decided, never proposed

    @property
    def unchanged(self) -> int:
        """How many roads were decided as proposed."""
        return sum(decided is not None and not changes for _, decided, changes in self.steps)


def _followed(found: Succession, shown: KeptNotice, other_id: str) -> Followed:
    other = house().register.notice(other_id)
    entry_of: Mapping[str, Entry] = {entry.entry_id: entry for entry in (*shown.entries, *other.entries)}
    steps = []
    for step in found.steps:
        proposed, decided = entry_of[step.proposed], entry_of[step.decided] if step.decided else None
        changes = tuple(Change(key, _said(proposed, key), _said(decided, key)) for key in step.changed if decided)
        steps.append((proposed, decided, changes))
    return Followed(other, tuple(steps), tuple(entry_of[entry_id] for entry_id in found.added))


def _said(entry: Entry | None, key: str) -> str | None:
    """What an entry says of a field, in the notice's words."""
    if entry is None:
        return None
    if key in ("start", "end"):
        end: Terminus | None = getattr(entry.extent, key)
        return "：".join(part for part in (end.side, end.text) if part) if end else None
    value = getattr(entry, key)
    return value if value is None or isinstance(value, str) else str(value.text)


@blueprint.get("/notices/<path:notice_id>/drawing.svg")
def drawing(notice_id: str) -> Response:
    """A notice as a drawing, by itself."""
    kept = house().register.notice(notice_id)
    drawn = draw_notice(kept.entries, house().register.roads_of(kept.notice.notice_id), prefix())
    return Response(str(drawn.svg), mimetype="image/svg+xml")
