"""The administrative areas an Overpass server knows by a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element

import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import NotFoundError
from geodata.overpass_answers import read_things
from geodata.overpass_tiles import Bounds


class AreaNotFoundError(NotFoundError):
    """No administrative area of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"OpenStreetMap 上没有叫“{name}”的行政区。请写全称（如 济南市），或用 --bbox 西,南,东,北 给出范围。",
            f"OpenStreetMap has no administrative area called {name!r}. Write its full name (济南市, say), "
            "or give its bounds with --bbox W,S,E,N.",
        )


class AreaAmbiguousError(NotFoundError):
    """Several administrative areas of that name; the sentence lists them with their bounds."""

    def __init__(self, name: str, areas: tuple["Area", ...]) -> None:
        listed = "; ".join(map(str, areas))
        super().__init__(
            f"有 {len(areas)} 个行政区叫“{name}”：{listed}。请用 --bbox 取其中一个。",
            f"{len(areas)} administrative areas are called {name!r}: {listed}. Take one of them with --bbox.",
        )
        self.areas = areas


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """An administrative area as OpenStreetMap has it. `outline` is None where its boundary is not closed."""

    name: str
    admin_level: str
    relation_id: int
    bounds: Bounds
    outline: BaseGeometry | None

    def __str__(self) -> str:
        return f"{self.name} (relation {self.relation_id}, admin_level {self.admin_level}) --bbox={self.bounds}"


def read_areas(answer: bytes) -> Iterator[Area]:
    """The administrative areas in an answer to `area_query`; one without any place on earth is left out."""
    for thing in read_things(BytesIO(answer)):
        if thing.tag != "relation":
            continue
        tags = {tag.attrib["k"]: tag.attrib["v"] for tag in thing.iterfind("tag")}
        lines = [line for member in thing.iterfind("member") if len(line := _points(member)) > 1]
        bounds = _bounds(thing, lines)
        if bounds is not None:
            name = tags.get("name") or tags.get("name:zh") or tags.get("official_name", "")
            yield Area(name, tags.get("admin_level", "?"), int(thing.attrib["id"]), bounds, _outline(lines, bounds))


def the_area(name: str, answer: bytes) -> Area:
    """The one area of that name in an answer. Raises `AreaNotFoundError`, `AreaAmbiguousError`."""
    areas = tuple(read_areas(answer))
    match areas:
        case ():
            raise AreaNotFoundError(name)
        case (area,):
            return area
        case _:
            raise AreaAmbiguousError(name, areas)


def _points(member: Element) -> list[tuple[float, float]]:
    return [(float(nd.attrib["lon"]), float(nd.attrib["lat"])) for nd in member.iterfind("nd") if "lon" in nd.attrib]


def _bounds(relation: Element, lines: list[list[tuple[float, float]]]) -> Bounds | None:
    said = relation.find("bounds")
    if said is not None:
        west, south, east, north = (float(said.attrib[key]) for key in ("minlon", "minlat", "maxlon", "maxlat"))
        return Bounds(west, south, east, north)
    if not lines:
        return None
    return Bounds(*map(float, shapely.MultiLineString(lines).bounds))


def _outline(lines: list[list[tuple[float, float]]], bounds: Bounds) -> BaseGeometry | None:
    """The area within its boundary; None where the boundary does not close all round."""
    rings = shapely.get_parts(shapely.polygonize([LineString(line) for line in lines]))
    if not len(rings):
        return None
    outline: BaseGeometry = shapely.union_all(rings)
    # A gap leaves a part out, and tiles must not be lost for that.
    whole = Bounds(*map(float, outline.bounds)).polygon.buffer(1e-6).contains(bounds.polygon)
    return outline if whole else None
