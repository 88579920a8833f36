"""Extracts downloaded from a local server that speaks Overpass' protocol, errors included; nothing goes outside."""

import gzip
import json
import os
import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import osmium
import pytest
from shapely.geometry import Polygon, box

from gazetteer.registry import Register
from geodata.extracts import NAMED_ONLY, NO_ROAD, is_road, place_kind
from geodata.network import build_network
from geodata.osm import read_extract
from geodata.overpass import KEPT_S, Answers, Downloaded, NoRoadsError, OutFileError, download
from geodata.overpass_answers import ATTRIBUTION, Failure, Trouble, failure_of, merge, write_extract
from geodata.overpass_areas import AreaAmbiguousError, AreaNotFoundError
from geodata.overpass_client import Overpass, Patience, ServerAddressError, ServerError, program
from geodata.overpass_queries import PLACES, area_query, tile_query
from geodata.overpass_tiles import TILE_DEG, Bounds, BoundsError, cut, quarters, read_bounds
from geodata.resolutions import Resolutions
from geodata.snapshots import Snapshots
from tests.geodata import overpass_server as fake
from tests.geodata.overpass_server import OverpassServer, World, serving
from web.commands import main

BOUNDS = Bounds(116.9, 36.5, 117.4, 36.8)  # 3 × 2 tiles
NANJING = Path(__file__).parents[3] / "shared" / "osm" / "nanjing.osm.gz"
TILE = Bounds(116.9, 36.5, 117.0, 36.6)
WHOLE = b'<?xml version="1.0"?><osm version="0.6"><meta osm_base="2026-11-20T08:00:00Z"/>%s</osm>'


