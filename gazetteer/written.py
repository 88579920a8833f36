"""`Written`: values in a document's own characters, and the spans where they stand."""

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.measures import StatedMeasure
from gazetteer.text import Span, Words, condense, normalise


class Written:
    """The values of one entry as its document writes them; where each stands is noted under its key.

    `read` is the document as it was read: as long as `original`, normalised, and in simplified characters. `apart` are
    the lines that stand within the text and are not of it: page heads, page numbers.
    """

    def __init__(self, original: str, read: str, apart: Sequence[Span]) -> None:
        self.original = original
        self.read = read
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
        if literal(self.read, span) == words.text:
            self.spans[key] = span
            return literal(self.original, span)
        if pieces := self._parted(words):
            self.pieces[key] = pieces
        return self.words(words)

    def words(self, words: Words) -> str:
        """The words in the document's own characters without blanks (a page head between them left out)."""
        if literal(self.read, words.span) == words.text:
            return literal(self.original, words.span)
        return _own_characters(words.text, words.span.of(self.read), words.span.of(self.original))

    def _parted(self, words: Words) -> tuple[Span, ...]:
        """The spans that together hold just the words, what stands apart between them left out; none where none do."""
        start, pieces = words.span.start, []
        for between in self.apart:
            if start < between.start and between.end < words.span.end:
                pieces.append(Span(start, between.start))
                start = between.end
        pieces.append(Span(start, words.span.end))
        pieces = [_trimmed(piece, self.original) for piece in pieces]
        held = "".join(literal(self.read, piece) for piece in pieces)
        return tuple(pieces) if len(pieces) > 1 and held == words.text else ()

    def measure(self, key: str, stated: tuple[StatedMeasure, Span] | None) -> StatedMeasure | None:
        """The measure, its place noted under `key`; None where none is stated."""
        if stated is None:
            return None
        measure, span = stated
        self.spans[key] = span
        if (written := span.of(self.original)) == measure.text or normalise(written) == span.of(self.read):
            return measure
        return replace(measure, text=self.words(Words(measure.text, span)))  # 兩百


def literal(text: str, span: Span) -> str:
    """The characters of a text at `span` without blanks."""
    return "".join(span.of(text).split())


def _own_characters(words: str, read: str, original: str) -> str:
    """Words as `original` writes them where `read`, as long as it, holds their characters among others.

    Those that stand nowhere in it are left as they are.
    """
    out, at = "", 0
    for char in words:
        found = read.find(char, at)
        out += char if found < 0 else original[found]
        at = at if found < 0 else found + 1
    return out


def own_script(words: str | None, within: Span, read: str, written: str) -> str | None:
    """Words of `read` as `written` has them, where that is as long and in another script."""
    if words is None or read is written:
        return words
    passage, sought = condense(read, within), "".join(words.split())
    at = passage.text.find(sought)
    if at < 0:
        return words
    span = passage.span(at, at + len(sought))
    return _own_characters(words, span.of(read), span.of(written))


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
