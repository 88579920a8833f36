"""`Action`, and what the headings and lead-in sentences of a notice hand down to the clauses under them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from gazetteer.actions import Action as Action
from gazetteer.divisions import Divisions, read_divisions
from gazetteer.measures import read_chinese_number
from gazetteer.name_patterns import GENERIC
from gazetteer.no_divisions import is_no_division
from gazetteer.patterns import opening
from gazetteer.text import Words

WordsAt = Callable[[int, int], Words]


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for a clause because of what stands above it."""

    action: Action | None = None
    restored: bool = False
    district: Words | None = None
    subdistricts: tuple[Words, ...] = ()
    zone: Words | None = None
    roads: bool | None = None  # False under 桥梁, 小区, …; None where nothing is said of it
    several: frozenset[Action] = frozenset()  # more acts than one: of which each road, what stands below says

    def under(self, other: "Context") -> "Context":
        """This context with what `other`, a heading below it, says instead."""
        return Context(
            other.action or (None if other.several else self.action),
            other.restored or (self.restored and other.action is None),
            other.district or self.district,
            other.subdistricts or (() if other.district else self.subdistricts),
            other.zone or self.zone,
            self.roads if other.roads is None else other.roads,
            other.several or (self.several if other.action is None else frozenset()),
        )


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: what it hands down, and the number of items it says stand under it."""

    context: Context
    counts: tuple[tuple[Action | None, int], ...] = ()


# longest first; the word decides the action
ACTIONS: tuple[tuple[str, Action], ...] = (
    (
        r"调整起[止讫]点?|(?:变更|调整)(?:道路|街路|街巷)的?起[止讫]点|起[止讫](?:点|位置|范围)(?:的)?(?:调整|变更)|变更起[止讫]点|(?:调整|变更)(?:地名|道路)?要素|(?:地名|道路)要素的?(?:调整|变更)|[止起]点(?:的)?(?:调整|变更)|延[长伸](?![路街巷](?:[等和与及、，。；：（]|$))(?!的(?:[一二两三四五六七八九十百\d]{1,4}条)?(?:新建)?(?:道路|街路|路|街))|调整(?!更?名|(?:部分)?(?:道路|街路|街巷)?(?:的)?(?:名称|路名|地名))",
        Action.EXTENT_CHANGE,
    ),
    (r"恢复命名|恢复(?:(?:原有?|旧|老|历史|传统)?(?:地名|路名|街名|名称)|[原旧老]名)|恢复", Action.NAMING),
    (
        r"(?:名称|路名|地名)的?调整|调整(?:部分)?(?:道路|街路|街巷)?的?(?:名称|路名|地名)|更名|改名|重命名|更改名称|名称变更|变更名称",
        Action.RENAMING,
    ),
    (r"注销|销名|路名消失|消失|作废|停止使用|不再使用|停用|撤销|取消|废止|废弃|废除", Action.ABOLITION),
    (r"更正|勘误", Action.CORRECTION),
    (r"规范(?:地名|道?路名称?|名称)|[起取]新名|新?命(?:（更）)?名|定名|新增|新名|拟名|取名|新建", Action.NAMING),
)
_ACTION = re.compile(
    opening(
        "调起变止延恢名路道地更改重注销消作停不撤取废勘规新命定拟",
        *(f"(?P<a{n}>{pattern})" for n, (pattern, _) in enumerate(ACTIONS)),
    )
)
_COUNT_WORDS = r"[一二两三四五六七八九十百\d]{1,4}"
# 一个居民住宅区: what is counted is no road
_NO_ROADS = r"[^，。；、：\d]{0,6}?(?:住宅区|居民区|居民点|小区|楼盘|建筑物?|大厦|社区|公园|广场|桥梁?|隧道|立交)"
# （10条） | （12条，其中新命名8条、变更起讫点4条） | 7条 (not 收到名称建议216条)
_COUNTS = re.compile(
    rf"(?<![第每一二两三四五六七八九十百\d])(?!(?<=[是为])一个)(?<!建议|意见|提案|方案|作品|线索)(?P<n>{_COUNT_WORDS})(?:条|[个处](?![区县镇乡]|{_NO_ROADS}))(?:（段）)?(?!工作日|月|自然)"
)
# 12条道路予以命名、更名（…）: of either
_OR_ACT = re.compile(
    "(?<=[名整销伸消])、(?=(?:更名|命名|改名|调整|延伸|延长|注销|撤销|取消)(?:[，。；（：、和与及]|$))"
)
# 4条道路命名和2条道路起止点调整
# 新命名10条道路 3条道路销名 | 2条街路命名和旧仓路更名
_SEGMENTS = re.compile(
    rf"[，、；（）。]|[和与及](?={_COUNT_WORDS}条)|(?<=命名|更名|改名|销名|注销)[和及](?=[^，。；、条]{{1,12}}[路街巷弄](?:[更改销]名|注销|、|$))"
    rf"|(?<=[路街巷])(?={_COUNT_WORDS}条(?:道路|街路|街巷|街道|[路街巷])?(?:拟|被|予以)?(?:[命更改销]名|注销|撤销|调整|延[长伸]))"
)
_BRACKET = re.compile(
    rf"（(?:共|计|合计|其中|含)?[^（）]{{0,12}}?{_COUNT_WORDS}(?:条|个|处|座)(?:（段）)?[^（）]{{0,40}}）"
)
_FILL = re.compile(
    rf"(?:关于|建议|申请|同意|审[定批]|登记|表[一二三四五六七八九十\d]{{1,2}}|共|计|拟|新|补充|增补|(?:原(?:公告|通知|通告|批复|文件)中?)?(?:漏列|遗漏)|规范|统一|标准化|的|及|和|与|或|并|、|，|。|：|；|部分|有关|以下|下列|如下|等|类|城区|城市|市区|市政|片区|中心城区|老城区|主城区|镇区|集镇|所?管?辖区?|境|范围|内|(?:行政)?区域|区片|新建|改建|扩建|现状|规划|公布|名单|情况|具体|方案|统计|表|一览|明细|汇总|清单|"
    rf"{_COUNT_WORDS}个?[区县]|[旧老]路|道路|街路|街巷|路段|地名|名称|[路街巷弄]名|街道|保留|主次干路|主次干道|主干道|次干道|支路|干道|主干|大道|小街|背街|公路|快速路|高架路|高架|桥梁|桥|隧道|立交桥|立交|广场|公园|居民小区|住宅小区|小区|居民[地点]|建筑物|建筑群|群|其他|其它|标准|起止点|起讫点|起止|位置|命名|更名|合并|分设|拆分|调整|变更|延[伸长](?=[的、和与及]|$)|予以|申报|预|"
    rf"（|）|\(|\)|《|》|—|-|~|类|一批|第|批|{_COUNT_WORDS}(?:条|个|处|座)(?:（段）)?|{GENERIC}|[路街巷弄])*"
)
_OTHER = re.compile(r"桥|隧道|立交|广场|公园|小区|花园|居民[地点]|建筑物|住宅|楼盘|大厦|社区|村|区片|河|湖|站")
# 船厂区 | 上街区: alone on its line it is a district, whatever else ends so
_DISTRICT_ALONE = re.compile(r"(?:^|（)(?P<name>[\u3400-\u9fff]{1,5}区)(?:$|）)")
# 甲区红岭片区: a part of the district, as the city's plans call it
_PART_OF_DISTRICT = re.compile(r"(?![的内及和与或、，])[\u3400-\u9fff]{1,8}?(?:片区|组团|板块)")
_NO_DISTRICT = re.compile(
    r"(?:社|小|校|景|片|园|城|市|新|全|各|本|我|郊|库|灾|山|校|工业|开发|保税|高新|加工|示范|度假|管理|居住|住宅|商业|中心城|主城|老城|旧城)区$"
    "|[路街巷]|道路|命名|更名|地区"
)
# 样例市城区取消道路名称表: whose table it is
_OF_TABLE = re.compile(r"(?:[\u3400-\u9fff]{2,5}?[省市县旗]){1,2}(?=.{0,24}(?:表|名单|清单)$)")
# 位于甲区的道路 | 隶属乙区的街巷（3条）
_LIES = re.compile("(?:位于|地处|坐落[在于]|隶属于?|属于?|在)(?=[^，。；]{2,20}[路街巷弄道]$)")
# 临港产业园区 | 滨海新城内: no division by its words, and one where roads are said to lie in it
_ZONE = re.compile(
    "(?:(?!命名|更名)[\u3400-\u9fff]){1,8}?(?:(?:工业|产业|科技|物流|高新|高科技|经济|农业|软件|化工|创业|创新|商务|生态)园区?|(?<=[\u3400-\u9fff]{2})新城)"
    "(?=(?:的?(?:管?辖区?|所辖|境|规划)?范?围?内|的?(?:新建|规划)?(?:道路|街路|街巷)|的?(?:新|拟)?(?:命|更)名|$))"
)
# 西海岸南片区（秀英区，17条）: where a part of the city lies
_LIES_IN = re.compile(
    rf"[\u3400-\u9fff]{{2,14}}（(?P<district>[\u3400-\u9fff]{{1,5}}[区县])，(?:共|计)?{_COUNT_WORDS}条）"
)
# 镇（农村）： | 城区： of no one town: ends what stood under the one before
_OF_NO_TOWN = re.compile(
    "(?:各|其他|其它)?(?:城区|市区|县城|农村|乡村|乡镇|镇街|街镇|镇区?|乡)(?:（[\u3400-\u9fff]{1,6}）)?(?:部分)?："
)
# 柳林镇（农村）： | 城东街道（含开发区）
_NOTE = re.compile(r"(?<=[道镇乡区县市旗场])（[^（）：，。；\dA-Za-z]{1,16}）(?=[：。]?$)")
# 三、拟合并
_JOINS = re.compile("合并|分设|拆分")
_ROADISH = re.compile(r"道路|街|巷|路|弄|胡同|大道")


def read_count(words: str) -> int | None:
    """The count that 14, 十四, 两 or 一百八十一 name, or None."""
    if words.isascii() and words.isdigit():
        return int(words)
    try:
        return int(read_chinese_number(words))
    except (ValueError, KeyError):
        return None


def find_action(words: str) -> tuple[Action | None, bool]:
    """The action that the words order, and whether it restores an older name."""
    found = _ACTION.search(words)
    if found is None:
        return None, False
    index = int(str(found.lastgroup)[1:])
    return ACTIONS[index][1], index == 1


def find_actions(words: str) -> set[Action]:
    """Every action that the words speak of."""
    return {ACTIONS[int(str(found.lastgroup)[1:])][1] for found in _ACTION.finditer(words)}


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


def read_heading(text: str, words: WordsAt) -> Heading | None:
    """The heading that a short line is (its mark taken off), or None.

    A heading is made of an action, a division, a kind of road and a count, and of nothing else.
    """
    if len(text) > 60:
        return None
    if text[-1:] == "：" and _OF_NO_TOWN.fullmatch(text):
        return Heading(Context())
    heading = _read_heading(text, words)
    if heading is None and "）" in text[-2:] and (note := _NOTE.search(text)):
        heading = _read_heading(text[: note.start()], words)
        if heading is not None and not (heading.context.district or heading.context.subdistricts):
            return None
    return heading


# 甲县城区及园区道路更名名单: whose list it is need not be known
_CAPTION = re.compile(r"[^，。；：“”|]{2,36}(?:表|名单|清单)(?:（[^（）]{1,12}）)?")


def read_caption(text: str) -> Heading | None:
    """The heading that the caption of a list is which orders one act, and not naming; None for any other line.

    What a list of names is of is mostly told above it as well; that it renames or cancels is not.
    """
    acts = find_actions(text)
    if len(text) > 40 or len(acts) != 1 or Action.NAMING in acts or not _CAPTION.fullmatch(text):
        return None
    return Heading(Context(*find_action(text)))


# 本次命名的街巷共6条，主要集中在新区。: which they are, and where most of them lie
_OF_NOW = re.compile(
    "^[本此这]次(?=新?(?:命名|更名|改名|注销|销名|撤销|延长|延伸|调整)的)|，主要(?:集中|分布)[在于][^，。；：]{2,24}$"
)


def _read_heading(text: str, words: WordsAt) -> Heading | None:
    stop = len(text.rstrip("。：；"))
    body = text[:stop]
    body = _OF_NOW.sub("", body) if body[1:2] == "次" or "主要" in body else body
    bracket = _BRACKET.search(body)
    plain = body if bracket is None else body[: bracket.start()] + body[bracket.end() :]
    if plain and plain[0] in "位地坐隶属在" and (lies := _LIES.match(plain)):
        plain = plain[lies.end() :]
    if not plain or "：" in plain or "位于" in plain:
        return None
    if plain[-1] in "表单" and (lead := _OF_TABLE.match(plain)) and find_action(plain)[0] is not None:
        plain = plain[lead.end() :]
    counts = find_counts(bracket[0] if bracket else body)
    if bracket and (lies := _LIES_IN.fullmatch(body)) and not _NO_DISTRICT.search(lies["district"]):
        return Heading(Context(district=words(*lies.span("district"))), counts)
    action, restored = find_action(plain)
    acts = find_actions(plain) if action is not None else set()
    context = Context(None, several=frozenset(acts)) if len(acts) > 1 else Context(action, restored)
    rest = plain
    if (alone := _DISTRICT_ALONE.search(plain)) and not (
        _NO_DISTRICT.search(alone["name"]) or is_no_division(alone["name"])
    ):
        found = text.find(alone["name"])
        left = plain[: alone.start()] + plain[alone.end() :]
        if found >= 0 and _FILL.fullmatch(_ACTION.sub("", left)):
            return Heading(replace(context, district=words(found, found + len(alone["name"]))), counts)
    for at in _division_starts(plain):
        divisions = read_divisions(plain, at)
        zone = None if divisions else _zone(plain, at, bracket is not None and bool(counts))
        if zone is not None:
            divisions = Divisions(district=zone, end=zone[1])
        if not divisions:
            continue
        after = divisions.end
        if divisions.district and (part := _PART_OF_DISTRICT.match(plain, after)):
            after = part.end()
        left = plain[:at] + plain[after:]
        if not _FILL.fullmatch(_ACTION.sub("", left)):
            continue
        found = text.find(plain[at : divisions.end])
        if found < 0:
            continue
        shift = found - at
        district = divisions.district or (divisions.city if not divisions.subdistricts else None)
        told = words(district[0] + shift, district[1] + shift) if district else None
        context = replace(
            context,
            district=None if zone else told,
            zone=told if zone else None,
            subdistricts=tuple(words(a + shift, b + shift) for a, b in divisions.subdistricts),
        )
        rest = left
        break
    if not _FILL.fullmatch(_ACTION.sub("", rest)):
        return None
    if not (
        action
        or context.district
        or context.subdistricts
        or context.zone
        or counts
        or _ROADISH.search(rest)
        or _OTHER.search(rest)
        or _JOINS.search(rest)
    ):
        return None
    if kind := _ROADISH.search(rest) or _OTHER.search(rest):
        context = replace(context, roads=kind.re is _ROADISH)
    if not counts and not action and not context.district and not context.subdistricts and len(rest) > 14:
        return None
    return Heading(context, () if context.roads is False else counts)


def _zone(text: str, at: int, counted: bool) -> tuple[int, int] | None:
    """The zone that roads are said to lie in: 滨海新城内的道路, 临港产业园（3条）; alone it may be anything."""
    found = _ZONE.match(text, at) if "园" in text or "新城" in text else None
    if found is None or (at == 0 and found.end() == len(text) and not counted):
        return None
    return found.span()


def _division_starts(text: str) -> list[int]:
    starts = [0]
    starts += [found.end() for found in re.finditer(r"[（：，、的]", text)]
    starts += [found.end() for found in _ACTION.finditer(text)]
    starts += [found.end() for found in re.finditer(r"道路|地名|街巷", text)]
    return sorted(set(starts))
