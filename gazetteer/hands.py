"""Work shared out among processes of this machine, where there is so much of it that they are worth their start."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from types import ModuleType
from typing import ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
MOST = 4


class Apply(Protocol):
    """Applies a function to each of many things; the results in their order."""

    def __call__(self, function: Callable[[T], R], things: Iterable[T]) -> Iterator[R]: ...


def _here(function: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
    return map(function, things)


def _end_with_parent() -> None:
    """Has this process end when the one that started it is killed: it would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()


@contextmanager
def hands(are_many: bool, preload: str) -> Iterator[Apply]:
    """Other processes that do the work where they `are_many`; what a dead one left is done here.

    `preload` is the module that knows the work.
    """
    count = min(os.cpu_count() or 1, MOST)
    if not are_many or count < 2:
        yield _here
        return
    context = get_context("forkserver")
    context.set_forkserver_preload([preload])
    with ProcessPoolExecutor(count, context, _end_with_parent) as pool:

        def apply(function: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
            waiting: deque[tuple[T, Future[R]]] = deque()
            for thing in things:
                waiting.append((thing, submitted(pool, function, thing)))
                if len(waiting) > count:  # no more in memory than are worked on, and the one that comes next
                    yield done(function, *waiting.popleft())
            while waiting:
                yield done(function, *waiting.popleft())

        def done(function: Callable[[T], R], thing: T, future: Future[R]) -> R:
            try:
                return future.result()
            except BrokenProcessPool:
                return function(thing)

        yield apply


def submitted(pool: ProcessPoolExecutor, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
    """What a process of the pool will have done; one that is started for it does not run the caller's script again.

    It would, to know the script's names, none of which is needed; and a script that opens a register would there too.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        return pool.submit(function, *args, **kwargs)
    except BrokenProcessPool as broken:
        failed: Future[R] = Future()
        failed.set_exception(broken)
        return failed
    finally:
        sys.modules["__main__"] = main
