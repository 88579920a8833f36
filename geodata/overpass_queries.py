"""What is asked of an Overpass server, in Overpass QL."""

from collections.abc import Iterable

from geodata.extracts import NAMED_ONLY, NO_ROAD
from geodata.overpass_tiles import Bounds, degrees

TIMEOUT_S = 180
_MAXSIZE = 512 * 2**20  # Overpass's default; asking for more makes a busy server refuse
_SETTINGS = f"[out:xml][timeout:{TIMEOUT_S}][maxsize:{_MAXSIZE}]"
# The levels of 省 to 村; above them is the nation, below them nothing.
_LEVELS = '["admin_level"~"^([4-9]|10)$"]'
_AREA_NAMES = ("name", "name:zh", "official_name")

# What an end of a road may refer to: the values of a key that are asked for (none: any), named ones only.
# It follows geodata.extracts.place_kind; a test holds the two together.
PLACES: dict[str, tuple[str, ...]] = {
    "waterway": ("river", "stream", "canal", "drain", "ditch"),
    "railway": ("rail", "light_rail", "station", "halt"),
    "natural": ("water", "peak", "ridge", "hill", "spring"),
    "barrier": ("gate", "lift_gate", "entrance"),
    "entrance": ("main",),
    "man_made": ("bridge",),
    "place": (),
    "leisure": ("park", "garden", "nature_reserve", "stadium"),
    "amenity": (),
    "landuse": ("residential", "industrial", "commercial", "military"),
    "tourism": (),
    "historic": (),
    "office": (),
    "building": (),
    "public_transport": ("station",),
}
# Wanted without a name too: they are few, and a road ends at "the railway" or "the gate" as often as at a named one.
_NAMELESS = (
    'way["railway"~"^(rail|light_rail)$"]',
    'way["waterway"~"^(river|canal)$"]',
    'node["barrier"~"^(gate|lift_gate|entrance)$"]',
    'node["entrance"="main"]',
)


def area_query(name: str) -> str:
    """The administrative boundaries of that name, with their outlines.

    It asks for the relations themselves rather than Overpass's derived areas, which have no bounds, lag behind, and are
    missing on some mirrors.
    """
    named = (f'rel["boundary"="administrative"]{_LEVELS}["{key}"={_quoted(name)}];' for key in _AREA_NAMES)
    return f"{_SETTINGS};\n(\n{_lines(named)}\n);\nout geom;\n"


def tile_query(tile: Bounds) -> str:
    """Everything an extract needs of one tile: roads, places, divisions.

    Ways come with all of their nodes, inside the tile or not, so that no road breaks at a tile's edge. Relations come
    with those members only that cross the tile: a province's whole boundary is not fetched for a corner of it.
    """
    named, none = "|".join(sorted(NAMED_ONLY)), "|".join(sorted(NAMED_ONLY | NO_ROAD))
    relations = (f'rel["boundary"="administrative"]{_LEVELS};', *(f"rel{wanted};" for wanted in _place_filters()))
    ways = (
        f'way["highway"]["highway"!~"^({none})$"];',
        f'way["highway"~"^({named})$"]["name"];',
        *(f"way{wanted};" for wanted in _place_filters()),
        *(f"{wanted};" for wanted in _NAMELESS if wanted.startswith("way")),
        "way(r.relations);",
    )
    nodes = (
        *(f"node{wanted};" for wanted in _place_filters()),
        *(f"{wanted};" for wanted in _NAMELESS if wanted.startswith("node")),
    )
    box = ",".join(degrees(value) for value in (tile.south, tile.west, tile.north, tile.east))
    return (
        # The global bbox holds for every query below, but not for `>`, which brings the ways' other nodes.
        f"{_SETTINGS}[bbox:{box}];\n"
        f"(\n{_lines(relations)}\n)->.relations;\n"
        f"(\n{_lines(ways)}\n)->.ways;\n"
        f"(\n{_lines(nodes)}\n)->.nodes;\n"
        "(.nodes; .ways; .ways >; .relations;);\n"
        "out body;\n"
    )


def _place_filters() -> Iterable[str]:
    for key, values in PLACES.items():
        yield f'["{key}"~"^({"|".join(values)})$"]["name"]' if values else f'["{key}"]["name"]'


def _quoted(text: str) -> str:
    """An Overpass QL string; nothing in it can end it early."""
    plain = " ".join(text.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _lines(statements: Iterable[str]) -> str:
    return "\n".join(f"  {statement}" for statement in statements)
