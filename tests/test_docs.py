"""The documentation is held to the code: commands, settings, links, pictures."""

import re
from pathlib import Path

import pytest

from tests.reference import PATH, commands_page
from web.app import create_app
from web.settings import Settings

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_table_of_commands_is_what_the_program_has():
    assert PATH.read_text("utf-8") == commands_page(), "run `make docs`"


def settings_table() -> dict[str, str]:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    return dict(re.findall(r"^\| `(GAZETTEER_\w+)` \| (.*?) \|", text, re.M))


def test_the_table_of_settings_names_what_the_code_reads():
    sources = [path for package in ("gazetteer", "geodata", "web") for path in (ROOT / package).glob("*.py")]
    read = {name for path in sources for name in re.findall(r"GAZETTEER_[A-Z_]+", path.read_text("utf-8"))}
    assert settings_table().keys() == read


def test_the_table_of_settings_has_their_defaults():
    said, default = settings_table(), Settings()
    for name in ("database_url", "answers_mb", "most_seconds", "upload_mb", "proxies"):
        assert said[f"GAZETTEER_{name.upper()}"] == f"`{getattr(default, name)}`"
    assert said["GAZETTEER_LOG_REQUESTS"] == ("`yes`" if default.log_requests else "`no`")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_what_a_page_points_at_is_there(page: Path):
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_every_address_the_documentation_names_is_served(database_of_docs: str):
    rules = [rule.rule for rule in create_app(Settings(database_url=database_of_docs)).url_map.iter_rules()]
    heads = {rule.split("/")[1].partition("<")[0].partition(".")[0] for rule in rules}
    for page in PAGES:
        for head in re.findall(r"`(?:GET |POST )?/([a-z]+)", page.read_text("utf-8")):
            assert head in heads | {"items"}, f"{page.name}: /{head}"


@pytest.fixture
def database_of_docs(tmp_path: Path) -> str:
    from gazetteer.registry import Register

    Register.open(str(tmp_path / "r.db")).close()
    return str(tmp_path / "r.db")
