"""A name in Hanyu Pinyin, and whether a romanisation fits a name.

By 《中国地名汉语拼音字母拼写规则（汉语地名部分）》 (1984) and GB/T 38207: specific and generic apart (龙驹街 Longju
Jie), a one-syllable modifier joined to the generic (白马山西路 Baimashan Xilu), ordinals of streets in figures
(港源七路 Gangyuan 7 Lu), an apostrophe before a, o and e within a word.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from gazetteer.name_patterns import GENERIC
from gazetteer.scripts import one_script
from gazetteer.toponyms import NUMERALS, in_figures, read_toponym

# what a general dictionary of readings gets wrong in names of places and surnames; the longest word wins
READINGS: dict[str, str] = {
    "长清": "chang qing", "长岭": "chang ling", "长江": "chang jiang", "长安": "chang an", "长春": "chang chun",
    "长兴": "chang xing", "长虹": "chang hong", "长乐": "chang le", "华不注": "hua fu zhu", "单父": "shan fu",
    "单县": "shan xian", "朝阳": "chao yang", "朝山": "chao shan", "什邡": "shi fang", "会稽": "kuai ji",
    "六安": "lu an", "六合": "lu he", "大埔": "da bu", "黄埔": "huang pu", "番禺": "pan yu", "铅山": "yan shan",
    "乐清": "yue qing", "乐亭": "lao ting", "蚌埠": "beng bu", "亳州": "bo zhou", "西亳": "xi bo",
    "洪洞": "hong tong", "涡阳": "guo yang", "泌阳": "bi yang", "浚县": "xun xian", "莘县": "shen xian",
    "莘庄": "xin zhuang", "丽水": "li shui", "台州": "tai zhou", "天台": "tian tai", "重庆": "chong qing",
    "重阳": "chong yang", "厦门": "xia men", "太行": "tai hang", "东阿": "dong e", "阿房": "e pang",
    "牟平": "mu ping", "中牟": "zhong mu", "济南": "ji nan", "济宁": "ji ning", "历下": "li xia", "趵突": "bao tu",
    "泺源": "luo yuan", "泺口": "luo kou", "甪直": "lu zhi", "盱眙": "xu yi", "歙县": "she xian", "黟县": "yi xian",
    "郯城": "tan cheng", "临朐": "lin qu", "鄄城": "juan cheng", "茌平": "chi ping", "解放": "jie fang",
    "解家": "xie jia", "曾家": "zeng jia", "仇家": "qiu jia", "单家": "shan jia", "查家": "zha jia",
    "翟家": "zhai jia", "任家": "ren jia", "尉迟": "yu chi", "盖家": "ge jia", "区家": "ou jia", "朴家": "piao jia",
    "柏树": "bai shu", "石柏": "shi bai", "宝藏": "bao zang", "藏马山": "zang ma shan", "乐山": "le shan",
    "音乐": "yin yue", "行宫": "xing gong", "银行": "yin hang", "学校": "xue xiao", "大都": "da du",
    "广场": "guang chang", "调山": "tiao shan", "兴隆": "xing long", "兴盛": "xing sheng", "复兴": "fu xing",
    "振兴": "zhen xing", "高兴": "gao xing",
}  # fmt: skip
GENERIC_READINGS: dict[str, str] = {
    "大道": "Dadao", "大街": "Dajie", "路": "Lu", "街": "Jie", "巷": "Xiang", "弄": "Nong", "道": "Dao",
    "胡同": "Hutong", "坊": "Fang", "里": "Li", "条": "Tiao", "横": "Heng", "沿": "Yan", "段": "Duan", "环": "Huan",
    "环线": "Huanxian", "公路": "Gonglu", "支路": "Zhilu", "支巷": "Zhixiang", "横街": "Hengjie", "直街": "Zhijie",
    "横路": "Henglu", "小巷": "Xiaoxiang", "高架路": "Gaojialu", "高架": "Gaojia", "快速路": "Kuaisulu",
    "通道": "Tongdao", "辅路": "Fulu", "快速通道": "Kuaisutongdao", "高架快速路": "Gaojiakuaisulu",
    "东沿": "Dongyan", "西沿": "Xiyan", "南沿": "Nanyan", "北沿": "Beiyan", "中沿": "Zhongyan",
}  # fmt: skip
# names whose parts no rule can tell
ROMANISED: dict[str, str] = {
    "东四十二条": "Dongsi 12 Tiao",
    "东四十条": "Dongsi 10 Tiao",
    "西四北大街": "Xisi Beidajie",
    "东单北大街": "Dongdan Beidajie",
}
_LONGEST = max(map(len, READINGS))
_BEGINNINGS = frozenset(word[0] for word in READINGS)


def romanise(name: str) -> str:
    """The name in Hanyu Pinyin without tone marks: 经十东路 → Jing 10 Donglu."""
    name = one_script(name)
    if name in ROMANISED:
        return ROMANISED[name]
    toponym = read_toponym(name)
    words = list(_specific_words(toponym.specific))
    if toponym.ordinal:
        words.append(in_figures(toponym.ordinal.removeprefix("第")))
    if toponym.generic:
        generic = GENERIC_READINGS.get(toponym.generic) or _joined(syllables(toponym.generic))
        if toponym.modifier:
            generic = _joined([*syllables(toponym.modifier), generic.lower()])
        words.append(generic)
    return " ".join(word for word in words if word)


def _specific_words(specific: str) -> Iterator[str]:
    """The words of a specific: one, unless it holds the name of another road (东州路西一街: Dongzhou Lu Xi 1 Jie)."""
    inner = re.match(rf"(?P<road>.{{2,}}?{GENERIC})(?P<rest>[东西南北中]?)$", specific)
    if inner is None or len(specific) <= 2:
        yield _joined(syllables(specific))
        return
    yield romanise(inner["road"])
    if inner["rest"]:
        yield _joined(syllables(inner["rest"]))


def _joined(syllables: list[str]) -> str:
    """Syllables as one capitalised word, an apostrophe before a, o and e."""
    out = ""
    for syllable in syllables:
        out += f"'{syllable}" if out and syllable[0] in "aoe" and out[-1].isalpha() else syllable
    return out[:1].upper() + out[1:]


@lru_cache(maxsize=4096)
def _syllables_of(words: str) -> tuple[str, ...]:
    out: list[str] = []
    at = 0
    plain = ""
    while at < len(words):
        sizes = range(_LONGEST, 1, -1) if words[at] in _BEGINNINGS else ()
        known = next((words[at : at + size] for size in sizes if words[at : at + size] in READINGS), None)
        if known is None:
            plain += words[at]
            at += 1
            continue
        out += [*_plain_syllables(plain), *READINGS[known].split()]
        plain = ""
        at += len(known)
    return (*out, *_plain_syllables(plain))


def _plain_syllables(words: str) -> list[str]:
    """The words as a general dictionary reads them; only where it knows a phrase in them are they weighed together."""
    if words.isalpha() and not words.isascii() and not _has_phrase(words):
        return [_syllables_in(char)[0] for char in words]
    from pypinyin.seg.simpleseg import seg

    return [syllable for phrase in seg(words) for syllable in _syllables_in(phrase)]


def _has_phrase(words: str) -> bool:
    from pypinyin.constants import PHRASES_DICT

    size = len(words)
    for at in range(size - 1):
        for end in range(at + 2, min(at + 4, size) + 1):
            if words[at:end] in PHRASES_DICT:
                return True
    return False


@lru_cache(maxsize=50_000)
def _syllables_in(phrase: str) -> tuple[str, ...]:
    """A phrase or a character as a general dictionary reads it; the same few stand in most names."""
    from pypinyin import Style, lazy_pinyin

    return tuple(map(str, lazy_pinyin(phrase, style=Style.NORMAL, v_to_u=True)))


def syllables(words: str) -> list[str]:
    """The words in pinyin without tone marks, a syllable a character, exceptions heeded."""
    return list(_syllables_of(words))


_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|uai|uan|iao|ian|üan|ai|ei|ui|ao|ou|iu|ie|üe|ue|er|an|en|in|un|ün|ia|ua|uo|a|o|e|i|u|ü)"
)


def fits(romanised: str, name: str) -> bool:
    """Whether a romanisation has as many syllables as the name has characters.

    A figure stands for the numeral it names. A character lost from one of them shows here.
    """
    plain = "".join(
        char
        for char in unicodedata.normalize("NFD", romanised.lower().replace("v", "ü"))
        if not unicodedata.combining(char) or char == "\u0308"
    )
    plain = unicodedata.normalize("NFC", plain).replace("ɑ", "a").replace("ɡ", "g")
    letters = re.findall(r"[a-zü]+", plain)
    wanted = len(re.sub(rf"[^\u3400-\u9fff]|[{NUMERALS}]", "", name))
    numerals = len(re.sub(rf"[^{NUMERALS}]", "", name))
    counts = {0}
    for word in letters:
        counts = {a + b for a in counts for b in _syllable_counts(word)}
    # a numeral is written as a figure or as a word
    return any(wanted <= count <= wanted + numerals for count in counts)


def _syllable_counts(word: str) -> set[int]:
    """In how many syllables a run of letters can be read."""
    reach: list[set[int]] = [set() for _ in range(len(word) + 1)]
    reach[0].add(0)
    for at in range(len(word)):
        if not reach[at]:
            continue
        for end in range(at + 1, min(at + 6, len(word)) + 1):
            if _SYLLABLE.fullmatch(word, at, end):
                reach[end] |= {count + 1 for count in reach[at]}
    return reach[len(word)] or {0}
