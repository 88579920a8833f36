"""`Annals`: every change of every road in order, newest first; an index, whose rows are read from the register."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gazetteer.queries import kept_records
from gazetteer.records import RoadChange, changes_of
from gazetteer.store import Store
from gazetteer.times import UNKNOWN_DAY, Day
from web.atlas import Atlas, Deed, State

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Turn:
    """A change, as far as it is needed to find it."""

    on: Day
    deed: Deed
    road_id: str
    area: str
    district: str


@dataclass(frozen=True, slots=True)
class Annals:
    """All changes, newest first."""

    turns: tuple[Turn, ...]

    @property
    def acts(self) -> list[str]:
        """The kinds of change there are."""
        return sorted({turn.deed.act for turn in self.turns})

    def days(self, area: str | None) -> list[tuple[date, int]]:
        """The days on which something changed, earliest first, and how much; of a day partly known, its last."""
        mine = (turn.on for turn in self.turns if area in (None, turn.area))
        return sorted(Counter(day.latest for day in mine if day != UNKNOWN_DAY).items())

    def districts(self, area: str) -> list[str]:
        return sorted({turn.district for turn in self.turns if turn.area == area and turn.district})


@lru_cache(maxsize=2)
def annals(known: Atlas) -> Annals:
    """The annals of an atlas."""
    roads: dict[str, list[State]] = {}
    for state in known.states:
        roads.setdefault(state.road_id, []).append(state)
    turns = [turn for road in roads.values() for turn in _turns(sorted(road, key=lambda state: state.ordinal))]
    turns.sort(key=lambda turn: (turn.on.key, turn.deed.notice_id, turn.deed.entry_id), reverse=True)
    return Annals(tuple(turns))


def _turns(road: Sequence[State]) -> Iterator[Turn]:
    """What was done to a road; an observation is no change."""
    for at, state in enumerate(road):
        following = road[at + 1] if at + 1 < len(road) else None
        if not state.is_told:
            yield Turn(state.since, state.deed, state.road_id, state.area, state.district)
        end = state.ended_by
        if end is None or state.until is None or (following is not None and following.deed.entry_id == end.entry_id):
            continue
        yield Turn(state.until, end, state.road_id, state.area, state.district)


def read_changes(store: Store, turns: Sequence[Turn]) -> Iterator[RoadChange]:
    """The changes of these turns, in their order."""
    for at in range(0, len(turns), _BATCH):
        some = turns[at : at + _BATCH]
        with store.reading() as connection:
            records = kept_records(connection, {turn.road_id for turn in some})
        found: Mapping[tuple[str, str, str], RoadChange] = {
            (road_id, change.act, change.entry_id): change
            for road_id, record in records.items()
            for change in changes_of(record)
        }
        for turn in some:
            change = found.get((turn.road_id, turn.deed.act, turn.deed.entry_id))
            if change is not None:
                yield change
