"""Candidates gathered into answers: lines that are one for all purposes, and carriageways of one named road."""

from collections.abc import Collection
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import shapely

from geodata.alignments import alignment, points_of
from geodata.candidates import Candidate
from geodata.confidence import Answer
from geodata.crs import Floats
from geodata.endpoints import Endpoint
from geodata.figures import main_rank
from geodata.graph import Graph
from geodata.hypotheses import Found
from geodata.linear import turn_deg
from geodata.outcomes import Alignment
from geodata.wanted import Wanted

SAME_M = 45.0  # lines no farther apart than this, ends included, are one answer
ALIKE_M = 5.0  # nor those that hardly differ as drawn, whatever way they were found
ABREAST_M = 120.0  # carriageways of one name that no segment joins lie no farther apart
ABREAST = 0.03  # nor differ by more of their length
BESIDE_M = 10.0  # what lies so near a course is drawn with it
ONE_END_M = 35.0  # of one at a wide crossing that is certain: no other end lies farther off
WIDE_M = 150.0  # no crossing, from the first carriageway of a street to the last, is wider
PARALLEL_DEG = 20.0  # and its carriageways run so nearly alike
LEFT_OUT = 1e-3
DIGITS = 12  # of a probability; beyond them the order of the sums would show


def answers_of(graph: Graph, wanted: Wanted, found: Found, chances: Floats) -> list[Answer]:
    """Candidates gathered into answers, the likeliest first: those that hardly differ on the ground speak for one."""
    order = [int(row) for row in np.argsort(-chances[:-1], kind="stable") if chances[row] > LEFT_OUT]
    drawn: list[tuple[Answer, shapely.MultiLineString]] = []
    for row in order[:40]:
        candidate = found.lines[row]
        chance = float(chances[row])
        line = candidate.drawn or alignment(candidate, (wanted.start.segments, wanted.end.segments))
        if line is None:
            continue
        shape = shapely.MultiLineString(points_of(graph, line))
        for number, (kept, kept_shape) in enumerate(drawn):
            off_m = shape.hausdorff_distance(kept_shape)
            # Either carriageway may have led to both: then the lines are the same and only the ends of the search not.
            if off_m <= ALIKE_M or (_same(candidate, kept.candidate) and off_m <= SAME_M):
                both = kept.probability + chance
                if _is_main(wanted, Answer(candidate, line, chance), kept):
                    drawn[number] = (Answer(candidate, line, both), shape)
                else:
                    drawn[number] = (replace(kept, probability=both), kept_shape)
                break
        else:
            drawn.append((Answer(candidate, line, chance), shape))
    answers: list[tuple[Answer, shapely.MultiLineString]] = []
    for answer, shape in sorted(drawn, key=lambda each: -each[0].probability):
        for number, (kept, kept_shape) in enumerate(answers):
            if _abreast(wanted, answer, kept) and shape.hausdorff_distance(kept_shape) <= ABREAST_M:
                answers[number] = (_together(graph, kept, answer), kept_shape)
                break
            both = kept.probability + answer.probability
            if _turns_off(wanted, answer.candidate, kept.candidate):
                answers[number] = (_standing_for(kept, answer, both), kept_shape)
                break
            if _turns_off(wanted, kept.candidate, answer.candidate):
                answers[number] = (_standing_for(answer, kept, both), shape)
                break
            if _at_one_crossing(wanted, answer.candidate, kept.candidate):
                answers[number] = (_standing_for(kept, answer, both), kept_shape)
                break
        else:
            answers.append((answer, shape))
    rounded = [replace(answer, probability=round(answer.probability, DIGITS)) for answer, _ in answers]
    return sorted(rounded, key=lambda answer: -answer.probability)


def _is_main(wanted: Wanted, one: Answer, other: Answer) -> bool:
    """Whether of two lines along the road's own name the first runs on its carriageways, the other on a side road."""
    if not all(_is_named(wanted, each.candidate) for each in (one, other)):
        return False
    here, there = ((_rank(each.candidate), len(each.alignment.courses)) for each in (one, other))
    return here > there


def _rank(candidate: Candidate) -> int:
    """The class that most of a line has."""
    graph, segments = candidate.graph, candidate.walk.segments
    return main_rank([graph.rank[each] for each in segments], [graph.length_m[each] for each in segments])


def _same(one: Candidate, two: Candidate, within_m: float = SAME_M) -> bool:
    return all(np.hypot(*np.subtract(a, b)) <= within_m for a, b in zip(one.ends, two.ends, strict=True))


