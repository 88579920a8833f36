"""What of the log is in effect: without what was retracted, corrected where corrected, each event under its road."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

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
from gazetteer.extents import Extent, Terminus
from gazetteer.folding import Learned, valid_order
from gazetteer.records import ValueSource


@dataclass(frozen=True, slots=True)
class Effects:
    """By position of the log: the naming events and corrections in effect; by road id: what happened to it.

    What happened to a road is as it should have read: with the corrections.
    """

    learned: Mapping[int, Learned]
    corrections: Mapping[int, Corrected]
    redirects: Mapping[str, str]
    matched: Mapping[str, EntryMatched]  # entry id → the match in effect, under the road it now belongs to
    by_road: Mapping[str, Sequence[Learned]]
    absorbed: Mapping[str, Sequence[str]]  # road id → the ids that lead to it

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
    corrections: dict[int, Corrected] = {}
    instants: dict[int, datetime] = {}
    redirects: dict[str, str] = {}
    matched: dict[str, EntryMatched] = {}
    for item in recorded:
        if known_at is not None and item.recorded_at > known_at:
            break
        event = item.event
        match event:
            case Retracted(position=position):
                learned.pop(position, None)
                corrections.pop(position, None)
            case RecordsUnited(kept=kept, absorbed=absorbed):
                redirects = {old: kept if new == absorbed else new for old, new in redirects.items()}
                redirects[absorbed] = kept
                redirects.pop(kept, None)
                learned = {
                    at: _moved(one, kept) if one.event.road_id == absorbed else one for at, one in learned.items()
                }
                corrections = {
                    at: replace(one, road_id=kept) if one.road_id == absorbed else one
                    for at, one in corrections.items()
                }
                matched = {
                    key: replace(one, road_id=kept) if one.road_id == absorbed else one for key, one in matched.items()
                }
            case RecordDivided(road_id=given, new_road_id=new, entry_ids=ids):
                old = redirects.get(given, given)  # of that road only: an entry may speak of others too
                learned = {
                    at: _moved(one, new) if one.event.road_id == old and one.event.source.entry_id in ids else one
                    for at, one in learned.items()
                }
                corrections = {
                    at: replace(one, road_id=new) if one.road_id == old and one.source.entry_id in ids else one
                    for at, one in corrections.items()
                }
                matched |= {key: replace(matched[key], road_id=new) for key in ids if key in matched}
            case Corrected():
                if _is_public(event, published_by):
                    kept_under = redirects.get(event.road_id, event.road_id)
                    corrections[item.position] = replace(event, road_id=kept_under)
                    instants[item.position] = item.recorded_at
            case EntryMatched(entry_id=entry_id, road_id=road_id):
                moved = road_id in redirects
                matched[entry_id] = replace(event, road_id=redirects[road_id or ""]) if moved else event
            case NoticeReceived() | LocationDecided() | FindingDismissed():
                pass
            case _:
                assert isinstance(event, NAMING_EVENTS)
                if not _is_public(event, published_by):
                    continue
                one = Learned(event, item.recorded_at)
                learned[item.position] = _moved(one, redirects.get(event.road_id, event.road_id))
    by_road: dict[str, list[Learned]] = {}
    for one in _mended(learned.values(), corrections, instants):
        by_road.setdefault(one.event.road_id, []).append(one)
    leading: dict[str, list[str]] = {}
    for old, kept_as in sorted(redirects.items()):
        leading.setdefault(kept_as, []).append(old)
    return Effects(learned, corrections, redirects, matched, by_road, leading)


def _mended(
    learned: Iterable[Learned], corrections: Mapping[int, Corrected], instants: Mapping[int, datetime]
) -> Iterator[Learned]:
    """Each naming event with its corrections, the later notice's last: of each as it was told of that road."""
    of: dict[str, dict[str, list[tuple[Corrected, datetime]]]] = {}
    for position, one in sorted(corrections.items(), key=lambda item: valid_order(item[1])):
        of.setdefault(one.entry_id, {}).setdefault(one.source.entry_id, []).append((one, instants[position]))
    for item in learned:
        for told in of.get(item.event.source.entry_id, {}).values():
            own = [pair for pair in told if pair[0].road_id == item.event.road_id]
            item = mended(item, *(own or told)[-1])
        yield item


def _is_public(event: NamingEvent | Corrected, published_by: date | None) -> bool:
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


def mended(item: Learned, correction: Corrected, at: datetime) -> Learned:
    """A naming event as it should have read; what was corrected was read in the correcting notice.

    An entry that joins or divides roads makes events of several; the corrected values are those of the road it names.
    """
    event, source = item.event, correction.source
    if isinstance(event, Merged):
        return item
    ends = {end: right for end in ("start", "end") if (right := getattr(correction.extent, end)) is not None}
    if isinstance(event, Split):  # of that road it tells the part that left this one
        if event.part == Extent() or not ends:
            return item
        right = replace(event, part=_put_right(event.part, ends))
        return replace(item, event=right, recorded_at=max(item.recorded_at, at))
    changed: dict[str, Any] = {}
    origin = dict(item.mended)
    for name, key in (("name", "name"), ("length", "length_m"), ("width", "width_m"), ("romanised", "romanised")):
        right = getattr(correction, name)
        if right is not None and hasattr(event, name):
            changed[name] = right
            origin[name] = ValueSource(source.entry_id, key, source.valid_from)
    extent = getattr(event, "extent", None)
    if isinstance(extent, Extent) and ends:
        changed["extent"] = _put_right(extent, ends)
        origin |= {end: ValueSource(source.entry_id, end, source.valid_from) for end in ends}
    return Learned(replace(event, **changed), max(item.recorded_at, at), origin) if changed else item


def _put_right(extent: Extent, ends: Mapping[str, Terminus]) -> Extent:
    """The extent with its right ends, each on the side it was on where the correction names none (止点应为“甲路”)."""
    right: dict[str, Any] = {
        end: replace(now, side=was.side) if now.side is None and (was := getattr(extent, end)) else now
        for end, now in ends.items()
    }
    return replace(extent, **right)
