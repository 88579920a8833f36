"""Road versions and a network → one outcome each, with evidence and probability."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gazetteer.records import RoadVersion
from gazetteer.text import Sentence
from geodata.alignments import alignment
from geodata.confidence import Case, basis_of, is_confident
from geodata.evidence import Weights, weights
from geodata.gathering import DIGITS, answers_of
from geodata.graph import graph_of
from geodata.hypotheses import Found, search, weigh
from geodata.neighbours import meets
from geodata.network import RoadNetwork
from geodata.outcomes import Ambiguous, NotMapped, Resolution, Resolved, Unresolved, is_certain
from geodata.wanted import Wanted
from geodata.wording import absence, not_taken, sentences

SHOWN = 3
WORTH_SAYING = 0.1  # a chance of absence that is told beside lines


def resolve(versions: Sequence[RoadVersion], network: RoadNetwork, fitted: Weights | None = None) -> list[Resolution]:
    """One outcome per version, in order; judged by the weights in the file unless others are given.

    Versions that may name each other, those of a notice or of a whole register, are best passed together; their
    order does not matter.
    """
    fitted = fitted or weights()
    wanted, found = search(network, versions, fitted)
    return settled(weighed(network, wanted, found, fitted), fitted.thresholds)


def weighed(network: RoadNetwork, wanted: Sequence[Wanted], found: Sequence[Found], fitted: Weights) -> list[Case]:
    """What was looked for and found, weighed together and drawn; nothing is decided yet."""
    graph = graph_of(network)
    chances, exact = weigh(wanted, found, fitted)
    cases = [
        Case(each, lines, tuple(answers_of(graph, each, lines, chance)), round(float(chance[-1]), DIGITS), sure)
        for each, lines, chance, sure in zip(wanted, found, chances, exact, strict=True)
    ]
    return [_drawn_to_neighbours(case, cases) for case in cases]


def _drawn_to_neighbours(case: Case, cases: Sequence[Case]) -> Case:
    """The case with its first line drawn, inside its last junctions, up to the first lines of roads it ends on."""
    if not case.answers or all(end.kind != "reference" for end in case.wanted.ends):
        return case
    first = case.answers[0]
    reached, linked = [], 0
    for endpoint, at in zip(case.wanted.ends, (0, -1), strict=True):
        lines = [cases[number].answers[0].candidate for number in endpoint.refers_to if cases[number].answers]
        met = [line.walk.segments for line in lines if meets(endpoint, first.candidate, at, [line])]
        linked += bool(met)
        reached.append(endpoint.segments.union(*met))
    redrawn = alignment(first.candidate, (reached[0], reached[1])) or first.alignment
    return replace(case, answers=(replace(first, alignment=redrawn), *case.answers[1:]), linked=linked)


def decide(case: Case, thresholds: Mapping[str, float]) -> Resolution:
    """The outcome of one version; no end on another version's road counts as exact yet."""
    version, answers = case.wanted.version, case.answers
    if not case.found.lines:
        return _nothing(case)
    shown = tuple(answer.alignment for answer in answers[:SHOWN])
    if not answers or case.absent >= thresholds["absent"] or case.absent >= answers[0].probability:
        reason = absence(case.wanted, case.found.lines[0].graph, case.absent)
        best = not_taken(case.wanted, answers[0].candidate) if answers else ()
        said = (reason, *best)
        return NotMapped(version.road_id, version.description, case.absent, said, _area(version), shown)
    first = answers[0]
    said = (*sentences(case.wanted, first.candidate), *_wide(first.elsewhere))
    if first.probability < thresholds["show"]:
        doubts = (*said, *_doubt(case.absent))
        return Ambiguous(version.road_id, version.description, shown, first.probability, doubts, _area(version))
    basis, sure = basis_of(case), is_confident(case, thresholds, 0)
    return Resolved(version.road_id, version.description, basis, first.alignment, first.probability, sure, said)


def _doubt(absent: float) -> tuple[Sentence, ...]:
    """That a road may not be there at all, where that is likely enough to be said beside the lines it may be."""
    if absent < WORTH_SAYING:
        return ()
    return (Sentence(f"也可能不在此图中（{absent:.0%}）。", f"it may also not be in this extract ({absent:.0%})."),)


def _wide(elsewhere: float) -> tuple[Sentence, ...]:
    """That a line may end at another carriageway of a wide street, where that is likely enough to be said."""
    if elsewhere < WORTH_SAYING:
        return ()
    zh = "它与端点所在的街道在 150 米之内不止一处相交，止于其中哪一处不能确定。"
    return (Sentence(zh, "it meets a street it ends on more than once within 150 m; at which it ends is not certain."),)


def settled(cases: Sequence[Case], thresholds: Mapping[str, float]) -> list[Resolution]:
    """The outcomes, lines made certain one after the other whose ends lie on lines that already are."""
    outcomes = [decide(case, thresholds) for case in cases]
    while True:
        fresh = list(outcomes)
        for number, (case, outcome) in enumerate(zip(cases, outcomes, strict=True)):
            if isinstance(outcome, Resolved) and not outcome.confident:
                met = _certain_ends(case, cases, outcomes)
                if met and is_confident(case, thresholds, met):
                    fresh[number] = replace(outcome, confident=True)
        if fresh == outcomes:
            return outcomes
        outcomes = fresh


def _certain_ends(case: Case, cases: Sequence[Case], outcomes: Sequence[Resolution]) -> int:
    """How many ends of the first answer lie on the certain line of another version."""
    met = 0
    for endpoint, at in ((case.wanted.start, 0), (case.wanted.end, -1)):
        others = [number for number in endpoint.refers_to if is_certain(outcomes[number])]
        lines = [cases[number].answers[0].candidate for number in others]
        met += meets(endpoint, case.answers[0].candidate, at, lines)
    return met


def _nothing(case: Case) -> Resolution:
    """The outcome where there is no candidate: the ends are known and nothing joins them, or they are not."""
    wanted, version = case.wanted, case.wanted.version
    if wanted.start.located and wanted.end.located and case.found.complete:
        reason = Sentence("起止两条道路之间没有相符的线。", "no line that fits joins the two end streets.")
        return NotMapped(version.road_id, version.description, 0.95, (reason,), _area(version))
    missing = [end.text for end in (wanted.start, wanted.end) if not end.located and end.kernel is None and end.text]
    names = "、".join(f"“{name}”" for name in missing)
    if all(end.kind == "reference" for end in wanted.ends):
        reason = Sentence(
            f"它起止于{names}，这些路也没有找到：它们与它都不接图上已知的路。",
            f"it runs between {' and '.join(missing)}, which were not found either: "
            "none of them ends on a road the map knows.",
        )
    elif missing:
        said = f"{' and '.join(missing)}, where it ends, cannot be found on the map."
        reason = Sentence(f"图上找不到起止点{names}。", said)
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
