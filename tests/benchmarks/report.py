"""What a run of the benchmark says: rates with 95 % intervals, risk–coverage, calibration, errors."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.benchmarks.cases import Rest
from tests.benchmarks.scoring import Score

DRAWS, CALIBRATION_CASES = 1000, 1000
RESTING: dict[Rest, str] = {
    "map": "both ends on streets of the map",
    "notice": "an end on a road of the notice that is there",
    "deleted": "an end on a road of the notice that is not",
}
Part = Callable[[Score], bool]


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its 95 % interval, bootstrapped by road."""

    name: str
    share: float
    low: float
    high: float
    cases: int
    bar: str = ""

    def __str__(self) -> str:
        bar = f"  (bar {self.bar})" if self.bar else ""
        if not self.cases:
            return f"{self.name:<44}      –                 n=    0{bar}"
        return f"{self.name:<44} {self.share:6.1%}  [{self.low:5.1%}, {self.high:5.1%}]  n={self.cases:5d}{bar}"


def rate(name: str, scores: Sequence[Score], among: Part, hit: Part, bar: str = "") -> Rate:
    """The share of `hit` among the scores that are `among`; whole roads are drawn with replacement."""
    roads: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for each in scores:
        if among(each):
            roads[each.road][0] += hit(each)
            roads[each.road][1] += 1
    if not roads:
        return Rate(name, float("nan"), float("nan"), float("nan"), 0, bar)
    counts = np.array(list(roads.values()))
    hits, cases = counts.sum(axis=0)
    drawn = np.random.default_rng(0).integers(0, len(counts), (DRAWS, len(counts)))
    sums = counts[drawn].sum(axis=1)
    low, high = np.percentile(sums[:, 0] / sums[:, 1], [2.5, 97.5])
    if hits in (0, cases):  # no draw can show what was not seen: the rule of three
        low, high = (0.0, min(1.0, 3 / cases)) if hits == 0 else (max(0.0, 1 - 3 / cases), 1.0)
    return Rate(name, float(hits / cases), float(low), float(high), int(cases), bar)


def difference(name: str, scores: Sequence[Score], one: tuple[Part, Part], two: tuple[Part, Part], bar: str) -> Rate:
    """How much larger one share is than the other, each told by its `among` and `hit`; roads are drawn for both."""
    roads: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for each in scores:
        for place, (among, hit) in enumerate((one, two)):
            if among(each):
                roads[each.road][2 * place] += hit(each)
                roads[each.road][2 * place + 1] += 1
    counts = np.array(list(roads.values())).reshape(-1, 4)
    sums = counts.sum(axis=0)
    if not sums[1] or not sums[3]:
        return Rate(name, float("nan"), float("nan"), float("nan"), 0, bar)
    drawn = counts[np.random.default_rng(0).integers(0, len(counts), (DRAWS, len(counts)))].sum(axis=1)
    drawn = drawn[(drawn[:, 1] > 0) & (drawn[:, 3] > 0)]
    low, high = np.percentile(drawn[:, 0] / drawn[:, 1] - drawn[:, 2] / drawn[:, 3], [2.5, 97.5])
    return Rate(name, float(sums[0] / sums[1] - sums[2] / sums[3]), float(low), float(high), int(sums[1]), bar)


def _of(*kinds: str) -> Part:
    return lambda score: score.kind in kinds and not score.deleted


