"""`/try`: a notice pasted or sent as a file is read, drawn and set against the register; nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from flask import Blueprint, render_template, request

from gazetteer.deadlines import time_limit
from gazetteer.documents import Document
from gazetteer.entries import read_document
from gazetteer.errors import AreaError, DocumentError, ReadOnlyError
from gazetteer.events import EntryMatched
from gazetteer.findings import Finding
from gazetteer.intake import Step, own
from gazetteer.known_roads import why_held
from gazetteer.notices import Notice
from gazetteer.placing import cities_with, names_no_city, no_city, placed
from gazetteer.readings import Entry, Reading
from gazetteer.records import RoadVersion
from gazetteer.registry import Preview
from gazetteer.text import Sentence
from gazetteer.toponyms import comparison_key
from web import marks, slots
from web.apart import Read, read_apart
from web.diagram import Drawing, draw_notice
from web.grounds import areas
from web.groundwork import Groundwork, of_draft
from web.house import house, prefix, settings
from web.parameters import ParameterError

blueprint = Blueprint("try_page", __name__)
MOST_CHARACTERS = 100_000  # a whole gazette issue is a third of it
SHORT = 20_000  # characters that are read in a moment, whatever they say
MOST_SECONDS = 60  # that trying may take where answers may take as long as they like
MOST_DRAWN = 100  # entries; the time of laying them out grows with their square
MOST_UNPACKED = 20_000_000  # bytes of a .docx


@dataclass(frozen=True, slots=True)
class Trial:
    """One notice as it would be read, beside what the register has under the same names.

    `step` is what taking it in would come to; None where the register may only be read, so that it could not be tried.
    """

    reading: Reading
    passages: tuple[marks.Passage, ...]
    step: Step | None
    findings: tuple[Finding, ...]  # what would be found
    standing: tuple[Finding, ...]  # what is already found about its roads
    known: dict[
        str, RoadVersion
    ]  # entry id → the road that the entry's name (or former name) means, as it is or was last
    drawing: Drawing | None
    groundwork: Groundwork | None
    no_city: Sentence | None = None  # what is said of a notice that names no city

    @property
    def held(self) -> list[tuple[Entry, EntryMatched]]:
        """The entries that would wait for a person, and why."""
        by_id = {entry.entry_id: entry for entry in self.reading.entries}
        held = self.step.held if self.step is not None else ()
        return [(by_id[one.entry_id], one) for one in held if one.entry_id in by_id]


@blueprint.get("/try")
def ask() -> str:
    """An empty form."""
    return render_template("try.html", text="", trials=None, most=MOST_CHARACTERS, areas=areas(), area=None)


@blueprint.post("/try")
def answer() -> str:
    """The same form with what was read; the text is forgotten with the answer."""
    slots.receive()
    with time_limit(_most_seconds()):
        text, readings = _sent()
        document, area = Document("try", text), request.form.get("area") or None
        readings = tuple(_placed(one, area) for one in readings)
        steps, findings = _previewed(document, readings)
        trials = [_trial(reading, document, step, findings) for reading, step in zip(readings, steps, strict=True)]
        return render_template(
            "try.html", text=text, trials=trials, most=MOST_CHARACTERS, areas=areas(), area=area, why_held=why_held
        )


def _placed(reading: Reading, area: str | None) -> Reading:
    """The reading counted for the city that was chosen."""
    try:
        return placed(reading, area)
    except AreaError as error:
        raise ParameterError("area", error.zh.partition("：")[2], error.en.partition(": ")[2]) from None


def _no_city(notice: Notice) -> Sentence | None:
    if not names_no_city(notice.area):
        return None
    with house().register.store.reading() as connection:
        return no_city(notice.area, cities_with(connection, notice.area))


def _previewed(document: Document, readings: Sequence[Reading]) -> tuple[Sequence[Step | None], Sequence[Finding]]:
    """What taking the notices in would come to, and what would be found."""
    try:
        tried = house().register.preview(document, readings) if readings else Preview()
        return tried.steps, tried.findings
    except ReadOnlyError:
        return [None for _ in readings], ()


def _most_seconds() -> int:
    return settings().most_seconds or MOST_SECONDS


def _sent() -> Read:
    """What was sent, and the notices in it; what may take long is read in a process that can be stopped."""
    file = request.files.get("file")
    if file is not None and file.filename:
        data = file.read()
        if data.startswith(b"PK") and _unpacked(data) > MOST_UNPACKED:
            raise ParameterError("file", "文件解压后过大。", "the file is too large unpacked.")
        try:
            text, readings = read_apart(data, Path(file.filename).suffix, MOST_CHARACTERS, _most_seconds())
        except DocumentError as error:
            said = error.zh.partition("：")[2], error.en.partition(": ")[2]
            raise ParameterError("file", *said) from None
    else:
        text, readings = request.form.get("text", "").replace("\r\n", "\n"), ()
        if SHORT < len(text) <= MOST_CHARACTERS:
            text, readings = read_apart(text, ".txt", MOST_CHARACTERS, _most_seconds())
        elif len(text) <= SHORT:
            readings = tuple(read_document(Document("try", text)))
    if len(text) > MOST_CHARACTERS:
        raise ParameterError("text", f"最多 {MOST_CHARACTERS} 个字。", f"at most {MOST_CHARACTERS} characters.")
    return text, readings


def _unpacked(data: bytes) -> int:
    try:
        with ZipFile(BytesIO(data)) as packed:
            return sum(one.file_size for one in packed.infolist())
    except BadZipFile:
        return 0  # read_file says what is wrong with it


def _trial(reading: Reading, document: Document, step: Step | None, findings: Sequence[Finding]) -> Trial:
    mine, text = own(reading, document)
    touched = step.road_ids if step is not None else ()
    about = [one for one in findings if step is not None and _concerns(one, step)]
    standing = {one.finding_id for road_id in touched for one in house().register.findings(road_id=road_id)}
    known = {entry.entry_id: road for entry in mine.entries if (road := _known(entry, mine.notice.area)) is not None}
    road_of = {entry_id: road.road_id for entry_id, road in known.items()}
    return Trial(
        mine,
        marks.passages(text, mine.entries, mine.problems),
        step,
        tuple(one for one in about if one.finding_id not in standing),
        tuple(one for one in about if one.finding_id in standing),
        known,
        draw_notice(mine.entries, road_of, prefix()) if 0 < len(mine.entries) <= MOST_DRAWN else None,
        of_draft(mine, known),
        _no_city(step.notice if step is not None else mine.notice),
    )


def _concerns(finding: Finding, step: Step) -> bool:
    """Whether a finding is about this notice or a road it would touch."""
    return step.notice.notice_id in finding.notice_ids or not set(step.road_ids).isdisjoint(finding.road_ids)


def _known(entry: Entry, area: str | None) -> RoadVersion | None:
    """The one road that bears, or bore last, the name the entry speaks of."""
    name = entry.former_name or entry.name
    hits = house().register.search(name, 5, area)
    same = [hit.version for hit in hits if comparison_key(hit.version.name) == comparison_key(name)]
    return same[0] if len(same) == 1 else None
