"""What came of what: the roads that a divided or merged road goes on as, and those that a new one is made of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, or_, select

from gazetteer.among import among
from gazetteer.prepared import Prepared
from gazetteer.queries import kept_record, kept_records
from gazetteer.records import RoadChange, RoadRecord
from gazetteer.schema import road_changes, roads
from gazetteer.store import in_batches
from gazetteer.times import Day

_ENDING = ("Split", "Merged")  # acts by which a road goes on as others


class Kin(NamedTuple):
    """A road that came of another, or went on as one, by the name it had by that act."""

    road_id: str
    name: str


class Turned(NamedTuple):
    """A change, as far as its kin is asked for."""

    road_id: str
    act: str
    notice_id: str


def turned(change: RoadChange) -> Turned:
    """A change as its kin is asked for."""
    return Turned(change.road.road_id, change.act, change.notice_id)


def kin_of(
    change: Turned, predecessors: Sequence[str], successors: Sequence[str], others: Mapping[str, RoadRecord]
) -> tuple[Kin, ...]:
    """The roads that a road goes on as by a change or, where it begins with it, is made of.

    `others` are the records of the road's kin by the ids it knows them by; what is not among them is left out.
    """
    linked = successors if change.act in _ENDING else predecessors if change.act == "Named" else ()
    known = [others[one] for one in linked if one in others]
    by_this_act = [one for one in known if _name(one, change.notice_id) is not None]
    named = (Kin(one.road_id, _name(one, change.notice_id) or one.versions[-1].name) for one in by_this_act or known)
    return tuple(dict.fromkeys(named))


def _name(record: RoadRecord, notice_id: str) -> str | None:
    """The name a road has by a notice, or had until it; None where that did nothing to it."""
    for one in record.versions:
        if notice_id == one.notice_id or (one.ending is not None and notice_id == one.ending.notice_id):
            return one.name
    return None


_LINKS = Prepared(
    select(roads.c.road_id, roads.c.predecessors, roads.c.successors).where(
        among(roads.c.road_id, "road_ids"), or_(roads.c.predecessors != "", roads.c.successors != "")
    )
)


def lineage(connection: Connection, changes: Iterable[Turned]) -> dict[Turned, tuple[Kin, ...]]:
    """The kin of changes, for those of them that have any."""
    asked = [one for one in changes if one.act in ("Named", *_ENDING)]
    links = {
        road_id: (_listed(before), _listed(after))
        for ids in in_batches(sorted({one.road_id for one in asked}))
        for road_id, before, after in _LINKS.rows(connection, {"road_ids": ids})
    }
    wanted = {one for lists in links.values() for some in lists for one in some}
    others = kept_records(connection, wanted)
    for absorbed in wanted - others.keys():
        if (kept := kept_record(connection, absorbed)) is not None:
            others[absorbed] = kept
    found = ((one, kin_of(one, *links[one.road_id], others)) for one in asked if one.road_id in links)
    return {one: kin for one, kin in found if kin}


_MERGED = Prepared(
    select(road_changes.c.road_id).where(
        *(road_changes.c[name] == bindparam(name) for name in ("earliest", "latest", "notice_id")),
        road_changes.c.act == "Merged",
    )
)


def merged_into(connection: Connection, road_id: str, notice_id: str, day: Day) -> tuple[Kin, ...]:
    """The roads that a notice merged, on a day, into a road that was there already."""
    asked = {"earliest": day.earliest.isoformat(), "latest": day.latest.isoformat(), "notice_id": notice_id}
    records = kept_records(connection, set(_MERGED.column(connection, asked)))
    found = (one for _, one in sorted(records.items()) if road_id in one.successors)
    return tuple(Kin(one.road_id, one.versions[-1].name) for one in found)


def predecessors_of(connection: Connection, road_ids: Iterable[str]) -> dict[str, list[str]]:
    """Road id → the ids of the roads it was made of, for those of the ids that were made of any."""
    return {
        road_id: found
        for ids in in_batches(sorted(set(road_ids)))
        for road_id, before, _ in _LINKS.rows(connection, {"road_ids": ids})
        if (found := _listed(before))
    }


def _listed(ids: str) -> list[str]:
    return ids.split(",") if ids else []
