"""The sentences around the clauses: those that announce what follows, and those that close a notice."""

import re

from gazetteer.act_patterns import CANCELS, CANCELS_NAMED, RENAMES
from gazetteer.closings import closing_label, is_passed_over
from gazetteer.name_patterns import GENERIC_LAST
from gazetteer.patterns import SIDE, any_of, opening

# 同意命名甲路、乙街、丙巷。: the names themselves, no announcement
_NAME_IN_LIST = "[^，。；：、的“”]{1,29}[路街巷弄坊](?:（[^（）]{1,12}）)?"
_NAMES_THEM = re.compile(
    "(?:经研究，?|现|拟|决定|同意|批准){0,4}新?(?:命名|注销|撤销|废止|取消)"
    f"{_NAME_IN_LIST}(?:、{_NAME_IN_LIST}){{1,40}}。?"
)

_COUNT = r"[一二两三四五六七八九十百\d]{1,4}"
_NO_ENDS = r"(?:(?!东起|西起|南起|北起|起点|命名为|更名为|改为|[东南西北]至|[东南西北]止)[^。；])"
# 决定对…命名 | 拟将…更名
_ORDER = (
    r"(?:决定|同意|拟|现|确定|研究|申报|批准|计划|对|将|称|公布|规范)[^。；]{0,120}?"
    r"(?:命名|更名|调整|注销|销名|撤销|延长|命（更）名|变更(?:道路|街路|街巷)?起[止讫]点|予以公[布告])"
)
# 12条…道路
_COUNTED = rf"(?:地名|道路|路名|街巷|街路)(?:名称)?(?:共|计)?{_COUNT}(?:条|个)(?=[。：])|"
_COUNTED += (
    rf"(?<![第一二三四五六七八九十百\d])(?!(?<=[是为])一个){_COUNT}(?:条|个)[^。；]{{0,20}}"
    "(?:命名|更名|路名|标准|调整|起止点|道路|地名|名字)"
)
# 确定命名龙驹街等14条新建道路 | 现通知如下：
_LEAD_SENTENCE = re.compile(
    _NO_ENDS
    + "{0,400}?"
    + any_of(rf"等{_COUNT}(?:条|个|座|处|项|块)", _ORDER, "如下", _COUNTED)
    + r"[^。；]{0,160}[。；：]?"
)
# 命名的15条道路分别是： | 名单：
_LEAD_ENDS = re.compile(
    opening(
        "如道街地名分包具依条",
        "如下|(?:道路|街巷|地名|名称)有|分别(?:是|为|如下|有)|包括|名单|具体为|依次为|具体有",
        r"条(?:（[^（）]{1,6}）)?(?:道路|路|街|巷)?(?:为|是)|道路[一二两三四五六七八九十\d]{1,3}条",
    )
    + "[：。；]$"
)
_ORDERS = re.compile(r"命名|更名|调整|注销")
_SPEAKS_OF_ROADS = re.compile(
    opening("命更调注撤销延道路地公通批", "命名|更名|调整|注销|撤销|销名|延长|道路|路名|地名|公告|通知|批复")
)
# 沙陀营街道有金岗路、银岗路等12条: the names themselves, not an announcement of them
_NAMES_LISTED = re.compile(
    opening(
        r"一二两三四五六七八九十百\d路街道巷弄坊",
        rf"{_COUNT}[条个][^，。；、]{{0,12}}，?(?:分别|依次)(?:为|是|叫|命名为)(?:“?[^、，。；]{{1,14}}[路街道巷弄坊]”?[、和]){{2}}",
        r"[路街道巷弄坊]、[^、，。；]{1,16}[路街道巷弄坊](?:、[^、，。；]{1,16})*等?[一二两三四五六七八九十百\d]{1,4}[条个]",
    )
)
# 东起 | 命名为N | 拟命名N | 注销“O”: a clause
_CLAUSE = re.compile(
    opening(
        "东南西北命更改整注~→起止终讫端延拟",
        rf"→|{SIDE}(?:起|至|止)|(?<!截)[起止]于|起自|(?<![起始])[起终]点为(?!：)|命名为(?!：|如下)|更名为|改为|注销[“]|~|(?:[起止终讫]点|端点?)由|[整更改]为：?[起止终讫]点(?!如下|：$)|[起止终讫]点(?:调整|变更|更改|修改)为(?!如下|：$)|延[长伸]至",
        r"起[止讫]点(?:为|从|由)(?=[^：，。；]{2,24}[至到—-])",
        rf"拟命名(?=(?![为成名：]|道路|路段|方案|[^，。；]{{0,8}}条)[^的，。；]{{1,10}}{GENERIC_LAST}[。，；（])",
    )
)
# 注销如下12条： stands above the names it cancels and is their verb
_CANCELS = re.compile(r"[^，。；：]{0,30}(?:注销|撤销|废止)[^，。；：]{0,10}条：$")
# 我局2024年6月3日发布的公告中： | 现将通知更正如下：
_OF_NOTICE = re.compile(r"[^“”]{0,80}(?:公告|通知|批复|通告|公示|文件)(?:（[^（）]{0,40}）)?[^“”，。；]{0,16}：$")
# 以下道路： | 征集下列路名：
_FOLLOWS = re.compile(r"(?:以下|下列)[^，。；：]{0,14}：$|征集[^。；]{0,30}：$")
# 同意将下列新建街路命名: heads those it speaks of, and is their verb
_UPON_FOLLOWING = re.compile(
    r"(?:经研究，?)?(?:原则)?(?:同意|决定|批准|拟|现)?[将对](?:下列|以下)[^，。；：“”]{2,24}"
    r"(?:命名|更名|改名|注销|销名|撤销|取消|废止|调整|变更)[。：]?"
    # 同意下列街巷恢复历史名称
    r"|(?:经研究，?)?(?:原则)?同意(?:下列|以下)[^，。；：“”]{2,16}恢复(?:使用)?(?:历史|原有?|老|旧)(?:名称?|地名|路名)[。：]?"
)
_SEVERAL = re.compile(r"\d条|[一二两三四五六七八九十]条|下列|以下")
_QUOTED_ROAD = re.compile(
    "“[^”]{2,14}(?:[路街道巷弄坊里]|[延伸长]线|胡同|[一二三四五六七八九十]条)”"
    f"(?!等{_COUNT}[条个][^。；“”]{{0,20}}(?:予以|进行)公示)"  # 现对“甲路”等5条道路拟命名名称予以公示
)
_CANCELLED = re.compile(r"(?:废弃|注销)(?:的|了)")
# 三、合并道路2条 | 四、分设道路1条：
JOINS_OR_PARTS = re.compile("合并|分设|拆分|分段|一分为")
_SENTENCE = re.compile(r"[^。；：]*[。；：]?")
_CITED = re.compile(r"《[^《》]{0,80}》|(?:根据|按照|依据)[^，。；]{0,60}，")


