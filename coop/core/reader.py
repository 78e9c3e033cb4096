"""The reader's audiences in a statement: one parameter, however many they are and however often they are asked about."""

import json
from collections.abc import Set
from functools import lru_cache
from typing import Any, Self

from sqlalchemy import ColumnElement, Dialect, Text, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class Names(TypeDecorator[Any]):
    """A set of names: a list on PostgreSQL, on SQLite the text of one."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(Text()) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Set[str] | None, dialect: Dialect) -> Any:
        return list(value or ()) if dialect.name == "postgresql" else _written(frozenset(value or ()))


@lru_cache(maxsize=1024)
def _written(names: frozenset[str]) -> str:
    return json.dumps(sorted(names))


#: A parameter, not a value: a statement is the same for all readers, who differ in what stands for it at execution.
READER: Any = bindparam("reader_audiences", type_=Names())


class IsAmong(FunctionElement[bool]):
    """``column IN (?, ?, …)`` with a single parameter. A list would be written out anew for every execution, and somebody
    who looks after a thousand branches would meet the most parameters that a database takes."""

    inherit_cache = True

    def self_group(self, against: Any = None) -> Self:
        return self


@compiles(IsAmong, "sqlite")
def _in_text(element: IsAmong, compiler: Any, **options: Any) -> str:
    column, names = element.clauses
    listed = func.json_each(names).table_valued("value")
    return compiler.process(column.in_(select(listed.c.value)), **options)


@compiles(IsAmong, "postgresql")
def _in_array(element: IsAmong, compiler: Any, **options: Any) -> str:
    column, names = element.clauses
    return compiler.process(column == any_(names), **options)


def among(column: ColumnElement[str] | Any, names: Any) -> ColumnElement[bool]:
    """Whether the column is one of the reader's audiences, or one of these."""
    return IsAmong(column, READER) if names is READER else column.in_(names)
