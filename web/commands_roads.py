"""`gazetteer show`, `history` and `search`."""

import argparse
from typing import Any

from gazetteer.addresses import find_roads
from gazetteer.answers import Answers
from gazetteer.codec import to_plain
from gazetteer.corrected import corrections_of, put_right_anew
from gazetteer.lineage import lineage, turned
from gazetteer.queries import KeptNotice, decided_on
from gazetteer.readings import Entry, notice_of
from gazetteer.records import RoadRecord, changes_of, differences, differences_told
from gazetteer.standing import absence_on
from gazetteer.times import TimePoint, read_instant, read_whole_day, today
from web.printing import FIELDS, KIN, SEVERITIES, change_line, corrected_by, day, print_json, valued, version_lines


def time_point(options: argparse.Namespace) -> TimePoint:
    """The time point that --valid-on, --known-at and --published-by ask for.

    Raises `DayError`, `WholeDayError`, `InstantError`.
    """
    return TimePoint(
        read_whole_day(options.valid_on) if options.valid_on else None,
        read_instant(options.known_at) if options.known_at else None,
        read_whole_day(options.published_by) if options.published_by else None,
    )


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
        version = register.version(register.find(options.road), point, options.road)
        record = register.record(version.road_id, point.known_at, point.published_by)
        found = register.findings(road_id=version.road_id)
        right = corrections_of(record, lambda entry_id: register.entry(entry_id)[0])[version.ordinal - 1]
        acts = register.acts([version.notice_id, *map(notice_of, right.values())])
        located = register.decided_locations([version.road_id]).get(version.road_id)
    notice = acts[version.notice_id]
    if options.json:
        print_json({**to_plain(version), "document_number": notice.document_number, "findings": to_plain(found)})
        return 0
    documents = {field: acts[notice_of(entry_id)].called for field, entry_id in right.items()}
    print("\n".join(version_lines(version, documents)))
    if record.aliases:
        print(f"  又名 also called: {'、'.join(record.aliases)}")
    print(f"  公告 notice: {notice.document_number or notice.notice_id} {notice.title or ''}")
    for notice_id in dict.fromkeys(map(notice_of, right.values())):
        print(f"  更正 correction: {acts[notice_id].document_number or notice_id} {acts[notice_id].title or ''}")
    if located is not None:
        print(f"  位置核定 place decided: {located.by}：{located.why}")
    for one in found:
        print(f"  {SEVERITIES[one.severity]}: {one.message}")
    return 0


def history(options: argparse.Namespace) -> int:
    """Prints every state of a road and what changed from one to the next, with document and clause."""
    known_at = read_instant(options.known_at) if options.known_at else None
    with read_register(options.database) as register:
        record = register.record(register.find(options.road), known_at, called=options.road)
        right = corrections_of(record, lambda entry_id: register.entry(entry_id)[0])
        ids = {change.entry_id for change in changes_of(record)} | {one for some in right for one in some.values()}
        read = {entry_id: register.entry(entry_id) for entry_id in ids}
        with register.store.reading() as connection:
            decided = decided_on(connection, record.road_id)
            kin = lineage(connection, map(turned, changes_of(record)))
    if options.json:
        print_json(_record_json(record))
        return 0
    first = record.versions[0]
    print(f"{record.versions[-1].name}  {record.road_id}")
    if first.basis == "observation":
        print(f"{day(first.valid.start)}  旁证 observation")
        for change in differences(None, first):
            print(f"    {FIELDS[change.field]}: {valued(change.field, change.new or '')}")
    for step in changes_of(record):
        notice = read[step.entry_id][1].notice
        print(f"{change_line(step)}")
        print(f"    {notice.document_number or notice.notice_id}  {notice.title or ''}")
        if others := kin.get(turned(step)):
            print(f"    {KIN[step.act]}: {'、'.join(f'{one.name} {one.road_id}' for one in others)}")
        anew = put_right_anew(right, step.after.ordinal - 1) if step.after else {}
        for change in differences_told(step.before, step.after) if step.after else ():
            new = valued(change.field, change.new) if change.new else "未载 not stated"
            words = f"{valued(change.field, change.old)} → {new}" if change.old else new
            by = read[anew[change.field]][1].notice.called if change.field in anew else None
            print(f"    {FIELDS[change.field]}: {words}{corrected_by(by)}")
        print(_clause_line("原文 clause", *read[step.entry_id]))
        for entry_id in dict.fromkeys(anew.values()):
            entry, kept = read[entry_id]
            print(_clause_line(f"更正 correction: {kept.notice.called}", entry, kept))
        for entry_id in (step.entry_id, *anew.values()):
            if one := decided.pop(entry_id, None):
                print(f"    核定 decided: {one.by}：{one.reason}")
    return 0


def _clause_line(label: str, entry: Entry, kept: KeptNotice) -> str:
    """The clause of an entry; words of ours are called so."""
    return f"    {'按事实重述 restated' if kept.notice.restated else label}: {entry.quote}"


def _record_json(record: RoadRecord) -> dict[str, Any]:
    return {
        "road_id": record.road_id,
        "versions": [to_plain(version) for version in record.versions],
        "predecessors": list(record.predecessors),
        "successors": list(record.successors),
        "redirects": list(record.redirects),
        "aliases": list(record.aliases),
    }


def search(options: argparse.Namespace) -> int:
    """Prints the roads a text finds, best first; 1 where there is none."""
    with read_register(options.database) as register:
        hits = find_roads(register, options.text, options.limit, register.asked_area(options.area))
    if options.json:
        rows = [
            {
                "road_id": hit.version.road_id,
                "name": hit.version.name,
                "matched": hit.matched,
                "area": hit.version.place.area,
                "district": hit.version.place.district,
                "reason": {"zh": hit.reason.zh, "en": hit.reason.en},
                "not_in_force": {"zh": said.zh, "en": said.en} if (said := absence_on(hit.version, today())) else None,
            }
            for hit in hits
        ]
        print_json(rows)
    elif not hits:
        print(f"没有找到“{options.text}”。| Nothing found for {options.text!r}.")
    for hit in () if options.json else hits:
        place = " ".join(filter(None, (hit.version.place.area, hit.version.place.district)))
        ended = f"  {said}" if (said := absence_on(hit.version, today())) else ""
        print(f"{hit.version.name}  {hit.version.road_id}  {place}  （{hit.reason}）{ended}")
    return 0 if hits else 1