# 双山大街指称道路的起止点调整为：
_OF_ROAD = re.compile(
    opening(
        "路街巷道弄", r"(?<!道)(?<!街)[路街巷道弄]”?(?:指称道路)?的?(?:起止点|起讫点|起止位置|起点|止点|终点|地名要素)"
    )
    + "[^，。；]{0,8}[为：]"
)


# 该道路与甲路相邻，因此拟命名… | 以“拜将台”命名。
_OF_THIS = re.compile(
    "(?:该|此|本)(?:条)?(?:道路|路段|路|街|巷)|因(?:该|此|其)|由于|取"
    "|(?:以(?![上下])|用)(?!.{0,40}(?:道路|街路|街巷|[个条]))[^，。；：]{1,40}(?:命名|得名|取名|定名)[。；]?$"
)
# 同意望湖路的命名。该路…
_OF_ONE = re.compile(
    r"(?:经研究，?)?(?:同意|批准|核准)(?:对|将)?“?[^，。；：等条、“”]{1,14}(?:(?<!道)路|街|巷|弄|大道|胡同)”?的?(?:命名|更名)[。；]?"
)
# 4.甲路拟分段更名。 | 甲路、乙巷拟合并更名。
_ACT_OF_NAMED = re.compile(
    "(?!.{0,12}(?:道路|街巷|街路|路段|部分|下列|以下|[一二两三四五六七八九十\\d]条))(?:[^，。；：、“”]{2,12}[路街巷弄道][、和与及]){0,5}"
    "[^，。；：、“”]{2,12}[路街巷弄道](?:拟|现|予以){0,2}(?:分段|合并)(?:更名|命名|改名)[。：]"
)
# 棉纺路因旧城改造灭失，名称予以销名 | 经踏勘，A、B原址道路灭失，名称予以注销
_OF_ITS_LOT = re.compile(
    "(?:[^，。；：]{1,16}，){0,3}[^，。；：]{1,40}[路街巷弄坊](?:[东南西北]?延[伸长]?[线段])?等?(?:的?(?:名称|路名|地名))?"
    "(?:已经?|均|现)*(?:因|由于|原址|灭失|拆除|不存在|无存|已不|不复|[系为是]?(?:未经|不规范)|系(?!列))"
)


