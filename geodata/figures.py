"""What is counted of a line, and of a road not being in the extract: figures, each named by what it counts."""

from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np
import shapely

from geodata.candidates import Candidate
from geodata.crs import Floats
from geodata.endings import is_exact, open_kind, runs_on
from geodata.graph import Graph
from geodata.linear import turn_deg
from geodata.walks import JOG_M
from geodata.wanted import Wanted
from geodata.widths import kind_miss, width_miss

# What is counted of a line; the order is that of the columns in a fit.
LINE_FIGURES = (
    "line",  # 1 for every line: how readily any line is believed
    "named",  # share of its length that bears the wanted name
    "part_named",  # 1 where only some of it does
    "other_name",  # share of its length that bears another official name
    "name_elsewhere",  # 1 for a line without the name, where the extract has the name
    "length",  # how surprising the stated length is (0: not at all)
    "length_unsaid",
    "course",  # how far the found direction leaves the sector of the stated sides, 30 degrees count one (`SIDES_WRONG`)
    "turns",  # sharp turns at junctions, 90 degrees count one
    "leaves_straighter",  # junctions where a straighter road of its class is left
    "class_changes",
    "detour",  # log of length over the straight line between the ends
    "runs_on",  # ends at a located street beyond which the same road goes on
    "ends_exact",  # ends at a street that is there and bears its name
    "vague_fit",  # log weight of vague ends at their points
    "open_dead_end",  # ends nobody could locate: at a dead end or where the name ends
    "open_junction",  # … at a junction with nameless roads only
    "open_named_junction",  # … where another named street crosses
    "open_cut",  # … in mid-road, where the stated length is used up
    "width",  # how far the stated width is from what the class is built to
    "service",  # share of its length on service ways: yards, car parks and back lanes
    "kind",  # how far the kind of name (巷, 大道) is from the class
    "via",  # streets on the way that are not met
    "outside",  # share of its length outside the district or subdistricts it is said to lie in
    # the same again, for lines that do not bear the name: there the rest must fit better
    "blind",
    "blind_length",
    "blind_turns",
    "blind_course",
    "blind_open",  # ends nobody could locate
    "blind_runs_on",
    "blind_detour",
    "blind_crowd",  # log(1 + other lines, whatever their names, that fit in length and direction as well)
    "blind_parallel",  # how nearly parallel its two end streets run (1): there a length fits any road between them
    "blind_nameless",  # log of the share of the roads of its class around that bear no name: so common is such a line
    "blind_to_named",  # ends beyond which a named road begins
    "blind_to_nameless",  # ends beyond which another nameless road begins
    "blind_to_kin",  # ends at which a road of a kindred name begins: of 洸河东路 one that meets 洸河路
    "blind_kin_elsewhere",  # 1 where there is a road of a kindred name and the line does not meet it
    "blind_to_own",  # ends beyond which a road of the wanted name begins
)
ABSENCE_FIGURES = (
    "absent",  # 1
    "absent_named",  # a line within bounds bears the name
    "absent_length_unsaid",
    "absent_rivals",  # log(1 + lines within bounds)
    "absent_open_ends",  # ends nobody could locate
)
PARALLEL_UNKNOWN = 0.7  # about the mean over streets
SIDES_WRONG = 1.5  # the most that sides count against a line of the name between both its streets: a right angle


def length_surprise(measured_m: float, stated_m: float) -> float:
    """Minus the log likelihood ratio of a stated length against a perfect one; heavy-tailed, 0 when it fits."""
    miss = abs(np.log(max(measured_m, 1.0) / stated_m))
    # Junctions are places, not points: some metres either way say nothing.
    miss = max(0.0, miss - 4.0 / stated_m)
    spreads = ((0.6, 0.02), (0.3, 0.08), (0.1, 0.25))
    density = sum(share / spread * np.exp(-0.5 * (miss / spread) ** 2) for share, spread in spreads)
    best = sum(share / spread for share, spread in spreads)
    return float(min(-np.log(max(density / best, 1e-9)), 12.0))


