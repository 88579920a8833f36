"""Looking for an area's roads: outcomes with a person's decisions in their place, and what became of earlier lines."""

from collections.abc import Iterable, Sequence, Set
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from os import cpu_count

from sqlalchemy import Connection

from gazetteer.answers import Answers
from gazetteer.events import LocationDecided
from gazetteer.records import RoadVersion
from gazetteer.text import Sentence
from geodata.anchors import decided
from geodata.moves import Kept, Move, anchors_of, find_moves, keep_anchors, kept_anchors
from geodata.network import RoadNetwork
from geodata.outcomes import Resolution, Resolved, Unresolved
from geodata.parts import WHOLE, Many, solve_here, solve_in_parts


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking: outcomes, what became of lines found on earlier extracts, and where lines now run."""

    found: tuple[Resolution, ...]
    moves: tuple[Move, ...]
    kept: tuple[Kept, ...]

    def keep(self, connection: Connection, area: str) -> None:
        """Keeps the anchors of the lines found."""
        keep_anchors(connection, area, self.kept)


def look(
    register: Answers,
    area: str,
    versions: Sequence[RoadVersion],
    wanted: Set[tuple[str, str]],
    network: RoadNetwork,
    many: Many | None = None,
) -> Looked:
    """Solves all versions, those that bear on one another together; the outcomes are of those `wanted`.

    `many` solves several parts at the same time; processes of this machine where nothing else is given.
    """
    with nullcontext(many) if many is not None else _solvers(len(versions)) as each:
        solved = solve_in_parts(versions, network, each)
    decisions = register.decided_locations({one.road_id for one in versions})
    found = [
        settled(version, one, decisions.get(version.road_id), network)
        for version, one in zip(versions, solved, strict=True)
        if (one.road_id, one.description) in wanted
    ]
    with register.store.reading() as connection:
        earlier = kept_anchors(connection, area)
    moves = find_moves(versions, earlier, network, _lines(found))
    return Looked(tuple(found), tuple(moves), tuple(anchors_of(_lines(found), network)))


def _solvers(count: int) -> AbstractContextManager[Many]:
    """This process for what is one part, else those of this machine; loading them takes longer than few roads do."""
    if count <= WHOLE:
        return nullcontext(solve_here)
    from geodata.spreading import on_processes

    return on_processes(cpu_count() or 1)


def _lines(found: Iterable[Resolution]) -> list[Resolved]:
    return [one for one in found if isinstance(one, Resolved)]


def settled(
    version: RoadVersion, found: Resolution, decision: LocationDecided | None, network: RoadNetwork
) -> Resolution:
    """What a person decided on a road as it is described; else what was found."""
    if decision is None or decision.extent != version.extent:
        return found
    place = decided(version, decision.anchors, network)
    if place is not None:
        return place
    reason = Sentence(
        f"{decision.by}核定的位置在这份路网上没有道路。", f"no road of this network runs where {decision.by} decided."
    )
    return Unresolved(version.road_id, version.description, reason)
