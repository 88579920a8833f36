"""样例镇 (虚构): the bundled data are what the script makes, and the truth they tell is true."""

import gzip
import json
from pathlib import Path

import pytest
from pyproj import Geod
from shapely.geometry import LineString, Point

from geodata.osm import Extract, read_extract
from geodata.sample import AREA, extract_path, notice_paths, outcomes, write_sample
from geodata.sample_acts import ACTS, Act
from geodata.sample_extract import build_town
from geodata.sample_notices import stated_length_m
from geodata.sample_outcomes import ExpectedLine, ExpectedRoad, expected_roads
from geodata.sample_plan import STREETS
from geodata.sample_town import draw_streets

GEOD = Geod(ellps="WGS84")
ROADS = outcomes()
LINES = {
    f"{road.name}-{state}-{n}": line
    for road in ROADS
    for state, version in enumerate(road.versions, 1)
    for n, line in enumerate(version.lines, 1)
}
CASES = (
    "named",
    "part",
    "unnamed",
    "twin carriageways",
    "ambiguous",
    "not mapped",
    "ends moved twice",
    "renamed",
    "cancelled",
)


def road(name: str) -> ExpectedRoad:
    return next(road for road in ROADS if road.name == name)


@pytest.fixture(scope="module")
def extract() -> Extract:
    return read_extract(extract_path())


def test_the_bundled_data_are_what_the_script_makes(tmp_path: Path) -> None:
    write_sample(tmp_path)
    made = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*") if path.is_file()}
    bundled = {path.relative_to(extract_path().parent): path for path in [extract_path(), *notice_paths()]}
    assert made.keys() == bundled.keys() | {Path("outcomes.json")}
    for name, path in bundled.items():
        # two zlibs may pack the same text differently
        unpack = gzip.decompress if name.suffix == ".gz" else bytes
        assert unpack(made[name].read_bytes()) == unpack(path.read_bytes()), f"run python -m geodata.sample ({name})"
    assert expected_roads(build_town()) == ROADS


def test_everything_of_the_town_says_that_it_is_invented() -> None:
    for path in notice_paths():
        assert path.read_text(encoding="utf-8").startswith("〔虚构〕"), path
    assert "虚构" in json.loads((extract_path().parent / "outcomes.json").read_text(encoding="utf-8"))["note"]
    osm = gzip.decompress(extract_path().read_bytes()).decode()
    assert 'copyright="虚构：' in osm
    assert osm.count('k="note" v="虚构：') == osm.count("</way>") + osm.count("</relation>") + osm.count("</node>")


def test_the_extract_is_read_as_a_whole_town_at_zero_zero(extract: Extract) -> None:
    assert 60 <= len(STREETS) <= 70
    assert set(extract.roads.way_id) == {way.way_id for way in build_town().ways if way.piece is not None}
    assert extract.problems == ()
    west, south, east, north = extract.roads.total_bounds
    assert -0.03 < west < 0 < east < 0.03
    assert -0.03 < south < 0 < north < 0.03
    assert {names[0] for names in extract.divisions.names} == {AREA, "东城街道", "西城街道"}
    assert extract.divisions.complete.all()
    assert {"样例河", "样例山", "样例中学", "翠湖公园", "样例铁路"} <= {names[0] for names in extract.places.names}
    assert "虚构" in extract.attribution


def test_two_dual_carriageways_cross_in_four_nodes() -> None:
    nodes: dict[str, set[int]] = {"人民大道": set(), "中心大街": set()}
    for way in build_town().ways:
        if way.piece is not None and way.piece.street.key in nodes:
            nodes[way.piece.street.key] |= set(way.node_ids)
    assert len(nodes["人民大道"] & nodes["中心大街"]) == 4


def test_streets_that_cross_on_one_level_share_a_node_and_others_do_not(extract: Extract) -> None:
    roads = extract.roads
    for left, right in zip(*roads.sindex.query(roads.geometry, predicate="intersects"), strict=True):
        one, other = roads.iloc[left], roads.iloc[right]
        if left < right and one.layer == other.layer:
            shared = set(one.nodes) & set(other.nodes)
            assert shared, (one.names, other.names)
    elevated = next(road for road in roads.itertuples() if "东环高架路" in road.names)
    below = {node for road in roads.itertuples() if road.layer == 0 for node in road.nodes}
    assert set(elevated.nodes) & below == {elevated.nodes[0], elevated.nodes[-1]}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_a_true_line_lies_on_its_ways_from_end_to_end(extract: Extract, line: ExpectedLine) -> None:
    allowed = extract.roads[extract.roads.way_id.isin([*line.way_ids, *line.connecting_way_ids])]
    ground = allowed.geometry.union_all().buffer(1e-8)
    lengths = []
    for course in line.courses:
        assert LineString(course).is_simple
        assert LineString(course).within(ground)
        lons, lats = zip(*course, strict=True)
        lengths.append(GEOD.line_length(lons, lats))
    assert line.measured_length_m == pytest.approx(sum(lengths) / len(lengths), abs=0.06)
    for way in allowed.itertuples():
        if way.way_id in line.way_ids:
            assert any(way.geometry.buffer(1e-8).intersection(LineString(each)).length > 1e-5 for each in line.courses)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: str(act.day.year))
def test_a_true_line_runs_the_way_its_clause_says(act: Act, extract: Extract) -> None:
    towards = {"西东": (1, 0), "东西": (-1, 0), "南北": (0, 1), "北南": (0, -1)}
    for clause in (*act.named, *(each for _, each in act.renamed), *(each for *_, each in act.moved)):
        for version, line in ((v, line) for v in road(clause.road).versions for line in v.lines):
            if version.document_number != act.number:
                continue
            for start, end in line.ends:
                east, north = towards[clause.sides]
                assert (end[0] - start[0]) * east + (end[1] - start[1]) * north > 0
                for text, point in ((clause.start, start), (clause.end, end)):
                    named = [way.geometry for way in extract.roads.itertuples() if text in way.names]
                    assert not named or min(each.distance(Point(point)) for each in named) < 1e-7, (clause.name, text)


def test_a_stated_length_is_that_of_the_road_to_five_metres() -> None:
    town = build_town()
    for act in ACTS:
        for clause in (*act.named, *(each for _, each in act.renamed)):
            version = next(v for v in road(clause.road).versions if v.document_number == act.number)
            for line in version.lines:
                assert abs(stated_length_m(town, clause) - line.measured_length_m) <= 2.6, clause.name


def test_each_case_the_town_is_for_is_there() -> None:
    kinds = " ".join(road.kind for road in ROADS)
    for case in CASES:
        assert case in kinds
    assert 25 <= len(ROADS) <= 35
    assert len(road("迎宾大道").versions[0].lines[0].courses) == 2
    assert len(road("同德街").versions[0].lines) == 2
    assert [len(version.lines) for version in road("望山路").versions] == [1, 1, 1]
    assert road("柳荫巷").abolished_by == "样政发〔2023〕2号"
    assert [version.name for version in road("少年宫路").versions] == ["青年路", "少年宫路"]


def test_no_piece_is_shorter_than_a_metre() -> None:
    for piece in draw_streets():
        assert LineString(piece.points).length > 1, piece.street.key