# 建设支路已建成住宅小区，名称同时注销
_OF_ITS_FATE = re.compile(
    "[^，。；：、]{2,12}(?<!道)[路街巷弄坊](?:[均现]?已|现)(?:经|被)?(?:建成|改建|拆除|成为|变[为成]|并入|为)"
    "(?!.*(?:如下|下列|以下|[条个]))[^，。；：]{0,20}，[^，。；：]{0,10}(?:注销|销名|撤销|取消|废止)[。；]?"
)
# 南湖大道分拆为南湖东大道和南湖西大道两条道路
_SPLITS = re.compile(
    r"[路街巷弄道](?:以[^，。；]{1,20}为界，?)?(?:拆分|分拆|划分|分割|分设|分)(?:为|成)[^，。；]{2,20}[路街巷道]"
)
# 磨盘街、豆腐巷、油坊巷三条街巷…决定注销 | 同意注销磨盘街、豆腐巷两个道路名称: all of them, and what is done
_ALL_CANCELLED = re.compile(
    any_of(
        r"[路街道巷弄坊]、[^，。；：等]{0,60}[路街道巷弄坊](?:这)?[二两三四五六七八九\d]{1,2}条[^：]{0,80}(?:注销|销名|撤销|废止)[^：]{0,20}$",
        r"(?:注销|销名|撤销|取消|废止)(?![下以上])[^，。；：等]{1,30}[路街道巷弄坊]”?、[^，。；：等]{0,80}[路街道巷弄坊]”?(?:这)?[二两三四五六七八九\d]{1,2}[条个][^，。；：]{0,8}[。；]?$",
    )
)


