"""`Atlas`: every state of every road with its line where one was found, in memory, as the map asks for them.

Made once for a register as it stands; the next one takes over every state whose words and line are still the same.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from threading import Lock
from typing import Any, Self

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from sqlalchemy import select

from gazetteer.codec import from_plain
from gazetteer.records import Basis, RoadVersion
from gazetteer.schema import resolutions, versions
from gazetteer.store import Store
from gazetteer.times import Day, TimePoint, today
from geodata.outcomes import as_json
from web.house import House
from web.mercator import Bounds, to_unit

NOW = TimePoint()
MOST_THENS = 3
MOST_COUNTS = 64
EVER = date.max.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Deed:
    """An act, and the clause that tells of it."""

    act: str
    notice_id: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class State:
    """One state of a road in the map's words; `shown_to` is the first day it is no longer the one shown."""

    road_id: str
    ordinal: int
    name: str
    area: str
    district: str
    start: str | None
    end: str | None
    deed: Deed  # that opened it
    is_told: bool  # by a later notice: an observation
    ended_by: Deed | None
    since: Day
    until: Day | None
    shown_from: int  # days as ordinals
    shown_to: int
    romanised: str | None
    description: str

    @property
    def act(self) -> str:
        return self.deed.act

    @property
    def year(self) -> int:
        """The year it came into force, 0 where that is not known."""
        return int(self.since.edtf[:4]) if self.since.edtf[:4].isdigit() else 0


Key = tuple[str, str]  # road id, description
Line = tuple[NDArray[np.float64], ...]


@dataclass(frozen=True, slots=True)
class Placing:
    """What the map needs of a resolution; a line is its carriageways, each an array of lon/lat."""

    status: str
    basis: str | None = None
    approximate_area: str | None = None
    lines: tuple[Line, ...] = ()

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """From a resolution's JSON; its evidence, which is most of it, is left aside."""
        status = said["status"]
        shown = [said["alignment"]] if status == "resolved" else said["candidates"] if status == "ambiguous" else ()
        lines = tuple(tuple(np.array(course["coordinates"]) for course in line) for line in shown)
        return cls(status, said.get("basis"), said.get("approximate_area"), lines)


NOT_LOOKED_FOR = Placing("unresolved")


def _shapes(lines: Sequence[Line]) -> NDArray[Any]:
    """Lines as geometries, all made at once."""
    parts = [part for line in lines for part in line]
    if not parts:
        return np.array([], dtype=object)
    owners = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    made = shapely.linestrings(np.concatenate(parts), indices=np.repeat(np.arange(len(parts)), list(map(len, parts))))
    whole: NDArray[Any] = np.asarray(shapely.multilinestrings(made, indices=owners), dtype=object)
    single = np.bincount(owners) == 1
    whole[single] = made[np.isin(owners, np.flatnonzero(single))]
    return whole