def no_bar(_done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture(autouse=True)
def _only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anything but 127.0.0.1 is an error, proxies are none, settings are the defaults."""
    connect = socket.socket.connect

    def local(self: socket.socket, address: tuple[str, int]) -> None:
        assert address[0] == "127.0.0.1", f"a test asked {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local)
    monkeypatch.setenv("no_proxy", "*")
    for name in ("GAZETTEER_CACHE", "GAZETTEER_OVERPASS_URL"):
        monkeypatch.delenv(name, raising=False)
    # the command line's own server, asked without a pause
    monkeypatch.setattr("web.commands_download.Overpass", lambda url: Overpass(url, sleep=lambda _seconds: None))


@pytest.fixture(scope="module")
def world() -> World:
    """Invented streets 0.05° apart, each one way across all of the bounds, in the city 甲市 of the north-west."""
    made = World()
    lons = [round(116.9 + 0.05 * n, 2) for n in range(11)]
    lats = [round(36.5 + 0.05 * n, 2) for n in range(7)]
    for n, lat in enumerate(lats):
        made.way(100 + n, [(lon, lat) for lon in lons], highway="primary", name=f"东西{n}路", lanes="4")
    for n, lon in enumerate(lons):
        made.way(200 + n, [(lon, lat) for lat in lats], highway="residential", name=f"南北{n}路")
    made.way(300, [(116.91, 36.52), (117.39, 36.53)], waterway="river", name="乙河")
    made.way(301, [(116.91, 36.61), (117.1, 36.62), (117.39, 36.61)], railway="rail")
    made.way(302, [(117.01, 36.61), (117.02, 36.61), (117.02, 36.62), (117.01, 36.61)], leisure="park", name="“丙”&园")
    corners = [(116.9, 36.5), (116.9, 36.8), (117.4, 36.8), (116.9, 36.5)]
    made.way(400, corners[:3], boundary="administrative")
    made.way(401, corners[2:], boundary="administrative")
    made.relations[1] = (
        [400, 401],
        {"type": "boundary", "boundary": "administrative", "admin_level": "5", "name": "甲市"},
    )
    made.relations[2] = [400, 401], {"type": "boundary", "admin_level": "8", "name": "丁区"}
    made.relations[3] = [401], {"type": "boundary", "admin_level": "8", "official_name": "丁区", "name": "丁 区"}
    made.node(117.2, 36.7, barrier="gate", name="甲大学北门")
    return made


@pytest.fixture
def server(world: World) -> Iterator[OverpassServer]:
    with serving(world) as running:
        yield running


class Run:
    """Downloads into a folder, with a clock that only notes how long it was to sleep."""

    def __init__(self, server: OverpassServer, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.out = folder / "made.osm.gz"
        self.slept: list[float] = []
        self.told: list[tuple[int, int]] = []

    def overpass(self, **patience: float) -> Overpass:
        given = Patience(**{"pause_s": 0.0, "timeout_s": 5.0, **patience})
        return Overpass(self.server.url, given, self.slept.append, lambda: 1.0)

    def __call__(self, where: str | Bounds = BOUNDS, out: Path | None = None, **patience: float) -> Downloaded:
        answers = Answers(self.folder / "tiles")
        return download(where, out or self.out, self.overpass(**patience), answers, lambda *far: self.told.append(far))

    @property
    def waits(self) -> list[float]:
        return [wait for wait in self.slept if wait]


@pytest.fixture
def run(server: OverpassServer, tmp_path: Path) -> Run:
    return Run(server, tmp_path)


def ids(path: Path) -> list[tuple[str, int]]:
    return [(type(thing).__name__, thing.id) for thing in osmium.FileProcessor(str(path))]


# What is asked


def test_bounds_are_cut_into_tiles_that_meet_and_cover_them():
    tiles = cut(BOUNDS)
    assert len(tiles) == 6
    assert all(tile.longer_deg <= TILE_DEG for tile in tiles)
    assert sum(tile.polygon.area for tile in tiles) == pytest.approx(BOUNDS.polygon.area, abs=1e-12)
    assert {tile.west for tile in tiles} | {BOUNDS.east} == {tile.east for tile in tiles} | {BOUNDS.west}


def test_a_tile_off_the_area_is_not_asked_for():
    corner = Polygon([(116.9, 36.5), (117.0, 36.5), (116.9, 36.6)])
    assert cut(BOUNDS, corner) == cut(BOUNDS)[:1]


def test_quarters_make_up_their_tile_and_come_to_an_end():
    tile, depth = cut(BOUNDS)[0], 0
    while parts := quarters(tile):
        assert sum(part.polygon.area for part in parts) == pytest.approx(tile.polygon.area, rel=1e-4)
        tile, depth = parts[-1], depth + 1
    assert depth in {3, 4}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("116.9,36.5,117.4", "cannot read the bounds '116.9,36.5,117.4'"),
        ("甲市", "cannot read the bounds '甲市'"),
        ("117.4,36.5,116.9,36.8", "west < east, south < north, longitude first"),
        ("116.9,36.8,117.4,36.5", "west < east, south < north, longitude first"),
        ("36.5,116.9,36.8,117.4", "longitude first"),
        ("nan,36.5,117.4,36.8", "longitude first"),
        ("73,18,135,54", "too wide for a public server"),
    ],
)
def test_bounds_that_cannot_be_asked_for_say_why(text: str, words: str):
    with pytest.raises(BoundsError, match=re.escape(words)):
        read_bounds(text)


def test_bounds_are_written_as_they_are_read():
    assert str(read_bounds("116.9, 36.5，117.40,36.8000001")) == "116.9,36.5,117.4,36.8000001"


def test_a_tile_is_asked_for_with_all_that_the_reader_takes():
    query = tile_query(TILE)
    assert query.startswith("[out:xml][timeout:180][maxsize:536870912][bbox:36.5,116.9,36.6,117];")
    refused = re.search(r'way\["highway"\]\["highway"!~"\^\(([^)]+)\)\$"\];', query)
    assert refused is not None
    assert set(refused[1].split("|")) == NAMED_ONLY | NO_ROAD
    assert not any(is_road({"highway": value}) for value in refused[1].split("|"))
    for key, values in PLACES.items():
        for value in values or ("anything",):
            assert place_kind({key: value}) is not None, f"{key}={value} is asked for, and not read"
    assert fake.parse_error(query) is None


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("waterway", "river stream canal drain ditch"),
        ("railway", "rail station halt light_rail"),
        ("natural", "water peak ridge hill spring"),
        ("barrier", "gate lift_gate entrance"),
        ("entrance", "main"),
        ("man_made", "bridge"),
        ("leisure", "park garden nature_reserve stadium"),
        ("landuse", "residential industrial commercial military"),
        ("public_transport", "station"),
        ("place", "village hamlet town suburb quarter"),
        ("amenity", "school kindergarten university hospital"),
        ("tourism", "attraction"),
        ("building", "yes"),
    ],
)
def test_every_kind_of_place_the_reader_knows_is_asked_for(key: str, values: str):
    for value in values.split():
        assert place_kind({key: value}) is not None
        assert not PLACES[key] or value in PLACES[key]
    assert f'way["{key}"' in tile_query(TILE)


def test_a_name_cannot_break_out_of_its_query():
    query = area_query('甲"];out;node["\\\n乙')
    assert '"name"="甲\\"];out;node[\\"\\\\ 乙"' in query
    assert fake.parse_error(query) is None


# What is answered


@pytest.mark.parametrize(
    ("status", "body", "trouble"),
    [
        (200, WHOLE % b'<node id="1" lat="0" lon="0"/>', None),
        (200, WHOLE % b"<remark> runtime remark: Timeout is 180 </remark>", None),
        (200, WHOLE % b'<remark>runtime error: Query timed out in "query" at line 3</remark>', Trouble.TOO_BIG),
        (200, WHOLE % b"<remark>runtime error: Query run out of memory using 512 MB</remark>", Trouble.TOO_BIG),
        (200, WHOLE % b"<remark>runtime error: Dispatcher_Client::rate_limited</remark>", Trouble.BUSY),
        (200, WHOLE % b"<remark>runtime error: open64: 2 No such file</remark>", Trouble.FAULT),
        (200, (WHOLE % b'<node id="1" lat="0" lon="0"/>')[:-20], Trouble.SLOW),
        (200, b"", Trouble.FAULT),
        (200, b"<html><body>Please log in</body></html>", Trouble.FAULT),
        (200, fake.PAGE.format(error=fake.DISPATCHER + "rate_limited").encode(), Trouble.BUSY),
        (429, b"", Trouble.BUSY),
        (504, b"", Trouble.SLOW),
        (502, b"", Trouble.SLOW),
        (400, b"", Trouble.REFUSED),
        (403, b"", Trouble.REFUSED),
    ],
)
def test_an_answer_is_taken_only_when_it_is_whole(status: int, body: bytes, trouble: Trouble | None):
    failure = failure_of(status, body)
    assert (failure.trouble if failure else None) is trouble


def test_a_failure_tells_the_servers_own_words():
    failure = failure_of(400, fake.PAGE.format(error="line 1: parse error: ';' expected").encode())
    assert failure == Failure(Trouble.REFUSED, "HTTP 400: line 1: parse error: ';' expected")


# What is written


@pytest.mark.parametrize("ending", [".osm", ".osm.gz", ".osm.bz2", ".osm.pbf"])
def test_a_download_is_an_extract_that_makes_a_network(run: Run, world: World, tmp_path: Path, ending: str):
    out = tmp_path / f"made{ending}"
    done = run(out=out)
    assert (done.ways, done.relations) == (len(world.ways), len(world.relations))
    extract = read_extract(out)
    assert sorted(extract.roads["way_id"]) == sorted(way for way in world.ways if way < 300)
    assert {"乙河", "“丙”&园", "甲大学北门"} <= {name for names in extract.places["names"] for name in names}
    assert "甲市" in {name for names in extract.divisions["names"] for name in names}
    assert extract.attribution == "© OpenStreetMap contributors, ODbL"
    assert build_network(extract).digest
    assert not list(tmp_path.glob("*.part*"))


def test_what_several_tiles_hold_is_written_once_and_in_order(run: Run, world: World):
    run()
    found = ids(run.out)
    assert len(found) == len(set(found)) == len(world.nodes) + len(world.ways) + len(world.relations)
    kinds = ["Node", "Way", "Relation"]
    assert found == sorted(found, key=lambda one: (kinds.index(one[0]), one[1]))


def test_the_file_says_who_made_it_whose_it_is_and_how_old_it_is(run: Run, tmp_path: Path):
    done = run()
    head = gzip.decompress(run.out.read_bytes()).decode()[:600]
    assert f'generator="{program()}"' in head
    assert f'copyright="{ATTRIBUTION}"' in head
    assert '<meta osm_base="2026-11-20T08:00:00Z"/>' in head
    assert '<bounds minlat="36.5" minlon="116.9" maxlat="36.8" maxlon="117.4"/>' in head
    assert done.snapshot_at == "2026-11-20T08:00:00Z"
    run(out=tmp_path / "made.osm.pbf")
    header = osmium.io.Reader(str(tmp_path / "made.osm.pbf")).header()
    assert header.get("generator") == f"{program()}; {ATTRIBUTION}"
    assert header.get("osmosis_replication_timestamp") == "2026-11-20T08:00:00Z"


def test_the_same_answers_give_the_same_bytes(run: Run, tmp_path: Path):
    run()
    run(out=tmp_path / "again.osm.gz")
    assert run.out.read_bytes() == (tmp_path / "again.osm.gz").read_bytes()


def test_of_two_states_of_one_way_the_later_is_kept_and_the_earlier_dates_the_file(run: Run):
    early, late = World(), World()
    for world, name in ((early, "旧路"), (late, "新路")):
        world.way(1, [(116.95, 36.6), (117.35, 36.6)], highway="primary", name=name)
    with serving(late) as server:
        run.server = server
        server.troubles = [None, fake.status(403, "no")]
        with pytest.raises(ServerError):
            run()
    with serving(early) as server:
        run.server = server
        server.snapshot_at = "2026-11-01T00:00:00Z"
        done = run()
    assert list(read_extract(run.out).roads["names"]) == [("新路",)]
    assert done.snapshot_at == "2026-11-01T00:00:00Z"


def test_the_users_who_drew_it_are_not_passed_on(run: Run):
    world = World()
    world.way(1, [(116.95, 36.55), (116.96, 36.55)], highway="primary")
    with serving(world) as server:
        run.server = server
        whole = server.xml
        server.xml = lambda query: whole(query).replace('<way id="1"', '<way id="1" version="3" user="某人" uid="7"')
        run(TILE)
    assert b'<way id="1" version="3">' in gzip.decompress(run.out.read_bytes())


# An area by its name


def test_an_area_is_looked_up_and_only_its_tiles_are_asked_for(run: Run):
    """甲市 is the triangle of the north-west: the south-eastern tile does not touch it."""
    done = run("甲市")
    assert str(done.bounds) == "116.9,36.5,117.4,36.8"
    assert len(run.server.tiles) == 5
    triangle = Polygon([(116.9, 36.5), (116.9, 36.8), (117.4, 36.8)])
    assert all(box(west, south, east, north).intersects(triangle) for south, west, north, east in run.server.tiles)


def test_an_area_nobody_knows_is_said_so_and_how_to_go_on(run: Run):
    with pytest.raises(AreaNotFoundError, match=r"没有叫“乙市”的行政区.*--bbox 西,南,东,北.*--bbox W,S,E,N"):
        run("乙市")
    assert not run.out.exists()
    with pytest.raises(AreaNotFoundError):
        run("乙市")
    assert len(run.server.queries) == 2  # the next server may know it: an empty answer is not kept


def test_areas_of_one_name_are_listed_with_their_bounds(run: Run):
    with pytest.raises(AreaAmbiguousError) as raised:
        run("丁区")
    assert "有 2 个行政区叫“丁区”" in raised.value.zh
    assert "丁区 (relation 2, admin_level 8) --bbox=116.9,36.5,117.4,36.8" in raised.value.zh
    assert "丁 区 (relation 3, admin_level 8) --bbox=116.9,36.5,117.4,36.8" in raised.value.en


# Manners


def test_requests_come_one_by_one_with_a_pause_and_a_name(run: Run):
    run(pause_s=1.0)
    assert run.server.most_at_once == 1
    assert run.slept == [1.0] * 5
    assert run.server.agents == {f"{program()} (gazetteer osm download)"}
    assert program().startswith("road-gazetteer/")


def test_the_bar_counts_the_tiles(run: Run):
    run()
    assert run.told == [(done, 6) for done in range(7)]


@pytest.mark.parametrize(
    ("troubles", "waits"),
    [
        ([fake.rate_limited()], [5]),
        ([fake.rate_limited("77")], [77]),
        ([fake.rate_limited("0")], [5]),
        ([fake.rate_limited("soon")], [5]),
        ([fake.rate_limited()] * 7, [5, 10, 20, 40, 80, 120, 120]),
        ([fake.gateway_timeout] * 3, [5, 10, 20]),
        ([fake.status(503, "down", Retry_After="30")], [30]),
        ([fake.cut_off], [5]),
        ([fake.hung_up], [5]),
        ([fake.page], [5]),
        ([fake.remark("runtime error: open64: 2 No such file or directory")], [5]),
        ([None, fake.reset, fake.reset, None, fake.gateway_timeout], [5, 10, 5]),
    ],
)
def test_trouble_is_waited_out(run: Run, world: World, troubles: list[fake.Trouble | None], waits: list[float]):
    run.server.troubles = troubles
    assert run().ways == len(world.ways)
    assert run.waits == waits
    assert len(run.server.tiles) == 6 + len(waits)


def test_a_retry_after_date_is_waited_for(run: Run):
    at = datetime.now(UTC) + timedelta(seconds=300)
    run.server.troubles = [fake.rate_limited(format_datetime(at, usegmt=True))]
    run()
    assert run.waits == [pytest.approx(300, abs=5)]


def test_half_of_each_wait_is_left_to_chance():
    assert [Patience().wait_s(1, luck) for luck in (0.0, 0.5, 1.0)] == [2.5, 3.75, 5.0]


@pytest.mark.parametrize(
    ("trouble", "requests", "words"),
    [
        (fake.rate_limited(), 8, r"太忙或限制了访问次数，请过些时候再试（HTTP 429: .*rate_limited"),
        (fake.rate_limited("5000"), 1, r"Retry-After 5000 s"),
        (fake.page, 4, r"的回答不是地图数据（请先登录 Wi-Fi）"),
        (fake.status(403, "no"), 1, r"拒绝了请求（HTTP 403: no）"),
    ],
)
def test_patience_ends_with_a_sentence_and_no_file(run: Run, trouble: fake.Trouble, requests: int, words: str):
    run.out.write_text("what was there")
    run.server.troubles = [trouble] * 20
    with pytest.raises(ServerError, match=words) as raised:
        run()
    assert len(run.server.queries) == requests
    assert "gazetteer osm import FILE" in raised.value.en
    assert "--overpass" in raised.value.zh
    assert "\n" not in str(raised.value)
    assert run.out.read_text() == "what was there"


def test_a_server_nobody_can_reach_is_said_at_once(tmp_path: Path):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        slept: list[float] = []
        with pytest.raises(ServerError, match="连不上，请检查网络"):
            download(BOUNDS, tmp_path / "x.osm", Overpass(url, sleep=slept.append), Answers(tmp_path / "t"), no_bar)
    assert slept == []


def test_a_server_that_goes_away_is_waited_for(run: Run):
    def die(handler: fake.Handler, query: str) -> None:
        run.server.answer(handler, query)
        run.server.socket.close()

    run.server.troubles = [None, die]
    with pytest.raises(ServerError, match="连不上"):
        run()
    assert run.waits == [5, 10, 20]


@pytest.mark.parametrize("url", ["overpass-api.de", "file:///etc/passwd", "ftp://x/y", "http://"])
def test_an_address_must_be_a_web_address(url: str):
    with pytest.raises(ServerAddressError, match=re.escape(url)):
        Overpass(url)


# Tiles that are too big, and downloads that were interrupted


def test_a_tile_that_is_too_much_is_asked_for_in_quarters(run: Run, world: World):
    run.server.widest_deg = 0.1
    assert run().ways == len(world.ways)
    assert run.waits == []
    assert len(run.server.tiles) == 6 + 24
    assert run.told[0] == (0, 6)
    assert run.told[-1] == (24, 24)


@pytest.mark.parametrize("trouble", [fake.gateway_timeout, fake.cut_off, fake.hung_up, fake.reset])
def test_a_tile_that_never_comes_whole_is_asked_for_in_quarters(run: Run, world: World, trouble: fake.Trouble):
    run.server.troubles = [None, *[trouble] * 4]
    assert run().ways == len(world.ways)
    assert len(run.server.tiles) == 1 + 4 + 4 + 4


def test_a_tile_that_is_too_much_at_any_size_ends_the_download(run: Run):
    run.server.widest_deg = 0.0
    with pytest.raises(ServerError, match="算不完这个查询（runtime error: Query timed out"):
        run()
    assert len(run.server.tiles) < 6


def test_an_interrupted_download_asks_only_for_what_is_missing(run: Run, world: World):
    run.server.widest_deg = 0.15
    run.server.troubles = [None] * 9 + [fake.status(403, "no")]
    with pytest.raises(ServerError):
        run()
    before = run.server.tiles[:-1]
    assert not run.out.exists()
    run.server.queries.clear()
    assert run().ways == len(world.ways)
    assert run.server.tiles
    assert not set(run.server.tiles) & set(before)


def test_ctrl_c_keeps_what_came(run: Run):
    def stop(done: int, _total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    answers = Answers(run.folder / "tiles")
    with pytest.raises(KeyboardInterrupt):
        download(BOUNDS, run.out, run.overpass(), answers, stop)
    assert len(run.server.tiles) == 4
    run()
    assert len(run.server.tiles) == 6


def test_another_mirror_goes_on_where_one_stopped(run: Run, world: World):
    run.server.troubles = [None, None, fake.status(403, "no")]
    with pytest.raises(ServerError):
        run()
    with serving(world) as mirror:
        run.server = mirror
        run()
        assert len(mirror.tiles) == 4


@pytest.mark.parametrize("spoilt", [b"", b"not gzip", gzip.compress(b"<osm>"), gzip.compress(b"x" * 99)[:-9]])
def test_a_spoilt_answer_is_asked_for_again(run: Run, spoilt: bytes):
    run()
    first = min((run.folder / "tiles").glob("*.osm.gz"))
    first.write_bytes(spoilt)
    run()
    assert len(run.server.tiles) == 7


def test_an_answer_grown_old_is_asked_for_again(run: Run):
    run()
    for path in (run.folder / "tiles").iterdir():
        os.utime(path, (0, path.stat().st_mtime - KEPT_S - 1))
    run()
    assert len(run.server.tiles) == 12


def test_bounds_without_roads_say_so_and_are_not_remembered(run: Run):
    with pytest.raises(NoRoadsError, match=r"范围 10,10,10.1,10.1 内没有道路"):
        run(Bounds(10, 10, 10.1, 10.1))
    with pytest.raises(NoRoadsError):
        run(Bounds(10, 10, 10.1, 10.1))
    assert len(run.server.tiles) == 2
    assert not run.out.exists()


@pytest.mark.parametrize("name", ["made.geojson", "none/made.osm", "folder.osm"])
def test_a_file_that_cannot_be_written_is_refused_before_anything_is_asked(run: Run, name: str):
    (run.folder / "folder.osm").mkdir()
    with pytest.raises(OutFileError, match=re.escape(name)):
        run(out=run.folder / name)
    assert run.server.queries == []


def test_a_folder_that_cannot_be_written_to_is_said(run: Run):
    (run.folder / "tiles").write_text("a file in the way")
    with pytest.raises(OutFileError, match="tiles"):
        run()


@pytest.mark.skipif(not NANJING.exists(), reason="the real extracts (../shared/osm) are not here")
def test_a_real_answer_is_whole_and_loses_nothing_when_it_is_written_again(tmp_path: Path):
    assert failure_of(200, gzip.decompress(NANJING.read_bytes())) is None
    merged = merge([NANJING, NANJING])
    assert (merged.count("node"), merged.snapshot_at) == (12_975, "2021-06-12T07:41:41Z")
    write_extract(merged, Bounds(118.7, 32.0, 118.9, 32.1), program(), tmp_path / "again.osm.pbf")
    once, again = read_extract(NANJING), read_extract(tmp_path / "again.osm.pbf")
    for one, other in ((once.roads, again.roads), (once.places, again.places), (once.divisions, again.divisions)):
        assert sorted(map(str, one["names"])) == sorted(map(str, other["names"]))
        assert one.union_all().equals(other.union_all())


# The command line


def test_the_command_downloads_and_tidies_up(
    server: OverpassServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GAZETTEER_OVERPASS_URL", server.url)
    out = tmp_path / "made.osm.pbf"
    assert main(["osm", "download", "--bbox", "116.9,36.5,117,36.6", "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["attribution"] == ATTRIBUTION
    assert told["snapshot_at"] == "2026-11-20T08:00:00Z"
    assert told["bounds"] == {"west": 116.9, "south": 36.5, "east": 117.0, "north": 36.6}
    assert list(tmp_path.iterdir()) == [out]
    assert main(["osm", "import", str(out), "--area", "甲市", "--database", str(tmp_path / "g.db")]) == 0


def test_the_command_keeps_answers_where_it_is_told(
    server: OverpassServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("GAZETTEER_CACHE", str(tmp_path / "cache"))
    command = ["osm", "download", "--bbox", "116.9,36.5,117,36.6", "--overpass", server.url, "--out"]
    assert main([*command, str(tmp_path / "one.osm")]) == 0
    assert main([*command, str(tmp_path / "two.osm")]) == 0
    assert len(server.queries) == 1
    assert "gazetteer osm import" in capsys.readouterr().out


@pytest.mark.parametrize("where", [[], ["--area", "甲市", "--bbox", "1,2,3,4"]])
def test_the_command_wants_an_area_or_bounds(where: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as left:
        main(["osm", "download", *where, "--out", str(tmp_path / "x.osm")])
    assert left.value.code == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(("where", "code"), [(["--bbox", "1,2,3"], 2), (["--area", "乙市"], 1)])
def test_the_command_says_what_is_wrong_in_a_line(
    where: list[str], code: int, server: OverpassServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["osm", "download", *where, "--overpass", server.url, "--out", str(tmp_path / "x.osm")]) == code
    assert capsys.readouterr().err.count("\n") == 1


def test_the_live_extract_is_fetched_once(server: OverpassServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from web.commands_download import live_extract

    monkeypatch.setenv("GAZETTEER_OVERPASS_URL", server.url)
    first = live_extract(tmp_path, "甲市")
    asked = len(server.queries)
    assert live_extract(tmp_path, "甲市") == first
    assert len(server.queries) == asked
    assert list(tmp_path.iterdir()) == [first]


def test_the_live_demo_places_jinan_on_what_it_fetched(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The server's city is called 济南市 here; one of its streets bears the name of a bundled road."""
    from web.commands_demo import JINAN, fill, live_extract

    world.relations[1][1]["name"] = JINAN
    world.way(500, [(117.0, 36.5), (117.0, 36.55)], highway="tertiary", name="龙驹街")
    with serving(world) as server:
        monkeypatch.setenv("GAZETTEER_OVERPASS_URL", server.url)
        database = tmp_path / "gazetteer.db"
        fill(database, live_extract(tmp_path, JINAN))
    with Register.open(str(database)) as register:
        snapshot = Snapshots(register).latest(JINAN)
        roads = register.roads(area=JINAN)
        outcomes = Resolutions(register).of_all(roads)
        network = Snapshots(register).network(JINAN)
    assert snapshot is not None
    assert "OpenStreetMap contributors" in snapshot.attribution
    assert len(outcomes) == len(roads) > 18
    assert network is not None
    assert (JINAN,) in [division.names for division in network.divisions]


def test_the_demo_takes_one_extract_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["demo", "--live", "--osm", str(tmp_path / "x.osm")])
    assert "not allowed with" in capsys.readouterr().err
