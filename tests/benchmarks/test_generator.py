"""The benchmark's own truth is true: tried on 样例镇 (虚构), whose lines are known from its drawing."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString

from geodata.osm import read_extract
from geodata.outcomes import Alignment, Ambiguous, Course, NotMapped, Resolved
from geodata.sample import extract_path, outcomes
from tests.benchmarks.cases import Case, cut_line, name_sides, state_length
from tests.benchmarks.generator import World, make_world, survey
from tests.benchmarks.ground import GEOD, Floats, Ground, read_ground, write_extract
from tests.benchmarks.invented import is_nameless, name_streets
from tests.benchmarks.report import calibration, calibration_error, rate, rates, risk_coverage
from tests.benchmarks.resolve_bench import SHARED, TOWNS, main
from tests.benchmarks.scoring import Score, covered, judge, score
from tests.benchmarks.stretches import Stretch, find_returns, find_stretches

GROUND = read_ground(read_extract(extract_path()))
STRETCHES = survey(GROUND)
WORLDS = [make_world(GROUND, STRETCHES, seed) for seed in range(12)]
NOTICE_WORLDS = [make_world(GROUND, STRETCHES, seed, notices=True) for seed in range(12)]
CASES = [(world, case) for world in WORLDS + NOTICE_WORLDS for case in world.cases]
THERE = [(world, case) for world, case in CASES if not case.deleted]


def stretch(street: str, start: str, end: str) -> Stretch:
    for each in find_stretches(GROUND, street):
        for one in (each, each.reversed()):
            if (one.start.street, one.end.street) == (start, end):
                return one
    raise LookupError(street)


def alignment(lines: tuple[Floats, ...]) -> Alignment:
    return Alignment(tuple(Course(tuple(map(tuple, line.tolist())), 0.0) for line in lines))


def moved(ground: Ground, lines: tuple[Floats, ...], east_m: float, north_m: float) -> tuple[Floats, ...]:
    scale = ground.metres(np.array([ground.middle]) + 1)[0]
    return tuple(line + np.array([east_m, north_m]) / scale for line in lines)


@pytest.mark.parametrize(
    ("street", "start", "end", "road"),
    [
        ("望山路", "人民大道", "建设路", "望山路"),
        ("迎宾大道", "人民大道", "建设路", "迎宾大道"),
        ("朝阳街", "中心大街", "滨河西路", "朝阳街"),
        ("文昌街", "人民大道", "永安街", "文昌街"),
        ("学府路", "中心大街", "解放路", "学府路"),
    ],
)
def test_a_stretch_found_is_the_line_that_was_drawn(street: str, start: str, end: str, road: str) -> None:
    found = stretch(street, start, end)
    (truth,) = next(each for each in outcomes() if each.name == road).versions[0].lines
    assert found.length_m == pytest.approx(truth.measured_length_m, abs=0.1)
    drawn = shapely.MultiLineString([list(course) for course in truth.courses])
    assert shapely.MultiLineString(list(found.lines)).hausdorff_distance(drawn) < 1e-7
    for line in found.lines:
        assert min(np.hypot(*(line[0] - course[0])) for course in truth.courses) < 1e-7


def test_a_dual_street_is_told_with_both_carriageways_in_one_direction() -> None:
    found = stretch("人民大道", "胜利路", "解放路")
    assert len(found.courses) == 2
    assert not found.links & set(GROUND.streets["胜利路"])
    assert all(line[-1][0] > line[0][0] for line in found.lines)
    assert all(line[-1][0] < line[0][0] for line in found.reversed().lines)


def test_a_street_whose_halves_are_told_apart_by_nothing_is_left_out() -> None:
    """Without its other carriageway's name a one-way street is not beyond doubt."""
    names = [link.names for link in GROUND.links]
    west = [
        index
        for index in GROUND.streets["迎宾大道"]
        if GROUND.links[index].points[0][1] > GROUND.links[index].points[-1][1]
    ]
    for index in west:
        names[index] = ()
    assert not list(find_stretches(GROUND.named(names), "迎宾大道"))
    assert list(find_stretches(GROUND, "迎宾大道"))


def test_a_world_is_the_same_for_the_same_seed_and_other_for_another() -> None:
    again = make_world(GROUND, STRETCHES, 3)
    assert [case.clause for case in again.cases] == [case.clause for case in WORLDS[3].cases]
    assert [case.clause for case in again.cases] != [case.clause for case in WORLDS[4].cases]
    assert (again.extract.roads.names == WORLDS[3].extract.roads.names).all()


def test_every_kind_is_there_and_a_third_to_half_is_deleted() -> None:
    kinds = Counter(case.kind for _, case in CASES)
    assert kinds.keys() >= {"named", "blind", "part", "extension", "offset", "midpoint", "vague-named", "notice"}
    assert 0.25 < sum(case.deleted for _, case in CASES) / len(CASES) < 0.55


