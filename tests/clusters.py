"""A PostgreSQL cluster of the tests' own, from Debian's packages, on a spare port, with databases; gone at the end."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import create_engine, text


def programs() -> Path | None:
    """Where initdb and pg_ctl are, the newest first; None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster(bin_: Path, *, durable: bool = False) -> Iterator[str]:
    """The URL prefix of a running cluster (append a database name). PostgreSQL refuses to run as root.

    One that is `durable`, to be measured, has the memory that a server is commonly given; others never wait for the
    disk.
    """
    folder = Path(mkdtemp(prefix="gazetteer-postgres-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    port = _spare_port()
    data = folder / "data"

    def run(*command: str) -> None:
        done = subprocess.run(
            [str(bin_ / command[0]), *command[1:]], user=user, cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stderr.strip()[-500:]}")

    run("initdb", "-D", str(data), "-U", "gazetteer", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    options += " -c shared_buffers=1GB -c max_wal_size=4GB" if durable else " -c fsync=off"
    run("pg_ctl", "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql+psycopg://gazetteer@127.0.0.1:{port}/"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(prefix: str, name: str, *, postgis: bool = False) -> str:
    """The URL of a new database of a cluster, with PostGIS in it if wanted."""
    steps = [("postgres", f"CREATE DATABASE {name}"), (name, "CREATE EXTENSION postgis")]
    for database, said in steps if postgis else steps[:1]:
        engine = create_engine(prefix + database, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(said))
        engine.dispose()
    return prefix + name


def has_postgis(prefix: str) -> bool:
    """Whether the cluster's programs bring PostGIS along."""
    engine = create_engine(prefix + "postgres")
    with engine.connect() as connection:
        query = "SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis'"
        found = bool(connection.execute(text(query)).scalar())
    engine.dispose()
    return found
