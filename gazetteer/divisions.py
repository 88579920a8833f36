"""The divisions a road lies in, read off the front of a place: 济南市历下区姚家街道 → city, district, subdistrict."""

import re
from dataclasses import dataclass, field

from gazetteer.city_ranks import COUNTY_CITIES
from gazetteer.no_divisions import NAMED_AS_GRAMMAR, is_no_division

_HAN = r"[\u3400-\u9fff〇]"
# 菜乡大道 | 新区大街: of a road's name, and no division (not 柳林镇大街村)
_OF_ROAD = r"(?!大[道街](?!村|社区|居))"
# 鸿下区 | 济南高新区 | 华城县 (not 小区, 市区, 县道)
_DISTRICT = re.compile(
    rf"(?:{_HAN}{{1,9}}?(?:经济技术开发区|经济开发区|高新技术产业开发区|技术产业开发区|出口加工区|综合保税区|保税区|旅游度假区|开发区|经开区|高新区|合作区|试验区|自治县|自治旗|示范区|管理区){_OF_ROAD}"
    rf"|{_HAN}{{1,6}}?(?<![小社校辖厂景街片园置宅院库])(?<!县城)(?<!居民)(?<!医院新)(?<!学校新)(?<!学院新)(?<!大学新)区{_OF_ROAD}(?![间域域界划])|{_HAN}{{1,5}}?(?<!省)县(?!城(?!新建|部分|道路|街|规划|区|内|主|拟))(?![道级界府学衙前东西南北中])|{_HAN}{{2,4}}?旗(?={_HAN})|{_HAN}{{2,8}}?新城(?=(?:共|有|计)?[一二两三四五六七八九十\d]{{1,3}}条(?:：|，分别|$)))"
)
# 鹰南市 before a district, a town or the end
_CITY = re.compile(
    rf"(?:(?![区县]){_HAN}){{2,5}}?(?<![条个])市(?!场|区|政|民|中心|委|府|县|直|立|第[一二三四五六七八九十]|人(?!民)|(?:(?![区县])[一-龥]){{0,3}}[校院局馆厂])"
)
# 和 before anything but these joins two towns: 甲镇和乙街道, not 和平街道
_JOINS = "和(?![平顺谐睦美兴安泰庆康畅丰盛源润风乐济合瑞祥悦苑园荣龙桥田尚政舍静林吉福旺布])"
# 对茅坪镇, not 对坪镇
_UPON = f"对(?={_HAN}{{2,8}}?(?:街道|[乡镇]))"
_ACTS_UPON = re.compile(_UPON)
# 白马山街道 | 东区街道 | 会城街道办事处 | 滏水镇
_SUBDISTRICT = re.compile(
    rf"(?![各本全你我该在及与]|{_UPON}|原[^乡镇]{{2,8}}[乡镇]|(?<![于处/])(?<!^){_JOINS}|以及|[希望请]你|(?:城区|市区|县城)街道(?=的|命|更|延|调|及|名|注|销)|(?:延伸|延长|保留|更改|注销|撤销)街道(?!办)|有关|部分|新建(?!镇|乡)|以下|下列|主要|上述|申请|命名|更名|调整|城区(?!街道)|(?:县城|城区|市区)[和及与]|城[乡镇]|乡镇|村镇|(?:(?!镇)[\u3400-\u9fff]){{1,8}}小镇)"
    rf"(?:(?!命名|更名|申请|同意|[你我][镇乡街]|关于|部分|片区|新建(?!镇|乡)|批准|组织|各|是|著名|闻名|盛产|[素号誉]称|称[之作]?为|誉为|[此当本]地|[一两二三四五六七八九十]条|贯通|横贯|纵贯){_HAN}){{1,8}}?(?:街道办事处|街道|办事处|(?!乡){_HAN}镇|(?<=[\u3400-\u9fff])(?<!乡)镇|(?<![之故])(?<!江南水)乡(?![道村间建镇县市区族]|(?![新东南西北中小社校园厂]){_HAN}区)"
    rf"|(?<=[\u3400-\u9fff]{{2}})(?:林区|管理处|管理区))(?![路街巷弄村县市]|道(?!路)){_OF_ROAD}"
)
# 临湖区（原东湖区）柳街道: what the division was before
FORMER_DIVISION = re.compile(rf"（(?:即|为)?原{_HAN}{{1,9}}?(?:[区县市旗镇乡]|街道(?:办事处)?)）")
# 巴岭区界湾镇 | 样川县东河镇 | 兰河市府前街道: a town whose first character makes another word of the rank before it
_OF_DISTRICT = re.compile(
    rf"(?:{_HAN}(?:(?!市){_HAN}){{1,6}}?(?:[区县]|(?<!红)旗)|(?![旧古老新邻全各本该我])(?!市){_HAN}县)(?={_HAN}{{2}})"
)
_OF_CITY = re.compile(rf"{_HAN}{{2,4}}?市(?!场(?!口)|区(?!庄)|民(?![治主族生乐]))(?={_HAN}{{2}})")
# 喀山地区叶川县…, 临水回族自治州东乡县…: what stands above a county
_PREFECTURE = re.compile(rf"{_HAN}{{2,10}}?(?:地区|自治州)(?={_HAN})")
# 四十九团前河镇: the regiment that a town of the corps belongs to
_REGIMENT = re.compile(rf"第?[一二三四五六七八九十百零〇\d]{{1,5}}团(?={_HAN}{{1,6}}?镇)")
# 同意甲区乙镇…, 公开征集甲街道…, 规范乙区…: verbs before the divisions, which are read behind them
_VERBS = re.compile(
    "(?:(?:经|现|已|再|拟|原则上?|研究|会议|讨论|一致|正式|依法|共同|公开|有奖|广泛|面向社会|向社会|进一步|切实|重新){0,4}"
    "(?:同意|批准|核准|核定|核发|审定|审批|审核|审查|审议|通过|批复|确认|许可|认可|讨论|研究"
    "|(?P<announces>征集|征求|征询|公布|公示|发布|通报|印发|规范|调整|明确|做好|开展|加强|推进|完善|优化|清理|启用))(?:了|并|后)?){1,3}[将对把]?"
)
_VERBS_FIRST = frozenset("经现已再拟原研会讨一正依共同批核审通确许认公有广面向进切重征发印规调明做开加推完优清启")
# 公布市县…, 调整地区…, 征集湖滨新区…, 征集湘水城区…: what is spoken of need be no division
_MERE_QUARTER = re.compile(rf"{_HAN}?[区县]|{_HAN}+新区|{_HAN}{{2,}}城区")
# without one of these no division is told
_DIVISION = re.compile("[区县旗市镇乡道处城]")
_AND = frozenset("、和及与/")
# 样例镇西城街道辖区内: a subdistrict right behind the town it lies in (not 南镇新街道口)
_WITHIN_TOWN = re.compile(
    rf"(?<=镇)(?![与及]|{_JOINS}){_HAN}{{2,8}}?街道(?:办事处)?(?=辖区|境内|范围|的|[，、。；（和及与]|内|$)"
)
# 历山区龙洞街道与高新区舜华路街道: the second district is passed over, its town kept
_FURTHER_DISTRICT = re.compile(rf"(?:(?!街道|[镇乡与和及、]){_HAN}){{1,7}}?[区县市](?={_HAN}{{1,7}}(?:街道|镇|乡))")
_WITHIN = re.compile(r"(?:[集圩]镇(?!路|街|巷))?(?:行政)?(?:辖区(?:范围)?|境|区域|范围|辖)?(?:之)?内?(?:的|，|$)?")
# 甲区临空产业园乙街道: a park between a district and its town
_PARK = re.compile(
    rf"(?!街道){_HAN}{{0,9}}?(?:产业园区|工业园区|产业园|工业园|科技园|物流园|园区)(?={_HAN}{{1,6}}?(?:街道|镇))"
)
# 开发区实验学校: the zone is of the school's name
_SCHOOL = re.compile(
    "(?:经济|高新|经济技术|高新技术)?(?:开发区|高新区|经开区)[\u3400-\u9fff]{0,4}(?:学校|中学|小学|幼儿园|医院|法院|派出所|公司)"
)
# 并经区, 报县, 根据左云县: a verb or a conjunction and the office it leads to
_NO_PLACE = (
    r"^(?:并|已|业经|曾经|又|也|还|及|据|按|受|请|报|后|再|先)|根据|按照|依照|依据|遵照|参照|结合|经过|通过|以及"
    r"|(?:[经由报呈送]|提请|组织)[区县]$|会同区$|[全两][区县]$|面[向对]|功能区$|[经由报呈]经"
)
_NO_DISTRICT = re.compile(
    rf"{_NO_PLACE}|"
    r"[对将的在把各本该我你是为有等](?!(?<=将)乐|(?<=本)溪|(?<=各)族|(?<=等)县$)|以下|下列|新增|征集|规划区$|随着|考虑|例如|比如|涉及|连接|[一二两三四五六七八九十\d]区$|条|道路|决定|规范|公布|调整|注销|恢复|统一|明确|命名|更名|申请|关于|(?:中心城|主城|老城|建成|[\u3400-\u9fff]{2}市)区$|^[穿跨]|^(?:县城|城市|中心城|主城|老城"
    r"|城镇)|^现?经(?!开|济)|^因|棚户区$|^由|^拟|^原|获悉|解决|^就|现就|路|随|小编|了解到|记者|所属"
    r"|部分城区$|^[东南西北中]部.{0,2}(?:城区|新区)$"
)
NOT_DISTRICT = frozenset(
    (
        "城区",
        "市城区",
        "市区",
        "老城区",
        "旧城区",
        "镇区",
        "主城区",
        "建成区",
        "中心城区",
        "新区",
        "全区",
        "我区",
        "该区",
        "本区",
        "你区",
        "各区",
        "两区",
        "我县",
        "各县",
        "全县",
        "你县",
        "该县",
    )
)
# 位于老城区，: said of each road alone it is a district's name
_OLD_TOWN = re.compile("(?:位于|地处)老城区(?=[，、])")
ZONES = ("开发区", "高新区", "新区", "加工区", "保税区", "度假区", "示范区", "管理区")
# 甲开发区和乙工业园 | 甲区、滨海新城: another part of the city, behind a conjunction
OTHER_ZONE = rf"(?:(?![路街巷道]){_HAN}){{1,9}}(?:园|新城)"


