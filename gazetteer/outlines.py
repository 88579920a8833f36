"""`Outline`: the headings above a passage, as they stand below one another, and how they are numbered."""

from typing import NamedTuple

from gazetteer.headings import Context
from gazetteer.item_marks import RANKS, Mark


class _Held(NamedTuple):
    """A heading held: how deep it stands, what it says, and what it hands down with all those above."""

    rank: int
    own: Context
    whole: Context


_NO_CONTEXT = Context()


class Outline:
    """The headings of a notice as far as it is read, each below those of a lesser rank."""

    def __init__(self) -> None:
        self._held: list[_Held] = []
        # by kind of mark, the number of the last heading or lead-in that bore it, and how many counts stand above it
        self._numbers: dict[str, tuple[int, int]] = {}

    @property
    def context(self) -> Context:
        """What the headings hand down to the passage that follows."""
        return self._held[-1].whole if self._held else _NO_CONTEXT

    def clear(self) -> None:
        self._held = []

    def push(self, rank: int, own: Context) -> None:
        """One more heading, below those held."""
        self._held.append(_Held(rank, own, self.context.under(own)))

    def pop(self) -> None:
        self._held.pop()

    def take(self, mark: Mark | None, own: Context, counts: int) -> int:
        """A heading with this mark, in the place of those it does not stand below; how deep it stands.

        `counts` are told above it.
        """
        rank = RANKS[mark.kind] if mark else 2 if own.action is None else 1
        if rank == 1 and not mark and not own.district and self._is_under_district():
            rank = 3  # 晋安区（7条） / 新命名：
        if rank == 1 and not mark and (own.district or own.subdistricts):
            rank = self._below_same_act(own)
        if not mark and own.action is None and (own.district or own.subdistricts):
            rank = self._below_act(rank)
            rank = rank if own.district else self._below_district(rank)
        self.leave(rank)
        if not mark and own.district and not own.action:
            while self._held and self._held[-1].own.district and self._held[-1].own.action is None:
                self._held.pop()
        self.count(mark, counts)
        self.push(rank, own)
        return rank

    def count(self, mark: Mark | None, counts: int) -> None:
        """A heading or lead-in with this mark, `counts` told above it: those below it are numbered anew."""
        if mark is None or mark.number is None:
            return
        for kind in [kind for kind in self._numbers if RANKS[kind] > RANKS[mark.kind]]:
            del self._numbers[kind]
        self._numbers[mark.kind] = mark.number, counts

    def go_on(self, mark: Mark, counts: int) -> int | None:
        """二、同意将… behind 一、…： and （一）甲街道: a clause numbered as headings are stands under none of them.

        How many counts were told above the heading before it; None where it is not numbered so.
        """
        number, before = self._numbers.get(mark.kind, (None, 0))
        if number is None or mark.number != number + 1:
            return None
        self.count(mark, counts)
        self.leave(RANKS[mark.kind])
        return before

    def is_beside_division(self, mark: Mark | None) -> bool:
        """Whether the heading before a line marked so is a division and nothing else."""
        return any(own.district or own.subdistricts for own in self._beside(mark))

    def is_beside_district(self, mark: Mark | None) -> bool:
        """Whether the heading before a line marked so is a district and nothing else."""
        return any(own.district for own in self._beside(mark))

    def _beside(self, mark: Mark | None) -> list[Context]:
        """What the headings say that stand as deep as a line marked so, and name no act."""
        if mark is None:
            return []
        return [held.own for held in self._held if held.rank == RANKS[mark.kind] and held.own.action is None]

    def leave(self, rank: int) -> None:
        """What stands this deep and deeper holds no more."""
        while self._held and self._held[-1].rank >= rank:
            self._held.pop()

    def _below_act(self, rank: int) -> int:
        """How deep a division stands that has no mark: below the act that heads it (（一）命名 / 甲区), however deep.

        An act below another division is left with that one.
        """
        for held in self._held:
            if held.own.district or held.own.subdistricts:
                break
            if held.own.action is not None:
                rank = max(rank, held.rank + 1)
        return rank

    def _below_same_act(self, own: Context) -> int:
        """How deep a division's act stands that has no mark: 新建道路命名（7条） / 甲街道新建道路命名（3条）."""
        above = (held for held in self._held if held.own.action is own.action)
        return max([1, *(held.rank + 1 for held in above if not (held.own.district or held.own.subdistricts))])

    def _below_district(self, rank: int) -> int:
        """How deep a town stands that has no mark: below the district that heads it, however deep that stands."""
        above = (held.rank for held in self._held if held.own.district and not held.own.subdistricts)
        return max([rank, *(at + 1 for at in above)])

    def _is_under_district(self) -> bool:
        """Whether the headings above name a district and no action, or only one that stood below the district."""
        above = [held.own for held in self._held if 0 < held.rank < 3]
        return any(context.district for context in above) and not any(context.action for context in above)
