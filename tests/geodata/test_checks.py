"""What the ground contradicts."""

from drawn import Drawing, version

from geodata.checks import find_checks
from geodata.resolve import resolve

GRID = """
a---b---c
|   |   |
|   |   |
d---e---f
人民路 abc  中山路 def  建设路 ad  解放路 be  胜利路 cf
"""


def kinds(*clauses: str) -> list[tuple[str, str]]:
    versions = [version(clause) for clause in clauses]
    checks = find_checks(versions, resolve(versions, Drawing(GRID).network))
    return [(check.kind, check.road_id) for check in checks]


def test_a_road_that_fits_is_not_contradicted() -> None:
    assert kinds("人民路：西起建设路，东止胜利路，长805米") == []


def test_a_length_far_off_is_said() -> None:
    assert kinds("人民路：西起建设路，东止胜利路，长700米") == [("length", "人民路")]


def test_sides_that_do_not_fit_the_ground_are_said() -> None:
    assert kinds("人民路：西起建设路，南止胜利路，长800米") == [("course", "人民路")]


def test_a_road_and_a_stretch_of_it_are_no_two_roads_on_one_ground() -> None:
    assert kinds("人民路：西起建设路，东止胜利路，长800米", "人民路东段：西起解放路，东止胜利路，长400米") == []
