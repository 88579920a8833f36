"""`Atlas`: where and when every state of every road is, in arrays; what is said of a state is read when it is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any, Self

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray
from sqlalchemy import select

from gazetteer.ground_schema import resolutions
from gazetteer.store import Store, in_batches
from geodata.states import Kept, roads_named
from web.mercator import Bounds

EVER = date.max.toordinal() + 1
MOST_COUNTS = 64
MOST_LINES = 20_000  # kept in mind
Some = NDArray[np.int64]  # places in the atlas, of states or of lines


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of texts many of which are the same."""

    codes: NDArray[np.int32]
    texts: tuple[str, ...]

    def __getitem__(self, at: int) -> str:
        return self.texts[int(self.codes[at])]

    def is_(self, text: str) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = self.codes == (self.texts.index(text) if text in self.texts else -1)
        return found

    def counts(self, some: Some) -> list[tuple[str, int]]:
        """How often each text stands there, in their order."""
        found = np.bincount(self.codes[some], minlength=len(self.texts)).tolist()
        return sorted((text, many) for text, many in zip(self.texts, found, strict=True) if text and many)

    def taken(self, order: Some) -> Self:
        return type(self)(self.codes[order], self.texts)


@dataclass(frozen=True, slots=True)
class Days:
    """A column of days as ordinals, each as exact as it is known; 0: none."""

    earliest: NDArray[np.int32]
    latest: NDArray[np.int32]

    def edtf(self, at: int) -> str | None:
        """The text of a day, as `gazetteer.times.Day` writes it."""
        first, last = int(self.earliest[at]), int(self.latest[at])
        if first == 0:
            return None
        begins = date.fromordinal(first)
        if first == last:
            return begins.isoformat()
        ends = date.fromordinal(last)
        if begins == date.min:
            return "XXXX" if ends == date.max else f"[..{ends.isoformat()}]"
        month = f"-{begins.month:02d}" if begins.month == ends.month else ""
        return f"{begins.year:04d}{month}"

    def taken(self, order: Some) -> Self:
        return type(self)(self.earliest[order], self.latest[order])


@dataclass(frozen=True, slots=True)
class Line:
    """A line in lon/lat, how it was found and whether it is certain (None: a candidate)."""

    shape: Any
    basis: str | None
    confident: bool | None


