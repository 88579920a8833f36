"""The division that a notice names for all of its roads: in its lead-in, its title, to whom it goes or who signs it."""

import re

from gazetteer.city_ranks import COUNTY_CITIES
from gazetteer.divisions import OTHER_ZONE, ZONES, read_divisions
from gazetteer.mastheads import Masthead
from gazetteer.proofs import Proved
from gazetteer.text import Span, Words, condense

# 位于我街道曲水社区: the authority's own
_OWN_TOWN = re.compile("位于(?:我|本)(?:街道|镇|乡|街)(?!道路)")
# 各乡镇人民政府、街道办事处，市政府有关部门： (not 各县（市、区）人民政府)
_TO_TOWNS = re.compile("(?m)^[ \\u3000]*各(?:管理区、|农场、|有关)?(?:乡|镇|街道)[^\\n。；：]{0,80}：")
_TO_DISTRICTS = re.compile("(?:各|、|，)[^，、]{0,4}(?:县|(?<!管理)(?<!开发)区)(?:、|（|市|县|人民政府)")
_NEAR = 2000  # characters from a notice's beginning: whom it is addressed to stands there
# 、乙区 | 和乙工业园
_MORE_DISTRICTS = re.compile(rf"[、和及与](?:[\u3400-\u9fff]{{1,7}}[区县市]|{OTHER_ZONE})")
_BEFORE = re.compile(r"关于(?:同意|要求|申请|对|命名|调整|公布|确定)?|^|省|市|人民政府|）")

# 新城区39条街路, said by the office of a district: which part of it they lie in
_PART_OF_TOWN = frozenset(("新城区", "新市区", "老城区", "旧城区"))

# 丰泽8条道路正式命名 | 历下新命名12条道路: a headline says the district without its last character
_HEADLINE = re.compile(
    r"(?P<short>[\u3400-\u9fff]{2,4}?)(?:[将拟又再]|新[增添]|增添|添|新?命名|更名)*\d{1,3}条(?:新?(?:道路|街路|街巷|路)|新路名)"
)
# 同意大沥镇“甲路”、“乙路”等5条道路命名: the town before the first name is that of all
_TOWN_BEFORE_NAMES = re.compile(r"(?:同意|批准|[将对])(?=[\u3400-\u9fff]{1,12}(?:镇|乡|街道)的?“)")
_NAMES_COUNTED = re.compile(
    r"的?“[^“”]{2,16}”(?:[、，和及]{1,2}“[^“”]{2,16}”){0,40}等?[一二两三四五六七八九十\d]{1,3}条"
)

Common = tuple[Words | None, tuple[Words, ...]]  # the district and the subdistricts


def common_divisions(
    text: str, head: Masthead, told: Words | None, own: Span, area: str | None, proved: Proved
) -> Common:
    """The district and the subdistricts of all roads of the notice at `own` in `text`.

    `told` is the district its lead-in names; `area` the city or town that names the roads.
    """
    towns: tuple[Words, ...] = ()
    district = proved.words(told)
    for words in (head.title_words, head.request_words, head.authority_words, head.addressee, head.source_words):
        if words is None:
            continue
        found_district, found_towns = _divisions_in(text, words)
        found_district = proved.words(found_district)  # 商请办理城区… names none: the office that writes may
        if not towns and (words is not head.authority_words or _OWN_TOWN.search(own.of(text))):
            towns = found_towns
        if (
            district is not None
            and found_district is not None
            and (district.text.endswith(ZONES) or district.text in _PART_OF_TOWN)
            and not found_district.text.endswith(ZONES)
            and not (found_district.text == area and area.endswith(("县", "旗")))  # a county names roads of its zone
        ):
            district = found_district
        district = district or found_district
    towns = towns or _towns_before_names(text, own)
    district = district or _district_in_headline(text, own)
    city = _city_as_district(text, head, own, area)
    if district is not None and district.text.endswith("城区"):
        before = district.text.removesuffix("城区")
        if f"{before}市" == area or (city is not None and len(before) > 1):
            district = None  # 绵阳城区 of 绵阳市 is no district, nor is 嘉积城区 of 琼海市
    return district or city, towns


def _city_as_district(text: str, head: Masthead, own: Span, area: str | None) -> Words | None:
    """The city itself where it is of the rank of a county, or its notice is addressed to towns alone."""
    if area is None or not (area in COUNTY_CITIES or _is_addressed_to_towns(text, own, area)):
        return None
    said = [words.span for words in (head.title_words, head.authority_words, head.source_words) if words is not None]
    for span in (*said, own):
        source = condense(text, span)
        if (at := source.text.find(area)) >= 0:
            return source.words(at, at + len(area))
    return None


def _towns_before_names(text: str, own: Span) -> tuple[Words, ...]:
    """The one town that stands before the names of all the roads, which are counted behind them."""
    if text.find("“", own.start, min(own.end, own.start + _NEAR)) < 0:
        return ()
    source = condense(text, Span(own.start, min(own.end, own.start + _NEAR)))
    found = []
    for before in _TOWN_BEFORE_NAMES.finditer(source.text):
        divisions = read_divisions(source.text, before.end())
        if len(divisions.subdistricts) == 1 and _NAMES_COUNTED.match(source.text, divisions.end):
            found.append(source.words(*divisions.subdistricts[0]))
    return (found[0],) if len({town.text for town in found}) == 1 else ()


def _district_in_headline(text: str, own: Span) -> Words | None:
    """The district that a headline calls by its short name, where the text below names it whole, and no other."""
    near = Span(own.start, min(own.end, own.start + _NEAR))
    headline = near.of(text).lstrip().partition("\n")[0].strip()
    found = _HEADLINE.match(headline) if len(headline) <= 40 else None
    if found is None:
        return None
    source = condense(text, near)
    places = [source.text.find(found["short"] + rank) for rank in "区县"]
    told = [at for at in places if at >= 0]
    if len(told) != 1 or _MORE_DISTRICTS.match(source.text, told[0] + len(found["short"]) + 1):
        return None
    return source.words(told[0], told[0] + len(found["short"]) + 1)


def _is_addressed_to_towns(text: str, own: Span, area: str) -> bool:
    """Whether a city's notice goes to its towns and to no district or county."""
    if not area.endswith("市"):
        return False
    addressed = _TO_TOWNS.search(text, own.start, min(own.end, own.start + _NEAR))
    return addressed is not None and _TO_DISTRICTS.search(addressed[0]) is None


def _divisions_in(text: str, words: Words) -> Common:
    """The divisions that some words of the head name, those of several districts none."""
    source = condense(text, words.span)
    district: Words | None = None
    towns: tuple[Words, ...] = ()
    for at in reversed([found.end() for found in _BEFORE.finditer(source.text)]):
        divisions = read_divisions(source.text, at)
        if divisions.district and _MORE_DISTRICTS.match(source.text, divisions.end):
            return None, ()  # 甲区、乙区人民政府：
        if divisions.district and district is None:
            district = source.words(*divisions.district)
        if len(divisions.subdistricts) == 1 and not towns:
            towns = (source.words(*divisions.subdistricts[0]),)
    return district, towns
