"""`/try`: a notice pasted or sent as a text file is read, drawn and set against the register; nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from gazetteer.documents import Document
from gazetteer.entries import Entry, Reading, read_document
from gazetteer.events import EntryMatched
from gazetteer.findings import Finding
from gazetteer.intake import Step, own
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
    step: Step  # what taking it in would come to
    findings: tuple[Finding, ...]  # what would be found
    standing: tuple[Finding, ...]  # what is already found about its roads
    known: dict[str, RoadVersion]  # entry id → the road in force that the entry's name (or former name) means
    drawing: Drawing | None

    @property
    def held(self) -> list[tuple[Entry, EntryMatched]]:
        """The entries that would wait for a person, and why."""
        by_id = {entry.entry_id: entry for entry in self.reading.entries}
        return [(by_id[one.entry_id], one) for one in self.step.held if one.entry_id in by_id]


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
    steps, findings = house().register.preview(document, readings) if readings else ((), ())
    trials = [_trial(reading, document, step, findings) for reading, step in zip(readings, steps, strict=True)]
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


def _trial(reading: Reading, document: Document, step: Step, findings: Sequence[Finding]) -> Trial:
    mine, text = own(reading, document)
    about = [one for one in findings if _concerns(one, step)]
    standing = {one.finding_id for road_id in step.road_ids for one in house().register.findings(road_id=road_id)}
    known = {entry.entry_id: road for entry in mine.entries if (road := _known(entry, mine.notice.area)) is not None}
    road_of = {entry_id: road.road_id for entry_id, road in known.items()}
    return Trial(
        mine,
        marks.passages(text, mine.entries, mine.problems),
        step,
        tuple(one for one in about if one.finding_id not in standing),
        tuple(one for one in about if one.finding_id in standing),
        known,
        draw_notice(mine.entries, road_of) if mine.entries else None,
    )


def _concerns(finding: Finding, step: Step) -> bool:
    """Whether a finding is about this notice or a road it would touch."""
    return step.notice.notice_id in finding.notice_ids or not set(step.road_ids).isdisjoint(finding.road_ids)


def _known(entry: Entry, area: str | None) -> RoadVersion | None:
    """The one road in force that bears the name the entry speaks of."""
    name = entry.former_name or entry.name
    same = [hit.version for hit in house().register.search(name, 5, area) if hit.version.name == name]
    return same[0] if len(same) == 1 else None
