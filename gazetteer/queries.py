"""Questions put to the projections, and to the log where an earlier knowledge is wanted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from itertools import groupby

from sqlalchemy import Connection, Integer, and_, bindparam, or_, select

from gazetteer.among import among
from gazetteer.codec import load
from gazetteer.effects import Effects, in_effect
from gazetteer.events import EntryMatched, LocationDecided, NoticeReceived
from gazetteer.folding import fold
from gazetteer.kept_roads import unpack_version
from gazetteer.log import events, events_about
from gazetteer.notices import Notice
from gazetteer.prepared import Prepared
from gazetteer.readings import Entry, Reading
from gazetteer.records import RoadRecord, RoadVersion
from gazetteer.schema import (
    kin,
    locations,
    name_parts,
    names,
    redirects,
    roads,
    texts,
    versions,
)
from gazetteer.search import Look, PartKind, Rank, Standing, looks_for, why
from gazetteer.store import in_batches
from gazetteer.text import Problem, Sentence
from gazetteer.times import TimePoint, today

NOW = TimePoint()


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


_KIN = Prepared(select(kin.c.other).where(among(kin.c.road_id, "road_ids")))


def road_family(connection: Connection, road_ids: Iterable[str]) -> set[str]:
    """These roads and all that were ever united with or divided from them."""
    family, near = set(), set(road_ids)
    while near:
        family |= near
        near = set(_KIN.column(connection, {"road_ids": list(near)})) - family
    return family


def kept_notice(connection: Connection, position: int) -> KeptNotice:
    (item,) = events(connection, [position])
    event = item.event
    assert isinstance(event, NoticeReceived)
    text = connection.execute(select(texts.c.text).where(texts.c.digest == event.notice.digest)).scalar_one()
    return KeptNotice(
        event.notice, text, event.entries, event.problems, item.recorded_at, item.position, event.witness_of
    )


def decided_on(connection: Connection, road_id: str) -> dict[str, EntryMatched]:
    """What persons settled of the entries that speak of a road: entry id → who (`by`), and why (`reason`)."""
    matched = effects_on(connection, [road_id]).matched
    return {key: one for key, one in matched.items() if one.by and one.road_id == road_id}


def effects_on(connection: Connection, road_ids: Iterable[str], point: TimePoint = NOW) -> Effects:
    """The effects of all that was ever learned about these roads and their kin."""
    family = road_family(connection, road_ids)
    about = events_about(connection, family) if family else ()
    return in_effect(about, point.known_at, point.published_by)


_LISTS = (roads.c.predecessors, roads.c.successors, roads.c.redirects, roads.c.aliases)
_COLUMNS = (versions.c.road_id, versions.c.body, *_LISTS)
_RECORDS = Prepared(
    select(*_COLUMNS)
    .join(roads, roads.c.road_id == versions.c.road_id)
    .where(among(versions.c.road_id, "road_ids"))
    .order_by(versions.c.road_id, versions.c.ordinal)
)


def kept_records(
    connection: Connection, road_ids: Iterable[str], unpack: Callable[[str], RoadVersion] = unpack_version
) -> dict[str, RoadRecord]:
    """Road id → its record as the projections hold it, for those of the ids that are kept."""
    found: dict[str, RoadRecord] = {}
    for ids in in_batches(sorted(set(road_ids))):
        rows = _RECORDS.rows(connection, {"road_ids": ids})
        for road_id, some in groupby(rows, key=lambda row: row[0]):
            mine = list(some)
            states = tuple([unpack(row[1]) for row in mine])
            found[road_id] = RoadRecord(road_id, states, *map(_listed, mine[0][2:]))
    return found


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split(",")) if words else ()


_RECORD = (
    select(versions.c.body, *_LISTS)
    .join(roads, roads.c.road_id == versions.c.road_id)
    .where(versions.c.road_id == bindparam("road_id"))
    .order_by(versions.c.ordinal)
)


def kept_record(connection: Connection, road_id: str) -> RoadRecord | None:
    """The record an id leads to, as the projections hold it."""
    rows = connection.execute(_RECORD, {"road_id": road_id}).all()
    if not rows:
        kept = known_road(connection, road_id)
        return kept_record(connection, kept) if kept not in (None, road_id) else None
    return RoadRecord(road_id, tuple(unpack_version(row.body) for row in rows), *map(_listed, rows[0][1:]))


_DECIDED = Prepared(select(locations.c.road_id, locations.c.body).where(among(locations.c.road_id, "road_ids")))


def decided_locations(connection: Connection, road_ids: Iterable[str]) -> dict[str, LocationDecided]:
    """Road id → what a person last decided on where it runs, for those of the ids that were decided on."""
    found: dict[str, LocationDecided] = {}
    for road_id, body in _DECIDED.rows(connection, {"road_ids": list(road_ids)}):
        event = load(body)
        assert isinstance(event, LocationDecided)
        found[road_id] = event
    return found


def record_known(connection: Connection, road_id: str, point: TimePoint) -> RoadRecord:
    """A record folded from what was known, or public, by then."""
    effects = effects_on(connection, [road_id], point)
    return folded(effects, effects.kept(road_id))


def folded(effects: Effects, road_id: str) -> RoadRecord:
    """The record of a road after its effects."""
    learned = effects.of(road_id)
    record = fold(road_id, learned, tuple(effects.absorbed.get(road_id, ())))
    return replace(record, aliases=tuple(sorted({name for item in learned for name in item.event.aliases})))


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
    best: dict[str, tuple[tuple[object, ...], Rank, str, bool]] = {}
    for look in looks_for(text):
        if len(best) >= limit and look.rank is not Rank.SAME:
            break  # only worse hits can follow
        for road_id, name, former in _look_up(connection, look, limit * 2, area, district):
            # of names with a wrong character, those as long as what was typed come first
            length = abs(len(name) - len(text)) if look.rank is Rank.NEAR else len(name)
            order = (look.rank, former, length, name, road_id)
            if road_id not in best or order < best[road_id][0]:
                best[road_id] = (order, look.rank, name, former)
    shown = sorted(best.items(), key=lambda item: item[1][0])[:limit]
    records = kept_records(connection, [road_id for road_id, _ in shown])
    return [
        Hit(_now(record := records[road_id]), name, rank, why(rank, name, _standing_of(name, record, former)))
        for road_id, (_, rank, name, former) in shown
    ]


def _standing_of(name: str, record: RoadRecord, is_another: bool) -> Standing:
    """What a name is to a road that is called so, or (`is_another`) otherwise now."""
    borne = (name for version in record.versions for name in (version.name, *version.formerly))
    return (Standing.FORMER if name in borne else Standing.ALIAS) if is_another else Standing.PRESENT


def _now(record: RoadRecord) -> RoadVersion:
    """The version in force today, or the last there was."""
    return record.version_on(today()) or record.versions[-1]


def _look_up(
    connection: Connection, look: Look, limit: int, area: str | None, district: str | None
) -> list[tuple[str, str, bool]]:
    """The names that have a part (road id, name, whether it bears another now), the shortest first: size after size
    until there are enough, so that no long list is sorted; all sizes at once where so much was typed that it is short.
    """
    at_once = look.prefix and look.kind in (PartKind.WHOLE, PartKind.SUFFIX) and len(look.parts[0]) >= FEW_BEGIN_SO
    query = _looking(look.prefix, at_once, area is not None, district is not None)
    asked: dict[str, object] = {"kind": look.kind, "area": area, "district": district}
    if look.prefix:
        asked |= {"first": look.parts[0], "beyond": look.parts[0] + chr(0x10FFFF)}
    else:
        asked["parts"] = look.parts
    if at_once:
        return list(query.rows(connection, {**asked, "sizes": look.sizes, "left": limit}))
    found: list[tuple[str, str, bool]] = []
    for size in look.sizes:
        if len(found) < limit:
            found += query.rows(connection, {**asked, "size": size, "left": limit - len(found)})
    return found


FEW_BEGIN_SO = 3  # characters with which few names begin


@cache
def _looking(by_prefix: bool, at_once: bool, in_area: bool, in_district: bool) -> Prepared:
    size, part = name_parts.c.size, name_parts.c.part
    sized = among(size, "sizes") if at_once else size == bindparam("size")
    wanted = and_(part >= bindparam("first"), part < bindparam("beyond")) if by_prefix else among(part, "parts")
    query = (
        select(names.c.road_id, names.c.name, names.c.former)
        .join(name_parts, name_parts.c.name == names.c.name)
        .where(name_parts.c.kind == bindparam("kind"), sized, wanted)
        .order_by(*((size,) if at_once else ()), part, names.c.name, names.c.road_id)
        .limit(bindparam("left", type_=Integer))
    )
    if in_area:
        query = query.where(names.c.area == bindparam("area"))
    if in_district:
        query = query.join(roads, roads.c.road_id == names.c.road_id).where(roads.c.district == bindparam("district"))
    return Prepared(query)
