"""Where a register may be kept, and how that is said."""

import pytest

from gazetteer.engines import engine_of, full_url, plain_url
from gazetteer.errors import RegisterError


@pytest.mark.parametrize("url", ["mysql://h/d", "postgresql+psycopg2://h/d", "mssql+pyodbc://h/d", "ftp://h/x.db"])
def test_other_databases_are_refused_with_what_to_write(url: str):
    """It had been: install road-gazetteer[postgres], which holds no driver of theirs."""
    with pytest.raises(RegisterError, match="postgresql://user@host/name"):
        engine_of(full_url(url))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("r.db", "sqlite:///r.db"),
        ("sqlite:///file:/r.db?immutable=1&uri=true", "sqlite:///file:/r.db?immutable=1&uri=true"),
        ("postgresql://u@h:5/d", "postgresql+psycopg://u@h:5/d"),
        ("postgres://u:sesame@h/d", "postgresql+psycopg://u:***@h/d"),
        ("postgresql://h/d?user=u&password=sesame", "postgresql+psycopg://h/d?user=u"),
    ],
)
def test_a_database_is_shown_without_its_password(url: str, shown: str):
    assert plain_url(full_url(url)) == shown
