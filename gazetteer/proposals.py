"""A proposal and the decision that followed it: which roads came through, and what changed on the way."""

from dataclasses import dataclass

from gazetteer.notices import NoticeKind
from gazetteer.readings import Entry, Reading
from gazetteer.twins import differing, paired

ENOUGH = 0.5  # of a proposal's roads must come back in the decision


@dataclass(frozen=True, slots=True)
class Step:
    """One proposed road: the entry that decided it (None: not decided by this act), and the fields that changed."""

    proposed: str
    decided: str | None
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Succession:
    """A proposal, the decision that followed it, and every road of either; `added` were never proposed."""

    proposal_id: str
    decision_id: str
    steps: tuple[Step, ...]
    added: tuple[str, ...]


def follows(proposal: Reading, decision: Reading) -> Succession | None:
    """How `decision` followed `proposal`, or None where it did not: another area, earlier, or other roads."""
    one, other = proposal.notice, decision.notice
    if one.kind is NoticeKind.DECISION or other.kind is not NoticeKind.DECISION or one.area != other.area:
        return None
    if other.in_force_from()[0].latest < one.in_force_from()[0].earliest:
        return None
    pairs = paired(proposal.entries, decision.entries)
    steps = tuple(_step(entry, found) for entry, found in pairs if entry is not None)
    came_through = sum(step.decided is not None for step in steps)
    if not steps or came_through < ENOUGH * len(steps):
        return None
    added = tuple(found.entry_id for entry, found in pairs if entry is None and found is not None)
    return Succession(one.notice_id, other.notice_id, steps, added)


def _step(entry: Entry, found: Entry | None) -> Step:
    if found is None:
        return Step(entry.entry_id, None, ())
    return Step(entry.entry_id, found.entry_id, tuple(differing(entry, found)))
