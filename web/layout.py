"""Where the roads of a notice stand in its drawing: to stated length and direction, in metres, without coordinates.

Roads that name each other, or the same street, form a group. In a group one road after the other is placed where it
best meets those already there, so the result depends on the notice alone. x runs east, y runs south, as on a page.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from gazetteer.readings import Entry
from web.fitting import Numbers, Offers, apart, distances
from web.groups import Point, Target, Targets, direction, find_groups, find_targets

_TURNS = (0, 14, -14, 28, -28, 42, -42)
_STATIONS = (0.5, 0.3, 0.7, 0.15, 0.85)  # where along a road another may meet it: seldom just at its end
_MOST_MEETINGS = 6  # of a street that many roads end at, the last few are looked at


@dataclass(frozen=True, slots=True)
class PlacedRoad:
    """A road of the notice as drawn: from `start` to `end` in metres."""

    entry: Entry
    start: Point
    end: Point
    length_known: bool
    targets: Targets

    @property
    def ends(self) -> tuple[Point, Point]:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Street:
    """A street or place that ends refer to: drawn through the points where roads meet it."""

    text: str
    planned: bool
    points: tuple[Point, ...]
    away: Point  # the direction, from the road to beyond its end, that a label may stand in


@dataclass(frozen=True, slots=True)
class Group:
    """Roads that hang together, with the streets their ends name."""

    roads: tuple[PlacedRoad, ...]
    streets: tuple[Street, ...]


def lay_out(entries: Sequence[Entry], gap_m: float) -> tuple[Group, ...]:
    """The groups of a notice, greatest first; `gap_m` is how far apart roads that run abreast are kept."""
    told = [entry for entry in entries if entry.extent.termini]
    lengths = [entry.length.value for entry in told if entry.length is not None]
    usual_m = median(lengths) if lengths else 600.0
    targets = {entry.entry_id: find_targets(entry, told) for entry in told}
    groups = [_place_group(group, targets, usual_m, gap_m) for group in find_groups(told, targets)]
    return tuple(sorted(groups, key=lambda group: -len(group.roads)))


def usual_length_m(entries: Sequence[Entry]) -> float:
    """The middle of the stated lengths."""
    lengths = [entry.length.value for entry in entries if entry.length is not None]
    return median(lengths) if lengths else 600.0


@dataclass(slots=True)
class _Table:
    """The roads placed so far; a scratch pad of one call."""

    gap_m: float
    targets: Mapping[str, Targets]
    roads: list[PlacedRoad] = field(default_factory=list)
    meetings: dict[Target, list[tuple[Point, Point]]] = field(
        default_factory=lambda: defaultdict(list)
    )  # point, heading

    def add(self, road: PlacedRoad) -> None:
        self.roads.append(road)
        for target, point in zip(road.targets, road.ends, strict=True):
            if target is not None and target[0] == "place":
                self.meetings[target].append((point, _heading(road)))

    def of(self, target: Target) -> PlacedRoad | None:
        return next((road for road in self.roads if road.entry.entry_id == target[1]), None)


def _place_group(group: Sequence[Entry], targets: Mapping[str, Targets], usual_m: float, gap_m: float) -> Group:
    table = _Table(gap_m, targets)
    for entry in group:
        heading = direction(entry.extent) or (1.0, 0.0)
        known = entry.length is not None
        sizes = (entry.length.value,) if entry.length else (usual_m, usual_m * 0.6, usual_m * 1.5)
        candidates = list(_candidates(table, targets[entry.entry_id], entry, heading, sizes))
        start, end = candidates[int(np.argmin(_costs(table, entry, candidates, heading)))]
        table.add(PlacedRoad(entry, start, end, known, targets[entry.entry_id]))
    return Group(tuple(table.roads), tuple(_streets(table)))


def _candidates(
    table: _Table,
    targets: Targets,
    entry: Entry,
    heading: Point,
    sizes: Sequence[float],
) -> Iterator[tuple[Point, Point]]:
    """Places a road may take: at what its ends name, or where another road's end names it."""
    found = False
    for size in sizes:
        for turn in _TURNS:
            x, y = _turned(heading, turn)
            run = (x * size, y * size)
            for which, target in enumerate(targets):
                for point in _meeting_points(table, target, heading):
                    found = True
                    yield _from(point, run) if which == 0 else _to(point, run)
            for road in table.roads:
                for target, point in zip(road.targets, road.ends, strict=True):
                    if target == ("road", entry.entry_id):
                        found = True
                        for at in _STATIONS:
                            yield _from((point[0] - run[0] * at, point[1] - run[1] * at), run)
    if not found:
        x, y = heading
        yield (0.0, 0.0), (x * sizes[0], y * sizes[0])


