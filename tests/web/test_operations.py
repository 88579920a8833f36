"""Running it for real: ids, logs, measures, answers kept ready, limits, settings, an older program's register."""

import json
import logging
import re
import socket
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from gazetteer import bundled
from gazetteer.deadlines import time_limit
from gazetteer.documents import read_file
from gazetteer.entries import read_document
from gazetteer.errors import TookTooLongError
from gazetteer.registry import Register
from gazetteer.schema import TABLES
from geodata import sample
from geodata.resolutions import Resolutions
from web import commands_demo
from web.app import create_app
from web.settings import SettingError, Settings, mistyped

ITEMS = "/api/collections/roads/items"


# -- each request


def test_a_request_has_an_id_of_its_own_or_the_one_it_brings(client: FlaskClient):
    first, second = (client.get("/healthz").headers["X-Request-ID"] for _ in range(2))
    assert re.fullmatch(r"[0-9a-f]{16}", first)
    assert first != second
    assert client.get("/", headers={"X-Request-ID": "from-the-proxy-1"}).headers["X-Request-ID"] == "from-the-proxy-1"
    assert client.get("/", headers={"X-Request-ID": "a b\x7f"}).headers["X-Request-ID"] != "a b\x7f"


def test_a_request_is_one_line_of_json_in_the_log(client: FlaskClient, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.INFO, "gazetteer.requests"):
        answer = client.get("/search?q=小山路", headers={"User-Agent": "a tester"})
        answer.close()
    line = json.loads(caplog.messages[-1])
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["path"], line["status"], line["agent"]) == ("GET", "/search", 200, "a tester")
    assert line["bytes"] == len(answer.data)
    assert line["ms"] > 0


def test_the_number_of_an_error_is_the_id_of_its_request(app, monkeypatch: pytest.MonkeyPatch, caplog):
    def broken(*_: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("web.items.page_of", broken)
    answer = app.test_client().get(f"{ITEMS}?limit=77")
    assert answer.status_code == 500
    assert answer.get_json()["detail"] == f"error {answer.headers['X-Request-ID']}"
    assert answer.headers["X-Request-ID"] in caplog.text
    assert "out of order" not in answer.text


def test_health_and_measures(client: FlaskClient, register: Register):
    assert client.get("/healthz").get_json() == {"status": "ok", "events": register.head().count}
    client.get(f"{ITEMS}/nope").close()
    said = client.get("/metrics")
    assert said.mimetype == "text/plain"
    route = 'route="/api/collections/<collection>/items/<item_id>"'
    assert re.search(rf'gazetteer_requests_total{{method="GET",{route},status="404"}} [1-9]', said.text)
    assert f"gazetteer_request_seconds_count{{{route}}}" in said.text
    assert f"gazetteer_log_events {float(register.head().count)}" in said.text
    assert f'gazetteer_roads{{area="{sample.AREA}"}}' in said.text
    assert "nope" not in said.text


def test_health_says_when_the_register_is_gone(tmp_path: Path):
    Register.open(str(tmp_path / "r.db")).close()
    app = create_app(Settings(database_url=str(tmp_path / "r.db")))
    with sqlite3.connect(tmp_path / "r.db") as connection:
        connection.execute("DROP TABLE log")
    connection.close()
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.get_json()["status"]) == (503, "failing")


def test_where_the_database_is_stands_in_the_log_only(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """It is no file any more: no transaction begins, neither for a page nor to tell of its health."""
    Register.open(str(tmp_path / "r.db")).close()
    app = create_app(Settings(database_url=str(tmp_path / "r.db")))
    for part in tmp_path.glob("r.db*"):
        part.unlink()
    (tmp_path / "r.db").mkdir()
    app.extensions["house"].register.store.engine.dispose()
    for path, kind in (
        ("/healthz", "application/json"),
        ("/changes", "text/html"),
        (ITEMS, "application/problem+json"),
    ):
        caplog.clear()
        answer = app.test_client().get(path)
        assert (answer.status_code, answer.mimetype) == (503, kind), path
        assert answer.headers["X-Request-ID"] in answer.text
        assert "r.db" not in answer.text
        assert f"error {answer.headers['X-Request-ID']}" in caplog.text
        assert str(tmp_path) in caplog.text


def test_nothing_but_a_table_to_match_and_a_notice_to_try_can_be_sent(app):
    sent = {rule.rule for rule in app.url_map.iter_rules() if rule.methods & {"POST", "PUT", "PATCH", "DELETE"}}
    assert sent == {"/match", "/try"}


@pytest.mark.parametrize(
    "path", ["/", "/api", "/downloads", "/match", "/healthz", "/metrics", "/nope", "/static/map.css"]
)
def test_strict_headers(client: FlaskClient, path: str):
    headers = client.get(path, buffered=True).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    if headers["Content-Type"].startswith("text/html"):
        assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    ["/changes.atom", "/changes.csv", "/worklist.geojson", "/worklist.osm", "/notices/济政办字〔2021〕25号/roads.csv",
     "/downloads/roads.csv", "/tiles/roads.json", "/api", ITEMS, "/changes.atom?act=naming", f"{ITEMS}?act=naming"],
)  # fmt: skip
def test_what_is_for_other_programs_may_be_read_by_pages_from_elsewhere(client: FlaskClient, path: str):
    assert client.get(path, buffered=True).headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/", "/changes.atom", "/tiles/roads/0/0/0.pbf", "/map/roads", "/healthz", "/api"])
