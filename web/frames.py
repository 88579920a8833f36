"""`Frame`: one tile's window on the unit square of Web Mercator, and what of lines and areas lies in it."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from web.mercator import Bounds, to_degrees
from web.mvt import EXTENT

MARGIN = 128  # beyond the side, so that wide lines meet at the seam
COARSE = 8  # tile numbers that may be straightened out: half a pixel of a 256-pixel tile

Numbers = NDArray[np.int64]  # points of a part in tile numbers, a row each


class Frame:
    """The tile `zoom`/`column`/`row`."""

    def __init__(self, zoom: int, column: int, row: int) -> None:
        side = 2.0**-zoom
        self._origin, self._scale = np.array([column * side, row * side]), EXTENT / side
        edge = side * MARGIN / EXTENT
        west, north = self._origin
        self._window = (west - edge, north - edge, west + side + edge, north + side + edge)
        self.box = shapely.box(*self._window)
        west, south = to_degrees(self._window[0], self._window[3])
        east, north = to_degrees(self._window[2], self._window[1])
        self.bounds: Bounds = (west, south, east, north)
        self._tolerance = side / EXTENT * COARSE

    def lines(self, shapes: NDArray[Any]) -> Iterator[tuple[int, list[Numbers]]]:
        """The parts of lines inside, with the place of their line among `shapes`; a line outside is left out."""
        if not len(shapes):
            return
        cut = shapely.clip_by_rect(shapely.simplify(shapes, self._tolerance), *self._window)
        parts, owners = shapely.get_parts(cut, return_index=True)
        straight = (shapely.get_dimensions(parts) == 1) & ~shapely.is_empty(parts)
        parts, owners = parts[straight], owners[straight]
        if not len(parts):
            return
        points, of = shapely.get_coordinates(parts, return_index=True)
        pieces = np.split(self._numbers(points), np.flatnonzero(np.diff(of)) + 1)
        found: dict[int, list[Numbers]] = {}
        for owner, piece in zip(owners.tolist(), pieces, strict=True):
            found.setdefault(owner, []).append(piece)
        yield from found.items()

    def rings(self, shape: Any) -> list[Numbers]:
        """The rings of an area inside: of each part the outer one, then its holes."""
        cut = shapely.intersection(shapely.make_valid(shapely.simplify(shape, self._tolerance)), self.box)
        parts = [shapely.orient_polygons(part) for part in shapely.get_parts(cut) if shapely.get_dimensions(part) == 2]
        rings = (ring for part in parts for ring in (part.exterior, *part.interiors))
        return [self._numbers(shapely.get_coordinates(ring)[:-1]) for ring in rings]

    def _numbers(self, points: NDArray[np.float64]) -> Numbers:
        numbers: Numbers = np.rint((points - self._origin) * self._scale).astype(np.int64)
        return numbers
