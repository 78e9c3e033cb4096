"""Pages by keyset: the cursor names the last row seen, so that a page costs the same however deep it lies."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Select, bindparam, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from coop.extensions import db

MOST_ITEMS = 100
SIZE: Any = bindparam("rows_of_page")
MOST_NUMBER = 2**63 - 1
T = TypeVar("T")
_first_pages: WeakKeyDictionary[Any, dict[tuple[str, ...], Any]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    items: Sequence[T]
    next_cursor: str | None = None


def page_of(
    statement: Select[T],
    *,
    by: Sequence[InstrumentedAttribute[Any]],
    cursor: str | None = None,
    size: int = 20,
    is_descending: bool = True,
    given: Mapping[str, Any] | None = None,
) -> Page[T]:
    """The ``size`` rows (at most 100) that follow ``cursor`` in the order of ``by``, whose last column must be unique.

    A cursor that does not fit is taken for none, so that an old link shows the first page. ``given`` are the parameters
    of a statement that is built once; its first page, which most people read, is then built once too.
    """
    size = min(size, MOST_ITEMS)
    after = _values(cursor, by)
    if after is not None:
        statement = statement.where(_beyond(by, after, is_descending=is_descending))
    order_rows = _first_page if given is not None and after is None else _ordered
    ordered = order_rows(statement, by, is_descending=is_descending)
    rows = list(db.session().scalars(ordered, {**(given or {}), SIZE.key: size + 1}).unique())
    more = len(rows) > size
    return Page(rows[:size], _cursor(rows[size - 1], by) if more else None)


def few(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The rows of a statement that is ordered and cut short, as a part of a union: only within brackets may it be both."""
    return select(*statement.subquery().c)


def _first_page(statement: Select[T], by: Sequence[Any], *, is_descending: bool) -> Select[T]:
    """The ordered form of a statement, kept as long as the statement itself."""
    kept = _first_pages.setdefault(statement, {})
    key = (*(column.key for column in by), str(is_descending))
    if key not in kept:
        kept[key] = _ordered(statement, by, is_descending=is_descending)
    return kept[key]


def _ordered(statement: Select[T], by: Sequence[Any], *, is_descending: bool) -> Select[T]:
    order = [column.desc() if is_descending else column.asc() for column in by]
    return statement.order_by(*order).limit(SIZE)


def _beyond(by: Sequence[Any], after: list[Any], *, is_descending: bool) -> ColumnElement[bool]:
    here = tuple_(*by)
    there = tuple_(*(literal(value, column.type) for value, column in zip(after, by, strict=True)))
    return here < there if is_descending else here > there


def _cursor(row: Any, by: Sequence[InstrumentedAttribute[Any]]) -> str:
    values = [getattr(row, column.key) for column in by]
    return urlsafe_b64encode(json.dumps(values, default=lambda value: value.isoformat()).encode()).decode()


def _values(cursor: str | None, by: Sequence[InstrumentedAttribute[Any]]) -> list[Any] | None:
    try:
        values = json.loads(urlsafe_b64decode(cursor or ""))
        return [_typed(value, column) for value, column in zip(values, by, strict=True)]
    except (ValueError, TypeError):
        return None


def _typed(value: Any, column: InstrumentedAttribute[Any]) -> Any:
    """The value as the column has it; refuses an instant without a zone and a number that no database holds."""
    kind = column.type.python_type
    if kind in (datetime, date):
        value = kind.fromisoformat(value)
        if kind is datetime and value.tzinfo is None:
            raise ValueError(value)
        return value
    if type(value) is not kind or (kind is int and abs(value) > MOST_NUMBER):
        raise ValueError(value)
    return value
