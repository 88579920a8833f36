"""Whether words speak of a road, as far as can be told before they are read."""

import re

from gazetteer.act_patterns import CANCELS, CANCELS_NAMED
from gazetteer.name_patterns import ends_as_road
from gazetteer.patterns import SIDE, opening

# 东起 | 长约300 | 宽度均为24 | “N路” | 命名为N: something is said of a road here
_RAISES_ROAD = re.compile(
    opening(
        "东南西北长宽起止路街道巷弄坊同延伸命更改取统变调易并归划注互对交名~经为附”",
        rf"{SIDE}(?:起|至|止|迄)|[长宽]度?(?:均?为|均|：)?约?\d|起于|起点|(?<!起)止点|[路街道巷弄]“|[路街道巷弄坊同]”|[延伸长]线”|(?:互换|对调|交换)的?(?:名称?|路名|街名|地名)|名称?(?:互换|对调|互调)",
        "”(?:应当?|更正|订正|修改|改)为：?“",
        # 望湖路（甲路—乙河） | 经七路位于甲区
        r"[路街巷弄]（[^（），。；]{2,20}(?:—|~|至)[^（），。；]{2,20}）|(?<!.)[经为附][\u3400-\u9fff]{1,3}(?:路|街(?!道)|巷|大道)(?:位于|地处)",
        r"(?:命名|更名|改名|取名|统称|变更|调整)[为成](?!的)|改称|易名|(?:[并归划]入|并[到至])“?[^，。]{2,10}[路街巷道]|改为|注销“|~",
    )
)
# 棉纺路因…灭失，予以销名
_CANCELS_ROAD = re.compile(
    opening("路街巷弄坊", "(?<!道)路|街(?![道巷路])|(?<!街)巷(?!道)|弄|坊")
    + f"[^。；：《]{{0,60}}(?:{CANCELS}(?:[。；，使]|上述|以上|[这该]|$)|注销|销名|废止)"
)
_CANCELS_NAMED = re.compile(CANCELS_NAMED)
_CANCELS = re.compile(opening("注销撤取废作弃停不收", CANCELS))


def raises_road(words: str) -> bool:
    """Whether something is said of a road in these words."""
    if _RAISES_ROAD.search(words):
        return True
    if _CANCELS.search(words) is None:
        return False
    return _CANCELS_ROAD.search(words) is not None or _CANCELS_NAMED.search(words) is not None


def may_be_names(words: str) -> bool:
    """Whether words that begin like boilerplate are names of roads: 经一路, 望湖路、为民街."""
    if (opener := words.find("（", 0, 13)) > 2 and "：" not in words[:opener]:
        words = words[:opener]  # 望江路（旧戏院起至水文站止）
    words = words.rstrip("。；")
    return len(words) <= 40 and not words.endswith("道路") and ends_as_road(words)