# 将青石路并入凤凰大道 | 对柴市街、米市巷予以销名: an act upon roads that are named, which announces nothing
_ROADS_AND_COUNT = "[路街巷弄坊]”?(?:等?[二两三四五六七八九\\d]{1,2}条(?:道路|街巷|路|街|巷)?)?的?(?:名称|路名|地名)?"
_ACTS_ON_NAMED = re.compile(
    any_of(
        rf"{_ROADS_AND_COUNT}(?:[现均已拟]|同时|予以|一并|正式)*(?:{CANCELS}|{RENAMES}|[并归划]入|[归合]并[到至于]|改称|易名|合称|统称|拆分[为成])",
        rf"(?:{CANCELS}|恢复)(?:了|使用)?“[^“”]{{2,14}}”",
        CANCELS_NAMED,
        "以“[^“”]{2,14}”(?:命名|冠名|为名)",
    )
)
# 对城区10条道路进行命名，对1条道路予以更名，并对3条道路予以销名。: counts and acts, and no road
_COUNTED_ACT = (
    rf"(?:并|同时)?[对将][^，。；：、“”]{{0,14}}?{_COUNT}条(?:道路|街路|街巷|[路街巷])(?:进行|予以)"
    "(?:命名|更名|改名|注销|销名|撤销|调整)"
)
_COUNTED_ACTS = re.compile(rf"(?:[^，。；：、“”]{{1,30}}，){{0,4}}?{_COUNTED_ACT}(?:，{_COUNTED_ACT}){{1,5}}[。；]?")
_ACTS = re.compile(
    f"(?=[更改易换变调规重注销撤取废作弃停不收并归划合统拆恢以])(?:{CANCELS}|{RENAMES}|[并归划]入|并[到至于]|改称|易名|合称|统称|拆分|恢复|以“)"
)
_ANNOUNCED = re.compile(rf"如下|以下|下列|等{_COUNT}[条个]|：$|方案|名单|一览")
# …，沙沟南街，位于甲街道，原起止点为：
_ENDS_OF_ONE = re.compile("[路街巷道弄]”?，[^。；：]{0,40}(?:起止点|起讫点|起止位置)(?:为|是)?：$")
# 拟命名路名：甲路 | 拟命名路名含义：…
_LABELS_NAME = re.compile(
    "(?:拟|建议|新|标准|道路|命名|更名|的){0,4}(?:(?:名称|路名|地名)：|(?:名称|路名|地名)?的?(?:含义|寓意|由来|理由|释义)：)"
)
# 将甲路西段（乙路至丙路）调整为丁路的一部分: no announcement, a road and where it runs
_STRETCH_TOLD = re.compile(r"[路街巷弄道][^，。；：（）]{0,4}（[^（）]{2,16}(?:至|到|~|—)[^（）]{2,16}）")


# 根据…规定，经研究，报区政府批准，同意：
_AGREES = re.compile("(?:根据|依据|按照|依照|经)[^。；：“”]{4,160}，(?:现|原则)?同意：$")
# 城东区南河道自西向东四座桥梁命名。: of no road
_OF_BRIDGES = re.compile(rf"[^，。；：“”]{{0,30}}{_COUNT}座(?:桥梁?|隧道|立交桥?)的?(?:命名|更名)[。：]")
# …将云锦路注销。现通知如下：
_AS_FOLLOWS = re.compile(
    opening(
        "现特有具予通公批如", "(?:现|特|现将|有关事项|具体){0,3}(?:予以)?(?:通知|公告|批复|公布|通告|公示)?如下[：。]"
    )
)
# 原起点为A；现调整为：起点为B
_CHANGES_TO = re.compile("(?:现|拟|将|予以|统一){0,2}(?:调整|变更|修改|更改|更正)为：")
# without one of these no sentence announces anything
_IN_LEADS = re.compile("[下有别括单具次条集告知复示件等名调销延公个]")


# 按照…要求，目前不宜更名。
_REFUSES = re.compile("(?:不宜|不予|暂不|暂缓)[^。；]{0,4}(?:命名|更名|改名|调整|合并|采纳|批准)[。；]?$")


