"""Circles among values, which Python looks for over and over: a tenth of the time of reading, more of a rebuild."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Many values that lie in no circles are made until the end: nobody looks for any."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
