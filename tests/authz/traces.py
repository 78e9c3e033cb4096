"""What a request leaves behind: the rows of every table, without what no two requests have in common."""

from typing import Any

from sqlalchemy import DateTime, select

from coop.core.base import Base, Instant
from coop.extensions import db
from tests.authz.house import House

#: Drawn at random, counted by time, or kept of every request whatever it does.
RANDOM = {
    "token_hash", "code_hash", "fs_uniquifier", "uid", "key", "file_key", "request_id", "session_mark", "password", "data",
    "client_id",
}  # fmt: skip
ASIDE = {"attempt", "web_session", "device"}


def rows_of(house: House) -> dict[str, list[Any]]:
    """Every table's rows in the order of their numbers."""
    with house.app.app_context(), db.engine.connect() as connection:
        found = {
            table.name: [tuple(row) for row in connection.execute(select(*_lasting(table)).order_by(table.c.id))]
            for table in Base.metadata.sorted_tables
            if table.name not in ASIDE
        }
        connection.rollback()
    return found


def _lasting(table: Any) -> list[Any]:
    return [column for column in table.c if column.name not in RANDOM and not isinstance(column.type, Instant | DateTime)]


def difference(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Rows that are new or changed, by table."""
    changed = {name: [row for row in rows if row not in before[name]] for name, rows in after.items()}
    return {name: rows for name, rows in changed.items() if rows or len(before[name]) != len(after[name])}
