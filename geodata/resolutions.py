"""Where the roads of a register were found, kept and asked; derived, so it can be dropped and made again."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from secrets import token_hex
from typing import TYPE_CHECKING

import orjson
from sqlalchemy import Connection, bindparam, delete, func, select

from gazetteer.answers import Answers
from gazetteer.codec import pack, to_plain
from gazetteer.findings import Finding
from gazetteer.ground_schema import ground_findings, resolutions
from gazetteer.lineage import predecessors_of
from gazetteer.records import RoadVersion
from gazetteer.schema import meta
from gazetteer.store import in_batches, insert
from gazetteer.times import today
from geodata.boxes import SIDES, SOME, Bounds, near, touching
from geodata.checks import find_checks, findings_of
from geodata.network import RoadNetwork
from geodata.outcomes import Resolution, Resolved, as_json, from_json
from geodata.tasks import Task, keep_tasks, tasks_of
from geodata.unmapped import made_of
from geodata.worklist import find_tasks

if TYPE_CHECKING:
    from geodata.looking import Looked  # loaded only when there is a road to look for
    from geodata.moves import Move
    from geodata.parts import Many


@dataclass(frozen=True, slots=True)
class Run:
    """What one look at an area came to: outcomes by status, what became of lines on a new extract, tasks, findings."""

    counts: Counter[str]
    moves: "tuple[Move, ...]" = ()
    opened: tuple[Task, ...] = ()
    closed: tuple[Task, ...] = ()
    lost: tuple[Task, ...] = ()  # done on an earlier extract and undone on this one
    findings: int = 0  # what the ground contradicts, in all


_STAMP = "resolved"  # in `meta`


_ONE = select(resolutions.c.body).where(
    resolutions.c.road_id == bindparam("road"), resolutions.c.description == bindparam("said")
)

_SOME = select(resolutions.c.road_id, resolutions.c.description, resolutions.c.body).where(
    resolutions.c.road_id.in_(bindparam("ids", expanding=True))
)


class Resolutions:
    """The resolutions of a register, by version."""

    def __init__(self, register: Answers) -> None:
        self._register = register
        self._store = register.store

    def of(self, version: RoadVersion) -> Resolution | None:
        """What came of looking for a version, or None where it was never looked for."""
        key = {"road": version.road_id, "said": version.description}
        with self._store.reading() as connection:
            body = connection.execute(_ONE, key).scalar()
        return None if body is None else _read(body)

    def of_all(self, versions: Sequence[RoadVersion]) -> dict[tuple[str, str], Resolution]:
        """(road id, description) → what came of looking for it, for those looked for."""
        return self.of_keys((version.road_id, version.description) for version in versions)

    def of_keys(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Resolution]:
        """The same by (road id, description)."""
        wanted = set(keys)
        found = {}
        with self._store.reading() as connection:
            for ids in in_batches(sorted({road_id for road_id, _ in wanted}), SOME):
                for row in connection.execute(_SOME, {"ids": ids}):
                    if (row.road_id, row.description) in wanted:
                        found[row.road_id, row.description] = _read(row.body)
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
        bounds = (west, south, east, north)
        with self._store.reading() as connection:
            beside = near(connection, bounds)
            return touching(connection, beside.all_keys(connection), bounds) if beside else set()

    def bounds(self) -> list[Bounds]:
        """West, south, east, north of the lines of each area that has any, in the order of the areas' names."""
        west, south, east, north = SIDES
        query = select(func.min(west), func.min(south), func.max(east), func.max(north))
        with self._store.reading() as connection:
            rows = connection.execute(
                query.where(west.is_not(None)).group_by(resolutions.c.area).order_by(resolutions.c.area)
            )
            return [(row[0], row[1], row[2], row[3]) for row in rows]

    def run(
        self,
        area: str,
        network: RoadNetwork,
        *,
        notice_id: str | None = None,
        anew: bool = False,
        many: "Many | None" = None,
    ) -> Run:
        """Looks for the versions of an area's roads on a network and keeps what came of it, all in one transaction.

        Only those not yet looked for on this network are kept, unless `anew`; only one notice's, where it is named.
        The versions of an area that bear on one another are solved together all the same; `many` solves several lists
        of them, by processes of this machine unless something else is given (`geodata.spreading`).
        The work list, the anchors and what the ground contradicts are brought up to date with it.
        """
        head = self._register.head().digest
        with self._store.reading() as connection:
            if not anew and _kept_state(connection, area) == _state(connection, area, network.digest, head):
                return Run(Counter())
        histories = self._histories(area)
        versions = _once(version for history in histories for version in history)
        done = set() if anew else self._done(area, network.digest)
        wanted = {
            (one.road_id, one.description)
            for one in versions
            if (one.road_id, one.description) not in done and (notice_id is None or one.notice_id == notice_id)
        }
        looked = self._look(area, versions, wanted, network, many) if wanted else None
        found = looked.found if looked is not None else ()
        with self._store.reading() as connection:
            here, before = _made_on(connection, area, network.digest), tasks_of(connection, area)
            kin = predecessors_of(connection, [history[0].road_id for history in histories])
        here |= {(one.road_id, one.description): one for one in found}
        tasks = find_tasks(histories, here, network, _now(), before, made_of(histories, kin))
        findings = _contradictions([history[-1] for history in histories], here)
        with self._store.writing() as connection:
            keep(connection, area, network.digest, found)
            if looked is not None:
                looked.keep(connection, area)
            keep_tasks(connection, before, tasks)
            _keep_findings(connection, area, findings)
            if notice_id is None:
                _keep_state(connection, area, _state(connection, area, network.digest, head))
        was_open = {task.task_id for task in before if task.is_open}
        was_lost = {task.task_id for task in before if task.lost_in}
        return Run(
            Counter(one.status for one in found),
            looked.moves if looked is not None else (),
            tuple(task for task in tasks if task.is_open and task.task_id not in was_open),
            tuple(task for task in tasks if not task.is_open and task.task_id in was_open),
            tuple(task for task in tasks if task.lost_in and task.task_id not in was_lost),
            len(findings),
        )

    def _look(
        self,
        area: str,
        versions: Sequence[RoadVersion],
        wanted: Set[tuple[str, str]],
        network: RoadNetwork,
        many: "Many | None",
    ) -> "Looked":
        from geodata.looking import look

        looking = (self._register, area, versions, wanted, network)
        return look(*looking) if many is None else look(*looking, many)

    def _histories(self, area: str) -> list[tuple[RoadVersion, ...]]:
        """The versions of each of an area's roads, earliest first."""
        found: dict[str, dict[int, RoadVersion]] = {}
        for change in self._register.changes(area):
            for version in (change.before, change.after):
                if version is not None:
                    found.setdefault(version.road_id, {})[version.ordinal] = version
        return [tuple(states[ordinal] for ordinal in sorted(states)) for _, states in sorted(found.items())]

    def _done(self, area: str, digest: str) -> set[tuple[str, str]]:
        query = select(resolutions.c.road_id, resolutions.c.description).where(
            resolutions.c.area == area, resolutions.c.snapshot == digest
        )
        with self._store.reading() as connection:
            return {(row.road_id, row.description) for row in connection.execute(query)}


