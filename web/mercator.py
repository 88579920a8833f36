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
    return np.asarray(shapely.transform(np.array(shapes, dtype=object), _unit), dtype=object)


def _unit(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    latitude = np.radians(np.clip(degrees[:, 1], -_LAST_LATITUDE, _LAST_LATITUDE))
    return np.column_stack(((degrees[:, 0] + 180) / 360, (1 - np.arcsinh(np.tan(latitude)) / math.pi) / 2))
