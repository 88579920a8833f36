"""Road names found by what people type: the name, a former name, pinyin; literal hits always first."""

import re
from dataclasses import dataclass
from enum import IntEnum

from gazetteer.text import Sentence
from gazetteer.toponyms import name_key


class Rank(IntEnum):
    """Why a name was found, best first."""

    SAME = 0
    PREFIX = 1
    WITHIN = 2
    PINYIN = 3
    INITIALS = 4


@dataclass(frozen=True, slots=True)
class NameKeys:
    """What a name is looked up by."""

    key: str
    pinyin: str
    initials: str


def keys_of(name: str) -> NameKeys:
    """The keys of a name: its comparison key, toneless pinyin, initials."""
    from pypinyin import Style, lazy_pinyin  # its tables take a while to load, and most questions need none

    syllables = lazy_pinyin(name, style=Style.NORMAL, errors="default")
    return NameKeys(name_key(name), "".join(syllables).lower(), "".join(one[:1] for one in syllables).lower())


_LATIN = re.compile(r"[a-zü]+", re.IGNORECASE)
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")


def latin(text: str) -> str | None:
    """What was typed as toneless pinyin without blanks and apostrophes, or None where it is not pinyin."""
    plain = re.sub(r"[\s'’`0-9-]", "", text.lower().translate(_TONES))
    return plain if plain and _LATIN.fullmatch(plain) else None


def why(rank: Rank, name: str, former: bool) -> Sentence:
    """Why a name was found, as a sentence."""
    zh, en = {
        Rank.SAME: ("名称相同", "same name"),
        Rank.PREFIX: ("名称以此开头", "the name begins so"),
        Rank.WITHIN: ("名称中含此", "the name contains this"),
        Rank.PINYIN: ("拼音相合", "pinyin agrees"),
        Rank.INITIALS: ("拼音首字母相合", "pinyin initials agree"),
    }[rank]
    if former:
        return Sentence(f"曾用名“{name}”：{zh}", f"former name {name}: {en}")
    return Sentence(zh, en)
