"""`gazetteer review` and `decide`."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from gazetteer.answers import Answers
from gazetteer.citing import Cited, cite
from gazetteer.codec import to_plain
from gazetteer.errors import GazetteerError
from gazetteer.findings import Finding
from gazetteer.readings import notice_of
from gazetteer.records import RoadVersion
from gazetteer.text import Sentence
from gazetteer.waiting import Held, roads_in_question, walk_dismissed
from web.commands_roads import read_register
from web.printing import SEVERITIES, STATUSES, entry_line, finding_lines, held_lines, print_json
from web.unsure import Unsure, walk_unsure

Waiting = Held | Unsure | Finding


def review(options: argparse.Namespace) -> int:
    """Prints what waits for a person, page by page: entries held, findings, roads found without certainty.

    1 where an entry or a finding waits.
    """
    if options.dismissed:
        return _review_dismissed(options)
    with read_register(options.database) as register:
        area = register.asked_area(options.area)
        page = list(islice(_waiting(register, area, options.since), options.limit + 1))
        is_waiting = next(register.waiting(area), None) is not None
        shown, more = page[: options.limit], len(page) > options.limit
        with register.store.reading() as connection:
            cited = cite(connection, [one for one in shown if isinstance(one, Finding)])
            asked = {one.reason for one in shown if isinstance(one, Held)}
            roads = {reason: roads_in_question(connection, reason) for reason in asked}
    since = _id(shown[-1]) if more else None
    if options.json:
        held = [one for one in shown if isinstance(one, Held)]
        unsure = [one for one in shown if isinstance(one, Unsure)]
        found = [one for one in shown if isinstance(one, Finding)]
        print_json(
            {
                "held": [
                    {
                        "entry": to_plain(one.entry),
                        "reason": one.reason,
                        "road_ids": [road.road_id for road in roads[one.reason]],
                    }
                    for one in held
                ],
                "locations": [{"road_id": one.road_id, "name": one.name, "status": one.status} for one in unsure],
                "findings": [to_plain(one) | {"finding_id": one.finding_id} for one in found],
                "next": since,
            }
        )
    else:
        for one in shown:
            print("\n".join(_lines(one, cited, roads)))
        if since is not None:
            print(f"还有，接着看 more: gazetteer review --since {since}")
        elif not shown:
            print("没有待办。| Nothing waits.")
    return 1 if is_waiting else 0


def _waiting(register: Answers, area: str | None, since: str | None) -> Iterator[Waiting]:
    """All that waits, or what comes after an entry, a finding or a road."""
    if since is None or not since.startswith("r"):
        yield from register.waiting(area, since)
    with register.store.reading() as connection:
        yield from walk_unsure(connection, area, since if since and since.startswith("r") else "")


def _id(one: Waiting) -> str:
    match one:
        case Held():
            return one.entry.entry_id
        case Unsure():
            return one.road_id
        case Finding():
            return one.finding_id


def _lines(one: Waiting, cited: Cited, roads: Mapping[str, Sequence[RoadVersion]]) -> Iterator[str]:
    match one:
        case Held():
            yield f"待定条目 held  {one.entry.entry_id}  {entry_line(one.entry)}"
            yield from held_lines(one.entry.entry_id, one.reason, roads[one.reason])
        case Unsure():
            yield f"{STATUSES[one.status]}  {one.name}  {one.road_id}"
        case Finding():
            yield f"{SEVERITIES[one.severity]}  {one.finding_id}  {one.message}"
            yield from finding_lines(one, cited)


def decide_entry(options: argparse.Namespace) -> int:
    """Records a person's decision on which road an entry speaks of, or that one is taken back.

    Says so where it made one road of two records.
    """
    from gazetteer.registry import Register  # what is only asked need not wait for what takes in

    with Register.open(options.database, create=False) as register:
        if options.road == "undo":
            road_id = register.withdraw_entry(options.entry_id, options.by, options.why)
            print(f"{options.entry_id}：核定已撤回 taken back → {road_id or '待人工核定 held'}")
            return 0
        register.entry(options.entry_id)  # what is wrong with it is said first
        road = None if options.road == "new" else register.find(options.road)
        was = register.roads_of(notice_of(options.entry_id)).get(options.entry_id)
        road_id = register.decide_entry(options.entry_id, road, options.by, options.why)
        absorbed = [one for one in register.record(road_id).redirects if one in (was, road)]
    print(f"{options.entry_id} → {road_id}")
    for one in absorbed:
        print(f"  {one} 与它原是一条路，两份记录已并为 {road_id}；旧代码仍可查到。")
        print(f"  {one} proves to be the same road: the two records were united as {road_id}; the old id leads there.")
    return 0


class PointError(GazetteerError):
    """A point along a road that cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"读不懂坐标“{text}”。请写成 经度,纬度，至少两点，例如 117.01,36.61 117.02,36.62。",
            f"cannot read the point {text!r}. Write LON,LAT, at least two: 117.01,36.61 117.02,36.62.",
        )


