"""Roads found from one another: those of the same names, or of names that may be taken for one another.

Pure, but for the questions of which roads these are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy import Connection, bindparam, select, text

from gazetteer.among import Listed, among
from gazetteer.clashes import of_road
from gazetteer.events import LocationDecided
from gazetteer.findings import Finding
from gazetteer.folding import Learned
from gazetteer.kept_roads import area_of
from gazetteer.likeness import Key, keys_of
from gazetteer.prepared import Prepared
from gazetteer.records import RoadRecord
from gazetteer.schema import names
from gazetteer.search import LONGEST, PartKind, size_of
from gazetteer.toponyms import area_key, comparison_key

Spoken = Iterable[tuple[str | None, str]]  # areas and names
SizedKey = tuple[str, int, str]  # kind of part, size of the name, part


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Records by area and name key, and by area and what like names share, of every name they ever bore."""

    named: Mapping[tuple[str | None, str], Sequence[RoadRecord]]
    like: Mapping[tuple[str | None, Key], Sequence[RoadRecord]]


def neighbours(records: Iterable[RoadRecord]) -> Neighbours:
    """These records, to be asked for by their names."""
    named: dict[tuple[str | None, str], list[RoadRecord]] = {}
    like: dict[tuple[str | None, Key], list[RoadRecord]] = {}
    for record in sorted(records, key=lambda record: record.road_id):
        area, called = area_of(record), names_of(record)
        for key in dict.fromkeys(map(comparison_key, called)):
            named.setdefault((area, key), []).append(record)
        for shared in {key for name in called for key in keys_of(name)}:
            like.setdefault((area, shared), []).append(record)
    return Neighbours(named, like)


def names_of(record: RoadRecord) -> tuple[str, ...]:
    """Every name a road ever bore, each once."""
    return tuple(dict.fromkeys([version.name for version in record.versions]))


def ends_of(record: RoadRecord) -> set[str]:
    """Every name the ends of a road ever mentioned."""
    return {end.text for version in record.versions for end in version.extent.termini if end.text}


def found_among(
    records: Iterable[RoadRecord],
    learned: Callable[[str], Iterable[Learned]],
    around: Neighbours,
    decided: Mapping[str, LocationDecided],
) -> dict[str, Sequence[Finding]]:
    """Road id → what is found from it, of roads of which every neighbour is at hand.

    `learned` knows what happened to each road; of one with a single state nothing need be known.
    """
    found: dict[str, Sequence[Finding]] = {}
    for record in records:
        area, road_id = area_of(record), record.road_id

        def bearing(name: str, area: str | None = area) -> Sequence[RoadRecord]:
            return around.named.get((area, comparison_key(name)), ())

        def alike(name: str, area: str | None = area) -> Sequence[RoadRecord]:
            lists = [list_ for key in keys_of(name) if len(list_ := around.like.get((area, key), ())) > 1]
            return list({one.road_id: one for list_ in lists for one in list_}.values())

        acts = learned(road_id) if record.has_changed else ()
        mine = of_road(record, acts, bearing, alike, decided.get(road_id))
        found[road_id] = tuple(replace(one, area=area) for one in mine)
    return found


_BEARING = Prepared(select(names.c.road_id).where(among(names.c.key, "keys")))
# which names have one of these parts, and who bears them in the area: each wanted part is looked up by itself
_SHARING = {
    "sqlite": """SELECT names.road_id FROM json_each(:wanted) AS wanted
        CROSS JOIN name_parts AS part ON part.kind = json_extract(wanted.value, '$[0]')
            AND part.size = json_extract(wanted.value, '$[1]') AND part.part = json_extract(wanted.value, '$[2]')
        CROSS JOIN names ON names.name = part.name AND names.area = :area""",
    # OFFSET 0: else the planner, which knows nothing of a city that is new, reads all parts of all names through
    "postgresql": """SELECT borne.road_id
        FROM unnest(CAST(:kinds AS text[]), CAST(:sizes AS int[]), CAST(:parts AS text[])) AS wanted(kind, size, part)
        CROSS JOIN LATERAL (SELECT one.name FROM name_parts AS one WHERE one.kind = wanted.kind
            AND one.size = wanted.size AND one.part = wanted.part OFFSET 0) AS part
        CROSS JOIN LATERAL (SELECT one.road_id FROM names AS one
            WHERE one.name = part.name AND one.area = :area OFFSET 0) AS borne""",
}
_TYPED = {"sqlite": (bindparam("wanted", type_=Listed()),), "postgresql": ()}
_LIKE = {dialect: Prepared(text(asked).bindparams(*_TYPED[dialect])) for dialect, asked in _SHARING.items()}


def bearing(connection: Connection, spoken: Spoken) -> set[str]:
    """The roads that bear, or ever bore, one of these names in its area."""
    keys = {area_key(area, name) for area, name in spoken}
    return set(_BEARING.column(connection, {"keys": list(keys)}))


# An area with no more names, for each that is asked about and in all, is read whole: one part is shared by names of the
# whole land, and each of these would be looked for in the area.
_FEW, _MOST = 40, 20_000
_OF_AREA = Prepared(
    select(names.c.name, names.c.road_id)
    .where(names.c.key >= bindparam("first"), names.c.key < bindparam("after"), names.c.area == bindparam("area"))
    .limit(bindparam("most"))
)


def like(connection: Connection, spoken: Spoken) -> set[str]:
    """The roads whose name may be taken for one of these in its area."""
    found: set[str] = set()
    for area, called in _by_area(spoken):
        wanted = {part for name in called for part in sized_keys(name)}
        most = min(_FEW * len(called), _MOST)
        all_ = _OF_AREA.rows(connection, {**_keys_within(area), "area": area or "", "most": most})
        if len(all_) < most:
            found.update(road_id for name, road_id in all_ if not wanted.isdisjoint(_shared_parts(name)))
        else:
            found |= _sharing(connection, wanted, area)
    return found


def _keys_within(area: str | None) -> dict[str, str]:
    """Between what the keys of an area's names lie."""
    first = area_key(area, "")
    return {"first": first, "after": first[:-1] + chr(ord(first[-1]) + 1)}


def _sharing(connection: Connection, wanted: Set[SizedKey], area: str | None) -> set[str]:
    """The roads of an area whose names have one of these parts, asked of the database."""
    dialect, ordered = connection.dialect.name, sorted(wanted)
    values: dict[str, object] = {"wanted": ordered}
    if dialect == "postgresql":
        values = dict(zip(("kinds", "sizes", "parts"), map(list, zip(*ordered, strict=True)), strict=True))
    return set(_LIKE[dialect].column(connection, {**values, "area": area or ""}))


@lru_cache(maxsize=50_000)
def _shared_parts(name: str) -> frozenset[SizedKey]:
    """What a name is found by where names like it are looked for."""
    return frozenset([(str(kind), size_of(name), part) for kind, part in keys_of(name)])


def sized_keys(name: str) -> Iterator[SizedKey]:
    """What the names like one have: kind of part, size of the name, part."""
    size = size_of(name)
    for kind, part in keys_of(name):
        for one in (len(part) + more for more in _GENERICS) if kind is PartKind.STEM else (size,):
            yield str(kind), min(one, LONGEST), part


_GENERICS = range(1, 6)  # characters of 路 to 高架快速路


def _by_area(spoken: Spoken) -> Iterable[tuple[str | None, set[str]]]:
    found: dict[str | None, set[str]] = {}
    for area, name in spoken:
        found.setdefault(area, set()).add(name)
    return found.items()
