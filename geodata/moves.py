"""`Move`: what became of a road's line on a new extract; anchors kept, so that it can be told."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

import orjson
from sqlalchemy import Connection, delete, select

from gazetteer.ground_schema import anchors
from gazetteer.records import RoadVersion
from gazetteer.text import Sentence
from geodata.anchors import Anchor, anchor_of, farthest_m, names_under, reaches_beyond, reanchor
from geodata.names import map_keys, name_key
from geodata.network import RoadNetwork
from geodata.outcomes import Alignment, Resolved

MoveKind = Literal["moved", "vanished", "outside", "named", "unnamed"]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a road's line ran when it was last found, and what the map called it there."""

    road_id: str
    description: str
    snapshot: str
    anchor: Anchor
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A road's line that a new extract draws elsewhere, no longer or under another name, or where it does not reach."""

    kind: MoveKind
    road_id: str
    name: str
    message: Sentence


def find_moves(
    versions: Iterable[RoadVersion], kept: Iterable[Kept], network: RoadNetwork, found: Iterable[Resolved] = ()
) -> list[Move]:
    """What became on this network of the lines found on earlier ones, in the order of the versions.

    `found`: the lines that these roads were given on it.
    """
    before = {(one.road_id, one.description): one for one in kept if one.snapshot != network.digest}
    now = {(one.road_id, one.description): one.alignment for one in found}
    return [
        move
        for version in versions
        if (one := before.get(key := (version.road_id, version.description))) is not None
        for move in _moves(version, one, network, now.get(key))
    ]


def _moves(version: RoadVersion, kept: Kept, network: RoadNetwork, now: Alignment | None) -> Iterator[Move]:
    name, key = version.name, name_key(version.name)
    found = reanchor(kept.anchor, network, now)
    if found.alignment is None and reaches_beyond(kept.anchor, network):
        said = Sentence(
            f"“{name}”原来的线位不在或不全在这份路网的范围内。",
            f"{name} ran outside this extract, or partly so.",
        )
        yield Move("outside", version.road_id, name, said)
        return
    if found.alignment is None and now is not None:
        metres = farthest_m(kept.anchor, now, network)
        said = Sentence(
            f"“{name}”在图上另有线位（离原来的最远约 {metres:.0f} 米）。",
            f"{name} is found on another line now (up to about {metres:.0f} m from where it ran).",
        )
        yield Move("moved", version.road_id, name, said)
        return
    if found.alignment is None:
        said = Sentence(f"“{name}”原来的线位上已没有道路。", f"no road runs any more where {name} ran.")
        yield Move("vanished", version.road_id, name, said)
        return
    if found.change == "moved":
        said = Sentence(
            f"“{name}”在图上移动了约 {found.off_m:.0f} 米。",
            f"{name} was moved by about {found.off_m:.0f} m.",
        )
        yield Move("moved", version.road_id, name, said)
    had, has = (any(key in map_keys(name) for name in names) for names in (kept.names, found.names))
    if has and not had:
        yield Move("named", version.road_id, name, Sentence(f"“{name}”在图上有了名称。", f"{name} now bears its name."))
    elif had and not has:
        said = Sentence(f"“{name}”在图上不再用此名。", f"{name} no longer bears its name on the map.")
        yield Move("unnamed", version.road_id, name, said)


def kept_anchors(connection: Connection, area: str) -> list[Kept]:
    """The anchors of an area's roads."""
    columns = (anchors.c.road_id, anchors.c.description, anchors.c.snapshot, anchors.c.body)
    rows = connection.execute(select(*columns).where(anchors.c.area == area))
    return [Kept(row.road_id, row.description, row.snapshot, *_read(orjson.loads(row.body))) for row in rows]


def anchors_of(lines: Iterable[Resolved], network: RoadNetwork) -> list[Kept]:
    """What to keep of lines found on a network."""
    return [
        Kept(
            line.road_id,
            line.description,
            network.digest,
            anchor_of(line.alignment, network),
            names_under(network, line.alignment),
        )
        for line in lines
    ]


def keep_anchors(connection: Connection, area: str, found: Iterable[Kept]) -> None:
    """Keeps where lines run, in place of where they ran; a road without a line keeps its last anchor."""
    for one in found:
        same = (anchors.c.road_id == one.road_id, anchors.c.description == one.description)
        connection.execute(delete(anchors).where(*same))
        body = orjson.dumps(asdict(one.anchor) | {"names": one.names}).decode()
        row = {"road_id": one.road_id, "description": one.description, "area": area, "snapshot": one.snapshot}
        connection.execute(anchors.insert(), row | {"body": body})


def _read(said: dict[str, Any]) -> tuple[Anchor, tuple[str, ...]]:
    points = tuple((lon, lat) for lon, lat in said["points"])
    streets = tuple(said["start_streets"]), tuple(said["end_streets"])
    return Anchor(*streets, said["bearing_deg"], said["length_m"], points), tuple(said["names"])
