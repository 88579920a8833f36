"""How long what a thread asks of a database may take."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

from sqlalchemy import Connection

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


def end_in_time(connection: Connection) -> None:
    """Has PostgreSQL stop what takes longer than this thread has left; SQLite asks `is_time_up` itself."""
    left = _time_left()
    if left is not None and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, round(left * 1000))}")


def is_time_up() -> bool:
    """Whether the time that `time_limit` gave this thread is over."""
    left = _time_left()
    return left is not None and left < 0
