"""`Written`: values in a document's own characters, and the spans where they stand."""

from collections.abc import Sequence

from gazetteer.measures import StatedMeasure
from gazetteer.text import Span, Words, normalise


class Written:
    """The values of one entry as its document writes them; where each stands is noted under its key.

    `apart` are the lines that stand within the text and are not of it: page heads, page numbers.
    """

    def __init__(self, original: str, apart: Sequence[Span]) -> None:
        self.original = original
        self.apart = apart
        self.spans: dict[str, Span] = {}
        self.pieces: dict[str, tuple[Span, ...]] = {}

    def value(self, key: str, words: Words) -> str:
        """The words as the document writes them, their place noted under `key`.

        Words that a page's head or number stands within have no one span: their pieces are noted.
        """
        span = words.span
        if self.original[span.start : span.end] == words.text:
            self.spans[key] = span
            return words.text
        told = literal(self.original, words.span, words.text)
        if told == "".join(words.span.of(self.original).split()):
            self.spans[key] = words.span
        elif pieces := self._parted(words):
            self.pieces[key] = pieces
        return told

    def _parted(self, words: Words) -> tuple[Span, ...]:
        """The spans that together hold just the words, what stands apart between them left out; none where none do."""
        start, pieces = words.span.start, []
        for between in self.apart:
            if start < between.start and between.end < words.span.end:
                pieces.append(Span(start, between.start))
                start = between.end
        pieces.append(Span(start, words.span.end))
        pieces = [_trimmed(piece, self.original) for piece in pieces]
        held = "".join("".join(piece.of(self.original).split()) for piece in pieces)
        return tuple(pieces) if len(pieces) > 1 and normalise(held) == normalise(words.text) else ()

    def measure(self, key: str, stated: tuple[StatedMeasure, Span] | None) -> StatedMeasure | None:
        """The measure, its place noted under `key`; None where none is stated."""
        if stated is None:
            return None
        self.spans[key] = stated[1]
        return stated[0]


def literal(original: str, span: Span, words: str = "") -> str:
    """The document's own characters at `span` without blanks (a page head between them left out)."""
    written = "".join(span.of(original).split())
    return written if not words or normalise(written) == words else words


def _trimmed(span: Span, text: str) -> Span:
    """The span without the blanks at its ends."""
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


def closed(span: Span, text: str) -> Span:
    """The span with the bracket or quotation mark that closes what it opens, where that stands right after it."""
    if text[span.end : span.end + 1] not in "’”」）》":
        return span
    for opening, closing in ("‘’", "“”", "「」", "（）", "《》"):
        said = span.of(text)
        if said.count(opening) > said.count(closing) and text.startswith(closing, span.end):
            span = Span(span.start, span.end + 1)
    return span
