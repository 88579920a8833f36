"""All versions given together, solved together: exact probabilities per connected component.

Each version chooses one of its candidates or absence. Two versions pull at each other where one ends on the other's
road, and where two roads would lie on the same ground. Nothing is decided before everything is weighed, so the
order of the clauses cannot matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geodata.crs import Floats
from geodata.evidence import softmax

LARGEST_TABLE = 2_000_000  # entries; a component that needs more is thinned out first


@dataclass(frozen=True, eq=False)
class Pull:
    """A table of utilities for the choices of two versions: `table[choice of first, choice of second]`."""

    first: int
    second: int
    table: Floats


def marginals(unary: Sequence[Floats], pulls: Sequence[Pull]) -> list[Floats]:
    """For each version the probability of each of its choices, given the utilities and all pulls."""
    found: list[Floats] = [softmax(each) for each in unary]
    for members in components(len(unary), pulls):
        if len(members) > 1:
            inside = [pull for pull in pulls if pull.first in members]
            for member in members:
                found[member] = _marginal(member, members, unary, inside)
    return found


def components(count: int, pulls: Sequence[Pull]) -> list[list[int]]:
    """The versions parted into groups that pull at each other, each in order."""
    head = list(range(count))

    def top(each: int) -> int:
        while head[each] != each:
            head[each] = head[head[each]]
            each = head[each]
        return each

    for pull in pulls:
        one, two = sorted((top(pull.first), top(pull.second)))
        head[two] = one
    groups: dict[int, list[int]] = {}
    for each in range(count):
        groups.setdefault(top(each), []).append(each)
    return list(groups.values())


def _marginal(kept: int, members: Sequence[int], unary: Sequence[Floats], pulls: Sequence[Pull]) -> Floats:
    """The probabilities of one version's choices: all others are summed out, the least entangled first."""
    factors: list[tuple[tuple[int, ...], Floats]] = [((each,), unary[each] - unary[each].max()) for each in members]
    factors += [((pull.first, pull.second), pull.table) for pull in pulls]
    left = set(members) - {kept}
    while left:
        scopes = {each: {v for scope, _ in factors if each in scope for v in scope} for each in left}
        gone = min(left, key=lambda each: (len(scopes[each]), each))
        left.discard(gone)
        touched = [factor for factor in factors if gone in factor[0]]
        factors = [factor for factor in factors if gone not in factor[0]]
        factors.append(_summed_out(gone, sorted(scopes[gone]), touched))
    return softmax(sum(table for scope, table in factors if scope == (kept,)) + np.zeros(len(unary[kept])))


def _summed_out(
    gone: int, scope: Sequence[int], touched: Sequence[tuple[tuple[int, ...], Floats]]
) -> tuple[tuple[int, ...], Floats]:
    """One factor in place of those that knew `gone`, over all the others they knew (log-sum-exp)."""
    total: Floats = np.zeros((1,) * len(scope))
    for names, table in touched:
        order = sorted(range(len(names)), key=lambda at: names[at])
        shape = [1] * len(scope)
        for at in order:
            shape[scope.index(names[at])] = table.shape[at]
        total = total + np.transpose(table, order).reshape(shape)
    axis = scope.index(gone)
    top = total.max(axis=axis, keepdims=True)
    summed = np.log(np.exp(total - top).sum(axis=axis)) + top.squeeze(axis)
    return tuple(each for each in scope if each != gone), summed


def width(count: int, pulls: Sequence[Pull]) -> int:
    """The most versions one table would span; tells whether exact solving is in reach."""
    beside: dict[int, set[int]] = {each: set() for each in range(count)}
    for pull in pulls:
        beside[pull.first].add(pull.second)
        beside[pull.second].add(pull.first)
    widest = 0
    while beside:
        gone = min(beside, key=lambda each: (len(beside[each]), each))
        around = beside.pop(gone)
        widest = max(widest, len(around) + 1)
        for each in around:
            beside[each] |= around - {each}
            beside[each].discard(gone)
    return widest
