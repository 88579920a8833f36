"""Road versions and a network → one outcome each, with evidence and probability."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from gazetteer.records import RoadVersion
from gazetteer.text import Sentence
from geodata.alignments import alignment, points_of
from geodata.candidates import Candidate
from geodata.crs import Floats
from geodata.evidence import LINE_FIGURES, crowd_of, line_figures, weights
from geodata.graph import Graph, graph_of
from geodata.hypotheses import Found, search, weigh
from geodata.neighbours import meets
from geodata.network import RoadNetwork
from geodata.outcomes import Alignment, Ambiguous, Basis, NotMapped, Resolution, Resolved, Unresolved
from geodata.wanted import Wanted
from geodata.wording import sentences

SAME_M = 45.0  # lines no farther apart than this, ends included, are one answer
SHOWN = 3
LEFT_OUT = 1e-3


@dataclass(frozen=True, slots=True)
class Answer:
    """Candidates that are one line for all purposes, the likeliest standing for them, and their joint probability."""

    candidate: Candidate
    alignment: Alignment
    probability: float


@dataclass(frozen=True, eq=False)
class Case:
    """One version with all that was weighed for it; `answers` the likeliest first, `absent` the chance of absence."""

    wanted: Wanted
    found: Found
    answers: tuple[Answer, ...]
    absent: float
    exact: bool  # nothing likely was left out when it was weighed with its neighbours


def resolve(versions: Sequence[RoadVersion], network: RoadNetwork) -> list[Resolution]:
    """One outcome per version, in order.

    Versions that may name each other, those of a notice or of a whole register, are best passed together; their
    order does not matter.
    """
    graph = graph_of(network)
    wanted, found = search(network, versions)
    chances, exact = weigh(wanted, found)
    cases = [
        Case(each, lines, tuple(_answers(graph, each, lines, chance)), float(chance[-1]), sure)
        for each, lines, chance, sure in zip(wanted, found, chances, exact, strict=True)
    ]
    cases = [_drawn_to_neighbours(case, cases) for case in cases]
    return _settled(cases, [decide(case) for case in cases])


def _drawn_to_neighbours(case: Case, cases: Sequence[Case]) -> Case:
    """The case with its first line drawn, inside its last junctions, up to the first lines of roads it ends on."""
    if not case.answers or all(end.kind != "reference" for end in case.wanted.ends):
        return case
    first = case.answers[0]
    reached = []
    for endpoint, at in zip(case.wanted.ends, (0, -1), strict=True):
        lines = [cases[number].answers[0].candidate for number in endpoint.refers_to if cases[number].answers]
        met = [line.walk.segments for line in lines if meets(endpoint, first.candidate, at, [line])]
        reached.append(endpoint.segments.union(*met))
    redrawn = alignment(first.candidate, (reached[0], reached[1])) or first.alignment
    return replace(case, answers=(replace(first, alignment=redrawn), *case.answers[1:]))


def decide(case: Case) -> Resolution:
    """The outcome of one version; no end on another version's road counts as exact yet."""
    version, answers = case.wanted.version, case.answers
    if not case.found.lines:
        return _nothing(case)
    if not answers or case.absent >= weights().thresholds["absent"] or case.absent >= answers[0].probability:
        reason = Sentence(
            f"没有一条线与公告相符，很可能不在此图中（{case.absent:.0%}）。",
            f"no line fits; it is most likely not in this extract ({case.absent:.0%}).",
        )
        best = sentences(case.wanted, answers[0].candidate) if answers else ()
        return NotMapped(version.road_id, version.description, case.absent, (reason, *best), _area(version))
    first = answers[0]
    said = sentences(case.wanted, first.candidate)
    if first.probability < weights().thresholds["show"]:
        shown = tuple(answer.alignment for answer in answers[:SHOWN])
        return Ambiguous(version.road_id, version.description, shown, first.probability, said, _area(version))
    figures = line_figures(case.wanted, first.candidate)
    basis: Basis = "named" if figures[LINE_FIGURES.index("named")] > 0.5 else "inferred"
    sure = is_confident(case, basis, 0)
    return Resolved(version.road_id, version.description, basis, first.alignment, first.probability, sure, said)


