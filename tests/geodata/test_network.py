"""Networks of drawn grids: junctions, twin carriageways, gaps, bridges, and the packed form."""

import time

import numpy as np
import pytest
from drawn import Drawing

from geodata.graph import graph_of
from geodata.network import RoadNetwork

TWINS = """
p       q
|       |
|       |
a-------c
b---m---d
|   |   |
|   |   |
r   s   t
>迎宾大道 ca  >迎宾大道 bmd  建设路 pabr  解放路 qcdt  学府路 ms
"""


def test_ways_are_cut_where_they_share_a_node() -> None:
    network = Drawing("""
a-b-c
  |
  d
人民路 abc  建设路 bd
""").network
    assert [(link.names, len(link.geometry.coords)) for link in network.links] == [
        (("人民路",), 2),
        (("人民路",), 2),
        (("建设路",), 2),
    ]
    assert network.arrays["length_m"].tolist() == pytest.approx([200, 200, 200], rel=0.01)


def test_twin_carriageways_are_one_road_and_cross_a_street_in_one_junction() -> None:
    network = Drawing(TWINS, down_m=30).network
    graph = graph_of(network)
    twins = network.arrays["segment"][network.arrays["segment"][:, 3] >= 0]
    assert len(twins) == 2  # from 建设路 to 学府路, which joins one carriageway only, and on to 解放路
    junctions = graph.junctions(graph.by_key["迎宾大道"])
    assert len(junctions) == 3
    assert len(junctions & graph.junctions(graph.by_key["建设路"])) == 1


def test_lengths_run_from_middle_to_middle_and_do_not_count_what_lies_across() -> None:
    """The carriageways lie 15 m off the middle of each crossing, on either side; 建设路 to 学府路 are 400 m."""
    graph = graph_of(Drawing(TWINS, down_m=30).network)
    twins = graph.by_key["迎宾大道"]
    assert [graph.length_m[each] for each in twins] == pytest.approx([400, 400], abs=1)
    assert sum(graph.length_m[each] for each in graph.by_key["建设路"]) == pytest.approx(210, abs=2)


def test_a_bridge_crosses_without_joining() -> None:
    network = Drawing("""
  c
  |
a-x-b
  |
  d
人民路 ab  建设路 cd
""").network
    graph = graph_of(network)
    assert not graph.junctions(graph.by_key["人民路"]) & graph.junctions(graph.by_key["建设路"])


def test_a_gap_of_a_few_metres_is_closed() -> None:
    drawing = Drawing(
        """
a-b-c
 x
 d
人民路 abc  建设路 xd
""",
        down_m=6,
    )
    graph = graph_of(drawing.network)
    assert len(graph.junctions(graph.by_key["人民路"]) & graph.junctions(graph.by_key["建设路"])) == 1


def test_a_name_goes_through_a_roundabout_drawn_as_link_roads() -> None:
    """人民路：西起建设路，东止解放路，长800米: a circle of 60 m, no junction=roundabout, is nobody's slip road"""
    circle = {letter: (0.0036 + 0.0005 * np.cos(at), 0.0005 * np.sin(at)) for letter, at in RING.items()}
    drawing = Drawing(
        """
a---------c
|         |
d         e
人民路 aw  人民路 oc  >-!primary_link ostuwxyzo  建设路 ad  解放路 ce
""",
        at={"c": (0.0072, 0.0), "e": (0.0072, -0.002)} | circle,
    )
    (found,) = drawing.resolve("人民路：西起建设路，东止解放路，长800米")
    assert found.status == "resolved"
    assert found.evidence[1].zh.startswith("公告长 800 米，图上约 8")


RING = {letter: number * np.pi / 4 for number, letter in enumerate("ostuwxyz")}


def test_a_network_survives_its_packed_form() -> None:
    network = Drawing(TWINS, down_m=30).network
    again = RoadNetwork.from_bytes(network.to_bytes())
    assert (again.digest, again.attribution, again.source) == (network.digest, "虚构", "drawn")
    assert again.links == network.links
    assert all(np.array_equal(again.arrays[key], network.arrays[key], equal_nan=True) for key in network.arrays)
    assert again.bounds == pytest.approx((0.0, -0.0018865, 0.0071865, 0.0), abs=1e-6)


def test_a_packed_network_of_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match=r"zip|magic|pickle|format"):
        RoadNetwork.from_bytes(b"no network")


def test_a_large_network_is_unpacked_quickly() -> None:
    drawing = Drawing(TWINS, down_m=30)
    arrays = dict(drawing.network.arrays)
    count = 20_000
    arrays["points"] = np.tile(arrays["points"][:2], (count, 1))
    arrays["offsets"] = np.arange(0, 2 * count + 1, 2)
    data = RoadNetwork("0", "", "", (), (), (), arrays).to_bytes()
    started = time.perf_counter()
    RoadNetwork.from_bytes(data)
    assert time.perf_counter() - started < 0.3
