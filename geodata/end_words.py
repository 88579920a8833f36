"""The wording of ends: patterns, each under a line it reads, and how words for one place part into two streets."""

import re
from collections.abc import Iterable, Iterator

SIDE = "东北|东南|西北|西南|东|西|南|北"
# 规划南北三号路, 在建春晖路, 拟命名的衡云路
PLANNED = re.compile(r"^(规划|在建|拟建|待建|新建|拟命名的?|未命名|无名)")
# 东外环路（原胜利路）
ALIAS = re.compile(r"[（(](?:原|现|即|又名|暂名|俗称)?(?P<name>[^（）()]+)[）)]")
# 现状枫山路, 原枫山路
STANDING = re.compile(r"^(?:现状|既有|现有|原有|原|现)(?=.{3})")
# 二环东路西延线, 枫山路东延, 枫山路向东延伸
EXTENSION = re.compile(
    rf"^(?P<base>.+?)(?P<side>{SIDE})?(?:向(?P<toward>{SIDE}))?"
    r"(?:延(?:长|伸)?(?:线|段)|延伸|延长|(?<=[东西南北])延)处?$"
)
# 枫山路东端, 枫山路西首, 枫山路尽头
TIP = re.compile(rf"^(?P<base>.+?)(?:(?P<side>{SIDE})(?:端|头|首|尽头|末端)|尽头|末端|终点|起点)处?$")
# 枫山路与南柏路交汇处, 枫山路南柏路路口, 枫山路与南柏路丁字路口, 枫山路与南柏路相交处
MEETING = re.compile(
    r"(?:的)?(?:[丁十TY][字型形]?路?口|三岔路?口|交叉口|交汇口?处?|交会处|交接处|交界口|相?交叉?处|交叉|相交|交点|路口|交口|口)$"
)
# 仁城西路路口, 南三环口, 枫山路处, 枫山路中心线, 枫山路东红线, 绕城高速辅路, 枫山路立交, 绕城高速出入口
MOUTH = re.compile(
    rf"(?:路口|出?入口|出口|口|处|(?:道路)?(?:{SIDE})?(?:侧)?(?:中心线|中线|红线|边线)|辅路|辅道|互通立交|互通|立交桥?)$"
)
# 经十路以南200米, 柏路交汇处向西200米处, 枫山路以东0.5公里
OFFSET = re.compile(
    rf"^(?P<base>.+?)(?:以|向|往)?(?P<side>{SIDE})(?:侧)?约?"
    r"(?P<metres>\d+(?:\.\d+)?)(?P<unit>米|m|公里|千米|km)(?:左右)?处?$"
)
# 建设路与解放路中点
MIDPOINT = re.compile(r"^(?P<streets>.+?)(?:之间|的|段)*(?:中点|中间|正中|中部)处?$")
# 枫山路西侧, 枫山路与南柏路交叉口北侧
ASIDE = re.compile(rf"^(?P<base>.+?)(?:{SIDE})(?:侧|边)$")
# 枫山路以东
BEYOND = re.compile(rf"^(?P<base>.+?)以(?P<side>{SIDE})$")
# 漳河东岸, 工业园南围墙, 望湖小学南门, 绕城高速北侧, 凤山北麓
BESIDE = re.compile(rf"^(?P<base>.+?)(?:以)?(?P<side>{SIDE})(?:侧|边|面|岸|河?堤|围墙|大?门|端|头|堍|麓|坡)?$")
# 望湖小学大门
GATE = re.compile(r"^(?P<base>.+?)(?:正门|大门|校门|门口|门前|入口|围墙)$")
# 漳河边, 漳河大堤, 湖畔; 凤山脚下; 前进村村口, 前进村委会; 漳河桥, 京州铁路桥
BRINK = re.compile(
    r"^(?P<base>.+?)(?:(?<=[河江湖海渠溪沟])(?:边|畔|岸边?|[河江湖]?堤岸?|大堤|大?桥)|(?<=水库)(?:大坝|坝|边)"
    r"|(?<=山)(?:脚下?|下)|(?<=村)(?:村?[口头]|委会)|(?<=铁路|高铁)(?:大桥|立交桥|桥下?))$"
)
# 历城区界, 与章丘区交界处, 历下区与历城区界
BOUNDARY = re.compile(
    r"^(?:.*[与和、])?(?P<area>[^与和、]{2,}?[区县市镇乡道])(?:行政区划?)?(?:边界|分界|交界|界)(?:线|处)?$"
)
# 区界, 至市界
OWN_BOUNDS = re.compile(r"^(?:至|到)?(?P<kind>[区县市镇])(?:域|境)?(?:边)?界(?:线|处)?$")
# 尽头, 断头路
DEAD_END = re.compile(r"(尽头|断头路?|尽端|死胡同)$")

AND = "与和、及/"
TO = "至到"


def with_area(text: str, areas: Iterable[str | None]) -> str:
    """The words for bounds with the area that is meant: of a road of 甲区 in 乙市, 区界 is 甲区界."""
    found = OWN_BOUNDS.match(text)
    of = (area for area in areas if found and area and area.endswith(found["kind"]))
    return next((f"{area}界" for area in of), text)


def other_names(text: str) -> Iterator[str]:
    """What a street that the map has not may be there under: its name without 规划 or 现状, and the one in brackets."""
    for before in (PLANNED, STANDING):
        if found := before.match(text):
            yield text[found.end() :]
    yield from (found["name"] for found in ALIAS.finditer(text))


def without_mouth(text: str) -> Iterator[str]:
    """What a mouth, a side line or a side road may be one of: of 枫山路口 both 枫山 and 枫山路."""
    if found := MOUTH.search(text):
        yield text[: found.start()]
        if found[0] == "路口":
            yield text[:-1]


def meeting_streets(text: str) -> Iterator[str]:
    """The words for two streets that meet, as they may be without those for their meeting."""
    if found := MEETING.search(text):
        yield text[: found.start()]
        if found[0].endswith("路口"):
            yield text[:-1]
    yield text


def halves(text: str, between: str = AND) -> Iterator[tuple[str, str]]:
    """Each way to part words for two streets where they are joined: 太和路与解放路 at 和, and at 与."""
    for at, sign in enumerate(text):
        if sign in between and 0 < at < len(text) - 1:
            yield text[:at], text[at + 1 :]


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Each way to part words for two streets that nothing joins: 枫山路南柏路."""
    return ((text[:at], text[at:]) for at in range(2, len(text) - 1))
