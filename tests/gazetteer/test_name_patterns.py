"""Short ways to tell a name give the same answers as the whole wording they stand for."""

import re
from re import _constants as words  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from string import ascii_uppercase, digits
from typing import Any

import pytest

from gazetteer import name_patterns, names, no_names
from tests.gazetteer.test_choices import _of_class, beginnings

LAST = set("路街巷弄道坊")


ENDS = {
    "road": (
        name_patterns._ROAD_END,
        name_patterns._LAST | name_patterns._LAST_OF_SOME | set(digits + ascii_uppercase),
    ),
    "trail": (names._TRAIL, names._TRAIL_LAST),
}


@pytest.mark.parametrize(("pattern", "last"), ENDS.values(), ids=ENDS)
def test_no_other_character_than_is_listed_ends_what_the_wording_fits(pattern: re.Pattern[str], last: set[str]):
    chars, empty = beginnings(parser.parse(pattern.pattern), turned=True)
    assert not empty
    assert chars - {"٣"} <= last


@pytest.mark.parametrize("last", sorted(name_patterns._LAST))
def test_a_word_for_a_road_ends_a_name_whatever_stands_before_it(last: str):
    assert name_patterns._ROAD_END.search(last)


def alternatives(pieces: Any) -> list[list[tuple[Any, Any]]]:
    """Every way through the groups of a parsed pattern, as the pieces that consume characters."""
    ways: list[list[tuple[Any, Any]]] = [[]]
    for kind, value in pieces:
        if kind is words.BRANCH:
            ways = [way + more for way in ways for one in value[1] for more in alternatives(one)]
        elif kind is words.SUBPATTERN:
            ways = [way + more for way in ways for more in alternatives(value[3])]
        elif kind not in (words.ASSERT, words.ASSERT_NOT, words.AT):
            ways = [[*way, (kind, value)] for way in ways]
    return ways


def chars_of(kind: Any, value: Any) -> set[str]:
    """The characters a piece may consume; one that nobody lists for any character."""
    if kind is words.LITERAL:
        return {chr(value)}
    if kind is words.IN:
        return set(_of_class(value))
    if kind in (words.MAX_REPEAT, words.MIN_REPEAT) and value[0] > 0:
        ways = alternatives(value[2])
        return set().union(*(chars_of(*way[0]) if way else {"\ue000"} for way in ways))
    return {"\ue000"}


def least(kind: Any, value: Any) -> int:
    return int(value[0]) if kind in (words.MAX_REPEAT, words.MIN_REPEAT) else 1


def most(kind: Any, value: Any) -> int:
    return int(value[1]) if kind in (words.MAX_REPEAT, words.MIN_REPEAT) else 1


@pytest.mark.parametrize("pattern", [no_names._NOT_NAME, no_names._HOLDS_CLAUSE], ids=["not_name", "holds_clause"])
def test_a_plain_name_holds_none_of_the_characters_that_make_words_no_name(pattern: re.Pattern[str]):
    """Each way through the pattern takes a character that a plain name has nowhere, or nowhere but at its end."""
    unlisted = re.match(r"\[\^(.*?)\]", no_names._PLAIN.pattern)
    assert unlisted is not None
    needed = set(unlisted[1])
    for way in alternatives(parser.parse(pattern.pattern)):
        if pattern is no_names._NOT_NAME and sum(most(*piece) for piece in way) < 3:
            continue  # shorter than any plain name
        assert any(
            chars_of(*piece) <= (needed if any(least(*later) for later in way[at + 1 :]) else needed - LAST)
            for at, piece in enumerate(way)
        ), way
