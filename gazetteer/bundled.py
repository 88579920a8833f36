"""The notices that come with the program: facts of real acts of 济南市, restated as clauses."""

from importlib.resources import files
from pathlib import Path


def notice_paths() -> tuple[Path, ...]:
    """The bundled notices of 济南市, by year and number."""
    return tuple(sorted(Path(str(files("gazetteer"))).joinpath("data", "jinan").glob("*.txt")))
