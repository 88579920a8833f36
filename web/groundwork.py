"""`Groundwork`: the roads of a notice on the streets, as a drawing in true shape, and how each came out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from shapely.geometry import shape

from gazetteer.actions import Action
from gazetteer.extents import Extent, Terminus
from gazetteer.known_roads import place_of
from gazetteer.queries import KeptNotice, kept_records
from gazetteer.readings import Entry, Reading, number_of
from gazetteer.records import Basis, RoadVersion
from gazetteer.times import Period
from geodata.features import geometry
from geodata.outcomes import Ambiguous, Resolution, Resolved
from web.house import house, prefix
from web.locator import LARGE, Drawn, draw_locator, kind_of
from web.tiles import background_of

MOST_DRAFTED = 60  # roads of a draft that are looked for: a hundredth of a second each, and nobody waits longer
_LAID_OUT = (Action.NAMING, Action.RENAMING, Action.EXTENT_CHANGE)


@dataclass(frozen=True, slots=True)
class Groundwork:
    """The drawing (None: no line was found), and the outcome of each road that was looked for."""

    svg: str | None
    outcomes: tuple[tuple[RoadVersion, Resolution], ...]
    left_out: int = 0  # roads of a long draft that were not looked for

    @property
    def counts(self) -> list[tuple[str, int]]:
        return sorted(Counter(found.status for _, found in self.outcomes).items())


def of_notice(kept: KeptNotice, road_of: Mapping[str, str]) -> Groundwork | None:
    """The roads of a kept notice as it left them; None where none of them was looked for."""
    entry_ids = {entry.entry_id for entry in kept.entries}
    with house().register.store.reading() as connection:
        records = kept_records(connection, set(road_of.values()))
    states = [one for record in records.values() for one in record.versions]
    mine = [one for one in states if one.entry_id in entry_ids and one.basis is Basis.ACT]
    found = house().resolutions.of_all(mine)
    placed = [(one, found[key]) for one in mine if (key := (one.road_id, one.description)) in found]
    return _drawn(kept.notice.area, placed) if placed else None


def of_draft(reading: Reading, known: Mapping[str, RoadVersion]) -> Groundwork | None:
    """The roads of a draft looked for on the streets of its area; nothing is kept. None where there are no streets."""
    from geodata.resolve import resolve  # only here: it loads the search itself

    network = house().snapshots.network(reading.notice.area or "")
    if network is None:
        return None
    drafts = [version for entry in reading.entries if (version := _drafted(reading, entry, known.get(entry.entry_id)))]
    looked = drafts[:MOST_DRAFTED]
    if not looked:
        return None
    placed = list(zip(looked, resolve(looked, network), strict=True))
    return replace(_drawn(reading.notice.area, placed), left_out=len(drafts) - len(looked))


def _drafted(reading: Reading, entry: Entry, known: RoadVersion | None) -> RoadVersion | None:
    """The road as an entry would leave it; None where it says nothing of its course."""
    if entry.action not in _LAID_OUT:
        return None
    before = entry.previous or (known.extent if known else Extent())
    start = _end(entry.extent.start, before.start)
    end = _end(entry.extent.end, before.end)
    if start is None and end is None:
        return None
    notice = reading.notice
    place = place_of(entry, notice.area)
    day, basis = notice.in_force_from()
    draft = f"draft-{number_of(entry.entry_id)}"
    return RoadVersion(
        draft, 1, entry.name, place, replace(entry.extent, start=start, end=end), Period(day),
        Basis.ACT, basis, "Named", notice.notice_id, entry.entry_id, datetime.now(UTC), entry.length, entry.width,
    )  # fmt: skip


def _end(said: Terminus | None, before: Terminus | None) -> Terminus | None:
    """An end as it would be: one that is not said, or said to stay, is as it was."""
    return before if said is None or said.unchanged else said


def _drawn(area: str | None, placed: Sequence[tuple[RoadVersion, Resolution]]) -> Groundwork:
    """Found lines solid or dashed, candidates dotted; a road without either is only in the list."""
    drawn = []
    for version, found in placed:
        if isinstance(found, Ambiguous):
            drawn += [Drawn("ambiguous", shape(geometry(one))) for one in found.candidates]
        elif isinstance(found, Resolved):
            address = None if version.road_id.startswith("draft-") else f"{prefix()}/roads/{version.road_id}"
            drawn.append(Drawn(kind_of(found), shape(geometry(found.alignment)), version.name, address))
    network = house().snapshots.network(area or "")
    background = background_of(network) if network is not None else None
    svg = draw_locator(background, drawn, "、".join(one.name for one in drawn if one.name), LARGE) if drawn else None
    return Groundwork(svg, tuple(placed))
