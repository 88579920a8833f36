"""What many tests need: a place for a register on each kind of database."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.clusters import cluster, has_postgis, new_database, programs

_NUMBERS = count(1)
NewUrl = Callable[[], str]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL prefix of a PostgreSQL cluster; required in CI, elsewhere skipped where it cannot be."""
    required = os.environ.get("CI") == "true"
    bin_ = programs()
    if bin_ is None:
        if required:
            pytest.fail("PostgreSQL is required in CI: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    try:
        import psycopg  # noqa: F401
    except ImportError:
        pytest.skip("psycopg is not installed (pip install '.[postgres]')")
    with cluster(bin_) as url:
        yield url


@pytest.fixture(scope="session")
def postgis(postgres: str) -> str:
    """The URL prefix of a cluster that has PostGIS; required in CI too."""
    if not has_postgis(postgres):
        if os.environ.get("CI") == "true":
            pytest.fail("PostGIS is required in CI: apt-get install postgresql-postgis")
        pytest.skip("PostGIS is not installed (Debian: apt-get install postgresql-postgis)")
    return postgres


@pytest.fixture(params=["sqlite", "postgres"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> NewUrl:
    """URLs of empty databases, as many as a test wants, on each kind of database (with PostGIS where it is there)."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'register{next(_NUMBERS)}.db'}"
    prefix: str = request.getfixturevalue("postgres")
    with_postgis = has_postgis(prefix)
    return lambda: new_database(prefix, f"register{next(_NUMBERS)}", postgis=with_postgis)
