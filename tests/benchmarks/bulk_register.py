"""A large invented register, quickly: `python -m tests.benchmarks.bulk_register --roads 100000 --database FILE-or-URL`.

The log is a true one, event by event what taking the same notices in comes to (a test holds it to that), only
written in great steps; every other table is made from it by `rebuild`. Lines lie on an invented grid near 1°N 1°E.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from shapely.geometry import LineString
from sqlalchemy import select

from gazetteer.actions import Action
from gazetteer.acts import events_of
from gazetteer.errors import RegisterError
from gazetteer.events import EntryMatched, Event, NoticeReceived
from gazetteer.kept_roads import unpack_version
from gazetteer.known_roads import Match
from gazetteer.log import Head, head, links
from gazetteer.plans import new_id
from gazetteer.records import RoadVersion
from gazetteer.registry import Register
from gazetteer.schema import log, texts, versions
from gazetteer.store import insert
from gazetteer.text import Sentence
from geodata.extracts import DIVISION_COLUMNS, PLACE_COLUMNS, ROAD_COLUMNS, Extract, frame, road_row
from geodata.network import RoadNetwork, build_network
from geodata.outcomes import Alignment, Ambiguous, Course, NotMapped, Resolution, Resolved, Unresolved
from geodata.resolutions import keep
from geodata.snapshots import Snapshots
from tests.benchmarks.bulk_cities import BLOCK_M, City, Line, cities
from tests.benchmarks.bulk_notices import Written, write_notice

FIRST = datetime(2026, 1, 1, tzinfo=UTC)  # the first notice is recorded then, each further one a second later
_ROWS = 5000
INVENTED = Sentence("虚构：按棋盘格生成，不是真实道路。", "Invented: made on a grid, no real road.")
Said = Callable[[str], None]


def fill(register: Register, roads: int, *, networks: int = 5, lines: bool = True, say: Said = lambda _: None) -> None:
    """Fills an empty register with so many roads, their history, their lines, and the networks of some cities."""
    begun = time.perf_counter()

    def done(what: str) -> None:
        say(f"{time.perf_counter() - begun:8.1f} s  {what}")

    with register.store.writing() as connection:
        last = head(connection)
        if last.count:
            raise RegisterError(f"{register.store.url} 不是空的。", f"{register.store.url} is not empty.")
        at = FIRST
        founders: dict[str, dict[int, str]] = {}
        rows: list[dict[str, object]] = []
        kept_texts: list[dict[str, object]] = []
        for city in cities(roads):
            for written, events in steps(city, founders.setdefault(city.name, {})):
                made = links(last, events, at)
                last, at = Head(made[-1]["position"], made[-1]["digest"]), at + timedelta(seconds=1)
                rows += made
                kept_texts.append({"digest": written.reading.notice.digest, "text": written.document.text})
                if len(rows) >= _ROWS:
                    insert(connection, texts, kept_texts)
                    insert(connection, log, rows)
                    rows, kept_texts = [], []
        if rows:
            insert(connection, texts, kept_texts)
            insert(connection, log, rows)
    done(f"log: {last.count:,} events")
    register.rebuild()
    done("records, names, findings")
    for number, city in enumerate(cities(roads) if lines else ()):
        digest = sha256(f"grid {city.name}".encode()).hexdigest()
        if number < networks:
            network = _network(city, digest)
            Snapshots(register).keep(city.name, network)
        _keep_lines(register, city, digest, founders[city.name])
        done(f"lines of {city.name}")


def steps(city: City, founders: dict[int, str]) -> Iterator[tuple[Written, list[Event]]]:
    """Each notice of a city and the events it makes, in the order of time; `founders` learns each road's id."""
    founding: dict[int, str] = {}  # road → the entry that named it
    road_ids: dict[str, str] = {}
    for act in city.acts:
        written = write_notice(city, act)
        reading = written.reading
        matches = {}
        for clause, entry in zip(act.clauses, reading.entries, strict=True):
            number = clause.road.number
            if clause.action is Action.NAMING:
                founding[number] = entry.entry_id
                founders[number] = road_ids[entry.entry_id] = new_id(entry.entry_id, frozenset())
                matches[entry.entry_id] = Match(entry.entry_id, entry.entry_id, "new road")
            else:
                matches[entry.entry_id] = Match(entry.entry_id, founding[number], "name in force")
        matched = [EntryMatched(key, road_ids[one.founder or ""], one.reason) for key, one in matches.items()]
        received = NoticeReceived(reading.notice, reading.entries, reading.problems)
        yield written, [received, *matched, *events_of(reading, matches, road_ids)]


def _keep_lines(register: Register, city: City, digest: str, founders: dict[int, str]) -> None:
    """Keeps where each version of a city's roads runs, or that it was not found: 85 in 100 are."""
    roads = {founders[road.number]: road for road in city.roads if road.number in founders}
    with register.store.writing() as connection:
        query = select(versions.c.road_id, versions.c.body).where(versions.c.area == city.name)
        found: list[Resolution] = []
        seen: set[tuple[str, str]] = set()
        for row in connection.execute(query).all():
            version = unpack_version(row.body)
            if (version.road_id, version.description) in seen:
                continue
            seen.add((version.road_id, version.description))
            road = roads[version.road_id]
            line = city.line_of(road)
            if version.length is not None and version.length.value < road.length_m:
                line = line[: round(version.length.value / BLOCK_M) + 1]
            found.append(_outcome(version, line, road.number))
        for at in range(0, len(found), _ROWS):
            keep(connection, city.name, digest, found[at : at + _ROWS])


def _outcome(version: RoadVersion, line: Line, number: int) -> Resolution:
    course = Alignment((Course(line, round((len(line) - 1) * BLOCK_M, 1), (number + 1,)),))
    key = (version.road_id, version.description)
    match number % 20:
        case 0:
            return Ambiguous(*key, (course, Alignment((Course(line[:2], BLOCK_M, (number + 1,)),))), 0.5, (INVENTED,))
        case 1:
            return NotMapped(*key, 0.9, (INVENTED,), version.place.district, (course,))
        case 2:
            return Unresolved(*key, INVENTED, approximate_area=version.place.district)
        case _:
            named = number % 3 > 0
            return Resolved(*key, "named" if named else "inferred", course, 0.97, named, (INVENTED,))


def _network(city: City, digest: str) -> RoadNetwork:
    """The grid of a city as a network: one way a road."""
    rows = []
    for road in city.roads:
        nodes = tuple(_node(city, road.crossing(at)) for at in range(road.first, road.last + 1))
        tags = {"highway": "secondary" if road.width_m > 20 else "residential", "name": road.name}
        rows.append(road_row(road.number + 1, nodes, tags, LineString(city.line_of(road))))
    empty = [frame([], columns) for columns in (PLACE_COLUMNS, DIVISION_COLUMNS)]
    return build_network(
        Extract(frame(rows, ROAD_COLUMNS), *empty, "虚构 invented", "tests.benchmarks.bulk_register", digest)
    )


def _node(city: City, crossing: tuple[int, int]) -> int:
    return crossing[1] * city.size + crossing[0] + 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roads", type=int, default=20_000)
    parser.add_argument("--database", required=True, help="an empty database: a path or a URL")
    parser.add_argument("--networks", type=int, default=5, help="how many cities get a background too")
    parser.add_argument("--no-lines", action="store_true", help="no lines and no networks")
    options = parser.parse_args()
    with Register.open(options.database) as register:
        fill(register, options.roads, networks=options.networks, lines=not options.no_lines, say=print)


if __name__ == "__main__":
    main()
