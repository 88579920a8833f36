"""What is found, kept ready to ask: a row for each finding, and for all it speaks of or was found from."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, select

from gazetteer.among import among
from gazetteer.codec import pack, to_plain
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
_FORGET_SUBJECTS = delete(finding_subjects).where(among(finding_subjects.c.finding_id, "finding_ids"))
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
        for statement in (_FORGET_SUBJECTS, _FORGET_FINDINGS):
            connection.execute(statement, {"finding_ids": gone})
    new = {finding_id for finding_id, said in now.items() if before.get(finding_id) != said}
    for table in (findings, finding_subjects):
        insert(connection, table, [row for row in rows[table.name] if row["finding_id"] in new])


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
                    "body": pack(to_plain(one)),
                }
            )
            spoken_of = dict.fromkeys((subject, *one.road_ids, *one.notice_ids))
            about += [{"finding_id": finding_id, "subject": other} for other in spoken_of]
    return {"findings": rows, "finding_subjects": about}
