"""`Annals`: every change of every road in order, newest first; an index, whose rows are read from the register."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from sys import intern
from threading import Lock

from gazetteer.listing import notice_heads
from gazetteer.queries import kept_records
from gazetteer.records import RoadChange, changes_of
from gazetteer.registry import Register
from gazetteer.store import Store
from gazetteer.times import UNKNOWN_DAY, read_day
from gazetteer.turns import STATES, Turn, turned
from web.house import House

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Annals:
    """All changes, newest first."""

    turns: tuple[Turn, ...]

    @property
    def acts(self) -> list[str]:
        """The kinds of change there are."""
        return sorted({turn.act for turn in self.turns})

    def days(self, area: str | None) -> list[tuple[date, int]]:
        """The days on which something changed, earliest first, and how much; of a day partly known, its last."""
        many = Counter(turn.edtf for turn in self.turns if area in (None, turn.area))
        found: Counter[date] = Counter()
        for edtf, count in many.items():
            if edtf != UNKNOWN_DAY.edtf:
                found[read_day(edtf).latest] += count
        return sorted(found.items())

    def districts(self, area: str) -> list[str]:
        return sorted({turn.district for turn in self.turns if turn.area == area and turn.district})


class Latest:
    """The annals of a register as it stands, made again when something was taken in."""

    def __init__(self) -> None:
        self._known: tuple[str, Annals] | None = None
        self._making = Lock()

    def of(self, register: Register) -> Annals:
        digest = register.head().digest
        with self._making:  # by one who asks; the others wait for it
            if self._known is None or self._known[0] != digest:
                self._known = digest, _read_annals(register.store)
            return self._known[1]


def annals(house: House) -> Annals:
    """The annals of a house's register."""
    return house.lasting("annals", Latest).of(house.register)


def _read_annals(store: Store) -> Annals:
    with store.reading() as connection:
        rows = connection.execute(STATES.execution_options(yield_per=_BATCH))
        turns = [_slim(one.turn) for one in turned(rows)]
    turns.sort(key=lambda turn: turn.order, reverse=True)
    return Annals(tuple(turns))


def _slim(turn: Turn) -> Turn:
    """The same, its texts but for the ids those of all others: there are many, and few different ones."""
    edtf, act, notice_id, entry_id, road_id, area, district = turn
    return Turn(intern(edtf), intern(act), intern(notice_id), entry_id, road_id, intern(area), intern(district))


def documents_of(store: Store, changes: Iterable[RoadChange | Turn]) -> dict[str, str]:
    """Notice id → its document number, for the notices that have one."""
    with store.reading() as connection:
        heads = notice_heads(connection, {change.notice_id for change in changes})
    return {notice_id: head.document_number for notice_id, head in heads.items() if head.document_number}


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
            change = found.get((turn.road_id, turn.act, turn.entry_id))
            if change is not None:
                yield change
