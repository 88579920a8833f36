"""Which of the lines that were found touch a box: by their own boxes first, by the lines where those are not enough."""

import sys
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import orjson
from shapely.geometry import LineString, Polygon, box
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Float,
    Integer,
    and_,
    bindparam,
    column,
    exists,
    func,
    or_,
    select,
    table,
    text,
    tuple_,
)

from gazetteer.among import among
from gazetteer.ground_schema import resolutions
from gazetteer.prepared import Prepared
from gazetteer.schema import versions
from gazetteer.store import in_batches

Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees; west > east: over the antimeridian
Key = tuple[str, str]  # road id, description: what a line is kept under
SOME = 500  # asked for at a time: their lines are read with them
FEW = 300  # lines that are asked for one by one
A_PAGE = 150  # lines, or nearly
SCANNED = 3  # lines gone through for each near: to ask for one costs three times as much
SIDES = (resolutions.c.west, resolutions.c.south, resolutions.c.east, resolutions.c.north)
_PLACED = select(resolutions.c.road_id, resolutions.c.description, resolutions.c.number, *SIDES).where(
    resolutions.c.road_id.in_(bindparam("ids", expanding=True)), resolutions.c.west.is_not(None)
)
_KEYS = resolutions.c.road_id, resolutions.c.description
_KEY = tuple_(*_KEYS)
_LINES = select(resolutions.c.road_id, resolutions.c.description, resolutions.c.number)
_BEHIND = tuple_(bindparam("road"), bindparam("description")) < _KEY
_IN_ORDER = _LINES.where(_BEHIND).order_by(*_KEYS).limit(bindparam("many", type_=Integer))
_NUMBERED = _LINES.where(among(resolutions.c.number, "numbers"))
_LAST = select(func.max(resolutions.c.number))
_BOXES = table("resolution_boxes", *(column(name) for name in ("number", "west", "south", "east", "north")))
ANY_NUMBER = 2**31 - 1
_SIDES_ASKED: tuple[BindParameter[float], ...] = tuple(
    bindparam(side, type_=Float) for side in ("west", "south", "east", "north")
)


def _near(of: Any, touch: ColumnElement[bool]) -> Prepared:
    west, south, east, north = _SIDES_ASKED
    inside = and_(of.west >= west, of.east <= east, of.south >= south, of.north <= north)
    return Prepared(select(of.number, inside).where(touch).limit(bindparam("most", type_=Integer)))


def _touch(of: Any) -> ColumnElement[bool]:
    west, south, east, north = _SIDES_ASKED
    return and_(of.west <= east, of.east >= west, of.south <= north, of.north >= south)


# The resolutions whose boxes touch bounds and whether they lie in them, by the index the database keeps. SQLite's is of
# boxes a little larger than they are: some may just not touch, but what lies within does.
_NEAR = {
    "sqlite": _near(_BOXES.c, _touch(_BOXES.c)),
    "postgresql": _near(
        resolutions.c,
        cast(
            ColumnElement[bool],
            text(
                "box(point(resolutions.west, resolutions.south), point(resolutions.east, resolutions.north))"
                " && box(point(:west, :south), point(:east, :north))"
            ),
        ),
    ),
}


@dataclass(slots=True)
class Near:
    """The lines whose own boxes touch a box: number → whether it surely touches it; of others the line is looked at.

    `all_lines` is about how many there are anywhere; `keys` are those that were met so far.
    """

    numbers: Mapping[int, bool]
    all_lines: int
    keys: dict[Key, bool] = field(default_factory=dict)
    _sorted: list[tuple[str, str, int]] | None = None  # each asked for

    def roads(self, connection: Connection, since: str = "") -> Iterator[str]:
        """The roads they are of, in order, from an id on."""
        last = None
        for road_id, description, number in self._rows(connection, since):
            self.keys[road_id, description] = self.numbers[number]
            if road_id != last:
                yield road_id
            last = road_id

    def all_keys(self, connection: Connection) -> Mapping[Key, bool]:
        """Those of all of them."""
        deque(self.roads(connection), maxlen=0)
        return self.keys

    def _rows(self, connection: Connection, since: str) -> Iterator[tuple[str, str, int]]:
        """The first of many lines are met by going through all in order; else each is asked for, which costs more."""
        left, begin = SCANNED * len(self.numbers), (since, "")
        if len(self.numbers) <= FEW or left * len(self.numbers) < A_PAGE * self.all_lines:
            left = 0  # a page of them lies farther than that
        while left > 0 and self._sorted is None:
            rows = connection.execute(_IN_ORDER, {"road": begin[0], "description": begin[1], "many": SOME}).all()
            yield from ((row[0], row[1], row[2]) for row in rows if row[2] in self.numbers)
            if len(rows) < SOME:
                return
            left, begin = left - SOME, (rows[-1][0], rows[-1][1])
        if self._sorted is None:
            numbers = {"numbers": list(self.numbers)}
            self._sorted = sorted([(row[0], row[1], row[2]) for row in connection.execute(_NUMBERED, numbers).all()])
        yield from self._sorted[bisect_right(self._sorted, (*begin, sys.maxsize)) :]