def names_along(world: World, case: Case) -> Counter[tuple[str, ...]]:
    """How many metres of the true line lie under ways of each name in the altered extract."""
    truth = shapely.MultiLineString([world.ground.metres(line) for line in case.truth]).buffer(1.0, cap_style="flat")
    found: Counter[tuple[str, ...]] = Counter()
    for way in world.extract.roads.itertuples():
        line = LineString(world.ground.metres(shapely.get_coordinates(way.geometry)))
        if (inside := line.intersection(truth).length) > 5.0:
            found[way.names] += round(inside)
    return found


def test_what_is_deleted_is_gone_and_what_is_there_is_named_as_its_kind_says() -> None:
    for world, case in CASES:
        under = names_along(world, case)
        whole = sum(LineString(world.ground.metres(line)).length for line in case.truth)
        if case.deleted:
            assert sum(under.values()) < 0.1 * whole, case.clause
        elif case.kind in {"named", "part", "offset", "midpoint", "vague-named"}:
            assert under[(case.name,)] > 0.9 * whole, case.clause
        elif case.kind in {"blind", "vague-blind", "notice"}:
            assert under[()] > 0.9 * whole, case.clause
            assert (case.name,) not in set(world.extract.roads.names)
        else:
            assert case.kind == "extension"
            assert 0 < under[(case.name,)] <= whole + 5
        assert not {names for names in under if names and names != (case.name,)} or case.deleted, case.clause


def test_an_end_that_is_said_by_name_lies_on_that_street_or_road() -> None:
    for world, case in CASES:
        roads = {each.name: each for each in world.cases}
        for end, at in ((case.start, 0), (case.end, -1)):
            if end.planned or end.within_m > 35 or "与" in end.text or "以" in end.text:
                continue
            if end.text in roads:
                other = shapely.MultiLineString(list(roads[end.text].truth))
                assert roads[end.text].notice == case.notice
                assert other.distance(shapely.Point(case.truth[0][at])) < 1e-7
            else:
                named = [way.geometry for way in world.extract.roads.itertuples() if end.text in way.names]
                assert min(line.distance(shapely.Point(case.truth[0][at])) for line in named) < 1e-7, case.clause


def test_an_offset_is_as_far_from_its_street_as_it_says() -> None:
    for world, case in CASES:
        if case.kind == "offset":
            base, _, rest = case.end.text.partition("以")
            said_m = float("".join(filter(str.isdigit, rest)))
            street = shapely.union_all([world.ground.flat[index] for index in world.ground.streets[base]])
            for line in case.truth:
                assert street.distance(shapely.Point(world.ground.metres(line[-1:])[0])) == pytest.approx(
                    said_m, rel=0.15
                )


def test_about_a_third_of_the_clauses_of_whole_notices_point_at_others() -> None:
    pointing = [
        any(end.text in {each.name for each in notice} for end in (case.start, case.end))
        for world in NOTICE_WORLDS
        for notice in world.notices
        for case in notice
    ]
    assert 0.15 < sum(pointing) / len(pointing) < 0.5


def test_stated_lengths_are_as_noisy_as_they_should_be() -> None:
    random = Random(1)
    stated = [state_length(1000, random) for _ in range(20_000)]
    said = np.array([each for each in stated if each is not None])
    assert 1 - len(said) / len(stated) == pytest.approx(0.05, abs=0.01)
    assert (said % 5 == 0).all()
    # 60 % N(1, 2 %) and 30 % N(1, 8 %): about 0.6 × 0.68 + 0.3 × 0.2 + 0.1 × 0.06 within 2 %
    assert np.mean(np.abs(said - 1000) <= 20) == pytest.approx(0.49, abs=0.03)
    assert np.mean(np.abs(said - 1000) > 200) == pytest.approx(0.047, abs=0.015)


def test_sides_are_the_ends_the_road_has_and_three_in_a_hundred_are_wrong() -> None:
    random = Random(1)
    drawn = Counter(name_sides((1.0, 0.1), random) for _ in range(10_000))
    assert drawn.most_common(1)[0][0] == ("西", "东")
    assert drawn["西", "东"] / 10_000 == pytest.approx(0.97, abs=0.01)
    assert ("西南", "东北") in {name_sides((1.0, 1.0), random) for _ in range(100)}


def test_a_clause_reads_like_a_notice_and_is_the_version() -> None:
    for _, case in CASES:
        version = case.version
        assert case.clause.startswith(f"{case.name}：")
        assert f"{case.sides[0]}起{case.start.text}" in case.clause
        assert version.extent.start is not None
        assert version.extent.start.text == case.start.text
        assert (version.length is None) == (case.stated_length_m is None)


