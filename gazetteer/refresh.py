"""Records and findings made anew where something has been learned, and wherever that may change what is found."""

from collections.abc import Iterable, Mapping, Sequence, Set

import orjson
from sqlalchemy import Connection, bindparam, func, select

from gazetteer.among import among
from gazetteer.codec import from_plain
from gazetteer.copies import of_witness
from gazetteer.effects import Effects
from gazetteer.findings import Finding, of_notice, of_open_ends
from gazetteer.ground_schema import ground_findings
from gazetteer.kept_findings import write_findings
from gazetteer.kept_roads import area_of, open_end_rows, unpack_ends, unpack_state, write_roads
from gazetteer.neighbours import Spoken, bearing, ends_of, found_among, like, neighbours
from gazetteer.prepared import Prepared
from gazetteer.queries import decided_locations, effects_on, folded, kept_notice, kept_records, road_family
from gazetteer.readings import Reading
from gazetteer.records import RoadRecord
from gazetteer.schema import entries, finding_subjects, findings, names, notices, open_ends, termini
from gazetteer.store import in_batches
from gazetteer.toponyms import area_key

Found = Mapping[str, Sequence[Finding]]  # road or notice → what is found from it


def notice_findings(connection: Connection, reading: Reading, witness_of: str | None) -> Found:
    """What a notice says of itself that does not fit, and what another copy of its act says otherwise."""
    found = of_notice(reading)
    if witness_of is not None:
        position = connection.execute(_POSITION, {"notice_id": witness_of}).scalar_one()
        rows = connection.execute(_ROADS_OF, {"notice_id": witness_of})
        road_of = {row.entry_id: row.road_id for row in rows}
        found += of_witness(kept_notice(connection, position).reading, reading, road_of)
    return {reading.notice.notice_id: found}


def copies_findings(connection: Connection, notice_id: str) -> Found:
    """What is found of the other copies of an act that is now read otherwise."""
    query = select(notices.c.position).where(notices.c.witness_of == notice_id)
    return _found_of(connection, connection.execute(query).scalars())


def _found_of(connection: Connection, positions: Iterable[int]) -> dict[str, Sequence[Finding]]:
    found: dict[str, Sequence[Finding]] = {}
    for position in positions:
        kept = kept_notice(connection, position)
        found |= notice_findings(connection, kept.reading, kept.witness_of)
    return found


def _unlike_copies(connection: Connection, road_ids: Set[str], before: Set[str]) -> dict[str, Sequence[Finding]]:
    """What is found of the copies that differ on clauses about these roads, or did `before` on those kept till now."""
    if not _COPY.rows(connection, {}):
        return {}  # most registers have none
    copies = _COPIES.column(connection, {"road_ids": list(road_ids)})
    spoken = _SPEAKING.column(connection, {"subjects": [*copies, *before]})
    return _found_of(connection, _UNLIKE.column(connection, {"finding_ids": spoken}))


# Three questions, not one: of their join PostgreSQL reads all that was ever found unlike, for each of a notice's roads.
_COPY = Prepared(select(notices.c.position).where(notices.c.witness_of.is_not(None)).limit(1))
_COPIES = Prepared(
    select(notices.c.notice_id)
    .join(entries, entries.c.notice_id == notices.c.witness_of)
    .where(among(entries.c.road_id, "road_ids"))
    .distinct()
)
_SPEAKING = Prepared(
    select(finding_subjects.c.finding_id).where(among(finding_subjects.c.subject, "subjects")).distinct()
)
_UNLIKE = Prepared(
    select(notices.c.position)
    .join(findings, findings.c.subject == notices.c.notice_id)
    .where(among(findings.c.finding_id, "finding_ids"), findings.c.kind == "witness_differs")
    .distinct()
    .order_by(notices.c.position)
)
_ROADS_OF = select(entries.c.entry_id, entries.c.road_id).where(
    entries.c.notice_id == bindparam("notice_id"), entries.c.road_id.is_not(None)
)
_POSITION = select(notices.c.position).where(notices.c.notice_id == bindparam("notice_id"))


def refresh_roads(
    connection: Connection, road_ids: Iterable[str], effects: Effects | None = None, found: Found | None = None
) -> None:
    """Folds these roads anew and finds again whatever may have changed around them.

    `effects` are those on these roads and their kin, where they are known; `found` is kept with what is found.
    """
    touched = road_family(connection, road_ids)
    if not touched:
        write_findings(connection, found or {})
        return
    effects = effects or effects_on(connection, touched)
    before = kept_records(connection, touched)
    after = [folded(effects, road_id) for road_id in sorted(touched)]
    write_roads(connection, after, fictional_among(connection, after), before.values())
    kept = {record.road_id: record for record in after if record.versions}
    called = _called([*before.values(), *kept.values()])
    near = bearing(connection, called) | like(connection, called)
    around = find(connection, touched | near | _ending_on_names(connection, called), kept, effects, called, near)
    changed = _open_ends(before) ^ _open_ends(kept)
    unsettled = {notice_id for notice_id, *_ in changed} | _ending_on(connection, _keys(before) ^ _keys(kept))
    copies = _unlike_copies(connection, touched, before.keys())
    open_ = open_end_findings(connection, sorted(unsettled))
    write_findings(connection, {**copies, **(found or {}), **around, **open_}, touched - before.keys())


