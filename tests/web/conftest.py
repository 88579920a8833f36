"""A register with all that is bundled: 济南市 without streets, and the invented 样例镇 on its own extract."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gazetteer import bundled
from gazetteer.documents import Document, read_file
from gazetteer.entries import read_document
from gazetteer.registry import Register
from geodata import sample
from geodata.network import build_network
from geodata.osm import read_extract
from geodata.resolutions import Resolutions
from geodata.snapshots import Snapshots
from web.app import create_app
from web.settings import Settings

WICKED = "<script>alert(1)</script>路"
WICKED_NOTICE = """\
〔虚构〕样例镇并不存在，本公告为演示而作
样例镇人民政府关于尖括号道路命名的通知
样政发〔2025〕9号
一、新命名道路（1条）
（一）西城街道（1条）
1. 尖角路：长640米、宽30米，位于样例镇西城街道辖区内，西起规划三号路，东至规划四号路。
样例镇人民政府
2025年1月2日
"""


def fill(database: Path | str) -> None:
    """Takes in the bundled notices and one with a wicked name, and places the invented town."""
    with Register.open(str(database)) as register:
        for path in (*bundled.notice_paths(), *sample.notice_paths()):
            document = read_file(path)
            register.ingest(document, read_document(document))
        wicked = Document("wicked.txt", WICKED_NOTICE)
        (reading,) = read_document(wicked)
        (entry,) = reading.entries
        # No reader would take it for a name; a register made by another program may still hold it.
        register.ingest(wicked, (replace(reading, entries=(replace(entry, name=WICKED),)),))
        network = build_network(read_extract(sample.extract_path()))
        Snapshots(register).keep(sample.AREA, network)
        Resolutions(register).run(sample.AREA, network)


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "gazetteer.db"
    fill(path)
    return path


@pytest.fixture(scope="session")
def app(database: Path) -> Flask:
    return create_app(Settings(database_url=str(database)))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def register(app: Flask) -> Register:
    return app.extensions["house"].register


@pytest.fixture(scope="session")
def road_id(register: Register) -> str:
    """小山路."""
    return register.find("小山路")