def test_the_truth_is_right_whichever_way_it_is_drawn() -> None:
    for world, case in THERE:
        assert judge(world.ground, case, alignment(case.truth)) == "", case.clause
        assert judge(world.ground, case, alignment(tuple(line[::-1] for line in case.truth))) == ""
        assert covered(world.ground, case, alignment(case.truth)) == pytest.approx(1.0)


def test_a_line_beside_the_truth_or_without_a_carriageway_is_wrong() -> None:
    for world, case in THERE:
        for east_m, north_m in ((16.0, 16.0), (-16.0, 16.0)):
            beside = moved(world.ground, case.truth[:1], east_m, north_m)
            assert judge(world.ground, case, alignment(beside)), case.clause
        if len(case.truth) == 2:
            assert "carriageway" in judge(world.ground, case, alignment(case.truth[:1]))


def test_an_end_may_be_off_by_so_much_and_no_more() -> None:
    world, case = next((w, c) for w, c in THERE if c.kind == "named" and len(c.truth) == 1 and c.true_length_m > 300)

    def shortened(by_m: float) -> Alignment:
        line = case.truth[0]
        metres = world.ground.metres(line)
        length_m = float(np.hypot(*np.diff(metres, axis=0).T).sum())
        return alignment((cut_line(line, metres, 0.0, length_m - by_m),))

    spots = replace(case.end, spots=case.truth[0][-1:])
    exact = replace(case, end=spots)
    assert judge(world.ground, exact, shortened(33.0)) == ""
    assert "off the end" in judge(world.ground, exact, shortened(37.0))
    planned = replace(case, end=replace(spots, within_m=50.0))
    assert judge(world.ground, planned, shortened(48.0)) == ""


def test_an_end_on_the_far_carriageway_is_as_right_as_one_on_the_near() -> None:
    """文昌街 begins at the southern carriageway of 人民大道; 36 m north of it lies an imagined northern one."""
    found = stretch("文昌街", "人民大道", "永安街")
    line = found.lines[0]
    spots = np.vstack([line[:1], moved(found.ground, (line[:1],), 0.0, 36.0)[0]])
    _, case = THERE[0]
    start, end = replace(case.start, spots=spots, within_m=35.0), replace(case.end, spots=line[-1:], within_m=35.0)
    dual = replace(case, start=start, end=end, truth=(line,))
    longer = np.vstack([spots[1:], line])
    assert judge(found.ground, dual, alignment((line,))) == ""
    assert judge(found.ground, dual, alignment((longer,))) == ""
    assert judge(found.ground, replace(dual, start=replace(start, spots=line[:1])), alignment((longer,)))


def answer(case: Case, **said: object) -> Score:
    world = next(world for world, each in CASES if each is case)
    match said:
        case {"drawn": confident}:
            resolution = Resolved(case.case_id, "", "named", alignment(case.truth), 0.9, bool(confident))
            return score(world.ground, case, resolution)
        case {"among": place}:
            away = moved(world.ground, case.truth, 400.0, 400.0)
            lines = [alignment(away)] * 3
            lines[int(str(place)) - 1] = alignment(case.truth)
            return score(world.ground, case, Ambiguous(case.case_id, "", tuple(lines), 0.4))
        case {"against": place}:
            away = moved(world.ground, case.truth, 400.0, 400.0)
            kept = (*(alignment(away),) * (int(str(place)) - 1), alignment(case.truth))
            return score(world.ground, case, NotMapped(case.case_id, "", 0.9, candidates=kept))
        case _:
            return score(world.ground, case, NotMapped(case.case_id, "", 0.9))


def test_a_deleted_road_can_only_be_drawn_wrongly() -> None:
    gone = next(case for _, case in CASES if case.deleted)
    there = THERE[0][1]
    assert answer(gone, drawn=True).verdict == "wrong"
    assert answer(gone).verdict == "abstained"
    assert answer(there, drawn=True).verdict == "right"
    assert (answer(there, among=2).verdict, answer(there, among=2).rank) == ("abstained", 2)


def test_lines_a_road_was_weighed_against_come_after_the_answer_that_it_is_not_there() -> None:
    there = THERE[0][1]
    placed = [answer(there, against=place) for place in (1, 2)]
    assert [(one.rank, one.among_lines) for one in placed] == [(2, 1), (3, 2)]
    assert answer(there, against=1).verdict == "abstained"
    assert (answer(there).rank, answer(there).among_lines) == (0, 0)