@dataclass(frozen=True, eq=False)
class Atlas:
    """States in the order of a list (by area, district and name), and where the lines of those are that were placed.

    Of a state that is ambiguous the lines are its candidates. `first` and `last`: the days (as ordinals) from which on
    it is the one shown, and no longer.
    """

    stamp: str
    road_ids: NDArray[np.bytes_]
    ordinals: NDArray[np.int32]
    names: Coded
    areas: dict[str, slice]
    districts: Coded
    acts: Coded
    statuses: Coded
    looked: NDArray[np.bool_]  # whether it was ever looked for
    begins: Days
    ends: Days
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    years: NDArray[np.int32]  # in which they came into force; 0: not known
    owners: Some  # the state of each line
    boxes: NDArray[np.float64]  # west, south, east, north of each line, in degrees
    sizes: NDArray[np.float64]  # how far each line's ends and bends are apart, in the unit square
    placed: NDArray[np.bool_]  # whether a line is its road's, or only a candidate
    _numbers: NDArray[np.int64]  # the resolution a line stands in
    _places: NDArray[np.int32]  # and which of its lines it is
    _held: Sequence[Kept] | None = None  # what is said of the states, where the register has it no more
    _lines: dict[int, tuple[Line, ...]] = field(default_factory=dict)
    _counts: dict[tuple[date, str | None], dict[str, list[tuple[Any, int]]]] = field(default_factory=dict)
    _reading: Lock = field(default_factory=Lock)

    def __len__(self) -> int:
        return len(self.road_ids)

    def road_id(self, at: int) -> str:
        return bytes(self.road_ids[at]).decode()

    def kept(self, store: Store, some: Sequence[int]) -> list[Kept]:
        """What the register says of some states, in their order."""
        if self._held is not None:
            return [self._held[at] for at in some]
        found: dict[tuple[str, int], Kept] = {}
        with store.reading() as connection:
            for ids in in_batches(sorted({self.road_id(at) for at in some}), 500):
                for road in roads_named(connection, ids):
                    found |= {(one.road_id, one.ordinal): one for one in road}
        return [found[self.road_id(at), int(self.ordinals[at])] for at in some]

    def said(self, store: Store, some: Sequence[int]) -> list[dict[str, Any]]:
        """States and what came of looking for each, as JSON."""
        made = []
        for at, kept in zip(some, self.kept(store, some), strict=True):
            extent = kept.said["extent"]
            found = orjson.loads(kept.found) if kept.found else {}
            ends = {end: (extent.get(end) or {}).get("text") for end in ("start", "end")}
            made.append(self.named(at) | ends | {key: found.get(key) for key in ("basis", "confident")})
        return made

    def named(self, at: int) -> dict[str, Any]:
        """What the atlas itself knows of a state, as JSON."""
        return {
            "road_id": self.road_id(at), "name": self.names[at], "district": self.districts[at], "act": self.acts[at],
            "status": self.statuses[at], "year": int(self.years[at]), "valid_from": self.begins.edtf(at),
            "valid_to": self.ends.edtf(at),
        }  # fmt: skip

    def keys(self, some: Some) -> list[tuple[int, int]]:
        """Of some lines the resolutions they stand in, and which of its lines each is."""
        return list(zip(self._numbers[some].tolist(), self._places[some].tolist(), strict=True))

    def lines(self, store: Store, some: Some) -> list[Line]:
        """Some lines, in their order; those asked for last are kept in mind."""
        keys = self.keys(some)
        numbers = {number for number, _ in keys}
        known = {number: self._lines[number] for number in numbers & self._lines.keys()}
        missing = sorted(numbers - known.keys())
        if missing:
            read: dict[int, str] = {}
            columns = resolutions.c
            with store.reading() as connection:
                for ids in in_batches(missing):
                    query = select(columns.number, columns.body).where(columns.number.in_(ids))
                    read |= {row[0]: row[1] for row in connection.execute(query)}
            new = _drawn({number: orjson.loads(body) for number, body in read.items()})
            with self._reading:
                if len(self._lines) + len(new) > MOST_LINES:
                    self._lines.clear()
                self._lines.update(new)
            known |= new
        return [known[number][place] for number, place in keys]

    @property
    def bounds(self) -> Bounds:
        """The box of all lines, in degrees."""
        west, south = self.boxes[:, :2].min(axis=0).tolist()
        east, north = self.boxes[:, 2:].max(axis=0).tolist()
        return west, south, east, north

    def counts(self, day: date, area: str | None) -> dict[str, list[tuple[Any, int]]]:
        """How many states of an area are shown on a day, by outcome, act, year and district."""
        if (day, area) not in self._counts:
            shown = self.on(day, area)
            columns = {"act": self.acts, "district": self.districts, "status": self.statuses}
            found: dict[str, list[tuple[Any, int]]] = {name: one.counts(shown) for name, one in columns.items()}
            years, many = np.unique(self.years[shown], return_counts=True)
            found["year"] = [one for one in zip(years.tolist(), many.tolist(), strict=True) if one[0]]
            if len(self._counts) >= MOST_COUNTS:
                self._counts.clear()
            self._counts[day, area] = found
        return self._counts[day, area]

    def on(self, day: date, area: str | None) -> Some:
        """The states of an area (else of all) that are shown on a day."""
        within = self.areas.get(area, slice(0, 0)) if area is not None else slice(0, len(self))
        number = day.toordinal()
        shown = (self.first[within] <= number) & (number < self.last[within])
        return np.flatnonzero(shown) + within.start

    def beside(self, bounds: Bounds) -> Some:
        """The lines whose boxes touch bounds in degrees, which may cross the antimeridian (west > east)."""
        west, south, east, north = bounds
        boxes = self.boxes
        along = (boxes[:, 0] <= east, boxes[:, 2] >= west)
        over = along[0] & along[1] if west <= east else along[0] | along[1]
        return np.flatnonzero(over & (boxes[:, 1] <= north) & (boxes[:, 3] >= south))

    def near(self, store: Store, bounds: Bounds) -> Some:
        """The lines (not states) that touch bounds in degrees: one whose box lies within does, others are looked at."""
        west, south, east, north = bounds
        found = self.beside(bounds)
        boxes = self.boxes[found]
        inside = (boxes[:, 1] >= south) & (boxes[:, 3] <= north) & (west <= east)
        inside &= (boxes[:, 0] >= west) & (boxes[:, 2] <= east)
        edge = found[~inside]
        parts = [bounds] if west <= east else [(west, south, 180.0, north), (-180.0, south, east, north)]
        frame = shapely.union_all([shapely.box(*part) for part in parts])
        shapes = np.array([one.shape for one in self.lines(store, edge)], dtype=object)
        touched = edge[shapely.intersects(frame, shapes)] if len(edge) else edge
        return np.sort(np.concatenate((found[inside], touched)))

    def lines_of(self, states: Some, among: Some | None = None) -> Some:
        """The lines (`among` these) of some states, in the order of the states."""
        lines = np.arange(len(self.owners)) if among is None else among
        return np.sort(lines[np.isin(self.owners[lines], states)])


def drawn_lines(said: dict[str, Any]) -> Sequence[Any]:
    """The lines of a resolution's JSON: the road's own, or its candidates where it is ambiguous."""
    match said["status"]:
        case "resolved":
            return [said["alignment"]]
        case "ambiguous":
            found: Sequence[Any] = said["candidates"]
            return found
        case _:
            return ()


def _drawn(read: dict[int, dict[str, Any]]) -> dict[int, tuple[Line, ...]]:
    """Resolution by resolution its lines, all made at once."""
    kept = [(number, said, line) for number, said in read.items() for line in drawn_lines(said)]
    shapes = _shapes([[course["coordinates"] for course in line] for _, _, line in kept])
    found: dict[int, tuple[Line, ...]] = {}
    for (number, said, _), shape in zip(kept, shapes.tolist(), strict=True):
        found[number] = (*found.get(number, ()), Line(shape, said.get("basis"), said.get("confident")))
    return found


def _shapes(lines: Iterable[Sequence[Sequence[Sequence[float]]]]) -> NDArray[Any]:
    """Lines as geometries: of several parts where a road has several carriageways."""
    known = list(lines)
    parts = [part for line in known for part in line]
    if not parts:
        return np.array([], dtype=object)
    owners = np.repeat(np.arange(len(known)), [len(line) for line in known])
    points = np.array([point for part in parts for point in part], dtype=np.float64)
    made = shapely.linestrings(points, indices=np.repeat(np.arange(len(parts)), [len(part) for part in parts]))
    whole: NDArray[Any] = np.asarray(shapely.multilinestrings(made, indices=owners), dtype=object)
    single = np.bincount(owners) == 1
    whole[single] = made[np.isin(owners, np.flatnonzero(single))]
    return whole
