"""Measures along a line in a metric plane: locate, cut, bearing, distance of a point.

A line is an (n, 2) array of east, north in metres; measures count from its first point (ISO 19148
"distance along"). Bearings are degrees clockwise from north, 0 up to 360.
"""

import numpy as np

from geodata.crs import Floats


class OffTheLineError(ValueError):
    """A measure more than 1 cm outside the line."""

    def __init__(self, measure_m: float, length_m: float) -> None:
        super().__init__(f"measure {measure_m:.2f} m lies outside a line of {length_m:.2f} m")


def measures(line: Floats) -> Floats:
    """The measure of every point of `line`."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    return np.concatenate(([0.0], np.cumsum(steps)))


def located(line: Floats, measure_m: float) -> Floats:
    """The point of `line` at a measure; measures outside are brought to the nearer end."""
    along = measures(line)
    return np.array([np.interp(measure_m, along, line[:, axis]) for axis in (0, 1)])


def cut(line: Floats, start_m: float, end_m: float) -> Floats:
    """The part of `line` between two measures, at least two points. Raises `OffTheLineError`."""
    along = measures(line)
    for measure_m in (start_m, end_m):
        if not -0.01 <= measure_m <= along[-1] + 0.01:
            raise OffTheLineError(measure_m, float(along[-1]))
    inner = line[(along > start_m + 1e-6) & (along < end_m - 1e-6)]
    return np.vstack((located(line, start_m), inner, located(line, end_m)))


def projected(line: Floats, point: Floats) -> tuple[float, float]:
    """Measure of the place of `line` nearest to `point`, and the distance to it, in metres."""
    first, step = line[:-1], np.diff(line, axis=0)
    squared = np.maximum((step**2).sum(axis=1), 1e-12)
    share = np.clip(((point - first) * step).sum(axis=1) / squared, 0.0, 1.0)
    foot = first + share[:, None] * step
    away = np.hypot(*(point - foot).T)
    best = int(away.argmin())
    before = np.hypot(*step[:best].T).sum() if best else 0.0
    return float(before + share[best] * np.sqrt(squared[best])), float(away[best])


def bearing_deg(start: Floats, end: Floats) -> float:
    """The bearing from one point to another."""
    east, north = end - start
    return float(np.degrees(np.arctan2(east, north)) % 360.0)


def turn_deg(first_deg: float, second_deg: float) -> float:
    """How far two bearings lie apart, 0 to 180."""
    return abs((second_deg - first_deg + 180.0) % 360.0 - 180.0)


def outward_deg(line: Floats, reach_m: float = 40.0) -> float:
    """The bearing in which `line` leaves its first point, judged over its first `reach_m` metres."""
    return bearing_deg(line[0], located(line, reach_m))