def rates(scores: Sequence[Score]) -> list[Rate]:
    """The figures of the issue's table, in its order, with their bars."""
    named, blind, notice = _of("named"), _of("blind"), _of("notice")
    pieces, vague = _of("part", "extension", "offset", "midpoint"), _of("vague-named", "vague-blind")

    def there(each: Score) -> bool:
        return not each.deleted

    def gone(each: Score) -> bool:
        return each.deleted

    def first(each: Score) -> bool:
        return each.rank == 1

    def by_itself(each: Score) -> bool:
        return each.alone is not None

    def wrong(each: Score) -> bool:
        return each.verdict == "wrong"

    found = [
        rate("deleted: drawn confidently", scores, gone, lambda s: s.confident, "≤ 1 %, upper ≤ 2 %"),
        rate("deleted: drawn at all", scores, gone, lambda s: s.status == "resolved"),
        rate(
            "deleted: not mapped or unresolved",
            scores,
            gone,
            lambda s: s.status in {"not_mapped", "unresolved"},
            "≥ 85 %",
        ),
        rate("confident answers: wrong", scores, lambda s: s.confident, wrong, "≤ 1 %, upper ≤ 2 %"),
        rate("roads that are there: confident", scores, there, lambda s: s.confident, "≥ 60 %"),
        rate("named, two street ends: right first", scores, named, first, "≥ 98 %"),
        rate("part, extension, offset, mid-point: first", scores, pieces, first, "≥ 90 %"),
        *(rate(f"  {kind}", scores, _of(kind), first) for kind in ("part", "extension", "offset", "midpoint")),
        rate("name-blind, two street ends: right first", scores, blind, first, "≥ 88 %"),
        rate("name-blind: first of its lines", scores, blind, lambda s: s.among_lines == 1),
        rate("name-blind: right among three", scores, blind, lambda s: 1 <= s.rank <= 3, "≥ 95 %"),
        rate("one end planned or vague: right first", scores, vague, first, "≥ 65 %"),
        rate("one end planned or vague: drawn wrong", scores, vague, wrong, "the rest abstains"),
        rate("whole notices (name-blind): right first", scores, notice, first, "within 3 points of name-blind"),
        rate("whole notices: first of its lines", scores, notice, lambda s: s.among_lines == 1),
        *(
            rate(f"  {words}", scores, lambda s, on=on: notice(s) and s.rests_on == on, first)  # type: ignore[misc]
            for on, words in RESTING.items()
        ),
        rate("  the same hiding, each clause by itself", scores, by_itself, lambda s: s.alone == 1),
        difference(
            "  whole notices against these",
            scores,
            (notice, first),
            (by_itself, lambda s: s.alone == 1),
            "within 3 points",
        ),
        rate("whole notices: right among three", scores, notice, lambda s: 1 <= s.rank <= 3),
    ]
    for verdict in ("right", "wrong", "abstained"):
        found.append(rate(f"all that are there: {verdict}", scores, there, lambda s, v=verdict: s.verdict == v))  # type: ignore[misc]
    return found


def risk_coverage(scores: Sequence[Score]) -> list[tuple[float, float]]:
    """Coverage of the roads that are there, and the share of wrong lines up to it, most probable lines first."""
    drawn = sorted((s for s in scores if s.status == "resolved"), key=lambda s: -s.probability)
    there = sum(not s.deleted for s in scores)
    curve: list[tuple[float, float]] = []
    covered = wrong = 0
    for lines, each in enumerate(drawn, 1):
        wrong += each.verdict == "wrong"
        covered += not each.deleted
        if covered >= (len(curve) + 1) / 10 * there > 0:
            curve.append(((len(curve) + 1) / 10, wrong / lines))
    return curve


def calibration(scores: Sequence[Score]) -> list[tuple[str, float, float, int]]:
    """By town and tenth of probability: mean probability, share right, lines; nothing under 1,000 drawn lines.

    Never pooled: a town where too much is promised and one where too little is cancel out to a fine figure.
    """
    drawn = [s for s in scores if s.status == "resolved"]
    if len(drawn) < CALIBRATION_CASES:
        return []
    bins: dict[tuple[str, int], list[Score]] = defaultdict(list)
    for each in drawn:
        bins[each.town, min(9, int(each.probability * 10))].append(each)
    return [
        (
            town,
            float(np.mean([s.probability for s in found])),
            float(np.mean([s.verdict == "right" for s in found])),
            len(found),
        )
        for (town, _), found in sorted(bins.items())
    ]


def calibration_error(scores: Sequence[Score]) -> float | None:
    """The mean distance between probability and share right, weighted by lines; None where too few."""
    bins = calibration(scores)
    total = sum(lines for *_, lines in bins)
    return sum(abs(said - true) * lines for _, said, true, lines in bins) / total if total else None


def as_json(scores: Sequence[Score]) -> dict[str, Any]:
    """The whole report as plain values."""
    return {
        "cases": len(scores),
        "rates": [
            {"name": r.name.strip(), "share": r.share, "low": r.low, "high": r.high, "cases": r.cases, "bar": r.bar}
            for r in rates(scores)
        ],
        "risk_coverage": risk_coverage(scores),
        "calibration": calibration(scores),
        "calibration_error": calibration_error(scores),
    }
