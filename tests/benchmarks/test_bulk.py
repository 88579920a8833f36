"""The large invented register: its log is what taking the same notices in comes to."""

from datetime import timedelta
from pathlib import Path

from gazetteer.digests import projection_digests
from gazetteer.entries import read_document
from gazetteer.registry import Register
from tests.benchmarks.bulk_cities import build_city, cities
from tests.benchmarks.bulk_notices import write_notice
from tests.benchmarks.bulk_register import FIRST, fill
from tests.conftest import NewUrl

ROADS = 250


def test_the_log_and_all_it_comes_to_is_what_ingest_makes_of_the_same_notices(new_url: NewUrl, tmp_path: Path):
    with Register.open(new_url()) as bulk, Register.open(str(tmp_path / "slow.db")) as slow:
        fill(bulk, ROADS)
        for city in cities(ROADS):
            for number, act in enumerate(city.acts):
                written = write_notice(city, act)
                slow.ingest(written.document, [written.reading], at=FIRST + timedelta(seconds=number))
        assert bulk.verify() == ()
        assert bulk.head() == slow.head()
        digests = []
        for register in (bulk, slow):
            with register.store.reading() as connection:
                digests.append(projection_digests(connection))
        assert [one for one in digests[0] if digests[0][one] != digests[1][one]] == []
        assert len(bulk.roads()) == ROADS - round(0.02 * ROADS)


def test_its_notices_are_what_the_reader_reads_in_them():
    city = build_city(0, ROADS)
    for act in city.acts:
        written = write_notice(city, act)
        (read,) = read_document(written.document)
        assert read.problems == ()
        for one, other in zip(read.entries, written.reading.entries, strict=True):
            for field in ("action", "name", "former_name", "extent", "previous", "length", "width", "quote", "spans"):
                assert getattr(one, field) == getattr(other, field), (field, other.quote)
