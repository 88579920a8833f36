"""What operators and their programs ask: whether it is well, and its measures."""

from flask import Blueprint, Response, jsonify

from gazetteer.errors import GazetteerError
from web import metrics
from web.house import house

blueprint = Blueprint("operations", __name__)


@blueprint.get("/healthz")
def health() -> tuple[Response, int]:
    """Whether the register answers; 503 where it does not."""
    try:
        events = house().register.head().count
    except GazetteerError as error:
        return jsonify({"status": "failing", "what": str(error)}), 503
    return jsonify({"status": "ok", "events": events}), 200


@blueprint.get("/metrics")
def measures() -> Response:
    """Prometheus' text."""
    asked = house()
    areas = asked.remembered("roads by area", lambda: {one.name: one.roads for one in asked.register.areas()})
    return Response(metrics.told(asked.register.head().count, areas), content_type=metrics.MEDIA_TYPE)
