"""`Action`: what an entry orders."""

from enum import StrEnum


class Action(StrEnum):
    """What an entry orders."""

    NAMING = "naming"
    RENAMING = "renaming"
    EXTENT_CHANGE = "extent_change"
    MEASURES_CHANGE = "measures_change"
    ABOLITION = "abolition"
    CORRECTION = "correction"
