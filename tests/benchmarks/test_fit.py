"""The rules by which thresholds are fitted, on made-up judgements."""

import numpy as np

from geodata.confidence import Agreement
from geodata.evidence import softmax, utilities
from geodata.figures import ABSENCE_FIGURES, LINE_FIGURES
from tests.benchmarks.fit_samples import Drawn, Sample
from tests.benchmarks.fit_weights import (
    KINDS,
    LEAST_ABSENT,
    LEAST_SURE,
    LINES,
    SET,
    WRONG,
    absence_threshold,
    fitted,
    is_said,
    show_threshold,
    sure_thresholds,
    worst_town,
)


def judged(
    probability: float,
    right: bool,
    absent: float = 0.0,
    deleted: bool = False,
    town: str = "a",
    how: Agreement = "named",
) -> Drawn:
    return Drawn(town, "named", deleted, how, probability, absent, right)


def test_a_line_is_certain_from_where_hardly_any_is_wrong() -> None:
    known = [judged(0.99, True)] * 1000 + [judged(0.9, True)] * 50 + [judged(0.9, False)] * 20
    assert sure_thresholds(known)["named"] == 0.905


def test_with_nothing_wrong_the_threshold_still_has_a_floor() -> None:
    assert sure_thresholds([judged(0.81, True)] * 2000)["named"] == LEAST_SURE


def test_no_line_is_certain_where_too_few_were_seen() -> None:
    assert sure_thresholds([judged(0.999, True)] * 19)["named"] == 1.0
    assert sure_thresholds([judged(0.999, True)] * 25)["named"] < 1.0
    assert set(sure_thresholds([]).values()) == {1.0}


def test_what_one_kind_of_agreement_risks_another_cannot() -> None:
    """All kinds share one price: the town's one wrong line in a hundred is spent where it buys most lines."""
    named = [judged(0.99, True)] * 900
    blind = [judged(0.95, True, how="inferred")] * 100 + [judged(0.9, True, how="inferred")] * 90
    wrong = [judged(0.95, False, how="inferred")] + [judged(0.9, False, how="inferred")] * 9
    few = sure_thresholds([*named, *blind, *wrong])
    assert few["inferred"] == 0.905
    assert worst_town([*named, *blind, *wrong], few) < WRONG
    assert sure_thresholds([*blind, *wrong])["inferred"] == 0.905
    assert worst_town([*blind, *wrong[:1]], dict.fromkeys(KINDS, 0.8)) == 1 / 191


def test_a_town_where_lines_mislead_makes_all_towns_careful() -> None:
    good = [judged(0.85, True)] * 1000
    bad = [judged(0.96, True, town="b")] * 100 + [judged(0.85, False, town="b")] * 2
    assert sure_thresholds(good)["named"] == LEAST_SURE
    assert worst_town([*good, *bad], dict.fromkeys(KINDS, 0.8)) > WRONG
    assert sure_thresholds([*good, *bad])["named"] == 0.855


def test_the_chance_of_absence_suffices_once_the_deleted_of_the_towns_are_said_absent() -> None:
    said = [judged(0.4, False, absent=0.45, deleted=True)] * 95 + [judged(0.8, False, absent=0.1, deleted=True)] * 5
    unsaid = [judged(0.4, False, absent=0.55, deleted=True, town="b")] * 100
    likely = [judged(0.6, False, absent=0.35, deleted=True, town="b")] * 100
    assert all(is_said(each, 0.9) for each in said[:95])
    assert absence_threshold(said) == 0.95
    assert absence_threshold([*said, *unsaid]) == 0.95
    assert absence_threshold([*said, *likely]) == LEAST_ABSENT


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