def _meeting_points(table: _Table, target: Target | None, heading: Point) -> Iterator[Point]:
    """Where an end may meet what it names, among what is placed."""
    if target is None:
        return
    if target[0] == "road":
        road = table.of(target)
        if road is not None:
            for at in _STATIONS:
                yield (
                    road.start[0] + (road.end[0] - road.start[0]) * at,
                    road.start[1] + (road.end[1] - road.start[1]) * at,
                )
        return
    across = (-heading[1], heading[0])
    for (x, y), _ in table.meetings[target][-_MOST_MEETINGS:]:
        for step in (0, 1, -1, 2, -2, 3, -3):
            yield x + across[0] * step * table.gap_m, y + across[1] * step * table.gap_m


def _costs(table: _Table, entry: Entry, candidates: Sequence[tuple[Point, Point]], heading: Point) -> Numbers:
    """How badly each candidate fits: ends that do not meet, roads too near, turns from the stated direction."""
    offers = Offers.of(candidates)
    mine = table.targets[entry.entry_id]
    cost = offers.turned_deg(heading) * table.gap_m * 0.004
    for target, ends in zip(mine, (offers.starts, offers.ends), strict=True):
        if target is None:
            continue
        road = table.of(target) if target[0] == "road" else None
        if road is not None:
            cost += 2.0 * distances(ends, road.ends)
        elif table.meetings[target]:
            cost += apart(ends, table.meetings[target][-_MOST_MEETINGS:], heading)
    for road in table.roads:
        for target, point in zip(road.targets, road.ends, strict=True):
            if target == ("road", entry.entry_id):
                cost += 2.0 * offers.misses(point)
        cost += offers.crowding(road.ends, table.gap_m, meets=_meet(mine, entry, road))
    return cost


def _meet(mine: Targets, entry: Entry, road: PlacedRoad) -> bool:
    """Whether two roads name each other or the same street."""
    named, names = ("road", road.entry.entry_id), ("road", entry.entry_id)
    return named in mine or names in road.targets or any(target in road.targets for target in mine if target)


def _heading(road: PlacedRoad) -> Point:
    x, y = road.end[0] - road.start[0], road.end[1] - road.start[1]
    size = math.hypot(x, y) or 1.0
    return x / size, y / size


def _turned(vector: Point, degrees: float) -> Point:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return vector[0] * cos - vector[1] * sin, vector[0] * sin + vector[1] * cos


def _from(point: Point, run: Point) -> tuple[Point, Point]:
    return point, (point[0] + run[0], point[1] + run[1])


def _to(point: Point, run: Point) -> tuple[Point, Point]:
    return (point[0] - run[0], point[1] - run[1]), point


def _streets(table: _Table) -> Iterator[Street]:
    """The places that ends name, each once, with every point where a road meets it."""
    planned: dict[Target, bool] = {}
    away: dict[Target, Point] = {}
    for road in table.roads:
        x, y = _heading(road)
        ends = (road.entry.extent.start, road.entry.extent.end)
        for target, end, sign in zip(road.targets, ends, (-1, 1), strict=True):
            if target is not None and end is not None and target[0] == "place":
                planned[target] = planned.get(target, False) or end.planned
                away.setdefault(target, (sign * x, sign * y))
    for target, met in table.meetings.items():
        if met:
            yield Street(target[-1], planned[target], tuple(point for point, _ in met), away[target])
