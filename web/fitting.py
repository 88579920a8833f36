"""How well a road would stand in a drawing: what its ends would meet, and what it would crowd or cross."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from web.groups import Point

Numbers = NDArray[np.float64]
_NEAR = 0.6  # of the gap: nearer than this two roads crowd each other
_SAMPLES = np.linspace(0.0, 1.0, 13)


@dataclass(frozen=True)
class Offers:
    """Places a road may take, as arrays: one row for each."""

    starts: Numbers
    ends: Numbers

    @classmethod
    def of(cls, lines: Sequence[tuple[Point, Point]]) -> "Offers":
        both = np.array(lines, dtype=float)
        return cls(both[:, 0], both[:, 1])

    @cached_property
    def vectors(self) -> Numbers:
        return np.asarray(self.ends - self.starts)

    @cached_property
    def lengths(self) -> Numbers:
        return np.asarray(np.maximum(np.hypot(*self.vectors.T), 1e-9))

    @cached_property
    def samples(self) -> Numbers:
        """Points along each line: rows × samples × 2."""
        return np.asarray(self.starts[:, None] + self.vectors[:, None] * _SAMPLES[None, :, None])

    def turned_deg(self, heading: Point) -> Numbers:
        """How far each turns from a direction, 0 to 180."""
        cosine = np.clip(self.vectors @ np.array(heading) / self.lengths, -1, 1)
        return np.asarray(np.degrees(np.arccos(cosine)))

    def misses(self, point: Point) -> Numbers:
        """How far each line stays from a point."""
        along = np.einsum("nk,nk->n", np.array(point) - self.starts, self.vectors) / self.lengths**2
        nearest = self.starts + np.clip(along, 0, 1)[:, None] * self.vectors
        return np.asarray(np.hypot(*(nearest - np.array(point)).T))

    def crowding(self, line: tuple[Point, Point], gap_m: float, *, meets: bool) -> Numbers:
        """How much of each runs too near a line, or crosses it.

        A road that meets the line may come near once, but not along it, or the two would look like one.
        """
        reach = gap_m * _NEAR
        near = (distances(self.samples, line) < reach).mean(axis=1) * self.lengths
        if not meets:
            return np.asarray(near * 2.5 + np.where(self._crosses(line), gap_m * 6, 0.0))
        angle = self.turned_deg(_unit(line))
        angle = np.minimum(angle, 180 - angle)
        too_flat = np.where(near > 0, np.maximum(30 - angle, 0) / 30, 0.0)
        return np.asarray(np.maximum(near - reach * 1.3, 0.0) + too_flat * gap_m * 1.5)

    def _crosses(self, line: tuple[Point, Point]) -> NDArray[np.bool_]:
        first, last = np.array(line)
        sides = _cross(self.vectors, first - self.starts) * _cross(self.vectors, last - self.starts)
        across = np.broadcast_to(last - first, self.vectors.shape)
        others = _cross(across, self.starts - first) * _cross(across, self.ends - first)
        return np.asarray((sides < 0) & (others < 0))


def distances(points: Numbers, line: tuple[Point, Point]) -> Numbers:
    """How far each point (last axis x, y) is from a line."""
    first, last = np.array(line)
    vector = last - first
    along = ((points - first) @ vector) / max(float(vector @ vector), 1e-9)
    nearest = first + np.clip(along, 0, 1)[..., None] * vector
    return np.asarray(np.hypot(points[..., 0] - nearest[..., 0], points[..., 1] - nearest[..., 1]))


def apart(ends: Numbers, meetings: Sequence[tuple[Point, Point]], heading: Point) -> Numbers:
    """How far each end is from meeting a place where others (point, heading) meet it.

    Roads abreast meet it side by side, others at one point.
    """
    every = []
    for point, other in meetings:
        offsets = ends - np.array(point)
        if abs(heading[0] * other[0] + heading[1] * other[1]) > 0.7:
            aside = np.abs(offsets @ np.array((-heading[1], heading[0])))
            every.append(np.abs(offsets @ np.array(heading)) + 0.2 * aside)
        else:
            every.append(np.hypot(*offsets.T))
    return np.asarray(np.min(every, axis=0))


def _cross(one: Numbers, other: Numbers) -> Numbers:
    return np.asarray(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0])


def _unit(line: tuple[Point, Point]) -> Point:
    (x1, y1), (x2, y2) = line
    size = max(float(np.hypot(x2 - x1, y2 - y1)), 1e-9)
    return (x2 - x1) / size, (y2 - y1) / size
