"""Words that end as a road's name does and are none: what is said of a road, or what any road is."""

import re

from gazetteer.act_patterns import CANCELS, RENAMES
from gazetteer.name_patterns import GENERIC
from gazetteer.numbered_lanes import is_lane
from gazetteer.patterns import SIDE, any_of

# 沱河路改名为洪河路 | 延安路由原… | 甲路和乙路 | 小区西侧道路: words that end as a name does, a clause within them
_HOLDS_CLAUSE = re.compile(
    "(?=[更改易换变调规重注销撤取废作弃停不收并归划纳代合拆命定为分和与及系是内侧旁边前后])"
    + any_of(
        rf"{RENAMES}|{CANCELS}|改称|改叫|易名|[并归划纳]入|并[到至]|取代|代替|合并|拆分|命名|更名|改名|定名|取名|为界|分为|分成|分段",
        "(?<=[路街巷道弄坊])(?:[和与及].*[路街巷道弄坊]|[系是为].{2,})",
        "(?<=.)[内侧旁边前后]部?的?(?:道路|巷道|小巷|通道|路段)$",
    )
)
# 该道路 | 以上道路 | 沥青路 | 次干道: words that end as a name does
_NOT_NAME = re.compile(
    any_of(
        r"(?:曾名|旧称|旧名|古称|原名|其[所余中它他辖名]|所在|以及|被|到).+|.{2,}(?:由|即|为)原.+",
        rf"{SIDE}(?:端|侧|头|面)(?:[接连与至起在]|延).*|[沿跨穿].*[路街巷].*[下上跨]穿?.+|.*(?:铁路|铁道)",
        rf"[小主][路街道]|{GENERIC}|(?:[东南西北中上下前后]{{1,2}}|[新老旧首末])路?段",
        rf"偏{SIDE}.*|{SIDE}跨.*",
        r"(?:该|此|本|这|各)(?:条|段)?(?:道路|路段|路|街|巷|大道).*|道路|路段|街道|街路|街巷|新建道路|规划道路|全线",
        r".*(?:道路|街路|街巷)[一二两三四五六七八九十\d]{1,3}条",
        r"(?:共|有|计|其中)*[一二两三四五六七八九十\d]{1,3}条.{0,8}",
        r".{0,4}(?:新建|部分|命名|更名|以上|以下|上述|下列|市政|城市|其中|主要|其他|其余|所有|全市|全区|相关|有关)"
        r"(?:的)?(?:道路|路|街|巷|街道|路段|街路|支路|巷道|街巷|小巷)",
        rf".{{2,}}[路街巷弄道]{SIDE}(?:邻|临|靠|接|连|抵).{{2,}}",
        rf"{SIDE}起.{{3,}}|以{SIDE}(?:侧|段|部)?[为称].+|{SIDE}侧(?:支路|支巷)",
        rf"{SIDE}(?:抵达?|接|连|达|邻|临|靠).{{3,}}|.*[段分侧](?:仍然?|继续|依旧)(?:称|名|叫|沿用|使用).+",
        r"[由自从].*[路街道巷].+|.+[路街道巷弄]原.{2,}",
        r".*以[东西南北]{1,2}(?:路?段|部分)|.{0,4}(?:平行|相邻|相连|相交|垂直)的?(?:道路|路|街|巷)",
        rf".{{3,}}{SIDE}(?:起|至|止).{{3,}}|.*\d[条个]|.*[区县市镇乡](?:共|有)?[一二两三四五六七八九十]{{1,3}}条",
        r".*(?:主干道|次干道|主干路|次干路)|[^的]{2,12}(?<![大#号向侧前])道路|[纵横]向道路|.*工程|第[一二三四五]段|[一二三四五六七八九十]{1,2}[纵横环][一二三四五六七八九十]{0,2}[纵横环射]?|.*(?:标准|等级)为.+",
        # 重要通道 | 城区主要干道 | 交通要道: what a road is for, no name
        r".{0,6}(?:重要|主要|骨干|便捷|咽喉|必经|必由)(?:性|的|之)?(?:交通|城市|出行|联系)?(?:通道|干道|要道|道路|街道|街巷|路|街)",
        r"[系是为].+[修建造设资]的(?:道路|路|街|巷)",
        r".{0,6}(?:交通|出行|消防|疏散|进出|出入|对外)(?:的|主)?(?:通道|干道|要道)",
        r"(?:沥青|水泥|混凝土|砂石|石板|柏油)(?:道路|路面|路)|.*\d米(?:宽的?)?(?:规划)?[路街巷]",
        # 重名路 | 已有周瑜大道 | 二级街路 | 总路 | 街中有一石牌坊 | 这条路: said of a road, no name of one
        r"(?:重名|同名|同音|谐音|近音|(?:易|容易)?混淆|不规范|易错|生僻)的?(?:道路|街路|路名|街名|路|街|巷)",
        r".*或者.*|(?:紧邻|毗邻|邻近|临近).+|交通干道",
        # 滨河路等城区24条不规范街 | 甲市民政局关于乙路等道 | 巷、胡同
        r"(?:所|各|其)?涉及?(?:道路|路段|路|街|巷)|.+等.{0,8}\d+条.*|.{2,}关于.+|(?:[路街巷弄道]|胡同)(?:、(?:[路街巷弄道里]|胡同))+",
        r"(?:已有|另有|还有|现有|既有).+|[一二三四五]级(?:街路|道路|路|街|巷)|总路|(?:[为是系属]?于?[同另]|[为是系属])一条.+|.+有一[\u3400-\u9fff]{2,}|.*牌坊|.*[这该此]条.+",
        r".+(?:(?:延伸|延长)(?![线段]）?$)|缩短|缩减|截短|[起止终]点.{0,6}移|调整|变更|改[造建]).+|.{2,}[由自从].{2,}至.+|.{2,}至.{2,}道路|.+[路街巷弄坊口处段道站桥头门场园学校院厂村所局]至(?![善德诚远公]).{2,}|.*(?:命名|更名|调整起)的?(?:道路|路|街|巷)",
        r"(?:城市|规划|市政)?(?:主干道|次干道|支路|干道|主干路|次干路|主次干[道路])|.*(?:公里|车道|人行道|知道|报道|渠道|街道|阶段|手段)",
        rf"[起止终讫]{{1,2}}点.+|.+[区县镇乡市]段|{SIDE}{SIDE}向?(?:大?通道|干道|主轴|要道)",
        # 已成一线 | 实为一条 | 两街 | 中段穿越某连接线 | 路段称甲路 | 一批历史街巷 | 养护路段: said of a road
        r"(?:已|仍|实(?:[为系是]|际))(?!.*“).+|.*[为成]同?一[条线体]|[两几数]条?[路街巷道弄]|.{2,}(?:穿[越过]|跨越|途[经径]|横穿|纵穿|贯穿).{2,}",
        r"(?:.{0,3}(?:路段|道路|街道)|[现旧原又俗]?)(?:称(?!心|意)|叫)(?:[为作做]|.{2,}|[路街巷弄道]).*|一[批些].+|(?:部分|.{0,4}历史|老){1,3}(?:街巷|街区|道路)",
        # 该公园东侧为甲路: said of what is no road
        "该(?:公园|桥梁?|广场|建筑|小区|隧道).+",
        # 看看有没有你上班的那条 | 你走过的路 | 家门口的小巷: what a headline asks its readers
        "(?:看看|有没有|是不是|[你您]|[我他咱]们).+|.*(?:有没有|[你您][家的]).+|.*[那哪]条|.{0,6}(?:门口|身边|楼下)的.+",
        r".{0,4}(?:养护|维修|施工|整治|改造|封闭|管制|限行|涉及|更换|绕行|禁停|试点|拥堵)的?(?:路段|道路|街路|街巷|路|街)",
    )
)


