"""The notices that come with the program: facts of real acts of 济南市, restated as clauses.

Those of 2021 follow the act itself; the others follow mirrors and press reports, which each names, and are mostly
partial. Proposals are among them: what they propose is pending.
"""

from importlib.resources import files
from pathlib import Path


def notice_paths() -> tuple[Path, ...]:
    """The bundled notices of 济南市, by year."""
    return tuple(sorted(_folder().glob("*.txt")))


def act_of_2021() -> Path:
    """济政办字〔2021〕25号: 14 namings and 4 extent changes."""
    return _folder() / "2021-25.txt"


def _folder() -> Path:
    return Path(str(files("gazetteer"))).joinpath("data", "jinan")
