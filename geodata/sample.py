"""The bundled invented town 样例镇 (虚构): its extract, its notices, the outcome each road must have.

`python -m geodata.sample` rewrites the bundled data from the plan.
"""

import gzip
import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

from geodata.sample_extract import FICTION, build_town, write_osm
from geodata.sample_notices import write_notices
from geodata.sample_outcomes import ExpectedRoad, expected_roads, read_roads
from geodata.sample_plan import AREA

__all__ = ["AREA", "extract_path", "notice_paths", "outcomes"]

EXTRACT, OUTCOMES, NOTICES = "town.osm.gz", "outcomes.json", "notices"


def extract_path() -> Path:
    """The bundled OSM extract."""
    return _folder() / EXTRACT


def notice_paths() -> tuple[Path, ...]:
    """The bundled notices, acts and one proposal, by year."""
    return tuple(sorted((_folder() / NOTICES).glob("*.txt")))


def outcomes() -> tuple[ExpectedRoad, ...]:
    """The outcome each road of the notices must have on the extract."""
    return read_roads(json.loads((_folder() / OUTCOMES).read_text(encoding="utf-8")))


def write_sample(folder: Path) -> None:
    """Writes extract, notices and outcomes into `folder`, byte for byte the same each time."""
    town = build_town()
    (folder / NOTICES).mkdir(parents=True, exist_ok=True)
    (folder / EXTRACT).write_bytes(gzip.compress(write_osm(town).encode(), mtime=0))
    for name, text in write_notices(town).items():
        (folder / NOTICES / name).write_text(text, encoding="utf-8", newline="\n")
    roads = ",\n".join(json.dumps(asdict(road), ensure_ascii=False) for road in expected_roads(town))
    said = f'{{"note": "{FICTION}", "roads": [\n{roads}\n]}}\n'
    (folder / OUTCOMES).write_text(said, encoding="utf-8", newline="\n")


def _folder() -> Path:
    return Path(str(files("geodata"))) / "data" / "sample"


if __name__ == "__main__":
    write_sample(_folder())
