"""Where the words of an end stop: at a mark, at the next phrase, at a closing bracket."""

import re

from gazetteer.act_patterns import MODAL, NAMES, RENAMES, RESTORES, VERB_AHEAD
from gazetteer.cursors import Cursor
from gazetteer.extent_patterns import AHEAD, BEND_AHEAD, PLACE_END, ROUTE
from gazetteer.name_patterns import GENERIC_LAST
from gazetteer.patterns import SIDE, WORD, any_of, opening

# a stop begins with one of these: the alternatives need not be tried at any other character
_FIRST = (
    r"，。；！？\n：、（“‘「『《【〔\[）”’」』》】〕\]"
    "后不的和及与拟统恢重名命更改定取道全总长路红均宽调变修向往再复又折转拐原起止终讫一易换冠得合称规通延"
)
_ROAD_NOUN = "(?:道路|路段|街路|街道|街巷|巷道|通道|小巷|村道|乡道|便道|步道|公路|支路|[主次]干[道路]|路|街|巷|段)"
# …的两条新建道路分别命名为
_NOUN_AHEAD = (
    rf"的(?=(?:这|该)?(?:[一二两三四五六七八九十\d]{{1,2}}条)?(?:新建|规划|城市|现状|无名|步行|平行|相邻|并行|并列|沿[江河湖海]|环[湖山]|(?:东西|南北)(?:走)?向的?){{0,2}}{_ROAD_NOUN}"
    rf"(?:（[^（）]{{1,40}}）)?(?:，?[由自从]{SIDE}[至向往到]{SIDE}，?(?={MODAL}))?"
    rf"(?:{VERB_AHEAD}|(?:{MODAL}){{0,5}}(?:命名|更名|改名|定名|取名|冠名|恢复|统称|改称|位于|称(?=[^，。；的]{{2,10}}{GENERIC_LAST}[，。；])|，|。|$)))"
    rf"|的(?=[^，。；的]{{1,6}}(?:通道|道|路|街|巷|段)恢复(?:命名|更名)?为)"
    rf"|的(?=[^，。；：、的至到“”]{{2,12}}(?:[段线路街巷弄里]|[一二三四五六七八九十]条|胡同|(?:连接|引|通|便|匝|辅|车|巷|村|街)道)(?:{VERB_AHEAD}|改称))"
    r"|的(?=(?:规划|现状)[^，。；]{1,8}[路街巷](?:拟|予以|正式)?(?:命名|更名|定名|名称(?:确)?定)为)"
    rf"|(?<=[{PLACE_END}区道])的(?=“[^“”]{{1,16}}(?:[路街巷弄道坊里]|[一二三四五六七八九十]条|胡同)”)"
)
_VERB_AHEAD = any_of(
    RENAMES,
    NAMES,
    r"(?:调整|变更|修改|更改|改)(?:为|成)",
    "改称|改叫|易名",
    RESTORES,
    rf"[统合]称(?=[^，。；]{{1,10}}{GENERIC_LAST}[，。；])",
)
# 至化龙路巷道拟命名为: what is to be named, run together with where it ends
_NOUN_BEFORE_VERB = re.compile(
    "(?<=[路街巷弄口园里桥村站组墙院校门厂店楼])(?:沿[江河湖海溪渠]|环[湖山])?(?:道路|巷道|小巷|街巷|街路)$"
)
_MEASURE_AHEAD = r"(?:道路)?(?:全长|总长|长度|长)(?:约|为|：)?\d|(?:路|红线|均|道)?宽(?:度)?(?:约|为|：)?\d"
_STAYS_AHEAD = f"(?:{SIDE}端|[起止终讫]点)点?(?:仍|不变|保持|维持|[由从])"  # 北起A、南端不变
# …起于A、止于B和起于C、止于D的两条道路: the ends of the next
_MARK = (
    rf"[，。；！？\n]|[和及与](?=起[于自]|{SIDE}起)|：(?!“)"
    rf"|、(?=至|止|讫|迄|[向往]{SIDE}|{AHEAD}|{_STAYS_AHEAD}|{SIDE}(?:侧|端)?(?:接|连|抵|通至|邻|到))"
)
_BRACKET = r"(?P<opener>[（“‘「『《【〔\[])|(?P<closer>[）”’」』》】〕\]])"
# where an end's words stop
_VALUE_STOP = re.compile(
    opening(
        _FIRST,
        _MARK,
        _NOUN_AHEAD,
        _VERB_AHEAD,
        _MEASURE_AHEAD,
        BEND_AHEAD,
        r"一[条段](?=\d)",
        "的(?=[这该此](?:一)?[条段])",
        rf"后，?(?={SIDE}?(?:止|至|迄|讫))",
        "(?:原)?(?:起点|止点|终点)(?:保持)?不变|不变|(?:(?:调整|变更|延伸|延长)后的?)?[起止终讫]点：|(?:调整|变更|延伸|延长)后的?(?:起止点|起讫点|起止位置)?：",
        _BRACKET,
    )
)
# 东起A西至B, no comma between
_WEAK_TO = re.compile(
    opening(
        "东南西北起止终讫",
        rf"{SIDE}(?:侧|端|面)?(?:止于|至于|止|至|迄|到|延伸至|延长至)|(?:起)(?={SIDE}(?:至|止))|[止终讫]点(?:[为是]|位于|(?![站处不])(?=..))",
    )
)
# A至B, A到B, A沿C至B; of 甲中心至诚信路止 too, where no other end is told
_PLAIN_TO = re.compile(
    rf"(?<=[{PLACE_END}\d])(?:起?，?(?=(?:延伸|延长|直?通)?(?:至|止|到)(?![善德诚远公])"
    r"|至[善德诚远公][^，。；：（）至到止]{1,14}(?:止[，。；）]|[）。；]|$)|直?通[往向]|直通(?!车))"
    rf"|(?=沿[^，。；至到止]{{1,16}}(?:延伸)?[至到止])|起?(?=经[^，。；至到止]{{2,30}}[至到止]))|(?<=..)起(?=[至到])"
)
# 起凤凰温泉止文化广场: whatever the start ends in, where nothing else can part the two
_BARE_TO = re.compile(
    opening(
        "止讫迄至到终",
        "(?:[止讫迄]于?|[至到](?![善德诚远公今])|终于|[止终讫]点[为是]?)(?=[^，。；（）]{2})(?![站处不])",
    )
)
_BARE_TO_AHEAD = re.compile("[，、；]?(?:并|再|后)?(?:[止讫迄至到终]|[向往折转沿经途])")
_GOES_ON = re.compile(
    rf"(?!{SIDE}(?:侧|端)?[起至止始]|[起止自由从至到]|位于){WORD}{{2,16}}，(?:{SIDE}(?:至|止)|(?:道路)?[全总]?长约?\d|道路总长)"
)
# B（取消甲路和乙路名称，道线合一）, B（原甲路，取消甲路名称）: the bracket says nothing of the end
_NO_PLACE = re.compile(
    "(?:原[^，。；（）]{2,30}，)?(?:取消|撤销|注销)|道线合一|合并|[从由自][^（）]{2,20}(?:延伸|延长|顺延|续建|调整|缩短|变更)"
)
_OPPOSITE = {"东": "西", "西": "东", "南": "北", "北": "南"}
# 西起A接B: no other end is said
_JOINS = re.compile(r"(?<=[路街道巷弄])接(?=[^，。；]{2,20}$|[^，。；]{2,20}[，。；])")
# ，西至 | 、止点 | 折向北
_TO_AHEAD = re.compile(
    rf"[，、；]?(?:{SIDE}(?:侧|端|面|边)?(?:均|皆)?(?:止|至|迄|延伸至|延长至|接|到)|止点|终点|止于|至(?={SIDE})|{ROUTE})"
)


