"""What two roads of a city contradict by their names, and a road by being named twice.

Pure, and a function of the register's state alone: the same whatever order the notices came in.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from gazetteer.events import Abolished, Merged, Named, NamingEvent, Renamed, Restored, Split
from gazetteer.findings import Finding, Severity
from gazetteer.folding import Learned, valid_order
from gazetteer.likeness import Likeness, likeness
from gazetteer.records import RoadRecord, RoadVersion
from gazetteer.text import Sentence
from gazetteer.times import Period
from gazetteer.toponyms import comparison_key

Bearing = Callable[[str], Sequence[RoadRecord]]  # the records of the area that ever bore a name, or one like it


def named_twice(learned: Iterable[Learned]) -> Iterator[Finding]:
    """The same road named again while its name was in force, or changed after it was no more."""
    before: NamingEvent | None = None
    for event in sorted((item.event for item in learned), key=valid_order):
        if before is not None and not _is_end(before) and _gives(before.name, event) and not _tells(before.name, event):
            yield Finding(
                "named_again",
                Severity.WARNING,
                Sentence(
                    f"{event.name} 已在用，又被{'命名' if isinstance(event, Named) else '更名为此'}。",
                    f"{event.name} was already in force and is named again.",
                ),
                Sentence("请核对是否重复发文或另有一路。", "Check whether the act repeats one, or means another road."),
                (event.road_id,),
                (before.source.entry_id, event.source.entry_id),
            )
        if before is not None and _is_end(before) and not isinstance(event, Named | Restored):
            yield _changed_when_gone(before, event)
        before = event


def _gives(name: str, event: NamingEvent) -> bool:
    """Whether an event names a road anew, or renames it to the name it has."""
    return isinstance(event, Named) or (
        isinstance(event, Renamed) and comparison_key(event.name) == comparison_key(name)
    )


def _tells(name: str, event: NamingEvent) -> bool:
    """Whether an event says itself that the road was called so before it."""
    return comparison_key(name) in map(comparison_key, event.formerly)


def _is_end(event: NamingEvent) -> bool:
    """Whether the road is no more after an event."""
    return isinstance(event, Abolished | Merged) or (isinstance(event, Split) and event.ends)


def _changed_when_gone(end: NamingEvent, event: NamingEvent) -> Finding:
    day = end.source.valid_from.edtf
    again = isinstance(event, Abolished) or (isinstance(event, Merged) and isinstance(end, Merged))
    done = ("又被撤销", "is abolished again") if isinstance(event, Abolished) else ("又被并入", "is merged again")
    zh, en = done if again else ("此后又有变更", "is changed after that")
    return Finding(
        "gone_before",
        Severity.WARNING if again else Severity.ERROR,
        Sentence(f"{end.name} 已于 {day} 不再使用，{zh}。", f"{end.name} was no more from {day} on, and {en}."),
        Sentence(
            "请核对是否重复发文、另有一路，或漏收恢复名称的公告。",
            "Check whether the act repeats one or means another road, or a notice that restored it was not loaded.",
        ),
        (event.road_id,),
        (end.source.entry_id, event.source.entry_id),
    )


Pair = tuple[RoadVersion, RoadVersion]


def _pairs(record: RoadRecord, others: Bearing) -> Iterator[Pair]:
    """Each name of a road beside each of another's that was in force with it, as they first stood together."""
    seen: set[tuple[str, str, str]] = set()
    for version in record.versions:
        for other in others(version.name):
            if other.road_id <= record.road_id:
                continue  # itself, or a pair that is found from the other road
            for theirs in other.versions:
                pair = (comparison_key(version.name), other.road_id, comparison_key(theirs.name))
                if pair not in seen and overlap(version.valid, theirs.valid):
                    seen.add(pair)
                    yield version, theirs


def same_name(record: RoadRecord, bearing: Bearing) -> Iterator[Finding]:
    """Two roads of one city in force under one name, which the naming rules forbid."""
    for version, theirs in _pairs(record, bearing):
        if comparison_key(theirs.name) == comparison_key(version.name):
            name = min(version, theirs, key=lambda one: one.entry_id).name  # ids of roads differ by order of arrival
            yield Finding(
                "same_name",
                Severity.ERROR,
                Sentence(
                    f"同一城市有两条道路同时叫“{name}”。",
                    f"Two roads of one city are called {name} at the same time.",
                ),
                Sentence("请核对是否为同一条路，或重名。", "Check whether they are one road, or a duplicate name."),
                (version.road_id, theirs.road_id),
                tuple(sorted((version.entry_id, theirs.entry_id))),
            )


def former_in_force(record: RoadRecord, bearing: Bearing) -> Iterator[Finding]:
    """A road is told to have been called as another one still is."""
    last = record.versions[-1]
    for name in last.formerly:
        for other in bearing(name):
            now = other.versions[-1]
            if other.road_id == record.road_id or comparison_key(now.name) != comparison_key(name):
                continue
            if overlap(last.valid, now.valid):
                yield Finding(
                    "former_in_force",
                    Severity.WARNING,
                    Sentence(
                        f"{last.name} 曾用名{name}，而{name}在地名录中是另一条在用的路。",
                        f"{last.name} is told to have been called {name}, which another road is still called.",
                    ),
                    Sentence(
                        "请核对是否为同一条路，或漏收销名、更名的公告。",
                        "Check whether they are one road, or a notice that took the name away was not loaded.",
                    ),
                    (record.road_id, other.road_id),
                    tuple(sorted({last.entry_id, now.entry_id})),
                )


_ALIKE = {
    Likeness.SOUND: ("homophone", Severity.WARNING, "读音相同", "sound the same"),
    Likeness.LOOKS: ("look_alike", Severity.WARNING, "字形相近", "look alike"),
    Likeness.TONES: ("near_name", Severity.NOTE, "只有声调不同", "sound the same but for the tones"),
    Likeness.GENERIC: ("near_name", Severity.NOTE, "只有通名不同", "differ only in the generic part"),
    Likeness.CHARACTER: ("near_name", Severity.NOTE, "只差一个字", "differ in one character"),
}


def names_alike(record: RoadRecord, alike: Bearing) -> Iterator[Finding]:
    """Two names of one city, in force together, that are easily taken for one another."""
    for version, theirs in _pairs(record, alike):
        found = likeness(version.name, theirs.name)
        if found is None:
            continue
        kind, severity, zh, en = _ALIKE[found]
        one, two = sorted((version.name, theirs.name))
        yield Finding(
            kind,
            severity,
            Sentence(f"同一城市的“{one}”与“{two}”{zh}。", f"{one} and {two} of one city {en}."),
            Sentence("地名规则要求避免同音、近似的名称，请核对。", "The naming rules ask to avoid such names; check."),
            (version.road_id, theirs.road_id),
            tuple(sorted((version.entry_id, theirs.entry_id))),
        )


def overlap(one: Period, other: Period) -> bool:
    """Whether two periods share a day for certain (a day that is only perhaps shared does not count)."""
    start = max(one.start.latest, other.start.latest)
    ends = [period.end.earliest for period in (one, other) if period.end is not None]
    return not ends or start < min(ends)
