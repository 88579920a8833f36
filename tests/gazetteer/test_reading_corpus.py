"""Every layout of tests/corpus reads as its label, and every value stands where its span says."""

import json
from pathlib import Path

import pytest

from gazetteer.documents import Document, read_file
from gazetteer.entries import read_document, readings_json
from gazetteer.text import normalise
from tests.score import CORPUS, compare

LABELS = sorted(CORPUS.glob("*.gold.json"))
SHARED = Path(__file__).parents[3] / "shared" / "notices"
FIXTURES = [label.with_name(label.name.replace(".gold.json", ".txt")) for label in LABELS]


@pytest.mark.parametrize("label", LABELS, ids=lambda path: path.name.removesuffix(".gold.json"))
def test_a_layout_reads_as_it_is_labelled(label):
    count, notes = compare(label)
    assert notes == []
    assert count["lost"] == count["invented"] == 0


def assert_spans_hold(text: str) -> None:
    """Every span of every entry, blanks removed, is the value it stands for."""
    for reading in read_document(Document("spans", text)):
        for entry in reading.entries:
            ends = {"start": entry.extent.start, "end": entry.extent.end}
            for prefix, extent in (("previous.", entry.previous), ("added.", entry.added)):
                if extent is not None:
                    ends |= {f"{prefix}start": extent.start, f"{prefix}end": extent.end}
            for key, span in entry.spans.items():
                written = "".join(span.of(text).split())
                field, _, index = key.partition(".")
                if key in ends:
                    value = ends[key].text
                elif key in ("length_m", "width_m"):
                    value = (entry.length if key == "length_m" else entry.width).text
                elif key in ("previous_length", "previous_width"):
                    value = getattr(entry, key).text
                elif field == "corrects":
                    value = getattr(entry.corrects, index)
                elif index and field in ("subdistricts", "formerly"):
                    value = getattr(entry, field)[int(index)]
                elif index and field == "via":
                    value = entry.extent.via[int(index)]
                elif key == "bends":
                    value = entry.extent.bends
                else:
                    value = getattr(entry, key)
                assert normalise(written) == normalise("".join(value.split())), key
            for key, spans in entry.pieces.items():
                assert key not in entry.spans
                written = "".join("".join(span.of(text).split()) for span in spans)
                value = ends[key].text if key in ends else getattr(entry, key)
                assert normalise(written) == normalise("".join(value.split())), key
        for problem in reading.problems:
            assert 0 <= problem.span.start < problem.span.end <= len(text)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_span_gives_its_value(path):
    assert_spans_hold(path.read_text("utf-8"))


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/notices is not here")
def test_the_shared_notices_have_no_false_span():
    for path in sorted(SHARED.glob("*.txt")):
        assert_spans_hold(path.read_text("utf-8"))


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/notices is not here")
def test_the_jinan_gazette_reads_exactly():
    """The one naming notice among seven documents and a table of contents."""
    path = SHARED / "jinan-gazette-2021-10-11.txt"
    gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
    (reading,) = read_document(read_file(path))
    answer = readings_json([reading])
    assert answer["problems"] == []
    assert reading.notice.document_number == gold["doc_number"]
    assert reading.notice.authority == "济南市人民政府办公厅"
    assert reading.notice.area == "济南市"
    assert dict(reading.notice.stated_counts) == {"naming": 14, "extent_change": 4}
    assert [entry.name for entry in reading.entries] == [entry["name"] for entry in gold["entries"]]
    last = reading.entries[-1]
    assert (last.name, last.district, last.previous.end.text, last.extent.end.text) == (
        "科航路",
        "济南高新区",
        "春暄路",
        "春秀路",
    )
    assert reading.entries[12].extent.start.text == "在建阜东安置区北侧规划路"


def test_most_faultless_entries_carry_no_problem():
    entries = flagged = 0
    for path in FIXTURES:
        text = path.read_text("utf-8")
        for reading in read_document(Document(path.stem, text)):
            for entry in reading.entries:
                entries += 1
                flagged += any(entry.span.start <= problem.span.start < entry.span.end for problem in reading.problems)
    assert flagged / entries <= 0.05
