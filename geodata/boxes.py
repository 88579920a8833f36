"""Which of the lines that were found touch a box: by their own boxes first, by the lines where those are not enough."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

import orjson
from shapely.geometry import LineString, Polygon, box
from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, or_, select, text

from gazetteer.schema import resolutions, versions
from gazetteer.store import in_batches

Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees; west > east: over the antimeridian
SOME = 500  # asked for at a time: their lines are read with them
SIDES = (resolutions.c.west, resolutions.c.south, resolutions.c.east, resolutions.c.north)
_PLACED = select(resolutions.c.road_id, resolutions.c.description, resolutions.c.number, *SIDES).where(
    resolutions.c.road_id.in_(bindparam("ids", expanding=True)), resolutions.c.west.is_not(None)
)


def near(connection: Connection, bounds: Bounds, most: int | None = None) -> list[tuple[str, str]] | None:
    """(road id, description) of the lines whose own boxes touch a box, in order; None where more than `most` do."""
    boxes = [_near(connection, part, number) for number, part in enumerate(_parts(bounds))]
    query = select(resolutions.c.road_id, resolutions.c.description).where(or_(*boxes))
    rows = connection.execute(query if most is None else query.limit(most + 1)).all()
    return None if most is not None and len(rows) > most else sorted((row[0], row[1]) for row in rows)


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


def _near(connection: Connection, bounds: Bounds, part: int) -> ColumnElement[bool]:
    """The resolutions whose boxes touch bounds, by the index the database keeps of them; some may just not."""
    w, s, e, n = (f"{side}{part}" for side in ("west", "south", "east", "north"))
    sides = dict(zip((w, s, e, n), bounds, strict=True))
    if connection.dialect.name == "sqlite":
        said = f"west <= :{e} AND east >= :{w} AND south <= :{n} AND north >= :{s}"
        return resolutions.c.number.in_(text(f"SELECT number FROM resolution_boxes WHERE {said}").bindparams(**sides))
    said = "box(point(resolutions.west, resolutions.south), point(resolutions.east, resolutions.north))"
    frame = f"box(point(:{w}, :{s}), point(:{e}, :{n}))"
    return cast(ColumnElement[bool], text(f"{said} && {frame}").bindparams(**sides))


def _meeting(connection: Connection, rows: Sequence[Any], bounds: Bounds) -> Iterator[Any]:
    """Those of some boxes whose line touches the bounds: a box within them does, of another the line is looked at."""
    parts = _parts(bounds)
    edge = []
    for row in rows:
        if any(w <= row.west and row.east <= e and s <= row.south and row.north <= n for w, s, e, n in parts):
            yield row
        elif any(w <= row.east and row.west <= e and s <= row.north and row.south <= n for w, s, e, n in parts):
            edge.append(row)
    frames = [box(*part) for part in parts]
    body = select(resolutions.c.number, resolutions.c.body)
    for numbers in in_batches([row.number for row in edge], SOME):
        bodies = {row.number: row.body for row in connection.execute(body.where(resolutions.c.number.in_(numbers)))}
        for row in edge:
            if row.number in bodies:
                lines = [one["coordinates"] for one in orjson.loads(bodies[row.number])["alignment"]]
                if any(_reaches(line, frame) for line in lines for frame in frames):
                    yield row


def _reaches(line: Sequence[Sequence[float]], frame: Polygon) -> bool:
    """Whether a line touches a frame: mostly one of its points lies within."""
    west, south, east, north = frame.bounds
    if any(west <= x <= east and south <= y <= north for x, y in line):
        return True
    return bool(frame.intersects(LineString(line)))
