"""Names as OSM writes them: the key of `gazetteer.toponyms` without the remarks in brackets that OSM adds to names."""

import re
from functools import lru_cache

from gazetteer.toponyms import comparison_key, read_toponym, road_number

PARTS = ("", "东", "西", "南", "北", "中")
_REMARK = re.compile(r"[（(〔\[].*?[）)〕\]]")
_TRANSLATION = re.compile(r"(?<=[一-鿿])\s+(?=[A-Za-zÀ-ɏ]{2})[A-Za-zÀ-ɏ .,'’-]*$")
_STRETCH = re.compile(r"(?<=[路街道])(?:[东西南北中]|\d)段$")
_AREA = re.compile(r"^[一-鿿]{2,3}[市区县](?=[一-鿿]{4})")
_STATION = re.compile(r"(?<=..)(?:地铁|轻轨|火车|高铁)?站$")
_FAST = ("高速", "快速路", "高架路", "高架")


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """The comparison key of a name, remarks off: on a map 人民路(规划) is 人民路, in a notice it need not be.

    Nor is a translation behind it part of it (人民路 Renmin Road), and 京州高速公路 is 京州高速.
    """
    bare = _TRANSLATION.sub("", _REMARK.sub("", name).strip())
    return comparison_key("".join(bare.split()) or name).replace("高速公路", "高速")


def whole_key(name: str) -> str:
    """The key of the road that a name tells a stretch of: 人民路 of 人民路东段; of any other name its own."""
    return _STRETCH.sub("", name_key(name))


def map_keys(name: str) -> frozenset[str]:
    """The keys of the roads that bear a name on the map: 人民路东段 is a part of 人民路 too."""
    return frozenset((name_key(name), whole_key(name)))


def place_keys(name: str, kind: str | None = None) -> tuple[str, ...]:
    """The keys under which a place may be told: its own, without the city or district before it (甲市望湖小学), and of
    a station without the word for one (望湖路地铁站). Of a place on the map its `kind` is known."""
    bare = [name, _AREA.sub("", name)]
    if kind in {None, "station"}:
        bare += [_STATION.sub("", each) for each in bare]
    return tuple(dict.fromkeys(name_key(each) for each in bare))


def kin_key(name: str) -> tuple[str, str, str] | None:
    """What roads that are parts of one have in common, and which part one is: 洸河 and 东 of 洸河东路, "" of 洸河路.

    The second of three is its number: 湖陵二路 and 湖陵三路 are two roads. None where a name has no such parts.
    """
    toponym = read_toponym(name_key(name))
    part = toponym.modifier or ""
    if toponym.generic is None or len(toponym.specific) < 2 or part not in PARTS:
        return None
    return toponym.specific, toponym.ordinal or "", part


def is_fast(key: str) -> bool:
    """Whether what bears a name may be a motorway, by its key."""
    return key.endswith(_FAST)


def is_number(name: str) -> bool:
    """Whether a name is a road number or a mere code, which no authority gives to a street."""
    return road_number(name) is not None or not re.search(r"[^\x00-\x7f]", name)
