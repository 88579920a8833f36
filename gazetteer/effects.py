"""What of the log is in effect: without what was retracted, corrected where corrected, each event under its road."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from gazetteer.entries import Extent, StatedMeasure, Terminus
from gazetteer.events import (
    NAMING_EVENTS,
    Corrected,
    EntryMatched,
    FindingDismissed,
    LocationDecided,
    Merged,
    Named,
    NamingEvent,
    NoticeReceived,
    RecordDivided,
    Recorded,
    RecordsUnited,
    Retracted,
    Split,
)
from gazetteer.folding import Learned


@dataclass(frozen=True, slots=True)
class Effects:
    """By position of the log: the naming events in effect; by road id: what happened to it, where it was absorbed."""

    learned: Mapping[int, Learned]
    redirects: Mapping[str, str]
    matched: Mapping[str, EntryMatched]  # entry id → the match in effect, under the road it now belongs to
    by_road: Mapping[str, Sequence[Learned]]

    def of(self, road_id: str) -> Sequence[Learned]:
        """What happened to one road."""
        return self.by_road.get(road_id, ())

    def kept(self, road_id: str) -> str:
        """The id a road is kept under now."""
        return self.redirects.get(road_id, road_id)


def in_effect(
    recorded: Iterable[Recorded], known_at: datetime | None = None, published_by: date | None = None
) -> Effects:
    """The effects of a stretch of the log, in its order, of which only what was known, or public, by then counts."""
    learned: dict[int, Learned] = {}
    redirects: dict[str, str] = {}
    matched: dict[str, EntryMatched] = {}
    for item in recorded:
        if known_at is not None and item.recorded_at > known_at:
            break
        event = item.event
        match event:
            case Retracted(position=position):
                learned.pop(position, None)
            case RecordsUnited(kept=kept, absorbed=absorbed):
                redirects = {old: kept if new == absorbed else new for old, new in redirects.items()}
                redirects[absorbed] = kept
                redirects.pop(kept, None)
                learned = {
                    at: _moved(one, kept) if one.event.road_id == absorbed else one for at, one in learned.items()
                }
                matched = {
                    key: replace(one, road_id=kept) if one.road_id == absorbed else one for key, one in matched.items()
                }
            case RecordDivided(new_road_id=new, entry_ids=ids):
                learned = {
                    at: _moved(one, new) if one.event.source.entry_id in ids else one for at, one in learned.items()
                }
                matched |= {key: replace(matched[key], road_id=new) for key in ids if key in matched}
            case Corrected(entry_id=entry_id, values=values):
                learned = {
                    at: replace(one, event=corrected(one.event, values))
                    if one.event.source.entry_id == entry_id
                    else one
                    for at, one in learned.items()
                }
            case EntryMatched(entry_id=entry_id, road_id=road_id):
                matched[entry_id] = replace(event, road_id=redirects.get(road_id, road_id)) if road_id else event
            case NoticeReceived() | LocationDecided() | FindingDismissed():
                pass
            case _:
                assert isinstance(event, NAMING_EVENTS)
                if not _is_public(event, published_by):
                    continue
                one = Learned(event, item.recorded_at)
                learned[item.position] = _moved(one, redirects.get(event.road_id, event.road_id))
    by_road: dict[str, list[Learned]] = {}
    for one in learned.values():
        by_road.setdefault(one.event.road_id, []).append(one)
    return Effects(learned, redirects, matched, by_road)


def _is_public(event: NamingEvent, published_by: date | None) -> bool:
    public = event.source.published_on
    return published_by is None or (public is not None and public.latest <= published_by)


def linked_roads(event: NamingEvent) -> tuple[str, ...]:
    """The other roads an event speaks of: what it came from or goes on as."""
    match event:
        case Named(predecessors=before):
            return before
        case Split(successors=after):
            return after
        case Merged(successor=after):
            return (after,)
        case _:
            return ()


def _moved(item: Learned, road_id: str) -> Learned:
    """The same event under another road."""
    return item if item.event.road_id == road_id else replace(item, event=replace(item.event, road_id=road_id))


def corrected(event: NamingEvent, values: Mapping[str, str]) -> NamingEvent:
    """The event as it should have read: ends, name and measures replaced by the corrected words."""
    changed: dict[str, Any] = {}
    if "name" in values:
        changed["name"] = values["name"]
    extent = getattr(event, "extent", None)
    if isinstance(extent, Extent) and values.keys() & {"start", "end"}:
        changed["extent"] = replace(
            extent,
            start=_reworded(extent.start, values.get("start")),
            end=_reworded(extent.end, values.get("end")),
        )
    for field, key in (("length", "length_m"), ("width", "width_m")):
        if key in values and hasattr(event, field):
            metres = float(values[key])
            changed[field] = StatedMeasure(values[key], metres, metres)
    return replace(event, **changed)


def _reworded(terminus: Terminus | None, text: str | None) -> Terminus | None:
    if text is None:
        return terminus
    return replace(terminus, text=text, unchanged=False) if terminus else Terminus(text)
