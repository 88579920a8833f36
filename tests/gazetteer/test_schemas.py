"""Registers of earlier programs are brought up on opening; those of later ones are refused in one line."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from sqlalchemy import Connection, select, text

from gazetteer.backups import backup, load_backup
from gazetteer.codec import dump, load, pack, to_plain, up_to_date
from gazetteer.errors import NewerEventError, NewerRegisterError, RegisterError
from gazetteer.events import Corrected, FindingDismissed
from gazetteer.findings import SHORT
from gazetteer.ground_schema import ground_findings
from gazetteer.log import append
from gazetteer.registry import Register
from gazetteer.schema import SCHEMA, TABLES
from tests.conftest import NewUrl
from tests.gazetteer.towns import fill, notice

OLD = Path(__file__).parent / "data" / "schema1.sql"  # as the first program wrote it
OLD_HEAD = (14, "0859579e6b43dc72dd3c5bb3c94ed62569cefb0988504ae24ec473455c559d8a")


@pytest.fixture
def old(tmp_path: Path) -> str:
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(OLD.read_text("utf-8"))
    connection.close()
    return str(path)


def test_a_register_of_the_first_schema_is_brought_up_and_its_log_left_as_it_was(old: str):
    with Register.open(old) as register:
        assert (register.head().count, register.head().digest) == OLD_HEAD
        assert register.verify(OLD_HEAD) == ()
        road_id = register.find("甲路")
        assert [version.name for version in register.record(road_id).versions] == ["甲路", "丙路", "丙路"]
        assert road_id in register.decided_locations([road_id])
        fill(register, [notice("2020-01-01", "调整 丙路 北a-南e > 北a-南f")])
        assert register.verify(OLD_HEAD) == ()
    with Register.open(old) as register:
        assert not register.store.is_old


def test_tables_of_the_second_schema_are_made_anew_from_the_log(new_url: NewUrl):
    """It noted no source of streets on the way, bends and directions: `verify` would find its tables other."""
    url = new_url()
    with Register.open(url) as register:
        fill(register, [notice("2001-01-01", "命名 甲路 北a-南b")])
        made = register.verify()
        with register.store.writing() as connection:
            connection.execute(text("UPDATE versions SET body = '{}'"))
            connection.execute(text("UPDATE meta SET value = '3' WHERE key = 'schema'"))
    with Register.open(url) as register:
        assert register.verify() == made == ()
        assert register.record(register.find("甲路")).versions[0].name == "甲路"


def test_an_old_register_goes_through_a_backup_into_either_database(old: str, new_url: NewUrl, tmp_path: Path):
    path = tmp_path / "old.backup"
    with Register.open(old) as register:
        backup(register, path)
    with Register.open(new_url()) as register:
        load_backup(register, path)
        assert register.verify(OLD_HEAD) == ()


def test_tables_of_schema_3_are_made_anew(new_url: NewUrl):
    """Without the kin of roads, and without an order of findings."""
    url = new_url()
    with Register.open(url) as register:
        fill(register, [notice("2001-01-01", "命名 甲路 北a-南b @东区", "命名 甲路 北c-南d @西区")])
        found = register.findings()
        with register.store.writing() as connection:
            for said in ("DROP INDEX findings_worst", "DROP INDEX findings_area",
                         "ALTER TABLE findings DROP COLUMN severity",
                         "ALTER TABLE findings DROP COLUMN kind", "DROP TABLE kin",
                         "UPDATE meta SET value = '3' WHERE key = 'schema'"):  # fmt: skip
                connection.execute(text(said))
    with Register.open(url, create=False) as register:
        assert register.verify() == ()
        assert register.findings() == found
        assert found
    with Register.open(url, create=False) as register:
        assert not register.store.is_old


def test_findings_were_dismissed_by_shorter_ids(new_url: NewUrl):
    """Until tables of schema 4 a finding's id was 40 bits, of which a million findings share some."""
    url = new_url()
    with Register.open(url) as register:
        fill(register, [notice("2001-01-01", "命名 甲路 北a-南b @东区", "命名 甲路 北c-南d @西区")])
        (found,) = register.findings()
        with register.store.writing() as connection:
            append(connection, [FindingDismissed(found.finding_id[:SHORT], "某", "两区各有一条")], datetime.now(UTC))
            on_ground = {"area": "某市", "subject": found.road_ids[0], "body": pack(to_plain(found))}
            connection.execute(ground_findings.insert(), on_ground | {"finding_id": found.finding_id[:SHORT]})
            connection.execute(text("UPDATE meta SET value = '4' WHERE key = 'schema'"))
    with Register.open(url, create=False) as register:
        assert register.verify() == ()
        assert register.findings() == ()
        with register.store.reading() as connection:
            assert connection.execute(select(ground_findings.c.finding_id)).scalars().all() == [found.finding_id]


