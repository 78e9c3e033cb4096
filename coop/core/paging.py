"""Pages by keyset: the cursor names the last row seen, so that a page costs the same however deep it lies."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from coop.extensions import db

MOST_ITEMS = 100
MOST_NUMBER = 2**63 - 1
T = TypeVar("T")


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
) -> Page[T]:
    """The ``size`` rows (at most 100) that follow ``cursor`` in the order of ``by``, whose last column must be unique.

    A cursor that does not fit is taken for none, so that an old link shows the first page.
    """
    size = min(size, MOST_ITEMS)
    after = _values(cursor, by)
    if after is not None:
        statement = statement.where(_beyond(by, after, is_descending=is_descending))
    order = [column.desc() if is_descending else column.asc() for column in by]
    rows = list(db.session().scalars(statement.order_by(*order).limit(size + 1)).unique())
    more = len(rows) > size
    return Page(rows[:size], _cursor(rows[size - 1], by) if more else None)


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
    if not isinstance(value, kind) or (kind is int and abs(value) > MOST_NUMBER):
        raise ValueError(value)
    return value
