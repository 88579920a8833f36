"""What the headings and lead-in sentences of a notice hand down to the clauses under them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from gazetteer.actions import Action
from gazetteer.divisions import Divisions, read_divisions
from gazetteer.heading_acts import ACT_WORDS, find_action, find_actions
from gazetteer.name_patterns import GENERIC
from gazetteer.no_divisions import is_no_division
from gazetteer.stated_counts import COUNT_WORDS, find_counts
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
    kept: bool = False  # 保留原名的道路: nothing is done to them

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
            other.kept or (self.kept and other.action is None and not other.several),
        )


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: what it hands down, and the number of items it says stand under it."""

    context: Context
    counts: tuple[tuple[Action | None, int], ...] = ()


_BRACKET = re.compile(
    rf"（(?:共|计|合计|其中|含)?[^（）]{{0,12}}?{COUNT_WORDS}(?:条|个|处|座)(?:（段）)?[^（）]{{0,40}}）"
)
_FILL = re.compile(
    rf"(?:关于|建议|申请|同意|审[定批]|登记|表[一二三四五六七八九十\d]{{1,2}}|共|计|拟|新|补充|增补|(?:原(?:公告|通知|通告|批复|文件)中?)?(?:漏列|遗漏)|规范|统一|标准化|的|及|和|与|或|并|、|，|。|：|；|部分|有关|以下|下列|如下|等|类|城区|城市|市区|市政|片区|中心城区|老城区|主城区|镇区|集镇|所?管?辖区?|境|范围|内|(?:行政)?区域|区片|新建|改建|扩建|现状|规划|公布|名单|情况|具体|方案|统计|表|一览|明细|汇总|清单|"
    rf"{COUNT_WORDS}个?[区县]|[旧老]路|道路|街路|街巷|路段|地名|名称|[路街巷弄]名|街道|保留|沿用|继续使用|保持|不变|[原旧老现]有?名称?|主次干路|主次干道|主干道|次干道|支路|干道|主干|大道|小街|背街|公路|快速路|高架路|高架|桥梁|桥|隧道|立交桥|立交|广场|公园|居民小区|住宅小区|小区|住宅区|居住区|跨区|[纵横]向|居民[地点]|建筑物|建筑群|群|其他|其它|标准|起止点|起讫点|起止|位置|命名|更名|合并|分设|拆分|调整|变更|延[伸长](?=[的、和与及]|$)|予以|申报|预|"
    rf"（|）|\(|\)|《|》|—|-|~|类|一批|第|批|{COUNT_WORDS}(?:条|个|处|座)(?:（段）)?|{GENERIC}|[路街巷弄])*"
)
_OTHER = re.compile(
    r"桥|[住居][宅住]区|隧道|立交|广场|公园|小区|花园|居民[地点]|建筑物|住宅|楼盘|大厦|社区|村|区片|河|湖|站"
)
# 保留原名道路（2条） | 沿用现名的街巷
_KEPT = re.compile("保留|沿用|(?:名称|路名|地名)?(?:保持)?不变$")
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
    rf"[\u3400-\u9fff]{{2,14}}（(?P<district>[\u3400-\u9fff]{{1,5}}[区县])，(?:共|计)?{COUNT_WORDS}条）"
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
    if _KEPT.search(plain) and action is None:
        context = Context(kept=True)
    rest = plain
    if (alone := _DISTRICT_ALONE.search(plain)) and not (
        _NO_DISTRICT.search(alone["name"]) or is_no_division(alone["name"])
    ):
        found = text.find(alone["name"])
        left = plain[: alone.start()] + plain[alone.end() :]
        if found >= 0 and _FILL.fullmatch(ACT_WORDS.sub("", left)):
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
        if not _FILL.fullmatch(ACT_WORDS.sub("", left)):
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
    if not _FILL.fullmatch(ACT_WORDS.sub("", rest)):
        return None
    if not (
        action
        or context.district
        or context.subdistricts
        or context.zone
        or context.kept
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
    return Heading(context, () if context.roads is False or context.kept else counts)


def _zone(text: str, at: int, counted: bool) -> tuple[int, int] | None:
    """The zone that roads are said to lie in: 滨海新城内的道路, 临港产业园（3条）; alone it may be anything."""
    found = _ZONE.match(text, at) if "园" in text or "新城" in text else None
    if found is None or (at == 0 and found.end() == len(text) and not counted):
        return None
    return found.span()


def _division_starts(text: str) -> list[int]:
    starts = [0]
    starts += [found.end() for found in re.finditer(r"[（：，、的]", text)]
    starts += [found.end() for found in ACT_WORDS.finditer(text)]
    starts += [found.end() for found in re.finditer(r"道路|地名|街巷", text)]
    return sorted(set(starts))
