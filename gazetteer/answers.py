"""What a register answers: roads, names, notices and findings, for any time point. It changes nothing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Self

from sqlalchemy import not_, or_, select

from gazetteer.areas import Area, areas_with_roads, check_area
from gazetteer.errors import (
    EntryNotFoundError,
    NoticeNotFoundError,
    RoadNotFoundError,
    RoadNotInForceError,
    RoadNotKnownError,
)
from gazetteer.events import LocationDecided
from gazetteer.findings import Finding
from gazetteer.kept_notices import acts_kept, area_keys
from gazetteer.later_roads import changed_after
from gazetteer.listing import held, walk
from gazetteer.log import Head, head
from gazetteer.meant import became, only_so_called
from gazetteer.notices import Notice, NoticeKind, number_key
from gazetteer.proposals import Succession, follows
from gazetteer.queries import (
    Hit,
    KeptNotice,
    decided_locations,
    in_force,
    kept_notice,
    kept_record,
    known_road,
    record_known,
    search,
)
from gazetteer.readings import Entry, Reading, notice_of
from gazetteer.records import RoadRecord, RoadVersion
from gazetteer.schema import entries, entry_names, notices, versions
from gazetteer.standing import absence_of
from gazetteer.store import Store
from gazetteer.times import TimePoint, today
from gazetteer.turns import Changes, Wanted
from gazetteer.waiting import Held, findings_about, on_the_ground, walk_findings, walk_held, worst_first


class Answers:
    """A register to be asked; `registry.Register` also takes in and decides."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def asked(cls, url: str) -> Self | None:
        """The register at a database URL or a path, which must exist; None: an earlier program's, to be brought up.

        Raises `RegisterError`.
        """
        store = Store(url, create=False)
        if not store.is_old:
            return cls(store)
        store.close()
        return None

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- roads -------------------------------------------------------------------------------------

    def areas(self) -> tuple[Area, ...]:
        """The cities and towns in the register; real ones first."""
        with self.store.reading() as connection:
            return areas_with_roads(connection)

    def asked_area(self, name: str | None) -> str | None:
        """A city or town asked for, if one was. Raises `AreaNotFoundError` where the register has nothing of it."""
        if name is not None:
            with self.store.reading() as connection:
                check_area(connection, name)
        return name

    def record(
        self, road_id: str, known_at: datetime | None = None, published_by: date | None = None, called: str = ""
    ) -> RoadRecord:
        """A road's record, as known (or public) by then; follows redirects.

        Raises `RoadNotFoundError`, in which the road is `called` as it was asked for.
        """
        point = TimePoint(None, known_at, published_by)
        with self.store.reading() as connection:
            found = (
                kept_record(connection, road_id) if point.is_all_we_know else record_known(connection, road_id, point)
            )
            if found is None or not found.versions:
                is_known_now = known_road(connection, road_id) is not None
                raise (RoadNotKnownError if is_known_now else RoadNotFoundError)(called or road_id)
        return found

    def version(self, road_id: str, point: TimePoint, called: str = "") -> RoadVersion:
        """The version of a road at a time point.

        Raises `RoadNotFoundError` where there is none, in which the road is `called` as it was asked for.
        """
        record, day = self.record(road_id, point.known_at, point.published_by, called), point.valid_on or today()
        found = record.version_on(day)
        if found is None:
            said, notice_id = absence_of(record, day)
            with self.store.reading() as connection:
                after = became(connection, record, day)
            zh, en = f"{said.zh}{after.zh}", f"{said.en}{after.en}"
            raise RoadNotInForceError(called or road_id, zh, en, self.acts([notice_id])[notice_id].called)
        return found

    def find(self, name_or_id: str) -> str:
        """The id of the road meant by an id or a name. Raises `RoadNotFoundError`, `RoadAmbiguousError`."""
        with self.store.reading() as connection:
            return known_road(connection, name_or_id) or only_so_called(connection, name_or_id)

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

    def walk_roads(
        self, point: TimePoint | None = None, area: str | None = None, since: str = ""
    ) -> Iterator[RoadVersion]:
        """The same, a stretch at a time, however many: those from the id `since` on.

        Without where their values were read. One state of the register is read to the end.
        """
        point = point or TimePoint()
        day = point.valid_on or today()
        here = () if area is None else (versions.c.area == area,)
        with self.store.reading() as connection:
            states = held(day, day)
            for record in walk(connection, point, some=(*here, *states), states=states, since=since):
                version = record.version_on(day)
                if version is not None and (area is None or version.place.area == area):
                    yield version

    def search(
        self, text: str, limit: int = 20, area: str | None = None, district: str | None = None
    ) -> tuple[Hit, ...]:
        """Roads by name, best first: the name itself, its beginning, within it, pinyin, one wrong character."""
        with self.store.reading() as connection:
            return tuple(search(connection, text, limit, area, district))

    def changes(self, area: str | None = None) -> Changes:
        """What was done to which road, the latest in force first."""
        return Changes(self.store, Wanted(area))

    def changes_between(self, first: date, last: date, area: str | None = None) -> Changes:
        """What was done to which road in force from a day of these (both included), the latest first.

        An act of which only the month or year is known counts by its first day.
        """
        return Changes(self.store, Wanted(area, first=first, last=last, begins=True))

    # -- notices and findings ----------------------------------------------------------------------

    def notice(self, notice_id: str) -> KeptNotice:
        """A notice by its id or document number, however that is written. Raises `NoticeNotFoundError`."""
        query = select(notices.c.position).where(
            or_(notices.c.notice_id == notice_id, notices.c.number_key == number_key(notice_id))
        )
        with self.store.reading() as connection:
            position = connection.execute(query.order_by(notices.c.position).limit(1)).scalar()
            if position is None:
                raise NoticeNotFoundError(notice_id)
            return kept_notice(connection, position)

    def notices(self, area: str | None = None) -> tuple[KeptNotice, ...]:
        """The notices in the register, latest in force first."""
        return tuple(self.walk_notices(area))

    def walk_notices(self, area: str | None = None) -> Iterator[KeptNotice]:
        """The same, one after the other, each as it is when its turn has come."""
        query = select(notices.c.notice_id).order_by(notices.c.in_force_from.desc(), notices.c.notice_id)
        if area is not None:
            query = query.where(notices.c.area == area)
        with self.store.reading() as connection:
            ids = connection.execute(query).scalars().all()
        return map(self.notice, ids)

    def acts(self, notice_ids: Iterable[str] | None = None) -> Mapping[str, Notice]:
        """Notice id → notice, without its text, for those named (or all that the register holds)."""
        with self.store.reading() as connection:
            return acts_kept(connection, notice_ids)

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

    def proposals_before(self, decision: Reading) -> tuple[Succession, ...]:
        """The proposals that a decision, be it kept here or only read, followed, and what it changed."""
        decides = notices.c.body.contains(f'"kind":"{NoticeKind.DECISION}"', autoescape=True)
        query = select(notices.c.notice_id).where(
            notices.c.area.is_not_distinct_from(decision.notice.area), not_(decides)
        )
        order = (notices.c.in_force_from.desc(), notices.c.notice_id)
        with self.store.reading() as connection:
            ids = connection.execute(query.order_by(*order)).scalars().all()
        found = (follows(self.notice(one).reading, decision) for one in ids)
        return tuple(one for one in found if one is not None)

    def entry(self, entry_id: str) -> tuple[Entry, KeptNotice]:
        """An entry and the notice it stands in. Raises `EntryNotFoundError`."""
        try:
            kept = self.notice(notice_of(entry_id))
            return next(one for one in kept.entries if one.entry_id == entry_id), kept
        except (NoticeNotFoundError, StopIteration):
            raise EntryNotFoundError(entry_id) from None

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
            kept = walk_findings(connection) if subject is None else findings_about(connection, [subject])
            return worst_first((*kept, *on_the_ground(connection, subject)))

    def findings_about(self, subjects: Iterable[str]) -> tuple[Finding, ...]:
        """What was found about any of these roads and notices (their ids) and not dismissed; the worst first."""
        with self.store.reading() as connection:
            return findings_about(connection, subjects)

    def waiting(self, area: str | None = None, since: str | None = None) -> Iterator[Held | Finding]:
        """What waits for a person, one after the other: entries held, then findings, the worst first.

        Those after `since`, the id of an entry or of a finding; one state of the register is read to the end.
        Raises `NoticeNotFoundError`, `FindingNotFoundError` for an id that is none.
        """
        with self.store.reading() as connection:
            is_finding = since is not None and since.startswith("f")
            if not is_finding:
                yield from walk_held(connection, area, since)
            on_ground = on_the_ground(connection, area=area)
            at = next((at for at, one in enumerate(on_ground) if one.finding_id == since), None)
            if at is None:
                yield from walk_findings(connection, area, since if is_finding else None)
            yield from on_ground[0 if at is None else at + 1 :]

    # -- what persons settle -----------------------------------------------------------------------

    def held(self, area: str | None = None) -> tuple[Held, ...]:
        """The entries that wait for a person, and why."""
        with self.store.reading() as connection:
            return tuple(walk_held(connection, area))

    def decided_locations(self, road_ids: Iterable[str]) -> Mapping[str, LocationDecided]:
        """Road id → what a person last decided on where it runs, for those decided on."""
        with self.store.reading() as connection:
            return decided_locations(connection, road_ids)

    # -- the log -----------------------------------------------------------------------------------

    def head(self) -> Head:
        """How long the log is, and the digest that covers all of it."""
        with self.store.reading() as connection:
            return head(connection)
