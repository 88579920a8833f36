"""Events and readings as JSON and back: canonical, so that the log's digests are the same everywhere."""

from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import orjson
from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from gazetteer.events import Event
from gazetteer.text import Span
from gazetteer.times import Day, read_day

T = TypeVar("T")


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=False, omit_if_default=True)
    converter.register_unstructure_hook(Day, lambda day: day.edtf)
    converter.register_structure_hook(Day, lambda text, _: read_day(text))
    converter.register_unstructure_hook(Span, lambda span: [span.start, span.end])
    converter.register_structure_hook(Span, lambda pair, _: Span(*pair))
    converter.register_unstructure_hook(datetime, lambda instant: instant.isoformat(timespec="microseconds"))
    converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    configure_tagged_union(Event, converter, tag_name="type")
    return converter


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
