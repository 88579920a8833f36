"""Words that end as a division does and are none: a market, an estate's north part, what any quarter or town is."""

import re
from functools import lru_cache

from gazetteer.patterns import any_of

# without one of these nothing below can be said
_HINTS = frozenset("的路巷市区镇乡处旗县道")
_NO_DIVISION = re.compile(
    any_of(
        # 老街巷的早市 | 天下第一镇: told of a place, and no name of one
        "的(?![乡镇]$)|[路巷].*市$|.第[一二三][镇乡]$",
        # 河东夜市 | 永辉超市 | 新兴大都市 (not 成都市)
        "(?:[早夜菜超闹]|[大新]兴?都|[南北]方都|现代都)市$|^(?:城|都|股|花|门|老|集)市$",
        # 天润嘉苑北区 | 教师公寓南区 | 科技学院西区 | 农贸市场东区: a part of an estate, of a school (not 西宁城东区)
        "(?:[苑园居邸墅寓宅厦庭]|新村|小区|社区|公馆|广场|市场|学院|大学|中学|小学|学校|医院|公司|厂)[东南西北中新老][院校]?区$|(?:^|[^二])[一二三四五六七八九十]区$",
        # 机械厂生活区 | 北山安置区 | 西山别墅区 | 湿地保护区: what it is for
        "(?:生活|家属|居民|居住|宿舍|别墅|安置|棚改|回迁|拆迁|改造|移民|商业|办公|仓储|作业|教学|休闲|休息|停车|候车|服务|施工|绿化|湿地|(?:湿地|水源地?|文物|生态)保护|涵养|风貌|核心|启动|防洪|缓冲|隔离|种植|养殖|泄洪|商圈|养老|加油|收费站|试验田|规划|功能|警备|省军)区$",
        "^(?:自然|文化)?保护区$|^(?:中[心央])?商务区$|^(?:[老新旧东南西北]|主)?(?:工业|仓储|[厂院校库]|矿(?<=..))区$|^[营军战港]区$|(?<=.)[院校]区$|地区$|^(?:示范|先行|(?:产业)?集聚|城乡接合)区$",
        # 千年古镇 | 江南名镇 | 温泉水乡 (not 蒙古镇, 清水乡)
        "(?:千年|百年|历史|文化|江南|水乡|特色)(?:文化)?[古水名]镇$|^(?:[重集建古]|建制)镇$|^(?:[家思回下返故他异老侨梦]|老家)乡$|[梦画]里水乡$",
        # 步行街道 | 老街道 | 两侧街道: streets (not 老街道办事处)
        "^.{0,4}(?:步行|热闹|繁华|两侧|门前|村内|区内|内部|沿线|沿途|周边|附近|主要|背街)街道$|^(?:[古老旧新]|小区|社区|城市)街道$",
        # 水库管理处 | 物业管理处: an office, of no ground
        "(?:公园|水库|公路|市政|景区|灌区|物业|园林|河道|水务|水利|环卫|路灯|堤防|市场|房产|绿化|交通|港务|工程|养护|铁路|桥梁|隧道|广场|车站)(?:管理|办事)处$",
        # 东红旗小区 | 五星红旗: a flag (not 红旗区, 正蓝旗)
        ".红旗$|[升插挂国彩军战团队]旗$|^(?:邻|知|州|郡|两|外)县$",
    )
)

# districts of the division codes (GB/T 2260) whose names hold what is a verb, a road or a number elsewhere
_NAMED_AS_GRAMMAR = """
    万全区 二七区 原州区 原阳县 天全县 比如县 犍为县 荥经县 让胡路区 路北区 路南区 路桥区 随县
"""
NAMED_AS_GRAMMAR = frozenset(_NAMED_AS_GRAMMAR.split())


@lru_cache(4096)  # the same few divisions stand in all clauses of a notice
def is_no_division(words: str) -> bool:
    """Whether words that end as a division does are none: 老街巷的早市, 天润嘉苑北区, 水库管理处."""
    return words[-1:] in _HINTS and _NO_DIVISION.search(words) is not None
