"""What hangs on a road that was renamed, moved or abolished is flagged, exactly: against a count over the acts."""

from datetime import date
from pathlib import Path

import pytest

from gazetteer.actions import Action
from gazetteer.registry import Register
from tests.benchmarks.bulk_cities import City, build_city
from tests.benchmarks.bulk_notices import write_notice
from tests.gazetteer.towns import Notices, everything, fill, notice

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


ENDS_THERE = notice("2001-01", "命名 乙路 北甲路-南b")
THERE = notice("2000-01", "命名 甲路 北x-南y")
NAMED_AGAIN: dict[str, tuple[Notices, str | None]] = {
    "renamed": ([notice("2002", "更名 甲路>丙路")], "乙路 的一端是甲路；该路已更名为丙路（2002）。"),
    "renamed and renamed back": ([notice("2002", "更名 甲路>丙路"), notice("2003", "更名 丙路>甲路")], None),
    "abolished": ([notice("2002", "销名 甲路")], "乙路 的一端是甲路；该路已销名（2002）。"),
    "abolished and restored": ([notice("2002", "销名 甲路"), notice("2003", "恢复 甲路 北x-南y")], None),
    "divided": (
        [notice("2002", "分段 甲路>甲北路 北x-南m", "分段 甲路>甲南路 北m-南y")],
        "乙路 的一端是甲路；该路已分段更名（2002）。",
    ),
    "a part renamed": ([notice("2002", "更名 甲路>甲南路 部分 北m-南y")], None),
}


@pytest.mark.parametrize(("acts", "wanted"), NAMED_AGAIN.values(), ids=NAMED_AGAIN.keys())
def test_what_hangs_on_a_road_that_has_its_name_again_is_left_alone(acts: Notices, wanted: str | None):
    """It stayed told that the road was renamed, or abolished; of one that was divided nothing was told."""
    found = []
    for order in ([THERE, ENDS_THERE, *acts], [*reversed(acts), ENDS_THERE, THERE]):
        with Register.open("sqlite://") as register:
            fill(register, order)
            flagged = [one.message.zh for one in register.findings() if one.kind in SINCE.values()]
            assert flagged == ([wanted] if wanted else [])
            found.append(everything(register))
            assert register.verify() == ()
    assert found[0] == found[1]
