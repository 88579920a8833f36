"""`gazetteer show`, `history` and `search`."""

import argparse
from datetime import date
from typing import Any

from gazetteer.answers import Answers
from gazetteer.codec import to_plain
from gazetteer.errors import DayError
from gazetteer.records import RoadRecord, changes_of, differences
from gazetteer.times import TimePoint, read_day, read_instant
from web.printing import FIELDS, change_line, print_json, version_lines


def time_point(options: argparse.Namespace) -> TimePoint:
    """The time point that --valid-on, --known-at and --published-by ask for. Raises `DayError`, `InstantError`."""
    return TimePoint(
        _exact(options.valid_on) if options.valid_on else None,
        read_instant(options.known_at) if options.known_at else None,
        _exact(options.published_by) if options.published_by else None,
    )


def _exact(text: str) -> date:
    day = read_day(text)
    if not day.is_exact:
        raise DayError(text)
    return day.earliest


def read_register(url: str) -> Answers:
    """The register, to be asked only: what takes notices in is imported where it must first be brought up."""
    if (found := Answers.asked(url)) is not None:
        return found
    from gazetteer.registry import Register

    return Register.open(url, create=False)


def show(options: argparse.Namespace) -> int:
    """Prints the version of a road that is in force."""
    point = time_point(options)
    with read_register(options.database) as register:
        version = register.version(register.find(options.road), point)
        found = register.findings(road_id=version.road_id)
        notice = register.acts([version.notice_id])[version.notice_id]
    if options.json:
        print_json({**to_plain(version), "document_number": notice.document_number, "findings": to_plain(found)})
        return 0
    print("\n".join(version_lines(version)))
    print(f"  公告 notice: {notice.document_number or notice.notice_id} {notice.title or ''}")
    for one in found:
        print(f"  {one.severity}: {one.message}")
    return 0


def history(options: argparse.Namespace) -> int:
    """Prints every state of a road and what changed from one to the next, with document and clause."""
    known_at = read_instant(options.known_at) if options.known_at else None
    with read_register(options.database) as register:
        record = register.record(register.find(options.road), known_at)
        acts = register.acts(change.notice_id for change in changes_of(record))
        quotes = {change.entry_id: register.entry(change.entry_id)[0].quote for change in changes_of(record)}
    if options.json:
        print_json(_record_json(record))
        return 0
    first = record.versions[0]
    print(f"{record.versions[-1].name}  {record.road_id}")
    if first.basis == "observation":
        print(f"{first.valid.start}  旁证 observation")
        for change in differences(None, first):
            print(f"    {FIELDS[change.field]}: {change.new}")
    for step in changes_of(record):
        notice = acts[step.notice_id]
        print(f"{change_line(step)}")
        print(f"    {notice.document_number or notice.notice_id}  {notice.title or ''}")
        for change in differences(step.before, step.after) if step.after else ():
            words = f"{change.old} → {change.new}" if change.old else str(change.new)
            print(f"    {FIELDS[change.field]}: {words}")
        label = "按事实重述 restated" if notice.restated else "原文 clause"
        print(f"    {label}: {quotes[step.entry_id]}")
    return 0


def _record_json(record: RoadRecord) -> dict[str, Any]:
    return {
        "road_id": record.road_id,
        "versions": [to_plain(version) for version in record.versions],
        "predecessors": list(record.predecessors),
        "successors": list(record.successors),
        "redirects": list(record.redirects),
    }


def search(options: argparse.Namespace) -> int:
    """Prints the roads a text finds, best first; 1 where there is none."""
    with read_register(options.database) as register:
        hits = register.search(options.text, options.limit, options.area)
    if options.json:
        rows = [
            {
                "road_id": hit.version.road_id,
                "name": hit.version.name,
                "matched": hit.matched,
                "area": hit.version.place.area,
                "district": hit.version.place.district,
                "reason": {"zh": hit.reason.zh, "en": hit.reason.en},
            }
            for hit in hits
        ]
        print_json(rows)
    elif not hits:
        print(f"没有找到“{options.text}”。| Nothing found for {options.text!r}.")
    for hit in () if options.json else hits:
        place = " ".join(filter(None, (hit.version.place.area, hit.version.place.district)))
        print(f"{hit.version.name}  {hit.version.road_id}  {place}  （{hit.reason}）")
    return 0 if hits else 1
