"""Of several patterns the first that fits is taken; a pattern is tried wherever it may begin."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as words  # type: ignore[attr-defined]  # how a pattern begins only its parsed form tells
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import gazetteer
from gazetteer import keywords, residues
from gazetteer.choices import Choice

KEYWORDS = {name: pattern for name, (pattern, _) in keywords._KEYWORDS.items()}


def beginnings(pieces: Any, turned: bool = False) -> tuple[set[str], bool]:
    """The characters a parsed pattern may begin (`turned`: end) with, and whether it may be empty.

    What it only looks ahead or back for is left out.

    Of a class that is told by what it does not hold, or holds thousands, one character that nobody lists stands for it.
    """
    found: set[str] = set()
    for kind, value in reversed(list(pieces)) if turned else pieces:
        if kind is words.LITERAL:
            return found | {chr(value)}, False
        if kind is words.IN:
            return found | set(_of_class(value)), False
        if kind in (words.NOT_LITERAL, words.ANY):
            return found | {"\ue000"}, False
        if kind is words.BRANCH:
            alternatives = [beginnings(one, turned) for one in value[1]]
            found |= set().union(*(some for some, _ in alternatives))
            empty = any(empty for _, empty in alternatives)
        elif kind is words.SUBPATTERN:
            some, empty = beginnings(value[3], turned)
            found |= some
        elif kind in (words.MAX_REPEAT, words.MIN_REPEAT):
            some, empty = beginnings(value[2], turned)
            found |= some
            empty = empty or value[0] == 0
        else:
            assert kind in (words.ASSERT, words.ASSERT_NOT, words.AT), kind
            empty = True
        if not empty:
            return found, False
    return found, True


def _of_class(items: Any) -> Iterator[str]:
    for kind, value in items:
        if kind is words.LITERAL:
            yield chr(value)
        elif kind is words.RANGE and value[1] - value[0] < 1000:
            yield from map(chr, range(value[0], value[1] + 1))
        elif kind is words.CATEGORY and value is words.CATEGORY_DIGIT:
            yield from "0123456789٣"
        else:
            yield "\ue000"


@pytest.mark.parametrize("name", keywords.OPENINGS)
def test_a_keyword_begins_with_no_other_character_than_is_listed(name: str):
    chars, empty = beginnings(parser.parse(KEYWORDS[name]))
    assert not empty
    assert [char for char in chars if not re.match(f"[{keywords.OPENINGS[name]}]", char)] == []


@pytest.mark.parametrize("name", residues._INNER)
def test_what_may_begin_within_words_begins_with_no_other_character_than_is_listed(name: str):
    chars, empty = beginnings(parser.parse(residues._INNER[name]))
    listed = residues._INNER_CHOICE._openings[name]
    assert not empty
    tried = [char for char in chars if residues._INNER_FIRST.match(char)]
    assert [char for char in tried if not re.match(f"[{listed}]", char)] == []


def looks(pieces: Any) -> Iterator[tuple[set[str], Any]]:
    """Every class of characters that a parsed pattern looks ahead for, and what it goes on with behind that."""
    for at, (kind, value) in enumerate(pieces):
        if kind is words.ASSERT and value[0] == 1 and len(value[1]) == 1 and value[1][0][0] is words.IN:
            yield set(_of_class(value[1][0][1])), list(pieces)[at + 1 :]
        elif kind is words.BRANCH:
            for one in value[1]:
                yield from looks(one)
        elif kind is words.SUBPATTERN:
            yield from looks(value[3])
        elif kind in (words.MAX_REPEAT, words.MIN_REPEAT):
            yield from looks(value[2])


OPENED = [
    pytest.param(listed, rest, id=f"{module.name}.{name}")
    for module in pkgutil.iter_modules(gazetteer.__path__)
    for name, value in vars(importlib.import_module(f"gazetteer.{module.name}")).items()
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    for listed, rest in looks(parser.parse(value.pattern, value.flags))
]


@pytest.mark.parametrize(("listed", "rest"), OPENED)
def test_a_search_that_looks_for_openings_passes_over_nothing_that_fits(listed: set[str], rest: Any):
    """(?=[更改])(?:更名|改名): the class holds every character that what follows may begin with."""
    chars, empty = beginnings(rest)
    assert empty or chars <= listed  # where nothing need follow the class is looked for by itself


def test_the_first_pattern_that_fits_is_taken():
    choice = Choice({"long": "甲乙", "short": "甲", "any": "."}, {"long": "甲", "short": "甲"})
    taken = [choice.match(text, 0) for text in ("甲乙", "甲丙", "]", "^")]
    assert [one and (one[0], one[1][0]) for one in taken] == [
        ("long", "甲乙"),
        ("short", "甲"),
        ("any", "]"),
        ("any", "^"),
    ]


def test_matches_follow_one_another_and_none_begins_within_another():
    choice = Choice({"pair": "甲[甲乙]", "one": "乙"}, {"pair": "甲", "one": "乙"})
    found = choice.finditer("甲乙丙甲甲乙", re.compile("[甲乙]"), 0, 6)
    assert [(name, match.span()) for name, match in found] == [("pair", (0, 2)), ("pair", (3, 5)), ("one", (5, 6))]


def test_nothing_beyond_the_end_is_looked_at():
    choice = Choice({"pair": "甲乙"}, {"pair": "甲"})
    assert choice.match("甲乙", 0, 1) is None


def ways(pieces: Any) -> Iterator[list[set[str]]]:
    """For every way through a parsed pattern the characters that each piece of it must take or see."""
    told: list[list[set[str]]] = [[]]
    for kind, value in pieces:
        more: list[list[set[str]]] = [[]]
        if kind is words.BRANCH:
            more = [way for one in value[1] for way in ways(one)]
        elif kind is words.SUBPATTERN:
            more = list(ways(value[3]))
        elif kind is words.ASSERT or (kind in (words.MAX_REPEAT, words.MIN_REPEAT) and value[0] > 0):
            more = list(ways(value[1] if kind is words.ASSERT else value[2]))
        elif kind is words.LITERAL:
            more = [[{chr(value)}]]
        elif kind is words.IN:
            more = [[set(_of_class(value))]]
        told = [way + some for way in told for some in more]
    yield from told


@pytest.mark.parametrize("name", keywords.NEEDS)
def test_what_a_keyword_needs_is_in_all_that_it_fits(name: str):
    needed = set(keywords.NEEDS[name])
    for pattern in (KEYWORDS[name], residues._INNER.get(name, KEYWORDS[name])):
        for way in ways(parser.parse(pattern)):
            assert any(chars <= needed for chars in way), way