def test_changes_had_no_table(new_url: NewUrl):
    """Until tables of schema 5 they were read out of the kept states."""
    url = new_url()
    with Register.open(url) as register:
        fill(register, [notice("2001-01-01", "命名 甲路 北a-南b"), notice("2002-02-02", "更名 甲路>乙路")])
        found = tuple(register.changes())
        with register.store.writing() as connection:
            connection.execute(text("DROP TABLE road_changes"))
            connection.execute(text("UPDATE meta SET value = '5' WHERE key = 'schema'"))
    with Register.open(url, create=False) as register:
        assert register.verify() == ()
        assert tuple(register.changes()) == found
        assert [change.act for change in found] == ["Renamed", "Named"]


def make_anew(connection: Connection, table: str, columns: str) -> None:
    """A table as an earlier program made it, with what it has in these columns."""
    kept = ", ".join(column.split()[0] for column in columns.split(","))
    for said in (
        f"CREATE TABLE was AS SELECT {kept} FROM {table}",
        f"DROP TABLE {table}",
        f"CREATE TABLE {table} ({columns})",
        f"INSERT INTO {table} SELECT * FROM was",
        "DROP TABLE was",
    ):
        connection.execute(text(said))


def test_findings_were_kept_by_a_primary_key(new_url: NewUrl):
    """Until tables of schema 6; so each was put where its hash belongs, one by one."""
    url = new_url()
    with Register.open(url) as register:
        fill(register, [notice("2001-01-01", "命名 甲路 北a-南b"), notice("2002-02-02", "命名 甲路 东c-西d")])
        found, digests = register.findings(), register.rebuild()
        assert found
        with register.store.writing() as connection:
            make_anew(
                connection,
                "findings",
                "finding_id VARCHAR(16) PRIMARY KEY, subject VARCHAR(16), severity INTEGER, kind VARCHAR(24),"
                " body TEXT",
            )
            connection.execute(text("UPDATE meta SET value = '6' WHERE key = 'schema'"))
    with Register.open(url, create=False) as register:
        assert register.verify() == ()
        assert register.findings() == found
        assert register.rebuild() == digests
        with pytest.raises(RegisterError), register.store.writing() as connection:
            connection.execute(text("INSERT INTO findings SELECT * FROM findings"))


def test_names_were_compared_in_the_script_they_were_written_in(new_url: NewUrl):
    """Until tables of schema 7: a later notice in simplified characters spoke of another road."""
    url = new_url()
    with Register.open(url) as register:
        fill(register, [notice("2001-01-01", "命名 五鳳山路 北a-南b")])
        digests = register.rebuild()
        with register.store.writing() as connection:
            connection.execute(text("UPDATE entry_names SET key = replace(key, '五凤山路', '五鳳山路')"))
            connection.execute(text("UPDATE meta SET value = '7' WHERE key = 'schema'"))
    with Register.open(url, create=False) as register:
        assert register.verify() == ()
        assert register.rebuild() == digests
        fill(register, [notice("2002-02-02", "更名 五凤山路>甲路")])
        assert [road.name for road in register.roads()] == ["甲路"]


def test_names_and_ends_were_kept_by_roads(new_url: NewUrl):
    """Until tables of schema 8, and without their areas; what a finding was found from had an index of its own."""
    url = new_url()
    with Register.open(url) as register:
        fill(register, [notice("2001-01-01", "命名 甲路 北a-南乙路"), notice("2002-02-02", "更名 甲路>丙路")])
        digests, found = register.rebuild(), register.findings()
        assert found
        with register.store.writing() as connection:
            for table in ("names", "termini", "open_ends"):
                connection.execute(text(f"DROP TABLE {table}"))
            for made in (
                "names (road_id VARCHAR(16), name TEXT, former BOOLEAN, key TEXT, area TEXT,"
                " PRIMARY KEY (road_id, name))",
                "termini (road_id VARCHAR(16), key TEXT, PRIMARY KEY (road_id, key))",
                "open_ends (entry_id VARCHAR(24), key TEXT, road_id VARCHAR(16), notice_id VARCHAR(16), area TEXT,"
                " text TEXT, PRIMARY KEY (entry_id, key, road_id))",
            ):
                connection.execute(text(f"CREATE TABLE {made}"))
            for index in ("names_name ON names (name, area)", "road_changes_road ON road_changes (road_id)"):
                connection.execute(text(f"CREATE INDEX {index}"))
            connection.execute(text("CREATE INDEX ix_findings_subject ON findings (subject)"))
            connection.execute(text("UPDATE meta SET value = '8' WHERE key = 'schema'"))
    with Register.open(url, create=False) as register:
        assert register.verify() == ()
        assert register.rebuild() == digests
        assert register.findings() == found
        assert register.find("甲路") == register.find("丙路")


