"""A notice's text in pieces: which characters were read as what, clause by clause."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gazetteer.readings import Entry
from gazetteer.text import Problem, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand together; `field` is what they were read as (None: not read)."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The clause of one entry (or what stands between clauses: `entry` is None) in pieces."""

    pieces: tuple[Piece, ...]
    entry: Entry | None = None


def cut_pieces(text: str, span: Span, marks: Iterable[tuple[Span, str]]) -> tuple[Piece, ...]:
    """The characters of `span` in order, cut at the marks inside it; of two that overlap the first counts."""
    pieces: list[Piece] = []
    at = span.start
    for mark, field in sorted(marks, key=lambda item: (item[0].start, -item[0].end)):
        if mark.start < at or mark.end > span.end or mark.start == mark.end:
            continue
        if at < mark.start:
            pieces.append(Piece(text[at : mark.start]))
        pieces.append(Piece(mark.of(text), field))
        at = mark.end
    if at < span.end:
        pieces.append(Piece(text[at : span.end]))
    return tuple(pieces)


def clause(text: str, entry: Entry, only: Iterable[str] | None = None) -> tuple[Piece, ...]:
    """The clause of an entry with the values read from it; `only` keeps some of them."""
    marks = [(span, key) for key, span in entry.spans.items() if only is None or key in only]
    return cut_pieces(text, entry.span, marks)


def passages(text: str, entries: Sequence[Entry], problems: Sequence[Problem] = ()) -> tuple[Passage, ...]:
    """The whole text: clauses and what stands between them, with every value and every unread passage marked."""
    unread = [(problem.span, "problem") for problem in problems]
    cut: list[Passage] = []
    at = 0
    for entry in sorted(entries, key=lambda entry: entry.span.start):
        if entry.span.start < at:  # a clause that names several roads: shown once, with the first
            continue
        if at < entry.span.start:
            cut.append(Passage(cut_pieces(text, Span(at, entry.span.start), unread)))
        same = [other for other in entries if other.span == entry.span]
        marks = [(span, key) for other in same for key, span in other.spans.items()]
        cut.append(Passage(cut_pieces(text, entry.span, [*marks, *unread]), entry))
        at = entry.span.end
    if at < len(text):
        cut.append(Passage(cut_pieces(text, Span(at, len(text)), unread)))
    return tuple(cut)
