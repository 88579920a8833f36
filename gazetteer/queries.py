"""Questions put to the projections, and to the log where an earlier knowledge is wanted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Select, func, or_, select

from gazetteer.effects import Effects, in_effect
from gazetteer.entries import Entry, Reading
from gazetteer.events import NoticeReceived
from gazetteer.log import events, events_about
from gazetteer.notices import Notice
from gazetteer.projections import unpack_version
from gazetteer.records import RoadRecord, RoadVersion, fold
from gazetteer.search import Look, Rank, looks_for, rank_of, search_key, why
from gazetteer.store import log, log_roads, name_parts, names, redirects, roads, texts, versions
from gazetteer.text import Problem, Sentence
from gazetteer.times import today


@dataclass(frozen=True, slots=True)
class Hit:
    """A road found by a search, the name that was found and why."""

    version: RoadVersion
    matched: str
    rank: Rank
    reason: Sentence


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """A notice as the register keeps it; spans count in `text`."""

    notice: Notice
    text: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    recorded_at: datetime
    position: int
    witness_of: str | None

    @property
    def reading(self) -> Reading:
        return Reading(self.notice, self.entries, self.problems)


def known_road(connection: Connection, road_id: str) -> str | None:
    """The id a road is kept under now, or None for an id the register never gave."""
    kept = connection.execute(select(redirects.c.kept).where(redirects.c.absorbed == road_id)).scalar() or road_id
    return kept if connection.execute(select(roads.c.road_id).where(roads.c.road_id == kept)).first() else None


def road_family(connection: Connection, road_ids: Iterable[str]) -> set[str]:
    """These roads and all that were ever united with or divided from them."""
    family = set(road_ids)
    while True:
        positions = select(log_roads.c.position).where(log_roads.c.road_id.in_(family))
        kin = set(connection.execute(select(log_roads.c.road_id).where(log_roads.c.position.in_(positions))).scalars())
        if kin <= family:
            return family
        family |= kin


def kept_notice(connection: Connection, position: int) -> KeptNotice:
    (item,) = events(connection, [position])
    event = item.event
    assert isinstance(event, NoticeReceived)
    text = connection.execute(select(texts.c.text).where(texts.c.digest == event.notice.digest)).scalar_one()
    return KeptNotice(
        event.notice, text, event.entries, event.problems, item.recorded_at, item.position, event.witness_of
    )


def effects_on(connection: Connection, road_id: str, known_at: datetime | None = None) -> Effects:
    return in_effect(events_about(connection, road_family(connection, [road_id])), known_at)


def kept_record(connection: Connection, road_id: str) -> RoadRecord | None:
    """A record as the projections hold it."""
    kept = known_road(connection, road_id)
    if kept is None:
        return None
    row = connection.execute(select(roads).where(roads.c.road_id == kept)).one()
    query = select(versions.c.body).where(versions.c.road_id == kept).order_by(versions.c.ordinal)
    states = tuple(unpack_version(body) for body in connection.execute(query).scalars())
    links = (tuple(ids.split(",")) if ids else () for ids in (row.predecessors, row.successors, row.redirects))
    return RoadRecord(kept, states, *links)


def record_known(connection: Connection, road_id: str, known_at: datetime | None) -> RoadRecord | None:
    """A record folded from what was known at an instant."""
    effects = effects_on(connection, road_id, known_at)
    return folded(effects, effects.kept(road_id))


def folded(effects: Effects, road_id: str) -> RoadRecord:
    absorbed = tuple(sorted(old for old, kept in effects.redirects.items() if kept == road_id))
    return fold(road_id, effects.of(road_id), absorbed)


def changed_after(connection: Connection, known_at: datetime | None) -> tuple[str, ...]:
    """Roads of which something was learned after an instant."""
    if known_at is None:
        return ()
    at = known_at.isoformat(timespec="microseconds")
    query = (
        select(log_roads.c.road_id)
        .join(log, log.c.position == log_roads.c.position)
        .where(log.c.recorded_at > at)
        .distinct()
    )
    return tuple(connection.execute(query).scalars())


def in_force(connection: Connection, day: date, area: str | None) -> Iterator[RoadVersion]:
    """The versions that hold on a day, for certain or perhaps; one a road."""
    text = day.isoformat()
    query = (
        select(versions.c.body)
        .where(versions.c.from_earliest <= text, or_(versions.c.to_latest.is_(None), versions.c.to_latest > text))
        .order_by(versions.c.road_id, versions.c.ordinal)
    )
    if area is not None:
        query = query.where(versions.c.area == area)
    held: dict[str, list[RoadVersion]] = {}
    for body in connection.execute(query).scalars():
        version = unpack_version(body)
        held.setdefault(version.road_id, []).append(version)
    for road_id, states in held.items():
        version_on = RoadRecord(road_id, tuple(states)).version_on(day)
        if version_on is not None:
            yield version_on


def search(
    connection: Connection, text: str, limit: int, area: str | None = None, district: str | None = None
) -> list[Hit]:
    """Roads by name, best first; a road once, under the name that was found best."""
    key = search_key(text)
    best: dict[str, tuple[tuple[object, ...], Rank, str, bool]] = {}
    for look in looks_for(text):
        if len(best) >= limit and look.rank > Rank.WITHIN:
            break  # only worse hits can follow
        for row in connection.execute(_look_up(look, limit, area, district)).all():
            rank = rank_of(look, key, row.name)
            order = (rank, row.former, len(row.name), row.name, row.road_id)
            if row.road_id not in best or order < best[row.road_id][0]:
                best[row.road_id] = (order, rank, row.name, row.former)
    found = []
    for road_id, (_, rank, name, former) in sorted(best.items(), key=lambda item: item[1][0])[:limit]:
        record = kept_record(connection, road_id)
        assert record is not None
        found.append(Hit(record.version_on(today()) or record.versions[-1], name, rank, why(rank, name, former)))
    return found


def _look_up(look: Look, limit: int, area: str | None, district: str | None) -> Select[tuple[str, str, bool]]:
    """The names that have a part; for one look-up the shortest names first."""
    part = name_parts.c.part
    (first, *_) = look.parts
    wanted = part.between(first, first + chr(0x10FFFF)) if look.prefix else part.in_(look.parts)
    query = (
        select(names.c.road_id, names.c.name, names.c.former)
        .join(name_parts, (name_parts.c.road_id == names.c.road_id) & (name_parts.c.name == names.c.name))
        .where(name_parts.c.kind == look.kind, wanted)
    )
    if area is not None or district is not None:
        query = query.join(roads, roads.c.road_id == names.c.road_id)
    if area is not None:
        query = query.where(roads.c.area == area)
    if district is not None:
        query = query.where(roads.c.district == district)
    return query.order_by(func.length(part), names.c.former, func.length(names.c.name), names.c.name).limit(limit * 2)
