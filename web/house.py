"""`House`: what stands behind the pages, opened once a process."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar, cast

from flask import current_app

from gazetteer.registry import Register
from geodata.resolutions import Resolutions
from geodata.snapshots import Snapshots
from web.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class House:
    """The register, where its roads were found, and the streets they were found on."""

    register: Register
    resolutions: Resolutions
    snapshots: Snapshots
    _remembered: dict[str, tuple[str, Any]] = field(default_factory=dict, repr=False)
    _lasting: dict[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, url: str) -> Self:
        """The house at a database URL, which must exist. Raises `RegisterError`."""
        register = Register.open(url, create=False)
        return cls(register, Resolutions(register), Snapshots(register))

    def remembered(self, name: str, make: Callable[[], T]) -> T:
        """What `make` says of the register, made again only when the log has grown since."""
        digest = self.register.head().digest
        known = self._remembered.get(name)
        if known is None or known[0] != digest:
            known = self._remembered[name] = digest, make()
        return cast(T, known[1])

    def lasting(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, made once for as long as this house stands."""
        return cast(T, self._lasting[name] if name in self._lasting else self._lasting.setdefault(name, make()))


def house() -> House:
    """What the running application asks."""
    return cast(House, current_app.extensions["house"])


def settings() -> Settings:
    """What the running application was told."""
    return cast(Settings, current_app.extensions["settings"])
