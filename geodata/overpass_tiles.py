"""The bounds of a download and the tiles they are cut into."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, isfinite

from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import GazetteerError

TILE_DEG = 0.2  # some 20 km; a city's middle comes to about 20 MB, which a public server gives in half a minute
SMALLEST_DEG = TILE_DEG / 16
# The public servers ask not to be used for whole countries; a prefecture-level city is 2 to 10 square degrees.
LARGEST_DEG2 = 25.0
_NEAR_DEG = 0.01  # a road that marks a boundary may run a little outside it


class BoundsError(GazetteerError):
    """Bounds that cannot be read or are too wide to be asked for."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box in WGS84 degrees; west < east and south < north."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(degrees(value) for value in (self.west, self.south, self.east, self.north))

    @property
    def longer_deg(self) -> float:
        """The longer side."""
        return max(self.east - self.west, self.north - self.south)

    @property
    def polygon(self) -> Polygon:
        return box(self.west, self.south, self.east, self.north)


def degrees(value: float) -> str:
    """Degrees as OSM writes them: up to seven decimals, none of them idle."""
    return f"{value:.7f}".rstrip("0").rstrip(".")


def read_bounds(text: str) -> Bounds:
    """The bounds written as `W,S,E,N`. Raises `BoundsError`."""
    try:
        west, south, east, north = (float(part) for part in text.replace("，", ",").split(","))
    except ValueError:
        raise BoundsError(
            f"读不懂范围“{text}”。请写成 西,南,东,北（经纬度），如 116.9,36.6,117.1,36.7。",
            f"cannot read the bounds {text!r}. Write west,south,east,north in degrees: 116.9,36.6,117.1,36.7.",
        ) from None
    return checked(Bounds(west, south, east, north))


def checked(bounds: Bounds) -> Bounds:
    """The same bounds, if they lie on the earth, are in order and not too wide. Raises `BoundsError`."""
    west, south, east, north = bounds.west, bounds.south, bounds.east, bounds.north
    on_earth = all(map(isfinite, (west, south, east, north))) and west >= -180 and east <= 180
    if not (on_earth and -90 <= south < north <= 90 and west < east):
        raise BoundsError(
            f"范围 {bounds} 不对：次序应为 西,南,东,北，西小于东，南小于北（经度在前）。",
            f"the bounds {bounds} are wrong: west,south,east,north west < east, south < north, longitude first.",
        )
    if (east - west) * (north - south) > LARGEST_DEG2:
        raise BoundsError(
            f"范围 {bounds} 太大，公共服务器不宜。请取全省的 .osm.pbf（如 download.geofabrik.de），"
            "再用 gazetteer osm import 载入。",
            f"the bounds {bounds} are too wide for a public server. Take a province's .osm.pbf "
            "(download.geofabrik.de, say) and load it with gazetteer osm import.",
        )
    return bounds


def cut(bounds: Bounds, outline: BaseGeometry | None = None) -> tuple[Bounds, ...]:
    """Tiles that cover the bounds, from the south-west, none wider than `TILE_DEG`; those off `outline` left out.

    `outline` is the area itself, in WGS84; None: all tiles are wanted.
    """
    columns = ceil(round((bounds.east - bounds.west) / TILE_DEG, 6))
    rows = ceil(round((bounds.north - bounds.south) / TILE_DEG, 6))
    tiles = tuple(_grid(bounds, max(columns, 1), max(rows, 1)))
    if outline is None:
        return tiles
    near = outline.buffer(_NEAR_DEG)
    return tuple(tile for tile in tiles if near.intersects(tile.polygon))


def quarters(tile: Bounds) -> tuple[Bounds, ...]:
    """The four quarters of a tile; none where it is too small for its size to be the trouble."""
    return tuple(_grid(tile, 2, 2)) if tile.longer_deg / 2 >= SMALLEST_DEG * 0.99 else ()


def _grid(bounds: Bounds, columns: int, rows: int) -> Iterator[Bounds]:
    wide, high = bounds.east - bounds.west, bounds.north - bounds.south
    # Neighbours share their edge to the last digit, so that nothing falls between two tiles.
    lons = [*(round(bounds.west + wide * n / columns, 7) for n in range(columns)), bounds.east]
    lats = [*(round(bounds.south + high * n / rows, 7) for n in range(rows)), bounds.north]
    for row in range(rows):
        for column in range(columns):
            yield Bounds(lons[column], lats[row], lons[column + 1], lats[row + 1])
