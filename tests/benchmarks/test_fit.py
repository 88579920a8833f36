"""The rules by which thresholds are fitted, on made-up judgements."""

import numpy as np

from geodata.evidence import softmax, utilities
from geodata.figures import ABSENCE_FIGURES, LINE_FIGURES
from tests.benchmarks.fit_samples import Drawn, Sample
from tests.benchmarks.fit_weights import (
    LEAST_SURE,
    LINES,
    SET,
    absence_threshold,
    fitted,
    is_said,
    least_probability,
    show_threshold,
)


def judged(probability: float, right: bool, absent: float = 0.0, deleted: bool = False, town: str = "a") -> Drawn:
    return Drawn(town, "named", deleted, "named", probability, absent, right)


def test_a_line_is_certain_from_where_hardly_any_is_wrong() -> None:
    known = [judged(0.99, True)] * 1000 + [judged(0.9, True)] * 50 + [judged(0.9, False)] * 20
    assert least_probability(known, "named") == 0.905


def test_with_nothing_wrong_the_threshold_still_has_a_floor() -> None:
    assert least_probability([judged(0.81, True)] * 2000, "named") == LEAST_SURE


def test_no_line_is_certain_where_too_few_were_seen() -> None:
    assert least_probability([judged(0.999, True)] * 50, "named") == 1.0
    assert least_probability([], "inferred") == 1.0


def test_the_chance_of_absence_suffices_once_the_deleted_of_the_towns_are_said_absent() -> None:
    said = [judged(0.4, False, absent=0.45, deleted=True)] * 95 + [judged(0.8, False, absent=0.1, deleted=True)] * 5
    unsaid = [judged(0.6, False, absent=0.35, deleted=True, town="b")] * 100
    assert all(is_said(each, 0.9) for each in said[:95])
    assert absence_threshold(said) == 0.95
    assert absence_threshold([*said, *unsaid]) == 0.35


def test_lines_are_shown_from_where_few_enough_are_wrong() -> None:
    known = [judged(0.9, True)] * 90 + [judged(0.5, False)] * 30
    assert show_threshold(known, 0.9) == 0.51


def test_the_fit_begins_at_zero_and_finds_what_tells_right_from_wrong() -> None:
    """Of two lines the one whose name agrees is right; what is set by hand stays."""
    lines = np.zeros((2, LINES))
    lines[:, LINE_FIGURES.index("line")] = 1.0
    lines[0, LINE_FIGURES.index("named")] = 1.0
    sample = Sample("a", False, lines, np.eye(1, len(ABSENCE_FIGURES))[0], np.array([True, False]))
    found = fitted([sample] * 20)
    assert softmax(utilities(sample.lines, sample.absence, found))[0] > 0.9
    assert found.line[LINE_FIGURES.index("via")] == SET["via"]
    assert found.line[LINE_FIGURES.index("width")] == 0.0
