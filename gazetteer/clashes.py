"""What a road's record contradicts, in itself and in the roads it speaks of: a rule a function, each giving findings.

Pure, and a function of the register's state alone: the same whatever order the notices came in.
"""

from collections.abc import Iterable, Iterator, Sequence

from gazetteer.earlier_clashes import previous_differs
from gazetteer.events import LocationDecided
from gazetteer.extents import Extent, Terminus
from gazetteer.findings import Finding, Severity, each_once
from gazetteer.folding import Learned
from gazetteer.name_clashes import Bearing, former_in_force, named_twice, names_alike, overlap, same_name
from gazetteer.records import Basis, RoadRecord, RoadVersion, changes_of
from gazetteer.text import Sentence
from gazetteer.times import Day, Period
from gazetteer.toponyms import comparison_key


def of_road(
    record: RoadRecord,
    learned: Iterable[Learned],
    bearing: Bearing,
    alike: Bearing,
    decided: LocationDecided | None = None,
) -> tuple[Finding, ...]:
    """All that is found from one road; `bearing` and `alike` know the records of its area by name.

    `decided` is what a person last said of where it runs.
    """
    return each_once(
        (
            *previous_differs(record, learned, bearing),
            *named_twice(learned),
            *same_name(record, bearing),
            *names_alike(record, alike),
            *former_in_force(record, bearing),
            *_ends_on_itself(record),
            *_ends_on_others(record, bearing),
            *_location_lapsed(record, decided),
        )
    )


def _ends_on_itself(record: RoadRecord) -> Iterator[Finding]:
    for version in record.versions:
        for end in version.extent.termini:
            if end.text and comparison_key(end.text) == comparison_key(version.name):
                yield Finding(
                    "ends_on_itself",
                    Severity.WARNING,
                    Sentence(
                        f"{version.name} 的一端写的是它自己。", f"One end of {version.name} is said to be itself."
                    ),
                    Sentence("请核对原文。", "Check the notice."),
                    (record.road_id,),
                    (version.entry_id,),
                )


def _ends_on_others(record: RoadRecord, bearing: Bearing) -> Iterator[Finding]:
    """Ends on a road that did not yet reach this one, was abolished or was already called otherwise."""
    stated: dict[str, RoadVersion] = {}  # by which act each end was last stated: what only persists is not its fault
    for version in record.versions:
        for key in ("start", "end"):
            end: Terminus | None = getattr(version.extent, key)
            source = version.sources.get(key)
            if source is None or source.stated_on == version.valid.start or key not in stated:
                stated[key] = version
            if end is None or not end.text:
                continue
            others = [other for other in bearing(end.text) if other.road_id != record.road_id]
            if others and stated[key] is version and any(other.has_changed for other in others):
                yield from _no_longer_so_called(record, version, end, others)
            if len(others) != 1:
                continue
            if stated[key] is version:
                yield from _not_yet_named(record, version, end, others[0])
            if others[0].has_changed:
                yield from _not_yet_reached(record, version, end, others[0])
                yield from _changed_since(record, version, stated[key], end, others[0])


def _not_yet_named(record: RoadRecord, version: RoadVersion, end: Terminus, other: RoadRecord) -> Iterator[Finding]:
    """An act ends a road on one that was named only later, and does not say that it is planned."""
    first = other.versions[0]
    if version.basis is not Basis.ACT or first.basis is not Basis.ACT or end.planned:
        return
    if first.valid.start.earliest <= version.valid.start.latest:
        return
    yield Finding(
        "end_not_yet_named",
        Severity.NOTE,
        Sentence(
            f"{version.name} 的一端是{end.text}，而{end.text}到 {first.valid.start} 才命名。",
            f"{version.name} ends on {end.text}, which was named only on {first.valid.start}.",
        ),
        Sentence("请核对是否另有一路，或漏了“规划”。", "Check whether another road is meant, or 规划 was left out."),
        (record.road_id, other.road_id),
        tuple(dict.fromkeys((version.entry_id, first.entry_id))),
    )


def _not_yet_reached(record: RoadRecord, version: RoadVersion, end: Terminus, other: RoadRecord) -> Iterator[Finding]:
    """The other road came to end on this one only later: before, it ended elsewhere."""
    key = comparison_key(version.name)
    for before, after in zip(other.versions, other.versions[1:], strict=False):
        if _reaches(before.extent, key) or not _reaches(after.extent, key) or not before.extent.termini:
            continue
        if before.length and after.length and after.length.value < before.length.value:
            continue  # it was cut back to this road, which it had crossed before
        if not overlap(version.valid, before.valid) or _holds_from(version, after):
            continue
        was = "、".join(f"{one.side or ''}{one.text}" for one in before.extent.termini if one.text)
        day = after.valid.start.edtf
        yield Finding(
            "end_not_reached",
            Severity.WARNING,
            Sentence(
                f"{day} 之前，{version.name} 的一端是{end.text}；而{before.name}当时的起止点是{was}，"
                f"{day} 起才到{version.name}。",
                f"Before {day} {version.name} ended on {end.text}, but {before.name} then ran between {was} "
                f"and reached {version.name} only from {day}.",
            ),
            Sentence(
                "请核对旧的起止点：当时两路未必相接。", "Check the earlier ends: the two roads may not have met then."
            ),
            (record.road_id, other.road_id),
            tuple(dict.fromkeys((version.entry_id, after.entry_id))),
        )


