"""How many roads a heading or a lead-in says there are, and what is done to them: 命名12条、更名3条."""

import re

from gazetteer.actions import Action
from gazetteer.heading_acts import find_action, find_actions
from gazetteer.measures import read_chinese_number

COUNT_WORDS = r"[一二两三四五六七八九十百\d]{1,4}"
# 一个居民住宅区: what is counted is no road
_NO_ROADS = r"[^，。；、：\d]{0,6}?(?:住宅区|居民区|居民点|小区|楼盘|建筑物?|大厦|社区|公园|广场|桥梁?|隧道|立交)"
# （10条） | （12条，其中新命名8条、变更起讫点4条） | 7条 (not 收到名称建议216条)
_COUNTS = re.compile(
    rf"(?<![第每一二两三四五六七八九十百\d])(?!(?<=[是为])一个)(?<!建议|意见|提案|方案|作品|线索)(?P<n>{COUNT_WORDS})(?:条|[个处](?![区县镇乡]|{_NO_ROADS}))(?:（段）)?(?!工作日|月|自然)"
)
# 12条道路予以命名、更名（…）: of either
_OR_ACT = re.compile(
    "(?<=[名整销伸消])、(?=(?:更名|命名|改名|调整|延伸|延长|注销|撤销|取消)(?:[，。；（：、和与及]|$))"
)
# 4条道路命名和2条道路起止点调整
# 新命名10条道路 3条道路销名 | 2条街路命名和旧仓路更名
_SEGMENTS = re.compile(
    rf"[，、；（）。]|[和与及](?={COUNT_WORDS}条)|(?<=命名|更名|改名|销名|注销)[和及](?=[^，。；、条]{{1,12}}[路街巷弄](?:[更改销]名|注销|、|$))"
    rf"|(?<=[路街巷])(?={COUNT_WORDS}条(?:道路|街路|街巷|街道|[路街巷])?(?:拟|被|予以)?(?:[命更改销]名|注销|撤销|调整|延[长伸]))"
)


def read_count(words: str) -> int | None:
    """The count that 14, 十四, 两 or 一百八十一 name, or None."""
    if words.isascii() and words.isdigit():
        return int(words)
    try:
        return int(read_chinese_number(words))
    except (ValueError, KeyError):
        return None


def find_counts(words: str) -> tuple[tuple[Action | None, int], ...]:
    """Every count a heading or lead says, with the action it counts (None: whatever stands under it)."""
    if _COUNTS.search(words) is None:
        return ()
    counts: list[tuple[Action | None, int]] = []
    words = words.replace("命名（更名）", "命（更）名")
    whole, _ = find_action(words)
    since: set[Action] = set()  # 新命名、更名的8条: no one action's
    for segment in _SEGMENTS.split(_OR_ACT.sub("或", words)):
        action, _ = find_action(segment)
        since |= find_actions(segment)
        for found in _COUNTS.finditer(segment):
            number = read_count(found["n"])
            if number is not None:
                counts.append((action if len(since) < 2 else None, number))
                since = set()
    both = "命（更）名" in words  # named or renamed
    if len(counts) == 1 and counts[0][0] is None and not both and len(find_actions(words)) == 1:
        return ((whole, counts[0][1]),)
    return tuple(counts)
