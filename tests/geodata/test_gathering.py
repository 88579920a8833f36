"""Lines that are one answer: carriageways of a named road that lie too far apart to be one segment."""

from dataclasses import replace

import numpy as np
import pytest
from drawn import Drawing

from geodata.alignments import stopped_abreast
from geodata.candidates import Stop
from geodata.gathering import drawn_together
from geodata.graph import graph_of
from geodata.outcomes import Alignment, Course, Resolved

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


def test_a_carriageway_that_two_lines_share_is_drawn_once_and_no_other_is_lost() -> None:
    """迎宾大道 of two carriageways: one line was drawn on both, the other on the northern one alone."""
    grid = Drawing("a---b\n\nc---d\n>人民路 ba  >人民路 cd  建设路 ac  解放路 bd", down_m=15)
    (found,) = grid.resolve("人民路：西起建设路，东止解放路，长400米")
    assert isinstance(found, Resolved)
    both, (north,) = (
        found.alignment,
        [each for each in found.alignment.courses if "a" in grid.letters(each.coordinates)],
    )
    drawn = drawn_together(graph_of(grid.network), both, Alignment((replace(north),)))
    assert {grid.letters(course.coordinates) for course in drawn.courses} == {"ab", "cd"}
    assert len(drawn.courses) == 2


def test_of_two_carriageways_the_longer_stops_abreast_of_the_one_that_is_cut_short() -> None:
    """The one told ends 200 m short of its junction; the other reaches 70 m farther, and stops beside it."""
    plane = Drawing("a---b\n|   |\nc---d\n人民路 ab  和平路 cd  建设路 ac  解放路 bd").network.plane
    told, other = (
        Course(tuple(map(tuple, plane.to_degrees(np.array([[0.0, y], [east, y]])).tolist())), east)
        for y, east in ((0.0, 1000.0), (30.0, 1270.0))
    )
    cut = stopped_abreast(plane, other, told, (Stop("junction"), Stop("told", 200.0, 1)))
    assert cut.length_m == pytest.approx(1000.0, abs=1.0)
    assert stopped_abreast(plane, other, told, (Stop("junction"), Stop("junction"))) == other


SIDE_ROAD = """
p       q

e-------f
a---m---b
c---n---d

r       s
{main}  人民路!{side} cnd  建设路 peacr  解放路 qfbds  - mn
"""


@pytest.mark.parametrize("side", ["primary", "residential", "service"])
@pytest.mark.parametrize(
    ("main", "paths"),
    [(">人民路!primary amb  >人民路!primary fe", {"abm", "ef"}), ("人民路!primary amb", {"abm"})],
)
def test_a_road_is_drawn_on_its_carriageways_not_on_the_side_road_of_its_name(
    main: str, paths: set[str], side: str
) -> None:
    """人民路：西起建设路，东止解放路，长800米: a side road of that name runs 20 m south of it"""
    if (len(paths), side) == (1, "primary"):
        return  # then it is a carriageway itself
    grid = Drawing(SIDE_ROAD.format(main=main, side=side), down_m=20)
    (found,) = grid.resolve("人民路：西起建设路，东止解放路，长800米")
    assert isinstance(found, Resolved)
    drawn = {"".join(sorted(grid.letters(course.coordinates).replace("?", ""))) for course in found.alignment.courses}
    assert drawn == paths


@pytest.mark.parametrize(("length_m", "confident"), [(500, True), (550, False), (590, True)])
def test_a_wide_end_street_leaves_no_doubt_of_the_road_but_of_its_end(length_m: int, confident: bool) -> None:
    """人民路：西起建设路，东止解放路: it meets 解放路 three times, 500, 545 and 590 m on"""
    lons = {"bjp": 0.00449, "ckq": 0.00490, "dlr": 0.00530}
    lats = (0.0, 0.0027, -0.0027)
    at = {letter: (lon, lat) for letters, lon in lons.items() for letter, lat in zip(letters, lats, strict=True)}
    at |= {"a": (0.0, 0.0), "s": (0.0, -0.0027), "t": (0.0, 0.0027), "e": (0.0085, 0.0)}
    grid = Drawing(">解放路 pbj  >解放路 kcq  解放路 ldr  人民路 abcde  建设路 sat", at=at)
    (found,) = grid.resolve(f"人民路：西起建设路，东止解放路，长{length_m}米")
    assert isinstance(found, Resolved)
    doubt = "它与端点所在的街道在 150 米之内不止一处相交，止于其中哪一处不能确定。"
    assert (found.confident, doubt in [said.zh for said in found.evidence]) == (confident, not confident)


@pytest.mark.parametrize(("north_m", "confident"), [(40, True), (70, False)])
def test_a_turning_lane_at_the_end_crossing_is_no_other_end_of_a_named_road(north_m: int, confident: bool) -> None:
    """人民路：西起建设路，东止解放路，长530米: cd goes to 解放路 from 40 m before the crossing, nameless"""
    at = {"a": (0.0, 0.0), "b": (0.00449, 0.0), "c": (0.00413, 0.0), "e": (0.0085, 0.0)}
    at |= {"n": (0.00449, 0.003), "s": (0.00449, -0.003), "p": (0.0, 0.003), "q": (0.0, -0.003)}
    at["d"] = (0.00449, north_m / 111_319)
    grid = Drawing("人民路 acbe  - cd  解放路 ndbs  建设路 paq", at=at)
    (found,) = grid.resolve("人民路：西起建设路，东止解放路，长530米")
    assert (grid.path(found), isinstance(found, Resolved) and found.confident) == ("acb", confident)


def test_a_street_that_is_met_twice_far_apart_leaves_the_end_open() -> None:
    """人民路：西起建设路，东止解放路，长620米: 解放路 is met 400 and 800 m on"""
    grid = Drawing(
        "a---b---c---d\n|   |   |   |\n|   |   |   |\ne---f---g---h\n人民路 abcd  建设路 ae  解放路 bfgc  胜利路 dh"
    )
    (found,) = grid.resolve("人民路：西起建设路，东止解放路，长620米")
    assert not isinstance(found, Resolved)
