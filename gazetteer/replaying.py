"""The log read from its beginning, a stretch at a time: what is to be written of it, and what is learned of the rest.

Pure: it can be done anywhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from gazetteer.circles import uncollected
from gazetteer.codec import event_of, found_in, up_to_date
from gazetteer.events import NAMING_EVENTS, NoticeReceived, Recorded
from gazetteer.findings import Finding, of_notice
from gazetteer.log import roads_of
from gazetteer.projecting import Write, writes_of
from gazetteer.readings import Reading

_RECEIVED = NoticeReceived.__name__
_NAMING = {kind.__name__ for kind in NAMING_EVENTS}


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a stretch of the log tells."""

    writes: list[Write] = field(default_factory=list)  # of notices, their entries, and what persons settled
    noted: list[tuple[str, int]] = field(default_factory=list)  # roads, and the positions of what is about them
    witnesses: set[str] = field(default_factory=set)  # copies of other notices
    found: dict[str, Sequence[Finding]] = field(default_factory=dict)  # from each notice
    linked: dict[str | None, set[str]] = field(default_factory=dict)  # roads that acts speak of too, by area


def read_stretch(rows: Sequence[tuple[int, str, str, int]]) -> Stretch:
    """What rows of the log (position, recorded_at, body, schema) tell."""
    with uncollected():
        stretch = Stretch()
        stretch.writes.extend(writes_of(_settled(rows, stretch)))
        return stretch


def _settled(rows: Iterable[tuple[int, str, str, int]], stretch: Stretch) -> Iterable[Recorded]:
    """The events but those that name roads; of all, `stretch` learns."""
    for position, recorded_at, body, schema in rows:
        plain = up_to_date(orjson.loads(body), schema)
        if plain["type"] in _NAMING:
            stretch.noted.append((plain["road_id"], position))
            if others := _linked(plain):
                stretch.linked.setdefault(plain.get("place", {}).get("area"), set()).update(others)
            continue
        event = found_in(plain) if plain["type"] == _RECEIVED else event_of(plain)
        stretch.noted.extend([(road_id, position) for road_id in roads_of(event)])
        if isinstance(event, NoticeReceived):
            notice_id = event.notice.notice_id
            if event.witness_of is not None:
                stretch.witnesses.add(notice_id)
            stretch.found[notice_id] = of_notice(Reading(event.notice, event.entries, event.problems))
        yield Recorded(position, datetime.fromisoformat(recorded_at), event)


def _linked(event: dict[str, Any]) -> list[str]:
    """The roads a naming event, as plain data, came from or goes on as."""
    return [*event.get("predecessors", ()), *event.get("successors", ()), *filter(None, [event.get("successor")])]
