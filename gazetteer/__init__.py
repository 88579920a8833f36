"""Road names from official notices: read, kept with their whole history, asked for at any time point.

    import gazetteer

    with gazetteer.open("gazetteer.db") as register:
        (hit, *others) = register.search("小山路")
        road_id = hit.version.road_id
        now = register.version(road_id, gazetteer.TimePoint())
        then = register.version(road_id, gazetteer.at("2020-01-01"))
        for change in gazetteer.changes_of(register.record(road_id)):
            print(change.on, change.act, change.road.extent.end)

Where the roads run is asked of `geodata`. What stands in `__all__` stays; the modules behind it may change.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gazetteer.errors import GazetteerError, RoadNotFoundError
    from gazetteer.python import at, open, read  # noqa: A004
    from gazetteer.records import RoadChange, RoadRecord, RoadVersion, changes_of, differences
    from gazetteer.registry import Register
    from gazetteer.times import Day, TimePoint

__all__ = [
    "Day",
    "GazetteerError",
    "Register",
    "RoadChange",
    "RoadNotFoundError",
    "RoadRecord",
    "RoadVersion",
    "TimePoint",
    "at",
    "changes_of",
    "differences",
    "open",
    "read",
]
_FROM = {
    "errors": ("GazetteerError", "RoadNotFoundError"),
    "python": ("at", "open", "read"),
    "records": ("RoadChange", "RoadRecord", "RoadVersion", "changes_of", "differences"),
    "registry": ("Register",),
    "times": ("Day", "TimePoint"),
}
_HOME = {name: module for module, names in _FROM.items() for name in names}


def __getattr__(name: str) -> Any:
    """Each name is imported when it is first asked for: `gazetteer --help` need not wait for a database library."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"gazetteer.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
