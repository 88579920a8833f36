"""Coordinate systems: the one place with EPSG codes, geodesic lengths and the local plane geometry is done in.

Everything stored is WGS84 lon, lat in degrees. Lengths are geodesic on the ellipsoid; a `Plane` serves for
nearness and angles only, around the middle of one extract.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod, Transformer

WGS84 = "EPSG:4326"
CGCS2000 = "EPSG:4490"  # to WGS84 a null shift of unknown accuracy: recorded, never called metres

GEOD = Geod(ellps="WGS84")
Floats = NDArray[np.float64]


def step_lengths_m(lonlat: Floats) -> Floats:
    """Geodesic metres from each point of an (n, 2) array to the next: n - 1 figures."""
    if len(lonlat) < 2:
        return np.zeros(0)
    _, _, steps = GEOD.inv(lonlat[:-1, 0], lonlat[:-1, 1], lonlat[1:, 0], lonlat[1:, 1])
    return np.asarray(steps, dtype=np.float64)


def length_m(lonlat: Floats) -> float:
    """Geodesic length of a line of lon, lat, in metres."""
    return float(step_lengths_m(lonlat).sum())


@dataclass(frozen=True)
class Plane:
    """A flat metric view around `lon`, `lat`: azimuthal equidistant, true to 1 part in 2,500 within 300 km."""

    lon: float
    lat: float

    @cached_property
    def _transformer(self) -> Transformer:
        flat = f"+proj=aeqd +lat_0={self.lat} +lon_0={self.lon} +ellps=WGS84 +units=m"
        return Transformer.from_crs(WGS84, flat, always_xy=True)

    def to_metres(self, lonlat: Floats) -> Floats:
        """(n, 2) lon, lat in degrees → (n, 2) east, north in metres from the centre."""
        if not len(lonlat):
            return np.zeros((0, 2))
        return np.column_stack(self._transformer.transform(lonlat[:, 0], lonlat[:, 1]))

    def to_degrees(self, metres: Floats) -> Floats:
        """(n, 2) east, north in metres from the centre → (n, 2) lon, lat in degrees."""
        if not len(metres):
            return np.zeros((0, 2))
        return np.column_stack(self._transformer.transform(metres[:, 0], metres[:, 1], direction="INVERSE"))
