"""Events and readings as JSON and back: canonical, so that the log's digests are the same everywhere."""

from collections.abc import Callable, Container
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import orjson
from cattrs import Converter

from gazetteer.errors import NewerEventError
from gazetteer.events import Event, NoticeReceived
from gazetteer.notices import Notice
from gazetteer.readings import Entry
from gazetteer.schema import SCHEMA
from gazetteer.text import Span
from gazetteer.times import Day, read_day

T = TypeVar("T")
Structure = Callable[[Any, Any], Any]


def _make() -> Converter:
    # What is read was written by `dump`: no need to collect every fault of a value, which takes twice as long.
    converter = Converter(forbid_extra_keys=False, omit_if_default=True, detailed_validation=False)
    converter.register_unstructure_hook(Day, lambda day: day.edtf)
    converter.register_structure_hook(Day, lambda text, _: read_day(text))
    converter.register_unstructure_hook(Span, lambda span: [span.start, span.end])
    converter.register_structure_hook(Span, lambda pair, _: Span(*pair))
    converter.register_unstructure_hook(datetime, lambda instant: instant.isoformat(timespec="microseconds"))
    converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    converter.register_structure_hook_func(_is_plain, lambda value, _: value)
    converter.register_structure_hook_factory(_is_optional, lambda kind: _optional(converter, kind))
    converter.register_structure_hook_factory(_is_enum, lambda kind: _members(kind))
    converter.register_structure_hook_factory(_is_row, lambda kind: _row(converter, kind))
    return converter


_converter = cache(_make)


def _is_plain(kind: Any) -> bool:
    """Whether JSON has it already."""
    return kind in (str, int, bool)


def _is_optional(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType) and len(get_args(kind)) == 2 and NoneType in get_args(kind)


def _optional(converter: Converter, kind: Any) -> Structure:
    (inner,) = (one for one in get_args(kind) if one is not NoneType)
    hook = converter.get_structure_hook(inner)
    return lambda value, _: None if value is None else hook(value, inner)


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _members(kind: type[Enum]) -> Structure:
    members = {member.value: member for member in kind}
    return lambda value, _: members[value]


def _is_row(kind: Any) -> bool:
    """Whether it is a tuple of any length, all of one type."""
    return get_origin(kind) is tuple and get_args(kind)[-1] is Ellipsis


def _row(converter: Converter, kind: Any) -> Structure:
    inner = get_args(kind)[0]
    if inner is str:
        return lambda values, _: tuple(values)
    hook = converter.get_structure_hook(inner)
    return lambda values, _: tuple([hook(value, inner) for value in values])


def to_plain(value: object) -> Any:
    """`value` as plain JSON data; what has its default is left out."""
    return _converter().unstructure(value)


def pack(plain: object) -> str:
    """Canonical JSON of plain data."""
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS).decode()


def from_plain(plain: Any, kind: type[T]) -> T:
    """The value of a `kind` from its plain JSON data."""
    return _converter().structure(plain, kind)


def dump(event: Event) -> str:
    """An event as canonical JSON (sorted keys, no blanks)."""
    return pack(to_plain(event) | {"type": type(event).__name__})


def load(text: str, schema: int = SCHEMA) -> Event:
    """The event of a canonical JSON text, written under an earlier schema or this one's.

    Raises `NewerEventError` for one written under a later schema.
    """
    return event_of(up_to_date(orjson.loads(text), schema))


def event_of(plain: dict[str, Any]) -> Event:
    """The event of plain data as this program's schema has it."""
    kind, hook = _of_kind(plain["type"])
    event: Event = hook(plain, kind)
    return event


_EVENTS: dict[str, type] = {kind.__name__: kind for kind in get_args(Event)}


@cache
def _of_kind(name: str) -> tuple[type, Structure]:
    """A kind of event by its name, and what makes one of plain data."""
    return _EVENTS[name], _converter().get_structure_hook(_EVENTS[name])


def found_in(plain: dict[str, Any]) -> NoticeReceived:
    """The notice received of plain data, without where its entries' values stand, which is half of the work."""
    for entry in plain["entries"]:
        for key in ("spans", "pieces"):
            entry.pop(key, None)
    return from_plain(plain, NoticeReceived)


def load_notice(text: str, schema: int, entry_ids: Container[str]) -> tuple[Notice, tuple[Entry, ...]]:
    """The notice of a `NoticeReceived` and, of its entries, these only: most of a long one need not be read."""
    plain = up_to_date(orjson.loads(text), schema)
    wanted = [one for one in plain["entries"] if one["entry_id"] in entry_ids]
    return from_plain(plain["notice"], Notice), tuple(from_plain(one, Entry) for one in wanted)


def up_to_date(plain: dict[str, Any], schema: int) -> dict[str, Any]:
    """An event's plain data as this program's schema has it."""
    if schema > SCHEMA:
        raise NewerEventError(schema, SCHEMA)
    for earlier in range(schema, SCHEMA):
        plain = _UPCASTS[earlier](plain)
    return plain


def _from_1(plain: dict[str, Any]) -> dict[str, Any]:
    """Under schema 1 a correction named its values in words, and had no day of its own."""
    if plain["type"] != "Corrected":
        return plain
    by, values = plain["by_entry_id"], plain["values"]
    notice_id, _, number = by.rpartition("-")
    source = {"notice_id": notice_id, "entry_id": by, "ordinal": int(number), "valid_from": "XXXX", "basis": "unknown"}
    new = {"type": "Corrected", "road_id": plain["road_id"], "entry_id": plain["entry_id"], "source": source}
    ends = {end: {"text": values[end]} for end in ("start", "end") if end in values}
    measures = {
        name: {"text": values[key], "min": float(values[key]), "max": float(values[key])}
        for name, key in (("length", "length_m"), ("width", "width_m"))
        if key in values
    }
    named = {"name": values["name"]} if "name" in values else {}
    return {**new, **named, **({"extent": ends} if ends else {}), **measures}


def _from_2(plain: dict[str, Any]) -> dict[str, Any]:
    """Under schema 2 events said no direction (`Extent.course`); all that they said stands."""
    return plain


def _from_3(plain: dict[str, Any]) -> dict[str, Any]:
    """Under schema 3 a part of a divided road was `split` off; it is a part renamed, of a road that is no more."""
    split = {"action": "renaming", "partial": True, "divided": True}
    entries = [one | split if one["action"] == "split" else one for one in plain.get("entries", ())]
    return plain | {"entries": entries} if entries else plain


def _from_4(plain: dict[str, Any]) -> dict[str, Any]:
    """Under schema 4 events told no names borne before (`Act.formerly`); all that they said stands."""
    return plain


def _from_5(plain: dict[str, Any]) -> dict[str, Any]:
    """Under schema 5 an entry read late did not tell where it stands (`Entry.stands_after`), and came last."""
    return plain


# each to the next
_UPCASTS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: _from_1, 2: _from_2, 3: _from_3, 4: _from_4, 5: _from_5,
}  # fmt: skip
