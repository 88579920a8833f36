"""The register at work: take notices in, keep what persons decide, rebuild, verify."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Self

from sqlalchemy import Connection

from gazetteer.actions import Action
from gazetteer.answers import Answers
from gazetteer.areas import Area
from gazetteer.circles import uncollected
from gazetteer.citing import Cited, cite
from gazetteer.deciding import decide, withdraw
from gazetteer.digests import projection_digests
from gazetteer.documents import Document
from gazetteer.errors import (
    FindingNotFoundError,
    NoRoadOfItsOwnError,
    NotAnActError,
    NotDecidedError,
    RoadNotFoundError,
)
from gazetteer.events import FindingDismissed, LocationDecided, Retracted
from gazetteer.findings import Finding
from gazetteer.intake import Outcome, Step, Taken, own, take_in
from gazetteer.kept_decisions import dismissed_at
from gazetteer.known_roads import is_part
from gazetteer.log import Fault, append, faults, next_instant
from gazetteer.notices import NoticeKind
from gazetteer.projecting import project
from gazetteer.queries import known_road
from gazetteer.readings import Reading
from gazetteer.refresh import copies_findings, notice_findings, refresh_roads
from gazetteer.rereading import Reader, Reread, past, read_again
from gazetteer.store import Store
from gazetteer.text import Sentence
from gazetteer.waiting import Held, findings_about, is_finding

__all__ = ["Area", "Held", "Register"]

Brought = tuple[Document, Sequence[Reading]]
# Entries taken in by one transaction, where many documents are brought. The more, the fewer pages are written twice and
# the fewer neighbours are looked at again; but another writer waits for so many.
TOGETHER = 3000


_NOT_THE_LOG = "the projection {} is not what the log comes to: run gazetteer rebuild"


def _together(brought: Iterable[Brought]) -> Iterator[list[Brought]]:
    """Documents in lists of so many entries, each document whole."""
    some: list[Brought] = []
    count = 0
    for one in brought:
        some.append(one)
        count += sum(len(reading.entries) for reading in one[1])
        if count >= TOGETHER:
            yield some
            some, count = [], 0
    if some:
        yield some


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking in a document would come to: its notices, what would be found of them and their roads."""

    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    cited: Cited = field(default_factory=Cited)  # what the findings speak of, which may be kept nowhere


