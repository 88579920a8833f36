"""What was settled of roads and findings, as it is kept: ids that lead elsewhere, kin, decided places, dismissals."""

from sqlalchemy import Connection, delete, select

from gazetteer.codec import dump
from gazetteer.events import FindingDismissed, LocationDecided
from gazetteer.findings import SHORT
from gazetteer.log import events
from gazetteer.schema import dismissals, entries, kin, locations, log, redirects
from gazetteer.store import insert


def write_dismissal(connection: Connection, event: FindingDismissed) -> None:
    """Lets a finding rest."""
    connection.execute(delete(dismissals).where(dismissals.c.finding_id == event.finding_id))
    connection.execute(dismissals.insert(), {"finding_id": event.finding_id, "by": event.by, "why": event.why})


def forget_dismissal(connection: Connection, position: int) -> None:
    """Lets a finding rest no more, where the event at that place of the log let it."""
    for item in events(connection, [position]):
        if isinstance(item.event, FindingDismissed):
            connection.execute(delete(dismissals).where(dismissals.c.finding_id == item.event.finding_id))


def dismissed_at(connection: Connection, finding_id: str) -> int | None:
    """Where the log let a finding rest that rests now; None where it does not."""
    ids = (finding_id, finding_id[:SHORT])
    known = connection.execute(select(dismissals.c.finding_id).where(dismissals.c.finding_id.in_(ids))).scalar()
    if known is None:
        return None
    said = f'%"finding_id":"{known}"%"type":"{FindingDismissed.__name__}"%'  # a body's keys are in order
    query = select(log.c.position).where(log.c.body.like(said)).order_by(log.c.position.desc()).limit(1)
    return connection.execute(query).scalar()


def write_location(connection: Connection, event: LocationDecided) -> None:
    """Keeps where a person says a road runs, in place of what was decided before."""
    connection.execute(delete(locations).where(locations.c.road_id == event.road_id))
    connection.execute(locations.insert(), {"road_id": event.road_id, "body": dump(event)})


def write_redirect(connection: Connection, absorbed: str, kept: str) -> None:
    """An absorbed id leads to the kept one, for ever, however often that is absorbed in turn."""
    connection.execute(redirects.update().where(redirects.c.kept == absorbed).values(kept=kept))
    connection.execute(redirects.insert(), {"absorbed": absorbed, "kept": kept})
    for column in (entries.c.road_id, entries.c.spoke_of):
        connection.execute(entries.update().where(column == absorbed).values({column: kept}))
    if not connection.execute(select(locations).where(locations.c.road_id == kept)).first():
        connection.execute(locations.update().where(locations.c.road_id == absorbed).values(road_id=kept))


def write_kin(connection: Connection, one: str, other: str) -> None:
    """Notes for ever that two roads were united with or divided from one another."""
    pairs = [(one, other), (other, one)]
    known = connection.execute(select(kin).where(kin.c.road_id == one, kin.c.other == other)).first()
    if known is None and one != other:
        insert(connection, kin, [{"road_id": a, "other": b} for a, b in pairs])