def _abreast(wanted: Wanted, one: Answer, two: Answer) -> bool:
    """Whether two lines run between the same ends on the road's own name, and so are carriageways of it."""
    lengths = sorted(each.alignment.measured_length_m for each in (one, two))
    return (
        _same(one.candidate, two.candidate)
        and lengths[1] <= (1.0 + ABREAST) * lengths[0]
        and all(_is_named(wanted, each.candidate) for each in (one, two))
    )


def _at_one_crossing(wanted: Wanted, one: Candidate, two: Candidate) -> bool:
    """Whether two lines are one but for the carriageways of their end streets that they stop at, first or last."""
    short, long = sorted((one, two), key=lambda each: len(each.walk.segments))
    count, run = len(short.walk.segments), long.walk.segments
    first = next((at for at in range(len(run) - count + 1) if run[at : at + count] == short.walk.segments), None)
    if first is None or not all(stop.at_crossing for each in (one, two) for stop in (each.start, each.end)):
        return False
    graph = long.graph
    for endpoint, at, extra in ((wanted.start, 0, run[:first]), (wanted.end, -1, run[first + count :])):
        ends = {each.walk.junctions[at] for each in (short, long)}
        wide_m = sum(graph.length_m[segment] for segment in extra)
        if extra and (wide_m > WIDE_M or not ends <= endpoint.junctions or not _parallel(graph, endpoint, ends)):
            return False
    return True


def _standing_for(one: Answer, other: Answer, both: float) -> Answer:
    """The one for both; what of the other ends farther off than one end may is not certain to end here."""
    aside = other.elsewhere if _same(one.candidate, other.candidate, ONE_END_M) else other.probability
    return replace(one, probability=both, elsewhere=one.elsewhere + aside)


def _turns_off(wanted: Wanted, one: Candidate, named: Candidate) -> bool:
    """Whether a line is another that bears the road's name throughout, but for nameless ways at its end crossings."""
    graph = named.graph
    runs = [set(each.walk.segments) for each in (one, named)]
    off, left = runs[0] - runs[1], runs[1] - runs[0]
    if not off or any(wanted.keys.isdisjoint(graph.keys[each]) for each in runs[1]):
        return False
    if any(graph.main_keys[each] for each in off) or not all(
        stop.at_crossing for each in (one, named) for stop in (each.start, each.end)
    ):
        return False
    ends = ((wanted.start, 0), (wanted.end, -1))
    met = all(each.walk.junctions[at] in endpoint.junctions for each in (one, named) for endpoint, at in ends)
    return met and all(sum(graph.length_m[each] for each in run) <= WIDE_M for run in (off, left))


def _parallel(graph: Graph, street: Endpoint, junctions: Collection[int]) -> bool:
    """Whether a street passes two junctions in nearly the same direction."""
    ways = [[way.leaves_deg for way in graph.ways[each] if way.segment in street.segments] for each in junctions]
    return any(
        turn_deg(2 * here, 2 * there) <= 2 * PARALLEL_DEG
        for one, two in combinations(ways, 2)
        for here, there in product(one, two)
    )


def _is_named(wanted: Wanted, candidate: Candidate) -> bool:
    graph, bare_m = candidate.graph, 0.0
    for segment in candidate.walk.segments:
        bare_m += graph.length_m[segment] if wanted.keys.isdisjoint(graph.keys[segment]) else 0.0
    return bare_m <= ABREAST * candidate.walk.length_m


def _together(graph: Graph, kept: Answer, other: Answer) -> Answer:
    """Both as one answer, drawn on every carriageway that either runs on."""
    line = drawn_together(graph, kept.alignment, other.alignment)
    return replace(kept, alignment=line, probability=kept.probability + other.probability)


def drawn_together(graph: Graph, kept: Alignment, other: Alignment) -> Alignment:
    """Every carriageway of either, each once."""
    courses = [
        (course, shapely.LineString(points))
        for line in (kept, other)
        for course, points in zip(line.courses, points_of(graph, line), strict=True)
    ]
    for course in courses[::-1]:
        # By what they are, not by what they are equal to: else of a carriageway found twice none is left.
        others = [each for each in courses if each is not course]
        beside = shapely.MultiLineString([shape for _, shape in others]).buffer(BESIDE_M)
        if others and course[1].difference(beside).length <= SAME_M:
            courses = others
    return Alignment(tuple(course for course, _ in courses))
