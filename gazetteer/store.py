"""The database that holds a register, SQLite (default) or PostgreSQL, and the transactions on it."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, local
from typing import Any, TypeVar
from weakref import WeakSet

from sqlalchemy import Connection, Engine, PoolProxiedConnection, Table, create_engine, event, inspect, select, text
from sqlalchemy.exc import ArgumentError, DatabaseError, SQLAlchemyError

from gazetteer.errors import NewerRegisterError, ReadOnlyError, RegisterError, TookTooLongError
from gazetteer.postgis import keep_lines
from gazetteer.schema import TABLES, meta, tables

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
        self.url = _full(url)
        self.is_old = False  # its tables were made by an earlier program
        self.engine = _engine(self.url)
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
                _end_in_time(connection)
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
            connection = self._reader()
            with connection.begin():
                _end_in_time(connection)
                self._of_thread.state = State(connection, pulse)
                try:
                    yield
                finally:
                    self._of_thread.state = None

    def _reader(self) -> Connection:
        """This thread's connection, kept for its next states: to fetch one costs more than most questions.

        When the thread ends it goes back to the others.
        """
        kept: Connection | None = getattr(self._of_thread, "reader", None)
        if kept is None or kept.closed:
            kept = self._of_thread.reader = self.engine.connect()
            self._readers.add(kept)
        return kept

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[Connection]:
        """The one transaction that may write now: all of it is kept, or nothing.

        One that keeps nothing lets others write meanwhile where the database can (PostgreSQL).
        """
        writer = self.engine.execution_options(writes=True)
        with self._said_plainly(), writer.begin() as connection:
            if keep and connection.dialect.name == "postgresql":
                connection.execute(text("LOCK TABLE log IN EXCLUSIVE MODE"))
            yield connection
            if not keep:
                connection.rollback()

    def _demand_file(self, create: bool) -> None:
        url = self.engine.url
        if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
            return
        path = Path(url.database.removeprefix("file:"))
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
            with self._said_plainly(), self.engine.connect() as connection:
                return connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar()
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
            tables.create_all(connection)
            keep_lines(connection)
            if connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar() is None:
                connection.execute(meta.insert().values(key="schema", value=str(TABLES)))

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        """Database faults as one sentence each; the transaction has been rolled back."""
        try:
            yield
        except DatabaseError as error:
            raise _refusal(self.url, str(error.orig)) from error
        except (SQLAlchemyError, self.engine.dialect.loaded_dbapi.Error) as error:
            raise _refusal(self.url, str(error)) from error


def in_batches(ids: Sequence[T], size: int = 5000) -> Iterator[Sequence[T]]:
    """`ids` in lists that every database takes as parameters of one statement."""
    return (ids[at : at + size] for at in range(0, len(ids), size))


def insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds rows, all with the same columns."""
    if rows:
        columns = tuple(rows[0])
        put(connection, table.name, columns, [tuple([row[column] for column in columns]) for row in rows])


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
    connection.exec_driver_sql(f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', list(values))


_of_thread = local()


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """What this thread asks of a store is stopped (`TookTooLongError`) after so many seconds; 0: never."""
    _of_thread.deadline = time.monotonic() + seconds if seconds else None
    try:
        yield
    finally:
        _of_thread.deadline = None


def _time_left() -> float | None:
    deadline: float | None = getattr(_of_thread, "deadline", None)
    return None if deadline is None else deadline - time.monotonic()


def _end_in_time(connection: Connection) -> None:
    """Has PostgreSQL stop what takes longer than this thread has left; SQLite asks `is_time_up` itself."""
    left = _time_left()
    if left is not None and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, round(left * 1000))}")


def is_time_up() -> bool:
    """Whether the time that `time_limit` gave this thread is over."""
    left = _time_left()
    return left is not None and left < 0


def count_anew(connection: Connection) -> None:
    """Has PostgreSQL count its tables now, where it would plan by what they held before for minutes to come."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE"))


def _refusal(url: str, fault: str) -> RegisterError:
    """The sentence for a fault the database reports."""
    first = fault.strip().splitlines()[0] if fault.strip() else "?"
    if first == "interrupted" or "statement timeout" in first:
        return TookTooLongError(url)
    if "readonly" in first or "read-only transaction" in first:
        return ReadOnlyError(url)
    advice = {
        "locked": ("有别的程序正在写入，请稍后再试。", "another program is writing; try again."),
        "full": ("磁盘已满，请腾出空间。", "the disk is full; make room."),
        "not a database": ("这不是地名录文件，请另选路径。", "this is no register; name another path."),
        "unable to open": ("无法打开，请检查路径和权限。", "it cannot be opened; check path and permissions."),
    }
    zh, en = next((words for mark, words in advice.items() if mark in first), ("", ""))
    return RegisterError(f"{url}：{first}。{zh}什么也没有写入。", f"{url}: {first}. {en} Nothing was written.")


def _full(url: str) -> str:
    """A path or a short URL as SQLAlchemy wants it."""
    if "://" not in url:
        return f"sqlite:///{url}"
    for short in ("postgresql://", "postgres://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def _engine(url: str) -> Engine:
    try:
        # A question is answered from one state of the register, however many statements it takes.
        engine = create_engine(url, **({"isolation_level": "REPEATABLE READ"} if url.startswith("postgresql") else {}))
    except ModuleNotFoundError as error:
        raise RegisterError(
            f"缺少 {error.name}。请运行 pip install 'road-gazetteer[postgres]'。",
            f"{error.name} is not installed. Run pip install 'road-gazetteer[postgres]'.",
        ) from error
    except ArgumentError as error:
        raise RegisterError(f"{url}：不是数据库 URL。", f"{url}: not a database URL.") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _connect_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_sqlite(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
    connection.set_progress_handler(is_time_up, 10_000)  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA wal_autocheckpoint = 8000")  # pages: the disk is waited for every 32 MB, not every notice
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA cache_size = -65536")  # 64 MB
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.connection.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")
