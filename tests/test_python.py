"""The small Python API: its documented examples run, and what it promises is there."""

import re
import textwrap
from pathlib import Path

import pytest

import gazetteer
import geodata
from web.commands_demo import fill

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("python") / "gazetteer.db"
    fill(path)
    return path


def examples() -> list[tuple[str, str]]:
    """Where each example stands, and its code."""
    found = []
    for module in (gazetteer, geodata):
        assert module.__doc__
        code = "\n".join(line for line in module.__doc__.splitlines() if line.startswith("    ") or not line)
        found.append((module.__name__, textwrap.dedent(code)))
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for number, code in enumerate(re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.S), 1):
            found.append((f"{path.name} {number}", code))
    return found


@pytest.mark.parametrize(("where", "code"), examples(), ids=[where for where, _ in examples()])
def test_an_example_of_the_documentation_runs(
    where: str, code: str, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gazetteer.db").write_bytes(database.read_bytes())
    code = re.sub(r"^( *).*\.(?:plot|explore)\(.*\n", r"\1pass\n", code, flags=re.M)  # matplotlib is no part of it
    exec(compile(code, where, "exec"), {})


def test_a_road_in_time(database: Path):
    with gazetteer.open(database) as register:
        road_id = register.search("小山路")[0].version.road_id
        assert register.version(road_id, gazetteer.at("2021-05-25")).extent.end.text == "丽康路"
        assert register.version(road_id, gazetteer.at("2021-05-26")).extent.end.text == "规划北八路"
        with pytest.raises(gazetteer.RoadNotFoundError):
            register.version(road_id, gazetteer.at(published_by="2000-01-01"))
    with pytest.raises(gazetteer.GazetteerError, match="2021 is not one day"):
        gazetteer.at("2021")


def test_roads_as_a_table(database: Path):
    with gazetteer.open(database) as register:
        roads = geodata.roads(register)
        assert len(roads) == len(register.roads())
        assert roads.crs == "OGC:CRS84"
        assert roads.attrs["attribution"] == "虚构：样例镇并不存在"
        assert set(roads[roads.geometry.notna()].resolution_status) == {"resolved"}
        assert roads.loc[register.find("小山路")].end == "规划北八路"
        assert len(geodata.versions(register)) > len(roads)
        assert {"Named", "ExtentChanged", "Abolished"} <= set(geodata.changes(register).act)
        assert len(geodata.roads(register, gazetteer.at(known_at="2000-01-01"))) == 0


@pytest.mark.parametrize("module", [gazetteer, geodata])
def test_everything_promised_is_there_and_described(module):
    for name in module.__all__:
        assert getattr(module, name).__doc__, name
    with pytest.raises(AttributeError):
        module.nothing_of_the_kind  # noqa: B018
