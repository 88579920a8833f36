"""How fast notices are read: `python -m tests.benchmarks.reading_bench`. Prints each figure beside its bar.

Figures are of the processor's time on one core, so that a machine that does other things as well changes them little.
`--megabytes 50` reads one text of that many more (some minutes, and some gigabytes of memory).
"""

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path

from gazetteer.documents import Document, read_file
from gazetteer.entries import read_document
from tests.benchmarks.hostile import hostile_texts

GAZETTE = Path(__file__).parents[3] / "shared" / "notices" / "jinan-gazette-2021-10-11.txt"


CHARACTERS = "安宁康泰和顺祥瑞文德仁义礼智信诚明远景盛嘉荣华锦绣春夏秋冬山水云雨风雪松竹梅兰桃李杏柳"
GENERICS = ("路", "街", "大道", "巷")
DISTRICTS, SUBDISTRICTS = ("城东区", "河西区", "湖滨区", "东山县"), ("和平街道", "解放街道", "白云街道", "青山镇")
# the form of the Jinan gazette, and the forms of other cities
GAZETTE_FORM = "{name}：长{length}米、宽{width}米，位于{at}辖区内，东起{start}，西至{end}。"
OTHER_FORMS = (
    "将位于{at}，东起{start}，西至{end}，长{length}米、宽{width}米的道路命名为{name}。",
    "{name}，位于{at}，南起于{start}，北止于{end}，全长约{length}米，红线宽{width}米。",
    "南至“{start}”、北至“{end}”，长{length}米，宽度{width}米，位于{at}的路段命名为“{name}”；",
    "{at}的{name}（东起{start}，西止{end}，长{length}米，宽{width}米）；",
    "{name}，东接{start}，西连{end}，长{length}米，宽{width}米。",
    "将“{start}”更名为“{name}”。",
    "{name}：往西延伸，由“东起{start}，西至{end}”调整为“东起{start}，西至规划{end}”。",
)


def invented_name(rng: random.Random) -> str:
    """A road name that nobody has to know."""
    return "".join(rng.choices(CHARACTERS, k=rng.choice([2, 2, 3]))) + rng.choice(GENERICS)


def notice_text(clauses: int, rng: random.Random, forms: tuple[str, ...] = (GAZETTE_FORM,)) -> str:
    """An invented notice of many clauses, no two of them the same."""
    lines = ["某市人民政府关于道路命名的通知", "某政发〔2001〕1号", "一、新命名道路"]
    for number in range(1, clauses + 1):
        name, start, end = (invented_name(rng) for _ in range(3))
        at = rng.choice(DISTRICTS) + rng.choice(SUBDISTRICTS)
        length, width = rng.randrange(100, 3000), rng.randrange(8, 60)
        form = rng.choice(forms)
        lines.append(f"{number}. {form.format(name=name, start=start, end=end, at=at, length=length, width=width)}")
    return "\n".join([*lines, "某市人民政府", "2001年3月1日"])


def headings_text(headings: int, rng: random.Random) -> str:
    """An invented notice under many headings that say how many roads stand below them."""
    lines = ["某市人民政府关于道路命名的通知"]
    for number in range(headings):
        lines.append(f"（{'一二三四五六七八九十'[number % 10]}）{rng.choice(DISTRICTS)}（3条）")
        for item in (1, 2, 3):
            name, start, end = (invented_name(rng) for _ in range(3))
            lines.append(f"{item}. {name}：东起{start}，西至{end}。")
    return "\n".join(lines)


def notices_text(notices: int, rng: random.Random) -> str:
    """Many invented notices, one behind the other as in the issues of a gazette, a page's head after each."""
    parts = []
    for number in range(notices):
        place = rng.choice("甲乙丙丁戊己庚辛") + rng.choice("春夏秋冬")
        text = notice_text(4, rng).replace("关于", f"关于{place}片区").replace("1号", f"{number + 1}号")
        parts.append(f"{text}\n某市人民政府公报2001年第3期\n— {number} —")
    return "\n".join(parts)


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The median of several runs, of the processor's time."""
    spent = []
    for _ in range(times):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return sorted(spent)[times // 2]


def say(words: str, value: float, unit: str, bar: str, met: bool) -> None:
    print(f"{words:44} {value:12,.2f} {unit:12} ({bar}){'' if met else '   MISSED'}")


def read(text: str) -> object:
    return read_document(Document("bench", text))


def main(megabytes: int) -> None:
    rng = random.Random(11)
    added_s = seconds(lambda: sum(number for number in range(1_000_000)))
    print(f"{'the machine: a million additions':44} {added_s:12,.2f} s")
    text = notice_text(3000, rng)
    spent_s = seconds(lambda: read(text))
    say("clauses of the Jinan gazette's form", 3000 / spent_s, "clauses/s", "≥ 3,000", 3000 / spent_s >= 3000)
    mixed = notice_text(3000, rng, (GAZETTE_FORM, *OTHER_FORMS))
    mixed_s = seconds(lambda: read(mixed))
    say("clauses of eight forms", 3000 / mixed_s, "clauses/s", "≥ 3,000", 3000 / mixed_s >= 3000)
    for size in (10 * len(text.encode()), *([megabytes * 1_000_000] if megabytes else [])):
        long = notice_text(3000 * size // len(text.encode()), rng)
        ratio = seconds(lambda long=long: read(long), 1) / len(long) / (spent_s / len(text))  # type: ignore[misc]
        say(f"a text of {size / 1e6:.0f} MB, time a character", ratio, "times", "about 1: linear", ratio < 1.5)
    for name, counted in (("counted headings", headings_text), ("notices in one text", notices_text)):
        few, many = counted(500, rng), counted(2000, rng)
        ratio = seconds(lambda: read(many), 1) / len(many) / (seconds(lambda: read(few), 1) / len(few))  # noqa: B023
        say(f"2,000 {name}, time a character beside 500", ratio, "times", "about 1: linear", ratio < 1.5)
    hostile = {name: seconds(lambda evil=evil: read(evil), 1) for name, evil in hostile_texts(1_000_000).items()}  # type: ignore[misc]
    for name, evil_s in sorted(hostile.items(), key=lambda one: one[1]):
        say(f"a million characters: {name}", evil_s, "s", "≤ 2", evil_s <= 2)
    if GAZETTE.exists():
        document = read_file(GAZETTE)
        gazette_ms = seconds(lambda: read_document(document)) * 1000
        say("the real gazette issue, 80 kB, in process", gazette_ms, "ms", "< 100", gazette_ms < 100)
    else:
        print("the real gazette issue (../shared) is not here: not measured")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=0, help="also read one text of so many million bytes")
    main(parser.parse_args().megabytes)