# names that hold none of the characters that all of that needs, but for their last
_PLAIN = re.compile(
    "[^更改易换变调规重注销撤取废作弃停不收并归划纳代合拆命定为分和与及系是内侧旁边前后关涉"
    "名称其的在被到要骨便咽必出消疏外对原端头面沿跨穿铁小段偏该此本这各线新部以上下市主有相邻临靠接连抵起由自从平行垂至止条个干程第纵横环"
    "级混沥水砂石柏板米同近音僻错或紧毗交总牌延伸缩减截点移里车人知报渠高架速达全区支已仍实成两几数穿跨途横贯叫批些老史养维施整封管限绕拥通路街巷弄道坊你您我他咱看没不那哪们门]{2,20}[路街巷弄道坊]"
)


def is_no_name(words: str) -> bool:
    """Whether words that end as a name does are none: 其他道路, 次干道."""
    if _PLAIN.fullmatch(words):
        return False
    return _HOLDS_CLAUSE.search(words) is not None or _NOT_NAME.fullmatch(words) is not None


# 新建路 is what works build, and the name of many a road
_NEW_ROADS = ("新建路", "新建街", "新建巷")
# 新建路更名为 | 新建路起止点由… | 新建路：由“… | 新建路因…灭失: what is done to a road that is there
_UPON_NEW_ROAD = re.compile(
    "合并|更名|改名|并入|统一|统称|：?原?(?:起止点|起讫点|[起止]点)?由|[，：]?原?(?:起止点|起讫点|[起止]点)(?:由|[仍均]?不变|原)|起止点|起讫点|(?:予以)?(?:注销|销名|撤销|废止)"
    "|[现均已]{0,2}(?:因|由于)[^。；]{2,30}(?:灭失|拆除|不存在|无存|注销|销名)"
    # 新建路原东起A，西至B；现东起A，西至C | 新建路：东起A，西至B，调整为东起A，西至C
    rf"|[：，]?[原由]?(?:{SIDE}[起至]|[起止自][于点]?)[^。]{{6,60}}?(?:[，；]现(?={SIDE}|[起止为调由])|(?:调整|变更|延伸)为)"
)