@dataclass(frozen=True, slots=True)
class Divisions:
    """Where the divisions of a place stand in it, as (start, end), and how far they reach."""

    city: tuple[int, int] | None = None
    district: tuple[int, int] | None = None
    subdistricts: tuple[tuple[int, int], ...] = field(default=())
    end: int = 0

    def __bool__(self) -> bool:
        return self.city is not None or self.district is not None or bool(self.subdistricts)


def read_divisions(text: str, start: int = 0, end: int | None = None) -> Divisions:
    """The divisions `text[start:end]` begins with; none of them where it begins with something else."""
    end = len(text) if end is None else end
    stop = min(end, start + 120)
    position, city, district = start, None, None
    if _DIVISION.search(text, start, stop) is None:
        return Divisions(end=start)
    verbs = _VERBS.match(text, start, stop) if text[start] in _VERBS_FIRST else None
    if verbs is not None:
        position = verbs.end()
    if _ACTS_UPON.match(text, position, stop):
        position += 1
    if text.find("市", position, stop) > 0 and (found := _city(text, position, stop)):
        city, position = found.span(), found.end()
    below_prefecture = _behind_prefecture(text, position, stop)
    position = below_prefecture or position
    if text.find("团", position, position + 8) > 0 and (regiment := _REGIMENT.match(text, position, stop)):
        position = regiment.end()
    if "区" in text[position : position + 6] and _SCHOOL.match(text, position, stop):
        return Divisions(end=start)
    town = _SUBDISTRICT.match(text, position, stop)
    if town is not None and town[0].endswith("林区") and not (city and text[slice(*city)] in COUNTY_CITIES):
        town = None  # 柏林区: a forest division stands below a county or a city of that rank, and never alone
    if town is None or "区" in town[0][:-1] or "县" in town[0][1:-1]:
        sub_end = town.end() if town else None
        district_found = _DISTRICT.match(text, position, stop)
        if (
            district_found
            and (_is_district(district_found[0]) or _OLD_TOWN.match(text, max(0, position - 2)))
            and not (verbs and verbs["announces"] and _MERE_QUARTER.fullmatch(district_found[0]))
            and _leads_on(text, district_found.end(), sub_end, stop)
        ):
            district, position = district_found.span(), district_found.end()
            if once := FORMER_DIVISION.match(text, position, stop):
                position = once.end()
            if "园" in text[position : position + 10] and (park := _PARK.match(text, position, stop)):
                position = park.end()
            town = _SUBDISTRICT.match(text, position, stop)
    if town is not None and district is None and (whose := _whose_town(text, town, stop)):
        before, town = whose
        if text[before[1] - 1] == "市" and not (city or below_prefecture):
            city = before
        elif text[slice(*before)] not in NOT_DISTRICT:  # a second city ranks as a district (not 老城区西关街道)
            district = before
    towns: list[tuple[int, int]] = []
    while town is not None and not is_no_division(town[0]):
        towns.append(_town(text, *town.span()))
        position = town.end()
        if text[position - 1] == "镇" and (within := _WITHIN_TOWN.match(text, position, stop)):
            towns.append(_town(text, *within.span()))
            position = within.end()
        if text[position : position + 1] not in _AND or position >= stop:
            break
        town = _SUBDISTRICT.match(text, position + 1, stop)
        if town is not None:
            position += 1
            if further := _FURTHER_DISTRICT.match(text, position, stop):
                position = further.end()
                town = _SUBDISTRICT.match(text, position, stop)
    if city and not district and not towns and position < end and text[position] not in "，、的境辖内":
        return Divisions(end=start)
    if not (city or district or towns):
        return Divisions(end=start)
    return Divisions(city, district, tuple(towns), position)


