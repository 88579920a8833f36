"""Traditional characters and other old forms: texts that have them read as if simplified, names compared in one script.

What a character is in simplified script is OpenCC's to say. It is asked character for character, so that every offset
stays true, and only of characters that are met: who reads simplified script never waits for its tables.
"""

import re
from functools import cache, lru_cache
from typing import Any

# what notices use and simplified script never has: a text in the traditional one has some of these
_SIGNS = "長寬區東為爲與點鎮鄉線號個條達門開關國環橋園華廣場龍劉莊縣網規劃調擬標準應對將這側議據實過間誤現"
_SIMPLE_OFTEN, _OFTEN = "长宽区东为与点镇线号条规县关", "長寬區東為與點鎮線號條規縣關"
# forms of the time before 1965 that OpenCC leaves, as fonts and books from elsewhere have them
_OLD_FORMS = {
    ord(old): ord(new)
    for old, new in zip(
        "吿靑淸髙郞兪尙鄕愼囘甎廻緖槪値彛呉硏漑曁戸",
        "告青清高郎俞尚乡慎回砖回绪概值彝吴研溉暨户",
        strict=True,
    )
}
_LAST = "\u9fff"  # beyond this one are characters that few fonts have: 頔 stays
_OTHER_STANDARDS = ("hk2t", "jp2t")  # 衞 → 衛, 県 → 縣
# standard characters of simplified script since 2013 (通用规范汉字表), in names above all, whatever they were before
_STANDARD = frozenset("昇陞逕谿釐祕劄氾脩濛剋鉅麽")


@cache
def _converter(standard: str) -> Any:
    from opencc import OpenCC  # its tables take a while to load

    return OpenCC(standard)


def simplified(words: str) -> str:
    """The words in simplified characters, as a dictionary of phrases has them: 乾隆 stays, 乾燥 is 干燥."""
    converted: str = _converter("t2s").convert(words)
    return converted


class _Characters(dict[int, int]):
    """What each character is in simplified script, asked when it is first met."""

    def __missing__(self, code: int) -> int:
        self[code] = simple = _OLD_FORMS.get(code) or (ord(_simple(chr(code))) if 0x3400 <= code < 0xD800 else code)
        return simple


def _simple(char: str) -> str:
    found = simplified(char)
    if found == char and not _is_simplified(char):
        others = (_converter(standard).convert(char) for standard in _OTHER_STANDARDS)
        found = simplified(next((other for other in others if other != char), char))
    return found if len(found) == 1 and found <= _LAST else char


def _is_simplified(words: str) -> bool:
    """Whether simplified script has all these characters: 乾 and 於 too, which are of the traditional one as well."""
    try:
        words.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


_CHARACTERS = _Characters()


class _Strays(dict[int, int]):
    """What each character is that simplified script has not; the others stay."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        self[code] = simple = code if char in _STANDARD or _is_simplified(char) else _CHARACTERS[code]
        return simple


_STRAYS = _Strays()
_ANY = re.compile(f"[{_SIGNS}{''.join(map(chr, _OLD_FORMS))}內眞戶敎]")


def readable(text: str) -> str:
    """A text as the grammar reads it, in simplified characters and of the same length; one in these comes back itself.

    Whether a text is in traditional script is told by characters that notices use and simplified script never has (長,
    寬, 區). Where these outnumber the simplified ones (长, 宽, 区), all is read as simplified, 於, 後, 徵 and 乾 too.
    Where they do not, those four stay, since they are of names there (於潜, 乾县), and only what simplified script has
    not is read as what it is. Values are taken from the document itself, and so stay in its script.
    """
    if _ANY.search(text) is None:
        return text
    traditional = sum(map(text.count, _OFTEN)) > sum(map(text.count, _SIMPLE_OFTEN))
    return text.translate(_CHARACTERS if traditional else _STRAYS)


@lru_cache(maxsize=50_000)
def one_script(name: str) -> str:
    """A name as it is compared: 五鳳山路 is 五凤山路; what simplified script may have (乾县路, 东昇路) stays itself."""
    if _is_simplified(name) or name.translate(_STRAYS) == name:
        return name
    whole = simplified(name) if name.isprintable() else name  # a surrogate or a zero is no character to OpenCC
    if len(whole) != len(name):
        whole = name
    chars = (
        was if was in _STANDARD or now > _LAST else now if now != was else chr(_STRAYS[ord(was)])
        for was, now in zip(name, whole, strict=True)
    )
    return "".join(chars)
