"""What the authority of 样例镇 (虚构) ordered, an act a year, and what must come of each clause on the ground."""

from dataclasses import dataclass
from datetime import date

from geodata.outcomes import Basis, Status
from geodata.sample_plan import EAST, WEST


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of drawn streets, cut where it meets the streets `start` and `end` (None: its drawn end)."""

    streets: tuple[str, ...]
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Truth:
    """The outcome a described road must have. `basis` None: either will do.

    `runs`: where it lies; of an ambiguous one, all the runs that fit; none where there is nothing to draw.
    """

    status: Status
    basis: Basis | None
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `road` is the road's last name, the key of its outcome; `kind` the case it shows."""

    road: str
    name: str
    subdistrict: str
    sides: str  # of start and end, as in 东西
    start: str
    end: str
    truth: Truth
    kind: str = ""
    width_m: int | None = None
    length_m: int | None = None  # None: as long as the truth is


@dataclass(frozen=True, slots=True)
class Act:
    """One notice: the roads it names, renames (with the former name), moves (with what was said before), abolishes."""

    number: str
    day: date
    about: str
    named: tuple[Clause, ...]
    renamed: tuple[tuple[str, Clause], ...] = ()
    moved: tuple[tuple[str, tuple[str, str], Clause], ...] = ()  # 往北延伸, the previous ends
    abolished: tuple[tuple[str, Clause], ...] = ()  # the reason


def _on(street: str, start: str | None, end: str | None, basis: Basis = "named") -> Truth:
    return Truth("resolved", basis, (Run((street,), start, end),))


NOWHERE = Truth("not_mapped", None)

CHAOYANG = Clause("朝阳街", "朝阳街", EAST, "西东", "中心大街", "滨河西路",
                  _on("朝阳街", "中心大街", "滨河西路"), "named", 24)  # fmt: skip
LIUYIN = Clause("柳荫巷", "柳荫巷", EAST, "西东", "光明路", "滨河西路",
                _on("柳荫巷", "光明路", "滨河西路"), "cancelled", 8)  # fmt: skip
YUNJIN = Clause("云锦路", "云锦路", WEST, "南北", "长安街", "人民大道", NOWHERE, "not mapped, cancelled", 20, 300)
NANMEN = Clause("文昌街", "南门街", EAST, "北南", "人民大道", "永安街",
                _on("文昌街", "人民大道", "永安街"), "renamed", 18)  # fmt: skip
OLD_QINGNIAN = Clause("少年宫路", "青年路", WEST, "南北", "人民大道", "建设路",
                      _on("少年宫路", "人民大道", "建设路"), "renamed, its name passes on", 16)  # fmt: skip


def _wangshan(end: str, kind: str = "") -> Clause:
    truth = _on("望山路", "人民大道", end)
    return Clause("望山路", "望山路", WEST, "南北", "人民大道", end, truth, kind, 20)


def _renamed(clause: Clause, name: str) -> Clause:
    return Clause(clause.road, name, clause.subdistrict, clause.sides, clause.start, clause.end, clause.truth,
                  clause.kind, clause.width_m, clause.length_m)  # fmt: skip


LONGHONG = Clause("长虹街", "长虹街", WEST, "西东", "胜利路", "解放路",
                  _on("长虹街", "胜利路", "解放路"), "name in two pieces, then longer than in OSM", 16)  # fmt: skip
LONGER_LONGHONG = Clause("长虹街", "长虹街", WEST, "西东", "胜利路", "望山路",
                         Truth("resolved", None, (Run(("长虹街", "长虹街东延"), "胜利路", "望山路"),)))  # fmt: skip

