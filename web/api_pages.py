"""`Page`: the rows of a collection that one answer shows, found without looking at those before it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, false

from gazetteer.among import among
from gazetteer.errors import NotFoundError
from gazetteer.listing import Condition
from gazetteer.schema import versions
from geodata.boxes import FEW, Key, Near, near, near_states, on_lines, touching
from geodata.states import Kept, in_order
from web.api_histories import Narrow
from web.api_query import Asked
from web.collections import Collection
from web.house import house
from web.parameters import MOST_ITEMS, ParameterError

MOST_NEAR = 20_000  # lines near a box; where there are more, roads are looked through in the order of their ids
MOST_COUNTED = 100_000  # states; where more meet what is asked, the answer does not say how many
MOST_WALKED = 2_000  # rows counted one by one
Fits = Callable[[Iterable[Any]], Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, whether others follow, and how many there are in all (None: too many to count)."""

    rows: Sequence[Any]
    goes_on: bool
    matched: int | None


class PageNotFoundError(NotFoundError):
    """A page behind an item that is not among the results."""

    def __init__(self, after: str) -> None:
        super().__init__(f"结果中没有“{after}”，请从第一页开始。", f"{after!r} is not among the results; start anew.")


def page_of(kind: Collection, asked: Asked) -> Page:
    """The rows of a collection asked for, behind `after`: by their keys, best first, or in the order asked for."""
    with house().register.store.reading() as connection:
        has_box = asked.bounds is not None and kind.has_lines
        beside = near(connection, asked.bounds, MOST_NEAR) if asked.bounds is not None and has_box else None
        narrow = _narrowed(connection, kind, asked, beside)
        fits = _fitting(connection, kind, asked, beside)
        if beside is not None and asked.text is not None:
            beside.all_keys(connection)
        if asked.text is not None:
            return _slice(kind, asked, _searched(connection, kind, asked, narrow, fits))
        kept = None
        if asked.sortby is not None:
            by, down = _order(kind, asked)
            kept = _in_order(connection, kind, asked, narrow, fits)
            if kept is None:
                found = list(fits(_walked(connection, kind, asked, narrow, beside, "", 2000)))
                if kind.as_kept is not None:  # of the same value as the database has them: a page may come from either
                    found.sort(key=lambda state: (state.road_id, state.ordinal))
                return _slice(kind, asked, sorted(found, key=kind.orders[by], reverse=down))
        after = asked.after or ""
        since, size = after.partition("~")[0], asked.limit + 2
        walked = _walked(connection, kind, asked, narrow, beside, since, size)
        rows = kept or (row for row in fits(walked) if kind.key(row) > after)
        shown = list(islice(rows, asked.limit + 1))
        goes_on = len(shown) > asked.limit
        if not goes_on and not after:
            return Page(shown, goes_on, len(shown))

        def count() -> int | None:
            return _count(connection, kind, asked, narrow, fits, beside)

        matched = house().remembered(f"count {kind.name} {asked.question}", count)
        return Page(shown[: asked.limit], goes_on, matched)


def _in_order(
    connection: Connection, kind: Collection, asked: Asked, narrow: Narrow, fits: Fits
) -> Iterator[Any] | None:
    """The rows behind `after` in the order asked for, where the database knows it; None where all must be looked at."""
    if kind.as_kept is None or asked.bounds is not None or not asked.point.is_all_we_know:
        return None
    times = kind.as_kept(connection, asked)
    if times is None:
        return None
    after = None
    if asked.after is not None:
        mine = (*narrow, versions.c.road_id == asked.after.partition("~")[0])
        found = fits(kind.walk(connection, asked, mine, "", 1, None))
        after = next((row for row in found if kind.key(row) == asked.after), None)
        if after is None:
            raise PageNotFoundError(asked.after)
    by, down = _order(kind, asked)
    return fits(in_order(connection, by, down, (*times, *narrow), after, asked.limit + 1))


