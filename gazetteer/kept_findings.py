"""What is found, kept ready to ask: a row for each finding, and for all it speaks of or was found from."""

from collections.abc import Iterable, Mapping, Sequence

import orjson
from sqlalchemy import Connection, bindparam, delete, select

from gazetteer.among import among
from gazetteer.codec import from_plain, pack, to_plain
from gazetteer.findings import Finding, Severity
from gazetteer.prepared import Prepared
from gazetteer.schema import finding_subjects, findings
from gazetteer.store import insert

WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_FOUND = Prepared(
    select(findings.c.finding_id, findings.c.subject, findings.c.body)
    .join(finding_subjects, finding_subjects.c.finding_id == findings.c.finding_id)
    .where(among(finding_subjects.c.subject, "subjects"), findings.c.subject == finding_subjects.c.subject)
)
_FORGET_SUBJECTS = delete(finding_subjects).where(
    finding_subjects.c.subject == bindparam("about"), finding_subjects.c.finding_id == bindparam("gone")
)
_FORGET_FINDINGS = delete(findings).where(among(findings.c.finding_id, "finding_ids"))


def write_findings(connection: Connection, found: Mapping[str, Sequence[Finding]]) -> None:
    """Keeps what is found from each road or notice (its id), in place of what was found from it before.

    What is found as before stays where it is: around a road little changes when it does.
    """
    if not found:
        return
    before = {row[0]: (row[1], row[2]) for row in _FOUND.rows(connection, {"subjects": list(found)})}
    rows = finding_rows(found)
    now = {str(row["finding_id"]): (row["subject"], row["body"]) for row in rows["findings"]}
    gone = [finding_id for finding_id, said in before.items() if now.get(finding_id) != said]
    if gone:
        about = [(subject, finding_id) for finding_id in gone for subject in _spoken_of(*before[finding_id])]
        connection.execute(_FORGET_SUBJECTS, [{"about": subject, "gone": finding_id} for subject, finding_id in about])
        connection.execute(_FORGET_FINDINGS, {"finding_ids": gone})
    new = {finding_id for finding_id, said in now.items() if before.get(finding_id) != said}
    for table in (findings, finding_subjects):
        insert(connection, table, [row for row in rows[table.name] if row["finding_id"] in new])


def _spoken_of(subject: str, body: str) -> Iterable[str]:
    """All that a kept finding speaks of, and what it was found from."""
    return _subjects(subject, from_plain(orjson.loads(body), Finding))


def _subjects(subject: str, one: Finding) -> Iterable[str]:
    """What it was found from, the roads and notices it speaks of, and the notices of the clauses that clash."""
    told_by = (entry_id.rpartition("-")[0] for entry_id in one.entry_ids)
    return dict.fromkeys((subject, *one.road_ids, *one.notice_ids, *told_by))


def add_findings(connection: Connection, found: Mapping[str, Sequence[Finding]]) -> None:
    """Keeps what is found from roads or notices of which nothing is kept."""
    rows = finding_rows(found)
    for table in (findings, finding_subjects):
        insert(connection, table, rows[table.name])


def finding_rows(found: Mapping[str, Sequence[Finding]]) -> dict[str, list[dict[str, object]]]:
    """Table → its rows of what is found from each road or notice."""
    rows: list[dict[str, object]] = []
    about: list[dict[str, object]] = []
    for subject, some in found.items():
        for one in some:
            finding_id = one.finding_id
            rows.append(
                {
                    "finding_id": finding_id,
                    "subject": subject,
                    "severity": WORST_FIRST.index(one.severity),
                    "kind": one.kind,
                    "area": one.area or "",
                    "body": pack(to_plain(one)),
                }
            )
            about += [{"subject": other, "finding_id": finding_id} for other in _subjects(subject, one)]
    return {"findings": rows, "finding_subjects": about}