ACTS: tuple[Act, ...] = (
    Act("样政发〔2019〕3号", date(2019, 4, 18), "朝阳街等道路命名", (
        CHAOYANG,
        Clause("迎宾大道", "迎宾大道", EAST, "南北", "人民大道", "建设路",
               _on("迎宾大道", "人民大道", "建设路"), "twin carriageways", 36),
        NANMEN,
        LIUYIN,
        Clause("学府路", "学府路", WEST, "东西", "中心大街", "解放路",
               _on("学府路", "中心大街", "解放路"), "part", 22),
        _wangshan("建设路", "ends moved twice"),
        Clause("春风路", "春风路", WEST, "南北", "建设路", "环镇北路",
               _on("春风路", "建设路", "环镇北路", "inferred"), "unnamed", 18),
    )),
    Act("样政发〔2020〕5号", date(2020, 6, 22), "和平路等道路命名", (
        Clause("和平路", "和平路", WEST, "西东", "胜利路", "春风路",
               _on("和平路", "胜利路", "春风路", "inferred"), "unnamed, ends on an unnamed road", 16),
        Clause("同德街", "同德街", WEST, "北南", "长安街", "永安街", Truth("ambiguous", None, (
            Run(("同德街甲",), "长安街", "永安街"), Run(("同德街乙",), "长安街", "永安街"))), "ambiguous", 14),
        Clause("望峰路", "望峰路", WEST, "南北", "环镇北路", "样例山",
               _on("望峰路", "环镇北路", None), "named, a hill end", 12),
        YUNJIN,
        OLD_QINGNIAN,
        Clause("河沿街", "河沿街", EAST, "西东", "光明路", "样例河",
               _on("河沿街", "光明路", None), "named, a river end", 14),
        Clause("铁南街", "铁南街", EAST, "西东", "中心大街", "规划南北二号路",
               _on("铁南街", "中心大街", None), "named, a planned end", 20),
    )),
    Act("样政发〔2021〕4号", date(2021, 5, 26), "翠湖路等道路命名及调整起止点", (
        Clause("翠湖路", "翠湖路", EAST, "西东", "滨河东路", "团结路",
               _on("翠湖路", "滨河东路", "团结路", "inferred"), "unnamed, with bends", 18),
        Clause("锦绣路", "锦绣路", EAST, "西东", "迎宾大道", "团结路", NOWHERE, "not mapped", 24, 310),
        Clause("月牙路", "月牙路", EAST, "南北", "光明路", "光明路",
               _on("月牙路", None, None), "named, both ends on one street", 10),
        LONGHONG,
        Clause("校前街", "校前街", WEST, "西东", "解放路", "样例中学",
               _on("校前街", "解放路", None), "named, a school end", 12),
    ), moved=(("往北延伸", ("人民大道", "建设路"), _wangshan("学府路")),)),
    Act("样政发〔2022〕7号", date(2022, 8, 9), "青年路等道路命名及更名", (
        Clause("青年路", "青年路", EAST, "北南", "人民大道", "东风路",
               _on("青年路", "人民大道", "东风路"), "named, a name another road had", 16),
        Clause("幸福巷", "幸福巷", EAST, "西东", "团结路", "环镇东路",
               _on("幸福巷", "团结路", "环镇东路"), "named, one of two of that name", 8),
        Clause("彩虹路", "彩虹路", EAST, "西东", "滨河西路", "迎宾大道",
               _on("彩虹路", "滨河西路", "迎宾大道"), "named, its bridge otherwise", 20),
    ), renamed=(
        ("南门街", _renamed(NANMEN, "文昌街")),
        ("青年路", _renamed(OLD_QINGNIAN, "少年宫路")),
        ("老街", Clause("府前街", "府前街", WEST, "西东", "解放路", "中心大街",
                        _on("府前街", "解放路", "中心大街"), "renamed, OSM has the old name", 14)),
    )),
    Act("样政发〔2023〕2号", date(2023, 3, 30), "书香路等道路命名、调整起止点及注销", (
        Clause("书香路", "书香路", EAST, "南北", "建设路", "学府路",
               _on("书香路", "建设路", "学府路", "inferred"), "unnamed", 16),
        Clause("书院街", "书院街", EAST, "东西", "光明路", "书香路",
               _on("书院街", "光明路", "书香路", "inferred"), "unnamed, ends on a road of its notice", 12),
        Clause("康宁路", "康宁路", EAST, "北南", "人民大道", "东风路",
               _on("康宁路", "人民大道", "东风路", "inferred"), "unnamed", 18),
        Clause("康乐街", "康乐街", EAST, "西东", "康宁路", "团结路",
               _on("康乐街", "康宁路", "团结路", "inferred"), "unnamed, ends on a road of its notice", 14),
    ), moved=(("往北延伸", ("人民大道", "学府路"), _wangshan("环镇北路")),),
       abolished=(("因片区改造", LIUYIN),)),
    Act("样政发〔2024〕6号", date(2024, 9, 12), "兴业路命名、长虹街调整起止点及云锦路注销", (
        Clause("兴业路", "兴业路", WEST, "西东", "规划一号路", "规划二号路",
               Truth("unresolved", None), "unresolved, both ends planned", 30, 640),
    ), moved=(("往东延伸", ("胜利路", "解放路"), LONGER_LONGHONG),), abolished=(("因规划调整未建设", YUNJIN),)),
)  # fmt: skip

# A proposal orders nothing: no road may come of it.
PROPOSAL = """样例镇民政办公室关于拟命名晨光路的公示
拟将位于样例镇东城街道辖区内，西起光明路，东至滨河西路，长470米、宽16米的道路命名为晨光路。
样例镇民政办公室
2024年11月5日
"""
