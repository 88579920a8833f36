"""What the generator tells: offsets on either side of a street, with their truth, and widths as notices state them."""

from random import Random

import numpy as np
import pytest
import shapely

from geodata.osm import read_extract
from geodata.sample import extract_path
from tests.benchmarks.cases import state_width
from tests.benchmarks.generator import make_world, survey
from tests.benchmarks.ground import read_ground
from tests.benchmarks.stretches import run_on

GROUND = read_ground(read_extract(extract_path()))
STRETCHES = survey(GROUND)


def test_a_stretch_runs_on_by_its_street_and_no_farther() -> None:
    found = 0
    for street, stretches in STRETCHES.items():
        for stretch in stretches:
            run = run_on(stretch, (60.0, 300.0))
            if run is not None:
                found += 1
                assert run.length_m >= stretch.length_m + 60.0
                assert run.links > stretch.links
                assert {GROUND.links[index].street for index in run.links} == {street}
                for longer, line in zip(run.lines, stretch.lines, strict=True):
                    assert np.array_equal(longer[: len(line)], line)
    assert found > 20


def test_some_offsets_lie_beyond_their_street_and_the_road_runs_there() -> None:
    beyond = 0
    for seed in range(40):
        world = make_world(GROUND, STRETCHES, seed)
        for case in world.cases:
            if case.kind == "offset":
                base = case.end.text.partition("以")[0]
                street = shapely.union_all([GROUND.flat[index] for index in GROUND.streets[base]])
                lines = [shapely.LineString(GROUND.metres(line)) for line in case.truth]
                past = any(line.buffer(1.0).intersects(street) for line in lines)
                beyond += past
                if past and not case.deleted:
                    ways = world.extract.roads.itertuples()
                    roads = shapely.union_all([way.geometry for way in ways if not way.names or case.name in way.names])
                    for line in case.truth:
                        middles = shapely.line_interpolate_point(
                            shapely.LineString(line), [0.2, 0.5, 0.8, 1.0], normalized=True
                        )
                        assert shapely.distance(middles, roads).max() < 1e-7
    assert beyond >= 3


@pytest.mark.parametrize(
    ("highway", "name", "least", "most"),
    [
        ("residential", "春晖巷", 3, 9),
        ("service", "春晖里", 3, 9),
        ("residential", "春晖路", 6, 18),
        ("primary", "春晖巷", 20, 60),
    ],
)
def test_widths_are_spread_widely_about_what_is_usual(highway: str, name: str, least: int, most: int) -> None:
    random = Random(1)
    told = [state_width(highway, name, random) for _ in range(4000)]
    stated = [each for each in told if each is not None]
    assert len(stated) == pytest.approx(0.8 * len(told), rel=0.03)
    usual = sum(least <= each <= most for each in stated) / len(stated)
    assert 0.6 < usual < 0.95
    assert min(stated) == 3
    assert max(stated) > 1.5 * most


def test_a_width_takes_two_draws_whatever_it_is() -> None:
    for highway, name in (("residential", "春晖巷"), ("primary", "春晖大道")):
        random, other = Random(7), Random(7)
        state_width(highway, name, random)
        other.uniform(0.8, 1.3), other.random()
        assert random.random() == other.random()
