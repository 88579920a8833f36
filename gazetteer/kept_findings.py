"""What is found, kept ready to ask: a row for each finding, and for all it speaks of or was found from."""

from collections.abc import Iterable, Mapping, Sequence, Set

import orjson
from sqlalchemy import Connection, Delete, bindparam, delete, select

from gazetteer.among import among
from gazetteer.codec import from_plain, pack, to_plain
from gazetteer.findings import Finding, Severity, each_once, notices_of
from gazetteer.prepared import Prepared
from gazetteer.schema import finding_subjects, findings
from gazetteer.store import insert

WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
# Not a join: for one PostgreSQL reads all that is found of a register, where few of a notice's roads have anything.
_BODY = (
    select(findings.c.body)
    .where(findings.c.finding_id == finding_subjects.c.finding_id, findings.c.subject == finding_subjects.c.subject)
    .scalar_subquery()
)
_FOUND = Prepared(
    select(finding_subjects.c.finding_id, finding_subjects.c.subject, _BODY).where(
        among(finding_subjects.c.subject, "subjects")
    )
)
_FORGET_SUBJECTS = delete(finding_subjects).where(
    finding_subjects.c.subject == bindparam("about"), finding_subjects.c.finding_id == bindparam("gone")
)
_FORGET_FINDINGS = delete(findings).where(
    findings.c.finding_id == bindparam("gone"), findings.c.subject == bindparam("about")
)
_SAME = Prepared(
    select(findings.c.finding_id, findings.c.subject, findings.c.body).where(
        among(findings.c.finding_id, "finding_ids")
    )
)


def write_findings(connection: Connection, found: Mapping[str, Sequence[Finding]], new: Set[str] = frozenset()) -> None:
    """Keeps what is found from each road or notice (its id), in place of what was found from it before.

    What is found as before stays where it is: around a road little changes when it does. `new` are roads that were not
    there before, so that nothing is kept that was found from them or speaks of them.
    """
    if not found:
        return
    kept = _FOUND.rows(connection, {"subjects": list(found.keys() - new)})
    before = {(row[0], row[1]): row[2] for row in kept if row[2] is not None}  # else it is only spoken of
    rows = finding_rows(found)
    now = {_key(row): row["body"] for row in rows["findings"]}
    gone = [key for key, body in before.items() if now.get(key) != body]
    changed = {finding_id for finding_id, _ in gone} | {key[0] for key, body in now.items() if before.get(key) != body}
    if not changed:
        return
    of_new = {str(row["finding_id"]) for row in rows["finding_subjects"] if row["subject"] in new}
    asked = changed - (of_new - {finding_id for finding_id, _ in before})
    same = {(row[0], row[1]): row[2] for row in _SAME.rows(connection, {"finding_ids": list(asked)})}
    elsewhere = _spoken_of({key: body for key, body in same.items() if key[1] not in found})
    was = _spoken_of(same)
    about = [row for row in rows["finding_subjects"] if row["finding_id"] in changed]
    _forget(connection, _FORGET_SUBJECTS, was - elsewhere - set(map(_key, about)))
    _forget(connection, _FORGET_FINDINGS, gone)
    insert(connection, findings, [row for row in rows["findings"] if before.get(_key(row)) != row["body"]])
    insert(connection, finding_subjects, [row for row in about if _key(row) not in was])


Key = tuple[str, str]  # a finding's id, and what it was found from or speaks of


def _key(row: Mapping[str, object]) -> Key:
    return str(row["finding_id"]), str(row["subject"])


def _forget(connection: Connection, statement: Delete, some: Iterable[Key]) -> None:
    if rows := [{"gone": finding_id, "about": subject} for finding_id, subject in some]:
        connection.execute(statement, rows)


def _spoken_of(kept: Mapping[Key, str]) -> set[Key]:
    """All that kept findings (their bodies) speak of or were found from."""
    return {
        (finding_id, other)
        for (finding_id, subject), body in kept.items()
        for other in _subjects(subject, from_plain(orjson.loads(body), Finding))
    }


def _subjects(subject: str, one: Finding) -> Iterable[str]:
    """What it was found from, the roads and notices it speaks of, and the notices of the clauses that clash."""
    return dict.fromkeys((subject, *one.road_ids, *notices_of(one)))


def add_findings(connection: Connection, found: Mapping[str, Sequence[Finding]]) -> None:
    """Keeps what is found from roads or notices of which nothing is kept."""
    rows = finding_rows(found)
    for table in (findings, finding_subjects):
        insert(connection, table, rows[table.name])


def finding_rows(found: Mapping[str, Sequence[Finding]]) -> dict[str, list[dict[str, object]]]:
    """Table → its rows of what is found from each road or notice."""
    rows: list[dict[str, object]] = []
    about: dict[Key, None] = {}
    for subject, some in found.items():
        for one in each_once(some):
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
            about |= {(finding_id, other): None for other in _subjects(subject, one)}
    return {
        "findings": rows,
        "finding_subjects": [{"subject": subject, "finding_id": finding_id} for finding_id, subject in about],
    }
