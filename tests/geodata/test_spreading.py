"""Large areas solved part by part: the same answers from one process, several, and a cluster that loses a worker."""

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from drawn import Drawing, version

from gazetteer.events import Place
from gazetteer.records import RoadVersion
from geodata import parts, spreading
from geodata.network import RoadNetwork
from geodata.outcomes import Resolution, Resolved
from geodata.parts import find_parts, solve_in_parts
from geodata.resolve import resolve
from geodata.spreading import SchedulerError, on_cluster, on_processes, solve_here

# Two districts side by side: 西区 a–l, 东区 m–x; 长虹路 runs through both.
TOWN = Drawing("""
a---b---c---d---m---n---o---p
|   |   |   |   |   |   |   |
|   |   |   |   |   |   |   |
e---f---g---h---q---r---s---t
|   |   |   |   |   |   |   |
|   |   |   |   |   |   |   |
i---j---k---l---u---v---w---x
长虹路 abcdmnop  - efgh  西湖路 ijkl  - qrst  东湖路 uvwx  - hq  - lu
西一街 aei  西二街 bfj  西三街 cgk  西四街 dhl  东一街 mqu  东二街 nrv  东三街 osw  东四街 ptx
""")
WEST = (
    "文昌路：西起西一街，东止西四街，长1200米",
    "西湖路：西起西一街，东止西四街，长1200米",
    "西二街：北起长虹路，南止西湖路，长600米",
    "西桥街：北起长虹路，南止西湖路，长600米",
)
EAST = (
    "武胜路：西起东一街，东止东四街，长1200米",
    "东湖路：西起东一街，东止东四街，长1200米",
    "东二街：北起长虹路，南止东湖路，长600米",
    "长虹路：西起西一街，东止东四街，长2800米",
)


def placed(clauses: Sequence[str], district: str) -> list[RoadVersion]:
    return [replace(version(clause), place=Place("虚构市", district)) for clause in clauses]


VERSIONS = [*placed(WEST, "西区"), *placed(EAST, "东区")]


@pytest.fixture(autouse=True)
def _parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "WHOLE", 4)
    monkeypatch.setattr(spreading, "WORTH_IT", 1)


@pytest.fixture(scope="module")
def alone() -> list[Resolution]:
    """Part by part in this process, once the parts are made small."""
    with pytest.MonkeyPatch.context() as small:
        small.setattr(parts, "WHOLE", 4)
        return solve_in_parts(VERSIONS, TOWN.network, solve_here)


def lines(found: Resolution) -> object:
    return found.alignment if isinstance(found, Resolved) else None


def test_a_small_area_is_one_part_and_a_large_one_is_parted_by_district() -> None:
    assert [part.core for part in find_parts(VERSIONS[:4])] == [(0, 1, 2, 3)]
    west, east = find_parts(VERSIONS)
    assert (west.core, east.core) == ((0, 1, 2, 3), (4, 5, 6, 7))
    assert 7 in west.halo  # 长虹路, on which two of its roads end
    assert 5 not in west.halo  # 东湖路 has nothing to do with it


def test_parts_come_to_what_the_whole_comes_to(alone: list[Resolution]) -> None:
    """Probabilities may differ a little, as the roads around a part do not see all of theirs; lines may not."""
    whole = resolve(VERSIONS, TOWN.network)
    assert [one.status for one in alone].count("resolved") >= 6
    assert [(one.status, lines(one)) for one in alone] == [(one.status, lines(one)) for one in whole]


def test_the_order_of_the_versions_does_not_matter(alone: list[Resolution]) -> None:
    order = [5, 0, 7, 2, 4, 1, 6, 3]
    found = solve_in_parts([VERSIONS[number] for number in order], TOWN.network, solve_here)
    assert found == [alone[number] for number in order]


def test_parts_on_the_same_ground_are_solved_again_as_one() -> None:
    """A road of each district would run on efgh; alone each is certain of it."""
    rival = placed(["武胜路：西起西一街，东止西四街，长1200米"], "东区")
    versions = [*VERSIONS[:4], *rival, *VERSIONS[5:]]
    rounds: list[int] = []

    def counted(lists: Sequence[Sequence[RoadVersion]], network: RoadNetwork) -> list[list[Resolution]]:
        rounds.append(len(lists))
        return solve_here(lists, network)

    found = solve_in_parts(versions, TOWN.network, counted)
    assert rounds == [2, 1]
    assert found == resolve(versions, TOWN.network)
    drawn = [one.alignment for one in (found[0], found[4]) if isinstance(one, Resolved)]
    assert len({line.way_ids for line in drawn}) == len(drawn)


def test_processes_give_the_same_answers_in_the_same_order(alone: list[Resolution]) -> None:
    with on_processes(2) as many:
        assert solve_in_parts(VERSIONS, TOWN.network, many) == alone


def test_a_process_that_dies_costs_nothing(alone: list[Resolution], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.spreading._solve_file", _die)
    with on_processes(2) as many:
        assert solve_in_parts(VERSIONS, TOWN.network, many) == alone


def _die(_path: str, _versions: Sequence[RoadVersion]) -> list[Resolution]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


# -- a cluster --------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_loses_a_worker_gives_the_same_answers(alone: list[Resolution], tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="distributed is not installed (pip install '.[dask]')")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        local_directory=str(tmp_path),
    ) as cluster:
        pids = [nanny.pid for nanny in cluster.workers.values()]
        with on_cluster(cluster.scheduler_address) as many:
            assert solve_in_parts(VERSIONS, TOWN.network, many) == alone
            lists = [[replace(one, road_id=f"{one.road_id}{n}") for one in VERSIONS] for n in range(40)]
            killed_at: list[float] = []
            killer = Thread(target=_kill, args=(pids[0], killed_at))
            killer.start()
            found = many(lists, TOWN.network)
            done_at = time.monotonic()
            killer.join()
        assert killed_at[0] < done_at  # it died while there was work to do
        assert found == solve_here(lists, TOWN.network)


def _kill(pid: int, killed_at: list[float]) -> None:
    time.sleep(0.4)
    killed_at.append(time.monotonic())
    os.kill(pid, signal.SIGKILL)


def test_a_scheduler_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="distributed is not installed (pip install '.[dask]')")
    monkeypatch.setattr("geodata.spreading.TIMEOUT_S", 0.5)
    with pytest.raises(SchedulerError, match=r"tcp://127\.0\.0\.1:8786"), on_cluster("tcp://127.0.0.1:9"):
        pass
