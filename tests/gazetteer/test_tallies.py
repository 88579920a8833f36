"""How many roads are in force on a day is what one finds by looking at each of them."""

import random
from datetime import date, timedelta

from sqlalchemy import insert

from gazetteer.listing import count_roads, count_states, held
from gazetteer.registry import Register
from gazetteer.schema import versions
from gazetteer.tallies import tally
from tests.conftest import NewUrl

FIRST = date(2001, 1, 1)


def test_a_tally_is_what_is_counted_on_each_day(new_url: NewUrl):
    """Days are partly known: states of a road may overlap, hold another, or end before they surely began."""
    rng = random.Random(5)
    rows = []
    for number in range(60):
        for ordinal in range(1, rng.randrange(2, 6)):
            begins, ends = FIRST + timedelta(rng.randrange(30)), FIRST + timedelta(rng.randrange(40))
            until = None if rng.random() < 0.2 else ends.isoformat()
            rows.append({"road_id": f"r{number:03}", "ordinal": ordinal, "from_earliest": begins.isoformat(),
                         "from_latest": begins.isoformat(), "to_earliest": until, "to_latest": until})  # fmt: skip
    told = dict.fromkeys(("recorded_at", "name", "act", "notice_id", "description", "body"), "")
    with Register.open(new_url()) as register:
        with register.store.writing() as connection:
            connection.execute(insert(versions), [row | told for row in rows])
        with register.store.reading() as connection:
            found = tally(connection, len(rows))
            assert found is not None
            for day in (FIRST + timedelta(number) for number in range(-2, 45)):
                roads, states = (count(connection, held(day, day), 1000) for count in (count_roads, count_states))
                assert (found.on(day), found.is_single(day)) == (roads, roads == states)
            assert not all(found.is_single(FIRST + timedelta(number)) for number in range(30))
            assert tally(connection, len(rows) - 1) is None
