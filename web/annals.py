"""`Annals`: how many changes there were, by day, district and act; kept ready for as long as nothing is taken in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock

from gazetteer.listing import notice_heads
from gazetteer.records import RoadChange
from gazetteer.registry import Register
from gazetteer.store import Store
from gazetteer.times import UNKNOWN_DAY, read_day
from gazetteer.turns import Share, Turn, shares
from web.house import House


@dataclass(frozen=True, slots=True)
class Annals:
    """All changes, counted."""

    shares: tuple[Share, ...]

    @property
    def acts(self) -> list[str]:
        """The kinds of change there are."""
        return sorted({one.act for one in self.shares})

    def days(self, area: str | None) -> list[tuple[date, int]]:
        """The days on which something changed, earliest first, and how much; of a day partly known, its last."""
        found: Counter[date] = Counter()
        for one in self.shares:
            if area in (None, one.area) and one.edtf != UNKNOWN_DAY.edtf:
                found[read_day(one.edtf).latest] += one.many
        return sorted(found.items())

    def districts(self, area: str) -> list[str]:
        return sorted({one.district for one in self.shares if one.area == area and one.district})


class Latest:
    """The annals of a register as it stands, made again when something was taken in."""

    def __init__(self) -> None:
        self._known: tuple[str, Annals] | None = None
        self._making = Lock()

    def of(self, register: Register) -> Annals:
        digest = register.head().digest
        with self._making:  # by one who asks; the others wait for it
            if self._known is None or self._known[0] != digest:
                with register.store.reading() as connection:
                    self._known = digest, Annals(tuple(shares(connection)))
            return self._known[1]


def annals(house: House) -> Annals:
    """The annals of a house's register."""
    return house.lasting("annals", Latest).of(house.register)


def documents_of(store: Store, changes: Iterable[RoadChange | Turn]) -> dict[str, str]:
    """Notice id → its document number, for the notices that have one."""
    with store.reading() as connection:
        heads = notice_heads(connection, {change.notice_id for change in changes})
    return {notice_id: head.document_number for notice_id, head in heads.items() if head.document_number}
