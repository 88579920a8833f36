"""Measures along a line in metres."""

import numpy as np
import pytest

from geodata.crs import Plane, length_m
from geodata.linear import OffTheLineError, bearing_deg, cut, located, outward_deg, projected, turn_deg

BENT = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 50.0]])


def test_a_part_of_a_line_lies_between_two_measures() -> None:
    assert cut(BENT, 40, 120).tolist() == [[40, 0], [100, 0], [100, 20]]


def test_a_measure_outside_the_line_is_a_wrong_call() -> None:
    with pytest.raises(OffTheLineError, match=r"measure 160\.00 m lies outside a line of 150\.00 m"):
        cut(BENT, 0, 160)


def test_a_point_is_projected_to_the_nearest_place() -> None:
    assert projected(BENT, np.array([110.0, 30.0])) == (130.0, 10.0)
    assert located(BENT, 130.0).tolist() == [100, 30]


@pytest.mark.parametrize(("end", "bearing"), [((0, 1), 0), ((1, 0), 90), ((0, -1), 180), ((-1, 0), 270)])
def test_bearings_count_clockwise_from_north(end: tuple[float, float], bearing: float) -> None:
    assert bearing_deg(np.zeros(2), np.array(end)) == bearing


def test_turns_are_the_lesser_angle() -> None:
    assert (turn_deg(350, 20), turn_deg(20, 350), turn_deg(0, 180)) == (30, 30, 180)
    assert outward_deg(BENT) == 90


@pytest.mark.parametrize(("lon", "lat"), [(0.0, 0.0), (117.0, 36.6), (-71.0, -33.0)])
def test_a_plane_keeps_lengths_near_its_middle_and_comes_back(lon: float, lat: float) -> None:
    lonlat = np.array([[lon, lat], [lon + 0.01, lat + 0.02]])
    plane = Plane(lon, lat)
    flat = plane.to_metres(lonlat)
    assert np.hypot(*(flat[1] - flat[0])) == pytest.approx(length_m(lonlat), rel=1e-6)
    assert plane.to_degrees(flat) == pytest.approx(lonlat, abs=1e-9)
