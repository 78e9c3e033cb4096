"""PostgreSQL goes and comes back: pages say that the house is busy meanwhile, and go on without a restart of their own."""

from pathlib import Path

import pytest

from coop import create_app
from coop.core import schema
from coop.core.scope import everything
from coop.extensions import db
from tests.cast import settle
from tests.conftest import settings_for

pytestmark = [pytest.mark.faults, pytest.mark.postgres]


def test_a_database_that_restarts_is_busy_and_then_there_again(own_postgres, tmp_path: Path):
    app = create_app(settings_for(tmp_path, database_url=own_postgres.url(own_postgres.new_database()), testing=False))
    with app.app_context():
        schema.build(app.extensions["migrate"].directory)
        with everything("settling the cast", quiet=True):
            cast = settle()
    ana = cast.ana.visit(app)
    assert ana.get("/me").status_code == 200
    own_postgres.stop(hard=True)
    assert ana.get("/me").status_code == 503
    assert ana.get("/readyz").status_code == 503
    own_postgres.restart()
    assert ana.get("/me").status_code == 200
    with app.app_context():
        db.engine.dispose()
