"""`Cursor`: one paragraph being read, the place reached in it, and where each of its brackets closes."""

import re
from dataclasses import dataclass, field

from gazetteer.choices import Chosen
from gazetteer.patterns import CLOSE, OPEN

_BRACKETS = re.compile(r'[（“‘「『《【〔\[）”’」』》】〕\]"]')


def read_pairs(text: str) -> dict[int, int]:
    """Where each opening bracket or quote (up to 160 characters long) closes."""
    pairs: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    straight = -1
    for found in _BRACKETS.finditer(text):
        char, at = found[0], found.start()
        if char == '"':
            if straight >= 0 and at - straight <= 160:
                pairs[straight], straight = at, -1
            else:
                straight = at
        elif (which := OPEN.find(char)) >= 0:
            waiting.setdefault(CLOSE[which], []).append(at)
        elif stack := waiting.get(char):
            if at - stack[-1] <= 160:
                pairs[stack[-1]] = at
            stack.pop()
    return pairs


@dataclass(slots=True)
class Cursor:
    """One paragraph (normalised, no blanks) being read; `at` is the place reached."""

    text: str
    at: int = 0
    stretch: bool = False  # 现启用A至B路段: 段 is no part of the end
    started: bool = False  # a start or a bend was read in this sentence: a bare 至 may follow
    asked: int = -1  # the place a keyword was looked for last, and what was found there
    keyword: Chosen | None = None
    size: int = field(init=False)
    pairs: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.size = len(self.text)
        self.pairs = read_pairs(self.text)

    def free(self, start: int, at: int) -> bool:
        """Whether no bracket opened since `start` is still open at `at`."""
        opener = self.text.rfind("（", start, at)
        return opener < 0 or self.pairs.get(opener, 0) < at

    def inside(self, at: int) -> bool:
        """Whether `at` stands within a bracket, or right behind an opening quote."""
        if self.text[at - 1 : at] == "“":
            return True
        opener = self.text.rfind("（", max(0, at - 60), at) if self.pairs else -1
        return opener >= 0 and self.pairs.get(opener, -1) >= at
