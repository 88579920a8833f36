"""In force × known: every answer of the fold against an oracle that thinks day by day.

The oracle knows no versions and no periods. For one day and one instant it takes what was recorded by
then, drops what was retracted, and applies every act in force by that day, one after another, to a dict.
"""

import os
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from gazetteer.effects import in_effect
from gazetteer.entries import Extent, Terminus
from gazetteer.events import (
    Abolished,
    Corrected,
    Event,
    ExtentChanged,
    Named,
    NamingEvent,
    Place,
    RecordDivided,
    Recorded,
    RecordsUnited,
    Renamed,
    Restored,
    Retracted,
    Source,
)
from gazetteer.folding import fold
from gazetteer.notices import DayBasis
from gazetteer.times import Day

QUERIES = 100_000 if "GAZETTEER_CAMPAIGN" in os.environ else 4_000
FIRST, DAYS = date(2000, 1, 1), 40
START = datetime(2024, 1, 1, tzinfo=UTC)
ROADS = ["r1", "r2", "r3", "r4"]
PLACE = Place("某市")
State = dict[str, Any]


def random_event(rng: random.Random, number: int, log: list[Recorded]) -> Event:
    road = rng.choice(ROADS)
    acts = [item for item in log if isinstance(item.event, NamingEvent)]
    if acts and rng.random() < 0.1:
        mended = rng.choice(acts).event
        source = Source("c", f"c-{number}", number, Day.of(FIRST + timedelta(DAYS + number)), DayBasis.ISSUED)
        name, end = rng.choice([None, "丁"]), rng.choice([None, Terminus("z")])
        return Corrected(mended.road_id, mended.source.entry_id, source, name, Extent(end=end))
    corrections = [item for item in log if isinstance(item.event, Corrected)]
    if corrections and rng.random() < 0.05:
        taken = rng.choice(corrections)
        return Retracted(taken.position, taken.event.road_id, "another clause")
    if acts and rng.random() < 0.12:
        taken = rng.choice(acts)
        return Retracted(taken.position, taken.event.road_id, "misread")
    if acts and rng.random() < 0.08:
        kept, absorbed = rng.sample(ROADS, 2)
        return RecordsUnited(kept, absorbed, "one road")
    if acts and rng.random() < 0.08:
        moved = rng.choice(acts).event
        return RecordDivided(moved.road_id, rng.choice(ROADS), (moved.source.entry_id,), "another road")
    in_force, public = (FIRST + timedelta(rng.randrange(DAYS)) for _ in "fp")
    notice_id = f"n{rng.randrange(6)}"
    source = Source(
        notice_id, f"{notice_id}-{number}", rng.choice([number, 0]), Day.of(in_force), DayBasis.ISSUED,
        rng.choice([None, Day.of(public)]),
    )  # fmt: skip
    name, other = rng.choice("甲乙丙"), rng.choice("甲乙丙")
    start, end = (rng.choice([None, Terminus(rng.choice("abcd")), Terminus(None, unchanged=True)]) for _ in "se")
    extent = Extent(start, end)
    previous = rng.choice([None, Extent(Terminus(rng.choice("abcd")), Terminus(rng.choice("abcd")))])
    return rng.choice(
        [
            Named(road, source, name, PLACE, extent),
            Renamed(road, source, name, PLACE, other, extent),
            ExtentChanged(road, source, name, PLACE, extent, previous),
            Abolished(road, source, name, PLACE, extent),
            Restored(road, source, name, PLACE, extent),
        ]
    )


def random_log(rng: random.Random) -> list[Recorded]:
    log: list[Recorded] = []
    for number in range(1, rng.randrange(4, 25)):
        log.append(Recorded(number, START + timedelta(hours=number), random_event(rng, number, log)))
    return log


