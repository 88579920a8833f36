"""Road names found by what people type, and why: literal hits first, then pinyin, then one wrong character.

Every way of looking is an exact or prefix look-up of a *part* of a name, so a million names take no longer
than a hundred: suffixes find what stands within a name, and names with one character left open find a wrong
or missing one. Pinyin is a part of its own kind and ranks below every literal hit, so that
homophones never stand above the name that was typed.
"""

import re
from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum
from functools import lru_cache

from gazetteer.romanisation import syllables
from gazetteer.scripts import simplified
from gazetteer.text import Sentence
from gazetteer.toponyms import comparison_key, plain_looks, read_toponym

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

    WHOLE = "w"
    SUFFIX = "s"  # the name without its first character, its first two, …
    OPEN = "d"  # the name with one of its characters left open: 小?路
    PINYIN = "p"
    INITIALS = "i"
    STEM = "g"  # the name without its generic part: for names that differ in nothing else
    LOOKS = "l"  # with characters that are easily taken for one another made one


OPEN = "?"
LONGEST = 12  # characters that a name's size is counted up to
TYPED = 100  # characters beyond which what was typed is no name


@dataclass(frozen=True, slots=True)
class Look:
    """One look-up: parts of this kind that are one of these (or begin with the only one, if `prefix`).

    Of names from `least` to `most` characters long.
    """

    rank: Rank
    kind: PartKind
    parts: tuple[str, ...]
    prefix: bool = False
    least: int = 1
    most: int = LONGEST

    @property
    def sizes(self) -> range:
        """The sizes of the names that may be found, the shortest first."""
        return range(min(self.least, LONGEST), min(self.most, LONGEST) + 1)


def search_key(text: str) -> str:
    """What a name and what was typed are compared by: the comparison key in simplified characters."""
    return comparison_key(simplified(text))


_key_of = lru_cache(maxsize=50_000)(search_key)  # of names in the register, not of whatever is typed


@lru_cache(maxsize=50_000)
def size_of(name: str) -> int:
    """How many characters a name counts when it is looked for."""
    return min(len(_key_of(name)), LONGEST)


def parts_of(name: str) -> tuple[tuple[PartKind, str], ...]:
    """Every part a name can be found by, each once."""
    key, readings = _key_of(name), _readings(name)
    found = [(PartKind.WHOLE, key)]
    found += [(PartKind.SUFFIX, key[at:]) for at in range(1, len(key))]
    found += [(PartKind.PINYIN, part) for part in dict.fromkeys(map("".join, readings))]
    initials = dict.fromkeys(["".join([syllable[:1] for syllable in one]) for one in readings])
    found += [(PartKind.INITIALS, part) for part in initials]
    return (*found, *parts_shared(name))


def parts_shared(name: str) -> list[tuple[PartKind, str]]:
    """The parts of a name that it shares with names written almost as it is."""
    key = _key_of(name)
    found = []
    if len(key) > 2:
        opened = dict.fromkeys([key[:at] + OPEN + key[at + 1 :] for at in range(len(key))])
        found += [(PartKind.OPEN, part) for part in opened]
    toponym = read_toponym(key)
    if toponym.generic:
        found.append((PartKind.STEM, key.removesuffix(toponym.generic)))
    if (looks := plain_looks(key)) is not None:
        found.append((PartKind.LOOKS, looks))
    return found


def _readings(name: str) -> list[tuple[str, ...]]:
    """Toneless pinyin of a name, a syllable a character: the usual reading, then those that differ in one character."""
    usual = usual_reading(name)
    found = [usual]
    if len(usual) != len(name):
        return found  # letters or figures in it
    for at, char in enumerate(name):
        if len(ways := _ways(char)) > 1 or ways[0] != usual[at]:
            found += [(*usual[:at], other, *usual[at + 1 :]) for other in ways if other != usual[at]]
    return found[:READINGS]


@lru_cache(maxsize=10_000)
def _ways(char: str) -> tuple[str, ...]:
    """All ways a character is read, toneless, each once."""
    from pypinyin import Style, pinyin  # its tables take a while to load

    return tuple(dict.fromkeys(one.lower() for one in pinyin(char, style=Style.NORMAL, heteronym=True)[0]))


