"""What is official but missing or different in OSM: tasks for mappers, dated, closing themselves."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from typing import Literal

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from gazetteer.records import Basis, RoadVersion
from gazetteer.text import Sentence
from gazetteer.times import Day
from gazetteer.toponyms import look_alike
from geodata.names import is_number, name_key
from geodata.network import RoadNetwork
from geodata.outcomes import Alignment, Coordinate, NotMapped, Resolution, Resolved
from geodata.tasks import KINDS, Task, TaskKind, task_id

UNDER_M = 15.0  # a way no farther from a line lies under it
OFF_END_M = 60.0  # a name that stops or goes on no farther than this from an end ends there
NAMED_SHARE = 0.5  # of a line: with less the name differs, with more only where it ends


@dataclass(frozen=True, slots=True)
class Stands:
    """Something is to be done, at a place if one is known."""

    message: Sentence
    place: Coordinate | None = None
    sure: bool = True


Finding = Stands | Literal["done", "unknown"]
History = Sequence[RoadVersion]  # of one road, earliest first, up to its state today


def find_tasks(
    histories: Sequence[History],
    resolutions: Mapping[tuple[str, str], Resolution],
    network: RoadNetwork,
    at: datetime,
    earlier: Sequence[Task] = (),
) -> list[Task]:
    """All tasks of an area, open and closed: those of `earlier` carried on, and new ones after them.

    `histories`: of each road its versions up to the one in force, or up to the last one of a cancelled road;
    `resolutions` those made on this network. A task is closed when this extract shows that it is done, or its road is
    no longer there to ask for it; where the road cannot be judged it stays as it was. A closed task is not opened again
    but by a later act.
    """
    known = {task.task_id: task for task in earlier}
    names = _Names(network)
    asked = set()
    for history in histories:
        version = history[-1]
        resolution = resolutions.get((version.road_id, version.description))
        for kind, finding in _findings(version, resolution, names):
            number = task_id(version.road_id, kind)
            asked.add(number)
            before = known.get(number)
            if isinstance(finding, Stands):
                known[number] = _stands(before, kind, history, finding, network.digest, at)
            elif finding == "done" and before is not None and before.is_open:
                known[number] = replace(before, closed_in=network.digest, closed_at=at)
    return [
        task if number in asked or not task.is_open else replace(task, closed_in=network.digest, closed_at=at)
        for number, task in known.items()
    ]


def _stands(before: Task | None, kind: TaskKind, history: History, finding: Stands, digest: str, at: datetime) -> Task:
    version, since = history[-1], _since(history, kind)
    if before is not None and not before.is_open and before.since.key >= since.key:
        return before
    opened_in, opened_at = (before.opened_in, before.opened_at) if before and before.is_open else (digest, at)
    return Task(
        task_id=task_id(version.road_id, kind),
        kind=kind,
        road_id=version.road_id,
        name=version.name,
        area=version.place.area or "",
        since=since,
        place=finding.place,
        sure=finding.sure,
        message=finding.message,
        opened_in=opened_in,
        opened_at=opened_at,
    )


def _since(history: History, kind: TaskKind) -> Day:
    """Since when what a task asks for is official: the road, its name or its ends; or since when it is cancelled."""
    last = history[-1]
    if last.valid.end is not None:
        return last.valid.end
    acts = [version for version in history if version.basis is Basis.ACT] or [last]
    same = {"name": lambda each: each.name == last.name, "ends": lambda each: each.extent == last.extent}
    unbroken = list(takewhile(same.get(kind, lambda _: True), reversed(acts)))
    return unbroken[-1].valid.start if unbroken else last.valid.start


def _findings(
    version: RoadVersion, resolution: Resolution | None, names: "_Names"
) -> Iterator[tuple[TaskKind, Finding]]:
    """Each kind of task, and whether it stands, is done, or cannot be told."""
    if version.valid.end is not None:
        if version.ending is not None and version.ending.act == "Abolished":
            yield "cancelled", _cancelled(version, resolution, names)
        return
    match resolution:
        case NotMapped():
            said = Sentence(f"“{version.name}”已公布，图上未见。", f"{version.name} is official; it is not on the map.")
            yield from (("missing", Stands(said)), ("name", "unknown"), ("ends", "unknown"))
        case Resolved(alignment=line):
            sure = resolution.confident or resolution.basis == "decided"
            share = names.share(version.name, line)
            # What is closed stays closed: a line that may be another road's closes nothing.
            yield "missing", "done" if sure or share >= NAMED_SHARE else "unknown"
            if share < NAMED_SHARE:
                yield from (("name", _misnamed(version, line, sure, names)), ("ends", "unknown"))
            else:
                yield from (("name", "done"), ("ends", _ends(version, line, sure, names)))
        case _:
            yield from ((kind, "unknown") for kind in KINDS[:3])


def _misnamed(version: RoadVersion, line: Alignment, sure: bool, names: "_Names") -> Stands:
    other = names.under(line)
    if other is None:
        said = Sentence(f"“{version.name}”在图上没有名称。", f"{version.name} has no name on the map.")
    elif look_alike(version.name, other):
        said = Sentence(
            f"“{version.name}”在图上名为“{other}”，字形相近，或系误写。",
            f"{version.name} is called {other} on the map: characters easily taken for one another.",
        )
    else:
        said = Sentence(f"“{version.name}”在图上名为“{other}”。", f"{version.name} is called {other} on the map.")
    return Stands(said, _middle(line), sure)


def _ends(version: RoadVersion, line: Alignment, sure: bool, names: "_Names") -> Finding:
    """Whether the name stops before the line does, or goes on beyond it, and where it does so most."""
    off = [
        (metres, place, beyond) for metres, place, beyond in names.off_ends(version.name, line) if metres > OFF_END_M
    ]
    if not off:
        return "done"
    metres, place, beyond = max(off, key=lambda each: each[0])
    metres = 10 * round(metres / 10)
    ends = (version.extent.start, version.extent.end)
    texts = [end.text if end is not None and end.text else None for end in ends]
    at = texts[0 if place == line.courses[0].coordinates[0] else 1]
    zh, en = (f"“{at}”", at) if at else ("端点", "its end")
    if beyond:
        said = Sentence(
            f"“{version.name}”止于{zh}，图上此名又延续约 {metres:.0f} 米。",
            f"{version.name} ends at {en}; on the map its name goes on for about {metres:.0f} m.",
        )
    else:
        said = Sentence(
            f"“{version.name}”至{zh}，图上最后约 {metres:.0f} 米没有此名。",
            f"{version.name} reaches {en}; on the map the last {metres:.0f} m or so lack its name.",
        )
    return Stands(said, place, sure)


def _cancelled(version: RoadVersion, resolution: Resolution | None, names: "_Names") -> Finding:
    if not names.rows(version.name):
        return "done"
    if not isinstance(resolution, Resolved):
        return "unknown"
    if names.share(version.name, resolution.alignment) < NAMED_SHARE:
        return "done"
    said = Sentence(f"“{version.name}”已销名，图上仍有此名。", f"{version.name} was cancelled; the map still has it.")
    sure = resolution.confident or resolution.basis == "decided"
    return Stands(said, _middle(resolution.alignment), sure)


def _middle(line: Alignment) -> Coordinate:
    """The middle of the first carriageway."""
    lonlat = LineString(line.courses[0].coordinates).interpolate(0.5, normalized=True)
    return round(lonlat.x, 7), round(lonlat.y, 7)


class _Names:
    """What a network calls its ways, and where."""

    def __init__(self, network: RoadNetwork) -> None:
        self.network = network
        self.lists = defaultdict[str, list[int]](list)  # key of a name → the name lists that have it
        for number, names in enumerate(network.name_lists):
            for key in dict.fromkeys(map(name_key, names)):
                self.lists[key].append(number)

    def rows(self, name: str) -> list[int]:
        """The links that bear a name."""
        lists = self.lists.get(name_key(name), [])
        found: list[int] = np.flatnonzero(np.isin(self.network.arrays["names"], lists)).tolist()
        return found

    def share(self, name: str, line: Alignment) -> float:
        """The share of a line under which the ways bear a name."""
        flat, named = self._flat(line), self._lines(self.rows(name))
        return float(flat.intersection(named.buffer(UNDER_M)).length / max(flat.length, 1.0))

    def under(self, line: Alignment) -> str | None:
        """The name most of a line has on the map, if it has one at all; numbers are no names."""
        arrays, flat, metres = self.network.arrays, self._flat(line).buffer(UNDER_M), dict[str, float]()
        for row in np.flatnonzero(np.isin(arrays["way_id"], line.way_ids)).tolist():
            names = [each for each in self.network.name_lists[int(arrays["names"][row])] if not is_number(each)]
            if names:
                length_m = float(self._lines([row]).intersection(flat).length)
                metres[names[0]] = metres.get(names[0], 0.0) + length_m
        return max(metres, key=lambda each: (metres[each], each)) if metres else None

    def off_ends(self, name: str, line: Alignment) -> Iterator[tuple[float, Coordinate, bool]]:
        """At either end: metres by which the name stops short of it or goes on beyond (True), and the end."""
        named = self._lines(self.rows(name))
        flat, bare = self._flat(line), self._flat(line).difference(named.buffer(UNDER_M))
        outside = named.difference(flat.buffer(2 * UNDER_M))
        course = line.courses[0].coordinates
        spots = [shapely.Point(spot) for spot in self.network.plane.to_metres(np.array([course[0], course[-1]]))]
        for place, spot in zip((course[0], course[-1]), spots, strict=True):
            for shape, beyond, lost_m in ((bare, False, UNDER_M), (outside, True, 2 * UNDER_M)):
                merged = shapely.line_merge(shape) if shape.geom_type == "MultiLineString" else shape
                parts = [part for part in shapely.get_parts(merged) if part.distance(spot) <= 3 * UNDER_M]
                yield max((part.length + lost_m for part in parts), default=0.0), place, beyond

    def _flat(self, line: Alignment) -> BaseGeometry:
        plane = self.network.plane
        return MultiLineString([plane.to_metres(np.array(course.coordinates)) for course in line.courses])

    def _lines(self, rows: Sequence[int]) -> BaseGeometry:
        return MultiLineString([self.network.metric_line(row) for row in rows])
