"""`Wanted`: what a road version asks of the ground, its ends looked up."""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from shapely.geometry.base import BaseGeometry

from gazetteer.records import RoadVersion
from geodata.endpoints import SIDES, Endpoint
from geodata.names import name_key

AXES = {"东西": 90.0, "西东": 90.0, "南北": 0.0, "北南": 0.0} | {
    way: deg for deg, ways in ((45.0, ("东北西南", "西南东北")), (135.0, ("西北东南", "东南西北"))) for way in ways
}


@dataclass(frozen=True, eq=False)
class Wanted:
    """What a version asks of the ground."""

    version: RoadVersion
    keys: frozenset[str]  # of its name, of others it has borne, of the road that it is a stretch of
    start: Endpoint
    end: Endpoint
    via: tuple[frozenset[int], ...] = ()  # junctions of each street on the way
    ground: BaseGeometry | None = None  # of its subdistricts or district and a little more, in plane metres

    @property
    def key(self) -> str:
        """The comparison key of its name."""
        return name_key(self.version.name)

    @property
    def ends(self) -> tuple[Endpoint, Endpoint]:
        return self.start, self.end

    @property
    def stated_m(self) -> float | None:
        """The stated length in metres, if any."""
        length = self.version.length
        return length.value if length is not None and length.value > 0 else None

    @property
    def returns(self) -> bool:
        """Whether it comes back to the street, or the crossing, that it began on."""
        crossings = all(end.kind in {"street", "crossing"} for end in self.ends)
        return crossings and self.start.segments == self.end.segments

    @cached_property
    def axis_deg(self) -> float | None:
        """The bearing of the stated direction (东西走向: 90), either way along it; None where no axis is said."""
        return AXES.get(re.sub("[-—~至]", "", self.version.extent.course or ""))

    @cached_property
    def course_deg(self) -> float | None:
        """The bearing from start to end that the said sides tell; None where no side is said."""
        pulls = []
        for terminus, sign in ((self.version.extent.start, -1.0), (self.version.extent.end, 1.0)):
            if terminus is not None and terminus.side in SIDES:
                angle = np.radians(SIDES[terminus.side])
                pulls.append(sign * np.array([np.sin(angle), np.cos(angle)]))
        if not pulls or not np.any(total := np.sum(pulls, axis=0).round(6)):
            return None
        return float(np.degrees(np.arctan2(*total)) % 360.0)
