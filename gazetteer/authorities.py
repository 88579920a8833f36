"""The authority that issues a notice, and the city or town it speaks for."""

import re

from gazetteer.datelines import HAN
from gazetteer.divisions import read_divisions

ORG = (
    r"(?:人民政府(?:办公厅|办公室)?(?:.{1,12}(?:街道办事处|办事处))?|地名委员会(?:办公室)?|委员会(?:办公室)?|管理委员会|管委会|地名办(?:公室)?|民政局|自然资源(?:和规划)?局|规划(?:和自然资源)?局|住房(?:和|与)?城乡建设局|住建局|民政厅"
    r"|建设局|城管局|城市管理局|公安局|办公厅|办公室|街道办事处|区划地名处|地名管理(?:处|办公室)|[\u3400-\u9fff]{1,12}(?:局|厅|委|处|中心|办))"
)
# 济南市人民政府办公厅
AUTHORITY = re.compile(rf"{HAN}{{2,30}}?{ORG}(?:（(?:盖章|印章|章|代章)）)?")
# 山东省济南市人民政府 | 样例镇人民政府
_AREA = re.compile(rf"(?:{HAN}{{2,5}}?(?:省|自治区))?(?P<area>{HAN}{{1,6}}?(?:市|自治县|县|区|旗|镇|乡|街道))")
# 关于面向社会公开征集《西吉县城…
_BEFORE_PLACE = re.compile(
    "^(?:面?向社会)?(?:公开)?(?:征集|征求)?(?:拟|同意|对|公布|印发|调整|规范|命名|确定|部分)*《?"
)
# 吉安市中心城区12条道路…: 市中心 is no part of a place's name
_OF_TOWN = re.compile(
    rf"(?!关于|[我本全该各外])(?P<area>{HAN}{{1,5}}?[市县旗])"
    "(?=(?:中心|主|老|新|建成)?城|市区|部分|新建|境内|道路|街|对|拟|公布|新增|新命名)"
)
_OURS = re.compile("^[我本全该各]?[省市县区镇乡旗]$")  # 全市, 我区: whose is not said


def find_area(authority: str | None, title: str | None) -> str | None:
    """The city or town whose roads a notice names: 济南市 from 济南市人民政府办公厅; else from its title."""
    if authority and (found := _AREA.match(authority)):
        return found["area"]
    for words in (_about_what(title), title):
        divisions = read_divisions(words or "")
        for place in (divisions.city, divisions.district, *divisions.subdistricts):
            if words and place is not None and not _OURS.match(words[slice(*place)]):
                return words[slice(*place)]
        if words and (found := _OF_TOWN.match(words)):
            return found["area"]
    return None


def _about_what(title: str | None) -> str | None:
    if not title:
        return None
    about = title.partition("关于")[2]
    return _BEFORE_PLACE.sub("", about) or None
