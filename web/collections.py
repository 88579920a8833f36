"""`Collection`: one of the API's collections: what it is called, what may be asked of it and how its items are made."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from flask import request
from sqlalchemy import Connection
from werkzeug.sansio.utils import get_current_url

from gazetteer.listing import Condition
from gazetteer.text import Sentence
from geodata.states import Kept
from web.answers import JSON
from web.api_histories import Narrow
from web.api_query import Asked

Feature = dict[str, Any]
Link = dict[str, str]


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a question has; None: so many that they are not counted."""

    number: int | None


@dataclass(frozen=True, slots=True)
class Collection:
    """`walk` gives rows in the order of their keys, from an id on or of some roads; `features` makes features of them.

    What narrows a walk is put to the database; what is looked for is still looked at in each row it gives.
    """

    name: str
    title: Sentence
    description: Sentence
    walk: Callable[[Connection, Asked, Narrow, str, int, Iterable[str] | None], Iterator[Any]]
    one: Callable[[str, Asked], Any]
    key: Callable[[Any], str]
    features: Callable[[Sequence[Any], bool], list[Feature]]
    links: Callable[[Any, Asked], list[Link]]
    road: Callable[[Any], Kept | None]  # whose line a row has
    parameters: tuple[str, ...]
    item_parameters: tuple[str, ...]
    filters: Mapping[str, Callable[[Any], str | None]] = field(default_factory=dict)
    narrows: Mapping[str, Callable[[str], Condition]] = field(default_factory=dict)  # the filters a database knows
    orders: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    count: Callable[[Connection, Asked, Narrow, int], Count | None] | None = None  # of all rows; None: look at them
    # In what time rows are states as the register keeps them; None: which state a row is must be looked at.
    as_kept: Callable[[Connection, Asked], Narrow | None] | None = None
    has_lines: bool = True
    means_today: bool = False  # where no time in force is asked for

    @property
    def path(self) -> str:
        return f"/collections/{self.name}"

    @property
    def all_parameters(self) -> tuple[str, ...]:
        return (*self.parameters, *self.filters)


def root() -> str:
    """The address of the API as the caller wrote it."""
    return site() + "/api"


def site() -> str:
    """The address of all of it, without a slash at the end."""
    environ = request.environ
    found: str | None = environ.get("gazetteer.site")
    if found is None:
        found = environ["gazetteer.site"] = _site(request.scheme, request.host, request.root_path)
    return found


@lru_cache(maxsize=64)
def _site(scheme: str, host: str, path: str) -> str:
    return get_current_url(scheme, host, path).rstrip("/")


def link(rel: str, path: str, kind: str = JSON, title: str | None = None) -> Link:
    """A link within the API, as OGC writes it."""
    said = {"rel": rel, "href": root() + path, "type": kind}
    return said | ({"title": title} if title else {})