def _holds_from(version: RoadVersion, after: RoadVersion) -> bool:
    """Whether the version begins no earlier than the other road's change (then there is nothing to tell)."""
    return version.basis is Basis.ACT and version.valid.start.earliest >= after.valid.start.earliest


def _reaches(extent: Extent, key: str) -> bool:
    return any(end.text and comparison_key(end.text) == key for end in extent.termini)


def _no_longer_so_called(
    record: RoadRecord, version: RoadVersion, end: Terminus, others: Sequence[RoadRecord]
) -> Iterator[Finding]:
    """An act ends a road on one abolished or renamed before that day, and on no other that may have stood then."""
    start, key = version.valid.start, comparison_key(end.text or "")
    if version.basis is not Basis.ACT:
        return
    bearers = [(other, [one for one in other.versions if comparison_key(one.name) == key]) for other in others]
    if any(_may_stand(one.valid, start) for _, bore in bearers for one in bore):
        return
    ended = [
        (one.valid.end.latest, other.road_id, one.valid.end, other)
        for other, bore in bearers
        for one in bore
        if one.valid.end is not None and one.valid.end.latest <= start.earliest
    ]
    if ended:
        *_, day, other = max(ended, key=lambda one: one[:2])
    elif len(others) == 1 and start.is_exact:
        day, (other,) = None, others
    else:
        return
    standing = other.version_on(start.earliest)
    if standing is not None:
        yield Finding(
            "end_renamed",
            Severity.WARNING,
            Sentence(
                f"{version.name} 的一端写作{end.text}，该路当时名为{standing.name}。",
                f"{version.name} is said to end on {end.text}, which was called {standing.name} then.",
            ),
            Sentence("原文保留，现名并列。", "The words stay; the name of that day stands beside them."),
            (record.road_id, other.road_id),
            tuple(dict.fromkeys((version.entry_id, standing.entry_id))),
        )
    elif day is not None:
        yield Finding(
            "end_abolished",
            Severity.ERROR,
            Sentence(
                f"{version.name} 的一端是{end.text}，而该路名已于 {day} 撤销。",
                f"{version.name} ends on {end.text}, a name abolished on {day}.",
            ),
            Sentence("请核对应写哪条路。", "Check which road is meant."),
            (record.road_id, other.road_id),
            (version.entry_id,),
        )


def _may_stand(held: Period, day: Day) -> bool:
    """Whether a period may have held on some day that `day` may be."""
    return held.start.earliest <= day.latest and (held.end is None or held.end.latest > day.earliest)


_SINCE = {
    "Renamed": ("end_since_renamed", "已更名为{now}", "has since been renamed {now}"),
    "Abolished": ("end_since_abolished", "已销名", "has since been abolished"),
    "Merged": ("end_since_abolished", "已并入他路", "has since been merged into another"),
    "Split": ("end_since_abolished", "已分段更名", "has since been divided into roads of other names"),
    "ExtentChanged": ("end_since_moved", "的起止点已调整", "has since had its ends moved"),
}


def _changed_since(
    record: RoadRecord, version: RoadVersion, stated: RoadVersion, end: Terminus, other: RoadRecord
) -> Iterator[Finding]:
    """What hangs on a road that was renamed, moved or abolished after the end was `stated`: someone should look."""
    if version.valid.end is not None:
        return
    last = other.versions[-1]
    is_so_called = last.valid.end is None and comparison_key(last.name) == comparison_key(end.text or "")
    for change in changes_of(other):
        before = change.before
        if before is None or change.act not in _SINCE or change.on.earliest <= stated.valid.start.latest:
            continue
        if comparison_key(before.name) != comparison_key(end.text or ""):
            continue
        if (change.act == "Split" and change.after is not None) or (change.act != "ExtentChanged" and is_so_called):
            continue  # a part only; or it was given that name again
        kind, zh, en = _SINCE[change.act]
        now = change.road.name
        yield Finding(
            kind,
            Severity.NOTE,
            Sentence(
                f"{version.name} 的一端是{end.text}；该路{zh.format(now=now)}（{change.on}）。",
                f"{version.name} ends on {end.text}, which {en.format(now=now)} ({change.on}).",
            ),
            Sentence("原文保留；请核对该端现在何处。", "The words stay; check where that end is now."),
            (record.road_id, other.road_id),
            (stated.entry_id, change.entry_id),
        )


def _location_lapsed(record: RoadRecord, decided: LocationDecided | None) -> Iterator[Finding]:
    """A person decided where the road runs, and its ends have been described otherwise since."""
    last = record.versions[-1]
    if decided is None or last.extent == decided.extent:
        return
    yield Finding(
        "location_lapsed",
        Severity.WARNING,
        Sentence(
            f"{last.name} 的位置曾由{decided.by}核定，此后起止点已不同，核定失效。",
            f"{decided.by} decided where {last.name} runs; its ends have changed since, so the decision has lapsed.",
        ),
        Sentence("请按现在的起止点重新核定。", "Decide again, after its present ends."),
        (record.road_id,),
        (last.entry_id,),
    )
