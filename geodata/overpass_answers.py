"""What an Overpass server answers: whole, or broken in one of several ways; and whole answers joined in one file."""

import gzip
import re
import xml.etree.ElementTree as ET
from bz2 import BZ2File
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO, cast
from xml.sax.saxutils import quoteattr

import osmium

from geodata.overpass_tiles import Bounds, degrees

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
LICENSE = "https://opendatacommons.org/licenses/odbl/1-0/"
KINDS = ("node", "way", "relation")
# Who drew it is nobody's business here, and is not ours to pass on.
_PERSONAL = frozenset({"user", "uid", "changeset"})


class Trouble(Enum):
    """Why there is no answer, by what can be done about it."""

    TOO_BIG = "too big"  # the query ran out of time or memory: ask for less
    SLOW = "slow"  # cut off or out of time on the way: again, then ask for less
    BUSY = "busy"  # we asked too often: wait
    FAULT = "fault"  # what came is no answer: again
    UNREACHABLE = "unreachable"  # no connection: again, if there ever was one
    REFUSED = "refused"  # the server will not: stop


@dataclass(frozen=True, slots=True)
class Failure:
    """No answer: why, in the server's words where it gave any, and how long it asks us to wait."""

    trouble: Trouble
    reason: str
    wait_s: float | None = None


def failure_of(status: int, body: bytes, wait_s: float | None = None) -> Failure | None:
    """What is wrong with a response, by its HTTP status and its text; None: it is a whole answer."""
    if status == 200:
        return _failure_in(body)
    reason = f"HTTP {status}" + (f": {said}" if (said := _said(body)) else "")
    if status == 429:
        return Failure(Trouble.BUSY, reason, wait_s)
    if status == 503 and wait_s is not None:
        return Failure(Trouble.BUSY, reason, wait_s)
    if status == 408 or status >= 500:
        return Failure(Trouble.SLOW, reason, wait_s)
    return Failure(Trouble.REFUSED, reason)


def _failure_in(body: bytes) -> Failure | None:
    if b"<osm" not in body[:1000]:
        reason = _said(body) or "no OSM XML"
        busy = "rate_limited" in reason or "too busy" in reason
        return Failure(Trouble.BUSY if busy else Trouble.FAULT, reason)
    try:
        remarks = [thing.text or "" for thing in read_things(BytesIO(body)) if thing.tag == "remark"]
    except ET.ParseError as error:
        return Failure(Trouble.SLOW, f"the answer breaks off ({error})")
    # "runtime remark: …" is a note, "runtime error: …" means that what came is not all there is.
    wrong = " ".join(" ".join(remark.split()) for remark in remarks if "error" in remark.lower())
    if not wrong:
        return None
    if "timed out" in wrong or "out of memory" in wrong:
        return Failure(Trouble.TOO_BIG, wrong)
    busy = "rate_limited" in wrong or "too busy" in wrong or "timeout" in wrong
    return Failure(Trouble.BUSY if busy else Trouble.FAULT, wrong)


def _said(body: bytes) -> str:
    """The error Overpass's HTML page tells of, or the start of another page's words; at most a line."""
    text = body[:4000].decode("utf-8", "replace")
    told = re.search(r"Error</strong>:(.*?)</p>", text, re.DOTALL)
    words = told[1] if told else re.sub(r"<(head|script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", words).split())[:160]


def read_things(stream: IO[bytes]) -> Iterator[ET.Element]:
    """The elements directly inside `<osm>`, each whole, none kept. Raises `ParseError` where the XML breaks off."""
    depth = 0
    root = ET.Element("none")
    for event, element in cast(Iterator[tuple[str, ET.Element]], ET.iterparse(stream, ("start", "end"))):
        if event == "start":
            root = element if not depth else root
            depth += 1
            continue
        depth -= 1
        if depth == 1:
            yield element
            root.clear()


