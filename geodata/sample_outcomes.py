"""The outcome each road of 样例镇 (虚构) must have, version by version, as values and as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from geodata.outcomes import Basis, Coordinate, Status
from geodata.sample_acts import ACTS, Act, Clause
from geodata.sample_extract import Town
from geodata.sample_truth import TrueCourse, find_courses, measured_length_m


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """A line that fits. `connecting_way_ids` are roundabouts it passes: allowed, not asked for."""

    way_ids: tuple[int, ...]
    connecting_way_ids: tuple[int, ...]
    courses: tuple[tuple[Coordinate, ...], ...]
    measured_length_m: float

    @property
    def ends(self) -> tuple[tuple[Coordinate, Coordinate], ...]:
        """First and last coordinate of each carriageway."""
        return tuple((course[0], course[-1]) for course in self.courses)


@dataclass(frozen=True, slots=True)
class ExpectedVersion:
    """What one version must come out as. `basis` None: either will do.

    `lines`: one where the road is resolved, several where it is ambiguous, else none.
    """

    name: str
    document_number: str
    act: str  # naming, renaming, extent_change
    status: Status
    basis: Basis | None
    lines: tuple[ExpectedLine, ...]


@dataclass(frozen=True, slots=True)
class ExpectedRoad:
    """A road by its last name and its first notice; `kind` is the case it shows."""

    name: str
    first_notice: str
    kind: str
    abolished_by: str | None
    versions: tuple[ExpectedVersion, ...]


def expected_roads(town: Town) -> tuple[ExpectedRoad, ...]:
    """Every road of the notices, in the order in which they first stand there."""
    said = [each for act in ACTS for each in _said(act)]
    abolished = {clause.road: act.number for act in ACTS for _, clause in act.abolished}
    roads = dict.fromkeys(clause.road for _, _, clause in said)
    return tuple(_road(town, road, [each for each in said if each[2].road == road], abolished) for road in roads)


def _said(act: Act) -> Iterator[tuple[Act, str, Clause]]:
    yield from ((act, "naming", clause) for clause in act.named)
    yield from ((act, "renaming", clause) for _, clause in act.renamed)
    yield from ((act, "extent_change", clause) for _, _, clause in act.moved)


def _road(town: Town, road: str, said: list[tuple[Act, str, Clause]], abolished: Mapping[str, str]) -> ExpectedRoad:
    first, _, clause = said[0]
    versions = tuple(_version(town, act, action, clause) for act, action, clause in said)
    return ExpectedRoad(road, first.number, clause.kind, abolished.get(road), versions)


def _version(town: Town, act: Act, action: str, clause: Clause) -> ExpectedVersion:
    lines = tuple(_line(find_courses(town, run)) for run in clause.truth.runs)
    return ExpectedVersion(clause.name, act.number, action, clause.truth.status, clause.truth.basis, lines)


def _line(courses: tuple[TrueCourse, ...]) -> ExpectedLine:
    return ExpectedLine(
        way_ids=tuple(dict.fromkeys(way_id for course in courses for way_id in course.way_ids)),
        connecting_way_ids=tuple(dict.fromkeys(way_id for course in courses for way_id in course.connecting_way_ids)),
        courses=tuple(course.coordinates for course in courses),
        measured_length_m=round(measured_length_m(courses), 1),
    )


def read_roads(said: Mapping[str, Any]) -> tuple[ExpectedRoad, ...]:
    """The roads in the object `outcomes.json` holds (its keys are the field names)."""
    return tuple(
        ExpectedRoad(
            name=road["name"],
            first_notice=road["first_notice"],
            kind=road["kind"],
            abolished_by=road["abolished_by"],
            versions=tuple(_read_version(version) for version in road["versions"]),
        )
        for road in said["roads"]
    )


def _read_version(said: Mapping[str, Any]) -> ExpectedVersion:
    lines = tuple(
        ExpectedLine(
            way_ids=tuple(line["way_ids"]),
            connecting_way_ids=tuple(line["connecting_way_ids"]),
            courses=tuple(tuple((lon, lat) for lon, lat in course) for course in line["courses"]),
            measured_length_m=line["measured_length_m"],
        )
        for line in said["lines"]
    )
    return ExpectedVersion(said["name"], said["document_number"], said["act"], said["status"], said["basis"], lines)
