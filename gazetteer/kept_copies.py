"""Which of the decisions kept is another copy of one brought, and which copy is to count."""

from sqlalchemy import Connection, bindparam, select

from gazetteer.notices import NoticeKind, number_key
from gazetteer.plans import Around
from gazetteer.prepared import Prepared
from gazetteer.queries import KeptNotice, kept_notice
from gazetteer.readings import Reading
from gazetteer.schema import notices
from gazetteer.twins import is_fuller, is_unnumbered_copy, may_be_copies, may_be_one_act


def copies_of(connection: Connection, reading: Reading, around: Around) -> list[KeptNotice]:
    """The decisions kept of which this is another copy: of its number in its area; or, where one of them has none, of
    its title, office and day, where one says all that the other does."""
    notice = reading.notice
    found = []
    if notice.document_number is not None:
        same = {"number": number_key(notice.document_number), "area": notice.area}
        kept = (kept_notice(connection, position) for _, position in _SAME_ACT.rows(connection, same))
        decided = (one for one in kept if one.notice.kind is NoticeKind.DECISION)
        found = [one for one in decided if may_be_copies(one.reading, reading)][:1]
    near = {one.notice.notice_id for one in around.readings if may_be_one_act(one.notice, notice)}
    near -= {notice.notice_id, *(one.notice.notice_id for one in found)}
    for notice_id in sorted(near):
        one = kept_notice(connection, _POSITION.column(connection, {"notice_id": notice_id})[0])
        if is_unnumbered_copy(one.reading, reading):
            found.append(one)
    return found


def gives_way(kept: Reading, new: Reading, around: Around) -> bool:
    """Whether a copy taken in before is to count no more: the new one is fuller, and no person decided on the other."""
    return is_fuller(new, kept) and not any(
        (match := around.effects.matched.get(entry.entry_id)) is not None and match.by for entry in kept.entries
    )


def witnesses_of(connection: Connection, notice_id: str) -> list[KeptNotice]:
    """The other copies of an act, as they are kept."""
    return [kept_notice(connection, position) for position in _WITNESSES.column(connection, {"notice_id": notice_id})]


_POSITION = Prepared(select(notices.c.position).where(notices.c.notice_id == bindparam("notice_id")))
_WITNESSES = Prepared(
    select(notices.c.position).where(notices.c.witness_of == bindparam("notice_id")).order_by(notices.c.position)
)
_SAME_ACT = Prepared(
    select(notices.c.notice_id, notices.c.position)
    .where(
        notices.c.number_key == bindparam("number"),
        notices.c.area.is_not_distinct_from(bindparam("area")),
        notices.c.witness_of.is_(None),
    )
    .order_by(notices.c.position)
)
