"""`Choice`: patterns of which the first that fits is taken, each tried only at the characters it may begin with."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

Chosen = tuple[str, re.Match[str]]


@lru_cache(16)
def characters(text: str) -> frozenset[str]:
    """The characters of a text, which is asked about again at each of its places."""
    return frozenset(text)


class Choice:
    """Patterns by name, in the order in which they are tried; each is compiled when it is first needed.

    `openings` are the characters (as they stand between [ and ]) that a pattern may begin with; one without is tried
    at every character. `needs` are characters, one of which the text must hold somewhere for a pattern to fit at all.
    """

    def __init__(
        self, patterns: Mapping[str, str], openings: Mapping[str, str], needs: Mapping[str, str] | None = None
    ) -> None:
        needs = {name: chars for name, chars in (needs or {}).items() if name in patterns}
        self._needs = [(1 << at, frozenset(chars)) for at, chars in enumerate(needs.values())]
        self._bits = {name: 1 << at for at, name in enumerate(needs)}
        self._patterns = patterns
        self._openings = openings
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._beginning_with = lru_cache(4096)(self._find)
        self._lacking = lru_cache(16)(self._find_lacking)
        self._fitting = lru_cache(8192)(self._leave_out)

    def _find(self, char: str) -> tuple[str, ...]:
        """The names of the patterns that may begin with a character."""
        some = self._openings
        return tuple(name for name in self._patterns if name not in some or re.match(f"[{some[name]}]", char))

    def _find_lacking(self, text: str) -> int:
        """The patterns that need what a text does not hold, a bit for each."""
        held = characters(text)
        return sum([bit for bit, needed in self._needs if needed.isdisjoint(held)])

    def _leave_out(self, char: str, lacking: int) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The patterns that may begin with a character but for those that are `lacking`."""
        names = (name for name in self._beginning_with(char) if not self._bits.get(name, 0) & lacking)
        return tuple((name, self._pattern(name)) for name in names)

    def _pattern(self, name: str) -> re.Pattern[str]:
        if name not in self._compiled:
            self._compiled[name] = re.compile(self._patterns[name])
        return self._compiled[name]

    def match(self, text: str, at: int, end: int | None = None) -> Chosen | None:
        """The first pattern that fits at `at` of `text` (up to `end`), and its match."""
        stop = len(text) if end is None else end
        for name, pattern in self._fitting(text[at], self._lacking(text)):
            if found := pattern.match(text, at, stop):
                return name, found
        return None

    def finditer(self, text: str, first: re.Pattern[str], start: int, end: int) -> Iterator[Chosen]:
        """The matches from `start` up to `end`, one behind the other, each where a character of `first` stands."""
        reached = start
        for begun in first.finditer(text, start, end):
            if begun.start() >= reached and (chosen := self.match(text, begun.start(), end)):
                reached = chosen[1].end()
                yield chosen
