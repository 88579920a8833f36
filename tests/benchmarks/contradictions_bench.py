"""Contradictions seeded into clean notices: `python -m tests.benchmarks.contradictions_bench [--times N]`.

A clean history of an invented city must give no finding that says something is wrong; each contradiction put into
it, one at a time, must give its own and no other.
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from gazetteer.documents import Document
from gazetteer.readings import Reading
from gazetteer.registry import Register
from tests.gazetteer.towns import notice

Taken = tuple[Document, Reading]
# what only tells of a state that is as it should be
INFORMS = {"ends_unknown", "end_since_renamed", "end_since_moved", "end_since_abolished"}


@dataclass(frozen=True, slots=True)
class Street:
    """A road of the clean city as its last notice left it."""

    name: str
    start: str
    end: str
    district: str


def clean_city(rng: random.Random) -> tuple[list[Taken], list[Street]]:
    """Notices of five years: namings, ends moved as stated, renamings, an abolition; and the roads in force after."""
    specifics = rng.sample([a + b for a in "东西南山水金木火土月" for b in "星河海天人平安康泰龙"], 40)
    streets = [
        Street(f"{one}路", f"第{2 * n}号桥", f"第{2 * n + 1}号桥", "城东区") for n, one in enumerate(specifics[:20])
    ]
    fresh = iter(specifics[20:])
    lines = [f"命名 {s.name} 北{s.start}-南{s.end} {rng.randrange(200, 3000)} @{s.district}" for s in streets]
    made = [
        notice("2010-03-01", *lines[:10], number="某〔2010〕1号"),
        notice("2012-05-01", *lines[10:], number="某〔2012〕1号"),
    ]
    moved = streets[3]
    made.append(
        notice("2014-01-01", f"调整 {moved.name} 北{moved.start}-南{moved.end} > 北{moved.start}-南新桥 @城东区")
    )
    streets[3] = Street(moved.name, moved.start, "新桥", "城东区")
    renamed = streets[4]
    new = f"{next(fresh)}路"
    made.append(notice("2016-01-01", f"更名 {renamed.name}>{new} @城东区"))
    streets[4] = Street(new, renamed.start, renamed.end, "城东区")
    made.append(notice("2017-01-01", f"销名 {streets[5].name} @城东区"))
    gone = streets.pop(5)
    streets.append(gone)  # kept last: no longer in force
    return made, streets


def homophone(name: str) -> str:
    alike = {
        "东": "冬",
        "西": "夕",
        "南": "男",
        "山": "删",
        "水": "谁",
        "金": "今",
        "木": "目",
        "火": "伙",
        "土": "吐",
        "月": "悦",
    }
    return alike[name[0]] + name[1:]


def seeds(streets: list[Street]) -> Iterator[tuple[str, list[str], str, str]]:
    """Each contradiction: the finding it must give, the lines of a notice of 2020, and its day."""
    one, other, gone, old = streets[0], streets[1], streets[-1], streets[4]
    ends = "北某桥-南某亭"
    yield "previous_differs", [f"调整 {one.name} 北{one.start}-南错桥 > 北{one.start}-南远桥 @城东区"], "2020-01-01", ""
    yield "same_name", [f"命名 {one.name} {ends} @城西区"], "2020-01-01", ""
    yield "named_again", [f"命名 {one.name} 北{one.start}-南{one.end} @城东区"], "2020-01-01", ""
    yield "homophone|near_name", [f"命名 {homophone(one.name)} {ends} @城东区"], "2020-01-01", ""
    yield "near_name", [f"命名 {one.name.removesuffix('路')}街 {ends} @城东区"], "2020-01-01", ""
    yield "ends_on_itself", ["命名 自在路 北自在路-南某亭 @城东区"], "2020-01-01", ""
    yield "end_abolished", [f"命名 自在路 北{gone.name}-南某亭 @城东区"], "2020-01-01", ""
    yield "end_not_yet_named", [f"命名 自在路 北{other.name}-南某亭 @城东区"], "2009-01-01", ""
    yield "end_since_renamed|end_renamed", ["命名 自在路 北{renamed}-南某亭 @城东区"], "2020-01-01", old.name
    yield "ends_unknown", ["命名 自在路 北无名大街-南某亭 @城东区"], "2020-01-01", ""
    yield "witness_differs", [], "2010-03-01", ""
    yield "count_differs", [f"命名 自在路 {ends} @城东区"], "2020-01-01", "count"
    yield "fields_missing", [f"命名 自在路 {ends} @城东区"], "2024-01-01", ""


Run = Callable[[list[Taken]], Counter[str]]


def _found(notices: list[Taken]) -> Counter[str]:
    with Register.open("sqlite://") as register:
        for document, reading in notices:
            register.ingest(document, [reading])
        return Counter(one.kind for one in register.findings())


def measure(times: int) -> tuple[Counter[str], Counter[str], int, int]:
    """Of each kind how many were seeded, how many found; clean notices, and those with a false alarm."""
    seeded: Counter[str] = Counter()
    found: Counter[str] = Counter()
    clean = alarms = 0
    for seed in range(times):
        rng = random.Random(seed)
        notices, streets = clean_city(rng)
        before = _found(notices)
        clean += len(notices)
        alarms += sum(count for kind, count in before.items() if kind not in INFORMS)
        former = next(entry.former_name for _, reading in notices for entry in reading.entries if entry.former_name)
        for kinds, lines, day, special in seeds(streets):
            lines = [line.format(renamed=former) for line in lines]
            if kinds == "witness_differs":
                document, reading = notices[0]
                first = reading.entries[0]
                quoted = [line for line in document.text.splitlines() if line.startswith("命名")]
                more = quoted[0].replace(first.extent.end.text if first.extent.end else "", "别桥")
                extra = notice(day, more, *quoted[1:], number="某〔2010〕1号")
            else:
                extra = notice(day, *lines)
            if special == "count":
                document, reading = extra
                extra = (document, replace(reading, notice=replace(reading.notice, stated_counts=(("naming", 3),))))
            after = _found([*notices, extra])
            seeded[kinds] += 1
            found[kinds] += any(after[kind] > before[kind] for kind in kinds.split("|"))
            extra_kinds = {kind for kind in after if after[kind] > before[kind]} - set(kinds.split("|")) - INFORMS
            for kind in extra_kinds:
                found[f"besides {kinds}: {kind}"] += 1
    return seeded, found, clean, alarms


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="cities")
    options = parser.parse_args()
    seeded, found, clean, alarms = measure(options.times)
    for kinds, count in seeded.items():
        print(f"{kinds:32} {found[kinds]:4} of {count}")
    for words, count in found.items():
        if words.startswith("besides"):
            print(f"  {words}: {count}")
    total = sum(found[kinds] for kinds in seeded)
    print(f"recall {total / seeded.total():.1%} (bar 98 %)   false alarms {alarms} on {clean} clean notices (bar 2 %)")


if __name__ == "__main__":
    main()
