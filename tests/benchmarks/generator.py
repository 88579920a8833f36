"""Worlds made of a real town: some streets become roads under notice, some lose their names, some are deleted.

Streets are parted by lot into hosts, which the roads are cut from, anchors, which keep their names and on which the
roads end, and hidden ones without a name, on which "planned" ends lie. What is told is truth plus noise; what is kept
is the truth.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from geodata.osm import Extract
from tests.benchmarks.cases import Case
from tests.benchmarks.ground import Ground, write_extract
from tests.benchmarks.lots import Lots, Pick
from tests.benchmarks.stretches import Meeting, Stretch, find_returns, find_stretches, run_on
from tests.benchmarks.telling import Teller

BOTH_ENDS = (("named", 30), ("blind", 34), ("part", 10), ("extension", 9), ("offset", 9), ("midpoint", 8))
RETURNING = ("named", "blind")
DELETED_SHARE = (0.3, 0.5)
# Towns differ in how many of their streets have no name: of each share as many worlds.
HOST_SHARES = (0.15, 0.3, 0.5)
NOTICE_HOST_SHARES = (0.35, 0.55)
HIDDEN_SHARES = (0.05, 0.2, 0.3)
PAST = 0.5  # of the offsets: beyond the street they are told from, where the road runs on
RUN_PAST_M = 60.0, 300.0  # at least, and at most but for the last link
NAMELESS_PAST = 0.3  # of these: nameless beyond it
WHOLE = 1e6  # times the stretch: to where the street ends
NAMED_IN_PART = 0.08  # of the name-blind roads: the rest of their street bears their name
NOTICE_SIZE = 12


@dataclass(frozen=True, eq=False)
class World:
    """One altered town: the extract to resolve on, and the cases grouped by notice, each with its truth."""

    ground: Ground
    extract: Extract
    notices: tuple[tuple[Case, ...], ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(case for notice in self.notices for case in notice)


def survey(ground: Ground, *, returning: bool = False) -> dict[str, tuple[Stretch, ...]]:
    """All trustworthy stretches of a town by street, or those that come back to the street they left.

    Worth keeping for many worlds.
    """
    find = find_returns if returning else find_stretches
    found = {street: tuple(find(ground, street)) for street in sorted(ground.streets)}
    return {street: stretches for street, stretches in found.items() if stretches}


def make_world(ground: Ground, stretches: dict[str, tuple[Stretch, ...]], seed: int, *, notices: bool = False) -> World:
    """The world of a seed: single clauses, or (`notices`) notices whose name-blind roads point at each other.

    Roads that come back to their street are told named and name-blind only: a middle or an offset would not say where.
    """
    random = Random(seed)
    lots = _draw_lots(ground, stretches, random, random.choice(NOTICE_HOST_SHARES if notices else HOST_SHARES))
    picks = list(_pick_notices(ground, stretches, lots) if notices else _pick_singles(stretches, lots))
    names = [link.names for link in ground.links]
    for street in lots.hidden:
        for index in ground.streets[street]:
            names[index] = ()
    for pick in picks:
        _rename(ground, pick, lots, names)
    deleted = {index for pick in picks if pick.deleted for index in pick.links}
    extract = write_extract(ground.named(names), deleted, f"{ground.extract.digest}-{seed}-{notices}")
    return World(ground, extract, tuple(_notices(ground, picks, lots, seed)))


def _draw_lots(ground: Ground, stretches: dict[str, tuple[Stretch, ...]], random: Random, host_share: float) -> Lots:
    streets = sorted(ground.streets)
    random.shuffle(streets)
    hosts = frozenset(street for street in streets if street in stretches and random.random() < host_share)
    share = random.choice(HIDDEN_SHARES)
    hidden = frozenset(street for street in streets if street not in hosts and random.random() < share)
    return Lots(random, hosts, hidden, {name for link in ground.links for name in link.names})


def _disjoint(stretches: dict[str, tuple[Stretch, ...]], lots: Lots) -> Iterator[Stretch]:
    """Stretches of the hosts in random order that share no link, each told from a random end."""
    streets = sorted(lots.hosts)
    lots.random.shuffle(streets)
    for street in streets:
        for stretch in lots.random.sample(stretches[street], len(stretches[street])):
            if not stretch.links & lots.used:
                if lots.random.random() < 0.5:
                    stretch = stretch.reversed()
                yield stretch


def _pick_singles(stretches: dict[str, tuple[Stretch, ...]], lots: Lots) -> Iterator[Pick]:
    """Roads between two anchors, and about a third as many with one loose end."""
    share = lots.random.uniform(*DELETED_SHARE)
    kinds, weights = zip(*BOTH_ENDS, strict=True)
    count = 0
    for loose in (0, 1):
        budget = max(4, count // 3) if loose else 10**6
        for stretch in _disjoint(stretches, lots):
            ends = (stretch.start, stretch.end)
            if budget and sum(lots.is_loose(end) for end in ends) == loose and not _is_on_host(ends, lots):
                kind = lots.random.choice(("vague-named", "vague-blind"))
                lots.used |= stretch.links
                budget, count = budget - 1, count + 1
                if not loose:
                    kind = lots.random.choices(kinds, weights)[0]
                    if stretch.start.street == stretch.end.street and kind not in RETURNING:
                        kind = lots.random.choice(RETURNING)
                    if kind == "extension" and min(map(len, stretch.courses)) < 2:
                        kind = "named"  # one link cannot be named in part
                name, deleted = _call(stretch, kind, lots), lots.random.random() < share
                run = _run_past(stretch, name, lots) if kind == "offset" else None
                yield Pick(stretch, name, kind, deleted, run=run)


def _run_past(stretch: Stretch, name: str, lots: Lots) -> Stretch | None:
    """The stretch with what its street goes on past its end, for a share of the offsets, where that is beyond doubt.

    The lot is the name's own: the worlds without such an offset stay as they are.
    """
    run = run_on(stretch, RUN_PAST_M) if Random(name).random() < PAST else None
    if run is None or not lots.used.isdisjoint(run.links - stretch.links):
        return None
    lots.used |= run.links
    return run


def _call(stretch: Stretch, kind: str, lots: Lots) -> str:
    """The name of a pick: an invented one, or its street's own, which no other road then has."""
    if kind != "blind" or stretch.street in lots.own_names or lots.random.random() >= NAMED_IN_PART:
        return lots.invent()
    lots.own_names.add(stretch.street)
    return stretch.street


