"""样例镇 (虚构) from its notices to its map: read, kept in a register, found on the extract, as its outcomes say."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from shapely.geometry import LineString, MultiLineString

from gazetteer.documents import Document
from gazetteer.entries import Reading, read_document
from gazetteer.notices import NoticeKind
from gazetteer.records import RoadVersion
from gazetteer.registry import Register
from geodata.network import build_network
from geodata.osm import read_extract
from geodata.outcomes import Alignment, Ambiguous, Resolution, Resolved
from geodata.resolutions import Resolutions
from geodata.resolve import resolve
from geodata.sample import AREA, extract_path, notice_paths, outcomes
from geodata.sample_acts import ACTS
from geodata.sample_outcomes import ExpectedLine, ExpectedVersion
from geodata.tasks import Tasks

VERSIONS = {
    f"{version.name}-{version.document_number[4:8]}": version for road in outcomes() for version in road.versions
}
Found = dict[tuple[str, str | None], Resolution]


def readings() -> Iterator[tuple[Document, tuple[Reading, ...]]]:
    for path in notice_paths():
        document = Document(path.name, path.read_text(encoding="utf-8"))
        yield document, read_document(document)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with Register.open(str(tmp_path_factory.mktemp("sample") / "sample.db")) as opened:
        for document, read in readings():
            opened.ingest(document, read)
        yield opened


@pytest.fixture(scope="module")
def found(register: Register) -> Found:
    """What came of every version, by name and document number, all of the town's versions asked for together."""
    numbers = {kept.notice.notice_id: kept.notice.document_number for kept in register.notices(AREA)}
    versions: dict[tuple[str, str], RoadVersion] = {}
    for change in register.changes(AREA):
        for version in (change.before, change.after):
            if version is not None:
                versions.setdefault((version.road_id, version.description), version)
    resolutions = resolve(list(versions.values()), build_network(read_extract(extract_path())))
    return {
        (version.name, numbers.get(version.notice_id)): resolution
        for version, resolution in zip(versions.values(), resolutions, strict=True)
    }


def test_a_street_drawn_and_a_name_given_are_all_that_a_new_extract_tells(register: Register) -> None:
    """春风路 is named and 和平路 deleted; no other of the town's lines is said to have moved or lost anything."""
    extract = read_extract(extract_path())
    first = Resolutions(register).run(AREA, build_network(extract))
    assert first.moves == ()
    named, gone = (
        outcome.alignment.way_ids
        for name in ("春风路", "和平路")
        if isinstance(outcome := Resolutions(register).of(register.record(register.find(name)).versions[-1]), Resolved)
    )
    roads = extract.roads[~extract.roads.way_id.isin(gone)].reset_index(drop=True)
    roads["names"] = [
        ("春风路",) if way in named else names for way, names in zip(roads.way_id, roads.names, strict=True)
    ]
    second = Resolutions(register).run(AREA, build_network(replace(extract, roads=roads, digest="edited")))
    assert {(move.kind, move.name) for move in second.moves} == {("named", "春风路"), ("vanished", "和平路")}
    assert [(task.kind, task.name) for task in second.opened] == [("missing", "和平路")]
    assert [(task.kind, task.name) for task in second.closed] == [("name", "春风路")]
    assert ("name", "和平路") not in {(task.kind, task.name) for task in Tasks(register).of(AREA)}


def test_every_notice_is_read_whole() -> None:
    for document, read in readings():
        (reading,) = read
        assert reading.problems == (), document.source
        assert reading.notice.fictional
        assert reading.notice.area == AREA
        if document.source.endswith("proposal.txt"):
            assert reading.notice.kind is NoticeKind.PROPOSAL
            continue
        act = next(each for each in ACTS if each.number == reading.notice.document_number)
        said = [*act.named, *(each for _, each in act.renamed), *(each for *_, each in act.moved)]
        said += [each for _, each in act.abolished]
        assert [entry.name for entry in reading.entries] == [clause.name for clause in said]
        for entry, clause in zip(reading.entries, said, strict=True):
            ends = [(end.side, end.text, end.planned) for end in entry.extent.termini]
            planned = [text.startswith("规划") for text in (clause.start, clause.end)]
            assert ends == list(zip(clause.sides, (clause.start, clause.end), planned, strict=True))


def test_the_register_holds_the_roads_of_the_acts_and_none_of_the_proposal(register: Register) -> None:
    assert {road.name for road in outcomes() if road.abolished_by is None} == {
        version.name for version in register.roads(area=AREA)
    }
    for road in outcomes():
        record = register.record(register.find(road.name))
        acts = [version.name for version in record.versions if version.act in {"Named", "Renamed", "ExtentChanged"}]
        assert acts[-len(road.versions) :] == [version.name for version in road.versions]


def is_same_line(alignment: Alignment, line: ExpectedLine) -> bool:
    """On the same ways, and within 45 m of the true line everywhere, ends included."""
    ways = set(alignment.way_ids) - set(line.connecting_way_ids)
    drawn = MultiLineString([LineString(course.coordinates) for course in alignment.courses])
    true = MultiLineString([LineString(course) for course in line.courses])
    return ways == set(line.way_ids) and drawn.hausdorff_distance(true) * 111_000 < 45


@pytest.mark.parametrize("version", VERSIONS.values(), ids=VERSIONS.keys())
def test_each_road_comes_out_as_it_must(found: Found, version: ExpectedVersion) -> None:
    resolution = found[version.name, version.document_number]
    assert resolution.status == version.status
    match resolution:
        case Resolved():
            (line,) = version.lines
            assert is_same_line(resolution.alignment, line)
            assert version.basis in {None, resolution.basis}
            assert resolution.alignment.measured_length_m == pytest.approx(line.measured_length_m, abs=25)
        case Ambiguous():
            for line in version.lines:
                assert any(is_same_line(candidate, line) for candidate in resolution.candidates)


def test_no_line_that_is_wrong_is_confident(found: Found) -> None:
    for version in VERSIONS.values():
        resolution = found[version.name, version.document_number]
        if isinstance(resolution, Resolved) and resolution.confident:
            assert any(is_same_line(resolution.alignment, line) for line in version.lines), version.name
