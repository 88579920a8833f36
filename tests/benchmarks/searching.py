"""What people might type for roads of a register, kind by kind, and how high each finds what was meant."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

from gazetteer.queries import Hit
from gazetteer.records import RoadVersion
from gazetteer.registry import Register
from gazetteer.search import latin, parts_of
from gazetteer.toponyms import read_toponym

DEEP = 20  # hits looked at


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, and whether a hit is what was meant."""

    text: str
    is_meant: Callable[[Hit], bool]


def _named(name: str) -> Callable[[Hit], bool]:
    return lambda hit: hit.matched == name


def _sounding(key: str) -> Callable[[Hit], bool]:
    """Any road of that sound: nothing in what was typed tells them apart."""
    return lambda hit: any(part == key for _, part in parts_of(hit.matched))


def literal(version: RoadVersion, _rng: random.Random) -> Query:
    return Query(version.name, _named(version.name))


def traditional(version: RoadVersion, _rng: random.Random) -> Query:
    return Query(OpenCC("s2t").convert(version.name), _named(version.name))


def without_generic(version: RoadVersion, _rng: random.Random) -> Query:
    toponym = read_toponym(version.name)
    specific = toponym.name.removesuffix(toponym.generic or "")
    return Query(specific, lambda hit: hit.matched.startswith(specific))


def pinyin(version: RoadVersion, _rng: random.Random) -> Query:
    text = "".join(lazy_pinyin(version.name))
    return Query(text, _sounding(latin(text) or ""))


def pinyin_with_tones(version: RoadVersion, _rng: random.Random) -> Query:
    text = " ".join(lazy_pinyin(version.name, style=Style.TONE))
    return Query(text, _sounding(latin(text) or ""))


def initials(version: RoadVersion, _rng: random.Random) -> Query:
    text = "".join(one[0] for one in lazy_pinyin(version.name))
    return Query(text, _sounding(text))


def wrong_character(version: RoadVersion, rng: random.Random) -> Query:
    """One character of the specific part is another, rare one."""
    at = rng.randrange(len(read_toponym(version.name).specific))
    text = version.name[:at] + rng.choice("骉羴鱻麤") + version.name[at + 1 :]
    return Query(text, lambda hit: len(hit.matched) == len(text) and hit.matched[at + 1 :] == text[at + 1 :]
                 and hit.matched[:at] == text[:at])  # fmt: skip


KINDS = {
    "literal": literal,
    "traditional": traditional,
    "without its generic part": without_generic,
    "pinyin": pinyin,
    "pinyin with tones": pinyin_with_tones,
    "initials": initials,
    "one wrong character": wrong_character,
}


def figures(register: Register, versions: Sequence[RoadVersion], times: int) -> Iterator[tuple[str, float]]:
    """Each kind, and the mean of 1 / rank of the first hit that was meant (0: not among the first twenty)."""
    rng = random.Random(5)
    chosen = rng.sample(list(versions), min(times, len(versions)))
    for kind, ask in KINDS.items():
        yield kind, _mean(register, [ask(version, rng) for version in chosen])
    records = [
        register.record(version.road_id) for version in rng.sample(list(versions), min(times * 20, len(versions)))
    ]
    former = [record for record in records if record.versions[0].name != record.versions[-1].name]
    yield "former name", _mean(register, [Query(one.versions[0].name, _named(one.versions[0].name)) for one in former])


def _mean(register: Register, queries: Sequence[Query]) -> float:
    found = [_reciprocal(register.search(one.text, DEEP), one.is_meant) for one in queries]
    return sum(found) / len(found) if found else float("nan")


def _reciprocal(hits: Sequence[Hit], is_meant: Callable[[Hit], bool]) -> float:
    return next((1 / rank for rank, hit in enumerate(hits, 1) if is_meant(hit)), 0.0)