def _is_on_host(ends: tuple[Meeting, Meeting], lots: Lots) -> bool:
    return any(end.street in lots.hosts for end in ends)


def _pick_notices(ground: Ground, stretches: dict[str, tuple[Stretch, ...]], lots: Lots) -> list[Pick]:
    """Name-blind roads that end on anchors or on one another."""
    chosen: list[Stretch] = []
    for stretch in _disjoint(stretches, lots):
        if not any(lots.is_loose(end) for end in (stretch.start, stretch.end)):
            lots.used |= stretch.links
            chosen.append(stretch)
    chosen = _thinned(ground, _settled(ground, chosen, lots), lots)
    names = {id(stretch): lots.invent() for stretch in chosen}
    share = lots.random.uniform(*DELETED_SHARE)
    picks = []
    for stretch in chosen:
        referred = _referred(ground, stretch, chosen, lots) or ()
        refers_to = frozenset(names[id(each)] for each in referred)
        picks.append(Pick(stretch, names[id(stretch)], "notice", lots.random.random() < share, refers_to))
    return picks


def _settled(ground: Ground, chosen: list[Stretch], lots: Lots) -> list[Stretch]:
    """The stretches whose ends all lie on anchors or on stretches that are themselves among them."""
    while True:
        held = [stretch for stretch in chosen if _referred(ground, stretch, chosen, lots) is not None]
        if len(held) == len(chosen):
            return chosen
        chosen = held


def _thinned(ground: Ground, chosen: list[Stretch], lots: Lots) -> list[Stretch]:
    """As many of them as leave a third that point at others."""
    referring = [stretch for stretch in chosen if _referred(ground, stretch, chosen, lots)]
    surplus = len(referring) - (len(chosen) - len(referring)) // 2
    for stretch in lots.random.sample(referring, len(referring)):
        if surplus <= 0:
            break
        rest = _settled(ground, [each for each in chosen if each is not stretch], lots)
        if len(rest) == len(chosen) - 1:  # nobody pointed at it
            chosen, surplus = rest, surplus - 1
    return chosen


