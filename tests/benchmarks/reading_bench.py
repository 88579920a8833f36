"""How fast notices are read: `python -m tests.benchmarks.reading_bench`. Prints each figure beside its bar."""

import random
import time
from collections.abc import Callable
from pathlib import Path

from gazetteer.documents import Document, read_file
from gazetteer.entries import read_document

GAZETTE = Path(__file__).parents[3] / "shared" / "notices" / "jinan-gazette-2021-10-11.txt"


CHARACTERS = "安宁康泰和顺祥瑞文德仁义礼智信诚明远景盛嘉荣华锦绣春夏秋冬山水云雨风雪松竹梅兰桃李杏柳"
GENERICS = ("路", "街", "大道", "巷")


def invented_name(rng: random.Random) -> str:
    """A road name that nobody has to know."""
    return "".join(rng.choices(CHARACTERS, k=rng.choice([2, 2, 3]))) + rng.choice(GENERICS)


def notice_text(clauses: int, rng: random.Random) -> str:
    """An invented notice of many clauses."""
    lines = ["某市人民政府关于道路命名的通知", "某政发〔2001〕1号", "一、新命名道路"]
    for number in range(1, clauses + 1):
        name, start, end = (invented_name(rng) for _ in range(3))
        length, width = rng.randrange(100, 3000), rng.randrange(8, 60)
        lines.append(f"{number}. {name}：长{length}米、宽{width}米，位于城东区和平街道辖区内，东起{start}，西至{end}。")
    return "\n".join([*lines, "某市人民政府", "2001年3月1日"])


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The median of several runs."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return sorted(spent)[times // 2]


def say(words: str, value: float, unit: str, bar: str, met: bool) -> None:
    print(f"{words:44} {value:12,.1f} {unit:12} ({bar}){'' if met else '   MISSED'}")


def main() -> None:
    rng = random.Random(11)
    text = notice_text(3000, rng)
    spent = seconds(lambda: read_document(Document("bench", text)))
    say("clauses on one core", 3000 / spent, "clauses/s", "≥ 3,000", 3000 / spent >= 3000)
    long = notice_text(30_000, rng)
    per_byte = spent / len(text)
    ratio = seconds(lambda: read_document(Document("bench", long)), 1) / len(long) / per_byte
    say("ten times the text, time a character", ratio, "times", "about 1: linear", ratio < 1.5)
    for words, evil in (
        ("a million 起", "起" * 1_000_000),
        ("nested brackets", "（" * 500_000 + "）" * 500_000),
        ("no full stop", "东起甲路，西至乙路，" * 100_000),
        ("330,000 lines of two characters", "街路\n" * 330_000),
        ("a naming notice without a full stop", notice_text(1, rng) + "，东起甲路" * 200_000),
    ):
        evil_s = seconds(lambda evil=evil: read_document(Document("bench", evil)), 1)  # type: ignore[misc]
        say(f"1 MB: {words}", evil_s, "s", "≤ 2", evil_s <= 2)
    if GAZETTE.exists():
        document = read_file(GAZETTE)
        gazette_ms = seconds(lambda: read_document(document)) * 1000
        say("the real gazette issue, 80 kB, in process", gazette_ms, "ms", "< 100", gazette_ms < 100)
    else:
        print("the real gazette issue (../shared) is not here: not measured")


if __name__ == "__main__":
    main()
