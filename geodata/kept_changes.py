"""`KeptChange`: what one act did to a road, from its states as they lie in the register."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from gazetteer.codec import from_plain
from gazetteer.records import Basis, RoadVersion, deeds, differences
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
    for before, after in deeds(road, _opened_by, _ended_by, _is_act):
        if after is not None:
            days = (after.said["valid"]["start"], after.from_earliest, after.from_latest)
            yield KeptChange(*_ordered(after.said, days), before, after)
        elif before is not None and before.to_earliest is not None and before.to_latest is not None:
            days = (before.said["valid"]["end"], before.to_earliest, before.to_latest)
            yield KeptChange(*_ordered(before.said["ending"], days), before, None)


def _opened_by(state: Kept) -> str:
    return str(state.said["entry_id"])


def _ended_by(state: Kept) -> str | None:
    ending = state.said.get("ending")
    return ending["entry_id"] if ending else None


def _is_act(state: Kept) -> bool:
    return bool(state.said["basis"] == Basis.ACT.value)


def _ordered(said: Any, days: tuple[str, str, str]) -> tuple[str, str, str, str, str, str, str]:
    return said["act"], *days, said["notice_id"], said["entry_id"], said["recorded_at"]


def _value(state: Kept) -> RoadVersion:
    return from_plain({key: value for key, value in state.said.items() if key != "sources"}, RoadVersion)
