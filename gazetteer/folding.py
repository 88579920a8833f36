"""A road's record as a fold of its naming events, in valid order, whatever order they were learned in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import assert_never

from gazetteer.events import (
    Abolished,
    Corrected,
    ExtentChanged,
    MeasuresChanged,
    Merged,
    Named,
    NamingEvent,
    Place,
    Renamed,
    Restored,
    Split,
)
from gazetteer.extents import Extent, Terminus
from gazetteer.readings import number_of
from gazetteer.records import Basis, Ending, RoadRecord, RoadVersion, ValueSource
from gazetteer.times import Day, Period


@dataclass(frozen=True, slots=True)
class Learned:
    """A naming event and when we learned it; where a later notice corrected it, by which characters of that."""

    event: NamingEvent
    recorded_at: datetime
    mended: Mapping[str, ValueSource] = field(default_factory=dict, hash=False)


def valid_order(event: NamingEvent | Corrected) -> tuple[date, date, date, date, str, int, int]:
    """Sorts naming events by valid time, then notice, then clause: whatever the order of arrival.

    Of notices in force from one day, the one that was public first comes first (see `step_order`).
    """
    source = event.source
    public = source.published_on or source.valid_from
    return (*source.valid_from.key, *public.key, source.notice_id, source.ordinal, number_of(source.entry_id))


def fold(road_id: str, learned: Iterable[Learned], redirects: tuple[str, ...] = ()) -> RoadRecord:
    """The record of a road after its naming events, whatever order they are given in."""
    record = RoadRecord(road_id, (), redirects=redirects)
    for item in sorted(learned, key=lambda item: valid_order(item.event)):
        record = evolve(record, item)
    return record


def evolve(record: RoadRecord, learned: Learned) -> RoadRecord:
    """The record after one more event, which is not earlier in valid order than those before."""
    event = learned.event
    match event:
        case Named():
            record = replace(record, predecessors=_joined(record.predecessors, event.predecessors))
            return _open(record, learned, _stated(event, event.name, event.extent))
        case Restored():
            return _open(record, learned, _stated(event, event.name, event.extent))
        case Renamed():
            record = _observed(record, learned, event.former_name, None)
            return _open(record, learned, _stated(event, event.name, event.extent))
        case ExtentChanged():
            record = _observed(record, learned, event.name, event.previous)
            return _open(record, learned, _stated(event, event.name, event.extent))
        case MeasuresChanged():
            record = _observed(record, learned, event.name, None)
            return _open(record, learned, _stated(event, event.name, Extent()))
        case Abolished():
            return _close(_observed(record, learned, event.name, event.extent), learned)
        case Split():
            record = _observed(record, learned, event.name, None)
            record = replace(record, successors=_joined(record.successors, event.successors))
            if event.ends:
                return _close(record, learned)
            departed = (*record.versions[-1].departed, event.part)
            return _open(record, learned, {**_stated(event, None, Extent()), "departed": departed})
        case Merged():
            record = _observed(record, learned, event.name, event.extent)
            record = replace(record, successors=_joined(record.successors, (event.successor,)))
            return _close(record, learned)
        case _:
            assert_never(event)


def _joined(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return (*old, *(one for one in new if one not in old))


def _stated(event: NamingEvent, name: str | None, extent: Extent) -> dict[str, object]:
    """What an event states, by field of `RoadVersion`; what it leaves out is not there."""
    said: dict[str, object] = {
        "name": name,
        "length": getattr(event, "length", None),
        "width": getattr(event, "width", None),
        "romanised": getattr(event, "romanised", None),
    }
    said = {key: value for key, value in said.items() if value is not None}
    if extent != Extent():
        said["extent"] = extent
    if event.formerly:
        said["formerly"] = event.formerly
    said["place"] = event.place
    return said


def _observed(record: RoadRecord, learned: Learned, name: str | None, extent: Extent | None) -> RoadRecord:
    """The record with what the event tells of the day before, where no act speaks of that day."""
    if record.versions or name is None:
        return record
    event = learned.event
    source = event.source
    said = extent if extent is not None else Extent()
    key = "former_name" if isinstance(event, Renamed) else "name"
    prefix = "previous." if isinstance(event, ExtentChanged) else ""
    origin = {"name": ValueSource(source.entry_id, key, source.valid_from)}
    for end in ("start", "end"):
        if getattr(said, end) is not None:
            origin[end] = ValueSource(source.entry_id, prefix + end, source.valid_from)
    if event.place.district:
        origin["district"] = ValueSource(source.entry_id, "district", source.valid_from)
    version = RoadVersion(
        road_id=record.road_id,
        ordinal=1,
        name=name,
        place=event.place,
        extent=said,
        valid=Period(Day.until(source.valid_from.eve), source.valid_from),
        basis=Basis.OBSERVATION,
        valid_from_basis=source.basis,
        act=type(event).__name__,
        notice_id=source.notice_id,
        entry_id=source.entry_id,
        recorded_at=learned.recorded_at,
        sources=origin,
    )
    return replace(record, versions=(version,))


def _close(record: RoadRecord, learned: Learned) -> RoadRecord:
    """The record with its last version ended by the act (also the observation that the act itself told of)."""
    if not record.versions or record.versions[-1].ending is not None:
        return record
    source, last = learned.event.source, record.versions[-1]
    ending = Ending(type(learned.event).__name__, source.notice_id, source.entry_id, learned.recorded_at)
    ended = replace(last, valid=Period(last.valid.start, source.valid_from), ending=ending)
    return replace(record, versions=(*record.versions[:-1], ended))


def _open(record: RoadRecord, learned: Learned, said: Mapping[str, object]) -> RoadRecord:
    """The record with a new version: what the event states, and what persists from the version before.

    The length is unknown once an end has moved; width and division persist.
    """
    event, source = learned.event, learned.event.source
    before = record.versions[-1] if record.versions else None
    values: dict[str, object] = {"place": event.place, "extent": Extent(), "name": getattr(event, "name", "")}
    origin: dict[str, ValueSource] = {}
    if before is not None:
        values |= {f.name: getattr(before, f.name) for f in fields(before) if f.name in _PERSISTING}
        origin = dict(before.sources)
        values["extent"] = extent = _continued(before.extent, said.get("extent"))
        values["place"] = place = _located(before.place, event.place)
        if (extent.start, extent.end) != (before.extent.start, before.extent.end):
            values["length"] = None
            origin.pop("length", None)
        for field_ in ("via", "bends", "course"):
            if not getattr(extent, field_):
                origin.pop(field_, None)
        if place.district != before.place.district:
            origin.pop("district", None)
        values |= {key: value for key, value in said.items() if key not in ("extent", "place", "formerly")}
        values["formerly"] = _joined(before.formerly, event.formerly)
        if values["name"] != before.name and "romanised" not in said:
            values["romanised"] = None
            origin.pop("romanised", None)
    else:
        values |= said
    origin |= _origin(event, said)
    origin |= learned.mended
    version = RoadVersion(
        road_id=record.road_id,
        ordinal=len(record.versions) + 1,
        valid=Period(source.valid_from),
        basis=Basis.ACT,
        valid_from_basis=source.basis,
        act=type(event).__name__,
        notice_id=source.notice_id,
        entry_id=source.entry_id,
        recorded_at=learned.recorded_at,
        sources=origin,
        **values,  # type: ignore[arg-type]
    )
    closed = _close(record, learned)
    return replace(closed, versions=(*closed.versions, version))


_PERSISTING = ("name", "place", "extent", "length", "width", "romanised", "departed", "formerly")
_SPAN_KEYS = {
    "name": "name",
    "length": "length_m",
    "width": "width_m",
    "romanised": "romanised",
    "formerly": "formerly.0",
}


def _origin(event: NamingEvent, said: Mapping[str, object]) -> dict[str, ValueSource]:
    """Where each stated value was read."""
    source = event.source
    keys = {field_: key for field_, key in _SPAN_KEYS.items() if field_ in said}
    extent = said.get("extent")
    if isinstance(extent, Extent):
        for end in ("start", "end"):
            terminus = getattr(extent, end)
            if terminus is not None and not terminus.unchanged:
                keys[end] = end
        runs = (("via", extent.via, "via.0"), ("bends", extent.bends, "bends"), ("course", extent.course, "course"))
        keys |= {field_: key for field_, value, key in runs if value}
    if event.place.district:
        keys["district"] = "district"
    return {field_: ValueSource(source.entry_id, key, source.valid_from) for field_, key in keys.items()}


def _continued(before: Extent, said: object) -> Extent:
    """The extent now: ends said to stay, or not spoken of, are those of the version before."""
    if not isinstance(said, Extent):
        return before

    def end(old: Terminus | None, new: Terminus | None) -> Terminus | None:
        return old if new is None or new.unchanged else new

    start, stop = end(before.start, said.start), end(before.end, said.end)
    stays = before.course if (start, stop) == (before.start, before.end) else None
    return replace(said, start=start, end=stop, course=said.course or stays)


def _located(before: Place, said: Place) -> Place:
    """The place now: what is not said persists."""
    return Place(
        area=said.area or before.area,
        district=said.district or before.district,
        subdistricts=said.subdistricts or before.subdistricts,
        zone=said.zone or before.zone,
    )
