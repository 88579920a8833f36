"""Events and readings as JSON and back: canonical, so that the log's digests are the same everywhere."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import orjson
from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from gazetteer.events import Event
from gazetteer.text import Span
from gazetteer.times import Day, read_day

T = TypeVar("T")
Structure = Callable[[Any, Any], Any]


@cache
def _converter() -> Converter:
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
    configure_tagged_union(Event, converter, tag_name="type")
    return converter


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


def from_plain(plain: Any, kind: type[T]) -> T:
    """The value of a `kind` from its plain JSON data."""
    return _converter().structure(plain, kind)


def dump(event: Event) -> str:
    """An event as canonical JSON (sorted keys, no blanks)."""
    plain = _converter().unstructure(event, unstructure_as=Event)
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS).decode()


def load(text: str) -> Event:
    """The event of a canonical JSON text."""
    return _converter().structure(orjson.loads(text), Event)  # type: ignore[arg-type]
