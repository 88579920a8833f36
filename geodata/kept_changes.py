"""`KeptChange`: what one act did to a road, from its states as they lie in the register."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from gazetteer.codec import from_plain
from gazetteer.records import Basis, RoadVersion, differences
from geodata.states import Kept


class KeptChange(NamedTuple):
    """As `gazetteer.records.RoadChange`, of states as plain data; days and instants are ISO texts."""

    act: str
    on: str  # EDTF
    earliest: str
    latest: str
    notice_id: str
    entry_id: str
    recorded_at: str
    before: Kept | None  # None: it begins
    after: Kept | None  # None: it ends

    @property
    def road(self) -> Kept:
        """The road as the change left it, or as it was last."""
        state = self.after or self.before
        assert state is not None
        return state

    @property
    def change_id(self) -> str:
        """The road and the clause that ordered it."""
        return f"{self.road.road_id}~{self.entry_id}"

    @property
    def differing(self) -> list[str]:
        """The fields that are otherwise than before."""
        if self.before is None or self.after is None:
            return []
        return [one.field for one in differences(_value(self.before), _value(self.after))]


def kept_changes_of(road: Sequence[Kept]) -> Iterator[KeptChange]:
    """What was done to a road, as `gazetteer.records.changes_of` gives it."""
    for before, after in zip((None, *road), (*road, None), strict=True):
        ending = before.said.get("ending") if before else None
        if before is not None and ending and (after is None or ending["entry_id"] != after.said["entry_id"]):
            assert before.to_earliest is not None
            assert before.to_latest is not None
            days = (before.said["valid"]["end"], before.to_earliest, before.to_latest)
            yield KeptChange(*_ordered(ending, days), before, None)
            before = None
        if after is not None and after.said["basis"] == Basis.ACT.value:
            days = (after.said["valid"]["start"], after.from_earliest, after.from_latest)
            yield KeptChange(*_ordered(after.said, days), before, after)


def _ordered(said: Any, days: tuple[str, str, str]) -> tuple[str, str, str, str, str, str, str]:
    return said["act"], *days, said["notice_id"], said["entry_id"], said["recorded_at"]


def _value(state: Kept) -> RoadVersion:
    return from_plain({key: value for key, value in state.said.items() if key != "sources"}, RoadVersion)
