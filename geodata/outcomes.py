"""What came of looking for a road: four outcomes with their evidence, and their plain JSON form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, assert_never, get_args

from gazetteer.text import Sentence

Coordinate = tuple[float, float]  # lon, lat in degrees, WGS84
Basis = Literal["named", "inferred", "decided"]
Status = Literal["resolved", "ambiguous", "not_mapped", "unresolved"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Course:
    """One carriageway of a road, drawn in the road's described direction; `length_m` is geodesic."""

    coordinates: tuple[Coordinate, ...]
    length_m: float
    way_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where a road runs: its carriageways, returned together."""

    courses: tuple[Course, ...]

    @property
    def measured_length_m(self) -> float:
        """The mean length of the carriageways, in metres."""
        return sum(course.length_m for course in self.courses) / len(self.courses)

    @property
    def way_ids(self) -> tuple[int, ...]:
        """OSM ways under any carriageway, each once, in order."""
        return tuple(dict.fromkeys(way_id for course in self.courses for way_id in course.way_ids))


@dataclass(frozen=True, slots=True)
class Resolved:
    """已落图: one line stands against all others and against the road not being there."""

    road_id: str
    description: str  # RoadVersion.description of what was looked for
    basis: Basis
    alignment: Alignment
    probability: float  # that this line is right
    confident: bool
    evidence: tuple[Sentence, ...] = ()

    @property
    def status(self) -> Status:
        return "resolved"


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """多解: several lines fit; `probability` is that of the first. None of them is the road's line."""

    road_id: str
    description: str
    candidates: tuple[Alignment, ...]
    probability: float
    evidence: tuple[Sentence, ...] = ()
    approximate_area: str | None = None

    @property
    def status(self) -> Status:
        return "ambiguous"


@dataclass(frozen=True, slots=True)
class NotMapped:
    """图上未见: the road is most likely not in this extract; `probability` is that of its absence.

    `candidates` are the lines it was weighed against, for those who review; none of them is the road's line.
    """

    road_id: str
    description: str
    probability: float
    evidence: tuple[Sentence, ...] = ()
    approximate_area: str | None = None
    candidates: tuple[Alignment, ...] = ()

    @property
    def status(self) -> Status:
        return "not_mapped"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """未落图: the road could not be looked for properly; `reason` says why.

    `candidates` are lines it might be for all that is known, for those who review; none of them is the road's line.
    """

    road_id: str
    description: str
    reason: Sentence
    evidence: tuple[Sentence, ...] = ()
    approximate_area: str | None = None
    candidates: tuple[Alignment, ...] = ()

    @property
    def status(self) -> Status:
        return "unresolved"


Resolution = Resolved | Ambiguous | NotMapped | Unresolved


def is_certain(outcome: Resolution | None) -> bool:
    """Whether a line was found that may be shown as certain."""
    return isinstance(outcome, Resolved) and outcome.confident


def as_json(resolution: Resolution) -> dict[str, Any]:
    """`resolution` as plain dicts, lists, strings and numbers; `from_json` gives it back."""
    said: dict[str, Any] = {
        "status": resolution.status,
        "road_id": resolution.road_id,
        "description": resolution.description,
        "evidence": [_sentence(each) for each in resolution.evidence],
    }
    match resolution:
        case Resolved():
            said["basis"] = resolution.basis
            said["alignment"] = _alignment(resolution.alignment)
            said["probability"] = resolution.probability
            said["confident"] = resolution.confident
        case Ambiguous():
            said["candidates"] = [_alignment(each) for each in resolution.candidates]
            said["probability"] = resolution.probability
            said["approximate_area"] = resolution.approximate_area
        case NotMapped():
            said["candidates"] = [_alignment(each) for each in resolution.candidates]
            said["probability"] = resolution.probability
            said["approximate_area"] = resolution.approximate_area
        case Unresolved():
            said["candidates"] = [_alignment(each) for each in resolution.candidates]
            said["reason"] = _sentence(resolution.reason)
            said["approximate_area"] = resolution.approximate_area
        case _:
            assert_never(resolution)
    return said


def from_json(said: Mapping[str, Any]) -> Resolution:
    """The resolution that `as_json` wrote. Raises `KeyError` or `ValueError` for anything else."""
    common: dict[str, Any] = {
        "road_id": said["road_id"],
        "description": said["description"],
        "evidence": tuple(_read_sentence(each) for each in said["evidence"]),
    }
    if said["status"] == "resolved":
        return Resolved(
            **common,
            basis=said["basis"],
            alignment=_read_alignment(said["alignment"]),
            probability=said["probability"],
            confident=said["confident"],
        )
    # What was kept before outcomes without a line had candidates has none.
    common["candidates"] = tuple(_read_alignment(each) for each in said.get("candidates", ()))
    common["approximate_area"] = said["approximate_area"]
    match said["status"]:
        case "ambiguous":
            return Ambiguous(**common, probability=said["probability"])
        case "not_mapped":
            return NotMapped(**common, probability=said["probability"])
        case "unresolved":
            return Unresolved(**common, reason=_read_sentence(said["reason"]))
        case other:
            raise ValueError(f"no such outcome: {other!r}")


def _sentence(sentence: Sentence) -> dict[str, str]:
    return {"zh": sentence.zh, "en": sentence.en}


def _read_sentence(said: Mapping[str, str]) -> Sentence:
    return Sentence(said["zh"], said["en"])


def _alignment(alignment: Alignment) -> list[dict[str, Any]]:
    return [
        {
            "coordinates": [list(point) for point in course.coordinates],
            "length_m": course.length_m,
            "way_ids": list(course.way_ids),
        }
        for course in alignment.courses
    ]


def _read_alignment(said: Sequence[Mapping[str, Any]]) -> Alignment:
    return Alignment(
        tuple(
            Course(
                coordinates=tuple((point[0], point[1]) for point in course["coordinates"]),
                length_m=course["length_m"],
                way_ids=tuple(course["way_ids"]),
            )
            for course in said
        )
    )
