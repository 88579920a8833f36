"""Random histories of a town whose names are near one another: whatever the order, a register verifies and is the same.

Half of the acts come once more as a mirror has them, in part, often without the number; a person decides in between.
"""

import os
import random
from collections.abc import Callable, Sequence
from contextlib import suppress

import pytest

from gazetteer.documents import Document
from gazetteer.errors import GazetteerError
from gazetteer.readings import Reading
from gazetteer.registry import Register
from tests.gazetteer.towns import everything, fill, notice

SEEDS = range(300 if "GAZETTEER_CAMPAIGN" in os.environ else 6)
SPECIFICS = [
    "龙",
    "龙山",
    "西安",
    "先",
    "白马山",
    "白牛山",
    "戊山",
    "戌山",
    "经十",
    "经石",
    "龙居",
    "龙驹",
    "人民",
    "城东",
]
GENERICS = ["路", "街", "大道", "高架路", "快速通道", "东路", "西路", "一路", "1路", "支路"]
DISTRICTS = ("", " @城东区", " @城西区")
Brought = tuple[Document, Reading]


class Town:
    """Six names, and what may be done to the roads that bear them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.names = [rng.choice(SPECIFICS) + rng.choice(GENERICS) for _ in range(6)]

    def name(self) -> str:
        return self.rng.choice(self.names)

    def extent(self) -> str:
        one, other = self.rng.choice(("北南", "东西"))
        return "-".join(
            side + self.rng.choice((self.name(), self.name(), "子街", "a", "东山")) for side in (one, other)
        )

    def clause(self) -> str:
        """A clause; namings are the most, as they are in life."""
        aside = self.rng.choice(("", "", f" 曾用名:{self.name()}", f" 又名:{self.name()}"))
        kinds: Sequence[tuple[int, Callable[[], str]]] = (
            (8, lambda: f"命名 {self.name()} {self.extent()} {self.rng.choice(('', '500', '800'))}{aside}"),
            (2, lambda: f"更名 {self.name()}>{self.name()}"),
            (1, lambda: f"更名 {self.name()}>{self.name()} 合并"),
            (1, lambda: f"更名 {self.name()}>{self.name()} 部分 {self.extent()}"),
            (3, lambda: f"调整 {self.name()} {self.extent()} > {self.extent()}"),
            (2, lambda: f"销名 {self.name()}"),
            (1, lambda: f"恢复 {self.name()} {self.extent()}"),
            (1, lambda: f"分段 {self.name()}>{self.name()}"),
            (1, lambda: f"更正 {self.name()}>{self.name()}"),
            (1, lambda: f"更正 {self.name()} 500>800"),
            (1, lambda: f"更正 {self.name()} 北-南{self.name()} > 北-南c"),
        )
        (tell,) = self.rng.choices([tell for _, tell in kinds], [often for often, _ in kinds])
        return " ".join((tell() + self.rng.choice(DISTRICTS)).split())

    def history(self) -> list[Brought]:
        brought: list[Brought] = []
        for number in range(1, self.rng.randrange(3, 6)):
            clauses = list(dict.fromkeys(self.clause() for _ in range(self.rng.randrange(1, 4))))
            day = f"200{self.rng.randrange(10)}-0{self.rng.randrange(1, 9)}-0{self.rng.randrange(1, 9)}"
            numbered = self.rng.choice((None, f"某政〔{day[:4]}〕{number}号"))
            area = self.rng.choice(("某市", "某市", "某市", "他市"))
            brought.append(notice(day, *clauses, number=numbered, area=area))
            if self.rng.random() < 0.5:
                some = clauses[: self.rng.randrange(1, len(clauses) + 1)]
                brought.append(notice(day, *some, number=self.rng.choice((None, numbered)), area=area))
        return list({document.text: (document, reading) for document, reading in brought}.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_in_any_order_and_together_a_history_comes_to_one_register(seed: int):
    rng = random.Random(f"orders {seed}")
    history = Town(rng).history()
    found = []
    for order in (history, history[::-1], rng.sample(history, len(history))):
        with Register.open("sqlite://") as register:
            fill(register, order)
            assert register.verify() == ()
            found.append(everything(register))
    with Register.open("sqlite://") as register:
        list(register.ingest_many([(document, [reading]) for document, reading in history]))
        assert register.verify() == ()
        found.append(everything(register))
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_a_person_decides_in_between_the_register_is_what_its_log_comes_to(seed: int):
    rng = random.Random(f"decisions {seed}")
    history = Town(rng).history()
    with Register.open("sqlite://") as register:
        for brought in rng.sample(history, len(history)):
            fill(register, [brought])
            for _ in range(rng.randrange(3)):
                with suppress(GazetteerError):  # of a clause not there yet, or of a road that cannot be meant
                    decide(register, rng, [entry.entry_id for _, reading in history for entry in reading.entries])
            assert register.verify() == ()


def decide(register: Register, rng: random.Random, entries: Sequence[str]) -> None:
    """One thing that a person may settle, or take back."""
    roads: list[str | None] = sorted({road.road_id for road in register.roads()})
    held, findings = register.held(), register.findings()
    kind = rng.random()
    if kind < 0.4 and held:
        register.decide_entry(rng.choice(held).entry.entry_id, rng.choice([*roads, None]), "王", "据图纸")
    elif kind < 0.7:
        register.decide_entry(rng.choice(entries), rng.choice([*roads, None]), "王", "据图纸")
    elif kind < 0.8:
        register.withdraw_entry(rng.choice(entries), "王", "看错了")
    elif kind < 0.9 and roads:
        register.decide_location(str(rng.choice(roads)), [(117.0, 36.6), (117.1, 36.6)], "王", "据图纸")
    elif findings:
        finding_id = rng.choice(findings).finding_id
        register.dismiss(finding_id, "王", "已核")
        if rng.random() < 0.5:
            register.withdraw_dismissal(finding_id, "王", "看错了")
