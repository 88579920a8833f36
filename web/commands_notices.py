"""`gazetteer read`, `ingest` and `reread`."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gazetteer.actions import Action
from gazetteer.areas import check_given
from gazetteer.citing import Cited, cite
from gazetteer.codec import to_plain
from gazetteer.documents import Document, read_file
from gazetteer.entries import read_document
from gazetteer.errors import DocumentError, GazetteerError, NoNoticeError
from gazetteer.findings import Finding
from gazetteer.intake import Outcome, Step
from gazetteer.placing import cities_with, names_no_city, no_city, placed
from gazetteer.readings import Entry, Reading, missing_fields
from gazetteer.records import RoadVersion
from gazetteer.scripts import one_script
from gazetteer.shapes import readings_json
from gazetteer.waiting import roads_in_question
from web.printing import BASES, KINDS, SEVERITIES, entry_line, finding_lines, held_lines, print_json, progress
from web.proposed import MOST_NOTICES, proposed_lines


class DocumentsError(GazetteerError):
    """Several files of many that cannot be taken, each with its own sentence; nothing was done with the `others`."""

    def __init__(self, found: Sequence[DocumentError], others: int) -> None:
        files = "this file" if len(found) == 1 else f"these {len(found)} files"
        super().__init__(
            f"以上 {len(found)} 个文件不能收，什么也没有收入。"
            + (f"去掉后，其余 {others} 个可以收入。" if others else ""),
            f"{files} cannot be taken; nothing was taken in."
            + (f" Without, the other {others} can be." if others else ""),
        )
        self.found = tuple(found)
        self.exit_code = max(one.exit_code for one in found)

    def __str__(self) -> str:
        return "\n".join([*map(str, self.found), super().__str__()])


def read(options: argparse.Namespace) -> int:
    """Prints what stands in each file; 1 where something could not be read."""
    documents = _read_all(options.files)
    readings = [one for _, found in documents for one in found]
    if options.json:
        print_json(readings_json(readings))
    else:
        for document, found in documents:
            for one in found:
                _print_reading(document, one)
    return 1 if any(one.problems for one in readings) else 0


def _read_all(paths: Sequence[Path]) -> list[tuple[Document, Sequence[Reading]]]:
    """What stands in the files. Raises `DocumentError`, `DocumentsError`: all that cannot be read are told at once."""
    read_all, failed = [], []
    for path in paths:
        try:
            read_all.append(_read(path))
        except DocumentError as error:
            failed.append(error)
    if len(failed) > 1 or (failed and read_all):
        raise DocumentsError(failed, len(read_all))
    if failed:
        raise failed[0]
    return read_all


def _read(path: Path) -> tuple[Document, Sequence[Reading]]:
    document = read_file(path)
    readings = read_document(document)
    if not readings:
        raise NoNoticeError(path)
    return document, readings


# what the characters of a notice were taken for, in the order in which they are told
_CLASSES = {
    "entry": "条目 entries",
    "heading": "标题 headings",
    "boilerplate": "套话 boilerplate",
    "other": "非道路 other features",
    "problem": "未读懂 problems",
}
# the six fields that the filing rules of 2023 ask for
_FILED = {
    "standard_name": "标准名称 name",
    "romanised": "罗马字母拼写 romanisation",
    "division": "所在区划 division",
    "position": "位置 position",
    "authority": "批准机关 authority",
    "approved_on": "批准日期 date",
}


def _print_reading(document: Document, reading: Reading) -> None:
    notice = reading.notice
    print(f"{notice.title or '（无标题 untitled）'}")
    print(f"  {notice.document_number or '（无文号 no number）'}  {notice.authority or ''}  {KINDS[notice.kind]}")
    day, basis = notice.in_force_from()
    print(f"  {day}（{BASES[basis]}）  {len(reading.entries)} 条 entries")
    shares = (f"{words} {reading.coverage.share(kind):.1%}" for kind, words in _CLASSES.items())
    print(f"  {' · '.join(shares)}")
    if names_no_city(notice.area):
        print(f"  {no_city(notice.area, ())}")
    for number, entry in enumerate(reading.entries, 1):
        print(f"  {number:3}  {entry_line(entry)}")
        if entry.action in (Action.NAMING, Action.RENAMING) and (missing := missing_fields(entry, notice)):
            print(f"       未写明 not said: {'、'.join(_FILED[name] for name in missing)}")
    for problem in reading.problems:
        line = document.text.count("\n", 0, problem.span.start) + 1
        print(f"  ! {document.source}:{line}: {problem.message}\n      {problem.quote[:80]}")


def ingest(options: argparse.Namespace) -> int:
    """Takes every notice of the files in, a file whole or not at all; says what each came to."""
    from gazetteer.registry import Register

    read_all = _read_all(options.files)  # all are read before anything is written
    documents = [
        (document, [placed(one, options.area, document.source) for one in readings]) for document, readings in read_all
    ]
    # A dry run makes no register where there is none: it tries the notice on an empty one in memory.
    is_new = "://" not in options.database and not Path(options.database).exists()
    if options.area is not None:
        known = Register.open("sqlite://" if is_new else options.database)
        with known, known.store.reading() as connection:
            check_given(connection, one_script(options.area))
    with Register.open("sqlite://" if options.dry_run and is_new else options.database) as register:
        steps: list[Step] = []
        found: list[Finding] = []
        cited: list[Cited] = []  # what the findings speak of; nothing of a dry run can be asked for afterwards
        with progress("收文 ingest") as bar:
            if options.dry_run:
                for number, (document, readings) in enumerate(documents, 1):
                    tried = register.preview(document, readings)
                    steps += tried.steps
                    found += tried.findings
                    cited += [tried.cited for _ in tried.findings]
                    bar(number, len(documents))
            else:
                for number, taken in enumerate(register.ingest_many(documents), 1):
                    steps += taken
                    bar(number, len(documents))
        head = register.head()
        if not options.dry_run:
            found = list(register.findings_about(_subjects(steps)))
            with register.store.reading() as connection:
                cited = [cite(connection, found)] * len(found)
        with register.store.reading() as connection:
            asked = {held.reason for step in steps for held in step.held}
            roads = {reason: roads_in_question(connection, reason) for reason in asked}
            cities = {step.notice.area: cities_with(connection, step.notice.area) for step in steps}
        read = {one.notice.notice_id: one for _, readings in documents for one in readings}
        said = {entry.entry_id: entry for one in read.values() for entry in one.entries}
        held = {one.entry_id for step in steps for one in step.held} - said.keys()  # of notices taken in before
        said |= {entry_id: register.entry(entry_id)[0] for entry_id in held}
        new = [step.notice.notice_id for step in steps if step.outcome is Outcome.APPLIED]
        few = new if len(new) <= MOST_NOTICES and not options.json else []
        proposed = {notice_id: list(proposed_lines(register, read[notice_id])) for notice_id in few}
    if options.json:
        print_json(
            {
                "steps": [_step_json(step) for step in steps],
                "findings": [to_plain(one) | {"finding_id": one.finding_id} for one in found],
                "head": {"count": head.count, "digest": head.digest},
                "dry_run": options.dry_run,
            }
        )
    else:
        for step in steps:
            _print_step(step, cities[step.notice.area], roads, said, tried=options.dry_run)
            for line in proposed.get(step.notice.notice_id, ()):
                print(line)
        for one, spoken_of in zip(found, cited, strict=True):
            print(f"  {SEVERITIES[one.severity]}: {one.message}")
            for line in finding_lines(one, spoken_of):
                print(f"  {line}")
        print(f"日志 log: {head.count}:{head.digest}")
        if options.dry_run:
            print("只是试收，什么也没有存。| A dry run: nothing was kept.")
    return 1 if any(step.problems or step.held for step in steps) else 0


def _subjects(steps: Sequence[Step]) -> set[str]:
    """The notices that were just taken in, and the roads they touched."""
    new = [step for step in steps if step.outcome is not Outcome.KNOWN]
    return {step.notice.notice_id for step in new} | {road_id for step in new for road_id in step.road_ids}


def reread(options: argparse.Namespace) -> int:
    """Reads every kept notice again with this program's reader; says which entries are now read otherwise."""
    from gazetteer.registry import Register

    with Register.open(options.database, create=False) as register, progress("重读 reread"):
        done = register.reread(read_document)
    rows = [{"notice_id": one.reading.notice.notice_id, "changed": one.changed} for one in done]
    if options.json:
        print_json(rows)
    for row in () if options.json else rows:
        print(f"{row['notice_id']}：{row['changed']} 条读法不同 | entries read otherwise")
    if not rows and not options.json:
        print("读法没有变化。| Nothing is read otherwise.")
    return 0


