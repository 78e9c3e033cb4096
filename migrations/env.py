"""Runs the migrations on the application's own engine: one transaction a migration, batch mode so that SQLite works."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Engine

from coop.core.base import Instant
from coop.extensions import db


def render_item(kind: str, item: object, autogen_context: object) -> str | bool:
    """An instant is written as the plain column type that it is in the database."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


engine: Engine = current_app.extensions["migrate"].db.engine
with engine.connect() as connection:
    if engine.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # a batch rebuilds tables; checked again when it is done
    else:
        connection.exec_driver_sql("SET statement_timeout = 0")  # a page may not take five seconds, a migration may
        connection.commit()
    run(connection)
    connection.commit()
    if engine.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        if broken:
            raise RuntimeError(f"foreign keys broken by a migration: {broken[:5]}")
