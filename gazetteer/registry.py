"""The register at work: take notices in, answer for any time point, rebuild, verify."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import orjson
from sqlalchemy import Connection, func, or_, select

from gazetteer.codec import from_plain
from gazetteer.documents import Document
from gazetteer.errors import FindingNotFoundError, NoticeNotFoundError, RoadAmbiguousError, RoadNotFoundError
from gazetteer.events import FindingDismissed, LocationDecided
from gazetteer.findings import Finding
from gazetteer.intake import Outcome, Step, decide, own, project, take_in
from gazetteer.log import Fault, Head, append, faults, head, next_instant
from gazetteer.notices import Notice
from gazetteer.projections import area_keys, unpack_version
from gazetteer.proposals import Succession, follows
from gazetteer.queries import (
    Hit,
    KeptNotice,
    changed_after,
    decided_locations,
    in_force,
    kept_notice,
    kept_record,
    kept_records,
    known_road,
    record_known,
    search,
)
from gazetteer.readings import Entry, Reading
from gazetteer.rebuilding import bring_up, digests_of_log, projection_digests, rebuild
from gazetteer.records import RoadChange, RoadRecord, RoadVersion, changes_of
from gazetteer.refresh import notice_findings, refresh_roads
from gazetteer.rereading import Reader, Reread, read_again
from gazetteer.schema import (
    dismissals,
    entries,
    entry_names,
    finding_subjects,
    findings,
    ground_findings,
    names,
    notices,
    roads,
    versions,
)
from gazetteer.store import Store, in_batches
from gazetteer.times import TimePoint, today
from gazetteer.toponyms import comparison_key


@dataclass(frozen=True, slots=True)
class Area:
    """A city or town the register holds roads of."""

    name: str
    fictional: bool
    roads: int


@dataclass(frozen=True, slots=True)
class Held:
    """An entry that waits for a person, and why."""

    entry: Entry
    reason: str


class Register:
    """One register, open. Make one with `Register.open`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def open(cls, url: str, *, create: bool = True) -> "Register":
        """The register at a database URL or a path, brought up to this program's tables. Raises `RegisterError`."""
        store = Store(url, create=create)
        if store.is_old:
            with store.writing() as connection:
                bring_up(connection)
        return cls(store)

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> "Register":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- taking in ---------------------------------------------------------------------------------

    def ingest(
        self, document: Document, readings: Sequence[Reading], *, at: datetime | None = None, keep: bool = True
    ) -> tuple[Step, ...]:
        """Takes in the notices of a document, each as one step, all in one transaction.

        With `keep` false everything is tried and nothing is kept.
        """
        with self._writing(keep) as connection:
            return self._take_in(connection, document, readings, at)

    def preview(self, document: Document, readings: Sequence[Reading]) -> tuple[tuple[Step, ...], tuple[Finding, ...]]:
        """What taking in a document would come to, and what would be found about its notices and roads.

        Nothing is kept.
        """
        with self._writing(keep=False) as connection:
            steps = self._take_in(connection, document, readings, None)
            subjects = {step.notice.notice_id for step in steps} | {one for step in steps for one in step.road_ids}
            return steps, _found(connection, subjects)

    def _take_in(
        self, connection: Connection, document: Document, readings: Sequence[Reading], at: datetime | None
    ) -> tuple[Step, ...]:
        """Each notice as one step, with what follows from it."""
        steps = []
        for reading in readings:
            mine, text = own(reading, document)
            taken = take_in(connection, mine, text, at)
            if (step := taken.step).outcome is not Outcome.KNOWN:
                found = notice_findings(connection, mine, step.witness_of)
                refresh_roads(connection, step.road_ids, taken.effects, found)
            steps.append(step)
        return tuple(steps)

    def reread(self, read: Reader) -> tuple[Reread, ...]:
        """Reads every kept notice again and takes in what is now read otherwise; ids and decisions stay."""
        done = []
        for kept in self.notices():
            with self.store.writing() as connection:
                found = read_again(connection, kept, read)
                if found is not None:
                    own = notice_findings(connection, found.reading, kept.witness_of)
                    refresh_roads(connection, found.road_ids, found=own)
                    done.append(found)
        return tuple(done)

    @contextmanager
    def _writing(self, keep: bool) -> Iterator[Connection]:
        with self.store.writing() as connection:
            if keep:
                yield connection
                return
            attempt = connection.begin_nested()
            try:
                yield connection
            finally:
                attempt.rollback()

    # -- a person's decisions ----------------------------------------------------------------------

    def held(self) -> tuple[Held, ...]:
        """The entries that wait for a person, and why."""
        query = (
            select(entries.c.entry_id, entries.c.reason)
            .where(entries.c.road_id.is_(None), entries.c.reason != "")
            .order_by(entries.c.notice_id, entries.c.ordinal)
        )
        with self.store.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(Held(self.entry(row.entry_id)[0], row.reason) for row in rows)

    def decide_entry(self, entry_id: str, road_id: str | None, by: str, why: str) -> str:
        """A person says which road an entry speaks of (None: one of its own); the id of that road.

        Raises `NoticeNotFoundError`, `RoadNotFoundError`.
        """
        entry, kept = self.entry(entry_id)
        with self.store.writing() as connection:
            known = known_road(connection, road_id) if road_id is not None else None
            if road_id is not None and known is None:
                raise RoadNotFoundError(road_id)
            touched = decide(connection, Reading(kept.notice, (entry,)), entry_id, known, by, why)
            refresh_roads(connection, touched)
        return self.roads_of(kept.notice.notice_id)[entry_id]

    def decide_location(self, road_id: str, points: Sequence[tuple[float, float]], by: str, why: str) -> None:
        """A person says where a road runs: lon, lat along it in its described direction, at least two.

        It holds as long as the road's ends are described as they are now. Raises `RoadNotFoundError`.
        """
        record = self.record(road_id)
        event = LocationDecided(record.road_id, record.versions[-1].extent, tuple(points), by, why)
        with self.store.writing() as connection:
            project(connection, append(connection, [event], next_instant(connection, None)))
            refresh_roads(connection, [record.road_id])

    def decided_locations(self, road_ids: Iterable[str]) -> Mapping[str, LocationDecided]:
        """Road id → what a person last decided on where it runs, for those decided on."""
        with self.store.reading() as connection:
            return decided_locations(connection, road_ids)

    def dismiss(self, finding_id: str, by: str, why: str) -> None:
        """A person has seen a finding and lets it rest. Raises `FindingNotFoundError`."""
        with self.store.writing() as connection:
            known = (select(one).where(one.c.finding_id == finding_id) for one in (findings, ground_findings))
            if not any(connection.execute(query).first() for query in known):
                raise FindingNotFoundError(finding_id)
            event = FindingDismissed(finding_id, by, why)
            project(connection, append(connection, [event], next_instant(connection, None)))

    # -- roads -------------------------------------------------------------------------------------

    def areas(self) -> tuple[Area, ...]:
        """The cities and towns in the register; real ones first."""
        count = func.count(roads.c.road_id)
        query = (
            select(roads.c.area, roads.c.fictional, count)
            .group_by(roads.c.area, roads.c.fictional)
            .order_by(roads.c.fictional, count.desc(), roads.c.area)
        )
        with self.store.reading() as connection:
            return tuple(Area(row[0] or "", row[1], row[2]) for row in connection.execute(query))

    def record(self, road_id: str, known_at: datetime | None = None, published_by: date | None = None) -> RoadRecord:
        """A road's record, as known (or public) by then. Raises `RoadNotFoundError`; follows redirects."""
        point = TimePoint(None, known_at, published_by)
        with self.store.reading() as connection:
            found = (
                kept_record(connection, road_id) if point.is_all_we_know else record_known(connection, road_id, point)
            )
        if found is None or not found.versions:
            raise RoadNotFoundError(road_id)
        return found

    def version(self, road_id: str, point: TimePoint) -> RoadVersion:
        """The version of a road at a time point. Raises `RoadNotFoundError` where there is none."""
        found = self.record(road_id, point.known_at, point.published_by).version_on(point.valid_on or today())
        if found is None:
            raise RoadNotFoundError(road_id)
        return found

    def find(self, name_or_id: str) -> str:
        """The id of the road meant by an id or a name. Raises `RoadNotFoundError`, `RoadAmbiguousError`."""
        with self.store.reading() as connection:
            kept = known_road(connection, name_or_id)
            if kept is not None:
                return kept
            rows = connection.execute(
                select(names.c.road_id, names.c.former).where(names.c.key == comparison_key(name_or_id))
            )
            found = rows.all()
        ids = [row.road_id for row in found if not row.former] or [row.road_id for row in found]
        if not ids:
            raise RoadNotFoundError(name_or_id)
        if len(ids) > 1:
            raise RoadAmbiguousError(name_or_id, tuple(sorted(ids)))
        return str(ids[0])

    def roads(self, point: TimePoint | None = None, area: str | None = None) -> tuple[RoadVersion, ...]:
        """The versions in force at a time point, in the order of their ids."""
        point = point or TimePoint()
        day = point.valid_on or today()
        with self.store.reading() as connection:
            changed = changed_after(connection, point)
            found = [one for one in in_force(connection, day, area) if one.road_id not in changed]
            for road_id in changed:
                record = record_known(connection, road_id, point)
                version = record.version_on(day) if record.road_id == road_id else None
                if version is not None and (area is None or version.place.area == area):
                    found.append(version)
        return tuple(sorted(found, key=lambda one: one.road_id))

    def search(
        self, text: str, limit: int = 20, area: str | None = None, district: str | None = None
    ) -> tuple[Hit, ...]:
        """Roads by name, best first: the name itself, its beginning, within it, pinyin, one wrong character."""
        with self.store.reading() as connection:
            return tuple(search(connection, text, limit, area, district))

    def changes(self, area: str | None = None) -> tuple[RoadChange, ...]:
        """What was done to which road, the latest in force first."""
        with self.store.reading() as connection:
            query = select(versions.c.body).order_by(versions.c.road_id, versions.c.ordinal)
            if area is not None:
                query = query.where(versions.c.area == area)
            histories: dict[str, list[RoadVersion]] = {}
            for body in connection.execute(query).scalars():
                version = unpack_version(body)
                histories.setdefault(version.road_id, []).append(version)
        found = [
            change for road_id, states in histories.items() for change in changes_of(RoadRecord(road_id, tuple(states)))
        ]
        return tuple(sorted(found, key=lambda one: (one.on.key, one.notice_id, one.entry_id), reverse=True))

    def changes_between(self, first: date, last: date, area: str | None = None) -> tuple[RoadChange, ...]:
        """What was done to which road in force from a day of these (both included), the latest first.

        An act of which only the month or year is known counts by its first day.
        """
        days = (first.isoformat(), last.isoformat())
        query = select(versions.c.road_id).where(
            or_(versions.c.from_earliest.between(*days), versions.c.to_earliest.between(*days))
        )
        if area is not None:
            query = query.where(versions.c.area == area)
        with self.store.reading() as connection:
            records = kept_records(connection, connection.execute(query).scalars())
        found = (change for record in records.values() for change in changes_of(record))
        within = (change for change in found if first <= change.on.earliest <= last)
        return tuple(sorted(within, key=lambda one: (one.on.key, one.notice_id, one.entry_id), reverse=True))

    # -- notices and findings ----------------------------------------------------------------------

    def notice(self, notice_id: str) -> KeptNotice:
        """A notice by its id or document number. Raises `NoticeNotFoundError`."""
        query = select(notices.c.position).where(
            or_(notices.c.notice_id == notice_id, notices.c.document_number == notice_id)
        )
        with self.store.reading() as connection:
            position = connection.execute(query.order_by(notices.c.position).limit(1)).scalar()
            if position is None:
                raise NoticeNotFoundError(notice_id)
            return kept_notice(connection, position)

    def notices(self, area: str | None = None) -> tuple[KeptNotice, ...]:
        """The notices in the register, latest in force first."""
        query = select(notices.c.position).order_by(notices.c.in_force_from.desc(), notices.c.notice_id)
        if area is not None:
            query = query.where(notices.c.area == area)
        with self.store.reading() as connection:
            return tuple(kept_notice(connection, position) for position in connection.execute(query).scalars().all())

    def acts(self, notice_ids: Iterable[str] | None = None) -> Mapping[str, Notice]:
        """Notice id → notice, without its text, for those named (or all that the register holds)."""
        query = select(notices.c.notice_id, notices.c.body)
        with self.store.reading() as connection:
            if notice_ids is None:
                rows = connection.execute(query).all()
            else:
                rows = [
                    row
                    for ids in in_batches(sorted(set(notice_ids)))
                    for row in connection.execute(query.where(notices.c.notice_id.in_(ids)))
                ]
        return {row.notice_id: from_plain(orjson.loads(row.body), Notice) for row in rows}

    def decisions_after(self, notice_id: str) -> tuple[Succession, ...]:
        """The decisions that followed a proposal, and what each changed. Raises `NoticeNotFoundError`."""
        proposal = self.notice(notice_id)
        keys = {key for entry in proposal.entries for key in area_keys(proposal.notice.area, entry)}
        named = select(entry_names.c.entry_id).where(entry_names.c.key.in_(keys))
        query = select(entries.c.notice_id).where(entries.c.entry_id.in_(named)).distinct()
        with self.store.reading() as connection:
            ids = connection.execute(query.order_by(entries.c.notice_id)).scalars().all()
        found = (follows(proposal.reading, self.notice(one).reading) for one in ids)
        return tuple(one for one in found if one is not None)

    def proposals_before(self, notice_id: str) -> tuple[Succession, ...]:
        """The proposals that a decision followed, and what it changed. Raises `NoticeNotFoundError`."""
        decision = self.notice(notice_id)
        found = (follows(kept.reading, decision.reading) for kept in self.notices(decision.notice.area))
        return tuple(one for one in found if one is not None)

    def entry(self, entry_id: str) -> tuple[Entry, KeptNotice]:
        """An entry and the notice it stands in. Raises `NoticeNotFoundError`."""
        kept = self.notice(entry_id.rpartition("-")[0])
        found = next((one for one in kept.entries if one.entry_id == entry_id), None)
        if found is None:
            raise NoticeNotFoundError(entry_id)
        return found, kept

    def roads_of(self, notice_id: str) -> Mapping[str, str]:
        """Entry id → road id, for the entries of a notice that are matched."""
        query = select(entries.c.entry_id, entries.c.road_id).where(
            entries.c.notice_id == notice_id, entries.c.road_id.is_not(None)
        )
        with self.store.reading() as connection:
            return {row.entry_id: row.road_id for row in connection.execute(query.order_by(entries.c.ordinal))}

    def findings(self, road_id: str | None = None, notice_id: str | None = None) -> tuple[Finding, ...]:
        """What was found (about one road or notice, where an id is given) and not dismissed; the worst first.

        With what the ground contradicts, once roads were looked for.
        """
        subject = road_id or notice_id
        with self.store.reading() as connection:
            found = (*_found(connection, [subject] if subject else None), *_on_the_ground(connection, subject))
        return _worst_first(found)

    def findings_about(self, subjects: Iterable[str]) -> tuple[Finding, ...]:
        """What was found about any of these roads and notices (their ids) and not dismissed; the worst first."""
        with self.store.reading() as connection:
            return _found(connection, subjects)

    # -- the log -----------------------------------------------------------------------------------

    def head(self) -> Head:
        """How long the log is, and the digest that covers all of it."""
        with self.store.reading() as connection:
            return head(connection)

    def verify(self, wanted: tuple[int, str] | None = None) -> tuple[Fault, ...]:
        """Where the log is broken, or a projection is not what the log comes to. Empty: all is well.

        `wanted` is a head noted earlier (count, digest): a log cut short or made over since is found too.
        """
        with self.store.reading() as connection:
            found = list(faults(connection, wanted))
            if found:
                return tuple(found)
            there, due = projection_digests(connection), digests_of_log(connection)
        return tuple(
            Fault(0, f"the projection {table} is not what the log comes to: run gazetteer rebuild")
            for table, digest in there.items()
            if due[table] != digest
        )

    def rebuild(self, progress: Callable[[int], None] = lambda _: None) -> Mapping[str, str]:
        """Makes every projection again from the log; the digest of each. Decisions and ids stay as they are."""
        with self.store.writing() as connection:
            rebuild(connection, progress)
            return projection_digests(connection)


