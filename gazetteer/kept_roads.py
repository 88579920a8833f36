"""Records of roads as they are kept to be asked: their states, changes, names, and the names their ends speak of."""

from collections.abc import Container, Iterable, Sequence
from functools import lru_cache

import orjson
from sqlalchemy import Connection, bindparam, delete, select

from gazetteer.among import among
from gazetteer.codec import from_plain, pack, to_plain
from gazetteer.prepared import Prepared
from gazetteer.readings import notice_of
from gazetteer.records import Basis, RoadRecord, RoadVersion, changes_of
from gazetteer.schema import (
    name_parts,
    names,
    open_ends,
    road_changes,
    roads,
    termini,
    versions,
)
from gazetteer.search import parts_of, size_of
from gazetteer.store import exchange, put
from gazetteer.toponyms import area_key, names_road


def rows_of(records: Iterable[RoadRecord], fictional: Container[str]) -> dict[str, list[dict[str, object]]]:
    """Table → its rows of these records; one without versions has none. `fictional` are notices of invented roads."""
    kept = [record for record in records if record.versions]
    return {
        "roads": [_road_row(one, one.versions[-1].notice_id in fictional) for one in kept],
        "versions": [_version_row(version, area_of(one)) for one in kept for version in one.versions],
        "road_changes": [row for one in kept for row in _change_rows(one)],
        "names": [row for one in kept for row in _name_rows(one)],
        "termini": [{"key": key, "road_id": one.road_id} for one in kept for key in sorted(terminus_keys(one))],
        "open_ends": [row for one in kept for row in open_end_rows(one)],
    }


_OF_ROADS = (roads, versions, road_changes, names, termini, open_ends)


def write_roads(
    connection: Connection, records: Sequence[RoadRecord], fictional: Container[str], before: Iterable[RoadRecord]
) -> None:
    """Keeps records in place of what was kept of them; one without versions is not kept.

    `fictional` are the notices of invented roads; `before` is all that is kept of these roads.
    """
    was, now = rows_of(before, fictional), rows_of(records, fictional)
    old, new = ({str(row["name"]) for row in rows["names"]} for rows in (was, now))
    _write_parts(connection, new - old)
    for row in was["roads"]:
        row["fictional"] = None  # not known: a notice may have been read otherwise since
    for table in _OF_ROADS:
        exchange(connection, table, was[table.name], now[table.name])
    _forget_parts(connection, old - new)


_BORNE = Prepared(select(names.c.name).where(among(names.c.name, "names")).distinct())


def _write_parts(connection: Connection, new: Iterable[str]) -> None:
    """Makes names findable, where no road bore them so far."""
    if wanted := sorted(new):
        known = set(_BORNE.column(connection, {"names": wanted}))
        rows = [row for name in wanted if name not in known for row in part_rows(name)]
        put(connection, name_parts.name, PARTS, rows)


def _forget_parts(connection: Connection, old: Iterable[str]) -> None:
    """Names that no road bears any more are found no more."""
    if some := sorted(old):
        borne = set(_BORNE.column(connection, {"names": some}))
        gone = [row for name in some if name not in borne for row in part_rows(name)]
        if gone:
            same = [column == bindparam(f"old_{column.name}") for column in name_parts.c]
            rows = [{f"old_{key}": value for key, value in zip(PARTS, row, strict=True)} for row in gone]
            connection.execute(delete(name_parts).where(*same), rows)


def open_end_rows(record: RoadRecord) -> list[dict[str, object]]:
    """The ends that an act stated, not planned, by words that name a road; each once an entry."""
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for version in record.versions:
        if version.basis is not Basis.ACT:
            continue
        for end in ("start", "end"):
            terminus, source = getattr(version.extent, end), version.sources.get(end)
            if terminus is None or not terminus.text or terminus.planned or source is None:
                continue
            if terminus.refers_to is None and source.stated_on == version.valid.start and names_road(terminus.text):
                key = area_key(area_of(record), terminus.text)
                rows[source.entry_id, key] = {
                    "notice_id": notice_of(source.entry_id),
                    "entry_id": source.entry_id,
                    "key": key,
                    "road_id": record.road_id,
                    "text": terminus.text,
                }
    return list(rows.values())


def area_of(record: RoadRecord) -> str | None:
    """The city or town of a road."""
    return record.versions[-1].place.area


def terminus_keys(record: RoadRecord) -> set[str]:
    """The names the ends of a road mention, within its area."""
    ends = (end for version in record.versions for end in version.extent.termini)
    return {area_key(area_of(record), end.text) for end in ends if end.text}


def _road_row(record: RoadRecord, fictional: bool) -> dict[str, object]:
    place = record.versions[-1].place
    lists = ("predecessors", "successors", "redirects", "aliases")
    return {
        "road_id": record.road_id,
        "area": place.area,
        "district": place.district or place.zone,
        "fictional": fictional,
        **{key: ",".join(getattr(record, key)) for key in lists},
    }


def _version_row(version: RoadVersion, area: str | None) -> dict[str, object]:
    end = version.valid.end
    return {
        "road_id": version.road_id,
        "ordinal": version.ordinal,
        "area": area,
        "from_earliest": version.valid.start.earliest.isoformat(),
        "from_latest": version.valid.start.latest.isoformat(),
        "to_earliest": end.earliest.isoformat() if end else None,
        "to_latest": end.latest.isoformat() if end else None,
        "recorded_at": version.recorded_at.isoformat(timespec="microseconds"),
        "name": version.name,
        "district": version.place.district or version.place.zone,
        "act": version.act,
        "notice_id": version.notice_id,
        "description": version.description,
        "body": pack(to_plain(version)),
    }


def _change_rows(record: RoadRecord) -> list[dict[str, object]]:
    area = area_of(record)
    return [
        {
            "earliest": change.on.earliest.isoformat(),
            "latest": change.on.latest.isoformat(),
            "notice_id": change.notice_id,
            "entry_id": change.entry_id,
            "road_id": record.road_id,
            "number": number,
            "span": (change.on.latest - change.on.earliest).days,
            "day": change.on.edtf,
            "act": change.act,
            "area": area,
            "district": change.road.place.district or change.road.place.zone,
        }
        for number, change in enumerate(changes_of(record), 1)
    ]


def _name_rows(record: RoadRecord) -> list[dict[str, object]]:
    last = record.versions[-1].name
    return [
        {
            "name": name,
            "area": area_of(record) or "",
            "road_id": record.road_id,
            "former": name != last,
            "key": area_key(area_of(record), name),
        }
        for name in record.names
    ]


PARTS = tuple(name_parts.columns.keys())


def part_rows(name: str) -> list[tuple[str, int, str, str]]:
    """What a name is found by: values of `PARTS`, of which there are more than of anything else."""
    size = size_of(name)
    return [(str(kind), size, part, name) for kind, part in parts_of(name)]


def unpack_version(body: str) -> RoadVersion:
    return from_plain(orjson.loads(body), RoadVersion)


@lru_cache(maxsize=20_000)
def unpack_state(body: str) -> RoadVersion:
    """A kept version but for where its values were read, which is half of the work and shown of one road only."""
    plain = orjson.loads(body)
    plain.pop("sources", None)
    return from_plain(plain, RoadVersion)


@lru_cache(maxsize=20_000)
def unpack_ends(body: str) -> RoadVersion:
    """The same with where its ends were read: whether an act stated them decides what is found of them."""
    plain = orjson.loads(body)
    plain["sources"] = {key: said for key, said in plain.get("sources", {}).items() if key in ("start", "end")}
    return from_plain(plain, RoadVersion)
