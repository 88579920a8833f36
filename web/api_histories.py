"""The whole histories of roads, as they were known: what collections of versions and changes are made from."""

from collections.abc import Iterator

from gazetteer.errors import RoadNotFoundError
from gazetteer.queries import changed_after
from gazetteer.records import RoadRecord, RoadVersion
from gazetteer.times import Day, Period, TimePoint
from web.house import house
from web.parameters import Interval


def histories(point: TimePoint, area: str | None = None) -> Iterator[RoadRecord]:
    """Every road's record as known (or public) by then, in the order of their ids."""
    kept = house().remembered("histories", _kept)
    changed: set[str] = set()
    if not point.is_all_we_know:
        with house().register.store.reading() as connection:
            changed = set(changed_after(connection, point))
    for road_id in sorted(kept.keys() | changed):
        record = _known(road_id, point) if road_id in changed else kept[road_id]
        if record is not None and (area is None or any(version.place.area == area for version in record.versions)):
            yield record


def _kept() -> dict[str, RoadRecord]:
    """Road id → its versions, of all that the register holds now."""
    states: dict[str, dict[int, RoadVersion]] = {}
    for change in house().register.changes():
        for version in (change.before, change.after):
            if version is not None:
                states.setdefault(version.road_id, {})[version.ordinal] = version
    return {road_id: RoadRecord(road_id, tuple(found[n] for n in sorted(found))) for road_id, found in states.items()}


def _known(road_id: str, point: TimePoint) -> RoadRecord | None:
    try:
        record = house().register.record(road_id, point.known_at, point.published_by)
    except RoadNotFoundError:
        return None
    return record if record.road_id == road_id else None  # absorbed: told under the other id


def meets(period: Period, interval: Interval) -> bool:
    """Whether a half-open period has a day (for certain or perhaps) of an interval whose ends are included."""
    starts_in_time = interval.last is None or period.start.earliest <= interval.last
    return starts_in_time and (interval.first is None or period.end is None or period.end.latest > interval.first)


def falls(day: Day, interval: Interval) -> bool:
    """Whether a day lies (for certain or perhaps) in an interval whose ends are included."""
    return (interval.first is None or day.latest >= interval.first) and (
        interval.last is None or day.earliest <= interval.last
    )
