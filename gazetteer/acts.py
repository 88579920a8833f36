"""The naming events a notice makes, once each of its entries is matched to a road."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from gazetteer.actions import Action
from gazetteer.events import (
    Abolished,
    Corrected,
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
from gazetteer.extents import Extent
from gazetteer.known_roads import Match, place_of, takes_name
from gazetteer.mergers import is_made_by, joined, of_joint, of_standing
from gazetteer.notices import NoticeKind
from gazetteer.readings import Entry, Reading
from gazetteer.toponyms import comparison_key


def events_of(reading: Reading, matches: Mapping[str, Match], road_ids: Mapping[str, str]) -> tuple[NamingEvent, ...]:
    """What a decision did to which road; nothing for a proposal or a request, nothing for held entries.

    `road_ids` names the road of each founder in `matches`.
    """
    if reading.notice.kind is not NoticeKind.DECISION:
        return ()
    area = reading.notice.area
    renamed = _renamed(reading, matches)
    clauses = [(entry, matches[entry.entry_id], _source(reading, entry)) for entry in reading.entries]
    made = list(of_standing(clauses, area, road_ids))
    for entry, match, source in clauses:
        renaming = renamed.get((match.founder, comparison_key(entry.name)))
        if renaming is not None and entry.action is Action.ABOLITION:
            continue  # the name that the road gives up by this very act, told once more
        if renaming is not None and entry.action in (Action.EXTENT_CHANGE, Action.MEASURES_CHANGE):
            source = replace(source, ordinal=min(source.ordinal, renaming.place[0] - 1))  # of the road while so called
        if match.founder is not None:
            events = _events(entry, match, source, area, road_ids)
            # of the road as the act leaves it, not of one that went into it or was divided
            made += [replace(one, **_told(entry)) if one.name == entry.name else one for one in events]
    return tuple(_united(made))


def _renamed(reading: Reading, matches: Mapping[str, Match]) -> dict[tuple[str | None, str], Entry]:
    """Which entries of a notice rename a road, by the road's founder and the name it gives up (its comparison key).

    What the notice says of it beside may call it by either name.
    """
    return {
        (matches[entry.entry_id].founder, comparison_key(entry.former_name)): entry
        for entry in reading.entries
        if entry.action is Action.RENAMING and takes_name(entry) and entry.former_name
    }


def _told(entry: Entry) -> dict[str, Any]:
    """What an entry tells of its road besides, whatever the act."""
    fields = ("formerly", "aliases", "previous_length", "previous_width")
    return {field: getattr(entry, field) for field in fields}


def corrections_of(
    reading: Reading, matches: Mapping[str, Match], road_ids: Mapping[str, str]
) -> tuple[Corrected, ...]:
    """What a decision put right in earlier entries, where it is known which they are: of every road they speak of."""
    if reading.notice.kind is not NoticeKind.DECISION:
        return ()
    found = ((entry, matches[entry.entry_id]) for entry in reading.entries if entry.action is Action.CORRECTION)
    return tuple(
        Corrected(
            road,
            match.mends,
            _source(reading, entry),
            told.name if told.former_name else None,
            told.extent,
            told.length,
            told.width,
            told.romanised,
        )
        for entry, match in found
        for told in (match.meant or entry,)
        if match.founder is not None and match.mends is not None
        for road in _spoken_of(match.founder, matches[match.mends], road_ids)
    )


def _spoken_of(founder: str, mended: Match, road_ids: Mapping[str, str]) -> Iterable[str]:
    """The road of a correction and those of the entry that it mends: what that came from or goes on as may be told by
    the same words."""
    return dict.fromkeys(road_ids[one] for one in (founder, mended.founder, mended.target) if one is not None)


def _source(reading: Reading, entry: Entry) -> Source:
    notice = reading.notice
    return Source(notice.notice_id, entry.entry_id, entry.place[0], *notice.in_force_from(), notice.public_from())


def _events(
    entry: Entry, match: Match, source: Source, area: str | None, road_ids: Mapping[str, str]
) -> Iterator[NamingEvent]:
    """The events of one entry; a merger names the new road too, a part renamed also changes the old one."""
    assert match.founder is not None
    road = road_ids[match.founder]
    place = place_of(entry, area)
    length, width, extent = entry.length, entry.width, replace(entry.extent, course=entry.course)
    former = entry.former_name or entry.name
    match entry.action:
        case Action.NAMING if entry.restored:
            yield Restored(road, source, entry.name, place, extent, length, width, entry.romanised)
        case Action.NAMING:
            yield Named(road, source, entry.name, place, extent, length, width, entry.romanised)
        case Action.RENAMING if entry.merged and match.target is not None:
            target, joint = road_ids[match.target], of_joint(entry)
            yield Merged(road, source, former, place, target, Extent() if joint.extent == entry.extent else extent)
            if is_made_by(source.notice_id, match):
                extent = replace(joint.extent, course=joint.course if joint.extent.termini else None)
                said = (extent, joint.length, joint.width, entry.romanised)
                yield Named(target, source, entry.name, place, *said, (road,))
        case Action.RENAMING if entry.merged:
            return  # it keeps its name in the merger: see `of_standing`
        case Action.RENAMING if match.target is not None or entry.partial:
            before = (road_ids[match.target],) if match.target else ()
            yield Named(road, source, entry.name, place, extent, length, width, entry.romanised, before)
            if before:
                part = Extent() if match.ends else extent
                yield Split(before[0], source, former, place, (road,), part, match.ends)
        case Action.RENAMING:
            was = entry.former_name
            yield Renamed(road, source, entry.name, place, was, extent, length, width, entry.romanised)
        case Action.EXTENT_CHANGE:
            yield ExtentChanged(road, source, entry.name, place, extent, entry.previous, entry.added, length, width)
        case Action.MEASURES_CHANGE:
            yield MeasuresChanged(road, source, entry.name, place, length, width)
        case Action.ABOLITION:
            yield Abolished(road, source, entry.name, place, extent)
        case Action.CORRECTION:
            return


def _united(events: list[NamingEvent]) -> Iterator[NamingEvent]:
    """The same events, the namings of one merged road, and the parts of one divided road, drawn into one each."""
    namings: dict[str, list[Named]] = {
        event.road_id: [] for event in events if isinstance(event, Named) and event.predecessors
    }
    divisions: dict[str, Split] = {}
    for event in events:
        if isinstance(event, Split) and event.ends:
            whole = divisions.get(event.road_id, event)
            parts = dict.fromkeys((*whole.successors, *event.successors))
            divisions[event.road_id] = replace(whole, successors=tuple(parts))
        elif isinstance(event, Named) and event.road_id in namings:
            namings[event.road_id].append(event)
        else:
            yield event
    yield from map(joined, namings.values())
    yield from divisions.values()
