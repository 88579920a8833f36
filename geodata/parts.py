"""The roads of a large area parted by district, each part with the roads around it: solved one by one, anywhere.

A part is the same whoever solves it, so that one process, several, and other machines give the same answers.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gazetteer.records import RoadVersion
from gazetteer.toponyms import comparison_key
from geodata.checks import find_checks
from geodata.network import RoadNetwork
from geodata.outcomes import Resolution
from geodata.resolve import resolve

WHOLE = 150  # so many versions are solved together, whatever their districts
STEPS = 2  # of one road naming another: how far the roads around a part reach

Many = Callable[[Sequence[Sequence[RoadVersion]], RoadNetwork], list[list[Resolution]]]


@dataclass(frozen=True, slots=True)
class Part:
    """Versions by their numbers: those whose outcomes are kept, and those that only stand around them."""

    core: tuple[int, ...]
    halo: tuple[int, ...] = ()


def solve_here(lists: Sequence[Sequence[RoadVersion]], network: RoadNetwork) -> list[list[Resolution]]:
    """One list after the other, in this process."""
    return [resolve(versions, network) for versions in lists]


def find_parts(versions: Sequence[RoadVersion]) -> list[Part]:
    """The versions parted by district, all states of a road in one part; in the order of their first numbers."""
    if len(versions) <= WHOLE:
        return [Part(tuple(range(len(versions))))] if versions else []
    home: dict[str, str] = {}  # road id → its district, that of its first version here
    groups: dict[str, list[int]] = defaultdict(list)
    for number, version in enumerate(versions):
        place = version.place
        groups[home.setdefault(version.road_id, place.district or place.zone or "")].append(number)
    beside = _beside(versions)
    return [Part(tuple(core), _around(core, beside)) for core in groups.values()]


def _beside(versions: Sequence[RoadVersion]) -> Mapping[int, set[int]]:
    """The versions that name one another, as an end or on the way, or are states of one road."""
    bearing: dict[str, list[int]] = defaultdict(list)
    states: dict[str, list[int]] = defaultdict(list)
    for number, version in enumerate(versions):
        bearing[comparison_key(version.name)].append(number)
        states[version.road_id].append(number)
    beside: dict[int, set[int]] = defaultdict(set)
    for number, version in enumerate(versions):
        said = [end.text for end in version.extent.termini if end.text] + list(version.extent.via)
        for other in (each for name in said for each in bearing.get(comparison_key(name), ())):
            beside[number].add(other)
            beside[other].add(number)
        beside[number].update(states[version.road_id])
    return beside


def _around(core: Sequence[int], beside: Mapping[int, set[int]]) -> tuple[int, ...]:
    inside, reached = set(core), set(core)
    for _ in range(STEPS):
        reached |= {other for number in reached for other in beside.get(number, ())}
    return tuple(sorted(reached - inside))


def solve_in_parts(versions: Sequence[RoadVersion], network: RoadNetwork, many: Many) -> list[Resolution]:
    """One outcome per version, in order; `many` solves several lists of versions and gives them back in order.

    Parts whose roads would lie on the same ground are solved again as one: a line that is one road's is not another's.
    """
    parts = find_parts(versions)
    solved: dict[Part, list[Resolution]] = {}
    while True:
        waiting = [part for part in parts if part not in solved]
        lists = [[versions[number] for number in sorted((*part.core, *part.halo))] for part in waiting]
        for part, found in zip(waiting, many(lists, network) if waiting else [], strict=True):
            kept = dict(zip(sorted((*part.core, *part.halo)), found, strict=True))
            solved[part] = [kept[number] for number in part.core]
        merged = _merged(versions, parts, solved)
        if len(merged) == len(parts):
            break
        parts = merged
    outcome = {number: one for part in parts for number, one in zip(part.core, solved[part], strict=True)}
    return [outcome[number] for number in range(len(versions))]


def _merged(
    versions: Sequence[RoadVersion], parts: Sequence[Part], solved: Mapping[Part, Sequence[Resolution]]
) -> list[Part]:
    """The parts, those made one that have roads on the same ground."""
    if len(parts) < 2:
        return list(parts)
    part_of = {versions[number].road_id: part for part in parts for number in part.core}
    numbered = [(number, one) for part in parts for number, one in zip(part.core, solved[part], strict=True)]
    checks = find_checks([versions[number] for number, _ in numbered], [one for _, one in numbered])
    joined = {part: [part] for part in parts}
    for check in checks:
        if check.other_id is not None:
            one, other = joined[part_of[check.road_id]], joined[part_of[check.other_id]]
            if one is not other:
                one += other
                joined |= dict.fromkeys(other, one)
    groups = {id(group): group for group in joined.values()}.values()
    whole = [group[0] if len(group) == 1 else _one_part(versions, group) for group in groups]
    return sorted(whole, key=lambda part: part.core)


def _one_part(versions: Sequence[RoadVersion], group: Sequence[Part]) -> Part:
    core = sorted(number for part in group for number in part.core)
    return Part(tuple(core), _around(core, _beside(versions)))
