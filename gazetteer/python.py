"""What `import gazetteer` offers beside its types: open a register, read a notice, name a time point."""

from os import PathLike, fspath
from pathlib import Path

from gazetteer.documents import read_file
from gazetteer.entries import read_document
from gazetteer.readings import Reading
from gazetteer.registry import Register
from gazetteer.times import TimePoint, read_instant, read_whole_day


def open(url: str | PathLike[str] = "gazetteer.db") -> Register:  # noqa: A001 — read as gazetteer.open
    """The register at a path or a database URL, which must exist; close it or use it in a `with`.

    Raises `GazetteerError`.
    """
    return Register.open(fspath(url), create=False)


def at(valid_on: str | None = None, known_at: str | None = None, published_by: str | None = None) -> TimePoint:
    """A time point from texts: in force on a day, as known at an instant, from what was published by a day.

    What is left out means today, all that is known. Raises `GazetteerError` for a text that cannot be read.
    """
    valid, published = (read_whole_day(text) if text else None for text in (valid_on, published_by))
    return TimePoint(valid, read_instant(known_at) if known_at else None, published)


def read(path: str | PathLike[str]) -> tuple[Reading, ...]:
    """The notices of a file (txt, html, pdf, docx) as values, each with its entries and problems; nothing is kept.

    Raises `GazetteerError`.
    """
    return tuple(read_document(read_file(Path(path))))
