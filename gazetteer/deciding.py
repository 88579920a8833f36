"""What a person settles of an entry, and takes back: a step of the register like a notice's.

A decision taken back leaves its entry to matching, as if nobody had decided.
"""

from sqlalchemy import Connection, bindparam, func, or_, select

from gazetteer.events import EntryMatched
from gazetteer.intake import append_step, look_around
from gazetteer.log import next_instant, touched_by
from gazetteer.matching import match
from gazetteer.plans import plan
from gazetteer.prepared import Prepared
from gazetteer.readings import Reading
from gazetteer.schema import entries

_TAKEN_BACK = "a decision taken back by "
_SPOKE_OF = Prepared(  # also of one that is held by now
    select(func.coalesce(entries.c.road_id, entries.c.spoke_of)).where(
        entries.c.entry_id == bindparam("entry_id"),
        or_(entries.c.road_id.is_not(None), entries.c.spoke_of.is_not(None)),
    )
)


def decide(
    connection: Connection, reading: Reading, entry_id: str, road_id: str | None, by: str, why: str
) -> tuple[str, ...]:
    """A person settles which road an entry speaks of (None: one of its own); the roads that this touched.

    `reading` is the notice of the entry, cut to it.
    """
    around = look_around(connection, reading, {road_id} if road_id else frozenset())
    decided = EntryMatched(entry_id, road_id, why, by)
    made = plan(around, match(around.readings, around.decided(decided)), decided)
    append_step(connection, made, next_instant(connection, None))
    return touched_by(made)


def withdraw(connection: Connection, reading: Reading, entry_id: str, by: str, why: str) -> tuple[str, ...] | None:
    """Takes back what a person settled of an entry: it is matched as if nobody had; the roads that this touched.

    None where nobody decided. `reading` is the notice of the entry, cut to it.
    """
    around = look_around(connection, reading, set(_SPOKE_OF.column(connection, {"entry_id": entry_id})))
    decided = around.decided()
    if decided.pop(entry_id, None) is None:
        return None
    # Told of the road that was chosen, among whose events it is found: the entry may now speak of none.
    chosen = around.effects.matched[entry_id].road_id
    taken_back = EntryMatched(entry_id, chosen, f"{_TAKEN_BACK}{by}: {why}")
    made = plan(around, match(around.readings, decided))
    append_step(connection, [taken_back, *made], next_instant(connection, None))
    return touched_by((taken_back, *made))
