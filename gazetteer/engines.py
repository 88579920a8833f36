"""How the database at a URL is reached, and what the faults it reports mean."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from gazetteer.deadlines import is_time_up
from gazetteer.errors import ReadOnlyError, RegisterError, TookTooLongError

T = TypeVar("T")
_KINDS = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")


def full_url(url: str) -> str:
    """A path or a short URL as SQLAlchemy wants it."""
    if "://" not in url:
        return f"sqlite:///{url}"
    for short in ("postgresql://", "postgres://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def plain_url(url: str) -> str:
    """A full URL as it may be shown and logged: without a password."""
    parts = make_url(url)
    if parts.password is None and "password" not in parts.query:
        return url
    return parts.difference_update_query(["password"]).render_as_string(hide_password=True)


def file_of(engine: Engine) -> Path | None:
    """The file of a SQLite database; None of one in memory, and of any other."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:":
        return None
    return Path(name.removeprefix("file:"))


def engine_of(url: str) -> Engine:
    """The engine of a full URL. Raises `RegisterError` where there can be none."""
    if url.partition("://")[0] not in _KINDS:
        raise RegisterError(
            "地名录只能放在 SQLite 文件（写路径）或 PostgreSQL（postgresql://用户@主机/库）中。",
            "a register is a SQLite file (a path) or in PostgreSQL (postgresql://user@host/name), nothing else.",
        )
    try:
        # A question is answered from one state of the register, however many statements it takes.
        engine = create_engine(url, **({"isolation_level": "REPEATABLE READ"} if url.startswith("postgresql") else {}))
    except ModuleNotFoundError as error:
        raise RegisterError(
            f"缺少 {error.name}。请运行 pip install 'road-gazetteer[postgres]'。",
            f"{error.name} is not installed. Run pip install 'road-gazetteer[postgres]'.",
        ) from error
    except ArgumentError as error:
        raise RegisterError("这不是数据库 URL。", "this is not a database URL.") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _connect_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _connect_postgres)
    return engine


def _connect_sqlite(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
    connection.set_progress_handler(is_time_up, 10_000)  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA wal_autocheckpoint = 65536")  # pages, 256 MB: what `write_ahead` did not bring in till then
    # Debian's SQLite overwrites all that is deleted, unless told: of a rebuild, a good part of what is written.
    for schema in ("main", "temp"):
        cursor.execute(f"PRAGMA {schema}.secure_delete = OFF")
    cursor.execute("PRAGMA cache_size = -65536")  # 64 MB
    cursor.close()


def _connect_postgres(connection: object, _record: object) -> None:
    # Its own guess, of turning disks, makes it read whole tables for the thousand roads of some notices; and to compile
    # a question is made for ones that take longer than any here.
    connection.execute("SET random_page_cost = 1.1")  # type: ignore[attr-defined]
    connection.execute("SET jit = off")  # type: ignore[attr-defined]
    connection.commit()  # type: ignore[attr-defined]


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.connection.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def asked(ask: Callable[[], T]) -> T:
    """What the database says; asked once more where it had hung up meanwhile, restarted or cut off by a proxy."""
    try:
        return ask()
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        return ask()


def refusal(url: str, fault: str) -> RegisterError:
    """The sentence for a fault the database reports."""
    first = fault.strip().splitlines()[0] if fault.strip() else "?"
    if first == "interrupted" or "statement timeout" in first:
        return TookTooLongError()
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