class Register(Answers):
    """One register, open. Make one with `Register.open`."""

    @classmethod
    def open(cls, url: str, *, create: bool = True) -> Self:
        """The register at a database URL or a path, brought up to this program's tables. Raises `RegisterError`."""
        store = Store(url, create=create)
        if store.is_old:
            from gazetteer.rebuilding import bring_up  # loaded only where tables are made, here and below

            with store.writing() as connection:
                bring_up(connection)
        return cls(store)

    # -- taking in ---------------------------------------------------------------------------------

    def ingest(
        self, document: Document, readings: Sequence[Reading], *, at: datetime | None = None, keep: bool = True
    ) -> tuple[Step, ...]:
        """Takes in the notices of a document, each as one step, all in one transaction.

        With `keep` false everything is tried and nothing is kept.
        """
        with self.store.writing(keep=keep) as connection:
            (steps,) = self._take_in(connection, [(document, readings)], at)
        return steps

    def ingest_many(self, brought: Iterable[Brought]) -> Iterator[tuple[Step, ...]]:
        """Takes in documents, each notice as one step, several documents in one transaction; the steps of each.

        What follows from many notices is worked out once for all of them: some half of the time of one by one.
        Steps are given when they are kept; what comes after an error is not taken in.
        """
        for some in _together(brought):
            with self.store.writing() as connection:
                taken = self._take_in(connection, some, None)
            yield from taken

    def preview(self, document: Document, readings: Sequence[Reading]) -> Preview:
        """What taking in a document would come to. Nothing is kept."""
        with self.store.writing(keep=False) as connection:
            (steps,) = self._take_in(connection, [(document, readings)], None)
            subjects = {step.notice.notice_id for step in steps} | {one for step in steps for one in step.road_ids}
            found = findings_about(connection, subjects)
            return Preview(steps, found, cite(connection, found))

    @uncollected()
    def _take_in(
        self, connection: Connection, brought: Sequence[Brought], at: datetime | None
    ) -> list[tuple[Step, ...]]:
        """Each notice of some documents as one step, with what follows from them all; the steps of each document."""
        taken: list[list[Taken]] = []
        for document, readings in brought:
            owned = [own(reading, document) for reading in readings]
            taken.append([take_in(connection, mine, text, at) for mine, text in owned])
        each = list(chain.from_iterable(taken))
        found: dict[str, Sequence[Finding]] = {}
        # Only now: which roads a copy's clauses are of may have been learned from what was taken in after it.
        for one in each:
            if one.reading is not None:
                found |= notice_findings(connection, one.reading, one.step.witness_of)
                if one.step.outcome is Outcome.PLACED or one.step.instead_of:
                    found |= copies_findings(connection, one.reading.notice.notice_id)
        touched = dict.fromkeys(road_id for one in each for road_id in one.step.road_ids)
        by_one = [one.effects for one in each if one.step.road_ids]
        refresh_roads(connection, touched, by_one[0] if len(by_one) == 1 else None, found)
        return [tuple([one.step for one in some]) for some in taken]

    def reread(self, read: Reader) -> tuple[Reread, ...]:
        """Reads every kept notice again and takes in what is now read otherwise; ids and decisions stay."""
        done = []
        with self.store.reading() as connection:
            known = past(connection)
        for kept in self.walk_notices():
            with self.store.writing() as connection:
                found = read_again(connection, kept, read, known)
                if found is not None:
                    own = {
                        **notice_findings(connection, found.reading, kept.witness_of),
                        **copies_findings(connection, kept.notice.notice_id),
                    }
                    refresh_roads(connection, found.road_ids, found=own)
                    done.append(found)
        return tuple(done)

    # -- a person's decisions ----------------------------------------------------------------------

    def decide_entry(self, entry_id: str, road_id: str | None, by: str, why: str) -> str:
        """A person says which road an entry speaks of (None: one of its own); the id of that road.

        Where the entry gives part of a road another name it is the road that the part came from.
        Raises `EntryNotFoundError`, `RoadNotFoundError`, `NoRoadOfItsOwnError`, `NotAnActError`.
        """
        entry, kept = self.entry(entry_id)
        if kept.witness_of is not None or kept.notice.kind is not NoticeKind.DECISION:
            raise NotAnActError(entry_id)
        if road_id is None and entry.action is Action.CORRECTION:
            raise NoRoadOfItsOwnError(entry_id)
        with self.store.writing() as connection:
            known = known_road(connection, road_id) if road_id is not None else None
            if road_id is not None and known is None:
                raise RoadNotFoundError(road_id)
            touched = decide(connection, Reading(kept.notice, (entry,)), entry_id, known, by, why)
            refresh_roads(connection, touched)
        return known if known and is_part(entry) else self.roads_of(kept.notice.notice_id)[entry_id]

    def withdraw_entry(self, entry_id: str, by: str, why: str) -> str | None:
        """A person takes back what was decided on an entry; the road that it now speaks of, None where it is held.

        Raises `EntryNotFoundError`, `NotDecidedError`.
        """
        entry, kept = self.entry(entry_id)
        with self.store.writing() as connection:
            touched = withdraw(connection, Reading(kept.notice, (entry,)), entry_id, by, why)
            if touched is None:
                raise NotDecidedError(entry_id)
            refresh_roads(connection, touched)
        return self.roads_of(kept.notice.notice_id).get(entry_id)

    def decide_location(self, road_id: str, points: Sequence[tuple[float, float]], by: str, why: str) -> None:
        """A person says where a road runs: lon, lat along it in its described direction, at least two.

        It holds as long as the road's ends are described as they are now. Raises `RoadNotFoundError`.
        """
        record = self.record(road_id)
        event = LocationDecided(record.road_id, record.versions[-1].extent, tuple(points), by, why)
        with self.store.writing() as connection:
            project(connection, append(connection, [event], next_instant(connection, None)))
            refresh_roads(connection, [record.road_id])

    def dismiss(self, finding_id: str, by: str, why: str) -> None:
        """A person has seen a finding and lets it rest. Raises `FindingNotFoundError`."""
        with self.store.writing() as connection:
            if not is_finding(connection, finding_id):
                raise FindingNotFoundError(finding_id)
            event = FindingDismissed(finding_id, by, why)
            project(connection, append(connection, [event], next_instant(connection, None)))

    def withdraw_dismissal(self, finding_id: str, by: str, why: str) -> None:
        """A person takes back that a finding rests: it is shown again. Raises `NotDecidedError`."""
        with self.store.writing() as connection:
            position = dismissed_at(connection, finding_id)
            if position is None:
                raise NotDecidedError(finding_id)
            event = Retracted(position, "", f"a dismissal taken back by {by}: {why}")
            project(connection, append(connection, [event], next_instant(connection, None)))

    # -- the log -----------------------------------------------------------------------------------

    def verify(self, wanted: tuple[int, str] | None = None) -> tuple[Fault, ...]:
        """Where the log is broken, or a projection is not what the log comes to. Empty: all is well.

        `wanted` is a head noted earlier (count, digest): a log cut short or made over since is found too.
        """
        from gazetteer.rebuilding import digests_of_log

        with self.store.reading() as connection:
            found = list(faults(connection, wanted))
            if found:
                return tuple(found)
            there, due = projection_digests(connection), digests_of_log(connection)
        return tuple(
            Fault(0, Sentence(f"{table} 表与日志不符：请用 gazetteer rebuild 重建", _NOT_THE_LOG.format(table)))
            for table, digest in there.items()
            if due[table] != digest
        )

    def rebuild(self, progress: Callable[[int], None] = lambda _: None) -> Mapping[str, str]:
        """Makes every projection again from the log; the digest of each. Decisions and ids stay as they are."""
        from gazetteer.rebuilding import kept_digests, rebuild

        with self.store.writing() as connection:
            rebuild(connection, progress)
        return kept_digests(self.store)
