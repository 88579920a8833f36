"""`gazetteer review` and `decide`."""

import argparse

from gazetteer.codec import to_plain
from gazetteer.registry import Register
from geodata.outcomes import Resolved
from geodata.resolutions import Resolutions
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


def dismiss(options: argparse.Namespace) -> int:
    """Records that a person lets a finding rest."""
    with Register.open(options.database, create=False) as register:
        register.dismiss(options.finding_id, options.by, options.why)
    print(f"{options.finding_id}：已忽略 dismissed")
    return 0