def fictional_among(connection: Connection, records: Iterable[RoadRecord]) -> set[str]:
    """The notices of invented roads among those that last spoke of these."""
    last = {record.versions[-1].notice_id for record in records if record.versions}
    return set(_FICTIONAL.column(connection, {"notice_ids": list(last)}))


_FICTIONAL = Prepared(select(notices.c.notice_id).where(notices.c.fictional, among(notices.c.notice_id, "notice_ids")))


def leaning(connection: Connection, records: Iterable[RoadRecord]) -> set[str]:
    """The roads whose findings depend on these: of the same names or like ones, or ending on them."""
    called = _called(records)
    return bearing(connection, called) | like(connection, called) | _ending_on_names(connection, called)


def _called(records: Iterable[RoadRecord]) -> set[tuple[str | None, str]]:
    """Every name these roads are found by, in its area."""
    return {(area_of(record), name) for record in records for name in record.names}


def _ending_on_names(connection: Connection, called: Spoken) -> set[str]:
    keys = {area_key(area, name) for area, name in called}
    return set(_ENDING.column(connection, {"keys": list(keys)}))


_ENDING = Prepared(select(termini.c.road_id).where(among(termini.c.key, "keys")))


def find(
    connection: Connection,
    road_ids: Iterable[str],
    known: Mapping[str, RoadRecord],
    effects: Effects,
    asked: Set[tuple[str | None, str]] = frozenset(),
    near: Set[str] = frozenset(),
) -> dict[str, Sequence[Finding]]:
    """What is found from each of these roads; of some the records are `known` and what happened to them.

    `near` are the roads of the same names as those that were `asked` for already, or of like ones.
    """
    ids = set(road_ids)
    records = {road_id: known[road_id] for road_id in ids & known.keys()}
    records |= kept_records(connection, ids - known.keys(), unpack_ends)
    called = _called(records.values()) - asked
    ends = {(area_of(record), text) for record in records.values() for text in ends_of(record)} - asked
    near = near | bearing(connection, called | ends) | like(connection, called)
    others = kept_records(connection, near - records.keys(), unpack_state)
    unknown = [road_id for road_id in records.keys() - known.keys() if records[road_id].has_changed]
    elsewhere = effects_on(connection, unknown)
    decided = decided_locations(connection, records)
    around = neighbours([*records.values(), *others.values()])
    gone: dict[str, Sequence[Finding]] = dict.fromkeys(ids - records.keys(), ())
    ordered = [records[road_id] for road_id in sorted(records)]
    return gone | found_among(
        ordered, lambda road_id: (effects if road_id in known else elsewhere).of(road_id), around, decided
    )


# -- ends on no road of the register -------------------------------------------------------------------------------

_NAMING = Prepared(select(open_ends.c.notice_id).where(among(open_ends.c.key, "keys")))
# Not whether one exists: of that PostgreSQL makes a join, which reads all names there are for a notice's few ends.
_KNOWN = select(func.min(names.c.road_id)).where(names.c.key == open_ends.c.key).scalar_subquery()
_ON_NONE = Prepared(
    select(open_ends.c.notice_id, open_ends.c.entry_id, open_ends.c.text, notices.c.area)
    .join(notices, notices.c.notice_id == open_ends.c.notice_id)
    .where(among(open_ends.c.notice_id, "notice_ids"), _KNOWN.is_(None))
    .order_by(open_ends.c.entry_id, open_ends.c.key)
)


def _open_ends(records: Mapping[str, RoadRecord]) -> set[tuple[str, ...]]:
    """The open ends of these roads, each with the notice that stated it first."""
    return {tuple(map(str, row.values())) for record in records.values() for row in open_end_rows(record)}


def _keys(records: Mapping[str, RoadRecord]) -> set[str]:
    """The names these roads are found by, each within its area."""
    return {area_key(area_of(record), name) for record in records.values() for name in record.names}


def _ending_on(connection: Connection, keys: set[str]) -> set[str]:
    """The notices with ends of these names."""
    return set(_NAMING.column(connection, {"keys": list(keys)})) if keys else set()


def open_end_findings(connection: Connection, notice_ids: Sequence[str]) -> dict[str, Sequence[Finding]]:
    """For each of these notices, which of its ends are on no road of the register."""
    found: dict[str, list[tuple[str, str]]] = {notice_id: [] for notice_id in notice_ids}
    areas: dict[str, str | None] = {}
    for ids in in_batches(notice_ids):
        for notice_id, entry_id, words, area in _ON_NONE.rows(connection, {"notice_ids": ids}):
            found[notice_id].append((entry_id, words))
            areas[notice_id] = area
    return {f"{each}/e": of_open_ends(each, areas.get(each), ends) for each, ends in found.items()}


def name_ground_findings(connection: Connection) -> None:
    """What the ground contradicts, under the ids that this program gives findings."""
    for row in connection.execute(select(ground_findings)).all():
        found = from_plain(orjson.loads(row.body), Finding)
        mine = (ground_findings.c.finding_id == row.finding_id, ground_findings.c.subject == row.subject)
        connection.execute(ground_findings.update().where(*mine).values(finding_id=found.finding_id))
