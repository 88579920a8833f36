"""The part added or removed when a road's ends move."""

import pytest
from drawn import Drawing, version

from geodata.outcomes import Unresolved
from geodata.resolve import resolve
from geodata.stretches import Stretches, find_stretches

GRID = Drawing("""
a---b---c---d
|   |   |   |
|   |   |   |
e---f---g---h
人民路 abcd  中山路 efgh  建设路 ae  东风路 bf  解放路 cg  胜利路 dh
""")
TWIN = Drawing(
    """
p       q       r
|       |       |
a-------c-------e
b-------d-------f
|       |       |
s       t       u
>迎宾大道 eca  >迎宾大道 bdf  建设路 pabs  解放路 qcdt  胜利路 refu
""",
    down_m=30,
)


def between(grid: Drawing, old: str, new: str) -> Stretches:
    before, after = (resolve([version(clause, "r")], grid.network)[0] for clause in (old, new))
    found = find_stretches(before, after)
    assert found is not None
    return found


def letters(found: Stretches) -> tuple[list[str], list[str]]:
    added, removed = (
        [GRID.letters(part.courses[0].coordinates) for part in parts] for parts in (found.added, found.removed)
    )
    return added, removed


@pytest.mark.parametrize(
    ("old", "new", "added", "removed"),
    [
        ("西起建设路，东止解放路，长800米", "西起建设路，东止胜利路，长1200米", ["cd"], []),
        ("西起建设路，东止胜利路，长1200米", "西起建设路，东止解放路，长800米", [], ["cd"]),
        ("西起东风路，东止解放路，长400米", "西起建设路，东止胜利路，长1200米", ["ab", "cd"], []),
        ("西起建设路，东止解放路，长800米", "西起东风路，东止胜利路，长800米", ["cd"], ["ab"]),
        ("西起建设路，东止东风路，长400米", "西起解放路，东止胜利路，长400米", ["cd"], ["ab"]),
        ("西起建设路，东止解放路，长800米", "东起解放路，西止建设路，长800米", [], []),
    ],
)
def test_what_was_added_and_removed_is_cut_where_the_other_line_ends(
    old: str, new: str, added: list[str], removed: list[str]
) -> None:
    assert letters(between(GRID, f"人民路：{old}", f"人民路：{new}")) == (added, removed)


def test_both_carriageways_of_what_was_added_come_together() -> None:
    found = between(TWIN, "迎宾大道：西起建设路，东止解放路，长800米", "迎宾大道：西起建设路，东止胜利路，长1600米")
    (part,) = found.added
    assert len(part.courses) == 2
    assert found.added_m == pytest.approx(800, abs=40)
    assert found.removed == ()


def test_nothing_is_said_where_either_was_not_found() -> None:
    found = GRID.resolve("人民路：西起建设路，东止解放路，长800米")[0]
    missing = GRID.resolve("春晖路：北起东风大街，南止西风大街，长300米")[0]
    assert isinstance(missing, Unresolved)
    assert find_stretches(found, missing) is None
    assert find_stretches(missing, found) is None
    assert find_stretches(None, found) is None
