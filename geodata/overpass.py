"""An extract fetched from an Overpass server: an area's bounds cut into tiles, each asked for once, joined in one file.

Answers are kept on disk as they come; a download that was interrupted asks only for what is missing.
"""

import gzip
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from gazetteer.errors import GazetteerError
from geodata.osm import ENDINGS
from geodata.overpass_answers import KINDS, Failure, failure_of, merge, write_extract
from geodata.overpass_areas import the_area
from geodata.overpass_client import DownloadError, Overpass, ServerError, program
from geodata.overpass_queries import area_query, tile_query
from geodata.overpass_tiles import Bounds, checked, cut, quarters

KEPT_S = 7 * 86_400  # an older answer is asked for again, lest the parts of one extract lie far apart in time
Bar = Callable[[int, int], None]


class OutFileError(GazetteerError):
    """A file the extract cannot be written to; nothing was fetched."""

    def __init__(self, out: Path, zh: str, en: str) -> None:
        super().__init__(f"{out}：{zh}", f"{out}: {en}")


class NoRoadsError(DownloadError):
    """Bounds in which OpenStreetMap has nothing."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(
            f"范围 {bounds} 内没有道路。次序是 西,南,东,北，经度在前，请核对。",
            f"there are no roads in {bounds}. The order is west,south,east,north, longitude first.",
        )


@dataclass(frozen=True, slots=True)
class Downloaded:
    """What was written: where, of which bounds, how much, and how old it is (None: the server did not say)."""

    out: Path
    bounds: Bounds
    nodes: int
    ways: int
    relations: int
    snapshot_at: str | None


class Answers:
    """Answers kept in a folder by the digest of their query, whichever server gave them."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now

    def find(self, query: str) -> Path | None:
        """The kept answer, gzipped; None where there is none, or it is spoilt or older than `KEPT_S`."""
        path = self._path(query)
        if not self._is_fresh(path):
            return None
        try:
            whole = failure_of(200, gzip.decompress(path.read_bytes())) is None
        except (OSError, EOFError, zlib.error):
            return None
        return path if whole else None

    def keep(self, query: str, body: bytes) -> Path:
        """Where the answer now is."""
        path = self._path(query)
        self._write(path, gzip.compress(body, 6))
        return path

    def is_too_big(self, query: str) -> bool:
        """Whether it was learned before that this is too much to ask at once."""
        return self._is_fresh(self._path(query, "too-big"))

    def keep_too_big(self, query: str) -> None:
        self._write(self._path(query, "too-big"), b"")

    def drop(self) -> None:
        """Removes them all, and the folder where nothing else is in it."""
        for path in self._folder.glob("*"):
            if path.name.endswith((".osm.gz", ".too-big", ".part")):
                path.unlink(missing_ok=True)
        with suppress(OSError):
            self._folder.rmdir()

    def _path(self, query: str, ending: str = "osm.gz") -> Path:
        return self._folder / f"{sha256(query.encode()).hexdigest()}.{ending}"

    def _is_fresh(self, path: Path) -> bool:
        return path.is_file() and self._now() - path.stat().st_mtime < KEPT_S

    def _write(self, path: Path, content: bytes) -> None:
        part = path.with_name(path.name + ".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(content)
            part.replace(path)
        except OSError as error:
            raise OutFileError(
                path, f"写不了（{error.strerror}）。", f"cannot be written ({error.strerror})."
            ) from error


def download(where: str | Bounds, out: Path, server: Overpass, answers: Answers, bar: Bar) -> Downloaded:
    """Writes the extract of an area, by its name or its bounds, to `out`; whole or not at all.

    `bar` is told how many tiles are there of how many. Raises `OutFileError`, `BoundsError`, `AreaNotFoundError`,
    `AreaAmbiguousError`, `ServerError` and `NoRoadsError`.
    """
    check_out(out)
    bounds, outline = (where, None) if isinstance(where, Bounds) else _of_area(where, server, answers)
    found = _fetch(cut(checked(bounds), outline), server, answers, bar)
    merged = merge(found)
    if not merged.count("way"):
        for path in found:  # a mirror may hold another part of the world only: the next one is to be asked anew
            path.unlink()
        raise NoRoadsError(bounds)
    try:
        write_extract(merged, bounds, program(), out)
    except OSError as error:
        raise OutFileError(out, f"写不了（{error.strerror}）。", f"cannot be written ({error.strerror}).") from error
    nodes, ways, relations = map(merged.count, KINDS)
    return Downloaded(out, bounds, nodes, ways, relations, merged.snapshot_at)


def check_out(out: Path) -> None:
    """Raises `OutFileError` where an extract cannot be written there."""
    if not out.name.endswith(ENDINGS):
        endings = " ".join(ENDINGS)
        raise OutFileError(out, f"文件名须以 {endings} 之一结尾。", f"the name must end in one of {endings}.")
    if not out.parent.is_dir():
        raise OutFileError(out, "没有这个文件夹，请先建立。", "there is no such folder; make it first.")
    if out.is_dir():
        raise OutFileError(out, "这是一个文件夹。", "this is a folder.")


def _fetch(tiles: tuple[Bounds, ...], server: Overpass, answers: Answers, bar: Bar) -> list[Path]:
    """An answer for every tile, or for the quarters of one that was too big, in order of asking."""
    found: list[Path] = []
    waiting = list(reversed(tiles))
    while waiting:
        bar(len(found), len(found) + len(waiting))
        tile = waiting.pop()
        query = tile_query(tile)
        if answers.is_too_big(query):
            waiting.extend(reversed(quarters(tile)))
            continue
        answer = answers.find(query) or _asked(query, server, answers)
        if isinstance(answer, Path):
            found.append(answer)
        elif smaller := quarters(tile):
            answers.keep_too_big(query)
            waiting.extend(reversed(smaller))
        else:
            raise ServerError(server.url, answer)
    bar(len(found), len(found))
    return found


def _asked(query: str, server: Overpass, answers: Answers) -> Path | Failure:
    answer = server.ask(query)
    return answers.keep(query, answer) if isinstance(answer, bytes) else answer


def _of_area(name: str, server: Overpass, answers: Answers) -> tuple[Bounds, BaseGeometry | None]:
    """The bounds and outline of the one area of that name."""
    query = area_query(name)
    kept = answers.find(query)
    answer = gzip.decompress(kept.read_bytes()) if kept else server.ask(query)
    if isinstance(answer, Failure):
        raise ServerError(server.url, answer)
    area = the_area(name, answer)
    if kept is None:  # only an answer that names the area is worth keeping: another mirror may know more
        answers.keep(query, answer)
    return area.bounds, area.outline
