"""`Atlases`: the atlas of a register as it stands, and those of an earlier knowledge that were asked for last."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from threading import Lock
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, select

from gazetteer.ground_schema import resolutions
from gazetteer.schema import versions
from gazetteer.store import Store, in_batches
from gazetteer.times import TimePoint, today
from geodata.states import kept_of
from web.atlas import EVER, Atlas, Coded, Days, Some, drawn_lines
from web.house import House
from web.mercator import to_unit_points

NOW = TimePoint()
MOST_THENS = 3
_BATCH = 10_000
_EDITION = "2"  # of what is said of a line: browsers keep tiles for ever by the stamp
_STATED = (
    versions.c.road_id, versions.c.ordinal, versions.c.area, versions.c.district, versions.c.name, versions.c.act,
    versions.c.from_earliest, versions.c.from_latest, versions.c.to_earliest, versions.c.to_latest,
)  # fmt: skip
_FOUND = (
    resolutions.c.number, resolutions.c.status,
    resolutions.c.west, resolutions.c.south, resolutions.c.east, resolutions.c.north,
)  # fmt: skip
_MINE = and_(resolutions.c.road_id == versions.c.road_id, resolutions.c.description == versions.c.description)
_ALL = (
    select(*_STATED, *_FOUND)
    .outerjoin(resolutions, _MINE)
    .order_by(versions.c.road_id, versions.c.ordinal)
    .execution_options(yield_per=_BATCH)
)
Boxes = Mapping[int, NDArray[np.float64]]  # resolution → the boxes of its candidates


class Atlases:
    """The atlas of a house as it stands, and a few others."""

    def __init__(self) -> None:
        self._now: Atlas | None = None
        self._thens: dict[tuple[TimePoint, str], Atlas] = {}
        self._making = Lock()

    def now(self, store: Store, stamp: str) -> Atlas:
        """The atlas of all we know; whoever asks while it is made waits for it."""
        with self._making:
            if self._now is None or self._now.stamp != stamp:
                with store.reading() as connection:
                    made = Table()
                    for some in connection.execute(_ALL).partitions():
                        made.add(some)
                    self._now = made.atlas(stamp, _candidate_boxes(connection))
            return self._now

    def then(self, point: TimePoint, stamp: str, make: Callable[[TimePoint], Atlas]) -> Atlas:
        """The atlas of another knowledge; the few asked for last are kept."""
        with self._making:
            key = point, stamp
            found = self._thens.pop(key, None) or make(point)
            self._thens[key] = found
            while len(self._thens) > MOST_THENS:
                self._thens.pop(next(iter(self._thens)))
            return found


class Table:
    """The columns of an atlas while they grow, a road's states together and in order."""

    def __init__(self) -> None:
        self._road_ids: list[NDArray[np.bytes_]] = []
        self._numbers: dict[str, list[NDArray[Any]]] = {}
        self._texts: dict[str, dict[str, int]] = {name: {} for name in ("area", "district", "name", "act", "status")}

    def add(self, rows: Sequence[Any]) -> None:
        """Rows of the columns `_STATED` and `_FOUND`."""
        columns = list(zip(*rows, strict=True)) or [()] * (len(_STATED) + len(_FOUND))
        road_ids, ordinals, areas, districts, names, acts, *days, numbers, statuses, west, south, east, north = columns
        self._road_ids.append(np.array(road_ids, dtype="S16"))
        self._grow("ordinal", np.array(ordinals, dtype=np.int32))
        found = [one or "unresolved" for one in statuses]
        texts = {"area": areas, "district": districts, "name": names, "act": acts, "status": found}
        for column, values in texts.items():
            codes = self._texts[column]
            coded = array("i", (codes.setdefault(text or "", len(codes)) for text in values))
            self._grow(column, np.array(coded, dtype=np.int32))
        for column, texts_of_days in zip(("begin", "began", "end", "ended"), days, strict=True):
            self._grow(column, _ordinals(texts_of_days))
        self._grow("number", np.array([-1 if one is None else one for one in numbers], dtype=np.int64))
        self._grow("box", np.array((west, south, east, north), dtype=np.float64).T)  # None: not a number

    def _grow(self, column: str, more: NDArray[Any]) -> None:
        self._numbers.setdefault(column, []).append(more)

    def atlas(self, stamp: str, candidates: Boxes, held: Sequence[Any] | None = None) -> Atlas:
        """The atlas of all rows; `held`: what is said of each, where it is not read from the register."""
        if not self._road_ids:
            self.add(())
        road_ids = np.concatenate(self._road_ids)
        column = {name: np.concatenate(some) for name, some in self._numbers.items()}
        text = {name: Coded(column[name], tuple(codes)) for name, codes in self._texts.items()}
        begins, ends = Days(column["begin"], column["began"]), Days(column["end"], column["ended"])
        first, last = _shown(road_ids, begins, ends)
        order = np.lexsort(
            (column["ordinal"], road_ids, _by_sound(text["name"]), _by_sound(text["district"]), _ranks(text["area"]))
        )
        areas = text["area"].taken(order)
        owners, boxes, numbers, places = _lines(column["number"][order], column["box"][order], candidates)
        began = begins.taken(order)
        corners = [to_unit_points(boxes[:, at : at + 2]) for at in (0, 2)]
        return Atlas(
            stamp=stamp,
            road_ids=road_ids[order],
            ordinals=column["ordinal"][order],
            names=text["name"].taken(order),
            areas=_runs(areas),
            districts=text["district"].taken(order),
            acts=text["act"].taken(order),
            statuses=text["status"].taken(order),
            looked=column["number"][order] >= 0,
            begins=began,
            ends=ends.taken(order),
            first=first[order],
            last=last[order],
            years=_years(began),
            owners=owners,
            boxes=boxes,
            sizes=np.hypot(*(corners[1] - corners[0]).T),
            placed=text["status"].taken(order).is_("resolved")[owners],
            _numbers=numbers,
            _places=places,
            _held=None if held is None else [held[at] for at in order.tolist()],
        )


