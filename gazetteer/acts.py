"""The naming events a notice makes, once each of its entries is matched to a road."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gazetteer.entries import Action, Entry, Extent, Reading
from gazetteer.events import (
    Abolished,
    ExtentChanged,
    MeasuresChanged,
    Merged,
    Named,
    NamingEvent,
    Renamed,
    Restored,
    Source,
    Split,
)
from gazetteer.matching import Match, place_of
from gazetteer.notices import NoticeKind


def events_of(reading: Reading, matches: Mapping[str, Match], road_ids: Mapping[str, str]) -> tuple[NamingEvent, ...]:
    """What a decision did to which road; nothing for a proposal or a request, nothing for held entries.

    `road_ids` names the road of each founder in `matches`.
    """
    if reading.notice.kind is not NoticeKind.DECISION:
        return ()
    made: list[NamingEvent] = []
    valid_from, basis = reading.notice.in_force_from()
    for entry in reading.entries:
        match = matches[entry.entry_id]
        if match.founder is None:
            continue
        public = reading.notice.public_from()
        source = Source(reading.notice.notice_id, entry.entry_id, entry.number, valid_from, basis, public)
        made += _events(entry, match, source, reading.notice.area, road_ids)
    return tuple(_united(made))


def _events(
    entry: Entry, match: Match, source: Source, area: str | None, road_ids: Mapping[str, str]
) -> Iterator[NamingEvent]:
    """The events of one entry; a merger names the new road too, a part renamed also changes the old one."""
    assert match.founder is not None
    road = road_ids[match.founder]
    place = place_of(entry, area)
    length, width, extent = entry.length, entry.width, entry.extent
    former = entry.former_name or entry.name
    match entry.action:
        case Action.NAMING if entry.restored:
            yield Restored(road, source, entry.name, place, extent, length, width, entry.romanised)
        case Action.NAMING:
            yield Named(road, source, entry.name, place, extent, length, width, entry.romanised)
        case Action.RENAMING if entry.merged and match.target is not None:
            target = road_ids[match.target]
            yield Merged(road, source, former, place, target)
            if match.target.startswith(f"{source.notice_id}-"):  # this very notice makes the road it goes on as
                yield Named(target, source, entry.name, place, extent, length, width, entry.romanised, (road,))
        case Action.RENAMING if entry.partial:
            before = (road_ids[match.target],) if match.target else ()
            yield Named(road, source, entry.name, place, extent, length, width, entry.romanised, before)
            if before:
                yield Split(before[0], source, former, place, (road,), extent)
        case Action.RENAMING:
            was = entry.former_name
            yield Renamed(road, source, entry.name, place, was, extent, length, width, entry.romanised)
        case Action.EXTENT_CHANGE:
            yield ExtentChanged(road, source, entry.name, place, extent, entry.previous, entry.added, length, width)
        case Action.MEASURES_CHANGE | Action.CORRECTION:
            yield MeasuresChanged(road, source, entry.name, place, length, width)
        case Action.ABOLITION:
            yield Abolished(road, source, entry.name, place, extent)
        case Action.SPLIT:
            yield Split(road, source, entry.name, place, (), Extent())


def _united(events: list[NamingEvent]) -> Iterator[NamingEvent]:
    """The same events, the namings of one merged road drawn into one that names all it came from."""
    namings: dict[str, Named] = {}
    for event in events:
        if not (isinstance(event, Named) and event.predecessors):
            yield event
            continue
        first = namings.get(event.road_id)
        before = (*first.predecessors, *event.predecessors) if first else event.predecessors
        namings[event.road_id] = replace(first or event, predecessors=tuple(dict.fromkeys(before)))
    yield from namings.values()
