"""A road's history as a fold: a line a naming event in, a line a version out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from gazetteer.entries import Extent, StatedMeasure, Terminus
from gazetteer.events import (
    Abolished,
    ExtentChanged,
    MeasuresChanged,
    Merged,
    Named,
    NamingEvent,
    Place,
    Renamed,
    Restored,
    Source,
    Split,
)
from gazetteer.folding import Learned, fold
from gazetteer.notices import DayBasis
from gazetteer.records import RoadRecord, changes_of, differences
from gazetteer.times import read_day
from tests.gazetteer.towns import extent

PLACE = Place("某市", "城东区")
AT = datetime(2024, 1, 1, tzinfo=UTC)


def by(day: str) -> Source:
    return Source(f"n{day}", f"n{day}-1", 1, read_day(day), DayBasis.ISSUED)


def run(words: str) -> Extent:
    return extent(words) or Extent()


def metres(value: float) -> StatedMeasure:
    return StatedMeasure(f"{value:g}", value, value)


def record(*events: NamingEvent) -> RoadRecord:
    return fold("r1", [Learned(event, AT + timedelta(days=n)) for n, event in enumerate(events)])


def lines(record: RoadRecord) -> list[str]:
    """A version a line: name, ends, length/width, from, to, act (~ marks an observation)."""
    out = []
    for v in record.versions:
        ends = "-".join(f"{end.side or ''}{end.text or ''}" for end in v.extent.termini) or "?"
        sizes = "/".join(f"{one.value:g}" if one else "?" for one in (v.length, v.width))
        mark = "~" if v.basis == "observation" else ""
        out.append(f"{v.name} {ends} {sizes} {v.valid.start} {v.valid.end or ''} {mark}{v.act}".replace("  ", " "))
    return out


NAMED = Named("r1", by("2010"), "甲路", PLACE, run("北a-南b"), metres(500), metres(20))

CASES = {
    "named": ([NAMED], ["甲路 北a-南b 500/20 2010 Named"]),
    "an end moves: the length is unknown, the width persists": (
        [NAMED, ExtentChanged("r1", by("2012-03-01"), "甲路", PLACE, run("北a-南c"), run("北a-南b"))],
        ["甲路 北a-南b 500/20 2010 2012-03-01 Named", "甲路 北a-南c ?/20 2012-03-01 ExtentChanged"],
    ),
    "an end that is said to stay is that of the version before": (
        [
            NAMED,
            ExtentChanged(
                "r1", by("2012"), "甲路", PLACE, Extent(Terminus(None, None, unchanged=True), Terminus("c", "南"))
            ),
        ],
        ["甲路 北a-南b 500/20 2010 2012 Named", "甲路 北a-南c ?/20 2012 ExtentChanged"],
    ),
    "first known by its change: the day before is an observation": (
        [ExtentChanged("r1", by("2012-03-01"), "甲路", PLACE, run("北a-南c"), run("北a-南b"))],
        ["甲路 北a-南b ?/? [..2012-02-29] 2012-03-01 ~ExtentChanged", "甲路 北a-南c ?/? 2012-03-01 ExtentChanged"],
    ),
    "first known by its renaming": (
        [Renamed("r1", by("2012-03-01"), "乙路", PLACE, "甲路", Extent())],
        ["甲路 ? ?/? [..2012-02-29] 2012-03-01 ~Renamed", "乙路 ? ?/? 2012-03-01 Renamed"],
    ),
    "renamed: ends and measures persist": (
        [NAMED, Renamed("r1", by("2012"), "乙路", PLACE, "甲路", Extent())],
        ["甲路 北a-南b 500/20 2010 2012 Named", "乙路 北a-南b 500/20 2012 Renamed"],
    ),
    "abolished, then restored": (
        [NAMED, Abolished("r1", by("2012"), "甲路", PLACE), Restored("r1", by("2015"), "甲路", PLACE, Extent())],
        ["甲路 北a-南b 500/20 2010 2012 Named", "甲路 北a-南b 500/20 2015 Restored"],
    ),
    "abolished without being known before": (
        [Abolished("r1", by("2012-01-01"), "甲路", PLACE, run("北a-南b"))],
        ["甲路 北a-南b ?/? [..2011-12-31] 2012-01-01 ~Abolished"],
    ),
    "measures stated anew": (
        [NAMED, MeasuresChanged("r1", by("2012"), "甲路", PLACE, metres(520))],
        ["甲路 北a-南b 500/20 2010 2012 Named", "甲路 北a-南b 520/20 2012 MeasuresChanged"],
    ),
    "split in two": (
        [NAMED, Split("r1", by("2012"), "甲路", PLACE, ("r2", "r3"), ends=True)],
        ["甲路 北a-南b 500/20 2010 2012 Named"],
    ),
    "a part leaves: the remainder keeps its name": (
        [NAMED, Split("r1", by("2012"), "甲路", PLACE, ("r2",), run("北c-南b"))],
        ["甲路 北a-南b 500/20 2010 2012 Named", "甲路 北a-南b 500/20 2012 Split"],
    ),
    "merged into another": (
        [NAMED, Merged("r1", by("2012"), "甲路", PLACE, "r9")],
        ["甲路 北a-南b 500/20 2010 2012 Named"],
    ),
}


@pytest.mark.parametrize(("events", "wanted"), CASES.values(), ids=CASES.keys())
def test_a_history_is_the_fold_of_its_events(events: list[NamingEvent], wanted: list[str]):
    assert lines(record(*events)) == wanted


@pytest.mark.parametrize(("events", "wanted"), CASES.values(), ids=CASES.keys())
def test_the_order_of_arrival_does_not_matter(events: list[NamingEvent], wanted: list[str]):
    for order in permutations(events):
        assert lines(record(*order)) == wanted


def test_predecessors_and_successors_are_kept():
    split = record(NAMED, Split("r1", by("2012"), "甲路", PLACE, ("r2", "r3"), ends=True))
    assert split.successors == ("r2", "r3")
    merged = record(Named("r9", by("2012"), "乙路", PLACE, Extent(), predecessors=("r1", "r2")))
    assert merged.predecessors == ("r1", "r2")


def test_the_parts_that_left_are_kept_in_words():
    changed = record(NAMED, Split("r1", by("2012"), "甲路", PLACE, ("r2",), run("北c-南b")))
    assert changed.versions[-1].departed == (run("北c-南b"),)


def test_a_value_that_persists_keeps_the_source_that_stated_it():
    changed = record(NAMED, ExtentChanged("r1", by("2012"), "甲路", PLACE, run("北a-南c")))
    sources = changed.versions[-1].sources
    assert (sources["width"].entry_id, sources["width"].stated_on.edtf) == ("n2010-1", "2010")
    assert sources["end"].entry_id == "n2012-1"
    assert "length" not in sources


def test_a_stated_direction_stays_with_its_source_until_an_end_moves():
    named = replace(NAMED, extent=replace(NAMED.extent, course="南北"))
    renamed, moved = (
        Renamed("r1", by("2011"), "乙路", PLACE, "甲路", run("北a-南b")),
        ExtentChanged("r1", by("2012"), "乙路", PLACE, run("北a-南c")),
    )
    versions = record(named, renamed, moved).versions
    assert [(one.extent.course, "course" in one.sources, one.length is not None) for one in versions] == [
        ("南北", True, True),
        ("南北", True, True),
        (None, False, False),
    ]
    assert versions[1].sources["course"].entry_id == "n2010-1"


def test_what_was_kept_of_a_road_without_a_direction_is_found_again():
    """The digest of a description is that of registers made before directions were kept."""
    (version,) = record(NAMED).versions
    assert version.description == "dc4f027185b0f4bd"
    assert replace(version, extent=replace(version.extent, course="南北")).description != version.description


def test_changes_tell_each_act_with_what_was_before_and_after():
    history = record(
        NAMED, Abolished("r1", by("2012"), "甲路", PLACE), Restored("r1", by("2015"), "甲路", PLACE, Extent())
    )
    told = [(one.act, one.on.edtf, one.before is not None, one.after is not None) for one in changes_of(history)]
    assert told == [
        ("Named", "2010", False, True),
        ("Abolished", "2012", True, False),
        ("Restored", "2015", False, True),
    ]


def test_differences_name_the_fields_that_differ():
    before, after = record(NAMED, ExtentChanged("r1", by("2012"), "甲路", PLACE, run("北a-南c"))).versions
    assert [(one.field, one.old, one.new) for one in differences(before, after)] == [
        ("end", "南：b", "南：c"),
        ("length", "500", None),
    ]
