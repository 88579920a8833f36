"""A register written to a file and read back, also from one kind of database to the other."""

import gzip
from pathlib import Path

import pytest
from sqlalchemy import select

from gazetteer.backups import BackupError, backup, load_backup
from gazetteer.ground_schema import anchors, tasks
from gazetteer.registry import Register
from gazetteer.store import insert
from tests.conftest import NewUrl
from tests.gazetteer.test_registry import HISTORY
from tests.gazetteer.towns import everything, fill


def test_a_backup_comes_back_whole_on_either_database(new_url: NewUrl, tmp_path: Path):
    path = tmp_path / "register.backup"
    with Register.open(str(tmp_path / "from.db")) as register:
        fill(register, HISTORY)
        wanted, said = everything(register), backup(register, path)
    with Register.open(new_url()) as register:
        assert load_backup(register, path) == said == register.head()
        assert everything(register) == wanted
        assert register.verify() == ()


TASK = {"task_id": "t1", "area": "某市", "road_id": "r1", "kind": "missing", "closed": True, "body": '{"opened":1}'}
ANCHOR = {"road_id": "r1", "description": "d", "area": "某市", "snapshot": "s" * 64, "body": "{}"}


def test_what_the_ground_told_over_the_years_is_carried_beside_the_log(new_url: NewUrl, tmp_path: Path):
    path = tmp_path / "register.backup"
    with Register.open(new_url()) as register:
        fill(register, HISTORY)
        with register.store.writing() as connection:
            insert(connection, tasks, [TASK])
            insert(connection, anchors, [ANCHOR])
        backup(register, path)
    with Register.open(str(tmp_path / "to.db")) as register:
        load_backup(register, path)
        with register.store.reading() as connection:
            assert [dict(row) for row in connection.execute(select(tasks)).mappings()] == [TASK]
            assert [dict(row) for row in connection.execute(select(anchors)).mappings()] == [ANCHOR]


def test_a_backup_of_the_first_form_is_still_read(new_url: NewUrl, tmp_path: Path):
    path = tmp_path / "register.backup"
    with Register.open(str(tmp_path / "from.db")) as register:
        fill(register, HISTORY)
        said = backup(register, path)
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"backup 2", b"backup 1")))
    with Register.open(new_url()) as register:
        assert load_backup(register, path) == said


DAMAGES = {
    "not gzip": lambda data: b"hello" + data,
    "cut": lambda data: data[: len(data) // 2],
    "a line altered": lambda data: gzip.compress(gzip.decompress(data).replace(b"2013-05-01", b"2013-05-02")),
    "the tail gone": lambda data: gzip.compress(b"".join(gzip.decompress(data).splitlines(keepends=True)[:-2])),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_backup_is_refused_and_nothing_is_taken_in(damage, tmp_path: Path):
    path = tmp_path / "register.backup"
    with Register.open(str(tmp_path / "from.db")) as register:
        fill(register, HISTORY)
        backup(register, path)
    path.write_bytes(damage(path.read_bytes()))
    with Register.open(str(tmp_path / "to.db")) as register:
        with pytest.raises(BackupError):
            load_backup(register, path)
        assert register.head().count == 0


def test_a_backup_goes_only_into_an_empty_register(tmp_path: Path):
    path = tmp_path / "register.backup"
    with Register.open(str(tmp_path / "from.db")) as register:
        fill(register, HISTORY[:1])
        backup(register, path)
        with pytest.raises(BackupError, match="is not empty"):
            load_backup(register, path)
