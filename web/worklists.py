"""The work list as it is shown and handed out: tasks and where to look for each; GeoJSON, and a file for JOSM."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from gazetteer.queries import kept_records
from gazetteer.records import RoadVersion
from gazetteer.registry import Register
from gazetteer.times import today
from geodata.areas import find_area
from geodata.outcomes import Resolution, Resolved
from geodata.resolutions import Resolutions
from geodata.snapshots import Snapshots
from geodata.tasks import Task, TaskKind, Tasks, as_json
from web.grounds import Spot, find_spot

Point = tuple[float, float]  # lon, lat
_APART_DEG = 0.0003  # some thirty metres
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))  # as seeds lie in a sunflower: all about equally far apart
_PLACES = {
    "place": "这里是可能就是此路的线的中间，请核对 | amid the line that may be the road: compare",
    "candidates": "这里只是几条可能的线的中间，不是道路的位置 | amid lines that it may be, not where the road is",
    "area": "这里只是所在区域的中间，不是道路的位置 | amid the area that it is in, not where the road is",
}


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A task with the road it is about, and where to look for it."""

    task: Task
    version: RoadVersion
    resolution: Resolution | None
    spot: Spot | None
    fictional: bool
    drawing: str | None = None  # a small map of the spot


@dataclass(frozen=True, slots=True)
class Unjudged:
    """How many roads of an area no task can tell of: never looked for, and looked for but not found for certain."""

    area: str
    unchecked: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Worklist:
    """What there is to do, and what could not be told."""

    items: tuple[WorkItem, ...]
    unjudged: tuple[Unjudged, ...]


def read_worklist(
    register: Register,
    snapshots: Snapshots,
    area: str | None = None,
    kind: TaskKind | None = None,
    *,
    is_open: bool | None = True,
) -> Worklist:
    """The tasks of an area (None: of all) and kind, open ones unless asked otherwise."""
    items = find_items(register, snapshots, Tasks(register).of(area, kind, is_open=is_open))
    roads = register.roads(area=area)
    return Worklist(items, _unjudged(roads, Resolutions(register).of_all(roads)))


def find_items(register: Register, snapshots: Snapshots, tasks: Sequence[Task]) -> tuple[WorkItem, ...]:
    """Tasks with their roads as they are, or were last, and where to look for each."""
    with register.store.reading() as connection:
        records = kept_records(connection, {task.road_id for task in tasks})
    versions = {road_id: record.version_on(today()) or record.versions[-1] for road_id, record in records.items()}
    outcomes = Resolutions(register).of_all(list(versions.values()))
    fictional = {one.name for one in register.areas() if one.fictional}
    items = []
    for task in tasks:
        version = versions.get(task.road_id)
        if version is not None:
            outcome, network = outcomes.get((version.road_id, version.description)), snapshots.network(task.area)
            ground = find_area(version.place, network.divisions) if network is not None else None
            spot = find_spot(outcome, network, ground) if outcome is not None and network is not None else None
            if spot is not None and spot.basis != "line" and task.place is not None:
                spot = Spot({"type": "Point", "coordinates": list(task.place)}, (*task.place, *task.place), "place")
            items.append(WorkItem(task, version, outcome, spot, task.area in fictional))
    return tuple(items)


def _unjudged(roads: Iterable[RoadVersion], outcomes: dict[tuple[str, str], Resolution]) -> tuple[Unjudged, ...]:
    unchecked, undecided = Counter[str](), Counter[str]()
    for version in roads:
        outcome, area = outcomes.get((version.road_id, version.description)), version.place.area or ""
        if outcome is None:
            unchecked[area] += 1
        elif outcome.status in ("ambiguous", "unresolved"):
            undecided[area] += 1
    return tuple(Unjudged(area, unchecked[area], undecided[area]) for area in sorted(unchecked | undecided))


def feature(item: WorkItem, root: str = "") -> dict[str, Any]:
    """A task as a GeoJSON feature: a line where one was found, else a point amid where to look."""
    return {
        "type": "Feature",
        "id": item.task.task_id,
        "geometry": item.spot.shape if item.spot else None,
        "properties": as_json(item.task)
        | {
            **dated(item.task),
            "district": item.version.place.district,
            "resolution_status": item.resolution.status if item.resolution else None,
            "located_by": item.spot.basis if item.spot else None,
            "fictional": item.fictional,
            "page": f"{root}roads/{item.task.road_id}",
        },
    }


def dated(task: Task) -> dict[str, str | None]:
    """Since when what a task asks for is official; of a name that is no more until when it was."""
    is_gone = task.kind == "cancelled"
    day = task.since.edtf
    return {"official_since": None if is_gone else day, "official_until": day if is_gone else None}


def josm_file(items: Sequence[WorkItem]) -> bytes:
    """The tasks as an OSM file that JOSM opens and refuses to upload: a node where to look, the line where one is.

    Nothing in it is an OSM object: all ids are negative, all keys are ours. Of nodes amid the same area each lies
    beside the last, so that every one of them can be clicked.
    """
    root = ElementTree.Element("osm", version="0.6", generator="road-gazetteer", upload="never")
    number = 0
    amid = Counter[Point]()
    ways: list[ElementTree.Element] = []
    for item in items:
        for line in _lines(item) or _beside(item.spot, amid):
            refs = []
            for lon, lat in line:
                number -= 1
                refs.append(ElementTree.SubElement(root, "node", id=str(number), lat=f"{lat:.7f}", lon=f"{lon:.7f}"))
            thing = refs[0]
            if len(refs) > 1:
                number -= 1
                thing = ElementTree.Element("way", id=str(number))
                for node in refs:
                    ElementTree.SubElement(thing, "nd", ref=node.attrib["id"])
                ways.append(thing)
            for key, value in _tags(item).items():
                ElementTree.SubElement(thing, "tag", k=key, v=value)
    root.extend(ways)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _beside(spot: Spot | None, amid: Counter[Point]) -> list[list[Point]]:
    """The point of a spot as a line of its own, a little further round the same middle than those before it.

    `amid` counts the points that each middle has.
    """
    if spot is None:
        return []
    lon, lat = middle = tuple(spot.shape["coordinates"])
    out_deg, turn = _APART_DEG * math.sqrt(amid[middle]), _GOLDEN_ANGLE * amid[middle]
    amid[middle] += 1
    return [[(lon + out_deg * math.cos(turn) / math.cos(math.radians(lat)), lat + out_deg * math.sin(turn))]]


def _lines(item: WorkItem) -> list[list[Point]]:
    if not isinstance(item.resolution, Resolved):
        return []
    return [list(course.coordinates) for course in item.resolution.alignment.courses]


def _tags(item: WorkItem) -> dict[str, str]:
    """What a mapper reads in the editor; no key is one that OSM uses."""
    task = item.task
    said = {
        "task": task.kind,
        "id": task.task_id,
        "name": task.name,
        "said": task.message.zh,
        "said_en": task.message.en,
    }
    if item.spot is not None:
        said["located_by"] = item.spot.basis
        if item.spot.basis != "line":
            said["place"] = _PLACES[item.spot.basis]
    said |= {name: day for name, day in dated(task).items() if day}
    said |= {"road": task.road_id, "certain": "yes" if task.sure else "no"}
    return {f"gazetteer:{key}": value for key, value in said.items()}
