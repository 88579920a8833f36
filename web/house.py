"""`House`: what stands behind the pages, opened once a process."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Self, TypeVar, cast

from flask import current_app, request

from gazetteer.deadlines import time_limit
from gazetteer.registry import Register
from geodata.resolutions import Resolutions
from geodata.snapshots import Snapshots
from web.settings import Settings

T = TypeVar("T")
MOST_REMEMBERED = 1000  # answers; what is asked least is let go


@dataclass(frozen=True, slots=True)
class House:
    """The register, where its roads were found, and the streets they were found on."""

    register: Register
    resolutions: Resolutions
    snapshots: Snapshots
    _remembered: "OrderedDict[str, tuple[object, Any]]" = field(default_factory=OrderedDict, repr=False)
    _remembering: Lock = field(default_factory=Lock, repr=False)
    _lasting: dict[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, url: str) -> Self:
        """The house at a database URL, which must exist. Raises `RegisterError`."""
        register = Register.open(url, create=False)
        return cls(register, Resolutions(register), Snapshots(register))

    @contextmanager
    def one_state(self, most_seconds: float) -> Iterator[None]:
        """What this thread asks until the end is answered from one state of the register, in so many seconds."""
        with time_limit(most_seconds), self.register.store.one_state():
            yield

    def remembered(self, name: str, make: Callable[[], T]) -> T:
        """What `make` says of the register, made again only when something in it may have changed since."""
        pulse = self.pulse()
        with self._remembering:
            known = self._remembered.get(name)
            if known is not None and known[0] == pulse:
                self._remembered.move_to_end(name)
                return cast(T, known[1])
        made = make()
        with self._remembering:
            self._remembered[name] = pulse, made
            self._remembered.move_to_end(name)
            while len(self._remembered) > MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        return made

    def pulse(self) -> object:
        """Another value whenever the register may have changed."""
        return self.register.store.pulse()

    def lasting(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, made once for as long as this house stands."""
        return cast(T, self._lasting[name] if name in self._lasting else self._lasting.setdefault(name, make()))


def house() -> House:
    """What the running application asks."""
    return cast(House, current_app.extensions["house"])


def prefix() -> str:
    """What stands before every path of ours that a browser is given, where a proxy has us under a path of its own."""
    return request.script_root


def settings() -> Settings:
    """What the running application was told."""
    return cast(Settings, current_app.extensions["settings"])
