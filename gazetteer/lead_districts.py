"""The district that a lead-in names for the roads it announces."""

import re

from gazetteer.divisions import OTHER_ZONE, read_divisions
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
