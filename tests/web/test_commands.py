"""The command line on the bundled data, and on everything that can be typed wrongly."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gazetteer import bundled
from gazetteer.registry import Register
from geodata import sample
from geodata.outcomes import Ambiguous
from geodata.resolutions import Resolutions
from web.commands import main

REAL = Path(__file__).parent.parent.parent.parent / "shared" / "notices" / "jinan-gazette-2021-10-11.txt"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("commands") / "gazetteer.db")
    files = [str(one) for one in (*bundled.notice_paths(), *sample.notice_paths())]
    assert main(["ingest", *files, "--database", path]) == 0
    assert main(["osm", "import", str(sample.extract_path()), "--area", sample.AREA, "--database", path]) == 0
    assert main(["resolve", "--database", path]) == 0
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_looking_for_roads_does_not_load_what_takes_notices_in(database: str) -> None:
    """Half of a short `resolve` is its imports."""
    heavy = ("gazetteer.intake", "gazetteer.matching", "gazetteer.documents", "geopandas", "flask")
    code = (
        "import gc, sys; from web.commands import main; main(sys.argv[1:]);"
        f"print([name for name in {heavy} if name in sys.modules], gc.isenabled())"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, "resolve", "--all", "--database", database],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.splitlines()[-1] == "[] True"


def test_read_prints_the_shape_others_build_on(capsys: pytest.CaptureFixture[str]):
    code, out, _ = run(capsys, "read", str(bundled.act_of_2021()), "--json")
    (notice,) = json.loads(out)["notices"]
    assert code == 0
    assert notice["document_number"] == "济政办字〔2021〕25号"
    assert (notice["issued_on"], notice["kind"]) == ("2021-05-26", "decision")
    actions = [entry["action"] for entry in notice["entries"]]
    assert (actions.count("naming"), actions.count("extent_change")) == (14, 4)
    hill = next(entry for entry in notice["entries"] if entry["name"] == "小岭路")
    assert hill["previous"]["end"]["text"] == "山东大学（兴隆校区）东南角"
    assert {"name", "start", "end"} <= hill["spans"].keys()


@pytest.mark.skipif(not REAL.exists(), reason="the real gazette issue (../shared) is not here")
def test_the_real_gazette_is_a_witness_of_the_bundled_facts(database: str, capsys: pytest.CaptureFixture[str]):
    code, out, _ = run(capsys, "ingest", str(REAL), "--dry-run", "--json", "--database", database)
    (step,) = json.loads(out)["steps"]
    assert (code, step["outcome"], step["entries"]) == (0, "witness", 18)


def test_a_notice_that_does_not_say_its_city_is_told_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path, database = tmp_path / "notice.txt", str(tmp_path / "g.db")
    path.write_text("关于道路命名的通知\n1. 甲路：东起子街，西至丑街，长500米，宽20米。\n2001年3月1日\n", "utf-8")
    code, out, _ = run(capsys, "ingest", str(path), "--dry-run", "--database", database)
    assert (code, "--area" in out) == (0, True)
    assert not Path(database).exists()
    assert run(capsys, "ingest", str(path), "--area", "某市", "--database", database)[0] == 0
    _, out, _ = run(capsys, "search", "甲路", "--json", "--database", database)
    assert json.loads(out)[0]["area"] == "某市"


def test_a_district_is_no_city_and_another_city_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path, database = tmp_path / "notice.txt", str(tmp_path / "g.db")
    path.write_text(
        "云岭区人民政府关于道路命名的通知\n1. 甲路：东起子街，西至丑街，长500米，宽20米。\n"
        "云岭区人民政府\n2001年3月1日\n",
        "utf-8",
    )
    assert "公告只写明云岭区" in run(capsys, "read", str(path))[1]
    assert "公告只写明云岭区" in run(capsys, "ingest", str(path), "--database", database)[1]
    code, out, _ = run(capsys, "ingest", str(path), "--area", "某城市", "--json", "--database", database)
    (step,) = json.loads(out)["steps"]
    assert (code, step["outcome"], step["area"]) == (0, "placed", "某城市")
    path.write_text(path.read_text("utf-8").replace("云岭区", "他城市"), "utf-8")
    before = Path(database).read_bytes()
    code, _, err = run(capsys, "ingest", str(path), "--area", "某城市", "--database", database)
    assert (code, "公告写明是他城市的，与所给的 某城市 不符" in err) == (2, True)
    assert Path(database).read_bytes() == before


def test_a_city_without_its_rank_is_no_second_city(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path, database = tmp_path / "notice.txt", str(tmp_path / "g.db")
    text = "关于道路命名的通知\n1. 甲路：东起子街，西至丑街，长500米，宽20米。\n2001年3月1日\n"
    path.write_text(text, "utf-8")
    assert run(capsys, "ingest", str(path), "--area", "云岭市", "--database", database)[0] == 0
    path.write_text(text.replace("甲路", "乙路"), "utf-8")
    for dry in ([], ["--dry-run"]):
        code, _, err = run(capsys, "ingest", str(path), "--area", "云岭", *dry, "--database", database)
        assert (code, "地名录中没有“云岭”，而有云岭市" in err, "--area 云岭市" in err) == (2, True, True)
    assert run(capsys, "search", "乙路", "--database", database)[0] == 1
    assert run(capsys, "ingest", str(path), "--area", "云岭市", "--database", database)[0] == 0
    code, _, err = run(capsys, "ingest", str(path), "--area", "云峰", "--database", database)
    assert (code, "请写全称：--area 云峰市（或县、区、镇等）" in err) == (2, True)


def test_history_tells_how_an_end_moved_and_by_which_clause(database: str, capsys: pytest.CaptureFixture[str]):
    code, out, _ = run(capsys, "history", "小山路", "--database", database)
    assert code == 0
    assert "2021-05-26  调整起止点 ends moved  小山路" in out
    assert "止点 end: 南：丽康路 → 南：规划北八路" in out
    assert "济政办字〔2021〕25号" in out
    assert "按事实重述" in out


def test_show_answers_for_a_day(database: str, capsys: pytest.CaptureFixture[str]):
    _, before, _ = run(capsys, "show", "小山路", "--valid-on", "2021-05-25", "--json", "--database", database)
    _, after, _ = run(capsys, "show", "小山路", "--valid-on", "2021-05-26", "--json", "--database", database)
    ends = [json.loads(text)["extent"]["end"]["text"] for text in (before, after)]
    assert ends == ["丽康路", "规划北八路"]
    assert [one["kind"] for one in json.loads(after)["findings"]] == ["end_not_reached"]


def test_show_answers_for_what_was_known(database: str, capsys: pytest.CaptureFixture[str]):
    code, _, err = run(capsys, "show", "小山路", "--known-at", "2020-01-01", "--database", database)
    assert code == 1
    assert "“小山路”" in err
    assert "not yet known" in err


def test_search_finds_by_pinyin(database: str, capsys: pytest.CaptureFixture[str]):
    code, out, _ = run(capsys, "search", "xiaoshan", "--json", "--database", database)
    assert (code, json.loads(out)[0]["name"]) == (0, "小山路")


def test_search_finds_the_road_of_an_address(database: str, capsys: pytest.CaptureFixture[str]):
    code, out, _ = run(capsys, "search", "济南市小山路12号", "--database", database)
    assert (code, out.startswith("小山路"), "略去“济南市”“12号”" in out) == (0, True, True)
    assert run(capsys, "search", "青岛市小山路12号", "--json", "--database", database)[0] == 0


def test_a_notice_in_traditional_characters_is_found_in_either_script(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    notice, register = tmp_path / "mirror.txt", str(tmp_path / "mirror.db")
    notice.write_text(
        "青洲市民政局關於命名雲溪區部分道路的通知\n青民發〔2020〕3號\n"
        "1.五鳳山路：南起桃園河二路，北至東側規劃路，長2680米，寬10米。\n青洲市民政局\n2020年5月4日\n",
        "utf-8",
    )
    code, out, _ = run(capsys, "read", str(notice), "--json")
    (entry,) = json.loads(out)["notices"][0]["entries"]
    assert (code, entry["name"], entry["length_m"], entry["district"]) == (0, "五鳳山路", 2680, "雲溪區")
    assert run(capsys, "ingest", str(notice), "--database", register)[0] == 0
    for typed in ("五鳳山路", "五凤山路", "wufengshanlu"):
        code, out, _ = run(capsys, "search", typed, "--json", "--database", register)
        assert (code, [hit["name"] for hit in json.loads(out)]) == (0, ["五鳳山路"])
    for name in ("五鳳山路", "五凤山路"):
        code, out, _ = run(capsys, "show", name, "--database", register)
        assert (code, "云溪区" in out) == (0, True)


def test_ingest_again_changes_nothing_and_says_so(database: str, capsys: pytest.CaptureFixture[str]):
    code, out, _ = run(capsys, "ingest", str(bundled.act_of_2021()), "--database", database)
    assert code == 0
    assert "没有任何改变" in out


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "parquet", "csv"])
def test_export_writes_every_road_in_force(
    ending: str, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    import geopandas

    path = tmp_path / f"roads.{ending}"
    code, out, _ = run(capsys, "export", str(path), "--database", database)
    assert code == 0
    if ending == "csv":
        rows = path.read_text("utf-8-sig").splitlines()
        assert f"{len(rows) - 1} 条路" in out
        return
    layer = {"layer": "roads"} if ending == "gpkg" else {}
    read = geopandas.read_parquet(path) if ending == "parquet" else geopandas.read_file(path, **layer)
    assert f"{len(read)} 条路" in out
    assert {"road_id", "name", "resolution_status", "valid_from"} <= set(read.columns)
    drawn = read[read.geometry.notna()]
    assert set(drawn.resolution_status) == {"resolved"}
    assert len(drawn) > 10
    assert set(read[read.name == "小山路"].resolution_status) == {"unresolved"}


def test_the_work_list_is_printed_and_written(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code, out, _ = run(capsys, "worklist", "--database", database)
    assert code == 0
    assert "名称不符 name differs  府前街" in out
    assert "济南市：31 条未核对" in out
    for name in ("tasks.geojson", "tasks.osm"):
        code, out, _ = run(capsys, "worklist", "--out", str(tmp_path / name), "--database", database)
        assert (code, (tmp_path / name).stat().st_size > 1000) == (0, True)
    written = json.loads((tmp_path / "tasks.geojson").read_text("utf-8"))
    missing = next(one for one in written["features"] if one["properties"]["name"] == "锦绣路")
    assert missing["properties"]["located_by"] == "candidates"
    assert missing["geometry"]["coordinates"][0] == pytest.approx(0.0115, abs=0.001)  # amid what it was weighed against
    _, out, _ = run(capsys, "worklist", "--json", "--kind", "cancelled", "--database", database)
    (task,) = json.loads(out)["features"]
    assert task in written["features"]
    code, _, err = run(capsys, "worklist", "--out", str(tmp_path / "tasks.doc"), "--database", database)
    assert (code, ".geojson" in err) == (2, True)


def test_rebuild_and_verify(database: str, capsys: pytest.CaptureFixture[str]):
    code, out, _ = run(capsys, "verify", "--json", "--database", database)
    assert (code, json.loads(out)["faults"]) == (0, [])
    head = json.loads(out)["head"]
    assert run(capsys, "rebuild", "--database", database)[0] == 0
    whole = f"{head['count']}:{head['digest']}"
    assert run(capsys, "verify", "--head", whole, "--database", database)[0] == 0
    code, out, _ = run(capsys, "verify", "--head", f"{head['count'] + 5}:{head['digest']}", "--database", database)
    assert code == 1
    assert "the log is cut" in out


def test_a_backup_goes_round(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path, other = str(tmp_path / "b.gz"), str(tmp_path / "other.db")
    assert run(capsys, "backup", path, "--database", database)[0] == 0
    assert run(capsys, "load-backup", path, "--database", other)[0] == 0
    assert run(capsys, "show", "小山路", "--database", other)[0] == 0


def test_a_person_decides_where_an_ambiguous_road_runs(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    copy = str(tmp_path / "copy.db")
    run(capsys, "backup", str(tmp_path / "b.gz"), "--database", database)
    run(capsys, "load-backup", str(tmp_path / "b.gz"), "--database", copy)
    run(capsys, "osm", "import", str(sample.extract_path()), "--area", sample.AREA, "--database", copy)
    run(capsys, "resolve", "--database", copy)
    road = next(one for one in sample.outcomes() if one.versions[-1].status == "ambiguous")
    with Register.open(copy) as register:
        outcome = Resolutions(register).of(register.record(register.find(road.name)).versions[-1])
    assert isinstance(outcome, Ambiguous)
    line = outcome.candidates[1].courses[0].coordinates
    along = "--along=" + " ".join(f"{lon},{lat}" for lon, lat in line)
    signed = ["--by", "王", "--why", "踏勘", "--database", copy]
    with Register.open(copy) as register:
        before = register.head()
    (lon, lat), ((far_lon, far_lat), *_) = line[0], sorted(line, key=lambda point: -abs(point[0] - line[0][0]))
    for points, said in {
        "120.5,30.2 120.6,30.3": "25 米内没有道路：120.5,30.2 120.6,30.3",
        f"{lon},{lat} 120.6,30.3": "25 米内没有道路：120.6,30.3。",
        f"{lon},{lat} {lon},{lat}": "各点是同一处",
        f"{lon},{lat} {far_lon},{far_lat} {lon},{lat}": "没有一条相连的路沿着它们走",
    }.items():
        code, out, err = run(capsys, "decide", "location", road.name, f"--along={points}", *signed)
        assert (code, out, said in err) == (2, "", True)
    with Register.open(copy) as register:
        assert register.head() == before  # nothing was recorded
        assert Resolutions(register).of(register.record(register.find(road.name)).versions[-1]) == outcome
    code, out, _ = run(capsys, "decide", "location", road.name, along, *signed)
    assert (code, "已落图" in out) == (0, True)
    code, _, err = run(capsys, "decide", "location", road.name, "--along=东边", *signed)
    assert (code, "LON,LAT" in err) == (2, True)


def test_match_writes_beside_each_name_the_road_it_names(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "names.csv"
    path.write_text("编号,路名\n1,小山路\n2,不存在的路\n3,龍駒街\n", "utf-8")
    code, out, err = run(capsys, "match", str(path), "--database", database)
    lines = out.splitlines()
    assert code == 1
    assert "小山路,小山路" in lines[1]
    assert "没有找到" in lines[2]
    assert ",龙驹街,龙驹街,1.0," in lines[3]
    assert "3 行" in err


# -- wrong things -----------------------------------------------------------------------------------------------------

FILES = {
    "absent.txt": (None, 2, "absent.txt"),
    "empty.txt": (b"", 2, "empty.txt"),
    "binary.txt": (bytes(range(256)) * 20, 2, "binary.txt"),
    "prose.txt": ("今天天气很好。\n明天也不错。\n".encode(), 1, "没有找到道路命名"),
}


@pytest.mark.parametrize("verb", ["read", "ingest"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_said_in_one_line(
    verb: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    content, wanted, words = FILES[name]
    path, database = tmp_path / name, tmp_path / "untouched.db"
    if content is not None:
        path.write_bytes(content)
    arguments = [verb, str(path)] + (["--database", str(database)] if verb == "ingest" else [])
    code, out, err = run(capsys, *arguments)
    assert code == wanted
    assert words in err
    assert len(err.splitlines()) == 1
    assert " | " in err
    assert out == ""
    assert not database.exists()


WRONG = {
    "an unknown road": (["show", "没有这条路"], 1, "gazetteer search"),
    "an unknown road's history": (["history", "rabcdefghijk"], 1, "no road"),
    "an unreadable day": (["show", "小山路", "--valid-on", "26.5.2021"], 2, "2021-05-26"),
    "a day not exact enough": (["show", "小山路", "--valid-on", "2021"], 2, "2021 is not one day"),
    "an unreadable instant": (["show", "小山路", "--known-at", "yesterday"], 2, "2021-05-26T08:00 (China time)"),
    "no such notice": (["resolve", "--notice", "n0"], 1, "no notice"),
    "no network": (["resolve", "--area", "济南市"], 2, "gazetteer osm import"),
    "a format that cannot be written": (["export", "roads.doc"], 2, ".geojson"),
    "a folder that is not there": (["export", "/no/such/folder/roads.geojson"], 2, "no such folder"),
    "no such finding": (["decide", "finding", "f0", "--by", "王", "--why", "x"], 1, "gazetteer review"),
    "no such entry": (["decide", "entry", "n0-1", "new", "--by", "王", "--why", "x"], 1, "no entry"),
    "a city misspelt": (["search", "小山路", "--area", "济南"], 2, "It has: 济南市, 样例镇"),
    "a city misspelt in review": (["review", "--area", "济南"], 2, "济南市"),
    "a city misspelt in an export": (["export", "roads.csv", "--area", "样例"], 2, "It has: 样例镇, 济南市"),
    "a city misspelt in the work list": (["worklist", "--area", "样例"], 2, "样例镇"),
    "a city misspelt when looking": (["resolve", "--area", "样例"], 2, "样例镇"),
    "a city misspelt in a match": (["match", __file__, "--area", "济南"], 2, "济南市"),
    "not a head": (["verify", "--head", "latest"], 2, "COUNT:DIGEST"),
    "nothing found": (["search", "没有这条路名"], 1, ""),
}


@pytest.mark.parametrize(("arguments", "wanted", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_call_says_what_to_do(
    arguments: list[str], wanted: int, words: str, database: str, capsys: pytest.CaptureFixture[str]
):
    before = Path(database).read_bytes()
    code, _, err = run(capsys, *arguments, "--database", database)
    assert code == wanted
    assert words in err
    assert len(err.splitlines()) <= 1
    assert Path(database).read_bytes() == before


BROKEN = {
    "broken.osm.pbf": b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x10garbage",
    "broken.osm.gz": b"\x1f\x8b\x08\x00garbage",
    "broken.osm": b"<osm><node id='1' lat='0'",
    "empty.osm.pbf": b"",
    "notes.doc": b"hello",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_extract_is_said_in_one_line(
    name: str, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / name
    path.write_bytes(BROKEN[name])
    code, _, err = run(capsys, "osm", "import", str(path), "--area", "样例镇", "--database", database)
    assert code == 2
    assert name in err
    assert len(err.splitlines()) == 1


def test_an_extract_of_another_place_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """甲市's streets, a part of them, those of a city 400 km off, and the first again."""
    database = str(tmp_path / "g.db")
    notice = tmp_path / "notice.txt"
    notice.write_text(
        "甲市人民政府关于命名部分道路的通知\n一、人民路：东起甲路，西至乙路，长900米。\n2021年5月6日\n", "utf-8"
    )
    assert run(capsys, "ingest", str(notice), "--database", database)[0] == 0

    def imported(name: str, west: float, east: float, area: str = "甲市") -> tuple[int, str]:
        street = {"type": "LineString", "coordinates": [[west, 36.6], [east, 36.61]]}
        feature = {"type": "Feature", "geometry": street, "properties": {"highway": "primary"}}
        path = tmp_path / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
        code, out, _ = run(capsys, "osm", "import", str(path), "--area", area, "--database", database)
        return code, out

    assert "注意" not in imported("city.geojson", 117.0, 117.3)[1]
    assert "注意" not in imported("part.geojson", 117.1, 117.2)[1]
    code, out = imported("other.geojson", 121.0, 121.3)
    assert (code, "几乎不重叠" in out, "重新载入 part.geojson" in out) == (0, True, True)
    assert "117.10,36.60,117.20,36.61" in out
    assert "几乎不重叠" in imported("city.geojson", 117.0, 117.3)[1]
    code, out = imported("city.geojson", 117.0, 117.3, "乙市")
    assert (code, "地名录中没有“乙市”的道路" in out, "甲市" in out) == (0, True, True)
    code, out, err = run(capsys, "resolve", "--area", "乙市", "--database", database)
    assert (code, out, "甲市" in err) == (2, "", True)


