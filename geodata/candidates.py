"""`Candidate`: one line a road may be, with where it ends on its walk."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from geodata.graph import Graph
from geodata.outcomes import Alignment
from geodata.walks import Walk

# At a crossing; at an offset or midpoint; as near to an offset as the road goes; at the length; near words.
StopKind = Literal["junction", "told", "short", "cut", "nearest"]


@dataclass(frozen=True, slots=True)
class Stop:
    """One end of a candidate: at a junction, or `short_m` before the outer end of its last segment.

    Its last `past` segments lie beyond the crossing that an offset is told from.
    """

    kind: StopKind
    short_m: float = 0.0
    past: int = 0

    @property
    def at_crossing(self) -> bool:
        """Whether it lies at the crossing it is told by, neither before nor beyond."""
        return not self.short_m and not self.past


AT_JUNCTION = Stop("junction")


@dataclass(frozen=True, eq=False)
class Candidate:
    """One line the road may be, in the described direction."""

    graph: Graph
    walk: Walk
    start: Stop = AT_JUNCTION
    end: Stop = AT_JUNCTION
    drawn: Alignment | None = None  # once it was worth drawing

    @property
    def length_m(self) -> float:
        """As drawn, or from the middle of one junction to the middle of the next."""
        if self.drawn is not None:
            return self.drawn.measured_length_m
        return self.walk.length_m - self.start.short_m - self.end.short_m

    def stop(self, at: int) -> Stop:
        """Its first (0) or last (-1) stop."""
        return self.start if at == 0 else self.end

    def crossing(self, at: int) -> int:
        """The junction by which its first (0) or last (-1) end is told."""
        past = self.stop(at).past
        return self.walk.junctions[past if at == 0 else -1 - past]

    @cached_property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Its two end points in plane metres."""
        return self._end(0, self.start), self._end(-1, self.end)

    def _end(self, at: int, stop: Stop) -> tuple[float, float]:
        walk = self.walk
        left_m = stop.short_m
        order = range(len(walk.segments)) if at == 0 else range(len(walk.segments) - 1, -1, -1)
        for index in order:
            junction = walk.junctions[index if at == 0 else index + 1]
            if left_m <= 0.0:
                east, north = self.graph.places[junction].tolist()
                return east, north
            segment = walk.segments[index]
            if left_m <= self.graph.length_m[segment] or index == order[-1]:
                line = self.graph.lines[segment]
                if (self.graph.ends[segment][0] != junction) != self._runs_backwards(segment):
                    line = line.reverse()
                spot = line.interpolate(min(left_m, line.length))
                return spot.x, spot.y
            left_m -= self.graph.length_m[segment]
        raise AssertionError("a walk has segments")

    def _runs_backwards(self, segment: int) -> bool:
        """Whether the segment's first link is drawn from its second junction."""
        arrays = self.graph.network.arrays
        link = arrays["segment"][segment, 2]
        return bool(arrays["junction"][arrays["start"][link]] != self.graph.ends[segment][0])

    @property
    def is_ring(self) -> bool:
        """Whether it ends where it began."""
        return self.walk.junctions[0] == self.walk.junctions[-1]

    @cached_property
    def course_deg(self) -> float | None:
        """The bearing from its start to its end; a ring has none."""
        if self.is_ring:
            return None
        (x0, y0), (x1, y1) = self.ends
        return float(np.degrees(np.arctan2(x1 - x0, y1 - y0)) % 360.0)

    @property
    def key(self) -> tuple[tuple[int, ...], tuple[int, ...], int, int]:
        """Two candidates with the same key are one line."""
        return self.walk.junctions, self.walk.segments, round(self.start.short_m), round(self.end.short_m)