def test_rates_count_whole_roads_and_never_claim_nothing_can_happen() -> None:
    gone = [answer(case) for _, case in CASES if case.deleted]
    never = rate("drawn", gone, lambda s: s.deleted, lambda s: s.confident)
    assert (never.share, never.low) == (0.0, 0.0)
    assert never.high == pytest.approx(min(1.0, 3 / len(gone)))
    mixed = [
        answer(case, drawn=case.true_length_m > 400) if case.true_length_m > 400 else answer(case) for _, case in CASES
    ]
    table = {each.name: each for each in rates(mixed)}
    there = table["all that are there: right"]
    assert there.low < there.share < there.high
    assert sum(
        table[f"all that are there: {verdict}"].share for verdict in ("right", "wrong", "abstained")
    ) == pytest.approx(1)
    assert all(0 <= risk <= 1 for _, risk in risk_coverage(mixed))


def test_notices_are_held_against_their_own_clauses_each_by_itself() -> None:
    """Ten roads are right by themselves, six of them in their notices; of ten that rest on other roads five are."""
    one = replace(answer(THERE[0][1]), kind="notice")
    resting = [replace(one, road=f"a{n}", alone=1, rank=int(n < 6)) for n in range(10)]
    others = [replace(one, road=f"b{n}", rests_on="deleted", rank=n % 2) for n in range(10)]
    table = {each.name.strip(): each for each in rates([*resting, *others])}
    assert (table["the same hiding, each clause by itself"].share, table["whole notices against these"].cases) == (
        1.0,
        20,
    )
    against = table["whole notices against these"]
    assert against.share == pytest.approx(11 / 20 - 1.0)
    assert against.low < against.share < against.high < 0.0


def test_towns_that_promise_too_much_and_too_little_do_not_cancel_out() -> None:
    """Half of the lines are right in one town, all in the other, and 0.75 is said of each."""
    right = replace(answer(THERE[0][1], drawn=True), probability=0.75)
    wrong = replace(right, verdict="wrong")
    bold = [replace(each, town="bold") for each in (right, wrong) * 300]
    shy = [replace(right, town="shy")] * 600
    assert calibration_error([*bold, *shy]) == pytest.approx(0.25)
    assert [(town, true) for town, _, true, _ in calibration([*bold, *shy])] == [("bold", 0.5), ("shy", 1.0)]
    assert calibration_error(bold) is None


def test_a_town_without_names_is_given_some_and_twin_carriageways_share_one() -> None:
    nameless = GROUND.named([() for _ in GROUND.links])
    assert is_nameless(nameless)
    assert not is_nameless(GROUND)
    named = name_streets(nameless, 1)
    assert name_streets(nameless, 1).streets.keys() == named.streets.keys()
    twins = {named.links[index].street for index in GROUND.streets["迎宾大道"]}
    assert len(twins) == 1
    assert survey(named)


def test_an_unchanged_ground_is_written_as_it_was_read() -> None:
    same = write_extract(GROUND, (), "same")
    assert list(same.roads.way_id) == list(GROUND.extract.roads.way_id)
    assert list(same.roads.nodes) == [tuple(nodes) for nodes in GROUND.extract.roads.nodes]
    lengths = [GEOD.geometry_length(line) for line in same.roads.geometry]
    assert lengths == pytest.approx([GEOD.geometry_length(line) for line in GROUND.extract.roads.geometry])


def test_a_missing_town_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--town", "nowhere.osm.pbf"]) == 2
    assert "no such extract" in capsys.readouterr().err


def test_the_bench_runs_from_end_to_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--town", str(extract_path()), "--limit", "30", "--json", str(tmp_path / "bench.json")]) == 0
    assert "deleted: drawn confidently" in capsys.readouterr().out
    assert (tmp_path / "bench.json").stat().st_size > 1000


@pytest.mark.parametrize("town", TOWNS)
def test_real_towns_give_worlds_whose_truth_is_sound(town: str) -> None:
    path = SHARED / TOWNS[town]
    if not path.is_file():
        pytest.skip(f"real extract {path} is not here")
    ground = read_ground(read_extract(path))
    if is_nameless(ground):
        pytest.skip("the nameless town takes half a minute; make bench-resolve measures on it")
    world = make_world(ground, survey(ground), 1)
    assert len(world.cases) > 5
    for case in world.cases:
        if not case.deleted:
            assert judge(ground, case, alignment(case.truth)) == ""


def test_a_street_that_comes_back_is_told_from_one_crossing_to_the_other() -> None:
    """月牙路 (虚构) leaves a street and comes back to it farther on."""
    (crescent,) = find_returns(GROUND, "月牙路")
    assert crescent.start.street == crescent.end.street
    assert not crescent.start.nodes & crescent.end.nodes
    returning = survey(GROUND, returning=True)
    cases = [case for seed in range(30) for case in make_world(GROUND, returning, seed).cases]
    assert {case.kind for case in cases} == {"named", "blind"}
    assert all(case.start.text == case.end.text for case in cases)
