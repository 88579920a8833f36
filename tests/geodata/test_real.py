"""Real extracts, which are no part of the project: read, built, packed and searched within bounds of time."""

import time
from pathlib import Path

import pytest
from drawn import version

from geodata.network import RoadNetwork, build_network
from geodata.osm import read_extract
from geodata.outcomes import Resolved
from geodata.resolve import resolve

FOLDER = Path(__file__).parents[3] / "shared/osm"
needs = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"real OSM extracts are not at {FOLDER}")


@pytest.fixture(scope="module")
def jining() -> RoadNetwork:
    return build_network(read_extract(FOLDER / "jining-west.osm.pbf"))


@needs
def test_most_of_the_one_way_roads_of_a_town_find_their_twins(jining: RoadNetwork) -> None:
    arrays = jining.arrays
    length_m = arrays["length_m"]
    paired = arrays["segment"][arrays["segment"][:, 3] >= 0][:, 2:].ravel()
    assert length_m[paired].sum() > 0.85 * length_m[arrays["oneway"] != 0].sum()


@needs
def test_a_packed_town_is_ready_in_a_third_of_a_second(jining: RoadNetwork) -> None:
    data = jining.to_bytes()
    started = time.perf_counter()
    RoadNetwork.from_bytes(data)
    assert time.perf_counter() - started < 0.3


@needs
def test_a_named_road_is_found_between_two_streets(jining: RoadNetwork) -> None:
    """金宇路：东起琵琶山路，西止建设路"""
    found = resolve([version("金宇路：东起琵琶山路，西止建设路")], jining)[0]
    assert isinstance(found, Resolved)
    assert found.basis == "named"