class LocationError(GazetteerError):
    """Points that tell no line: nothing was recorded."""

    def __init__(self, road: str, why: Sentence) -> None:
        super().__init__(f"没有记录“{road}”的位置：{why.zh}", f"the place of {road} was not recorded: {why.en}")


_ONE_PLACE = Sentence(
    "各点是同一处。至少要有两个不同的点。", "all points are one place. Two different ones are wanted."
)


def decide_location(options: argparse.Namespace) -> int:
    """Records where a person says a road runs, and places it there.

    Where an extract is loaded, points along which none of its roads runs are refused before anything is recorded;
    without one they are kept for the extract to come.
    """
    points = [_point(text) for text in options.along.split()]
    if len(points) < 2:
        raise PointError(options.along)
    if len({(round(lon, 5), round(lat, 5)) for lon, lat in points}) < 2:  # a metre apart
        raise LocationError(options.road, _ONE_PLACE)
    from gazetteer.registry import Register
    from geodata.anchors import why_undecided
    from geodata.resolutions import Resolutions
    from geodata.snapshots import Snapshots

    with Register.open(options.database, create=False) as register:
        road_id = register.find(options.road)
        version = register.record(road_id).versions[-1]
        area = version.place.area or ""
        network = Snapshots(register).network(area)
        if network is not None and (why := why_undecided(version, points, network)) is not None:
            raise LocationError(options.road, why)
        register.decide_location(road_id, points, options.by, options.why)
        if network is not None:
            Resolutions(register).run(area, network, anew=True)
        outcome = Resolutions(register).of(version)
    words = STATUSES[outcome.status] if outcome else "尚未载入路网 no road network is loaded"
    print(f"{version.name} {road_id}：{words}")
    return 0


def _point(text: str) -> tuple[float, float]:
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        raise PointError(text) from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise PointError(text)
    return lon, lat


def dismiss(options: argparse.Namespace) -> int:
    """Records that a person lets a finding rest, or that it is shown again."""
    from gazetteer.registry import Register

    with Register.open(options.database, create=False) as register:
        if options.undo:
            register.withdraw_dismissal(options.finding_id, options.by, options.why)
        else:
            register.dismiss(options.finding_id, options.by, options.why)
    print(f"{options.finding_id}：{'忽略已撤回 shown again' if options.undo else '已忽略 dismissed'}")
    return 0


def _review_dismissed(options: argparse.Namespace) -> int:
    """Prints the findings that persons let rest, with who and why."""
    with read_register(options.database) as register, register.store.reading() as connection:
        rested = list(walk_dismissed(connection))
    if options.json:
        rows = [(finding_id, by, why, to_plain(found) if found else None) for finding_id, by, why, found in rested]
        print_json([dict(zip(("finding_id", "by", "why", "finding"), row, strict=True)) for row in rows])
    for finding_id, by, why, found in () if options.json else rested:
        print(f"已忽略 dismissed  {finding_id}  {by}：{why}")
        print(f"    {found.message if found else '已不再发现 found no more'}")
    if not rested and not options.json:
        print("没有忽略的核验结果。| No finding was dismissed.")
    return 0
