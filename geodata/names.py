"""Names as OSM writes them: the key of `gazetteer.toponyms` without the remarks in brackets that OSM adds to names."""

import re
from functools import lru_cache

from gazetteer.toponyms import comparison_key, read_toponym, road_number

PARTS = ("", "东", "西", "南", "北", "中")
_REMARK = re.compile(r"[（(〔\[].*?[）)〕\]]")
_TRANSLATION = re.compile(r"(?<=[一-鿿])\s+(?=[A-Za-zÀ-ɏ]{2})[A-Za-zÀ-ɏ .,'’-]*$")
_STRETCH = re.compile(r"(?<=[路街道])(?:[东西南北中]|\d)段$")
_AREA = re.compile(r"^[一-鿿]{2,3}[市区县](?=[一-鿿]{4})")
# 地铁2号线望湖路站
_METRO = re.compile(r"^(?:地铁|轻轨)(?:[\d一二三四五六七八九十]+号线)?(?=..)")
# 东风路北延线, 东风路向北延伸段
_EXTENSION = re.compile(r"(?<=[路街道])(?:向?[东西南北]{1,2})?延(?:长|伸)?[线段]?$")
# 京沪线, 京沪高速铁路
_RAILWAY = re.compile(r"(?:(?P<fast>高速铁路|高铁|客运专线)|铁路|线)(?:正?线)?$")
# 望湖路地铁站
_STATION = re.compile(r"(?<=..)(?:地铁|轻轨|火车|高铁)?站$")
# 内环高架路
_ELEVATED = re.compile(r"(?<=..)高架(?:道路|路)$")
_FAST = ("高速", "快速路", "高架路", "高架")


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """The comparison key of a name, remarks off: on a map 人民路(规划) is 人民路, in a notice it need not be.

    Nor is a translation behind it part of it (人民路 Renmin Road), 京州高速公路 is 京州高速, 内环高架路 内环高架.
    """
    bare = _TRANSLATION.sub("", _REMARK.sub("", name).strip())
    return _ELEVATED.sub("高架", comparison_key("".join(bare.split()) or name).replace("高速公路", "高速"))


def whole_key(name: str) -> str:
    """The key of the road that a name tells a stretch of: 人民路 of 人民路东段; of any other name its own."""
    return _STRETCH.sub("", name_key(name))


def map_keys(name: str) -> frozenset[str]:
    """The keys of the roads that bear a name on the map: 人民路东段 is a part of 人民路 too."""
    return frozenset((name_key(name), whole_key(name)))


def is_stretch(one: str, other: str) -> bool:
    """Whether of two names one tells a stretch of the road that bears the other: 人民路东段 and 人民路."""
    keys = name_key(one), name_key(other)
    return keys[0] != keys[1] and (whole_key(one) == keys[1] or whole_key(other) == keys[0])


def place_keys(name: str, kind: str | None = None) -> tuple[str, ...]:
    """The keys under which a place may be told: its own, without the city or district before it (甲市望湖小学), and of
    a station without the word for one (望湖路地铁站). Of a place on the map its `kind` is known."""
    bare = [name, _AREA.sub("", name)]
    if kind in {None, "station"}:
        bare += [_METRO.sub("", _STATION.sub("", each)) for each in bare]
    return tuple(dict.fromkeys(name_key(each) for each in bare))


def rail_key(name: str) -> str | None:
    """The key of a railway, whatever its name calls it: 京沪铁路 of 京沪线; None where no name of one is seen."""
    found = _RAILWAY.search(key := name_key(name))
    return None if found is None else key[: found.start()] + ("高铁" if found["fast"] else "铁路")


def extended_key(name: str) -> str | None:
    """The key of the road that another's name tells an extension of: 东风路 of 东风路北延线; None for other names."""
    found = _EXTENSION.search(key := name_key(name))
    return None if found is None else key[: found.start()]


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
