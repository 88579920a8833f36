"""The digest of each projection: the same rows, the same digest, on every database."""

from hashlib import blake2b
from typing import Any

import orjson
from sqlalchemy import Boolean, Connection, Integer, String, Table, cast, collate, select

from gazetteer.schema import PROJECTIONS, key_of

_ROWS = 5000


def projection_digests(connection: Connection) -> dict[str, str]:
    """Table name → the digest of its rows in the order of their keys: the same on every database."""
    return {table.name: digest_of(connection, table) for table in PROJECTIONS}


def digest_of(connection: Connection, table: Table) -> str:
    """The digest of one table's rows."""
    # truths as numbers, keys by their characters' numbers, as SQLite has both: rows are taken as the driver gives them
    columns = [cast(column, Integer) if isinstance(column.type, Boolean) else column for column in table.columns]
    is_postgresql = connection.dialect.name == "postgresql"
    keys = [
        collate(column, "C") if is_postgresql and isinstance(column.type, String) else column
        for column in key_of(table)
    ]
    driver: Any = connection.connection.driver_connection
    cursor = driver.cursor(name="digest") if is_postgresql else driver.cursor()
    cursor.execute(str(select(*columns).order_by(*keys).compile(dialect=connection.dialect)))
    digest = blake2b(digest_size=32)
    while rows := cursor.fetchmany(_ROWS):
        digest.update(orjson.dumps(rows))
    cursor.close()
    return digest.hexdigest()
