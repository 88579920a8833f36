"""The page of a notice: its text with every value marked, its entries, findings, a drawing, and what it followed."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from gazetteer.entries import Entry, Terminus
from gazetteer.proposals import Succession
from gazetteer.queries import KeptNotice
from gazetteer.records import Change
from web import marks
from web.diagram import draw_notice
from web.grounds import areas
from web.house import house
from web.parameters import read_text
from web.road_page import elsewhere

blueprint = Blueprint("notice_page", __name__)


@blueprint.get("/notices")
def notices() -> str:
    """All notices, the latest in force first, in the areas asked for."""
    area = read_text(request.args, "area")
    return render_template("notices.html", kept=house().register.notices(area), area=area, areas=areas())


@blueprint.get("/notices/<path:notice_id>")
def notice(notice_id: str) -> str | AnyResponse:
    """A notice: its text with every value marked, its entries, findings and a drawing; also found by its number."""
    register = house().register
    kept = register.notice(notice_id)
    if kept.notice.notice_id != notice_id:
        return redirect(elsewhere(f"/notices/{kept.notice.notice_id}"))
    return render_template(
        "notice.html",
        kept=kept,
        notice=kept.notice,
        passages=marks.passages(kept.text, kept.entries, kept.problems),
        road_of=register.roads_of(kept.notice.notice_id),
        findings=register.findings(notice_id=kept.notice.notice_id),
        drawing=draw_notice(kept.entries, register.roads_of(kept.notice.notice_id)) if kept.entries else None,
        before=[_followed(one, kept, one.proposal_id) for one in register.proposals_before(kept.notice.notice_id)],
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
    drawn = draw_notice(kept.entries, house().register.roads_of(kept.notice.notice_id))
    return Response(str(drawn.svg), mimetype="image/svg+xml")
