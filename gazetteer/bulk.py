"""Tables filled in one go: rows by the million are sorted once, not put where they belong one by one.

Only SQLite needs it, whose changes to tables are part of the transaction and seen by nobody before it ends: a crash
leaves the register as it was. On PostgreSQL the tables stay as they are, so that readers need not wait.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

from sqlalchemy import Connection, Table, delete

from gazetteer.engines import file_of
from gazetteer.store import put

_STEP = 16 * 2**20  # bytes read at a time


@contextmanager
def read_through(connection: Connection) -> Iterator[None]:
    """Has the system know the whole file of a register meanwhile, where it fits into half of its memory.

    What is rebuilt is looked at page by page, in no order of the disk's; in the disk's order it comes sooner.
    """
    path, enough = file_of(connection.engine), Event()
    if path is None or not hasattr(os, "sysconf"):
        yield
        return
    if path.is_file() and path.stat().st_size <= os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2:
        Thread(target=_read, args=(path, enough), daemon=True).start()
    try:
        yield
    finally:
        enough.set()


def _read(path: Path, enough: Event) -> None:
    buffer = bytearray(_STEP)
    with path.open("rb", buffering=0) as file:
        while not enough.is_set() and file.readinto(buffer):
            pass


_CACHE = "PRAGMA cache_size = -49152"  # 48 MB; each of three that sort at once takes as much


@contextmanager
def indexed_afterwards(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """These tables have no indexes but their keys until the end, when they are made at once."""
    if connection.dialect.name != "sqlite":
        yield
        return
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    for said in (_CACHE, "PRAGMA threads = 2"):
        connection.exec_driver_sql(said)
    for table in tables:
        for index in table.indexes:
            index.drop(connection, checkfirst=True)
    yield
    for table in tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            index.create(connection)
    connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


class Sorted:
    """Rows of a table that lies in the order of its key, kept aside until all are there; one that comes twice is kept
    once."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self.connection, self.table = connection, table
        self.columns = tuple(table.columns.keys())
        self.aside = f"aside_{table.name}"
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {self.aside}")
        connection.exec_driver_sql(f"CREATE TEMP TABLE {self.aside} AS SELECT * FROM {table.name} WHERE false")

    def put(self, values: Sequence[tuple[Any, ...]]) -> None:
        """Adds rows, each with all columns of the table in their order."""
        put(self.connection, self.aside, self.columns, values)

    def settle(self) -> None:
        """Puts all rows where they belong, in place of those that were there."""
        # Only now: what SQLite frees it reads once more before it is used again, which had better be soon.
        self.connection.execute(delete(self.table))
        key = ", ".join(f'"{column.name}"' for column in self.table.primary_key)
        self.connection.exec_driver_sql(
            f"INSERT INTO {self.table.name} SELECT * FROM {self.aside} WHERE true ORDER BY {key} ON CONFLICT DO NOTHING"
        )
        self.connection.exec_driver_sql(f"DROP TABLE {self.aside}")