def _state(connection: Connection, area: str, digest: str, head: str) -> str:
    """What an area's outcomes, tasks and findings rest on: the same, and looking again would change nothing."""
    query = select(func.count()).where(resolutions.c.area == area, resolutions.c.snapshot == digest)
    return f"{head} {digest} {today()} {connection.execute(query).scalar()}"


def _state_key(area: str) -> str:
    return "ground:" + sha256(area.encode()).hexdigest()[:16]


def _kept_state(connection: Connection, area: str) -> str | None:
    """The state that all of an area was last looked at in."""
    found: str | None = connection.execute(select(meta.c.value).where(meta.c.key == _state_key(area))).scalar()
    return found


def _keep_state(connection: Connection, area: str, state: str) -> None:
    connection.execute(delete(meta).where(meta.c.key == _state_key(area)))
    connection.execute(meta.insert().values(key=_state_key(area), value=state))


def _once(versions: Iterable[RoadVersion]) -> list[RoadVersion]:
    """Each description of a road once."""
    return list({(one.road_id, one.description): one for one in versions}.values())


def _made_on(connection: Connection, area: str, digest: str) -> dict[tuple[str, str], Resolution]:
    """(road id, description) → outcome, for an area's outcomes on one snapshot."""
    query = select(resolutions.c.road_id, resolutions.c.description, resolutions.c.body)
    rows = connection.execute(query.where(resolutions.c.area == area, resolutions.c.snapshot == digest))
    return {(row.road_id, row.description): from_json(orjson.loads(row.body)) for row in rows}


def _contradictions(latest: Sequence[RoadVersion], here: Mapping[tuple[str, str], Resolution]) -> tuple[Finding, ...]:
    """What the ground contradicts of the roads in force."""
    standing = [one for one in latest if one.valid.end is None and (one.road_id, one.description) in here]
    outcomes = [here[one.road_id, one.description] for one in standing]
    sure = {one.road_id: isinstance(one, Resolved) and one.confident for one in outcomes}
    return tuple(findings_of(find_checks(standing, outcomes), standing, sure))


def _now() -> datetime:
    return datetime.now(UTC)


@lru_cache(maxsize=20_000)
def _read(body: str) -> Resolution:
    return from_json(orjson.loads(body))


def keep(connection: Connection, area: str, digest: str, found: Sequence[Resolution]) -> None:
    """Keeps what came of looking for roads on the network of a digest, in place of what was kept of them."""
    if found:
        _drop(connection, {(one.road_id, one.description) for one in found})
        insert(connection, resolutions, [_row(area, digest, one) for one in found])
        connection.execute(delete(meta).where(meta.c.key == _STAMP))
        connection.execute(meta.insert(), {"key": _STAMP, "value": token_hex(8)})


def _drop(connection: Connection, keys: Set[tuple[str, str]]) -> None:
    # Not one statement a key: PostgreSQL reads all of a table that was empty a moment ago for each.
    columns = resolutions.c
    for ids in in_batches(sorted({road_id for road_id, _ in keys}), SOME):
        query = select(columns.number, columns.road_id, columns.description).where(columns.road_id.in_(ids))
        old = [number for number, *key in connection.execute(query) if tuple(key) in keys]
        connection.execute(delete(resolutions).where(columns.number.in_(old)))


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


def _keep_findings(connection: Connection, area: str, found: Iterable[Finding]) -> None:
    """Keeps what the ground contradicts of an area's roads, in place of what it did."""
    connection.execute(delete(ground_findings).where(ground_findings.c.area == area))
    for one in (replace(each, area=area) for each in found):
        row = {"finding_id": one.finding_id, "area": area, "body": pack(to_plain(one))}
        for road_id in dict.fromkeys(one.road_ids):
            connection.execute(ground_findings.insert(), row | {"subject": road_id})


def _bounds(found: Resolution) -> tuple[float, float, float, float] | None:
    """West, south, east, north of a road's line; None where it has none."""
    if not isinstance(found, Resolved):
        return None
    points: Iterable[tuple[float, float]] = [p for course in found.alignment.courses for p in course.coordinates]
    lons, lats = zip(*points, strict=True)
    return min(lons), min(lats), max(lons), max(lats)
