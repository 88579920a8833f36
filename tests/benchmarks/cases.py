"""`Case`: one invented clause about a true stretch, what it says, and what would be right."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random
from typing import Literal

import numpy as np

from gazetteer.entries import Extent, StatedMeasure, Terminus
from gazetteer.events import Place
from gazetteer.notices import DayBasis
from gazetteer.records import Basis, RoadVersion
from gazetteer.times import Day, Period
from tests.benchmarks.ground import Floats

COMPASS = ["北", "东北", "东", "东南", "南", "西南", "西", "西北"]
OPPOSITE = dict(zip(COMPASS, COMPASS[4:] + COMPASS[:4], strict=True))
LOOSE_END_M, END_M = 50.0, 35.0
# What the ends of a road lie on: streets of the map alone; roads of its notice, too; of these one at least was deleted.
Rest = Literal["map", "notice", "deleted"]


@dataclass(frozen=True, eq=False)
class TrueEnd:
    """Where an end truly lies: any of `spots` (lon, lat) is right within `within_m`."""

    text: str
    spots: Floats
    planned: bool = False
    within_m: float = END_M


@dataclass(frozen=True, eq=False)
class Case:
    """One road as told, and its truth. `truth` holds every carriageway in lon, lat from start to end.

    `kind` is the bar it counts for; `deleted`: it was taken out of the extract, so any line for it is wrong.
    `road` is the street of the town it was cut from, by which the bootstrap draws.
    """

    case_id: str
    kind: str
    road: str
    notice: str
    name: str
    start: TrueEnd
    end: TrueEnd
    truth: tuple[Floats, ...]
    true_length_m: float
    deleted: bool
    sides: tuple[str, str]
    stated_length_m: int | None
    stated_width_m: int | None
    rests_on: Rest = "map"

    @property
    def clause(self) -> str:
        """The clause as a notice would print it."""
        measures = [
            f"{word}{metres}米"
            for word, metres in (("长", self.stated_length_m), ("宽", self.stated_width_m))
            if metres is not None
        ]
        said = "、".join(measures)
        start, end = (f"{each.text}（规划）" if each.planned else each.text for each in (self.start, self.end))
        return f"{self.name}：{said}{'，' if said else ''}{self.sides[0]}起{start}，{self.sides[1]}至{end}。"

    @property
    def version(self) -> RoadVersion:
        """The clause as the register would hold it."""
        start, end = (
            Terminus(each.text, side, planned=each.planned)
            for each, side in zip((self.start, self.end), self.sides, strict=True)
        )
        return RoadVersion(
            road_id=self.case_id,
            ordinal=1,
            name=self.name,
            place=Place(),
            extent=Extent(start, end),
            valid=Period(Day.of(date(2021, 5, 26))),
            basis=Basis.ACT,
            valid_from_basis=DayBasis.ISSUED,
            act="Named",
            notice_id=self.notice,
            entry_id=f"{self.notice}-{self.case_id}",
            recorded_at=datetime(2021, 5, 26, tzinfo=UTC),
            length=_measure(self.stated_length_m),
            width=_measure(self.stated_width_m),
        )


def _measure(metres: int | None) -> StatedMeasure | None:
    return None if metres is None else StatedMeasure(f"{metres}米", metres, metres)


def state_length(length_m: float, random: Random) -> int | None:
    """A length as notices state it: 60 % within 2 %, 30 % within 8 %, 10 % wild, to 5 m; 5 % say none."""
    draw, silent = random.random(), random.random() < 0.05
    if draw < 0.6:
        factor = random.gauss(1, 0.02)
    elif draw < 0.9:
        factor = random.gauss(1, 0.08)
    else:
        factor = math.exp(random.gauss(0, 0.25))
    return None if silent else max(5, 5 * round(length_m * factor / 5))


# The carriageway in metres that is usual for a class, and for what is called a lane.
WIDTHS = {
    "trunk": 40,
    "primary": 34,
    "secondary": 26,
    "tertiary": 18,
    "unclassified": 13,
    "residential": 10,
    "living_street": 7,
    "pedestrian": 7,
    "service": 6,
}
LANE_WIDTHS = (3.0, 9.0)
LANES = ("巷", "里", "弄", "胡同")
NO_LANES = frozenset({"trunk", "primary", "secondary", "tertiary"})


def state_width(highway: str, name: str, random: Random) -> int | None:
    """A width as notices state it: widely spread about what is usual, a third between red lines, a twelfth wild.

    What is called a lane, and is no large road, has a lane's. A fifth of the clauses state none. Of `random` it takes
    two draws, whatever comes of it.
    """
    own, silent = Random(random.random()), random.random() < 0.2
    usual = WIDTHS.get(highway.removesuffix("_link"), 10) * math.exp(own.gauss(0, 0.35))
    if name.endswith(LANES) and highway not in NO_LANES:
        usual = own.uniform(*LANE_WIDTHS)
    draw = own.random()
    if draw < 1 / 12:
        usual = math.exp(own.uniform(math.log(3.0), math.log(60.0)))
    elif draw < 1 / 12 + 1 / 3:
        usual *= own.uniform(1.2, 2.2)
    return None if silent else max(3, round(usual))


def name_sides(vector: Sequence[float], random: Random) -> tuple[str, str]:
    """The compass words of start and end of a road that runs along `vector` (east, north); 3 % have one wrong.

    Four words as a rule; the eight only near a diagonal, and there in half of the cases.
    """
    bearing = math.degrees(math.atan2(vector[0], vector[1])) % 360
    eighth = round(bearing / 45) % 8
    is_diagonal = eighth % 2 == 1 and abs(bearing - eighth * 45) < 15 and random.random() < 0.5
    towards = COMPASS[eighth] if is_diagonal else COMPASS[2 * round(bearing / 90) % 8]
    sides = [OPPOSITE[towards], towards]
    if random.random() < 0.03:
        wrong = random.randrange(2)
        sides[wrong] = random.choice([word for word in COMPASS[::2] if word != sides[wrong]])
    return sides[0], sides[1]


def cut_line(line: Floats, metres: Floats, start_m: float, end_m: float) -> Floats:
    """The part of `line` (lon, lat; `metres` the same in a plane) between two measures in metres."""
    steps = np.hypot(*np.diff(metres, axis=0).T)
    along = np.concatenate(([0.0], np.cumsum(steps)))
    inner = line[(along > start_m) & (along < end_m)]
    ends = [[np.interp(at, along, line[:, axis]) for axis in (0, 1)] for at in (start_m, end_m)]
    return np.vstack([ends[:1], inner, ends[1:]])
