"""样例镇 (虚构) as an OpenStreetMap extract: numbered nodes, ways and relations, and their XML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from xml.sax.saxutils import quoteattr

from geodata.sample_plan import AREA, BOUNDS, DIVIDE_X, EAST, LANDMARKS, WEST, Point
from geodata.sample_town import Piece, draw_streets, place

FICTION = "虚构：样例镇并不存在"
_FIRST_NODE, _FIRST_WAY, _FIRST_RELATION = 100_001, 1_001, 1
_STAMP = 'version="1" timestamp="2024-12-31T00:00:00Z"'


@dataclass(frozen=True, slots=True)
class Way:
    """An OSM way: ids of its nodes in order; `piece` is what it was drawn from, None for no street."""

    way_id: int
    node_ids: tuple[int, ...]
    tags: tuple[tuple[str, str], ...]
    piece: Piece | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """An OSM relation of ways, all outer."""

    relation_id: int
    way_ids: tuple[int, ...]
    tags: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Town:
    """The whole extract. `nodes`: id, longitude and latitude, tags."""

    nodes: tuple[tuple[int, tuple[float, float], tuple[tuple[str, str], ...]], ...]
    ways: tuple[Way, ...]
    relations: tuple[Relation, ...]

    def location(self, node_id: int) -> tuple[float, float]:
        """Longitude and latitude of a node."""
        return self.nodes[node_id - _FIRST_NODE][1]


class _Numbering:
    """Gives each plan point one node, in the order of first use."""

    def __init__(self) -> None:
        self.node_ids: dict[Point, int] = {}
        self.tags: dict[int, tuple[tuple[str, str], ...]] = {}

    def nodes_of(self, points: Iterable[Point]) -> tuple[int, ...]:
        return tuple(self.node_ids.setdefault(point, _FIRST_NODE + len(self.node_ids)) for point in points)


@cache
def build_town() -> Town:
    """The town's extract, always with the same ids."""
    numbering, way_ids = _Numbering(), count(_FIRST_WAY)
    ways = [
        Way(next(way_ids), numbering.nodes_of(piece.points), tuple(_street_tags(piece)), piece)
        for piece in draw_streets()
    ]
    for landmark in LANDMARKS:
        nodes = numbering.nodes_of(landmark.points)
        if len(nodes) == 1:
            numbering.tags[nodes[0]] = landmark.tags
        else:
            ways.append(Way(next(way_ids), nodes, landmark.tags))
    sides = [Way(next(way_ids), numbering.nodes_of(line), (("boundary", "administrative"),)) for line in _bounds()]
    placed = tuple((node, place(point), numbering.tags.get(node, ())) for point, node in numbering.node_ids.items())
    return Town(placed, (*ways, *sides), tuple(_relations([side.way_id for side in sides])))


def _street_tags(piece: Piece) -> Iterator[tuple[str, str]]:
    street = piece.street
    yield "highway", street.highway
    if street.name is not None:
        is_bridge_name = piece.structure == "bridge" and street.bridge_name is not None
        name = street.bridge_name if is_bridge_name and street.bridge_name else street.name
        yield "name", name
        if street.half_gap is not None:
            yield "name:zh", name
    if street.old_name is not None:
        yield "old_name", street.old_name
    if street.half_gap is not None:
        yield "oneway", "yes"
    if street.lanes is not None:
        yield "lanes", str(street.lanes)
    if street.width is not None and street.half_gap is None:
        yield "width", str(street.width)
    if piece.structure == "roundabout":
        yield "junction", "roundabout"
    elif piece.structure is not None:
        yield piece.structure, "yes"
        yield "layer", str(street.layer or (1 if piece.structure == "bridge" else -1))


def _bounds() -> tuple[tuple[Point, ...], ...]:
    """The western half's outer side, the line between the halves, the eastern half's outer side."""
    west, south, east, north = BOUNDS
    return (
        ((DIVIDE_X, north), (west, north), (west, south), (DIVIDE_X, south)),
        ((DIVIDE_X, south), (DIVIDE_X, 0), (DIVIDE_X, north)),
        ((DIVIDE_X, south), (east, south), (east, north), (DIVIDE_X, north)),
    )


def _relations(sides: list[int]) -> Iterator[Relation]:
    west, middle, east = sides
    members = ((AREA, "6", (west, east)), (WEST, "8", (west, middle)), (EAST, "8", (middle, east)))
    for relation_id, (name, level, way_ids) in enumerate(members, _FIRST_RELATION):
        tags = {"type": "boundary", "boundary": "administrative", "admin_level": level, "name": name}
        yield Relation(relation_id, way_ids, tuple(tags.items()))


def write_osm(town: Town) -> str:
    """The town as OSM XML. Everything in it that is tagged is also noted as 虚构."""
    return "\n".join(_lines(town)) + "\n"


def _lines(town: Town) -> Iterator[str]:
    lons, lats = zip(*(location for _, location, _ in town.nodes), strict=True)
    yield "<?xml version='1.0' encoding='UTF-8'?>"
    yield f'<osm version="0.6" generator="road-gazetteer geodata.sample" copyright={quoteattr(FICTION)}>'
    yield f' <bounds minlat="{min(lats)}" minlon="{min(lons)}" maxlat="{max(lats)}" maxlon="{max(lons)}"/>'
    for node_id, (lon, lat), tags in town.nodes:
        yield from _element("node", f'id="{node_id}" {_STAMP} lat="{lat:.7f}" lon="{lon:.7f}"', (), tags)
    for way in town.ways:
        members = [f'<nd ref="{node_id}"/>' for node_id in way.node_ids]
        yield from _element("way", f'id="{way.way_id}" {_STAMP}', members, way.tags)
    for relation in town.relations:
        members = [f'<member type="way" ref="{way_id}" role="outer"/>' for way_id in relation.way_ids]
        yield from _element("relation", f'id="{relation.relation_id}" {_STAMP}', members, relation.tags)
    yield "</osm>"


def _element(kind: str, head: str, members: Iterable[str], tags: tuple[tuple[str, str], ...]) -> Iterator[str]:
    noted = (*tags, ("note", FICTION)) if tags else ()
    inside = [*members, *(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in noted)]
    if not inside:
        yield f" <{kind} {head}/>"
        return
    yield f" <{kind} {head}>"
    yield from (f"  {line}" for line in inside)
    yield f" </{kind}>"
