"""Where the roads of a register were found, kept and asked; derived, so it can be dropped and made again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from secrets import token_hex

import orjson
from shapely.geometry import LineString, Polygon, box
from sqlalchemy import Connection, and_, bindparam, delete, select

from gazetteer.events import LocationDecided
from gazetteer.records import RoadVersion
from gazetteer.registry import Register
from gazetteer.schema import meta, resolutions
from gazetteer.text import Sentence
from geodata.anchors import decided
from geodata.network import RoadNetwork
from geodata.outcomes import Resolution, Resolved, Unresolved, as_json, from_json
from geodata.resolve import resolve

_STAMP = "resolved"  # in `meta`


class Resolutions:
    """The resolutions of a register, by version."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._store = register.store

    def of(self, version: RoadVersion) -> Resolution | None:
        """What came of looking for a version, or None where it was never looked for."""
        return self.of_all([version]).get((version.road_id, version.description))

    def of_all(self, versions: Sequence[RoadVersion]) -> dict[tuple[str, str], Resolution]:
        """(road id, description) → what came of looking for it, for those looked for."""
        wanted = {(version.road_id, version.description) for version in versions}
        found = {}
        with self._store.reading() as connection:
            for ids in _batches(sorted({road_id for road_id, _ in wanted})):
                query = select(resolutions.c.road_id, resolutions.c.description, resolutions.c.body)
                for row in connection.execute(query.where(resolutions.c.road_id.in_(ids))):
                    if (row.road_id, row.description) in wanted:
                        found[row.road_id, row.description] = from_json(orjson.loads(row.body))
        return found

    def stamp(self) -> str:
        """A text that is another one whenever something was kept: what is made of resolutions is remembered by it."""
        with self._store.reading() as connection:
            found = connection.execute(select(meta.c.value).where(meta.c.key == _STAMP)).scalar()
        return found or ""

    def touching(self, west: float, south: float, east: float, north: float) -> set[tuple[str, str]]:
        """(road id, description) of the lines that touch a box in degrees.

        West may lie east of `east`: the box then crosses the antimeridian.
        """
        boxes = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
        columns = resolutions.c
        keys = (columns.road_id, columns.description)
        found: set[tuple[str, str]] = set()
        with self._store.reading() as connection:
            for left, right in boxes:
                near = and_(columns.west <= right, columns.east >= left, columns.south <= north, columns.north >= south)
                inside = and_(
                    columns.west >= left, columns.east <= right, columns.south >= south, columns.north <= north
                )
                found |= {(row.road_id, row.description) for row in connection.execute(select(*keys).where(inside))}
                frame = box(left, south, right, north)
                for row in connection.execute(select(*keys, columns.body).where(near & ~inside)):
                    if _meets(from_json(orjson.loads(row.body)), frame):
                        found.add((row.road_id, row.description))
        return found

    def run(
        self,
        area: str,
        network: RoadNetwork,
        *,
        notice_id: str | None = None,
        anew: bool = False,
    ) -> Counter[str]:
        """Looks for the versions of an area's roads on a network and keeps what came of it; how many came out how.

        Only those not yet looked for on this network are kept, unless `anew`; only one notice's, where it is named.
        All of an area's versions are solved together all the same: a line that is one road's is not another's.
        """
        versions = list(self._versions(area))
        done = set() if anew else self._done(area, network.digest)
        wanted = {
            (one.road_id, one.description)
            for one in versions
            if (one.road_id, one.description) not in done and (notice_id is None or one.notice_id == notice_id)
        }
        if not wanted:
            return Counter()
        solved = resolve(versions, network)
        decisions = self._register.decided_locations({one.road_id for one in versions})
        found = [
            _settled(version, one, decisions.get(version.road_id), network)
            for version, one in zip(versions, solved, strict=True)
            if (one.road_id, one.description) in wanted
        ]
        with self._store.writing() as connection:
            keep(connection, area, network.digest, found)
        return Counter(one.status for one in found)

    def _versions(self, area: str) -> Iterator[RoadVersion]:
        """Every version of an area's roads, each description once."""
        seen: set[tuple[str, str]] = set()
        for change in self._register.changes(area):
            for version in (change.before, change.after):
                if version is not None and (version.road_id, version.description) not in seen:
                    seen.add((version.road_id, version.description))
                    yield version

    def _done(self, area: str, digest: str) -> set[tuple[str, str]]:
        query = select(resolutions.c.road_id, resolutions.c.description).where(
            resolutions.c.area == area, resolutions.c.snapshot == digest
        )
        with self._store.reading() as connection:
            return {(row.road_id, row.description) for row in connection.execute(query)}


def _settled(
    version: RoadVersion, found: Resolution, decision: LocationDecided | None, network: RoadNetwork
) -> Resolution:
    """What a person decided on a road as it is described; else what was found."""
    if decision is None or decision.extent != version.extent:
        return found
    place = decided(version, decision.anchors, network)
    if place is not None:
        return place
    reason = Sentence(
        f"{decision.by}核定的位置在这份路网上没有道路。", f"no road of this network runs where {decision.by} decided."
    )
    return Unresolved(version.road_id, version.description, reason)


def _batches(ids: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))


def keep(connection: Connection, area: str, digest: str, found: Sequence[Resolution]) -> None:
    """Keeps what came of looking for roads on the network of a digest, in place of what was kept of them."""
    columns = resolutions.c
    mine = (columns.road_id == bindparam("road"), columns.description == bindparam("said"))
    rows = [_row(area, digest, one) for one in found]
    if rows:
        old = [{"road": one.road_id, "said": one.description} for one in found]
        connection.execute(delete(resolutions).where(*mine), old)
        connection.execute(resolutions.insert(), rows)
        connection.execute(delete(meta).where(meta.c.key == _STAMP))
        connection.execute(meta.insert(), {"key": _STAMP, "value": token_hex(8)})


def _row(area: str, digest: str, found: Resolution) -> dict[str, object]:
    box = _bounds(found)
    return {
        "road_id": found.road_id,
        "description": found.description,
        "area": area,
        "snapshot": digest,
        "status": found.status,
        "body": orjson.dumps(as_json(found)).decode(),
        **dict(zip(("west", "south", "east", "north"), box or (None,) * 4, strict=True)),
    }


def _meets(found: Resolution, frame: Polygon) -> bool:
    """Whether a road's line touches a frame, which its box does."""
    if not isinstance(found, Resolved):
        return False
    return any(frame.intersects(LineString(course.coordinates)) for course in found.alignment.courses)


def _bounds(found: Resolution) -> tuple[float, float, float, float] | None:
    """West, south, east, north of a road's line; None where it has none."""
    if not isinstance(found, Resolved):
        return None
    points: Iterable[tuple[float, float]] = [p for course in found.alignment.courses for p in course.coordinates]
    lons, lats = zip(*points, strict=True)
    return min(lons), min(lats), max(lons), max(lats)
