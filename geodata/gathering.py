"""Candidates gathered into answers: lines that are one for all purposes, and carriageways of one named road."""

from dataclasses import replace

import numpy as np
import shapely

from geodata.alignments import alignment, points_of
from geodata.candidates import Candidate
from geodata.confidence import Answer
from geodata.crs import Floats
from geodata.graph import Graph
from geodata.hypotheses import Found
from geodata.outcomes import Alignment
from geodata.wanted import Wanted

SAME_M = 45.0  # lines no farther apart than this, ends included, are one answer
ALIKE_M = 5.0  # nor those that hardly differ as drawn, whatever way they were found
ABREAST_M = 120.0  # carriageways of one name that no segment joins lie no farther apart
ABREAST = 0.03  # nor differ by more of their length
BESIDE_M = 10.0  # what lies so near a course is drawn with it
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
                drawn[number] = (replace(kept, probability=kept.probability + chance), kept_shape)
                break
        else:
            drawn.append((Answer(candidate, line, chance), shape))
    answers: list[tuple[Answer, shapely.MultiLineString]] = []
    for answer, shape in sorted(drawn, key=lambda each: -each[0].probability):
        for number, (kept, kept_shape) in enumerate(answers):
            if _abreast(wanted, answer, kept) and shape.hausdorff_distance(kept_shape) <= ABREAST_M:
                answers[number] = (_together(graph, kept, answer), kept_shape)
                break
        else:
            answers.append((answer, shape))
    rounded = [replace(answer, probability=round(answer.probability, DIGITS)) for answer, _ in answers]
    return sorted(rounded, key=lambda answer: -answer.probability)


def _same(one: Candidate, two: Candidate) -> bool:
    return all(np.hypot(*np.subtract(a, b)) <= SAME_M for a, b in zip(one.ends, two.ends, strict=True))


def _abreast(wanted: Wanted, one: Answer, two: Answer) -> bool:
    """Whether two lines run between the same ends on the road's own name, and so are carriageways of it."""
    lengths = sorted(each.alignment.measured_length_m for each in (one, two))
    return (
        _same(one.candidate, two.candidate)
        and lengths[1] <= (1.0 + ABREAST) * lengths[0]
        and all(_is_named(wanted, each.candidate) for each in (one, two))
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
