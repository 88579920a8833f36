"""Ends told by so many metres from a street: short of it, past it, and farther than the road goes."""

import subprocess
import sys

import pytest
from drawn import Drawing, version
from shapely.geometry import LineString

from geodata.outcomes import NotMapped, Resolved
from geodata.resolve import resolve

# 人民路 runs on past 解放路 for 400 m, 中山路 bears no name there, and 和平路 ends on it.
GRID = Drawing("""
a---b---c---d
|   |   |   |
|   |   |   |
e---f---g---h
|       |   |
|       |   |
i---j---k   l
人民路 abcd  中山路 efg  - gh  和平路 ijk  建设路 aei  解放路 cgk  胜利路 dhl  - bf
""")
# 解放路 crosses a nameless road, which goes straight on for 300 m.
NAMELESS = Drawing("""
    p   q
    |   |
a---b---c--d
    |   |
    r   s
建设路 pbr  解放路 qcs  - bcd
""")


@pytest.mark.parametrize(
    ("clause", "length_m"),
    [
        ("人民路：西起建设路，东止解放路以东100米，长900米", 900),
        ("人民路：东起解放路以东100米，西止建设路，长900米", 900),
        ("人民路：西起建设路，东止解放路以东390米，长1200米", 1200),
        ("人民路：西起建设路，东止解放路以东400米，长1200米", 1200),
        ("人民路：西起建设路，东止解放路以西100米，长700米", 700),
        ("中山路：西起建设路，东止解放路以东100米，长900米", 900),
        ("人民路：西起解放路，东止解放路以东300米，长300米", 300),
        ("人民路：西起解放路以西300米，东止解放路，长300米", 300),
        ("人民路：西起建设路，东止人民路与解放路交叉口以东100米，长900米", 900),
    ],
)
def test_a_named_road_ends_short_of_a_street_or_past_it(clause: str, length_m: float) -> None:
    (found,) = GRID.resolve(clause)
    assert isinstance(found, Resolved)
    assert found.confident
    assert found.alignment.measured_length_m == pytest.approx(length_m, abs=11)
    assert any("自路口量得" in said.zh for said in found.evidence)


@pytest.mark.parametrize(
    "clause",
    [
        "春晖路：西起建设路，东止解放路以东100米，长500米",
        "春晖路：东起解放路以东100米，西止建设路，长500米",
    ],
)
def test_a_nameless_road_goes_straight_on_past_the_street(clause: str) -> None:
    (found,) = NAMELESS.resolve(clause)
    assert isinstance(found, Resolved)
    assert found.alignment.measured_length_m == pytest.approx(500, abs=2)


@pytest.mark.parametrize(
    "clause",
    [
        "和平路：西起建设路，东止解放路以东100米，长900米",
        "人民路：西起建设路，东止解放路以东900米，长1700米",
        "春晖路：西起建设路，东止解放路以东400米，长800米",
    ],
)
def test_a_road_that_does_not_go_so_far_is_short_and_never_certain(clause: str) -> None:
    """和平路 ends on 解放路, 人民路 400 m and the nameless road 300 m beyond it."""
    grid = NAMELESS if clause.startswith("春晖路") else GRID
    (found,) = grid.resolve(clause)
    assert not (isinstance(found, Resolved) and found.confident)
    assert any("画到路的尽处" in said.zh for said in found.evidence)


def test_a_named_road_may_turn_at_the_street_that_its_offset_is_told_from() -> None:
    """月牙路：北起人民路，南止中山路以西200米，长700米: it comes down to c and turns west there"""
    grid = Drawing("""
a---b---c
        |
        |
    e   f
    |   |
d---p---q---g
人民路 abc  月牙路 cfqp  中山路 qg  建设路 pe  - dp
""")
    (found,) = grid.resolve("月牙路：北起人民路，南止中山路以西200米，长700米")
    assert isinstance(found, Resolved)
    assert found.confident
    assert found.alignment.measured_length_m == pytest.approx(700, abs=5)


def test_an_offset_to_a_side_on_which_the_road_does_not_lie_is_no_end() -> None:
    """人民路：西起建设路，东止解放路以南100米，长900米: it runs east, not south"""
    (found,) = GRID.resolve("人民路：西起建设路，东止解放路以南100米，长900米")
    assert isinstance(found, NotMapped)


def test_an_offset_from_a_river_needs_nothing_that_was_imported_before() -> None:
    """The kernel of 样例河以东100米, in an interpreter that has not seen geopandas."""
    program = (
        "import sys; from shapely.geometry import LineString; from geodata.endpoints import Kernel; "
        "kernel = Kernel(LineString([(0, 0), (0, 100)]), 60.0, 100.0, 90.0, exact=True); "
        "assert 'geopandas' not in sys.modules and 'shapely.ops' not in sys.modules; "
        "print(kernel.log_weight((100.0, 50.0)))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert float(said.stdout) == pytest.approx(0.0, abs=1e-6)


def test_a_road_may_end_so_many_metres_from_a_river() -> None:
    """人民路：西起建设路，东止样例河以东100米，长900米: the river crosses at c"""
    river = {("river", "样例河"): LineString([GRID.at["c"], GRID.at["k"]])}
    grid = Drawing(
        """
a---b---c---d
|   |       |
e---f-------h
人民路 abcd  中山路 efh  建设路 ae  胜利路 dh  - bf
""",
        river,
    )
    (found,) = resolve([version("人民路：西起建设路，东止样例河以东100米，长900米")], grid.network)
    assert isinstance(found, Resolved)
    assert found.alignment.measured_length_m == pytest.approx(900, abs=2)
