"""On the terminal: how what was proposed came through the decision that followed."""

from collections.abc import Iterator

from gazetteer.answers import Answers
from gazetteer.proposals import Succession
from gazetteer.readings import Reading
from web.printing import FIELDS

MOST_NOTICES = 10  # of more that are taken in at once it is not told: every proposal of a city is read for each


def proposed_lines(register: Answers, decision: Reading) -> Iterator[str]:
    """What a decision makes otherwise than the proposals before it; a line each."""
    for found in register.proposals_before(decision):
        yield from _lines(register, found, decision)


def _lines(register: Answers, found: Succession, decision: Reading) -> Iterator[str]:
    proposal = register.notice(found.proposal_id)
    names = {entry.entry_id: entry.name for entry in (*proposal.entries, *decision.entries)}
    changed = [(names[step.proposed], step.changed) for step in found.steps if step.changed]
    left_out = [names[step.proposed] for step in found.steps if step.decided is None]
    added = [names[entry_id] for entry_id in found.added]
    as_said = "" if changed or left_out or added else "：与公示一致 as proposed"
    yield f"  对照公示 proposal: {proposal.notice.called}{as_said}"
    for name, fields in changed:
        yield f"      与公示不同 changed: {name}（{'、'.join(FIELDS.get(one, '原名 former name') for one in fields)}）"
    if left_out:
        yield f"      公示过而未列入 proposed, not decided: {'、'.join(left_out)}"
    if added:
        yield f"      未经公示 not proposed: {'、'.join(added)}"
