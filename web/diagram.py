"""A notice as a drawing: ends as nodes, roads to stated length and direction, planned streets dashed, no coordinates.

All SVG here is made with escaped text and presentation attributes; its looks come from the style sheet's classes.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from gazetteer.actions import Action
from gazetteer.readings import Entry
from web.groups import Point
from web.layout import Group, PlacedRoad, Street, lay_out, usual_length_m

WIDTH = 1080
_USUAL_PX, _LONGEST_PX = 130.0, 460.0
_GAP_PX = 92.0  # roads that run abreast: a name fits between
_EM = 13.0
_PAD = 22.0
_COLUMN = 20
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The SVG of a notice and what its legend has to explain."""

    svg: Markup
    roads: int
    has_planned: bool
    has_unknown_length: bool
    has_moved: bool
    undrawn: tuple[str, ...]  # names of roads without any stated end


def draw_notice(entries: Sequence[Entry], road_of: Mapping[str, str], prefix: str = "") -> Drawing:
    """The drawing of all entries; a road is a link to its record where it has one."""
    leading = ((entry_id, f"{prefix}/roads/{road_id}") for entry_id, road_id in sorted(road_of.items()))
    return _draw_notice(tuple(entries), tuple(leading))


@lru_cache(maxsize=64)
def _draw_notice(entries: tuple[Entry, ...], leading: tuple[tuple[str, str], ...]) -> Drawing:
    longest = max((entry.length.value for entry in entries if entry.length), default=600.0)
    scale = min(_USUAL_PX / usual_length_m(entries), _LONGEST_PX / longest)  # pixels a metre
    groups = lay_out(entries, _GAP_PX / scale)
    pictures = [_Picture(group, scale, dict(leading)) for group in groups]
    placed, width, height = _packed([picture.box for picture in pictures])
    body = Markup("").join(
        Markup('<g transform="translate({:.1f} {:.1f})">{}</g>').format(x - p.box[0], y - p.box[1], p.svg())
        for p, (x, y) in zip(pictures, placed, strict=True)
    )
    bar, bar_height = _scale_bar(scale, height)
    svg = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="diagram"'
        ' viewBox="0 0 {:.0f} {:.0f}" width="{:.0f}" height="{:.0f}">{}{}</svg>'
    )
    drawn = [road for group in groups for road in group.roads]
    ids = {road.entry.entry_id for road in drawn}
    return Drawing(
        svg.format(width, height + bar_height, width, height + bar_height, body, bar),
        len(drawn),
        any(street.planned for group in groups for street in group.streets),
        any(not road.length_known for road in drawn),
        any(road.entry.action is Action.EXTENT_CHANGE for road in drawn),
        tuple(dict.fromkeys(entry.name for entry in entries if entry.entry_id not in ids)),  # a merged road once
    )


def _packed(boxes: Sequence[Box]) -> tuple[list[Point], float, float]:
    """Where each box goes, and the width and height of it all: the tallest first, each as high up as it finds room."""
    places: dict[int, Point] = {}
    widest = max((east - west + 2 * _PAD for west, _, east, _ in boxes), default=0.0)
    filled = [0.0] * math.ceil(max(WIDTH, widest) / _COLUMN)  # how far down each column of the page is taken
    for index in sorted(range(len(boxes)), key=lambda index: boxes[index][1] - boxes[index][3]):
        west, north, east, south = boxes[index]
        across = math.ceil((east - west + 2 * _PAD) / _COLUMN)
        tops = [max(filled[first : first + across]) for first in range(len(filled) - across + 1)]
        top = min(tops)
        first = tops.index(top)
        places[index] = first * _COLUMN + _PAD, top + _PAD
        filled[first : first + across] = [top + south - north + 2 * _PAD] * across
    return [places[index] for index in range(len(boxes))], len(filled) * _COLUMN, max(filled)


def _scale_bar(scale: float, top: float) -> tuple[Markup, float]:
    """A bar of a round length."""
    metres = next((m for m in (50, 100, 200, 500, 1000, 2000, 5000) if m * scale >= 60), 10000)
    bar = Markup(
        '<g class="scale" transform="translate({} {:.0f})"><path d="M0 -4V0H{:.1f}V-4"/>'
        '<text x="{:.1f}" y="0" dx="8">{} m</text></g>'
    )
    return bar.format(_PAD, top + 12, metres * scale, metres * scale, metres), 28.0


