"""What a notice that joins roads tells of the road they go on as, and what of those that go into it.

Pure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from gazetteer.events import ExtentChanged, MeasuresChanged, Named, NamingEvent, Place, Source
from gazetteer.extents import Extent
from gazetteer.known_roads import Match, is_merger
from gazetteer.readings import Entry, notice_of

T = TypeVar("T")


def of_joint(entry: Entry) -> Entry:
    """A clause that joins roads, with what it tells of the joint road alone.

    将甲路（东起A，西至B）并入乙路 tells how 甲路 ran, 将甲路并入乙路，东起A，西至C how 乙路 runs from then on.
    """
    told = {"extent": Extent(), "length": None, "width": None}
    spans = {"extent": ("start", "end", "via.0", "bends"), "length": ("length_m",), "width": ("width_m",)}
    before = {field: told[field] for field, keys in spans.items() if _stands_before_name(entry, keys)}
    return replace(entry, **before)  # type: ignore[arg-type]


def _stands_before_name(entry: Entry, keys: Iterable[str]) -> bool:
    name = entry.spans.get("name")
    said = [entry.spans[key] for key in keys if key in entry.spans]
    return name is not None and bool(said) and all(one.end <= name.start for one in said)


def is_made_by(notice_id: str, match: Match) -> bool:
    """Whether a notice itself makes the road that another goes on as."""
    return match.target is not None and notice_of(match.target) == notice_id


def joined(namings: Sequence[Named]) -> Named:
    """The naming of a joint road, told once for each road that goes on as it: by a clause of its own, where it has one.

    What the clauses tell otherwise of one another is not known of it.
    """
    own = [one for one in namings if not one.predecessors] or namings
    agreed: dict[str, Any] = {
        field: _agreed([getattr(one, field) for one in own]) or _agreed([getattr(one, field) for one in namings])
        for field in ("extent", "length", "width", "romanised")
    }
    agreed["extent"] = agreed["extent"] or Extent()
    for field in ("predecessors", "formerly"):
        agreed[field] = tuple(dict.fromkeys(name for one in namings for name in getattr(one, field)))
    return replace(own[0], **agreed)


def _agreed(values: Iterable[T | None]) -> T | None:
    """The one value that is told; None where there is none, or several."""
    told = {value for value in values if value is not None and value != Extent()}
    return told.pop() if len(told) == 1 else None


Clause = tuple[Entry, Match, Source]


def of_standing(clauses: Sequence[Clause], area: str | None, road_ids: Mapping[str, str]) -> Iterator[NamingEvent]:
    """What the mergers of a notice tell of roads that stood before and go on: an event for each such road."""
    into: dict[str, list[tuple[Entry, Source]]] = {}
    told = {match.founder for entry, match, _ in clauses if not is_merger(entry)}
    for entry, match, source in clauses:
        road = match.target or match.founder
        if is_merger(entry) and road is not None and road not in told and not is_made_by(source.notice_id, match):
            into.setdefault(road, []).append((of_joint(entry), source))
    for road, some in into.items():
        extent = _agreed([replace(entry.extent, course=entry.course) for entry, _ in some])
        length, width = (_agreed([getattr(entry, field) for entry, _ in some]) for field in ("length", "width"))
        entry, source = next((one for one in some if one[0].extent != Extent()), some[0])
        if extent is not None:
            place = Place(area)
            yield ExtentChanged(road_ids[road], source, entry.name, place, extent, length=length, width=width)
        elif length is not None or width is not None:
            yield MeasuresChanged(road_ids[road], source, entry.name, Place(area), length, width)
