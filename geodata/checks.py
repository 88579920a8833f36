"""What the ground contradicts: stated against measured length and course, and roads on the same ground."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from gazetteer.extents import Terminus
from gazetteer.findings import Finding, Severity
from gazetteer.records import RoadVersion
from gazetteer.text import Sentence
from geodata.crs import GEOD
from geodata.endpoints import SIDES
from geodata.linear import turn_deg
from geodata.names import is_stretch
from geodata.outcomes import Alignment, Resolution, Resolved

LENGTH_OFF = 0.10  # of the stated length, and
LENGTH_OFF_M = 30.0
COURSE_OFF_DEG = 75.0
SHARED = 0.3  # of the shorter road's ways

CheckKind = Literal["length", "course", "overlap"]


@dataclass(frozen=True, slots=True)
class Check:
    """One contradiction about a road; `other_id` is the other road of an overlap."""

    kind: CheckKind
    road_id: str
    message: Sentence
    other_id: str | None = None


def find_checks(versions: Sequence[RoadVersion], resolutions: Sequence[Resolution]) -> list[Check]:
    """What contradicts the versions on the ground they were found on, in their order."""
    found = [
        check
        for version, resolution in zip(versions, resolutions, strict=True)
        if isinstance(resolution, Resolved)
        for check in (*_length(version, resolution), *_course(version, resolution))
    ]
    return [*found, *_overlaps(versions, resolutions)]


def _length(version: RoadVersion, resolution: Resolved) -> Iterator[Check]:
    if version.length is None or version.length.value <= 0:
        return
    stated_m, measured_m = version.length.value, resolution.alignment.measured_length_m
    off_m = abs(measured_m - stated_m)
    measured_m = 10.0 * round(measured_m / 10.0)  # a new extract moves it by metres: that is no new finding
    if off_m > LENGTH_OFF_M and off_m > LENGTH_OFF * stated_m:
        yield Check(
            "length",
            version.road_id,
            Sentence(
                f"公告写长 {stated_m:.0f} 米，图上量得约 {measured_m:.0f} 米。",
                f"stated {stated_m:.0f} m, measured about {measured_m:.0f} m.",
            ),
        )


def _course(version: RoadVersion, resolution: Resolved) -> Iterator[Check]:
    for terminus, off in sides_off_deg(version, resolution.alignment):
        if off > COURSE_OFF_DEG:
            zh, en = ("起点", "start") if terminus is version.extent.start else ("止点", "end")
            off = 10.0 * round(off / 10.0)
            yield Check(
                "course",
                version.road_id,
                Sentence(
                    f"公告写{zh}在{terminus.side}，图上{zh}方位相差约 {off:.0f}°。",
                    f"its {en} is stated to lie {terminus.side}; on the ground it lies about {off:.0f}° off.",
                ),
            )


def sides_off_deg(version: RoadVersion, line: Alignment) -> Iterator[tuple[Terminus, float]]:
    """The ends whose side is stated, and how far from there each lies; none of a line that closes on itself."""
    (west, south), (east, north) = (line.courses[0].coordinates[at] for at in (0, -1))
    if (west, south) == (east, north):
        return
    bearing = GEOD.inv(west, south, east, north)[0] % 360.0
    for terminus, back in ((version.extent.start, 180.0), (version.extent.end, 0.0)):
        if terminus is not None and terminus.side in SIDES:
            yield terminus, turn_deg(SIDES[terminus.side], (bearing + back) % 360.0)


def _overlaps(versions: Sequence[RoadVersion], resolutions: Sequence[Resolution]) -> Iterator[Check]:
    """Pairs of roads in force together that use the same ways for much of their length."""
    drawn = [
        (version, _grid(resolution))
        for version, resolution in zip(versions, resolutions, strict=True)
        if isinstance(resolution, Resolved) and version.valid.end is None
    ]
    through: dict[tuple[int, int], list[int]] = defaultdict(list)
    shared: Counter[tuple[int, int]] = Counter()
    for number, (_, cells) in enumerate(drawn):
        for cell in cells:
            shared.update((other, number) for other in through[cell])
            through[cell].append(number)
    for (first, second), count in sorted(shared.items()):
        (one, cells), (two, others) = drawn[first], drawn[second]
        apart = one.road_id != two.road_id and not is_stretch(one.name, two.name)
        if apart and count > SHARED * min(len(cells), len(others)):
            yield Check(
                "overlap",
                one.road_id,
                Sentence(f"与“{two.name}”有一段在同一位置。", f"part of it lies where {two.name} does."),
                two.road_id,
            )


def _grid(resolution: Resolved) -> frozenset[tuple[int, int]]:
    """Cells of about 10 m that a line passes, every 10 m of it."""
    cells: set[tuple[int, int]] = set()
    for course in resolution.alignment.courses:
        lonlat = np.array(course.coordinates)
        for (west, south), (east, north) in pairwise(lonlat.tolist()):
            count = max(2, int(np.hypot(east - west, north - south) * 11_000) + 1)
            steps = np.column_stack((np.linspace(west, east, count), np.linspace(south, north, count)))
            cells.update(map(tuple, np.round(steps * 10_000).astype(int).tolist()))
    return frozenset(cells)


_ADVICE = {
    "length": Sentence("请核对公告长度、起止点与图上线位。", "Check stated length, ends and line."),
    "course": Sentence("请核对公告所写方位与图上线位。", "Check the stated sides and the line on the map."),
    "overlap": Sentence("请核对两条路的起止点。", "Check the ends of both roads."),
}


def findings_of(checks: Sequence[Check], versions: Sequence[RoadVersion], sure: Mapping[str, bool]) -> list[Finding]:
    """Checks as findings of the register, with the clauses they are about.

    `sure`: road id → whether its line is certain; what an uncertain line contradicts is only a note.
    """
    known = {version.road_id: version for version in versions}
    found = []
    for check in checks:
        about = [known[road_id] for road_id in (check.road_id, check.other_id) if road_id is not None]
        name = about[0].name
        certain = all(sure.get(version.road_id, False) for version in about)
        found.append(
            Finding(
                f"ground_{check.kind}",
                Severity.WARNING if certain else Severity.NOTE,
                Sentence(f"{name}：{check.message.zh}", f"{name}: {check.message.en}"),
                _ADVICE[check.kind],
                tuple(version.road_id for version in about),
                tuple(dict.fromkeys(version.entry_id for version in about)),
            )
        )
    return found
