"""The cells of a table that tell how long or wide a road is: 800, 约1.2公里, 1200×40."""

import re

from gazetteer.columns import Column
from gazetteer.doubts import UNREAD, Doubt
from gazetteer.drafts import Draft
from gazetteer.measures import read_measure
from gazetteer.text import Condensed

_CELL_NUMBER = re.compile(
    r"(?P<about>约|近)?(?P<value>[\d.,，+\-~—–至]+)(?P<unit>米|公里|千米|km|m)?(?:左右|余)?", re.IGNORECASE
)


def read_size(source: Condensed, draft: Draft, column: Column) -> None:
    found = re.fullmatch(
        r"(?:(?:道?路|全|总|红线)?[长宽])?(?:度)?(?:为|：)?" + _CELL_NUMBER.pattern, source.text, re.IGNORECASE
    )
    if found is None:
        draft.doubts.append(Doubt(source.span(0, len(source.text)), UNREAD))
        return
    words = source.words(*found.span("value"))
    try:
        measure = read_measure(words.text, found["unit"] or column.unit, bool(found["about"]))
    except (ValueError, KeyError):
        draft.doubts.append(Doubt(words.span, UNREAD))
        return
    if column.role == "length":
        draft.length = (measure, words.span)
    else:
        draft.width = (measure, words.span)


def read_sizes(source: Condensed, draft: Draft, column: Column) -> None:
    """1200×40: length and width in one cell."""
    parted = re.fullmatch(r"([^×xX*/、，；]+)[×xX*/、，；]([^×xX*/、，；]+)[。；]?", source.text)
    if parted is None:
        draft.doubts.append(Doubt(source.span(0, len(source.text)), UNREAD))
        return
    for number, role in ((1, "length"), (2, "width")):
        start, end = parted.span(number)
        part = source.part(start, end)
        read_size(part, draft, Column(role, column.unit))