def test_what_an_import_found_incomplete_or_converted_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path, database = tmp_path / "streets.geojson", str(tmp_path / "g.db")
    street = {"type": "LineString", "coordinates": [[117.0, 36.6], [117.01, 36.6]]}
    one = {"type": "Feature", "properties": {"highway": "primary", "name": "人民路"}, "geometry": street}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [one]}), "utf-8")
    arguments = ("osm", "import", str(path), "--area", "甲市", "--datum", "gcj02", "--database", database)
    code, out, _ = run(capsys, *arguments)
    assert (code, "注意 note: 坐标由 GCJ-02 换算为 WGS84。" in out) == (0, True)
    code, out, _ = run(capsys, *arguments, "--json")
    said = json.loads(out)
    assert (said["ways"], said["places"], said["divisions"]) == (1, 0, 0)
    assert said["problems"][0]["en"] == "coordinates were converted from GCJ-02 to WGS84."
    assert "GCJ-02" in said["attribution"]


def test_a_part_of_an_extract_is_cut_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out_file = tmp_path / "cut.osm.pbf"
    source = tmp_path / "town.osm"
    source.write_text(
        '<osm version="0.6"><node id="1" lat="1" lon="1"/><node id="2" lat="1" lon="1.01"/>'
        '<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way></osm>',
        "utf-8",
    )
    code, out, _ = run(capsys, "osm", "cut", str(source), "--bbox", "0.9,0.9,1.1,1.1", "--out", str(out_file))
    assert (code, "1 条线 ways，2 个点 nodes" in out, out_file.is_file()) == (0, True, True)
    code, _, err = run(capsys, "osm", "cut", str(source), "--area", "乙市", "--out", str(out_file))
    assert (code, "--bbox" in err) == (2, True)


def test_no_register_yet_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code, _, err = run(capsys, "show", "小山路", "--database", str(tmp_path / "none.db"))
    assert code == 2
    assert "gazetteer ingest" in err
    assert not (tmp_path / "none.db").exists()


def test_help_shows_examples(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    assert "gazetteer history 小山路" in capsys.readouterr().out


def test_wrong_use_exits_with_two(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["fly"])
    assert stopped.value.code == 2
    assert "fly" in capsys.readouterr().err