_WORST_FIRST = ["error", "warning", "note"]


def _found(connection: Connection, subjects: Iterable[str] | None) -> tuple[Finding, ...]:
    """The findings about these roads and notices (None: all) that nobody dismissed."""
    query = select(findings.c.body).where(findings.c.finding_id.not_in(select(dismissals.c.finding_id)))
    if subjects is not None:
        about = select(finding_subjects.c.finding_id).where(finding_subjects.c.subject.in_(list(subjects)))
        query = query.where(findings.c.finding_id.in_(about))
    return _worst_first(from_plain(orjson.loads(body), Finding) for body in connection.execute(query).scalars())


def _on_the_ground(connection: Connection, road_id: str | None) -> tuple[Finding, ...]:
    """What the ground contradicts of a road (None: of all) that nobody dismissed."""
    columns = ground_findings.c
    query = select(columns.finding_id, columns.body)
    query = query.where(columns.finding_id.not_in(select(dismissals.c.finding_id)))
    if road_id is not None:
        query = query.where(columns.subject == road_id)
    bodies = {row.finding_id: row.body for row in connection.execute(query)}
    return tuple(from_plain(orjson.loads(body), Finding) for body in bodies.values())


def _worst_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda one: (_WORST_FIRST.index(one.severity), one.kind, one.finding_id)))
