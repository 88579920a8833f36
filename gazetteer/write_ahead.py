"""What a register's SQLite wrote ahead is brought into its file by a thread of its own, while the next step is made.

SQLite writes a page twice: ahead of the file when a step is kept, and into the file when much has been written ahead.
The second is a quarter of all the time of taking in, and whoever keeps a step waits for it unless another does it.
"""

from threading import Condition, Thread

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

OFTEN = 10_000  # rows changed: some 32 MB written ahead


class Checkpoints:
    """The checkpoints of one database. Nothing depends on them: what nobody brought in, the next writer does."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._changed = 0  # rows, since the last one
        self._is_due = self._is_over = False
        self._told = Condition()
        self._thread: Thread | None = None

    def count(self, rows: int) -> None:
        """Tells of rows changed by a step that is kept; has it brought in when there are many."""
        with self._told:
            self._changed += rows
            if self._changed < OFTEN or self._is_over:
                return
            self._changed, self._is_due = 0, True
            if self._thread is None:
                self._thread = Thread(target=self._run, name="checkpoints", daemon=True)
                self._thread.start()
            self._told.notify()

    def close(self) -> None:
        """Ends when what is due is done."""
        with self._told:
            self._is_over = True
            self._told.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            with self._told:
                self._told.wait_for(lambda: self._is_due or self._is_over)
                if not self._is_due:
                    return
                self._is_due = False
            try:
                with self._engine.connect() as connection:
                    connection.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
                continue  # a full disk, a file gone: the writer meets it too, and says so
