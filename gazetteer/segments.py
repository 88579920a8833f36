"""Stretches of one road that a notice gives each a name of its own: told by what its renamings share."""

import re
from collections.abc import Sequence
from dataclasses import replace

from gazetteer.actions import Action
from gazetteer.readings import Entry
from gazetteer.toponyms import comparison_key

# names that several roads bore are taken from them: each of those is a road of its own
_SHARED_NAME = re.compile("重名|同名|一名多|多路一名|多条.{0,4}(?:同|重)名")


def stretches_told(entries: Sequence[Entry], words: str) -> tuple[Entry, ...]:
    """The entries of a notice, those marked as partial that rename stretches of one road.

    A road cannot pass to several names at once: where entries take one former name, in one place, to different new
    names, each telling its ends, they speak of stretches, whether or not a word says so. Unless `words`, the notice's,
    say that several roads bore that name.
    """
    if _SHARED_NAME.search(words):
        return tuple(entries)
    together: dict[tuple[str, str | None, frozenset[str]], list[Entry]] = {}
    for entry in entries:
        if entry.action is Action.RENAMING and entry.former_name and not entry.merged and entry.extent.termini:
            place = (comparison_key(entry.former_name), entry.district, frozenset(entry.subdistricts))
            together.setdefault(place, []).append(entry)
    stretches = {
        entry.entry_id
        for some in together.values()
        if len({comparison_key(entry.name) for entry in some}) > 1
        for entry in some
    }
    return tuple(replace(entry, partial=True) if entry.entry_id in stretches else entry for entry in entries)
