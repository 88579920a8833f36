"""The marks that items begin with: 一、 （一） 1. and their like."""

from dataclasses import dataclass

from gazetteer.patterns import GLUED_MARK, MARK
from gazetteer.times import read_numeral

# how deep an item of each kind stands
RANKS = {
    "han": 1,
    "stem": 1,
    "article": 1,
    "bracketed": 2,
    "plain": 3,
    "glued": 3,
    "half": 4,
    "round": 4,
    "sign": 5,
    "bullet": 5,
    "lost": 6,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """An item mark: its kind (han 一、, bracketed （一）, plain 1., …), its number and where the item's words begin."""

    kind: str
    number: int | None
    end: int


def read_mark(text: str) -> Mark | None:
    """The item mark a line (without blanks) begins with, or None."""
    if found := MARK.match(text):
        kind = str(found.lastgroup)
        number = found[kind]
        if found.end() == len(text):
            return None
        if kind == "han" and len(number) > 3:
            return None
        return Mark(kind, number_of(kind, number), found.end())
    if found := GLUED_MARK.match(text):
        return Mark("glued", int(found["glued"]), found.end())
    return None


def number_of(kind: str, words: str) -> int | None:
    """The number that a mark of this kind tells, if it tells one."""
    if kind in ("stem", "sign", "bullet", "lost"):
        return None
    try:
        return read_numeral(words)
    except ValueError:
        return None
