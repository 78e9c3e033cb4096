"""Every migration goes up and down, on SQLite and on PostgreSQL, with data in the tables, and ends at what the models say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from coop import ROOT, create_app
from coop.core.scope import everything
from coop.extensions import db
from coop.notifications.models import Notification
from coop.units.models import Branch, Membership
from tests.cast import settle
from tests.conftest import settings_for

FOLDER = str(ROOT / "migrations")


def revisions() -> list[str]:
    """From the first to the last."""
    return [script.revision for script in ScriptDirectory(FOLDER).walk_revisions()][::-1]


@pytest.fixture
def empty(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """The application on a database without any table."""
    app = create_app(settings_for(tmp_path, database_url=database_url))
    with app.app_context():
        yield app
        db.session.remove()
        db.drop_all()
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
        db.engine.dispose()


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def differences() -> list[object]:
    with db.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), db.metadata))


def test_the_last_migration_ends_at_the_models(empty: Flask):
    upgrade(FOLDER)
    assert tables() == set(db.metadata.tables)
    assert differences() == []


def test_each_migration_goes_down_and_up_again(empty: Flask):
    upgrade(FOLDER)
    for revision in reversed(revisions()):
        downgrade(FOLDER, "-1")
        upgrade(FOLDER, revision)
        downgrade(FOLDER, "-1")
    assert tables() == set()
    upgrade(FOLDER)
    assert tables() == set(db.metadata.tables)


def test_data_outlives_the_last_migration_down_and_up(empty: Flask):
    upgrade(FOLDER)
    with everything("test", quiet=True):
        settle()
    before = counts()
    downgrade(FOLDER, "-1")
    upgrade(FOLDER)
    assert counts() == before
    assert before["南港物流"] == 2


def test_what_people_were_told_outlives_0009_down_and_up(empty: Flask):
    """Both ways one person hears of one occasion once."""
    upgrade(FOLDER)
    with everything("test", quiet=True):
        cast = settle()
        db.session().add_all([told(cast.ana.id), told(cast.chen.id)])
        db.session().commit()
    for step in (lambda: downgrade(FOLDER, "0008"), lambda: upgrade(FOLDER, "0009")):
        step()
        with everything("test", quiet=True):
            db.session().expire_all()
            rows = db.session().scalars(select(Notification).order_by(Notification.id)).all()
            assert [(row.user_id, row.sentence) for row in rows] == [(cast.ana.id, "定下来了"), (cast.chen.id, "定下来了")]
            db.session().add(told(cast.ana.id))
            with pytest.raises(IntegrityError):
                db.session().flush()
            db.session().rollback()


def told(user_id: int) -> Notification:
    facts = {"key": "deed:1", "kind": "activity", "topic": "/activities/1", "template": "定下来了", "url": "/activities/1"}
    return Notification(user_id=user_id, audience=f"user:{user_id}", **facts)


def test_one_line_of_migrations_without_a_fork():
    assert len(ScriptDirectory(FOLDER).get_heads()) == 1
    assert all(Path(script.path).stem.startswith(script.revision) for script in ScriptDirectory(FOLDER).walk_revisions())


def counts() -> dict[str, int]:
    """How many people belong to the branches of each unit."""
    with everything("test", quiet=True):
        db.session().expire_all()
        rows = db.session().execute(select(Branch, Membership.id).join(Membership, Membership.branch_id == Branch.id))
        found: dict[str, int] = {}
        for branch, _ in rows:
            found[branch.unit.name] = found.get(branch.unit.name, 0) + 1
        return found
