"""Whether a column is one of many values, as one statement however many they are.

A statement with a mark for each value is another one for each number of values, and is put together again every time.
"""

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import ARRAY, ColumnElement, Dialect, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine


class Listed(TypeDecorator[Sequence[Any]]):
    """A list as one parameter: an array of PostgreSQL's, a text of JSON for SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[Any] | None = None) -> None:
        super().__init__()
        self.of = of or Text()

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.of) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        values = list(value or ())
        return values if dialect.name == "postgresql" else orjson.dumps(values).decode()


class _Among(FunctionElement[Any]):
    inherit_cache = True
    type = NullType()  # of a boolean SQLite would be asked whether it equals 1, which no index answers


@compiles(_Among, "sqlite")
def _sqlite(element: _Among, compiler: SQLCompiler, **rest: Any) -> str:
    column, values = (compiler.process(one, **rest) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(_Among, "postgresql")
def _postgresql(element: _Among, compiler: SQLCompiler, **rest: Any) -> str:
    column, values = (compiler.process(one, **rest) for one in element.clauses)
    return f"{column} = ANY({values})"


def among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Whether a column is one of the values that the parameter `name` lists, when the statement is run."""
    of = None if column.type.python_type is str else column.type
    return _Among(column, bindparam(name, type_=Listed(of)))
