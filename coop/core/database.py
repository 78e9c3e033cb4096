"""How a database is opened, and how a write begins: on SQLite with the lock in hand, so that nobody is stopped half-way."""

import sqlite3
import threading
from typing import Any

import structlog
from sqlalchemy import CursorResult, Delete, Engine, Update, event, func, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from coop.core.errors import Busy, Conflict, Invalid, Refused
from coop.core.sentences import say
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
UNIQUE_VIOLATION = "23505"  # PostgreSQL, appendix A; the next too
OUT_OF_RANGE = "22003"
UNWRITABLE = say("里面有太长的内容，或者不能保存的字符，请改一改再提交。")
log = structlog.get_logger()


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


def changed(session: Session, statement: Update | Delete) -> int:
    """How many rows it changed or took away."""
    done = session.execute(statement)
    assert isinstance(done, CursorResult)
    return done.rowcount


def stand_in_line(session: Session, *names: str) -> None:
    """Whoever names the same thing waits until this transaction ends. SQLite's writers stand in one line anyway;
    PostgreSQL lets them run side by side, and where no row exists yet there is none to lock."""
    if session.get_bind().dialect.name == "postgresql":
        for name in sorted(set(names)):
            session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def refusal_of(error: DBAPIError) -> Refused | None:
    """What a person hears when the database has the last word; None for what is a fault of ours.

    Two who write the same unique thing at once both looked before either had written: the second one meets a Conflict.
    """
    if isinstance(error, IntegrityError) and getattr(error.orig, "sqlstate", None) == UNIQUE_VIOLATION:
        return Conflict()
    if isinstance(error, DataError):
        log.warning("database took no such value", error=str(error.orig))
        return Invalid(UNWRITABLE)
    return None


def engine_options(settings: Settings) -> dict[str, Any]:
    """SQLite hands each thread its connection; PostgreSQL's pool asks before use whether the server is still there.

    What a failing statement was given, names and digests, stays out of its error and so out of the log (L-04).
    """
    if settings.is_sqlite:
        given: dict[str, Any] = {"check_same_thread": False, "timeout": 5}
        return {"hide_parameters": True, "connect_args": given, "pool_size": 16, "max_overflow": 64}
    given = {"options": "-c statement_timeout=5000", "connect_timeout": LONGEST_WAIT}
    pool = {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 16}
    return {"hide_parameters": True, "connect_args": given, **pool}