class Atlas:
    """States in the order of a list (by area, district and name), and the lines of those that were placed.

    Of a state that is ambiguous the lines are its candidates.
    """

    def __init__(self, stamp: str, states: Iterable[State], found: Mapping[Key, Placing]) -> None:
        self.stamp = stamp
        self.states = sorted(states, key=_order)
        self.placings = [found.get((one.road_id, one.description), NOT_LOOKED_FOR) for one in self.states]
        self.first = np.array([state.shown_from for state in self.states], dtype=np.int64)
        self.last = np.array([state.shown_to for state in self.states], dtype=np.int64)
        self.areas: dict[str, slice] = _runs([state.area for state in self.states])
        self.owners = np.array([at for at, one in enumerate(self.placings) for _ in one.lines], dtype=np.int64)
        self.lines = _shapes([line for one in self.placings for line in one.lines])
        self.placed = np.array([self.placings[at].status == "resolved" for at in self.owners], dtype=bool)
        self.flat = to_unit(self.lines)  # in the unit square
        self.sizes = shapely.length(self.flat)
        self.tree = STRtree(self.flat)
        self._counts: dict[tuple[date, str | None], dict[str, list[tuple[Any, int]]]] = {}

    def said(self, at: int) -> dict[str, str | int | None]:
        """A state and what came of looking for it, as JSON."""
        state, found = self.states[at], self.placings[at]
        return {
            "road_id": state.road_id, "name": state.name, "district": state.district, "start": state.start,
            "end": state.end, "act": state.act, "status": found.status, "basis": found.basis, "year": state.year,
            "valid_from": state.since.edtf, "valid_to": state.until.edtf if state.until else None,
        }  # fmt: skip

    @property
    def bounds(self) -> Bounds:
        """The box of all lines, in degrees."""
        west, south, east, north = shapely.total_bounds(self.lines).tolist()
        return west, south, east, north

    def counts(self, day: date, area: str | None) -> dict[str, list[tuple[Any, int]]]:
        """How many states of an area are shown on a day, by outcome, act, year and district."""
        if (day, area) not in self._counts:
            shown = self.on(day, area).tolist()
            some = [self.states[at] for at in shown]
            found = {name: _count(getattr(one, name) for one in some) for name in ("act", "year", "district")}
            found["status"] = _count(self.placings[at].status for at in shown)
            if len(self._counts) >= MOST_COUNTS:
                self._counts.clear()
            self._counts[day, area] = found
        return self._counts[day, area]

    def on(self, day: date, area: str | None) -> NDArray[np.int64]:
        """The states of an area (else of all) that are shown on a day."""
        within = self.areas.get(area, slice(0, 0)) if area is not None else slice(0, len(self.states))
        number = day.toordinal()
        shown = (self.first[within] <= number) & (number < self.last[within])
        return np.flatnonzero(shown) + within.start

    def near(self, bounds: Bounds) -> NDArray[np.int64]:
        """The lines (not states) that touch bounds in degrees."""
        box = to_unit([shapely.box(*bounds)])[0]
        return np.sort(self.tree.query(box, predicate="intersects"))

    def lines_of(self, states: NDArray[np.int64], among: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
        """The lines (`among` these) of some states, in the order of the states."""
        lines = np.arange(len(self.owners)) if among is None else among
        return np.sort(lines[np.isin(self.owners[lines], states)])


def _count(values: Iterable[Any]) -> list[tuple[Any, int]]:
    return sorted(Counter(value for value in values if value).items())


def _order(state: State) -> tuple[str, bytes, bytes, str, int]:
    # GB 2312 sorts its common characters by pinyin, as Chinese readers expect of a list.
    by_sound = (text.encode("gb18030") for text in (state.district, state.name))
    return state.area, *by_sound, state.road_id, state.ordinal  # type: ignore[return-value]


def _runs(areas: Sequence[str]) -> dict[str, slice]:
    """Where each area's states stand."""
    cuts = [at for at in range(len(areas) + 1) if at in (0, len(areas)) or areas[at - 1] != areas[at]]
    return {areas[a]: slice(a, b) for a, b in pairwise(cuts)}


def states_of(road: Sequence[RoadVersion]) -> Iterator[State]:
    """The states of a road, each with the days on which it is the one in force (where only partly known, perhaps)."""
    starts = [one.valid.start.earliest for one in road]
    for at in range(1, len(road)):  # an earlier state that surely still holds goes before a later that perhaps does
        end = road[at - 1].valid.end
        if end is not None:
            starts[at] = max(starts[at], min(end.earliest, road[at].valid.start.latest))
    for at, one in enumerate(road):
        last = one.valid.end.latest.toordinal() if one.valid.end else EVER
        if at + 1 < len(road):
            last = min(last, starts[at + 1].toordinal())
        yield _state(one, starts[at].toordinal(), last)


def _state(one: RoadVersion, first: int, last: int) -> State:
    extent, place, ending = one.extent, one.place, one.ending
    return State(
        one.road_id, one.ordinal, one.name, place.area or "", place.district or place.zone or "",
        extent.start.text if extent.start else None, extent.end.text if extent.end else None,
        Deed(one.act, one.notice_id, one.entry_id), one.basis is Basis.OBSERVATION,
        Deed(ending.act, ending.notice_id, ending.entry_id) if ending else None,
        one.valid.start, one.valid.end, first, last, one.romanised, one.description,
    )  # fmt: skip


class Atlases:
    """The atlas of a house as it stands; whatever did not change since the last one is not made again."""

    def __init__(self) -> None:
        self._now: Atlas | None = None
        self._states: dict[str, tuple[int, tuple[State, ...]]] = {}  # road → digest of its versions' texts, its states
        self._found: dict[Key, tuple[int, Placing]] = {}
        self._thens: dict[tuple[TimePoint, str], Atlas] = {}
        self._making = Lock()

    def now(self, store: Store, stamp: str) -> Atlas:
        """The atlas of all we know; whoever asks while it is made waits for it."""
        with self._making:
            if self._now is None or self._now.stamp != stamp:
                with _uncollected():
                    self._now = Atlas(stamp, self._read_states(store), self._read_found(store))
            return self._now

    def then(self, point: TimePoint, stamp: str, make: Callable[[TimePoint], Atlas]) -> Atlas:
        """The atlas of another knowledge; the few asked for last are kept."""
        with self._making:
            key = point, stamp
            found = self._thens.pop(key, None) or make(point)
            self._thens[key] = found
            while len(self._thens) > MOST_THENS:
                self._thens.pop(next(iter(self._thens)))
            return found

    def _read_states(self, store: Store) -> Iterator[State]:
        columns = versions.c
        query = select(columns.road_id, columns.body).order_by(columns.road_id, columns.ordinal)
        texts: dict[str, list[str]] = {}
        with store.reading() as connection:
            for road_id, body in connection.execute(query):
                texts.setdefault(road_id, []).append(body)
        known, self._states = self._states, {}
        for road_id, bodies in texts.items():
            digest = hash(tuple(bodies))
            before = known.get(road_id)
            states = before[1] if before and before[0] == digest else tuple(states_of([_read(body) for body in bodies]))
            self._states[road_id] = digest, states
            yield from states

    def _read_found(self, store: Store) -> Mapping[Key, Placing]:
        columns = resolutions.c
        known, self._found = self._found, {}
        with store.reading() as connection:
            rows = connection.execute(select(columns.road_id, columns.description, columns.body)).all()
        for road_id, description, body in rows:
            digest = hash(body)
            before = known.get((road_id, description))
            placing = before[1] if before and before[0] == digest else Placing.read(orjson.loads(body))
            self._found[road_id, description] = digest, placing
        return {key: placing for key, (_, placing) in self._found.items()}


def _read(body: str) -> RoadVersion:
    """A version without what the map does not ask for, which is most of the work."""
    said = orjson.loads(body)
    for key in ("sources", "departed"):
        said.pop(key, None)
    return from_plain(said, RoadVersion)


@contextmanager
def _uncollected() -> Iterator[None]:
    """While a hundred thousand values that all stay are made, looking for those to let go would double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def atlas(house: House, point: TimePoint = NOW) -> Atlas:
    """The atlas of all we know; or of one day as it was known, or published, then: one state a road."""
    now, kept = stamp(house), house.lasting("atlas", Atlases)
    if point.is_all_we_know:
        return kept.now(house.register.store, now)
    return kept.then(replace(point, valid_on=point.valid_on or today()), now, lambda asked: _then(house, now, asked))


def stamp(house: House) -> str:
    """What the map shows changes only with this: the head of the log and the last run of the resolver."""
    return f"{house.register.head().digest[:16]}{house.resolutions.stamp()}"


def _then(house: House, stamp: str, point: TimePoint) -> Atlas:
    roads = house.register.roads(point)
    found = house.resolutions.of_all(roads)
    placings = {key: Placing.read(as_json(one)) for key, one in found.items()}
    return Atlas(stamp, (_state(one, 0, EVER) for one in roads), placings)
