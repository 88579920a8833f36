"""Where a road nobody could place must lie: the ground of its subdistricts or district, as the extract has it."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.events import Place
from gazetteer.toponyms import comparison_key

MOSTLY = 0.5  # of a subdistrict lies in its district, however their bounds are drawn
OFFICES = {"街道办事处": "街道", "镇人民政府": "镇", "乡人民政府": "乡"}


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative area whose whole bounds are known."""

    names: tuple[str, ...]
    shape: BaseGeometry  # lon, lat


def find_area(place: Place, divisions: Sequence[Division]) -> BaseGeometry | None:
    """The ground of a road's subdistricts, else of its district; of its city only where no district is stated.

    A name that could be one of several areas is none.
    """
    district = _one(place.district, divisions)
    found = [_one(name, divisions, district) for name in place.subdistricts]
    shapes = [one.shape for one in found if one is not None]
    if shapes and len(shapes) == len(found):
        return shapely.union_all(shapes)
    whole = district if place.district is not None else _one(place.area, divisions)
    return whole.shape if whole is not None else None


def _one(name: str | None, divisions: Sequence[Division], inside: Division | None = None) -> Division | None:
    """The one division of a name, within another where that is known."""
    if name is None:
        return None
    key = _key(name)
    found = [one for one in divisions if key in map(_key, one.names)]
    if inside is not None:
        found = [one for one in found if one.shape.intersection(inside.shape).area > MOSTLY * one.shape.area]
    return found[0] if len(found) == 1 else None


def _key(name: str) -> str:
    """The key of a division's name, whether its office or its ground is named."""
    office = next((office for office in OFFICES if name.endswith(office)), "")
    return comparison_key(name.removesuffix(office) + OFFICES.get(office, ""))
