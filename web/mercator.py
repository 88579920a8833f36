"""The unit square of Web Mercator, in which tiles are cut: west and north are 0."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees
_LAST_LATITUDE = 85.05


def to_unit(shapes: Sequence[Any] | NDArray[Any]) -> NDArray[Any]:
    """Shapes in lon/lat carried into the unit square, north up at row 0."""
    return np.asarray(shapely.transform(np.array(shapes, dtype=object), to_unit_points), dtype=object)


def to_unit_points(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points (lon, lat a row) in the unit square."""
    latitude = np.radians(np.clip(degrees[:, 1], -_LAST_LATITUDE, _LAST_LATITUDE))
    return np.column_stack(((degrees[:, 0] + 180) / 360, (1 - np.arcsinh(np.tan(latitude)) / math.pi) / 2))


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """The lon and lat of a point of the unit square."""
    return x * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))
