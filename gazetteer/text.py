"""A notice's text: spans into it, character-for-character normalisation, and a view without blanks."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to, not including, `end` of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that stand there."""
        return text[self.start : self.end]

    def reaching(self, start: int, end: int) -> "Span":
        """The span grown to hold the characters `start` up to `end` too."""
        if self.start <= start:
            return self if end <= self.end else Span(self.start, end)
        return Span(start, max(self.end, end))

    def shifted(self, by: int) -> "Span":
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Words:
    """A value and where it stands: the characters at `span`, blanks removed, are `text`."""

    text: str
    span: Span

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing said to a person, in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} | {self.en}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A passage of a notice that could not be read, shown to a person and never dropped."""

    span: Span
    message: Sentence
    quote: str


# One character to one character, so that every offset stays true (NFKC would change lengths).
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SAME_MEANING = {ord(a): ord(b) for a, b in zip("　﹝﹞～－﹣―「」『』│┃", " 〔〕~---“”‘’||", strict=True)}
# The marks a Chinese sentence is built with stay Chinese; half-width ones become Chinese too.
_MARKS = {ord(a): ord(b) for a, b in zip("，；：（）！？,;:()!?", "，；：（）！？，；：（）！？", strict=True)}
# Characters that look like others and are told apart by no reader: fonts of PDF files give 长 as its radical's sign ⻓.
# Those of the Kangxi radicals and the compatibility ideographs Unicode knows, those of the supplement it does not.
_SUPPLEMENT = dict(
    zip(
        "⺌⺍⺒⺓⺟⺠⺩⺮⺶⺹⺼⻁⻄⻅⻆⻉⻊⻋⻑⻓⻔⻕⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "小小巳幺母民王竹羊老肉虎西见角贝足车長长门阜雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
RADICALS = {ord(sign): ord(char) for sign, char in _SUPPLEMENT.items()} | {
    code: ord(char)
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF))
    if len(char := unicodedata.normalize("NFKC", chr(code))) == 1 and ord(char) != code
}
# 3O0米, 2O18年: the letter among figures
_LETTER_O = re.compile(r"[OoО](?<=\d.)[OoО]*(?=\d|\s{0,3}(?:米|公里|千米|年|号|条|km|m(?![a-z]))|$)")
# "A路": a quote that does not tell whether it opens or closes; the second closes what the first opened
_STRAIGHT = re.compile(r'"([^"\n]{1,160})"')


class _Table(dict[int, int]):
    """What each character becomes; one that stays is noted, since a look-up that fails costs several that do not."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


_TABLE = _Table(RADICALS | _FULL_WIDTH | _SAME_MEANING | _MARKS)


def normalise(text: str) -> str:
    """`text` with full-width digits and letters made half-width and half-width marks made Chinese.

    Same length as `text`, character for character.
    """
    text = _LETTER_O.sub(lambda found: "0" * len(found[0]), text.translate(_TABLE))
    return _STRAIGHT.sub(r"“\1”", text) if '"' in text else text


@dataclass(frozen=True, slots=True)
class Condensed:
    """A passage without its blanks, each character knowing its place in the whole text."""

    text: str
    offsets: Sequence[int]

    def part(self, start: int, end: int) -> "Condensed":
        """The characters `start` up to `end`."""
        return Condensed(self.text[start:end], self.offsets[start:end])

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Where in the whole text the characters `start` up to `end` of this one (not empty) begin and end."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span in the whole text of the characters `start` up to `end` of this one (not empty)."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def words(self, start: int, end: int) -> Words:
        """The characters `start` up to `end` (not empty) and their place in the whole text."""
        offsets = self.offsets
        return Words(self.text[start:end], Span(offsets[start], offsets[end - 1] + 1))


_MEAN = 8  # characters: where pieces between blanks are shorter, looking at each character takes less


def condense(text: str, span: Span | None = None) -> Condensed:
    """`text` (or the part of it in `span`) without blanks and line breaks."""
    start, end = (0, len(text)) if span is None else (span.start, span.end)
    pieces = text[start:end].split()
    words = "".join(pieces)
    if len(words) == end - start:
        return Condensed(words, range(start, end))
    if len(pieces) * _MEAN > end - start:
        return Condensed(words, [at for at, char in enumerate(text[start:end], start) if not char.isspace()])
    offsets: list[int] = []
    reached = start
    for piece in pieces:
        at = text.index(piece, reached)  # nothing but blanks stands before it
        reached = at + len(piece)
        offsets += range(at, reached)
    return Condensed(words, offsets)
