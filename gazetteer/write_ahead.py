"""What a register's SQLite wrote ahead is brought into its file by a thread of its own, while the next step is made.

SQLite writes a page twice: ahead of the file when a step is kept, and into the file when much has been written ahead.
The second is a quarter of all the time of taking in, and whoever keeps a step waits for it unless another does it.
"""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

OFTEN = 10_000  # rows changed: from 7 MB written ahead, of many notices together, to 60 MB of small ones one by one


class Checkpoints:
    """The checkpoints of one database. Nothing depends on them: what nobody brought in, the next writer does."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._changed = 0  # rows, since the last one
        self._thread = ThreadPoolExecutor(1, "checkpoints")  # begins when it is first given something to do

    def count(self, rows: int) -> None:
        """Tells of rows changed by a step that is kept; has it brought in when there are many."""
        self._changed += rows
        if self._changed >= OFTEN:
            self._changed = 0
            self._thread.submit(self._bring_in)

    def close(self) -> None:
        """Ends when what is due is done."""
        self._thread.shutdown()

    def _bring_in(self) -> None:
        # Nobody asks how it went: of a full disk, or a file that is gone, the next writer is told.
        with self._engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