def oracle(log: list[Recorded], road_id: str, day: date, known_at: datetime) -> State | None:
    """Name and ends on a day as known at an instant; None where the road is not in force."""
    known = [item for item in log if item.recorded_at <= known_at]
    dropped = {item.event.position for item in known if isinstance(item.event, Retracted)}
    owner: dict[int, str] = {}
    gone: dict[str, str] = {}
    for item in known:  # who owns which act, replayed naively
        event = item.event
        if isinstance(event, RecordsUnited):
            owner = {at: event.kept if road == event.absorbed else road for at, road in owner.items()}
            gone = {old: event.kept if new == event.absorbed else new for old, new in gone.items()}
            gone[event.absorbed] = event.kept
            gone.pop(event.kept, None)
        elif isinstance(event, RecordDivided):
            acts = {one.position: one.event for one in known if isinstance(one.event, NamingEvent)}
            divided = gone.get(event.road_id, event.road_id)
            owner = {
                at: event.new_road_id if acts[at].source.entry_id in event.entry_ids and road == divided else road
                for at, road in owner.items()
            }
        elif isinstance(event, NamingEvent):
            owner[item.position] = gone.get(event.road_id, event.road_id)
    mine = gone.get(road_id, road_id)
    acts = [
        put_right(item.event, known, dropped)
        for item in known
        if isinstance(item.event, NamingEvent) and item.position not in dropped and owner[item.position] == mine
    ]
    acts.sort(key=lambda act: turn(act.source))
    state: State | None = before_the_first(acts[0]) if acts else None
    for act in acts:
        if act.source.valid_from.earliest <= day:
            state = after(state, act)
    return state if state is not None and state["in force"] else None


def turn(source: Source) -> tuple[date, date, str, int, int]:
    """When an act has its turn: by the day it is in force from, then the day it was public, as its notice tells it."""
    public = (source.published_on or source.valid_from).earliest
    number = int(source.entry_id.removeprefix(f"{source.notice_id}-"))
    return source.valid_from.earliest, public, source.notice_id, source.ordinal, number


def put_right(act: NamingEvent, known: list[Recorded], dropped: set[int]) -> NamingEvent:
    """An act with what later notices say it should have said; of two the later notice's."""
    for item in known:  # their notices are dated in the order they were recorded
        event = item.event
        if isinstance(event, Corrected) and item.position not in dropped and event.entry_id == act.source.entry_id:
            if event.name is not None:
                act = replace(act, name=event.name)
            if event.extent.end is not None and hasattr(act, "extent"):
                act = replace(act, extent=replace(act.extent, end=event.extent.end))
    return act


def before_the_first(act: NamingEvent) -> State | None:
    """What the first act tells of the time before it."""
    if isinstance(act, ExtentChanged):
        extent = act.previous or Extent()
    elif isinstance(act, Abolished):
        extent = act.extent
    elif isinstance(act, Renamed) and act.former_name:
        return {"name": act.former_name, "start": None, "end": None, "in force": True}
    else:
        return None
    return {"name": act.name, "start": text(extent.start), "end": text(extent.end), "in force": True}


def text(end: Terminus | None) -> str | None:
    return end.text if end else None


def after(state: State | None, act: NamingEvent) -> State | None:
    if isinstance(act, Abolished):
        return {**state, "in force": False} if state else None
    new = {"start": None, "end": None, **(state or {}), "name": act.name, "in force": True}
    extent: Extent = getattr(act, "extent", Extent())
    for key in ("start", "end"):
        said = getattr(extent, key)
        if said is not None and not said.unchanged:
            new[key] = said.text
    return new


def answer(log: list[Recorded], road_id: str, day: date, known_at: datetime) -> State | None:
    """The same question put to the house."""
    effects = in_effect(log, known_at)
    kept = effects.kept(road_id)
    version = fold(kept, effects.of(kept)).version_on(day)
    if version is None:
        return None
    extent = version.extent
    return {"name": version.name, "start": text(extent.start), "end": text(extent.end), "in force": True}


@pytest.mark.parametrize("seed", range(8))
def test_the_fold_answers_as_the_oracle_does(seed: int):
    rng = random.Random(seed)
    asked = 0
    while asked < QUERIES // 8:
        log = random_log(rng)
        for _ in range(50):
            question = (
                rng.choice(ROADS),
                FIRST + timedelta(rng.randrange(-3, DAYS + 3)),
                START + timedelta(hours=rng.randrange(len(log) + 2), minutes=30),
            )
            assert answer(log, *question) == oracle(log, *question), (log, question)
            asked += 1
