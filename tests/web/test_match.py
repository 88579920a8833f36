"""`/match`: a table comes in, the same table with the roads goes out; nothing is kept."""

import csv
import io
from contextlib import nullcontext

import pytest
from flask.testing import FlaskClient

from gazetteer import deadlines
from gazetteer.registry import Register
from web import match_page, slots
from web.house import House
from web.settings import Settings

TABLE = "路名,门牌\n小山路,3号\n柳荫巷,5号\nxiaoshanlu,1号\n无此路名,2号\n,9号\n"


def rows_of(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def send(client: FlaskClient, data: bytes, query: str = ""):
    return client.post(f"/match{query}", data=data, content_type="text/csv")


def test_a_table_comes_back_with_its_roads(client: FlaskClient, register: Register, road_id: str):
    before = register.head()
    rows = rows_of(send(client, TABLE.encode()))
    assert [row["门牌"] for row in rows] == ["3号", "5号", "1号", "2号", "9号"]
    assert [row["road_id"] for row in rows] == [road_id, register.find("柳荫巷"), road_id, "", ""]
    assert rows[0]["current_name"] == "小山路"
    assert float(rows[0]["score"]) == 1
    assert register.head() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(client: FlaskClient, road_id: str, encoding: str):
    assert rows_of(send(client, TABLE.encode(encoding)))[0]["road_id"] == road_id


@pytest.mark.parametrize(
    ("typed", "found", "matched", "now"),
    [
        ("望峯路", ["望峰路"], "望峰路", "望峰路"),
        ("望山東路", [], "", ""),  # a road beside 望山路, not a slip of the pen
        ("新望山路", [], "", ""),
        ("望山", ["望山路"], "望山路", "望山路"),
        ("小峰路", [], "", ""),  # as near to 小山路 as to 望峰路: neither is named
        ("青年路", [], "青年路", ""),  # of two roads of that name one is called otherwise now
    ],
)
def test_no_road_is_named_that_was_not_decided(
    client: FlaskClient, register: Register, typed: str, found: list[str], matched: str, now: str
):
    (row,) = rows_of(send(client, f"路名\n{typed}\n".encode()))
    assert [row["road_id"]] == ([register.find(name) for name in found] or [""])
    assert (row["matched_name"], row["current_name"]) == (matched, now)
    assert row["others"] or row["road_id"]


@pytest.mark.parametrize(
    ("written", "name", "left_out"),
    [
        ("济南市小山路12号", "小山路", "略去“济南市”“12号”"),
        ("济南小山路12-3号", "小山路", "略去“济南”“12-3号”"),
        ("山东省济南市市中区小山路甲12号院3号楼", "小山路", "略去“山东省济南市市中区”“甲12号院3号楼”"),
        ("小山路与丽康路交叉口", "小山路", "略去“与丽康路交叉口”"),
        ("小山路和望峰路路口东北角", "小山路", "略去“和望峰路路口东北角”"),
        ("小山路（北段）", "小山路", "略去“（北段）”"),
        ("小山路１２号", "小山路", "略去“１２号”"),
        ("小山路 12", "小山路", "略去“12”"),
        ("样例镇南门街5号", "文昌街", "曾用名“南门街”，名称相同，略去“样例镇”“5号”"),
    ],
)
def test_an_address_is_on_its_road(client: FlaskClient, register: Register, written: str, name: str, left_out: str):
    (row,) = rows_of(send(client, f"地址\n{written}\n".encode()))
    assert (row["road_id"], row["current_name"], row["score"]) == (register.find(name), name, "0.9")
    assert left_out in row["reason"]
    assert name in client.get(f"/search?q={written}").text


@pytest.mark.parametrize("written", ["小山路5号路", "小山路112巷5号", "小山路3号线", "小山", "12号"])
def test_what_is_no_address_is_taken_as_it_stands(client: FlaskClient, written: str):
    (row,) = rows_of(send(client, f"路名\n{written}\n".encode()))
    assert "略去" not in row["reason"]


@pytest.mark.parametrize("where", ["青岛市", "历下区", "济南市历下区"])
def test_an_address_elsewhere_is_on_no_road_of_the_register(client: FlaskClient, road_id: str, where: str):
    (row,) = rows_of(send(client, f"路名\n{where}小山路12号\n".encode()))
    assert (row["road_id"], row["others"]) == ("", road_id)
    assert f"“小山路”不在“{where}”" in row["reason"]


def test_a_file_or_pasted_names(client: FlaskClient, road_id: str):
    sent = {"file": (io.BytesIO(TABLE.encode()), "a.csv")}
    assert rows_of(client.post("/match", data=sent))[0]["road_id"] == road_id
    assert rows_of(client.post("/match", data={"names": "小山路\n柳荫巷"}))[0]["road_id"] == road_id
    page = client.post("/match", data={"names": "小山路", "show": "yes"}).text
    assert f'href="/roads/{road_id}"' in page


def test_a_cell_with_a_line_break_stays_one_cell(client: FlaskClient, road_id: str):
    (row,) = rows_of(send(client, '路名,注\n小山路,"一\n二"\n'.encode()))
    assert (row["road_id"], row["注"]) == (road_id, "一\n二")


@pytest.mark.parametrize(
    ("data", "query", "status"),
    [
        (b"", "", 400),
        (b"\x81\x00\xff\xfe", "", 400),
        ("路名\n小山路".encode(), "?column=没有", 400),
        (b"name\n" + b"x\n" * 50_001, "", 400),
        (b"name\n" + b"x" * 6_000_000, "", 413),
    ],
)
def test_wrong_tables_are_said(client: FlaskClient, data: bytes, query: str, status: int):
    assert send(client, data, query).status_code == status


def test_tables_wait_outside_while_others_are_matched(client: FlaskClient):
    """50,000 names take a worker's thread many seconds: four such tables, and it answered nobody."""
    held = [slots.take() for _ in range(slots.AT_ONCE)]
    try:
        refused = send(client, TABLE.encode())
        shown = client.post("/match", data={"names": "小山路", "show": "yes"})  # a few rows never wait
    finally:
        for _ in held:
            slots.give_back()
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
    assert shown.status_code == 200
    assert len(rows_of(send(client, TABLE.encode()))) == 5  # what was taken is given back
    assert send(client, TABLE.encode(), "?column=no").status_code == 400
    assert all(slots.take() for _ in range(slots.AT_ONCE))
    for _ in held:
        slots.give_back()


def test_a_table_has_an_end_in_time(client: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    """What is sent had none: two tables of names that take long each, and a worker matched no other."""
    clock = iter(range(0, 10**9, 7))  # each look at it is seven seconds later
    short, long = ("路名\n" + "小山路\n" * rows for rows in (3, 20_001))
    given: list[float] = []
    monkeypatch.setattr(deadlines.time, "monotonic", lambda: next(clock))
    stopped = send(client, short.encode())
    shown = client.post("/match", data={"names": "小山路\n" * 3, "show": "yes"})
    assert (stopped.status_code, shown.status_code) == (503, 503)
    assert all(slots.take() for _ in range(slots.AT_ONCE))  # what was taken is given back
    for _ in range(slots.AT_ONCE):
        slots.give_back()
    monkeypatch.undo()
    monkeypatch.setattr(House, "one_state", lambda _, seconds: given.append(seconds) or nullcontext())
    monkeypatch.setattr(match_page, "match_rows", lambda *_: iter(()))
    assert send(client, long.encode()).status_code == 200
    assert given == [3 * Settings().most_seconds]


@pytest.mark.parametrize(("path", "sent"), [("/match", {"names": "小山路", "show": "yes"}), ("/try", {"text": "无"})])
def test_what_is_sent_waits_while_others_send_theirs(client: FlaskClient, path: str, sent: dict[str, str], monkeypatch):
    monkeypatch.setattr(slots, "PATIENCE_S", 0.01)
    for _ in range(slots.RECEIVED_AT_ONCE):
        slots._receiving.acquire()
    refused = client.post(path, data=sent)
    for _ in range(slots.RECEIVED_AT_ONCE):
        slots._receiving.release()
    assert (refused.status_code, "请稍后再试" in refused.text) == (503, True)
    assert client.post(path, data=sent).status_code == 200


def test_the_form(client: FlaskClient):
    assert 'enctype="multipart/form-data"' in client.get("/match").text
    assert client.post("/match", data={}).status_code == 400
