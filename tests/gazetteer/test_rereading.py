"""A better reader reads a kept notice again: ids and decisions stay, what differs is retracted and made anew."""

from dataclasses import replace

import pytest

from gazetteer.documents import Document
from gazetteer.entries import Extent, Reading, Terminus, read_document
from gazetteer.registry import Register
from gazetteer.rereading import aligned
from tests.conftest import NewUrl

TEXT = """\
某市人民政府关于道路命名的通知
某政发〔2001〕1号
1. 甲路：位于城东区，东起子街，西至丑街，长500米，宽20米。
2. 乙路：位于城东区，北起寅街，南至甲路，长300米，宽12米。
某市人民政府
2001年3月1日
"""


def worse(reading: Reading) -> Reading:
    """As an earlier reader might have read it: one end wrong, the second entry not at all."""
    first = reading.entries[0]
    wrong = replace(first, extent=Extent(Terminus("子", "东"), first.extent.end))
    return replace(reading, entries=(wrong,))


@pytest.fixture
def register(new_url: NewUrl):
    with Register.open(new_url()) as register:
        yield register


def test_what_is_read_otherwise_is_taken_in_and_ids_stay(register: Register):
    document = Document("test", TEXT)
    (better,) = read_document(document)
    register.ingest(document, [worse(better)])
    road_id = register.find("甲路")
    then = register.notices()[0].recorded_at
    (done,) = register.reread(read_document)
    assert done.changed == 2
    assert register.find("甲路") == road_id
    (version,) = register.record(road_id).versions
    assert version.extent.start is not None
    assert version.extent.start.text == "子街"
    assert version.entry_id == better.entries[0].entry_id
    assert [one.name for one in register.roads()] in (["甲路", "乙路"], ["乙路", "甲路"])
    (before,) = register.record(road_id, then).versions
    assert before.extent.start is not None
    assert before.extent.start.text == "子"
    assert register.verify() == ()


def test_reading_again_what_is_read_the_same_changes_nothing(register: Register):
    document = Document("test", TEXT)
    register.ingest(document, read_document(document))
    head = register.head()
    assert register.reread(read_document) == ()
    assert register.head() == head


def test_what_is_no_longer_read_is_retracted(register: Register):
    document = Document("test", TEXT)
    register.ingest(document, read_document(document))
    register.reread(lambda document: tuple(map(worse, read_document(document))))
    assert [one.name for one in register.roads()] == ["甲路"]
    assert register.verify() == ()


def test_entries_are_aligned_by_what_they_say_then_by_where_they_stand():
    (reading,) = read_document(Document("test", TEXT))
    first, second = reading.entries
    renamed = replace(second, name="乙街", entry_id="x-9")
    kept = aligned(
        reading.entries,
        [renamed, replace(first, entry_id="x-8"), replace(first, name="新路", span=type(first.span)(0, 3))],
        "n",
    )
    assert [one.entry_id for one in kept] == [second.entry_id, first.entry_id, "n-3"]
