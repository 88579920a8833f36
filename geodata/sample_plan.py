"""The plan of 样例镇 (虚构): its streets and landmarks as drawn on squared paper.

Metres east and north of 0°N 0°E, before `sample_town` bends the paper. A street is known by its official
name (`key`); what OpenStreetMap would call it is `name`, None where it bears none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin

Point = tuple[float, float]
AREA = "样例镇"
EAST, WEST = "东城街道", "西城街道"
DIVIDE_X = -200.0  # 中心大街 parts the two subdistricts


@dataclass(frozen=True, slots=True)
class Street:
    """One street of the plan. A dual one is two one-way carriageways `half_gap` metres either side."""

    key: str
    name: str | None
    highway: str
    points: tuple[Point, ...]
    lanes: int | None = None
    width: int | None = None
    half_gap: float | None = None
    layer: int = 0
    old_name: str | None = None
    bridge_name: str | None = None  # where the bridge it crosses the river by has a name of its own
    is_under_rail: bool = False


@dataclass(frozen=True, slots=True)
class Landmark:
    """Something that is no street: a node, a line or, closed, an area."""

    tags: tuple[tuple[str, str], ...]
    points: tuple[Point, ...]


def _named(key: str, highway: str, *points: Point, lanes: int | None = None, width: int | None = None) -> Street:
    return Street(key, key, highway, points, lanes, width)


def _unnamed(key: str, highway: str, *points: Point, width: int | None = None) -> Street:
    return Street(key, None, highway, points, width=width)


def _arc(centre: Point, radius: float, from_deg: int, to_deg: int, step_deg: int = 15) -> tuple[Point, ...]:
    step = step_deg if to_deg > from_deg else -step_deg
    turns = [degree * pi / 180 for degree in range(from_deg, to_deg + step, step)]
    return tuple((round(centre[0] + radius * cos(t), 2), round(centre[1] + radius * sin(t), 2)) for t in turns)


RIVER: tuple[Point, ...] = (
    (560, 1700), (620, 1200), (650, 900), (690, 600), (740, 300), (800, 0),
    (790, -300), (830, -600), (900, -900), (960, -1200), (1000, -1700),
)  # fmt: skip
RAILWAY: tuple[Point, ...] = ((-2100, -900), (-900, -935), (600, -940), (2100, -990))
ROUNDABOUT: Point = (-1050, 150)
ROUNDABOUT_RADIUS_M = 16.0


def _along_river(offset: float, north: float, south: float) -> tuple[Point, ...]:
    """The river's line, `offset` metres east of it, between two northings that are among its points."""
    return tuple((x + offset, y) for x, y in RIVER if south <= y <= north)


def _ring() -> Iterator[Street]:
    """The ring road: four names that change in the middle of the rounded corners."""
    north_west, north_east = (-1500.0, 1000.0), (1500.0, 1000.0)
    south_east, south_west = (1500.0, -1000.0), (-1500.0, -1000.0)
    sides = (
        ("环镇北路", _arc(north_west, 200, 135, 90) + _arc(north_east, 200, 90, 45)),
        ("环镇东路", _arc(north_east, 200, 45, 0) + _arc(south_east, 200, 0, -45)),
        ("环镇南路", _arc(south_east, 200, -45, -90) + _arc(south_west, 200, -90, -135)),
        ("环镇西路", _arc(south_west, 200, -135, -180) + _arc(north_west, 200, 180, 135)),
    )
    for name, points in sides:
        yield Street(name, name, "secondary", points, lanes=4, width=30)


# Streets that stood before the first notice; ends refer to them.
OLD_STREETS: tuple[Street, ...] = (
    *_ring(),
    Street("人民大道", "人民大道", "primary", ((-2000, 0), (2000, 0)), 3, 50, half_gap=9),
    Street("中心大街", "中心大街", "primary", ((-200, 1200), (-200, -1200)), 2, 40, half_gap=8, is_under_rail=True),
    _named("建设路", "secondary", (-1700, 600), (1700, 600), lanes=4, width=30),
    _named("滨河西路", "tertiary", *_along_river(-85, 1200, -600), (790, -800), width=18),
    _named("滨河东路", "tertiary", *_along_river(85, 1200, -600), width=18),
    _named("站前路", "secondary", (-1700, -800), (820, -800), lanes=4, width=26),
    _named("解放路", "secondary", (-800, 1200), (-800, -800), lanes=4, width=26),
    _named("胜利路", "tertiary", (-1300, 1200), (-1300, -800), width=22),
    _named("光明路", "tertiary", (250, 1200), (250, -800), width=22),
    _named("长安街", "tertiary", (-1700, -300), (-200, -300), width=20),
    _named("永安街", "tertiary", (-1300, -560), (250, -560), width=20),
    _named("东风路", "tertiary", (890, -600), (1700, -600), width=24),
    _named("团结路", "tertiary", (1400, 1200), (1400, -600), width=22),
    _named("健康路", "residential", (-1500, 0), (-1500, -800)),
    _named("货场路", "unclassified", (-1300, -1080), (-200, -1080)),
    _named("工业一路", "unclassified", (-900, -1080), (-900, -1200)),
    _named("工业二路", "unclassified", (-600, -1080), (-600, -1200)),
    _named("民生街", "residential", (-1700, 300), (-1300, 300)),
    _named("菜市街", "residential", (-1700, 900), (-1300, 900)),
    _named("水井巷", "living_street", (-1500, 300), (-1520, 450), (-1500, 600)),
    _named("粮站巷", "residential", (-800, 750), (-500, 750)),
    _named("文化街", "residential", (-500, 300), (-200, 300)),
    _named("戏楼巷", "living_street", (20, 0), (20, 300)),
    _named("苗圃路", "residential", (450, 600), (450, 900)),
    _named("东园街", "residential", (1400, 300), (1700, 300)),
    _named("东园二街", "residential", (1400, 900), (1700, 900)),
    _named("广场街", "residential", (250, -400), (720, -400)),
    _unnamed("河东村路", "unclassified", (1700, -300), (1850, -330), (2050, -320)),
    _unnamed("村北路", "service", (1850, -330), (1870, -180)),
    _unnamed("院内路", "service", (-650, -560), (-650, -680)),
    _unnamed("仓库路", "service", (-1150, -1080), (-1150, -980)),
    _unnamed("果园路", "service", (-1700, -150), (-1900, -190), (-2050, -160)),
    _unnamed("堤顶路", "service", (915, -600), (925, -720), (945, -820)),
    Street("东环高架路", "东环高架路", "trunk", ((1712, 700), (1712, -520)), 4, 18, layer=2),
    _unnamed("高架北匝道", "trunk_link", (1700, 860), (1712, 700)),
    _unnamed("高架南匝道", "trunk_link", (1712, -520), (1700, -690)),
)

