"""Invented cities for measuring: a grid of streets cut into roads, and what was done to them over twenty years.

Everything here is made up (虚构) and lies near 1°N 1°E, in the sea. The same number gives the same city.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gazetteer.actions import Action

MOST_ROADS = 20_000  # of one city
BLOCK_M = 300.0
BLOCK_DEG = BLOCK_M / 111_319.49  # at the equator
# no two sound alike, tones aside: random names would else be full of homophones, which real cities avoid
_SYLLABLES = "东西南山水金木火土月星河海天人平安康泰龙春秋文武光前凤花丽云霞绣梅兰竹柳松玉白青紫宝德福寿"
_GENERICS = ("路", "街", "大道", "巷", "大街")
_QUARTERS = ("城东区", "城西区", "城南区", "城北区")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"  # sixty cities
_A_NOTICE = 100  # roads named by one
MOVED, RENAMED, ABOLISHED = 0.10, 0.04, 0.02  # of all roads, once each, years after their naming
Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class GridRoad:
    """A road along one line of the grid, from crossing `first` to crossing `last`."""

    number: int
    name: str
    upright: bool  # north to south, else west to east
    line: int
    first: int
    last: int
    width_m: int

    @property
    def length_m(self) -> int:
        return round((self.last - self.first) * BLOCK_M)

    @property
    def sides(self) -> tuple[str, str]:
        return ("北", "南") if self.upright else ("西", "东")

    def crossing(self, at: int) -> tuple[int, int]:
        """Column and row of the crossing `at` along it."""
        return (self.line, at) if self.upright else (at, self.line)


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing done to one road; the ends in words."""

    action: Action
    road: GridRoad
    start: str
    end: str
    former: str | None = None  # its name before, or
    former_end: str | None = None  # where it ended before


@dataclass(frozen=True, slots=True)
class Act:
    """What one notice does, all clauses under one verb."""

    day: date
    number: int
    clauses: tuple[Clause, ...]


@dataclass
class City:
    """One invented city: its grid has `size` lines each way."""

    number: int
    name: str
    size: int
    roads: list[GridRoad]
    cover: dict[tuple[bool, int, int], int]  # (upright, line, block) → road
    acts: list[Act] = field(default_factory=list)

    def place(self, crossing: tuple[int, int]) -> tuple[float, float]:
        """Longitude and latitude of a crossing."""
        column, row = crossing
        west, north = 1.0 + (self.number % 8) * 0.6, 1.0 + (self.number // 8) * 0.6
        return round(west + column * BLOCK_DEG, 7), round(north - row * BLOCK_DEG, 7)

    def line_of(self, road: GridRoad) -> Line:
        """Where a road runs, in its described direction."""
        return tuple(self.place(road.crossing(at)) for at in range(road.first, road.last + 1))

    def quarter_of(self, road: GridRoad) -> str:
        column, row = road.crossing(road.first)
        return _QUARTERS[(0 if column * 2 < self.size else 1) + (0 if row * 2 < self.size else 2)]

    def crossed(self, road: GridRoad, at: int) -> GridRoad | None:
        """The road that crosses another at a crossing; None beyond the last."""
        for block in (road.line, road.line - 1):
            found = self.cover.get((not road.upright, at, block))
            if found is not None:
                return self.roads[found]
        return None


def cities(roads: int) -> Iterator[City]:
    """Cities of at most 20,000 roads, as many roads in all; one at a time."""
    for number in range(math.ceil(roads / MOST_ROADS)):
        yield build_city(number, min(MOST_ROADS, roads - number * MOST_ROADS))


def build_city(number: int, roads: int) -> City:
    """A city of so many roads, always the same."""
    rng = random.Random(f"city {number} {roads}")
    size = max(5, math.ceil(math.sqrt(1.5 * roads)) + 3)
    names = _names(rng)
    city = City(number, f"虚{_STEMS[number % 10]}{_BRANCHES[number % 12]}市", size, [], {})
    for line in range(size):  # both ways in turn, so that roads cut off at the end lie in one corner
        for upright in (True, False):
            at = 0
            while at < size - 1 and len(city.roads) < roads:
                last = min(size - 1, at + rng.choice((2, 3, 3, 4)))
                road = GridRoad(len(city.roads), next(names), upright, line, at, last, rng.choice((9, 12, 15, 20, 35)))
                city.cover.update({(upright, line, block): road.number for block in range(at, last)})
                city.roads.append(road)
                at = last
    city.acts = list(_acts(city, names, rng))
    return city


def _names(rng: random.Random) -> Iterator[str]:
    """Names whose specific parts differ, two or three characters long."""
    seen: set[str] = set()
    while True:
        specific = "".join(rng.sample(_SYLLABLES, rng.choice((2, 2, 3))))
        if specific not in seen:
            seen.add(specific)
            yield specific + rng.choice(_GENERICS)


def _acts(city: City, names: Iterator[str], rng: random.Random) -> Iterator[Act]:
    """Namings of fifteen years, then what was changed; what a name was when a clause was written stands in it."""
    called = {road.number: road.name for road in city.roads}
    count = 0

    def act(day: date, clauses: Sequence[Clause]) -> Iterator[Act]:
        nonlocal count
        if clauses:
            count += 1
            yield Act(day, count, tuple(clauses))

    def end_words(road: GridRoad, at: int) -> str:
        other = city.crossed(road, at)
        return called[other.number] if other is not None else f"第{at + 1}号界桩"

    batches = [city.roads[at : at + _A_NOTICE] for at in range(0, len(city.roads), _A_NOTICE)]
    for order, batch in enumerate(batches):
        day = _day(2000, order * 15 / len(batches), rng)
        yield from act(
            day,
            [Clause(Action.NAMING, road, end_words(road, road.first), end_words(road, road.last)) for road in batch],
        )
    numbers = [road.number for road in city.roads]
    rng.shuffle(numbers)
    portions = [round(share * len(numbers)) for share in (MOVED, RENAMED, ABOLISHED)]
    moved, renamed = numbers[: portions[0]], numbers[portions[0] : portions[0] + portions[1]]
    gone = numbers[portions[0] + portions[1] : sum(portions)]
    per_year = 9
    for year in range(per_year):
        moving = []
        for number in moved[year::per_year]:
            road = city.roads[number]
            if road.last >= city.size - 1:
                continue
            longer = replace(road, last=road.last + 1)
            city.roads[number] = longer
            before, after = end_words(road, road.last), end_words(road, longer.last)
            moving.append(Clause(Action.EXTENT_CHANGE, longer, end_words(road, road.first), after, former_end=before))
        day = _day(2015, year, rng)
        yield from act(day, [replace(one, road=replace(one.road, name=called[one.road.number])) for one in moving])
        renaming = []
        for number in renamed[year::per_year]:
            road, new = city.roads[number], next(names)
            renaming.append((road, called[number], new))
        words = [(end_words(road, road.first), end_words(road, road.last)) for road, _, _ in renaming]
        for road, _, new in renaming:
            called[road.number] = new
        yield from act(
            _day(2015, year + 0.4, rng),
            [
                Clause(Action.RENAMING, replace(road, name=new), start, end, former=old)
                for (road, old, new), (start, end) in zip(renaming, words, strict=True)
            ],
        )
        ending = [city.roads[number] for number in gone[year::per_year]]
        yield from act(
            _day(2015, year + 0.8, rng),
            [Clause(Action.ABOLITION, replace(road, name=called[road.number]), "", "") for road in ending],
        )


def _day(year: int, years: float, rng: random.Random) -> date:
    month = int(years % 1 * 12) + 1
    return date(year + int(years), month, rng.randrange(1, 28))
