"""`/try`: a notice pasted or sent as a text file is read and drawn; nothing of it is kept."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from gazetteer.documents import Document
from gazetteer.entries import Entry, Reading, read_document
from gazetteer.findings import Finding, of_notice
from gazetteer.intake import own
from gazetteer.records import RoadVersion
from web import marks
from web.diagram import Drawing, draw_notice
from web.house import house
from web.parameters import ParameterError

blueprint = Blueprint("try_page", __name__)
MOST_CHARACTERS = 100_000  # a whole gazette issue is a third of it


@dataclass(frozen=True, slots=True)
class Trial:
    """One notice as it would be read, beside what the register has under the same names."""

    reading: Reading
    passages: tuple[marks.Passage, ...]
    findings: tuple[Finding, ...]
    known: dict[str, RoadVersion]  # entry id → the road in force that the entry's name (or former name) means
    drawing: Drawing | None


@blueprint.get("/try")
def ask() -> str:
    """An empty form."""
    return render_template("try.html", text="", trials=None, most=MOST_CHARACTERS)


@blueprint.post("/try")
def answer() -> str:
    """The same form with what was read; the text is forgotten with the answer."""
    text = _sent_text()
    document = Document("try", text)
    readings = read_document(document) if text.strip() else ()
    trials = [_trial(reading, document) for reading in readings]
    return render_template("try.html", text=text, trials=trials, most=MOST_CHARACTERS)


def _sent_text() -> str:
    file = request.files.get("file")
    if file is not None and file.filename:
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ParameterError("file", "请用 UTF-8 编码的文本文件。", "send a text file in UTF-8.") from None
    else:
        text = request.form.get("text", "")
    if len(text) > MOST_CHARACTERS:
        raise ParameterError("text", f"最多 {MOST_CHARACTERS} 个字。", f"at most {MOST_CHARACTERS} characters.")
    return str(text).replace("\r\n", "\n")


def _trial(reading: Reading, document: Document) -> Trial:
    mine, text = own(reading, document)
    known = {entry.entry_id: road for entry in mine.entries if (road := _known(entry, mine.notice.area)) is not None}
    road_of = {entry_id: road.road_id for entry_id, road in known.items()}
    return Trial(
        mine,
        marks.passages(text, mine.entries, mine.problems),
        of_notice(mine),
        known,
        draw_notice(mine.entries, road_of) if mine.entries else None,
    )


def _known(entry: Entry, area: str | None) -> RoadVersion | None:
    """The one road in force that bears the name the entry speaks of."""
    name = entry.former_name or entry.name
    same = [hit.version for hit in house().register.search(name, 5, area) if hit.version.name == name]
    return same[0] if len(same) == 1 else None
