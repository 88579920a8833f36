"""A disk that is full while something is written."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from web.commands import main


@contextmanager
def files_no_larger_than(most_bytes: int) -> Iterator[None]:
    """What is written past it fails as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("ending", [".gpkg", ".geojson"])
def test_an_export_is_whole_or_nothing_and_says_why(
    database: Path, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / f"roads{ending}"
    with files_no_larger_than(33_000):  # SQLite wants 32,768 to share the register with others
        code = main(["export", str(path), "--database", str(database)])
    assert code == 2
    assert f"{path}: cannot be written (" in capsys.readouterr().err
    assert list(tmp_path.glob("*roads*")) == []


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_what_is_printed_to_a_full_disk_is_told_in_one_line(database: Path, more: list[str]):
    with Path("/dev/full").open("w") as full:
        said = subprocess.run(
            [sys.executable, "-m", "web.commands", "search", "路", "--database", str(database), *more],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (said.returncode, said.stderr) == (1, "磁盘已满，没有写完。| The disk is full; not all was written.\n")
