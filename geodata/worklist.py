"""What is official but missing or different in OSM: tasks for mappers, dated, closing themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import Literal

from gazetteer.records import Basis, RoadVersion
from gazetteer.text import Sentence
from gazetteer.times import Day, today
from gazetteer.toponyms import look_alike
from geodata.map_names import NAMED_SHARE, MapNames, middle
from geodata.network import RoadNetwork
from geodata.outcomes import Alignment, NotMapped, Resolution, Resolved
from geodata.tasks import KINDS, Stands, Task, TaskKind, task_id
from geodata.unmapped import Held, History, find_there, held_ways

OFF_END_M = 60.0  # a name that stops or goes on no farther than this from an end ends there
SURELY_ABSENT = 0.9
NONE: Mapping[str, Sequence[str]] = {}

Finding = Stands | Literal["done", "moot", "unknown"]  # moot: nothing to do as things are, and nothing was done


def find_tasks(
    histories: Sequence[History],
    resolutions: Mapping[tuple[str, str], Resolution],
    network: RoadNetwork,
    at: datetime,
    earlier: Sequence[Task] = (),
    made_of: Mapping[str, Sequence[str]] = NONE,
) -> list[Task]:
    """All tasks of an area, open and closed: those of `earlier` carried on, and new ones after them.

    `histories`: of each road its versions, of which those count that have begun by today;
    `resolutions` those made on this network; `made_of`: road id → the names of the roads that it was divided from or
    joined of. A task is closed when this extract shows that it is done, or its road is
    no longer there to ask for it; where the road cannot be judged it stays as it was. A closed task is not opened again
    but by a later act; that it is undone since is noted on it. What has become moot without being done is left out, and
    comes again should it stand again.
    """
    known = {task.task_id: task for task in earlier}
    histories = [begun for each in histories if (begun := _begun(each))]
    names, held = MapNames(network), held_ways([history[-1] for history in histories], resolutions)
    asked = set()
    for history in histories:
        version = history[-1]
        resolution = resolutions.get((version.road_id, version.description))
        before_it = made_of.get(version.road_id, ())
        for kind, finding in _findings(history, resolution, names, held, before_it):
            number = task_id(version.road_id, kind)
            asked.add(number)
            before = known.get(number)
            if isinstance(finding, Stands):
                known[number] = _stands(before, kind, history, finding, network.digest, at)
            elif finding == "done" and before is not None and before.is_open:
                known[number] = replace(before, closed_in=network.digest, closed_at=at)
            elif finding == "done" and before is not None:
                known[number] = replace(before, lost_in=None)
            elif finding == "moot" and before is not None and before.is_open:
                del known[number]
    return [
        task if number in asked or not task.is_open else replace(task, closed_in=network.digest, closed_at=at)
        for number, task in known.items()
    ]


def _begun(history: History) -> History:
    """The versions of a road that have begun by today."""
    return tuple(version for version in history if version.valid.start.earliest <= today())


def _stands(before: Task | None, kind: TaskKind, history: History, finding: Stands, digest: str, at: datetime) -> Task:
    version, since = history[-1], _since(history, kind)
    if before is not None and not before.is_open and before.since.key >= since.key:
        return replace(before, lost_in=before.lost_in or digest)
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
    history: History, resolution: Resolution | None, names: MapNames, held: Held, made_of: Sequence[str]
) -> Iterator[tuple[TaskKind, Finding]]:
    """Each kind of task, and whether it stands, is done, or cannot be told."""
    version = history[-1]
    if version.valid.end is not None:
        if version.ending is not None and version.ending.act == "Abolished":
            yield "cancelled", _cancelled(version, resolution, names)
        return
    match resolution:
        case NotMapped():
            yield from _not_found(history, resolution, names, held, made_of)
        case Resolved(alignment=line):
            sure = resolution.confident or resolution.basis == "decided"
            share = names.share(version.name, line)
            # What is closed stays closed: a line that may be another road's closes nothing.
            yield "missing", "done" if sure or share >= NAMED_SHARE else "unknown"
            if share < NAMED_SHARE:
                yield from (("name", _misnamed(version, line, share, sure, names)), ("ends", "unknown"))
            else:
                yield from (("name", "done"), ("ends", _ends(version, line, sure, names)))
        case _:
            yield from ((kind, "unknown") for kind in KINDS[:3])


def _not_found(
    history: History, resolution: NotMapped, names: MapNames, held: Held, made_of: Sequence[str]
) -> Iterator[tuple[TaskKind, Finding]]:
    there = find_there(history, resolution, names, held, made_of)
    if there is not None:
        # What may be there must not be asked for as missing; what else is to be put right of it cannot be told.
        yield "missing", "moot"
        yield there
        yield ("ends" if there[0] == "name" else "name"), "unknown"
        return
    name, sure = history[-1].name, resolution.probability >= SURELY_ABSENT
    yield (
        "missing",
        Stands(Sentence(f"“{name}”已公布，图上未见。", f"{name} is official; it is not on the map."), sure=sure),
    )
    # A road that is not there has no name to be put right.
    yield from (("name", "moot"), ("ends", "moot")) if sure else (("name", "unknown"), ("ends", "unknown"))


def _misnamed(version: RoadVersion, line: Alignment, share: float, sure: bool, names: MapNames) -> Stands:
    other, metres = names.under(line, version.name), 10 * round(share * line.measured_length_m / 10)
    if metres > OFF_END_M:
        rest = Sentence(f"，其余多名为“{other}”", f", most of the rest {other}") if other else Sentence("", "")
        said = Sentence(
            f"“{version.name}”全长约 {line.measured_length_m:.0f} 米，图上只有约 {metres:.0f} 米有此名{rest.zh}。",
            f"of about {line.measured_length_m:.0f} m of {version.name} the map names only about {metres:.0f} m so"
            f"{rest.en}.",
        )
    elif other is None:
        said = Sentence(f"“{version.name}”在图上没有名称。", f"{version.name} has no name on the map.")
    elif look_alike(version.name, other):
        said = Sentence(
            f"“{version.name}”在图上名为“{other}”，字形相近，或系误写。",
            f"{version.name} is called {other} on the map: characters easily taken for one another.",
        )
    else:
        said = Sentence(f"“{version.name}”在图上名为“{other}”。", f"{version.name} is called {other} on the map.")
    return Stands(said, middle(line), sure)


def _ends(version: RoadVersion, line: Alignment, sure: bool, names: MapNames) -> Finding:
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


def _cancelled(version: RoadVersion, resolution: Resolution | None, names: MapNames) -> Finding:
    if not names.rows(version.name):
        return "done"
    if not isinstance(resolution, Resolved):
        return "unknown"
    if names.share(version.name, resolution.alignment) < NAMED_SHARE:
        return "done"
    said = Sentence(f"“{version.name}”已销名，图上仍有此名。", f"{version.name} was cancelled; the map still has it.")
    sure = resolution.confident or resolution.basis == "decided"
    return Stands(said, middle(resolution.alignment), sure)
