"""The wording of names: what a road's ends in, a plan's working name, what is no road, a romanisation."""

import re

from gazetteer.patterns import WORD

# 道路 names end in one of these; the longer form first
GENERIC = (
    r"(?:高架快速路|快速通道|快速路|高架路|高架|大道|大街|胡同|横街|直街|横路|支路|支巷|环线|公路|辅路|[东西南北中]沿"
    r"|通道|小巷|路|街|巷|弄|道|坊|里|沿|段|环|条|横)"
)
GENERIC_LAST = "[路街道巷弄坊里沿段条横]"
# 一横 | 3巷 | 南一段 | 北 : what may follow a generic inside one name (路188号 is a house)
_TAIL = r"(?:[东西南北中]?[一二三四五六七八九十百\d]{1,3}[路街巷弄横段条道里])?"
ROAD = rf"{WORD}{{1,24}}?{GENERIC}{_TAIL}"
# 道路一 | 街路2 | 街一: the number of a road of a list that has no name yet
_NUMBERED_ONE = (
    r"(?:(?:道路|街路|路段|街巷|巷道|街道)[一二三四五六七八九十\dA-Z]{1,3}|[路街巷][一二三四五六七八九十\dA-Z]{1,2})"
)
_NUMBER_ALONE = f"(?:规划|新建|拟建)?{_NUMBERED_ONE}"
# 上奇路（旧） | 三星东路（延长线）: which of two, told in a bracket that is of the name
WHICH_ONE = "（(?:旧|老|[一二三四]期|延长线|延伸线|延长段|延伸段)）"
_ROAD_END = re.compile(
    rf"^{_NUMBER_ALONE}$|[东南西北中内外环一二三四五六七八九十\d]线$"
    rf"|大道[东南西北中]$|[路街道巷](?:[东南西北]{{1,2}})?延(?:长|伸)?(?:线|段)?$|[路街道](?:支线|连接线|联络线)$|{GENERIC}{_TAIL}(?:（[东西南北中\d一二三四五六七八九十]段?）|{WHICH_ONE})?$"
)
# what every name of a road ends with, whatever stands before it; and what else one may end with
_LAST, _LAST_OF_SOME = (
    frozenset("路街巷弄道坊里沿段环条横"),
    frozenset("东南西北中线延长伸号架同）一二三四五六七八九十"),
)

# 无名路 | 暂无路名 | 未命名道路: what stands for the name of a road that has none
NAMELESS = re.compile(
    "(?:无|暂无|尚无|未命名|未定名|待命名)(?:正式|标准)?(?:(?:道路)?(?:名称?|路名|地名)|道路名称)?的?(?:道路|街路|街巷|小巷|巷道|胡同|[路街巷弄道])?"
)


def ends_as_road(words: str) -> bool:
    """Whether words end as the name of a road does."""
    last = words[-1:]
    if last in _LAST:
        return last != "道" or not words.endswith("隧道")
    return (last in _LAST_OF_SOME or last.isdecimal() or "A" <= last <= "Z") and _ROAD_END.search(words) is not None


# 甲路 | 乙胡同, not 丙里 or 丁坊, which estates are called as well
_ONLY_ROAD = re.compile("(?:路|街|巷|大道|胡同|[路街巷](?:[东西南北中]|[东南西北中]?[一二三四五六七八九十]{1,2})段)$")


def ends_as_road_only(words: str) -> bool:
    """Whether words end as the name of a road does, and as that of no estate."""
    return _ONLY_ROAD.search(words) is not None


# 横一路 | 经十二街 | 3号路 | T098#规划道路: what a plan calls a road that has no name yet
WORKING_NAME = re.compile(
    r"(?:规划|拟建|现状)?(?:[东西南北]?[经纬横纵支次主环]{1,2}[一二三四五六七八九十\d]{1,3}(?:号?[路街线道]|大道)?"
    rf"|[\dA-Za-z一二三四五六七八九十]{{1,4}}(?:号(?:路|道路|街|线)|[号#]规划(?:道路|路|街))|{_NUMBERED_ONE})|规划.{{1,10}}"
)
# “两园”11号路 | 园区2号路及延伸段: a name that ends as a number
NUMBERED = re.compile(r"[\dA-Za-z一二三四五六七八九十]{1,6}[号#](?:道?路|街|线)(?:[A-Z]段)?(?:及(?:其)?延[伸长]段)?$")
# 更名前：O | 更名后的名称：N, the name alone
CHANGE_OF_NAME = "(?:更改|更名|改名|变更|更换)"
_NAME_ALONE = rf"“?(?:(?![起至止自由从点]){WORD}){{1,12}}?{GENERIC_LAST}”?(?:[。；]|$|[，、]?{CHANGE_OF_NAME}后)"
ALONE = rf"(?:的?(?:道路)?(?:名称|路名|地名))?：(?={_NAME_ALONE})"
# what is named in the same lists and is no road
OTHER_FEATURE = re.compile(
    r"(?:桥梁?|隧道|立交|广场|公园|小区|花园|[花佳新嘉雅豪御]苑|苑|大厦|公寓|家园|社区|居民[点地]|居民?委员会|[新一-龥]村|站|湖|河|渠|山|岛|闸|码头|港|府|庭|湾"
    r"|楼|墅|邸|寺|区片|片区|园区|城|园|中心|居)$"
)
# 地名标志汉语拼音拼写形式：X | 拼音：X
ROMAN_LABEL = (
    r"(?:地名标志拼写形式：|(?:(?:标准)?地名(?:标志)?)?(?:的)?(?:标准)?(?:汉语拼音|罗马字母|罗马拼音|拼音)(?:字母)?(?:拼写|读写|读音)?"
    r"(?:形式)?(?:为|是)?(?:：|:)?[“\"]?)"
)
_LETTER = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036fɑɡ"
ROMAN = rf"(?:[{_LETTER}'’`´·.\-0-9]*[a-zA-Z\u00c0-\u024fɑ][{_LETTER}'’`´·.\-0-9]+)"
ROMANISED = rf"(?P<roman_label>(?:{ROMAN_LABEL})?)(?P<roman>{ROMAN})(?=[，。；：（）、”’\u3400-\u9fff]|$)"
# 白杨沟路Báiyánggōu Lù, whose blanks are taken out; not 园区路B
ROMAN_BEHIND = re.compile(
    rf"(?<=[\u3400-\u9fff])(?=[^\u3400-\u9fff，。；：、（）]{{4}}){ROMAN}(?=[，。；：、（）“”]|$)"
)
ROMAN_LAST = re.compile(f"{ROMAN}$")
