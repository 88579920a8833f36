"""A file as a text to read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """`text` as read from `source` (a path or a name for people)."""

    source: str
    text: str
