"""The database that holds a register, SQLite (default) or PostgreSQL, and the transactions on it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock, local
from typing import Any, TypeVar
from weakref import WeakSet

from sqlalchemy import Connection, PoolProxiedConnection, Table, bindparam, delete, inspect, select, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from gazetteer.deadlines import end_in_time
from gazetteer.engines import asked, engine_of, file_of, full_url, plain_url, refusal
from gazetteer.errors import NewerRegisterError, RegisterError
from gazetteer.ground_schema import every_table
from gazetteer.postgis import keep_lines
from gazetteer.schema import TABLES, key_of, meta
from gazetteer.write_ahead import Checkpoints

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class State:
    """One state of a register that a thread reads, and the pulse it has or had before."""

    connection: Connection
    pulse: object


class Store:
    """A database that holds one register. `reading()` and `writing()` give a transaction each."""

    def __init__(self, url: str, *, create: bool) -> None:
        """Opens the register at `url` (a path means SQLite). Raises `RegisterError` when it cannot."""
        self.is_old = False  # its tables were made by an earlier program
        self.engine = engine_of(full_url(url))
        self.url = plain_url(full_url(url))  # for people: where it is
        self._checkpoints = Checkpoints(self.engine) if file_of(self.engine) is not None else None
        self._watch: PoolProxiedConnection | None = None
        self._pulse_taking = Lock()
        self._of_thread = local()
        self._readers: WeakSet[Connection] = WeakSet()
        try:
            self._demand_file(create)
            with self._said_plainly():
                self._prepare(create)
        except RegisterError:
            self.engine.dispose()
            raise

    def close(self) -> None:
        if self._checkpoints is not None:
            self._checkpoints.close()
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        for reader in list(self._readers):
            reader.close()
        self.engine.dispose()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the register; within `one_state` it is that one."""
        state: State | None = getattr(self._of_thread, "state", None)
        with self._said_plainly():
            if state is not None:
                yield state.connection
                return
            with self.engine.begin() as connection:
                end_in_time(connection)
                yield connection

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """All that this thread reads until the end sees one state of the register."""
        if getattr(self._of_thread, "state", None) is not None:
            yield  # of one that began before
            return
        # The pulse is taken first: what is remembered under it may be newer than it says, but never older.
        pulse = self.pulse()
        with self._said_plainly():
            connection = asked(self._begun)
            self._of_thread.state = State(connection, pulse)
            try:
                yield
            finally:
                self._of_thread.state = None
                connection.rollback()

    def _begun(self) -> Connection:
        """This thread's connection in a new transaction; it is kept: to fetch one costs more than most questions.

        When the thread ends it goes back to the others.
        """
        kept: Connection | None = getattr(self._of_thread, "reader", None)
        if kept is None or kept.closed:
            kept = self._of_thread.reader = self.engine.connect()
            self._readers.add(kept)
        try:
            kept.begin()
            end_in_time(kept)
        except BaseException:
            kept.close()
            raise
        return kept

    def _snapshot(self) -> object:
        with self.engine.connect() as connection:
            return connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar()

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[Connection]:
        """The one transaction that may write now: all of it is kept, or nothing.

        One that keeps nothing lets others write meanwhile where the database can (PostgreSQL).
        """
        writer = self.engine.execution_options(writes=True)
        with self._said_plainly(), writer.begin() as connection:
            if keep and connection.dialect.name == "postgresql":
                connection.execute(text("LOCK TABLE log IN EXCLUSIVE MODE"))
            before = _changes(connection)
            yield connection
            changed = _changes(connection) - before
            if not keep:
                connection.rollback()
        if keep and self._checkpoints is not None:
            self._checkpoints.count(changed)

    def _demand_file(self, create: bool) -> None:
        path = file_of(self.engine)
        if path is None:
            return
        if not path.exists() and not create:
            raise RegisterError(
                f"这里没有地名录：{path}。请先用 gazetteer ingest 文件 建立，或用 --database 指定。",
                f"no register at {path}. Make one with gazetteer ingest FILE, or name it with --database.",
            )
        if not path.parent.exists():
            raise RegisterError(
                f"文件夹不存在：{path.parent}。请先建立。", f"no such folder: {path.parent}. Make it first."
            )

    def pulse(self) -> object:
        """A value that is another one whenever anything in the register may have changed; of `one_state`, its own."""
        state: State | None = getattr(self._of_thread, "state", None)
        if state is not None:
            return state.pulse
        if self.engine.dialect.name != "sqlite":
            with self._said_plainly():
                return asked(self._snapshot)
        with self._said_plainly(), self._pulse_taking:
            # Of one connection that never writes: SQLite counts what the others committed.
            if self._watch is None:
                self._watch = self.engine.raw_connection()
            return self._watch.cursor().execute("PRAGMA data_version").fetchone()

    def _prepare(self, create: bool) -> None:
        """Makes the tables where there are none; refuses a register newer than this program."""
        if inspect(self.engine).has_table("meta"):
            with self.engine.begin() as connection:
                found = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
            if found is not None and int(found) > TABLES:
                raise NewerRegisterError(self.url, int(found), TABLES)
            self.is_old = found is not None and int(found) < TABLES
            return
        if not create and self.engine.dialect.name != "sqlite":
            raise RegisterError(
                f"这个数据库里没有地名录：{self.url}。请先用 gazetteer ingest 文件 建立。",
                f"no register in this database: {self.url}. Make one with gazetteer ingest FILE.",
            )
        with self.engine.execution_options(writes=True).begin() as connection:
            every_table.create_all(connection)
            keep_lines(connection)
            if connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar() is None:
                connection.execute(meta.insert().values(key="schema", value=str(TABLES)))

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        """Database faults as one sentence each; the transaction has been rolled back."""
        try:
            yield
        except DatabaseError as error:
            raise refusal(self.url, str(error.orig)) from error
        except (SQLAlchemyError, self.engine.dialect.loaded_dbapi.Error) as error:
            raise refusal(self.url, str(error)) from error