def _ordinals(texts: Sequence[str | None]) -> NDArray[np.int32]:
    """ISO days as ordinals; 0: none."""
    days = np.array([text or "NaT" for text in texts], dtype="datetime64[D]")
    found = (days - np.datetime64(date.min)).astype(np.int64) + 1
    return np.where(np.isnat(days), 0, found).astype(np.int32)


def _shown(road_ids: NDArray[np.bytes_], begins: Days, ends: Days) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """From which day on each state is the one shown, and up to which (where only partly known, perhaps)."""
    same = road_ids[1:] == road_ids[:-1]
    first = begins.earliest.copy()
    # An earlier state that surely still holds goes before a later one that perhaps does.
    surely = np.minimum(ends.earliest[:-1], begins.latest[1:])
    first[1:] = np.where(same & (ends.earliest[:-1] > 0), np.maximum(first[1:], surely), first[1:])
    last = np.where(ends.latest > 0, ends.latest, EVER).astype(np.int32)
    last[:-1] = np.where(same, np.minimum(last[:-1], first[1:]), last[:-1])
    return first, last


def _years(begins: Days) -> NDArray[np.int32]:
    days = np.datetime64(date.min) + np.maximum(begins.earliest - 1, 0).astype("timedelta64[D]")
    years = days.astype("datetime64[Y]").astype(np.int32) + 1970
    return np.where(begins.earliest > 1, years, 0).astype(np.int32)


def _ranks(column: Coded) -> NDArray[np.int64]:
    """For each row where its text stands among all texts."""
    return _placed(column, sorted(column.texts))


def _by_sound(column: Coded) -> NDArray[np.int64]:
    # GB 2312 sorts its common characters by pinyin, as Chinese readers expect of a list.
    return _placed(column, sorted(column.texts, key=lambda text: text.encode("gb18030")))


def _placed(column: Coded, order: Sequence[str]) -> NDArray[np.int64]:
    place = {text: at for at, text in enumerate(order)}
    return np.array([place[text] for text in column.texts], dtype=np.int64)[column.codes]


