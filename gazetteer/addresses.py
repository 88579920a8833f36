"""The road of an address: 济南市市中区小山路12号 is on 小山路, where that is a road of the register.

What is written is first looked for as a name as it stands; only where no road is so called is it read as an address.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Connection, select

from gazetteer.among import among
from gazetteer.answers import Answers
from gazetteer.events import Place
from gazetteer.meant import so_called
from gazetteer.name_patterns import GENERIC
from gazetteer.prepared import Prepared
from gazetteer.queries import Hit
from gazetteer.schema import roads
from gazetteer.search import TYPED, Rank
from gazetteer.text import Sentence
from gazetteer.toponyms import names_road

_NUMERAL = r"(?:\d+|[一二三四五六七八九十百]+)"
# 12号 | 甲12号 | 附3号 | 12-3号 | 12之1号院2号楼 ; not 5号路, 3号线
_HOUSE = rf"[附甲乙丙丁戊]?{_NUMERAL}(?:[-－–—~～至之、/]{_NUMERAL})*[号號](?!{GENERIC}|线).*"
# 与丽康路交叉口 | 和丽康路路口东北角 | /丽康路交汇处
_MET = "(?:交(?:叉|汇|会|界)?(?:路?口|处)|相交处|[十丁]字路口|路口|口)"
_CROSSING = rf"[与和跟及、/／].{{2,20}}?{_MET}.{{0,8}}"
# 北段 | 东侧 | 南头 | 附近 | 沿线 | 全段 | 路口
_STRETCH = r"(?:[东西南北中](?:段|侧|头|首|端)|[东西南北]{2}角|附近|沿线|全线|全段|路口)"
# （北段） | (近丽康路)
_ASIDE = r"[（(].*[）)]"
_TAIL = re.compile(rf"{_STRETCH}?(?:{_HOUSE}|{_CROSSING}|{_ASIDE}|\d{{1,5}}|{_STRETCH}|$)")
_RANK = re.compile("(?:省|特别行政区|自治[区州县旗]|地区|街道办事处|街道|[市盟区县旗镇乡])")
_RANKED = re.compile(f".{_RANK.pattern}$")
_UNRANKED = (2, 3, 4)  # characters of a city's name without its rank: 济南小山路
LEAST_UNRANKED = 3  # characters of a road behind it: 中山东路 is no 东路 of 中山
_PROVINCE = "(?:[^省市区县]{2,6}?(?:省|自治区))?"
_ANY_CITY = "(?:[^省市区县]{1,6}?市)?"
_ANY_DISTRICT = "(?:市?[^省市区县旗]{1,6}?[区县旗])?"
_SUBDISTRICT = "(?:街道办事处|街道|镇|乡)"
_ANY_SUBDISTRICT = f"(?:[^省市区县旗]{{1,8}}?{_SUBDISTRICT})?"


@dataclass(frozen=True, slots=True)
class Address:
    """What is written, parted: the divisions before the road, the road, and what stands behind it."""

    lead: str
    road: str
    tail: str


def read_address(text: str) -> Iterator[Address]:
    """The ways to part what is written, the longest road first; none where nothing is left over."""
    text = "".join(text.split())
    if len(text) > TYPED:
        return
    ranked = {0, *(found.end() for found in _RANK.finditer(text))}
    for end in range(len(text), 1, -1):
        if _TAIL.fullmatch(text, end) and names_road(text[:end]):
            for start in sorted({*ranked, *_UNRANKED}):
                least = 2 if start in ranked else LEAST_UNRANKED
                if start + least <= end and (start or end < len(text)):
                    yield Address(text[:start], text[start:end], text[end:])


class OnRoads(NamedTuple):
    """The roads an address is on; with `is_elsewhere` those of the name that do not lie where it says."""

    hits: tuple[Hit, ...]
    is_elsewhere: bool = False


def find_by_address(
    register: Answers, text: str, limit: int, area: str | None = None, district: str | None = None
) -> OnRoads | None:
    """The roads that what is written is an address on; None where it is on no road of the register."""
    elsewhere: OnRoads | None = None
    for address in read_address(text):
        with register.store.reading() as connection:
            places = _places(connection, address.road)
        if not places:
            continue
        # a name is borne in many cities: it is looked for in those that the address may be in
        cities = {one.area for one in places if lies_in(one, address.lead)} if area is None else {area}
        some = [
            hit
            for city in sorted(cities or {None}, key=lambda one: one or "")
            for hit in register.search(address.road, limit, city if address.lead else area, district)
        ]
        found = {hit.version.road_id: hit for hit in some if hit.rank is Rank.SAME}.values()
        here = tuple(_told(hit, address) for hit in found if lies_in(hit.version.place, address.lead))
        if here:
            return OnRoads(here[:limit])
        if found and elsewhere is None and _RANKED.search(address.lead):
            elsewhere = OnRoads(tuple(replace(hit, reason=_elsewhere(address)) for hit in found), True)
    return elsewhere


def find_roads(register: Answers, text: str, limit: int, area: str | None = None) -> tuple[Hit, ...]:
    """The roads of a name, best first; where none is found by it, those that it is an address on."""
    hits = register.search(text, limit, area)
    if hits:
        return hits
    address = find_by_address(register, text, limit, area)
    return address.hits if address is not None else ()


def _places(connection: Connection, name: str) -> set[Place]:
    """The cities and districts of the roads that bear or bore a name."""
    ids = sorted({road_id for road_id, _ in so_called(connection, name)})
    rows = _PLACES.rows(connection, {"road_ids": ids}) if ids else ()
    return {Place(area, district) for area, district in rows}


_PLACES = Prepared(select(roads.c.area, roads.c.district).distinct().where(among(roads.c.road_id, "road_ids")))


def _told(hit: Hit, address: Address) -> Hit:
    """A hit whose reason says what was left out."""
    left_out = [part for part in (address.lead, address.tail) if part]
    zh, en = "".join(f"“{one}”" for one in left_out), ", ".join(left_out)
    return replace(hit, reason=Sentence(f"{hit.reason.zh}，略去{zh}", f"{hit.reason.en}, without {en}"))


def _elsewhere(address: Address) -> Sentence:
    return Sentence(f"“{address.road}”不在“{address.lead}”", f"{address.road} does not lie in {address.lead}")


def lies_in(place: Place, lead: str) -> bool:
    """Whether the divisions before an address may be those of a road: no other city, district or subdistrict.

    One that is not known of the road may be any; what stands above its city too, where that is told.
    """
    city, area = "", place.area or ""
    if area:
        above = "" if area.endswith("市") else _ANY_CITY
        city = f"(?:{_PROVINCE}{above}(?:{re.escape(area)}|{re.escape(_bare(area))}))?"
    districts = [re.escape(one) for one in (place.district, place.zone) if one]
    district = f"(?:{'|'.join(districts)})?" if districts else _ANY_DISTRICT
    below = [f"{re.escape(re.sub(f'{_SUBDISTRICT}$', '', one))}{_SUBDISTRICT}" for one in place.subdistricts]
    subdistrict = f"(?:{'|'.join(below)})?" if below else _ANY_SUBDISTRICT
    return re.fullmatch(city + district + subdistrict, lead) is not None


def _bare(area: str) -> str:
    """A city's name without its rank: 济南."""
    return area[:-1] if area.endswith(("市", "县", "区", "镇")) and len(area) > 2 else area
