"""Coordinates in GCJ-02 and back; planes."""

import numpy as np
import pytest

from geodata.crs import CHINA, from_gcj02, length_m, plane_near, to_gcj02

GRID = np.array([(lon, lat) for lon in np.linspace(74.0, 134.0, 25) for lat in np.linspace(18.5, 53.0, 25)])


def test_gcj02_there_and_back_is_exact_all_over_china() -> None:
    back = from_gcj02(to_gcj02(GRID))
    assert max(length_m(np.array(pair)) for pair in zip(back, GRID, strict=True)) < 0.001


# Examples that other programs publish.
@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
        ((121.4737, 31.2304), (121.47822, 31.22846)),
    ],
)
def test_known_places_are_shifted_as_map_services_do(wgs84: tuple[float, float], gcj02: tuple[float, float]) -> None:
    assert to_gcj02(np.array([wgs84]))[0] == pytest.approx(gcj02, abs=2e-5)


def test_the_shift_is_some_hundred_metres() -> None:
    off = [length_m(np.array(pair)) for pair in zip(to_gcj02(GRID), GRID, strict=True)]
    assert min(off) > 10
    assert max(off) < 1_000
    assert CHINA[0] < GRID[:, 0].min()


def test_nothing_shifts_to_nothing() -> None:
    assert from_gcj02(np.zeros((0, 2))).shape == (0, 2)


def test_neighbours_have_one_plane_which_is_true_for_each_of_them() -> None:
    """To make one takes PROJ longer than all else on a road's page: a comparison of two years would make hundreds."""
    line = np.array([(117.02, 36.66), (117.03, 36.67), (117.04, 36.67)])
    plane = plane_near(*line[0].tolist())
    assert plane is plane_near(*line[2].tolist())
    flat = plane.to_metres(line)
    assert np.hypot(*np.diff(flat, axis=0).T).sum() == pytest.approx(length_m(line), rel=1e-5)
    assert plane.to_degrees(flat) == pytest.approx(line, abs=1e-9)