def is_new_road(text: str, start: int, end: int) -> bool:
    """Whether 新建路 is a name: one of a list, or what a verb joins or renames."""
    if not text.startswith(_NEW_ROADS, start) or end - start != 3:
        return False
    listed = text[start - 1 : start] in tuple("、和与及") or text[end : end + 1] in tuple("、和与及")
    return listed or _UPON_NEW_ROAD.match(text, end) is not None


# 东铁路, what a city calls a road beside the railway (not 沪昆铁路)
_BY_RAILWAY = re.compile(f"{SIDE}铁路")
# 4号路： the number of the plan, its name behind it
_NUMBER_AHEAD = re.compile(r"(?<![^。；：、.\n])[\dA-Za-z一二三四五六七八九十]{1,3}[号#](?:道路|路|街|线)：$")


def is_road_by_railway(text: str, start: int, end: int) -> bool:
    """Whether 东铁路 is the name of a road: it stands alone behind the number that a plan gave the road."""
    if not text.endswith("铁路", start, end) or text[end : end + 1] not in ("。", "，", "（"):
        return False
    return (
        _BY_RAILWAY.fullmatch(text, start, end) is not None
        and _NUMBER_AHEAD.search(text, max(0, start - 10), start) is not None
    )


def is_no_name_there(text: str, start: int, end: int) -> bool:
    """Whether the words at `start:end` are no name, what stands around them looked at too."""
    by_what_stands_around = (is_new_road, is_lane, is_road_by_railway)
    return is_no_name(text[start:end]) and not any(is_name(text, start, end) for is_name in by_what_stands_around)


def is_called_by_railway(name: str) -> bool:
    """Whether a name is 东铁路, which a road that had a number of the plan may be given."""
    return _BY_RAILWAY.fullmatch(name) is not None


def is_old_new_road(name: str) -> bool:
    """Whether a name is 新建路, which a road that is moved or cancelled may bear, and none that is named."""
    return name in _NEW_ROADS