def is_confident(case: Case, basis: Basis, met: int) -> bool:
    """Whether the first answer may be shown as certain.

    It must be likely enough, found by a complete search, with unambiguous ends and three independent agreements out
    of name, length, direction and ends. `met`: how many of its ends lie on a road that is itself certain.
    """
    first = case.answers[0]
    fitting = crowd_of(case.wanted, case.found.lines)
    said = dict(zip(LINE_FIGURES, line_figures(case.wanted, first.candidate, fitting), strict=True))
    if not case.exact or first.probability < weights().thresholds[basis]:
        return False
    if basis == "inferred" and (said["blind_crowd"] > 0.0 or said["length"] > 1.5):
        return False
    fits = case.wanted.stated_m is not None and said["length"] < 2.5
    ends = said["ends_exact"] + met
    if basis == "named":
        # Where a named road itself ends, at the stated length, its end is no guess.
        closely = case.wanted.stated_m is not None and said["length"] < 1.0
        own_end = said["open_dead_end"] == 1.0 and said["named"] > 0.95 and closely
        ends += float(own_end)
    elif not case.found.complete or any(stop.short_m for stop in (first.candidate.start, first.candidate.end)):
        return False
    along = case.wanted.course_deg is not None and said["course"] < 0.5
    return ends >= 2.0 and sum((said["named"] > 0.5, fits, along, True)) >= 3


def _settled(cases: Sequence[Case], outcomes: list[Resolution]) -> list[Resolution]:
    """The outcomes, lines made certain one after the other whose ends lie on lines that already are."""
    while True:
        fresh = list(outcomes)
        for number, (case, outcome) in enumerate(zip(cases, outcomes, strict=True)):
            if isinstance(outcome, Resolved) and not outcome.confident:
                met = _certain_ends(case, cases, outcomes)
                if met and is_confident(case, outcome.basis, met):
                    fresh[number] = replace(outcome, confident=True)
        if fresh == outcomes:
            return outcomes
        outcomes = fresh


def _certain_ends(case: Case, cases: Sequence[Case], outcomes: Sequence[Resolution]) -> int:
    """How many ends of the first answer lie on the certain line of another version."""
    met = 0
    for endpoint, at in ((case.wanted.start, 0), (case.wanted.end, -1)):
        others = [number for number in endpoint.refers_to if _is_certain(outcomes[number])]
        lines = [cases[number].answers[0].candidate for number in others]
        met += meets(endpoint, case.answers[0].candidate, at, lines)
    return met


def _is_certain(outcome: Resolution) -> bool:
    return isinstance(outcome, Resolved) and outcome.confident


def _answers(graph: Graph, wanted: Wanted, found: Found, chances: Floats) -> list[Answer]:
    """Candidates gathered into answers: those that hardly differ on the ground speak for the same one."""
    order = [int(row) for row in np.argsort(-chances[:-1], kind="stable") if chances[row] > LEFT_OUT]
    drawn: list[tuple[Candidate, Alignment, shapely.MultiLineString, float]] = []
    for row in order[:40]:
        candidate = found.lines[row]
        chance = float(chances[row])
        line = candidate.drawn or alignment(candidate, (wanted.start.segments, wanted.end.segments))
        if line is None:
            continue
        shape = shapely.MultiLineString(points_of(graph, line))
        for number, (kept, kept_line, kept_shape, sum_so_far) in enumerate(drawn):
            if _same(candidate, kept) and shape.hausdorff_distance(kept_shape) <= SAME_M:
                drawn[number] = (kept, kept_line, kept_shape, sum_so_far + chance)
                break
        else:
            drawn.append((candidate, line, shape, chance))
    answers = [Answer(candidate, line, chance) for candidate, line, _, chance in drawn]
    return sorted(answers, key=lambda answer: -answer.probability)


def _same(one: Candidate, two: Candidate) -> bool:
    return all(np.hypot(*np.subtract(a, b)) <= SAME_M for a, b in zip(one.ends, two.ends, strict=True))


def _nothing(case: Case) -> Resolution:
    """The outcome where there is no candidate: the ends are known and nothing joins them, or they are not."""
    wanted, version = case.wanted, case.wanted.version
    if wanted.start.located and wanted.end.located and case.found.complete:
        reason = Sentence("起止两条道路之间没有相符的线。", "no line that fits joins the two end streets.")
        return NotMapped(version.road_id, version.description, 0.95, (reason,), _area(version))
    missing = [end.text for end in (wanted.start, wanted.end) if not end.located and end.kernel is None and end.text]
    if missing:
        names = "、".join(f"“{name}”" for name in missing)
        reason = Sentence(f"图上找不到起止点{names}。", f"{names}, where it ends, cannot be found on the map.")
    elif wanted.start.kind == wanted.end.kind == "unsaid":
        reason = Sentence(
            "公告没有写起止点，图上也没有这个名称。", "no ends are stated and the name is not on the map."
        )
    else:
        reason = Sentence("起止点不够确定，无法查找。", "its ends are too vague to look for it.")
    return Unresolved(version.road_id, version.description, reason, (), _area(version))


def _area(version: RoadVersion) -> str | None:
    place = version.place
    return "".join((place.district or "", "、".join(place.subdistricts))) or place.zone or place.area
