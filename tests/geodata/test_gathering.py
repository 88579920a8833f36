"""Lines that are one answer: carriageways of a named road that lie too far apart to be one segment."""

from drawn import Drawing

from geodata.outcomes import Resolved

# 人民路 parts into two carriageways, 100 m apart, round a square, and is one road before and behind it.
SQUARE = """
        p---q
a---b   |   |   c---d
|       r---s       |
e                   f
"""
AT = {"p": (0.0072, 0.00045), "q": (0.0108, 0.00045), "r": (0.0072, -0.00045), "s": (0.0108, -0.00045)}
STREETS = "人民路 ab  >人民路 brsc  >人民路 cqpb  人民路 cd  建设路 ae  解放路 df"


def test_carriageways_that_lie_apart_are_one_answer_and_drawn_together() -> None:
    """人民路：西起建设路，东止解放路，长2000米"""
    drawing = Drawing(f"{SQUARE}{STREETS}", at=AT)
    (found,) = drawing.resolve("人民路：西起建设路，东止解放路，长2000米")
    assert isinstance(found, Resolved)
    assert found.confident
    assert {drawing.letters(course.coordinates) for course in found.alignment.courses} == {"abrscd", "abpqcd"}


def test_roads_of_other_names_that_lie_apart_are_not() -> None:
    """The northern one bears no name: 人民路 is the other."""
    drawing = Drawing(f"{SQUARE}{STREETS.replace('>人民路 cqpb', '>- cqpb')}", at=AT)
    (found,) = drawing.resolve("人民路：西起建设路，东止解放路，长2000米")
    assert isinstance(found, Resolved)
    assert drawing.path(found) == "abrscd"
    assert len(found.alignment.courses) == 1


def test_nameless_roads_that_lie_apart_are_two() -> None:
    """春晖路：西起建设路，东止解放路，长2000米: on either side of the square"""
    nameless = STREETS.replace("人民路", "-")
    (found,) = Drawing(f"{SQUARE}{nameless}", at=AT).resolve("春晖路：西起建设路，东止解放路，长2000米")
    assert not isinstance(found, Resolved)
