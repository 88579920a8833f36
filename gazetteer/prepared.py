"""`Prepared`: a statement that is put together once for each database, for what is asked at every request.

SQLAlchemy finds a statement it knows again by going through all of its parts, and makes rows of its own of what the
driver gives: four times the work of the question itself, where that is a road by its id.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Select


class Prepared:
    """A question whose columns are texts and numbers, as the driver gives them."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self._statement = statement
        self._known: dict[str, tuple[str, Sequence[str] | None]] = {}
        self._constants: dict[str, Any] = {}  # values that SQLAlchemy adds by itself

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        """The rows for the values of its parameters."""
        text, order = self._known.get(connection.dialect.name) or self._put_together(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            all_values = {**self._constants, **values} if self._constants else values
            cursor.execute(text, all_values if order is None else tuple([all_values[name] for name in order]))
            return cursor.fetchall()
        finally:
            cursor.close()

    def _put_together(self, dialect: Dialect) -> tuple[str, Sequence[str] | None]:
        said = self._statement.compile(dialect=dialect)
        self._constants |= {name: value for name, value in said.params.items() if value is not None}
        self._known[dialect.name] = made = str(said), said.positiontup
        return made
