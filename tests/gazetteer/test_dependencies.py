"""What hangs on a road that was renamed, moved or abolished is flagged, exactly: against a count over the acts."""

from datetime import date
from pathlib import Path

import pytest

from gazetteer.actions import Action
from gazetteer.registry import Register
from tests.benchmarks.bulk_cities import City, build_city
from tests.benchmarks.bulk_notices import write_notice

SINCE = {
    Action.RENAMING: "end_since_renamed",
    Action.EXTENT_CHANGE: "end_since_moved",
    Action.ABOLITION: "end_since_abolished",
}
Flag = tuple[int, str, date]  # the road that ends there, why, since when


def by_hand(city: City) -> set[Flag]:
    """Of every road in force, each end that was written before the road it names was changed."""
    written: dict[int, tuple[date, tuple[str, str]]] = {}
    changes: list[tuple[date, str, str]] = []
    for act in city.acts:
        for clause in act.clauses:
            number = clause.road.number
            if clause.action is not Action.NAMING:
                changes.append((act.day, clause.former or clause.road.name, SINCE[clause.action]))
            if clause.action is Action.ABOLITION:
                del written[number]
            else:
                written[number] = (act.day, (clause.start, clause.end))
    return {
        (number, kind, on)
        for number, (day, ends) in written.items()
        for on, name, kind in changes
        if on > day and name in ends
    }


@pytest.mark.parametrize("roads", [60, 150])
def test_exactly_what_hangs_on_a_changed_road_is_flagged_and_a_rebuild_says_the_same(tmp_path: Path, roads: int):
    city = build_city(0, roads)
    with Register.open(str(tmp_path / "register.db")) as register:
        numbers: dict[str, int] = {}
        for act in city.acts:
            written = write_notice(city, act)
            (step,) = register.ingest(written.document, [written.reading])
            matched = register.roads_of(step.notice.notice_id)
            for clause, entry in zip(act.clauses, written.reading.entries, strict=True):
                numbers[matched[entry.entry_id]] = clause.road.number
        days = {notice_id: notice.issued_on for notice_id, notice in register.acts().items()}
        flagged = {
            (numbers[one.road_ids[0]], one.kind, days[one.entry_ids[-1].rpartition("-")[0]].earliest)
            for one in register.findings()
            if one.kind in SINCE.values()
        }
        assert flagged == by_hand(city)
        assert len(flagged) > 5
        before = register.findings()
        register.rebuild()
        assert register.findings() == before