def near(connection: Connection, bounds: Bounds, most: int | None = None) -> Near | None:
    """The lines whose own boxes touch a box; None where there are more than `most`."""
    found: dict[int, bool] = {}
    for part in _parts(bounds):
        values = dict(zip(("west", "south", "east", "north"), part, strict=True))
        values["most"] = ANY_NUMBER if most is None else most + 1
        rows = _NEAR[connection.dialect.name].rows(connection, values)
        found |= {number: inside == 1 for number, inside in rows}  # SQLite has no truths but 1
    if most is not None and len(found) > most:
        return None
    if len(found) <= FEW:  # these are looked at at once
        reaching = _reaching(connection, [number for number, inside in found.items() if not inside], bounds)
        found = {number: True for number, inside in found.items() if inside or number in reaching}
    all_lines = connection.execute(_LAST).scalar() if len(found) > FEW else None
    return Near(found, all_lines or len(found))


def on_lines(beside: Near, ids: Sequence[str]) -> ColumnElement[bool]:
    """States on these lines; `ids` are their roads."""
    of_them = among(versions.c.road_id, "on_lines_roads").params(on_lines_roads=ids)
    numbered = among(resolutions.c.number, "on_lines").params(on_lines=list(beside.numbers))
    drawn = select(resolutions.c.road_id, resolutions.c.description).where(numbered)
    return of_them & tuple_(versions.c.road_id, versions.c.description).in_(drawn)


def touching(connection: Connection, keys: Iterable[tuple[str, str]], bounds: Bounds) -> set[tuple[str, str]]:
    """Those of some (road id, description) whose lines touch a box."""
    wanted = set(keys)
    found = set()
    for ids in in_batches(sorted({road_id for road_id, _ in wanted}), SOME):
        rows = connection.execute(_PLACED, {"ids": ids}).all()
        found |= {(row.road_id, row.description) for row in _meeting(connection, rows, bounds)}
    return found & wanted


def near_states(bounds: Bounds) -> ColumnElement[bool]:
    """States whose line has a box that touches these bounds: for looking through many roads in their order."""
    columns = resolutions.c
    mine = (columns.road_id == versions.c.road_id, columns.description == versions.c.description)
    boxes = [
        and_(columns.west <= east, columns.east >= west, columns.south <= north, columns.north >= south)
        for west, south, east, north in _parts(bounds)
    ]
    return exists(select(columns.number).where(*mine, or_(*boxes)))


def _parts(bounds: Bounds) -> list[Bounds]:
    """Bounds that cross the antimeridian (west > east) as two."""
    west, south, east, north = bounds
    return [bounds] if west <= east else [(west, south, 180.0, north), (-180.0, south, east, north)]


def _meeting(connection: Connection, rows: Sequence[Any], bounds: Bounds) -> Iterator[Any]:
    """Those of some boxes whose line touches the bounds: a box within them does, of another the line is looked at."""
    parts = _parts(bounds)
    edge = []
    for row in rows:
        if any(w <= row.west and row.east <= e and s <= row.south and row.north <= n for w, s, e, n in parts):
            yield row
        elif any(w <= row.east and row.west <= e and s <= row.north and row.south <= n for w, s, e, n in parts):
            edge.append(row)
    reaching = _reaching(connection, [row.number for row in edge], bounds)
    yield from (row for row in edge if row.number in reaching)


_BODIES = select(resolutions.c.number, resolutions.c.body).where(among(resolutions.c.number, "numbers"))


def _reaching(connection: Connection, numbers: Sequence[int], bounds: Bounds) -> set[int]:
    """Those of some resolutions, all with a line, whose line touches the bounds."""
    frames = [box(*part) for part in _parts(bounds)]
    found = set()
    for some in in_batches(numbers, SOME):
        for number, body in connection.execute(_BODIES, {"numbers": some}):
            lines = [one["coordinates"] for one in orjson.loads(body)["alignment"]]
            if any(_reaches(line, frame) for line in lines for frame in frames):
                found.add(number)
    return found


def _reaches(line: Sequence[Sequence[float]], frame: Polygon) -> bool:
    """Whether a line touches a frame: mostly one of its points lies within."""
    west, south, east, north = frame.bounds
    if any(west <= x <= east and south <= y <= north for x, y in line):
        return True
    return bool(frame.intersects(LineString(line)))
