"""`Toponym`: a road name as 专名 and 通名, and the key that compares names."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from gazetteer.name_patterns import GENERIC
from gazetteer.scripts import one_script

NUMERALS = "一二三四五六七八九十百"
# 白马山 西 路 | 港源 七 路 | 经 十 东 路 | 琴棋南路 一 横
_PARTS = re.compile(
    rf"(?P<specific>.+?)(?P<ordinal>第?[{NUMERALS}]{{1,4}}|第?\d{{1,3}})?(?:号)?(?P<modifier>[东西南北中前后左右上下内外])?"
    rf"(?P<generic>{GENERIC})$"
)


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name and its parts: `specific` 专名, `generic` 通名; what counts or places it stands between them."""

    name: str
    specific: str
    generic: str | None
    ordinal: str | None = None
    modifier: str | None = None

    @property
    def key(self) -> str:
        """What two ways of writing one name have in common."""
        return comparison_key(self.name)


@lru_cache(maxsize=50_000)
def read_toponym(name: str) -> Toponym:
    """The parts of a road name: 白马山西路 → 白马山 + 西 + 路; a name without a generic is all specific."""
    name = "".join(name.split())
    found = _PARTS.match(one_script(name))
    if found is None:
        return Toponym(name, name, None)
    specific, ordinal, modifier, generic = (
        None if found[part] is None else name[slice(*found.span(part))]
        for part in ("specific", "ordinal", "modifier", "generic")
    )
    assert specific is not None
    if modifier and not ordinal and len(specific) < 2:
        specific, modifier = specific + modifier, None  # 兴东路: 兴东 is the specific
    return Toponym(name, specific, generic, ordinal, modifier)


_NO_ROADS = ("铁路", "铁道", "轨道", "河道", "渠道", "街道", "隧道", "断头路", "死胡同")


def names_road(words: str) -> bool:
    """Whether words are a road's name and nothing else: 龙窝沟西路, but not 望花楼山 or 县东巷、县学街交叉口."""
    toponym = read_toponym(one_script(words))
    if toponym.generic is None or toponym.name.endswith(_NO_ROADS):
        return False
    return len(toponym.name) > len(toponym.generic) and toponym.name.isalnum()


# ── comparing ──────────────────────────────────────────────────────────────────────────────────────────────────────
_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_NUMBER = re.compile(rf"[{NUMERALS}〇○零]+|\d+")
# written differently, often meant alike: a key never unites them, a suggestion may
LOOK_ALIKES: tuple[str, ...] = (
    "祗祇衹袛",
    "戊戌戍",
    "汩汨",
    "洲州",
    "圩墟",
    "濛蒙",
    "徳德",
    "钜巨",
    "阜埠",
    "己已巳",
    "沣丰",
    "堤隄",
)
_LIKE = str.maketrans({char: group[0] for group in LOOK_ALIKES for char in group})


# 309国道 | 国道G309 | 省道327线 | G20
_NUMBERED = re.compile(
    r"^(?:(?:国道|省道|县道|乡道)?([GSXYCgsxyc]\d{1,4})(?:线|国道|省道|县道)?|(国道|省道|县道|乡道)?(\d{2,4})(国道|省道|县道|乡道)?线?)$"
)
# 旧105国道 | 老G105 | 原省道327线: the road that bore the number before
_FORMER = re.compile("^[旧老原]")
_LETTER = {"国道": "G", "省道": "S", "县道": "X", "乡道": "Y"}


@lru_cache(maxsize=200_000)
def comparison_key(name: str) -> str:
    """The name with blanks and quotes off, letters small, and numerals as figures: 港源七路 and 港源7路 are one.

    In simplified characters: 五鳳山路 and 五凤山路 are one. Of a numbered road it is the number: 309国道 and 国道G309
    are one, so are 旧105国道 and 老G105.
    """
    name = one_script(unicodedata.normalize("NFKC", "".join(name.split())))
    former = _FORMER.match(name)
    if numbered := road_number(name[1:] if former else name):
        return ("旧" if former else "") + numbered.lower()
    name = re.sub(r"[“”‘’「」\"'·・]", "", name).lower()
    return _NUMBER.sub(lambda found: in_figures(found[0]), name)


def area_key(area: str | None, name: str) -> str:
    """A name within an area."""
    return f"{area or ''}/{comparison_key(name)}"


def road_number(name: str) -> str | None:
    """The number of a numbered road (309国道, 国道G309, 省道327线 → G309, S327); None for any other name."""
    found = _NUMBERED.match(name)
    if found is None:
        return None
    if found[1]:
        return found[1].upper()
    kind = found[2] or found[4]
    return _LETTER[kind] + found[3] if kind else None


def in_figures(numeral: str) -> str:
    """The figures of a numeral: 七 → 7, 十二 → 12, 二〇 → 20; 百 and longer stay as they are written."""
    if numeral.isdigit():
        return str(int(numeral)) if len(numeral) < 9 else numeral
    if "百" in numeral:
        return numeral
    if "十" in numeral:
        tens, _, ones = numeral.partition("十")
        if len(tens) > 1 or len(ones) > 1 or "十" in ones:
            return numeral
        return str((int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0))
    return "".join(_DIGITS[char] for char in numeral)


def plain_looks(key: str) -> str | None:
    """A comparison key with characters that are easily taken for one another made one; None where it has none."""
    return key.translate(_LIKE) if any(ord(char) in _LIKE for char in key) else None


def look_alike(a: str, b: str) -> bool:
    """Whether two different names differ only in characters that are easily taken for one another."""
    first, second = comparison_key(a), comparison_key(b)
    return first != second and first.translate(_LIKE) == second.translate(_LIKE)
