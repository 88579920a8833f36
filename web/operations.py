"""What operators and their programs ask: whether it is well, and its measures."""

import logging

from flask import Blueprint, Response, jsonify, request

from gazetteer.errors import GazetteerError
from web import metrics
from web.house import house, settings

log = logging.getLogger(__name__)

blueprint = Blueprint("operations", __name__)


@blueprint.get("/healthz")
def health() -> tuple[Response, int]:
    """Whether the register answers; 503 where it does not, for a reason that only the log says."""
    try:
        with house().one_state(settings().most_seconds):
            events = house().register.head().count
    except GazetteerError as error:
        number = request.environ["gazetteer.request_id"]
        log.error("error %s at %s: %s", number, request.path, error)
        return jsonify({"status": "failing", "error": number}), 503
    return jsonify({"status": "ok", "events": events}), 200


@blueprint.get("/metrics")
def measures() -> Response:
    """Prometheus' text."""
    asked = house()
    areas = asked.remembered("roads by area", lambda: {one.name: one.roads for one in asked.register.areas()})
    return Response(metrics.told(asked.register.head().count, areas), content_type=metrics.MEDIA_TYPE)
