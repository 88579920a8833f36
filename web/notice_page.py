"""The page of a notice: its text with every value marked, its entries, findings and a drawing."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from web import marks
from web.diagram import draw_notice
from web.grounds import grounds
from web.house import house
from web.parameters import read_text
from web.road_page import elsewhere

blueprint = Blueprint("notice_page", __name__)


@blueprint.get("/notices")
def notices() -> str:
    """All notices, the latest in force first, in the areas asked for."""
    area = read_text(request.args, "area")
    return render_template("notices.html", kept=house().register.notices(area), area=area, areas=grounds())


@blueprint.get("/notices/<path:notice_id>")
def notice(notice_id: str) -> str | AnyResponse:
    """A notice: its text with every value marked, its entries, findings and a drawing; also found by its number."""
    kept = house().register.notice(notice_id)
    if kept.notice.notice_id != notice_id:
        return redirect(elsewhere(f"/notices/{kept.notice.notice_id}"))
    return render_template(
        "notice.html",
        kept=kept,
        notice=kept.notice,
        passages=marks.passages(kept.text, kept.entries, kept.problems),
        road_of=house().register.roads_of(kept.notice.notice_id),
        findings=house().register.findings(notice_id=kept.notice.notice_id),
        drawing=draw_notice(kept.entries, house().register.roads_of(kept.notice.notice_id)) if kept.entries else None,
    )


@blueprint.get("/notices/<path:notice_id>/drawing.svg")
def drawing(notice_id: str) -> Response:
    """A notice as a drawing, by itself."""
    kept = house().register.notice(notice_id)
    drawn = draw_notice(kept.entries, house().register.roads_of(kept.notice.notice_id))
    return Response(str(drawn.svg), mimetype="image/svg+xml")
