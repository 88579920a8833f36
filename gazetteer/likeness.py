"""How alike two names of one city are, which the naming rules forbid or ask to avoid."""

from enum import StrEnum
from functools import lru_cache
from itertools import takewhile

from gazetteer.search import PartKind, parts_shared, size_of, sound_of, usual_reading
from gazetteer.toponyms import comparison_key, look_alike, read_toponym


class Likeness(StrEnum):
    """What two different names share."""

    SOUND = "sound"  # 龙居街, 龙驹街
    LOOKS = "looks"  # 戊山路, 戌山路
    TONES = "tones"  # the sound but for the tones: 龙兴路, 龙行路
    GENERIC = "generic"  # all but the generic part: 龙驹街, 龙驹路
    CHARACTER = "character"  # all but one character of a long specific part: 白马山路, 白牛山路


Key = tuple[PartKind, str]
LONG = 3  # characters of a specific part in which a single other one is easily overlooked
# they tell the members of a series apart, as they should: 港源一路, 港源二路; 兴发东巷, 兴发西巷; 张家庄路, 李家庄路
_TELLING = frozenset("东西南北中上下前后左右内外新老大小支一二三四五六七八九十0123456789甲乙丙丁")
# of a street itself, above it or beside it: 北园大街, 北园高架路
_BY_THE_STREET = frozenset(("高架", "高架路", "高架快速路", "辅路"))


@lru_cache(maxsize=50_000)
def keys_of(name: str) -> frozenset[Key]:
    """What a name is compared by: two names that are alike share one."""
    is_long = len(read_toponym(name).specific) >= LONG
    shared = [one for one in parts_shared(name) if is_long or one[0] is not PartKind.OPEN]
    return frozenset([(PartKind.PINYIN, sound_of(name)), *shared])


def likeness(one: str, other: str) -> Likeness | None:
    """What two names of one city share that should be told apart, or None: they are the same or far enough apart."""
    if comparison_key(one) == comparison_key(other):
        return None
    if _sounds_as(one, other):
        return Likeness.SOUND if _tones(one) == _tones(other) else Likeness.TONES
    if look_alike(one, other):
        return Likeness.LOOKS
    a, b = read_toponym(one), read_toponym(other)
    if (a.specific, a.ordinal, a.modifier) == (b.specific, b.ordinal, b.modifier):
        told_apart = None in (a.generic, b.generic) or {a.generic, b.generic} & _BY_THE_STREET
        return None if told_apart else Likeness.GENERIC
    same_rest = (a.ordinal, a.modifier, a.generic) == (b.ordinal, b.modifier, b.generic)
    if same_rest and len(a.specific) == len(b.specific) >= LONG and _one_slip(a.specific, b.specific):
        return Likeness.CHARACTER
    return None


def _sounds_as(one: str, other: str) -> bool:
    """Whether two are homophones but for tones, syllable by syllable: 方案路, 反感路 are not, nor are 西安路, 先路."""
    return size_of(one) == size_of(other) and usual_reading(one) == usual_reading(other)


def is_of_a_series(one: str, other: str) -> bool:
    """Whether what one name has and the other lacks tells members of a series apart: 望山路, 望山东路 are two roads."""
    a, b = comparison_key(one), comparison_key(other)
    before = _begin_alike(a, b)
    a, b = a[before:], b[before:]
    after = _begin_alike(a[::-1], b[::-1])
    return not _TELLING.isdisjoint(a[: len(a) - after] + b[: len(b) - after])


def _begin_alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def _one_slip(one: str, other: str) -> bool:
    """Whether one character differs, and none that tells the members of a series apart."""
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) != 1:
        return False
    at = places[0]
    is_surname = at == 0 and one[1:2] == "家"
    return not is_surname and not {one[at], other[at]} & _TELLING


def _tones(name: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # its tables take a while to load

    return list(lazy_pinyin(name, style=Style.TONE3))