def is_lead(words: str, announced: bool = False) -> bool:
    """Whether a sentence announces what follows and says nothing of one road itself.

    `announced`: the sentence behind it says that the clauses follow.
    """
    if _IN_LEADS.search(words) is None or ("不" in words and _REFUSES.search(words)):
        return False
    if "座" in words and _OF_BRIDGES.fullmatch(words):
        return True
    if words.endswith("：") and (_LABELS_NAME.fullmatch(words) or _ENDS_OF_ONE.search(words)):
        return False
    if "（" in words and not words.endswith("：") and _STRETCH_TOLD.search(words) and not _ANNOUNCED.search(words):
        return False
    if "、" in words and _NAMES_THEM.fullmatch(words):
        return False
    if "下" in words[:12] and _UPON_FOLLOWING.fullmatch(words):
        return True
    if (
        _CLAUSE.search(words)
        or _OF_ROAD.search(words)
        or _OF_THIS.match(words)
        or _OF_ITS_LOT.match(words)
        or ("销" in words and _OF_ITS_FATE.fullmatch(words))
        or (("分段" in words or "合并" in words) and _ACT_OF_NAMED.fullmatch(words))
        or (words[:1] in "经同批核" and _OF_ONE.fullmatch(words))
    ):
        return False
    if (
        not announced
        and _ACTS.search(words)
        and _ACTS_ON_NAMED.search(words)
        and _ACTS_ON_NAMED.search(own := leave_out_law(words))
        and not _ANNOUNCED.search(own)
        and not _COUNTED_ACTS.fullmatch(own)
    ):
        return False
    if ("分" in words and _SPLITS.search(words)) or ("、" in words and _ALL_CANCELLED.search(words)):
        return False
    if _NAMES_LISTED.search(words) and not _ORDERS.search(words):
        return False
    if _LEAD_ENDS.search(words) and _SPEAKS_OF_ROADS.search(words):
        return not _CANCELS.match(words)
    if _FOLLOWS.search(words) or _OF_NOTICE.fullmatch(words) or ("同意：" in words and _AGREES.fullmatch(words)):
        return True
    if words.endswith("：") and len(words) > 12 and re.search(r"命名|更名|调整", words) and _SEVERAL.search(words):
        return True
    if _LEAD_SENTENCE.fullmatch(words) is None:
        return False
    return not (_QUOTED_ROAD.search(words) or _CANCELLED.search(words))


def names_listed(words: str) -> bool:
    """Whether a lead-in names the roads themselves: A、B、C等3条."""
    return _NAMES_LISTED.search(words) is not None


_ROAD_AND_COLON = re.compile("[路街巷弄坊道]”?：$")


def part_leads(text: str, start: int) -> list[tuple[int, int, bool]]:
    """`text` from `start` on cut into lead-in sentences (True) and the rest."""
    pieces: list[tuple[int, int, bool]] = []
    closed = start
    for found in _SENTENCE.finditer(text, start):
        a, b = found.span()
        if a == b or a < closed:
            continue
        words = text[a:b]
        if words[-1] == "：" and (label := closing_label(text, a)) and not _CLAUSE.search(label[0]):
            pieces.append((a, label.end(), True))  # 公示时间：2023年4月10日至4月19日。
            closed = label.end()
            continue
        cut = max(words.rfind("）"), words.rfind("”")) + 1 if "）" in words or "”" in words else 0
        if cut and _LEAD_ENDS.search(words) and not is_lead(words) and is_lead(words[cut:]):
            pieces.append((a, a + cut, False))
            a += cut
            words = text[a:b]
        lead = (
            not (pieces and len(words) <= 10 and _CHANGES_TO.fullmatch(words))
            and not (words[0] in "因由已现" and _ROAD_AND_COLON.search(text, start, a))  # 石马街：因旧城改造，名称注销
            and len(words) <= 400
            and (is_lead(words, _AS_FOLLOWS.match(text, b) is not None) or is_passed_over(words))
        )
        if pieces and not pieces[-1][2] and not lead:
            pieces[-1] = (pieces[-1][0], b, False)
        else:
            pieces.append((a, b, lead))
    return pieces


def sentences(words: str) -> list[str]:
    """The sentences of a passage, each with its mark."""
    return [sentence for sentence in re.split(r"(?<=[。；])", words) if sentence]


def leave_out_law(words: str) -> str:
    """The words without what they cite: 《…》 and 根据…规定."""
    return _CITED.sub("", words)