@lru_cache(maxsize=50_000)
def usual_reading(name: str) -> tuple[str, ...]:
    """Toneless pinyin of a name in its usual reading, a syllable a character."""
    return tuple(one.lower().replace("ü", "v") for one in syllables(name))


@lru_cache(maxsize=50_000)
def sound_of(name: str) -> str:
    """The toneless pinyin of a name in its usual reading: what homophones share."""
    return "".join(usual_reading(name))


def looks_for(text: str) -> tuple[Look, ...]:
    """How to look for what was typed, best first."""
    key, plain = search_key(text), latin(text)
    if plain is not None:
        return (
            Look(Rank.PINYIN, PartKind.PINYIN, (plain,), prefix=True),
            Look(Rank.INITIALS, PartKind.INITIALS, (plain,), prefix=True, least=len(plain)),
        )
    if not key or len(key) > TYPED or "\0" in key:
        return ()
    size = len(key)
    found = [
        Look(Rank.SAME, PartKind.WHOLE, (key,), least=size, most=size),
        Look(Rank.PREFIX, PartKind.WHOLE, (key,), prefix=True, least=size + 1),
        Look(Rank.WITHIN, PartKind.SUFFIX, (key,), prefix=True, least=size + 1),
    ]
    if size > 1:  # the sound of the characters typed: homophones, below everything literal
        found.append(Look(Rank.PINYIN, PartKind.PINYIN, (sound_of(key),), least=size, most=size))
        lacking = tuple(key[:at] + OPEN + key[at:] for at in range(size + 1))
        found.append(Look(Rank.NEAR, PartKind.OPEN, lacking, least=size + 1, most=size + 1))
    if size > 2:
        wrong = tuple(key[:at] + OPEN + key[at + 1 :] for at in range(size))
        found.append(Look(Rank.NEAR, PartKind.OPEN, wrong, least=size, most=size))
    if size > 3:
        fewer = tuple(dict.fromkeys(key[:at] + key[at + 1 :] for at in range(size)))
        found.append(Look(Rank.NEAR, PartKind.WHOLE, fewer, least=size - 1, most=size - 1))
    return tuple(found)


_LATIN = re.compile(r"[a-z]+")
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")


# Jing 5 Lu: a figure standing alone is an ordinal, one behind letters a tone
_ORDINAL = re.compile(r"(?<![a-z0-9])\d{1,2}(?![0-9])")


def latin(text: str) -> str | None:
    """What was typed as toneless pinyin without blanks and apostrophes, or None where it is not pinyin."""
    small = text.lower().translate(_TONES)
    if not re.search("[a-z]", small):
        return None
    spoken = _ORDINAL.sub(lambda found: _spoken(int(found[0])), small)
    plain = re.sub(r"[\s'’`0-9-]", "", spoken)
    return plain if _LATIN.fullmatch(plain) else None


def _spoken(number: int) -> str:
    """A number up to 99 in toneless pinyin: 12 → shier."""
    ones = ("", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu")
    tens, one = divmod(number, 10)
    return (ones[tens] if tens > 1 else "") + ("shi" if tens else "") + ones[one]


class Standing(Enum):
    """What a name is to the road that is found by it."""

    PRESENT = ("", "")
    FORMER = ("曾用名", "former name")
    ALIAS = ("又名", "also called")


def why(rank: Rank, name: str, standing: Standing) -> Sentence:
    """Why a name was found, as a sentence."""
    zh, en = {
        Rank.SAME: ("名称相同", "same name"),
        Rank.PREFIX: ("名称以此开头", "the name begins so"),
        Rank.WITHIN: ("名称中含此", "the name contains this"),
        Rank.PINYIN: ("读音相同", "it sounds so"),
        Rank.INITIALS: ("拼音首字母相同", "pinyin initials"),
        Rank.NEAR: ("只差一个字", "one character differs"),
    }[rank]
    if standing is Standing.PRESENT:
        return Sentence(zh, en)
    return Sentence(f"{standing.value[0]}“{name}”，{zh}", f"{standing.value[1]} {name}: {en}")