def test_what_may_be_done_instead_is_told(client: FlaskClient, path: str):
    answer = client.delete(path)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


# -- limits


def test_an_address_may_be_so_long(client: FlaskClient):
    answer = client.get(f"{ITEMS}?q={'x' * 9000}")
    assert (answer.status_code, answer.mimetype) == (414, "application/problem+json")


def test_a_question_is_stopped_when_its_time_is_up(register: Register):
    slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000000) SELECT count(*) FROM n"
    with time_limit(0.05), pytest.raises(TookTooLongError), register.store.reading() as connection:
        connection.exec_driver_sql(slow)
    assert register.head().count  # and the store is as good as before


def test_a_question_that_took_too_long_is_503(app, monkeypatch: pytest.MonkeyPatch):
    def slow(*_: object) -> None:
        raise TookTooLongError

    monkeypatch.setattr("web.items.page_of", slow)
    assert app.test_client().get(f"{ITEMS}?limit=78").status_code == 503


# -- answers kept ready


def test_a_kept_answer_is_the_same_answer(client: FlaskClient):
    first, again = (client.get(f"{ITEMS}?limit=3&sortby=name") for _ in range(2))
    assert again.data == first.data
    left_out = {"X-Request-ID", "Date"}
    assert {k: v for k, v in again.headers if k not in left_out} == {
        k: v for k, v in first.headers if k not in left_out
    }
    head = client.head(f"{ITEMS}?limit=3&sortby=name")
    assert (head.data, head.headers["Content-Length"]) == (b"", first.headers["Content-Length"])
    etag = first.headers["ETag"]
    assert client.get(f"{ITEMS}?limit=3&sortby=name", headers={"If-None-Match": etag}).status_code == 304
    page = client.get(f"{ITEMS}?limit=3&sortby=name", headers={"Accept": "text/html"})
    assert page.mimetype == "text/html"


def test_a_kept_answer_is_let_go_when_anything_changed(tmp_path: Path):
    with Register.open(str(tmp_path / "r.db")) as register:
        app = create_app(Settings(database_url=str(tmp_path / "r.db")))
        client = app.test_client()
        assert [client.get(ITEMS).get_json()["numberMatched"] for _ in range(2)] == [0, 0]
        document = read_file(bundled.notice_paths()[0])
        register.ingest(document, read_document(document))
        assert client.get(ITEMS).get_json()["numberMatched"] > 0
        app.extensions["house"].register.close()


def test_answers_are_kept_up_to_so_many_bytes():
    from web.gate import Answers, Kept

    answers = Answers(50_000)
    for number in range(100):
        answers.keep(number, Kept("s", [], b"x" * 3000, "r", None))
    kept = [number for number in range(100) if answers.get(number, "s")]
    assert kept == list(range(90, 100))
    assert answers.get(99, "another state") is None


# -- settings


def test_settings_of_the_environment():
    said = Settings.of_environment(
        {
            "GAZETTEER_DATABASE_URL": "postgresql://r@h/d",
            "GAZETTEER_LOG_REQUESTS": "no",
            "GAZETTEER_ANSWERS_MB": "0",
            "GAZETTEER_PROXIES": "2",
            "GAZETTEER_OUTSIDE_TILES": "https://{s}.tiles.example/{z}/{x}/{y}{r}.png",
        }
    )
    assert (said.database_url, said.log_requests, said.answers_mb, said.proxies) == ("postgresql://r@h/d", False, 0, 2)
    assert said.outside_tiles == "https://{s}.tiles.example/{z}/{x}/{y}{r}.png"
    assert Settings.of_environment({}) == Settings()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("GAZETTEER_ANSWERS_MB", "many"),
        ("GAZETTEER_LOG_REQUESTS", "maybe"),
        ("GAZETTEER_OUTSIDE_TILES", "tiles"),
        ("GAZETTEER_OUTSIDE_TILES", "https://tiles.example/"),
        ("GAZETTEER_OUTSIDE_TILES", "https://tiles.example/{z}/{x}/{row}.png"),
        ("GAZETTEER_OUTSIDE_TILES", "https://tiles.example;script-src/{z}/{x}/{y}.png"),
    ],
)
def test_a_setting_that_cannot_be_read_is_said(name: str, text: str):
    with pytest.raises(SettingError, match=re.escape(f"{name}={text}")):
        Settings.of_environment({name: text})


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("GAZETTEER_UPLOADS_MB", "GAZETTEER_UPLOAD_MB"),
        ("GAZETEER_PROXIES", "GAZETTEER_PROXIES"),
        ("GAZETTEER_DATABASE", "GAZETTEER_DATABASE_URL"),
        ("GAZETTEER_OUTSIDE_TILES", None),
        ("GAZETTEER_OVERPASS_URL", None),
        ("GAZETTEER_CACHE", None),
        ("GAZETTEER_WORKERS", None),
        ("GAZETTEER_SERVICE_HOST", None),
    ],
)
def test_a_variable_that_is_nearly_a_setting_has_it_named(name: str, meant: str | None):
    assert mistyped([name, "PATH"]) == ({name: meant} if meant else {})