@dataclass(slots=True)
class Merged:
    """The elements of several answers, each once: a line of XML by id, for each of `KINDS`.

    `snapshot_at`: the earliest of the answers' states; every edit made before it is in.
    """

    elements: dict[str, dict[int, str]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    snapshot_at: str | None = None

    def count(self, kind: str) -> int:
        return len(self.elements[kind])


def merge(answers: Iterable[Path]) -> Merged:
    """All elements of the answers (gzipped OSM XML); where two answers hold the same one, the later state's."""
    stated = sorted((_snapshot_at(path) or "", path) for path in answers)
    merged = Merged(snapshot_at=min((at for at, _ in stated if at), default=None))
    for _, path in stated:
        with gzip.open(path) as stream:
            for thing in read_things(cast(IO[bytes], stream)):
                if thing.tag in merged.elements:
                    merged.elements[thing.tag][int(thing.attrib["id"])] = _line(thing)
    return merged


def _snapshot_at(path: Path) -> str | None:
    with gzip.open(path) as stream:
        found = re.search(rb'osm_base="([^"]+)"', stream.read(2000))
    return found[1].decode() if found else None


def _line(element: ET.Element) -> str:
    head = " ".join(f"{key}={quoteattr(value)}" for key, value in element.items() if key not in _PERSONAL)
    inside = "".join(_line(child) for child in element if child.tag in {"nd", "tag", "member"})
    return f"<{element.tag} {head}>{inside}</{element.tag}>" if inside else f"<{element.tag} {head}/>"


def write_extract(merged: Merged, bounds: Bounds, generator: str, out: Path) -> None:
    """Writes the elements by type and id, whole or not at all: `out` is replaced at the end. The ending says the form.

    The same elements give the same bytes, so that an extract fetched again without a change has the same digest.
    """
    part, plain = out.with_name(out.name + ".part"), out.with_name(out.name + ".part.osm")
    try:
        if out.name.endswith(".pbf"):
            with plain.open("wb") as stream:
                _write_xml(merged, bounds, generator, stream)
            _write_pbf(plain, merged.snapshot_at, generator, part)
        else:
            with _packed(part, out.suffix) as stream:
                _write_xml(merged, bounds, generator, stream)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
        plain.unlink(missing_ok=True)


@contextmanager
def _packed(path: Path, suffix: str) -> Iterator[BinaryIO]:
    with path.open("wb") as raw:
        if suffix == ".gz":
            with gzip.GzipFile("", "wb", 6, raw, mtime=0) as stream:
                yield cast(BinaryIO, stream)
        elif suffix == ".bz2":
            with BZ2File(raw, "wb") as packed:
                yield cast(BinaryIO, packed)
        else:
            yield raw


def _write_xml(merged: Merged, bounds: Bounds, generator: str, stream: BinaryIO) -> None:
    def write(line: str) -> None:
        stream.write(line.encode() + b"\n")

    write('<?xml version="1.0" encoding="UTF-8"?>')
    write(
        f'<osm version="0.6" generator={quoteattr(generator)} copyright={quoteattr(ATTRIBUTION)}'
        f" license={quoteattr(LICENSE)}>"
    )
    if merged.snapshot_at:
        write(f"<meta osm_base={quoteattr(merged.snapshot_at)}/>")
    south, west, north, east = (degrees(one) for one in (bounds.south, bounds.west, bounds.north, bounds.east))
    write(f'<bounds minlat="{south}" minlon="{west}" maxlat="{north}" maxlon="{east}"/>')
    for kind in KINDS:
        for _, line in sorted(merged.elements[kind].items()):
            write(line)
    write("</osm>")


def _write_pbf(source: Path, snapshot_at: str | None, generator: str, out: Path) -> None:
    header: Any = osmium.io.Header()
    # A pbf header has no field for the attribution; the writing program is the one every tool shows.
    header.set("generator", f"{generator}; {ATTRIBUTION}")
    header.set("sorting", "Type_then_ID")
    if snapshot_at:
        header.set("osmosis_replication_timestamp", snapshot_at)
    read: Any = osmium.FileProcessor(str(source))
    header.add_box(read.header.box())
    file: Any = osmium.io.File(str(out), "pbf")
    with osmium.SimpleWriter(file, header=header, overwrite=True) as writer:
        for thing in read:
            writer.add(thing)
