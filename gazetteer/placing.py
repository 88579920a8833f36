"""Which city a notice counts for, where its own words name only a part of one or none at all."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from gazetteer.errors import AreaError
from gazetteer.readings import Entry, Reading
from gazetteer.schema import roads
from gazetteer.scripts import one_script
from gazetteer.text import Sentence

_TOWNS = ("镇", "乡", "街道")
_DISTRICTS = ("区", "县", "旗")
_PREFECTURE = "地区"


def _rank(area: str) -> int:
    if area.endswith(_PREFECTURE):
        return 2
    return 0 if area.endswith(_TOWNS) else 1 if area.endswith(_DISTRICTS) else 2


def may_lie_in(told: str | None, area: str) -> bool:
    """Whether what a notice names may lie in `area`, by their ranks: 云岭区 in a city, no city in another."""
    return told is None or told == area or _rank(told) < _rank(area)


def names_no_city(area: str | None) -> bool:
    """Whether a notice names no city, or only what never stands alone: 云岭区, 西城街道 (a county or town does)."""
    return area is None or (area.endswith(("区", "街道")) and not area.endswith(_PREFECTURE))


def no_city(area: str | None, cities: Sequence[str]) -> Sentence:
    """What is said of such a notice, kept for `area`; `cities` have roads in a district of that name."""
    few = cities[:_FEW]
    zh = "收文时加 --area（收过的也可再收一次）" + (f"：--area {'、'.join(few)}（有此区的道路）。" if few else "。")
    en = "take it in (also again) with --area" + (
        f": --area {', '.join(few)} (with roads in a district of that name)." if few else "."
    )
    if area is None:
        return Sentence(f"公告没有写明是哪个城市；{zh}", f"The notice does not say which city; {en}")
    return Sentence(
        f"公告只写明{area}，没有写明是哪个城市，因此另列为一地；{zh}",
        f"The notice names {area} alone and no city, so it counts as a place of its own; {en}",
    )


_FEW = 3


def placed(reading: Reading, area: str | None, source: str = "") -> Reading:
    """The reading counted for `area`, the part of it that the notice names being where its roads lie.

    Raises `AreaError` where the notice names another city.
    """
    told = reading.notice.area
    area = None if area is None else one_script(area)
    if area is None or area == told:
        return reading
    if told is None:
        return replace(reading, notice=replace(reading.notice, area=area))
    if not may_lie_in(told, area):
        raise AreaError(source, told, area)
    inside = tuple(_inside(entry, told) for entry in reading.entries)
    return replace(reading, notice=replace(reading.notice, area=area), entries=inside)


def _inside(entry: Entry, told: str) -> Entry:
    """The entry in the division that its notice names, where it says none itself."""
    match _rank(told):
        case 0:
            return entry if entry.subdistricts else replace(entry, subdistricts=(told,))
        case 1:
            return entry if entry.district else replace(entry, district=told)
        case _:
            return entry


def cities_with(connection: Connection, district: str | None) -> tuple[str, ...]:
    """The cities that have roads in a district of this name: which of them is meant, a name alone does not tell."""
    if district is None:
        return ()
    query = select(roads.c.area).where(roads.c.district == district, roads.c.area != district).distinct()
    return tuple(area for area in connection.execute(query.order_by(roads.c.area)).scalars() if area)
