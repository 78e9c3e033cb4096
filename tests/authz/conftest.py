"""One house for each module of these tests; whoever changes it restores it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coop import create_app
from coop.accounts import identity
from coop.extensions import db
from tests.authz.house import House
from tests.conftest import Browser, settings_for


@pytest.fixture(scope="module")
def house(blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(blank_database, folder / "coop.sqlite3")
    identity.kept.clear()
    app = create_app(settings_for(folder))
    app.test_client_class = Browser
    app.config["WTF_CSRF_ENABLED"] = False  # tests/core/web holds the token's own promise
    yield House(app, folder)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    identity.kept.clear()
