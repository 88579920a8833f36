"""Joint chances: exact against brute force, and indifferent to order."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.joint import Pull, components, marginals, width

figures = st.floats(-5, 5)


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[np.ndarray], list[Pull]]:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    unary = [np.array(draw(st.lists(figures, min_size=size, max_size=size))) for size in sizes]
    pulls = []
    for first in range(len(sizes)):
        for second in range(len(sizes)):
            if first != second and draw(st.booleans()):
                count = sizes[first] * sizes[second]
                table = np.array(draw(st.lists(figures, min_size=count, max_size=count)))
                pulls.append(Pull(first, second, table.reshape(sizes[first], sizes[second])))
    return unary, pulls


def brute_force(unary: list[np.ndarray], pulls: list[Pull]) -> list[np.ndarray]:
    found = [np.zeros(len(each)) for each in unary]
    for choice in product(*(range(len(each)) for each in unary)):
        weight = sum(each[at] for each, at in zip(unary, choice, strict=True))
        weight += sum(pull.table[choice[pull.first], choice[pull.second]] for pull in pulls)
        for each, at in zip(found, choice, strict=True):
            each[at] += np.exp(weight)
    return [each / each.sum() for each in found]


@settings(max_examples=60, deadline=None)
@given(problems())
def test_chances_are_those_of_all_choices_together(problem: tuple[list[np.ndarray], list[Pull]]) -> None:
    unary, pulls = problem
    for found, true in zip(marginals(unary, pulls), brute_force(unary, pulls), strict=True):
        assert np.allclose(found, true)


def test_versions_that_do_not_pull_at_each_other_are_apart() -> None:
    table = np.zeros((1, 1))
    assert components(4, [Pull(2, 0, table), Pull(3, 1, table)]) == [[0, 2], [1, 3]]
    assert width(4, [Pull(2, 0, table), Pull(0, 3, table), Pull(3, 2, table)]) == 3
