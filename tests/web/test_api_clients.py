"""The API read by other people's programs, over HTTP: GDAL, geopandas, and where installed OWSLib and checkers."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from gazetteer.registry import Register

NO_OGRINFO = pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="ogrinfo is not installed (Debian: gdal-bin)")


@pytest.fixture(scope="module")
def api(app: Flask) -> Iterator[str]:
    """The URL of the API on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api"
    server.shutdown()
    thread.join()
    server.server_close()


def ogrinfo(*arguments: str) -> str:
    done = subprocess.run(["ogrinfo", "-ro", *arguments], capture_output=True, text=True, timeout=40, check=False)
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr, done.stderr
    assert "Warning" not in done.stderr, done.stderr
    return done.stdout


@NO_OGRINFO
def test_gdal_lists_the_collections(api: str):
    said = ogrinfo(f"OAPIF:{api}")
    for number, name in enumerate(("roads", "versions", "changes", "notices"), 1):
        assert f"{number}: {name}" in said


@NO_OGRINFO
def test_gdal_reads_every_road_through_small_pages(api: str, register: Register):
    """The page size is GDAL's; it follows our next links."""
    said = ogrinfo("-so", "-oo", "PAGE_SIZE=7", f"OAPIF:{api}", "roads")
    assert f"Feature Count: {len(register.roads())}" in said
    whole = ogrinfo("-q", "-oo", "PAGE_SIZE=7", f"OAPIF:{api}", "roads")
    assert whole.count("OGRFeature(") == len(register.roads())
    assert "小山路" in whole


@NO_OGRINFO
def test_gdal_asks_by_place(api: str):
    said = ogrinfo("-so", "-spat", "10", "10", "11", "11", f"OAPIF:{api}", "roads")
    assert "Feature Count: 0" in said
    said = ogrinfo("-q", "-spat", "0", "0", "0.005", "0.005", f"OAPIF:{api}", "roads")
    assert 0 < said.count("OGRFeature(") < 30
    assert "LINESTRING" in said


@NO_OGRINFO
def test_gdal_asks_for_a_time_through_the_items_url(api: str):
    """小山路 ended on 丽康路 until 2021-05-26."""
    said = ogrinfo("-q", "-where", "name = '小山路'", f"OAPIF:{api}", "roads")
    assert "规划北八路" in said
    url = f"{api}/collections/roads/items?datetime=2021-05-25&name=%E5%B0%8F%E5%B1%B1%E8%B7%AF&f=json"
    said = ogrinfo("-q", "-al", f"GeoJSON:{url}")
    assert "丽康路" in said
    assert "规划北八路" not in said


def geopandas_reads(api: str, **options: object) -> dict[str, Any]:
    """What geopandas reads in a process of its own; it keeps Python's lock while it waits for an answer."""
    script = (
        "import sys, json, geopandas\n"
        "options = {k: tuple(v) if k == 'bbox' else v for k, v in json.loads(sys.argv[2]).items()}\n"
        "table = geopandas.read_file(f'OAPIF:{sys.argv[1]}', **options)\n"
        "print(json.dumps([len(table), sorted(table.get('name', [])), list(table.total_bounds), str(table.crs)]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, api, json.dumps(options)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(zip(("count", "names", "bounds", "crs"), json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("layer", ["roads", "versions", "changes"])
def test_geopandas_reads_it(api: str, layer: str):
    found = geopandas_reads(api, layer=layer)
    assert "小山路" in found["names"]
    west, south, east, north = found["bounds"]
    assert -1 < west < east < 1
    assert -1 < south < north < 1
    assert found["crs"] in ("EPSG:4326", "OGC:CRS84")


def test_geopandas_asks_by_place(api: str):
    some = geopandas_reads(api, layer="roads", bbox=[0, 0, 0.005, 0.005])
    assert 0 < some["count"] < geopandas_reads(api, layer="roads")["count"]


def test_owslib_reads_it(api: str, register: Register):
    features = pytest.importorskip("owslib.ogcapi.features", reason="OWSLib is not installed")
    client = features.Features(api)
    assert client.feature_collections() == ["roads", "versions", "changes", "notices"]
    assert client.api()["openapi"].startswith("3.0")
    said = client.collection_items("roads", limit=3, bbox=[-1, -1, 1, 1], datetime_="2026-01-01")
    assert said["numberReturned"] == 3
    road_id = register.find("小山路")
    assert client.collection_item("roads", road_id)["properties"]["name"] == "小山路"


def test_the_description_is_what_ogc_asks_for(app: Flask):
    checker = pytest.importorskip("ogcapi_registry", reason="ogcapi-registry is not installed")
    client = app.test_client()
    classes = client.get("/api/conformance").get_json()["conformsTo"]
    found = checker.validate_ogc_api(client.get("/api/openapi.json").get_json(), classes)
    assert found.is_valid, found.errors


def test_the_geojson_is_valid(app: Flask):
    checker = pytest.importorskip("geojson_validator", reason="geojson-validator is not installed")
    for name in ("roads", "versions", "changes"):
        said = app.test_client().get(f"/api/collections/{name}/items?bbox=-1,-1,1,1&limit=1000").get_json()
        assert checker.validate_structure(said) == {}
        assert not checker.validate_geometries(json.loads(json.dumps(said)))["invalid"]


def test_schemathesis_finds_nothing(api: str, tmp_path: Path):
    """All its checks: what the description allows is answered as described, what it forbids is refused."""
    program = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("schemathesis is not installed (pip install '.[test]')")
    hooks = {"SCHEMATHESIS_HOOKS": "tests.web.schemathesis_hooks", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [program, "run", f"{api}/openapi.json", "--url", api, "--checks", "all", "--continue-on-failure",
         "--phases", "examples,coverage,fuzzing", "--max-examples", "5", "--seed", "7",
         "--generation-database", "none"],
        capture_output=True, text=True, timeout=300, check=False, cwd=tmp_path, env=os.environ | hooks,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "Tested: 17" in done.stdout
