"""`Item`: one road of a notice as drafted; `Body`: all items, counts and doubts of a notice's body."""

from dataclasses import dataclass, field
from enum import StrEnum

from gazetteer.actions import Action
from gazetteer.doubts import Doubt
from gazetteer.drafts import Draft
from gazetteer.headings import Context
from gazetteer.text import Span, Words


class Class(StrEnum):
    """What a passage of a notice was taken for."""

    ENTRY = "entry"
    HEADING = "heading"
    BOILERPLATE = "boilerplate"
    OTHER = "other"  # bridges, estates and other things that are no roads
    PROBLEM = "problem"


@dataclass(slots=True)
class Item:
    """One road of the notice: its clause as drafted, and what the headings above hand down."""

    draft: Draft
    context: Context
    listed: bool = False  # stands in a bare list of names


@dataclass(slots=True)
class Stated:
    """A count the notice states, where, and how many items were read under it."""

    span: Span
    action: Action | None
    count: int
    rank: int
    detail: bool = False  # 其中新命名8条: of the items under it, those of one action
    either: bool = False  # 合并2条, 分设1条: of the roads there were before, or of those there are now
    apart: frozenset[str] = frozenset()  # 3条更名，2条合并: what is joined (合) or parted (分) is none of those renamed
    district: str | None = None  # 对甲区3条…: of the roads that lie there, where they tell their districts
    of_names: bool = False  # 10个新地名: of whatever is named, bridges and parks too
    until: int | None = None  # where a clause begins that stands beside it, not under it
    of_whole: bool = False  # 本次共命名5条（见附件）: of all the notice, its annexes too

    def close(self, at: int) -> None:
        """Nothing is counted that stands beyond `at`, where a clause begins beside the one that counts."""
        if not self.of_whole:
            self.until = self.until or at


@dataclass(slots=True)
class Body:
    """All that was read in a notice's body."""

    items: list[Item] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    counts: list[Stated] = field(default_factory=list)
    classes: dict[Class, int] = field(default_factory=dict)
    others: list[Words] = field(default_factory=list)
    lead_district: Words | None = None
    used: list[Span] = field(default_factory=list)
