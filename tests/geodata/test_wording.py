"""What is said for and against a line, told by the names the map itself bears."""

from dataclasses import replace

from drawn import Drawing, version

from geodata.evidence import weights
from geodata.graph import graph_of
from geodata.hypotheses import search
from geodata.outcomes import NotMapped, Resolved, Unresolved
from geodata.resolve import resolve
from geodata.wording import absence

GRID = """
a---b---c
|   |   |
d---e---f
建设路 ad  解放路 be  胜利路 cf
"""
OLD = version("仁孝里：西起建设路，东止胜利路，长800米")
NEW = replace(OLD, ordinal=2, name="仁孝巷")


def test_a_renamed_road_is_said_to_bear_the_name_that_the_map_has() -> None:
    """仁孝里更名为仁孝巷; the map has the old name, the new one, or each on a half."""
    names = {"仁孝里 abc": "图上全程名为“仁孝里”，是它的另一个名称。", "仁孝巷 abc": "图上全程名为“仁孝巷”。"}
    names["仁孝里 ab  仁孝巷 bc"] = "图上全程名为“仁孝巷”“仁孝里”。"
    for drawn, said in names.items():
        outcome = resolve([OLD, NEW], Drawing(f"{GRID}{drawn}  和平路 def").network)[1]
        assert isinstance(outcome, Resolved)
        assert outcome.evidence[0].zh == said


def test_a_road_that_runs_otherwise_is_not_said_to_fit_no_line() -> None:
    drawing = Drawing(f"{GRID}人民路 ab  - bc  和平路 def")
    (outcome,) = drawing.resolve("人民路：北起天涯路，南止海角路，长30000米")
    assert isinstance(outcome, NotMapped)
    assert outcome.evidence[0].zh.startswith(
        "图上的“人民路”与公告所述走法不同，没有一条此名的线相符；公告所述的路很可能不在此图中（"
    )
    assert outcome.evidence[0].en.startswith("no line of this name fits: the map's 人民路 runs otherwise; ")


def test_what_is_less_likely_than_not_is_not_called_likely() -> None:
    wanted, _ = search(Drawing(GRID).network, [OLD], weights())
    graph = graph_of(Drawing(GRID).network)
    assert absence(wanted[0], graph, 0.35).zh == "没有一条线与公告足够相符，也可能不在此图中（35%）。"
    assert absence(wanted[0], graph, 0.995).zh == "没有一条线与公告足够相符，很可能不在此图中（>99%）。"


def test_a_line_of_which_a_part_bears_another_name_is_said_to_bear_it_there() -> None:
    """人民路：西起建设路，东止胜利路: the map calls the second half 东风路"""
    (outcome,) = Drawing(f"{GRID}人民路 ab  东风路 bc").resolve("人民路：西起建设路，东止胜利路，长800米")
    assert "图上 50% 的长度另名“东风路”。" in [said.zh for said in outcome.evidence]


def test_the_nearest_line_of_a_road_that_is_not_there_says_first_that_it_is_another() -> None:
    """It listed that length, ends and direction fit, and at the end that the line has another name."""
    (outcome,) = Drawing(f"{GRID}东风路 abc").resolve("人民路：西起建设路，东止胜利路，长800米")
    assert isinstance(outcome, NotMapped)
    assert [said.zh for said in outcome.evidence[1:3]] == ["最接近而未取的一条：", "图上这一段另名“东风路”。"]
    assert outcome.evidence[2].en == "the map calls this stretch 东风路."
    assert len(outcome.evidence) == len(set(outcome.evidence))


def test_ends_that_are_not_there_are_told_in_the_readers_language() -> None:
    (outcome,) = Drawing(f"{GRID}和平路 def").resolve("人民路：西起天涯路，东止海角路，长500米")
    assert isinstance(outcome, Unresolved)
    assert outcome.reason.zh == "图上找不到起止点“天涯路”、“海角路”。"
    assert outcome.reason.en == "天涯路 and 海角路, where it ends, cannot be found on the map."