def _town(text: str, start: int, end: int) -> tuple[int, int]:
    """The town of an office: of 波涛街道办事处, which has no ground of its own, 波涛街道."""
    office = text.rfind("街道办", start, end)
    return (start, office + 2) if office >= 0 and text[office + 2 : end] in ("办", "办事处") else (start, end)


def _city(text: str, position: int, stop: int) -> re.Match[str] | None:
    """The city that the words at `position` begin with."""
    found = _CITY.match(text, position, stop)
    return None if found is None or is_no_division(found[0]) else found


def _behind_prefecture(text: str, position: int, stop: int) -> int | None:
    """Where the words behind a prefecture begin, if one stands at `position`."""
    first = text[position : position + 13]
    above = _PREFECTURE.match(text, position, stop) if "地区" in first or "自治州" in first else None
    return above.end() if above else None


def _is_district(words: str) -> bool:
    """Whether words that end in 区, 县 or 旗 are a district and no quarter, verb or estate."""
    if words in NAMED_AS_GRAMMAR:
        return True
    return words not in NOT_DISTRICT and not _NO_DISTRICT.search(words) and not is_no_division(words)


def _whose_town(text: str, town: re.Match[str], stop: int) -> tuple[tuple[int, int], re.Match[str]] | None:
    """The district, quarter or city that the words of a town begin with, and the town: 巴岭区, 界湾镇."""
    if not any(rank in town[0][1:-2] for rank in "区县市旗"):
        return None
    for of in (_OF_DISTRICT, _OF_CITY):
        before = of.match(text, *town.span())
        if before is None or not (before[0] in NOT_DISTRICT or _is_district(before[0])):
            continue
        own = _SUBDISTRICT.match(text, before.end(), stop)
        if own is not None and own.end() == town.end():
            return before.span(), own
    return None


def _leads_on(text: str, position: int, sub_end: int | None, stop: int) -> bool:
    """Whether what ends at `position` is a district and not the front of a longer word (东区 in 东区街道)."""
    if sub_end is None or not text.startswith(("街道", "办事处", "镇", "乡"), position):
        return True
    if text[position] in "镇乡":  # 平岭区镇海街道: 镇 begins the town's name
        return sub_end == position + 1 and _SUBDISTRICT.match(text, position, stop) is not None
    return False


def skip_within(text: str, position: int, end: int) -> int:
    """The position after 辖区内, 境内 and the like."""
    found = _WITHIN.match(text, position, end)
    return found.end() if found else position