_OUTCOMES = {
    Outcome.APPLIED: "已入库 | taken in",
    Outcome.LOGGED: "已登记，未生效（拟名或请示）| logged; not a decision, so no road was changed",
    Outcome.WITNESS: "同一公告的另一份文本，已作旁证 | another copy of a known act, kept as its witness",
    Outcome.KNOWN: "早已入库，没有任何改变 | taken in before; nothing was changed",
    Outcome.PLACED: "早已入库，现归入所给的城市 | taken in before; now counted for the city given",
}
_TRIED = {
    Outcome.APPLIED: "试收：可以入库 | tried: it would be taken in",
    Outcome.LOGGED: "试收：只会登记，不生效（拟名或请示）| tried: it would be logged; not a decision",
    Outcome.WITNESS: "试收：是同一公告的另一份文本，会作旁证 | tried: another copy of a known act, to be its witness",
    Outcome.KNOWN: _OUTCOMES[Outcome.KNOWN],
    Outcome.PLACED: "试收：早已入库，会归入所给的城市 | tried: taken in before; would now count for the city given",
}


def _print_step(
    step: Step,
    cities: Sequence[str],
    roads: Mapping[str, Sequence[RoadVersion]],
    said: Mapping[str, Entry],
    *,
    tried: bool,
) -> None:
    print(f"{step.notice.title or step.notice.notice_id}  {step.notice.document_number or ''}")
    outcome = (_TRIED if tried else _OUTCOMES)[step.outcome]
    print(f"  {outcome}：{step.entries} 条 entries，{len(step.road_ids)} 条路 roads")
    if names_no_city(step.notice.area):
        print(f"  {no_city(step.notice.area, cities)}")
    if step.instead_of:
        less = "、".join(step.instead_of)
        print(f"  比先收的文本写得全，以此份计入；先收的（{less}）改作旁证。")
        print(f"  It says more than the copy taken in before: this one counts, the other ({less}) is its witness.")
    for held in step.held:
        print(f"  待人工核定 held: {held.entry_id}  {entry_line(said[held.entry_id])}")
        print("\n".join(held_lines(held.entry_id, held.reason, roads[held.reason])))
    if step.problems:
        print(f"  {step.problems} 处未读懂，见 gazetteer read | {step.problems} passages not read: see gazetteer read")


def _step_json(step: Step) -> dict[str, Any]:
    return {
        "notice_id": step.notice.notice_id,
        "document_number": step.notice.document_number,
        "area": step.notice.area,
        "outcome": str(step.outcome),
        "entries": step.entries,
        "problems": step.problems,
        "held": [to_plain(held) for held in step.held],
        "road_ids": list(step.road_ids),
        "witness_of": step.witness_of,
        "instead_of": list(step.instead_of),
    }
