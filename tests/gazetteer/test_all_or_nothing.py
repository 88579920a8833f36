"""A notice is taken in whole or not at all: whoever kills, fills the disk or writes at the same time."""

import os
import random
import signal
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import event

from gazetteer import write_ahead
from gazetteer.errors import RegisterError
from gazetteer.registry import Register
from tests.conftest import NewUrl
from tests.gazetteer.test_registry import HISTORY
from tests.gazetteer.towns import everything, fill, notice

KILLS = 200 if "GAZETTEER_CAMPAIGN" in os.environ else 10


def test_a_register_killed_at_any_moment_verifies_and_a_second_run_completes_it(tmp_path: Path):
    with Register.open(str(tmp_path / "whole.db")) as register:
        begun = time.monotonic()
        fill(register, HISTORY)
        took = time.monotonic() - begun
        wanted = everything(register)
    rng = random.Random(5)
    for number in range(KILLS):
        path = str(tmp_path / f"killed{number}.db")
        child = os.fork()
        if child == 0:
            with Register.open(path) as register:
                fill(register, HISTORY)
            os._exit(0)
        time.sleep(rng.uniform(0, took * 1.2))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with Register.open(path) as register:
            assert register.verify() == ()
            fill(register, HISTORY)
            assert everything(register) == wanted
            assert register.verify() == ()


def test_what_was_written_ahead_is_brought_into_the_file_by_a_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whoever keeps a step does not wait for it; with another at the register, closing does not do it either."""
    monkeypatch.setattr(write_ahead, "OFTEN", 1)
    path = tmp_path / "long.db"
    with Register.open(str(path)) as another:
        with Register.open(str(path)) as register:
            fill(register, HISTORY)
            wanted, head = everything(register), register.head()
        assert another.head() == head
        (tmp_path / "file.db").write_bytes(path.read_bytes())  # without what is written ahead
    with Register.open(str(tmp_path / "file.db")) as alone:
        assert alone.head() == head
        assert everything(alone) == wanted
        assert alone.verify() == ()


def test_what_is_replayed_in_memory_to_verify_is_nobody_elses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """A database in memory is its thread's own, and there is no file to bring anything into."""
    with Register.open(str(tmp_path / "seen.db")) as register:
        fill(register, HISTORY)
        monkeypatch.setattr(write_ahead, "OFTEN", 1)
        assert register.verify() == ()
    assert caplog.messages == []


def test_two_writers_at_once_are_both_taken_in(new_url: NewUrl):
    url = new_url()
    Register.open(url).close()
    faults: list[Exception] = []

    def write(first: int) -> None:
        try:
            with Register.open(url) as register:
                fill(register, [notice(f"2001-01-{day:02d}", f"命名 路{day} 北a-南b") for day in range(first, 28, 2)])
        except Exception as error:
            faults.append(error)

    writers = [threading.Thread(target=write, args=(first,)) for first in (1, 2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults == []
    with Register.open(url) as register:
        assert len(register.roads()) == 27
        assert register.verify() == ()


def test_a_full_disk_is_said_plainly_and_nothing_is_half_written(tmp_path: Path):
    path = str(tmp_path / "small.db")
    with Register.open(path) as register:
        fill(register, HISTORY[:1])
        before = everything(register)
        pages = 0

        def limit(connection: object, _record: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

        register.store.engine.dispose()
        pages = 40
        event.listen(register.store.engine, "connect", limit)
        many = notice("2003-01-01", *[f"命名 路{number} 北a-南b" for number in range(500)])
        with pytest.raises(RegisterError, match=r"磁盘已满.*Nothing was written"):
            fill(register, [many])
        assert everything(register) == before
    with Register.open(path) as register:
        assert register.verify() == ()


def test_a_read_only_register_is_said_plainly(tmp_path: Path):
    path = tmp_path / "register.db"
    with Register.open(str(path)) as register:
        fill(register, HISTORY[:1])
    with (
        Register.open(f"sqlite:///file:{path}?mode=ro&uri=true") as register,
        pytest.raises(RegisterError, match=r"数据库只读.*Nothing was written"),
    ):
        fill(register, HISTORY[1:2])
