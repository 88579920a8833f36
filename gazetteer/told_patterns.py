"""The wording of what became of a road that is told of before what is ordered of it: works on it, numbers it bore."""

import re

from gazetteer.act_patterns import CANCELS, RENAMES
from gazetteer.name_patterns import GENERIC_LAST
from gazetteer.patterns import SIDE, WORD, any_of

_DONE = r"(?:[现均都已]|已经|目前){0,3}(?:于\d{4}年(?:\d{1,2}月)?[初中底]?)?"
_WORK = "(?:打通|延伸|延长|续建|贯通|拓宽|改造|扩建|改扩建|取直|建成|通车|完工|竣工)"
# 北段 | 东延工程
_OF_IT = f"(?:{SIDE}(?:路?段|延(?:伸|长)?(?:路?段|线)?)(?:工程)?|全线)?"
# 被104国道分隔: its parts are told of behind it
_PARTED = "被[^，。；：（）“”]{2,12}(?:分隔|隔断|分割|阻断|截断|隔开|切断)(?:[为成][两二]段)?"
# 自编 | 建设期间
_GIVEN = (
    "(?:(?:园区|厂区|企业|施工方|开发商|群众|村民|工程|项目|道路)?"
    "(?:自编|自定|自取|临时|暂定|(?:建设|施工|规划|设计)(?:期间|阶段|时期|时)))"
)
# 已改造为城市道路 | 已向东延伸 | 北段建成通车后 | 向南打通后沿用原名 | 为建设期间编号
_ACCOUNT = any_of(
    rf"{_DONE}(?:改造|改建|扩建|升级|提升|拓宽|改){{1,2}}[为成](?:城市|市政|标准)?(?:[主次]干)?(?:道路|街道|道|路|支路)",
    rf"{_DONE}{_OF_IT}{_DONE}(?:[向往]{SIDE})?{_WORK}{{1,2}}(?:工程)?(?:后|完成|完工|竣工|通车)?"
    "(?:(?:仍|继续)?(?:沿用|保留|使用)原(?:有|来)?(?:路|街|地)?名称?)?",
    rf"{_DONE}(?:断头|封闭|荒废|不通|无法通行|被占用)",
    rf"[均都]?[为是系]{_GIVEN}的?(?:临时)?(?:编号|代号|名称|用名|序号)",
)
TOLD = re.compile(rf"(?P<road>{WORD}{{1,24}}?{GENERIC_LAST})(?:(?P<parted>{_PARTED})|{_ACCOUNT})")
# the words without which none of that is told
OF_ACCOUNT = re.compile(
    "[打延续贯拓改扩取升提竣断封荒占]|不通|无法|建成|通车|完工|期间|阶段|时期?的?[编代临名用序]|自[编定取]|临时|暂定|[隔割断切]"
)
# …，更名为 | …，起点不变 | …，北端由: what is ordered of the road in the same sentence (not: …，将另一条路更名为)
ORDER_BEHIND = re.compile(
    f"，(?:[^。；：将把对]{{0,40}}?[，意])?(?:[拟现均]|予以|统一|分别|同意|{SIDE}){{0,3}}(?:{RENAMES}|{CANCELS}|[起止终讫]点|端(?=由|不变|点))"
)
# …，国道以西路段
PARTS_BEHIND = re.compile(f"，[^，。；：]{{0,16}}以{SIDE}(?:的?路?段|部分)")


def is_told(text: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` name a road and tell what became of it, an order of it behind them."""
    return TOLD.fullmatch(text, start, end) is not None and ORDER_BEHIND.match(text, end) is not None
