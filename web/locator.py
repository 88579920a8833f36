"""A small map without a script: lines on the streets around them, as a drawing in true shape."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from markupsafe import Markup
from numpy.typing import NDArray

from geodata.outcomes import Resolved
from web.mercator import to_unit
from web.tiles import Background

Size = tuple[int, int]
SMALL: Size = (320, 190)
LARGE: Size = (760, 460)
_LEAST = 260 / 40_075_017  # of the window's width, in the unit square: metres of the equator
_AROUND = 1.35  # the window's size in that of what it shows


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape in lon/lat, the class it is drawn as, the name beside it and where it leads."""

    kind: str
    shape: Any
    name: str = ""
    address: str | None = None


def kind_of(found: Resolved) -> str:
    """The class a road's line is drawn as: solid where it is certain, dashed where not."""
    return "certain" if found.confident else "uncertain"


def draw_locator(background: Background | None, drawn: Sequence[Drawn], label: str, size: Size = SMALL) -> Markup:
    """Shapes, later ones on top, on the streets of a background."""
    flat = to_unit([one.shape for one in drawn])
    window = _window(flat, size)
    frame = _Frame(window, size)
    parts = []
    if background is not None:
        near = np.sort(background.street_tree.query(shapely.box(*window)))
        for kind, ranks in (("street minor", (5, 6)), ("street", (1, 2, 3, 4))):
            path = frame.path(background.streets[near[np.isin(background.ranks[near], ranks)]])
            parts.append(Markup('<path class="{}" d="{}"/>').format(kind, path))
    parts += [frame.draw(one, shape) for one, shape in zip(drawn, flat, strict=True)]
    parts += [frame.name(one.name, shape) for one, shape in zip(drawn, flat, strict=True) if one.name]
    return Markup('<svg class="locator" viewBox="0 0 {} {}" role="{}" aria-label="{}">{}</svg>').format(
        *size, "group" if any(one.address for one in drawn) else "img", label, Markup("").join(parts)
    )


def _window(flat: NDArray[Any], size: Size) -> tuple[float, float, float, float]:
    """The part of the unit square to show: all shapes with room around them, in the drawing's form."""
    west, north, east, south = shapely.total_bounds(flat).tolist()
    form = size[0] / size[1]
    width = max((east - west) * _AROUND, (south - north) * _AROUND * form, _LEAST * size[0] / SMALL[0])
    height = width / form
    x, y = (west + east) / 2, (north + south) / 2
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


class _Frame:
    """The window, and its points as pixels."""

    def __init__(self, window: tuple[float, float, float, float], size: Size) -> None:
        west, north, east, _ = window
        self._window = window
        self._origin, self._scale = np.array([west, north]), size[0] / (east - west)

    def path(self, shapes: NDArray[Any]) -> str:
        """The lines of some shapes inside the window as one SVG path."""
        if not len(shapes):
            return ""
        edge = 8 / self._scale
        west, north, east, south = self._window
        cut = shapely.clip_by_rect(shapes, west - edge, north - edge, east + edge, south + edge)
        lines = shapely.get_parts(shapely.simplify(shapely.get_parts(cut), 0.4 / self._scale))
        return "".join("M" + self._points(line) for line in lines if not shapely.is_empty(line))

    def draw(self, one: Drawn, shape: Any) -> Markup:
        """A shape (flat) as it is drawn; a link where it leads somewhere."""
        kind = one.kind
        if shape.geom_type == "Point":
            x, y = self._pixels(shape)[0]
            return Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="14"/>').format(kind, x, y)
        if shape.geom_type in ("Polygon", "MultiPolygon"):
            shape = shapely.boundary(shape)
        path = self.path(np.array([shape], dtype=object))
        casing = Markup('<path class="casing" d="{}"/>').format(path)
        line = casing + Markup('<path class="{}" d="{}"/>').format(kind, path)
        return (
            Markup('<a href="{}" aria-label="{}">{}</a>').format(one.address, one.name, line) if one.address else line
        )

    def name(self, name: str, line: Any) -> Markup:
        """A name beside the middle of a line's longest part."""
        part = max(shapely.get_parts(line), key=lambda each: each.length)
        x, y = self._pixels(shapely.line_interpolate_point(part, 0.5, normalized=True))[0]
        (west, north), (east, south) = self._pixels(part)[[0, -1]]
        upright = abs(south - north) > abs(east - west)
        place = (x + 8, y + 4, "start") if upright else (x, y - 8, "middle")
        return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(*place, name)

    def _points(self, line: Any) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self._pixels(line).tolist())

    def _pixels(self, shape: Any) -> NDArray[np.float64]:
        pixels: NDArray[np.float64] = (shapely.get_coordinates(shape) - self._origin) * self._scale
        return pixels
