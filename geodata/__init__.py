"""Where the roads of a register run: as a GeoDataFrame, as files.

    import gazetteer, geodata

    with gazetteer.open("gazetteer.db") as register:
        roads = geodata.roads(register, gazetteer.at("2020-01-01"))
        roads[roads.confident].plot()
        geodata.export(register, "roads.gpkg", gazetteer.at("2020-01-01"))

A road that was not found has no geometry, and `reason` says why. What stands in `__all__` stays.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geodata.frames import changes, export, roads, versions

__all__ = ["changes", "export", "roads", "versions"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from geodata import frames

    return getattr(frames, name)


def __dir__() -> list[str]:
    return __all__
