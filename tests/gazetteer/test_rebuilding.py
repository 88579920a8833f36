"""However a register is rebuilt, by one process or several, whole cities or pieces, it comes to the same."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gazetteer import rebuilding, shares
from gazetteer.digests import projection_digests
from gazetteer.registry import Register
from gazetteer.schema import PROJECTIONS
from tests.conftest import NewUrl
from tests.gazetteer.test_registry import HISTORY
from tests.gazetteer.towns import fill, notice

ELSEWHERE = [
    notice("2001-01-01", "命名 甲路 北a-南b", "命名 午路 东c-西甲路", "命名 未路 东d-西e", area="他市"),
    notice("2004-01-01", "更名 午路>申路 合并", "更名 未路>申路 合并", area="他市"),
    notice("2006-01-01", "更名 甲路>酉路 部分 北a-南m", "分段 申路>申东路", "分段 申路>申西路", area="他市"),
    notice("2008-01-01", "销名 戌路", area="他市"),
    notice("1999-01-01", "命名 甲路 北a-南b", "命名 申路 东c-西d", "命名 申路 东e-西f", area="他市"),
    notice("2002-01-01", "命名 甲陆 北a-南b", area=""),
]
WAYS = {
    "by this process, whole cities": (30_000, 30_000),
    "by this process, two roads at a time": (2, 30_000),
    "by several, whole cities": (30_000, 0),
    "by several, two roads at a time": (2, 0),
}


@pytest.mark.parametrize(("together", "shared_out"), WAYS.values(), ids=WAYS.keys())
def test_a_rebuild_comes_to_what_taking_in_came_to(
    together: int, shared_out: int, new_url: NewUrl, monkeypatch: pytest.MonkeyPatch
):
    with Register.open(new_url()) as register:
        fill(register, [*reversed(HISTORY), *ELSEWHERE])
        road_id = register.find("酉路")
        register.decide_location(road_id, [(117.0, 36.6), (117.0, 36.5)], "王", "踏勘")
        with register.store.reading() as connection:
            taken_in = projection_digests(connection)
        monkeypatch.setattr(shares, "TOGETHER", together)
        monkeypatch.setattr(rebuilding, "SHARED_OUT", shared_out)
        assert register.rebuild() == taken_in


def test_what_the_log_does_not_tell_is_gone_from_every_projection(new_url: NewUrl):
    with Register.open(new_url()) as register:
        fill(register, [*HISTORY, *ELSEWHERE])
        digests = register.rebuild()
        with register.store.writing() as connection:
            for table in PROJECTIONS:
                values = {str: "0", int: 99, bool: False}
                connection.execute(table.insert().values({one: values[one.type.python_type] for one in table.columns}))
        with register.store.reading() as connection:
            strewn = projection_digests(connection)
        assert not any(strewn[name] == digest for name, digest in digests.items())
        assert register.rebuild() == digests


@pytest.mark.parametrize("schema", ["main", "temp"])
def test_what_is_deleted_is_let_go_not_overwritten(schema: str, tmp_path: Path):
    """Some builds of SQLite overwrite it, unless told: of a million roads, six gigabytes before the first is made."""
    with Register.open(str(tmp_path / "r.db")) as register, register.store.writing() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {schema}.secure_delete").scalar_one() == 0


SHARING = """
import time
from gazetteer.hands import hands

with hands(True, "gazetteer.hands") as apply:
    print(*set(apply(eval, ["__import__('os').getpid()"] * 8)), flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core: no other process is started")
def test_a_rebuild_that_is_killed_leaves_no_process_behind():
    with subprocess.Popen([sys.executable, "-c", SHARING], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        started = [int(pid) for pid in parent.stdout.readline().split()]
        assert started
        parent.kill()
    deadline = time.monotonic() + 20
    while any(map(_is_alive, started)):
        assert time.monotonic() < deadline, "processes that wait for a dead one"
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


SCRIPT = """
import sys
from gazetteer import rebuilding
from gazetteer.registry import Register

print("a script")
rebuilding.SHARED_OUT = 0
with Register.open(sys.argv[1]) as register:
    register.rebuild()
    print(register.verify())
"""


def test_a_script_that_guards_nothing_runs_once_however_many_processes_help(tmp_path: Path):
    """Python's processes run the script they come from again unless it says `if __name__ == "__main__"`."""
    database, script = tmp_path / "register.db", tmp_path / "script.py"
    with Register.open(str(database)) as register:
        fill(register, [*HISTORY, *ELSEWHERE])
    script.write_text(SCRIPT)
    done = subprocess.run([sys.executable, script, database], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("a script\n()\n", "")


def test_a_city_whose_only_road_a_person_put_into_another_is_found_beside_the_other_s(new_url: NewUrl):
    """他市 has one road; a part of it was named by 某市, so somebody decided: its neighbours are in 某市 now."""
    with Register.open(new_url()) as register:
        fill(register, [notice("2001-01-01", "命名 戊山支路 北a-南b")])
        fill(register, [notice("2005-01-01", "命名 戊山支路 东c-西d", area="他市")])
        part, reading = notice("2008-01-01", "更名 经石大道>经十大道 部分 北a-南m")
        register.ingest(part, [reading])
        (other,) = (one.road_id for one in register.roads() if one.place.area == "他市")
        register.decide_entry(reading.entries[0].entry_id, other, "王", "两市交界")
        assert "same_name" in {one.kind for one in register.findings()}
        assert register.verify() == ()
