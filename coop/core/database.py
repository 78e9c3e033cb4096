"""How a database is opened, and how a write begins: on SQLite with the lock in hand, so that nobody is stopped half-way."""

import sqlite3
import threading
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from coop.core.errors import Busy
from coop.settings import Settings

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # with NORMAL a power cut may take back what was acknowledged
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
)
LINE = threading.Lock()
LONGEST_WAIT = 5


@event.listens_for(Engine, "connect")
def prepare(connection: DBAPIConnection, _: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(pragma)


def begin_write(session: Session) -> None:
    """Open the write transaction and forget what was read before it.

    SQLite answers "busy" at once when a reader turns writer after somebody else wrote, whatever the timeout;
    asking for the lock first makes the writers stand in line instead. Those of this process stand in a line of
    their own before it: SQLite lets each of them sleep longer and longer between two tries, whoever came first.
    """
    connection = session.connection()
    raw = connection.connection.dbapi_connection
    if isinstance(raw, sqlite3.Connection) and not raw.in_transaction:
        if not LINE.acquire(timeout=LONGEST_WAIT):
            raise Busy
        session.info["is_in_line"] = True
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            end_write(session)
            raise Busy from error
    session.expire_all()


def end_write(session: Session) -> None:
    """Let the next writer of this process begin; asked of every write, it does nothing for one that stood in no line."""
    if session.info.pop("is_in_line", False):
        LINE.release()


def engine_options(settings: Settings) -> dict[str, Any]:
    """SQLite hands each thread its connection; PostgreSQL's pool asks before use whether the server is still there.

    What a failing statement was given, names and digests, stays out of its error and so out of the log (L-04).
    """
    if settings.is_sqlite:
        given: dict[str, Any] = {"check_same_thread": False, "timeout": 5}
        return {"hide_parameters": True, "connect_args": given, "pool_size": 16, "max_overflow": 64}
    given = {"options": "-c statement_timeout=5000"}
    pool = {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 16}
    return {"hide_parameters": True, "connect_args": given, **pool}