# Streets the notices speak of, as OpenStreetMap has them: named, unnamed, under a longer or an older name.
NOTICE_STREETS: tuple[Street, ...] = (
    _named("朝阳街", "residential", (-200, 300), (680, 300), width=24),
    _named("学府路", "tertiary", (-800, 900), (580, 900), lanes=2),
    _named("望山路", "tertiary", (-500, 0), (-500, 1200), lanes=2, width=20),
    _unnamed("春风路", "residential", (-1000, 600), (-1000, 1200)),
    Street("迎宾大道", "迎宾大道", "secondary", ((1100, 0), (1100, 600)), 2, 36, half_gap=9),
    Street("文昌街", "文昌街", "residential", ((20, 0), (20, -560)), old_name="南门街"),
    _named("柳荫巷", "living_street", (250, 450), (660, 450)),
    _unnamed("和平路", "residential", (-1300, 760), (-1000, 760)),
    _unnamed("同德街甲", "residential", (-1120, -300), (-1120, -560)),
    _unnamed("同德街乙", "residential", (-960, -300), (-960, -560)),
    _named("望峰路", "unclassified", (-640, 1200), (-660, 1330), (-610, 1460), (-620, 1580)),
    _named("河沿街", "residential", (250, -150), (772, -150)),
    _named("铁南街", "unclassified", (-200, -1080), (500, -1080)),
    _named("少年宫路", "residential", (-1050, 0), (-1050, 600)),
    _unnamed("翠湖路", "residential", (720, 760), (960, 760), (1000, 800), (1000, 930), (1040, 970), (1400, 970)),
    _unnamed("湖北便道", "residential", (700, 1090), (1400, 1090)),
    _named("长虹街", "residential", (-1300, 150), (-800, 150), width=16),
    _unnamed("长虹街东延", "residential", (-800, 150), (-500, 150)),
    _named("幸福巷", "living_street", (1400, -450), (1700, -450)),
    Street("西幸福巷", "幸福巷", "living_street", ((-1700, -680), (-1500, -680))),
    _named("青年路", "residential", (1560, 0), (1560, -600)),
    Street("府前街", "老街", "residential", ((-800, -680), (-200, -680))),
    _unnamed("书香路", "residential", (20, 600), (20, 900)),
    _unnamed("书院街", "residential", (20, 750), (250, 750)),
    _named("校前街", "residential", (-800, 450), (-620, 450)),
    Street("彩虹路", "彩虹路", "tertiary", ((655, 300), (1100, 300)), 2, 20, bridge_name="彩虹桥"),
    _named("月牙路", "residential", *_arc((250, 1060), 80, -90, 90)),
    _unnamed("康宁路", "residential", (1150, 0), (1150, -600)),
    _unnamed("康乐街", "residential", (1150, -300), (1400, -300)),
)
STREETS = OLD_STREETS + NOTICE_STREETS


def _node(point: Point, **tags: str) -> Landmark:
    return Landmark(tuple(tags.items()), (point,))


def _line(points: tuple[Point, ...], **tags: str) -> Landmark:
    return Landmark(tuple(tags.items()), points)


def _box(west: float, south: float, east: float, north: float, **tags: str) -> Landmark:
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return Landmark(tuple(tags.items()), corners)


_LAKE = _arc((860, 930), 75, 0, 345, 15)
LANDMARKS: tuple[Landmark, ...] = (
    _line(RIVER, waterway="river", name="样例河", width="60"),
    _line(RAILWAY, railway="rail", name="样例铁路", gauge="1435"),
    _node((-400, -925), railway="station", name="样例站"),
    _node((-625, 1640), natural="peak", name="样例山", ele="186"),
    _box(770, 830, 985, 1050, leisure="park", name="翠湖公园"),
    _line((*_LAKE, _LAKE[0]), natural="water", name="翠湖"),
    _box(-612, 380, -525, 520, amenity="school", name="样例中学"),
    _box(-170, 40, -20, 140, amenity="townhall", name="样例镇人民政府"),
    _box(1180, -560, 1370, -340, landuse="residential", name="锦绣花园"),
    _box(-1260, -1180, -960, -1100, landuse="industrial", name="样例机械厂"),
    _node((0, 0), place="town", name=AREA),
    _node((1950, -260), place="village", name="河东村"),
    _node((-1950, -260), place="village", name="果园村"),
)
# The town's boundary and the two halves 中心大街 parts it into.
BOUNDS = (-2100.0, -1600.0, 2100.0, 1800.0)
