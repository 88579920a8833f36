"""Coordinate systems: the one place with EPSG codes, geodesic lengths and the local plane geometry is done in.

Everything stored is WGS84 lon, lat in degrees; coordinates in GCJ-02 are brought there on import.
Lengths are geodesic on the ellipsoid; a `Plane` serves for
nearness and angles only, around the middle of one extract.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod, Transformer

WGS84 = "EPSG:4326"
CGCS2000 = "EPSG:4490"  # to WGS84 a null shift of unknown accuracy: recorded, never called metres

GEOD = Geod(ellps="WGS84")
Floats = NDArray[np.float64]

CHINA = (72.004, 0.8293, 137.8347, 55.8271)  # west, south, east, north: where GCJ-02 differs from WGS84
_SEMI_MAJOR_M = 6_378_245.0  # Krasovsky 1940, which GCJ-02 takes
_ECCENTRICITY_2 = 0.00669342162296594323
_CLOSE_DEG = 1e-10  # 0.01 mm
_ROUNDS = 30


def step_lengths_m(lonlat: Floats) -> Floats:
    """Geodesic metres from each point of an (n, 2) array to the next: n - 1 figures."""
    if len(lonlat) < 2:
        return np.zeros(0)
    _, _, steps = GEOD.inv(lonlat[:-1, 0], lonlat[:-1, 1], lonlat[1:, 0], lonlat[1:, 1])
    return np.asarray(steps, dtype=np.float64)


def length_m(lonlat: Floats) -> float:
    """Geodesic length of a line of lon, lat, in metres."""
    return float(step_lengths_m(lonlat).sum())


def to_gcj02(lonlat: Floats) -> Floats:
    """(n, 2) lon, lat in WGS84 → in GCJ-02, the shifted coordinates of Chinese map services. Defined within `CHINA`."""
    lon, lat = np.asarray(lonlat, dtype=np.float64).T
    x, y = lon - 105.0, lat - 35.0
    north = (
        -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y**2
        + 0.1 * x * y
        + 0.2 * np.sqrt(np.abs(x))
        + 2.0 / 3.0 * _waves(x, (6.0, 20.0), (2.0, 20.0))
        + 2.0 / 3.0 * _waves(y, (1.0, 20.0), (1.0 / 3.0, 40.0), (1.0 / 12.0, 160.0), (1.0 / 30.0, 320.0))
    )
    east = (
        300.0
        + x
        + 2.0 * y
        + 0.1 * x**2
        + 0.1 * x * y
        + 0.1 * np.sqrt(np.abs(x))
        + 2.0 / 3.0 * _waves(x, (6.0, 20.0), (2.0, 20.0), (1.0, 20.0), (1.0 / 3.0, 40.0))
        + 2.0 / 3.0 * _waves(x, (1.0 / 12.0, 150.0), (1.0 / 30.0, 300.0))
    )
    flattening = 1.0 - _ECCENTRICITY_2 * np.sin(np.radians(lat)) ** 2
    meridian_m = _SEMI_MAJOR_M * (1.0 - _ECCENTRICITY_2) / flattening**1.5
    parallel_m = _SEMI_MAJOR_M / np.sqrt(flattening) * np.cos(np.radians(lat))
    return np.column_stack((lon + np.degrees(east / parallel_m), lat + np.degrees(north / meridian_m)))


def _waves(along: Floats, *waves: tuple[float, float]) -> Floats:
    """The sum of sines of so many half-waves a degree and so high."""
    total: Floats = np.sum([height * np.sin(often * np.pi * along) for often, height in waves], axis=0)
    return total


def from_gcj02(lonlat: Floats) -> Floats:
    """(n, 2) lon, lat in GCJ-02 → in WGS84: the exact inverse of `to_gcj02`, to 0.01 mm."""
    shifted = np.asarray(lonlat, dtype=np.float64)
    found = shifted.copy()
    for _ in range(_ROUNDS):
        off = to_gcj02(found) - shifted
        found = found - off
        if not off.size or np.abs(off).max() < _CLOSE_DEG:
            break
    return found


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


def plane_near(lon: float, lat: float) -> Plane:
    """A plane whose centre is within 8 km of a point; neighbours have the same one, which PROJ needs 20 ms to make."""
    return _plane(round(lon, 1), round(lat, 1))


@lru_cache(maxsize=256)
def _plane(lon: float, lat: float) -> Plane:
    return Plane(lon, lat)
