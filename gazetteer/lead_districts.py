"""The district that a lead-in names for the roads it announces, or a sentence below them for those above it."""

import re
from dataclasses import dataclass

from gazetteer.divisions import OTHER_ZONE, read_divisions, skip_within
from gazetteer.stated_counts import read_count
from gazetteer.text import Condensed, Words

# 连接甲区、乙区和丙区的…: none of them holds for all the roads
_SEVERAL_DISTRICTS = re.compile(
    rf"[区县][、和与及](?:[\u3400-\u9fff]{{1,6}}[区县]|{OTHER_ZONE}|[\u3400-\u9fff]{{2,10}}等)"
)
_BEFORE_DISTRICT = re.compile(
    "(?:^|[，将对在为、]|其中|命名|更名)(?:现将|现就|就|将|对|全|我|同意|原则同意|根据|依据|按照)?"
)
_OFFICES = ("管委会", "管理委员会", "人民政府", "政府", "民政局")  # 会同甲区管委会: who was asked, not where


def district_told(source: Condensed) -> Words | None:
    """The one district that a lead-in names: 将甲区12条道路命名如下; of 甲区7条，乙区5条 neither."""
    words = source.text
    found = [
        divisions.district
        for start in _BEFORE_DISTRICT.finditer(words)
        if (divisions := read_divisions(words, start.end())).district
        and divisions.end < len(words)
        and not words.startswith(_OFFICES, divisions.district[1])
    ]
    if not found or _SEVERAL_DISTRICTS.search(words) or len({words[slice(*at)] for at in found}) > 1:
        return None
    return source.words(*found[0])


# 铁岗区3条 | 甲县境内2条
_COUNTED_THERE = re.compile(r"(?:的|内|境内|辖区|辖区内)?(?:共|计|新)?[一二两三四五六七八九十百\d]{1,4}条")
# 甲区、乙区12条新建道路
_COUNTED_TOGETHER = re.compile(
    rf"[区县旗][、和与及](?:[\u3400-\u9fff]{{1,6}}[区县旗]|{OTHER_ZONE}){_COUNTED_THERE.pattern}"
)


def districts_counted(words: str) -> list[str]:
    """Each district whose roads a lead-in counts, in its order: 对甲区2条…命名；对乙区3条…命名、1条…更名.

    No one where it counts those of several together: 对甲区、乙区12条….
    """
    if _COUNTED_TOGETHER.search(words):
        return []
    return [
        words[slice(*divisions.district)]
        for start in _BEFORE_DISTRICT.finditer(words)
        if (divisions := read_divisions(words, start.end())).district and _COUNTED_THERE.match(words, divisions.end)
    ]


# 上述3条道路均在甲区。 | 以上街巷均位于乙镇辖区内。
_ROADS_ABOVE = re.compile(
    r"(?:上述|以上|前述)(?:(?P<count>[一二两三四五六七八九十百\d]{1,4})条)?(?:新?(?:命名|更名)的?)?"
    r"(?:道路|街路|街巷|路段|路)?(?:名称)?(?:均|都|全部|皆)(?:位于|坐落[于在]|地处|处于|隶?属于?|在)(?P<place>[^，。；：]{2,30})[。；]?"
)


@dataclass(frozen=True, slots=True)
class Above:
    """Where roads lie that were told of above: so many of them, or (None) all under one heading."""

    count: int | None
    district: Words | None
    subdistricts: tuple[Words, ...]


def told_of_above(source: Condensed) -> Above | None:
    """Where the roads told of before this sentence lie, if that is what it says."""
    found = _ROADS_ABOVE.fullmatch(source.text)
    if found is None:
        return None
    divisions = read_divisions(source.text, *found.span("place"))
    if not divisions or skip_within(source.text, divisions.end, found.end("place")) < found.end("place"):
        return None
    count = read_count(found["count"]) if found["count"] else None
    return Above(
        count,
        source.words(*divisions.district) if divisions.district else None,
        tuple(source.words(*at) for at in divisions.subdistricts),
    )


def told_last(source: Condensed) -> tuple[int, Above] | None:
    """Where the last sentence begins and what it says, if it tells where the roads of those before it lie.

    …。以上道路均位于甲区。
    """
    at = max(source.text.rfind(mark, 0, -1) for mark in "。；") + 1
    above = told_of_above(source.part(at, len(source.text))) if at else None
    return (at, above) if above is not None else None