class _Picture:
    """One group in pixels: lines first, then labels where they hide least."""

    def __init__(self, group: Group, scale: float, leading: Mapping[str, str]) -> None:
        self._scale, self._leading = scale, leading
        self._taken: list[Box] = []
        self._lines: list[tuple[Point, Point]] = [(self._at(r.start), self._at(r.end)) for r in group.roads]
        self._under: list[Markup] = []
        self._over: list[Markup] = []
        streets = [self._street_ends(street) for street in group.streets]
        self._lines += [ends for ends in streets if ends[0] != ends[1]]
        for road in group.roads:
            self._draw_road(road)
        for street, ends in zip(group.streets, streets, strict=True):
            self._draw_street(street, ends)
        corners = [point for line in self._lines for point in line] + [p for b in self._taken for p in (b[:2], b[2:])]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        self.box: Box = (min(xs), min(ys), max(xs), max(ys))

    def svg(self) -> Markup:
        return Markup("").join([*self._under, *self._over])

    def _at(self, point: Point) -> Point:
        return point[0] * self._scale, point[1] * self._scale

    def _draw_road(self, road: PlacedRoad) -> None:
        (x1, y1), (x2, y2) = self._at(road.start), self._at(road.end)
        kind = "moved" if road.entry.action is Action.EXTENT_CHANGE else "named"
        line = Markup('<line class="road {}{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(
            kind, "" if road.length_known else " guessed", x1, y1, x2, y2
        )
        nodes = [
            Markup('<circle class="node{}" cx="{:.1f}" cy="{:.1f}" r="4"/>').format(
                " planned" if end is not None and end.planned else "", x, y
            )
            for end, (x, y) in ((road.entry.extent.start, (x1, y1)), (road.entry.extent.end, (x2, y2)))
        ]
        length = f"{road.entry.length.told} m" if road.entry.length else ""
        label = self._road_label(road.entry.name, length, (x1, y1), (x2, y2))
        address = self._leading.get(road.entry.entry_id)
        whole = line + Markup("").join(nodes) + label
        if address is not None:
            whole = Markup('<a href="{}">{}</a>').format(address, whole)
        self._over.append(whole)

    def _road_label(self, name: str, length: str, start: Point, end: Point) -> Markup:
        width, height = max(_wide(name) * _EM, _wide(length) * 11), (2 if length else 1) * _EM + 2
        x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        across = _unit(-(end[1] - start[1]), end[0] - start[0])
        options = []
        for along in (0.5, 0.35, 0.65, 0.2, 0.8):
            for sign in (1, -1) if across[0] >= 0 else (-1, 1):
                x, y = start[0] + (end[0] - start[0]) * along, start[1] + (end[1] - start[1]) * along
                reach = abs(across[0]) * (width / 2 + 8) + abs(across[1]) * (height / 2 + 5)
                options.append((x + sign * across[0] * reach, y + sign * across[1] * reach))
        x, y = self._best(options, width, height)
        if not length:
            return Markup('<text class="name" x="{:.1f}" y="{:.1f}">{}</text>').format(x, y + 5, name)
        return Markup(
            '<text class="name" x="{x:.1f}" y="{a:.1f}">{name}</text>'
            '<text class="length" x="{x:.1f}" y="{b:.1f}">{length}</text>'
        ).format(x=x, a=y - 2, b=y + _EM, name=name, length=length)

    def _street_ends(self, street: Street) -> tuple[Point, Point]:
        """The line of a street: through its meeting points, else a short bar across the one road's end."""
        points = [self._at(point) for point in street.points]
        across = (-street.away[1], street.away[0])
        reach = 22.0
        first = min(points, key=lambda p: p[0] * across[0] + p[1] * across[1])
        last = max(points, key=lambda p: p[0] * across[0] + p[1] * across[1])
        if math.dist(first, last) > 1:
            across = _unit(last[0] - first[0], last[1] - first[1])
        return (
            (first[0] - across[0] * reach, first[1] - across[1] * reach),
            (last[0] + across[0] * reach, last[1] + across[1] * reach),
        )

    def _draw_street(self, street: Street, ends: tuple[Point, Point]) -> None:
        (x1, y1), (x2, y2) = ends
        middle = sorted(
            (self._at(p) for p in street.points), key=lambda p: (p[0] - x1) * (x2 - x1) + (p[1] - y1) * (y2 - y1)
        )
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ((x1, y1), *middle, (x2, y2)))
        planned = " planned" if street.planned else ""
        self._under.append(Markup('<path class="street{}" d="{}"/>').format(planned, path))
        width, height = _wide(street.text) * 12, 15.0
        options = []
        for x, y in (*middle, (x1, y1), (x2, y2)):
            for far in (1.0, 1.8):
                reach_x, reach_y = width / 2 + 9 * far, height / 2 + 6 * far
                options += [(x + street.away[0] * reach_x, y + street.away[1] * reach_y)]
                options += [(x + dx * reach_x, y + dy * reach_y) for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))]
        x, y = self._best(options, width, height)
        self._over.append(
            Markup('<text class="place{}" x="{:.1f}" y="{:.1f}">{}</text>').format(planned, x, y + 4, street.text)
        )

    def _best(self, options: Sequence[Point], width: float, height: float) -> Point:
        """The first of the options that hides least, which is then taken."""

        def hidden(option: Point) -> float:
            box = _around(option, width, height)
            lines = sum(_passes(line, box) for line in self._lines)
            return sum(_shared(box, other) for other in self._taken) + 200.0 * lines

        costs = [hidden(option) + rank for rank, option in enumerate(options)]
        best = options[costs.index(min(costs))]
        self._taken.append(_around(best, width, height))
        return best


def _around(point: Point, width: float, height: float) -> Box:
    return point[0] - width / 2, point[1] - height / 2, point[0] + width / 2, point[1] + height / 2


def _shared(one: Box, other: Box) -> float:
    """The area two boxes share, in square pixels."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)


def _passes(line: tuple[Point, Point], box: Box) -> bool:
    """Whether a line runs through a box: what is left of it after cutting at each side (Liang and Barsky)."""
    (x1, y1), (x2, y2) = line
    enters, leaves = 0.0, 1.0
    for at, step, low, high in ((x1, x2 - x1, box[0], box[2]), (y1, y2 - y1, box[1], box[3])):
        if step == 0:
            if not low < at < high:
                return False
            continue
        first, last = sorted(((low - at) / step, (high - at) / step))
        enters, leaves = max(enters, first), min(leaves, last)
    return enters < leaves


def _unit(x: float, y: float) -> Point:
    size = math.hypot(x, y) or 1.0
    return x / size, y / size


def _wide(text: str) -> float:
    """How many em a text is wide: a Chinese character one, others a little over half."""
    return sum(0.58 if ord(char) < 0x2E80 else 1.0 for char in text)
