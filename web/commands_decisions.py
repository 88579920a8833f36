"""`gazetteer review` and `decide`."""

import argparse

from gazetteer.codec import to_plain
from gazetteer.errors import GazetteerError
from gazetteer.registry import Register
from geodata.outcomes import Resolved
from geodata.resolutions import Resolutions
from geodata.snapshots import Snapshots
from web.commands_ground import STATUSES
from web.commands_notices import entry_line
from web.printing import print_json


def review(options: argparse.Namespace) -> int:
    """Prints what waits for a person: entries held, roads found without certainty, findings; 1 where any does."""
    with Register.open(options.database, create=False) as register:
        held = register.held()
        found = register.findings()
        roads = register.roads(area=options.area)
        outcomes = Resolutions(register).of_all(roads)
    unsure = [
        (version, outcome)
        for version in roads
        if (outcome := outcomes.get((version.road_id, version.description))) is not None
        and not (isinstance(outcome, Resolved) and outcome.confident)
    ]
    if options.json:
        print_json(
            {
                "held": [{"entry": to_plain(one.entry), "reason": one.reason} for one in held],
                "locations": [{"road_id": v.road_id, "name": v.name, "status": o.status} for v, o in unsure],
                "findings": [to_plain(one) | {"finding_id": one.finding_id} for one in found],
            }
        )
    else:
        for one in held:
            print(f"待定条目 held  {one.entry.entry_id}  {entry_line(one.entry)}\n    {one.reason}")
        for version, outcome in unsure:
            print(f"{STATUSES[outcome.status]}  {version.name}  {version.road_id}")
        for finding in found:
            print(f"{finding.severity}  {finding.finding_id}  {finding.message}\n    {finding.advice}")
        if not (held or unsure or found):
            print("没有待办。| Nothing waits.")
    return 1 if held or found else 0


def decide_entry(options: argparse.Namespace) -> int:
    """Records a person's decision on which road an entry speaks of."""
    road = None if options.road == "new" else options.road
    with Register.open(options.database, create=False) as register:
        road_id = register.decide_entry(options.entry_id, road, options.by, options.why)
    print(f"{options.entry_id} → {road_id}")
    return 0


class PointError(GazetteerError):
    """A point along a road that cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"读不懂坐标“{text}”。请写成 经度,纬度，至少两点，例如 117.01,36.61 117.02,36.62。",
            f"cannot read the point {text!r}. Write LON,LAT, at least two: 117.01,36.61 117.02,36.62.",
        )


def decide_location(options: argparse.Namespace) -> int:
    """Records where a person says a road runs, and places it there."""
    points = [_point(text) for text in options.along.split()]
    if len(points) < 2:
        raise PointError(options.along)
    with Register.open(options.database, create=False) as register:
        road_id = register.find(options.road)
        register.decide_location(road_id, points, options.by, options.why)
        version = register.record(road_id).versions[-1]
        area = version.place.area or ""
        network = Snapshots(register).network(area)
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
    """Records that a person lets a finding rest."""
    with Register.open(options.database, create=False) as register:
        register.dismiss(options.finding_id, options.by, options.why)
    print(f"{options.finding_id}：已忽略 dismissed")
    return 0
