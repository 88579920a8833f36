"""`Task`: one thing a mapper could do in OSM, with its dates; and the tasks of a register, kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

import orjson
from sqlalchemy import Connection, Row, delete, select

from gazetteer.answers import Answers
from gazetteer.ground_schema import tasks
from gazetteer.text import Sentence
from gazetteer.times import Day, read_day
from geodata.outcomes import Coordinate

TaskKind = Literal["missing", "name", "ends", "cancelled"]
KINDS: tuple[TaskKind, ...] = ("missing", "name", "ends", "cancelled")


@dataclass(frozen=True, slots=True)
class Stands:
    """Something is to be done, at a place if one is known; `sure`: what it rests on is certain."""

    message: Sentence
    place: Coordinate | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do in OSM. `since`: the act of that day made it official.

    `opened_in` and `closed_in` are digests of the snapshots it was first seen on and found done on, `opened_at` and
    `closed_at` when that was (UTC). What was done is not asked for again: `lost_in` is the snapshot on which it was
    first seen undone since.
    """

    task_id: str
    kind: TaskKind
    road_id: str
    name: str
    area: str
    since: Day
    place: Coordinate | None  # lon, lat; None where nothing is known to lie anywhere
    sure: bool  # the line it rests on is certain
    message: Sentence
    opened_in: str
    opened_at: datetime
    closed_in: str | None = None
    closed_at: datetime | None = None
    lost_in: str | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_in is None


def task_id(road_id: str, kind: TaskKind) -> str:
    """The id of a task: the same for the same road and kind, on any extract."""
    return sha256(f"{road_id}\0{kind}".encode()).hexdigest()[:16]


class Tasks:
    """The work list of a register; `Resolutions.run` brings it up to date."""

    def __init__(self, register: Answers) -> None:
        self._store = register.store

    def of(
        self, area: str | None = None, kind: TaskKind | None = None, *, is_open: bool | None = True
    ) -> tuple[Task, ...]:
        """The open tasks (`is_open` false: the closed, None: all) of an area and kind, those longest official first."""
        query = select(tasks)
        if area is not None:
            query = query.where(tasks.c.area == area)
        if kind is not None:
            query = query.where(tasks.c.kind == kind)
        if is_open is not None:
            query = query.where(tasks.c.closed.is_(not is_open))
        with self._store.reading() as connection:
            found = map(_read, connection.execute(query))
            return tuple(sorted(found, key=lambda task: (KINDS.index(task.kind), task.since.key, task.task_id)))


def tasks_of(connection: Connection, area: str) -> list[Task]:
    """All tasks of an area, open and closed."""
    return [_read(row) for row in connection.execute(select(tasks).where(tasks.c.area == area))]


def keep_tasks(connection: Connection, before: Iterable[Task], after: Iterable[Task]) -> None:
    """Writes an area's tasks as they now are, in place of what they were."""
    was, now = set(before), set(after)
    for task in sorted(was - now, key=lambda task: task.task_id):
        connection.execute(delete(tasks).where(tasks.c.task_id == task.task_id))
    for task in sorted(now - was, key=lambda task: task.task_id):
        connection.execute(delete(tasks).where(tasks.c.task_id == task.task_id))
        row = {"task_id": task.task_id, "area": task.area, "road_id": task.road_id, "kind": task.kind}
        body = orjson.dumps(as_json(task)).decode()
        connection.execute(tasks.insert(), row | {"closed": not task.is_open, "body": body})


def as_json(task: Task) -> dict[str, Any]:
    """A task in plain values."""
    return {
        "task_id": task.task_id,
        "kind": task.kind,
        "road_id": task.road_id,
        "name": task.name,
        "area": task.area,
        "official_since": task.since.edtf,
        "place": list(task.place) if task.place else None,
        "sure": task.sure,
        "message": task.message.zh,
        "message_en": task.message.en,
        "opened_in": task.opened_in,
        "opened_at": task.opened_at.isoformat(),
        "closed_in": task.closed_in,
        "closed_at": task.closed_at.isoformat() if task.closed_at else None,
        "lost_in": task.lost_in,
    }


def _read(row: Row[Any]) -> Task:
    said: Mapping[str, Any] = orjson.loads(row.body)
    place, closed_at = said["place"], said["closed_at"]
    return Task(
        task_id=said["task_id"],
        kind=said["kind"],
        road_id=said["road_id"],
        name=said["name"],
        area=said["area"],
        since=read_day(said["official_since"]),
        place=(place[0], place[1]) if place else None,
        sure=said["sure"],
        message=Sentence(said["message"], said["message_en"]),
        opened_in=said["opened_in"],
        opened_at=datetime.fromisoformat(said["opened_at"]),
        closed_in=said["closed_in"],
        closed_at=datetime.fromisoformat(closed_at) if closed_at else None,
        lost_in=said.get("lost_in"),  # what was kept before this was told has none
    )