def test_states_had_a_key_before_they_were_there(new_url: NewUrl):
    """Until tables of schema 9; of SQLite's, roads lay in the order they came in."""
    url = new_url()
    with Register.open(url) as register:
        fill(register, [notice("2001-01-01", "命名 甲路 北a-南b"), notice("2002-02-02", "更名 甲路>丙路")])
        digests, (road,) = register.rebuild(), register.roads()
        with register.store.writing() as connection:
            connection.execute(text("DROP INDEX versions_key"))
            make_anew(
                connection,
                "roads",
                "road_id VARCHAR(16) PRIMARY KEY, area TEXT, district TEXT, fictional BOOLEAN, predecessors TEXT,"
                " successors TEXT, redirects TEXT",
            )
            connection.execute(text("UPDATE meta SET value = '9' WHERE key = 'schema'"))
    with Register.open(url, create=False) as register:
        assert register.verify() == ()
        assert register.rebuild() == digests
        assert register.roads() == (road,)
        with pytest.raises(RegisterError), register.store.writing() as connection:
            connection.execute(text("INSERT INTO versions SELECT * FROM versions"))


def test_findings_did_not_know_their_city(new_url: NewUrl):
    """Until tables of schema 10, and one id stood for one; every act had its place in an index, and findings one more
    of what they speak of."""
    url = new_url()
    with Register.open(url) as register:
        fill(register, [notice("2001-01-01", "命名 甲路 北a-南b"), notice("2002-02-02", "命名 甲路 东c-西d")])
        found, digests = register.findings(), register.rebuild()
        assert found
        with register.store.writing() as connection:
            for index in ("findings_key", "findings_worst", "findings_area", "versions_act"):
                connection.execute(text(f"DROP INDEX {index}"))
            connection.execute(text("ALTER TABLE findings DROP COLUMN area"))
            for index in (
                "versions_act ON versions (act, road_id)",
                "findings_key ON findings (finding_id)",
                "findings_worst ON findings (severity, kind, finding_id)",
                "finding_subjects_subject ON finding_subjects (subject)",
            ):
                connection.execute(text(f"CREATE INDEX {index}"))
            connection.execute(text("UPDATE meta SET value = '10' WHERE key = 'schema'"))
    with Register.open(url, create=False) as register:
        assert register.verify() == ()
        assert register.rebuild() == digests
        assert register.findings() == found
        assert {one.area for one in found} == {"某市"}
        assert list(register.waiting("某市")) == list(found)
        assert list(register.waiting("他市")) == []


def test_copies_that_differ_did_not_tell_their_road(new_url: NewUrl):
    """Until tables of schema 11; what was dismissed by then still is."""
    url = new_url()
    with Register.open(url) as register:
        fill(
            register,
            [notice("2001-01-01", f"命名 甲路 北a-南b {length}", number="某政〔2001〕1号") for length in (5, 6)],
        )
        found, digests = register.findings(), register.rebuild()
        (one,) = (one for one in found if one.kind == "witness_differs")
        with register.store.writing() as connection:
            connection.execute(
                text("DELETE FROM finding_subjects WHERE subject = :road"), {"road": register.find("甲路")}
            )
            connection.execute(
                text("UPDATE findings SET body = replace(body, :road, '') WHERE finding_id = :finding"),
                {"road": f'"{one.road_ids[0]}"', "finding": one.finding_id},
            )
            connection.execute(text("UPDATE meta SET value = '11' WHERE key = 'schema'"))
    with Register.open(url, create=False) as register:
        assert register.verify() == ()
        assert register.rebuild() == digests
        assert one in register.findings(road_id=register.find("甲路"))


def test_notices_in_force_from_one_day_were_ordered_by_their_ids(new_url: NewUrl):
    """Until tables of schema 13, whichever of them was public first; so the states kept may be others."""
    url = new_url()
    with Register.open(url) as register:
        fill(register, [notice("2001-01-01", "命名 甲路 北a-南b")])
        digests = register.rebuild()
        with register.store.writing() as connection:
            connection.execute(text("UPDATE versions SET body = '{}'"))
            connection.execute(text("UPDATE meta SET value = '12' WHERE key = 'schema'"))
    with Register.open(url, create=False) as register:
        assert register.verify() == ()
        assert register.rebuild() == digests


