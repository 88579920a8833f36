"""Every projection made again from the log, a city at a time, on as many cores as there are.

What a city's events come to is a pure function of them, worked out by other processes where there are many; this
one reads the log and writes the tables.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, delete, select

from gazetteer.bulk import Sorted, indexed_afterwards, read_through
from gazetteer.circles import uncollected
from gazetteer.digests import digest_of, projection_digests
from gazetteer.effects import in_effect
from gazetteer.engines import file_of
from gazetteer.ground_schema import every_table
from gazetteer.hands import Apply, hands
from gazetteer.kept_findings import add_findings, write_findings
from gazetteer.kept_roads import unpack_state
from gazetteer.log import Head, batches, head, plain_rows
from gazetteer.postgis import keep_lines
from gazetteer.projecting import write_all
from gazetteer.queries import kept_notice, kept_records
from gazetteer.refresh import find, leaning, name_ground_findings, notice_findings, open_end_findings, refresh_roads
from gazetteer.replaying import Stretch, read_stretch
from gazetteer.schema import (
    PROJECTIONS,
    TABLES,
    dismissals,
    entries,
    entry_names,
    finding_subjects,
    findings,
    kin,
    locations,
    log,
    log_roads,
    meta,
    name_parts,
    names,
    notices,
    open_ends,
    redirects,
    road_changes,
    roads,
    termini,
    texts,
    versions,
)
from gazetteer.shares import fold_shares, shares
from gazetteer.store import Store, count_anew, in_batches, insert
from gazetteer.upgrades import carry_ground

SHARED_OUT = 90_000  # events beyond which other processes are worth their start
_ROWS = 5000
_IN_MEMORY = 20_000  # events of a log that is replayed in memory
_REPLAYED = (notices, entries, entry_names, kin, dismissals, locations, redirects)  # the others: see `fold_shares`
_FOLDED = (roads, versions, road_changes, names, termini, open_ends, findings, finding_subjects)


def digests_of_log(connection: Connection) -> dict[str, str]:
    """The digests that the projections must have: of the log replayed beside the register, which is left alone."""
    is_small = head(connection).count <= _IN_MEMORY
    with (
        TemporaryDirectory(prefix="gazetteer-verify-") as folder,
        Store("sqlite://" if is_small else str(Path(folder, "replay.db")), create=True) as beside,
        beside.writing() as replay,
    ):
        for table, key in ((texts, texts.c.digest), (log, log.c.position)):
            result = connection.execute(select(table).order_by(key).execution_options(yield_per=_ROWS))
            for rows in result.partitions():
                insert(replay, table, [dict(row._mapping) for row in rows])
        rebuild(replay)
        return projection_digests(replay)


def bring_up(connection: Connection) -> None:
    """A register whose tables an earlier program made, with this program's tables; the log is left as it is."""
    if connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar_one() == str(TABLES):
        return  # another process was quicker
    for table in reversed(PROJECTIONS):
        table.drop(connection, checkfirst=True)
    carry_ground(connection)
    every_table.create_all(connection)
    rebuild(connection)
    name_ground_findings(connection)
    connection.execute(meta.update().where(meta.c.key == "schema").values(value=str(TABLES)))


def rebuild(connection: Connection, progress: Callable[[int], None] = lambda _: None) -> None:
    """Makes every projection again from the log; `progress` hears how many events are done."""
    keep_lines(connection)  # PostGIS may be there only now
    are_many = _are_many(connection)
    # What other processes send, rows by the million, is unpacked sooner than it is looked through for circles.
    with uncollected(), read_through(connection) if are_many else nullcontext(), hands(are_many, __name__) as apply:
        with indexed_afterwards(connection, (entry_names,)):
            replay = _replay(connection, apply, progress)
        with indexed_afterwards(connection, _FOLDED):
            given = list(shares(connection, replay.linked))
            apart = fold_shares(connection, given, apply)
            add_findings(connection, replay.found)
    _settle(connection, apart, [road_id for share in given if share.is_large for road_id in share.own])
    for notice_id in sorted(replay.witnesses):
        position = select(notices.c.position).where(notices.c.notice_id == notice_id)
        kept = kept_notice(connection, connection.execute(position).scalar_one())
        write_findings(connection, notice_findings(connection, kept.reading, kept.witness_of))
    count_anew(connection)


def _are_many(connection: Connection) -> bool:
    return head(connection).count >= SHARED_OUT


def _replay(connection: Connection, apply: Apply, progress: Callable[[int], None]) -> Stretch:
    """Keeps notices, their entries, and which roads each event is about; what is learned of the rest."""
    for table in _REPLAYED:
        connection.execute(delete(table))
    learned, known = Stretch(), set[str]()
    noted = Sorted(connection, log_roads)
    for some in apply(read_stretch, map(plain_rows, batches(connection))):
        write_all(connection, some.writes, known)
        noted.put(some.noted)
        learned.witnesses.update(some.witnesses)
        learned.found.update(some.found)
        for area, others in some.linked.items():
            learned.linked.setdefault(area, set()).update(others)
        if some.noted:
            progress(some.noted[-1][1])
    noted.settle()
    return learned


def kept_digests(store: Store) -> dict[str, str]:
    """Table → the digest of what is kept, by several processes where that is much."""
    with store.reading() as connection:
        here = head(connection)
        in_memory = store.engine.dialect.name == "sqlite" and file_of(store.engine) is None
        if in_memory or not _are_many(connection):
            return projection_digests(connection)
        url = store.engine.url.render_as_string(hide_password=False)
        with hands(True, __name__) as apply:
            found = list(apply(_digest_of, [(url, table.name) for table in _LARGEST_FIRST]))
        if any(at != here for _, _, at in found):  # someone wrote meanwhile
            return projection_digests(connection)
    digests = {name: digest for name, digest, _ in found}
    return {table.name: digests[table.name] for table in PROJECTIONS}


_LARGE = (name_parts, findings, versions, finding_subjects, log_roads)
_LARGEST_FIRST = (*_LARGE, *(table for table in PROJECTIONS if table not in _LARGE))


def _digest_of(asked: tuple[str, str]) -> tuple[str, str, Head]:
    """The digest of one table of a register, and the head of its log then."""
    url, name = asked
    with Store(url, create=False) as store, store.reading() as connection:
        return name, digest_of(connection, every_table.tables[name]), head(connection)


_UNKEPT = (
    select(log_roads.c.road_id)
    .distinct()
    .where(
        ~select(roads.c.road_id).where(roads.c.road_id == log_roads.c.road_id).exists(),
        ~select(redirects.c.kept).where(redirects.c.absorbed == log_roads.c.road_id).exists(),
    )
)


def _settle(connection: Connection, apart: set[str], of_large: Sequence[str]) -> None:
    """What needs the whole register: ends on no road, and the roads that could not be done with their city."""
    around = apart | leaning(connection, kept_records(connection, apart, unpack_state).values()) if apart else apart
    for some in in_batches(sorted(around | set(of_large)), 2000):
        write_findings(connection, find(connection, some, {}, in_effect(())))
    ending = connection.execute(select(open_ends.c.notice_id).distinct().order_by(open_ends.c.notice_id))
    for ids in in_batches(ending.scalars().all(), 500):
        add_findings(connection, open_end_findings(connection, ids))
    refresh_roads(connection, connection.execute(_UNKEPT).scalars().all())