def crowd_of(wanted: Wanted, candidates: Sequence[Candidate]) -> frozenset[int]:
    """The middle segments of all lines that fit in length and direction: how easily something fits here."""
    return frozenset(
        each.walk.segments[len(each.walk.segments) // 2] for each in candidates if first_glance(wanted, each) < 3.0
    )


def line_figures(wanted: Wanted, candidate: Candidate, fitting: frozenset[int] = frozenset()) -> list[float]:
    """The figures of one line, in the order of `LINE_FIGURES`; `fitting` is the crowd it stands in."""
    graph, walk = candidate.graph, candidate.walk
    lengths = [graph.length_m[segment] for segment in walk.segments]
    total_m = max(sum(lengths), 1.0)
    bears = [not wanted.keys.isdisjoint(graph.keys[segment]) for segment in walk.segments]
    named, carried = _share(lengths, bears, total_m), _carried(lengths, bears)
    other = _share(
        lengths,
        [bool(graph.main_keys[each]) and not own for each, own in zip(walk.segments, carried, strict=True)],
        total_m,
    )
    turns, left = _turning(graph, candidate, carried)
    ranks = [graph.rank[segment] for segment in walk.segments]
    rank = main_rank(ranks, lengths)
    straight_m = max(float(np.hypot(*np.subtract(*candidate.ends))), 1.0)
    opened = [0.0, 0.0, 0.0, 0.0]
    exact = vague = on = 0.0
    for endpoint, at in ((wanted.start, 0), (wanted.end, -1)):
        if is_exact(endpoint, candidate, at):
            exact += 1.0
            on += runs_on(candidate, at) if candidate.stop(at).at_crossing else 0.0
        elif endpoint.kernel is not None:
            vague += endpoint.kernel.log_weight(candidate.ends[at])
        else:
            opened[open_kind(wanted, candidate, at, endpoint)] += 1.0
    stated_m = wanted.stated_m
    missed = sum(1 for street in wanted.via if street and not street.intersection(walk.junctions))
    surprise = length_surprise(candidate.length_m, stated_m) if stated_m is not None else 0.0
    angle_deg = off_course_deg(wanted, candidate)
    off_course = _off_course(wanted, angle_deg) if angle_deg is not None else 0.0
    if named > 0.9 and exact == 2.0:
        off_course = min(off_course, SIDES_WRONG)  # its name and both its streets say which it is, whatever their sides
    blind = float(named < 0.02)
    detour = max(0.0, float(np.log(max(candidate.length_m, 1.0) / straight_m)))
    if wanted.returns or candidate.is_ring:
        detour = 0.0  # a road that comes back cannot go straight
    crowd = len(fitting.difference(walk.segments))
    return [
        1.0,
        named,
        float(0.02 < named < 0.9),
        other,
        float(named == 0.0 and is_named(graph, wanted)),
        surprise,
        float(stated_m is None),
        off_course,
        turns,
        left,
        float(sum(1 for a, b in pairwise(ranks) if a != b)),
        detour,
        on,
        exact,
        vague,
        *opened,
        width_miss(wanted, rank),
        _share(lengths, [each == 0 for each in ranks], total_m),
        kind_miss(wanted, rank),
        float(missed),
        _outside(wanted, candidate, lengths, total_m),
        blind,
        blind * surprise,
        blind * turns,
        blind * off_course,
        blind * sum(opened),
        blind * on,
        blind * detour,
        blind * float(np.log1p(crowd)),
        *(_figures_of_blind(wanted, candidate, rank) if blind else (0.0,) * 7),
    ]


def _figures_of_blind(wanted: Wanted, candidate: Candidate, rank: int) -> tuple[float, ...]:
    """How parallel its end streets run, how nameless its surroundings are, and what begins beyond its ends."""
    graph, walk = candidate.graph, candidate.walk
    own = set(walk.segments)
    kin = graph.kin(wanted.version.name)
    bearings, named, nameless, kindred, same = [], 0.0, 0.0, 0.0, 0.0
    for endpoint, at in ((wanted.start, 0), (wanted.end, -1)):
        ways = graph.ways[walk.junctions[at]]
        crossed = graph.ways[candidate.crossing(at)]
        bearings += [way.leaves_deg for way in crossed if way.segment in endpoint.segments][:1]
        beyond = [way.segment for way in ways if way.segment not in own and way.segment not in endpoint.segments]
        named += any(graph.main_keys[segment] for segment in beyond)
        nameless += any(not graph.main_keys[segment] and graph.rank[segment] for segment in beyond)
        kindred += not kin.isdisjoint(beyond)
        same += any(not wanted.keys.isdisjoint(graph.keys[segment]) for segment in beyond)
    parallel = abs(float(np.cos(np.radians(bearings[0] - bearings[1])))) if len(bearings) == 2 else PARALLEL_UNKNOWN
    share = graph.nameless(graph.places[list(walk.junctions)].mean(axis=0), rank)
    return parallel, float(np.log(share + 0.05)), named, nameless, kindred, float(bool(kin) and not kindred), same


def absence_figures(wanted: Wanted, lines: Floats) -> list[float]:
    """The figures of the road not being in the extract, in the order of `ABSENCE_FIGURES`; `lines` has a row a line."""
    named = len(lines) > 0 and lines[:, LINE_FIGURES.index("named")].max() > 0.5
    opened = sum(1.0 for end in wanted.ends if not end.located and end.kernel is None)
    return [1.0, float(named), float(wanted.stated_m is None), float(np.log1p(len(lines))), opened]


def figures(wanted: Wanted, candidates: Sequence[Candidate]) -> tuple[Floats, Floats]:
    """The figures of all lines, a row each, and those of absence."""
    fitting = crowd_of(wanted, candidates)
    lines = np.array([line_figures(wanted, each, fitting) for each in candidates]).reshape(-1, len(LINE_FIGURES))
    return lines, np.array(absence_figures(wanted, lines))


def first_glance(wanted: Wanted, candidate: Candidate) -> float:
    """A quick measure of how badly a line fits: its length and direction only."""
    stated_m, angle_deg = wanted.stated_m, off_course_deg(wanted, candidate)
    off = length_surprise(candidate.length_m, stated_m) if stated_m is not None else 0.0
    if angle_deg is not None:
        off += 2.0 - 2.0 * float(np.cos(np.radians(angle_deg)))
    return off


def off_course_deg(wanted: Wanted, candidate: Candidate) -> float | None:
    """The angle between the line's direction and the one told by sides, else by words (东西走向, either way along it).

    None where either has none.
    """
    found = candidate.course_deg
    if found is None:
        return None
    if wanted.course_deg is not None:
        return turn_deg(wanted.course_deg, found)
    if wanted.axis_deg is not None:
        return min(turn_deg(wanted.axis_deg, found), turn_deg(wanted.axis_deg + 180.0, found))
    return None


def _carried(lengths: Sequence[float], bears: Sequence[bool]) -> list[bool]:
    """Which segments belong to the name: those that bear it, and what joins the halves of a staggered crossing."""
    kept = list(bears)
    for own, run in groupby(range(len(bears)), key=lambda at: bears[at]):
        gap = list(run)
        inside = gap[0] > 0 and gap[-1] < len(bears) - 1
        if not own and inside and sum(lengths[at] for at in gap) <= JOG_M:
            kept[gap[0] : gap[-1] + 1] = [True] * len(gap)
    return kept


def _outside(wanted: Wanted, candidate: Candidate, lengths: Sequence[float], total_m: float) -> float:
    if wanted.ground is None:
        return 0.0
    middles = candidate.graph.middles[list(candidate.walk.segments)]
    inside = shapely.contains_xy(wanted.ground, middles[:, 0], middles[:, 1])
    return _share(lengths, (~inside).tolist(), total_m)


def main_rank(ranks: Sequence[int], lengths: Sequence[float]) -> int:
    """The class that most of the length has."""
    metres: dict[int, float] = {}
    for rank, length_m in zip(ranks, lengths, strict=True):
        metres[rank] = metres.get(rank, 0.0) + length_m
    return max(metres, key=lambda rank: (metres[rank], rank))


def is_named(graph: Graph, wanted: Wanted) -> bool:
    """Whether any road of the extract bears the wanted name."""
    return any(key in graph.by_key for key in wanted.keys)


def _share(lengths: Sequence[float], chosen: Sequence[bool], total_m: float) -> float:
    return sum(length for length, taken in zip(lengths, chosen, strict=True) if taken) / total_m


def _off_course(wanted: Wanted, angle_deg: float) -> float:
    """30 degrees outside the sector of the stated sides count one: 45 degrees either way, 25 where they are eight."""
    extent = wanted.version.extent
    eight = any(len(end.side or "") > 1 for end in extent.termini)
    return min(max(0.0, angle_deg - (25.0 if eight else 45.0)) / 30.0, 3.0)


def _turning(graph: Graph, candidate: Candidate, bears: Sequence[bool]) -> tuple[float, float]:
    """Sharp turns on the way (90 degrees count one), and junctions where a straighter like road is left."""
    turns = left = 0.0
    walk = candidate.walk
    for junction, (came, goes), own in zip(walk.junctions[1:], pairwise(walk.segments), pairwise(bears), strict=False):
        if all(own):
            continue  # where the name turns, the road does
        turned, straighter = graph.turning(junction, came, goes)
        turns += max(0.0, turned - 35.0) / 90.0
        left += straighter
    return turns, left
