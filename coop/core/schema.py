"""Which changes of the database this code knows, and which of them the database has seen."""

from functools import cache
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import stamp, upgrade

from coop.extensions import db


@cache
def newest(directory: str) -> frozenset[str]:
    """The last change in the folder of migrations; read once, since the code of a process does not change."""
    if not (Path(directory) / "env.py").exists():
        return frozenset()
    return frozenset(ScriptDirectory(directory).get_heads())


def applied() -> frozenset[str]:
    """The last change that the database carries; none in an empty one."""
    with db.engine.connect() as connection:
        return frozenset(MigrationContext.configure(connection).get_current_heads())


def is_current(directory: str) -> bool:
    return applied() == newest(directory)


def bring_up_to_date(directory: str) -> None:
    """Apply every change that the database has not seen."""
    upgrade(directory=directory)


def build(directory: str) -> None:
    """All tables at once in an empty database, marked as carrying every change: what tests and benchmarks begin with."""
    db.create_all()
    stamp(directory=directory)