def _referred(ground: Ground, stretch: Stretch, chosen: Sequence[Stretch], lots: Lots) -> tuple[Stretch, ...] | None:
    """The chosen stretches that its ends lie on; None when an end lies on a host where none was chosen."""
    found = []
    for end in (stretch.start, stretch.end):
        if end.street in lots.hosts:
            on = [each for each in chosen if each.street == end.street and end.nodes & _nodes(ground, each)]
            if len(on) != 1:
                return None
            found += on
    return tuple(found)


def _nodes(ground: Ground, stretch: Stretch) -> set[int]:
    return {node for index in stretch.links for node in ground.links[index].nodes}


def _rename(ground: Ground, pick: Pick, lots: Lots, names: list[tuple[str, ...]]) -> None:
    """Gives the links of a pick the names its kind asks for, and sometimes those beside it."""
    if pick.deleted:
        return
    own: tuple[str, ...] = (pick.name,)
    beyond: tuple[int, ...] = ()
    if pick.kind in {"blind", "vague-blind", "notice"}:
        own = ()
        if pick.name != pick.stretch.street:
            share = lots.random.choice((0.0, lots.random.uniform(0.3, 1.5), WHOLE))
            beyond = _beyond(ground, pick.stretch, lots, share)
    elif pick.kind == "part":
        beyond = _beyond(ground, pick.stretch, lots, lots.random.uniform(0.3, 1.5))
    for index in (*pick.links, *beyond):
        names[index] = own
    if pick.run is not None and lots.random.random() < NAMELESS_PAST:
        for index in pick.run.links - pick.stretch.links:
            names[index] = ()
    if pick.kind == "extension":
        share = lots.random.uniform(0.2, 0.6)
        for course in pick.stretch.courses:
            for index in _tail(ground, [index for index, _ in course], share):
                names[index] = ()


def _tail(ground: Ground, course: Sequence[int], share: float) -> Iterator[int]:
    """The last links of a course, about `share` of its length: one at least, and never all."""
    budget = share * sum(ground.links[index].length_m for index in course)
    for index in course[:0:-1]:
        yield index
        budget -= ground.links[index].length_m
        if budget <= ground.links[index].length_m / 2:
            return


def _beyond(ground: Ground, stretch: Stretch, lots: Lots, share: float) -> tuple[int, ...]:
    """Free links by which the host street goes on past the stretch, up to this share of its length."""
    budget = stretch.length_m * share * len(stretch.courses)
    found: list[int] = []
    front = sorted(_nodes(ground, stretch))
    seen = set(front)
    while front and budget > 0:
        node = front.pop(0)
        for index in ground.at_node.get(node, ()):
            link = ground.links[index]
            if link.street == stretch.street and index not in lots.used:
                lots.used.add(index)
                found.append(index)
                budget -= link.length_m
                front += [end for end in (link.nodes[0], link.nodes[-1]) if end not in seen]
                seen |= {link.nodes[0], link.nodes[-1]}
    return tuple(found)


def _notices(ground: Ground, picks: Sequence[Pick], lots: Lots, seed: int) -> Iterator[tuple[Case, ...]]:
    """The picks as cases: those that point at each other in one notice, the others each in its own."""
    teller = Teller(ground, lots, {pick.name: pick for pick in picks})
    groups: list[list[Pick]] = []
    if not any(pick.kind == "notice" for pick in picks):
        groups = [[pick] for pick in picks]
    else:
        units = _units(picks)
        lots.random.shuffle(units)
        for unit in units:
            if groups and len(groups[-1]) + len(unit) <= NOTICE_SIZE:
                groups[-1] += unit
            else:
                groups.append(list(unit))
    for number, group in enumerate(groups, 1):
        lots.random.shuffle(group)
        notice = f"{seed}-{number}"
        yield tuple(teller.tell(pick, notice, ordinal) for ordinal, pick in enumerate(group, 1))


def _units(picks: Sequence[Pick]) -> list[list[Pick]]:
    """Picks joined by reference, directly or by others."""
    unit_of = {pick.name: {pick.name} for pick in picks}
    for pick in picks:
        for other in pick.refers_to:
            if unit_of[other] is not unit_of[pick.name]:
                unit_of[pick.name] |= unit_of[other]
                for name in unit_of[other]:
                    unit_of[name] = unit_of[pick.name]
    units = {id(unit): unit for unit in unit_of.values()}
    return [[pick for pick in picks if pick.name in unit] for unit in units.values()]
