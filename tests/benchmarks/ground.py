"""The ground of a benchmark town: links from junction to junction, with their names; made here, not by the resolver."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry import LineString

from geodata.osm import Extract

GEOD = Geod(ellps="WGS84")
Floats = NDArray[np.float64]
_NUMBER = re.compile(r"[A-Za-z]{0,3} ?\d+[A-Za-z]?")
NO_STREET = frozenset({"motorway", "motorway_link", "trunk_link", "primary_link", "secondary_link", "tertiary_link"})
MINOR = frozenset({"service", "footway", "path", "steps", "cycleway", "track", "pedestrian", "living_street"})


@dataclass(frozen=True, eq=False)
class Link:
    """Part of one way between two nodes where something joins; `points` in lon, lat as drawn."""

    row: int
    nodes: tuple[int, ...]
    points: Floats
    length_m: float  # geodesic
    names: tuple[str, ...]
    highway: str
    oneway: int

    @property
    def street(self) -> str | None:
        """The name a notice would use; numbers such as G105 are none."""
        return self.names[0] if self.names and not _NUMBER.fullmatch(self.names[0]) else None


@dataclass(frozen=True, eq=False)
class Ground:
    """An extract's roads as links. `metres` maps lon, lat to a plane good for short distances."""

    extract: Extract
    links: tuple[Link, ...]

    @cached_property
    def middle(self) -> tuple[float, float]:
        west, south, east, north = self.extract.roads.total_bounds
        return (west + east) / 2, (south + north) / 2

    def metres(self, points: Sequence[Sequence[float]] | Floats) -> Floats:
        """`points` (lon, lat) in metres east and north of the middle."""
        lon, lat = self.middle
        scale = np.array([111_319.49 * math.cos(math.radians(lat)), 110_946.26])
        return np.asarray((np.asarray(points, dtype=float) - (lon, lat)) * scale)

    @cached_property
    def at_node(self) -> dict[int, list[int]]:
        """Links by the junction they end at."""
        found: dict[int, list[int]] = defaultdict(list)
        for index, link in enumerate(self.links):
            found[link.nodes[0]].append(index)
            if link.nodes[-1] != link.nodes[0]:
                found[link.nodes[-1]].append(index)
        return dict(found)

    @cached_property
    def places(self) -> dict[int, Floats]:
        """Junctions in metres."""
        ends = {node: link.points[at] for link in self.links for at, node in ((0, link.nodes[0]), (-1, link.nodes[-1]))}
        flat = self.metres(np.array(list(ends.values())))
        return dict(zip(ends, flat, strict=True))

    @cached_property
    def flat(self) -> tuple[LineString, ...]:
        """The links as lines in metres."""
        return tuple(LineString(self.metres(link.points)) for link in self.links)

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Finds among `flat`."""
        return shapely.STRtree(self.flat)

    @cached_property
    def streets(self) -> dict[str, list[int]]:
        """Links by street name."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, link in enumerate(self.links):
            if link.street is not None and link.highway not in NO_STREET:
                found[link.street].append(index)
        return dict(found)

    def named(self, names: Sequence[tuple[str, ...]]) -> "Ground":
        """The same ground with other names, one tuple a link."""
        links = tuple(replace(link, names=new) for link, new in zip(self.links, names, strict=True))
        return Ground(self.extract, links)


def read_ground(extract: Extract) -> Ground:
    """The links of an extract."""
    roads = extract.roads
    uses = Counter(node for nodes in roads.nodes for node in set(nodes))
    twice = {node for nodes in roads.nodes for node, count in Counter(nodes).items() if count > 1}
    links: list[Link] = []
    columns = zip(roads.nodes, roads.geometry, roads.names, roads.highway, roads.oneway, strict=True)
    for row, (nodes, line, names, highway, oneway) in enumerate(columns):
        points = shapely.get_coordinates(line)
        cuts = [i for i, node in enumerate(nodes) if i in (0, len(nodes) - 1) or uses[node] > 1 or node in twice]
        for first, last in pairwise(cuts):
            part = points[first : last + 1]
            length_m = float(GEOD.line_length(part[:, 0], part[:, 1]))
            links.append(Link(row, tuple(nodes[first : last + 1]), part, length_m, tuple(names), highway, oneway))
    return Ground(extract, tuple(links))


def write_extract(ground: Ground, deleted: Iterable[int], digest: str) -> Extract:
    """The ground as an extract without the links `deleted`; links of one way that stay alike stay one way."""
    gone = set(deleted)
    rows: list[dict[str, Any]] = []
    records = ground.extract.roads.to_dict("records")
    kept = ((index, link) for index, link in enumerate(ground.links))
    for (row, names, is_gone), group in groupby(kept, key=lambda each: (each[1].row, each[1].names, each[0] in gone)):
        if is_gone:
            continue
        run = [link for _, link in group]
        nodes = (*(node for link in run for node in link.nodes[:-1]), run[-1].nodes[-1])
        points = np.vstack([*(link.points[:-1] for link in run), run[-1].points[-1:]])
        rows.append({**records[row], "nodes": nodes, "names": names, "geometry": LineString(points)})
    values = {column: [row[column] for row in rows] for column in ground.extract.roads.columns}
    frame = gpd.GeoDataFrame(values, geometry="geometry", crs=ground.extract.roads.crs)
    return replace(ground.extract, roads=frame, digest=digest)
