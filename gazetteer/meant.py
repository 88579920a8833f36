"""Which road a name means: the one that bears it, or the one that bore it where none does; and what that became."""

from datetime import date

from sqlalchemy import Connection, bindparam, select

from gazetteer.errors import RoadAmbiguousError, RoadNotFoundError
from gazetteer.kept_roads import unpack_state
from gazetteer.prepared import Prepared
from gazetteer.queries import kept_records
from gazetteer.records import RoadRecord
from gazetteer.schema import name_parts, names
from gazetteer.search import PartKind, search_key, size_of
from gazetteer.standing import told_apart
from gazetteer.text import Sentence
from gazetteer.times import today


def only_so_called(connection: Connection, name: str) -> str:
    """The id of the road that bears a name, or bore it where none does.

    Raises `RoadNotFoundError`, and `RoadAmbiguousError` where there are several.
    """
    found = so_called(connection, name)
    ids = dict.fromkeys([road_id for road_id, former in found if not former] or [road_id for road_id, _ in found])
    if not ids:
        raise RoadNotFoundError(name)
    if len(ids) > 1:
        records = kept_records(connection, ids, unpack_state)
        raise RoadAmbiguousError(name, {key: told_apart(one.versions[-1], today()) for key, one in records.items()})
    return next(iter(ids))


def so_called(connection: Connection, name: str) -> list[tuple[str, bool]]:
    """The roads that bear or bore a name, wherever they are: id, whether by this row the name is a former one."""
    wanted = {"kind": PartKind.WHOLE, "size": size_of(name), "part": search_key(name)}
    return [(road_id, former) for road_id, former in _SO_CALLED.rows(connection, wanted)]


_SO_CALLED = Prepared(
    select(names.c.road_id, names.c.former)
    .join(name_parts, name_parts.c.name == names.c.name)
    .where(*(name_parts.c[column] == bindparam(column) for column in ("kind", "size", "part")))
)


def became(connection: Connection, record: RoadRecord, day: date) -> Sentence:
    """What a road that ended by a day was divided or merged into, as that is called now; empty where it was not."""
    end = record.versions[-1].valid.end
    if end is None or day < end.earliest or not record.successors:
        return Sentence("", "")
    others = kept_records(connection, record.successors, unpack_state).values()
    called = sorted({one.versions[-1].name for one in others})
    return Sentence(f"，今为{'、'.join(called)}", f", now {', '.join(called)}") if called else Sentence("", "")
