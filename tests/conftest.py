"""The application under test, its database made anew for each test, and the cast that lives in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient

from coop import create_app
from coop.accounts import identity
from coop.core import schema
from coop.core.realtime.presence import house
from coop.core.scope import everything
from coop.extensions import db
from coop.settings import Settings
from tests.cast import Cast, settle

pytest_plugins = ["tests.servers.plugin", "tests.databases"]

KEY = "a key that is used by tests and by nothing else 0123456789"


class Browser(FlaskClient):
    """A browser of its own: with a test's context pushed Flask would hand each request what the last one left in ``g``."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        for name in list(g) if has_app_context() else ():
            g.pop(name)
        return super().open(*args, **({"buffered": True} | kwargs))  # a file that is sent is read and closed


def settings_for(folder: Path, **changes: object) -> Settings:
    """Settings of a test's own installation in ``folder``; no variable of the machine reaches it but these."""
    given = {"data_dir": folder, "secret_key": KEY, "testing": True, "allow_http": True, "relay": False}
    return Settings(_env_file=None, **(given | changes))


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row, copied for each test."""
    folder = tmp_path_factory.mktemp("blank")
    app = create_app(settings_for(folder))
    with app.app_context():
        schema.build(app.extensions["migrate"].directory)
        db.engine.dispose()
    return folder / "coop.sqlite3"


@pytest.fixture
def app(database: str | None, tmp_path: Path) -> Iterator[Flask]:
    """The whole application on a database of its own. No context is pushed: say ``with app.app_context()``."""
    identity.kept.clear()
    house.buckets.clear()
    app = create_app(settings_for(tmp_path, database_url=database))
    app.test_client_class = Browser
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """The application with a context pushed, for tests that speak to actions and queries."""
    with app.app_context():
        yield app
        db.session.remove()


@pytest.fixture
def cast(context: Flask) -> Cast:
    """Ana, Ben, Chen, Dara and Eve in their units (tests/cast.py)."""
    with everything("settling the cast", quiet=True):
        return settle()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a session; ``cast.ana.visit(app)`` is one with hers."""
    return app.test_client()