def test_what_a_held_entry_spoke_of_was_not_known(new_url: NewUrl):
    """Until tables of schema 12."""
    url = new_url()
    with Register.open(url) as register:
        fill(register, [notice("2001-01-01", "命名 甲路 北a-南b"), notice("2002-01-01", "更正 乙路 北-南b > 北-南c")])
        (held,) = register.held()
        register.decide_entry(held.entry.entry_id, register.find("甲路"), "王", "笔误")
        digests = register.rebuild()
        with register.store.writing() as connection:
            connection.execute(text("DROP INDEX entries_spoke_of"))
            connection.execute(text("ALTER TABLE entries DROP COLUMN spoke_of"))
            connection.execute(text("ALTER TABLE roads DROP COLUMN aliases"))
            connection.execute(text("DROP INDEX ix_notices_number_key"))
            connection.execute(text("ALTER TABLE notices DROP COLUMN number_key"))
            connection.execute(text("UPDATE meta SET value = '12' WHERE key = 'schema'"))
    with Register.open(url, create=False) as register:
        assert register.verify() == ()
        assert register.rebuild() == digests


def test_ends_not_known_were_told_in_english_with_a_chinese_comma(new_url: NewUrl):
    """Until tables of schema 14; what was dismissed by then still is."""
    url = new_url()
    with Register.open(url) as register:
        fill(register, [notice("2001-01-01", "命名 甲路 北子街-南丑街")])
        (one,) = register.findings()
        register.dismiss(one.finding_id, "王", "不在本市")
        digests = register.rebuild()
        with register.store.writing() as connection:
            connection.execute(text("UPDATE findings SET body = replace(body, '丑街, 子街', '丑街、子街')"))
            connection.execute(text("UPDATE meta SET value = '13' WHERE key = 'schema'"))
    with Register.open(url, create=False) as register:
        assert register.verify() == ()
        assert register.rebuild() == digests
        assert register.findings() == ()


def test_of_two_copies_the_one_taken_in_first_counted(new_url: NewUrl):
    """Until tables of schema 15; what is found of them said so."""
    url = new_url()
    with Register.open(url) as register:
        for length in (800, 820):
            fill(register, [notice("2001-01-01", f"命名 甲路 北a-南b {length}", number="某政发〔2001〕1号")])
        found, digests = register.findings(), register.rebuild()
        with register.store.writing() as connection:
            connection.execute(text("UPDATE findings SET body = replace(body, '计入的作', '先收的作')"))
            connection.execute(text("UPDATE meta SET value = '14' WHERE key = 'schema'"))
    with Register.open(url, create=False) as register:
        assert register.verify() == ()
        assert register.rebuild() == digests
        assert register.findings() == found
        assert "计入的作" in found[0].message.zh
    assert TABLES == 15, "another change of the tables: let this test make a register of the one before"


@pytest.mark.parametrize("where", ["UPDATE meta SET value = '99'", "UPDATE log SET schema = 99 WHERE position = 1"])
def test_what_a_newer_program_wrote_is_refused_in_one_line(new_url: NewUrl, where: str):
    url = new_url()
    with Register.open(url) as register:
        fill(register, [notice("2001-01-01", "命名 甲路 北a-南b")])
        with register.store.writing() as connection:
            connection.execute(text(where))
    with pytest.raises((NewerRegisterError, NewerEventError)) as refusal:  # noqa: SIM117
        with Register.open(url) as register:
            register.notices()
    assert "99" in str(refusal.value)
    assert "Upgrade road-gazetteer" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_correction_of_the_first_schema_is_read_as_one_of_this():
    old = {"type": "Corrected", "road_id": "r1", "entry_id": "n1-1", "by_entry_id": "n2-3",
           "values": {"end": "西二环路", "length_m": "1020", "name": "申路"}}  # fmt: skip
    event = load(orjson.dumps(old).decode(), 1)
    assert isinstance(event, Corrected)
    assert (event.name, event.extent.end and event.extent.end.text, event.length and event.length.value) == (
        "申路", "西二环路", 1020,
    )  # fmt: skip
    assert event.source.entry_id == "n2-3"
    assert load(dump(event)) == event
    assert up_to_date({"type": "Named"}, SCHEMA) == {"type": "Named"}


def test_a_part_split_off_under_the_third_schema_is_a_part_renamed_under_this():
    received = {"type": "NoticeReceived", "entries": [{"action": "split", "name": "长征东路"}, {"action": "naming"}]}
    assert up_to_date(received, 3)["entries"] == [
        {"action": "renaming", "name": "长征东路", "partial": True, "divided": True},
        {"action": "naming"},
    ]
    assert up_to_date({"type": "Split", "part": None}, 3) == {"type": "Split", "part": None}
