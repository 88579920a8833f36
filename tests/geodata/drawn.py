"""Street grids drawn with letters: an extract near 0°N 0°E, one character 100 m wide, one line 100 m (`down_m`) high.

    a-b-c
    |   |
    d   e
    人民路 abc  建设路 ad  >解放路 ce  - be

A street is its name and the letters it passes; `>` makes it one-way along them, `-` leaves it without a name. It is
a tertiary road unless its name is followed by another class: 京州高速!motorway ab.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

import geopandas as gpd
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from gazetteer.entries import Extent, StatedMeasure, Terminus
from gazetteer.events import Place
from gazetteer.notices import DayBasis
from gazetteer.records import Basis, RoadVersion
from gazetteer.times import Day, Period
from geodata.network import RoadNetwork, build_network
from geodata.osm import DIVISION_COLUMNS, PLACE_COLUMNS, ROAD_COLUMNS, Extract, road_row
from geodata.outcomes import Resolution, Resolved
from geodata.resolve import resolve

STEP_DEG = 100 / 111_319.49  # 100 m at the equator
CLAUSE = re.compile(
    r"(?P<name>\w+?)：(?P<s>[东西南北]*)起(?P<start>.+?)，(?P<e>[东西南北]*)(?:止|至)(?P<end>.+?)"
    r"(?:，长(?P<length>[\d.]+)米)?(?:，宽(?P<width>[\d.]+)米)?$"
)


class Drawing:
    """A drawn grid, its extract and network."""

    def __init__(
        self,
        text: str,
        places: Mapping[tuple[str, str], BaseGeometry] | None = None,
        down_m: float = 100.0,
        at: Mapping[str, tuple[float, float]] | None = None,
        divisions: Mapping[str, BaseGeometry] | None = None,
    ) -> None:
        """`at` puts letters (lon, lat) elsewhere than they are drawn."""
        lines = [line for line in text.splitlines() if line.strip()]
        streets = [line for line in lines if re.search(r"(?:^|\s)>?(?:[一-鿿]\S*|-) [a-zA-Z]{2,}", line)]
        self.at: dict[str, tuple[float, float]] = {}
        for down, line in enumerate(line for line in lines if line not in streets):
            for along, letter in enumerate(line):
                if letter.isalpha():
                    self.at[letter] = (along * STEP_DEG, -down * STEP_DEG * down_m / 100.0)
        self.at |= at or {}
        rows = []
        ids = {letter: number for number, letter in enumerate(sorted(self.at), 1)}
        for number, (oneway, name, letters) in enumerate(
            re.findall(r"(>?)(\S+) ([a-zA-Z]{2,})", "  ".join(streets)), 1
        ):
            name, _, highway = name.partition("!")
            tags = (
                {"highway": highway or "tertiary"}
                | ({"oneway": "yes"} if oneway else {})
                | ({} if name == "-" else {"name": name})
            )
            line = LineString([self.at[letter] for letter in letters])
            rows.append(road_row(number, tuple(ids[letter] for letter in letters), tags, line))
        found = [(kind, (name,), shape) for (kind, name), shape in (places or {}).items()]
        areas = [((name,), 6, True, shape) for name, shape in (divisions or {}).items()]
        frames = _frame(rows, ROAD_COLUMNS), _frame(found, PLACE_COLUMNS), _frame(areas, DIVISION_COLUMNS)
        self.extract = Extract(*frames, "虚构", "drawn", "0")
        self.network: RoadNetwork = build_network(self.extract)

    def resolve(self, *clauses: str) -> list[Resolution]:
        """The outcome of each clause (人民路：西起建设路，东止解放路，长400米), as one notice."""
        return resolve([version(clause) for clause in clauses], self.network)

    def path(self, resolution: Resolution) -> str:
        """The letters the first course passes; `?` for a point that is no letter. Status where nothing is drawn."""
        if not isinstance(resolution, Resolved):
            return resolution.status
        return self.letters(resolution.alignment.courses[0].coordinates)

    def letters(self, coordinates: tuple[tuple[float, float], ...]) -> str:
        by_place = {(round(x, 5), round(y, 5)): letter for letter, (x, y) in self.at.items()}
        return "".join(by_place.get((round(x, 5), round(y, 5)), "?") for x, y in coordinates)


def _frame(rows: list[tuple[object, ...]], columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    values = {column: [row[index] for row in rows] for index, column in enumerate(columns)}
    return gpd.GeoDataFrame(values, geometry="geometry", crs="EPSG:4326")


def version(clause: str, road_id: str | None = None) -> RoadVersion:
    """A road version that says what the clause says."""
    said = CLAUSE.match(clause)
    assert said is not None, clause
    start, end = (_terminus(said[text], said[side]) for text, side in (("start", "s"), ("end", "e")))
    return RoadVersion(
        road_id=road_id or said["name"],
        ordinal=1,
        name=said["name"],
        place=Place(district="虚构区"),
        extent=Extent(start, end),
        valid=Period(Day.of(date(2021, 1, 1))),
        basis=Basis.ACT,
        valid_from_basis=DayBasis.ISSUED,
        act="Named",
        notice_id="n",
        entry_id="n-1",
        recorded_at=datetime(2021, 1, 1, tzinfo=UTC),
        length=_measure(said["length"]),
        width=_measure(said["width"]),
    )


def _terminus(text: str, side: str) -> Terminus:
    return Terminus(text.removesuffix("（规划）"), side or None, "规划" in text)


def _measure(text: str | None) -> StatedMeasure | None:
    return None if text is None else StatedMeasure(text, float(text), float(text))
