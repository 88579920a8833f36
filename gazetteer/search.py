"""Road names found by what people type, and why: literal hits first, then pinyin, then one wrong character.

Every way of looking is an exact or prefix look-up of a *part* of a name, so a million names take no longer
than a hundred: suffixes find what stands within a name, and names short of one character find a wrong,
missing or superfluous one. Pinyin is a part of its own kind and ranks below every literal hit, so that
homophones never stand above the name that was typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache, lru_cache
from itertools import islice, product

from gazetteer.text import Sentence
from gazetteer.toponyms import comparison_key

READINGS = 8  # of a name with characters that are read in several ways


class Rank(IntEnum):
    """Why a name was found, best first."""

    SAME = 0
    PREFIX = 1
    WITHIN = 2
    PINYIN = 3
    INITIALS = 4
    NEAR = 5


class PartKind(StrEnum):
    """What a part of a name is for."""

    SUFFIX = "s"
    SHORT = "d"  # the name without one of its characters
    PINYIN = "p"
    INITIALS = "i"


@dataclass(frozen=True, slots=True)
class Look:
    """One look-up: parts of this kind that are one of these (or begin with the only one, if `prefix`)."""

    rank: Rank
    kind: PartKind
    parts: tuple[str, ...]
    prefix: bool = False


@cache
def _converter() -> "object":
    from opencc import OpenCC  # a query without Chinese needs none of it

    return OpenCC("t2s")


def search_key(text: str) -> str:
    """What a name and what was typed are compared by: the comparison key in simplified characters."""
    simplified: str = _converter().convert(text)  # type: ignore[attr-defined]
    return comparison_key(simplified)


def parts_of(name: str) -> Iterator[tuple[PartKind, str]]:
    """Every part a name can be found by, each once."""
    key = search_key(name)
    yield from ((PartKind.SUFFIX, key[at:]) for at in range(len(key)))
    if len(key) > 2:
        yield from ((PartKind.SHORT, short) for short in _shortened(key))
    readings = list(_readings(name))
    yield from ((PartKind.PINYIN, part) for part in dict.fromkeys("".join(one) for one in readings))
    initials = dict.fromkeys("".join(syllable[:1] for syllable in one) for one in readings)
    yield from ((PartKind.INITIALS, part) for part in initials)


def _shortened(key: str) -> dict[str, None]:
    return dict.fromkeys(key[:at] + key[at + 1 :] for at in range(len(key)))


@lru_cache(maxsize=50_000)
def _usual_reading(name: str) -> tuple[str, ...]:
    """Toneless pinyin of a name in its usual reading, a syllable a character."""
    from pypinyin import Style, lazy_pinyin  # its tables take a while to load

    return tuple(one.lower() for one in lazy_pinyin(name, style=Style.NORMAL, v_to_u=False))


def _readings(name: str) -> Iterator[tuple[str, ...]]:
    """Toneless pinyin of a name, a syllable a character; the usual reading first."""
    from pypinyin import Style, pinyin

    usual = _usual_reading(name)
    yield usual
    ways = pinyin(name, style=Style.NORMAL, heteronym=True, v_to_u=False)
    others = (tuple(one.lower() for one in way) for way in product(*ways))
    yield from islice((way for way in others if way != usual), READINGS - 1)


@lru_cache(maxsize=50_000)
def sound_of(name: str) -> str:
    """The toneless pinyin of a name in its usual reading: what homophones share."""
    return "".join(_usual_reading(name))


def sounds_like(one: str, other: str) -> bool:
    """Whether two names sound the same, tones included."""
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(one, style=Style.TONE3) == lazy_pinyin(other, style=Style.TONE3)


def looks_for(text: str) -> tuple[Look, ...]:
    """How to look for what was typed, best first."""
    key, plain = search_key(text), latin(text)
    found: list[Look] = []
    if plain is None and key:
        found += [
            Look(Rank.SAME, PartKind.SUFFIX, (key,)),
            Look(Rank.PREFIX, PartKind.SUFFIX, (key,), prefix=True),
        ]
        if len(key) > 1:
            found.append(Look(Rank.NEAR, PartKind.SHORT, (key, *_shortened(key)) if len(key) > 2 else (key,)))
        if len(key) > 3:
            found.append(Look(Rank.NEAR, PartKind.SUFFIX, tuple(_shortened(key))))
    if plain is not None:
        found += [
            Look(Rank.PINYIN, PartKind.PINYIN, (plain,), prefix=True),
            Look(Rank.INITIALS, PartKind.INITIALS, (plain,), prefix=True),
        ]
    elif len(key) > 1:
        # The sound of the characters typed: homophones, below everything literal.
        found.append(Look(Rank.PINYIN, PartKind.PINYIN, (sound_of(key),)))
    return tuple(sorted(found, key=lambda look: look.rank))


def rank_of(look: Look, key: str, name: str) -> Rank:
    """How good a hit is, now that the name is known: a suffix may be the whole name, its beginning or within it."""
    if look.kind is not PartKind.SUFFIX or look.rank is Rank.NEAR:
        return look.rank
    whole = search_key(name)
    return Rank.SAME if whole == key else Rank.PREFIX if whole.startswith(key) else Rank.WITHIN


_LATIN = re.compile(r"[a-z]+")
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")


def latin(text: str) -> str | None:
    """What was typed as toneless pinyin without blanks and apostrophes, or None where it is not pinyin."""
    plain = re.sub(r"[\s'’`0-9-]", "", text.lower().translate(_TONES))
    return plain if _LATIN.fullmatch(plain) else None


def why(rank: Rank, name: str, former: bool) -> Sentence:
    """Why a name was found, as a sentence."""
    zh, en = {
        Rank.SAME: ("名称相同", "same name"),
        Rank.PREFIX: ("名称以此开头", "the name begins so"),
        Rank.WITHIN: ("名称中含此", "the name contains this"),
        Rank.PINYIN: ("读音相同", "it sounds so"),
        Rank.INITIALS: ("拼音首字母相同", "pinyin initials"),
        Rank.NEAR: ("只差一个字", "one character differs"),
    }[rank]
    if former:
        return Sentence(f"曾用名“{name}”，{zh}", f"former name {name}: {en}")
    return Sentence(zh, en)