def _walked(
    connection: Connection,
    kind: Collection,
    asked: Asked,
    narrow: Narrow,
    beside: Near | None,
    since: str,
    size: int,
) -> Iterator[Any]:
    """The rows from an id on; near a box its roads are asked for, a page's worth at a time."""
    if beside is None or not asked.point.is_all_we_know:
        return kind.walk(connection, asked, narrow, since, size, None)
    if narrow:  # few of its roads may have these properties: the database finds them
        mine = among(versions.c.road_id, "near_roads").params(near_roads=list(beside.roads(connection, since)))
        return kind.walk(connection, asked, (*narrow, mine), since, size, None)
    return kind.walk(connection, asked, narrow, since, size + size // 4, beside.roads(connection, since))


def _narrowed(connection: Connection, kind: Collection, asked: Asked, beside: Near | None) -> Narrow:
    """What of the question the database knows; `beside` are the lines near the box asked for (None: many)."""
    said: list[Condition] = [kind.narrows[name](text) for name, text in asked.filters.items() if name in kind.narrows]
    if asked.bounds is not None:
        if not kind.has_lines or (beside is not None and not beside.numbers):
            return (false(),)
        if beside is None:
            said.append(near_states(asked.bounds))
        elif not asked.point.is_all_we_know:
            said.append(versions.c.road_id.in_(list(beside.roads(connection))))
    return tuple(said)


def _fitting(connection: Connection, kind: Collection, asked: Asked, beside: Near | None) -> Fits:
    """A sieve for rows: the properties asked for, and a line that touches the box; a row without one touches none."""
    bounds = asked.bounds

    def fits(rows: Iterable[Any]) -> Iterator[Any]:
        for name, wanted in asked.filters.items():
            rows = _with(rows, kind.filters[name], wanted)
        if bounds is None:
            yield from rows
            return
        roads = ((row, kind.road(row)) for row in rows)
        while some := list(islice(roads, asked.limit + 1)):
            keys = [key_of(road) if road is not None else None for _, road in some]
            known = {} if beside is None else {key: beside.keys.get(key) for key in keys if key is not None}
            unsure = (key for key in keys if key is not None and (beside is None or known[key] is False))
            touched = touching(connection, unsure, bounds) | {key for key, inside in known.items() if inside}
            yield from (row for (row, _), key in zip(some, keys, strict=True) if key in touched)

    return fits


def _with(rows: Iterable[Any], said: Callable[[Any], str | None], wanted: str) -> Iterator[Any]:
    return (row for row in rows if said(row) == wanted)


def key_of(road: Kept) -> Key:
    return road.road_id, road.description


def _count(
    connection: Connection,
    kind: Collection,
    asked: Asked,
    narrow: Narrow,
    fits: Fits,
    beside: Near | None,
) -> int | None:
    """How many rows there are; None where that would take longer than the answer itself."""
    if asked.bounds is not None:
        if kind.has_lines and (beside is None or len(beside.numbers) > FEW):
            return None
        if beside is not None:
            narrow = (*narrow, on_lines(beside, list(beside.roads(connection))))
    if kind.count is not None and asked.point.is_all_we_know:
        found = kind.count(connection, asked, narrow, MOST_COUNTED)
        if found is not None:
            return found.number
    rows = fits(_walked(connection, kind, asked, narrow, beside, "", 500))
    walked = sum(1 for _ in islice(rows, MOST_WALKED + 1))
    return walked if walked <= MOST_WALKED else None


def _searched(connection: Connection, kind: Collection, asked: Asked, narrow: Narrow, fits: Fits) -> list[Any]:
    """The rows of the roads a name finds, best first."""
    hits = house().register.search(asked.text or "", MOST_ITEMS, asked.area)
    rank = {hit.version.road_id: number for number, hit in enumerate(hits)}
    mine = (*narrow, versions.c.road_id.in_(sorted(rank)))
    found = ((row, kind.road(row)) for row in fits(kind.walk(connection, asked, mine, "", MOST_ITEMS, None)))
    ranked = [(rank[road.road_id], row) for row, road in found if road is not None and road.road_id in rank]
    return [row for _, row in sorted(ranked, key=lambda pair: pair[0])]


def _order(kind: Collection, asked: Asked) -> tuple[str, bool]:
    """What rows are put in order by, and whether downwards. Raises `ParameterError`."""
    wanted = asked.sortby or ""
    by = wanted.lstrip("+-")
    if by not in kind.orders:
        names = ", ".join(kind.orders)
        raise ParameterError("sortby", f"可用的有：{names}，前加 - 为倒序。", f"one of {names}; - before it: down.")
    return by, wanted.startswith("-")


def _slice(kind: Collection, asked: Asked, rows: Sequence[Any]) -> Page:
    """The page behind `after` of rows in an order of their own."""
    start = 0
    if asked.after is not None:
        found = next((number for number, row in enumerate(rows) if kind.key(row) == asked.after), None)
        if found is None:
            raise PageNotFoundError(asked.after)
        start = found + 1
    shown = rows[start : start + asked.limit]
    return Page(shown, start + len(shown) < len(rows), len(rows))