def _changes(connection: Connection) -> int:
    """How many rows SQLite changed through this connection so far."""
    driver: Any = connection.connection.driver_connection
    return int(getattr(driver, "total_changes", 0))


def in_batches(ids: Sequence[T], size: int = 5000) -> Iterator[Sequence[T]]:
    """`ids` in lists that every database takes as parameters of one statement."""
    return (ids[at : at + size] for at in range(0, len(ids), size))


def insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds rows, all with the same columns."""
    if rows:
        columns = tuple(rows[0])
        put(connection, table.name, columns, [tuple([row[column] for column in columns]) for row in rows])


def exchange(
    connection: Connection, table: Table, was: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]
) -> None:
    """Puts rows in the place of others, all with the same columns; what is the same in both stays where it is."""
    before = {tuple(row.values()): row for row in was}
    after = {tuple(row.values()): row for row in now}
    if gone := [row for values, row in before.items() if values not in after]:
        key = [column.name for column in key_of(table)]
        same = [table.c[name] == bindparam(f"old_{name}") for name in key]
        connection.execute(delete(table).where(*same), [{f"old_{name}": row[name] for name in key} for row in gone])
    insert(connection, table, [row for values, row in after.items() if values not in before])


def put(connection: Connection, table: str, columns: Sequence[str], values: Sequence[tuple[Any, ...]]) -> None:
    """Adds rows of these columns' values, by the quickest way each database has."""
    if not values:
        return
    quoted = ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
            for value in values:
                copy.write_row(value)
        return
    marks = ", ".join("?" * len(columns))
    connection.connection.cursor().executemany(f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', values)


def count_anew(connection: Connection) -> None:
    """Has PostgreSQL count its tables now, where it would plan by what they held before for minutes to come."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE"))
