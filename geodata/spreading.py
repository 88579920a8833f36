"""Parts of areas solved at the same time: by processes of this machine, or by the workers of a Dask cluster."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gazetteer.errors import GazetteerError
from gazetteer.hands import submitted
from gazetteer.records import RoadVersion
from geodata.network import RoadNetwork
from geodata.outcomes import Resolution
from geodata.parts import Many, solve_here
from geodata.resolve import resolve

WORTH_IT = 600  # so many versions take longer than the start of processes, each of which makes the graph anew
TIMEOUT_S = 20.0  # for a scheduler to answer
RETRIES = 3  # of a part whose worker was lost


class SchedulerError(GazetteerError):
    """A Dask scheduler that cannot be used."""


@contextmanager
def on_processes(count: int) -> Iterator[Many]:
    """Lists solved by so many processes of this machine, in their order; what a dead process left is solved here.

    Processes, not threads: the work is Python's own, and threads took longer than one alone (`spread_bench`).
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["geodata.resolve"])
    with TemporaryDirectory(prefix="gazetteer-networks-") as folder, ProcessPoolExecutor(count, context) as pool:

        def solve(lists: Sequence[Sequence[RoadVersion]], network: RoadNetwork) -> list[list[Resolution]]:
            if len(lists) < 2 or count < 2 or sum(map(len, lists)) < WORTH_IT:
                return solve_here(lists, network)
            path = Path(folder, network.digest)
            if not path.exists():
                draft = path.with_suffix(".part")
                draft.write_bytes(network.to_bytes())
                draft.replace(path)
            try:
                # Large lists first: the last one to be done should be small.
                order = sorted(range(len(lists)), key=lambda number: -len(lists[number]))
                futures = {number: submitted(pool, _solve_file, str(path), list(lists[number])) for number in order}
                return [futures[number].result() for number in range(len(lists))]
            except BrokenProcessPool:
                return solve_here(lists, network)

        yield solve


@lru_cache(maxsize=2)
def _network(path: str) -> RoadNetwork:
    return RoadNetwork.from_bytes(Path(path).read_bytes())


def _solve_file(path: str, versions: Sequence[RoadVersion]) -> list[Resolution]:
    return resolve(versions, _network(path))


@contextmanager
def on_cluster(address: str) -> Iterator[Many]:
    """Lists solved by the workers of the Dask scheduler at an address, in their order.

    The network goes to the scheduler once, as a task: a worker that is lost takes nothing with it.
    Raises `SchedulerError`.
    """
    client = _client(address)
    try:

        def solve(lists: Sequence[Sequence[RoadVersion]], network: RoadNetwork) -> list[list[Resolution]]:
            unpacked = client.submit(
                RoadNetwork.from_bytes, network.to_bytes(), key=f"network-{network.digest}", retries=RETRIES
            )
            futures = [client.submit(resolve, list(versions), unpacked, retries=RETRIES) for versions in lists]
            return [_result(future) for future in futures]

        yield solve
    finally:
        client.close()


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise SchedulerError(
            "缺少 distributed。请运行 pip install 'road-gazetteer[dask]'。",
            "distributed is not installed. Run pip install 'road-gazetteer[dask]'.",
        ) from error
    try:
        connect: Any = Client  # it carries no types
        return connect(address, timeout=TIMEOUT_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise SchedulerError(
            f"{address}：连不上 Dask 调度器。请核对地址，如 tcp://127.0.0.1:8786。",
            f"{address}: no Dask scheduler answers. Write its address as tcp://127.0.0.1:8786.",
        ) from error


def _result(future: Any) -> Any:
    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker as error:
        raise SchedulerError(
            "Dask 的工作进程接连中断，什么也没有写入。请查看其日志。",
            "workers of the Dask cluster died one after the other; nothing was written. See their logs.",
        ) from error
