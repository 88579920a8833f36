"""Every event comes back from its JSON as it was, and its JSON is canonical."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import get_args

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import codec
from gazetteer.codec import dump, load
from gazetteer.entries import Extent, StatedMeasure, Terminus
from gazetteer.events import Event, Merged, Place, Source
from gazetteer.notices import DayBasis
from gazetteer.text import Span
from gazetteer.times import UNKNOWN_DAY, Day

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
MEASURE = st.builds(StatedMeasure, TEXT, st.floats(1, 9999), st.floats(1, 9999), st.booleans())
DAY = st.one_of(st.dates(min_value=date(1000, 1, 1)).map(Day.of), st.just(UNKNOWN_DAY))
for kind, strategy in (
    (str, TEXT),
    (int, st.integers(0, 2**31)),
    (float, st.floats(-1e6, 1e6)),
    (Day, DAY),
    (StatedMeasure, MEASURE),
    (Span, st.builds(Span, st.integers(0, 9), st.integers(9, 99))),
    (Terminus, st.builds(Terminus, st.none() | TEXT, st.none() | TEXT, st.booleans(), st.booleans())),
    (Extent, st.builds(Extent, st.none() | st.from_type(Terminus), st.none() | st.from_type(Terminus))),
    (Place, st.builds(Place, st.none() | TEXT, st.none() | TEXT, st.tuples(TEXT), st.none() | TEXT)),
    (Source, st.builds(Source, TEXT, TEXT, st.integers(1, 99), DAY, st.sampled_from(DayBasis))),
):
    st.register_type_strategy(kind, strategy)


@pytest.mark.parametrize("kind", get_args(Event), ids=lambda kind: kind.__name__)
def test_every_event_comes_back_as_it_was(kind: type):
    @given(st.from_type(kind))
    def comes_back(event: Event) -> None:
        text = dump(event)
        assert load(text) == event
        assert dump(load(text)) == text
        plain = orjson.loads(text)
        assert orjson.dumps(plain, option=orjson.OPT_SORT_KEYS).decode() == text

    comes_back()


def test_threads_that_read_their_first_event_at_once_all_read_it_right():
    """A server's threads all begin at the same time: none may go on making what another already reads with."""
    event = Merged("r1", Source("n1", "n1-1", 1, UNKNOWN_DAY, DayBasis.UNKNOWN), "甲路", Place("某市"), "r2")
    text = dump(event)
    begin = Barrier(8)

    def first(_: int) -> Event:
        begin.wait()
        return load(text)

    for _ in range(5):
        codec._converter.cache_clear()
        codec._of_kind.cache_clear()
        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(first, range(8))) == [event] * 8
