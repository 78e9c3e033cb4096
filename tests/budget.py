"""Counting the SQL statements of a page, so that a list costs the same with one row and with three."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from coop.extensions import db

#: What every page of somebody signed in costs before it asks anything of its own: the sign-in, and what is new
#: in talk and notifications.
FRAME = 2


@contextmanager
def statements() -> Iterator[list[str]]:
    """What was sent to the database while the block ran, pragmas and the like left out."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.split(None, 1)[0].upper() in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
