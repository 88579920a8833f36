"""What is measured, for Prometheus: requests by route and status, their time, and how far the log has come.

With several workers each writes its own counts into `PROMETHEUS_MULTIPROC_DIR`, and any of them tells the sum.
"""

import os
from collections.abc import Iterator
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

MEDIA_TYPE = CONTENT_TYPE_LATEST
_METHODS = {"GET", "HEAD", "OPTIONS", "POST"}
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0)
_own = CollectorRegistry()
_requests = Counter("gazetteer_requests", "Requests answered.", ("method", "route", "status"), registry=_own)
_seconds = Histogram(
    "gazetteer_request_seconds", "Time to the end of an answer.", ("route",), buckets=_BUCKETS, registry=_own
)
_kept = Counter("gazetteer_answers_kept", "Requests answered from answers kept ready.", registry=_own)


def note(method: str, route: str, status: str, seconds: float, kept: bool) -> None:
    """Counts a request; `route` is the rule it met, never what was typed."""
    counted, timed = _measures(method if method in _METHODS else "other", route, status)
    counted.inc()
    timed.observe(seconds)
    if kept:
        _kept.inc()


@cache
def _measures(method: str, route: str, status: str) -> tuple[Counter, Histogram]:
    return _requests.labels(method, route, status), _seconds.labels(route)


class _Register(Collector):
    def __init__(self, events: int, areas: dict[str, int]) -> None:
        self._events, self._areas = events, areas

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield GaugeMetricFamily("gazetteer_log_events", "Events in the register's log.", self._events)
        roads = GaugeMetricFamily("gazetteer_roads", "Roads in the register, by area.", labels=("area",))
        for area, count in self._areas.items():
            roads.add_metric((area,), count)
        yield roads


def told(events: int, areas: dict[str, int]) -> bytes:
    """All measures as text; `areas` says how many roads each has."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(_Register(events, areas))
    said = generate_latest(registry)
    return said if "PROMETHEUS_MULTIPROC_DIR" in os.environ else generate_latest(_own) + said
