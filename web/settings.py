"""`Settings`: everything the web application can be told, in one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Settings:
    """Handed to `create_app`; nothing reads the environment after this."""

    database_url: str = "gazetteer.db"
    outside_tiles: str | None = None  # an https URL with {z}/{x}/{y}; None: no request leaves the server
    outside_tiles_attribution: str = ""
    default_area: str | None = None  # shown first; None: the register's first area that is not invented

    @classmethod
    def of_environment(cls, environment: Mapping[str, str]) -> Self:
        """The settings that GAZETTEER_… variables give; what they leave out stays as it is."""
        default = cls()
        return cls(
            database_url=environment.get("GAZETTEER_DATABASE_URL") or default.database_url,
            outside_tiles=environment.get("GAZETTEER_OUTSIDE_TILES") or None,
            outside_tiles_attribution=environment.get("GAZETTEER_OUTSIDE_TILES_ATTRIBUTION", ""),
            default_area=environment.get("GAZETTEER_DEFAULT_AREA") or None,
        )
