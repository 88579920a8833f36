"""Whether a resolution is right: away from the ends within 10 m everywhere, each end within its tolerance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, MultiPoint

from geodata.outcomes import Alignment, Ambiguous, NotMapped, Resolution, Resolved, Unresolved
from tests.benchmarks.cases import Case, Rest, TrueEnd
from tests.benchmarks.ground import Ground

OFF_M, STEP_M = 10.0, 5.0
SLACK_M = 5.0  # "away from the ends" begins 30 m from one that may be 35 m off, 45 m from one that may be 50 m off
Verdict = Literal["right", "wrong", "abstained"]
_SAYS_NO = ("not_mapped", "unresolved")


@dataclass(frozen=True, slots=True)
class Score:
    """What came of one case. `rank` is the place of the right line in the answer (1 first, 0 none).

    Where the answer says the road is not there, that is its first place, and the lines it was weighed against follow.
    """

    case_id: str
    town: str
    kind: str
    road: str
    deleted: bool
    rests_on: Rest
    status: str
    verdict: Verdict
    confident: bool
    probability: float
    rank: int
    within_10m: float  # share of the true line that the first line covers within 10 m
    why: str
    alone: int | None = None  # the place of the right line where the clause of a notice was resolved by itself

    @property
    def among_lines(self) -> int:
        """The place of the right line among the lines alone, as of a search that never says that there is none."""
        return max(0, self.rank - (self.status in _SAYS_NO))


def score(ground: Ground, case: Case, resolution: Resolution, town: str = "") -> Score:
    """The score of what was answered for a case of a town."""
    lines = _lines(resolution)
    reasons = (
        ["deleted from the extract"] * len(lines) if case.deleted else [judge(ground, case, each) for each in lines]
    )
    before = isinstance(resolution, NotMapped | Unresolved)
    rank = next((place for place, reason in enumerate(reasons, 1 + before) if not reason), 0)
    drawn = isinstance(resolution, Resolved)
    verdict: Verdict = "abstained" if not drawn else "right" if rank == 1 else "wrong"
    return Score(
        case_id=f"{town}/{case.case_id}",
        town=town,
        kind=case.kind,
        road=f"{town}/{case.road}",
        deleted=case.deleted,
        rests_on=case.rests_on,
        status=resolution.status,
        verdict=verdict,
        confident=isinstance(resolution, Resolved) and bool(resolution.confident),
        probability=float(getattr(resolution, "probability", 0.0)),
        rank=rank,
        within_10m=0.0 if case.deleted or not lines else covered(ground, case, lines[0]),
        why=reasons[0] if reasons else "",
    )


def _lines(resolution: Resolution) -> tuple[Alignment, ...]:
    match resolution:
        case Resolved():
            return (resolution.alignment,)
        case Ambiguous() | NotMapped() | Unresolved():
            return resolution.candidates


def judge(ground: Ground, case: Case, alignment: Alignment) -> str:
    """Why the alignment is wrong, or nothing when it is right. A line drawn the other way round is no worse."""
    answers = [_turned(ground, case, LineString(ground.metres(course.coordinates))) for course in alignment.courses]
    truths = [LineString(ground.metres(line)) for line in case.truth]
    for answer in answers:
        for end, at in ((case.start, 0), (case.end, -1)):
            if (off := _off(ground, end, answer.coords[at])) > end.within_m:
                return f"{off:.0f} m off the end {end.text}"
    if (far := _strays(ground, case, answers, truths)) > OFF_M:
        return f"runs up to {far:.0f} m beside the true line"
    if (far := _strays(ground, case, truths, answers)) > OFF_M:
        return f"leaves out a part or carriageway ({far:.0f} m away)"
    return ""


def _turned(ground: Ground, case: Case, answer: LineString) -> LineString:
    """The line in the direction in which its ends fit better."""

    def misfit(first: int, last: int) -> float:
        offs = (_off(ground, case.start, answer.coords[first]), _off(ground, case.end, answer.coords[last]))
        return offs[0] / case.start.within_m + offs[1] / case.end.within_m

    return answer if misfit(0, -1) <= misfit(-1, 0) else answer.reverse()


def _off(ground: Ground, end: TrueEnd, point: Sequence[float]) -> float:
    return float(np.hypot(*(ground.metres(end.spots) - np.asarray(point)).T).min())


def _strays(ground: Ground, case: Case, lines: Sequence[LineString], others: Sequence[LineString]) -> float:
    """How far, away from their ends, `lines` get from the nearest of `others`, in metres.

    Between the carriageways of an end street a line may run on or stop: what is near any of them is near an end.
    """
    target, far_m = MultiLineString(list(others)), 0.0
    for line in lines:
        near_m = [min(end.within_m - SLACK_M, line.length / 5) for end in (case.start, case.end)]
        points = shapely.line_interpolate_point(line, np.arange(near_m[0], line.length - near_m[1], STEP_M))
        for end, within_m in zip((case.start, case.end), near_m, strict=True):
            points = points[shapely.distance(points, MultiPoint(ground.metres(end.spots))) >= within_m]
        if len(points):
            far_m = max(far_m, float(shapely.distance(points, target).max()))
    return far_m


def covered(ground: Ground, case: Case, alignment: Alignment) -> float:
    """The share of the true line that lies within 10 m of the alignment."""
    answer = MultiLineString([ground.metres(course.coordinates).tolist() for course in alignment.courses])
    truths = MultiLineString([ground.metres(line).tolist() for line in case.truth])
    return float(truths.intersection(answer.buffer(OFF_M)).length / truths.length)