def test_what_a_proxy_in_front_says_is_believed_only_where_told(database: Path):
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "roads.example"}
    for proxies, wanted in ((0, "http://localhost/"), (1, "https://roads.example/")):
        app = create_app(Settings(database_url=str(database), proxies=proxies))
        said = app.test_client().get("/api", headers=forwarded).get_json()
        assert {one["href"].partition("api")[0] for one in said["links"]} == {wanted}
        app.extensions["house"].register.close()


@pytest.mark.parametrize(
    "path",
    ["/", "/?area=样例镇", "/roads/小山路", "/notices", "/notices/济政办字〔2021〕25号", "/changes", "/worklist",
     "/try", "/notices/济政办字〔2021〕25号/drawing.svg", "/match", "/browse", "/search?q=路", "/downloads", "/about",
     "/nope", "/favicon.ico", "/api?f=html", f"{ITEMS}?f=html&limit=9", "/api/openapi.html", "/changes.atom"],
)  # fmt: skip
def test_every_address_on_a_page_has_the_path_a_proxy_puts_us_under(database: Path, path: str):
    app = create_app(Settings(database_url=str(database), proxies=1))
    answer = app.test_client().get(path, headers={"X-Forwarded-Prefix": "/gaz"})
    led = re.findall(
        r'(?:href|src|action|data-(?:drawing|tiles|background))="(?:http://localhost)?(/[^"]*)"', answer.text
    )
    led += [answer.headers["Location"]] if "Location" in answer.headers else []
    app.extensions["house"].register.close()
    assert led
    assert [one for one in led if not one.startswith("/gaz")] == []


# -- an older program's register


def test_a_register_of_an_older_program_is_brought_up_on_opening(database: Path, tmp_path: Path):
    """The first program had neither number nor boxes of resolutions, no changes, and fewer columns of versions."""
    old = tmp_path / "old.db"
    with sqlite3.connect(database) as source, sqlite3.connect(old) as target:
        source.backup(target)
        target.executescript(
            """
            DROP TABLE resolution_boxes; DROP TABLE road_changes;
            CREATE TABLE was AS SELECT road_id, description, area, snapshot, status, body, west, south, east, north
            FROM resolutions;
            DROP TABLE resolutions;
            CREATE TABLE resolutions (road_id VARCHAR(16), description VARCHAR(16), area TEXT, snapshot VARCHAR(64),
                status VARCHAR(12), body TEXT, west FLOAT, south FLOAT, east FLOAT, north FLOAT,
                PRIMARY KEY (road_id, description));
            CREATE INDEX ix_resolutions_area ON resolutions (area);
            INSERT INTO resolutions SELECT * FROM was;
            DROP TABLE was;
            DROP INDEX versions_name; DROP INDEX versions_district; DROP INDEX versions_act; DROP INDEX versions_notice;
            ALTER TABLE versions DROP COLUMN name; ALTER TABLE versions DROP COLUMN district;
            ALTER TABLE versions DROP COLUMN act; ALTER TABLE versions DROP COLUMN notice_id;
            ALTER TABLE versions DROP COLUMN description;
            DROP INDEX entries_spoke_of; ALTER TABLE entries DROP COLUMN spoke_of;
            ALTER TABLE roads DROP COLUMN aliases; DROP INDEX ix_notices_number_key;
            ALTER TABLE notices DROP COLUMN number_key;
            UPDATE meta SET value = '1' WHERE key = 'schema';
            """
        )
    source.close()
    target.close()
    with Register.open(str(old), create=False) as brought, Register.open(str(database), create=False) as now:
        assert brought.head() == now.head()
        assert brought.verify() == ()
        assert brought.roads() == now.roads()
        everywhere = (-180, -90, 180, 90)
        found = Resolutions(brought).touching(*everywhere)
        assert found == Resolutions(now).touching(*everywhere)
        assert found
    assert TABLES == 15, "another change of the tables: let this test make a register of the one before"


def test_characters_typed_as_they_are_are_understood(database: Path, caplog: pytest.LogCaptureFixture):
    """As curl sends `…/suggest?q=小山路&area=样例镇`: bytes, not percent signs; of 样 one is a blank in Latin-1."""
    with commands_demo._serving(Settings(database_url=str(database)), 0) as server:
        caplog.set_level(logging.INFO)
        with socket.create_connection(("127.0.0.1", server.server_port)) as typed:
            typed.sendall("GET /suggest?q=小山路&area=样例镇 HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
            answer = b"".join(iter(lambda: typed.recv(65536), b"")).decode()
    assert '"name":"小山路"' in answer
    assert f'"query":"q={quote("小山路")}&area={quote("样例镇")}"' in caplog.text