def _runs(areas: Coded) -> dict[str, slice]:
    """Where each area's states stand."""
    ends = (0, *(np.flatnonzero(np.diff(areas.codes)) + 1).tolist(), len(areas.codes))
    return {areas[a]: slice(a, b) for a, b in pairwise(ends) if a < b}


def _lines(
    numbers: NDArray[np.int64], boxes: NDArray[np.float64], candidates: Boxes
) -> tuple[Some, NDArray[np.float64], NDArray[np.int64], NDArray[np.int32]]:
    """Of each line: its state, its box, its resolution, and which of that one's lines it is."""
    own = np.flatnonzero(~np.isnan(boxes[:, 0]))
    several = np.flatnonzero(np.isin(numbers, np.array(list(candidates), dtype=np.int64))).tolist()
    owners = [at for at in several for _ in candidates[int(numbers[at])]]
    places = [place for at in several for place in range(len(candidates[int(numbers[at])]))]
    all_owners = np.concatenate((own, np.array(owners, dtype=np.int64)))
    all_places = np.concatenate((np.zeros(len(own), dtype=np.int32), np.array(places, dtype=np.int32)))
    all_boxes = np.concatenate((boxes[own], *(candidates[int(numbers[at])] for at in several)))
    order = np.argsort(all_owners, kind="stable")
    return all_owners[order], all_boxes[order], numbers[all_owners[order]], all_places[order]


def _candidate_boxes(connection: Connection) -> Boxes:
    """The boxes of the candidates of every ambiguous road; those of lines that were found the register keeps."""
    columns = resolutions.c
    rows = connection.execute(select(columns.number, columns.body).where(columns.status == "ambiguous"))
    return {number: boxes for number, body in rows if len(boxes := _boxes(drawn_lines(orjson.loads(body))))}


def _boxes(lines: Sequence[Any]) -> NDArray[np.float64]:
    points = [np.array([point for course in line for point in course["coordinates"]]) for line in lines]
    return np.array([(*some.min(axis=0), *some.max(axis=0)) for some in points], dtype=np.float64)


def atlas(house: House, point: TimePoint = NOW) -> Atlas:
    """The atlas of all we know; or of one day as it was known, or published, then: one state a road."""
    now, kept = stamp(house), house.lasting("atlas", Atlases)
    if point.is_all_we_know:
        return kept.now(house.register.store, now)
    return kept.then(replace(point, valid_on=point.valid_on or today()), now, lambda asked: _then(house, now, asked))


def stamp(house: House) -> str:
    """What the map shows changes only with this: the head of the log, the last run of the resolver, this program."""
    return f"{house.register.head().digest[:16]}{house.resolutions.stamp()}{_EDITION}"


def _then(house: House, stamp: str, point: TimePoint) -> Atlas:
    roads = house.register.roads(point)
    with house.register.store.reading() as connection:
        held = kept_of(connection, roads)
        found = _found(connection, {one.road_id for one in held})
        candidates = _candidate_boxes(connection)
    made = Table()
    nothing = (None,) * len(_FOUND)
    rows = [
        (
            one.road_id, one.ordinal, one.area, one.district, one.said["name"], one.said["act"], one.from_earliest,
            one.from_latest, one.to_earliest, one.to_latest, *found.get((one.road_id, one.description), nothing),
        )
        for one in held
    ]  # fmt: skip
    made.add(rows)
    there = made.atlas(stamp, candidates, held)
    return replace(there, first=np.zeros_like(there.first), last=np.full_like(there.last, EVER))


def _found(connection: Connection, road_ids: Iterable[str]) -> dict[tuple[str, str], Sequence[Any]]:
    columns = resolutions.c
    query = select(columns.road_id, columns.description, *_FOUND)
    return {
        (row[0], row[1]): tuple(row[2:])
        for ids in in_batches(sorted(road_ids))
        for row in connection.execute(query.where(columns.road_id.in_(ids)))
    }
