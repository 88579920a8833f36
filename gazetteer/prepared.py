"""`Prepared`: a statement that is put together once for each database, for what is asked at every request.

SQLAlchemy finds a statement it knows again by going through all of its parts, and makes rows of its own of what the
driver gives: four times the work of the question itself, where that is a road by its id.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, TextClause
from sqlalchemy.sql.selectable import SelectBase

from gazetteer.among import Listed
from gazetteer.deadlines import is_time_up
from gazetteer.errors import TookTooLongError


class Prepared:
    """A question whose columns are texts and numbers, as the driver gives them."""

    def __init__(self, statement: SelectBase | TextClause) -> None:
        self._statement = statement
        self._known: dict[str, Callable[[Mapping[str, Any]], tuple[str, Any]]] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        """The rows for the values of its parameters. Raises `TookTooLongError` where the time is up before.

        A database asks that only within a statement that takes long: very many short ones would never end.
        """
        if is_time_up():
            raise TookTooLongError
        put_together = self._known.get(connection.dialect.name) or self._put_together(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(*put_together(values))
            return cursor.fetchall()
        finally:
            cursor.close()

    def column(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """The first value of each row."""
        return [row[0] for row in self.rows(connection, values)]

    def _put_together(self, dialect: Dialect) -> Callable[[Mapping[str, Any]], tuple[str, Any]]:
        said = self._statement.compile(dialect=dialect)
        text, order = str(said), said.positiontup
        constants = {name: value for name, value in said.params.items() if value is not None}
        lists = {name: bind.type for bind, name in said.bind_names.items() if isinstance(bind.type, Listed)}

        def put_together(values: Mapping[str, Any]) -> tuple[str, Any]:
            every = {**constants, **values}
            for name, of in lists.items():
                every[name] = of.process_bind_param(every[name], dialect)
            return text, every if order is None else tuple([every[name] for name in order])

        self._known[dialect.name] = put_together
        return put_together