# 拟统一 before a verb, 保持 before 不变: no part of the value
_MODALS = re.compile(f"(?:{MODAL}|保持|维持|继续|原状)+$")
_VERB_FIRST = frozenset("更改易换变调规重命定取冠起得统合名称拟不")


def read_value(
    cursor: Cursor, start: int, weak: bool = False, plain: bool = False, side: str | None = None
) -> tuple[int, int]:
    """The end of the words that begin at `start`: at a mark, the next phrase or a closing bracket."""
    text, position = cursor.text, start
    while True:
        found = _VALUE_STOP.search(text, position)
        if found is None:
            end = cursor.size
            break
        opener = found["opener"]
        if opener == "（" and _NO_PLACE.match(text, found.end()):
            end = found.start()
            break
        if opener:
            close = cursor.pairs.get(found.start())
            position = found.end() if close is None else close + 1
            continue
        if weak and found[0][0] == "：" and _GOES_ON.match(text, found.end()):
            position = found.end()  # 东起甲乙丙：大街辅路，西至…: words put between, and told as odd
            continue
        if found.start() == start and not found["closer"] and found[0] not in "，。；\n":
            position = found.start() + 1  # a phrase cannot begin where the value does
            continue
        end = found.start()
        if text[end] in _VERB_FIRST and (said := _MODALS.search(text, start + 1, end)):
            end = said.start()  # …拟统一更名为
        if text[end] in _VERB_FIRST:
            noun = _NOUN_BEFORE_VERB.search(text, start + 2, end) if text[end - 1] in "道路巷" else None
            end = noun.start() if noun else end
        break
    if plain and (to := _PLAIN_TO.search(text, start + 1, min(end + 2, cursor.size))) and to.start() <= end:
        return start, to.start()
    if weak and not other_end_follows(cursor, end):
        if side and (join := _JOINS.search(text, start + 1, end)) and cursor.free(start, join.start()):
            return start, join.start()
        for to in _WEAK_TO.finditer(text, start + 1, end):
            if cursor.free(start, to.start()) and (
                text[to.start() - 1] in PLACE_END or (side and to[0][-2:][0] == _OPPOSITE.get(side))
            ):
                return start, to.start()
        if (plain or side) and (bare := _bare_to(cursor, start, end)) is not None:
            return start, bare
    return start, end


def _bare_to(cursor: Cursor, start: int, end: int) -> int | None:
    """Where the one word that leads to the other end stands between them; None where none or several do."""
    found = [to.start() for to in _BARE_TO.finditer(cursor.text, start + 2, end) if cursor.free(start, to.start())]
    return found[0] if len(found) == 1 and _BARE_TO_AHEAD.match(cursor.text, end) is None else None


def other_end_follows(cursor: Cursor, end: int) -> bool:
    """Whether the other end follows properly, after a mark."""
    return _TO_AHEAD.match(cursor.text, end) is not None
